"""A checked file, copies and a print room in; a Ticket, its record and its JSON out."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from press.fingerprints import digest
from press.languages import language
from press.model import Leaflet, PrintRoom
from press.print_log import Record
from press.tickets.counting import Amounts, Estimate, count, estimate
from press.tickets.handling import SHEETS, STOCK, TABLE, WEIGHT_GSM, Handling

NO_PRICES = "no prices in hospital.toml"


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asks the print room for."""

    leaflet: Leaflet
    row: Mapping[str, Any] = field(hash=False)
    """Of the manifest: the file that is printed."""
    copies: int
    clinic: str
    day: datetime.date


@dataclass(frozen=True, slots=True)
class Ticket:
    """All that a print room must know of one job."""

    order: Order
    record: Record
    handling: Handling
    amounts: Amounts
    estimate: Estimate
    room: PrintRoom

    @property
    def stem(self) -> str:
        """Return what its files are called, but for their endings."""
        return f"{self.record.ticket}-{self.name}"

    @property
    def name(self) -> str:
        return f"{self.record.number}-{self.record.language}-{self.record.profile}"

    @property
    def sides(self) -> str:
        """Return what to choose at the machine: one side, or both and over which edge."""
        if not self.amounts.duplex:
            return "one side"
        return f"both sides, flip on the {self.handling.edge}"

    @property
    def binding(self) -> str:
        """Return the side that a reader's copy is bound on."""
        return "right" if language(self.record.language).direction == "rtl" else "left"

    @property
    def staple(self) -> str:
        if not self.amounts.staples:
            return "none"
        if self.handling.staple == "saddle":
            return f"2, saddle stitch, spine on the {self.binding}"
        return f"1, top {self.binding} corner"

    @property
    def fold(self) -> str:
        return self.handling.fold.said if self.handling.fold else "none"

    @property
    def stock(self) -> str:
        paper = self.room.papers.get(self.handling.sheet)
        return (paper and paper.stock) or STOCK

    @property
    def weight_gsm(self) -> int:
        paper = self.room.papers.get(self.handling.sheet)
        return (paper and paper.weight_gsm) or WEIGHT_GSM

    @property
    def sheet_mm(self) -> tuple[float, float]:
        """Return the sheet as it is printed: width and height, lying down where it is turned."""
        width, height = SHEETS[self.handling.sheet]
        return (height, width) if self.handling.turned else (width, height)


def draw_up(order: Order, sequence: int, room: PrintRoom) -> Ticket:
    """Return the ticket that is number ``sequence`` (from 1) of the print log.

    Its name comes from its place in the log and from what it says, so that two logs that are
    merged keep their tickets apart. No clock and no chance is in it.
    """
    row, handling = order.row, TABLE[order.row["profile"]]
    amounts = count(row["pages"], order.copies, handling)
    content = {
        "date": order.day.isoformat(),
        "number": row["number"],
        "version": row["version"],
        "language": row["language"],
        "profile": row["profile"],
        "copies": order.copies,
        "clinic": order.clinic,
        "sha256": row["sha256"],
    }
    name = f"T{sequence:05d}-{digest([sequence, content])[:4].upper()}"
    return Ticket(
        order, Record(name, **content), handling, amounts, estimate(amounts, handling, room), room
    )


def as_data(ticket: Ticket) -> dict[str, Any]:
    """Return a ticket as plain data."""
    record, handling, amounts, row = (
        ticket.record,
        ticket.handling,
        ticket.amounts,
        ticket.order.row,
    )
    cost = ticket.estimate
    return {
        "schema": 1,
        "ticket": record.ticket,
        "date": record.date,
        "for": record.clinic,
        "document": {
            "number": record.number,
            "title": ticket.order.leaflet.title,
            "version": record.version,
            "language": record.language,
            "profile": record.profile,
            "status": row["status"],
            "review_due": ticket.order.leaflet.review_due.isoformat(),
        },
        "artefact": {
            "path": row["path"],
            "sha256": record.sha256,
            "bytes": row["bytes"],
            "pages": row["pages"],
        },
        "paper": {
            "size": handling.sheet,
            "sheet_mm": list(ticket.sheet_mm),
            "stock": ticket.stock,
            "weight_gsm": ticket.weight_gsm,
        },
        "printing": {
            "ink": handling.ink,
            "duplex": amounts.duplex,
            "edge": handling.edge if amounts.duplex else None,
        },
        "finishing": {
            "fold": ticket.fold,
            "staple": ticket.staple,
            "trim": handling.trimmed,
            "binding": ticket.binding,
            "finished_mm": list(handling.finished),
        },
        "quantity": {
            "copies": amounts.copies,
            "sheets_per_copy": amounts.sheets,
            "total_sheets": amounts.total_sheets,
            "total_sides": amounts.sides,
        },
        "note": handling.note,
        "estimate": {
            "currency": ticket.room.currency,
            "total": None if cost.total is None else str(cost.total),
            "lines": [[said, str(price)] for said, price in cost.lines],
            "reason": why_no_estimate(ticket),
        },
    }


def why_no_estimate(ticket: Ticket) -> str | None:
    """Return why a ticket names no cost, None when it does."""
    if ticket.estimate.total is not None:
        return None
    if not ticket.room.prices and not any(one.sheet for one in ticket.room.papers.values()):
        return NO_PRICES
    missing = ", ".join(ticket.estimate.missing)
    return f"[print_room] of hospital.toml has no price for: {missing}"


def as_bytes(ticket: Ticket) -> bytes:
    """Return a ticket as the bytes of its JSON file."""
    return (json.dumps(as_data(ticket), ensure_ascii=False, indent=1) + "\n").encode()
