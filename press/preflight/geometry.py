"""Matrices and boxes of PDF in, places, sizes and thicknesses in points out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)
POINTS_PER_MM = 72 / 25.4


def joined(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that applies one and then another."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def narrowest(matrix: Matrix) -> float:
    """Return by how much a matrix scales at least, whatever the direction."""
    a, b, c, d, _, _ = matrix
    half = (a * a + b * b + c * c + d * d) / 2
    return math.sqrt(max(half - math.sqrt(max(half * half - (a * d - b * c) ** 2, 0.0)), 0.0))


def sides(matrix: Matrix) -> tuple[float, float]:
    """Return the width and height (pt) of the unit square, which a picture fills."""
    a, b, c, d, _, _ = matrix
    return math.hypot(a, b), math.hypot(c, d)


def box_of(points: Iterable[tuple[float, float]], matrix: Matrix = IDENTITY) -> Box:
    """Return the box round some points that a matrix moves."""
    a, b, c, d, e, f = matrix
    placed = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
    across, up = [x for x, _ in placed], [y for _, y in placed]
    return min(across), min(up), max(across), max(up)


def corners(box: Sequence[float]) -> list[tuple[float, float]]:
    """Return the four corners of a box."""
    left, bottom, right, top = box
    return [(left, bottom), (right, bottom), (right, top), (left, top)]


def common(one: Box, other: Box) -> Box | None:
    """Return what two boxes share, None where that is nothing."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def grown(box: Box, by: float) -> Box:
    """Return a box with a margin (pt) round it."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def thickness(box: Box) -> float:
    """Return the smaller side of a box (pt)."""
    return min(box[2] - box[0], box[3] - box[1])


def normal(numbers: Iterable[object]) -> Box:
    """Return a rectangle as left, bottom, right, top.

    Raises:
        ValueError: If it is not made of four numbers.
    """
    found = [float(str(number)) for number in numbers]
    if len(found) != 4:  # noqa: PLR2004 - a rectangle
        raise ValueError("a rectangle that has not four numbers")
    (left, right), (bottom, top) = sorted(found[0::2]), sorted(found[1::2])
    return left, bottom, right, top
