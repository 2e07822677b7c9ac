"""A unit and its message in, findings about the translation out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from press.checks import (
    characters,
    consistency,
    digits,
    facts,
    foreign,
    garbled,
    glossary,
    length,
    letters,
    marks,
    names,
    negation,
    punctuation,
    spacing,
)
from press.checks.agreed import Agreed
from press.checks.wording import Fault
from press.findings import Finding
from press.model import Catalog, Unit

Check = Callable[[Unit, str, str], Iterator[Fault]]
"""A unit, its translation and the language (BCP 47) in; rule, what was found and remedy out."""

CHECKS: tuple[Check, ...] = (
    marks.faults,
    facts.faults,
    characters.faults,
    garbled.faults,
    letters.faults,
    digits.faults,
    punctuation.faults,
    spacing.faults,
    foreign.faults,
    length.faults,
    negation.faults,
)
NOTHING_AGREED = Agreed()


def check(
    units: Iterable[Unit],
    catalog: Catalog | None,
    path: str,
    tag: str,
    number: str | None,
    agreed: Agreed = NOTHING_AGREED,
) -> Iterator[Finding]:
    """Yield what is wrong with a catalog's translations of some units.

    A catalog that could not be read is None: its findings are known already.
    """
    if catalog is None:
        return
    seen = set()
    whole = []
    for unit in units:
        if unit.key in seen:
            continue
        seen.add(unit.key)
        message = catalog.messages.get(unit.key)
        if message and message.plural:
            found = f"{_short(unit.text)} has a form for each number, and the source has one text"
            remedy = "delete msgid_plural and write one msgstr"
            yield Finding(path, message.line, "plural-translation", found, remedy, number, tag)
            continue
        if message is None or not message.translation:
            line = message.line if message else 0
            found = f"{_short(unit.text)} is not translated"
            remedy = "write its msgstr" if message else "add an entry with this msgid"
            yield Finding(path, line, "missing-translation", found, remedy, number, tag)
            continue
        if message.fuzzy:
            found = f"{_short(unit.text)} is marked fuzzy"
            remedy = "correct the translation and remove the fuzzy mark"
            yield Finding(path, message.line, "fuzzy-translation", found, remedy, number, tag)
        else:
            whole.append(message)
        faults = [*_alone(replace(unit, line=0), message.translation, tag)]
        faults += glossary.faults(unit, message.translation, tag, agreed)
        faults += names.faults(unit, message.translation, tag, agreed)
        for rule, found, remedy in faults:
            yield Finding(path, message.line, rule, found, remedy, number, tag)
    for rule, found, remedy, line in consistency.neighbours(whole):
        yield Finding(path, line, rule, found, remedy, number, tag)


@functools.lru_cache(maxsize=8192)
def _alone(unit: Unit, translation: str, tag: str) -> tuple[Fault, ...]:
    """Return what is wrong with one translation by itself: the same words, the same answer."""
    return tuple(fault for one in CHECKS for fault in one(unit, translation, tag))


def _short(text: str) -> str:
    return repr(text if len(text) <= 50 else text[:49] + "…")  # noqa: PLR2004 - fits a line
