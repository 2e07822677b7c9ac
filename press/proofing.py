"""One edition of the desk in, what its reviewers look at out: a row for each unit, and the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from press import markup
from press.components import Component
from press.findings import Finding
from press.model import Catalog, Edition, Hospital, Message, Unit, UnitState, leaflet_units
from press.quantities import FactKind, facts
from press.word_changes import Piece, changes

SAID_BY_STATE = frozenset({"missing-translation", "fuzzy-translation"})
"""Rules that say no more than a unit's state does."""
SAFETY_NAMES = {"redflag": "red flag"}
"""What staff call a safety component whose container has another name."""
REACH = frozenset({FactKind.PHONE, FactKind.EMAIL})


@dataclass(frozen=True, slots=True)
class Row:
    """One unit as its reviewer sees it."""

    number: int
    """From 1, in document order; a text that stands several times has one number."""
    unit: Unit
    places: int
    """How often it stands in the leaflet."""
    safety: tuple[str, ...]
    """Why a mistake in it could hurt: red flag, dose, contact; empty where it could not."""
    state: UnitState
    translation: str
    """What the catalog says, valid or not; empty when it says nothing."""
    changes: tuple[Piece, ...]
    """How its source differs from the one that was last validated; empty when it does not."""
    findings: tuple[Finding, ...]

    @property
    def stands(self) -> str:
        """Return its state in plain words."""
        if self.state is UnitState.STALE:
            return "stale" if self.changes else "not valid"
        return self.state.value


@dataclass(frozen=True, slots=True)
class Review:
    """All that a review sheet says of one edition's own words."""

    edition: Edition
    fingerprint: str
    """Of the leaflet part: of the words, and of what is printed beside them."""
    rows: tuple[Row, ...]
    elsewhere: tuple[Finding, ...]
    """Findings about the edition that are at none of its units."""

    @property
    def states(self) -> Counter[str]:
        return Counter(row.stands for row in self.rows)

    @property
    def words(self) -> int:
        """Return how many words of source there are to read."""
        return sum(row.unit.words for row in self.rows)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is open, each once."""
        here = (finding for row in self.rows for finding in row.findings)
        return tuple(dict.fromkeys((*here, *self.elsewhere)))

    @property
    def signable(self) -> bool:
        """Tell whether these words can be signed off: every unit stands, and nothing blocks."""
        whole = all(row.state in (UnitState.UNREVIEWED, UnitState.APPROVED) for row in self.rows)
        return whole and not any(finding.blocking for finding in self.findings)


def numbers(edition: Edition, hospital: Hospital) -> dict[tuple[str | None, str], int]:
    """Return the number of each unit by its key: on a review sheet, and in a proof's margin."""
    keys = dict.fromkeys(unit.key for unit in leaflet_units(edition.leaflet, hospital))
    return {key: number for number, key in enumerate(keys, start=1)}


@dataclass(frozen=True, slots=True)
class Sources:
    """What a review is gathered from, beside the edition itself."""

    hospital: Hospital
    components: Mapping[str, Component]
    states: Mapping[tuple[str | None, str], UnitState]
    catalogs: tuple[Catalog, ...]
    """Those of the leaflet's own words and of the terms; none for the source language."""
    findings: tuple[Finding, ...]
    """All that is open in the project."""


def review(edition: Edition, fingerprint: str, given: Sources) -> Review:
    """Return what reviewers of an edition look at; ``fingerprint`` is that of its leaflet part."""
    standing: dict[tuple[str | None, str], list[Unit]] = {}
    for unit in leaflet_units(edition.leaflet, given.hospital):
        standing.setdefault(unit.key, []).append(unit)
    own = tuple(_own(given.findings, edition))
    rows = tuple(
        _row(number, units, given, own) for number, units in enumerate(standing.values(), start=1)
    )
    shown = {finding for row in rows for finding in row.findings}
    elsewhere = tuple(
        finding
        for finding in own
        if finding not in shown
        and not (finding.rule in SAID_BY_STATE and finding.path in _paths(given.catalogs))
    )
    return Review(edition, fingerprint, rows, elsewhere)


def _row(number: int, units: list[Unit], given: Sources, own: Iterable[Finding]) -> Row:
    """Return the row of one text, wherever it stands."""
    unit = units[0]
    places = {(one.path, one.line) for one in units}
    message = None
    for catalog in given.catalogs:
        if (found := catalog.messages.get(unit.key)) and message is None:
            message = found
            places.add((catalog.path, found.line))
    safety = (name for one in units for name in _safety(one, given))
    return Row(
        number=number,
        unit=unit,
        places=len(units),
        safety=tuple(dict.fromkeys(safety)),
        state=given.states[unit.key],
        translation=message.translation if message else "",
        changes=_changes(message, unit),
        findings=tuple(
            finding
            for finding in own
            if (finding.path, finding.line) in places and finding.rule not in SAID_BY_STATE
        ),
    )


def _own(findings: Iterable[Finding], edition: Edition) -> Iterator[Finding]:
    """Yield the findings about an edition: of its leaflet, of its language, or of both."""
    number, language = edition.leaflet.number, edition.language
    for finding in findings:
        about = finding.number in (None, number) and finding.language in (None, language)
        if about and (finding.number or finding.language):
            yield finding


def _paths(catalogs: Iterable[Catalog]) -> set[str]:
    return {catalog.path for catalog in catalogs}


def _changes(message: Message | None, unit: Unit) -> tuple[Piece, ...]:
    if message is None or message.previous is None or message.previous == unit.text:
        return ()
    before, now = markup.plain(message.previous), markup.plain(unit.text)
    # A contact has no words of its own, and a mark may be all that changed: then show the marks.
    if before == now or "](contact:" in message.previous + unit.text:
        before, now = message.previous, unit.text
    return changes(before, now)


def _safety(unit: Unit, given: Sources) -> Iterator[str]:
    component = given.components.get(unit.component)
    if component is not None and component.safety:
        yield SAFETY_NAMES.get(component.name, component.name)
    kinds = {fact.kind for fact in facts(unit.text, given.hospital.source_language)}
    if FactKind.DOSE in kinds:
        yield "dose"
    if kinds & REACH or "](contact:" in unit.text:
        yield "contact"
