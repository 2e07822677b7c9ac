"""A unit and its translation in, findings about text that was cut off, left out or doubled out."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Iterator

from press import prose
from press.checks import negation
from press.checks.wording import Fault
from press.function_words import script_of
from press.model import Unit
from press.negation_words import negators
from press.text_lengths import RATIOS, UNENDING

PHRASE = 20
"""Characters of a source from which it is more than a label, such as "Written by"."""
LONG = 40
"""Characters of a source from which a third of the usual length is no style of writing."""
THIRD = math.log(1 / 3)
SHORT = 12
"""Characters of a source below which one word more or less is half of the text."""
SLACK = (0.36, 12.0)
"""Allowed deviation of a length, as a logarithm: so much, and for each character of the source so
much divided by their number. Fitted to translations that people read in full."""
DENSE = 1.4
"""Chinese packs a word into one character or two: its lengths vary that much more."""
REPEATED = 6
"""Words in a row that nobody writes twice in one text unless the source does."""
IN_A_ROW = 3
"""Words that nobody writes twice with nothing between: "little by little" has fewer."""
FEWER = 0.08
"""How much shorter than usual a text is that lost a sentence or an alternative, as a logarithm."""

SPACELESS = 2.8
"""How much looser that is in Chinese, which joins sentences with commas."""
BROKEN = 0.25
"""How much shorter than usual a text is that was cut off, not only left without its mark."""

_ENDS = re.compile(r"[.!?:।۔؟。！？：፧።…][\"'”’»)）」』]*$")
_OPEN = re.compile(r"[,،、，;；(（\[]$")
_CLAUSE = re.compile(r"[,،、，;；:：/()（）\[\]\"“”„«»—–.!?।۔؟。！？፧…]+")
_OR_NOT = re.compile(r"\bor not\b")
_HAN = re.compile(r"[\u3400-\u9fff]")
_MISSING = "see whether the text was cut off, and translate all of it"
_DOUBLED = "keep one of them"


def faults(unit: Unit, translation: str, tag: str) -> Iterator[Fault]:
    """Yield what is too short, breaks off, is too long or stands there twice."""
    source, text = prose.visible(unit.text), prose.visible(translation)
    if not prose.WORD.search(source) or not prose.WORD.search(text):
        return
    if twice := repeated(text, source):
        yield "text-repeated", f"“{_short(twice)}” stands here twice", _DOUBLED
        return
    deviation = math.log(len(text) / (RATIOS[tag] * len(source)))
    shorter, slack = -deviation, SLACK[0] + SLACK[1] / len(source)
    slack *= DENSE if script_of(tag) == "Hani" else 1
    share = f"{math.exp(deviation):.0%} of the usual length"
    why = breaks_off(prose.filled(translation), prose.filled(unit.text), shorter, tag)
    if why:
        yield "text-truncated" if shorter > BROKEN else "length-differs", why, _MISSING
    elif len(source) >= LONG and deviation < THIRD:
        yield "text-truncated", share, _MISSING
    elif len(source) >= SHORT and shorter > slack:
        yield "length-differs", share, _MISSING
    elif lost := _lost_parts(text, source, shorter, tag):
        yield "length-differs", f"{lost}, {share}", _MISSING
    elif len(source) >= SHORT and deviation > slack * 1.3:
        yield "length-differs", share, "see whether another unit's text was pasted in as well"


def breaks_off(text: str, source: str, shorter: float, tag: str) -> str:
    """Return how a text ends before its sentence does, or nothing."""
    if _ENDS.search(text):
        return ""
    if _OPEN.search(text) and not _OPEN.search(source):
        return f"ends with {text[-1]}"
    last = _last(text)
    if last and _ENDS.search(source) and shorter > BROKEN:
        return f"ends in mid-sentence with “{last}”"
    unending = last in _unending(tag.partition("-")[0])
    if len(source) >= PHRASE and unending and _last(source) not in _unending("en"):
        return f"ends in mid-sentence with “{last}”"
    return ""


def _lost_parts(text: str, source: str, shorter: float, tag: str) -> str:
    """Return which sentences or alternatives are missing from a text that is rather short."""
    wanted, given = len(prose.whole_sentences(source)), len(_clauses(text))
    tight = script_of(tag) != "Hani"
    if given < wanted and shorter > FEWER * (1 if tight else SPACELESS):
        return f"{given} sentence{'s' * (given > 1)} for {wanted}"
    if negation.count(source, "en").denied_alternatives:
        # "not a or b" is "not a, not b" in many languages.
        return ""
    wanted, given = _alternatives(_OR_NOT.sub("", source), "en"), _alternatives(text, tag)
    if given < wanted and shorter > FEWER:
        return f"“or” {given or 'no'} time{'s' * (given != 1)} for {wanted}"
    return ""


def _clauses(text: str) -> list[str]:
    return [
        one for piece in prose.whole_sentences(text) for one in re.split("[;；؛]", piece) if one
    ]


@functools.lru_cache(8192)
def _alternatives(text: str, tag: str) -> int:
    words = _or_words(tag.partition("-")[0])
    if tag.startswith("zh"):
        return len(words.findall(text))
    return sum(bool(words.fullmatch(word)) for word in prose.words(text))


@functools.cache
def _or_words(base: str) -> re.Pattern[str]:
    return re.compile(prose.respelt(negators(base).alternatives))


def _last(text: str) -> str:
    """Return the folded word that a text ends with, or nothing where it ends with a sign."""
    last = text.rsplit(None, 1)[-1]
    return prose.folded(last) if prose.WORD.fullmatch(prose.folded(last)) else ""


@functools.cache
def _unending(base: str) -> frozenset[str]:
    return frozenset(prose.respelt(UNENDING[base]).split())


def repeated(text: str, source: str) -> str:
    """Return words that stand twice in a text, though nothing stands twice in its source.

    Where no spaces are written, two characters count as a word.
    """
    words = _units(text)
    if len(words) - len(set(words)) < 2:  # noqa: PLR2004 - two words are the least that is doubled
        return ""
    if (found := _doubled(text)) and not _doubled(source):
        return found
    found = next(filter(None, (_at_once(_units(one)) for one in _CLAUSE.split(text))), "")
    found = found or _twice(words)
    return found if found and not _twice(prose.words(source), REPEATED // 2) else ""


@functools.lru_cache(8192)
def _units(text: str) -> tuple[str, ...]:
    words = prose.words(text)
    if not _HAN.search(text):
        return words
    return tuple(
        piece for word in words for piece in (_HAN.findall(word) if _HAN.search(word) else (word,))
    )


def _dense(words: tuple[str, ...]) -> int:
    return 2 if any(map(_HAN.fullmatch, words)) else 1


def _at_once(words: tuple[str, ...]) -> str:
    """Return words of one clause that stand there twice with nothing between."""
    for start in range(len(words)):
        for many in range(IN_A_ROW * _dense(words), (len(words) - start) // 2 + 1):
            if words[start : start + many] == words[start + many : start + 2 * many]:
                return " ".join(words[start : start + many])
    return ""


def _doubled(text: str) -> str:
    """Return the first half of a text or a sentence that is followed by its like."""
    words = _units(text)
    half = len(words) // 2
    if half > 1 and words[:half] == words[half:]:
        return " ".join(words[:half])
    parts = [_units(one) for one in prose.whole_sentences(text)]
    for one, other in itertools.pairwise(parts):
        if len(one) > 1 and one == other:
            return " ".join(one)
    return ""


def _twice(words: tuple[str, ...], least: int = REPEATED) -> str:
    """Return as many words or more that stand in a text in two places."""
    length = least * _dense(words)
    seen: dict[tuple[str, ...], int] = {}
    for start in range(len(words) - length + 1):
        piece = words[start : start + length]
        if seen.setdefault(piece, start) + length <= start:
            return " ".join(piece)
    return ""


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004 - fits a line
