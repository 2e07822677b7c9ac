"""A unit and its translation in, findings about a "not" that was lost or gained out."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from press import prose
from press.checks.wording import Fault
from press.model import Unit
from press.negation_words import negators

FRAGMENT = 3
"""Words up to which a text has no verb that an echoing word would need: "Nicio durere"."""


@dataclass(frozen=True, slots=True)
class Count:
    """The negations of a text."""

    strong: tuple[str, ...] = ()
    weak: int = 0
    denied_alternatives: bool = False
    """Has an "or" after a negator: "not a or b" is "not a, not b" without one."""
    alternatives: bool = False
    """Has an "or" at all."""

    @property
    def total(self) -> int:
        return len(self.strong) + self.weak


def faults(unit: Unit, translation: str, tag: str) -> Iterator[Fault]:
    """Yield a negation that a translation lost, or has where the source has none.

    A person decides: languages deny with other words, and deny again what one "not" denied.
    """
    source, target = prose.visible(unit.text), prose.visible(translation)
    wanted, given = count(source, "en"), count(target, tag)
    if wanted.strong and any(_lost(*pair) for pair in _pairs(source, target, tag)):
        found = f"{_quoted(wanted.strong)} in the source, {_quoted(given.strong)} here"
        yield "negation-differs", found, "see that nothing forbidden became allowed"
    elif given.strong and not wanted.total:
        found = f"no negation in the source, {_quoted(given.strong)} here"
        yield "negation-differs", found, "see that nothing allowed became forbidden"


def _lost(wanted: Count, given: Count) -> bool:
    doubled = wanted.denied_alternatives and not given.alternatives
    return given.total < len(wanted.strong) + doubled


def _pairs(source: str, target: str, tag: str) -> Iterator[tuple[Count, Count]]:
    """Yield what is compared: the whole, and each sentence where both have equally many."""
    yield count(source, "en"), count(target, tag)
    first, second = prose.whole_sentences(source), prose.whole_sentences(target)
    if 1 < len(first) == len(second):
        for one, other in zip(first, second, strict=True):
            yield count(one, "en"), count(other, tag)


@functools.lru_cache(8192)
def count(text: str, tag: str) -> Count:
    """Count the negations of a visible text in a language (BCP 47)."""
    base = tag.partition("-")[0]
    counts = [_in_sentence(prose.folded(one), base) for one in prose.whole_sentences(text)]
    return Count(
        tuple(word for one in counts for word in one.strong),
        sum(one.weak for one in counts),
        any(one.denied_alternatives for one in counts),
        any(one.alternatives for one in counts),
    )


def _in_sentence(sentence: str, base: str) -> Count:
    patterns = _patterns(base)
    asks = sentence.endswith(("?", "？", "؟", "፧"))
    sentence = patterns["ignored"].sub(" ", sentence)
    pieces = patterns["pieces"].findall(sentence)
    strong = [match[0] for match in patterns["forms"].finditer(sentence)]
    weak = 0
    or_words, denied = False, False
    for previous, piece in zip(["", *pieces], pieces, strict=False):
        if patterns["alternatives"].fullmatch(piece):
            or_words, denied = True, denied or bool(strong)
        if patterns["pairing"].fullmatch(f"{previous} {piece}"):
            strong += [piece] if strong else []
        elif patterns["strong"].fullmatch(piece):
            if asks and patterns["asking"].fullmatch(piece):
                weak += 1
            else:
                strong.append(piece)
        elif patterns["weak"].fullmatch(piece):
            weak += 1
        elif patterns["echoing"].fullmatch(piece):
            weak += len(pieces) <= FRAGMENT or bool(patterns["equating"].fullmatch(previous))
    return Count(tuple(strong), weak, denied, or_words)


@functools.cache
def _patterns(base: str) -> dict[str, re.Pattern[str]]:
    table = dataclasses.asdict(negators(base))
    # What is left empty matches nothing.
    texts = {name: prose.respelt(text) or r"(?!)" for name, text in table.items()}
    texts["pieces"] = prose.WORD.pattern
    if base == "zh":
        parts = ("together", "weak", "strong", "alternatives")
        texts["pieces"] = "|".join(f"(?:{texts[name]})" for name in parts)
        texts["pairing"] = f" ?.*(?:{texts['together']})"
    return {name: re.compile(text) for name, text in texts.items()}


def _quoted(found: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in found) or "no negation"
