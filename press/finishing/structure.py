"""The structure tree as the engine wrote it in; one element for each HTML element, out.

WeasyPrint splits every list and table at each page break, reads table headers again on every page,
leaves footers as orphans and forgets inline languages (measured on 70.0; validators notice none of
it). Each step below mends one of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from press.finishing import destinations
from press.hooks import KEY, Record
from press.model import Claims

POINTS_PER_PIXEL = 0.75
ROLES = {"strong": "Strong", "b": "Strong", "em": "Em", "i": "Em"}
SCOPES = {"row": Name.Row, "rowgroup": Name.Row, "col": Name.Column, "colgroup": Name.Column}
REPEATABLE = ("/LBody", "/LI", "/Lbl")
"""Parts of a list that several of its elements share a number with: kept apart by their parent."""
KEPT_EMPTY = ("/TD", "/TH", "/Figure", "/Link", "/Form")


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

    def save(self) -> None:
        """Write the way back from marked content to elements."""
        numbers = Array()
        for key in sorted(self.owners):
            numbers.append(key)
            numbers.append(self.owners[key])
        self.root.ParentTree.Nums = numbers
        self.root.ParentTreeNextKey = max(self.owners, default=-1) + 1


def repair(pdf: pikepdf.Pdf, record: Record, claims: Claims) -> None:
    """Mend the tags of a document that was written while its hooks recorded it."""
    tree = Structure(pdf)
    _say_texts(tree, record)
    _join(tree)
    _label_items(tree)
    _flatten(tree)
    _prune(tree)
    for element in elements(tree.document):
        _describe(element)
    _link_headers(tree)
    _set_roles(tree, second=claims.ua > 1)
    _make_artifacts(tree)
    if claims.ua > 1:
        destinations.point_at_structure(pdf, tree.document, elements, _ids(tree))
    for element in list(elements(tree.document)):
        if "/" + KEY in element:
            del element["/" + KEY]
    tree.save()


def _note(element: Any, name: str) -> str | None:
    """Return what the hooks noted of an element."""
    note = element.get("/" + KEY)
    value = note.get("/" + name) if note is not None else None
    return None if value is None else str(value)


def _number(element: Any) -> int | None:
    note = element.get("/" + KEY)
    return int(note.Number) if note is not None else None


# A glyph order that is not the reading order: Indic, Arabic, Hebrew and their kin.
COMPLEX = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\ufb1d-\ufdff\ufe70-\ufefc]")
INVISIBLE = re.compile(r"[\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _say_texts(tree: Structure, record: Record) -> None:
    """Write the source text of complex scripts on their elements, for what reads pages aloud.

    Not into the content streams: extractors turn right-to-left text there round once more (Arabic
    fell from .93 to .15), and MuPDF breaks Bengali words at it (.996 to .962, measured).
    """
    for (page, number), text in record.texts.items():
        owner = tree.owners[page][number] if number < len(tree.owners[page]) else None
        words = INVISIBLE.sub("", text)
        if owner is not None and is_element(owner) and COMPLEX.search(words):
            before = str(owner.get("/ActualText", ""))
            owner.ActualText = String(before + words)


def _join(tree: Structure) -> None:
    """Make one element of the parts that page breaks have made of it; drop repeated headers."""
    seen: dict[tuple[Any, ...], Any] = {}

    def stays(kid: Any, parent: Any) -> bool:
        """Tell whether a child is the first part of its element, and join it to that if not."""
        if not is_element(kid):
            return True
        number = _number(kid)
        if number is None or _hidden(kid):
            return not _hidden(kid)
        kind = str(kid.S)
        inside = parent.objgen if kind in REPEATABLE else None
        key = (number, _note(kid, "Tag"), kind, inside)
        if kind == "/P" and number == _number(parent):
            kid.S = Name.NonStruct
        before = seen.setdefault(key, kid)
        if before.objgen == kid.objgen or before.P.objgen != parent.objgen:
            seen[key] = kid
            return True
        if kind != "/THead":
            tree.take(before, kid)
        return False

    def join(parent: Any) -> None:
        parent.K = Array([kid for kid in kids(parent) if stays(kid, parent)])
        for kid in kids(parent):
            if is_element(kid):
                join(kid)

    join(tree.document)


def _hidden(element: Any) -> bool:
    return (
        _note(element, "AriaHidden") == "true"
        or _note(element, "Role") in ("presentation", "none")
        or (str(element.S) == "/Figure" and _note(element, "Alt") == "")
    )


def _label_items(tree: Structure) -> None:
    """Make the drawn number of a list item its label, beside its body."""
    for item in list(elements(tree.document)):
        if str(item.S) != "/LI":
            continue
        for body in [kid for kid in kids(item) if is_element(kid) and str(kid.S) == "/LBody"]:
            labels = [
                kid for kid in kids(body) if is_element(kid) and _note(kid, "Tag") == "li::before"
            ]
            if not labels:
                continue
            numbers = {label.objgen for label in labels}
            body.K = Array([kid for kid in kids(body) if not _is_one_of(kid, numbers)])
            for label in labels:
                label.S = Name.Lbl
                label.P = item
            item.K = Array([*labels, *kids(item)])


def _is_one_of(kid: Any, numbers: set[tuple[int, int]]) -> bool:
    return is_element(kid) and kid.objgen in numbers


def _flatten(tree: Structure) -> None:
    """Let elements hold plain text themselves: the engine's nameless spans say nothing."""

    def flatten(parent: Any) -> None:
        kept = Array()
        for kid in kids(parent):
            if is_element(kid):
                flatten(kid)
                inner = kids(kid)
                plain = str(kid.S) == "/Span" and _number(kid) is None and "/ActualText" not in kid
                if plain and len(inner) == 1 and isinstance(inner[0], int):
                    tree.own(inner[0], kid.Pg, parent)
                    kept.append(tree.reference(inner[0], kid.Pg, parent))
                    continue
            kept.append(kid)
        parent.K = kept

    for kid in kids(tree.document):
        if is_element(kid):
            flatten(kid)


