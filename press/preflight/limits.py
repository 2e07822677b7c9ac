"""A stream of a PDF in, its plain bytes out, unless it is larger than any leaflet's."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import pikepdf

LARGEST = 64_000_000
"""Bytes that one stream may unpack to."""
OPERATORS = 1_000_000
"""Operators that all pages together may draw with, repeated forms counted each time; a leaflet's
page has about 1,100."""
DEEPEST = 28
"""Forms that may stand within each other (ISO 32000-1, Annex C)."""


FAULTY = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    pikepdf.PikepdfError,
)
"""What a broken file makes its readers raise."""


class TooMuchError(Exception):
    """Raised where a file asks for more work than any leaflet needs."""


@dataclass(slots=True)
class Budget:
    """How many operators may still be read."""

    left: int = OPERATORS

    def spend(self, operators: int) -> None:
        """Take operators off.

        Raises:
            TooMuchError: If there are not so many left.
        """
        self.left -= operators
        if self.left < 0:
            raise TooMuchError(f"more than {OPERATORS:,} operators on its pages")


def guard(stream: pikepdf.Object) -> None:
    """Refuse a stream that would unpack to more than ``LARGEST``.

    Flate is measured piece by piece before anything else unpacks it as a whole.

    Raises:
        TooMuchError: If it would.
    """
    data = stream.read_raw_bytes()
    told: Any = stream.get("/Filter", [])
    filters = [str(one) for one in (told if isinstance(told, pikepdf.Array) else [told])]
    for name in filters:
        if name not in {"/FlateDecode", "/Fl"}:
            break
        try:
            data = zlib.decompressobj().decompress(data, LARGEST + 1)
        except zlib.error:
            return  # Whoever reads it says that it is broken.
    if len(data) > LARGEST:
        raise TooMuchError(f"a stream of more than {LARGEST:,} bytes")


def plain(stream: pikepdf.Object) -> bytes:
    """Return the plain bytes of a stream.

    Raises:
        TooMuchError: If they are more than ``LARGEST``.
        pikepdf.PdfError: If they cannot be unpacked.
    """
    guard(stream)
    return bytes(stream.read_bytes())


def said(error: Exception) -> str:
    """Return what an error says, on one short line."""
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
