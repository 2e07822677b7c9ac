"""Tickets in, records/print-log.jsonl out: one record a line, added and never changed.

A ticket is recorded once its whole line, with its end, is on the disk. Half a line, which only a
machine that lost its power can leave, was never a record: the next writer takes it away.
"""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

PATH = "records/print-log.jsonl"
CLINIC_LENGTH = 60
MANY_DIGITS = 5
"""Ward 12B is a clinic; so many digits are a patient's number, a phone or a date of birth."""


class DamagedLogError(ValueError):
    """Raised when lines of the log are no records; the text names each with its remedy."""


@dataclass(frozen=True, slots=True)
class Record:
    """What was handed to the print room. Nothing in it is about a patient."""

    ticket: str
    date: str
    """The day that --today names, as YYYY-MM-DD."""
    number: str
    version: str
    language: str
    profile: str
    copies: int
    clinic: str
    """Who they are for."""
    sha256: str
    """Of the file that is printed."""


def clinic_fault(name: str) -> str:
    """Return what is wrong with the name of a clinic, empty when nothing is."""
    if not name.strip() or name != name.strip():
        return "it is empty or begins or ends with a space"
    if len(name) > CLINIC_LENGTH:
        return f"it is longer than {CLINIC_LENGTH} characters"
    # A spreadsheet takes what begins with =, +, - or @ for a formula.
    if not name.isprintable() or not name[0].isalnum():
        return "it does not begin with a letter or digit, or holds what cannot be printed"
    if "@" in name or sum(map(str.isdigit, name)) >= MANY_DIGITS:
        return "it looks like a person's number or address; a ticket holds no patient's data"
    return ""


class PrintLog:
    """The log, open for one writer alone; use it as ``with print_log.writing(project) as log``."""

    def __init__(self, handle: int, records: tuple[Record, ...]) -> None:
        self._handle, self.records = handle, records

    @property
    def sequence(self) -> int:
        """Return the number of the next record, from 1."""
        return len(self.records) + 1

    def append(self, record: Record) -> None:
        """Record a ticket; when this returns, it is on the disk.

        Raises OSError when the disk took less than the whole line; the log is then as before.
        """
        line = (json.dumps(_row(record), ensure_ascii=False) + "\n").encode()
        size = os.fstat(self._handle).st_size
        # One write: what another reader sees is either the line or nothing of it.
        try:
            if os.write(self._handle, line) != len(line):
                raise OSError(28, "the disk is full; nothing was recorded", PATH)
            os.fsync(self._handle)
        except OSError:
            os.ftruncate(self._handle, size)
            raise
        self.records = (*self.records, record)


@contextlib.contextmanager
def writing(project: Path) -> Iterator[PrintLog]:
    """Open a project's log for one writer; others wait until it is closed.

    Raises DamagedLogError with every line that is no record: nobody writes behind a damaged log.
    """
    path = project / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        data = path.read_bytes()
        whole = data.rfind(b"\n") + 1
        records = _parsed(data[:whole])
        if whole < len(data):
            os.ftruncate(handle, whole)
        # A new file's name is on the disk only with its folder.
        _keep_name(path.parent)
        yield PrintLog(handle, records)
    finally:
        os.close(handle)


def read(project: Path) -> tuple[Record, ...]:
    """Return every recorded ticket, in the order in which they were recorded.

    Raises DamagedLogError with every line that is no record.
    """
    path = project / PATH
    if not path.exists():
        return ()
    data = path.read_bytes()
    return _parsed(data[: data.rfind(b"\n") + 1])


def _row(record: Record) -> dict[str, Any]:
    return {"for" if key == "clinic" else key: value for key, value in asdict(record).items()}


def _keep_name(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _parsed(data: bytes) -> tuple[Record, ...]:
    records: list[Record] = []
    faults = []
    for number, line in enumerate(data.split(b"\n")[:-1], start=1):
        try:
            records.append(_record(json.loads(line)))
        except (ValueError, TypeError) as error:
            faults.append(
                f"{PATH}:{number}: the line is no record of a ticket: {error}; "
                "put it back as it was: the log is added to and never changed"
            )
    if faults:
        raise DamagedLogError("\n".join(faults))
    return tuple(records)


SHA256 = re.compile(r"[0-9a-f]{64}")


def _record(row: Any) -> Record:
    """Return one line's record. Raises ValueError or TypeError when it is none."""
    if not isinstance(row, dict):
        raise TypeError("it is no JSON object")
    names = {"for" if one.name == "clinic" else one.name for one in fields(Record)}
    if row.keys() != names:
        missing, more = sorted(names - row.keys()), sorted(row.keys() - names)
        raise ValueError(f"keys {missing} are missing" if missing else f"keys {more} are not known")
    copies = row["copies"]
    for key, value in row.items():
        if key != "copies" and not (isinstance(value, str) and value):
            raise ValueError(f"{key} is empty or no text")
    if type(copies) is not int or copies < 1:
        raise ValueError(f"copies {copies!r} is not a number of copies")
    datetime.date.fromisoformat(row["date"])
    if not SHA256.fullmatch(row["sha256"]):
        raise ValueError("sha256 is not a checksum")
    if fault := clinic_fault(row["for"]):
        raise ValueError(f"for: {fault}")
    row = dict(row)
    return Record(clinic=row.pop("for"), **row)
