"""Markdown in, a tree of nodes and its units out: one walk serves extraction and translation."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin

from press.model import Unit

COMMENT = re.compile(r"<!--\s*(translators|context):\s*(.*?)\s*-->\s*", re.DOTALL)
TICK = re.compile(r"\[ \]\s+")

# What a unit is called, by the block that holds its text.
UNIT_KINDS = {"heading": "heading", "paragraph": "paragraph", "item": "item", "cell": "cell"}
BLOCK_TYPES = {
    "root": "document",
    "heading": "heading",
    "paragraph": "paragraph",
    "bullet_list": "list",
    "ordered_list": "list",
    "list_item": "item",
    "table": "table",
    "thead": "head",
    "tbody": "body",
    "tr": "row",
    "th": "cell",
    "td": "cell",
    "container_part": "part",
    "blockquote": "quotation",
    "code_block": "code",
    "fence": "code",
    "hr": "rule",
    "html_block": "html",
}
INLINE_TYPES = {
    "text": "text",
    "softbreak": "space",
    "hardbreak": "break",
    "strong": "strong",
    "em": "emphasis",
    "code_inline": "code",
    "link": "link",
    "image": "image",
    "html_inline": "html",
}


@dataclass(slots=True)
class Node:
    """A piece of a parsed text; ``line`` counts from 1 in the file that it came from."""

    type: str
    line: int = 0
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    unit: Unit | None = None
    language: str | None = None
    """Set where the words are in another language than the edition's (BCP 47)."""
    block: bool = False
    """Whether it stands by itself, rather than within a line of text."""

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    # A unit is read by itself, so that an address kept elsewhere in the file would be lost.
    parser.disable("reference")
    container_plugin(parser, "part", validate=lambda *_: True)
    # markdown-it leaves a link to file: or javascript: as plain text; here it must be seen,
    # so that the checks can refuse it with its line.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def parse(markdown: str, path: str) -> Node:
    """Return the tree of a leaflet's text, with a unit on every node that is translated.

    Never raises: what a leaflet may not hold (raw HTML, unknown containers) stands in the tree
    as a node, for the checks to find.
    """
    root = _block(SyntaxTreeNode(_parser().parse(markdown)))
    _name_units(root, path)
    return root


def parse_inline(text: str, line: int = 0) -> list[Node]:
    """Return the nodes of one unit's inline Markdown."""
    tree = SyntaxTreeNode(_parser().parseInline(text))
    return [_inline(child, line) for child in tree.children[0].children] if tree.children else []


def units(root: Node) -> Iterator[Unit]:
    """Yield every unit of a tree in document order."""
    for node in root.walk():
        if node.unit is not None:
            yield node.unit


def translate(
    root: Node, translations: Mapping[tuple[str | None, str], str], fallback: str
) -> Node:
    """Return the tree with each unit's words replaced.

    A unit that has no translation keeps its words and is marked with the fallback language.
    """
    translated = dataclasses.replace(
        root, children=[translate(child, translations, fallback) for child in root.children]
    )
    if root.unit is None:
        return translated
    words = translations.get(root.unit.key)
    if words is None:
        translated.language = fallback
    elif root.type == "image":
        translated.attributes = root.attributes | {"title": words}
    else:
        translated.children = parse_inline(words, root.line) + [
            child for child in translated.children if child.block
        ]
    return translated


def plain(text: str) -> str:
    """Return a unit's words without their inline Markdown."""
    return "".join(
        " " if node.type in ("space", "break") else node.text
        for child in parse_inline(text)
        for node in child.walk()
    )


def targets(root: Node) -> Iterator[Node]:
    """Yield the links and images of a tree."""
    return (node for node in root.walk() if node.type in ("link", "image"))


def _block(tree: SyntaxTreeNode) -> Node:
    line = tree.map[0] + 1 if not tree.is_root and tree.map else 0
    node = Node(BLOCK_TYPES.get(tree.type, tree.type), line, block=True)
    if tree.type in ("html_block", "code_block", "fence"):
        node.text = tree.content
        return node
    if tree.type == "heading":
        node.attributes["level"] = tree.tag[1:]
    elif tree.type == "ordered_list":
        node.attributes["ordered"] = "yes"
    elif tree.type == "th":
        node.attributes["header"] = "yes"
    elif tree.type == "container_part":
        node.attributes["info"] = tree.info.strip()
        closing = tree.nester_tokens.closing if tree.nester_tokens else None
        node.attributes["closed"] = "yes" if closing and closing.markup else ""
    for child in tree.children:
        if child.type == "inline":
            node.line = node.line or (child.map[0] + 1 if child.map else 0)
            node.text = " ".join(child.content.split())
            node.children += [_inline(piece, node.line) for piece in child.children]
        else:
            node.children.append(_block(child))
    return _lift_single_paragraph(node) if node.type == "item" else node


def _lift_single_paragraph(item: Node) -> Node:
    """Make a list item whose text is one paragraph the holder of that text itself."""
    if not item.children or item.children[0].type != "paragraph":
        return item
    first, rest = item.children[0], item.children[1:]
    text = first.text
    if TICK.match(text):
        item.attributes["tick"] = "yes"
        text = TICK.sub("", text, count=1)
        first.children = parse_inline(text, first.line)
    return dataclasses.replace(item, text=text, children=first.children + rest)


def _inline(tree: SyntaxTreeNode, line: int) -> Node:
    node = Node(INLINE_TYPES.get(tree.type, tree.type), line)
    if tree.type in ("text", "code_inline", "html_inline"):
        node.text = tree.content
    elif tree.type == "link":
        node.attributes["target"] = str(tree.attrs.get("href", ""))
    elif tree.type == "image":
        node.attributes["target"] = str(tree.attrs.get("src", ""))
        node.attributes["title"] = str(tree.attrs.get("title", ""))
        node.text = tree.content
        return node
    node.children = [_inline(child, line) for child in tree.children]
    return node


def _name_units(root: Node, path: str) -> None:
    """Give each translatable node its unit, with the note and context that stand before it."""
    pending = {"translators": "", "context": ""}

    def visit(node: Node, component: str) -> None:
        if node.type == "html" and (comment := COMMENT.fullmatch(node.text.strip() + "\n")):
            pending[comment[1]] = " ".join(comment[2].split())
            node.type = "comment"
            return
        if node.type == "part":
            component = node.attributes["info"].partition(" ")[0]
        figure = node.type == "paragraph" and is_figure(node)
        if node.type in UNIT_KINDS and node.text and not figure:
            _take(node, UNIT_KINDS[node.type], node.text, component)
        for child in node.children:
            if child.type == "image" and child.attributes["title"]:
                _take(child, "caption", child.attributes["title"], component)
            elif child.block or figure:
                visit(child, component)

    def _take(node: Node, kind: str, text: str, component: str) -> None:
        context = pending["context"] or None
        note = pending["translators"]
        pending.update(translators="", context="")
        node.unit = Unit(kind, text, path, node.line, context, note, component)

    visit(root, "")


def shape(root: Node) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what is built around the units of a tree; comments and the units' words are no part."""
    if root.type != "comment" and root.block:
        yield root.type, root.attributes
        for child in root.children:
            yield from shape(child)
    elif root.type == "image":
        yield root.type, {"target": root.attributes["target"]}


def is_figure(paragraph: Node) -> bool:
    """Tell whether a paragraph holds one picture and nothing else."""
    return [child.type for child in paragraph.children] == ["image"]
