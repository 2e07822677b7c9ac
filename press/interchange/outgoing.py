"""The desk and an edition's catalogs in, the Exchange that goes out, or that a file meets, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from press.desk import Desk, Entry, catalog_units
from press.findings import Finding, rules
from press.interchange import (
    Exchange,
    ExchangeUnit,
    Fault,
    Section,
    UnreadableError,
    unfit,
    unit_id,
)
from press.model import Catalog, Unit, UnitState


class UnknownEditionError(ValueError):
    """Raised when an edition cannot go out; the text says what can."""


def find(desk: Desk, number: str, language: str) -> Entry:
    """Return the edition that is meant.

    Raises UnknownEditionError for one that does not exist, cannot be read or is the source.
    """
    if language == desk.hospital.source_language:
        raise UnknownEditionError(f"{language} is the source; there is nothing to translate")
    for entry in desk.entries:
        if (entry.edition.leaflet.number, entry.edition.language) == (number, language):
            return entry
    raise UnknownEditionError(
        f"there is no readable {number!r} in {language!r}; see: build.py status"
    )


def gather(desk: Desk, entry: Entry, *, shared: bool) -> Exchange:
    """Return an edition's units as they stand, with the shared catalogs where they are wanted.

    Raises UnknownEditionError where there is no catalog yet.
    """
    leaflet, tag = entry.edition.leaflet, entry.edition.language
    sections = []
    for name, units in catalog_units(leaflet, desk.hospital, desk.template_units).items():
        if name != leaflet.number and not shared:
            continue
        catalog = entry.catalogs.get(name)
        if catalog is None:
            raise UnknownEditionError(f"{tag} has no catalog {name}; run: build.py update")
        found = [finding for finding in desk.findings if finding.path == catalog.path]
        own = {unit.key: unit for unit in units}.values()
        rows = tuple(_units(name, own, catalog, found, entry))
        sections.append(Section(name, catalog.path, rows))
    return Exchange(
        number=leaflet.number,
        title=leaflet.title,
        version=leaflet.version,
        issued=leaflet.issued,
        language=tag,
        source_language=desk.hospital.source_language,
        sections=tuple(sections),
    )


def check(exchange: Exchange) -> None:
    """Raise UnreadableError for every text that no XML can carry."""
    faults = [
        Fault(f"{section.path}: {unit.source[:40]!r}", found, "remove it from the catalog")
        for section in exchange.sections
        for unit in section.units
        for text in (unit.source, unit.previous_source, unit.translation, unit.earlier, unit.note)
        if (found := unfit(text))
    ]
    if faults:
        raise UnreadableError(faults)


def _units(
    name: str, units: Iterable[Unit], catalog: Catalog, findings: Iterable[Finding], entry: Entry
) -> Iterator[ExchangeUnit]:
    at_line: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if not rules()[finding.rule].expected:
            at_line[finding.line].append(finding)
    for unit in units:
        message = catalog.messages.get(unit.key)
        found = at_line[message.line] if message else []
        state = entry.states.get(unit.key, UnitState.UNREVIEWED)
        if message is None or not message.translation:
            state = UnitState.MISSING
        elif message.fuzzy or any(finding.blocking for finding in found):
            state = UnitState.STALE
        fuzzy = message is not None and message.fuzzy
        text = message.translation if message else ""
        where = " · ".join(dict.fromkeys(filter(None, (unit.component, unit.kind))))
        yield ExchangeUnit(
            id=unit_id(name, unit.context, unit.text),
            where=where,
            context=unit.context,
            source=unit.text,
            previous_source=(message.previous or "") if message else "",
            translation="" if fuzzy else text,
            earlier=text if fuzzy else "",
            state=state,
            note=unit.note,
            faults=tuple(f"{finding.message}; {finding.remedy}" for finding in found)
            if text
            else (),
        )
