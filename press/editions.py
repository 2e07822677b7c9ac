"""A leaflet, its catalogs, sign-offs and findings in; an Edition out, with what the gates decided.

There is no switch that turns a draft into an approved edition: only words and sign-offs do.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from press.approvals import newest
from press.findings import Finding
from press.fingerprints import PARTS, digest, edition, unit_digests
from press.languages import format_day
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
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part that is signed off on its own: its fingerprint and a digest of each unit."""

    fingerprint: str
    units: tuple[str, ...]


def leaflet_units(leaflet: Leaflet, hospital: Hospital) -> tuple[Unit, ...]:
    """Return what a leaflet's part covers: its own units, then the terms that it explains."""
    terms = {f"term:{name}" for name in leaflet.terms}
    return leaflet.units + tuple(unit for unit in hospital.term_units if unit.context in terms)


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
        machine_translated=any(
            catalog.machine_translated for catalog in catalogs.values()
        ),
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
        "text": leaflet.markdown if not words.states else "",
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


def gate(
    leaflet: Leaflet,
    hospital: Hospital,
    language: str,
    words: Translation,
    signed: Mapping[str, Part],
    approvals: Sequence[Approval],
    findings: Iterable[Finding],
    source: Edition | None,
    today: datetime.date,
) -> Edition:
    """Return the edition with its status: approved when every gate that needs no page passes.

    ``source`` is the edition in the source language, None for that edition itself. ``today``
    decides the review gate and nothing else.
    """
    reasons = []
    counts = _counts(words)
    if counts[UnitState.MISSING]:
        reasons.append(f"{counts[UnitState.MISSING]} units are not translated")
    if counts[UnitState.STALE]:
        reasons.append(f"{counts[UnitState.STALE]} units are fuzzy or failed a check")
    blocking = sorted({finding.rule for finding in findings if finding.blocking})
    if blocking:
        reasons.append("blocking findings: " + ", ".join(blocking))
    if today > leaflet.review_due:
        # STANDARDS: past its review date a leaflet is not for print.
        reasons.append(f"the review date {format_day(leaflet.review_due, 'en')} has passed")
    if source is not None and source.status is not Status.APPROVED:
        reasons.append(f"the {source.language} edition of version {leaflet.version} is a draft")
    unsigned, held = _signoffs(hospital, language, signed, tuple(approvals))
    reasons += unsigned
    return Edition(
        leaflet=leaflet,
        language=language,
        translation=words,
        fingerprints={name: part.fingerprint for name, part in signed.items()},
        fingerprint=edition({name: part.fingerprint for name, part in signed.items()}),
        status=Status.DRAFT if reasons else Status.APPROVED,
        reasons=tuple(reasons),
        approvals=held,
    )


def _signoffs(
    hospital: Hospital,
    language: str,
    signed: Mapping[str, Part],
    approvals: tuple[Approval, ...],
) -> tuple[list[str], tuple[Approval, ...]]:
    """Return why sign-offs do not suffice, and those of the leaflet's own words that hold."""
    reasons, held = [], []
    for part in PARTS:
        for role in hospital.roles(language):
            approval = newest(approvals, part, language, role)
            if approval is None:
                reasons.append(f"no sign-off of the {part} part by the {role}")
            elif approval.fingerprint != signed[part].fingerprint:
                reasons.append(f"the {part} part has changed since the {role} signed it off")
            elif part == "leaflet":
                held.append(approval)
    return reasons, tuple(held)


def _counts(words: Translation) -> dict[UnitState, int]:
    found = list(words.states.values())
    return {state: found.count(state) for state in UnitState}


def _seen(units: Sequence[Unit], words: Words) -> list[list[str | None]]:
    return [[unit.kind, unit.context, unit.text, words.get(unit.key)] for unit in units]


def _part(seen: object, units: Sequence[Unit], words: Words) -> Part:
    pairs = ((unit.text, words.get(unit.key)) for unit in units)
    return Part(digest(seen), unit_digests(pairs))
