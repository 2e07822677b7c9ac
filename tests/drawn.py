"""Where a finished PDF draws its text: sizes and places of each tagged piece, as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Spot:
    """Where one tagged piece of text starts, in points from the page's lower left corner."""

    page: int
    mark: int
    x: float
    y: float
    size: float


def spots(pdf: pikepdf.Pdf) -> dict[tuple[int, int], Spot]:
    """Return the first drawing of each piece of tagged text by page and mark."""
    found: dict[tuple[int, int], Spot] = {}
    for number, page in enumerate(pdf.pages):
        for spot in _drawn(number, page):
            found.setdefault((spot.page, spot.mark), spot)
    return found


def _drawn(number: int, page: Any) -> Iterator[Spot]:
    place, line, size, mark = pikepdf.Matrix(), pikepdf.Matrix(), 0.0, -1
    saved: list[pikepdf.Matrix] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "q":
            saved.append(place)
        elif operator == "Q":
            place = saved.pop()
        elif operator == "cm":
            place = pikepdf.Matrix(*map(float, operands)) @ place
        elif operator == "Tm":
            line = pikepdf.Matrix(*map(float, operands))
        elif operator == "Tf":
            size = float(operands[1])
        elif operator == "BDC" and "/MCID" in operands[1]:
            mark = int(operands[1].MCID)
        elif operator == "EMC":
            mark = -1
        elif operator in ("Tj", "TJ") and mark >= 0:
            at = line @ place
            yield Spot(number, mark, at.e, at.f, round(abs(size * at.d), 2))


@dataclass(frozen=True)
class Element:
    """One element of the structure tree."""

    kind: str
    language: str
    marks: tuple[tuple[int, int], ...]
    """Page and mark of all that it and its children hold, in reading order."""
    children: tuple[Element, ...]

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            yield from child.walk()


def tree(pdf: pikepdf.Pdf) -> Element:
    """Return the structure tree."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def read(element: Any) -> Element:
        given = element.get("/K")
        kids = list(given) if isinstance(given, pikepdf.Array) else [given]
        marks: list[tuple[int, int]] = []
        children = []
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                children.append(read(kid))
                marks += children[-1].marks
            elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
                marks.append((pages[kid.get("/Pg", element.get("/Pg")).objgen], int(kid.MCID)))
            elif isinstance(kid, int):
                marks.append((pages[element.Pg.objgen], kid))
        language = str(element.get("/Lang", ""))
        return Element(str(element.S), language, tuple(marks), tuple(children))

    given = pdf.Root.StructTreeRoot.K
    return read(given[0] if isinstance(given, pikepdf.Array) else given)


def body(root: Element) -> list[Element]:
    """Return the elements of a leaflet's text, without its head and colophon."""
    part = next(element for element in root.walk() if element.kind == "/Part")
    return list(part.walk())


def put_out_as(project: Path, *profiles: str) -> None:
    """Let every leaflet of a project be put out in these forms and no others."""
    for file in project.glob("leaflets/*/leaflet.toml"):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        listed = ", ".join(f'"{profile}"' for profile in profiles)
        kept = [
            f"profiles = [{listed}]\n" if line.startswith("profiles = ") else line for line in lines
        ]
        file.write_text("".join(kept), "utf-8", newline="\n")
