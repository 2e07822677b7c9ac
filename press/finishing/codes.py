"""An embedded font in; the same font with a character code for each pair of glyph and text, out."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Name

from press.glyphs import NOTHING, Glyph

LARGEST_CODE = 0xFFFF
NAMELESS = 0
"""The glyph of what a font has not got."""


class Font:
    """One embedded font while its codes are dealt out again."""

    def __init__(self, font: Any) -> None:
        self.font = font
        self.descendant = font.DescendantFonts[0]
        pairs = re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>", font.ToUnicode.read_bytes())
        self.known = {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs
        }
        """Text of each glyph as the engine mapped it."""
        self.widths = dict(_widths(self.descendant.W))
        self.remappable = self.descendant.Subtype == Name.CIDFontType2
        """Whether a code may differ from its glyph: TrueType outlines with a CIDToGIDMap."""
        self.codes: dict[tuple[int, str], bytes] = {}
        self.texts: dict[int, str] = {}
        self.glyphs: dict[int, int] = {}
        self.free = max((*self.widths, *self.known), default=0) + 1
        self.blank = self._blank() if self.remappable else None
        """A glyph that draws nothing and takes no place."""
        spaces = (
            glyph for glyph, text in self.known.items() if text == " " and self.widths.get(glyph)
        )
        self.space = next(spaces, None) if self.remappable else None
        """The glyph of the space, which may stand for something else as well."""

    def code(self, glyph: int, text: str) -> bytes:
        """Return the code of a pair of glyph and text, a new one where its glyph's is taken."""
        found = self.codes.get((glyph, text))
        return found if found is not None else self._new_code(glyph, text)

    def _new_code(self, glyph: int, text: str) -> bytes:
        code = glyph
        if glyph in self.texts:
            if self.free > LARGEST_CODE or not self.remappable:
                return glyph.to_bytes(2, "big")
            code = self.free
            self.free += 1
            self.widths[code] = self.widths.get(glyph, 0)
        self.texts[code] = text
        self.glyphs[code] = glyph
        self.codes[glyph, text] = code.to_bytes(2, "big")
        return self.codes[glyph, text]

    def silent(self, text: str) -> bytes:
        """Return the code of a text that is not seen and takes no place."""
        if self.blank is None:
            return b""
        self.widths.setdefault(self.blank, 0)
        return self.code(self.blank, text)

    def spread(self, glyph: Glyph) -> bytes:
        """Return a right-to-left ligature with one code for each of its characters.

        Extractors turn a right-to-left line round character by character, and would turn what one
        code stands for round as well ("لا" came back as "ال"). So the ligature is drawn for its
        last letter; blank glyphs at its right edge stand for the letters before, and at its left
        edge for the marks upon it.
        """
        letters = glyph.text
        while len(letters) > 1 and unicodedata.combining(letters[-1]):
            letters = letters[:-1]
        codes = b"".join(map(self.silent, reversed(glyph.text[len(letters) :])))
        codes += self.code(glyph.number, letters[-1])
        return codes + b"".join(map(self.silent, reversed(letters[:-1])))

    def write(self, pdf: pikepdf.Pdf) -> None:
        """Write the font's widths, its map from codes to glyphs and its map from codes to text."""
        for glyph, text in self.known.items():
            # Drawings within the page, such as translucent groups, keep the engine's codes.
            self.texts.setdefault(glyph, text or NOTHING)
        if any(code != glyph for code, glyph in self.glyphs.items()):
            table = bytearray(2 * (max(self.glyphs) + 1))
            for code in {*self.glyphs, *self.widths} & set(range(max(self.glyphs) + 1)):
                struct.pack_into(">H", table, 2 * code, self.glyphs.get(code, code))
            self.descendant.CIDToGIDMap = pdf.make_stream(bytes(table))
        widths: list[Any] = []
        last = None
        for code in sorted(self.widths):
            if last is None or code != last + 1:
                widths += [code, []]
            widths[-1].append(self.widths[code])
            last = code
        self.descendant.W = Array(
            [Array(entry) if isinstance(entry, list) else entry for entry in widths]
        )
        self.font.ToUnicode = pdf.make_stream(_to_unicode(self.texts))

    def _blank(self) -> int | None:
        """Return a glyph without outline and width that the engine does not use, None if none.

        Subsets keep the numbers of glyphs: those left out are there, empty. Parts of composed
        glyphs are not in the engine's list, but they are drawn.
        """
        tables = _tables(self.descendant.FontDescriptor.FontFile2.read_bytes())
        if not tables.keys() >= {b"head", b"loca", b"hmtx", b"hhea"}:
            return None
        long = struct.unpack_from(">h", tables[b"head"], 50)[0]
        step, unpack = (4, ">2I") if long else (2, ">2H")
        wide = struct.unpack_from(">H", tables[b"hhea"], 34)[0]
        for glyph in range(NAMELESS + 1, min(len(tables[b"loca"]) // step - 1, wide)):
            start, end = struct.unpack_from(unpack, tables[b"loca"], glyph * step)
            width = struct.unpack_from(">H", tables[b"hmtx"], glyph * 4)[0]
            if start == end and not width and glyph not in self.known:
                return glyph
        return None


def _tables(file: bytes) -> dict[bytes, bytes]:
    """Return the tables of a TrueType file by name (OpenType 1.9, the table directory)."""
    count = struct.unpack_from(">H", file, 4)[0]
    records = (struct.unpack_from(">4sIII", file, 12 + 16 * index) for index in range(count))
    return {name: file[start : start + length] for name, _, start, length in records}


def _widths(listed: Any) -> Iterator[tuple[int, Any]]:
    entries = iter(listed)
    for start in entries:
        second = next(entries)
        if isinstance(second, Array):
            yield from enumerate(second, int(start))
        else:
            width = next(entries)
            yield from ((code, width) for code in range(int(start), int(second) + 1))


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    items = sorted(texts.items())
    for start in range(0, len(items), 100):
        chunk = items[start : start + 100]
        lines.append(f"{len(chunk)} beginbfchar")
        lines += [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in chunk]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
