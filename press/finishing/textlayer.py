"""Glyphs as drawn and the text behind them in; a PDF whose text reads as its source, out.

WeasyPrint maps each glyph to the first text it was seen in, so that copying and reading aloud give
wrong words in complex scripts (Bengali .36, Urdu .16 of words exact, measured). Here every pair of
glyph and text gets a character code of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from press.hooks import NOTHING, Glyph, Record

LARGEST_CODE = 0xFFFF


@dataclass(slots=True)
class _Font:
    """One embedded font while its codes are dealt out again."""

    font: Any
    descendant: Any
    remappable: bool
    """Whether a code may differ from its glyph: TrueType outlines with a CIDToGIDMap."""
    widths: dict[int, Any]
    known: dict[int, str]
    """Text of each glyph as the engine mapped it."""
    codes: dict[tuple[int, str], int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    glyphs: dict[int, int] = field(default_factory=dict)

    def code(self, glyph: int, text: str) -> int:
        """Return the code of a pair of glyph and text, a new one where its glyph's is taken."""
        found = self.codes.get((glyph, text))
        if found is not None:
            return found
        code = glyph
        if glyph in self.texts:
            code = max(*self.texts, *self.widths, *self.known) + 1
            if code > LARGEST_CODE or not self.remappable:
                return glyph
            self.widths[code] = self.widths.get(glyph, 0)
        self.codes[glyph, text] = code
        self.texts[code] = text
        self.glyphs[code] = glyph
        return code

    @property
    def blank(self) -> int | None:
        """Return a glyph of the font that draws nothing, None where it has none."""
        if not self.remappable:
            return None
        used = self.known.keys()
        return next((glyph for glyph in range(1, max(used)) if glyph not in used), None)

    def spread(self, glyph: Glyph) -> bytes:
        """Return a right-to-left ligature with one code for each of its characters.

        Extractors turn a right-to-left line round character by character, and would turn what one
        code stands for round as well ("لا" came back as "ال"). So the ligature is drawn for its
        last character, and blank glyphs at its right edge stand for the others.
        """
        codes = self.code(glyph.number, glyph.text[-1]).to_bytes(2, "big")
        for character in reversed(glyph.text[:-1]):
            code = self.code(self.blank or 0, character)
            self.widths[code] = 0
            codes += code.to_bytes(2, "big")
        return codes


def apply(pdf: pikepdf.Pdf, record: Record) -> int:
    """Give every glyph its own text and return how many glyphs had none on record."""
    fonts: dict[tuple[int, int], _Font] = {}
    strange = 0
    for number, page in enumerate(pdf.pages):
        writer = _Page(page, number, record, fonts)
        instructions = list(writer.rewritten())
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
        strange += writer.strange
    for font in fonts.values():
        _write(pdf, font)
    return strange


class _Page:
    """One page's drawing instructions on their way through."""

    def __init__(self, page: Any, number: int, record: Record, fonts: dict[Any, _Font]) -> None:
        self.page, self.number, self.record, self.fonts = page, number, record, fonts
        self.strange = 0
        self.font: _Font | None = None
        self.queue: list[Glyph] | None = None

    def rewritten(self) -> Iterator[Any]:
        for given in pikepdf.parse_content_stream(self.page):
            instruction: Any = given
            operator = str(instruction.operator)
            if operator == "Tf":
                self.font = self._font(instruction.operands[0])
            elif operator == "BDC":
                self._open(instruction)
            elif operator == "EMC":
                self.queue = None
            elif operator == "Tj":
                shown = self._text(instruction.operands[0])
                instruction = ContentStreamInstruction([shown], Operator("Tj"))
            elif operator == "TJ":
                pieces = [
                    self._text(piece) if isinstance(piece, String) else piece
                    for piece in instruction.operands[0]
                ]
                instruction = ContentStreamInstruction([Array(pieces)], Operator("TJ"))
            yield instruction

    def _open(self, instruction: Any) -> None:
        properties = instruction.operands[1]
        if not isinstance(properties, Dictionary) or "/MCID" not in properties:
            return
        key = (self.number, int(properties.MCID))
        glyphs = self.record.runs.get(key)
        self.queue = list(glyphs) if glyphs is not None else None

    def _font(self, name: Any) -> _Font:
        font = self.page.Resources.Font[name]
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = _read(font)
        return self.fonts[font.objgen]

    def _text(self, string: Any) -> Any:
        font = self.font
        if font is None:
            return string
        drawn = bytes(string)
        codes = bytearray()
        for place in range(0, len(drawn), 2):
            number = int.from_bytes(drawn[place : place + 2], "big")
            glyph = self._next(number, font)
            if glyph.right_to_left and len(glyph.text) > 1 and font.blank is not None:
                codes += font.spread(glyph)
            else:
                codes += font.code(number, glyph.text).to_bytes(2, "big")
        return String(bytes(codes))

    def _next(self, number: int, font: _Font) -> Glyph:
        """Return the next glyph drawn, with the engine's own guess where its text is not known."""
        if self.queue:
            found = self.queue.pop(0)
            if found.number == number:
                return found
        self.strange += 1
        return Glyph(number, font.known.get(number) or NOTHING)


def _read(font: Any) -> _Font:
    descendant = font.DescendantFonts[0]
    pairs = re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>", font.ToUnicode.read_bytes())
    known = {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs
    }
    remappable = descendant.Subtype == Name.CIDFontType2
    return _Font(font, descendant, remappable, dict(_widths(descendant.W)), known)


def _widths(listed: Any) -> Iterator[tuple[int, Any]]:
    entries = list(listed)
    while entries:
        start, second = int(entries[0]), entries[1]
        if isinstance(second, Array):
            yield from enumerate(second, start)
            del entries[:2]
        else:
            yield from ((code, entries[2]) for code in range(start, int(second) + 1))
            del entries[:3]


def _write(pdf: pikepdf.Pdf, font: _Font) -> None:
    """Write a font's widths, its map from codes to glyphs and its map from codes to text."""
    if not font.texts:
        return
    if font.remappable and any(code != glyph for code, glyph in font.glyphs.items()):
        table = bytearray()
        for code in range(max(font.glyphs) + 1):
            table += font.glyphs.get(code, code if code in font.widths else 0).to_bytes(2, "big")
        font.descendant.CIDToGIDMap = pdf.make_stream(bytes(table))
    widths = Array()
    last = None
    for code in sorted(font.widths):
        if last is None or code != last + 1:
            widths.append(code)
            widths.append(Array())
        widths[len(widths) - 1].append(font.widths[code])
        last = code
    font.descendant.W = widths
    font.font.ToUnicode = pdf.make_stream(_to_unicode(font.texts))


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
