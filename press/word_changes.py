"""An earlier and a later wording in, what was taken out and put in between them out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row that share one fate."""

    fate: str
    """kept, gone or new."""
    text: str


def changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the words of both wordings in order, those that went before those that came.

    Whole words alone: within a number a changed digit must not look like a small matter.
    """
    return tuple(_pieces(before.split(), after.split()))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _, start, end, first, last in matcher.get_opcodes():
        gone, new = " ".join(before[start:end]), " ".join(after[first:last])
        if gone == new:
            yield Piece("kept", new)
            continue
        if gone:
            yield Piece("gone", gone)
        if new:
            yield Piece("new", new)
