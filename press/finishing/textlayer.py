"""Glyphs as drawn and the text behind them in; a PDF whose text reads as its source, out.

WeasyPrint maps each glyph to the first text it was seen in, so that copying and reading aloud give
wrong words in complex scripts (Bengali .36, Urdu .16 of words exact, measured). Here every pair of
glyph and text gets a character code of its own. Nothing moves on the page.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array

from press.finishing.baseline import Baseline
from press.finishing.codes import Font
from press.glyphs import NOTHING, SPACES, Glyph
from press.hooks import Record

EDGE = "\u061c"
"""ARABIC LETTER MARK: keeps a space at the edge of a run with its own words."""
NOTICED = 90
"""Thousandths of an em: a jump to the right of this size is taken for a space (poppler: 100)."""
STEP = re.compile(
    rb"^/(?P<font>\S+) \S+ Tf$|^<<.*/MCID (?P<opens>\d+).*>>\s+BDC$|^(?P<closes>EMC)$"
    rb"|^(?P<ends>ET)$|^\[(?P<shown>[^\]]*)\] TJ$",
    re.MULTILINE,
)
"""What matters here of a page's drawing, as the engine writes it: a line for each operator.

Nastaliq takes 3,500 operators a page, and to parse and write them all costs .1 s (measured).
"""
PIECE = re.compile(rb"<([0-9a-fA-F]*)>|([^<>\s]+)")


def apply(pdf: pikepdf.Pdf, record: Record, *, right_to_left: bool) -> int:
    """Give every glyph its own text and return how many glyphs had none on record."""
    fonts: dict[tuple[int, int], Font] = {}
    strange = 0
    for number, page in enumerate(pdf.pages):
        writer = _Page(page, number, record, fonts)
        writer.right_to_left = right_to_left
        page.Contents = pdf.make_stream(STEP.sub(writer.step, _drawing(page)))
        strange += writer.strange
    for font in fonts.values():
        font.write(pdf)
    return strange


def _drawing(page: Any) -> bytes:
    contents = page.Contents
    parts = contents if isinstance(contents, Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts)


class _Page:
    """One page's drawing instructions on their way through."""

    def __init__(self, page: Any, number: int, record: Record, fonts: dict[Any, Font]) -> None:
        self.page, self.number, self.record, self.fonts = page, number, record, fonts
        self.named: dict[str, Font] = {}
        self.right_to_left = False
        self.strange = 0
        self.font: Font | None = None
        self.queue: deque[Glyph] = deque()
        self.slanting = False
        """Whether the open marked content's letters slant."""
        self.line: Baseline | None = None
        self.place = (number, -1)
        self.opened = False
        """Whether nothing of the marked content's text has been drawn yet."""
        self.last: Glyph | None = None
        self.leftward = True
        """Whether the text drawn last, or else the document, runs from right to left."""

    def step(self, found: re.Match[bytes]) -> bytes:
        """Return one operator of the page with new codes."""
        kind = found.lastgroup
        if kind == "shown":
            pieces = b"".join(self._pieces(found["shown"]))
            return b"[" + pieces + b"] TJ"
        if kind == "font":
            words = self._finish_line()
            self.font = self._font("/" + found["font"].decode())
            if self.slanting and self.font.space is not None:
                self.line = Baseline(self.font)
            return words + found[0]
        if kind == "ends":
            return self._finish_line() + found[0]
        if kind == "opens":
            self.place = (self.number, int(found["opens"]))
            self.queue = deque(self.record.runs.get(self.place, ()))
            self.opened, self.last = True, None
            self.slanting = any(glyph.raised for glyph in self.queue) and all(
                glyph.right_to_left for glyph in self.queue
            )
        else:
            self.queue, self.slanting = deque(), False
        return found[0]

    def _font(self, name: str) -> Font:
        if name not in self.named:
            font = self.page.Resources.Font[name]
            if font.objgen not in self.fonts:
                self.fonts[font.objgen] = Font(font)
            self.named[name] = self.fonts[font.objgen]
        return self.named[name]

    def _pieces(self, shown: bytes) -> Iterator[bytes]:
        font = self.font
        if font is None:
            yield shown
            return
        for drawn, move in PIECE.findall(shown):
            if self.line is not None and move:
                self.line.move(float(move))
                yield move
            elif move:
                yield self._jump(move, font)
            else:
                yield self._text(bytes.fromhex(drawn.decode()), font)

    def _text(self, drawn: bytes, font: Font) -> bytes:
        """Return drawn glyphs, two bytes each, as a string of their new codes."""
        codes = bytearray()
        for place in range(0, len(drawn), 2):
            number = drawn[place] << 8 | drawn[place + 1]
            glyph = self._next(number, font)
            if self.line is not None:
                codes += self.line.draw(glyph)
                continue
            if self.opened:
                codes += self._edge(glyph, font)
            self.opened, self.last, self.leftward = False, glyph, glyph.right_to_left
            if glyph.right_to_left and len(glyph.text) > 1 and font.blank is not None:
                codes += font.spread(glyph)
            else:
                codes += font.code(number, glyph.text)
            if glyph.right_to_left and glyph.text in SPACES and not self.queue:
                codes += font.silent(EDGE)
        return b"<" + codes.hex().encode() + b">"

    def _next(self, number: int, font: Font) -> Glyph:
        """Return the next glyph drawn, with the engine's own guess where its text is not known."""
        if self.queue:
            found = self.queue.popleft()
            if found.number == number:
                return found
        self.strange += 1
        return Glyph(number, font.known.get(number) or NOTHING)

    def _finish_line(self) -> bytes:
        """Return the operator that writes the words of slanting letters, if any are drawn."""
        line, self.line = self.line, None
        if line is None or not line.letters:
            return b""
        first, last = (Glyph(0, line.letters[end].text, right_to_left=True) for end in (0, -1))
        right = line.font.silent(EDGE) if last.text in SPACES else b""
        return line.written(self._edge(first, line.font), right)

    def _edge(self, first: Glyph, font: Font) -> bytes:
        """Return what parts a run at its left edge from another direction, or from the next cell.

        Extractors give a space between two directions to either of them, or drop it, and join what
        stands side by side in a table.
        """
        if self.right_to_left and self.place in self.record.ends:
            return font.silent(EDGE) + font.silent(" ")
        if first.text in SPACES if first.right_to_left else self.right_to_left and self.leftward:
            return font.silent(EDGE)
        return b""

    def _jump(self, move: bytes, font: Font) -> bytes:
        """Return a move, filled with blanks where it comes back from a mark: it is no space."""
        last = self.last
        if last is None or font.space is None or (way := float(move)) > -NOTICED:
            return move
        if last.text in SPACES or font.widths.get(last.number, 1):
            return move
        width = int(font.widths[font.space])
        count = -int(way // width)
        filler = font.code(font.space, NOTHING) * count
        return b"%g<%s>" % (way + count * width, filler.hex().encode())
