"""The desk in; the page of its translations out: a heat map, a list of work, a section for each."""

from __future__ import annotations

import base64
import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from press.boards import SHARED, Board, editions, shared_boards
from press.desk import Desk
from press.languages import Language, format_day, language
from press.model import Hospital, Status
from press.next_steps import NOBODY, Need, Step
from press.selection import Selection
from press.templates import Templates


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All that the page shows."""

    hospital: Hospital
    today: str
    languages: tuple[Language, ...]
    rows: tuple[tuple[str, str, str, tuple[Board | None, ...]], ...]
    """Number, title, version and a board for each language, None where none is planned."""
    work: tuple[tuple[Need, tuple[tuple[Step, tuple[Board, ...]], ...]], ...]
    """All boards, the most pressing first, with those together that wait for the same step."""
    unreadable: tuple[str, ...]
    """Numbers of leaflets that cannot be read at all."""

    @property
    def boards(self) -> tuple[Board, ...]:
        return tuple(board for row in self.rows for board in row[-1] if board)

    @property
    def approved(self) -> int:
        return sum(board.status == Status.APPROVED for board in self.editions)

    @property
    def words_left(self) -> int:
        """Count the words left of all leaflets, and of the shared words once a language."""
        return sum(board.words.words_left for board in self.boards)

    @property
    def holders(self) -> tuple[tuple[str, int], ...]:
        """Return each role with the number of next steps that it holds, the most first."""
        held = Counter(board.next.role for board in self.boards if board.next.role != NOBODY)
        return tuple(sorted(held.items(), key=lambda row: (-row[1], row[0])))

    @property
    def editions(self) -> tuple[Board, ...]:
        return tuple(board for board in self.boards if board.number != SHARED)


def dashboard(desk: Desk, today: datetime.date, selection: Selection) -> Dashboard:
    """Return the selected editions, with the shared words of their languages."""
    boards = [
        board for board in editions(desk) if selection.edition(board.number, board.language.tag)
    ]
    tags = list(dict.fromkeys(board.language.tag for board in boards))
    tags.sort(key=lambda tag: tag != desk.hospital.source_language)
    boards += shared_boards(desk, tags)
    by_name = {(board.number, board.language.tag): board for board in boards}
    numbers = dict.fromkeys(board.number for board in boards)
    rows = tuple(
        (
            number,
            next(board.title for board in boards if board.number == number),
            next(board.version for board in boards if board.number == number),
            tuple(by_name.get((number, tag)) for tag in tags),
        )
        for number in numbers
    )
    ordered = sorted(boards, key=pressing)
    return Dashboard(
        hospital=desk.hospital,
        today=format_day(today, "en"),
        languages=tuple(map(language, tags)),
        rows=rows,
        work=tuple(
            (one, found)
            for one in Need
            if (found := _by_step(board for board in ordered if board.need is one))
        ),
        unreadable=tuple(sorted(desk.broken)),
    )


def _by_step(boards: Iterable[Board]) -> tuple[tuple[Step, tuple[Board, ...]], ...]:
    found: dict[Step, list[Board]] = {}
    for board in boards:
        found.setdefault(board.next, []).append(board)
    return tuple((step, tuple(waiting)) for step, waiting in found.items())


def page(shown: Dashboard, templates: Templates) -> str:
    """Return the page: everything is inside it, and its own policy lets a browser load nothing."""
    style = templates.fill("dashboard/translations.css", {})
    policy = (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    values = {
        "board": shown,
        "needs": tuple(Need),
        "source": language(shown.hospital.source_language),
        "style": style,
        "policy": policy,
        "day": partial(format_day, tag="en"),
    }
    return templates.fill("dashboard/translations.html", values)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def pressing(board: Board) -> tuple[Need, int, int, str]:
    """Return what to sort by: what families need first comes first.

    Then the languages in the leaflet's own order, which is the hospital's; then what is soonest
    done; then the number, so that the order is always the same.
    """
    return (board.need, board.position, board.words.words_left, board.number)
