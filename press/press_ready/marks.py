"""An open PDF with its boxes in, crop and registration marks drawn outside the bleed."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.press_ready.boxes import POINTS_PER_MM, edges

GAP_MM, LENGTH_MM = 1.0, 5.0
"""A crop mark begins so far outside the bleed and is so long."""
RADIUS_MM, ARM_MM = 1.4, 2.3
"""Of a registration mark's circle, and of its cross from the middle."""
WIDTH = 0.25
"""Line of a mark, in points."""
CURVE = 0.5523
"""How far a Bézier curve's handles lie from a quarter circle's ends, in radii."""


def draw(pdf: pikepdf.Pdf, bleed_mm: float) -> None:
    """Draw marks on every plate: the colourant All (ISO 32000-1, 8.6.6.4)."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    everywhere = pdf.make_indirect(
        Array([Name.Separation, Name.All, Name.DeviceCMYK, pdf.make_indirect(tint)])
    )
    for page in pdf.pages:
        if "/ColorSpace" not in page.Resources:
            page.Resources.ColorSpace = Dictionary()
        page.Resources.ColorSpace.Marks = everywhere
        lines = " ".join((*_crops(edges(page), bleed_mm), *_registers(edges(page), bleed_mm)))
        drawing = f"/Artifact BMC q /Marks CS 1 SCN {WIDTH} w {lines} Q EMC\n"
        page.contents_add(drawing.encode())
        page.contents_coalesce()


def _crops(trim: tuple[float, float, float, float], bleed_mm: float) -> Iterator[str]:
    left, bottom, right, top = trim
    near = (bleed_mm + GAP_MM) * POINTS_PER_MM
    far = near + LENGTH_MM * POINTS_PER_MM
    for x in (left, right):
        yield _line(x, bottom - near, x, bottom - far)
        yield _line(x, top + near, x, top + far)
    for y in (bottom, top):
        yield _line(left - near, y, left - far, y)
        yield _line(right + near, y, right + far, y)


def _registers(trim: tuple[float, float, float, float], bleed_mm: float) -> Iterator[str]:
    left, bottom, right, top = trim
    out = (bleed_mm + GAP_MM + LENGTH_MM / 2) * POINTS_PER_MM
    middle, height = (left + right) / 2, (bottom + top) / 2
    arm, radius = ARM_MM * POINTS_PER_MM, RADIUS_MM * POINTS_PER_MM
    for x, y in (
        (middle, bottom - out),
        (middle, top + out),
        (left - out, height),
        (right + out, height),
    ):
        yield _line(x - arm, y, x + arm, y)
        yield _line(x, y - arm, x, y + arm)
        yield _circle(x, y, radius)


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S"


def _circle(x: float, y: float, radius: float) -> str:
    handle = radius * CURVE
    quarters = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
    curves = []
    for from_x, from_y, to_x, to_y in quarters:
        start_x, start_y = x + radius * from_x, y + radius * from_y
        end_x, end_y = x + radius * to_x, y + radius * to_y
        curves.append(
            f"{start_x + handle * to_x:.3f} {start_y + handle * to_y:.3f} "
            f"{end_x + handle * from_x:.3f} {end_y + handle * from_y:.3f} "
            f"{end_x:.3f} {end_y:.3f} c"
        )
    return f"{x + radius:.3f} {y:.3f} m {' '.join(curves)} S"
