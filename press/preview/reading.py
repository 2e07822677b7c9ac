"""A project and the name of an edition in, all that is known of that edition out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from press import desk
from press.desk import Desk, Entry
from press.findings import Finding, ProjectError
from press.profiles import PROFILES, Profile
from press.proofing import Review, Sources, review
from press.selection import Selection

SHOWN = frozenset({"pdf", "html"})
"""The media that can be looked at in a window."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which edition is looked at."""

    project: Path
    number: str
    language: str
    today: datetime.date


@dataclass(frozen=True, slots=True)
class Reading:
    """What the files of an edition say at one moment."""

    wanted: Wanted
    table: Desk | None
    """None where something that concerns everything cannot be read."""
    entry: Entry | None
    """None where the edition cannot be read."""
    findings: tuple[Finding, ...]
    """Those that concern it."""
    missing: str = ""
    """What is not there any more, and what to do about it."""

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Return the forms in which the edition is put out and can be looked at."""
        if self.table is None or self.entry is None:
            return ()
        edition = self.entry.edition
        source = self.table.hospital.source_language
        wanted = Selection().wanted(edition.leaflet, edition.language, source)
        return tuple(profile for profile in wanted if profile.medium in SHOWN)

    def review(self) -> Review | None:
        """Return what reviewers would look at, None where it cannot be read."""
        if self.table is None or self.entry is None:
            return None
        entry, table = self.entry, self.table
        own = (entry.edition.leaflet.number, "glossary")
        sources = Sources(
            hospital=table.hospital,
            components=table.components,
            states=entry.states,
            catalogs=tuple(entry.catalogs[name] for name in own if name in entry.catalogs),
            findings=self.findings,
        )
        return review(entry.edition, entry.parts["leaflet"].fingerprint, sources)


def read(wanted: Wanted) -> Reading:
    """Return what the files say now; what cannot be read is told, never raised."""
    selection = Selection(frozenset({wanted.number}), frozenset({wanted.language}))
    try:
        table = desk.read(wanted.project, wanted.today, selection=selection)
    except ProjectError as error:
        return Reading(wanted, None, None, error.findings)
    findings = tuple(_about(table.findings, wanted))
    if table.entries:
        return Reading(wanted, table, table.entries[0], findings)
    return Reading(wanted, table, None, findings, _missing(table, wanted))


def _about(findings: Iterable[Finding], wanted: Wanted) -> Iterable[Finding]:
    for finding in findings:
        if finding.number in (None, wanted.number) and finding.language in (None, wanted.language):
            yield finding


def _missing(table: Desk, wanted: Wanted) -> str:
    """Return why there is no such edition, empty where findings say it."""
    if wanted.number in table.broken or (wanted.number, wanted.language) in table.blocked:
        return ""
    leaflet = next((one for one in table.leaflets if one.number == wanted.number), None)
    if leaflet is None:
        numbers = ", ".join(one.number for one in table.leaflets)
        return f"no leaflet has the number {wanted.number}; there are: {numbers}"
    if wanted.language not in leaflet.languages:
        languages = ", ".join(leaflet.languages)
        return (
            f"{leaflet.toml_path}: {wanted.number} is not put out in {wanted.language!r}, only in "
            f"{languages}; add it to languages"
        )
    return ""


def form(name: str | None, profiles: Iterable[Profile]) -> Profile | None:
    """Return a profile by its name among those of an edition; its first one without a name."""
    held = tuple(profiles)
    if name is None:
        return PROFILES["a4"] if PROFILES["a4"] in held else next(iter(held), None)
    return next((profile for profile in held if profile.name == name), None)
