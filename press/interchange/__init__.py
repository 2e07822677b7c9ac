"""What goes out to a translation agency and what comes back: records, and how each is named."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from press.fingerprints import digest
from press.model import UnitState

Key = tuple[str | None, str]
"""What a catalog finds a unit by: context and source text."""

LONGEST_FILE = 20 * 1024 * 1024
"""Bytes of a file that comes back."""
MOST_UNITS = 20_000
"""Units or rows of such a file: a library of thousands of leaflets sends one leaflet at a time."""
LONGEST_TEXT = 20_000
"""Characters of one translation; a spreadsheet's cell ends at 32,767."""

# Controls, line separators that split a PO file, halves of surrogate pairs, non-characters:
# none of them is text, XML 1.0 forbids most, and no format carries all of them unharmed.
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong with a file from outside."""

    place: str
    """Line or cell."""
    found: str
    remedy: str

    def __str__(self) -> str:
        said = f"{self.found}; {self.remedy}"
        return f"{self.place}: {said}" if self.place else said


class UnreadableError(Exception):
    """Raised for a file that cannot be used at all; carries everything that says why."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class ExchangeUnit:
    """One unit as it goes out."""

    id: str
    where: str
    """Component and kind, for people."""
    context: str | None
    source: str
    previous_source: str
    """The text that the earlier translation was made from, where it is stale."""
    translation: str
    """Empty when there is none or it is stale: a stale text never stands where a good one does."""
    earlier: str
    """The stale translation: to be read, and used again by hand alone."""
    state: UnitState
    note: str
    """What the author tells translators."""
    faults: tuple[str, ...]
    """What the checks say of the translation."""

    @property
    def key(self) -> Key:
        return (self.context, self.source)

    @property
    def base(self) -> str:
        """Return a digest of what stood in the catalog."""
        return base(self.id, self.translation, self.earlier)


@dataclass(frozen=True, slots=True)
class Section:
    """The units of one catalog."""

    name: str
    """A leaflet's number, shared or glossary."""
    path: str
    units: tuple[ExchangeUnit, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One edition's catalogs, as they stand today."""

    number: str
    title: str
    version: str
    issued: datetime.date
    language: str
    """BCP 47, as the press names it."""
    source_language: str
    sections: tuple[Section, ...]

    @property
    def units(self) -> tuple[ExchangeUnit, ...]:
        return tuple(unit for section in self.sections for unit in section.units)

    @property
    def digest(self) -> str:
        """Return a digest of the source units, in order."""
        return digest([unit.id for unit in self.units])[:16]

    @property
    def bases(self) -> str:
        """Return each unit's base, sorted, in one line."""
        return " ".join(sorted(unit.base for unit in self.units))


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """One unit as it came back."""

    id: str
    source: str
    translation: str
    finished: bool
    """Whether the file says that the translation is done."""
    place: str
    fault: str = ""
    """Why its translation cannot be read; empty when it can."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A file as it came back."""

    form: str
    """xliff, xlsx or po."""
    number: str
    language: str
    """As the press names it, or as the file does where it does not say."""
    version: str
    digest: str
    bases: frozenset[str] = field(hash=False)
    """Of the units that were sent; empty where a tool has dropped them."""
    units: tuple[ReturnedUnit, ...]


def unit_id(name: str, context: str | None, source: str) -> str:
    """Return a unit's name outside: it moves with the unit and changes with its source."""
    return f"{name}-{digest([context, source])[:12]}"


def base(name: str, translation: str, earlier: str = "") -> str:
    """Return a digest of what stood in the catalog for a unit, to see later who has changed it."""
    return digest([name, normal(translation), normal(earlier)])[:10]


def normal(text: str) -> str:
    """Return a text with its lines ended by line feeds and no space around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def unfit(text: str) -> str:
    """Return why a text cannot be carried from tool to tool, or nothing."""
    if len(text) > LONGEST_TEXT:
        return f"{len(text):,} characters; {LONGEST_TEXT:,} are the most"
    found = sorted(set(UNFIT.findall(text)))
    return ", ".join(f"control character U+{ord(character):04X}" for character in found)
