"""Recorded tickets in; copies by leaflet, language, profile, clinic and month out, as data, CSV."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from press.print_log import Record

BY = ("leaflet", "language", "profile", "clinic", "month")
HEADS = (*BY, "tickets", "copies")
YEAR = 12


@dataclass(frozen=True, slots=True)
class Count:
    """What was ordered under one name."""

    by: str
    """leaflet, language, profile, clinic or month."""
    name: str
    tickets: int
    copies: int


@dataclass(frozen=True, slots=True)
class Usage:
    """What was ordered between two days, both of them included."""

    since: datetime.date | None
    until: datetime.date | None
    records: tuple[Record, ...]

    @property
    def copies(self) -> int:
        return sum(record.copies for record in self.records)


def usage(
    records: Iterable[Record],
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> Usage:
    """Return the tickets between two days; None is no limit."""
    first, last = since or datetime.date.min, until or datetime.date.max
    wanted = (
        record for record in records if first <= datetime.date.fromisoformat(record.date) <= last
    )
    return Usage(since, until, tuple(wanted))


def counts(found: Usage) -> tuple[Count, ...]:
    """Return the copies under each name: months in order, all else the most copies first."""
    return tuple(one for by in BY for one in _counted(found, by))


def rows(found: Usage) -> tuple[tuple[str | int, ...], ...]:
    """Return a row of HEADS for each leaflet, language, profile, clinic and month, in order."""
    held: dict[tuple[str, ...], list[int]] = {}
    for record in found.records:
        held.setdefault(tuple(_names(record).values()), []).append(record.copies)
    return tuple((*names, len(copies), sum(copies)) for names, copies in sorted(held.items()))


def as_data(found: Usage) -> dict[str, Any]:
    """Return a usage as plain data."""
    return {
        "since": found.since.isoformat() if found.since else None,
        "until": found.until.isoformat() if found.until else None,
        "tickets": len(found.records),
        "copies": found.copies,
        "by": {
            by: [
                {"name": one.name, "tickets": one.tickets, "copies": one.copies}
                for one in _counted(found, by)
            ]
            for by in BY
        },
        "rows": [dict(zip(HEADS, row, strict=True)) for row in rows(found)],
    }


def as_csv(found: Usage) -> bytes:
    """Return a usage as CSV (RFC 4180), with the mark that lets Excel read it as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    writer.writerows(rows(found))
    return text.getvalue().encode("utf-8-sig")


def months(found: Usage) -> tuple[tuple[str, int], ...]:
    """Return the copies of each month (YYYY-MM) of the last year that has any, empty ones too."""
    held = {one.name: one.copies for one in _counted(found, "month")}
    if not held:
        return ()
    every = list(_between(min(held), max(held)))
    return tuple((name, held.get(name, 0)) for name in every[-YEAR:])


def _counted(found: Usage, by: str) -> list[Count]:
    held: dict[str, list[int]] = {}
    for record in found.records:
        held.setdefault(_names(record)[by], []).append(record.copies)
    made = [Count(by, name, len(copies), sum(copies)) for name, copies in held.items()]
    if by == "month":
        return sorted(made, key=lambda one: one.name)
    return sorted(made, key=lambda one: (-one.copies, one.name))


def _names(record: Record) -> dict[str, str]:
    """Return what a record counts under, in the order of BY."""
    return {
        "leaflet": record.number,
        "language": record.language,
        "profile": record.profile,
        "clinic": record.clinic,
        "month": record.date[: len("YYYY-MM")],
    }


def _between(first: str, last: str) -> Iterator[str]:
    """Yield each month from one to another, both of them included."""
    year, month = map(int, first.split("-"))
    while (name := f"{year:04}-{month:02}") <= last:
        yield name
        year, month = (year, month + 1) if month < YEAR else (year + 1, 1)
