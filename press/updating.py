"""A catalog's text and today's units in, the refreshed text and what became of each unit out.

Three promises: no translation stands beside a source that it was not made for without being
marked stale; none is lost; a second run changes no byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import polib

from press.alignment import Key, replaced
from press.languages import locale_folder
from press.model import Unit

WIDTH = 100
"""Characters of a line of a catalog."""
Trivial = Callable[[str, str], bool]
"""Whether the author declared a change from one source text to another as trivial."""
OBSOLETE_PREVIOUS = re.compile(r"^#~\|", re.MULTILINE)
"""polib passes over the previous msgid of an obsolete entry unless it is written as any other."""


class Fate(StrEnum):
    """What an update did to one unit."""

    KEPT = "kept"
    RETURNED = "returned"
    STALE = "stale"
    TRIVIAL = "trivial"
    NEW = "new"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One unit after an update."""

    fate: Fate
    text: str
    """Its source text; of a removed unit the one that it had."""
    before: str = ""
    """The text that it replaced, of a stale or trivial one."""
    line: int = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A catalog as it should be written."""

    text: str
    outcomes: tuple[Outcome, ...]


def refresh(
    before: str | None, units: Iterable[Unit], language: str, title: str, trivial: Trivial
) -> Refreshed:
    """Return a catalog brought in line with its source, in document order.

    ``before`` is the text of a well-formed catalog, None for a new one; ``title`` names the
    document and its version. A unit that stands in the catalog keeps its entry, wherever it moved.
    One that replaced another in place takes its translation as fuzzy, with the last validated
    source as previous msgid. Anything else starts empty. Removed entries stay as obsolete and come
    back when their text does.
    """
    catalog = _parsed(before, language, title)
    active: dict[Key, polib.POEntry] = {}
    for entry in catalog:
        if not entry.obsolete:
            active.setdefault(_key(entry), entry)
    obsolete = {_key(entry): entry for entry in catalog.obsolete_entries()}
    wanted: dict[Key, Unit] = {}
    for unit in units:
        wanted.setdefault(unit.key, unit)
    in_place = replaced(list(active), list(wanted))
    refreshed = _empty_like(catalog)
    outcomes, living_on = [], set()
    for key, unit in wanted.items():
        old = in_place.get(key)
        entry, fate = _entry(unit, active, obsolete, active.get(old) if old else None, trivial)
        text = ""
        if old and fate in (Fate.STALE, Fate.TRIVIAL):
            text = old[1]
            # A validated translation is kept beside the source that it was made for, too.
            living_on |= {old} if fate is Fate.TRIVIAL or active[old].fuzzy else set()
        refreshed.append(_described(entry, unit))
        outcomes.append(Outcome(fate, unit.text, text, unit.line, unit.path))
    gone = {
        key: entry
        for key, entry in active.items()
        if key not in wanted and key not in living_on and _translation(entry)
    }
    for entry in (obsolete | gone).values():
        refreshed.append(_put_aside(entry))
    left = set(wanted) | set(in_place.values())
    outcomes += [Outcome(Fate.REMOVED, key[1]) for key in active if key not in left]
    return Refreshed(_written(refreshed), tuple(outcomes))


def _entry(
    unit: Unit,
    active: Mapping[Key, polib.POEntry],
    obsolete: dict[Key, polib.POEntry],
    old: polib.POEntry | None,
    trivial: Trivial,
) -> tuple[polib.POEntry, Fate]:
    """Return the entry of one unit and how it came; what comes back is obsolete no more."""
    kept = active.get(unit.key)
    if kept is not None and (kept.msgstr or unit.key not in obsolete):
        return kept, Fate.KEPT
    if unit.key in obsolete:
        return obsolete.pop(unit.key), Fate.RETURNED
    if old is not None and _translation(old):
        entry = _reworded(old, unit, trivial)
        return entry, Fate.STALE if entry.fuzzy else Fate.TRIVIAL
    return polib.POEntry(msgid=unit.text, msgctxt=unit.context), Fate.NEW


def _parsed(before: str | None, language: str, title: str) -> polib.POFile:
    text = OBSOLETE_PREVIOUS.sub("#|", before.removeprefix("\ufeff")) if before else ""
    catalog = polib.pofile(text or 'msgid ""\n', wrapwidth=WIDTH)
    if before is None:
        catalog.metadata = {
            "Project-Id-Version": title,
            "Language": locale_folder(language),
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "X-Machine-Translation": "no",
        }
    elif catalog.metadata.get("Project-Id-Version"):
        catalog.metadata["Project-Id-Version"] = title
    catalog.metadata["Content-Type"] = "text/plain; charset=UTF-8"
    return catalog


def _empty_like(catalog: polib.POFile) -> polib.POFile:
    """Return a catalog with the same header and no entry."""
    empty = polib.POFile(wrapwidth=WIDTH)
    empty.header, empty.metadata = catalog.header, catalog.metadata
    empty.metadata_is_fuzzy = catalog.metadata_is_fuzzy
    return empty


def _reworded(old: polib.POEntry, unit: Unit, trivial: Trivial) -> polib.POEntry:
    """Return the entry of a unit that replaced another in place."""
    entry = polib.POEntry(msgid=unit.text, msgctxt=unit.context, msgstr=_translation(old))
    entry.tcomment, entry.flags = old.tcomment, list(old.flags)
    if old.msgctxt == unit.context and trivial(old.msgid, unit.text) and not old.msgid_plural:
        entry.previous_msgid, entry.previous_msgctxt = old.previous_msgid, old.previous_msgctxt
        return entry
    if old.fuzzy and old.previous_msgid:
        entry.previous_msgid, entry.previous_msgctxt = old.previous_msgid, old.previous_msgctxt
    else:
        entry.previous_msgid, entry.previous_msgctxt = old.msgid, old.msgctxt
    if not old.fuzzy:
        entry.flags.insert(0, "fuzzy")
    return entry


def _described(entry: polib.POEntry, unit: Unit) -> polib.POEntry:
    """Return an entry with what translators are told of its unit today."""
    where = unit.component or unit.kind
    entry.comment = "\n".join(filter(None, (f"{unit.path}: {where}", unit.note)))
    entry.occurrences, entry.obsolete = [], False
    if entry.msgid_plural:
        # Leaflets have no plural forms: some other tool made one, and a person must look.
        entry.msgstr, entry.msgid_plural, entry.msgstr_plural = _translation(entry), "", {}
        entry.flags = ["fuzzy", *(flag for flag in entry.flags if flag != "fuzzy")]
    return entry


def _put_aside(entry: polib.POEntry) -> polib.POEntry:
    entry.obsolete, entry.occurrences, entry.comment = True, [], ""
    return entry


def _translation(entry: polib.POEntry) -> str:
    forms: Mapping[int, str] = entry.msgstr_plural
    return entry.msgstr or next((forms[number] for number in sorted(forms) if forms[number]), "")


def _written(catalog: polib.POFile) -> str:
    return str(catalog).rstrip("\n") + "\n"


def _key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt, entry.msgid)
