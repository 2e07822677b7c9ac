"""A language in, the letters, digits and marks that it is written with out (orthography.toml)."""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from fontTools import unicodedata as scripts

from press.languages import language

# Scripts by which Unicode names the letters of each, where ours is a style or a set of several.
STYLES = {"Aran": "Arab", "Hans": "Hani", "Hant": "Hani"}
SHARED = frozenset({"Zyyy", "Zinh", "Zzzz"})


@dataclass(frozen=True, slots=True)
class Orthography:
    """What a language is written with; see the head of orthography.toml."""

    script: str
    """Of its letters, by ISO 15924 code as Unicode uses it: Arab for Urdu, Hani for Chinese."""
    letters: str = ""
    names: str = ""
    digits: str = "0"
    joiners: str = ""
    stop: str = "."
    question: str = "?"
    comma: str = ","
    semicolon: str = ";"
    colon: str = ":"
    exclamation: str = "!"
    quotes: tuple[str, ...] = ()
    short: str = ""
    spaced: str = ""
    variants: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def marks(self) -> str:
        """Return every mark that ends or parts a sentence."""
        return (
            self.stop + self.question + self.comma + self.semicolon + self.colon + self.exclamation
        )

    def knows(self, letter: str) -> bool:
        """Tell whether a letter is one of the alphabet, or of names that readers know."""
        return not self.letters or any(
            one in self.letters or one in self.names for one in (letter, letter.lower())
        )


@functools.cache
def orthography(tag: str) -> Orthography:
    """Return how a language (BCP 47) is written; a register is written as its language is."""
    rows = _rows()
    row = rows.get(tag) or rows[tag.partition("-")[0]]
    own = language(tag).script
    return Orthography(script=STYLES.get(own, own), **row)


@functools.cache
def script(character: str) -> str:
    """Return the script that a character belongs to, "" when several share it (as digits are)."""
    found: str = scripts.script(character)
    return "" if found in SHARED else found


def script_name(code: str) -> str:
    """Return the English name of a script: Cyrillic for Cyrl."""
    return str(scripts.script_name(code)).replace("_", " ")


def named(character: str) -> str:
    """Return a character's number and name, as Unicode writes them."""
    kinds = {"Cc": "control character", "Co": "private use", "Cs": "half of a pair"}
    kind = kinds.get(unicodedata.category(character), "not a character")
    return f"U+{ord(character):04X} {unicodedata.name(character, kind)}"


@functools.cache
def _rows() -> dict[str, dict[str, Any]]:
    text = resources.files("press").joinpath("orthography.toml").read_text("utf-8")
    rows = tomllib.loads(text)
    return {tag: {**row, "quotes": tuple(row["quotes"])} for tag, row in rows.items()}
