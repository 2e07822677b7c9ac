"""The log of a leaflet's changes of spelling and spacing, which keep its translations valid."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from press.checks import facts, marks, negation
from press.files import write_whole
from press.findings import Finding
from press.model import Leaflet, Unit
from press.records import Field, check_table, read_toml

CHANGE = {
    "date": Field(datetime.date),
    "role": Field(str),
    "before": Field(str),
    "after": Field(str),
}
SAME_WORD = 0.7
"""How alike two spellings of one word are, of 1: paediatric and pediatric are, now and not are not.
Measured over British and American pairs: gray and grey, the furthest apart, have 0.75."""
WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a unit's text that its author declared as trivial."""

    before: str
    after: str


def path_of(leaflet: Leaflet) -> str:
    """Return where the log of a leaflet lies."""
    return f"{leaflet.folder}/trivial.toml"


def read(project: Path, leaflet: Leaflet) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """Return the declared changes of a leaflet, oldest first, and what is wrong with their log."""
    path = path_of(leaflet)
    if not (project / path).exists():
        return (), ()
    toml = read_toml(project, path)
    findings = list(toml.findings)
    rows = (toml.data or {}).get("change", [])
    for index, row in enumerate(rows if isinstance(rows, list) else []):
        findings += check_table(toml, row, CHANGE, f"change.{index}.")
    if findings or not isinstance(rows, list):
        return (), tuple(findings)
    return tuple(Change(row["before"], row["after"]) for row in rows), ()


def declared(changes: Iterable[Change]) -> Callable[[str, str], bool]:
    """Return what tells whether one text became another by declared changes alone, in steps."""
    steps: dict[str, list[str]] = {}
    for change in changes:
        steps.setdefault(change.before, []).append(change.after)

    def reaches(before: str, after: str) -> bool:
        seen, open_texts = {before}, [before]
        while open_texts:
            for text in steps.get(open_texts.pop(), ()):
                if text not in seen:
                    seen.add(text)
                    open_texts.append(text)
        return after in seen

    return reaches


def append(
    project: Path, leaflet: Leaflet, changes: Iterable[Change], role: str, day: datetime.date
) -> None:
    """Add changes to a leaflet's log; the file changes in one step or not at all."""
    target = project / path_of(leaflet)
    blocks = [target.read_text("utf-8")] if target.exists() else []
    for change in changes:
        values = {"role": role, "before": change.before, "after": change.after}
        lines = [f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in values.items()]
        blocks.append("\n".join(("[[change]]", f"date = {day.isoformat()}", *lines)) + "\n")
    write_whole(target, "\n".join(blocks))


def objection(change: Change, language: str) -> str:
    """Return why a change is more than spelling or spacing, or nothing.

    It may not touch a number, a mark, a link or a negation, nor add, drop or exchange a word. What
    is left is the author's own word for it.
    """
    unit = Unit("paragraph", change.before, "", 0)
    for check in (facts.faults, marks.faults):
        for _, found, _ in check(unit, change.after, language):
            return found
    if negation.count(change.before, language) != negation.count(change.after, language):
        return "a negation came or went"
    for before, after in _exchanged(change.before, change.after):
        if SequenceMatcher(None, before, after, autojunk=False).ratio() < SAME_WORD:
            return f"{before or 'nothing'!r} became {after or 'nothing'!r}"
    return ""


def _exchanged(before: str, after: str) -> Iterable[tuple[str, str]]:
    """Yield the words that differ, each with what stands in its place, without spaces."""
    old, new = (WORD.findall(text.casefold()) for text in (before, after))
    for code, start, end, first, last in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if code == "equal":
            continue
        one, other = old[start:end], new[first:last]
        if "".join(one) == "".join(other):
            continue
        if len(one) == len(other):
            yield from zip(one, other, strict=True)
        else:
            yield " ".join(one), " ".join(other)
