"""A unit and its translation in, findings about spaces and marks that stand twice out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.masking import around, masked, shown
from press.checks.wording import Fault, Problem, summed
from press.model import Unit
from press.orthography import orthography

TWICE = re.compile(
    r"([,;:!?،؛؟۔।，。；：、！？])\s?\1|(?<![.…])\.\s?\.(?![.…])|\.{4,}"
    r"|[?!؟！？] ?[.۔।。](?!\.)|[,،，] ?[.۔।。](?![\d.])"
)
SPACE_BEFORE = re.compile(
    r"(?<=[^\s])[ \u00a0\u2009\u202f]+"
    r"(?P<mark>[,;:!?،؛؟۔।，。；：、！？]|\.(?![\w.])|(?<=\d )[.,](?=\d)|[)\]）»”](?!\w))"
)
SPACE_AFTER = re.compile(r"[(\[（][ \u00a0\u2009\u202f]+(?=\S)")
NO_SPACE = re.compile(
    r"(?<=[)”»])[,;،؛؟۔।](?=[^\W\d_])|(?<=[^\W\d_])[,;،؛](?=\d)|(?<=[^\s\d_!-/:-@\[-`{-~“”„«»‘’…])[,;،؛؟۔।](?=[^\W\d_])|(?<=[^\W\d_A-Z]{2})[.!?](?=[A-ZĄĆĘŁŃÓŚŹŻÁČĎÉÍĽŇÔŠŤÚÝŽĂÂÎȘȚ])"
)
TWO_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
HAN = r"[\u3400-\u9fff，。、；：？！（）]"
SPACE_IN_CHINESE = re.compile(rf"(?<={HAN}) +(?={HAN})")


def faults(unit: Unit, translation: str, tag: str) -> Iterator[Fault]:
    """Yield marks and spaces that a slip of the finger leaves behind."""
    text, source = masked(translation), masked(unit.text)
    for found, remedy in summed(_doubled(text, source)):
        yield "doubled-punctuation", found, remedy
    for found, remedy in summed(_spaces(text, source, tag)):
        yield "misplaced-space", found, remedy


def _doubled(text: str, source: str) -> Iterator[Problem]:
    for match in TWICE.finditer(text):
        if match[0] not in source:
            yield f"‘{shown(match[0])}’ in {around(text, *match.span())}", "write one mark"


def _spaces(text: str, source: str, tag: str) -> Iterator[Problem]:
    written = orthography(tag)
    for match in SPACE_BEFORE.finditer(text):
        if match["mark"] not in written.spaced and match[0] not in source:
            found = f"a space before {match['mark']} in {around(text, *match.span())}"
            yield found, "delete the space"
    for match in SPACE_AFTER.finditer(text):
        yield f"a space after {match[0][0]} in {around(text, *match.span())}", "delete the space"
    for match in TWO_SPACES.finditer(text):
        if match[0] not in source:
            yield f"two spaces in {around(text, *match.span())}", "write one space"
    if written.script == "Hani":
        for match in SPACE_IN_CHINESE.finditer(text):
            yield f"a space within Chinese in {around(text, *match.span())}", "delete the space"
        return
    for match in NO_SPACE.finditer(text):
        if match[0] not in source or text[match.start() - 2 : match.end() + 2] not in source:
            found = f"no space after {match[0]} in {around(text, *match.span())}"
            yield found, "write a space after it"
