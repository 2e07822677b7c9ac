"""Letters of a slanting script with their places in; their words flat upon the line, unseen, out.

Nastaliq sets each word on a slope, its dots apart. Extractors go by places on the page and take
such words to pieces (poppler found .47 of them, pdfium .41, MuPDF .55). So what is drawn stands for
nothing there, and the font's own space, which draws nothing, stands for each letter in turn along
the line: .99 each, and pypdf 1.00 as before (measured; docs/textlayer.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from press.finishing.codes import Font
from press.glyphs import NOTHING, SPACES, Glyph

SPACE = 140
"""Least width of a space between words, in thousandths of an em: slanting words overhang it."""
MARKED = {space: space + "\u061c" for space in SPACES}
"""Spaces with a mark that is not seen: poppler drops a bare one and then joins the words."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """What a drawn glyph stands for, and where it lies, in thousandths of an em."""

    start: float
    end: float
    text: str

    def is_space(self) -> bool:
        return self.text in SPACES


@dataclass(slots=True)
class Baseline:
    """A run of slanting letters in one font, from left to right, while it is being drawn."""

    font: Font
    pen: float = 0.0
    letters: list[_Letter] = field(default_factory=list)

    def draw(self, glyph: Glyph) -> bytes:
        """Return the code of a glyph that stands for nothing, and note what it stood for."""
        width = float(self.font.widths.get(glyph.number, 0))
        if glyph.text != NOTHING:
            self.letters.append(_Letter(self.pen, self.pen + width, glyph.text))
        self.pen += width
        return self.font.code(glyph.number, NOTHING)

    def move(self, way: float) -> None:
        """Move the pen to the left."""
        self.pen -= way

    def written(self, left: bytes, right: bytes) -> bytes:
        """Return the operator that writes the words, between the codes for their two edges."""
        if not self.letters or self.font.space is None:
            return b""
        width = float(self.font.widths[self.font.space])
        at, pieces = self.pen, []
        for place, code in [(0.0, left), *self._codes(width)]:
            if code:
                move = round(at - place, 3)
                pieces.append(b"%.10g<%s>" % (move, code.hex().encode()))
                at += (0 if code == left else width) - move
        pieces.append(b"<%s>%.10g" % (right.hex().encode(), round(at - self.pen, 3)))
        return b"[" + b"".join(pieces) + b"] TJ\n"

    def _codes(self, width: float) -> Iterator[tuple[float, bytes]]:
        """Yield the place and the code of each character, from left to right.

        Characters touch or overlap: a gap within a word would be taken for a space.
        """
        space = self.font.space
        if space is None:
            return
        after = 0.0
        groups = [list(group) for _, group in groupby(self.letters, _Letter.is_space)]
        for word, following in zip(groups, [*groups[1:], []], strict=True):
            # On the page letters run to the left, and a ligature's own characters too.
            characters = "".join(letter.text[::-1] for letter in word)
            start = max(after, min(one.start for one in word))
            end = max(one.end for one in word)
            if following:
                # Slanting words hang over the spaces between them.
                end = min(end, *(one.start for one in following))
            if word[0].is_space():
                end = max(end, start + SPACE)
            after = end
            pitch = min(max(end - start, 0) / len(characters), width)
            for index, character in enumerate(characters):
                yield start + index * pitch, self.font.code(space, MARKED.get(character, character))
