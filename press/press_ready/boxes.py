"""An open PDF in, its page boxes set: trim, bleed, and paper enough for the marks."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array

POINTS_PER_MM = 72 / 25.4
SLUG_MM = 7.0
"""Paper beyond the bleed for the marks."""


def place(pdf: pikepdf.Pdf, bleed_mm: float) -> None:
    """Set each page's boxes round its trim and cut off what reaches beyond the bleed, mm."""
    bleed = bleed_mm * POINTS_PER_MM
    slug = SLUG_MM * POINTS_PER_MM if bleed_mm else 0.0
    for page in pdf.pages:
        trim = edges(page)
        page.TrimBox = _box(trim, 0)
        page.BleedBox = _box(trim, bleed)
        page.MediaBox = _box(trim, bleed + slug)
        for name in ("/CropBox", "/ArtBox"):
            if name in page:
                del page[name]
        left, bottom, right, top = (float(edge) for edge in page.BleedBox)
        clip = f"q {left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f} re W n\n"
        page.contents_add(clip.encode(), prepend=True)
        page.contents_add(b"\nQ\n")
        page.contents_coalesce()


def turn(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Lay pages that lie on their side upright, head to the left, so that all sheets are one size.

    Returns a fault for each that cannot be turned: a pattern keeps to the page, not its content.
    """
    faults = []
    for number, page in enumerate(pdf.pages, start=1):
        left, bottom, right, top = edges(page)
        if right - left <= top - bottom:
            continue
        page.contents_coalesce()
        if b"/Pattern" in page.Contents.read_bytes():
            faults.append(
                f"page {number} lies on its side and has a patterned ground: draw it plain"
            )
        page.contents_add(f"q 0 1 -1 0 {top:.3f} {-left:.3f} cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ\n")
        page.contents_coalesce()
        page.TrimBox = _box((0.0, 0.0, top - bottom, right - left), 0)
    return tuple(faults)


def edges(page: Any) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a page's trim, in points."""
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    return left, bottom, right, top


def _box(trim: tuple[float, float, float, float], out: float) -> Array:
    left, bottom, right, top = trim
    return Array([round(edge, 3) for edge in (left - out, bottom - out, right + out, top + out)])
