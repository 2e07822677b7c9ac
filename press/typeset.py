"""A translated tree in, HTML out; containers are handed to their templates as Parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any
from urllib.parse import quote

from press.components import Component
from press.markup import Node, is_figure
from press.model import Figure

HOME = "https://leaflet.invalid/"
"""A fixed address that no machine has: the engine's resource names depend on it."""

TAG = re.compile(r"<[^>]*>")
INLINE = {"strong": "strong", "emphasis": "em", "code": "code"}


def no_number(_key: tuple[str | None, str]) -> str:
    """Return nothing: units are numbered in proofs alone."""
    return ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a diary: its heading and the unit or hint under it, as HTML."""

    head: str
    hint: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a component's template gets of its container; strings are HTML."""

    name: str
    argument: str
    options: Mapping[str, int] = field(hash=False)
    heading: str
    body: str
    """All but the heading."""
    text: str
    """All but the heading and the lists."""
    items: tuple[str, ...]
    table: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What setting one edition needs beyond its tree."""

    words: Callable[[str], str]
    """Plain words to HTML, numbers isolated."""
    fallback_words: Callable[[str], str]
    """The same for words that stay in the source language."""
    contact: Callable[[str], str]
    """HTML of ``rheumatology.phone``."""
    component: Callable[[Part], str]
    untranslated: Callable[[str], str]
    """HTML around words that have no valid translation."""
    components: Mapping[str, Component] = field(hash=False)
    figures: Mapping[str, Figure] = field(hash=False)
    alts: Mapping[str, str] = field(hash=False)
    """Translated alternative texts by figure file."""
    fillable: bool = False
    """Whether tick boxes are fields, with the words of their item for a name."""
    number: Callable[[tuple[str | None, str]], str] = no_number
    """HTML of a unit's number, by its key: a proof shows it, no other page does."""


def document(root: Node, setting: Setting) -> str:
    """Return the HTML of a leaflet's text."""
    return Typesetter(setting).blocks(root.children)


def address(file: str) -> str:
    """Return the address under which a page asks for a figure of its leaflet."""
    return HOME + quote(file)


def argument_and_options(info: str) -> tuple[str, str, dict[str, str]]:
    """Split ``diary rows=7`` or ``contact rheumatology`` into name, argument and options."""
    name, *rest = info.split() or [""]
    options = dict(word.split("=", 1) for word in rest if "=" in word)
    return name, " ".join(word for word in rest if "=" not in word), options


