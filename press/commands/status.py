"""Say how far each translation has come, and what stands between it and paper."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from press import boards, dashboard, desk
from press.boards import Board
from press.commands import options, report
from press.desk import Desk
from press.files import write_whole
from press.model import UnitState
from press.next_steps import Need
from press.selection import Selection
from press.templates import Templates

HEADS = (
    *("leaflet", "language", "status", *map(str, reversed(UnitState))),
    *("words left", "why", "next"),
)
PAGE = "dist/translations.html"


@click.command()
@click.option("--html", is_flag=True, help=f"Write the page {PAGE} as well.")
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
    html: bool,
    as_json: bool,
) -> int:
    """Show each edition's units: approved, unreviewed, stale, missing; and who is next."""
    selection = options.selected(leaflets, languages, profiles)
    table = desk.read(project, today)
    selection.check(table.leaflets, table.broken)
    if html:
        _write_page(project, table, today, selection)
    rows = [
        _row(board)
        for board in boards.editions(table)
        if board.need is not Need.UNREADABLE and selection.edition(board.number, board.language.tag)
    ]
    if as_json:
        unread = sorted(table.broken) + [f"{n}-{tag}" for n, tag in sorted(table.blocked)]
        report.echo_json({"editions": rows, "unreadable": unread})
        return 0
    report.echo_table("Translations", HEADS, [_cells(row) for row in rows])
    for number in sorted(table.broken):
        click.echo(f"{number} cannot be read; see: build.py check", err=True)
    for number, tag in sorted(table.blocked):
        click.echo(f"{number} in {tag} cannot be read; see: build.py check", err=True)
    if html:
        click.echo(f"wrote {PAGE}", err=True)
    return 0


def _write_page(project: Path, table: Desk, today: datetime.date, selection: Selection) -> None:
    shown = dashboard.dashboard(table, today, selection)
    templates = Templates(project, table.hospital.source_language)
    write_whole(project / PAGE, dashboard.page(shown, templates))


def _row(board: Board) -> dict[str, Any]:
    return {
        "leaflet": board.number,
        "language": board.language.tag,
        "version": board.version,
        "status": board.status,
        **board.counts,
        "words_left": board.words.words_left,
        "reasons": list(board.reasons),
        "next": {"role": board.next.role, "task": board.next.task},
    }


def _cells(row: dict[str, Any]) -> list[str]:
    plain = [str(row[head.replace(" ", "_")]) for head in HEADS[:-2]]
    return [*plain, "; ".join(row["reasons"][:1]), f"{row['next']['role']}: {row['next']['task']}"]
