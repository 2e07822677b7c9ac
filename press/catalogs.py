"""PO files in, Catalogs out; units in, new PO files out. PO is the stored truth."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import polib

from press.findings import Finding
from press.languages import locale_folder
from press.model import Catalog, Message
from press.po_syntax import faults, wrong_charset
from press.records import read_text

POLIB_LINE = re.compile(r"\(line (\d+)\)")


def path_of(language: str, name: str) -> str:
    """Return where a catalog lies in a project: locales/ur/LC_MESSAGES/RHM20.po."""
    return f"locales/{locale_folder(language)}/LC_MESSAGES/{name}.po"


def read(
    project: Path, language: str, name: str, text: str | None = None
) -> tuple[Catalog | None, tuple[Finding, ...]]:
    """Return a catalog, or None with the findings that say why it cannot be read.

    ``text`` is read in place of the file's: what somebody proposes to write there.
    """
    path = path_of(language, name)
    findings: tuple[Finding, ...] = ()
    if text is None:
        if not (project / path).exists():
            found, remedy = "there is no catalog", "write one with an entry for each unit"
            return None, (Finding(path, 0, "catalog-missing", found, remedy, language=language),)
        text, findings = read_text(project, path)
        findings = tuple(_in_charset(findings, (project / path).read_bytes()))
    if text is None:
        return None, tuple(_of(language, finding) for finding in findings)
    return parse(text, path, language)


@functools.lru_cache(maxsize=32)
def parse(text: str, path: str, language: str) -> tuple[Catalog | None, tuple[Finding, ...]]:
    """Return the catalog that a PO text holds, or None with what is wrong with it."""
    if findings := tuple(_not_po(text, path)):
        return None, tuple(_of(language, finding) for finding in findings)
    try:
        entries = polib.pofile(text)
    except (OSError, ValueError) as error:
        place = POLIB_LINE.search(str(error))
        line = int(place[1]) if place else len(text.splitlines())
        broken = _syntax(path, line, "not valid PO", "mend this entry")
        return None, (_of(language, broken),)
    messages: dict[tuple[str | None, str], Message] = {}
    for entry in entries:
        if not entry.obsolete:
            if (entry.msgctxt, entry.msgid) in messages:
                found, remedy = "the same msgid stands twice", "delete one of the two entries"
                twice = _syntax(path, entry.linenum or 0, found, remedy)
                return None, (_of(language, twice),)
            message = Message(
                text=entry.msgid,
                translation=entry.msgstr.strip(),
                fuzzy=entry.fuzzy,
                previous=entry.previous_msgid or None,
                context=entry.msgctxt,
                line=entry.linenum or 0,
                plural=bool(entry.msgid_plural),
            )
            messages[(entry.msgctxt, entry.msgid)] = message
    return Catalog(path, language, messages, dict(entries.metadata)), ()


def replaced(text: str, translations: Mapping[tuple[str | None, str], str]) -> str:
    """Return a well-formed PO text in which some entries are translated anew.

    Their fuzzy marks and previous msgids go, as when a person clears them. Every other byte stays:
    how a file is wrapped is its editor's business.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text.removeprefix(mark).splitlines(keepends=True)
    for entry in reversed(polib.pofile("".join(lines))):
        key = (entry.msgctxt, entry.msgid)
        if key in translations and not entry.obsolete and not entry.msgid_plural:
            _translate(lines, (entry.linenum or 1) - 1, translations[key])
    return mark + "".join(lines)


def _translate(lines: list[str], start: int, translation: str) -> None:
    """Give the entry that begins at a line, counted from 0, another msgstr."""
    at = start
    while not lines[at].lstrip().startswith("msgstr"):
        at += 1
    end = at + 1
    while end < len(lines) and lines[end].lstrip().startswith('"'):
        end += 1
    ending = "\r\n" if lines[at].endswith("\r\n") else "\n"
    alone = polib.POFile(wrapwidth=100)
    alone.append(polib.POEntry(msgid="", msgstr=translation))
    written = str(alone)
    msgstr = written[written.rindex("\nmsgstr ") + 1 :].rstrip("\n")
    lines[at:end] = [line + ending for line in msgstr.split("\n")]
    for number in reversed(range(start, at)):
        line = lines[number].lstrip()
        if line.startswith("#,"):
            flags = [flag.strip() for flag in line[2:].split(",")]
            kept = [flag for flag in flags if flag not in ("fuzzy", "")]
            lines[number : number + 1] = [f"#, {', '.join(kept)}{ending}"] if kept else []
        elif line.startswith("#|"):
            del lines[number]


def _in_charset(findings: Iterable[Finding], data: bytes) -> Iterator[Finding]:
    """Yield the findings of a file that is not UTF-8, with the way to save its letters."""
    for finding in findings:
        named = wrong_charset(data)
        if named is None or finding.rule != "not-utf8":
            yield finding
            continue
        remedy = f"{finding.remedy}: msgconv --to-code=UTF-8 -o {finding.path} {finding.path}"
        yield replace(finding, message=f"{finding.message} but {named[1]}", remedy=remedy)


def _not_po(text: str, path: str) -> Iterator[Finding]:
    if named := wrong_charset(text.encode()):
        line, name = named
        found = f"the header says charset={name} and the file is UTF-8"
        yield Finding(path, line, "not-utf8", found, "write charset=UTF-8 in the header")
    for line, found, remedy in faults(text):
        yield _syntax(path, line, found, remedy)


def _syntax(path: str, line: int, found: str, remedy: str) -> Finding:
    return Finding(path, line, "po-syntax", found, f"{remedy}; nothing of the file is used")


def _of(language: str, finding: Finding) -> Finding:
    return replace(finding, number=None, language=language)
