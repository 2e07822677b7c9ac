"""Write the ticket that goes to the print room with a file, and record it in the print log."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from pathlib import Path

import click

from press import bundling, desk, machine, print_log, schedulers
from press.checks.artefact import check_pressed, failure
from press.commands import options, report
from press.desk import Desk
from press.files import write_whole
from press.findings import Finding
from press.jobs import Pressed
from press.model import Leaflet
from press.preview.pages import picture
from press.profiles import PROFILES
from press.publishing import Publisher
from press.selection import Selection
from press.templates import Templates
from press.tickets import evidence, jdf, paper
from press.tickets.ticket import Order, Ticket, as_bytes, as_data, draw_up

FOLDER = "tickets"
"""Under dist/. The manifest does not list what lies there, so that no build takes a ticket away."""
CHECKSUMS = "SHA256SUMS"
PROOF_SCALE = 2.0
"""Pixels per point of the proof picture: sharp at the size of a hand."""


@click.command()
@click.argument("number")
@click.option("--language", required=True, help="The edition, such as ur or zh-Hans.")
@click.option(
    "--profile", "profile", type=click.Choice(list(PROFILES)), required=True, help="The form."
)
@click.option("--copies", type=click.IntRange(1, 100_000), required=True, help="How many.")
@click.option(
    "--for", "clinic", required=True, help="Who they are for, such as 'Rheumatology clinic'."
)
@click.option("--bundle", is_flag=True, help="One ZIP for the press: the file, ticket, checksums.")
@options.project
@options.today
@options.as_json
def ticket(
    number: str,
    language: str,
    profile: str,
    copies: int,
    clinic: str,
    project: Path,
    today: datetime.date,
    *,
    bundle: bool,
    as_json: bool,
) -> int:
    """Write a job ticket for leaflet NUMBER: a page, JSON and JDF; and record it.

    Only a current, approved edition whose bytes are those that were built gets one.
    """
    if fault := print_log.clinic_fault(clinic):
        raise click.UsageError(f"--for {clinic!r}: {fault}; write the name of a clinic or ward")
    machine.require_engine()
    selection = Selection(frozenset({number}), frozenset({language}))
    table = desk.read(project, today, selection=selection)
    selection.check(table.leaflets, table.broken)
    leaflet = next((one for one in table.leaflets if one.number == number), None)
    publisher = Publisher(project)
    seen = evidence.gather(publisher.dist, publisher.manifest(), (number, language, profile))
    against = _against(table, leaflet, number, language, profile, seen)
    if leaflet is None or seen.row is None or seen.data is None or against:
        for reason in against:
            click.echo(f"no ticket: {reason}", err=True)
        return 1
    order = Order(leaflet, seen.row, copies, clinic, today)
    try:
        with print_log.writing(project) as log:
            drawn = draw_up(order, log.sequence, table.hospital.print_room)
            files, findings = _files(project, table, drawn, seen.data)
            report.echo_findings(findings)
            if not files:
                return 1
            # Recorded before it can be printed: what nobody recorded could not be recalled.
            log.append(drawn.record)
    except print_log.DamagedLogError as error:
        raise click.ClickException(str(error)) from error
    written = [_write(publisher.dist / FOLDER / name, data) for name, data in files.items()]
    if bundle:
        written.append(_write_bundle(publisher.dist, drawn, files, seen.data))
    if as_json:
        report.echo_json(as_data(drawn))
    else:
        for path in written:
            click.echo(f"wrote {path}")
    return 0


def _against(
    table: Desk,
    leaflet: Leaflet | None,
    number: str,
    language: str,
    profile: str,
    seen: evidence.Evidence,
) -> tuple[str, ...]:
    """Return every reason against a ticket."""
    for entry in table.entries:
        if (entry.edition.leaflet, entry.edition.language) == (leaflet, language):
            return evidence.reasons(entry.edition, profile, seen)
    if leaflet and language not in leaflet.languages:
        held = ", ".join(leaflet.languages)
        return (f"{number} is not offered in {language}; there are: {held}",)
    return (f"{number} in {language} cannot be read; see: build.py check",)


def _files(
    project: Path, table: Desk, drawn: Ticket, data: bytes
) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the ticket's files by name, none when its page could not be made, and findings."""
    proof = picture(data, 1, PROOF_SCALE) or b""
    house = table.hospital
    job = paper.compose(drawn, proof, house, Templates(project, house.source_language))
    result = schedulers.run([job], project / ".press")[job.key]
    if not isinstance(result, Pressed):
        return {}, [failure(job, result.message)]
    findings = list(check_pressed(job, result))
    if any(finding.blocking for finding in findings):
        return {}, findings
    file = drawn.order.row["path"].rpartition("/")[2]
    made = {"pdf": result.data, "json": as_bytes(drawn), "jdf": jdf.write(drawn, file)}
    return {f"{drawn.stem}.{ending}": one for ending, one in made.items()}, findings


def _write(path: Path, data: bytes) -> Path:
    write_whole(path, data)
    return path


def _write_bundle(dist: Path, drawn: Ticket, files: Mapping[str, bytes], data: bytes) -> Path:
    """Write one ZIP with all that the press needs, and what proves that it arrived whole."""
    held = {drawn.order.row["path"].rpartition("/")[2]: data, **files}
    sums = "".join(
        f"{hashlib.sha256(one).hexdigest()}  {name}\n" for name, one in sorted(held.items())
    )
    return _write(
        dist / FOLDER / f"{drawn.stem}.zip", bundling.zipped({**held, CHECKSUMS: sums.encode()})
    )
