"""A language in, the patterns of its numbers, doses, times, phones and addresses out."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from enum import StrEnum

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
def units(language: str) -> tuple[tuple[FactKind, str, re.Pattern[str]], ...]:
    """Return every unit of a language: the kind of its fact, its one name, how it is written."""
    spoken = words.SPAN_WORDS.get(language, {})
    rows = [(kind, *row) for kind, table in _KINDS_OF_UNITS.items() for row in table.items()]
    rows += [(FactKind.NUMBER, name, text) for name, text in spoken.items()]
    rows += [(FactKind.NUMBER, "calendar month", "月")] if language == "zh" else []
    return tuple((kind, name, re.compile(words.expression(text))) for kind, name, text in rows)


@functools.cache
def patterns(language: str) -> tuple[tuple[FactKind, re.Pattern[str]], ...]:
    """Return what is looked for, in order: what an earlier row takes, a later one cannot see."""
    spoken = words.SPAN_WORDS.get(language, {}).values()
    every = [text for table in _KINDS_OF_UNITS.values() for text in table.values()]
    measures = words.expression(*every)
    unit = words.expression(*every, *spoken, *(["月"] if language == "zh" else []))
    parts = words.DAY_PARTS.get(language, {}).values()
    latin = words.expression(*words.LATIN_DAY_PARTS.values())
    native = words.expression(*parts) if parts else "(?!)"
    signs = words.expression(words.HOUR_SIGNS)
    clock = words.expression(words.CLOCK_WORDS, words.HOUR_SIGNS)
    hour = r"(?<!\d)(?<!\d[.,:])(?P<hour>[01]?\d|2[0-4])"
    minutes = rf"(?:[:.٫](?P<minutes>[0-5]\d)(?!\d)| ?(?:{signs}) ?(?P<late>[0-5]\d)(?!\d)分?)"
    half = rf"(?:(?P<early_half>{words.expression(words.HALF_PREFIXES)}) ?)?"
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
    late = f"{half}{suffix}(?P<part>{native})"
    clocks = [early] if language in words.PREFIX_CLOCKS else [late]
    clocks += [late] if language in words.EITHER_CLOCKS else []
    fraction = r"(?:(?P<whole>\d+) )?(?<!\d)(?P<over>\d+)/(?P<under>[1-9]\d*)"
    number = rf"(?P<number>(?:(?<!\w)(?<!\d )-)?{_BLOB})(?P<scale> ?(?:de )?(?:{_scales()}))?"
    rows = (
        (FactKind.EMAIL, r"[a-z\d._%+-]+@[a-z\d-]+(?:\.[a-z\d-]+)+"),
        (FactKind.URL, rf"(?:https?://|www\.){site}|{domain}(?:/{site})?"),
        (FactKind.PHONE, _PHONE),
        (FactKind.DATE, _DATE),
        (FactKind.CODE, r"(?<![a-z\d])[a-z]{1,8}\d+(?:\.\d+)*"),
        (FactKind.TIME, rf"{suffix}(?P<part>{latin})"),
        *((FactKind.TIME, order) for order in clocks),
        (FactKind.TIME, rf"{plain}(?! ?(?:{measures}))"),
        (FactKind.DOSE, rf"{fraction}(?= ?(?:{measures})) ?(?P<unit>{unit})"),
        (FactKind.PERCENT, rf"(?:{words.expression(words.PERCENT_PREFIXES)}) ?(?P<number>{_BLOB})"),
        (FactKind.NUMBER, rf"{number}(?:[ -]?(?:de )?(?P<unit>{unit}))?"),
    )
    return tuple((kind, re.compile(pattern)) for kind, pattern in rows)


def _scales() -> str:
    return words.expression(*words.SCALES.values())
