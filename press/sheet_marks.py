"""Where a sheet is cut and folded in, the lines that show it out, as PDF operators.

Lengths are millimetres from the sheet's lower left corner. Marks stand outside the bleed, so that
none is left on what is cut (ISO 15930-7 forbids them within it).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from press.imposition import Paper

POINTS_PER_MM = 72 / 25.4
LINE_WIDTH = 0.25
"""Of every mark, in points: what a press still prints and a guillotine can follow."""
GAP, LENGTH = 1.0, 5.0
"""Between the bleed and a mark, and a mark where there is room, in mm."""
SHORTEST = 2.0
"""The least that is still a mark, in mm."""
FROM_EDGE = 7.0
"""How far a fold's mark comes in from an uncut edge, in mm: office machines leave 4 mm white."""
ROUND = 0.5523
"""How far a quarter circle's two handles reach, of its radius."""


class Box(NamedTuple):
    """A rectangle by its edges."""

    left: float
    bottom: float
    right: float
    top: float

    def grown(self, by: float) -> Box:
        """Return the rectangle with each edge moved outwards."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)


def drawn(paper: Paper, trim: Box, folds: Sequence[float]) -> str:
    """Return the marks that a paper asks for: cuts, registration and folds (mm from the left)."""
    lines: list[str] = []
    if paper.crop_marks:
        reach = _reach(paper, trim)
        lines += _cuts(trim, paper.bleed_mm + GAP, reach)
        lines += _targets(paper, trim)
    if paper.fold_marks and folds:
        lines += ["[2 2] 0 d", *_folds(paper, trim, folds), "[] 0 d"]
    return "\n".join(lines)


def _reach(paper: Paper, trim: Box) -> float:
    """Return how long a mark can be (mm) between the bleed and the nearest edge of the sheet."""
    margin = min(trim.left, trim.bottom, paper.width_mm - trim.right, paper.height_mm - trim.top)
    room = margin - paper.bleed_mm - GAP
    if room < SHORTEST:
        raise ValueError(
            f"a sheet of {paper.width_mm:g} by {paper.height_mm:g} mm leaves {room:.1f} mm for "
            f"marks and {SHORTEST:g} are needed; take a larger sheet or leave the marks out"
        )
    return min(LENGTH, room)


def _cuts(trim: Box, gap: float, length: float) -> Iterator[str]:
    for x in (trim.left, trim.right):
        yield _line(x, trim.bottom - gap, x, trim.bottom - gap - length)
        yield _line(x, trim.top + gap, x, trim.top + gap + length)
    for y in (trim.bottom, trim.top):
        yield _line(trim.left - gap, y, trim.left - gap - length, y)
        yield _line(trim.right + gap, y, trim.right + gap + length, y)


def _targets(paper: Paper, trim: Box) -> Iterator[str]:
    """Yield a cross in a ring beside the middle of both short edges, to lay inks over inks."""
    middle = (trim.bottom + trim.top) / 2
    for x, margin in ((trim.left, trim.left), (trim.right, paper.width_mm - trim.right)):
        inner = paper.bleed_mm + GAP
        arm = min(LENGTH, margin - inner) / 2
        centre = x - inner - arm if x == trim.left else x + inner + arm
        yield _line(centre - arm, middle, centre + arm, middle)
        yield _line(centre, middle - arm, centre, middle + arm)
        yield _ring(centre, middle, arm * 0.6)


def _folds(paper: Paper, trim: Box, folds: Sequence[float]) -> Iterator[str]:
    if paper.crop_marks:
        near, far = paper.bleed_mm + GAP, paper.bleed_mm + GAP + _reach(paper, trim)
        ends = ((trim.bottom - near, trim.bottom - far), (trim.top + near, trim.top + far))
    else:
        ends = ((0.0, FROM_EDGE), (paper.height_mm, paper.height_mm - FROM_EDGE))
    for x in folds:
        for start, end in ends:
            yield _line(x, start, x, end)


def _line(*ends: float) -> str:
    return "{:.3f} {:.3f} m {:.3f} {:.3f} l S".format(*(end * POINTS_PER_MM for end in ends))


def _ring(x: float, y: float, radius: float) -> str:
    handle = radius * ROUND
    turns = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    pieces = [_at((x + radius, y), "m")]
    for (a, b), (c, d) in pairwise(turns):
        first = (x + a * radius + c * handle, y + b * radius + d * handle)
        second = (x + c * radius + a * handle, y + d * radius + b * handle)
        end = (x + c * radius, y + d * radius)
        pieces += [_at(first), _at(second), _at(end, "c")]
    return " ".join([*pieces, "S"])


def _at(point: tuple[float, float], operator: str = "") -> str:
    numbers = f"{point[0] * POINTS_PER_MM:.3f} {point[1] * POINTS_PER_MM:.3f}"
    return f"{numbers} {operator}".strip()
