"""Record tickets as fast as a disk takes them, and say on standard output which are recorded.

A program of its own, so that a test can kill it: ``python -m tests.print_log_writer PROJECT NAME``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from press import print_log
from press.print_log import Record


def record(sequence: int, clinic: str) -> Record:
    return Record(
        ticket=f"T{sequence:05d}",
        date="2026-06-01",
        number="TST1",
        version="2.1",
        language="pl",
        profile="a4",
        copies=sequence,
        clinic=clinic,
        sha256="0" * 64,
    )


def main(project: Path, clinic: str, wanted: int) -> None:
    """Record so many tickets, each with the log opened anew, as a command does."""
    for _ in range(wanted):
        with print_log.writing(project) as log:
            made = record(log.sequence, clinic)
            log.append(made)
        sys.stdout.write(f"{made.ticket} {made.clinic}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
