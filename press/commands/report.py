"""Findings and tables in, words for a terminal, a pipe or a program out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from press.findings import Finding, Severity

SHOWN = 40
"""Findings listed on a terminal or pipe; the manifest and --json hold all."""


def echo_json(answer: object) -> None:
    """Print one JSON object."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))


def echo_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table: drawn on a terminal, tab-separated lines in a pipe."""
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(row))
        return
    # Imported late: scripts read the plain lines, and rich costs them a tenth of a second.
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(*heads, title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for row in rows:
        table.add_row(*(Text(cell, style=COLOURS.get(cell, "")) for cell in row))
    Console().print(table)


COLOURS = {
    "approved": "green",
    "compliant": "green",
    "draft": "yellow",
    "blocking": "red",
    "refused": "red",
    "warning": "yellow",
}


def echo_findings(findings: Sequence[Finding]) -> None:
    """Print findings to standard error, blocking ones first, one line each."""
    ordered = sorted(findings, key=lambda finding: not finding.blocking)
    for finding in ordered[:SHOWN]:
        colour = "red" if finding.severity is Severity.BLOCKING else "yellow"
        click.echo(f"{click.style(finding.severity, fg=colour)}  {finding}", err=True)
    if len(ordered) > SHOWN:
        more = len(ordered) - SHOWN
        click.echo(f"… and {more} more findings (all of them: check --json)", err=True)


def finding_rows(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as plain data."""
    return [
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "path": finding.path,
            "line": finding.line,
            "message": finding.message,
            "remedy": finding.remedy,
            "number": finding.number,
            "language": finding.language,
        }
        for finding in findings
    ]
