"""A RenderJob in, pages out: the one module, with its hooks, that knows WeasyPrint."""

from __future__ import annotations

import atexit
import functools
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from press import fonts, hooks, line_memory, overflow, sketches
from press.jobs import RenderJob

BASE_ADDRESS = "https://leaflet.invalid/"
"""Raster images are named in the PDF by a digest of their address: it must be the same anywhere."""

EMERGENCY = "emergency"
"""The name that the emergency box's template gives to its place."""


class RefusedError(ValueError):
    """Raised when a page asks for anything but the job's own resources."""


def prepare(state: Path) -> None:
    """Make this process ready to render: the private fonts first, then the engine."""
    fonts.configure(state / "fonts")
    _font_configuration()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF as the engine wrote it."""

    data: bytes
    record: hooks.Record
    """What was drawn and tagged, for the finishing room."""
    warnings: tuple[str, ...]
    """What the engine logged, from WARNING up: it fails silently."""
    footers: tuple[str, ...]
    """The text in each page's margins, without white space."""
    overflow: tuple[str, ...]
    """Each text that leaves its box, its margins or the paper."""
    emergency_page: int | None
    """The page, from 1, of the first emergency box."""


def render(job: RenderJob) -> Rendered:
    """Return a job's pages as the engine lays them out."""
    with _Listener() as listener, hooks.recording() as record:
        document = _laid_out(job)
        data = document.write_pdf(pdf_variant=f"pdf/ua-{job.claims.ua if job.claims else 1}")
    return _rendered(job, document, data, record, listener.records)


def sketch(
    job: RenderJob, wanted: Callable[[], bool]
) -> tuple[Rendered, tuple[sketches.Place, ...]]:
    """Return a job's pages to look at, untagged and never to be finished, and what stands where.

    Raises OutOfDateError between two pages once ``wanted`` says no.
    """
    with (
        _Listener() as listener,
        sketches.only_while(wanted),
        line_memory.remembering(),
        # Nothing is recorded without tags, but lines break as they do in a finished file.
        hooks.recording() as record,
    ):
        document = _laid_out(job)
        data = document.write_pdf()
    rendered = _rendered(job, document, data, record, listener.records)
    return rendered, tuple(sketches.places(document))


def _laid_out(job: RenderJob) -> Any:
    import weasyprint  # noqa: PLC0415 - only after prepare() has chosen the fonts

    return weasyprint.HTML(
        string=job.html, base_url=BASE_ADDRESS, url_fetcher=_fetcher(job.resources)
    ).render(
        stylesheets=[_stylesheet(css).css for css in job.stylesheets],
        font_config=_font_configuration(),
    )


def _rendered(
    job: RenderJob, document: Any, data: bytes, record: hooks.Record, logged: list[str]
) -> Rendered:
    said = [message for css in job.stylesheets for message in _stylesheet(css).warnings] + logged
    return Rendered(
        data,
        record,
        tuple(dict.fromkeys(said)),
        _margin_texts(document),
        tuple(dict.fromkeys(overflow.overflowing(document))),
        next((n for n, page in enumerate(document.pages, 1) if EMERGENCY in page.anchors), None),
    )


def _fetcher(resources: Mapping[str, bytes]) -> Any:
    """Return what serves a job's own resources and refuses all else: no network, no files.

    A refusal is an engine warning, and thereby a finding: ``fail_on_errors`` would raise a
    BaseException, which takes the other jobs with it.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class JobFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
            data = resources.get(url)
            if data is None:
                refusal = f"refused to load {url}: it is not a part of this leaflet"
                # The engine keeps silent about some, such as fonts: say it here.
                logging.getLogger("weasyprint").error(refusal)
                raise RefusedError(refusal)
            kind = "image/svg+xml" if url.endswith(".svg") else "application/octet-stream"
            return URLFetcherResponse(url, data, {"Content-Type": kind})

    return JobFetcher()


def _margin_texts(document: Any) -> tuple[str, ...]:
    """Return what stands in the margins of each page; far cheaper than reading the PDF back."""
    from weasyprint.formatting_structure.boxes import MarginBox, TextBox  # noqa: PLC0415

    return tuple(
        "".join(
            "".join(box.text.split())
            for margin in page._page_box.children  # noqa: SLF001 - the engine offers no other way
            if isinstance(margin, MarginBox)
            for box in margin.descendants()
            if isinstance(box, TextBox)
        )
        for page in document.pages
    )


class _Listener(logging.Handler):
    """Collects what the engine logs from WARNING up while it is open."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record.getMessage())

    def __enter__(self) -> Self:
        for name in ("weasyprint", "fontTools"):
            logging.getLogger(name).addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        for name in ("weasyprint", "fontTools"):
            logging.getLogger(name).removeHandler(self)


@functools.cache
def _font_configuration() -> object:
    """Return this process's only font configuration: a new one per document leaks memory."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    # Freed while Python is still whole: its __del__ fails in a half torn-down interpreter.
    atexit.register(_font_configuration.cache_clear)
    atexit.register(_stylesheet.cache_clear)
    return FontConfiguration()


@dataclass(frozen=True, slots=True)
class _Stylesheet:
    css: object
    warnings: tuple[str, ...]
    """What the engine logged as it read the text: true of every job that uses it."""


@functools.cache
def _stylesheet(text: str) -> _Stylesheet:
    """Return a parsed stylesheet, kept for the next document of this process."""
    import weasyprint  # noqa: PLC0415

    with _Listener() as listener:
        css = weasyprint.CSS(
            string=text,
            base_url=BASE_ADDRESS,
            url_fetcher=_fetcher({}),
            font_config=_font_configuration(),
        )
    return _Stylesheet(css, tuple(listener.records))
