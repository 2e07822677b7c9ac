"""Say how far each translation has come, and what stands between it and paper."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path
from typing import Any

import click

from press import desk
from press.commands import options, report
from press.desk import Entry
from press.model import Hospital, UnitState, leaflet_units

HEADS = ("leaflet", "language", "status", *map(str, reversed(UnitState)), "words left", "why")


@click.command()
@options.project
@options.today
@options.selection
@options.as_json
def status(
    project: Path,
    today: datetime.date,
    leaflets: tuple[str, ...],
    languages: tuple[str, ...],
    profiles: tuple[str, ...],
    *,
    as_json: bool,
) -> int:
    """Show each edition's units: approved, unreviewed, stale, missing, and the words left."""
    selection = options.selected(leaflets, languages, profiles)
    table = desk.read(project, today)
    selection.check(table.leaflets, table.broken)
    rows = [
        _row(entry, table.hospital)
        for entry in table.entries
        if selection.edition(entry.edition.leaflet.number, entry.edition.language)
    ]
    if as_json:
        unread = sorted(table.broken) + [f"{n}-{tag}" for n, tag in sorted(table.blocked)]
        report.echo_json({"editions": rows, "unreadable": unread})
        return 0
    cells = [
        [*(str(row[head.replace(" ", "_")]) for head in HEADS[:-1]), "; ".join(row["reasons"][:1])]
        for row in rows
    ]
    report.echo_table("Translations", HEADS, cells)
    for number in sorted(table.broken):
        click.echo(f"{number} cannot be read; see: build.py check", err=True)
    for number, tag in sorted(table.blocked):
        click.echo(f"{number} in {tag} cannot be read; see: build.py check", err=True)
    return 0


def _row(entry: Entry, hospital: Hospital) -> dict[str, Any]:
    edition = entry.edition
    counts = Counter(entry.states.values())
    units = {unit.key: unit for unit in leaflet_units(edition.leaflet, hospital)}
    left = sum(
        units[key].words
        for key, state in entry.states.items()
        if state in (UnitState.MISSING, UnitState.STALE)
    )
    return {
        "leaflet": edition.leaflet.number,
        "language": edition.language,
        "version": edition.leaflet.version,
        "status": edition.status.value,
        **{state.value: counts[state] for state in UnitState},
        "words_left": left,
        "reasons": list(edition.reasons),
    }
