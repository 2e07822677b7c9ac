"""A unit and its message in, findings about the translation out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from press.checks import characters, facts, marks
from press.checks.wording import Fault
from press.findings import Finding
from press.model import Catalog, Unit

Check = Callable[[Unit, str, str], Iterator[Fault]]
"""A unit, its translation and the language (BCP 47) in; rule, what was found and remedy out."""

CHECKS: tuple[Check, ...] = (
    marks.faults,
    facts.faults,
    characters.faults,
)


def check(
    units: Iterable[Unit], catalog: Catalog | None, path: str, tag: str, number: str | None
) -> Iterator[Finding]:
    """Yield what is wrong with a catalog's translations of some units.

    A catalog that could not be read is None: its findings are known already.
    """
    if catalog is None:
        return
    seen = set()
    for unit in units:
        if unit.key in seen:
            continue
        seen.add(unit.key)
        message = catalog.messages.get(unit.key)
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
        for one in CHECKS:
            for rule, found, remedy in one(unit, message.translation, tag):
                yield Finding(path, message.line, rule, found, remedy, number, tag)


def _short(text: str) -> str:
    return repr(text if len(text) <= 50 else text[:49] + "…")  # noqa: PLR2004 - fits a line
