"""Lines of text that were measured before in, their measures out: most of a page is as it was.

Only for pages to look at. Shaping takes most of a layout's time, two thirds of it in Nastaliq, and
a save leaves nearly every line alone. What the engine keeps of a measured line is plain numbers and
text (it lets go of Pango's own object), so that one answer serves any box of the same words, style
and width.
"""

from __future__ import annotations

import contextlib
import copy
import functools
from collections.abc import Callable, Iterator
from typing import Any

PROPERTIES = (
    "direction",
    "font_family",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_size",
    "font_stretch",
    "font_style",
    "font_variant_alternates",
    "font_variant_caps",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "font_variation_settings",
    "font_weight",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "hyphens",
    "lang",
    "letter_spacing",
    "line_height",
    "overflow_wrap",
    "tab_size",
    "text_decoration_line",
    "white_space",
    "word_break",
    "word_spacing",
)
"""Every property that the engine's text/line_break.py and text/fonts.py read of a style."""
MOST = 20_000
"""Lines that are remembered: about five leaflets; then the memory begins anew."""

_known: dict[tuple[Any, ...], tuple[Any, ...]] = {}


@contextlib.contextmanager
def remembering() -> Iterator[None]:
    """Let the engine measure no line twice while it lays out one document."""
    # Imported only here: the private fonts must be chosen before the engine loads.
    from weasyprint.layout import inline, preferred  # noqa: PLC0415

    if len(_known) > MOST:
        _known.clear()
    own = (inline.split_first_line, preferred.split_first_line)
    styles: dict[int, tuple[Any, tuple[Any, ...]]] = {}
    inline.split_first_line = _remembered(own[0], "inline", styles)
    preferred.split_first_line = _remembered(own[1], "preferred", styles)
    try:
        yield
    finally:
        inline.split_first_line, preferred.split_first_line = own


def _remembered(
    original: Callable[..., Any], place: str, styles: dict[int, tuple[Any, tuple[Any, ...]]]
) -> Callable[..., Any]:
    @functools.wraps(original)
    def split_first_line(
        text: Any, style: Any, context: Any, *rest: Any, **named: Any
    ) -> tuple[Any, ...]:
        if id(style) not in styles:
            # The style is kept, so that no other takes its place in memory.
            styles[id(style)] = (style, tuple(repr(style[name]) for name in PROPERTIES))
        key = (place, text, styles[id(style)][1], *rest, *sorted(named.items()))
        if key not in _known:
            _known[key] = original(text, style, context, *rest, **named)
        layout, *measures = _known[key]
        return (copy.copy(layout), *measures)

    return split_first_line
