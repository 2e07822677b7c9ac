"""A RenderJob in, PDF bytes out: the one module that knows WeasyPrint; pure in its job."""

from __future__ import annotations

import functools
import io
import logging
from pathlib import Path
from typing import Any, Self

import pikepdf

from press import fonts
from press.languages import language
from press.model import Pressed, RenderJob

BASE_ADDRESS = "https://leaflet.invalid/"
"""Raster images are named in the PDF by a digest of their address: it must be the same anywhere."""
POINTS_PER_MM = 72 / 25.4


class RefusedError(ValueError):
    """Raised when a page asks for anything but the job's own resources."""


def prepare(state: Path) -> None:
    """Make this process ready to render: the private fonts first, then the engine."""
    fonts.configure(state / "fonts")
    _font_configuration()


def press(job: RenderJob) -> Pressed:
    """Return the finished file of a job; the same job gives the same bytes on every run.

    The engine fails silently, so that every log record from WARNING up comes back in ``warnings``.
    """
    import weasyprint  # noqa: PLC0415 - only after prepare() has chosen the fonts
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class JobFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        """Serves the job's own resources and refuses everything else; no network, no files."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
            data = job.resources.get(url)
            if data is None:
                raise RefusedError(f"refused to load {url}: it is not a part of this leaflet")
            kind = "image/svg+xml" if url.endswith(".svg") else "application/octet-stream"
            return URLFetcherResponse(url, data, {"Content-Type": kind})

    fetcher = JobFetcher(fail_on_errors=True)
    with _Listener() as listener:
        document = weasyprint.HTML(
            string=job.html, base_url=BASE_ADDRESS, url_fetcher=fetcher
        ).render(
            stylesheets=[_stylesheet(css) for css in job.stylesheets],
            font_config=_font_configuration(),
            pdf_tags=True,
        )
        data = document.write_pdf()
    return _measure(_settle(data, job), listener.messages, _margin_texts(document))


def _settle(data: bytes, job: RenderJob) -> bytes:
    """Return the PDF with everything fixed that would differ from run to run."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/ID" in pdf.trailer:
            del pdf.trailer["/ID"]
        preferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if language(job.language).direction == "rtl":
            preferences.Direction = pikepdf.Name.R2L
        pdf.Root.ViewerPreferences = preferences
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=True,
        )
    return buffer.getvalue()


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


def _measure(data: bytes, warnings: tuple[str, ...], footers: tuple[str, ...]) -> Pressed:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        left, bottom, right, top = (float(edge) for edge in pdf.pages[0].trimbox)
        names = {
            str(font["/BaseFont"])[1:].partition("+")[2]
            for font in pdf.objects
            if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == "/Type0"
        }
        return Pressed(
            data=data,
            pages=len(pdf.pages),
            trim_mm=(
                round((right - left) / POINTS_PER_MM, 1),
                round((top - bottom) / POINTS_PER_MM, 1),
            ),
            fonts=tuple(sorted(names)),
            warnings=warnings,
            footers=footers,
        )


class _Listener(logging.Handler):
    """Collects what the engine logs from WARNING up while it is open."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[str] = []

    @property
    def messages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.records))

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

    return FontConfiguration()


@functools.cache
def _parsed(css: str) -> object:
    import weasyprint  # noqa: PLC0415

    return weasyprint.CSS(string=css, font_config=_font_configuration())


def _stylesheet(css: str) -> object:
    """Return a parsed stylesheet, kept for the next document of this process."""
    return _parsed(css)
