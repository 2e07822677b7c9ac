"""A PDF as the engine wrote it in; one for the press room, its inks, boxes and marks right, out."""

from __future__ import annotations

import hashlib
import io

import pikepdf

from press.finishing import textlayer, writing
from press.hooks import Record
from press.jobs import RenderJob
from press.languages import language
from press.press_ready import boxes, colours, intent, marks

VERSION = "1.6"
"""PDF/X-4 is made of this version (ISO 15930-7:2010, 6.1)."""
READING = ("StructTreeRoot", "MarkInfo", "Outlines", "Names", "Dests", "AcroForm", "OpenAction")
"""What serves a reader at a screen and has no business at a press."""


def finish(data: bytes, record: Record, job: RenderJob) -> tuple[bytes, tuple[str, ...]]:
    """Return a press file and each fault that keeps it from the press.

    The same input gives the same bytes: nothing of the clock, of chance or of this machine is in
    them. It is no accessible file: its tags are taken off, its words can still be found.
    """
    sheet = job.sheet
    if sheet is None:
        raise ValueError(f"{job.path} is not for the press")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        leftwards = language(job.language).direction == "rtl"
        textlayer.apply(pdf, record, right_to_left=leftwards)
        _take_off(pdf)
        faults = boxes.turn(pdf) + colours.separate(pdf, sheet.ink)
        boxes.place(pdf, sheet.bleed_mm)
        if sheet.bleed_mm:
            marks.draw(pdf, sheet.bleed_mm)
        intent.embed(pdf, sheet.intent)
        content = hashlib.sha256(writing.written(pdf, VERSION)).digest()
        intent.describe(pdf, job.facts, content)
        return writing.written(pdf, VERSION), faults


def _take_off(pdf: pikepdf.Pdf) -> None:
    """Take off links, fields and tags: an annotation inside the bleed is no PDF/X-4."""
    for name in READING:
        if f"/{name}" in pdf.Root:
            del pdf.Root[f"/{name}"]
    for page in pdf.pages:
        for name in ("/Annots", "/StructParents", "/Tabs"):
            if name in page:
                del page[name]
