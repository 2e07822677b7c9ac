"""A picture in, the most ink and the most colour of its pixels out."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from operator import add
from typing import Any

import pikepdf

from press.preflight import limits
from press.preflight.colours import ALL, DEVICE_CMYK, PLATES, PROCESS, Space

SAMPLES = 250_000
"""Pixels that are looked at in one picture, in even steps over all of it."""
MOST_PIXELS = 120_000_000
INK_PARTS = 4
FULL = 255
Ink = tuple[float, float]
"""Percent of all inks on one spot, and percent of any ink but black."""


def ink(image: Any, space: Space) -> Ink | None:
    """Return the most ink of a picture; None where it is converted or has but one ink.

    Raises:
        ValueError: If its pixels cannot be read (``limits.FAULTY`` lists what else).
        limits.TooMuchError: If it is larger than any leaflet's.
    """
    if int(image["/Width"]) * int(image["/Height"]) > MOST_PIXELS:
        raise limits.TooMuchError(f"a picture of more than {MOST_PIXELS:,} pixels")
    if space.kind not in {DEVICE_CMYK, PLATES}:
        return None
    inverted = _inverted(image)
    if space.palette is not None:
        data, inverted = space.palette[: len(space.palette) // space.parts * space.parts], False
    elif space.kind == DEVICE_CMYK:
        data, flipped = _cmyk(image)
        inverted ^= flipped
    elif int(image.get("/BitsPerComponent", 8)) == 8:  # noqa: PLR2004 - a byte for each ink
        data = limits.plain(image)
    else:
        return None
    return _most(data, space, inverted=inverted)


def _cmyk(image: Any) -> tuple[bytes, bool]:
    """Return four bytes for each pixel, and whether they say 255 for no ink.

    Pillow takes every JPEG with Adobe's marker for one that Photoshop turned round and turns it
    back; PDF does not, and says with /Decode when it is so (ISO 32000-1, 8.9.5.2).
    """
    limits.guard(image)
    picture = pikepdf.PdfImage(image).as_pil_image(apply_decode_array=False, apply_mask=False)
    if picture.mode != "CMYK":
        raise ValueError(f"four inks are promised, the pixels are {picture.mode}")
    return picture.tobytes(), "adobe" in picture.info


def _inverted(image: pikepdf.Object) -> bool:
    """Tell whether the picture's Decode turns its tones round."""
    decode = [float(number) for number in image.get("/Decode", [])]
    return len(decode) > 1 and decode[0] > decode[1]


def _most(data: bytes, space: Space, *, inverted: bool) -> Ink:
    parts = INK_PARTS if space.kind == DEVICE_CMYK else space.parts
    step = max(1, len(data) // parts // SAMPLES)
    whole = len(data) // parts * parts
    planes: list[Sequence[int]] = [data[first : whole : parts * step] for first in range(parts)]
    if not planes or not planes[0]:
        raise ValueError("it has no pixels")
    totals = functools.reduce(lambda one, other: list(map(add, one, other)), planes)
    names = space.plates or PROCESS
    coloured = [plane for plane, name in zip(planes, names, strict=True) if name != "Black"]
    most = FULL * parts - min(totals) if inverted else max(totals)
    strongest = max(
        ((FULL - min(plane)) if inverted else max(plane) for plane in coloured), default=0
    )
    share = 100 / FULL * (INK_PARTS if ALL in space.plates else 1)
    return most * share, strongest * 100 / FULL