class Typesetter:
    """Walks a tree; methods are named after the nodes that they set."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.sections = 0

    def blocks(self, nodes: Sequence[Node]) -> str:
        return "\n".join(filter(None, map(self.block, nodes)))

    def block(self, node: Node) -> str:
        setter: Callable[[Node], str] | None = getattr(self, f"set_{node.type}", None)
        return setter(node) if setter else ""

    def set_heading(self, node: Node) -> str:
        level = node.attributes["level"]
        identity = ""
        if level == "2":
            self.sections += 1
            identity = f' id="section-{self.sections}"'
        return f"<h{level}{identity}>{self.content(node)}</h{level}>"

    def set_paragraph(self, node: Node) -> str:
        if is_figure(node):
            return self.set_figure(node.children[0])
        return f"<p>{self.content(node)}</p>"

    def set_figure(self, image: Node) -> str:
        file = image.attributes["target"]
        figure = self.setting.figures.get(file)
        if figure is None:
            return ""
        alt = escape(self.setting.alts[file], quote=True)
        caption = image.attributes["title"]
        below = (
            f"<figcaption>{self.numbered(image)}{self.caption(image)}</figcaption>"
            if caption
            else ""
        )
        said = self.setting.number((None, figure.alt))
        source = escape(address(file), quote=True)
        return f'<figure>{said}<img src="{source}" alt="{alt}">{below}</figure>'

    def caption(self, image: Node) -> str:
        """Return the words below a picture."""
        caption = image.attributes["title"]
        if image.language:
            return self.setting.untranslated(self.setting.fallback_words(caption))
        return self.setting.words(caption)

    def set_list(self, node: Node) -> str:
        tag = "ol" if node.attributes.get("ordered") else "ul"
        items = "\n".join(map(self.set_item, node.children))
        return f"<{tag}>\n{items}\n</{tag}>"

    def set_item(self, node: Node) -> str:
        if node.attributes.get("tick"):
            box = f'<span class="box"{self.field(node)}></span>'
            return f'<li class="tick">{box}{self.item(node)}</li>'
        return f"<li>{self.item(node)}</li>"

    def field(self, node: Node) -> str:
        """Return what makes a tick box a field: its kind, and the words of its item as its name."""
        if not self.setting.fillable:
            return ""
        blocks = [child for child in node.children if child.type in ("list", "paragraph")]
        words = unescape(TAG.sub("", self.content(node, skip=blocks)))
        return f' data-field="tick" data-name="{escape(" ".join(words.split()), quote=True)}"'

    def item(self, node: Node) -> str:
        """Return what stands in a list item: its words, then the blocks below them."""
        blocks = [child for child in node.children if child.type in ("list", "paragraph")]
        below = self.blocks(blocks)
        return self.content(node, skip=blocks) + below

    def set_table(self, node: Node) -> str:
        head, *bodies = node.children
        rows = [self._row(row, first="col", rest="col") for row in head.children]
        html = f"<table>\n<thead>\n{''.join(rows)}\n</thead>\n<tbody>\n"
        for body in bodies:
            html += "\n".join(self._row(row, first="row", rest="") for row in body.children)
        return html + "\n</tbody>\n</table>"

    def _row(self, row: Node, first: str, rest: str) -> str:
        cells = []
        for index, cell in enumerate(row.children):
            scope = rest if index else first
            opening, closing = (f'<th scope="{scope}">', "</th>") if scope else ("<td>", "</td>")
            cells.append(opening + self.content(cell) + closing)
        return f"<tr>{''.join(cells)}</tr>"

    def set_part(self, node: Node) -> str:
        name, argument, given = argument_and_options(node.attributes["info"])
        declared = self.setting.components.get(name)
        if declared is None:
            return self.blocks(node.children)
        options = declared.options | {
            key: int(value)
            for key, value in given.items()
            if key in declared.options and value.isdigit()
        }
        heading = next((child for child in node.children if child.type == "heading"), None)
        rest = [child for child in node.children if child is not heading]
        lists = [child for child in rest if child.type == "list"]
        tables = [child for child in rest if child.type == "table"]
        part = Part(
            name=name,
            argument=argument,
            options=options,
            heading=self.block(heading) if heading else "",
            body=self.blocks(rest),
            text=self.blocks([child for child in rest if child.type != "list"]),
            items=tuple(self.item(item) for child in lists for item in child.children),
            table=tuple(self._columns(tables[0])) if tables else (),
        )
        return self.setting.component(part)

    def _columns(self, table: Node) -> list[Column]:
        heads = table.children[0].children[0].children
        rows = table.children[1].children if len(table.children) > 1 else []
        hints = rows[0].children if rows else []
        filled = [*map(self.content, hints), *([""] * len(heads))]
        return [Column(self.content(head), hint) for head, hint in zip(heads, filled, strict=False)]

    def content(self, node: Node, skip: Sequence[Any] = ()) -> str:
        """Return the words of a unit, marked where they are not in the edition's language."""
        inline = [child for child in node.children if child not in skip]
        if node.language is None or not node.text:
            return self.numbered(node) + self.inline(inline)
        html = self.inline(inline, self.setting.fallback_words)
        return self.numbered(node) + self.setting.untranslated(html)

    def numbered(self, node: Node) -> str:
        """Return the number of a unit, where units are numbered."""
        return self.setting.number(node.unit.key) if node.unit else ""

    def inline(self, nodes: Sequence[Node], spoken: Callable[[str], str] | None = None) -> str:
        spoken = spoken or self.setting.words
        return "".join(self._inline(node, spoken) for node in nodes)

    def _inline(self, node: Node, spoken: Callable[[str], str]) -> str:
        if node.type in INLINE:
            tag = INLINE[node.type]
            inner = spoken(node.text) if node.text else self.inline(node.children, spoken)
            return f"<{tag}>{inner}</{tag}>"
        if node.type == "space":
            return " "
        if node.type == "break":
            return "<br>"
        if node.type == "link":
            return self._link(node, spoken)
        # Raw HTML never reaches the page as HTML; the checks report it.
        return spoken(node.text)

    def _link(self, node: Node, spoken: Callable[[str], str]) -> str:
        scheme, _, target = node.attributes["target"].partition(":")
        inner = self.inline(node.children, spoken)
        if scheme == "contact":
            return f"{inner} {self.setting.contact(target)}".lstrip()
        if scheme == "term":
            return f'<span class="term">{inner}</span>'
        if scheme in ("http", "https"):
            return f'<a href="{escape(node.attributes["target"], quote=True)}">{inner}</a>'
        return inner
