"""Links and outlines that lead to places on pages in; to elements of the structure, out.

PDF/UA-2 (ISO 14289-2, 8.8) wants structure destinations within a document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

HEADING = re.compile(r"/H[1-6]")


def point_at_structure(
    pdf: pikepdf.Pdf,
    document: Any,
    elements: Callable[[Any], Iterator[Any]],
    ids: Mapping[str, Any],
) -> None:
    """Let every inner link and every outline entry name the element that it leads to."""
    places = dict(_named_places(pdf))
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            if link.get("/Subtype") != Name.Link or "/Dest" not in link:
                continue
            name = str(link.Dest)
            if name in places and name in ids:
                link.A = _action(link.Dest, ids[name], places[name])
                del link["/Dest"]
    headings = iter([one for one in elements(document) if HEADING.fullmatch(str(one.S))])
    if "/Outlines" in pdf.Root:
        _point_entries(pdf.Root.Outlines.get("/First"), headings)


def _named_places(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    names = pdf.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array())
    for index in range(0, len(names), 2):
        yield str(names[index]), names[index + 1]


def _action(target: Any, element: Any, place: Any) -> Any:
    return Dictionary(
        Type=Name.Action, S=Name.GoTo, D=target, SD=Array([element, *list(place)[1:]])
    )


def _point_entries(entry: Any, headings: Iterator[Any]) -> None:
    """Walk an outline in order: the engine makes one entry for each heading."""
    while entry is not None:
        heading = next(headings, None)
        if heading is not None and "/Dest" in entry:
            entry.A = _action(entry.Dest, heading, entry.Dest)
            del entry["/Dest"]
        _point_entries(entry.get("/First"), headings)
        entry = entry.get("/Next")
