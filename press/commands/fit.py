"""Say which editions grow out of their layout: pages, words, the red box, what overflows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from press import desk, fitting, machine, rehearsal, schedulers
from press.checks.artefact import failure
from press.checks.offer import refusal
from press.commands import options, report
from press.compose import Composer
from press.desk import Desk
from press.findings import Finding
from press.fitting import Fit
from press.jobs import Pressed, RenderJob
from press.languages import PSEUDO
from press.model import Edition, Leaflet
from press.profiles import PROFILES
from press.selection import Selection

SHOWN = 3
"""Places of overflow that are listed for each edition; a foot overflows on every page."""
HEADS = (
    "leaflet",
    "language",
    "profile",
    "pages",
    "in the source",
    "characters",
    "words",
    "red box on",
    "overflows",
)


@click.command()
@click.argument("numbers", nargs=-1)
@click.option("--language", "languages", multiple=True, help="Only this language, such as ur.")
@click.option("--profile", "profiles", multiple=True, help="Only this profile, such as a5.")
@click.option("--pseudo", is_flag=True, help="Add the pseudo-languages en-XA and en-XB.")
@options.project
@options.today
@options.as_json
def fit(
    numbers: tuple[str, ...],
    languages: tuple[str, ...],
    profiles: tuple[str, ...],
    project: Path,
    today: datetime.date,
    *,
    pseudo: bool,
    as_json: bool,
) -> int:
    """Report how leaflets NUMBERS (all, if none is named) fit their pages, the worst first."""
    machine.require_engine()
    table = desk.read(project, today)
    real = frozenset(languages) - PSEUDO.keys()
    Selection(frozenset(numbers), real, frozenset(profiles)).check(table.leaflets, table.broken)
    tried = [tag for tag in PSEUDO if pseudo or tag in languages]
    shown = Selection(frozenset(numbers), frozenset((*languages, *tried)) if languages else real)
    sheets = list(_sheets(project, table, shown, frozenset(profiles), tried))
    results = schedulers.run([sheet.job for sheet in sheets], project / ".press")
    rows, broken = [], []
    for sheet in sheets:
        result, source = results[sheet.job.key], results[sheet.source.key]
        if not isinstance(result, Pressed):
            broken.append(failure(sheet.job, result.message))
        elif isinstance(source, Pressed) and sheet.shown:
            name = sheet.job.profile
            rows.append(fitting.fit(sheet.edition, name, result, source, table.hospital))
    rows.sort(key=lambda row: [-one for one in row.badness])
    _say(rows, broken, as_json=as_json)
    return 1 if broken or any(row.overflow for row in rows) else 0


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An edition in a profile, with the source edition in the same one."""

    edition: Edition
    job: RenderJob
    source: RenderJob
    shown: bool
    """Whether it was asked for, or only compared with."""


def _sheets(
    project: Path,
    table: Desk,
    shown: Selection,
    profiles: frozenset[str],
    tried: Sequence[str],
) -> Iterator[_Sheet]:
    """Yield what is pressed: each edition beside its source, in each of its paged profiles."""
    composer = Composer(project, table.hospital, table.components)
    source_language = table.hospital.source_language
    for leaflet in shown.numbered(table.leaflets):
        editions = _editions(table, leaflet, tried)
        first = next((one for one in editions if one.language == source_language), None)
        if first is None:
            continue
        for name in leaflet.profiles:
            profile = PROFILES.get(name)
            if profile is None or profile.medium != "pdf" or (profiles and name not in profiles):
                continue
            # A form that the source has not is measured against the source's plain pages.
            own = profile.applies(leaflet, source=True)
            source = composer.compose(first, profile if own else PROFILES["a4"])
            for edition in editions:
                is_source = edition is first
                asked = shown.edition(leaflet.number, edition.language) or (
                    edition.language in tried
                )
                if is_source and not own:
                    yield _Sheet(edition, source, source, shown=False)
                elif (asked or is_source) and refusal(edition, profile) is None:
                    job = source if is_source else composer.compose(edition, profile)
                    yield _Sheet(edition, job, source, shown=asked)


def _editions(table: Desk, leaflet: Leaflet, tried: Sequence[str]) -> list[Edition]:
    """Return a leaflet's editions, those in a pseudo-language among them."""
    return [
        *(one.edition for one in table.entries if one.edition.leaflet == leaflet),
        *(rehearsal.entry(table, leaflet, tag).edition for tag in tried),
    ]


def _say(rows: Sequence[Fit], broken: Sequence[Finding], *, as_json: bool) -> None:
    if as_json:
        answer = {"editions": [asdict(row) for row in rows]}
        report.echo_json(answer | {"findings": report.finding_rows(broken)})
        return
    report.echo_findings(broken)
    report.echo_table("Fit", HEADS, [_cells(row) for row in rows])
    for row in rows:
        where = f"{row.number} {row.language} {row.profile}"
        for place in row.overflow[:SHOWN]:
            click.echo(f"{where}: {place}", err=True)
        if len(row.overflow) > SHOWN:
            click.echo(f"{where}: … and {len(row.overflow) - SHOWN} more (--json)", err=True)


def _cells(row: Fit) -> tuple[str, ...]:
    return (
        row.number,
        row.language,
        row.profile,
        str(row.pages),
        f"{row.source_pages} ({row.pages - row.source_pages:+})",
        _percent(row.characters),
        _percent(row.words),
        f"page {row.emergency_page}" if row.emergency_page else "–",
        str(len(row.overflow)) if row.overflow else "–",
    )


def _percent(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.0%}"
