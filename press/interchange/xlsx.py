"""An Exchange in, an XLSX workbook for people who translate in a spreadsheet out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter

from press.interchange import Exchange, ExchangeUnit, Section
from press.languages import Language, language

COLUMNS = (
    # Heading, width in characters.
    ("Unit", 20),
    ("Where", 13),
    ("Source", 48),
    ("Previous source", 30),
    ("Earlier translation", 30),
    ("Translation", 48),
    ("Note", 34),
    ("State", 12),
)
TRANSLATION = 6
RIGHT_HAND = (5, 6)
"""Columns in the edition's language, counted from 1."""
ABOUT = "About"
HELP = (
    "Write in the column Translation, and nowhere else. All other cells are locked.",
    "Keep **bold**, [links](as they are) and {names in braces} as often as the source has them.",
    "Copy doses, numbers, telephone numbers and leaflet numbers exactly.",
    (
        "Where the source was reworded, an earlier translation stands beside it, made from the "
        "previous source. Read it, then write the translation that fits the source of today."
    ),
    "Leave a cell empty rather than guess. Send the file back as .xlsx.",
)
# What Windows and macOS have: an agency has no Noto fonts. A spreadsheet replaces what is missing.
FONTS = {
    "Arab": ("Arial", 13),
    "Aran": ("Urdu Typesetting", 16),
    "Beng": ("Nirmala UI", 13),
    "Guru": ("Nirmala UI", 13),
    "Ethi": ("Ebrima", 12),
    "Hans": ("Microsoft YaHei", 11),
    "Hant": ("Microsoft JhengHei", 11),
}
LATIN = ("Calibri", 11)
TEXT = "@"
"""Number format of cells in which nothing is taken for a date, a number or a formula."""
DARK, PALE, LINE = "0B4F6C", "F1F4F6", "C9D1D6"
EDGE = Border(bottom=Side("thin", LINE), right=Side("thin", LINE))
# A cell's text may hold _x0041_ for A (ECMA-376, 22.4.2.4): what only looks like it is escaped.
LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
EPOCH = (1980, 1, 1, 0, 0, 0)


def write(exchange: Exchange) -> bytes:
    """Return one edition as a workbook: how to fill it in, then a sheet for each catalog."""
    book = openpyxl.Workbook()
    _about(book.active, exchange)
    for section in exchange.sections:
        _sheet(book.create_sheet(section.name), section, exchange)
    book.active = 1
    book["About"].sheet_view.tabSelected = False
    book.properties.creator = "Leaflet Press"
    book.properties.title = f"{exchange.number} {exchange.version} {exchange.language}"
    held = io.BytesIO()
    book.save(held)
    return _timeless(held.getvalue(), exchange.issued)


def _about(sheet: Any, exchange: Exchange) -> None:
    sheet.title = ABOUT
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 100
    sheet.append([f"{exchange.number} in {language(exchange.language).english_name}"])
    sheet["A1"].font = Font(name=LATIN[0], size=18, bold=True, color=DARK)
    for name, value in (
        ("leaflet", exchange.number),
        ("title", exchange.title),
        ("version", exchange.version),
        ("language", exchange.language),
        ("digest", exchange.digest),
    ):
        sheet.append([name, value])
    # One cell ends at 32,767 characters, so that the bases of a large file take several rows.
    bases = exchange.bases.split()
    for start in range(0, len(bases), 1000):
        sheet.append(["base", " ".join(bases[start : start + 1000])])
        sheet.row_dimensions[sheet.max_row].hidden = True
    sheet.append([])
    for line in HELP:
        sheet.append(["", line])
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.font = Font(name=LATIN[0], size=12, bold=cell.column == 1, color="1F2933")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = TEXT
            if cell.value is not None:
                _put(cell, str(cell.value))
    sheet.protection.sheet = True


def _sheet(sheet: Any, section: Section, exchange: Exchange) -> None:
    target, source = language(exchange.language), language(exchange.source_language)
    sheet.sheet_view.rightToLeft = target.direction == "rtl"
    sheet.freeze_panes = "A2"
    for column, (heading, width) in enumerate(COLUMNS, start=1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = width
        cell = sheet.cell(1, column, heading)
        cell.font = Font(name=LATIN[0], size=11, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", DARK)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.row_dimensions[1].height = 24
    styles = {column: _style(column, target, source) for column in range(1, len(COLUMNS) + 1)}
    for number, unit in enumerate(section.units, start=2):
        for column, text in enumerate(_cells(unit), start=1):
            cell = sheet.cell(number, column)
            for name, value in styles[column].items():
                setattr(cell, name, value)
            if text:
                _put(cell, text)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(section.units) + 1}"
    sheet.protection.sheet = True
    # Locked cells can still be sorted by eye: filters, widths and heights stay with the reader.
    sheet.protection.autoFilter = sheet.protection.sort = False
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = "1:1"


def _cells(unit: ExchangeUnit) -> tuple[str, ...]:
    note = "\n".join((*filter(None, (unit.note, unit.context)), *unit.faults))
    return (
        unit.id,
        unit.where,
        unit.source,
        unit.previous_source,
        unit.earlier,
        unit.translation,
        note,
        unit.state.value,
    )


def _style(column: int, target: Language, source: Language) -> Mapping[str, Any]:
    shown = target if column in RIGHT_HAND else source
    name, size = FONTS.get(shown.script, LATIN)
    right = shown.direction == "rtl"
    own = column == TRANSLATION
    return {
        "font": Font(name=name, size=size, color="000000" if own or column == 3 else "52606D"),  # noqa: PLR2004
        "alignment": Alignment(
            wrap_text=True,
            vertical="top",
            horizontal="right" if right else "left",
            # 1 and 2: the text's own direction, whatever the sheet's (ECMA-376, 18.8.1).
            readingOrder=2 if right else 1,
        ),
        "number_format": TEXT,
        "border": EDGE,
        "fill": PatternFill() if own else PatternFill("solid", PALE),
        "protection": Protection(locked=not own),
    }


def _put(cell: Any, text: str) -> None:
    """Write a text that no spreadsheet takes for anything else (CWE-1236)."""
    cell.value = LOOKALIKE.sub("_x005F_", text)
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in "=+-@\t"


def _timeless(data: bytes, day: date) -> bytes:
    """Return a workbook without the clock: equal words give equal bytes."""
    held = io.BytesIO()
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for member in before.infolist():
            inside = before.read(member)
            if member.filename == "docProps/core.xml":
                inside = STAMP.sub(rb"\g<1>" + stamp, inside)
            after.writestr(zipfile.ZipInfo(member.filename, EPOCH), inside, zipfile.ZIP_DEFLATED)
    return held.getvalue()
