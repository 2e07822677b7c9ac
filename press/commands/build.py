"""Bring dist/ up to date and say what it holds."""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from press import machine, pipeline
from press.commands import options, report
from press.model import Edition
from press.pipeline import Outcome, Progress


@click.command()
@options.project
@options.today
@options.selection
@options.as_json
@click.option("--verify", is_flag=True, help="Also hash again what dist/ holds.")
def build(
    project: Path,
    today: datetime.date,
    leaflets: tuple[str, ...],
    languages: tuple[str, ...],
    profiles: tuple[str, ...],
    *,
    as_json: bool,
    verify: bool,
) -> int:
    """Render every edition in its profiles into dist/ (the default command)."""
    machine.require_engine()
    selection = options.selected(leaflets, languages, profiles)
    with _progress(quiet=as_json) as progress:
        outcome = pipeline.build(project, selection, today, progress)
    if as_json:
        report.echo_json(_answer(outcome))
    else:
        report.echo_findings(outcome.findings)
        _echo_editions(outcome.editions)
        _echo_summary(outcome)
    if verify:
        damaged = pipeline.verify(project)
        for path in damaged:
            click.echo(
                f"dist/{path}: the bytes are not those of the manifest; build again", err=True
            )
        if damaged:
            return 1
    return 1 if outcome.faulty else 0


def _answer(outcome: Outcome) -> dict[str, object]:
    return {
        "artefacts": [dict(artefact.facts) for artefact in outcome.artefacts],
        "changed": outcome.changed,
        "editions": [
            {
                "number": edition.leaflet.number,
                "language": edition.language,
                "status": edition.status.value,
                "reasons": list(edition.reasons),
            }
            for edition in outcome.editions
        ],
        "findings": report.finding_rows(outcome.findings),
    }


def _echo_editions(editions: tuple[Edition, ...]) -> None:
    rows = [
        (
            edition.leaflet.number,
            edition.language,
            edition.leaflet.version,
            edition.status.value,
            _why(edition.reasons),
        )
        for edition in editions
    ]
    report.echo_table("Editions", ("leaflet", "language", "version", "status", "why"), rows)


def _why(reasons: tuple[str, ...]) -> str:
    """Return the first reason: the others show in ``status`` and ``--json``."""
    more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
    return reasons[0] + more if reasons else ""


def _echo_summary(outcome: Outcome) -> None:
    states = Counter(artefact.facts["status"] for artefact in outcome.artefacts)
    pages = sum(artefact.facts["pages"] or 0 for artefact in outcome.artefacts)
    counted = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    click.echo(
        f"dist/ holds {len(outcome.artefacts)} files ({counted}), {pages} pages; "
        f"{outcome.changed} changed"
    )


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress]:
    """Show a bar on a terminal; say nothing in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield pipeline.silent
        return
    from rich.console import Console  # noqa: PLC0415 - a pipe does not need it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress("pressing", *columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("pressing")
        yield lambda done, total: bar.update(task, completed=done, total=total)
