"""A document as the engine laid it out in, where its text stands out; and when the engine stops.

For pages to look at: what is printed needs neither.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


class OutOfDateError(Exception):
    """Raised when nobody wants the pages any more that are being laid out."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block of text stands on a page."""

    page: int
    """From 0."""
    text: str
    """Without white space: a line break says nothing of the words."""
    box: tuple[float, float, float, float]
    """Left, top, width and height, as parts of the page's."""


def places(document: Any) -> Iterator[Place]:
    """Return where each block that holds lines of text stands."""
    from weasyprint.formatting_structure.boxes import (  # noqa: PLC0415
        BlockContainerBox,
        LineBox,
        MarginBox,
        TextBox,
    )

    for number, page in enumerate(document.pages):
        boxes: list[Any] = [page._page_box]  # noqa: SLF001 - the engine offers no other way
        while boxes:
            box = boxes.pop()
            children = [] if isinstance(box, MarginBox) else getattr(box, "children", ())
            boxes += children
            if isinstance(box, BlockContainerBox) and any(
                isinstance(child, LineBox) for child in children
            ):
                text = "".join(
                    "".join(one.text.split())
                    for one in box.descendants()
                    if isinstance(one, TextBox)
                )
                left, top = box.border_box_x() / page.width, box.border_box_y() / page.height
                size = (box.border_width() / page.width, box.border_height() / page.height)
                yield Place(number, text, (left, top, *size))


@contextmanager
def only_while(wanted: Callable[[], bool]) -> Iterator[None]:
    """Stop the engine as it says that it begins another page, once nobody wants it."""
    log = logging.getLogger("weasyprint.progress")
    handler, level = _Stopper(wanted), log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)


class _Stopper(logging.Handler):
    def __init__(self, wanted: Callable[[], bool]) -> None:
        super().__init__(logging.INFO)
        self.wanted = wanted

    def emit(self, _record: logging.LogRecord) -> None:
        if not self.wanted():
            raise OutOfDateError
