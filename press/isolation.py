"""Plain words in, safe HTML out, with every number, code and Latin word kept whole and in order."""

from __future__ import annotations

import re
from html import escape

from press.languages import Language
from press.quantities import bind, latin_spans, spans

PLACEHOLDER = re.compile(r"(\{[a-z_]+\})")
# A Latin run longer than this may break over lines: "non-steroidal anti-inflammatory drug".
UNBROKEN = 24
# A line must not end with the first letter of "X-ray".
SHORT_START = re.compile(r"\b[A-Za-z]{1,2}-[A-Za-z]{1,12}\b")


def isolate(text: str, language: Language) -> str:
    """Return HTML for a piece of text in a language.

    Numbers with their units, phones, codes and addresses never break and, in right-to-left text,
    never reorder: a bare "0114 271 7786" in Urdu prints as "7786 271 0114" (measured). Latin words
    in other scripts are marked as English. Placeholders in braces stay as they are.
    """
    return "".join(
        piece if PLACEHOLDER.fullmatch(piece) else _isolate(piece, language)
        for piece in PLACEHOLDER.split(text)
    )


def value(text: str, language: Language) -> str:
    """Return HTML for a value that is one whole: a phone number, an address, a footer code."""
    # An e-mail address has no language, but the voice of another script cannot read its letters.
    latin = language.script != "Latn" and re.search("[A-Za-z]", text)
    english = ' lang="en"' if latin else ""
    if language.direction == "rtl":
        return f'<bdi dir="ltr"{english}>{escape(text)}</bdi>'
    return f'<span class="whole"{english}>{escape(text)}</span>'


def _isolate(text: str, language: Language) -> str:
    text = bind(text, language.tag)
    foreign = language.script != "Latn"
    facts = [(start, end, False) for start, end in spans(text, language.tag)]
    facts += [(*match.span(), False) for match in SHORT_START.finditer(text)]
    latin = [(*span, True) for span in latin_spans(text, foreign=True)] if foreign else []
    pieces, done = [], 0
    for start, end, is_latin in _merge(sorted(facts + latin)):
        pieces.append(escape(text[done:start]))
        pieces.append(_wrap(text[start:end], language, is_latin=is_latin))
        done = end
    pieces.append(escape(text[done:]))
    return "".join(pieces)


def _merge(found: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Join spans that overlap or touch: two neighbouring isolates would swap places."""
    merged: list[tuple[int, int, bool]] = []
    for start, end, is_latin in found:
        if merged and start <= merged[-1][1]:
            first, last, was_latin = merged[-1]
            merged[-1] = (first, max(last, end), was_latin or is_latin)
        else:
            merged.append((start, end, is_latin))
    return merged


def _wrap(text: str, language: Language, *, is_latin: bool) -> str:
    words = escape(text)
    english = ' lang="en"' if is_latin else ""
    breaks = ' class="breaks"' if len(text) > UNBROKEN else ""
    if language.direction == "rtl":
        return f'<bdi dir="ltr"{english}{breaks}>{words}</bdi>'
    if is_latin and breaks:
        return f"<span{english}>{words}</span>"
    return f'<span class="whole"{english}>{words}</span>'
