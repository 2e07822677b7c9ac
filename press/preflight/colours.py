"""A colour space or colour of a PDF in, what kind it is and how much of each ink it takes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pikepdf

from press.preflight import limits

GREY, DEVICE_CMYK, RGB, CONVERTED, PLATES = "grey", "cmyk", "rgb", "converted", "plates"
PATTERN, UNKNOWN = "pattern", "unknown"
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
ALL = "All"
"""The plate of the registration marks: it prints with every ink there is."""
DEEPEST = 4
"""A space may stand on another (Indexed on DeviceN on …); deeper than this is a fault."""


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space."""

    kind: str
    name: str
    """As a print operator reads it in other programs."""
    parts: int
    plates: tuple[str, ...] = ()
    """Of Separation and DeviceN."""
    palette: bytes | None = None
    """Of Indexed: its colours in the space that this is otherwise."""
    under: Space | None = None
    """Of Pattern: the space of the colour that a pattern without its own takes."""


SIMPLE = {
    "/DeviceGray": Space(GREY, "DeviceGray", 1),
    "/G": Space(GREY, "DeviceGray", 1),
    "/DeviceRGB": Space(RGB, "DeviceRGB", 3),
    "/RGB": Space(RGB, "DeviceRGB", 3),
    "/DeviceCMYK": Space(DEVICE_CMYK, "DeviceCMYK", 4),
    "/CMYK": Space(DEVICE_CMYK, "DeviceCMYK", 4),
    "/Pattern": Space(PATTERN, "Pattern", 0),
    "/CalGray": Space(CONVERTED, "CalGray", 1),
    "/CalRGB": Space(CONVERTED, "CalRGB", 3),
    "/Lab": Space(CONVERTED, "Lab", 3),
}
STANDING = frozenset({"/Indexed", "/I", "/Pattern"})
DEVICE_GREY, DEVICE_RGB, CMYK_SPACE = SIMPLE["/G"], SIMPLE["/RGB"], SIMPLE["/CMYK"]


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as content sets it."""

    space: Space
    values: tuple[float, ...]
    pattern: pikepdf.Object | None = None

    @property
    def inks(self) -> tuple[float, float, float, float] | None:
        """Return cyan, magenta, yellow, black (0 to 1); None where the press decides."""
        if len(self.values) < self.space.parts:
            return None
        values = tuple(min(max(value, 0.0), 1.0) for value in self.values)
        if self.space.kind == GREY:
            return (0.0, 0.0, 0.0, 1 - values[0])
        if self.space.kind == DEVICE_CMYK:
            return values[0], values[1], values[2], values[3]
        if self.space.kind != PLATES:
            return None
        tints = dict(zip(self.space.plates, values, strict=False))
        first, second, third, fourth = (tints.get(ink, tints.get(ALL, 0.0)) for ink in PROCESS)
        return first, second, third, fourth

    @property
    def total(self) -> float:
        """Return the percentage of all inks, spot inks among them."""
        spots = (
            value
            for plate, value in zip(self.space.plates, self.values, strict=False)
            if plate in spot_plates(self.space)
        )
        return 100 * (sum(self.inks or ()) + sum(spots))

    @property
    def spoken(self) -> str:
        """Return the colour as C0 M0 Y0 K100."""
        inks = self.inks
        if inks is None:
            return self.space.name
        return " ".join(f"{ink}{100 * tint:.0f}" for ink, tint in zip("CMYK", inks, strict=True))


BLACK = Colour(DEVICE_GREY, (0.0,))


def spot_plates(space: Space) -> tuple[str, ...]:
    """Return the plates of a space that are no process ink."""
    return tuple(plate for plate in space.plates if plate not in {*PROCESS, ALL, "None"})


def read_space(
    told: pikepdf.Object, resources: pikepdf.Object | None = None, depth: int = 0
) -> Space:
    """Return the space that a name or an array tells of.

    Raises:
        ValueError: If there is no such space.
    """
    if depth > DEEPEST:
        raise ValueError("colour spaces that stand on each other without end")
    if isinstance(told, pikepdf.Name):
        if str(told) in SIMPLE:
            return SIMPLE[str(told)]
        held: Any = resources
        named = None if held is None else held.get("/ColorSpace", {}).get(str(told))
        if named is None:
            raise ValueError(f"colour space {told} that the resources do not have")
        return read_space(named, None, depth + 1)
    if not isinstance(told, pikepdf.Array) or not len(told):
        raise ValueError("a colour space that is neither a name nor a list")
    family = str(told[0])
    if family in STANDING and len(told) > 1:
        return _on_another(told, read_space(told[1], resources, depth + 1))
    return _own(told)


def _on_another(told: pikepdf.Object, base: Space) -> Space:
    """Return a space that stands on another: a palette, or patterns without a colour."""
    if str(told[0]) == "/Pattern":
        return replace(SIMPLE["/Pattern"], under=base)
    table = told[3]
    palette = limits.plain(table) if isinstance(table, pikepdf.Stream) else bytes(table)
    return replace(base, name=f"Indexed {base.name}", palette=palette)


def _own(told: pikepdf.Object) -> Space:
    """Return a space that stands by itself."""
    family = str(told[0])
    if family == "/ICCBased":
        parts = int(told[1]["/N"])
        return Space(CONVERTED, f"ICCBased with {parts} components", parts)
    if family in {"/Separation", "/DeviceN"}:
        names = [told[1]] if family == "/Separation" else [*told[1]]
        plates = tuple(str(name)[1:] for name in names)
        return Space(PLATES, f"{family[1:]} {', '.join(plates)}", len(plates), plates)
    if family in SIMPLE:
        return SIMPLE[family]
    raise ValueError(f"colour space {family} that PDF does not know")
