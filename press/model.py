"""The nouns of the press: plain frozen records that the stages hand to one another."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What sort of document a leaflet is."""

    LEAFLET = "leaflet"
    CHECKLIST = "checklist"
    DIARY = "diary"


class Status(StrEnum):
    """What an edition may be used for, decided by the gates and by nothing else."""

    APPROVED = "approved"
    DRAFT = "draft"


class UnitState(StrEnum):
    """How far one unit's translation has come."""

    MISSING = "missing"
    STALE = "stale"
    UNREVIEWED = "unreviewed"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of text that is translated as a whole, with its inline Markdown."""

    kind: str
    """heading, paragraph, item, cell, caption, title, alt, word, meaning or data."""
    text: str
    path: str
    line: int
    context: str | None = None
    note: str = ""
    """What the author tells translators."""
    component: str = ""
    """The innermost container around it, empty in plain prose."""

    @property
    def key(self) -> tuple[str | None, str]:
        """Return what a catalog finds it by: context and text."""
        return (self.context, self.text)

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of a leaflet, with the words for people who cannot see it."""

    file: str
    alt: str
    data: bytes
    line: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a version brought, in one line for readers."""

    version: str
    note: str


@dataclass(frozen=True, slots=True)
class Leaflet:
    """One numbered document in its source language."""

    folder: str
    """Relative to the project."""
    number: str
    title: str
    short_title: str
    kind: Kind
    version: str
    supersedes: str | None
    issued: datetime.date
    last_checked: datetime.date
    review_due: datetime.date
    service: str
    audience: str
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    """BCP 47 tags, the source language among them."""
    profiles: tuple[str, ...]
    author: str
    approver: str
    involvement: str
    references: tuple[str, ...]
    figures: tuple[Figure, ...]
    changes: tuple[Change, ...]
    markdown: str
    units: tuple[Unit, ...]
    """In document order: visible metadata, then the text, then the terms it explains."""
    terms: tuple[str, ...]
    lines: Mapping[str, int] = field(hash=False)
    """Line in leaflet.toml of each key."""

    @property
    def toml_path(self) -> str:
        return f"{self.folder}/leaflet.toml"

    @property
    def markdown_path(self) -> str:
        return f"{self.folder}/leaflet.md"


@dataclass(frozen=True, slots=True)
class Contact:
    """A team or line that people can reach."""

    name: str
    values: Mapping[str, str] = field(hash=False)
    """phone, hours, email, address, out_of_hours: those that hospital.toml gives."""


@dataclass(frozen=True, slots=True)
class Service:
    """A department that owns leaflets."""

    name: str
    prefix: str
    contact: str
    colour: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word that leaflets explain."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What the print room says of one size of sheet."""

    stock: str | None
    """Its kind, such as white, matt, uncoated."""
    weight_gsm: int | None
    """Grams per square metre."""
    sheet: Decimal | None
    """Price of one."""


@dataclass(frozen=True, slots=True)
class PrintRoom:
    """What hospital.toml says of the print room; no patient sees any of it."""

    currency: str = "£"
    prices: Mapping[str, Decimal] = field(hash=False, default_factory=dict)
    """Of a side in colour or grey, a fold and a staple: those that are given."""
    papers: Mapping[str, Paper] = field(hash=False, default_factory=dict)
    """By size of sheet, such as A4 or SRA4."""


@dataclass(frozen=True, slots=True)
class OutputIntent:
    """The printing condition that files for the press are made for."""

    condition: str
    """Its name, such as FOGRA39."""
    profile: bytes
    """An ICC profile of it."""


@dataclass(frozen=True, slots=True)
class Hospital:
    """What hospital.toml and terms.toml say."""

    name: str
    address: str
    website: str
    source_language: str
    sample: bool
    source_roles: tuple[str, ...]
    translation_roles: tuple[str, ...]
    language_roles: Mapping[str, tuple[str, ...]]
    longest_months: int
    warn_months: tuple[int, ...]
    services: Mapping[str, Service]
    contacts: Mapping[str, Contact]
    terms: Mapping[str, Term]
    units: tuple[Unit, ...]
    """The words of hospital.toml that are translated (shared.po)."""
    term_units: tuple[Unit, ...]
    """The words of terms.toml (glossary.po); their context is ``term:<id>``."""
    kept_names: tuple[str, ...] = ()
    """Names and abbreviations that no translation changes."""
    print_room: PrintRoom = field(default_factory=PrintRoom)
    output_intent: OutputIntent | None = None
    """None only where nothing is printed."""

    def roles(self, language: str) -> tuple[str, ...]:
        """Return the roles that must sign off an edition in a language."""
        if language == self.source_language:
            return self.source_roles
        return self.language_roles.get(language, self.translation_roles)


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a catalog."""

    text: str
    translation: str
    fuzzy: bool
    previous: str | None
    context: str | None
    line: int
    plural: bool = False
    """Whether it has forms for several numbers, which no source has: they are never used."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """The messages of one PO file, by (context, text)."""

    path: str
    language: str
    messages: Mapping[tuple[str | None, str], Message] = field(hash=False)
    headers: Mapping[str, str] = field(hash=False)

    @property
    def machine_translated(self) -> bool:
        return self.headers.get("X-Machine-Translation", "").strip().lower() == "yes"


@dataclass(frozen=True, slots=True)
class Approval:
    """One sign-off as approvals.toml records it."""

    part: str
    language: str
    role: str
    version: str
    date: datetime.date
    credential: str
    fingerprint: str
    units: tuple[str, ...]
    path: str
    line: int


Words = Mapping[tuple[str | None, str], str]
"""Translations by unit key: context and source text."""


@dataclass(frozen=True, slots=True)
class Translation:
    """What is known of a leaflet's words in one language, before any gate."""

    words: Words = field(hash=False)
    """Valid translations of the leaflet's own units and of the terms it explains."""
    shared: Words = field(hash=False)
    """Valid translations of what the templates say."""
    contacts: Words = field(hash=False)
    """Valid translations of what hospital.toml says."""
    states: Mapping[tuple[str, str | None, str], UnitState] = field(hash=False)
    """By catalog path, context and source text, in document order."""
    machine_translated: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """A leaflet in one language, with what the gates decided."""

    leaflet: Leaflet
    language: str
    translation: Translation
    fingerprints: Mapping[str, str] = field(hash=False)
    """Of each part: leaflet, shared, contacts."""
    fingerprint: str
    """Of the three parts together, hexadecimal."""
    status: Status
    reasons: tuple[str, ...]
    """Why it is a draft, in plain words; empty when approved."""
    approvals: tuple[Approval, ...]
    """The sign-offs of the leaflet's own words that hold today."""


def leaflet_units(leaflet: Leaflet, hospital: Hospital) -> tuple[Unit, ...]:
    """Return what a leaflet's part covers: its own units, then the terms that it explains."""
    terms = {f"term:{name}" for name in leaflet.terms}
    return leaflet.units + tuple(unit for unit in hospital.term_units if unit.context in terms)
