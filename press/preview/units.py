"""What is known of an edition in, the rows of its units as plain data for the window out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from press import markup
from press.approvals import newest
from press.desk import Entry
from press.findings import Finding
from press.languages import language
from press.model import Catalog, Hospital, Unit, UnitState
from press.preview.reading import Reading, Wanted
from press.proofing import SAID_BY_STATE, Row
from press.records import read_text
from press.word_changes import Piece, changes

PLACEHOLDER = re.compile(r"\{\w+\}")
BEGINS = re.compile(r"#|msgctxt\b|msgid\b")
"""What stands behind a translation begins another entry."""
SHARED = "shared"
Data = dict[str, Any]


def header(reading: Reading) -> Data:
    """Return what stands above everything: what is looked at, and what its status is."""
    data = named(reading.wanted)
    if reading.entry is None or reading.table is None:
        return data
    edition, source = reading.entry.edition, language(reading.table.hospital.source_language)
    return data | {
        "title": markup.plain(edition.leaflet.title),
        "version": edition.leaflet.version,
        "source": {"tag": source.html_tag, "direction": source.direction, "name": source.own_name},
        "translated": edition.language != source.tag,
        "profiles": [profile.name for profile in reading.profiles],
        "status": edition.status.value,
        "reasons": list(edition.reasons),
        "machine": edition.translation.machine_translated,
    }


def named(wanted: Wanted) -> Data:
    """Return what is known of an edition before anything is read."""
    about = language(wanted.language)
    return {
        "number": wanted.number,
        "language": {
            "tag": about.html_tag,
            "direction": about.direction,
            "script": about.script,
            "name": about.english_name,
            "own": about.own_name,
        },
    }


def units(reading: Reading) -> list[Data]:
    """Return every unit that the edition shows: the leaflet's own, then what all leaflets say."""
    review = reading.review()
    if review is None or reading.entry is None or reading.table is None:
        return []
    texts = _Texts(reading.wanted.project)
    rows = [_own(row, reading.entry, texts) for row in review.rows]
    if not reading.entry.catalogs:
        return rows
    house = reading.table.hospital
    contacts = {unit.key for unit in house.units}
    spoken = {unit.key: unit for unit in (*reading.table.template_units, *house.units)}
    parts = ("contacts" if key in contacts else SHARED for key in spoken)
    return rows + [
        {"id": f"S{number}", **_shared(unit, part, reading, texts)}
        for number, (unit, part) in enumerate(zip(spoken.values(), parts, strict=True), start=1)
    ]


def elsewhere(reading: Reading, rows: Sequence[Data], more: Iterable[Finding] = ()) -> list[Data]:
    """Return what is found at none of the rows, with what the pages raised."""
    shown = {(one["path"], one["line"]) for row in rows for one in row["findings"]}
    shown |= {(row["at"]["path"], row["at"]["line"]) for row in rows if row["at"]}
    missing = [told(reading.missing)] if reading.missing else []
    found = sorted(dict.fromkeys((*more, *reading.findings)), key=lambda one: not one.blocking)
    return missing + [
        finding(one)
        for one in found
        if (one.path, one.line) not in shown and not (rows and one.rule in SAID_BY_STATE)
    ]


def told(message: str) -> Data:
    """Return what is no finding of the press's rules, in the same form."""
    return {"severity": "blocking", "rule": "", "path": "", "line": 0, "message": message}


def finding(one: Finding) -> Data:
    """Return one finding as plain data."""
    return {
        "severity": one.severity.value,
        "rule": one.rule,
        "path": one.path,
        "line": one.line,
        "message": one.message,
        "remedy": one.remedy,
    }


