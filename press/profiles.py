"""The forms in which an edition is put out: a closed table, a row each. Never a branch in code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from press.jobs import Claims
from press.model import Kind, Leaflet

A4 = (210.0, 297.0)
A5 = (148.0, 210.0)
READING = Claims(1, (3, "A"))
"""What every reading profile is, in one file: accessible, and an archive with its sources in it."""
BLEED = 3.0
"""What print rooms ask for, in mm."""
FOR_PRESS: Any = {"claims": None, "medium": "press", "reading": False}
"""What every file for the press has in common."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A form of an edition; its look is ``templates/styles/profiles/<name>.css``."""

    name: str
    code: str
    """What the footer adds to the language, empty for a4."""
    ending: str
    trim_mm: tuple[float, float] | None
    """Width and height of an upright page, None for what has no pages."""
    diary_columns: int
    """Columns of a diary that fit side by side on one sheet."""
    claims: Claims | None = READING
    medium: str = "pdf"
    template: str = "leaflet.html"
    kinds: frozenset[Kind] = frozenset(Kind)
    """The kinds of document that have it."""
    translations_only: bool = False
    parallel: bool = False
    """Whether its text stands in two columns, the source beside the translation."""
    fillable: bool = False
    """Whether its boxes and lines can be filled in on a screen."""
    links: bool = False
    """Whether phone numbers and addresses can be tapped."""

    ink: str = ""
    """What a press prints it with: cmyk, grey (black alone), or nothing for a screen's colours."""
    bleed_mm: float = 0.0
    """How far colour reaches beyond the trim; with it go crop and registration marks."""
    look: str = ""
    """The profile whose style it takes over; its own adds what differs."""
    reading: bool = True
    """Whether it is made for reading; else for a press: no tags, never the accessible file."""
    languages: frozenset[str] | None = None
    """The only languages that it is offered in, None for all."""
    program: str = ""
    """What a machine must have besides the press's own libraries, by the name of the program."""

    def applies(self, leaflet: Leaflet, *, source: bool) -> bool:
        """Tell whether a leaflet's edition can be put out in this form."""
        return leaflet.kind in self.kinds and not (source and self.translations_only)


PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("a4", "", "pdf", A4, 9),
        Profile("a5", "A5", "pdf", A5, 5),
        # UKAAF: large print is set anew at 18 pt, never a photo-enlarged page.
        Profile("large-print", "LP", "pdf", A4, 5),
        # The British Dyslexia Association's style guide of 2023: 14 pt and a line spacing of 1.5.
        Profile("dyslexia", "DY", "pdf", A4, 9),
        # A clinician and a family point at the same numbered section, each in their own language.
        Profile(
            "bilingual",
            "BI",
            "pdf",
            A4,
            9,
            template="bilingual.html",
            translations_only=True,
            parallel=True,
        ),
        # The same pages for readers of tomorrow: PDF/UA-2 and PDF/A-4f in one file.
        Profile("ua2", "U2", "pdf", A4, 9, claims=Claims(2, (4, "F"))),
        # The a4 pages to fill in on a screen or, printed, by hand. PDF/A-2, as what is filled in
        # is to be kept and passed on, and takes no files along.
        Profile(
            "form",
            "FO",
            "pdf",
            A4,
            9,
            claims=Claims(1, (2, "A")),
            kinds=frozenset({Kind.CHECKLIST, Kind.DIARY}),
            fillable=True,
        ),
        Profile(
            "html",
            "HT",
            "html",
            None,
            9,
            claims=None,
            medium="html",
            template="web.html",
            links=True,
        ),
        # Nothing is embedded: the reading system sets the text in its reader's own font and size.
        Profile(
            "epub",
            "EP",
            "epub",
            None,
            5,
            claims=None,
            medium="epub",
            template="book.html",
        ),
        # Only where liblouis's table can be relied on; press/checks/offer.py says why not others.
        Profile(
            "braille",
            "BR",
            "brf",
            None,
            99,
            claims=None,
            medium="braille",
            template="book.html",
            languages=frozenset({"en", "en-simple", "pl", "ar"}),
            program="lou_translate",
        ),
        # For the print room: the a5 and a4 pages in printing inks, with bleed and marks.
        Profile("print", "PR", "pdf", A5, 5, ink="cmyk", bleed_mm=BLEED, look="a5", **FOR_PRESS),
        Profile("print-a4", "PA", "pdf", A4, 9, ink="cmyk", bleed_mm=BLEED, look="a4", **FOR_PRESS),
        # For the office printer and the photocopier: the a4 pages in black ink alone.
        Profile("grey", "GR", "pdf", A4, 9, ink="grey", look="a4", **FOR_PRESS),
    )
}
