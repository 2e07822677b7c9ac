"""Take what a translation agency sends back, when every check agrees."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from press import desk
from press.commands import options, report
from press.files import write_whole
from press.interchange import LONGEST_FILE, Fault, Returned, UnreadableError, judging, outgoing
from press.interchange.guard import check_size
from press.interchange.incoming import Fate, Outcome, compare, missing, same_source
from press.interchange.outgoing import UnknownEditionError
from press.languages import language

ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SHOWN = 40
"""Units listed one by one; --json holds all."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="Write without asking.")
@options.project
@options.today
@options.as_json
def importing(file: Path, project: Path, today: datetime.date, *, yes: bool, as_json: bool) -> int:
    """Take the translations of FILE (XLIFF 2, XLSX or PO) into the catalogs.

    Each unit is taken on its own, if its source is today's. Nothing at all is written when a check
    finds a fault in what would be taken.
    """
    before = desk.read(project, today)
    try:
        returned = _read(file)
        entry = outgoing.find(before, returned.number, returned.language)
        exchange = outgoing.gather(before, entry, shared=True)
    except UnreadableError as error:
        for fault in error.faults:
            click.echo(f"{file}: {fault}" if not fault.place else f"{file}:{fault}", err=True)
        return 2
    except UnknownEditionError as error:
        click.echo(f"{file}: {error}", err=True)
        return 2
    texts = {section.path: _bytes(project, section.path) for section in exchange.sections}
    outcomes, proposed = judging.merged(compare(returned, exchange), texts)
    plain = {path: text.removeprefix("\ufeff") for path, text in proposed.items()}
    findings = judging.raised(before, desk.read(project, today, plain), outcomes)
    left_out = missing(returned, exchange)
    taken = [outcome for outcome in outcomes if outcome.fate is Fate.TAKEN]
    refused = [outcome for outcome in outcomes if outcome.fate is Fate.REFUSED]
    faults = [finding for finding in findings if finding.fault]
    answer = {
        "file": str(file),
        "format": returned.form,
        "leaflet": returned.number,
        "language": returned.language,
        "version": exchange.version,
        "made_from": returned.version,
        "same_source": same_source(returned, exchange),
        "counts": {**_counts(outcomes), "missing": len(left_out)},
        "approved_changed": sum(outcome.approved for outcome in taken),
        "catalogs": sorted(proposed),
        "units": [_row(outcome) for outcome in outcomes if outcome.fate is not Fate.UNCHANGED],
        "missing": [{"unit": unit.id, "source": unit.source} for unit in left_out],
        "findings": report.finding_rows(findings),
        "written": False,
    }
    if not as_json:
        _say(file, answer, refused)
        report.echo_findings(findings)
    write = bool(taken) and not faults
    if write and not yes:
        click.confirm(f"Write {_translations(len(taken))}?", abort=True, err=as_json)
    if write:
        _write(project, texts, proposed)
    answer["written"] = write
    if as_json:
        report.echo_json(answer)
    else:
        click.echo(_summary(write, len(taken), len(faults), sorted(proposed)))
    return 1 if faults or (refused and not taken) else 0


def _read(file: Path) -> Returned:
    """Return what a file brings back, told by its content and not by its name."""
    with file.open("rb") as stream:
        data = stream.read(LONGEST_FILE + 1)
    check_size(data)
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if data.startswith(ZIP):
        from press.interchange import xlsx_reading  # noqa: PLC0415 - openpyxl, when it is needed

        found = xlsx_reading.read(data)
    elif start == b"<" or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        from press.interchange import xliff_reading  # noqa: PLC0415 - so is lxml

        found = xliff_reading.read(data)
    elif data.startswith(OLD_OFFICE):
        fault = Fault("", "an old or locked Excel file", "save it as .xlsx without a password")
        raise UnreadableError((fault,))
    elif b"msgid" in data:
        from press.interchange import portable  # noqa: PLC0415 - as the others are

        found = portable.read(data)
    else:
        raise UnreadableError((Fault("", "neither XLIFF, XLSX nor PO", "export again"),))
    if not (found.number and found.language):
        raise UnreadableError(
            (Fault("", "the file does not say which leaflet and language it is", "export again"),)
        )
    return found


def _bytes(project: Path, path: str) -> bytes:
    return (project / path).read_bytes()


def _write(project: Path, texts: Mapping[str, bytes], proposed: Mapping[str, str]) -> None:
    """Write the catalogs, unless somebody has changed one of them meanwhile."""
    for path in proposed:
        if _bytes(project, path) != texts[path]:
            raise click.UsageError(f"{path}: it has changed meanwhile; import again")
    for path, text in proposed.items():
        write_whole(project / path, text)


def _counts(outcomes: tuple[Outcome, ...]) -> dict[str, int]:
    counted = Counter(outcome.fate for outcome in outcomes)
    return {fate.value: counted[fate] for fate in Fate}


def _row(outcome: Outcome) -> dict[str, Any]:
    return {
        "unit": outcome.id,
        "place": outcome.place,
        "outcome": outcome.fate.value,
        "source": outcome.source,
        "translation": outcome.translation,
        "why": outcome.why,
        "remedy": outcome.remedy,
    }


def _say(file: Path, answer: Mapping[str, Any], refused: list[Outcome]) -> None:
    name = language(answer["language"]).english_name
    rows = [(fate, str(count)) for fate, count in answer["counts"].items()]
    report.echo_table(f"{answer['leaflet']} in {name}, from {file}", ("outcome", "units"), rows)
    for line in _refusals(file, refused):
        click.echo(line, err=True)
    if not answer["same_source"]:
        click.echo(
            f"the source has changed since the export (version {answer['made_from'] or 'unknown'}, "
            f"today {answer['version']}): only units with the same source are taken",
            err=True,
        )
    if answer["approved_changed"]:
        click.echo(
            f"{answer['approved_changed']} of the taken units are signed off today; "
            "with other words that sign-off lapses",
            err=True,
        )
    for path in answer["catalogs"]:
        if not path.endswith(f"/{answer['leaflet']}.po"):
            click.echo(
                f"{path} serves every leaflet in {name}: their sign-off lapses too", err=True
            )


def _refusals(file: Path, refused: list[Outcome]) -> Iterator[str]:
    for outcome in refused[:SHOWN]:
        yield f"{file}:{outcome.place}: {outcome.id}: {outcome.why}; {outcome.remedy}"
    if len(refused) > SHOWN:
        yield f"… and {len(refused) - SHOWN} more refused units (all of them: --json)"


def _summary(written: bool, taken: int, faults: int, paths: list[str]) -> str:  # noqa: FBT001
    if written:
        return f"wrote {_translations(taken)} into {', '.join(paths)}"
    if faults:
        return f"nothing was written: {faults} blocking in what would be taken"
    return "nothing to write"


def _translations(count: int) -> str:
    return "1 translation" if count == 1 else f"{count} translations"
