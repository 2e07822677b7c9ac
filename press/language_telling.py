"""A text and the language it should be in, in; the language that it is in instead, out."""

from __future__ import annotations

import functools
import re
from collections import Counter

from press import prose
from press.english_words import homonyms
from press.function_words import (
    SCRIPT_LETTERS,
    alphabets,
    looks_like,
    script_of,
    scripts_in,
    small_words,
)
from press.languages import language

LABEL = 2
"""Words up to which a text holds no small word by which a language could be told."""
SURE, UNSURE = 2, 1
"""How much a small word or a letter of its own says, and a letter that loanwords have as well."""
SIGNS = frozenset({"mg", "kg", "ml", "cm", "mm", "km", "am", "pm"})
"""Are written alike in every language."""

SCRIPT_NAMES = {
    "Arab": "Arabic",
    "Beng": "Bengali",
    "Guru": "Gurmukhi",
    "Cyrl": "Cyrillic",
    "Ethi": "Ethiopic",
    "Hani": "Chinese",
}

_ALONE = re.compile(rf"(?<![\d-])({prose.WORD.pattern})(?![\d-])")
_BASIC = frozenset("abcdefghijklmnopqrstuvwxyz")
_ARABIC = frozenset({"ar", "fa", "ur", "ps", "ckb"})
_HAN = re.compile(f"[{SCRIPT_LETTERS['Hani']}]")


def other_language(text: str, known: frozenset[str], tag: str) -> str:
    """Return what a text is in when that is not its language, or nothing.

    ``known`` are folded words that may stand in any language: those of the source.
    """
    return (
        wrong_script(text, known, tag)
        or likelier_language(text, known, tag)
        or other_chinese(text, tag)
    )


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
    own_words = [word for word in words if own in small_words().get(word, ())]
    for word in words:
        for base, weight, proof in _votes(word, own):
            votes[base] += weight
            proofs[base] += proof
    if not votes:
        return ""
    best, count = max(votes.items(), key=lambda item: (item[1], item[0]))
    if len(words) <= LABEL:
        return language(best).english_name if count == SURE * len(words) else ""
    # A word that both have tells nothing of the two: "vaše" is Czech and Slovak.
    for_own = SURE * sum(best not in small_words()[word] for word in own_words)
    # Spellings alone prove nothing: "existujúci" is no Somali word for its "uj" and its "ii".
    needed = SURE if proofs[best] else len(words) * UNSURE
    sure = count > max(needed, for_own) and count * 4 >= SURE * (len(words) - len(own_words))
    return language(best).english_name if sure and (count >= 2 * SURE or not own_words) else ""


@functools.lru_cache(16384)
def _votes(word: str, own: str) -> tuple[tuple[str, int, bool], ...]:
    """Return the languages that a folded word speaks for: how much, and whether that is proof."""
    letters, bases = alphabets(), small_words().get(word, frozenset())
    if own in bases:
        return ()
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
