"""The [print_room] table of hospital.toml in, the printing condition to make files for out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from press.findings import Finding
from press.model import OutputIntent
from press.records import TomlFile

COATED = Path(__file__).parent / "colour" / "FOGRA39L_coated.icc"
"""Coated paper after ISO 12647-2:2004; its licence and checksum lie beside it."""
CONDITION = "FOGRA39"
"""Its name in the registry of the International Color Consortium."""
KEYS = ("profile", "condition")
HEADER = 128
"""Bytes of a profile's head (ICC.1:2010, 7.2)."""


def read(project: Path, toml: TomlFile) -> OutputIntent:
    """Return the print room's own condition, coated paper where hospital.toml names none."""
    table = (toml.data or {}).get("print_room", {})
    if "profile" not in table:
        return OutputIntent(CONDITION, COATED.read_bytes())
    return OutputIntent(table["condition"], (project / table["profile"]).read_bytes())


def check(project: Path, toml: TomlFile) -> Iterator[Finding]:
    """Yield what is wrong with the print room's profile, or missing beside it."""
    table = (toml.data or {}).get("print_room")
    given = [key for key in KEYS if isinstance(table, dict) and key in table]
    if not isinstance(table, dict) or not all(isinstance(table[key], str) for key in given):
        return
    line = toml.line(f"print_room.{given[0]}") if given else 0
    if len(given) == 1:
        (other,) = set(KEYS) - set(given)
        found = f"[print_room] has {given[0]} and no {other}"
        remedy = "name the profile's file and the printing condition that it describes"
        yield Finding(toml.path, line, "missing-field", found, remedy)
    if "profile" not in given:
        return
    file = project / table["profile"]
    if not file.is_file() or not file.resolve().is_relative_to(project.resolve()):
        found = f"profile {table['profile']!r} is not a file of this project"
        yield Finding(toml.path, line, "missing-file", found, "put it beside hospital.toml")
        return
    head = file.read_bytes()[:HEADER]
    if (head[12:16], head[16:20], head[36:40]) != (b"prtr", b"CMYK", b"acsp"):
        found = f"profile {table['profile']!r} is no ICC profile of a printer with four inks"
        yield Finding(toml.path, line, "unknown-value", found, "ask the print room for its own")
