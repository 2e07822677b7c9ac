"""A leaflet, its catalogs, sign-offs and findings in; an Edition out, with what the gates decided.

There is no switch that turns a draft into an approved edition: only words and sign-offs do.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from press.approvals import newest
from press.findings import Finding
from press.fingerprints import PARTS, digest, edition, unit_digests
from press.languages import format_day
from press.markup import parse, shape
from press.model import (
    Approval,
    Catalog,
    Edition,
    Hospital,
    Leaflet,
    Status,
    Translation,
    Unit,
    UnitState,
    Words,
    leaflet_units,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part that is signed off on its own: its fingerprint and a digest of each unit."""

    fingerprint: str
    units: tuple[str, ...]


def translation(
    leaflet: Leaflet,
    hospital: Hospital,
    template_units: Sequence[Unit],
    language: str,
    catalogs: Mapping[str, Catalog],
    invalid: Mapping[tuple[str, str | None, str], str],
) -> Translation:
    """Return a leaflet's words in a language, leaving out every unit that no reader may see.

    A unit counts when it is translated, not fuzzy and without a blocking finding; ``invalid``
    holds the others by catalog path, context and source text.
    """
    source = language == hospital.source_language
    states: dict[tuple[str, str | None, str], UnitState] = {}

    def valid(units: Iterable[Unit], name: str) -> dict[tuple[str | None, str], str]:
        if source:
            return {unit.key: unit.text for unit in units}
        catalog, words = catalogs.get(name), {}
        for unit in units:
            message = catalog.messages.get(unit.key) if catalog else None
            key = (catalog.path if catalog else name, *unit.key)
            if message is None or not message.translation:
                states[key] = UnitState.MISSING
            elif message.fuzzy or key in invalid:
                states[key] = UnitState.STALE
            else:
                states[key] = UnitState.UNREVIEWED
                words[unit.key] = message.translation
        return words

    terms = leaflet_units(leaflet, hospital)[len(leaflet.units) :]
    return Translation(
        words=valid(leaflet.units, leaflet.number) | valid(terms, "glossary"),
        shared=valid(template_units, "shared"),
        contacts=valid(hospital.units, "shared"),
        states=states,
        machine_translated=any(catalog.machine_translated for catalog in catalogs.values()),
    )


def parts(
    leaflet: Leaflet, hospital: Hospital, template_units: Sequence[Unit], words: Translation
) -> dict[str, Part]:
    """Return the fingerprint of each part: exactly what a patient can see of it, no more."""
    units = leaflet_units(leaflet, hospital)
    seen_leaflet = {
        "units": _seen(units, words.words),
        "number": leaflet.number,
        "kind": leaflet.kind.value,
        "version": leaflet.version,
        "supersedes": leaflet.supersedes,
        "dates": [
            day.isoformat() for day in (leaflet.issued, leaflet.last_checked, leaflet.review_due)
        ],
        "service": leaflet.service,
        "shape": list(shape(parse(leaflet.markdown, leaflet.markdown_path))),
        "references": leaflet.references,
        "figures": [hashlib.sha256(figure.data).hexdigest() for figure in leaflet.figures],
        "machine": words.machine_translated,
    }
    seen_contacts = {
        "units": _seen(hospital.units, words.contacts),
        "hospital": [hospital.name, hospital.address, hospital.website, hospital.sample],
        "contacts": {name: dict(row.values) for name, row in hospital.contacts.items()},
        "services": {name: [row.name, row.contact] for name, row in hospital.services.items()},
    }
    return {
        "leaflet": _part(seen_leaflet, units, words.words),
        "shared": _part(_seen(template_units, words.shared), template_units, words.shared),
        "contacts": _part(seen_contacts, hospital.units, words.contacts),
    }


@dataclass(frozen=True, slots=True)
class Case:
    """All that the gates weigh for one edition, but for the day."""

    leaflet: Leaflet
    hospital: Hospital
    language: str
    words: Translation
    parts: Mapping[str, Part]
    approvals: tuple[Approval, ...]
    findings: tuple[Finding, ...]


