"""Time each step of the finishing room on the a4 sample: ``python -m benchmarks.finishing``.

Prints a table of seconds of processor time, the median of seven warm runs, so that other work on
the machine does not count; with ``--json``, JSON instead.
"""

from __future__ import annotations

import datetime
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pikepdf

from press import desk, finishing, render, validation
from press.compose import Composer
from press.finishing import measure
from press.jobs import RenderJob
from press.profiles import PROFILES

HOME = Path(__file__).resolve().parent.parent
NUMBER, PROFILE = "RHM20", "a4"
LANGUAGES = ("en", "bn", "ur", "ar")
TODAY = datetime.date(2026, 11, 20)
RUNS = 7
STEPS: dict[str, tuple[Any, str]] = {
    "textlayer": (finishing.textlayer, "apply"),
    "form": (finishing.form, "place"),
    "structure": (finishing.structure, "repair"),
    "metadata": (finishing.metadata, "write"),
    "attachments": (finishing.attachments, "attach"),
    "save": (pikepdf.Pdf, "save"),
}
"""Each step and the function that does it."""
TARGET = 0.1
"""Seconds that finishing may add to a leaflet of four pages."""
PAGES = 4


def jobs() -> Iterator[RenderJob]:
    """Yield the sample in each language of the benchmark."""
    table = desk.read(HOME, TODAY)
    composer = Composer(HOME, table.hospital, table.components)
    for entry in table.entries:
        edition = entry.edition
        if edition.leaflet.number == NUMBER and edition.language in LANGUAGES:
            yield composer.compose(edition, PROFILES[PROFILE])


@contextmanager
def timed(seconds: dict[str, float]) -> Iterator[None]:
    """Note how long each step takes while the finishing room works."""

    def clock(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return original(*given, **named)
            finally:
                seconds[name] = time.process_time() - start

        return run

    with ExitStack() as stack:
        for name, (owner, function) in STEPS.items():
            original = getattr(owner, function)
            stack.enter_context(patch.object(owner, function, clock(name, original)))
        yield


def bench(job: RenderJob) -> dict[str, float]:
    """Return the median seconds of each step, of all of the finishing, and its pages."""
    rendered = render.render(job)
    runs: list[dict[str, float]] = []
    for _ in range(RUNS + 1):
        seconds: dict[str, float] = {}
        start = time.process_time()
        with timed(seconds):
            data = finishing.finish(rendered.data, rendered.record, job)
        total = time.process_time() - start
        seconds["opening and the rest"] = total - sum(seconds.values())
        seconds["finishing"] = total
        start = time.process_time()
        validation.confirmed(data, job.claims)
        seconds["validation"] = time.process_time() - start
        runs.append(seconds)
    # The first run is the cold one.
    figures = {name: statistics.median(run[name] for run in runs[1:]) for name in runs[0]}
    return figures | {"pages": measure.measure(data)[0]}


def main(*, as_json: bool) -> None:
    """Run the benchmark and print it."""
    render.prepare(HOME / ".press")
    found = {job.language: bench(job) for job in jobs()}
    for figures in found.values():
        figures["finishing, 4 pages"] = figures["finishing"] / figures["pages"] * PAGES
    if as_json:
        print(json.dumps(found, indent=1, sort_keys=True))
        return
    print(f"{NUMBER} {PROFILE}, seconds" + "".join(f"{tag:>9}" for tag in found))
    for name in next(iter(found.values())):
        row = (figures[name] for figures in found.values())
        print(f"{name:20}" + "".join(f"{value:9.4g}" for value in row))
    slow = [tag for tag, figures in found.items() if figures["finishing, 4 pages"] > TARGET]
    print(
        f"target {TARGET} s for {PAGES} pages: "
        + (f"missed in {', '.join(slow)}" if slow else "met")
    )


if __name__ == "__main__":
    main(as_json="--json" in sys.argv)
