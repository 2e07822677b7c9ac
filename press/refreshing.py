"""The story of an update: read sources and catalogs, refresh them, log what is trivial, write."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press import catalogs, desk, hospital, sources, template_words, trivial
from press.files import write_whole
from press.findings import Finding
from press.languages import known
from press.model import Hospital, Leaflet, Unit
from press.selection import Selection
from press.trivial import Change
from press.updating import Fate, Outcome, Trivial, refresh


class UnknownRoleError(ValueError):
    """Raised when a change is declared by a role that does not answer for the source."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """One catalog after its update."""

    path: str
    number: str | None
    """Its leaflet, None for the shared catalogs."""
    before: str | None
    """Its text before, None for a new one."""
    text: str
    outcomes: tuple[Outcome, ...]

    @property
    def changed(self) -> bool:
        return self.text != self.before

    def row(self) -> dict[str, Any]:
        """Return its path and how many units met each fate, as plain data."""
        counts = Counter(outcome.fate for outcome in self.outcomes)
        fates = {fate.value: counts[fate] for fate in Fate}
        return {"path": self.path, "changed": self.changed, **fates}


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did, or would do."""

    catalogs: tuple[Refreshed, ...]
    refused: tuple[str, ...]
    """Each change that was declared as trivial and is more: nothing is written then."""
    findings: tuple[Finding, ...]
    """Why some catalogs or leaflets could not be read."""

    @property
    def changed(self) -> tuple[Refreshed, ...]:
        return tuple(one for one in self.catalogs if one.changed)


def update(
    project: Path, selection: Selection, today: datetime.date, role: str | None, *, write: bool
) -> Update:
    """Bring the selected catalogs in line with their sources.

    ``role`` declares all that was reworded in place as spelling or spacing; None does not. Without
    ``write`` the files stay as they are. Raises ProjectError when hospital.toml or the templates
    cannot be read, UnknownSelectionError and UnknownRoleError for what the project does not hold.
    """
    house = hospital.read(project)
    shelf = sources.read(project)
    selection.check(shelf.leaflets, shelf.broken)
    if role is not None and role not in house.source_roles:
        roles = ", ".join(house.source_roles)
        raise UnknownRoleError(f"--trivial {role!r} is no role of the source; there are: {roles}")
    said = template_words.read(project, house.source_language)
    bench = _Bench(project, house, said.units, selection)
    findings = [one for one in shelf.findings if one.number in (selection.leaflets or shelf.broken)]
    done: list[Refreshed] = []
    refused: list[str] = []
    declared: list[tuple[Leaflet, tuple[Change, ...]]] = []
    for leaflet in selection.numbered(shelf.leaflets):
        known_changes, found = trivial.read(project, leaflet)
        findings += found
        if found:
            continue
        changes = known_changes
        if role is not None:
            reworded = bench.reworded(leaflet, known_changes)
            refused += _objections(reworded, house.source_language)
            changes = (*known_changes, *reworded)
            declared += [(leaflet, tuple(reworded))] if reworded else []
        done += bench.refreshed(leaflet, trivial.declared(changes))
    outcome = Update(tuple(done), tuple(refused), (*findings, *bench.findings))
    if write and not refused:
        for leaflet, new in declared:
            trivial.append(project, leaflet, new, role or "", today)
        for one in outcome.changed:
            write_whole(project / one.path, one.text)
    return outcome


def _objections(reworded: Mapping[Change, Outcome], language: str) -> Iterator[str]:
    for change, outcome in reworded.items():
        if reason := trivial.objection(change, language):
            yield (
                f"{outcome.path}:{outcome.line}: not trivial: {reason}; "
                "update without --trivial, so that translators see it"
            )


class _Bench:
    """Refreshes the catalogs of one project, each once."""

    def __init__(
        self, project: Path, house: Hospital, said: tuple[Unit, ...], selection: Selection
    ) -> None:
        self.project, self.hospital, self.said = project, house, said
        self.selection = selection
        self.findings: list[Finding] = []
        self.done: set[str] = set()

    def reworded(self, leaflet: Leaflet, known_changes: Iterable[Change]) -> dict[Change, Outcome]:
        """Return what would go stale in a leaflet's own catalogs, each change once."""
        reaches = trivial.declared(known_changes)
        found = {}
        for tag in self._languages(leaflet):
            one = self._refresh(tag, leaflet.number, leaflet.units, leaflet, reaches)
            for outcome in one.outcomes if one else ():
                if outcome.fate is Fate.STALE:
                    found[Change(outcome.before, outcome.text)] = outcome
        return found

    def refreshed(self, leaflet: Leaflet, reaches: Trivial) -> Iterator[Refreshed]:
        """Yield every catalog of a leaflet, but for those that another leaflet had done already."""
        for tag in self._languages(leaflet):
            for name, units in desk.catalog_units(leaflet, self.hospital, self.said).items():
                path = catalogs.path_of(tag, name)
                if path in self.done:
                    continue
                self.done.add(path)
                own = leaflet if name == leaflet.number else None
                if one := self._refresh(tag, name, units, own, reaches):
                    yield one

    def _languages(self, leaflet: Leaflet) -> list[str]:
        return [
            tag
            for tag in leaflet.languages
            if tag != self.hospital.source_language
            and known(tag)
            and self.selection.edition(leaflet.number, tag)
        ]

    def _refresh(
        self,
        tag: str,
        name: str,
        units: tuple[Unit, ...],
        leaflet: Leaflet | None,
        reaches: Trivial,
    ) -> Refreshed | None:
        """Return one catalog refreshed, or None where it cannot be read."""
        path = catalogs.path_of(tag, name)
        _, unread = catalogs.read(self.project, tag, name)
        if broken := [one for one in unread if one.rule != "catalog-missing"]:
            self.findings += [one for one in broken if one not in self.findings]
            return None
        file = self.project / path
        before = file.read_bytes().decode() if file.exists() else None
        title = f"{name} {leaflet.version}" if leaflet else name
        fresh = refresh(before, units, tag, title, reaches)
        number = leaflet.number if leaflet else None
        return Refreshed(path, number, before, fresh.text, fresh.outcomes)
