"""The structure tree as the engine wrote it in; one element for each HTML element, out.

WeasyPrint splits every list and table at each page break, reads table headers again on every page,
leaves footers as orphans and forgets inline languages (measured on 70.0; validators notice none of
it). Each step below mends one of these.
"""

from __future__ import annotations

import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press.finishing import blocks, descriptions, destinations
from press.finishing.tree import Structure, elements, is_element, kids, note, source_number
from press.hooks import KEY, Record
from press.jobs import Claims

REPEATABLE = ("/LBody", "/LI", "/Lbl")
"""Parts of a list that several of its elements share a number with: kept apart by their parent."""
KEPT_EMPTY = ("/TD", "/TH", "/Figure", "/Link", "/Form")
OPENED = re.compile(rb"^/\w+\s+<<.*/MCID (\d+).*>>\s+BDC$", re.MULTILINE)
"""Where marked content begins, as the engine writes it (textlayer.py says why not parsed)."""


def repair(pdf: pikepdf.Pdf, record: Record, claims: Claims) -> None:
    """Mend the tags of a document that was written while its hooks recorded it."""
    tree = Structure(pdf)
    _say_texts(tree, record)
    repeated = _join(tree)
    _label_items(tree)
    _flatten(tree)
    _prune(tree)
    blocks.settle(tree, second=claims.ua > 1)
    for element in elements(tree.document):
        descriptions.describe(element)
    descriptions.settle_links(tree, record.texts)
    descriptions.link_headers(tree, repeated)
    descriptions.set_roles(tree, second=claims.ua > 1)
    _make_artifacts(tree)
    if claims.ua > 1:
        destinations.point_at_structure(pdf, tree.document, elements, _ids(tree))
    for element in list(elements(tree.document)):
        if "/" + KEY in element:
            del element["/" + KEY]
    tree.save()


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


def _join(tree: Structure) -> dict[bytes, bytes]:
    """Make one element of the parts that page breaks have made of it; drop repeated headers.

    Return the ids of the dropped header cells, each with the id of the one that is read.
    """
    seen: dict[tuple[Any, ...], Any] = {}
    repeated: dict[bytes, bytes] = {}

    def stays(kid: Any, parent: Any) -> bool:
        """Tell whether a child is the first part of its element, and join it to that if not."""
        if not is_element(kid):
            return True
        number = source_number(kid)
        if number is None or _hidden(kid):
            return not _hidden(kid)
        kind = str(kid.S)
        inside = parent.objgen if kind in REPEATABLE else None
        key = (number, note(kid, "Tag"), kind, inside)
        if kind == "/P" and number == source_number(parent):
            kid.S = Name.NonStruct
        before = seen.setdefault(key, kid)
        if before.objgen == kid.objgen or before.P.objgen != parent.objgen:
            seen[key] = kid
            return True
        if kind == "/THead":
            repeated.update(zip(_header_ids(kid), _header_ids(before), strict=True))
        else:
            tree.take(before, kid)
        return False

    def join(parent: Any) -> None:
        parent.K = Array([kid for kid in kids(parent) if stays(kid, parent)])
        for kid in kids(parent):
            if is_element(kid):
                join(kid)

    join(tree.document)
    return repeated


def _header_ids(head: Any) -> list[bytes]:
    return [bytes(element.ID) for element in elements(head) if "/ID" in element]


def _hidden(element: Any) -> bool:
    return (
        note(element, "AriaHidden") == "true"
        or note(element, "Role") in ("presentation", "none")
        or (str(element.S) == "/Figure" and note(element, "Alt") == "")
    )


def _label_items(tree: Structure) -> None:
    """Make the drawn number of a list item its label, beside its body."""
    for item in list(elements(tree.document)):
        if str(item.S) != "/LI":
            continue
        for body in [kid for kid in kids(item) if is_element(kid) and str(kid.S) == "/LBody"]:
            # Words beside a list within the item stand in a nameless block, and so does the number.
            blocks_within = [kid for kid in kids(body) if is_element(kid) and kid.S == "/NonStruct"]
            for holder in (body, *blocks_within):
                labels = [kid for kid in kids(holder) if _is_label(kid)]
                holder.K = Array([kid for kid in kids(holder) if not _is_label(kid)])
                for label in labels:
                    label.S = Name.Lbl
                    label.P = item
                item.K = Array([*labels, *kids(item)])


def _is_label(kid: Any) -> bool:
    return is_element(kid) and note(kid, "Tag") == "li::before"


def _flatten(tree: Structure) -> None:
    """Let elements hold plain text themselves: the engine's nameless spans say nothing."""

    def flatten(parent: Any) -> None:
        kept = Array()
        for kid in kids(parent):
            if is_element(kid):
                flatten(kid)
                inner = kids(kid)
                plain = (
                    str(kid.S) == "/Span"
                    and source_number(kid) is None
                    and "/ActualText" not in kid
                )
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


def _ids(tree: Structure) -> dict[str, Any]:
    """Return the elements that have an HTML id."""
    found: dict[str, Any] = {}
    for element in elements(tree.document):
        identity = note(element, "Id")
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
    def change(opened: re.Match[bytes]) -> bytes:
        return b"/Artifact\n<</Type/Pagination>>\nBDC" if int(opened[1]) in loose else opened[0]

    return OPENED.sub(change, page.Contents.read_bytes())
