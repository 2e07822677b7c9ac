"""Inline Markdown in, its visible text, words and sentences in one spelling out, for checks."""

from __future__ import annotations

import functools
import re
import unicodedata

from press.number_reading import plain_text

# Vowel signs and other marks are letters here: "হয়নি" is one word, "হ", "য়" and "ন" are not.
_MARKS = (
    "\u0300-\u036f\u064b-\u0655\u0670\u06d6-\u06dc\u0900-\u0903\u093a-\u094f\u0981-\u0983"
    "\u09bc-\u09cd\u09d7\u09e2\u09e3\u0a01-\u0a03\u0a3c-\u0a51\u0a70\u0a71\u0a75\u135d-\u135f"
)
LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
WORD = re.compile(rf"{LETTER}+(?:'{LETTER}+)*")
_PLACEHOLDER = re.compile(r"\{\w+\}")
_VALUE = re.compile(r"\{\w+\}|\[\]\([^)]*\)")
_SPACES = re.compile(r"\s+")
SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)]*(?=\s|$)|[।۔؟。！？።፧]+[”’」』）)]*")
# Typed in two ways, and vowel signs that a writer may leave out: never a difference in meaning.
_FOLDED = {"ي": "ی", "ى": "ی", "ك": "ک", "’": "'", "ʼ": "'", "‘": "'", "\u200c": "", "\u200d": ""}
_FOLDED |= {"ـ": "", "\u00ad": "", "\u0670": ""} | {chr(mark): "" for mark in range(0x64B, 0x653)}
_FOLDING = str.maketrans(_FOLDED)


@functools.lru_cache(8192)
def visible(markdown: str) -> str:
    """Return what a reader sees of inline Markdown, without placeholders, in single spaces."""
    return _SPACES.sub(" ", _PLACEHOLDER.sub("", plain_text(markdown))).strip()


@functools.lru_cache(8192)
def filled(markdown: str) -> str:
    """Return a visible text with a 0 for each value that is printed: a phone, a page number."""
    return visible(_VALUE.sub(" 0 ", markdown))


@functools.lru_cache(8192)
def folded(text: str) -> str:
    """Return a text without case, Arabic vowel signs and the two ways to type one letter."""
    return respelt(text).casefold()


@functools.lru_cache(8192)
def respelt(text: str) -> str:
    """Return a text, or a pattern for folded texts in small letters, in one spelling."""
    return unicodedata.normalize("NFC", text).translate(_FOLDING)


@functools.lru_cache(8192)
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a visible text; digits are none."""
    return tuple(WORD.findall(folded(text)))


@functools.lru_cache(8192)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a visible text, without what closes them."""
    return tuple(filter(None, (part.strip() for part in SENTENCE_END.split(text))))


@functools.lru_cache(8192)
def whole_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a visible text, each with the mark that ends it."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    pieces = (text[a:b].strip() for a, b in zip([0, *ends], [*ends, len(text)], strict=True))
    return tuple(piece for piece in pieces if WORD.search(piece))
