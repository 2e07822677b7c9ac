"""Say what is wrong without pressing a page."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from press import desk
from press.checks.artefact import check_job
from press.checks.offer import refusal
from press.commands import options, report
from press.compose import Composer
from press.findings import Finding
from press.selection import Selection


@click.command()
@options.project
@options.today
@options.selection
@options.as_json
def check(
    project: Path,
    today: datetime.date,
    leaflets: tuple[str, ...],
    languages: tuple[str, ...],
    profiles: tuple[str, ...],
    *,
    as_json: bool,
) -> int:
    """Report every finding; exit 1 when one of them blocks."""
    selection = options.selected(leaflets, languages, profiles)
    findings = _findings(project, today, selection)
    if as_json:
        report.echo_json({"findings": report.finding_rows(findings)})
    else:
        report.echo_findings(findings)
        blocking = sum(finding.blocking for finding in findings)
        click.echo(f"{blocking} blocking, {len(findings) - blocking} warnings")
    return 1 if any(finding.blocking for finding in findings) else 0


def _findings(project: Path, today: datetime.date, selection: Selection) -> list[Finding]:
    table = desk.read(project, today)
    selection.check(table.leaflets, table.broken)
    composer = Composer(project, table.hospital, table.components)
    found = set(table.findings)
    for entry in table.entries:
        edition, source = entry.edition, table.hospital.source_language
        for profile in selection.wanted(edition.leaflet, edition.language, source):
            if reason := refusal(edition, profile):
                found.add(reason)
            else:
                found.update(check_job(composer.compose(edition, profile)))
    return sorted(
        finding
        for finding in found
        if (not finding.number or not selection.leaflets or finding.number in selection.leaflets)
        and (
            not finding.language
            or not selection.languages
            or finding.language in selection.languages
        )
    )
