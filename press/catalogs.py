"""PO files in, Catalogs out; units in, new PO files out. PO is the stored truth."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import polib

from press.files import write_whole
from press.findings import Finding
from press.languages import locale_folder
from press.model import Catalog, Message, Unit
from press.records import read_text

POLIB_LINE = re.compile(r"\(line (\d+)\)")
KEYWORD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s+"|"|#|\s*$')


def path_of(language: str, name: str) -> str:
    """Return where a catalog lies in a project: locales/ur/LC_MESSAGES/RHM20.po."""
    return f"locales/{locale_folder(language)}/LC_MESSAGES/{name}.po"


def read(project: Path, language: str, name: str) -> tuple[Catalog | None, tuple[Finding, ...]]:
    """Return a catalog, or None with the findings that say why it cannot be read."""
    path = path_of(language, name)
    if not (project / path).exists():
        found, remedy = "there is no catalog", "write one with an entry for each unit"
        return None, (Finding(path, 0, "catalog-missing", found, remedy, language=language),)
    text, findings = read_text(project, path)
    if text is not None:
        findings = tuple(_broken_lines(text, path))
    if findings or text is None:
        return None, tuple(_of(language, finding) for finding in findings)
    try:
        entries = polib.pofile(text)
    except (OSError, ValueError) as error:
        place = POLIB_LINE.search(str(error))
        line = int(place[1]) if place else len(text.splitlines())
        return None, (_of(language, _syntax(path, line, "not valid PO")),)
    messages: dict[tuple[str | None, str], Message] = {}
    for entry in entries:
        if not entry.obsolete:
            if (entry.msgctxt, entry.msgid) in messages:
                twice = _syntax(path, entry.linenum or 0, "the same msgid stands twice")
                return None, (_of(language, twice),)
            message = Message(
                text=entry.msgid,
                translation=entry.msgstr.strip(),
                fuzzy=entry.fuzzy,
                previous=entry.previous_msgid or None,
                context=entry.msgctxt,
                line=entry.linenum or 0,
            )
            messages[(entry.msgctxt, entry.msgid)] = message
    return Catalog(path, language, messages, dict(entries.metadata)), ()


def scaffold(project: Path, language: str, name: str, units: Iterable[Unit], title: str) -> Path:
    """Write a new catalog with every unit empty, in document order, and return its path.

    Nothing in it changes with the day or the machine: no dates, no line numbers.
    """
    catalog = polib.POFile(wrapwidth=100)
    catalog.metadata = {
        "Project-Id-Version": title,
        "Language": locale_folder(language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Machine-Translation": "no",
    }
    seen = set()
    for unit in units:
        if unit.key in seen:
            continue
        seen.add(unit.key)
        where = unit.component or unit.kind
        comment = "\n".join(filter(None, (f"{unit.path}: {where}", unit.note)))
        catalog.append(polib.POEntry(msgid=unit.text, msgctxt=unit.context, comment=comment))
    path = project / path_of(language, name)
    write_whole(path, str(catalog) + "\n")
    return path


def _broken_lines(text: str, path: str) -> Iterable[Finding]:
    """Yield each line that no PO file may hold; polib and Babel let several of them through."""
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if not KEYWORD.match(stripped):
            yield _syntax(path, number, f"{stripped[:30]!r} is not a line of a PO file")
        elif not stripped.startswith("#") and stripped and not _closed(stripped):
            yield _syntax(path, number, "a quoted text is not closed, or holds a stray backslash")
    last = [line.strip() for line in text.splitlines() if line.strip()]
    if last and last[-1].startswith(("msgid", "msgctxt")):
        yield _syntax(path, len(text.splitlines()), "the file ends in the middle of an entry")


def _closed(line: str) -> bool:
    quoted = re.fullmatch(r'[^"]*"(?:[^"\\]|\\[ntr"\\])*"', line)
    return quoted is not None


def _syntax(path: str, line: int, found: str) -> Finding:
    return Finding(path, line, "po-syntax", found, "mend the line; nothing of the file is used")


def _of(language: str, finding: Finding) -> Finding:
    return Finding(
        finding.path, finding.line, finding.rule, finding.message, finding.remedy, None, language
    )
