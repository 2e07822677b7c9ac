"""A unit's text in, its pieces out: what is translated, and the marks that tools must protect."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from press import markup


class Role(StrEnum):
    """What a piece is to the text around it."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of a unit; all of them in a row are the unit's text."""

    role: Role
    text: str
    form: str = ""
    """strong, emphasis, link, code, contact or placeholder."""


PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
TARGET = r"\((?:[^()\\\s]*)(?:\s\"[^\"]*\")?\)"
MARK = re.compile(
    r"(?P<escaped>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    rf"|(?P<placeholder>{PLACEHOLDER.pattern})"
    rf"|(?P<contact>(?<!!)\[\]{TARGET})"
    r"|(?P<opening>(?<!!)\[)"
    rf"|(?P<closing>\]{TARGET})"
    r"|(?P<stars>\*{1,2}|_{1,2})"
)
FORMS = {1: "emphasis", 2: "strong"}


def pieces(text: str) -> tuple[Piece, ...]:
    """Return a text in pieces, with every pair of marks well nested.

    Where the marks are not what Markdown itself sees in the text, only placeholders are told
    apart: a mark that is shown as text is safe, one that is wrongly protected is not.
    """
    found = tuple(_merged(_paired(list(_scanned(text)))))
    if _counted(found) == _seen(text):
        return found
    return tuple(_merged(_placeholders(text)))


def _scanned(text: str) -> Iterator[Piece]:
    at = 0
    for match in MARK.finditer(text):
        yield Piece(Role.TEXT, text[at : match.start()])
        at = match.end()
        if match["placeholder"] or match["contact"] or match["code"]:
            form = match.lastgroup if match.lastgroup != "ticks" else "code"
            yield Piece(Role.ALONE, match[0], form or "")
        elif match["stars"]:
            # Whether it opens or closes is known when its like is found.
            yield Piece(Role.OPEN, match[0], FORMS[len(match[0])])
        elif match["opening"] or match["closing"]:
            yield Piece(Role.OPEN if match["opening"] else Role.CLOSE, match[0], "link")
        else:
            yield Piece(Role.TEXT, match[0])
    yield Piece(Role.TEXT, text[at:])


def _paired(scanned: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces with each mark that has no partner turned into text."""
    waiting: list[int] = []
    roles: dict[int, Role] = {}
    for index, piece in enumerate(scanned):
        if piece.form not in ("link", "strong", "emphasis"):
            roles[index] = piece.role
            continue
        partner = next((one for one in reversed(waiting) if _fits(scanned[one], piece)), None)
        if partner is not None:
            roles |= {partner: Role.OPEN, index: Role.CLOSE}
            # What waits between the two has no partner inside them.
            del waiting[waiting.index(partner) :]
        elif piece.role is Role.OPEN:
            waiting.append(index)
    for index, piece in enumerate(scanned):
        yield Piece(roles.get(index, Role.TEXT), piece.text, piece.form)


def _fits(first: Piece, second: Piece) -> bool:
    """Tell whether two marks may be a pair."""
    if first.form == "link":
        return second.form == "link" and second.role is Role.CLOSE
    return first.text == second.text


def _merged(found: Iterator[Piece]) -> Iterator[Piece]:
    """Yield the pieces with neighbouring texts joined and empty ones left out."""
    text = ""
    for piece in found:
        if piece.role is Role.TEXT:
            text += piece.text
            continue
        if text:
            yield Piece(Role.TEXT, text)
            text = ""
        yield piece
    if text:
        yield Piece(Role.TEXT, text)


def _placeholders(text: str) -> Iterator[Piece]:
    at = 0
    for match in PLACEHOLDER.finditer(text):
        yield Piece(Role.TEXT, text[at : match.start()])
        yield Piece(Role.ALONE, match[0], "placeholder")
        at = match.end()
    yield Piece(Role.TEXT, text[at:])


def _counted(found: tuple[Piece, ...]) -> Counter[str]:
    marks = Counter(piece.form for piece in found if piece.role in (Role.OPEN, Role.ALONE))
    del marks["placeholder"]
    marks["link"] += marks.pop("contact", 0)
    return +marks


def _seen(text: str) -> Counter[str]:
    """Count the marks that Markdown sees in a text."""
    nodes = [node.type for root in markup.parse_inline(text) for node in root.walk()]
    return Counter(name for name in nodes if name in ("strong", "emphasis", "link", "code"))
