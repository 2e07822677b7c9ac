"""Any PDF and what it is to be in, the rules of our print room that it breaks out."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from dataclasses import asdict

import pikepdf

from press.preflight import document, limits, sheets
from press.preflight.contents import Walk
from press.preflight.faults import Expectation, Fault, Notes, rules
from press.preflight.painting import Inspector

LARGEST_FILE = 400_000_000
"""Bytes; the largest pack of the library is a hundredth of it."""


def check(data: bytes, expected: Expectation) -> tuple[Fault, ...]:
    """Return every rule that a print file breaks, by page (ISO 15930-7:2010 and GWG 2015, ours).

    Colours, lines and pictures are measured at the size that they print in, through all forms,
    patterns, masks and Type 3 fonts. Ink is that of each colour and pixel by itself: what
    transparency and overprint add up to on paper is not worked out. A file that cannot be read
    has a fault that says so; nothing is raised.
    """
    notes = Notes(expected)
    if len(data) > LARGEST_FILE:
        notes.note("unreadable", f"more than {LARGEST_FILE:,} bytes")
        return notes.faults()
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            _look(pdf, notes)
    except pikepdf.PasswordError:
        notes.note("encrypted", "the file asks for a password")
    except (*limits.FAULTY, limits.TooMuchError, RecursionError, MemoryError) as error:
        notes.page = 0
        notes.note("unreadable", limits.said(error))
    return notes.faults()


def row(
    data: bytes, expected: Expectation, faults: tuple[Fault, ...], path: str
) -> dict[str, object]:
    """Return one file's part of the JSON report, as plain data."""
    return {
        "path": path,
        "sha256": hashlib.sha256(data).hexdigest(),
        "clean": not faults,
        "expected": asdict(expected) | {"min_line_pt": expected.thinnest},
        "faults": [
            asdict(fault)
            | {
                "meaning": rules()[fault.rule].meaning,
                "authority": rules()[fault.rule].authority,
            }
            for fault in faults
        ],
    }


def readable(faults: tuple[Fault, ...]) -> bool:
    """Tell whether a file could be read at all, whatever it breaks."""
    return not any(fault.rule == "unreadable" and fault.page == 0 for fault in faults)


def _look(pdf: pikepdf.Pdf, notes: Notes) -> None:
    document.look(pdf, notes)
    if not len(pdf.pages):
        notes.note("unreadable", "the file has no page")
    budget, inspector = limits.Budget(), Inspector(notes)
    sizes: Counter[tuple[float, float]] = Counter()
    for number, page in enumerate(pdf.pages, start=1):
        notes.page = number
        try:
            sheet = sheets.sheet_of(page)
            sizes[sheet.size_mm] += 1
            # Where no bleed is given, marks may stand right beside the trim.
            inspector.bleed = sheet.bleed if "/BleedBox" in page.obj else sheet.trim
            sheets.look(page, sheet, notes)
            for event in Walk(budget).page(page):
                inspector.look(event)
        except limits.FAULTY as error:
            notes.note("unreadable", limits.said(error))
    notes.page = 0
    if len(sizes) > 1:
        said = ", ".join(f"{count} of {w:g} × {h:g} mm" for (w, h), count in sizes.items())
        notes.note("mixed-trim", f"pages of different sizes: {said}")
