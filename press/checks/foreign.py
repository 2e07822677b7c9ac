"""A unit and its translation in, findings about English or another language in it out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from press import prose
from press.checks.wording import Fault
from press.english_words import english_words
from press.function_words import script_of, small_words
from press.language_telling import SIGNS, other_language
from press.languages import language
from press.model import Unit

CLAUSE = 3
"""Words of the source in a row, a small word among them, that are English and no name."""
LEFT_IN = "translate it; an English name may follow the translation in brackets"

_BRACKETED = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]|[“„«\"”][^“”„«»\"]*[”“»\"]")
_BASIC_LETTER = re.compile("[a-z]")
# An English name in brackets or quotes, or what is spelt with hyphens, as in day-to-day.
_NAMES = re.compile(_BRACKETED.pattern + r"|\w+(?:-\w+){2,}")
# What the source spells out as a name may stay as it is: "CNO is short for chronic …".
_SPELT_OUT = re.compile(
    r"\b(?:short|stands?|known) (?:for|as)\s+([^.,;:()]+)|\bcalled\s+([^.,;:()]+)"
)


def faults(unit: Unit, translation: str, tag: str) -> Iterator[Fault]:
    """Yield English that was left in, and words of a language that is not the edition's."""
    if tag.partition("-")[0] == "en":
        return
    source, text = prose.visible(unit.text), prose.visible(translation)
    for look in (_left_in, _other, _single_words):
        if fault := next(look(source, text, tag), None):
            yield fault
            return


def _left_in(source: str, text: str, tag: str) -> Iterator[Fault]:
    """Yield that a text is the whole source, or a clause of it."""
    ordinary = ordinary_words(source)
    if prose.folded(text) == prose.folded(source):
        if len(ordinary) > 1:
            yield "source-left", f"“{_short(text)}” as in the source", LEFT_IN
        return
    if not _has_latin(text):
        return
    spoken, base = small_words(), tag.partition("-")[0]
    spelt_out = _spelt_out(source)
    for run in _runs(prose.words(_NAMES.sub(" … ", text)), prose.words(source)):
        small = [word for word in run if "en" in spoken.get(word, ()) and base not in spoken[word]]
        plain = [word for word in run if word in ordinary and word not in spelt_out]
        if len(run) >= CLAUSE and (small or len(plain) > CLAUSE):
            yield "source-left", f"“{_short(' '.join(run))}” is English", LEFT_IN


def _single_words(source: str, text: str, tag: str) -> Iterator[Fault]:
    """Yield the ordinary words of the source that stand in a text outside brackets."""
    ordinary, latin = ordinary_words(source), script_of(tag) == "Latn"
    if not _has_latin(text):
        return
    body = _BRACKETED.sub(" … ", text)
    english, spelt_out = english_words(tag.partition("-")[0]), _spelt_out(source)
    capitals = {prose.folded(word) for word in prose.WORD.findall(body) if not word.islower()}
    alone = text == body and not any(word not in ordinary for word in prose.words(text))
    left = [
        word
        for word in prose.words(body)
        if word in ordinary
        and word not in spelt_out
        and (word in english or (not latin and (word not in capitals or alone)))
    ]
    if left:
        yield "source-word", f"“{' '.join(left)}” is English", LEFT_IN


def _has_latin(text: str) -> bool:
    return _BASIC_LETTER.search(text) is not None


def _spelt_out(source: str) -> frozenset[str]:
    return frozenset(
        word for match in _SPELT_OUT.finditer(source) for word in prose.words(match[0])
    )


@functools.lru_cache(4096)
def ordinary_words(source: str) -> frozenset[str]:
    """Return the folded words of an English text that are no names."""
    found = set()
    for sentence in prose.whole_sentences(source):
        for place, match in enumerate(prose.WORD.finditer(sentence)):
            word = match[0]
            plain = word.islower() or (not place and word[1:].islower())
            if plain and len(word) > 1 and word not in SIGNS:
                found.add(prose.folded(word))
    return frozenset(found)


def _runs(words: tuple[str, ...], source: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield each longest row of words that stands in the source in the same order."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(source):
        places.setdefault(word, []).append(place)
    start = 0
    while start < len(words):
        length = max(
            (_common(words, start, source, at) for at in places.get(words[start], ())), default=0
        )
        if length > 1:
            yield words[start : start + length]
        start += max(1, length)


def _common(words: tuple[str, ...], start: int, source: tuple[str, ...], at: int) -> int:
    length = 0
    while (
        start + length < len(words)
        and at + length < len(source)
        and words[start + length] == source[at + length]
    ):
        length += 1
    return length


def _other(source: str, text: str, tag: str) -> Iterator[Fault]:
    """Yield what tells that the text, or a sentence of it, is in another language."""
    known = frozenset(prose.words(source))
    body = _BRACKETED.sub(" ", text)
    sentences = prose.whole_sentences(body)
    for piece in dict.fromkeys((text, body, *sentences)):
        if other := other_language(piece, known, tag):
            own = language(tag).english_name
            remedy = f"write the {own} text of this msgid"
            rule = "source-left" if other == "English" else "wrong-language"
            yield rule, f"“{_short(piece)}” is {other}, not {own}", remedy
            return


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004 - fits a line
