"""Hand an edition's units to a translation agency."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from press import desk
from press.commands import options, report
from press.files import write_whole
from press.interchange import Exchange, UnreadableError, outgoing
from press.interchange.outgoing import UnknownEditionError
from press.model import UnitState
from press.records import read_text

ENDINGS = {"xliff": "xlf", "xlsx": "xlsx", "po": "po"}


@click.command("export")
@click.argument("number")
@click.option("--language", required=True, help="The language to translate into, such as ur.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(ENDINGS)),
    default="xliff",
    show_default=True,
    help="xliff for translation tools, xlsx for a spreadsheet, po for Poedit and its like.",
)
@click.option(
    "--with-shared",
    "shared",
    is_flag=True,
    help="Add the words of all leaflets and the glossary (xliff and xlsx).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    show_default="dist/exchange/NUMBER-LANGUAGE-vVERSION",
    help="File to write.",
)
@options.project
@options.today
@options.as_json
def exporting(
    number: str,
    language: str,
    form: str,
    shared: bool,  # noqa: FBT001 - click hands it over
    output: Path | None,
    project: Path,
    today: datetime.date,
    *,
    as_json: bool,
) -> int:
    """Write leaflet NUMBER's units in one language for a translation agency."""
    if form == "po" and shared:
        raise click.UsageError("a PO file holds one catalog; use --format xliff or xlsx")
    table = desk.read(project, today)
    try:
        exchange = outgoing.gather(table, outgoing.find(table, number, language), shared=shared)
        outgoing.check(exchange)
    except UnknownEditionError as error:
        raise click.UsageError(str(error)) from error
    except UnreadableError as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        return 1
    name = f"{number}-{language}-v{exchange.version}.{ENDINGS[form]}"
    path = output or project / "dist" / "exchange" / name
    write_whole(path, _written(project, exchange, form))
    counts = {
        state.value: sum(unit.state is state for unit in exchange.units) for state in UnitState
    }
    if as_json:
        report.echo_json(
            {
                "path": str(path),
                "format": form,
                "leaflet": number,
                "language": language,
                "version": exchange.version,
                "digest": exchange.digest,
                "units": counts,
            }
        )
        return 0
    report.echo_table(f"{number} in {language}", ("state", "units"), _rows(counts))
    click.echo(f"wrote {path}")
    return 0


def _written(project: Path, exchange: Exchange, form: str) -> bytes:
    if form == "xliff":
        from press.interchange import xliff  # noqa: PLC0415 - lxml, when it is asked for

        return xliff.write(exchange)
    if form == "xlsx":
        from press.interchange import xlsx  # noqa: PLC0415 - so is openpyxl

        return xlsx.write(exchange)
    from press.interchange import portable  # noqa: PLC0415 - as the others are

    text, _ = read_text(project, exchange.sections[0].path)
    return portable.write(exchange, text or "")


def _rows(counts: dict[str, int]) -> list[tuple[str, str]]:
    return [(name, str(count)) for name, count in counts.items()]
