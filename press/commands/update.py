"""Bring catalogs in line with their sources, and tell translators what changed."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from press import refreshing
from press.commands import options, report
from press.refreshing import Update
from press.updating import Fate, Outcome

TOLD = {Fate.STALE: "reworded", Fate.NEW: "new", Fate.REMOVED: "removed"}
"""What translators are told of a unit, by what became of it."""


@click.command()
@click.argument("numbers", nargs=-1)
@click.option("--leaflet", "leaflets", multiple=True, help="Only this leaflet, such as RHM20.")
@click.option("--language", "languages", multiple=True, help="Only this language, such as ur.")
@click.option(
    "--trivial",
    "role",
    metavar="ROLE",
    help="Declare all that was reworded as spelling or spacing, as this role of the source.",
)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if it would.")
@options.project
@options.today
@options.as_json
def update(
    numbers: tuple[str, ...],
    leaflets: tuple[str, ...],
    languages: tuple[str, ...],
    role: str | None,
    project: Path,
    today: datetime.date,
    *,
    only_check: bool,
    as_json: bool,
) -> int:
    """Bring the catalogs of leaflets NUMBERS (of all, if none is named) in line with their sources.

    What moved keeps its translation. What was reworded goes stale. What was split, merged or added
    starts empty. What was removed is put aside, and comes back if its text does.
    """
    selection = options.selected((*numbers, *leaflets), languages, ())
    try:
        done = refreshing.update(project, selection, today, role, write=not only_check)
    except refreshing.UnknownRoleError as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        report.echo_json(
            {
                "catalogs": [one.row() for one in done.catalogs],
                "refused": list(done.refused),
                "findings": report.finding_rows(done.findings),
            }
        )
    else:
        _echo(done, written=not only_check and not done.refused)
    return 1 if done.findings or done.refused or (only_check and done.changed) else 0


def _echo(done: Update, *, written: bool) -> None:
    lines = [
        _told(outcome)
        for one in done.changed
        if one.before is not None
        for outcome in one.outcomes
        if outcome.fate in TOLD
    ]
    for line in dict.fromkeys(lines):
        click.echo(line)
    rows = [
        [str(value) for key, value in one.row().items() if key != "changed"] for one in done.changed
    ]
    if rows:
        report.echo_table("Catalogs", ("catalog", *(fate.value for fate in Fate)), rows)
    verb = "written" if written else "to be written"
    same = len(done.catalogs) - len(done.changed)
    click.echo(f"{len(done.catalogs)} catalogs: {len(done.changed)} {verb}, {same} unchanged")
    report.echo_findings(done.findings)
    for line in done.refused:
        click.echo(line, err=True)


def _told(outcome: Outcome) -> str:
    """Return one line that tells a translator what became of a unit."""
    place = f"{outcome.path}:{outcome.line}: " if outcome.path else ""
    was = f"{outcome.before!r} is now " if outcome.before else ""
    return f"{place}{TOLD[outcome.fate]}: {was}{outcome.text!r}"
