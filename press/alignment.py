"""An old and a new sequence of units in; what became of each out. Never a guess between units.

Babel's and msgmerge's matchers compare texts wherever they stand, and pre-fill "Do take with
alcohol" from "Do **not** take with alcohol". Here the order decides: only what was replaced in
place is offered again, and then as stale.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

Key = tuple[str | None, str]
"""Context and source text, as in a catalog."""

TOKEN = re.compile(r"\w+|[^\w\s]")
LONGEST_PIECES = 4
"""Units that one unit is split into, or merged from, at most: more is a rewrite."""
WHOLE = 0.7
"""How alike a unit and its pieces together must be, of 1, to call it split or merged."""
CONTAINED = 0.6
"""Share of a piece's words that must come from the whole."""
ALIKE = 0.5
"""How alike two units must be, of 1, to be one reworded, where their number changed."""


def replaced(old: Sequence[Key], new: Sequence[Key]) -> dict[Key, Key]:
    """Return the new units that stand in the place of an old one, with that old one.

    ``old`` and ``new`` are in document order, each key once. What stands in both was kept or
    moved, and is no one's replacement. A split or merged unit replaces none.
    """
    found: dict[Key, Key] = {}
    for before, after in _gaps(old, new):
        found.update(_in_place(before, after))
    return found


def _gaps(old: Sequence[Key], new: Sequence[Key]) -> Iterator[tuple[list[Key], list[Key]]]:
    """Yield the old and the new units between two neighbours that stayed in order."""
    places = {key: index for index, key in enumerate(old)}
    common = [key for key in new if key in places]
    anchors = _longest_rise([places[key] for key in common])
    stayed, kept = [old[place] for place in anchors], frozenset(common)
    at_old = [-1, *anchors, len(old)]
    positions = {key: index for index, key in enumerate(new)}
    at_new = [-1, *(positions[key] for key in stayed), len(new)]
    for (first, last), (start, end) in zip(pairwise(at_old), pairwise(at_new), strict=True):
        before = [key for key in old[first + 1 : last] if key not in kept]
        after = [key for key in new[start + 1 : end] if key not in kept]
        if before and after:
            yield before, after


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """Return a longest strictly rising subsequence of distinct numbers."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        ends[place : place + 1] = [number]
        before[number] = ends[place - 1] if place else None
    rise: list[int] = []
    current = ends[-1] if ends else None
    while current is not None:
        rise.append(current)
        current = before[current]
    return rise[::-1]


def _in_place(before: list[Key], after: list[Key]) -> Mapping[Key, Key]:
    """Return which unit replaced which within one gap."""
    before, after = _whole(before, after)
    after, before = _whole(after, before)
    found: dict[Key, Key] = {}
    ranked = sorted(
        (
            (-likeness(one[1], other[1]), place, index)
            for place, other in enumerate(before)
            for index, one in enumerate(after)
        )
    )
    for distance, place, index in ranked:
        taken = before[place] in found.values() or after[index] in found
        if -distance >= ALIKE and not taken:
            found[after[index]] = before[place]
    rest_before = [key for key in before if key not in found.values()]
    rest_after = [key for key in after if key not in found]
    if len(rest_before) == len(rest_after):
        found.update(zip(rest_after, rest_before, strict=True))
    return found


def _whole(wholes: list[Key], pieces: list[Key]) -> tuple[list[Key], list[Key]]:
    """Return both sides without each unit of the one that was split into some of the other."""
    for whole in wholes:
        for length in range(2, LONGEST_PIECES + 1):
            for start in range(len(pieces) - length + 1):
                run = pieces[start : start + length]
                if _split(whole[1], [key[1] for key in run]):
                    rest = [key for key in wholes if key != whole]
                    return _whole(rest, pieces[:start] + pieces[start + length :])
    return wholes, pieces


def _split(whole: str, pieces: Sequence[str]) -> bool:
    together = likeness(whole, " ".join(pieces))
    words = Counter(_tokens(whole))
    return (
        together >= WHOLE
        and together > max(likeness(whole, piece) for piece in pieces)
        and all(_share(piece, words) >= CONTAINED for piece in pieces)
    )


def _share(piece: str, words: Counter[str]) -> float:
    """Return which share of a piece's words stands among others."""
    own = Counter(_tokens(piece))
    return (own & words).total() / max(1, own.total())


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, word by word: 0 for nothing in common, 1 for the same."""
    return SequenceMatcher(None, _tokens(one), _tokens(other), autojunk=False).ratio()


def _tokens(text: str) -> list[str]:
    """Return the words and marks of a text; of a script without spaces, its characters."""
    words = TOKEN.findall(text.lower())
    return words if " " in text or text.isascii() else list(text.lower())
