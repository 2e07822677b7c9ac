"""A page in, what its boxes and annotations break noted."""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

from press.preflight import limits
from press.preflight.faults import Notes
from press.preflight.geometry import POINTS_PER_MM, Box, common, normal

SLACK = 0.1 * POINTS_PER_MM
"""How far boxes may be off (pt): a guillotine is no better than a tenth of a millimetre."""
MARKS = frozenset({"/PrinterMark", "/TrapNet"})
"""Annotations that belong to printing itself."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The boxes of one page, inherited and default ones filled in."""

    media: Box
    crop: Box
    bleed: Box
    trim: Box

    @property
    def size_mm(self) -> tuple[float, float]:
        """Return width and height of the finished page (mm)."""
        left, bottom, right, top = self.trim
        return round((right - left) / POINTS_PER_MM, 1), round((top - bottom) / POINTS_PER_MM, 1)


def sheet_of(page: pikepdf.Page) -> Sheet:
    """Return a page's boxes."""
    media, crop = normal(page.mediabox), normal(page.cropbox)
    own = page.obj
    trim = own.get("/TrimBox", own.get("/ArtBox"))
    return Sheet(
        media,
        crop,
        normal(own["/BleedBox"]) if "/BleedBox" in own else crop,
        crop if trim is None else normal(trim),
    )


def look(page: pikepdf.Page, sheet: Sheet, notes: Notes) -> None:
    """Note what is wrong with a page before anything is painted on it."""
    own = page.obj
    named = [name for name in ("TrimBox", "ArtBox") if f"/{name}" in own]
    if len(named) != 1:
        notes.note("page-boxes", " and ".join(named) if named else "neither TrimBox nor ArtBox")
    for inner, outer in (("trim", "bleed"), ("bleed", "media"), ("trim", "crop")):
        if not _holds(getattr(sheet, outer), getattr(sheet, inner)):
            notes.note("box-nesting", f"the {inner} box is not within the {outer} box")
    _sizes(page, sheet, notes)
    if "/AA" in own:
        notes.note("active-content", "actions of the page")
    for annotation in own.get("/Annots", []):
        try:
            _annotation(annotation, sheet, notes)
        except limits.FAULTY as error:
            notes.note("broken-content", f"an annotation: {limits.said(error)}")


def _sizes(page: pikepdf.Page, sheet: Sheet, notes: Notes) -> None:
    expected = notes.expected
    wide, high = sheet.size_mm
    if expected.trim_mm is not None:
        wanted = expected.trim_mm
        if any(
            abs(a - b) > SLACK / POINTS_PER_MM for a, b in zip((wide, high), wanted, strict=True)
        ):
            notes.note(
                "trim-size", f"{wide:g} × {high:g} mm, expected is {wanted[0]:g} × {wanted[1]:g} mm"
            )
    if float(page.obj.get("/UserUnit", 1)) != 1:
        notes.note("mixed-trim", f"the page is scaled by UserUnit {page.obj['/UserUnit']}")
    if not expected.bleed_mm:
        return
    outer, inner = sheet.bleed, sheet.trim
    margins = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    least = min(margins)
    if "/BleedBox" not in page.obj:
        notes.note("bleed", f"no BleedBox, expected is {expected.bleed_mm:g} mm round the page")
    elif least < expected.bleed_mm * POINTS_PER_MM - SLACK:
        found = max(least, 0) / POINTS_PER_MM
        notes.note("bleed", f"{found:.1f} mm, expected is {expected.bleed_mm:g} mm on each side")


def _annotation(annotation: pikepdf.Object, sheet: Sheet, notes: Notes) -> None:
    kind = str(annotation.get("/Subtype", "/unknown"))
    if "/A" in annotation or "/AA" in annotation:
        notes.note("active-content", f"an action of an annotation ({kind[1:]})")
    if kind == "/FileAttachment":
        notes.note("embedded-file", "a file attached to the page")
    if kind not in MARKS and common(normal(annotation["/Rect"]), sheet.bleed):
        notes.note("annotation", f"{kind[1:]}")


def _holds(outer: Box, inner: Box) -> bool:
    return (
        inner[0] >= outer[0] - SLACK
        and inner[1] >= outer[1] - SLACK
        and inner[2] <= outer[2] + SLACK
        and inner[3] <= outer[3] + SLACK
    )
