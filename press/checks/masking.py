"""Inline Markdown in, the prose that a check looks at out, and pieces of it to show in findings."""

from __future__ import annotations

import functools
import html
import re
import unicodedata

# Drawn as nothing, or as a blank, though Unicode calls them letters, marks or symbols.
INVISIBLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
LOST = frozenset("\ufffc\ufffd")
NOT_PROSE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in a masked text where a placeholder, an address or a value is printed."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|\w{2,32});")
_MASKS = (
    (re.compile(r"\[\]\([^)\s]*\)|\{[a-z_]+\}|`[^`]*`"), NOT_PROSE),
    (re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bhttps?://[^\s)]+|\bwww\.[^\s)]+"), NOT_PROSE),
    (re.compile(r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|eu|uk)\b(?:/[\w/-]*)?"), NOT_PROSE),
    (re.compile(r"(?<!\\)[*]+|(?<![\w\\])_+|(?<!\\)_+(?!\w)"), ""),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def decoded(markdown: str) -> str:
    """Return a text with its character references read, so that ``&#8203;`` hides nothing."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), markdown)


@functools.lru_cache(4096)
def masked(markdown: str) -> str:
    """Return inline Markdown with its own spaces, without marks and all that is no prose.

    A placeholder, a contact's value and an address become one NOT_PROSE each: what stands before
    and after them can still be judged.
    """
    text = decoded(markdown)
    for pattern, replacement in _MASKS:
        text = pattern.sub(replacement, text)
    return text


def shown(text: str) -> str:
    """Return a text with all that cannot be seen written out: ``a‹U+200B›b``."""
    return "".join(
        f"‹U+{ord(one):04X}›" if unicodedata.category(one) in UNSEEN or one in INVISIBLE else one
        for one in text
    )


def around(text: str, start: int, end: int | None = None, width: int = 14) -> str:
    """Return what stands at a place of a text, with a little on both sides, in quotation marks."""
    end = start + 1 if end is None else end
    first, last = max(0, start - width), min(len(text), end + width)
    piece = shown(text[first:last]).replace(NOT_PROSE, "…")
    return f"‘{'…' if first else ''}{piece}{'…' if last < len(text) else ''}’"


def is_lost(character: str) -> bool:
    """Tell whether a character is none that Unicode knows, or stands for one that was lost."""
    return character in LOST or unicodedata.category(character) in ("Co", "Cn", "Cs")
