"""A unit and its message in, findings about the translation out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from press import markup
from press.checks.wording import placeholder_text, unshowable
from press.findings import Finding
from press.markup import Node
from press.model import Catalog, Message, Unit
from press.quantities import FactKind, differences

PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
# What is left over when a pair of marks did not become markup.
STRAY = re.compile(r"\*\*|__|\]\(|!\[|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")

FACT_RULES = {
    FactKind.DOSE: "dose-differs",
    FactKind.TIME: "time-differs",
    FactKind.PHONE: "phone-differs",
    FactKind.EMAIL: "address-differs",
    FactKind.URL: "address-differs",
    FactKind.LEAFLET_NUMBER: "leaflet-number-differs",
    FactKind.CODE: "leaflet-number-differs",
}
OTHER_FACTS = "number-differs"


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
        for rule, found, remedy in _faults(unit, message, tag):
            yield Finding(path, message.line, rule, found, remedy, number, tag)


def _faults(unit: Unit, message: Message, tag: str) -> Iterator[tuple[str, str, str]]:
    """Yield rule, what was found and remedy for one translation."""
    yield from _markup_faults(unit.text, message.translation)
    yield from _fact_faults(unit.text, message.translation, tag)
    if words := placeholder_text(message.translation):
        yield "placeholder-text", f"placeholder text {words!r}", "write the real translation"
    missing = unshowable(message.translation, tag)
    if missing:
        yield "missing-glyph", f"no allowed font shows {missing}", "use other characters"


def _markup_faults(source: str, translation: str) -> Iterator[tuple[str, str, str]]:
    nodes = [node for root in markup.parse_inline(translation) for node in root.walk()]
    wanted, given = (
        _signature(markup.parse_inline(source)),
        _signature(markup.parse_inline(translation)),
    )
    wanted += Counter(PLACEHOLDER.findall(source))
    given += Counter(PLACEHOLDER.findall(translation))
    lost, added = wanted - given, given - wanted
    if lost or added:
        words = [f"{_listed(lost)} is missing"] if lost else []
        words += [f"{_listed(added)} is not in the source"] if added else []
        remedy = "keep the marks, links and {names} of the msgid"
        yield "markup-differs", "; ".join(words), remedy
    for node in nodes:
        if node.type == "html":
            remedy = "remove it; only Markdown is printed"
            yield "raw-html", f"raw HTML {node.text[:40]!r}", remedy
        elif node.type == "image":
            target = node.attributes["target"]
            found = f"a picture {target!r} in a translation"
            yield "unsafe-reference", found, "remove it; pictures come from the source alone"
        elif node.type == "text" and (stray := STRAY.search(node.text)):
            found = f"{stray[0]!r} stands in the text as it is"
            yield "markup-differs", found, "close the mark or remove it"


def _signature(nodes: list[Node]) -> Counter[str]:
    """Count the inline marks of a text, whatever their order: languages order words otherwise."""
    found: Counter[str] = Counter()
    for root in nodes:
        for node in root.walk():
            if node.type in ("strong", "emphasis", "code", "break", "html"):
                found[node.type] += 1
            elif node.type in ("link", "image"):
                found[f"{node.type} to {node.attributes['target']}"] += 1
    return found


def _fact_faults(source: str, translation: str, tag: str) -> Iterator[tuple[str, str, str]]:
    for difference in differences(source, translation, tag):
        words = [f"{', '.join(difference.missing)} is missing"] if difference.missing else []
        words += [f"{', '.join(difference.extra)} is not in the source"] if difference.extra else []
        rule = FACT_RULES.get(difference.kind, OTHER_FACTS)
        found = f"{difference.kind.value.replace('_', ' ')}: " + "; ".join(words)
        yield rule, found, "copy it from the msgid exactly"


def _short(text: str) -> str:
    return repr(text if len(text) <= 50 else text[:49] + "…")  # noqa: PLR2004 - fits a line


def _listed(counted: Counter[str]) -> str:
    return ", ".join(
        name if count == 1 else f"{count} × {name}" for name, count in sorted(counted.items())
    )
