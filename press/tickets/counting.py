"""Pages, copies, handling and prices in; sheets, sides and money out. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from press.model import PrintRoom
from press.tickets.handling import Handling

PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much of everything a job takes."""

    sheets: int
    """Of one copy."""
    duplex: bool
    staples: int
    """Staples of one copy."""
    folds: int
    """Folds of one copy: sheets that are stapled in their fold are folded together."""
    copies: int
    sides: int
    """Printed sides of all copies: what a machine counts."""

    @property
    def total_sheets(self) -> int:
        return self.sheets * self.copies


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a job would cost, or why nobody can say."""

    total: Decimal | None
    lines: tuple[tuple[str, Decimal], ...]
    """What is paid for, with its price."""
    missing: tuple[str, ...]
    """Prices that hospital.toml does not give and the job needs."""


def count(pages: int, copies: int, handling: Handling) -> Amounts:
    """Return what copies of a file of so many pages take; a page of the file is a printed side."""
    sheets = (pages + 1) // 2
    staples = {"saddle": 2, "corner": 1, "": 0}[handling.staple]
    if handling.staple == "corner" and sheets == 1:
        staples = 0
    return Amounts(
        sheets=sheets,
        duplex=pages > 1,
        staples=staples,
        folds=len(handling.fold.at) if handling.fold else 0,
        copies=copies,
        sides=pages * copies,
    )


def estimate(amounts: Amounts, handling: Handling, room: PrintRoom) -> Estimate:
    """Return what a job costs by hospital.toml: all of it or nothing, never a part as the whole."""
    paper = room.papers.get(handling.sheet)
    needed = [
        (f"{amounts.sides:,} sides in {handling.ink}", f"{handling.ink}_side", amounts.sides),
        (f"{amounts.folds * amounts.copies:,} folds", "fold", amounts.folds * amounts.copies),
        (
            f"{amounts.staples * amounts.copies:,} staples",
            "staple",
            amounts.staples * amounts.copies,
        ),
    ]
    sheet = (f"{amounts.total_sheets:,} sheets of {handling.sheet}", amounts.total_sheets)
    missing = [name for _, name, amount in needed if amount and name not in room.prices]
    if paper is None or paper.sheet is None:
        missing.append(f"papers.{handling.sheet}.sheet")
    if missing or paper is None or paper.sheet is None:
        return Estimate(None, (), tuple(missing))
    lines = [(said, _money(room.prices[name] * amount)) for said, name, amount in needed if amount]
    lines.append((sheet[0], _money(paper.sheet * sheet[1])))
    # Lines are rounded first, so that what stands on the ticket adds up.
    return Estimate(sum((price for _, price in lines), Decimal(0)), tuple(lines), ())


def _money(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, ROUND_HALF_UP)
