"""A unit and its translation in, findings about its inline Markdown and placeholders out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from press import markup
from press.checks.wording import Fault
from press.markup import Node
from press.model import Unit

PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
# What is left over when a pair of marks did not become markup.
STRAY = re.compile(r"\*\*|__|\]\(|!\[|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")


def faults(unit: Unit, translation: str, _tag: str) -> Iterator[Fault]:
    """Yield what differs between the marks of a unit and of its translation."""
    nodes = [node for root in markup.parse_inline(translation) for node in root.walk()]
    wanted, given = (
        _signature(markup.parse_inline(unit.text)),
        _signature(markup.parse_inline(translation)),
    )
    wanted += Counter(PLACEHOLDER.findall(unit.text))
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


def _listed(counted: Counter[str]) -> str:
    return ", ".join(
        name if count == 1 else f"{count} × {name}" for name, count in sorted(counted.items())
    )
