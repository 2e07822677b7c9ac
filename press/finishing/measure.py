"""A finished PDF in, its pages, trim and fonts out."""

from __future__ import annotations

import io

import pikepdf

POINTS_PER_MM = 72 / 25.4


def measure(data: bytes) -> tuple[int, tuple[float, float], tuple[str, ...]]:
    """Return the number of pages, the first page's trim (mm) and the embedded fonts' names."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        left, bottom, right, top = (float(edge) for edge in pdf.pages[0].trimbox)
        names = {
            str(font["/BaseFont"])[1:].partition("+")[2]
            for font in pdf.objects
            if isinstance(font, pikepdf.Dictionary)
            and font.get("/Subtype") in ("/Type0", "/TrueType")
        }
        trim = (round((right - left) / POINTS_PER_MM, 1), round((top - bottom) / POINTS_PER_MM, 1))
        return len(pdf.pages), trim, tuple(sorted(names))
