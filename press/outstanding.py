"""An edition on the desk in; how each of its units stands, and which sign-offs hold, out."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from press.approvals import newest
from press.components import Component
from press.desk import Desk, Entry
from press.editions import part_states
from press.fingerprints import unit_digests
from press.model import Hospital, Message, Unit, UnitState, leaflet_units
from press.quantities import FactKind, facts
from press.word_changes import Piece, changes

SAFETY_FACTS = frozenset({FactKind.DOSE, FactKind.TEMPERATURE, FactKind.PHONE})
OPEN = (UnitState.MISSING, UnitState.STALE)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one unit stands in one language."""

    unit: Unit
    state: UnitState
    message: Message | None
    path: str
    """Of its catalog."""
    rules: tuple[str, ...]
    """Of the blocking findings about it that are faults, not just work to do."""
    safety: bool
    """Whether it is open and a child may come to harm: an emergency, a dose, a number to ring."""
    changed: tuple[Piece, ...]
    """How its source differs from the one that it was translated from; empty where not known."""
    last_good: datetime.date | None
    """Day of the newest sign-off of the translation as it is, beside the source it was made from.

    None when not all roles have signed that. Read from the sign-offs: no clock, no history.
    """

    @property
    def open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class SignOff:
    """One part that a role has to sign, or has signed."""

    part: str
    role: str
    signed: datetime.date | None
    """Day of its newest sign-off, whether it holds or not."""
    holds: bool
    changed: int
    """Units that are new or different since then."""


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What stands between some words of one language and paper."""

    standings: tuple[Standing, ...]
    sign_offs: tuple[SignOff, ...]

    @property
    def open(self) -> tuple[Standing, ...]:
        return tuple(one for one in self.standings if one.open)

    @property
    def words_left(self) -> int:
        """Count the words of the source that are not validly translated."""
        return sum(one.unit.words for one in self.open)

    @property
    def unsigned(self) -> tuple[SignOff, ...]:
        return tuple(one for one in self.sign_offs if not one.holds)

    @property
    def whole_until(self) -> datetime.date | None:
        """Return the day of the newest sign-off where every role has signed every part once."""
        days = [one.signed for one in self.sign_offs]
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None


def own(entry: Entry, desk: Desk) -> Outstanding:
    """Return how a leaflet's own words stand in one edition."""
    units = {"leaflet": leaflet_units(entry.edition.leaflet, desk.hospital)}
    return _outstanding(entry, desk, units, frozenset({entry.edition.leaflet.number, "glossary"}))


def shared(entry: Entry, desk: Desk) -> Outstanding:
    """Return how the words that all leaflets share stand in the language of an edition."""
    units = {"shared": desk.template_units, "contacts": desk.hospital.units}
    return _outstanding(entry, desk, units, frozenset({"shared"}))


def _outstanding(
    entry: Entry, desk: Desk, units: Mapping[str, tuple[Unit, ...]], names: Collection[str]
) -> Outstanding:
    standings: dict[tuple[str | None, str], Standing] = {}
    for part, covered in units.items():
        for one in _standings(entry, desk, part, covered, names):
            # The catalog holds a text once: what stands twice in a leaflet is one piece of work.
            standings.setdefault(one.unit.key, one)
    return Outstanding(tuple(standings.values()), tuple(_sign_offs(entry, desk.hospital, units)))


def _standings(
    entry: Entry, desk: Desk, part: str, units: tuple[Unit, ...], names: Collection[str]
) -> Iterator[Standing]:
    states = part_states(entry.edition, desk.hospital, part, units, entry.parts, entry.signed)
    found: dict[tuple[str, int], list[str]] = {}
    for finding in entry.findings:
        if finding.fault:
            found.setdefault((finding.path, finding.line), []).append(finding.rule)
    catalogs = [entry.catalogs[name] for name in names if name in entry.catalogs]
    for unit in units:
        path, message = "", None
        for catalog in catalogs:
            if unit.key in catalog.messages:
                path, message = catalog.path, catalog.messages[unit.key]
        changed = message.previous if message and message.fuzzy else None
        yield Standing(
            unit=unit,
            state=states[unit.key],
            message=message,
            path=path,
            rules=tuple(dict.fromkeys(found.get((path, message.line), ()))) if message else (),
            safety=states[unit.key] in OPEN
            and (part == "contacts" or _matters(unit, desk.components, desk.hospital)),
            changed=changes(changed, unit.text) if changed else (),
            last_good=_last_good(entry, desk.hospital, part, unit, message),
        )


def _matters(unit: Unit, components: Mapping[str, Component], hospital: Hospital) -> bool:
    component = components.get(unit.component)
    if (component and component.safety) or "](contact:" in unit.text:
        return True
    return any(fact.kind in SAFETY_FACTS for fact in facts(unit.text, hospital.source_language))


def _last_good(
    entry: Entry, hospital: Hospital, part: str, unit: Unit, message: Message | None
) -> datetime.date | None:
    if message is None or not message.translation:
        return None
    source = message.previous if message.fuzzy and message.previous else unit.text
    (digest,) = unit_digests([(source, message.translation)])
    days: list[datetime.date] = []
    for role in hospital.roles(entry.edition.language):
        signed = [
            approval.date
            for approval in entry.signed
            if (approval.part, approval.language) == (part, entry.edition.language)
            and approval.role == role
            and digest in approval.units
        ]
        if not signed:
            return None
        days.append(max(signed))
    return max(days, default=None)


def _sign_offs(entry: Entry, hospital: Hospital, parts: Collection[str]) -> Iterator[SignOff]:
    for role in hospital.roles(entry.edition.language):
        for part in parts:
            approval = newest(entry.signed, part, entry.edition.language, role)
            today = entry.parts[part]
            yield SignOff(
                part=part,
                role=role,
                signed=approval.date if approval else None,
                holds=approval is not None and approval.fingerprint == today.fingerprint,
                changed=len(set(today.units) - set(approval.units)) if approval else 0,
            )
