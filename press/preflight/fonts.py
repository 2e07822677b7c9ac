"""A font of a PDF in, its name out if its letters are not in the file."""

from __future__ import annotations

from typing import Any

import pikepdf

FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def missing_font(font: pikepdf.Object) -> str | None:
    """Return the name of a font that is not embedded, None for one that is.

    Type 3 fonts draw their letters themselves.
    """
    kind = str(font.get("/Subtype", ""))
    if kind == "/Type3":
        return None
    if kind == "/Type0":
        descendants: Any = font.get("/DescendantFonts", [])
        found = [missing_font(one) for one in descendants]
        return next((name for name in found if name), None) if found else _name(font)
    descriptor: Any = font.get("/FontDescriptor", {})
    return None if any(key in descriptor for key in FILES) else _name(font)


def _name(font: pikepdf.Object) -> str:
    return str(font.get("/BaseFont", "/a font without a name"))[1:]
