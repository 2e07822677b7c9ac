"""Colours of a screen in, printing inks out: declared tables and arithmetic, no colour management.

Every figure is a share of 1. A conversion by profiles would make text of four inks, which shows
coloured edges where the plates are not quite in register.
"""

from __future__ import annotations

from collections.abc import Mapping

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black."""

PALETTES: dict[str, dict[str, Inks]] = {
    # On coated paper (FOGRA39): red 4.6:1 for text, of two inks; amber 5:1 and green 7:1, which
    # draw bars and icons alone.
    "cmyk": {
        "ink": (0, 0, 0, 1),
        "red": (0, 1, 0.9, 0),
        "amber": (0, 0.6, 1, 0.4),
        "green": (0.9, 0, 0.8, 0.5),
    },
    # Text is solid, as a screened letter frays in a copier. Bars and icons keep three greys, the
    # palest 4.7:1 on white.
    "grey": {
        "ink": (0, 0, 0, 1),
        "red": (0, 0, 0, 1),
        "amber": (0, 0, 0, 0.7),
        "green": (0, 0, 0, 0.85),
        "main": (0, 0, 0, 1),
    },
}
"""The names of the press's palette in each set of inks."""

NEUTRAL = 0.1
"""So far apart are the three lights of a grey at most: it is black ink alone."""
DARK = 0.25
"""A grey below this light is text or line: solid black."""
GROUND = 0.25
"""As much black or less is a ground or a watermark, and stays pale."""
COPIED = 0.7
"""The least black ink that is 4.5:1 on white (FOGRA39: 4.7:1)."""


def palette(colours: Mapping[str, str], ink: str) -> dict[str, str]:
    """Return a palette's colours for CSS: as they are for a screen, else as inks."""
    if not ink:
        return dict(colours)
    table = PALETTES[ink]
    return {
        name: css(table[name] if name in table else two_inks(*_lights(value), ink))
        for name, value in colours.items()
    }


def separated(red: float, green: float, blue: float, ink: str) -> Inks:
    """Return the inks of a colour: black takes all that the three have in common."""
    lights = (red, green, blue)
    if ink == "grey" or max(lights) - min(lights) < NEUTRAL:
        return (0.0, 0.0, 0.0, _black(_light(*lights), ink))
    most = max(lights)
    cyan, magenta, yellow = (round((most - light) / most, 2) for light in lights)
    return (cyan, magenta, yellow, round(1 - most, 2))


def two_inks(red: float, green: float, blue: float, ink: str) -> Inks:
    """Return the inks of a colour for text and lines: the strongest and black, or the two coloured.

    Two plates stay in register where three show a coloured edge.
    """
    *coloured, black = separated(red, green, blue, ink)
    if black:
        strongest = coloured.index(max(coloured))
        coloured = [share if n == strongest else 0.0 for n, share in enumerate(coloured)]
    return (coloured[0], coloured[1], coloured[2], black)


def css(inks: Inks) -> str:
    """Return inks as CSS writes them (CSS Color 5, 6)."""
    return f"device-cmyk({' '.join(f'{share:g}' for share in inks)})"


def _lights(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _light(red: float, green: float, blue: float) -> float:
    """Return how light a colour looks in grey (ITU-R BT.601)."""
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _black(light: float, ink: str) -> float:
    black = 1.0 if light < DARK else round(1 - light, 2)
    return max(black, COPIED) if ink == "grey" and black > GROUND else black
