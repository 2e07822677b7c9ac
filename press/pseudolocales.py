"""English units in, pseudo-languages out: words that no catalog can hold, to try a layout with.

Android and Chromium call them by the same names: ``en-XA`` is accented and longer, ``en-XB`` runs
from right to left. Marks, links, placeholders, numbers and addresses stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from press.quantities import spans

LONGER = 1.4
"""How much longer than English a translation may become (W3C, Text size in translation)."""
OPENING, CLOSING = "⁅", "⁆"
"""Brackets that every Latin font of the press has, around a whole unit: what lacks one is cut."""
RIGHT_TO_LEFT_MARK = "\u200f"
"""Between words, so that they follow each other leftwards; it overrides no character's order."""

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "àƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÀßÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ"
ACCENTS = str.maketrans(PLAIN, ACCENTED)
VOWELS = frozenset("aeiouAEIOU")

# What must reach the page letter by letter: where links lead, placeholders, code, addresses,
# leaflet numbers, marks of emphasis and character references.
KEPT = re.compile(
    r"\]\([^)]*\)"
    r"|\{[a-z_]+\}"
    r"|`[^`]*`"
    r"|https?://\S+|\bwww\.\S+"
    r"|[\w.+-]+@[\w.-]+\.\w+"
    r"|\b[A-Z]+\d+\b"
    r"|&#?\w+;"
    r"|<[^>]*>"
    r"|\\."
)
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")


def accented(text: str) -> str:
    """Return a unit with an accent on each letter, about 40 % longer and in brackets."""
    lengthened = "".join(_longer(piece) for piece in _pieces(text))
    return f"{OPENING}{lengthened}{CLOSING}"


def mirrored(text: str) -> str:
    """Return a unit whose words follow each other from right to left, each with one accent."""
    return "".join(piece if kept else WORD.sub(_marked, piece) for piece, kept in _pieces(text))


PSEUDO: dict[str, Callable[[str], str]] = {"en-XA": accented, "en-XB": mirrored}
"""What makes a unit of each pseudo-language (BCP 47, private-use regions)."""


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a unit piece by piece, each with whether it is kept as it is."""
    done = 0
    for start, end in _kept(text):
        if start > done:
            yield text[done:start], False
        if end > done:
            yield text[max(start, done) : end], True
        done = max(done, end)
    if done < len(text):
        yield text[done:], False


def _kept(text: str) -> list[tuple[int, int]]:
    """Return the places of marks, addresses and facts, in order; some of them overlap."""
    found = [match.span() for match in KEPT.finditer(text)]
    return sorted([*found, *spans(text, "en")])


def _longer(piece: tuple[str, bool]) -> str:
    words, kept = piece
    return words if kept else WORD.sub(_stretched, words)


def _stretched(match: re.Match[str]) -> str:
    """Return a word with its vowels, and then its other letters, doubled until it is long."""
    word = match[0]
    wanted = round(len(word) * LONGER) - len(word)
    letters = [place for place, letter in enumerate(word) if letter.isalpha()]
    first = [place for place in letters if word[place] in VOWELS]
    doubled = set([*first, *(place for place in letters if place not in first)][:wanted])
    return "".join(
        letter * (2 if place in doubled else 1) for place, letter in enumerate(word)
    ).translate(ACCENTS)


def _marked(match: re.Match[str]) -> str:
    word = match[0]
    return word[0].translate(ACCENTS) + word[1:] + RIGHT_TO_LEFT_MARK
