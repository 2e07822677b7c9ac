"""Templates without what is filled in, in; words that no catalog can translate, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from press.findings import Finding

WORD = re.compile(r"[^\W\d_]{2,}")
FILLED = re.compile("\ufffc+")
"""What stands for things that a template is filled with."""
SAID = frozenset({"alt", "title", "aria-label", "placeholder", "data-label", "data-name"})
"""Attributes that a reader sees or hears."""
SILENT = frozenset({"style", "script", "svg"})
VOID = frozenset({"meta", "br", "img", "link", "hr", "input", "col", "wbr"})
PAGE = re.compile(r"(?:partials/|components/)?[^/]+")
"""Templates that a leaflet's page is filled from."""
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*")


def check(literals: Mapping[str, str]) -> Iterator[Finding]:
    """Yield each word that a template says in its own language, whatever the edition's.

    An element that names its language itself (``lang="en"``) says its words on purpose. Pages for
    staff lie in folders of their own.
    """
    for name, text in literals.items():
        if not PAGE.fullmatch(name):
            continue
        reader = _Reader()
        reader.feed(text)
        reader.close()
        for line, words in reader.found:
            found = f"{words!r} is in English in every language"
            remedy = "say it through _(), or name its language with lang"
            yield Finding(f"templates/{name}", line, "hard-coded-text", found, remedy)


class _Reader(HTMLParser):
    """Gathers words that stand in no element with a language of its own, with their lines."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.stack: list[tuple[str, bool]] = []
        """Open elements, each with whether words inside it are said on purpose or not at all."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        quiet = bool(self.stack and self.stack[-1][1])
        quiet = quiet or tag in SILENT or bool(TAG.fullmatch(given.get("lang") or ""))
        if not quiet:
            for name in SAID & given.keys():
                self._take(given[name] or "", 0)
        if tag not in VOID:
            self.stack.append((tag, quiet))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read what closes itself; nothing stands inside it."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _ in self.stack):
            while self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not (self.stack and self.stack[-1][1]):
            self._take(data, data.count("\n", 0, len(data) - len(data.lstrip())))

    def _take(self, text: str, lines: int) -> None:
        if WORD.search(text):
            said = " ".join(FILLED.sub("…", text).split())
            self.found.append((self.getpos()[0] + lines, said))
