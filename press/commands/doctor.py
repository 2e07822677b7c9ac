"""The doctor: say what this machine lacks and how to get it."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Sequence

import click

from press import machine

EXIT_LACKING = 3


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """Say what this machine has and lacks, and how to get the rest."""
    parts = machine.inspect()
    lacking = [part for part in parts if part.required and not part.fits]
    if as_json:
        _print_json(parts, complete=not lacking)
    elif sys.stdout.isatty():
        _print_table(parts)
    else:
        _print_lines(parts)
    if lacking:
        context.exit(EXIT_LACKING)


def _print_json(parts: Sequence[machine.Part], *, complete: bool) -> None:
    rows = [{**dataclasses.asdict(part), "fits": part.fits} for part in parts]
    answer = {"schema": 1, "complete": complete, "parts": rows}
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def _print_lines(parts: Sequence[machine.Part]) -> None:
    for part in parts:
        click.echo("\t".join((_state(part), part.name, part.found or "-", part.wanted, part.get)))


def _print_table(parts: Sequence[machine.Part]) -> None:
    # Imported here because scripts read the plain lines, and rich costs them a tenth of a second.
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    colours = {"ok": "green", "missing": "red", "wrong": "red", "absent": "yellow"}
    table = Table("", "part", "found", "wanted", "needed for", "get it by")
    for part in parts:
        state = _state(part)
        table.add_row(
            Text(state, style=colours[state]),
            part.name,
            part.found or "-",
            part.wanted,
            part.needed_for,
            "" if part.fits else part.get,
        )
    Console().print(table)


def _state(part: machine.Part) -> str:
    """Return ok, missing, wrong (another version is there) or absent (missing, not required)."""
    if part.fits:
        return "ok"
    if part.found is not None:
        return "wrong"
    return "missing" if part.required else "absent"
