"""What a person at a table does with printed sheets: cut, nest, fold, and leaf through.

Nothing here knows the press's arithmetic: a leaf of paper has two faces, and what is on them may be
numbers, words or pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Face = TypeVar("Face")
Halves = tuple[Face, Face]
"""A side of a sheet: what is on its left and on its right half."""
Thirds = tuple[Face, Face, Face]


def leafed(sheets: Sequence[tuple[Halves[Face], Halves[Face]]], *, from_right: bool) -> list[Face]:
    """Return the faces in the order in which a folded booklet shows them.

    The sheets, the first at the bottom, lie on the table with their fronts down and are folded
    upwards: each half of a back has the other half of its front beneath it. Opened in the middle,
    two piles of leaves lie left and right of the fold. Who reads from the left begins under the
    left pile and ends under the right one; who reads from the right, the other way round.
    """
    left_pile = [(front[1], back[0]) for front, back in sheets]
    right_pile = [(front[0], back[1]) for front, back in sheets]
    first, second = (right_pile, left_pile) if from_right else (left_pile, right_pile)
    faces = [face for under, upper in first for face in (under, upper)]
    return faces + [face for under, upper in reversed(second) for face in (upper, under)]


def unfolded(outside: Thirds[Face], inside: Thirds[Face], *, from_right: bool) -> list[Face]:
    """Return the panels of a sheet folded twice in the order in which opening it shows them.

    The sheet lies with its inside up. The panel where reading ends is folded over the middle one,
    then the other over both; each has behind it the outside's panel that is mirrored to it. The
    cover is the back of the one folded last. It opens onto the back of the one folded first, then
    that opens too; the back of the middle one has lain on the table all the while.
    """
    last_folded, first_folded = (2, 0) if from_right else (0, 2)
    behind = outside[::-1]
    opened = inside[::-1] if from_right else inside
    return [behind[last_folded], behind[first_folded], *opened, behind[1]]
