"""The forms in which an edition is put out: a closed table, a row each. Never a branch in code."""

from __future__ import annotations

from dataclasses import dataclass

from press.model import Claims, Kind, Leaflet

A4 = (210.0, 297.0)
A5 = (148.0, 210.0)
READING = Claims(1, (3, "A"))
"""What every reading profile is, in one file: accessible, and an archive with its sources in it."""


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
        # The same pages for readers of tomorrow: PDF/UA-2 and PDF/A-4f in one file.
        Profile("ua2", "U2", "pdf", A4, 9, claims=Claims(2, (4, "F"))),
    )
}
