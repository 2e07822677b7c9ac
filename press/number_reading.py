"""A text in, its numbers and other facts out, each with its canonical value and its place."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from press import unit_words as words
from press.fact_patterns import FactKind, patterns, units

_JOINED = re.compile(f" ?(?:{words.expression(words.RANGE_WORDS, words.JOIN_WORDS)}) ?")
_MARKUP = (
    (re.compile(r"\]\(\s*[^\s)]*(?:\s+\"([^\"]*)\")?\s*\)"), r" \1 "),
    (re.compile(r"\[\^[^\]]*\]"), ""),
    (re.compile(r"(?<!\\)(?:[*`\[]+|~~)|(?<!\w)_+|_+(?!\w)"), ""),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_LIST_MARKER = re.compile(r"^\s*\d{1,2}[.)] ", re.MULTILINE)


@dataclass(frozen=True)
class Reading:
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


def plain_text(markdown: str) -> str:
    """Return inline Markdown without marks, link destinations, footnotes and list numbers."""
    text = html.unescape(markdown)
    # A single "5. " may be an ordinal ("5. den"); only several lines of them are a list.
    if len(_LIST_MARKER.findall(text)) > 1:
        text = _LIST_MARKER.sub("", text)
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return text


def fold_text(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the text in one spelling of digits, signs and letters, and each one's place."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in words.fold(character):
            if part != " " or not characters or characters[-1] != " ":
                characters.append(part)
                places.append(place)
    return "".join(characters), tuple(places)


def readings(text: str, tag: str) -> Iterator[Reading]:
    """Yield the facts of a plain text in a language (BCP 47), in the order in which they stand."""
    language = tag.partition("-")[0]
    folded, places = fold_text(text)
    unseen = folded
    found: list[Reading] = []
    for kind, pattern in patterns(language):
        matches = pattern.finditer(unseen)
        found += [_reading(kind, match, text, places, language) for match in matches]
        unseen = pattern.sub(lambda match: "\0" * len(match[0]), unseen)
    found.sort(key=lambda one: one.start)
    yield from _inherited(found, folded)


def _reading(
    kind: FactKind, match: re.Match[str], text: str, places: tuple[int, ...], language: str
) -> Reading:
    def span(start: int, end: int) -> tuple[int, int]:
        return places[start], places[end - 1] + 1

    groups = match.groupdict()
    start, end = span(*match.span())
    one = Reading(kind, match[0], "", start, end, match.span(), (start, end))
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
    rows = units(language)
    measured, unit = next(row[:2] for row in rows if row[2].fullmatch(match["unit"]))
    one = replace(one, unit_start=places[match.start("unit")])
    return replace(one, kind=measured, number=number, unit=unit, core=span(*core))


def _time(
    one: Reading,
    match: re.Match[str],
    span: Callable[[int, int], tuple[int, int]],
    places: tuple[int, ...],
    language: str,
) -> Reading:
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


def _inherited(found: list[Reading], folded: str) -> Iterator[Reading]:
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
