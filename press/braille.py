"""A RenderJob in, pages of braille out: 40 cells by 25 lines, ready for an embosser (BRF)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from press import braille_blocks, braille_cells
from press.braille_blocks import Block, Form, Reading, Run, Runs
from press.jobs import Pressed, RenderJob

CELLS = 40
LINES = 25
# Carriage return and line feed, then a form feed at the end of each page. Embossers differ: some
# print a page's last line only after its line end, so that it is always there.
LINE_END = "\r\n"
PAGE_END = "\f"
# Full cells: no contraction of English has two of them.
TICK = "=="
# BANA's Braille Formats: a box opens with a line of dots 2356, closes with one of dots 1245.
EDGES = {Form.BOX_TOP: "7" * CELLS, Form.BOX_BOTTOM: "G" * CELLS}
INDENTS = {
    Form.PARAGRAPH: (2, 0),
    Form.ITEM: (0, 2),
    Form.ROW: (0, 4),
    Form.CELL: (2, 4),
}
HEADING_MARGIN = 3
"""BANA's Braille Formats: at least three blank cells on either side of a centred heading."""
KEPT = "~"
"""Holds the place of a space at which a line must not end; no cell is written so."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of cells; one that is kept must lie on the page of the line after it."""

    cells: str
    kept: bool = False


def press(job: RenderJob) -> Pressed:
    """Return the braille edition of a job.

    Raises ValueError when a number or a character does not come out whole.
    """
    reading = braille_blocks.read(job.html)
    code = braille_cells.plain(job.identity)
    identity = ((braille_cells.table(job.language, code=True), code),)
    setter = _Setter(job.language, reading, identity)
    pages = list(setter.pages())
    # What a page shows of its leaflet is read from the page itself.
    printed = {setter.cells(identity): "".join(job.identity.split())}
    text = "".join(LINE_END.join((*page, PAGE_END)) for page in pages)
    return Pressed(
        data=text.encode("ascii"),
        pages=len(pages),
        trim_mm=None,
        fonts=(),
        warnings=(),
        footers=tuple(printed.get(page[-1].strip(), "") for page in pages),
    )


Piece = tuple[str, str]
"""Table and text."""


class _Setter:
    """Sets one edition; its words are translated all at once."""

    def __init__(self, language: str, reading: Reading, identity: tuple[Piece, ...]) -> None:
        self.language, self.reading, self.identity = language, reading, identity
        spoken = [block.runs for block in reading.blocks]
        spoken += [reading.short_title, *reading.notices]
        wanted = [piece for runs in spoken for piece in self.pieces(runs) if piece[1]]
        self.known: Mapping[Piece, str] = braille_cells.translate([*wanted, *identity])

    def pieces(self, runs: Runs) -> Iterator[Piece]:
        """Yield table and text of each stretch in one language; a text may be one space."""

        def table_of(run: Run) -> str:
            return braille_cells.table(self.language, english=run.english, code=run.code)

        for table, group in groupby(runs, key=table_of):
            text = "".join(run.text for run in group)
            if text[:1].isspace():
                yield table, ""
            if words := braille_cells.plain(text):
                yield table, words
                if text[-1:].isspace():
                    yield table, ""

    def cells(self, pieces: Sequence[Piece]) -> str:
        joined = "".join(self.known[piece] if piece[1] else " " for piece in pieces)
        return " ".join(joined.split())

    def said(self, runs: Runs) -> str:
        """Return the cells of runs; a number stays with the number or unit after it."""
        cells = self.cells(list(self.pieces(runs)))
        return re.sub(r"(#[^ ]*) (?=#|[^ ]{1,3}(?: |$))", rf"\1{KEPT}", cells)

    def pages(self) -> Iterator[list[str]]:
        """Yield each page's lines: title and number, notices, text, identity."""
        title = self.said(self.reading.short_title).replace(KEPT, " ")
        notices = [line for runs in self.reading.notices for line in _centred(self.said(runs))]
        bodies = list(_paginated(_flowed(self.lines()), LINES - 2 - len(notices)))
        for number, body in enumerate(bodies, start=1):
            page = braille_cells.number(number)
            head = _cut(title, CELLS - len(page) - 3)
            foot = self.cells(self.identity)
            room = LINES - 2 - len(notices) - len(body)
            yield [
                head.ljust(CELLS - len(page)) + page,
                *notices,
                *body,
                *[""] * room,
                foot,
            ]

    def lines(self) -> Iterator[list[Line]]:
        """Yield the lines of each block, blank lines round what stands apart."""
        boxed = False
        for block in self.reading.blocks:
            if block.form is Form.BOX_TOP:
                boxed = True
                yield [Line(""), Line(EDGES[block.form], kept=True)]
            elif block.form is Form.BOX_BOTTOM:
                boxed = False
                yield [Line(EDGES[block.form]), Line("")]
            elif block.form is Form.HEADING:
                words = [Line(line, kept=True) for line in _centred(self.said(block.runs))]
                yield [Line("", kept=boxed), *words, Line("", kept=True)]
            else:
                # A box lies on one page where a page can hold it.
                yield [Line(line.cells, line.kept or boxed) for line in self._block(block)]

    def _block(self, block: Block) -> list[Line]:
        first, other = INDENTS[block.form]
        mark = f"{TICK}{KEPT}" if block.tick else ""
        lines = list(_wrapped(mark + self.said(block.runs), CELLS, first, other))
        # A list item or a row lies on one page.
        together = block.form is not Form.PARAGRAPH
        return [
            Line(line, kept=together and place < len(lines))
            for place, line in enumerate(lines, start=1)
        ]


def _flowed(blocks: Iterator[list[Line]]) -> list[Line]:
    """Return all lines in a row, two blank ones never together."""
    lines: list[Line] = []
    for block in blocks:
        for line in block:
            if line.cells or not lines or lines[-1].cells:
                lines.append(line)
            elif line.kept:
                lines[-1] = line
    return lines


def _paginated(lines: list[Line], room: int) -> Iterator[list[str]]:
    """Yield the lines of each page; a page begins with words."""
    page: list[str] = []
    for chunk in _chunks(lines):
        if len(page) + len(chunk) > room >= len(chunk):
            yield page
            page = []
        for line in chunk:
            if len(page) == room:
                yield page
                page = []
            if line or page:
                page.append(line)
    if any(page):
        yield page


def _chunks(lines: list[Line]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in lines:
        chunk.append(line.cells)
        if not line.kept:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _centred(cells: str) -> list[str]:
    lines = _wrapped(cells, CELLS - 2 * HEADING_MARGIN, 0, 0)
    return [line.center(CELLS).rstrip() for line in lines]


def _cut(cells: str, width: int) -> str:
    """Return as many whole words as fit."""
    return next(_wrapped(cells, width, 0, 0), "")


def _wrapped(cells: str, width: int, first: int, other: int) -> Iterator[str]:
    """Yield lines of at most ``width`` cells, indented; only a word wider than a line is split."""
    line = " " * first
    indent = first
    for word in cells.split(" "):
        rest = word if len(word) <= width - other else word.replace(KEPT, " ")
        for part in rest.split(" "):
            piece = part
            gap = 1 if len(line) > indent else 0
            if gap and len(line) + gap + len(piece) > width:
                yield line.replace(KEPT, " ")
                line, indent, gap = " " * other, other, 0
            line += " " * gap
            while len(line) + len(piece) > width:
                room = width - len(line)
                yield (line + piece[:room]).replace(KEPT, " ")
                piece = piece[room:]
                line, indent = " " * other, other
            line += piece
    if line.strip():
        yield line.replace(KEPT, " ")
