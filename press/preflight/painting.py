"""What a page paints in, the rules of colour, text, lines and pictures that it breaks noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from press.preflight import colours, limits, pixels
from press.preflight.colours import ALL, Colour, Space
from press.preflight.events import Broken, Event, Painted, Placed, Shaded, Used
from press.preflight.faults import ANY, CMYK, GREY, Notes
from press.preflight.fonts import missing_font
from press.preflight.geometry import Box, common

TINT = 0.005
"""Tints below half a percent print nothing."""
SLACK = 0.5
"""Percent of ink, and hundredths of a point, that rounding may add."""
NEARLY_BLACK, DARK_BUILD = 0.85, 0.7
"""What counts as black: so much black, or so much of each other ink."""
BLENDS = frozenset({
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten",
    "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue",
    "/Saturation", "/Color", "/Luminosity",
})  # fmt: skip
FLAT = (1, 1)
"""A picture of one pixel is a flat tint and has no resolution."""
FUNCTIONS_DEEP = 4


@dataclass(slots=True)
class Inspector:
    """Looks at one thing that a page paints after the other."""

    notes: Notes
    bleed: Box = (0.0, 0.0, 0.0, 0.0)
    """Of the present page (pt)."""
    _met: set[tuple[object, ...]] = field(default_factory=set)
    """Colours and fonts that were looked at, with their page."""
    _inks: dict[tuple[int, int], pixels.Ink | None] = field(default_factory=dict)

    def look(self, event: Event) -> None:
        """Note what a thing breaks."""
        LOOKS[type(event)](self, event)

    def painted(self, event: Painted) -> None:
        """Note what a fill, a line or text breaks."""
        colour, notes = event.colour, self.notes
        # Text shows one colour a thousand times: where it lies matters to the marks' colour alone.
        key = (notes.page, event.what, event.overprint, event.keeps, colour.space, colour.values)
        met = key in self._met and ALL not in colour.space.plates
        self._met.add(key)
        if not met and colour.space.kind != colours.PATTERN:
            self._space(colour.space, event.what, event.box)
            self._amount(colour, event.what)
            if event.what == "text":
                self._text(event)
            if event.overprint and _white(event):
                notes.note("white-overprint", f"a white {event.what}")
        thin = event.thick
        if thin is not None and thin < notes.expected.thinnest - SLACK / 100:
            found = f"{max(thin, 0):.2f} pt, expected is at least {notes.expected.thinnest:g} pt"
            notes.note_worst("hairline", -thin, found)

    def placed(self, event: Placed) -> None:
        """Note what a picture breaks."""
        if event.colour is not None and event.colour.space.kind != colours.PATTERN:
            self._space(event.colour.space, f"picture {event.name}", event.box)
            self._amount(event.colour, f"picture {event.name}")
        if event.pixels != FLAT and all(event.size):
            dpi = min(dots / side * 72 for dots, side in zip(event.pixels, event.size, strict=True))
            if dpi < self.notes.expected.min_dpi - SLACK:
                wanted = f"expected is at least {self.notes.expected.min_dpi:g} dpi"
                self.notes.note("image-resolution", f"{event.name} has {dpi:.0f} dpi, {wanted}")
        if event.space is not None:
            self._space(event.space, f"picture {event.name}", event.box)
        image = event.image
        if image is None:
            return
        if "/OPI" in image or "/Alternates" in image:
            self.notes.note("external-content", f"picture {event.name} stands for another")
        if event.space is not None:
            self._pixels(image, event.space, event.name)

    def shaded(self, event: Shaded) -> None:
        """Note what a shading breaks."""
        self._space(event.space, "a shading", event.box)
        if "/Function" in event.shading:
            for values in _ends(event.shading["/Function"]):
                self._amount(Colour(event.space, values), "a shading")

    def used(self, event: Used) -> None:
        """Note what a font, a graphics state, a form or a group breaks."""
        notes, thing = self.notes, event.thing
        if event.kind == "font":
            font = (notes.page, *thing.objgen)
            name = None if thing.objgen[0] and font in self._met else missing_font(thing)
            self._met.add(font)
            if name is not None:
                notes.note("font-not-embedded", name)
        elif event.kind == "group" and event.space is not None:
            self._space(event.space, "a transparency group", None)
        elif event.kind == "form":
            if thing.get("/Subtype") == "/PS" or thing.get("/Subtype2") == "/PS":
                notes.note("external-content", "a PostScript XObject")
            for key in ("/OPI", "/Ref"):
                if key in thing:
                    notes.note("external-content", f"a form with {key[1:]}")
        else:
            self._state(thing)

    def broken(self, event: Broken) -> None:
        """Note what cannot be carried out."""
        self.notes.note("broken-content", event.found)

    def _state(self, state: pikepdf.Object) -> None:
        told = state.get("/BM", "/Normal")
        for mode in told if isinstance(told, pikepdf.Array) else [told]:
            if str(mode) not in BLENDS:
                self.notes.note("blend-mode", str(mode)[1:])
        for key in ("/TR", "/HTP"):
            if key in state and state[key] not in ("/Identity", "/Default"):
                self.notes.note("transfer-function", key[1:])
        if "/TR2" in state and state["/TR2"] != "/Default":
            self.notes.note("transfer-function", "TR2")

    def _space(self, space: Space, what: str, box: Box | None) -> None:
        """Note a colour space that the job does not print in."""
        notes, inks = self.notes, self.notes.expected.inks
        if inks != ANY and space.kind == colours.RGB:
            notes.note("device-rgb", f"{what} in {space.name}")
        if inks != ANY and space.kind == colours.CONVERTED:
            notes.note("converted-colour", f"{what} in {space.name}")
        spots = colours.spot_plates(space)
        if spots:
            notes.note("spot-colour", f"{what} in {', '.join(spots)}")
        if ALL in space.plates and (box is None or _overlap(box, self.bleed)):
            notes.note("registration-colour", what)

    def _amount(self, colour: Colour, what: str) -> None:
        inks = colour.inks
        # The marks carry every ink on purpose; where they may not stand is another rule.
        if inks is None or ALL in colour.space.plates:
            return
        self._ink(colour.total, max(inks[:3]) * 100, f"{what} in {colour.spoken}")

    def _ink(self, total: float, strongest: float, what: str) -> None:
        most = self.notes.expected.max_ink
        if total > most + SLACK:
            found = f"{what}: {total:.0f} %, expected is at most {most:g} %"
            self.notes.note_worst("total-ink", total, found)
        if self.notes.expected.inks == GREY and strongest > SLACK:
            self.notes.note("colour-in-grey", what)

    def _pixels(self, image: pikepdf.Object, space: Space, name: str) -> None:
        try:
            if image.objgen not in self._inks:
                self._inks[image.objgen] = pixels.ink(image, space)
        except (*limits.FAULTY, OSError) as error:
            self.notes.note("image-broken", f"{name}: {limits.said(error)}")
            return
        found = self._inks[image.objgen]
        if found is not None:
            self._ink(*found, f"picture {name}")

    def _text(self, event: Painted) -> None:
        expected, inks = self.notes.expected, event.colour.inks
        if not expected.text_black_only or inks is None:
            return
        others, black = inks[:3], inks[3]
        dark = black >= NEARLY_BLACK or min(others) >= DARK_BUILD
        if dark and max(others) > TINT:
            self.notes.note("rich-black-text", f"text in {event.colour.spoken}")
        elif black >= 1 - TINT and expected.inks == CMYK and not _overprints(event):
            why = "with overprint off" if not event.overprint else "that cannot overprint as it is"
            self.notes.note("black-text-overprint", f"text in {event.colour.space.name} {why}")


def _overlap(one: Box, other: Box) -> bool:
    """Tell whether two boxes share more than an edge."""
    shared = common(one, other)
    return shared is not None and shared[2] - shared[0] > TINT and shared[3] - shared[1] > TINT


def _white(event: Painted) -> bool:
    """Tell whether a colour is no ink at all, in a space where overprint makes it vanish."""
    inks = event.colour.inks
    keeps = event.keeps or event.colour.space.kind == colours.PLATES
    return inks is not None and keeps and event.colour.total <= SLACK and not _grey(event.colour)


def _overprints(event: Painted) -> bool:
    """Tell whether black leaves the other inks under it (ISO 32000-1, 8.6.7).

    DeviceGray sets all four inks and so never does; DeviceCMYK does with overprint mode 1.
    """
    if not event.overprint or _grey(event.colour):
        return False
    return event.keeps or event.colour.space.kind == colours.PLATES


def _grey(colour: Colour) -> bool:
    return colour.space.kind == colours.GREY


def _ends(function: pikepdf.Object, depth: int = 0) -> Iterator[tuple[float, ...]]:
    """Yield the colours at the ends of a shading's function, where its inks are strongest."""
    if isinstance(function, pikepdf.Array) or depth > FUNCTIONS_DEEP:
        return
    if "/Functions" in function:
        for one in function["/Functions"]:
            yield from _ends(one, depth + 1)
    for key in ("/C0", "/C1"):
        if key in function:
            yield tuple(float(value) for value in function[key])


LOOKS: dict[type, Callable[[Inspector, Any], None]] = {
    Painted: Inspector.painted,
    Placed: Inspector.placed,
    Shaded: Inspector.shaded,
    Used: Inspector.used,
    Broken: Inspector.broken,
}
