"""Prose of any edition in, its numbers, doses, times, phones and addresses out; and what differs.

A wrong number on a leaflet can hurt a child. So what is not understood stays a plain number and is
compared digit by digit: a word that is not understood never hides a changed digit.
"""

from __future__ import annotations

import functools
import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from press import unit_words as words


class FactKind(StrEnum):
    """What sort of fact it is; an age or a time span is a number with its unit."""

    DOSE = "dose"
    NUMBER = "number"
    RANGE = "range"
    RATIO = "ratio"
    TIME = "time"
    DATE = "date"
    TEMPERATURE = "temperature"
    PERCENT = "percent"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    LEAFLET_NUMBER = "leaflet_number"
    CODE = "code"


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


@dataclass(frozen=True)
class _Reading:
    """One fact where it stands; places are those of the text as given."""

    kind: FactKind
    number: str
    unit: str
    start: int
    end: int
    folded: tuple[int, int]
    core: tuple[int, int]
    """The number alone, without unit or clock word."""
    unit_start: int | None = None
    spoken: str = ""
    """A time as it was said, before its part of the day turned it into 24 hours."""
    prefixed: bool = False

    @property
    def value(self) -> str:
        return f"{self.number} {self.unit}".strip()


def facts(text: str, language: str) -> Counter[Fact]:
    """Count the facts of inline Markdown in a language (BCP 47); link destinations are none."""
    found: Counter[Fact] = Counter()
    folded, _ = _fold(text := _plain(text))
    readings = list(_readings(text, language))
    while readings:
        first = readings.pop(0)
        gap = folded[first.folded[1] : readings[0].folded[0]] if readings else ""
        for kind, connector, value in _PAIRS:
            numbers = readings and {first.kind, readings[0].kind} <= _MEASURED
            if numbers and gap and re.fullmatch(f" ?(?:{connector}) ?", gap):
                second = readings.pop(0)
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
    source, translation = _plain(source), _plain(translation)
    missing = list(_readings(source, source_language))
    extra = list(_readings(translation, language))
    month_names = set(re.findall(words.LETTER + "+", _fold(source)[0])) & set(words.MONTHS)
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
    folded, places = _fold(text)
    found = [_visible(text, one) for one in _readings(text, language)]
    lines = (match.span() for match in _CODE_LINE.finditer(folded))
    found += [(places[start], places[end - 1] + 1) for start, end in lines]
    return _united([_grown(text, *one) for one in found], text)


def latin_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Find runs of Latin words in a text of another script; nothing where Latin is its script."""
    if not any(one.isalpha() and not re.match(_LATIN + "|[µ\u0370-\u03ff]", one) for one in text):
        return ()
    return tuple(match.span() for match in _LATIN_RUN.finditer(text))


def isolates(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Unite ``spans`` and ``latin_spans``, which overlap in "5 mg naproxen"."""
    return _united([*spans(text, language), *latin_spans(text)], "")


def bind(text: str, language: str) -> str:
    """Turn the spaces between a number and its unit into no-break spaces; the length stays."""
    characters = list(text)
    for one in _readings(text, language):
        bound = one.unit_start if one.kind in _UNITS_BOUND else None
        for place in range(one.core[1], bound or 0):
            if characters[place] == " ":
                characters[place] = "\u00a0"
    return "".join(characters)


