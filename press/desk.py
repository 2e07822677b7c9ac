"""A project in; every edition with its status, and all findings that need no page, out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from press import approvals, catalogs, components, editions, extraction, hospital, sources
from press.checks import source as source_checks
from press.checks import translation as translation_checks
from press.components import Component
from press.findings import Finding, ProjectError
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
from press.records import read_text
from press.templates import Templates


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition on the desk, with what it is made from."""

    edition: Edition
    parts: Mapping[str, editions.Part] = field(hash=False)
    states: Mapping[tuple[str | None, str], UnitState] = field(hash=False)
    """Of the leaflet's own units and terms, in document order."""
    findings: tuple[Finding, ...]
    """The blocking ones of its source and all of its catalogs."""


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


def read(
    project: Path, today: datetime.date, proposed: Mapping[str, str] | None = None
) -> Desk:
    """Return everything that the gates need to know of a project.

    ``proposed`` holds texts of catalogs, by path, that are read in place of the files: what an
    import would write is judged before it is written.
    Raises ProjectError for what concerns everything: hospital.toml, the templates, an empty
    library.
    """
    house = hospital.read(project)
    said = template_units(project, house.source_language)
    shelf = sources.read(project)
    known_components = components.read(project)
    findings = list(shelf.findings)
    entries: list[Entry] = []
    blocked: set[tuple[str, str]] = set()
    reader = _Reader(project, house, said, today, proposed or {})
    for leaflet in shelf.leaflets:
        own = tuple(source_checks.check(leaflet, house, known_components, today))
        findings += own
        first: Edition | None = None
        for tag in sorted(leaflet.languages, key=lambda tag: tag != house.source_language):
            if not known(tag) or leaflet.service not in house.services:
                continue
            entry = reader.entry(leaflet, tag, own, first)
            if entry is None:
                blocked.add((leaflet.number, tag))
                continue
            entries.append(entry)
            if tag == house.source_language:
                first = entry.edition
    findings += reader.findings
    return Desk(
        hospital=house,
        components=known_components,
        template_units=said,
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


def template_units(project: Path, source_language: str) -> tuple[Unit, ...]:
    """Return the templates' own words, each once.

    Raises ProjectError with every template that cannot be read.
    """
    files = sorted((project / "templates").rglob("*.*"))
    unread = [
        finding
        for path in files
        if path.suffix in (".html", ".css", ".svg") and path.is_file()
        for finding in read_text(project, path.relative_to(project).as_posix())[1]
    ]
    if broken := unread or Templates(project, source_language).check():
        raise ProjectError(broken)
    folders = components.template_folders(project)
    return tuple({unit.key: unit for unit in extraction.template_units(folders)}.values())


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
        words = editions.translation(
            leaflet,
            self.hospital,
            self.template_units,
            tag,
            {name: entry.catalog for name, entry in checked.items() if entry.catalog},
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
        return Entry(edition, parts, states, tuple(found))

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
        found = translation_checks.check(units, catalog, path, tag, number)
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