def gate(case: Case, source: Edition | None, today: datetime.date) -> Edition:
    """Return the edition with its status: approved when every gate that needs no page passes.

    ``source`` is the edition in the source language, None for that edition itself. ``today``
    decides the review gate and nothing else.
    """
    leaflet = case.leaflet
    reasons = [
        *_word_reasons(case),
        # STANDARDS: past its review date a leaflet is not for print.
        *(
            [f"the review date {format_day(leaflet.review_due, 'en')} has passed"]
            if today > leaflet.review_due
            else []
        ),
    ]
    is_source = case.language == case.hospital.source_language
    if not is_source and (source is None or source.status is not Status.APPROVED):
        language = case.hospital.source_language
        reasons.append(f"the {language} edition of version {leaflet.version} is a draft")
    unsigned, held = _signoffs(case)
    reasons += unsigned
    prints = {name: part.fingerprint for name, part in case.parts.items()}
    return Edition(
        leaflet=leaflet,
        language=case.language,
        translation=case.words,
        fingerprints=prints,
        fingerprint=edition(prints),
        status=Status.DRAFT if reasons else Status.APPROVED,
        reasons=tuple(reasons),
        approvals=held,
    )


def demoted(approved: Edition, rules: Iterable[str]) -> Edition:
    """Return an edition as the draft that it is because of what its pages raised."""
    reasons = (f"blocking findings: {', '.join(sorted(set(rules)))}",)
    return dataclasses.replace(approved, status=Status.DRAFT, reasons=reasons)


def unit_states(
    checked: Edition,
    hospital: Hospital,
    parts: Mapping[str, Part],
    approvals: Sequence[Approval],
) -> dict[tuple[str | None, str], UnitState]:
    """Return how far each unit of the leaflet's own words has come."""
    units = leaflet_units(checked.leaflet, hospital)
    return part_states(checked, hospital, "leaflet", units, parts, approvals)


def part_states(
    checked: Edition,
    hospital: Hospital,
    part: str,
    units: Sequence[Unit],
    parts: Mapping[str, Part],
    approvals: Sequence[Approval],
) -> dict[tuple[str | None, str], UnitState]:
    """Return how far each unit of one part has come.

    A unit counts as approved when every required role has it in its newest sign-off.
    """
    signed: set[str] | None = None
    for role in hospital.roles(checked.language):
        approval = newest(tuple(approvals), part, checked.language, role)
        digests = set(approval.units) if approval else set()
        signed = digests if signed is None else signed & digests
    # One text may stand in a leaflet and in the templates: each has a catalog of its own.
    raw = {
        key[1:]: state
        for key, state in checked.translation.states.items()
        if (PurePosixPath(key[0]).stem == "shared") == (part != "leaflet")
    }
    states = {}
    for unit, unit_digest in zip(units, parts[part].units, strict=True):
        state = raw.get(unit.key, UnitState.UNREVIEWED)
        if state is UnitState.UNREVIEWED and signed and unit_digest in signed:
            state = UnitState.APPROVED
        states[unit.key] = state
    return states


def _word_reasons(case: Case) -> list[str]:
    reasons = []
    found = list(case.words.states.values())
    if missing := found.count(UnitState.MISSING):
        reasons.append(f"{_units(missing)} not translated")
    if stale := found.count(UnitState.STALE):
        reasons.append(f"{_units(stale)} fuzzy or failed by a check")
    blocking = sorted({finding.rule for finding in case.findings if finding.blocking})
    if blocking:
        reasons.append("blocking findings: " + ", ".join(blocking))
    return reasons


def _units(count: int) -> str:
    return "1 unit is" if count == 1 else f"{count} units are"


def _signoffs(case: Case) -> tuple[list[str], tuple[Approval, ...]]:
    """Return why sign-offs do not suffice, and those of the leaflet's own words that hold."""
    reasons, held = [], []
    for part in PARTS:
        for role in case.hospital.roles(case.language):
            approval = newest(case.approvals, part, case.language, role)
            if approval is None:
                reasons.append(f"no sign-off of the {part} part by the {role}")
            elif approval.fingerprint != case.parts[part].fingerprint:
                reasons.append(f"the {part} part has changed since the {role} signed it off")
            elif part == "leaflet":
                held.append(approval)
    return reasons, tuple(held)


def _seen(units: Sequence[Unit], words: Words) -> list[list[str | None]]:
    return [[unit.kind, unit.context, unit.text, words.get(unit.key)] for unit in units]


def _part(seen: object, units: Sequence[Unit], words: Words) -> Part:
    pairs = ((unit.text, words.get(unit.key)) for unit in units)
    return Part(digest(seen), unit_digests(pairs))
