"""What a page paints, one record for each thing, as the walk over its content tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import pikepdf

from press.preflight.colours import Colour, Space
from press.preflight.geometry import Box


@dataclass(frozen=True, slots=True)
class Painted:
    """A fill, a line or text in one colour."""

    what: str
    """``fill``, ``line`` or ``text``."""
    colour: Colour
    overprint: bool
    keeps: bool
    """Overprint mode 1: an ink of 0 in DeviceCMYK leaves what lies under it."""
    thick: float | None
    """At its thinnest (pt); None where that is not known."""
    box: Box | None
    """Where it lies; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture at its size."""

    name: str
    pixels: tuple[int, int]
    size: tuple[float, float]
    """Width and height (pt) on the page."""
    space: Space | None
    """None for a mask, which is painted in the colour, and where the pixels themselves say it."""
    colour: Colour | None
    """Of a mask."""
    image: pikepdf.Object | None
    """None for an inline image."""
    box: Box


@dataclass(frozen=True, slots=True)
class Shaded:
    """A smooth shading."""

    space: Space
    shading: pikepdf.Object
    box: Box | None


@dataclass(frozen=True, slots=True)
class Used:
    """A font, graphics state, form or group that paints."""

    kind: str
    """``font``, ``state``, ``form`` or ``group``."""
    thing: pikepdf.Object
    space: Space | None = None
    """That a group blends in."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that cannot be carried out."""

    found: str


Event: TypeAlias = Painted | Placed | Shaded | Used | Broken
