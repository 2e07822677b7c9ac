"""A file that came back and today's units in; what may be taken of it, unit by unit, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from press.interchange import (
    Exchange,
    ExchangeUnit,
    Key,
    Returned,
    ReturnedUnit,
    base,
    normal,
    unfit,
    unit_id,
)
from press.model import UnitState


class Fate(StrEnum):
    """What becomes of one unit of a file."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One unit of a file, and why it is not taken."""

    fate: Fate
    id: str
    place: str
    source: str
    translation: str
    catalog: str = ""
    """Path of its catalog, empty where no unit of today is meant."""
    key: Key = (None, "")
    why: str = ""
    remedy: str = ""
    approved: bool = False
    """Whether it replaces words that are signed off."""


EXPORT_AGAIN = "export again, and translate what is listed there as missing or stale"


def compare(returned: Returned, today: Exchange) -> tuple[Outcome, ...]:
    """Return what becomes of each unit of a file, in its order.

    A translation is taken when it was made for today's source text, the file says that it is
    done, and nobody has changed the unit here since it was sent. Nothing is ever emptied.
    """
    known = {unit.id: (section.path, unit) for section in today.sections for unit in section.units}
    reworded = {
        unit_id(section.name, unit.context, unit.previous_source): unit
        for section in today.sections
        for unit in section.units
        if unit.previous_source
    }
    twice = set(_contradicting(returned.units))
    outcomes = []
    for one in returned.units:
        path, unit = known.get(one.id, ("", None))
        text = normal(one.translation)
        refusal: tuple[str, str] | None
        if unit is None:
            fate = Fate.REFUSED if text or one.fault else Fate.EMPTY
            refusal = _unknown(reworded.get(one.id))
        elif refusal := _unreadable(one, unit, twice):
            fate = Fate.REFUSED
        else:
            fate, refusal = _weighed(one, unit, text, returned.bases)
        why, remedy = refusal if refusal and fate is Fate.REFUSED else ("", "")
        outcome = Outcome(fate, one.id, one.place, one.source, text, why=why, remedy=remedy)
        if unit is not None:
            signed = unit.state is UnitState.APPROVED and fate is Fate.TAKEN
            outcome = replace(outcome, catalog=path, key=unit.key, approved=signed)
        outcomes.append(outcome)
    return tuple(outcomes)


def missing(returned: Returned, today: Exchange) -> tuple[ExchangeUnit, ...]:
    """Return the units of today that a file leaves out, in the catalogs that it holds."""
    held = {one.id for one in returned.units}
    return tuple(
        unit
        for section in today.sections
        if section.name == today.number or any(unit.id in held for unit in section.units)
        for unit in section.units
        if unit.id not in held
    )


def same_source(returned: Returned, today: Exchange) -> bool:
    """Tell whether the catalogs that a file holds have today the units that were sent."""
    held = {one.id.rpartition("-")[0] for one in returned.units}
    sections = tuple(section for section in today.sections if section.name in held)
    return returned.digest == replace(today, sections=sections).digest


def _contradicting(units: Iterable[ReturnedUnit]) -> Iterator[str]:
    """Yield the id of each unit that a file holds twice, with different translations."""
    said: dict[str, set[str]] = defaultdict(set)
    for one in units:
        said[one.id].add(normal(one.translation))
    return (name for name, texts in said.items() if len(texts) > 1)


def _unknown(now: ExchangeUnit | None) -> tuple[str, str]:
    if now is not None:
        return f"its source has changed since the export; it is now {now.source!r}", EXPORT_AGAIN
    return "today's leaflet has no such unit", EXPORT_AGAIN


def _unreadable(one: ReturnedUnit, unit: ExchangeUnit, twice: set[str]) -> tuple[str, str] | None:
    """Return why a unit cannot be used whatever it says, with the remedy."""
    if one.fault:
        return one.fault, "write the translation as plain text"
    if one.id in twice:
        return "the file holds it twice, with different translations", "keep one of them"
    if normal(one.source) != normal(unit.source):
        return "its source in the file is not the one that was sent", EXPORT_AGAIN
    if found := unfit(normal(one.translation)):
        return f"its translation cannot be stored: {found}", "type it again as plain text"
    return None


def _weighed(
    one: ReturnedUnit, unit: ExchangeUnit, text: str, bases: frozenset[str]
) -> tuple[Fate, tuple[str, str] | None]:
    """Return what becomes of a translation that can be read, and why it is refused."""
    standing, earlier = normal(unit.translation), normal(unit.earlier)
    if not text:
        return Fate.EMPTY, None
    sent = {base(unit.id, text)}
    if not one.finished:
        sent.add(base(unit.id, "", text))
    if text == standing or (text == earlier and not one.finished) or sent & bases:
        return Fate.UNCHANGED, None
    if not one.finished:
        confirm = "confirm the translation (state translated; not fuzzy) and send it again"
        return Fate.REFUSED, ("the file marks it as not finished", confirm)
    if standing and unit.base not in bases:
        since = "it was changed here since the export" if bases else "nobody knows what was sent"
        return Fate.REFUSED, (since, "export again, or correct the catalog by hand")
    return Fate.TAKEN, None
