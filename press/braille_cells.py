"""Words in, braille cells out, as ASCII braille: the one module that calls liblouis."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator

PROGRAM = "lou_translate"
# English in contracted Unified English Braille; plain English without contractions, for people
# who are learning; Polish and Arabic as schools teach them, without contractions.
TABLES = {
    "en": "en-ueb-g2.ctb",
    "en-simple": "en-ueb-g1.ctb",
    "pl": "Pl-Pl-g1.utb",
    "ar": "ar-ar-g1.utb",
}
ENGLISH_TABLES = {"ar": "en-ueb-g1.ctb"}
"""What writes English words inside an edition whose own table knows another alphabet."""
# Unified English Braille: no contractions in e-mail addresses, web addresses and other codes.
CODE_TABLES = {"en": "en-ueb-g1.ctb", "ar": "en-ueb-g1.ctb"}
"""What writes codes and addresses letter by letter."""
DISPLAY = "en-us-brf.dis"
SECONDS = 60
# What carries no meaning in braille, or what no table knows: the dot between two facts.
IGNORED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff·]")
UNKNOWN = re.compile(r"'[\\/]X")
"""How liblouis writes a character that a table does not know: its code, between quotes."""
# A number sign, digits, and the full stop, comma or space within a number of one of the codes.
NUMBER = re.compile(r"#[A-J]+(?:[14'\"][A-J]+)*")
DIGITS = str.maketrans("ABCDEFGHIJ", "1234567890")


def table(language: str, *, english: bool = False, code: bool = False) -> str:
    """Return the table for words of an edition, or for English words or codes inside it."""
    own = TABLES[language]
    if code:
        return CODE_TABLES.get(language, own)
    return ENGLISH_TABLES.get(language, own) if english else own


def plain(text: str) -> str:
    """Return words with single spaces and nothing that braille leaves out."""
    return " ".join(IGNORED.sub("", text).split())


def translate(texts: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the cells of each (table, text).

    Raises RuntimeError when liblouis refuses, and ValueError when a number or a character does
    not come out whole: a wrong dose must not be embossed.
    """
    wanted: dict[str, dict[str, None]] = {}
    for name, text in texts:
        wanted.setdefault(name, {})[text] = None
    found = {}
    for name, group in wanted.items():
        for text, cells in zip(group, _run(name, list(group)), strict=True):
            _check(text, cells)
            found[name, text] = cells
    return found


def number(value: int) -> str:
    """Return a whole number: the same cells in every code that is offered."""
    return "#" + str(value).translate({ord(digit): letter for letter, digit in _letters()})


def numbers(cells: str) -> list[str]:
    """Return every group of digits in cells, as a reader's finger meets them."""
    return [
        group.translate(DIGITS)
        for found in NUMBER.findall(cells)
        for group in re.findall("[A-J]+", found)
    ]


def _letters() -> Iterator[tuple[str, str]]:
    return zip("ABCDEFGHIJ", "1234567890", strict=True)


def _check(text: str, cells: str) -> None:
    if UNKNOWN.search(cells):
        raise ValueError(f"braille has no sign for a character of {text[:60]!r}")
    if re.findall("[0-9]+", text) != numbers(cells):
        raise ValueError(f"the numbers of {text[:60]!r} come out as {numbers(cells)}")


def _run(name: str, texts: list[str]) -> list[str]:
    answer = subprocess.run(
        [PROGRAM, "--forward", f"{DISPLAY},{name}"],
        input="".join(f"{text}\n" for text in texts),
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    lines = answer.stdout.splitlines()
    if answer.returncode or len(lines) != len(texts):
        raise RuntimeError(f"{PROGRAM} with {name}: {answer.stderr.strip() or 'lines are lost'}")
    return lines
