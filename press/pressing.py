"""A RenderJob in, a finished file out. A pure function: the same job gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from press import (
    braille,
    epub,
    finishing,
    preflight,
    press_ready,
    render,
    sketches,
    validation,
    webpage,
)
from press.finishing import measure
from press.jobs import Pressed, RenderJob, Sheet
from press.preflight.faults import Expectation


def prepare(state: Path) -> None:
    """Make this process ready to press."""
    render.prepare(state)


def press(job: RenderJob) -> Pressed:
    """Return the finished file of a job."""
    return PRESSES[job.medium](job)


def sketch(
    job: RenderJob, wanted: Callable[[], bool]
) -> tuple[Pressed, tuple[sketches.Place, ...]]:
    """Return a job's pages to look at, unfinished and unconfirmed, and where their texts stand.

    Raises OutOfDateError between two pages of a PDF once ``wanted`` says no.
    """
    if job.medium != "pdf":
        return press(job), ()
    rendered, places = render.sketch(job, wanted)
    return _measured(rendered, rendered.data), places


def _pdf(job: RenderJob) -> Pressed:
    rendered = render.render(job)
    data = finishing.finish(rendered.data, rendered.record, job)
    return _measured(rendered, data, *validation.confirmed(data, job.claims))


def _press_ready(job: RenderJob) -> Pressed:
    rendered = render.render(job)
    data, faults = press_ready.finish(rendered.data, rendered.record, job)
    faults += tuple(map(str, preflight.check(data, _expected(job.sheet))))
    return _measured(rendered, data, () if faults else ("PDF/X-4 (own rules)",), faults)


def _measured(
    rendered: render.Rendered,
    data: bytes,
    standards: tuple[str, ...] = (),
    failures: tuple[str, ...] = (),
) -> Pressed:
    """Return the bytes that were made of some pages, with all that is known of them."""
    pages, trim_mm, fonts = measure.measure(data)
    return Pressed(
        data=data,
        pages=pages,
        trim_mm=trim_mm,
        fonts=fonts,
        warnings=rendered.warnings,
        footers=rendered.footers,
        standards=standards,
        failures=failures,
        overflow=rendered.overflow,
        emergency_page=rendered.emergency_page,
    )


def _expected(sheet: Sheet | None) -> Expectation:
    """Return what our rules of PDF/X-4 expect of a file for the press."""
    if sheet is None:
        raise ValueError("only a file for the press has a preflight")
    return Expectation(
        trim_mm=sheet.trim_mm,
        bleed_mm=sheet.bleed_mm,
        output_condition=sheet.intent.condition,
        inks=sheet.ink,
    )


PRESSES: dict[str, Callable[[RenderJob], Pressed]] = {
    "pdf": _pdf,
    "html": webpage.press,
    "epub": epub.press,
    "braille": braille.press,
    "press": _press_ready,
}
"""Who presses each medium of the table of profiles."""
