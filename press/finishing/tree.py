"""The structure tree of an open PDF: what its elements hold, and whose each piece of content is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.hooks import KEY

POINTS_PER_PIXEL = 0.75


def kids(element: Any) -> list[Any]:
    """Return the children of a structure element, always as a list."""
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def is_element(kid: Any) -> bool:
    """Tell whether a child is a structure element, rather than marked content or an object."""
    return isinstance(kid, Dictionary) and "/S" in kid


def elements(element: Any) -> Iterator[Any]:
    """Yield an element and all below it, in reading order."""
    yield element
    for kid in kids(element):
        if is_element(kid):
            yield from elements(kid)


class Structure:
    """The structure tree of one open PDF and its way back from marked content."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root = pdf.Root.StructTreeRoot
        self.document = kids(self.root)[0]
        numbers = self.root.ParentTree.Nums
        self.owners = {
            int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)
        }
        self.pages = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}

    def own(self, number: int, page: Any, owner: Any) -> None:
        """Say which element a piece of marked content belongs to."""
        self.owners[self.pages[page.objgen]][number] = owner

    def take(self, element: Any, other: Any) -> None:
        """Move all that another element holds to the end of this one."""
        for kid in kids(other):
            if is_element(kid):
                kid.P = element
                element.K.append(kid)
            elif not isinstance(kid, Dictionary):
                self.own(int(kid), other.Pg, element)
                element.K.append(self.reference(int(kid), other.Pg, element))
            elif "/Obj" in kid:
                place = kid.Obj.get("/StructParent")
                if place is not None:
                    self.owners[int(place)] = element
                element.K.append(kid)
            else:
                self.own(int(kid.MCID), kid.get("/Pg", other.Pg), element)
                element.K.append(kid)

    def reference(self, number: int, page: Any, element: Any) -> Any:
        """Return how an element names marked content: by number on its own page, else in full."""
        if page.objgen == element.Pg.objgen:
            return number
        return Dictionary(Type=Name.MCR, Pg=page, MCID=number)

    def places(self, element: Any) -> Iterator[tuple[int, int]]:
        """Yield page and number of the marked content of an element and all below it."""
        for kid in kids(element):
            if is_element(kid):
                yield from self.places(kid)
            elif not isinstance(kid, Dictionary):
                yield self.pages[element.Pg.objgen], int(kid)
            elif "/MCID" in kid:
                yield self.pages[kid.get("/Pg", element.Pg).objgen], int(kid.MCID)

    def save(self) -> None:
        """Write the way back from marked content to elements."""
        numbers = Array()
        for key in sorted(self.owners):
            numbers.append(key)
            numbers.append(self.owners[key])
        self.root.ParentTree.Nums = numbers
        self.root.ParentTreeNextKey = max(self.owners, default=-1) + 1


def note(element: Any, name: str) -> str | None:
    """Return what the hooks noted of an element."""
    found = element.get("/" + KEY)
    value = found.get("/" + name) if found is not None else None
    return None if value is None else str(value)


def source_number(element: Any) -> int | None:
    """Return the number that all parts of one HTML element share."""
    found = element.get("/" + KEY)
    return int(found.Number) if found is not None else None
