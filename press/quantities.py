"""Prose of any edition in, its numbers, doses, times, phones and addresses out; and what differs.

A wrong number on a leaflet can hurt a child. So what is not understood stays a plain number and is
compared digit by digit: a word that is not understood never hides a changed digit.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from press import unit_words as words
from press.fact_patterns import FactKind
from press.number_reading import Reading, fold_text, plain_text, readings

__all__ = [
    "Difference",
    "Fact",
    "FactKind",
    "bind",
    "differences",
    "facts",
    "isolates",
    "latin_spans",
    "spans",
]

_MEASURED = {FactKind.NUMBER, FactKind.DOSE, FactKind.TEMPERATURE, FactKind.PERCENT}
_SPANS = frozenset(words.SPAN_WORDS["en"]) | {"calendar month"}
_UNITS_BOUND = {FactKind.DOSE, FactKind.TEMPERATURE, FactKind.PERCENT, FactKind.TIME}
_PAIRS = (
    (FactKind.RANGE, words.expression(words.RANGE_WORDS), "{0}..{1}"),
    (FactKind.RATIO, words.expression(words.RATIO_WORDS), "{0}/{1}"),
    (FactKind.RATIO, words.expression(words.REVERSED_RATIO_WORDS), "{1}/{0}"),
)
_LATIN = "[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"
_LATIN_RUN = re.compile(rf"{_LATIN}(?:[ .&/'’‑-]?(?:{_LATIN}|\d(?=[\d ‑-]*{_LATIN})))*")
_CODE_LINE = re.compile(
    r"[a-z]{2,5}\d+(?:-[a-z]+)*(?: v\d+(?:\.\d+)*)?"
    r"(?: · [a-z\d]{4}(?![a-z\d]))?"
)


@dataclass(frozen=True, order=True)
class Fact:
    """One fact, written alike for every language: ``5 mg``, ``17:30``, ``4..6``, ``1/7``."""

    kind: FactKind
    value: str


@dataclass(frozen=True)
class Difference:
    """What a translation lost and what it invented, each as it was written."""

    kind: FactKind
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def facts(text: str, language: str) -> Counter[Fact]:
    """Count the facts of inline Markdown in a language (BCP 47); link destinations are none."""
    found: Counter[Fact] = Counter()
    folded, _ = fold_text(text := plain_text(text))
    remaining = list(readings(text, language))
    while remaining:
        first = remaining.pop(0)
        gap = folded[first.folded[1] : remaining[0].folded[0]] if remaining else ""
        for kind, connector, value in _PAIRS:
            numbers = remaining and {first.kind, remaining[0].kind} <= _MEASURED
            if numbers and gap and re.fullmatch(f" ?(?:{connector}) ?", gap):
                second = remaining.pop(0)
                unit = second.unit if kind is FactKind.RANGE else ""
                joined = value.format(first.number, second.number)
                found[Fact(kind, f"{joined} {unit}".strip())] += 1
                break
        else:
            found[Fact(first.kind, first.value)] += 1
    return found


def differences(
    source: str, translation: str, language: str, source_language: str = "en"
) -> tuple[Difference, ...]:
    """Compare the facts of two texts as multisets, whatever their order; nothing back is good.

    Ranges and ratios are compared by their ends, as languages turn them round. A unit of mass,
    volume or temperature is part of the fact; a time span's unit only where both are understood.
    """
    source, translation = plain_text(source), plain_text(translation)
    missing = list(readings(source, source_language))
    extra = list(readings(translation, language))
    month_names = set(re.findall(words.LETTER + "+", fold_text(source)[0])) & set(words.MONTHS)
    months = {str(words.MONTHS.index(name) + 1) for name in month_names}
    for agrees in (_equal, _alike):
        for wanted in tuple(missing):
            match = next((found for found in extra if agrees(wanted, found)), None)
            if match is not None:
                missing.remove(wanted)
                extra.remove(match)
    # Chinese writes "6 August" as 8月6日: the month may come as a numeral, if it is the right one.
    extra = [one for one in extra if one.unit != "calendar month" or one.number not in months]
    kinds = {one.kind for one in (*missing, *extra)}
    return tuple(
        Difference(
            kind,
            tuple(source[one.start : one.end] for one in missing if one.kind is kind),
            tuple(translation[one.start : one.end] for one in extra if one.kind is kind),
        )
        for kind in FactKind
        if kind in kinds
    )


def spans(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Find what must stand left-to-right and unbroken: sorted, disjoint (start, end) places.

    Every digit of the plain text is in one. A Latin unit or sign belongs to its number; a unit word
    of another script flows with its own text, and ``bind`` keeps it beside the number.
    """
    folded, places = fold_text(text)
    found = [_visible(text, one) for one in readings(text, language)]
    lines = (match.span() for match in _CODE_LINE.finditer(folded))
    found += [(places[start], places[end - 1] + 1) for start, end in lines]
    return _united([_grown(text, *one) for one in found], text)


