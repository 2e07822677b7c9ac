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

from press import glyphs
from press.findings import MachineError
from press.glyphs import Glyph

VERSION = "70.0"
"""The WeasyPrint whose internals these hooks were measured on."""


@dataclass(frozen=True, slots=True)
class Field:
    """A place on a page that can be filled in."""

    kind: str
    """tick, line, space or cell: what ``data-field`` says."""
    name: str
    """What it is called when it is read aloud."""
    box: tuple[float, float, float, float]
    """Left, top, right and bottom edge of its border, in CSS pixels from the page's top left."""


@dataclass(slots=True)
class Record:
    """What the engine drew and tagged, by page (from 0) and marked-content number."""

    runs: dict[tuple[int, int], tuple[Glyph, ...]] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    ends: set[tuple[int, int]] = field(default_factory=set)
    """The runs that end a line."""
    fields: dict[tuple[int, int], Field] = field(default_factory=dict)
    """By page and number of the HTML element."""
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
    """Wrap the four internals, once in a process.

    Raises MachineError when another WeasyPrint is installed.
    """
    # Imported only here: the private fonts must be chosen before the engine loads.
    import weasyprint  # noqa: PLC0415
    import weasyprint.draw.text as drawing  # noqa: PLC0415
    import weasyprint.layout.inline as lines  # noqa: PLC0415
    import weasyprint.pdf.stream as streams  # noqa: PLC0415
    import weasyprint.pdf.tags as tagging  # noqa: PLC0415

    if weasyprint.__version__ != VERSION:
        raise MachineError(
            f"WeasyPrint is {weasyprint.__version__}, the press was measured on {VERSION}; "
            "run: make setup"
        )
    streams.Stream.marked = _marked(streams.Stream.marked)
    drawing.draw_first_line = _draw_first_line(drawing.draw_first_line)
    lines.split_first_line = _split_first_line(lines.split_first_line)
    tagging._build_box_tree = _build_box_tree(tagging._build_box_tree)  # noqa: SLF001


def _marked(original: Callable[..., Any]) -> Callable[..., Any]:
    """Remember which marked content is open while the engine draws into it."""

    @functools.wraps(original)
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
            drawn.append((number, textbox.text, tuple(glyphs.of_line(textbox))))
        return answer

    return draw_first_line


def _split_first_line(original: Callable[..., Any]) -> Callable[..., Any]:
    """Keep a line of spaced letters whole where it ends within a letter's space of the edge.

    The engine adds that space to a line that fits without it, finds the line too wide and breaks it
    after its first word (about one line in a hundred at 0.02em, measured).
    """

    @functools.wraps(original)
    def split_first_line(
        text: Any, style: Any, context: Any, width: Any, *rest: Any, **named: Any
    ) -> Any:
        answer = original(text, style, context, width, *rest, **named)
        spacing = style["letter_spacing"]
        if spacing == "normal" or spacing <= 0 or not width or answer[2] is None:
            return answer
        again = original(text, style, context, width - spacing, *rest, **named)
        return again if again[2] is not None and again[2] > answer[2] else answer

    return split_first_line


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
        if record is not None:
            _part_lines(record, inner, page, tags)
        for element in original(*given):
            if record is not None:
                _annotate(record, element, inner)
                _note_field(record, inner, page)
            yield element

    return build_box_tree


KEEPS_WORD = ("-", "‐", "–", "—", "/", "\u200b")
"""Characters after which a line may break within a word."""


def _part_lines(record: Record, box: Any, page: int, tags: Any) -> None:
    """Give each line's last text back the space that the engine took off as it broke the line."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox  # noqa: PLC0415

    for line in getattr(box, "children", ()):
        if not isinstance(line, LineBox):
            continue
        texts = [one for one in line.descendants() if isinstance(one, TextBox) and one in tags]
        if not texts:
            continue
        place = (page, tags[texts[-1]]["mcid"])
        record.ends.add(place)
        words = record.texts.get(place, "")
        if words and not words.endswith((" ", *KEEPS_WORD)):
            record.texts[place] = words + " "


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


def _note_field(record: Record, box: Any, page: int) -> None:
    """Note where a place to fill in lies, and what it is called."""
    source = box.element
    if source is None or box.element_tag != source.tag or source.get("data-field") is None:
        return
    left, top = float(box.border_box_x()), float(box.border_box_y())
    right, bottom = left + float(box.border_width()), top + float(box.border_height())
    name = " ".join((source.get("data-name") or "").split())
    # Anonymous boxes inside share their element: the outermost comes last.
    record.fields[page, record.number(source)] = Field(
        source.get("data-field"), name, (left, top, right, bottom)
    )
