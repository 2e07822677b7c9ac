"""Check any PDF against the rules of the print room."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from press import preflight as rules
from press.commands import options, report
from press.files import write_whole
from press.preflight.faults import EXPECTATIONS, WORDING

UNREADABLE = 2


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--expect",
    type=click.Choice(list(EXPECTATIONS)),
    default="x4",
    show_default=True,
    help="What the files are to be: a form of the press, any PDF/X-4, or any print file.",
)
@click.option("--condition", help="Printing condition that they are made for, such as FOGRA39.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the JSON report into this file.",
)
@options.as_json
def preflight(
    files: tuple[Path, ...],
    expect: str,
    condition: str | None,
    output: Path | None,
    *,
    as_json: bool,
) -> int:
    """Check FILES against our PDF/X-4 rules: boxes, inks, fonts, pictures, lines and metadata.

    Exit code 0: no fault; 1: a rule is broken; 2: a file cannot be read.
    """
    expected = dataclasses.replace(EXPECTATIONS[expect], output_condition=condition)
    checked, worst = [], 0
    for file in files:
        data = file.read_bytes()
        faults = rules.check(data, expected)
        checked.append(rules.row(data, expected, faults, file.as_posix()))
        code = (1 if rules.readable(faults) else UNREADABLE) if faults else 0
        worst = max(worst, code)
        if not as_json:
            for fault in faults:
                click.echo(f"{file}: {fault}", err=True)
            count = f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}"
            click.echo(f"{file}: {WORDING}: {count if faults else 'no fault'}")
    answer = {"schema": 1, "checked": WORDING, "files": checked}
    if output is not None:
        text = json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
        write_whole(output, text.encode())
    if as_json:
        report.echo_json(answer)
    return worst
