"""What the press makes files from, and what comes back: jobs, finished files, manifest rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from press.model import OutputIntent


@dataclass(frozen=True, slots=True)
class Claims:
    """The standards that a PDF says it meets."""

    ua: int
    """Part of PDF/UA (ISO 14289)."""
    a: tuple[int, str]
    """Part and level of PDF/A (ISO 19005): (3, "A"), (4, "F")."""

    @property
    def carries_files(self) -> bool:
        """Tell whether files of any kind may lie inside: PDF/A-2 and plain PDF/A-4 forbid it."""
        part, level = self.a
        return part == 3 or level == "F"  # noqa: PLR2004 - ISO 19005-3, 6.8

    @property
    def names(self) -> tuple[str, str]:
        """Return them as the manifest names them."""
        part, level = self.a
        return (f"PDF/UA-{self.ua}", f"PDF/A-{part}{level.lower()}")


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a file says about itself."""

    title: str
    language: str
    """BCP 47, as readers know it."""
    author: str
    subject: str
    keywords: tuple[str, ...]
    producer: str
    created: str
    """ISO day of issue: no clock reaches the bytes."""
    own: Mapping[str, str] = field(hash=False)
    """number, version, edition, identifier: in the press's own namespace."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a PDF."""

    name: str
    data: bytes
    mime: str
    relationship: str
    """Source, Data, Alternative or Supplement (ISO 32000-2, 7.11.3)."""
    description: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a file for the press is printed."""

    ink: str
    """cmyk, or grey: black alone."""
    bleed_mm: float
    """How far colour reaches beyond the trim; 0 has no marks."""
    trim_mm: tuple[float, float]
    """Width and height of an upright page."""
    intent: OutputIntent


@dataclass(frozen=True, slots=True)
class RenderJob:
    """All that makes one file: self-contained HTML, its resources and options."""

    key: str
    number: str
    language: str
    profile: str
    html: str
    stylesheets: tuple[str, ...]
    resources: Mapping[str, bytes] = field(hash=False)
    facts: DocumentFacts
    claims: Claims | None
    """None for what is no PDF."""
    attachments: tuple[Attachment, ...]
    medium: str
    """Who presses it: pdf, html, epub, braille or press."""
    fonts: frozenset[str]
    """Base names of the only fonts that may be embedded."""
    identity: str
    """The footer code that every page must show."""
    said: tuple[str, ...]
    """Every piece of the leaflet's text that must stand in the HTML."""
    path: str
    """Relative to dist/."""
    sheet: Sheet | None = None
    """None for what no print room gets."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A finished file and what was measured on it."""

    data: bytes
    pages: int | None
    """None for what has none, as a web page."""
    trim_mm: tuple[float, float] | None
    fonts: tuple[str, ...]
    warnings: tuple[str, ...]
    """What the engine logged, from WARNING up."""
    footers: tuple[str, ...]
    """The text in each page's margins, without white space."""
    standards: tuple[str, ...] = ()
    """What a validator confirmed as the file was made."""
    failures: tuple[str, ...] = ()
    """What it refused."""
    overflow: tuple[str, ...] = ()
    """Each text that leaves its box, its margins or the paper: where, and how far."""
    emergency_page: int | None = None
    """The page, from 1, that the first emergency box stands on, None where there is none."""


@dataclass(frozen=True, slots=True)
class Artefact:
    """One row of the manifest."""

    facts: Mapping[str, Any] = field(hash=False)
