"""Leaflet folders in, Leaflets out; a folder that cannot be read is left out with its findings."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from press import markup
from press.findings import Finding, ProjectError
from press.model import Change, Figure, Kind, Leaflet, Unit
from press.records import Field, TomlFile, check_table, read_text, read_toml

LEAFLET = {
    "number": Field(str),
    "title": Field(str),
    "short_title": Field(str),
    "kind": Field(str, known=frozenset(Kind)),
    "version": Field(str),
    "supersedes": Field(str, required=False),
    "issued": Field(datetime.date),
    "last_checked": Field(datetime.date),
    "review_due": Field(datetime.date),
    "service": Field(str),
    "audience": Field(str),
    "topics": Field(list, item=str),
    "languages": Field(list, item=str),
    "profiles": Field(list, item=str),
    "author": Field(str),
    "approver": Field(str),
    "involvement": Field(str),
    "references": Field(list, item=str),
    "figures": Field(list, required=False, item=dict),
    "changes": Field(list, item=dict),
}
FIGURE = {"file": Field(str), "alt": Field(str)}
CHANGE = {"version": Field(str), "note": Field(str)}
NUMBER = re.compile(r"[A-Z]+[0-9]+")
VERSION = re.compile(r"[0-9]+\.[0-9]+")
BEFORE_TEXT = ("title", "short_title", "audience")
AFTER_TEXT = ("author", "approver", "involvement")


@dataclass(frozen=True, slots=True)
class Library:
    """Every leaflet that could be read, by number, and what is known of the others."""

    leaflets: tuple[Leaflet, ...]
    broken: frozenset[str]
    """Numbers that are blocked: what was published of them before stays as it was."""
    findings: tuple[Finding, ...]


def read(project: Path) -> Library:
    """Return the library of a project.

    Raises ProjectError when it holds no leaflet at all.
    """
    folders = sorted(path.parent for path in (project / "leaflets").glob("*/leaflet.toml"))
    folders += sorted(
        path.parent
        for path in (project / "leaflets").glob("*/leaflet.md")
        if path.parent not in folders
    )
    if not folders:
        found = "the library holds no leaflet"
        remedy = "start one with: build.py new <service> <title>"
        raise ProjectError([Finding("leaflets", 0, "empty-library", found, remedy)])
    readings = [_read_leaflet(project, path.relative_to(project).as_posix()) for path in folders]
    findings = [finding for reading in readings for finding in reading.findings]
    claims: dict[str, list[_Reading]] = {}
    for reading in readings:
        claims.setdefault(reading.number, []).append(reading)
    leaflets: list[Leaflet] = []
    broken = {""}
    for number, rivals in sorted(claims.items()):
        if len(rivals) > 1 and number:
            findings += _duplicates(number, rivals)
        elif rivals[0].leaflet is not None:
            leaflets.append(rivals[0].leaflet)
            continue
        # The folder's name too: a wrong number must not take the right one's files away.
        broken |= {name for rival in rivals for name in (number, _number_in_folder(rival.folder))}
    broken -= {"", *(leaflet.number for leaflet in leaflets)}
    return Library(tuple(leaflets), frozenset(broken), tuple(findings))


@dataclass(frozen=True, slots=True)
class _Reading:
    folder: str
    number: str
    line: int
    leaflet: Leaflet | None
    findings: tuple[Finding, ...]


def _duplicates(number: str, rivals: list[_Reading]) -> Iterator[Finding]:
    for rival in rivals:
        others = ", ".join(other.folder for other in rivals if other is not rival)
        yield Finding(
            f"{rival.folder}/leaflet.toml",
            rival.line,
            "duplicate-number",
            f"{number} is also the number of {others}",
            "give one of them the next free number",
            number=number,
        )


def _number_in_folder(folder: str) -> str:
    """Return the number that a folder's name begins with, for a leaflet.toml that says none."""
    match = NUMBER.match(PurePosixPath(folder).name)
    return match[0] if match else ""


