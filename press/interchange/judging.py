"""What may be taken of a file in; the catalogs as they would be, and what the checks say, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from press import catalogs
from press.desk import Desk
from press.findings import Finding
from press.interchange import Key
from press.interchange.incoming import Fate, Outcome

NO_ENTRY = ("the catalog has no plain entry for it", "run: build.py update, then import again")


def merged(
    outcomes: tuple[Outcome, ...], texts: Mapping[str, bytes]
) -> tuple[tuple[Outcome, ...], dict[str, str]]:
    """Return the outcomes, and the texts of the catalogs that they would change.

    A translation that no entry can hold as it is, is refused.
    """
    proposed: dict[str, str] = {}
    lost: set[tuple[str, Key]] = set()
    for path, data in texts.items():
        wanted = {
            outcome.key: outcome.translation
            for outcome in outcomes
            if outcome.catalog == path and outcome.fate is Fate.TAKEN
        }
        if not wanted:
            continue
        text = catalogs.replaced(data.decode(), wanted)
        held, _ = catalogs.parse(text.removeprefix("\ufeff"), path, "")
        for key, translation in wanted.items():
            message = held.messages.get(key) if held else None
            if message is None or message.fuzzy or message.translation != translation:
                lost.add((path, key))
        proposed[path] = text
    why, remedy = NO_ENTRY
    return tuple(
        replace(one, fate=Fate.REFUSED, why=why, remedy=remedy, approved=False)
        if one.fate is Fate.TAKEN and (one.catalog, one.key) in lost
        else one
        for one in outcomes
    ), proposed


def raised(before: Desk, after: Desk, outcomes: tuple[Outcome, ...]) -> list[Finding]:
    """Return what the checks say of the units taken, and what else is new."""
    taken = {(one.catalog, one.key) for one in outcomes if one.fate is Fate.TAKEN}
    lines = {
        (catalog.path, message.line)
        for entry in after.entries
        for catalog in entry.catalogs.values()
        for key, message in catalog.messages.items()
        if (catalog.path, key) in taken
    }
    known = {_said(finding) for finding in before.findings}
    return [
        finding
        for finding in after.findings
        if (finding.path, finding.line) in lines or _said(finding) not in known
    ]


def _said(finding: Finding) -> tuple[str, ...]:
    """Return a finding without its line, which moves when text above it does."""
    return (finding.path, finding.rule, finding.message, finding.language or "")
