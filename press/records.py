"""TOML files in, checked tables with line numbers out; every fault is a finding, none raises."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from press.findings import Finding

TABLE = re.compile(r"^\s*\[(?P<array>\[)?\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"^\s*(?P<name>\"[^\"]+\"|[A-Za-z0-9_.-]+)\s*=")
PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Field:
    """What one key of a table must hold."""

    form: type
    """Type of the value."""
    required: bool = True
    item: type | None = None
    """Type of each entry of a list."""
    known: frozenset[str] | None = None
    """The only values that are allowed."""


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A parsed file; ``data`` is None when it could not be read."""

    path: str
    data: dict[str, Any] | None
    lines: Mapping[str, int] = field(default_factory=dict, hash=False)
    """Line of each key by its dotted name; entries of arrays of tables are numbered from 0."""
    findings: tuple[Finding, ...] = ()

    def line(self, key: str) -> int:
        """Return the line of a key, of the table around it, or 0."""
        while key and key not in self.lines:
            key = key.rpartition(".")[0]
        return self.lines.get(key, 0)


def read_text(project: Path, path: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Return a file's text, or None with the finding that says why not."""
    try:
        return (project / path).read_bytes().decode("utf-8-sig"), ()
    except OSError:
        return None, (Finding(path, 0, "missing-file", "the file is missing", "write it"),)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
        return None, (Finding(path, line, "not-utf8", found, "save the file as UTF-8"),)


def read_toml(project: Path, path: str) -> TomlFile:
    """Return a TOML file with the line of every key."""
    text, findings = read_text(project, path)
    if text is None:
        return TomlFile(path, None, findings=findings)
    return parse_toml(text, path)


def parse_toml(text: str, path: str) -> TomlFile:
    """Return TOML text as a file with the line of every key."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else len(text.splitlines())
        found = "not valid TOML: " + PLACE.sub("", str(error))
        finding = Finding(path, line, "toml-syntax", found, "mend the line or the one above it")
        return TomlFile(path, None, findings=(finding,))
    return TomlFile(path, data, dict(_lines(text)))


def check_table(
    toml: TomlFile, table: Mapping[str, Any], schema: Mapping[str, Field], prefix: str = ""
) -> Iterator[Finding]:
    """Yield what is unknown, missing or of the wrong type in one table."""
    if not isinstance(table, dict):
        name = prefix.rstrip(".")
        found = f"{name} is {type(table).__name__}, not a table"
        yield Finding(toml.path, toml.line(name), "wrong-type", found, f"write [{name}]")
        return
    for key, value in table.items():
        place = toml.line(prefix + key)
        if key not in schema:
            known = ", ".join(schema)
            yield Finding(
                toml.path, place, "unknown-key", f"{key!r} is not known", f"use one of: {known}"
            )
        else:
            yield from _check_value(toml.path, place, key, value, schema[key])
    for key, wanted in schema.items():
        if wanted.required and table.get(key) in (None, "", []):
            place = toml.line(prefix.rstrip("."))
            yield Finding(
                toml.path, place, "missing-field", f"{key!r} is missing or empty", "fill it in"
            )


def _check_value(path: str, line: int, key: str, value: Any, wanted: Field) -> Iterator[Finding]:
    if wanted.form is datetime.date:
        if type(value) is not datetime.date:
            found = f"{key} {str(value)!r} is not a date"
            yield Finding(path, line, "bad-date", found, "write YYYY-MM-DD without quotes")
        return
    if type(value) is not wanted.form:
        found = f"{key} is {type(value).__name__}, not {wanted.form.__name__}"
        yield Finding(path, line, "wrong-type", found, "write the value in the right form")
        return
    entries = value if isinstance(value, list) else [value]
    for entry in entries:
        if wanted.item is not None and type(entry) is not wanted.item:
            found = f"{key} holds {entry!r}, which is not {wanted.item.__name__}"
            yield Finding(path, line, "wrong-type", found, "write the value in the right form")
        elif wanted.known is not None and entry not in wanted.known:
            known = ", ".join(sorted(wanted.known))
            found = f"{key} {entry!r} is not known"
            yield Finding(path, line, "unknown-value", found, f"use one of: {known}")


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield each key of a valid TOML text with its line."""
    prefix = ""
    arrays: dict[str, int] = {}
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if table := TABLE.match(line):
            name = table["name"].replace('"', "")
            if table["array"]:
                arrays[name] = arrays.get(name, -1) + 1
                name = f"{name}.{arrays[name]}"
            outer = name.rpartition(".")[0]
            if outer and outer not in seen:
                yield outer, number
            seen |= {name, outer}
            yield name, number
            prefix = name + "."
        elif key := KEY.match(line):
            yield prefix + key["name"].strip('"'), number
