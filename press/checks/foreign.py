"""A unit and its translation in, findings about English or another language in it out."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator

from press import prose
from press.checks.wording import Fault
from press.function_words import (
    SCRIPT_LETTERS,
    alphabets,
    english_words,
    homonyms,
    looks_like,
    script_of,
    scripts_in,
    small_words,
)
from press.languages import language
from press.model import Unit

CLAUSE = 3
"""Words of the source in a row, a small word among them, that are English and no name."""
SIGNS = frozenset({"mg", "kg", "ml", "cm", "mm", "km", "am", "pm"})
"""Are written alike in every language."""
LABEL = 2
"""Words up to which a text holds no small word by which a language could be told."""
SURE, UNSURE = 2, 1
"""How much a small word or a letter of its own says, and a letter that loanwords have as well."""
LEFT_IN = "translate it; an English name may follow the translation in brackets"

SCRIPT_NAMES = {
    "Arab": "Arabic",
    "Beng": "Bengali",
    "Guru": "Gurmukhi",
    "Cyrl": "Cyrillic",
    "Ethi": "Ethiopic",
    "Hani": "Chinese",
}

_BRACKETED = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]|[“„«\"”][^“”„«»\"]*[”“»\"]")
_ALONE = re.compile(rf"(?<![\d-])({prose.WORD.pattern})(?![\d-])")
_BASIC = frozenset("abcdefghijklmnopqrstuvwxyz")
_ARABIC = frozenset({"ar", "fa", "ur", "ps", "ckb"})
_BASIC_LETTER = re.compile("[a-z]")
_HAN = re.compile(f"[{SCRIPT_LETTERS['Hani']}]")
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
    for run in _runs(prose.words(_BRACKETED.sub(" … ", text)), prose.words(source)):
        small = [word for word in run if "en" in spoken.get(word, ()) and base not in spoken[word]]
        plain = [word for word in run if word in ordinary and word not in spelt_out]
        if len(run) >= CLAUSE and (small or len(plain) >= CLAUSE):
            yield "source-left", f"“{_short(' '.join(run))}” is English", LEFT_IN


def _single_words(source: str, text: str, tag: str) -> Iterator[Fault]:
    """Yield the ordinary words of the source that stand in a text outside brackets."""
    ordinary, latin = ordinary_words(source), script_of(tag) == "Latn"
    if not _has_latin(text) or (latin and prose.folded(text) == prose.folded(source)):
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
        and (word in english or not latin and (word not in capitals or alone))
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
    """Return the folded words of an English text that are no name: small, or first of a sentence."""
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
        other = (
            wrong_script(piece, known, tag)
            or likelier_language(piece, known, tag)
            or other_chinese(piece, tag)
        )
        if other:
            own = language(tag).english_name
            remedy = f"write the {own} text of this msgid"
            rule = "source-left" if other == "English" else "wrong-language"
            yield rule, f"“{_short(piece)}” is {other}, not {own}", remedy
            return


def wrong_script(text: str, known: frozenset[str], tag: str) -> str:
    """Return what a text is written in when that is not its language's script, or nothing.

    Words of the source, words in capitals and signs are written alike in every script.
    """
    own = script_of(tag)
    counts = scripts_in(text)
    if 2 * sum(counts.values()) < 3 * counts[own]:
        return ""
    foreign = " ".join(
        word
        for word in prose.WORD.findall(text)
        if not (word.isupper() and len(word) > 1) and prose.folded(word) not in known | SIGNS
    )
    counts = scripts_in(foreign)
    most = max(counts, key=lambda name: counts[name] if name != own else 0)
    if counts[most] <= counts[own] * (1 if most != "Latn" else 2):
        return ""
    if most == "Latn":
        english = sum("en" in small_words().get(word, ()) for word in prose.words(foreign))
        return "English" if english > 1 else "in Latin script"
    return f"in {SCRIPT_NAMES.get(most, 'another')} script"


def likelier_language(text: str, known: frozenset[str], tag: str) -> str:
    """Return the language of the same script that a text fits better than its own, or nothing.

    A word speaks for a language by being one of its small words, or by a letter that the own
    alphabet lacks. Words of the source and words in capitals speak for none.
    """
    own = tag.partition("-")[0]
    if own not in alphabets():
        return ""
    found = {
        prose.folded(match[1]): None
        for match in _ALONE.finditer(text)
        if not (match[1].isupper() and len(match[1]) > 1)
    }
    words = [word for word in found if word not in known]
    votes: Counter[str] = Counter()
    proofs: Counter[str] = Counter()
    for word in words:
        for base, weight, proof in _votes(word, own):
            votes[base] += weight
            proofs[base] += proof
    for_own = votes.pop(own, 0)
    if not votes:
        return ""
    best, count = max(votes.items(), key=lambda item: (item[1], item[0]))
    if len(words) <= LABEL:
        return language(best).english_name if count == SURE * len(words) else ""
    # Spellings alone prove nothing: "existujúci" is no Somali word for its "uj" and its "ii".
    needed = SURE if proofs[best] else len(words) * UNSURE
    sure = count > max(needed, for_own) and count * 4 >= SURE * len(words)
    return language(best).english_name if sure else ""


@functools.lru_cache(16384)
def _votes(word: str, own: str) -> tuple[tuple[str, int, bool], ...]:
    """Return the languages that a folded word speaks for: how much, and whether that is proof."""
    letters, bases = alphabets(), small_words().get(word, frozenset())
    if own in bases:
        return ((own, SURE, True),)
    strange = set(word) - letters[own] - {"'"}
    found = []
    for base, alphabet in letters.items():
        if (base in _ARABIC) != (own in _ARABIC) or base == own:
            continue
        if base in bases and word not in homonyms(own):
            found.append((base, SURE, True))
        elif alphabet >= strange:
            proof = bool(strange - _BASIC)
            weight = (SURE if proof else UNSURE) if strange else 0
            if weight := weight + looks_like(word, base, own):
                found.append((base, weight, proof))
    return tuple(found)


def other_chinese(text: str, tag: str) -> str:
    """Return the other of the two Chinese scripts when a text is in it.

    GB 2312 holds the simplified characters and Big5 the traditional ones; what both hold tells
    nothing.
    """
    characters = _HAN.findall(text)
    simplified = sum(_in(one, "gb2312") and not _in(one, "big5") for one in characters)
    traditional = sum(_in(one, "big5") and not _in(one, "gb2312") for one in characters)
    if script_of(tag) != "Hani":
        return ""
    own, other = (simplified, traditional) if tag == "zh-Hans" else (traditional, simplified)
    names = {"zh-Hans": "traditional Chinese", "zh-Hant": "simplified Chinese"}
    return names[tag] if other > own else ""


@functools.cache
def _in(character: str, codec: str) -> bool:
    try:
        return len(character.encode(codec)) > 1
    except UnicodeEncodeError:
        return False


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004 - fits a line