def entries(lines: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Return each entry of a PO file, its first line and its text, by every line (from 1) of it."""
    found: dict[int, tuple[int, str]] = {}
    own: list[str] = []
    for number, line in enumerate((*lines, ""), start=1):
        plain = line.removeprefix("#~").strip()
        translated = any(one.removeprefix("#~").strip().startswith("msgstr") for one in own)
        if not plain or (translated and BEGINS.match(plain)):
            first = number - len(own)
            found |= dict.fromkeys(range(first, number), (first, "\n".join(own)))
            own = []
        if plain:
            own.append(line)
    return found


class _Texts:
    """The texts of the files that units stand in, each read once."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.lines: dict[str, list[str]] = {}
        self.entries: dict[str, dict[int, tuple[int, str]]] = {}

    def line(self, path: str, number: int) -> tuple[int, str]:
        """Return a line of a file."""
        lines = self._lines(path)
        return number, lines[number - 1] if 0 < number <= len(lines) else ""

    def entry(self, path: str, number: int) -> tuple[int, str]:
        """Return the entry of a catalog that a line is in, and where it begins."""
        if path not in self.entries:
            self.entries[path] = entries(self._lines(path))
        return self.entries[path].get(number, (number, ""))

    def _lines(self, path: str) -> list[str]:
        if path not in self.lines:
            self.lines[path] = (read_text(self.project, path)[0] or "").splitlines()
        return self.lines[path]


def _own(row: Row, entry: Entry, texts: _Texts) -> Data:
    unit = row.unit
    name = "glossary" if (unit.context or "").startswith("term:") else entry.edition.leaflet.number
    said = entry.edition.translation.words.get(unit.key)
    return {
        "id": str(row.number),
        "group": "leaflet",
        "kind": unit.kind,
        "places": row.places,
        "safety": list(row.safety),
        "state": row.state.value,
        "stands": row.stands,
        "source": unit.text,
        "context": unit.context or "",
        "note": unit.note,
        "translation": row.translation,
        "changes": _pieces(row.changes),
        "findings": [finding(one) for one in row.findings],
        "pieces": _spoken(said or unit.text),
        **_standing(unit, entry.catalogs.get(name), texts),
    }


def _shared(unit: Unit, part: str, reading: Reading, texts: _Texts) -> Data:
    """Return the row of what the templates or hospital.toml say, without its number."""
    assert reading.entry is not None  # noqa: S101 - units() has asked
    assert reading.table is not None  # noqa: S101
    entry, words = reading.entry, reading.entry.edition.translation
    catalog = entry.catalogs.get(SHARED)
    message = catalog.messages.get(unit.key) if catalog else None
    said = (words.contacts if part == "contacts" else words.shared).get(unit.key)
    key = (catalog.path if catalog else SHARED, *unit.key)
    state = words.states.get(key, UnitState.UNREVIEWED)
    if state is UnitState.UNREVIEWED and _signed(part, entry, reading.table.hospital):
        state = UnitState.APPROVED
    before = message.previous if message and message.previous != unit.text else None
    place = (catalog.path, message.line) if catalog and message else None
    return {
        "group": SHARED,
        "kind": unit.kind,
        "places": 1,
        "safety": [],
        "state": state.value,
        "stands": "not valid" if state is UnitState.STALE and not before else state.value,
        "source": unit.text,
        "context": unit.context or "",
        "note": unit.note,
        "translation": message.translation if message else "",
        "changes": _pieces(changes(before, unit.text)) if before else [],
        "findings": [
            finding(one)
            for one in reading.findings
            if (one.path, one.line) == place and one.rule not in SAID_BY_STATE
        ],
        "pieces": _spoken(said or unit.text),
        **_standing(unit, catalog, texts),
    }


def _signed(part: str, entry: Entry, hospital: Hospital) -> bool:
    """Tell whether every role has signed off a part as it stands."""
    fingerprint = entry.parts[part].fingerprint
    held = (
        newest(entry.signed, part, entry.edition.language, role)
        for role in hospital.roles(entry.edition.language)
    )
    return all(one is not None and one.fingerprint == fingerprint for one in held)


def _standing(unit: Unit, catalog: Catalog | None, texts: _Texts) -> Data:
    """Return where a unit's source and its translation stand, and the words of the place."""
    message = catalog.messages.get(unit.key) if catalog else None
    if catalog is None or message is None:
        at, (first, text) = None, texts.line(unit.path, unit.line)
    else:
        at = {"path": catalog.path, "line": message.line}
        first, text = texts.entry(catalog.path, message.line)
    return {
        "at": at,
        "absent": catalog.path if catalog and at is None else "",
        "source_at": {"path": unit.path, "line": unit.line},
        "entry": {"first": first, "text": text},
    }


def _spoken(text: str) -> list[str]:
    """Return what stands on the page of a unit, in pieces without white space."""
    roots = markup.parse_inline(text)
    texts = (node.text for root in roots for node in root.walk() if node.type == "text")
    pieces = (piece for text in texts for piece in PLACEHOLDER.split(text))
    return [joined for piece in pieces if (joined := "".join(piece.split()))]


def _pieces(given: Iterable[Piece]) -> list[Mapping[str, str]]:
    return [{"text": piece.text, "change": piece.fate} for piece in given]
