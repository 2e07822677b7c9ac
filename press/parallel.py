"""Two trees of one shape in, HTML with both languages side by side out, unit by unit."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any

from markupsafe import Markup

from press import markup, typeset
from press.languages import Language
from press.markup import Node
from press.model import Words
from press.phrases import Phrases


class OriginalPhrases(Phrases):
    """What an edition's templates say, in the source language."""

    def unit(self, text: str) -> Markup:
        """Return a unit of leaflet.toml as its author wrote it."""
        return self.words(markup.plain(text))

    def looked_up(self, text: str, words: Words, context: str | None = None) -> Markup:  # noqa: ARG002
        """Return words as the source has them."""
        return self.words(text)


class ParallelPhrases(Phrases):
    """The words of an edition twice: in its language, then in the source language."""

    def __init__(self, phrases: Phrases) -> None:
        self.translated = phrases
        common = (phrases.hospital, phrases.translation)
        self.originals = OriginalPhrases(*common, phrases.source, phrases.source, phrases.templates)
        super().__init__(*common, phrases.language, phrases.source, phrases.templates)

    def unit(self, text: str) -> Markup:
        """Return a unit of leaflet.toml in both languages."""
        return self.both(self.translated.unit(text), self.originals.unit(text))

    def looked_up(self, text: str, words: Words, context: str | None = None) -> Markup:
        """Return translated words and their source."""
        found = self.translated.looked_up(text, words, context)
        return self.both(found, self.originals.looked_up(text, words, context))

    def both(self, here: str, there: str) -> Markup:
        """Return two pieces of HTML that say the same, for one line or one cell."""
        return Markup(halves("both", (here, self.language), (there, self.source)))  # noqa: S704 - phrases escape

    def document(self, translated: Node, original: Node, setting: typeset.Setting) -> str:
        """Return the HTML of a leaflet's text in numbered sections, both languages level."""
        second = dataclasses.replace(
            setting,
            words=self.originals.words,
            contact=self.originals.contact_value,
            number=typeset.no_number,
        )
        return _Parallel(self, setting, second, translated, original).blocks(translated.children)


def halves(name: str, *sides: tuple[str, Language]) -> str:
    """Return the same words in two languages; the edition's own stand at the reader's start."""
    here, there = (
        f'<span class="half {place}" lang="{escape(language.html_tag)}" '
        f'dir="{language.direction}">{html}</span>'
        for place, (html, language) in zip(("here", "there"), sides, strict=True)
    )
    # The stroke belongs to neither side: within one it would stand at that side's own start.
    return f'<span class="{name}">{here}<span class="stroke"> / </span>{there}</span>'


class _Parallel(typeset.Typesetter):
    """Walks the translated tree and sets each unit beside its partner in the source."""

    def __init__(
        self,
        phrases: ParallelPhrases,
        setting: typeset.Setting,
        second: typeset.Setting,
        translated: Node,
        original: Node,
    ) -> None:
        super().__init__(setting)
        self.phrases = phrases
        self.original = typeset.Typesetter(second)
        # Nodes have no identity but their place in memory; both trees outlive this walk.
        self.partners = {id(one): other for one, other in _pairs(translated, original)}
        self.safety = False
        # A component asks for its text in several cuts: a section is numbered once all the same.
        self.numbers: dict[int, int] = {}

    def blocks(self, nodes: Sequence[Node]) -> str:
        """Set blocks below each other; a safety box that no heading names gets its own number."""
        pieces = []
        before: Node | None = None
        for node in nodes:
            if self._nameless(node, before):
                pieces.append(f'<p class="lone-number">{self._numbered(node, "", "")}</p>')
            pieces.append(self.block(node))
            before = node if node.type != "comment" else before
        return "\n".join(filter(None, pieces))

    def set_part(self, node: Node) -> str:
        """Set a container, whose heading gets a number where it is about safety."""
        outside, self.safety = self.safety, self._is_safety(node)
        try:
            return super().set_part(node)
        finally:
            self.safety = outside

    def set_heading(self, node: Node) -> str:
        """Set a heading; one that opens a section has the same number in both languages."""
        level = node.attributes["level"]
        if level != "2" and not self.safety:
            return f'<h{level} data-label="{_label(node)}">{self.content(node)}</h{level}>'
        here, there = self._sides(node)
        html = self._numbered(node, here, there)
        number = self.numbers[id(node)]
        label = f"{number} {_label(node)}"
        opening = f'<h{level} class="numbered" id="section-{number}" data-label="{label}">'
        return f"{opening}{html}</h{level}>"

    def content(self, node: Node, skip: Sequence[Any] = ()) -> str:
        """Return the words of a unit in both languages."""
        return self._pair(*self._sides(node, skip)) if node.unit else super().content(node, skip)

    def caption(self, image: Node) -> str:
        """Return the words below a picture in both languages."""
        return self._pair(super().caption(image), self.original.caption(self.partners[id(image)]))

    def _sides(self, node: Node, skip: Sequence[Any] = ()) -> tuple[str, str]:
        partner = self.partners[id(node)]
        blocks = [child for child in partner.children if child.block] if skip else []
        return super().content(node, skip), self.original.content(partner, blocks)

    def _pair(self, here: str, there: str) -> str:
        phrases = self.phrases
        return halves("pair", (here, phrases.language), (there, phrases.source))

    def _numbered(self, node: Node, here: str, there: str) -> str:
        """Return both sides of what opens a section, each behind its number."""
        number = str(self.numbers.setdefault(id(node), len(self.numbers) + 1))
        return self._pair(
            _number(self.phrases.value, number) + here,
            _number(self.phrases.originals.value, number) + there,
        )

    def _is_safety(self, node: Node) -> bool:
        name, _, _ = typeset.argument_and_options(node.attributes["info"])
        declared = self.setting.components.get(name)
        return declared is not None and declared.safety

    def _nameless(self, node: Node, before: Node | None) -> bool:
        """Tell whether a safety box has no heading, neither inside it nor right above it."""
        if node.type != "part" or not self._is_safety(node):
            return False
        named = [child for child in (*node.children, before) if child and child.type == "heading"]
        return not named


def _label(heading: Node) -> str:
    """Return a translated heading for the outline, which names it once."""
    words = (piece.text or " " for child in heading.children for piece in child.walk())
    return escape(" ".join("".join(words).split()), quote=True)


def _number(value: Callable[[str], Markup], number: str) -> str:
    return f'<span class="section-number">{value(number)}</span> '


def _pairs(translated: Node, original: Node) -> Iterator[tuple[Node, Node]]:
    """Yield each block and figure of a translated tree with the node that it was made from."""
    yield translated, original
    inner = ([child for child in node.children if _kept(child)] for node in (translated, original))
    for one, other in zip(*inner, strict=True):
        yield from _pairs(one, other)


def _kept(node: Node) -> bool:
    """Tell whether translation keeps a node in its place: blocks, and figures with a caption."""
    return node.block or (node.type == "image" and node.unit is not None)
