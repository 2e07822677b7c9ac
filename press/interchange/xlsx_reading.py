"""A workbook as somebody saved it in, what it says of each unit out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from press.interchange import MOST_UNITS, Fault, Returned, ReturnedUnit, UnreadableError
from press.interchange.guard import check_zip

ABOUT = "About"
WIDEST = 40
"""Columns that are read: people add their own."""
# A cell's text may hold _x0041_ for A (ECMA-376, 22.4.2.4).
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read(data: bytes) -> Returned:
    """Return what a workbook brings back.

    Raises UnreadableError for what is no workbook of ours, or not safe to read.
    """
    check_zip(data)
    try:
        return _returned(openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False))
    except UnreadableError:
        raise
    # Whatever a damaged workbook makes of the reader: it answers with twenty kinds of error.
    except Exception as error:
        raise _unreadable("", f"not a workbook: {error}", "save it as .xlsx again") from error


def _returned(book: Any) -> Returned:
    facts = _facts(book[ABOUT]) if ABOUT in book.sheetnames else {}
    units: list[ReturnedUnit] = []
    for sheet in book.worksheets:
        if sheet.title != ABOUT:
            units += _rows(sheet, MOST_UNITS - len(units))
    return Returned(
        form="xlsx",
        number=facts.get("leaflet", ""),
        language=facts.get("language", ""),
        version=facts.get("version", ""),
        digest=facts.get("digest", ""),
        bases=frozenset(facts.get("base", "").split()),
        units=tuple(units),
    )


def _facts(sheet: Any) -> dict[str, str]:
    facts: dict[str, str] = {}
    for row in sheet.iter_rows(max_row=MOST_UNITS, max_col=2, values_only=True):
        name, value = (str(cell or "").strip() for cell in (*row, None, None)[:2])
        if name and value:
            facts[name] = f"{facts[name]} {value}" if name == "base" and name in facts else value
    return facts


def _rows(sheet: Any, most: int) -> Iterator[ReturnedUnit]:
    places: dict[str, int] = {}
    for number, row in enumerate(sheet.iter_rows(max_col=WIDEST), start=1):
        if number > most + 1:
            found = f"more than {MOST_UNITS:,} rows"
            raise _unreadable(sheet.title, found, "send one leaflet in one language at a time")
        if number == 1:
            places = {str(cell.value).strip(): index for index, cell in enumerate(row)}
            wanted = [name for name in ("Unit", "Source", "Translation") if name not in places]
            if wanted:
                found = f"the first row has no column {', '.join(wanted)}"
                raise _unreadable(f"{sheet.title}!1", found, "export again and fill in that file")
            continue
        cells = {name: row[at] for name, at in places.items() if at < len(row)}
        name, source, translation = (cells.get(name) for name in ("Unit", "Source", "Translation"))
        text, fault = _text(translation)
        if name is None or name.value is None:
            if not text and not fault:
                continue
            fault = fault or "the row names no unit"
        yield ReturnedUnit(
            id="" if name is None else str(name.value or ""),
            source=_text(source)[0],
            translation=text,
            finished=True,
            place=f"{sheet.title}!{get_column_letter(places['Translation'] + 1)}{number}",
            fault=fault,
        )


def _text(cell: Any) -> tuple[str, str]:
    """Return a cell's text, or why it holds none: a formula is never run and never believed."""
    if cell is None or cell.value is None:
        return "", ""
    if cell.data_type == "f":
        return "", "the cell holds a formula"
    if not isinstance(cell.value, str) or cell.data_type == "e":
        return "", f"the cell holds {cell.value!r}, which the spreadsheet takes for no text"
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), cell.value), ""


def _unreadable(place: str, found: str, remedy: str) -> UnreadableError:
    return UnreadableError((Fault(place, found, remedy),))
