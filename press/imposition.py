"""A number of pages in, the order in which they stand on printed sheets out: arithmetic alone.

Pages count from 1 in reading order; lengths are millimetres. A sheet lies with its long side
across; its front is the side that stays outside when it is folded, and it is turned on its short
side, so that what is printed left on the front has the right of the back behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

FOLDED = 4
"""Pages of one folded sheet."""
THINNEST = 5.0
"""Margin at the fold of a single folded sheet, in mm."""
PANELS = 6
"""Panels of a sheet folded twice, three on each side."""
BULK = 1.25
"""Bulk of uncoated offset paper, cm³/g (ISO 534); papermakers give 1.2 to 1.3."""


class Side(NamedTuple):
    """The pages on one side of a sheet; None is left white."""

    left: int | None
    right: int | None


class Sheet(NamedTuple):
    """A sheet for folding once."""

    front: Side
    back: Side


class Panel(NamedTuple):
    """One panel of a sheet folded twice."""

    page: int
    left_mm: float
    width_mm: float


class Paper(NamedTuple):
    """What is printed on, and what stands around the pages; the defaults are an office's A4."""

    width_mm: float = 297.0
    height_mm: float = 210.0
    bleed_mm: float = 0.0
    """Ink beyond the cut."""
    crop_marks: bool = False
    """Whether the sheet is cut; what is not cut is its own trim."""
    fold_marks: bool = False


A4 = Paper()
SRA4 = Paper(320.0, 225.0, bleed_mm=3.0, crop_marks=True, fold_marks=True)
"""Room for bleed and marks around A4 (ISO 217: SRA4 is 225 by 320 mm)."""


def to_fold(pages: int) -> int:
    """Return how many pages a folded booklet of so many pages has: the next multiple of four."""
    if pages < 1:
        raise ValueError(f"a booklet of {pages} pages cannot be folded; it needs at least one")
    return -(-pages // FOLDED) * FOLDED


def filled(pages: int, *, closing: int = 1) -> tuple[int | None, ...]:
    """Return a booklet's pages as it is read, None for each page that is added to fold it.

    A finisher keeps the end where a reader looks for it, on the back cover, and adds what is
    missing before it: ``closing`` is how many of the last pages belong together there. Where none
    does, as in one text that runs on to its end, what is missing is added behind it.
    """
    missing = (None,) * (to_fold(pages) - pages)
    last = pages + 1 - (closing if 0 <= closing < pages else 0)
    return (*range(1, last), *missing, *range(last, pages + 1))


def saddle_stitch(pages: int, *, right_to_left: bool) -> tuple[Sheet, ...]:
    """Return the sheets of a booklet, the outermost first.

    The sheets lie in one another and are stapled through the fold: the two pages of a side are as
    far from the booklet's two ends as each other. What is read right to left is bound on the
    right, which mirrors each side. Pages beyond the last are None.
    """
    whole = to_fold(pages)

    def side(even: int, odd: int) -> Side:
        left, right = (number if number <= pages else None for number in (even, odd))
        return Side(right, left) if right_to_left else Side(left, right)

    return tuple(
        Sheet(side(whole - first, first + 1), side(first + 2, whole - first - 1))
        for first in range(0, whole // 2, 2)
    )


def two_up(pages: int, *, right_to_left: bool) -> tuple[Side, ...]:
    """Return the sides of sheets on which two pages stand side by side as they are read."""
    if pages < 1:
        raise ValueError(f"{pages} pages cannot stand two to a side; there must be at least one")

    def side(first: int) -> Side:
        second = first + 1 if first < pages else None
        return Side(second, first) if right_to_left else Side(first, second)

    return tuple(side(first) for first in range(1, pages + 1, 2))


def thickness(grams_per_square_metre: float, bulk: float = BULK) -> float:
    """Return how thick a paper is (mm): its weight times its bulk (cm³/g), after ISO 534."""
    return grams_per_square_metre * bulk / 1000


def creep(sheets: int, thickness_mm: float) -> tuple[float, ...]:
    """Return how far each sheet's pages move towards the fold (mm), the outermost first.

    Each sheet pushes those inside it out by its own thickness; the cut takes what stands out, and
    outer margins would shrink towards the middle. The outermost sheet stays where it is.
    """
    if thickness_mm < 0:
        raise ValueError(f"paper cannot be {thickness_mm} mm thick; give 0 or more")
    return tuple(sheet * thickness_mm for sheet in range(sheets))


def inner_margin(pages: int, thickness_mm: float = 0.0) -> float:
    """Return the least margin (mm) at the fold that a booklet's pages are to be set with.

    5, 6 and 7 mm are usual for 4, 8 and 12 pages, and a millimetre more for each further sheet: a
    thicker booklet opens less far. What creep takes off the innermost pages comes on top.
    """
    sheets = to_fold(pages) // FOLDED
    return THINNEST + sheets - 1 + creep(sheets, thickness_mm)[-1]


OUTSIDE = ((2, 97.0), (6, 100.0), (1, 100.0))
INSIDE = ((3, 100.0), (4, 100.0), (5, 97.0))
"""Panels and widths (mm) left to right of a DL leaflet that is read left to right.

The cover is 1; under it lie 3 and, folded in, 2; behind that 4 and 5; the back is 6. The panel
that is folded in is 3 mm narrower than the others, so that it lies flat within them.
"""


def trifold(*, right_to_left: bool) -> tuple[tuple[Panel, ...], tuple[Panel, ...]]:
    """Return the panels of the outside and of the inside, left to right; each side is 297 mm wide.

    What is read right to left opens to the right: both sides are mirrored.
    """
    sides = (OUTSIDE, INSIDE)
    return (
        (_placed(reversed(sides[0])), _placed(reversed(sides[1])))
        if right_to_left
        else (_placed(sides[0]), _placed(sides[1]))
    )


def _placed(panels: Iterable[tuple[int, float]]) -> tuple[Panel, ...]:
    left, placed = 0.0, []
    for page, width in panels:
        placed.append(Panel(page, left, width))
        left += width
    return tuple(placed)


def folds(panels: Sequence[Panel]) -> tuple[float, ...]:
    """Return where a side is folded, in mm from its left edge."""
    return tuple(panel.left_mm for panel in panels[1:])
