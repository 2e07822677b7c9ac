"""Say how many copies of what were ordered, for whom and when, by the print log."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from press import print_log
from press import usage as counting
from press.commands import options, report
from press.files import write_whole
from press.usage_chart import draw

CHART = "dist/usage.svg"


@click.command()
@click.option("--since", type=options.Day(), help="Only tickets of this day and later.")
@click.option("--until", type=options.Day(), help="Only tickets of this day and earlier.")
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a row for each leaflet, language, profile, clinic and month to this file.",
)
@click.option("--chart", is_flag=True, help=f"Draw {CHART}.")
@options.project
@options.today
@options.as_json
def usage(
    since: datetime.date | None,
    until: datetime.date | None,
    csv_file: Path | None,
    project: Path,
    today: datetime.date,
    *,
    chart: bool,
    as_json: bool,
) -> int:
    """Show copies by leaflet, language, profile, clinic and month."""
    del today  # Taken as every command takes it; what was recorded has days of its own.
    if since and until and since > until:
        raise click.UsageError(f"--since {since} is later than --until {until}; turn them round")
    try:
        records = print_log.read(project)
    except print_log.DamagedLogError as error:
        raise click.ClickException(str(error)) from error
    found = counting.usage(records, since, until)
    if csv_file:
        write_whole(csv_file, counting.as_csv(found))
        click.echo(f"wrote {csv_file}", err=True)
    if chart:
        write_whole(project / CHART, draw(found))
        click.echo(f"wrote {CHART}", err=True)
    if as_json:
        report.echo_json(counting.as_data(found))
        return 0
    heads = ("by", "name", "tickets", "copies")
    table = [
        (one.by, one.name, str(one.tickets), str(one.copies)) for one in counting.counts(found)
    ]
    total = ("all", "", str(len(found.records)), str(found.copies))
    report.echo_table("Copies ordered", heads, [*table, total])
    return 0
