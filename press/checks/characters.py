"""A translation in, findings about its characters out."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.wording import Fault, placeholder_text, unshowable
from press.model import Unit


def faults(_unit: Unit, translation: str, tag: str) -> Iterator[Fault]:
    """Yield characters that no reader should be shown."""
    if words := placeholder_text(translation):
        yield "placeholder-text", f"placeholder text {words!r}", "write the real translation"
    missing = unshowable(translation, tag)
    if missing:
        yield "missing-glyph", f"no allowed font shows {missing}", "use other characters"
