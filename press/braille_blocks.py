"""A composed page in, what braille sets of it out: blocks of words in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "wbr"})
UNREAD = frozenset({"head", "script", "style", "svg"})
# Drawings, and what a braille copy need not hold: the printed leaflet has it under its number.
LEFT_OUT = frozenset({"qr", "references", "copyright", "book-foot", "signal-icon"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {
    *("address", "article", "aside", "div", "dl", "figcaption", "figure", "footer", "header"),
    *("li", "main", "ol", "p", "section", "table", "ul"),
}


class Form(Enum):
    """How a block lies on the page."""

    HEADING = "centred between blank lines"
    PARAGRAPH = "first line in cell 3, the others in cell 1"
    ITEM = "first line in cell 1, the others in cell 3"
    ROW = "first line in cell 1, the others in cell 5"
    CELL = "first line in cell 3, the others in cell 5"
    BOX_TOP = "a line of dots above"
    BOX_BOTTOM = "a line of dots below"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one language."""

    text: str
    english: bool = False
    """English within an edition of another language."""
    code: bool = False
    """An address, a number or another code that is read letter by letter."""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of words; a box's edges have none."""

    form: Form
    runs: Runs = ()
    tick: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All of a page."""

    blocks: tuple[Block, ...]
    short_title: Runs
    notices: tuple[Runs, ...]
    """What must stand on every sheet of a draft or sample."""


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: dict[str, str]
    children: list[_Node | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    def walk(self) -> Iterator[_Node]:
        yield self
        for child in self.nodes():
            yield from child.walk()

    def nodes(self) -> Iterator[_Node]:
        return (child for child in self.children if isinstance(child, _Node))

    def of_class(self, name: str) -> list[_Node]:
        return [node for node in self.walk() if name in node.classes]

    def of_tag(self, *names: str) -> list[_Node]:
        return [node for node in self.walk() if node.tag in names]


def read(html: str) -> Reading:
    """Return what braille sets of a composed page."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    root = parser.root
    notices = [_runs(node) for node in root.of_class("notice")]
    return Reading(
        blocks=tuple(_Walk().blocks(root)),
        short_title=tuple(run for node in root.of_class("short-title") for run in _runs(node)),
        notices=tuple(dict.fromkeys(notices)),
    )


class _Parser(HTMLParser):
    """Builds the tree of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.root = _Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(_Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


class _Walk:
    """Yields the blocks of a tree; an empty diary is read out once, however many weeks it has."""

    def __init__(self) -> None:
        self.diaries: set[str] = set()

    def blocks(self, node: _Node) -> Iterator[Block]:
        if node.tag in UNREAD or node.classes & LEFT_OUT or "notice" in node.classes:
            return
        if "diary" in node.classes and self._seen(node):
            return
        boxed = "redflag" in node.classes
        if boxed:
            yield Block(Form.BOX_TOP)
        if node.tag in HEADINGS:
            yield Block(Form.HEADING, _runs(node))
        elif node.tag == "table":
            yield from _table(node)
        elif node.tag in ("ol", "ul"):
            for place, item in enumerate(node.nodes(), start=1):
                mark = f"{place}. " if node.tag == "ol" else ""
                yield from self._flow(item, Form.ITEM, mark, tick="tick" in item.classes)
        else:
            yield from self._flow(node, Form.PARAGRAPH)
        if boxed:
            yield Block(Form.BOX_BOTTOM)

    def _flow(
        self, node: _Node, form: Form, mark: str = "", *, tick: bool = False
    ) -> Iterator[Block]:
        """Yield words as blocks of a form, and the blocks that stand among them."""
        held: list[Run] = [Run(mark)] if mark else []
        for child in node.children:
            if isinstance(child, _Node) and _is_block(child):
                if _said(held):
                    yield Block(form, tuple(held), tick)
                    held, tick = [], False
                yield from self.blocks(child)
            else:
                held += _runs(child)
        if _said(held):
            yield Block(form, tuple(held), tick)

    def _seen(self, node: _Node) -> bool:
        heads = " ".join(run.text for th in node.of_tag("th") for run in _runs(th))
        seen = heads in self.diaries
        self.diaries.add(heads)
        return seen


def _is_block(node: _Node) -> bool:
    return any(one.tag in BLOCKS for one in node.walk())


def _said(runs: list[Run]) -> bool:
    return any(run.text.strip() for run in runs)


def _table(node: _Node) -> Iterator[Block]:
    """Yield a table as lines of "head: cell"; one without words in its cells as its heads."""
    heads = [cell for row in node.of_tag("thead") for cell in row.of_tag("th", "td")]
    bodies = node.of_tag("tbody")
    rows = [row.of_tag("th", "td") for body in bodies for row in body.of_tag("tr")]
    if heads and not any(_said(list(_runs(cell))) for row in rows for cell in row):
        yield from (Block(Form.ITEM, _runs(cell)) for cell in heads)
        return
    for cells in rows:
        if heads:
            for place, (head, cell) in enumerate(zip(heads, cells, strict=False)):
                form = Form.CELL if place else Form.ROW
                yield Block(form, (*_runs(head), Run(": "), *_runs(cell)))
        else:
            first, *rest = map(_runs, cells)
            runs = [run for cell in rest for run in (Run(": "), *cell)]
            yield Block(Form.ROW, (*first, *runs))


def _is_code(words: str) -> bool:
    """Tell a code or an address from a number with its unit, a phone number or a date."""
    latin = any(sign.isascii() and sign.isalpha() for sign in words)
    return latin and ("·" in words or not any(sign.isspace() for sign in words))


def _runs(node: _Node | str, *, english: bool = False) -> Runs:
    """Return the words within a node, in reading order."""
    if isinstance(node, str):
        return (Run(node, english),)
    if node.tag in UNREAD or node.classes & (LEFT_OUT - {"book-foot"}):
        return ()
    if node.tag == "br":
        return (Run(" ", english),)
    if node.tag == "img":
        return (Run(f"[{node.attributes.get('alt', '')}]", english),)
    if language := node.attributes.get("lang"):
        english = language.partition("-")[0] == "en"
    pieces = [run for child in node.children for run in _runs(child, english=english)]
    if node.tag == "bdi" or "whole" in node.classes:
        words = "".join(run.text for run in pieces)
        if _is_code(words):
            return (Run(words, english, code=True),)
    space = [Run(" ", english)] if node.tag in ("li", "p") else []
    return (*pieces, *space)
