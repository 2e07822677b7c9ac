"""A project in; every edition with its status, and all findings that need no page, out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from press import approvals, catalogs, components, editions, hospital, sources, template_words
from press.checks import consistency
from press.checks import source as source_checks
from press.checks import translation as translation_checks
from press.checks.agreed import Agreed, agreed
from press.components import Component
from press.findings import Finding
from press.languages import known
from press.model import (
    Approval,
    Catalog,
    Edition,
    Hospital,
    Leaflet,
    Unit,
    UnitState,
    leaflet_units,
)
from press.selection import Selection


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition on the desk, with what it is made from."""

    edition: Edition
    parts: Mapping[str, editions.Part] = field(hash=False)
    states: Mapping[tuple[str | None, str], UnitState] = field(hash=False)
    """Of the leaflet's own units and terms, in document order."""
    findings: tuple[Finding, ...]
    """The blocking ones of its source and all of its catalogs."""
    catalogs: Mapping[str, Catalog] = field(hash=False, default_factory=dict)
    """Those that it is made from, by name; empty for the source language."""
    signed: tuple[Approval, ...] = ()
    """Every sign-off of its leaflet and of its language's shared words, lapsed or not."""


@dataclass(frozen=True, slots=True)
class Desk:
    """All that is known of a project before any page is laid out."""

    hospital: Hospital
    components: Mapping[str, Component] = field(hash=False)
    template_units: tuple[Unit, ...]
    leaflets: tuple[Leaflet, ...]
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    broken: frozenset[str]
    """Numbers of leaflets that cannot be read."""
    blocked: frozenset[tuple[str, str]]
    """(number, language) of editions whose catalogs cannot be read."""


EVERYTHING = Selection()


def read(
    project: Path,
    today: datetime.date,
    proposed: Mapping[str, str] | None = None,
    selection: Selection = EVERYTHING,
) -> Desk:
    """Return everything that the gates need to know of a project.

    ``proposed`` holds texts of catalogs, by path, that are read in place of the files: what an
    import would write is judged before it is written. ``selection`` leaves out what a caller has
    no use for; an edition is gated alike whether others are read or not.
    Raises ProjectError for what concerns everything: hospital.toml, the templates, an empty
    library.
    """
    house = hospital.read(project)
    said = template_words.read(project, house.source_language)
    shelf = sources.read(project)
    known_components = components.read(project)
    findings = [*shelf.findings, *said.untranslatable]
    entries: list[Entry] = []
    blocked: set[tuple[str, str]] = set()
    reader = _Reader(project, house, said.units, today, proposed or {})
    for leaflet in selection.numbered(shelf.leaflets):
        own = tuple(source_checks.check(leaflet, house, known_components, today))
        findings += own
        first: Edition | None = None
        for tag in sorted(leaflet.languages, key=lambda tag: tag != house.source_language):
            if not known(tag) or leaflet.service not in house.services:
                continue
            wanted = selection.edition(leaflet.number, tag)
            if not wanted and tag != house.source_language:
                continue
            entry = reader.entry(leaflet, tag, own, first)
            if entry is None:
                blocked.add((leaflet.number, tag))
                continue
            if wanted:
                entries.append(entry)
            if tag == house.source_language:
                first = entry.edition
    findings += reader.findings
    findings += consistency.across(reader.read_catalogs())
    return Desk(
        hospital=house,
        components=known_components,
        template_units=said.units,
        leaflets=shelf.leaflets,
        entries=tuple(entries),
        findings=tuple(sorted(set(findings), key=_order)),
        broken=shelf.broken,
        blocked=frozenset(blocked),
    )


def catalog_units(
    leaflet: Leaflet, house: Hospital, template_units: Sequence[Unit]
) -> dict[str, tuple[Unit, ...]]:
    """Return the units of each catalog that an edition of a leaflet is made from, by its name."""
    catalogs = {leaflet.number: leaflet.units, "shared": (*template_units, *house.units)}
    if len(leaflet_units(leaflet, house)) > len(leaflet.units):
        catalogs["glossary"] = house.term_units
    return catalogs


def _order(finding: Finding) -> tuple[str, int, str, str, str]:
    return (finding.path, finding.line, finding.rule, finding.message, finding.language or "")


