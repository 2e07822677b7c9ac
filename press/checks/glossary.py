"""A unit, its translation and the glossary in, findings about terms that were not kept to out."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Iterator

from press import prose
from press.checks.agreed import Agreed
from press.checks.wording import Fault
from press.model import Unit

STEM = 3
"""Letters that two forms of one word share at least."""
SHARE = 0.6
"""… and how much of the longer form, but for one letter."""

_LINKED = re.compile(r"\[([^\]]*)\]\(term:([a-z0-9_-]+)\)")
_ARTICLES = re.compile("^(?:[وفبکل]?ال|لل|[وفبکل](?=.{4}))")
_SPACELESS = re.compile(r"[\u3400-\u9fff]")


def faults(unit: Unit, translation: str, _tag: str, agreed: Agreed) -> Iterator[Fault]:
    """Yield each term that a translation gives another word than the glossary.

    Any form of the agreed word will do: languages decline it.
    """
    if unit.context and unit.context.startswith("term:"):
        return
    for words, term in _LINKED.findall(translation):
        own = agreed.terms.get(term, ("", ""))[1]
        if own and not holds(words, own):
            found = f"{term} is “{words}” here, “{own}” in the glossary"
            yield "term-differs", found, "use the agreed word, or change it in glossary.po"
    source = prose.visible(_LINKED.sub(" ", unit.text))
    folded = prose.folded(source)
    for word, own in agreed.terms.values():
        if (
            prose.folded(word) in folded
            and _said(word).search(source)
            and not holds(prose.visible(translation), own)
        ):
            found = f"“{word}” in the source, but not “{own}” of the glossary here"
            yield "term-differs", found, "use the agreed word, or change it in glossary.po"


@functools.cache
def _said(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}(?:s|es)?\b", re.IGNORECASE)


@functools.lru_cache(4096)
def holds(text: str, word: str) -> bool:
    """Tell whether a text has a form of a word, or of the most of several words."""
    if _SPACELESS.search(word):
        return prose.folded(word) in prose.folded(text)
    words = prose.words(text)
    wanted = prose.words(word)
    found = sum(any(_one_stem(one, other) for other in words) for one in wanted)
    return found * 2 >= len(wanted)


def _one_stem(one: str, other: str) -> bool:
    return any(_alike(*pair) for pair in itertools.product(_forms(one), _forms(other)))


def _forms(word: str) -> tuple[str, ...]:
    """Return a word, and an Arabic one also without its article or preposition."""
    return tuple(dict.fromkeys((word, _ARTICLES.sub("", word))))


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    least = min(shorter, max(STEM, math.ceil(SHARE * longer - 1)))
    return one[:least] == other[:least]
