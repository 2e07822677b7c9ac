"""The forms in which an edition is put out: a closed table, a row each. Never a branch in code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """A form of an edition; its look is ``templates/styles/profiles/<name>.css``."""

    name: str
    code: str
    """What the footer adds to the language, empty for a4."""
    ending: str
    trim_mm: tuple[float, float]
    """Width and height of an upright page."""
    diary_columns: int
    """Columns of a diary that fit side by side on one sheet."""


PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("a4", "", "pdf", (210, 297), 9),
        Profile("a5", "A5", "pdf", (148, 210), 5),
        # UKAAF: large print is set anew at 18 pt, never a photo-enlarged page.
        Profile("large-print", "LP", "pdf", (210, 297), 5),
    )
}