def _read_leaflet(project: Path, folder: str) -> _Reading:
    toml = read_toml(project, f"{folder}/leaflet.toml")
    markdown, text_findings = read_text(project, f"{folder}/leaflet.md")
    data = toml.data or {}
    findings = [*toml.findings, *text_findings]
    if toml.data is not None:
        findings += _check(toml)
    number = data.get("number", "")
    number = number if isinstance(number, str) and NUMBER.fullmatch(number) else ""
    known = number or _number_in_folder(folder) or None
    stamped = tuple(
        Finding(f.path, f.line, f.rule, f.message, f.remedy, number=known) for f in findings
    )
    leaflet = None
    if not stamped and markdown is not None:
        leaflet = _leaflet(project, folder, toml, markdown)
    return _Reading(folder, number, toml.line("number"), leaflet, stamped)


def _check(toml: TomlFile) -> Iterator[Finding]:
    data = toml.data or {}
    yield from check_table(toml, data, LEAFLET)
    for name, schema in (("figures", FIGURE), ("changes", CHANGE)):
        rows = data.get(name, [])
        for index, row in enumerate(rows if isinstance(rows, list) else []):
            if isinstance(row, dict):
                yield from check_table(toml, row, schema, f"{name}.{index}.")
    for key, pattern, example in (("number", NUMBER, "RHM20"), ("version", VERSION, "3.1")):
        value = data.get(key)
        if isinstance(value, str) and value and not pattern.fullmatch(value):
            found = f"{key} {value!r} is not of the form {example}"
            yield Finding(toml.path, toml.line(key), "bad-number", found, f"write {example}")


def _leaflet(project: Path, folder: str, toml: TomlFile, markdown: str) -> Leaflet:
    data = toml.data or {}
    figures = tuple(
        Figure(
            row["file"],
            row["alt"],
            _figure_data(project, folder, row["file"]),
            toml.line(f"figures.{index}.alt"),
        )
        for index, row in enumerate(data.get("figures", []))
    )
    root = markup.parse(markdown, f"{folder}/leaflet.md")
    return Leaflet(
        folder=folder,
        kind=Kind(data["kind"]),
        supersedes=data.get("supersedes"),
        markdown=markdown,
        units=(*units_before(toml), *markup.units(root), *units_after(toml)),
        terms=tuple(_terms(root)),
        figures=figures,
        changes=tuple(Change(row["version"], row["note"]) for row in data["changes"]),
        lines=toml.lines,
        **_as_tuples(
            {
                key: data[key]
                for key in LEAFLET
                if key not in ("kind", "supersedes", "figures", "changes")
            }
        ),
    )


def _as_tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }


def _figure_data(project: Path, folder: str, file: str) -> bytes:
    """Return a figure's bytes, empty when it is not a file inside the leaflet's own folder."""
    home = (project / folder).resolve()
    path = (home / file).resolve()
    return path.read_bytes() if path.is_relative_to(home) and path.is_file() else b""


def units_before(toml: TomlFile) -> Iterator[Unit]:
    """Yield the units of leaflet.toml that stand before the text."""
    for key in BEFORE_TEXT:
        yield _metadata(toml, "title", key, (toml.data or {})[key])


def units_after(toml: TomlFile) -> Iterator[Unit]:
    """Yield the units of leaflet.toml that stand after the text."""
    data = toml.data or {}
    for index, row in enumerate(data.get("figures", [])):
        yield _metadata(toml, "alt", f"figures.{index}.alt", row["alt"])
    for key in AFTER_TEXT:
        yield _metadata(toml, "data", key, data[key])
    for index, row in enumerate(data["changes"]):
        if row["version"] == data["version"]:
            yield _metadata(toml, "data", f"changes.{index}.note", row["note"])


def _metadata(toml: TomlFile, kind: str, key: str, text: str) -> Unit:
    return Unit(kind, " ".join(text.split()), toml.path, toml.line(key))


def _terms(root: markup.Node) -> Iterator[str]:
    """Yield each term that the text marks, once, in the order of its first use."""
    seen = set()
    for node in markup.targets(root):
        scheme, _, name = node.attributes["target"].partition(":")
        if scheme == "term" and name not in seen:
            seen.add(name)
            yield name
