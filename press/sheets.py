"""Finished pages and their places in, a PDF of the sheets that draw them out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from press import sheet_marks
from press.finishing import writing
from press.imposition import Paper
from press.sheet_marks import LINE_WIDTH, POINTS_PER_MM, Box

TOLERANCE = 0.1
"""How far sizes may be from what they should be, in mm."""
SIDES = ("front", "back")


class Leaf(NamedTuple):
    """A page that can be placed, with its trim in its own points."""

    form: Any
    trim: Box

    @property
    def size_mm(self) -> tuple[float, float]:
        width, height = self.trim.right - self.trim.left, self.trim.top - self.trim.bottom
        return width / POINTS_PER_MM, height / POINTS_PER_MM


class Place(NamedTuple):
    """A page on a sheet: its trim's lower left corner and what may be seen of it, in mm."""

    leaf: Leaf
    x: float
    y: float
    seen: Box


class Sheets:
    """A PDF in the making; its pages are the sides of sheets, front and back in turn."""

    def __init__(self, paper: Paper, stack: ExitStack) -> None:
        self.paper = paper
        self._stack = stack
        self._pdf = stack.enter_context(pikepdf.new())
        self._version = "1.4"
        self._condition: tuple[str, ...] | None = None
        self._marks: dict[str, Any] = {}
        self._windows: dict[Box, Any] = {}
        self._inks = self._pdf.make_indirect(_every_ink())

    def leaves(self, data: bytes) -> list[Leaf]:
        """Take a document's pages over; the first document says what all of it is and is for."""
        source = self._stack.enter_context(pikepdf.open(io.BytesIO(data)))
        self._version = max(self._version, source.pdf_version)
        condition = _condition(source)
        if self._condition is None:
            self._condition = condition
            self._describe(source)
        elif condition != self._condition:
            raise ValueError(
                f"pages for {_named(condition)} cannot stand on one sheet with pages for "
                f"{_named(self._condition)}; make both for one printing condition"
            )
        return [self._leaf(source, page, n) for n, page in enumerate(source.pages, 1)]

    def centred(self, width: float, height: float) -> Box:
        """Return where a spread of this size stands on the sheet (mm), or say that it does not."""
        bleed = 2 * self.paper.bleed_mm if self.paper.crop_marks else 0.0
        left, bottom = (self.paper.width_mm - width) / 2, (self.paper.height_mm - height) / 2
        if min(left, bottom) < bleed / 2 - TOLERANCE:
            raise ValueError(
                f"{width + bleed:.1f} by {height + bleed:.1f} mm do not fit on a sheet of "
                f"{self.paper.width_mm:g} by {self.paper.height_mm:g} mm; take a larger sheet"
            )
        return Box(left, bottom, left + width, bottom + height)

    def add(self, places: Iterable[Place], trim: Box, folds: Sequence[float]) -> None:
        """Add one side with its pages and marks; what is not cut is its own trim."""
        whole = Box(0.0, 0.0, self.paper.width_mm, self.paper.height_mm)
        cut = self.paper.crop_marks
        forms, lines = Dictionary(), list[str]()
        for place in places:
            name = f"/P{len(lines)}"
            forms[name] = place.leaf.form
            lines.append(_draw(place, name))
        resources = Dictionary(XObject=forms)
        contents = [self._pdf.make_stream("\n".join(lines).encode())]
        if marks := sheet_marks.drawn(self.paper, trim, folds):
            resources.ColorSpace = Dictionary(Marks=self._inks)
            contents.append(self._drawn_once(marks))
        page = self._pdf.add_blank_page().obj
        page.MediaBox = Array(_points(whole))
        page.Contents = Array(contents)
        page.Resources = resources
        page.TrimBox = Array(_points(trim if cut else whole))
        page.BleedBox = Array(_points(trim.grown(self.paper.bleed_mm) if cut else whole))

    def written(self) -> bytes:
        """Return the sheets' bytes; nothing of the clock or of chance is in them."""
        labels: list[Any] = []
        for number in range(len(self._pdf.pages)):
            sheet, side = divmod(number, 2)
            labels += [number, Dictionary(P=f"{sheet + 1} {SIDES[side]}")]
        self._pdf.Root.PageLabels = Dictionary(Nums=Array(labels))
        # A viewer's print window then offers what the sheets were made for: as they are, turned
        # on the short edge (ISO 32000-1, table 150).
        self._pdf.Root.ViewerPreferences = Dictionary(
            Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None")
        )
        return writing.written(self._pdf, self._version)

    def _drawn_once(self, marks: str) -> Any:
        """Return the stream of marks that all sides of one make share."""
        if marks not in self._marks:
            lines = f"q /Marks CS 1 SCN {LINE_WIDTH} w\n{marks}\nQ"
            self._marks[marks] = self._pdf.make_stream(lines.encode())
        return self._marks[marks]

    def _describe(self, source: pikepdf.Pdf) -> None:
        """Take over the colours, title and language, but no claim: sheets have no tags."""
        if "/OutputIntents" in source.Root:
            intents = source.make_indirect(source.Root.OutputIntents)
            self._pdf.Root.OutputIntents = self._pdf.copy_foreign(intents)
        if "/Lang" in source.Root:
            self._pdf.Root.Lang = pikepdf.String(str(source.Root.Lang))
        for key, value in source.docinfo.items():
            self._pdf.docinfo[key] = pikepdf.String(str(value))

    def _leaf(self, source: pikepdf.Pdf, page: pikepdf.Page, number: int) -> Leaf:
        form = page.as_form_xobject()
        if "/Matrix" in form:
            raise ValueError(f"page {number} is turned or enlarged; hand over upright pages")
        trim = _box(page.trimbox)
        seen = _box(page.obj.get("/BleedBox", page.trimbox))
        # The page's own resources, not a copy of them: pages that share theirs go on doing so.
        if page.resources.is_indirect:
            form.Resources = page.resources
        leaf = self._pdf.copy_foreign(source.make_indirect(form))
        leaf.BBox = self._window(seen)
        return Leaf(leaf, trim)

    def _window(self, seen: Box) -> Any:
        """Return the one array that all forms of this extent share."""
        if seen not in self._windows:
            self._windows[seen] = self._pdf.make_indirect(Array(_rounded(seen)))
        return self._windows[seen]


