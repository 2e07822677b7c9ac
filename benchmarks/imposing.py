"""Time the imposition of 64 pages of the sample: ``python -m benchmarks.imposing``.

Prints a table of seconds of processor time, the median of seven warm runs, so that other work on
the machine does not count, and what the sheets add to the size of their pages; with ``--json``,
JSON instead.
"""

from __future__ import annotations

import datetime
import io
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf

from press import desk, imposing, pressing
from press.compose import Composer
from press.imposition import A4, SRA4
from press.jobs import Pressed
from press.profiles import PROFILES

HOME = Path(__file__).resolve().parent.parent
NUMBER, PROFILE = "RHM20", "a5"
TODAY = datetime.date(2026, 11, 20)
PAGES, RUNS = 64, 7
TARGET_SECONDS, TARGET_GROWTH = 0.5, 0.2
"""What 64 pages may take, and add to their size."""


def pages() -> bytes:
    """Return the sample in one language behind the other, cut off at 64 pages, without its tags."""
    table = desk.read(HOME, TODAY)
    composer = Composer(HOME, table.hospital, table.components)
    together = pikepdf.new()
    for entry in table.entries:
        if entry.edition.leaflet.number != NUMBER or len(together.pages) >= PAGES:
            continue
        made = pressing.press(composer.compose(entry.edition, PROFILES[PROFILE]))
        if isinstance(made, Pressed):
            with pikepdf.open(io.BytesIO(made.data)) as pdf:
                together.add_pages_from(pdf)
    if len(together.pages) < PAGES:
        sys.exit(f"{NUMBER} has {len(together.pages)} pages in all languages; {PAGES} are measured")
    del together.pages[PAGES:]
    # What sheets never have is not counted: else leaving it behind would hide what they add.
    for key in ("/StructTreeRoot", "/Names", "/Outlines", "/AcroForm"):
        if key in together.Root:
            del together.Root[key]
    for page in together.pages:
        for key in ("/Annots", "/StructParents"):
            if key in page:
                del page[key]
    buffer = io.BytesIO()
    together.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def measured(make: Callable[[], bytes], size: int) -> dict[str, float]:
    """Return what one form costs."""
    made, runs = make(), []
    for _ in range(RUNS):
        start = time.process_time()
        make()
        runs.append(time.process_time() - start)
    seconds, growth = statistics.median(runs), len(made) / size - 1
    return {"seconds": round(seconds, 4), "bytes": len(made), "growth": round(growth, 4)}


def main() -> None:
    """Print the figures."""
    source = pages()
    forms: dict[str, Callable[[], bytes]] = {
        "booklet": lambda: imposing.booklet(source, A4, right_to_left=False, creep_mm=0.1),
        "booklet, right to left": lambda: imposing.booklet(source, A4, right_to_left=True),
        "booklet-sra4": lambda: imposing.booklet(source, SRA4, right_to_left=False, creep_mm=0.1),
        "two-up": lambda: imposing.two_up(source, right_to_left=False),
    }
    found = {name: measured(make, len(source)) for name, make in forms.items()}
    if "--json" in sys.argv:
        print(json.dumps({"pages": PAGES, "bytes": len(source), "forms": found}, indent=2))
        return
    print(f"{PAGES} pages, {len(source):,} bytes; at most {TARGET_SECONDS} s, {TARGET_GROWTH:.0%}")
    for name, row in found.items():
        print(f"{name:24}{row['seconds']:8.4f} s{row['bytes']:>12,} bytes{row['growth']:>+9.1%}")


if __name__ == "__main__":
    main()
