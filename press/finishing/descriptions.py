"""Elements as the engine tagged them in; elements that say what a listener needs to know, out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, String

from press.finishing.tree import POINTS_PER_PIXEL, Structure, elements, is_element, kids, note

ROLES = {"strong": "Strong", "b": "Strong", "em": "Em", "i": "Em"}
HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
SCOPES = {"row": Name.Row, "rowgroup": Name.Row, "col": Name.Column, "colgroup": Name.Column}


def describe(element: Any) -> None:
    """Add what assistive technology needs to know and the engine leaves out."""
    kind = str(element.S)
    if (language := note(element, "Lang")) is not None:
        element.Lang = String(language)
    if kind == "/TH":
        scope = SCOPES.get(note(element, "Scope") or "col", Name.Column)
        _attribute(element, Name.Table).Scope = scope
    elif kind == "/L":
        _attribute(element, Name.List).ListNumbering = _numbering(element)
    elif kind == "/Figure":
        _correct_box(element)
    for attributes in _attributes(element):
        if "/Headers" in attributes and not len(attributes.Headers):
            del attributes["/Headers"]
    _drop_empty_attributes(element)


def _numbering(found: Any) -> Any:
    """Return how a list's items are numbered: as they are drawn, whatever HTML calls the list."""
    if note(found, "Tag") != "ol":
        return Name.Disc
    labels = [part for item in kids(found) if is_element(item) for part in kids(item)]
    numbered = any(is_element(part) and str(part.S) == "/Lbl" for part in labels)
    return Name.Decimal if numbered else Name("/None")


def _attributes(element: Any) -> list[Any]:
    found = element.get("/A")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def _attribute(element: Any, owner: Any) -> Any:
    """Return an element's attributes of one owner, made where there are none."""
    for attributes in _attributes(element):
        if owner == attributes.O:
            return attributes
    element.A = Array([*_attributes(element), Dictionary(O=owner)])
    return element.A[len(element.A) - 1]


def _drop_empty_attributes(element: Any) -> None:
    kept = [attributes for attributes in _attributes(element) if len(attributes) > 1]
    if kept:
        element.A = Array(kept) if len(kept) > 1 else kept[0]
    elif "/A" in element:
        del element["/A"]


def _correct_box(figure: Any) -> None:
    """Turn a figure's box from CSS pixels, downwards, into points, upwards."""
    for attributes in _attributes(figure):
        if "/BBox" in attributes:
            page = figure.Pg
            top = float(page.get("/TrimBox", page.MediaBox)[3])
            left, first, right, last = (float(edge) * POINTS_PER_PIXEL for edge in attributes.BBox)
            attributes.BBox = Array(
                [round(edge, 3) for edge in (left, top - last, right, top - first)]
            )


def settle_links(tree: Structure, texts: Mapping[tuple[int, int], str]) -> None:
    """Say in words where each link leads, and keep one of the two that the engine nests.

    A link that holds nothing but a page number leads to what its target's heading says.
    """
    headings: dict[str, str] = {}
    for element in elements(tree.document):
        identity = note(element, "Id")
        heading = next((one for one in elements(element) if str(one.S) in HEADINGS), None)
        if identity is not None and heading is not None:
            headings[identity] = "".join(texts.get(place, "") for place in tree.places(heading))
    for link in [one for one in elements(tree.document) if one.S == "/Link"]:
        for kid in kids(link):
            if is_element(kid) and kid.S == "/Link":
                _merge(tree, link, kid)
        for annotation in _annotations(link):
            words = note(link, "Words") or headings.get(str(annotation.get("/Dest")), "").strip()
            if words:
                annotation.Contents = String(words)


def _annotations(link: Any) -> list[Any]:
    return [kid.Obj for kid in kids(link) if _is_annotation(kid)]


def _merge(tree: Structure, link: Any, inner: Any) -> None:
    """Put the words of a link's generated part into the link; its own annotation lies on another.

    The engine makes a link of ``a`` and once more of ``a::after``.
    """
    doubles = {one.objgen for one in _annotations(inner)}
    for annotation in _annotations(inner):
        tree.owners.pop(int(annotation.StructParent))
    for page in tree.pdf.pages:
        if "/Annots" in page:
            page.Annots = Array([one for one in page.Annots if one.objgen not in doubles])
    inner.K = Array([kid for kid in kids(inner) if not _is_annotation(kid)])
    link.K = Array([kid for kid in kids(link) if not _same(kid, inner)])
    tree.take(link, inner)


def _is_annotation(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and "/Obj" in kid


def _same(kid: Any, element: Any) -> bool:
    return bool(is_element(kid) and kid.objgen == element.objgen)


def link_headers(tree: Structure, repeated: Mapping[bytes, bytes]) -> None:
    """List the header cells by their ids, for which repeated headers stand on later pages."""
    named = {bytes(e.ID): e for e in elements(tree.document) if "/ID" in e}
    for element in elements(tree.document):
        for attributes in _attributes(element):
            if "/Headers" in attributes:
                ids = [bytes(header) for header in attributes.Headers]
                known = [one for one in (repeated.get(one, one) for one in ids) if one in named]
                if known:
                    attributes.Headers = Array(map(String, known))
                else:
                    del attributes["/Headers"]
        _drop_empty_attributes(element)
    if named:
        names = Array()
        for key in sorted(named):
            names.extend([String(key), named[key]])
        limits = Array([String(min(named)), String(max(named))])
        leaf = tree.pdf.make_indirect(Dictionary(Limits=limits, Names=names))
        tree.root.IDTree = tree.pdf.make_indirect(Dictionary(Kids=Array([leaf])))


def set_roles(tree: Structure, *, second: bool) -> None:
    """Name stressed words as such.

    PDF 2.0 knows the roles; readers of PDF 1.7 are told to take them as plain spans.
    """
    used = set()
    for element in elements(tree.document):
        role = ROLES.get(note(element, "Tag") or "")
        if role and str(element.S) == "/NonStruct":
            element.S = Name("/" + role)
            used.add(role)
        if second:
            element.NS = tree.root.Namespaces[0]
    if used and not second:
        tree.root.RoleMap = Dictionary({f"/{role}": Name.Span for role in sorted(used)})