_MEASURED = {FactKind.NUMBER, FactKind.DOSE, FactKind.TEMPERATURE, FactKind.PERCENT}
_UNITS_BOUND = {FactKind.DOSE, FactKind.TEMPERATURE, FactKind.PERCENT, FactKind.TIME}
_PAIRS = (
    (FactKind.RANGE, words.expression(words.RANGE_WORDS), "{0}..{1}"),
    (FactKind.RATIO, words.expression(words.RATIO_WORDS), "{0}/{1}"),
    (FactKind.RATIO, words.expression(words.REVERSED_RATIO_WORDS), "{1}/{0}"),
)
_JOINED = re.compile(f" ?(?:{words.expression(words.RANGE_WORDS, words.JOIN_WORDS)}) ?")
_LATIN = "[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"
_LATIN_RUN = re.compile(rf"{_LATIN}(?:[ .&/'’‑-]?(?:{_LATIN}|\d(?=[\d ‑-]*{_LATIN})))*")
_CODE_LINE = re.compile(
    r"[a-z]{2,5}\d+(?:-[a-z]+)*(?: v\d+(?:\.\d+)*)?"
    r"(?: · [a-z\d]{4}(?![a-z\d]))?"
)
_MARKUP = (
    (re.compile(r"\]\(\s*[^\s)]*(?:\s+\"([^\"]*)\")?\s*\)"), r" \1 "),
    (re.compile(r"\[\^[^\]]*\]"), ""),
    (re.compile(r"(?<!\\)(?:[*`\[]+|~~)|(?<!\w)_+|_+(?!\w)"), ""),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_LIST_MARKER = re.compile(r"^\s*\d{1,2}[.)] ", re.MULTILINE)


def _plain(markdown: str) -> str:
    text = html.unescape(markdown)
    # A single "5. " may be an ordinal ("5. den"); only several lines of them are a list.
    if len(_LIST_MARKER.findall(text)) > 1:
        text = _LIST_MARKER.sub("", text)
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return text


def _fold(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the text in one spelling of digits, signs and letters, and each one's place."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in words.fold(character):
            if part != " " or not characters or characters[-1] != " ":
                characters.append(part)
                places.append(place)
    return "".join(characters), tuple(places)


# A naked ".5" is read as 0.5, or losing its point would go unseen.
_BLOB = r"(?:(?<![^\s(])[.,]\d+|[1-9]\d{0,2}(?: \d{3})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,٫٬]\d+)*)"
_KINDS_OF_UNITS: Mapping[FactKind, Mapping[str, str]] = {
    FactKind.DOSE: words.DOSE_UNITS,
    FactKind.TEMPERATURE: words.TEMPERATURE_UNITS,
    FactKind.PERCENT: words.PERCENT_UNITS,
}


_PHONE = (
    r"(?<![a-z\d.,])(?:(?:\+|00)44[ -]?(?:\(0\) ?)?(?:[ -]?\d){9,10}|\+\d(?:[ -]?\d){7,13}"
    r"|\(?0\d{2,4}\) ?(?:[ -]?\d){5,8}|0(?:[ -]?\d){9,10}|0\d{2,4}[ -]\d{4,6})(?!\d)"
)
_DATE = (
    r"(?<![\d.,/])(?:\d{4}([/.-])\d{1,2}\1\d{1,2}|\d{1,2}([/.-]) ?\d{1,2}\2 ?\d{4}"
    r"|\d{1,2}/\d{1,2}/\d\d)(?![\d/])"
)


@functools.cache
def _units(language: str) -> tuple[tuple[FactKind, str, re.Pattern[str]], ...]:
    spoken = words.SPAN_WORDS.get(language, {})
    rows = [(kind, *row) for kind, units in _KINDS_OF_UNITS.items() for row in units.items()]
    rows += [(FactKind.NUMBER, name, text) for name, text in spoken.items()]
    rows += [(FactKind.NUMBER, "calendar month", "月")] if language == "zh" else []
    return tuple((kind, name, re.compile(words.expression(text))) for kind, name, text in rows)


@functools.cache
def _patterns(language: str) -> tuple[tuple[FactKind, re.Pattern[str]], ...]:
    """Return what is looked for, in order: what an earlier row takes, a later one cannot see."""
    spoken = words.SPAN_WORDS.get(language, {}).values()
    every = [text for units in _KINDS_OF_UNITS.values() for text in units.values()]
    measures = words.expression(*every)
    unit = words.expression(*every, *spoken, *(["月"] if language == "zh" else []))
    parts = words.DAY_PARTS.get(language, {}).values()
    latin = words.expression(*words.LATIN_DAY_PARTS.values())
    native = words.expression(*parts) if parts else "(?!)"
    signs = words.expression(words.HOUR_SIGNS)
    clock = words.expression(words.CLOCK_WORDS, words.HOUR_SIGNS)
    hour = r"(?<!\d)(?<!\d[.,:])(?P<hour>[01]?\d|2[0-4])"
    minutes = rf"(?:[:.٫](?P<minutes>[0-5]\d)(?!\d)| ?(?:{signs}) ?(?P<late>[0-5]\d)(?!\d)分?)"
    half = rf"(?P<early_half>{words.expression(words.HALF_PREFIXES)})? ?"
    late_half = rf"(?: ?(?:{signs})(?P<late_half>{words.HALF_SUFFIX}))"
    said = f"{hour}(?:{minutes}|{late_half})?(?![.,]?\\d)"
    suffix = f"{said}(?: ?-?(?:{clock}))? ?"
    # Chinese puts no space before a word.
    edge = "" if language == "zh" else f"(?<!{words.LETTER})"
    before = f"{edge}(?P<part>{native}) ?(?:(?:{words.expression(words.CLOCK_PREFIXES)}) ?)?"
    dotted = ":." if language in words.DECIMAL_COMMA else ":"
    signed = rf" ?(?:{signs}) ?(?P<late>[0-5]\d)(?!\d)"
    plain = rf"{hour}(?:[{dotted}](?P<minutes>[0-5]\d)(?![.,]?\d)|{signed}|{late_half})"
    site = r"[a-z\d/._~%?#=&+:@-]*[a-z\d/]"
    domain = r"(?:[a-z\d-]+\.)+(?:org|com|net|uk|eu|gov|info)(?![a-z\d-])"
    early = rf"{before}{half}{said}(?: ?(?:{clock}))?(?! ?(?:{measures}))"
    late = f"{suffix}(?P<part>{native})"
    fraction = r"(?:(?P<whole>\d+) )?(?<!\d)(?P<over>\d+)/(?P<under>[1-9]\d*)"
    number = rf"(?P<number>(?:(?<!\w)(?<!\d )-)?{_BLOB})(?P<scale> ?(?:de )?(?:{_scales()}))?"
    rows = (
        (FactKind.EMAIL, r"[a-z\d._%+-]+@[a-z\d-]+(?:\.[a-z\d-]+)+"),
        (FactKind.URL, rf"(?:https?://|www\.){site}|{domain}(?:/{site})?"),
        (FactKind.PHONE, _PHONE),
        (FactKind.DATE, _DATE),
        (FactKind.CODE, r"(?<![a-z\d])[a-z]{1,8}\d+(?:\.\d+)*"),
        (FactKind.TIME, rf"{suffix}(?P<part>{latin})"),
        (FactKind.TIME, early if language in words.PREFIX_CLOCKS else late),
        (FactKind.TIME, rf"{plain}(?! ?(?:{measures}))"),
        (FactKind.DOSE, rf"{fraction}(?= ?(?:{measures})) ?(?P<unit>{unit})"),
        (FactKind.PERCENT, rf"(?:{words.expression(words.PERCENT_PREFIXES)}) ?(?P<number>{_BLOB})"),
        (FactKind.NUMBER, rf"{number}(?:[ -]?(?:de )?(?P<unit>{unit}))?"),
    )
    return tuple((kind, re.compile(pattern)) for kind, pattern in rows)


def _scales() -> str:
    return words.expression(*words.SCALES.values())


def _readings(text: str, tag: str) -> Iterator[_Reading]:
    language = tag.partition("-")[0]
    folded, places = _fold(text)
    unseen = folded
    found: list[_Reading] = []
    for kind, pattern in _patterns(language):
        matches = pattern.finditer(unseen)
        found += [_reading(kind, match, text, places, language) for match in matches]
        unseen = pattern.sub(lambda match: "\0" * len(match[0]), unseen)
    found.sort(key=lambda one: one.start)
    yield from _inherited(found, folded)


def _reading(
    kind: FactKind, match: re.Match[str], text: str, places: tuple[int, ...], language: str
) -> _Reading:
    def span(start: int, end: int) -> tuple[int, int]:
        return places[start], places[end - 1] + 1

    groups = match.groupdict()
    start, end = span(*match.span())
    one = _Reading(kind, match[0], "", start, end, match.span(), (start, end))
    if kind is FactKind.TIME:
        return _time(one, match, span, places, language)
    if kind in _WRITINGS:
        return replace(one, **_WRITINGS[kind](match[0]))
    if kind is FactKind.URL:
        return replace(one, number=text[start:end])
    core = match.span("number") if groups.get("number") else (match.start(), match.end("under"))
    number = _amount(match, language)
    if not groups.get("unit"):
        if kind is FactKind.PERCENT:
            one = replace(one, unit="%", prefixed=True)
        return replace(one, number=number, core=(start, span(*core)[1]))
    rows = _units(language)
    measured, unit = next(row[:2] for row in rows if row[2].fullmatch(match["unit"]))
    one = replace(one, unit_start=places[match.start("unit")])
    return replace(one, kind=measured, number=number, unit=unit, core=span(*core))


def _time(
    one: _Reading,
    match: re.Match[str],
    span: Callable[[int, int], tuple[int, int]],
    places: tuple[int, ...],
    language: str,
) -> _Reading:
    groups = match.groupdict()
    half = groups.get("early_half") or groups.get("late_half")
    minutes = groups.get("minutes") or groups.get("late") or ("30" if half else "")
    said = hour = int(match["hour"])
    if groups.get("part"):
        hour = _PARTS[_part(groups["part"], language)](hour)
    last = max(match.end(name) for name in ("hour", "minutes", "late") if name in groups)
    after = groups.get("part") and match.start("part") > last
    return replace(
        one,
        number=f"{hour:02}:{minutes or '00'}",
        spoken=f"{said}.{minutes}".rstrip("."),
        core=span(match.start("hour"), last),
        unit_start=places[match.start("part")] if after else None,
    )


_NOON, _EVENING = 12, 6
# A 12-hour clock knows no hour above 12; such an hour is already one of 24.
_PARTS: Mapping[str, Callable[[int], int]] = {
    "morning": lambda hour: 0 if hour == _NOON else hour,
    "noon": lambda hour: hour + _NOON if hour < _EVENING else hour,
    "afternoon": lambda hour: hour + _NOON if hour < _NOON else hour,
    "night": lambda hour: (
        0 if hour == _NOON else hour + _NOON if _EVENING <= hour < _NOON else hour
    ),
}


def _part(word: str, language: str) -> str:
    parts = (*words.LATIN_DAY_PARTS.items(), *words.DAY_PARTS.get(language, {}).items())
    return next(name for name, text in parts if re.fullmatch(words.expression(text), word))


def _phone(written: str) -> dict[str, str]:
    digits = re.sub(r"\(0\)|\D", "", written)
    national = re.sub(r"^\s*(?:\+|00)44[ -]?(?:\(0\))?", "0", written)
    return {"number": re.sub(r"\D", "", national) if national != written else digits}


def _date(written: str) -> dict[str, str]:
    parts = re.findall(r"\d+", written)
    year_first = parts if len(parts[0]) > len("31") else parts[::-1]
    return {"number": "-".join(f"{int(part):02}" for part in year_first)}


def _code(written: str) -> dict[str, Any]:
    leaflet = re.fullmatch(r"[a-z]{2,5}\d{2,4}", written)
    kind = FactKind.LEAFLET_NUMBER if leaflet else FactKind.CODE
    return {"kind": kind, "number": written.upper()}


_WRITINGS: Mapping[FactKind, Callable[[str], dict[str, Any]]] = {
    FactKind.PHONE: _phone,
    FactKind.DATE: _date,
    FactKind.CODE: _code,
    FactKind.EMAIL: lambda written: {"number": written},
}


def _amount(match: re.Match[str], language: str) -> str:
    groups = match.groupdict()
    if groups.get("under") and not int(match["over"]):
        # Nought sixths are nought quarters: keep the digits, so that a changed one shows.
        return match[0]
    if groups.get("under"):
        value = Fraction(int(match["over"]), int(match["under"])) + int(groups["whole"] or 0)
        exact = 1000 % value.denominator == 0
        return f"{float(value):.3f}".rstrip("0").rstrip(".") if exact else str(value)
    number = _decimal(match["number"], "," if language in words.DECIMAL_COMMA else ".")
    if not groups.get("scale"):
        return number
    word = match["scale"].strip().removeprefix("de ")
    scale = next(
        value for value, text in words.SCALES.items() if re.fullmatch(words.expression(text), word)
    )
    scaled = Fraction(number) * scale if re.fullmatch(r"-?\d+(?:\.\d+)?", number) else number
    return str(scaled)


def _decimal(written: str, point: str) -> str:
    """Return a number with a point and no grouping; zeros stay, as "05" is not "5" nor "5.0"."""
    number = re.sub("^(?=[.,])", "0", written.replace(" ", "").replace("٬", ""))
    if "٫" in number:
        return number.replace(",", "").replace(".", "").replace("٫", ".")
    signs = re.findall("[.,]", number)
    if len(set(signs)) > 1 and signs.count(signs[-1]) == 1:
        return number.replace(signs[0], "").replace(signs[-1], ".")
    grouped = re.fullmatch(r"-?[1-9]\d{0,2}(?:[.,]\d{3})+|-?[1-9]\d?(?:,\d\d)+,\d{3}", number)
    if grouped and (len(signs) > 1 or signs != [point]):
        return re.sub("[.,]", "", number)
    return number.replace(",", ".")


def _inherited(found: list[_Reading], folded: str) -> Iterator[_Reading]:
    """Give "5 to 10 mg" its unit on both ends, as another language may write it twice."""
    for index in reversed(range(len(found) - 1)):
        first, second = found[index], found[index + 1]
        if _JOINED.fullmatch(folded[first.folded[1] : second.folded[0]]) is None:
            continue
        if first.value == first.number and first.kind is FactKind.NUMBER and second.unit_start:
            found[index] = replace(first, kind=second.kind, unit=second.unit)
        elif first.prefixed and second.kind is FactKind.NUMBER and not second.unit:
            found[index + 1] = replace(second, kind=first.kind, unit=first.unit)
    yield from found


def _equal(wanted: _Reading, found: _Reading) -> bool:
    return (wanted.kind, wanted.value) == (found.kind, found.value)


def _alike(wanted: _Reading, found: _Reading) -> bool:
    """Tell whether two readings differ only in a word that one side leaves open.

    "5pm" may come as "17", but not as a bare "5": that would leave morning or evening open.
    """
    if wanted.kind is found.kind and wanted.kind in {FactKind.NUMBER, FactKind.TEMPERATURE}:
        units = {wanted.unit, found.unit}
        return wanted.number == found.number and bool(units & {"", "°"}) and "°F" not in units
    if wanted.kind is FactKind.TIME and found.kind is FactKind.NUMBER:
        return wanted.number == f"{found.number:0>2}:00"
    if wanted.kind is FactKind.NUMBER and found.kind is FactKind.TIME:
        return wanted.number == found.spoken
    return False


def _visible(text: str, one: _Reading) -> tuple[int, int]:
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
