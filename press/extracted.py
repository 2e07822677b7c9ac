"""A page's HTML and what a reader got out of its PDF in; how many words came through, out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from typing import Any

from press.languages import language

INLINE_NAMES = (
    "a abbr b bdi bdo cite code data dfn em i kbd mark q s samp small span strong sub sup time u "
    "var wbr"
)
INLINE = frozenset(INLINE_NAMES.split())
"""Elements whose edges are no edges of words."""
EDGE = "\u2029"
"""PARAGRAPH SEPARATOR: the edge of a block, where every script's words end."""
UNSPACED = frozenset({"Hans", "Hant"})
"""Scripts whose words no space parts."""
RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[A-Za-z0-9]+")


def source_words(html: str, tag: str) -> Counter[str]:
    """Return the words that a page's ``<main>`` shows, in a language, each with how often."""
    reader = _Main()
    reader.feed(html)
    reader.close()
    return words("".join(reader.pieces), tag)


def words(text: str, tag: str) -> Counter[str]:
    """Return the words of a text in a language, each with how often.

    Words are what stands between spaces, without the punctuation at their ends; in Chinese they
    are what stands between punctuation. Forms that Unicode calls equivalent are equal (UAX 15),
    and what only steers the layout (UAX 44, category Cf) does not count.
    """
    plain = _plain(text)
    if language(tag).script in UNSPACED:
        return Counter(RUN.findall(_closed(plain)))
    return Counter(filter(None, map(_bare, plain.split())))


def found(source: Counter[str], text: str, tag: str) -> float:
    """Return which part of the source's words an extracted text holds exactly, from 0 to 1.

    Each place of the text counts for one word only. A Chinese sentence may be broken anywhere by
    the end of a line, so that it is looked for without its spaces, the longest first.
    """
    if language(tag).script not in UNSPACED:
        return (source & words(text, tag)).total() / source.total()
    left = _closed(_plain(text))
    hits = 0
    for word, count in sorted(source.items(), key=lambda item: (-len(item[0]), item[0])):
        there = min(left.count(word), count)
        left = left.replace(word, EDGE, there)
        hits += there
    return hits / source.total()


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text))
    return "".join(one for one in composed if unicodedata.category(one) != "Cf")


def _closed(text: str) -> str:
    return "".join(one for one in text if one == EDGE or not one.isspace())


def _bare(word: str) -> str:
    start, end = 0, len(word)
    while start < end and unicodedata.category(word[start])[0] == "P":
        start += 1
    while start < end and unicodedata.category(word[end - 1])[0] == "P":
        end -= 1
    return word[start:end]


class _Main(HTMLParser):
    """Gathers the text that ``<main>`` shows."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.inside = 0
        self.drawn = 0

    def handle_starttag(self, tag: str, _attributes: Any) -> None:
        self._edge(tag, 1)

    def handle_startendtag(self, tag: str, _attributes: Any) -> None:
        self._edge(tag, 0)

    def handle_endtag(self, tag: str) -> None:
        self._edge(tag, -1)

    def handle_data(self, data: str) -> None:
        if self.inside and not self.drawn:
            self.pieces.append(data)

    def _edge(self, tag: str, step: int) -> None:
        if tag == "main":
            self.inside += step
        if tag == "svg":
            # The title of a picture is said, not printed.
            self.drawn += step
        if tag not in INLINE:
            self.pieces.append(EDGE)
