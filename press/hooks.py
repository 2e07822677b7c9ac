"""Hooks into WeasyPrint's internals: the one place that relies on names it does not promise.

Each hook wraps the engine's own function and never restates it. They hold for one version only:
``tests/test_hooks.py`` says what to look at again when the engine moves.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from press.findings import MachineError

VERSION = "70.0"
"""The WeasyPrint whose internals these hooks were measured on."""

NOTHING = "\u2060"
"""WORD JOINER: what a glyph stands for that adds no character of its own (PDF/UA-1, 7.21.7)."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn glyph and the piece of source text that it stands for."""

    number: int
    text: str
    right_to_left: bool = False


@dataclass(slots=True)
class Record:
    """What the engine drew and tagged, by page (from 0) and marked-content number."""

    runs: dict[tuple[int, int], tuple[Glyph, ...]] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    _drawn: dict[int, list[tuple[int, str, tuple[Glyph, ...]]]] = field(default_factory=dict)
    """Before pages are known: by the identity of a page's table of tags."""
    _numbers: dict[int, tuple[int, Any]] = field(default_factory=dict)
    """By the identity of an HTML element, which is kept so that no other takes its place."""

    def number(self, source: Any) -> int:
        """Return a number that all parts of one HTML element share, and no other element."""
        return self._numbers.setdefault(id(source), (len(self._numbers) + 1, source))[0]


_state: dict[str, Any] = {"record": None, "mark": None}


@contextlib.contextmanager
def recording() -> Iterator[Record]:
    """Record what one document's PDF draws; documents are written one after the other."""
    _install()
    record = Record()
    _state["record"] = record
    try:
        yield record
    finally:
        _state["record"] = None


@functools.cache
def _install() -> None:
    """Wrap the three internals, once in a process.

    Raises MachineError when another WeasyPrint is installed.
    """
    # Imported only here: the private fonts must be chosen before the engine loads.
    import weasyprint  # noqa: PLC0415
    import weasyprint.draw.text as drawing  # noqa: PLC0415
    import weasyprint.pdf.stream as streams  # noqa: PLC0415
    import weasyprint.pdf.tags as tagging  # noqa: PLC0415

    if weasyprint.__version__ != VERSION:
        raise MachineError(
            f"WeasyPrint is {weasyprint.__version__}, the press was measured on {VERSION}; "
            "run: make setup"
        )
    streams.Stream.marked = _marked(streams.Stream.marked)
    drawing.draw_first_line = _draw_first_line(drawing.draw_first_line)
    tagging._build_box_tree = _build_box_tree(tagging._build_box_tree)  # noqa: SLF001


def _marked(original: Callable[..., Any]) -> Callable[..., Any]:
    """Remember which marked content is open while the engine draws into it."""

    @contextlib.contextmanager
    def marked(stream: Any, box: Any, tag: str) -> Iterator[None]:
        with original(stream, box, tag):
            if stream._tags is not None:  # noqa: SLF001
                _state["mark"] = (stream._tags, stream._tags[box]["mcid"])  # noqa: SLF001
            try:
                yield
            finally:
                _state["mark"] = None

    return marked


def _draw_first_line(original: Callable[..., Any]) -> Callable[..., Any]:
    """Note each glyph of a line with its text, as Pango shaped it."""

    @functools.wraps(original)
    def draw_first_line(stream: Any, textbox: Any, *rest: Any) -> Any:
        answer = original(stream, textbox, *rest)
        record, mark = _state["record"], _state["mark"]
        if record is not None and mark is not None:
            tags, number = mark
            drawn = record._drawn.setdefault(id(tags), [])  # noqa: SLF001
            drawn.append((number, textbox.text, tuple(_glyphs(textbox))))
        return answer

    return draw_first_line


def _build_box_tree(original: Callable[..., Any]) -> Callable[..., Any]:
    """Hand over what a page drew once its number is known, and note what its tags lack."""

    @functools.wraps(original)
    def build_box_tree(*given: Any) -> Iterator[Any]:
        box, _parent, _pdf, page, _numbers, _annotations, tags = given
        record: Record | None = _state["record"]
        if record is not None:
            for number, text, glyphs in record._drawn.pop(id(tags), ()):  # noqa: SLF001
                record.runs[page, number] = glyphs
                record.texts[page, number] = text
        inner = getattr(box, "_box", box)
        for element in original(*given):
            if record is not None:
                _annotate(record, element, inner)
            yield element

    return build_box_tree


KEY = "LeafletPress"
"""Private key of the note that the finishing room reads and removes."""


def _annotate(record: Record, element: Any, box: Any) -> None:
    """Note the HTML element behind a structure element, and its attributes that the tags lack."""
    import pydyf  # noqa: PLC0415

    source = box.element
    if source is None or KEY in element or box.element_tag in ("html", "body"):
        return
    attributes = {
        name: value
        for name in (
            "lang",
            "scope",
            "id",
            "aria-hidden",
            "role",
            "alt",
            "class",
            "title",
            "aria-label",
        )
        if (value := source.get(name)) is not None
    }
    if box.link_annotation is not None and source.tag == "a":
        attributes["words"] = source.get("title") or " ".join("".join(source.itertext()).split())
    element[KEY] = pydyf.Dictionary(
        {
            "Number": record.number(source),
            "Tag": pydyf.String(box.element_tag or ""),
            **{name.title().replace("-", ""): pydyf.String(v) for name, v in attributes.items()},
        }
    )


def _glyphs(textbox: Any) -> Iterator[Glyph]:
    """Yield the drawn glyphs of a line in the order of the page, each with its own text.

    A cluster's text is shared out: the first glyph takes what the others leave, and a glyph too
    many stands for nothing, so that what is extracted is the source text, once.
    """
    from weasyprint.text.ffi import ffi, pango  # noqa: PLC0415

    layout = textbox.pango_layout
    line, _ = layout.get_first_line()
    source = layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, drawn = run.data.item, run.data.glyphs
        run = run.next
        count = drawn.num_glyphs
        clusters = [drawn.log_clusters[index] for index in range(count)]
        numbers = [drawn.glyphs[index].glyph for index in range(count)]
        right_to_left = bool(item.analysis.level % 2)
        ends = dict(zip(starts := sorted(set(clusters)), [*starts[1:], item.length], strict=True))
        texts = [""] * count
        for start in starts:
            text = source[item.offset + start : item.offset + ends[start]].decode()
            members = [
                index
                for index in range(count)
                if clusters[index] == start and numbers[index] != pango.PANGO_GLYPH_EMPTY
            ]
            for index, piece in zip(
                reversed(members) if right_to_left else members,
                _shares(text, len(members)),
                strict=True,
            ):
                texts[index] = piece
        for number, text in zip(numbers, texts, strict=True):
            if number != pango.PANGO_GLYPH_EMPTY:
                yield Glyph(number, text or NOTHING, right_to_left)


def _shares(text: str, count: int) -> list[str]:
    """Share a cluster's text out over its glyphs."""
    if not count:
        return []
    if count <= len(text):
        cut = len(text) - count + 1
        return [text[:cut], *text[cut:]]
    return [*text, *([NOTHING] * (count - len(text)))]
