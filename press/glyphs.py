"""A line of text as Pango shaped it in; its drawn glyphs, each with its own piece of text, out.

This, too, relies on what WeasyPrint does not promise: it serves ``hooks`` alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

NOTHING = "\u2060"
"""WORD JOINER: what a glyph stands for that adds no character of its own (PDF/UA-1, 7.21.7)."""
SPACES = frozenset({" ", "\u00a0", "\u202f"})
"""Characters that part words."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn glyph and the piece of source text that it stands for."""

    number: int
    text: str
    right_to_left: bool = False
    raised: bool = False
    """Whether it is a letter above or below the line, as Nastaliq sets them."""


def of_line(textbox: Any) -> Iterator[Glyph]:
    """Yield the drawn glyphs of a line in the order of the page, each with its own text.

    A cluster's text is shared out: the first glyph takes what the others leave, and a glyph too
    many stands for nothing, so that what is extracted is the source text, once.
    """
    from weasyprint.text.ffi import ffi, pango  # noqa: PLC0415

    layout = textbox.pango_layout
    line, _ = layout.get_first_line()
    source = layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, drawn = run.data.item, run.data.glyphs
        run = run.next
        count = drawn.num_glyphs
        clusters = [drawn.log_clusters[index] for index in range(count)]
        numbers = [drawn.glyphs[index].glyph for index in range(count)]
        right_to_left = bool(item.analysis.level % 2)
        ends = dict(zip(starts := sorted(set(clusters)), [*starts[1:], item.length], strict=True))
        texts = [""] * count
        for start in starts:
            text = source[item.offset + start : item.offset + ends[start]].decode()
            members = [
                index
                for index in range(count)
                if clusters[index] == start and numbers[index] != pango.PANGO_GLYPH_EMPTY
            ]
            for index, piece in zip(
                reversed(members) if right_to_left else members,
                shares(text, len(members)),
                strict=True,
            ):
                texts[index] = piece
        if right_to_left:
            carry_marks(texts)
        for index, (number, text) in enumerate(zip(numbers, texts, strict=True)):
            if number != pango.PANGO_GLYPH_EMPTY:
                raised = bool(text and drawn.glyphs[index].geometry.y_offset)
                yield Glyph(number, text or NOTHING, right_to_left, raised)


def carry_marks(texts: list[str]) -> None:
    """Let the letter below or above a mark carry its text, in a right-to-left run.

    Extractors take a raised mark for a line of its own, or for the next word's (measured).
    """
    for index in range(len(texts) - 2, -1, -1):
        if texts[index] and all(unicodedata.combining(one) for one in texts[index]):
            letter = next((n for n in range(index + 1, len(texts)) if texts[n]), None)
            if letter is not None and texts[letter] not in SPACES:
                texts[letter] += texts[index]
                texts[index] = ""


def shares(text: str, count: int) -> list[str]:
    """Share a cluster's text out over its glyphs.

    Where it has too few characters, the parts of what Unicode calls composed are shared out (UAX
    15): a Bengali vowel sign that stands on both sides of its letter is two signs.
    """
    if not count:
        return []
    if count > len(text):
        apart = unicodedata.normalize("NFD", text)
        text = apart if len(apart) <= count else text
    if count <= len(text):
        cut = len(text) - count + 1
        return [text[:cut], *text[cut:]]
    return [*text, *([NOTHING] * (count - len(text)))]