def latin_spans(text: str, *, foreign: bool = False) -> tuple[tuple[int, int], ...]:
    """Find runs of Latin words in a text of another script; nothing where Latin is its script.

    A cell that holds nothing but a drug's name does not tell its language: ``foreign`` does.
    """
    if not foreign and not any(
        one.isalpha() and not re.match(_LATIN + "|[µ\u0370-\u03ff]", one) for one in text
    ):
        return ()
    return tuple(match.span() for match in _LATIN_RUN.finditer(text))


def isolates(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Unite ``spans`` and ``latin_spans``, which overlap in "5 mg naproxen"."""
    return _united([*spans(text, language), *latin_spans(text)], "")


def bind(text: str, language: str) -> str:
    """Turn the spaces between a number and its unit into no-break spaces; the length stays."""
    characters = list(text)
    for one in readings(text, language):
        bound = one.unit_start if one.kind in _UNITS_BOUND else None
        for place in range(one.core[1], bound or 0):
            if characters[place] == " ":
                characters[place] = "\u00a0"
    return "".join(characters)


def _equal(wanted: Reading, found: Reading) -> bool:
    return (wanted.kind, wanted.value) == (found.kind, found.value)


def _alike(wanted: Reading, found: Reading) -> bool:
    """Tell whether two readings differ only in a word that one side leaves open.

    "5pm" may come as "17", but not as a bare "5": that would leave morning or evening open.
    """
    if wanted.kind is found.kind and wanted.kind in {FactKind.NUMBER, FactKind.TEMPERATURE}:
        units = {wanted.unit, found.unit}
        # "Aged 4 to 16" may come with its years; any other span would be somebody's guess.
        guessed = wanted.unit == "" and found.unit in _SPANS - {"year"}
        left_open = bool(units & {"", "°"}) and "°F" not in units and not guessed
        return wanted.number == found.number and left_open
    if wanted.kind is FactKind.TIME and found.kind is FactKind.NUMBER:
        return wanted.number == f"{found.number:0>2}:00"
    if wanted.kind is FactKind.NUMBER and found.kind is FactKind.TIME:
        return wanted.number == found.spoken
    return False


def _visible(text: str, one: Reading) -> tuple[int, int]:
    """Return the reading's place, without a unit or clock word of another script than Latin."""
    core_start, core_end = one.core
    signs = re.compile(rf"(?:{_LATIN}|[\d\s.°℃℉%٪％µμ+/:'’()@_~?#=&-]|[^\w\s])*")
    start = one.start if signs.fullmatch(text, one.start, core_start) else core_start
    end = one.end if signs.fullmatch(text, core_end, one.end) else core_end
    return start, end


def _grown(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in what is glued on, as in "9ka" or "7F3A"."""
    while start and _is_code(text[start - 1]):
        start -= 1
    while end < len(text) and _is_code(text[end]):
        end += 1
    return start, end


def _is_code(character: str) -> bool:
    return character.isdecimal() or re.match(_LATIN, character) is not None


def _united(found: list[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Sort and join spans that overlap, touch or are the two ends of a range with a dash."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if united and (start <= united[-1][1] or _is_dash(text[united[-1][1] : start])):
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)


def _is_dash(gap: str) -> bool:
    return re.fullmatch(r"\s?[-\u2010-\u2015\u2212~/:]\s?", gap) is not None
