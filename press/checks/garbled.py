"""A translation in, findings about what a wrong encoding left of its words out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from press.checks.masking import around, decoded, is_lost, masked, shown
from press.checks.wording import Fault
from press.model import Unit
from press.orthography import named, orthography, script

# Code pages that UTF-8 is read in by mistake.
CODE_PAGES = ("cp1252", "latin-1", "cp1250", "cp1254", "cp1251", "cp1256")
# In these, two letters of a real word ("Рі") may be the bytes of another.
OF_LETTERS = ("cp1251", "cp1256")
SHORT, LONG = 2, 4  # bytes of a run that is looked at
SIGNS = frozenset("–—‘’“”„…°•\xa0«»€£")
FOREIGN_RUN = re.compile(rf"[^\x00-\x7f]{{{SHORT},}}")
CONTROLS = range(0x80, 0xA0)
# A question mark in a word is what an encoding without the letter makes of it.
LOST_LETTER = re.compile(r"[^\W\d_]\?[^\W\d_A-Z]")


def faults(unit: Unit, translation: str, tag: str) -> Iterator[Fault]:
    """Yield words of which letters were lost, or were read as other ones."""
    text = decoded(translation)
    again = "type the word again"
    if any(is_lost(one) and one not in unit.text for one in text):
        place = next(place for place, one in enumerate(text) if is_lost(one))
        found = f"{named(text[place])} in {around(text, place)} stands where a letter was lost"
        yield "garbled-text", found, again
    elif lost := LOST_LETTER.search(masked(translation)):
        word = around(masked(translation), *lost.span())
        found = f"{word} has a question mark where a letter may have been"
        yield "garbled-text", found, again
    for match in FOREIGN_RUN.finditer(text):
        if wanted := _reread(match[0], tag):
            found = f"{around(text, *match.span())} is UTF-8 that was read in another encoding"
            yield "garbled-text", found, f"write {shown(wanted)}"
            return


def _reread(run: str, tag: str) -> str:
    """Return what a run of characters says when its bytes are read as UTF-8, if that is a word."""
    for page in CODE_PAGES:
        for known, group in groupby(run, key=lambda one: bool(_bytes(one, page))):
            data = b"".join(_bytes(one, page) for one in group) if known else b""
            if len(data) < (LONG if page in OF_LETTERS else SHORT):
                continue
            try:
                said = data.decode()
            except UnicodeDecodeError:
                continue
            if any(one in SIGNS or _is_own(one, tag) for one in said):
                return said
    return ""


def _bytes(character: str, page: str) -> bytes:
    """Return the byte that a code page has for a character; holes of it are read as controls."""
    if ord(character) in CONTROLS:
        return bytes([ord(character)])
    return character.encode(page, "ignore")


def _is_own(character: str, tag: str) -> bool:
    written = orthography(tag)
    return script(character) == written.script and written.knows(character)