def _prune(tree: Structure) -> None:
    """Drop elements that hold nothing, such as drawn rules and boxes."""

    def prune(parent: Any) -> None:
        kept = Array()
        for kid in kids(parent):
            if is_element(kid):
                prune(kid)
                if not kids(kid) and str(kid.S) not in KEPT_EMPTY:
                    continue
            kept.append(kid)
        parent.K = kept

    prune(tree.document)


def _describe(element: Any) -> None:
    """Add what assistive technology needs to know and the engine leaves out."""
    kind = str(element.S)
    if (language := _note(element, "Lang")) is not None:
        element.Lang = String(language)
    if kind == "/TH":
        scope = SCOPES.get(_note(element, "Scope") or "col", Name.Column)
        _attribute(element, Name.Table).Scope = scope
    elif kind == "/L":
        ordered = _note(element, "Tag") == "ol"
        _attribute(element, Name.List).ListNumbering = Name.Decimal if ordered else Name.Disc
    elif kind == "/Figure":
        _correct_box(element)
    for attributes in _attributes(element):
        if "/Headers" in attributes and not len(attributes.Headers):
            del attributes["/Headers"]
    _drop_empty_attributes(element)


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


def _link_headers(tree: Structure) -> None:
    """List the header cells by their ids and drop ids that went with repeated headers."""
    named = {bytes(e.ID): e for e in elements(tree.document) if "/ID" in e}
    for element in elements(tree.document):
        for attributes in _attributes(element):
            if "/Headers" in attributes:
                known = [header for header in attributes.Headers if bytes(header) in named]
                if known:
                    attributes.Headers = Array(known)
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


def _set_roles(tree: Structure, *, second: bool) -> None:
    """Name stressed words as such.

    PDF 2.0 knows the roles; readers of PDF 1.7 are told to take them as plain spans.
    """
    used = set()
    for element in elements(tree.document):
        role = ROLES.get(_note(element, "Tag") or "")
        if role and str(element.S) == "/NonStruct":
            element.S = Name("/" + role)
            used.add(role)
            if second:
                element.NS = tree.root.Namespaces[0]
    if used and not second:
        tree.root.RoleMap = Dictionary({f"/{role}": Name.Span for role in sorted(used)})


def _ids(tree: Structure) -> dict[str, Any]:
    """Return the elements that have an HTML id."""
    found: dict[str, Any] = {}
    for element in elements(tree.document):
        identity = _note(element, "Id")
        if identity is not None:
            found.setdefault(identity, element)
    return found


def _make_artifacts(tree: Structure) -> None:
    """Mark what no element holds as page furniture: running heads and feet, repeated headers."""
    held: dict[int, set[int]] = {place: set() for place in tree.pages.values()}
    for element in elements(tree.document):
        for kid in kids(element):
            if is_element(kid):
                continue
            if not isinstance(kid, Dictionary):
                held[tree.pages[element.Pg.objgen]].add(int(kid))
            elif "/MCID" in kid:
                held[tree.pages[kid.get("/Pg", element.Pg).objgen]].add(int(kid.MCID))
    for place, page in enumerate(tree.pdf.pages):
        owners = tree.owners.get(place, Array())
        loose = {number for number in range(len(owners)) if number not in held[place]}
        for number in loose:
            owners[number] = None
        if loose:
            page.Contents = tree.pdf.make_stream(_rewritten(page, loose))


def _rewritten(page: Any, loose: set[int]) -> bytes:
    artifact = Dictionary(Type=Name.Pagination)

    def change(instruction: Any) -> Any:
        if str(instruction.operator) == "BDC":
            properties = instruction.operands[1]
            if isinstance(properties, Dictionary) and int(properties.get("/MCID", -1)) in loose:
                return ContentStreamInstruction([Name.Artifact, artifact], Operator("BDC"))
        return instruction

    return bytes(
        pikepdf.unparse_content_stream(list(map(change, pikepdf.parse_content_stream(page))))
    )
