"""Laid-out pages in, every text that leaves its box, its margins or its paper, out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

MILLIMETRE = 96 / 25.4
"""In CSS pixels."""
TOLERANCE = 0.5 * MILLIMETRE
"""Less than a knife cuts to, and more than the engine's rounding of a line (0.4 mm, measured)."""
UNPRINTED = 3 * MILLIMETRE
"""The edge of a sheet that office printers leave white, in CSS pixels."""
ASCENT, DESCENT = 0.8, 0.25
"""How far letters reach from the baseline, as parts of their size. A font's own measures are no
help: Nastaliq's say twice what is inked."""
SHOWN = 40
"""Characters of a text that are quoted."""


class Limits(NamedTuple):
    """Where a text must end, in CSS pixels from the page's top left."""

    left: float
    top: float
    right: float
    bottom: float
    name: str


class Held(NamedTuple):
    """A box on its way, with what holds it."""

    box: Any
    page: Limits
    """The margins, or the paper for what is placed outside them on purpose."""
    column: Limits | None
    """The block or cell that the text flows in."""


def overflowing(document: Any) -> Iterator[str]:
    """Yield where each text that overflows lies, what it says and how far it reaches, in mm.

    What a style turns (a watermark) is left out, and what it places freely or in a margin must
    only stay on the paper.
    """
    for number, page in enumerate(document.pages, start=1):
        for words, limits, reach in _beyond(page._page_box):  # noqa: SLF001 - as in render
            said = " ".join(words.split())
            said = said if len(said) <= SHOWN else said[: SHOWN - 1] + "…"
            yield (
                f"page {number}: {said!r} reaches {reach / MILLIMETRE:.1f} mm past {limits.name}"
            )


def _beyond(page: Any) -> Iterator[tuple[str, Limits, float]]:
    """Walk a page once; a call for each box would cost more than the measuring."""
    from weasyprint.formatting_structure import boxes  # noqa: PLC0415 - after prepare()

    width, height = page.margin_width() - UNPRINTED, page.margin_height() - UNPRINTED
    paper = Limits(UNPRINTED, UNPRINTED, width, height, "what a printer reaches of the paper")
    left, top = page.content_box_x(), page.content_box_y()
    margins = Limits(left, top, left + page.width, top + page.height, "the margin")
    waiting = [Held(child, margins, None) for child in reversed(page.children)]
    while waiting:
        box, outer, column = waiting.pop()
        box = getattr(box, "_box", box)  # a place is kept for what is placed freely
        if isinstance(box, boxes.TextBox):
            found = [
                (reach, limits)
                for limits in (outer, column)
                if limits and (reach := _reach(box, limits)) > TOLERANCE
            ]
            if found and box.text.strip():
                reach, limits = max(found, key=lambda one: one[0])
                yield box.text, limits, reach
            continue
        children = getattr(box, "children", ())
        if not children or box.style["transform"]:
            continue
        if isinstance(box, boxes.MarginBox) or box.style["position"] in ("absolute", "fixed"):
            outer, column = paper, None
        elif isinstance(box, boxes.BlockContainerBox):
            start = box.border_box_x()
            # A block grows downwards with its text: only the page stops it.
            column = Limits(start, -math.inf, start + box.border_width(), math.inf, "its box")
        waiting += [Held(child, outer, column) for child in reversed(children)]


def _reach(box: Any, limits: Limits) -> float:
    """Return how far a text's ink lies outside, in CSS pixels; 0 or less is inside."""
    size = box.style["font_size"]
    baseline = box.position_y + box.baseline
    return float(
        max(
            limits.left - box.position_x,
            box.position_x + box.width - limits.right,
            limits.top - (baseline - ASCENT * size),
            baseline + DESCENT * size - limits.bottom,
        )
    )
