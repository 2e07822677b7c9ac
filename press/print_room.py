"""The [print_room] table of hospital.toml in, a PrintRoom out: papers and prices, all optional."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from press.findings import Finding
from press.model import Paper, PrintRoom
from press.records import Field, TomlFile, check_table

TABLE = {
    "currency": Field(str, required=False),
    "colour_side": Field(float, required=False),
    "grey_side": Field(float, required=False),
    "fold": Field(float, required=False),
    "staple": Field(float, required=False),
    "papers": Field(dict, required=False),
    "profile": Field(str, required=False),
    "condition": Field(str, required=False),
}
"""Prices are those of one side, one fold and one staple, in the currency."""
PAPER = {
    "stock": Field(str, required=False),
    "weight_gsm": Field(int, required=False),
    "sheet": Field(float, required=False),
}
SIZES = ("A5", "A4", "SRA4", "A3", "SRA3")
"""The sheets that a ticket may ask for (ISO 216 and ISO 217)."""


def read(toml: TomlFile) -> PrintRoom:
    """Return what a checked hospital.toml says of the print room."""
    table = (toml.data or {}).get("print_room", {})
    return PrintRoom(
        currency=table.get("currency", "£"),
        prices={
            name: Decimal(str(table[name]))
            for name in ("colour_side", "grey_side", "fold", "staple")
            if name in table
        },
        papers={
            size: Paper(
                row.get("stock"),
                row.get("weight_gsm"),
                Decimal(str(row["sheet"])) if "sheet" in row else None,
            )
            for size, row in table.get("papers", {}).items()
        },
    )


def check(toml: TomlFile) -> Iterator[Finding]:
    """Yield what is unknown, of the wrong type or no price in the print room's table."""
    table = (toml.data or {}).get("print_room")
    if not isinstance(table, dict):
        return
    yield from _rows(toml, table, TABLE, "print_room.")
    papers = table.get("papers")
    for size, row in papers.items() if isinstance(papers, dict) else ():
        prefix = f"print_room.papers.{size}."
        if size not in SIZES:
            found = f"paper {size!r} is not known"
            remedy = f"use one of: {', '.join(SIZES)}"
            yield Finding(toml.path, toml.line(prefix[:-1]), "unknown-value", found, remedy)
        yield from _rows(toml, row, PAPER, prefix)


def _rows(
    toml: TomlFile, table: Any, schema: Mapping[str, Field], prefix: str
) -> Iterator[Finding]:
    if not isinstance(table, dict):
        yield from check_table(toml, table, schema, prefix)
        return
    # A price of 1 is as good as one of 1.0.
    amounts = {key: float(value) for key, value in table.items() if type(value) is int}
    plain = {
        key: amounts[key]
        if key in amounts and key in schema and schema[key].form is float
        else value
        for key, value in table.items()
    }
    yield from check_table(toml, plain, schema, prefix)
    for key, value in table.items():
        if type(value) in (int, float) and not 0 <= value < float("inf"):
            line = toml.line(prefix + key)
            found = f"{key} {value} is not an amount"
            yield Finding(toml.path, line, "unknown-value", found, "write 0 or more")