class _Reader:
    """Reads catalogs and sign-offs, each file once, and gathers what is found on the way."""

    def __init__(
        self,
        project: Path,
        house: Hospital,
        template_units: Sequence[Unit],
        today: datetime.date,
        proposed: Mapping[str, str],
    ) -> None:
        self.project, self.hospital, self.today = project, house, today
        self.template_units, self.proposed = template_units, proposed
        self.findings: list[Finding] = []
        self.shared: dict[tuple[str, str], _Checked] = {}
        self.signed: dict[str, tuple[Approval, ...]] = {}
        self.agreed: dict[str, Agreed] = {}

    def read_catalogs(self) -> dict[tuple[str, str], Catalog]:
        """Return every catalog that was read, by name and language."""
        return {key: one.catalog for key, one in self.shared.items() if one.catalog}

    def entry(
        self, leaflet: Leaflet, tag: str, own: tuple[Finding, ...], first: Edition | None
    ) -> Entry | None:
        """Return one edition, or None when a catalog of it cannot be read."""
        found: list[Finding] = [finding for finding in own if finding.blocking]
        checked: dict[str, _Checked] = {}
        if tag != self.hospital.source_language:
            checked = self._catalogs(leaflet, tag)
            if any(entry.unreadable for entry in checked.values()):
                return None
            found += [finding for entry in checked.values() for finding in entry.findings]
        made_from = {name: entry.catalog for name, entry in checked.items() if entry.catalog}
        words = editions.translation(
            leaflet,
            self.hospital,
            self.template_units,
            tag,
            made_from,
            {key: rule for entry in checked.values() for key, rule in entry.invalid.items()},
        )
        parts = editions.parts(leaflet, self.hospital, self.template_units, words)
        signed = self._approvals(approvals.leaflet_path(leaflet), leaflet.number)
        signed += self._approvals(approvals.shared_path(tag), None)
        edition = editions.gate(
            editions.Case(leaflet, self.hospital, tag, words, parts, signed, tuple(found)),
            first,
            self.today,
        )
        states = editions.unit_states(edition, self.hospital, parts, signed)
        return Entry(edition, parts, states, tuple(found), made_from, signed)

    def _catalogs(self, leaflet: Leaflet, tag: str) -> dict[str, _Checked]:
        checked = {}
        for name, units in catalog_units(leaflet, self.hospital, self.template_units).items():
            if (name, tag) not in self.shared:
                number = leaflet.number if name == leaflet.number else None
                self.shared[name, tag] = self._check(name, tag, units, number)
            checked[name] = self.shared[name, tag]
        return checked

    def _check(self, name: str, tag: str, units: Iterable[Unit], number: str | None) -> _Checked:
        path = catalogs.path_of(tag, name)
        catalog, unread = catalogs.read(self.project, tag, name, self.proposed.get(path))
        found = translation_checks.check(units, catalog, path, tag, number, self._agreed(tag))
        lines = {message.line: key for key, message in catalog.messages.items()} if catalog else {}
        findings = (*unread, *found)
        self.findings += findings
        invalid = {
            (path, *lines[finding.line]): finding.rule
            for finding in findings
            if finding.blocking and finding.line in lines
        }
        unreadable = any(finding.rule != "catalog-missing" for finding in unread)
        return _Checked(catalog, findings, invalid, unreadable)

    def _agreed(self, tag: str) -> Agreed:
        if tag not in self.agreed:
            path = catalogs.path_of(tag, "glossary")
            glossary, _ = catalogs.read(self.project, tag, "glossary", self.proposed.get(path))
            self.agreed[tag] = agreed(self.hospital, glossary)
        return self.agreed[tag]

    def _approvals(self, path: str, number: str | None) -> tuple[Approval, ...]:
        if path not in self.signed:
            self.signed[path], findings = approvals.read(self.project, path)
            self.findings += [
                Finding(f.path, f.line, f.rule, f.message, f.remedy, number) for f in findings
            ]
        return self.signed[path]


@dataclass(frozen=True, slots=True)
class _Checked:
    catalog: Catalog | None
    findings: tuple[Finding, ...]
    invalid: Mapping[tuple[str, str | None, str], str]
    unreadable: bool
