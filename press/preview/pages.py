"""A PDF in, pictures of its pages out: the one module that knows PDFium."""

from __future__ import annotations

import io
import threading

import pypdfium2  # type: ignore[import-untyped]

SCALES = {"1": 1.5, "2": 2.0, "3": 3.0}
"""Pixels per point of the pictures, by how dense a screen is: 108, 144 and 216 to the inch."""
_one_at_a_time = threading.Lock()
"""PDFium may be used by one thread at a time."""


def picture(pdf: bytes, number: int, scale: float) -> bytes | None:
    """Return one page (from 1) as PNG, at so many pixels per point; None when there is none."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            if not 1 <= number <= len(document):
                return None
            image = document[number - 1].render(scale=scale).to_pil()
        finally:
            document.close()
    png = io.BytesIO()
    # The pictures go no further than this machine: time counts, size does not.
    image.save(png, "PNG", compress_level=1)
    return png.getvalue()
