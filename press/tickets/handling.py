"""The finishing table: a profile's name in, what it needs at the machine out."""

from __future__ import annotations

from dataclasses import dataclass

MM = tuple[float, float]

A5: MM = (148.0, 210.0)
A4: MM = (210.0, 297.0)
SHEETS: dict[str, MM] = {"A5": A5, "A4": A4, "SRA4": (225.0, 320.0)}
"""Width and height of an upright sheet, in mm (ISO 216 and ISO 217)."""
LONG, SHORT = "long edge", "short edge"
STOCK, WEIGHT_GSM = "white, matt, uncoated", 100
"""Where hospital.toml names no paper: matt, as glare hides words, and so heavy that the words of
the other side do not show through."""


@dataclass(frozen=True, slots=True)
class Fold:
    """How sheets are folded."""

    said: str
    """In the words of a print operator."""
    at: tuple[float, ...]
    """Where, as shares of a sheet's width: from the left on the side printed first, from the right
    in a language that is read right to left."""
    catalog: str = ""
    """Its name in JDF's fold catalog, empty where the machine's operator sets it up by hand."""


@dataclass(frozen=True, slots=True)
class Handling:
    """What one profile needs at the machine."""

    sheet: str
    """A key of SHEETS."""
    turned: bool = False
    """Whether its sheets lie on their side."""
    ink: str = "colour"
    """colour or grey."""
    edge: str = LONG
    """The edge over which a sheet turns where both sides are printed."""
    fold: Fold | None = None
    staple: str = "corner"
    """corner, saddle or nothing; a single flat sheet has none."""
    trimmed: bool = False
    """Whether it is cut to its finished size."""
    finished: MM = A4
    """Width and height of one copy as a reader holds it, in mm."""
    note: str = ""
    """What an operator would otherwise get wrong."""


HALF = Fold("once, in half", (0.5,), "F4-1")
# Panels of 100, 100 and 97 mm: the narrow one goes inside, so it is folded first.
LETTER = Fold("twice, letter fold: the 97 mm panel goes in first", (97 / 297, 197 / 297))
IMPOSED = "Print at 100%, never “fit to page”. The pages are already in place: no booklet setting."
MARKED = "Print at 100% and cut on the crop marks."

TABLE: dict[str, Handling] = {
    "a4": Handling("A4"),
    "a5": Handling("A5", finished=A5),
    "large-print": Handling("A4", note="Print at 100%: the size of the letters is the point."),
    "dyslexia": Handling("A4"),
    "bilingual": Handling("A4"),
    "form": Handling("A4", note="It is filled in by hand: use paper that takes a pen."),
    "ua2": Handling("A4"),
    "print": Handling("A4", trimmed=True, finished=A5, note=MARKED),
    "print-a4": Handling("SRA4", trimmed=True, note=MARKED),
    "grey": Handling("A4", ink="grey", note="Print in black only, not in composite black."),
    "booklet": Handling(
        "A4", turned=True, edge=SHORT, fold=HALF, staple="saddle", finished=A5, note=IMPOSED
    ),
    "booklet-sra4": Handling(
        "SRA4",
        turned=True,
        edge=SHORT,
        fold=HALF,
        staple="saddle",
        trimmed=True,
        finished=A5,
        note=IMPOSED,
    ),
    "two-up": Handling("A4", turned=True, edge=SHORT, finished=(297.0, 210.0), note=IMPOSED),
    "trifold": Handling(
        "A4",
        turned=True,
        edge=SHORT,
        fold=LETTER,
        staple="",
        finished=(100.0, 210.0),
        note=IMPOSED,
    ),
}
"""By profile, those of pages alone: a web page, an e-book or braille is no job for this room."""
