"""An edition and its finished pages in; how well its words fit them, out. Pure arithmetic."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from press import markup
from press.jobs import Pressed
from press.languages import language
from press.model import Edition, Hospital, leaflet_units

UNSPACED = frozenset({"Hans", "Hant"})
"""Scripts that part no words with spaces: counting words says nothing of them."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How one edition fits one paged profile."""

    number: str
    language: str
    profile: str
    status: str
    pages: int
    source_pages: int
    """Of the source edition in the same profile; its own where it has no such edition."""
    characters: float | None
    """How many characters its text has for each one of the source; None where nothing is
    translated, and for the source itself."""
    words: float | None
    """The same for words; None also where no spaces part them."""
    emergency_page: int | None
    """The page of the first emergency box, from 1; None where there is none."""
    source_emergency_page: int | None
    overflow: tuple[str, ...]
    """Each text that leaves its box, its margins or the paper."""

    @property
    def badness(self) -> tuple[float, ...]:
        """Return what to sort by: text cut off, then a late red box, then pages, then length."""
        late = (self.emergency_page or 0) - (self.source_emergency_page or 0)
        more = self.pages / self.source_pages - 1
        return (len(self.overflow), max(late, 0), more, self.characters or 0)


def fit(edition: Edition, profile: str, pressed: Pressed, source: Pressed, house: Hospital) -> Fit:
    """Return how an edition fits a profile; ``source`` is the source edition in that profile."""
    characters, words = expansion(edition, house)
    return Fit(
        number=edition.leaflet.number,
        language=edition.language,
        profile=profile,
        status=edition.status.value,
        pages=pressed.pages or 0,
        source_pages=source.pages or 0,
        characters=characters,
        words=words,
        emergency_page=pressed.emergency_page,
        source_emergency_page=source.emergency_page,
        overflow=pressed.overflow,
    )


def expansion(edition: Edition, house: Hospital) -> tuple[float | None, float | None]:
    """Return the characters and words of an edition for each one of its source.

    Only units with a valid translation count, on both sides.
    """
    if edition.language == house.source_language:
        return None, None
    found = edition.translation.words
    units = [unit for unit in leaflet_units(edition.leaflet, house) if unit.key in found]
    before = [visible(unit.text) for unit in units]
    after = [visible(found[unit.key]) for unit in units]
    spaced = language(edition.language).script not in UNSPACED
    return (
        _ratio(sum(map(len, after)), sum(map(len, before))),
        _ratio(_words(after), _words(before)) if spaced else None,
    )


def _words(texts: list[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _ratio(after: int, before: int) -> float | None:
    return round(after / before, 3) if before else None


def visible(text: str) -> str:
    """Return what takes room of a unit: no marks, and nothing that only steers the layout."""
    plain = markup.plain(text)
    return "".join(one for one in plain if unicodedata.category(one) != "Cf")
