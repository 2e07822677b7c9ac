"""A picture and the graphics state in, its pixels, size and colour space out."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from press.preflight import colours
from press.preflight.events import Placed
from press.preflight.geometry import Box, box_of, common, corners, sides
from press.preflight.state import State

SQUARE: Box = (0.0, 0.0, 1.0, 1.0)
"""What a picture fills before the matrix."""


def picture(image: pikepdf.Object, name: str, state: State) -> Iterator[Placed]:
    """Yield a picture at its size, and its soft mask."""
    box = box_of(corners(SQUARE), state.matrix)
    if common(box, state.clip) is None:
        return
    mask = bool(image.get("/ImageMask", False))
    told = image.get("/ColorSpace")
    space = None if mask or told is None else colours.read_space(told, state.resources)
    colour = state.fill if mask else None
    pixels = (int(image["/Width"]), int(image["/Height"]))
    yield Placed(name[1:], pixels, sides(state.matrix), space, colour, image, box)
    if "/SMask" in image:
        soft = image["/SMask"]
        pixels = (int(soft["/Width"]), int(soft["/Height"]))
        yield Placed(f"{name[1:]}'s mask", pixels, sides(state.matrix), None, None, None, box)


def inline_picture(image: pikepdf.PdfInlineImage, state: State) -> Iterator[Placed]:
    """Yield a picture that stands in the content itself."""
    box = box_of(corners(SQUARE), state.matrix)
    if common(box, state.clip) is None:
        return
    told = None if image.image_mask else pikepdf.Name(str(image.colorspace))
    space = None if told is None else colours.read_space(told, state.resources)
    colour = state.fill if image.image_mask else None
    pixels = (int(image.width), int(image.height))
    yield Placed("an inline image", pixels, sides(state.matrix), space, colour, None, box)
