"""hospital.toml and terms.toml in, a Hospital out: what is true of every leaflet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from press import output_intents, print_room
from press.findings import Finding, ProjectError
from press.languages import known
from press.model import Contact, Hospital, Service, Term, Unit
from press.records import Field, TomlFile, check_table, read_toml

HOSPITAL = {
    "name": Field(str),
    "address": Field(str),
    "website": Field(str),
    "source_language": Field(str),
    "sample": Field(bool, required=False),
    "approvals": Field(dict),
    "review": Field(dict, required=False),
    "translation": Field(dict, required=False),
    "print_room": Field(dict, required=False),
    "services": Field(dict),
    "contacts": Field(dict),
}
APPROVALS = {
    "source": Field(list, item=str),
    "translation": Field(list, item=str),
    "languages": Field(dict, required=False),
}
REVIEW = {
    "longest_months": Field(int, required=False),
    "warn_months": Field(list, required=False, item=int),
}
TRANSLATION = {"keep": Field(list, required=False, item=str)}
SERVICE = {
    "name": Field(str),
    "prefix": Field(str),
    "contact": Field(str),
    "colour": Field(str),
}
CONTACT_VALUES = ("phone", "hours", "email", "address", "out_of_hours")
TRANSLATED_VALUES = ("hours", "out_of_hours")
CONTACT = {"name": Field(str)} | {key: Field(str, required=False) for key in CONTACT_VALUES}
TERM = {"word": Field(str), "meaning": Field(str)}
NEEDED_CONTACTS = {
    "switchboard": ("phone",),
    "formats": ("phone", "email"),
    "feedback": ("phone", "email"),
}
"""What the page template itself prints on every leaflet."""

COLOUR = re.compile(r"#[0-9a-f]{6}")


def read(project: Path) -> Hospital:
    """Return what hospital.toml and terms.toml say.

    Raises ProjectError with every fault at once: without them nothing can be built.
    """
    toml = read_toml(project, "hospital.toml")
    findings = list(toml.findings) or list(_check(project, toml))
    terms, term_units, term_findings = _read_terms(project)
    findings += term_findings
    if findings or toml.data is None:
        raise ProjectError(findings)
    data = toml.data
    approvals, review = data["approvals"], data.get("review", {})
    return Hospital(
        name=data["name"],
        address=data["address"],
        website=data["website"].rstrip("/"),
        source_language=data["source_language"],
        sample=data.get("sample", False),
        source_roles=tuple(approvals["source"]),
        translation_roles=tuple(approvals["translation"]),
        language_roles={
            language: tuple(roles) for language, roles in approvals.get("languages", {}).items()
        },
        # Medicines for Children and NHS trusts review within three years.
        longest_months=review.get("longest_months", 36),
        warn_months=tuple(review.get("warn_months", [6, 3])),
        services={name: Service(**row) for name, row in data["services"].items()},
        contacts={
            name: Contact(row["name"], {key: row[key] for key in CONTACT_VALUES if key in row})
            for name, row in data["contacts"].items()
        },
        terms=terms,
        units=tuple(units(toml)),
        term_units=term_units,
        kept_names=tuple(data.get("translation", {}).get("keep", ())),
        print_room=print_room.read(toml),
        output_intent=output_intents.read(project, toml),
    )


def _check(project: Path, toml: TomlFile) -> Iterator[Finding]:
    data = toml.data or {}
    yield from check_table(toml, data, HOSPITAL)
    yield from check_table(toml, _table(data, "approvals"), APPROVALS, "approvals.")
    yield from check_table(toml, _table(data, "review"), REVIEW, "review.")
    yield from check_table(toml, _table(data, "translation"), TRANSLATION, "translation.")
    yield from print_room.check(toml)
    yield from output_intents.check(project, toml)
    by_language = _table(_table(data, "approvals"), "languages")
    yield from check_table(
        toml,
        by_language,
        {name: Field(list, item=str) for name in by_language},
        "approvals.languages.",
    )
    source = data.get("source_language")
    if isinstance(source, str) and source and not known(source):
        found = f"source_language {source!r} is not known"
        line = toml.line("source_language")
        yield Finding(toml.path, line, "unknown-value", found, "write a language such as en")
    contacts = _table(data, "contacts")
    for name, row in _table(data, "services").items():
        yield from check_table(toml, row, SERVICE, f"services.{name}.")
        if not isinstance(row, dict):
            continue
        if row.get("contact") not in contacts:
            line = toml.line(f"services.{name}.contact")
            found = f"contact {row.get('contact')!r} is not in [contacts]"
            yield Finding(toml.path, line, "unknown-contact", found, "add it or name another")
        if not COLOUR.fullmatch(str(row.get("colour", ""))):
            line = toml.line(f"services.{name}.colour")
            found = f"colour {row.get('colour')!r} is not a colour"
            yield Finding(toml.path, line, "unknown-value", found, "write it as #0b4f6c")
    for name, row in contacts.items():
        yield from check_table(toml, row, CONTACT, f"contacts.{name}.")
    for name, values in NEEDED_CONTACTS.items():
        row = _table(contacts, name)
        missing = [key for key in values if not row.get(key)]
        if missing:
            line = toml.line(f"contacts.{name}")
            found = f"[contacts.{name}] has no {' and no '.join(missing)}"
            remedy = "every leaflet prints it: add it"
            yield Finding(toml.path, line, "missing-field", found, remedy)


def _table(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key)
    return value if isinstance(value, dict) else {}


def _read_terms(
    project: Path,
) -> tuple[dict[str, Term], tuple[Unit, ...], tuple[Finding, ...]]:
    if not (project / "terms.toml").exists():
        return {}, (), ()
    toml = read_toml(project, "terms.toml")
    rows = toml.data or {}
    findings = list(toml.findings)
    for name, row in rows.items():
        findings += check_table(toml, row, TERM, f"{name}.")
    if findings:
        return {}, (), tuple(findings)
    return {name: Term(**row) for name, row in rows.items()}, tuple(term_units(toml)), ()


def term_units(toml: TomlFile) -> Iterator[Unit]:
    """Yield the words of terms.toml; their context tells two terms of one word apart."""
    for name, row in (toml.data or {}).items():
        for kind in TERM:
            yield Unit(kind, row[kind], toml.path, toml.line(f"{name}.{kind}"), f"term:{name}")


def units(toml: TomlFile) -> Iterator[Unit]:
    """Yield the words of hospital.toml that readers see in their own language."""
    data = toml.data or {}
    approvals = data["approvals"]
    for key, roles in approvals.items():
        for role in chain.from_iterable(roles.values()) if isinstance(roles, dict) else roles:
            yield Unit("data", role, toml.path, toml.line(f"approvals.{key}"))
    for name, row in data["services"].items():
        yield Unit("data", row["name"], toml.path, toml.line(f"services.{name}.name"))
    for name, row in data["contacts"].items():
        for key in ("name", *TRANSLATED_VALUES):
            if key in row:
                line = toml.line(f"contacts.{name}.{key}")
                yield Unit("data", row[key], toml.path, line)