def check_size(leaf: Leaf, size_mm: tuple[float, float], what: str) -> None:
    """Raise ValueError, with the difference, unless a page's trim has this width and height."""
    if any(abs(a - b) > TOLERANCE for a, b in zip(leaf.size_mm, size_mm, strict=True)):
        (width, height), (wide, high) = leaf.size_mm, size_mm
        raise ValueError(
            f"{what} is {width:.1f} by {height:.1f} mm and its place {wide:.1f} by {high:.1f} mm; "
            "make all pages for one form"
        )


def _condition(source: pikepdf.Pdf) -> tuple[str, ...]:
    """Return the names of the printing conditions that a document is meant for."""
    intents: Any = source.Root.get("/OutputIntents", [])
    return tuple(str(intent.get("/OutputConditionIdentifier", "")) for intent in intents)


def _named(condition: tuple[str, ...]) -> str:
    return " and ".join(condition) or "no printing condition"


def _draw(place: Place, name: str) -> str:
    left, bottom, right, top = _points(place.seen)
    x = place.x * POINTS_PER_MM - place.leaf.trim.left
    y = place.y * POINTS_PER_MM - place.leaf.trim.bottom
    numbers = _rounded((left, bottom, right - left, top - bottom, x, y))
    window, move = (
        " ".join(f"{number:g}" for number in part) for part in (numbers[:4], numbers[4:])
    )
    return f"q {window} re W n 1 0 0 1 {move} cm {name} Do Q"


def _every_ink() -> Array:
    """Return the colour of marks: on every plate, whatever the press prints with (ISO 32000-1)."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
    parts: list[Any] = [Name.Separation, Name.All, Name.DeviceGray, tint]
    return Array(parts)


def _box(edges: Any) -> Box:
    return Box(*(float(edge) for edge in edges))


def _points(box: Box) -> list[float]:
    return _rounded(Box(*(edge * POINTS_PER_MM for edge in box)))


def _rounded(numbers: Iterable[float]) -> list[float]:
    return [round(number, 3) + 0.0 for number in numbers]  # no minus nought
