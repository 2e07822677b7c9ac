"""A composed job or a finished file in, findings about it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

from press.checks.wording import unshowable
from press.findings import Finding
from press.jobs import Pressed, RenderJob
from press.quantities import spans

VOID = frozenset({"meta", "br", "img", "path", "circle", "link"})


def check_job(job: RenderJob) -> Iterator[Finding]:
    """Yield what would go wrong on paper, seen in the composed HTML before any layout."""
    reader = _Reader(job.language)
    reader.feed(job.html)
    if missing := unshowable(reader.text, job.language):
        found = f"no allowed font shows {missing}"
        yield _finding(job, "missing-glyph", found, "use other characters in its source")
    page = "".join(reader.text.split())
    for text in dict.fromkeys(job.said):
        if "".join(text.split()) not in page:
            found = f"{text.strip()[:60]!r} is not on the page"
            remedy = "move it to where the component around it shows text"
            yield _finding(job, "text-lost", found, remedy)
    for text in dict.fromkeys(reader.bare):
        found = f"{text!r} is not isolated and would reorder in right-to-left text"
        yield _finding(job, "bare-number", found, "write it as one piece, without marks inside it")


def check_pressed(job: RenderJob, pressed: Pressed) -> Iterator[Finding]:
    """Yield what the engine did in silence: fallback fonts, log records, pages without identity."""
    for font in sorted(set(pressed.fonts) - job.fonts):
        found = f"the font {font} is not allowed in this edition"
        yield _finding(job, "font-not-allowed", found, "name an allowed font in the stylesheet")
    for message in pressed.warnings:
        refused = "refused to load" in message
        rule = "unsafe-reference" if refused else "engine-warning"
        yield _finding(job, rule, f"the engine says: {message}", "mend what it names")
    for failed in pressed.failures if job.sheet else ():
        found = f"the file is not fit for the press: {failed}"
        remedy = "mend what it names; no other form of this edition is held up"
        yield replace(_finding(job, "press-refused", found, remedy), profile=job.profile)
    for failed in () if job.sheet else pressed.failures:
        found = f"the file does not meet what it claims: {failed}"
        yield _finding(job, "standard-not-met", found, "look at its figures and components")
    for place in pressed.overflow:
        remedy = "shorten it, let it break, or give its part of the layout more room"
        yield _finding(job, "text-overflows", place, remedy)
    wanted = "".join(job.identity.split())
    for page, text in enumerate(pressed.footers, start=1):
        if wanted not in text:
            found = f"page {page} does not show {job.identity}"
            yield _finding(job, "footer-missing", found, "keep the running footer in the template")
    if pressed.pages is None and wanted not in _text(job):
        found = f"the page does not show {job.identity}"
        yield _finding(job, "footer-missing", found, "keep the identity in the template's footer")


def failure(job: RenderJob, message: str) -> Finding:
    """Return the finding for a job on which the engine broke; it has no file."""
    found = f"the engine broke: {message}"
    return _finding(job, "engine-warning", found, "look at the figures and styles it uses")


def _text(job: RenderJob) -> str:
    """Return what the composed page says, without white space."""
    reader = _Reader(job.language)
    reader.feed(job.html)
    return "".join(reader.text.split())


def _finding(job: RenderJob, rule: str, found: str, remedy: str) -> Finding:
    return Finding(job.path, 0, rule, found, remedy, job.number, job.language)


class _Reader(HTMLParser):
    """Gathers a page's text, and the numbers that stand bare in right-to-left text."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag
        self.pieces: list[str] = []
        self.bare: list[str] = []
        self.stack: list[tuple[str, bool]] = []
        """Open elements, each with whether bare numbers are at risk inside it."""

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.pieces += [value or "" for name, value in attrs if name == "alt"]
            return
        risky = self.stack[-1][1] if self.stack else False
        direction = dict(attrs).get("dir")
        if direction:
            risky = direction == "rtl"
        self.stack.append((tag, risky and tag not in ("bdi", "title", "head", "style")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read what closes itself, as drawings do: nothing stands inside it."""

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _ in self.stack):
            while self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
        if self.stack and self.stack[-1][1]:
            self.bare += [data[start:end] for start, end in spans(data, self.tag)]
