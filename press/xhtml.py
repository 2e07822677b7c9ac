"""A composed page in, its body as XML out, with its headings and pictures: an e-book wants XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from press.typeset import HOME

VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "wbr"})
# HTML has no capitals in names, SVG has: what the parser lowers is written as SVG knows it.
CAPITALS = {
    name.lower(): name
    for name in (
        *("viewBox", "preserveAspectRatio", "linearGradient", "radialGradient", "clipPath"),
        *("gradientUnits", "gradientTransform", "patternUnits", "markerWidth", "markerHeight"),
        *("refX", "refY", "textPath"),
    )
}


def read(html: str) -> Page:
    """Return a composed page as an e-book needs it."""
    page = Page()
    page.feed(html)
    page.close()
    return page


@dataclass(slots=True)
class Heading:
    """A heading as the contents list it; its words are XML."""

    level: int
    identity: str
    words: str = ""


class Page(HTMLParser):
    """Reads a composed page and writes its body as XML."""

    def __init__(self) -> None:
        super().__init__()
        self.direction = "ltr"
        self.pieces: list[str] = []
        self.said: list[str] = []
        self.headings: list[Heading] = []
        self.pictures: list[str] = []
        self.drawings = 0
        self.inside: list[str] = []
        self.heading_starts = 0

    @property
    def body(self) -> str:
        return "".join(self.pieces).strip()

    @property
    def text(self) -> str:
        return "".join(self.said)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value if value is not None else name for name, value in attrs}
        if tag == "html":
            self.direction = given.get("dir", "ltr")
        if tag not in VOID:
            self.inside.append(tag)
        if "body" not in self.inside:
            return
        if re.fullmatch("h[1-6]", tag):
            given.setdefault("id", f"heading-{len(self.headings) + 1}")
            self.headings.append(Heading(int(tag[1]), given["id"]))
        if tag == "img":
            given["src"] = self._picture(given["src"])
        if tag == "svg":
            self.drawings += 1
            given.setdefault("xmlns", "http://www.w3.org/2000/svg")
        if "lang" in given and "svg" not in self.inside:
            given["xml:lang"] = given["lang"]
        self._open(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write what closes itself, as drawings do."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self.inside:
            last = self.inside.pop()
            if "body" in self.inside or last == "body":
                if re.fullmatch("h[1-6]", last):
                    self.headings[-1].words = "".join(self.pieces[self.heading_starts :])
                self.pieces.append(f"</{CAPITALS.get(last, last)}>")
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        if "body" in self.inside:
            self.pieces.append(escape(data, quote=False))
            self.said.append(data)

    def _open(self, tag: str, given: Mapping[str, str]) -> None:
        words = "".join(
            f' {CAPITALS.get(name, name)}="{escape(value)}"' for name, value in given.items()
        )
        ending = "/>" if tag in VOID else ">"
        self.pieces.append(f"<{CAPITALS.get(tag, tag)}{words}{ending}")
        if re.fullmatch("h[1-6]", tag):
            self.heading_starts = len(self.pieces)

    def _picture(self, address: str) -> str:
        if address not in self.pictures:
            self.pictures.append(address)
        return address.removeprefix(HOME)
