"""Record a sign-off: who signed which words, with the fingerprint of exactly those words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import click

from press import approvals, desk
from press.commands import options
from press.desk import Desk, Entry
from press.findings import Finding
from press.fingerprints import PARTS, REVIEW, identity
from press.model import Approval


@click.command()
@click.argument("number")
@click.option("--language", required=True, help="The edition that is signed, such as ur.")
@click.option("--role", required=True, help="The signer's role, as hospital.toml names it.")
@click.option("--credential", required=True, help="What entitles the signer; no person's name.")
@click.option(
    "--part",
    "wanted",
    type=click.Choice(PARTS),
    multiple=True,
    help="Only this part; else every part that the role has not signed as it is today.",
)
@click.option(
    "--code",
    help="What stands at the foot of the signed review sheet, such as 7F3A: its words, or none.",
)
@click.option("--yes", is_flag=True, help="Sign without asking.")
@options.project
@options.today
def approve(
    number: str,
    language: str,
    role: str,
    credential: str,
    wanted: tuple[str, ...],
    code: str | None,
    project: Path,
    today: datetime.date,
    *,
    yes: bool,
) -> int:
    """Sign off an edition's words as they are today."""
    wanted = wanted if code is None else _shown_on_a_sheet(wanted)
    table = desk.read(project, today)
    entry = _entry(table, number, language)
    roles = table.hospital.roles(language)
    if role not in roles:
        raise click.UsageError(
            f"{role!r} does not sign {language}; the roles are: {', '.join(roles)}"
        )
    open_findings = dict.fromkeys(one for one in _faults(table, entry) if one.blocking)
    if open_findings:
        for finding in open_findings:
            click.echo(str(finding), err=True)
        click.echo(f"{number} in {language} has blocking findings; nothing was signed", err=True)
        return 1
    if not _of_today(entry, code):
        return 1
    lapsed = list(_unsigned(entry, role, wanted))
    if not lapsed:
        click.echo(f"{number} in {language}: the {role} has signed all of it already")
        return 0
    for part, path, before in lapsed:
        _show(entry, part, path, before)
    if not yes:
        click.confirm("Sign these words?", abort=True)
    for part, path, _ in lapsed:
        made = entry.parts[part]
        version = entry.edition.leaflet.version if part == "leaflet" else ""
        signed = Approval(
            part, language, role, version, today, credential, made.fingerprint, made.units, path, 0
        )
        approvals.append(project, path, signed)
        click.echo(f"signed the {part} part in {path}")
    return 0


def _entry(table: Desk, number: str, language: str) -> Entry:
    for entry in table.entries:
        if (entry.edition.leaflet.number, entry.edition.language) == (number, language):
            return entry
    raise click.UsageError(f"there is no readable {number} in {language}; see: build.py status")


def _shown_on_a_sheet(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the one part that a review sheet shows; no other can be signed on it."""
    if set(wanted) - {"leaflet"}:
        raise click.UsageError("a review sheet shows the leaflet part; leave out --part or --code")
    return ("leaflet",)


def _of_today(entry: Entry, code: str | None) -> bool:
    """Tell whether today's words are those of the sheet with a code; no code is any sheet."""
    edition, leaflet = entry.edition, entry.edition.leaflet
    fingerprint = entry.parts["leaflet"].fingerprint
    line = identity(leaflet.number, edition.language, REVIEW, leaflet.version, fingerprint)
    printed = line.rpartition(" ")[2]
    if code is None or code.strip().upper() == printed:
        return True
    click.echo(
        f"the sheet says {code}, today's words are {printed}: they have changed since it was "
        "printed, or the code is mistyped; print the sheet again with build.py proof",
        err=True,
    )
    return False


def _faults(table: Desk, entry: Entry) -> Iterator[Finding]:
    """Yield what blocks this edition's words, whoever has signed."""
    yield from entry.findings
    number, language = entry.edition.leaflet.number, entry.edition.language
    for finding in table.findings:
        own = finding.number == number and finding.language in (None, language)
        # A block added to a file that cannot be read would be lost.
        if own or finding.path == approvals.shared_path(language):
            yield finding


def _unsigned(
    entry: Entry, role: str, wanted: tuple[str, ...]
) -> Iterator[tuple[str, str, Approval | None]]:
    """Yield each part that the role's newest sign-off does not cover, with that sign-off."""
    language = entry.edition.language
    paths = {
        "leaflet": approvals.leaflet_path(entry.edition.leaflet),
        "shared": approvals.shared_path(language),
        "contacts": approvals.shared_path(language),
    }
    for part in wanted or PARTS:
        before = approvals.newest(entry.signed, part, language, role)
        if before is None or before.fingerprint != entry.parts[part].fingerprint:
            yield part, paths[part], before


def _show(entry: Entry, part: str, path: str, before: Approval | None) -> None:
    """Say what is signed: how many units, and how many of them are new since the last time."""
    units = entry.parts[part].units
    known = set(before.units) if before else set()
    fresh = sum(digest not in known for digest in units)
    click.echo(
        f"{part}: {len(units)} units, {fresh} new or changed since the last sign-off ({path})"
    )
