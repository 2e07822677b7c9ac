"""Finished pages in, sheets for a press or an office machine out; no page is rendered again.

Each page becomes a form that its sheet draws, so that fonts, pictures, colours and the output
intents are the very ones that were checked. Tags, links and form fields stay behind: a sheet is for
printing, and the pages as they are read are the accessible file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any

import pikepdf
from pikepdf import Array

from press import imposition
from press.imposition import A4, Paper, Side
from press.sheet_marks import Box
from press.sheets import Leaf, Place, Sheets, check_size

SECTIONS = 2
"""How deep an outline's sections lie: under the title."""


def booklet(
    data: bytes,
    paper: Paper = A4,
    *,
    right_to_left: bool,
    creep_mm: float = 0.0,
    notes: bytes = b"",
    closing: int = 1,
) -> bytes:
    """Return a booklet's sheets, front and back, the outermost first: fold once and staple.

    ``creep_mm`` is the paper's thickness. ``notes`` is a PDF of the pages that make up a multiple
    of four, the last of them as often as needed; without it they are white. ``closing`` is how
    many pages at the end stay together behind them. Raises ValueError where pages differ in size
    or do not fit.
    """
    with ExitStack() as stack:
        sheets = Sheets(paper, stack)
        leaves, spare = sheets.leaves(data), sheets.leaves(notes) if notes else []
        width, height = _one_size([*leaves, *spare])
        order = imposition.filled(len(leaves), closing=closing)
        added = iter(spare + spare[-1:] * len(order))
        read = [next(added, None) if page is None else leaves[page - 1] for page in order]
        folded = imposition.saddle_stitch(len(read), right_to_left=right_to_left)
        moved = imposition.creep(len(folded), creep_mm)
        trim = sheets.centred(width * 2, height)
        for sheet, shift in zip(folded, moved, strict=True):
            for side in sheet:
                sheets.add(_pair(side, read, trim, paper.bleed_mm, shift), trim, [_middle(trim)])
        return sheets.written()


def two_up(data: bytes, paper: Paper = A4, *, right_to_left: bool) -> bytes:
    """Return sheets with two pages beside one another as they are read, printed on both sides.

    Raises ValueError where pages differ in size or do not fit.
    """
    with ExitStack() as stack:
        sheets = Sheets(paper, stack)
        leaves = sheets.leaves(data)
        width, height = _one_size(leaves)
        trim = sheets.centred(width * 2, height)
        for side in imposition.two_up(len(leaves), right_to_left=right_to_left):
            sheets.add(_pair(side, leaves, trim, paper.bleed_mm), trim, [_middle(trim)])
        return sheets.written()


def trifold(data: bytes, paper: Paper = A4, *, right_to_left: bool) -> bytes:
    """Return the outside and the inside of a DL leaflet from its six panels.

    The panels stand in the order of ``imposition.OUTSIDE``: cover, folded in, three inside, back.
    Raises ValueError where there are not six, or one is not as wide as its place.
    """
    with ExitStack() as stack:
        sheets = Sheets(paper, stack)
        leaves = sheets.leaves(data)
        if len(leaves) != imposition.PANELS:
            raise ValueError(
                f"a sheet folded twice has {imposition.PANELS} panels and this has {len(leaves)}; "
                "shorten the text or choose another form"
            )
        _, height = leaves[0].size_mm
        for panels in imposition.trifold(right_to_left=right_to_left):
            trim = sheets.centred(panels[-1].left_mm + panels[-1].width_mm, height)
            places = []
            for panel in panels:
                leaf = leaves[panel.page - 1]
                check_size(leaf, (panel.width_mm, height), f"panel {panel.page}")
                x = trim.left + panel.left_mm
                own = Box(x, trim.bottom, x + panel.width_mm, trim.top)
                places.append(Place(leaf, x, trim.bottom, _seen(own, trim, paper.bleed_mm)))
            folds = [trim.left + fold for fold in imposition.folds(panels)]
            sheets.add(places, trim, folds)
        return sheets.written()


def last_section(data: bytes) -> int:
    """Return how many pages at the end the last section takes, by the outline; 1 without one."""
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        starts = [
            numbers.get(item.destination[0].objgen, len(numbers) - 1)
            for item in _sections(outline.root, SECTIONS)
            if isinstance(item.destination, Array)
        ]
    return len(numbers) - starts[-1] if starts else 1


def _sections(items: Sequence[Any], depth: int) -> Iterator[Any]:
    for item in items:
        yield item
        if depth > 1:
            yield from _sections(item.children, depth - 1)


def _pair(
    side: Side, read: Sequence[Leaf | None], trim: Box, bleed: float, shift: float = 0.0
) -> Iterator[Place]:
    """Yield both pages of a side where they meet in the middle, each moved towards it (mm)."""
    middle = _middle(trim)
    halves = (
        (side.left, trim.left + shift, Box(trim.left, trim.bottom, middle, trim.top)),
        (side.right, middle - shift, Box(middle, trim.bottom, trim.right, trim.top)),
    )
    for page, x, own in halves:
        if page is not None and (leaf := read[page - 1]) is not None:
            yield Place(leaf, x, trim.bottom, _seen(own, trim, bleed))


def _seen(own: Box, trim: Box, bleed: float) -> Box:
    """Return a page's own place with bleed where the sheet is cut and none where it is folded."""
    cut = trim.grown(bleed)
    left = cut.left if own.left == trim.left else own.left
    right = cut.right if own.right == trim.right else own.right
    return Box(left, cut.bottom, right, cut.top)


def _one_size(leaves: Sequence[Leaf]) -> tuple[float, float]:
    for number, leaf in enumerate(leaves, 1):
        check_size(leaf, leaves[0].size_mm, f"page {number}")
    return leaves[0].size_mm


def _middle(box: Box) -> float:
    return (box.left + box.right) / 2
