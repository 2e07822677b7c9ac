"""An Exchange in, an XLIFF 2.1 file out: https://docs.oasis-open.org/xliff/xliff-core/v2.1/."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from press.interchange import Exchange, ExchangeUnit, Section
from press.interchange.inline import Piece, Role, pieces
from press.languages import language
from press.model import UnitState

# XLIFF 2.1 keeps the namespace of 2.0 and says 2.1 in its version alone (2.1, section 4.1).
CORE = "urn:oasis:names:tc:xliff:document:2.0"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
CATEGORY = "leaflet-press"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
STATES = {
    UnitState.MISSING: "initial",
    UnitState.STALE: "initial",
    UnitState.UNREVIEWED: "translated",
    UnitState.APPROVED: "final",
}
CODE_TYPES = {
    "strong": {"type": "fmt", "subType": "xlf:b"},
    "emphasis": {"type": "fmt", "subType": "xlf:i"},
    "placeholder": {"type": "ui", "subType": "xlf:var"},
    "link": {"type": "link"},
    "contact": {"type": "link"},
    "code": {"type": "other"},
}
# Each mark of the source must stand in the translation, as often as it does there.
PROTECTED = {"canCopy": "no", "canDelete": "no"}
INSTRUCTIONS = (
    "Translate each source into its target and confirm it (state: translated, reviewed or final). "
    "Keep every code. Leave a target empty rather than guess: what is not confirmed is not taken. "
    "An earlier translation was made from another source text: read it, do not just accept it."
)
LINES = {"source", "target", "note", "data", "meta"}
"""Elements whose white space counts."""


def write(exchange: Exchange) -> bytes:
    """Return one edition as XLIFF: a file for each catalog, a unit for each unit."""
    root = etree.Element(
        _core("xliff"),
        {
            "version": "2.1",
            "srcLang": language(exchange.source_language).html_tag,
            "trgLang": language(exchange.language).html_tag,
        },
        nsmap={None: CORE, "mda": METADATA, "mtc": MATCHES},
    )
    for section in exchange.sections:
        _file(root, exchange, section)
    _indent(root, "\n")
    root.tail = None
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def _file(root: Any, exchange: Exchange, section: Section) -> None:
    facts = {
        "id": section.name,
        "original": section.path,
        "srcDir": language(exchange.source_language).direction,
        "trgDir": language(exchange.language).direction,
        SPACE: "preserve",
    }
    file = etree.SubElement(root, _core("file"), facts)
    group = etree.SubElement(
        etree.SubElement(file, _meta("metadata")), _meta("metaGroup"), {"category": CATEGORY}
    )
    for name, value in (
        ("leaflet", exchange.number),
        ("title", exchange.title),
        ("version", exchange.version),
        ("language", exchange.language),
        ("digest", exchange.digest),
        ("base", exchange.bases),
    ):
        etree.SubElement(group, _meta("meta"), {"type": name}).text = value
    _notes(file, [("instructions", "", INSTRUCTIONS)])
    for unit in section.units:
        _unit(file, unit)


def _unit(file: Any, unit: ExchangeUnit) -> None:
    element = etree.SubElement(file, _core("unit"), {"id": unit.id})
    if unit.earlier:
        _match(element, unit)
    _notes(
        element,
        [
            ("where", "", unit.where),
            ("context", "source", unit.context or ""),
            ("note", "source", unit.note),
            ("previous source", "source", unit.previous_source),
            ("earlier translation, made from the previous source", "target", unit.earlier),
            *(("check", "target", fault) for fault in unit.faults),
        ],
    )
    codes = _Codes()
    segment = etree.Element(_core("segment"), {"id": "s1", "state": STATES[unit.state]})
    codes.fill(etree.SubElement(segment, _core("source")), pieces(unit.source))
    if unit.translation:
        if unit.faults:
            segment.set("state", "initial")
        codes.fill(etree.SubElement(segment, _core("target")), pieces(unit.translation))
    if codes.data:
        original = etree.SubElement(element, _core("originalData"))
        for text, name in codes.data.items():
            etree.SubElement(original, _core("data"), {"id": name}).text = text
    element.append(segment)


def _match(element: Any, unit: ExchangeUnit) -> None:
    """Offer a stale translation as what it is: a candidate, with the source it was made from."""
    match = etree.SubElement(
        etree.SubElement(element, _match_name("matches")),
        _match_name("match"),
        {"ref": "#s1", "type": "tm", "origin": "earlier version of this leaflet"},
    )
    etree.SubElement(match, _core("source")).text = unit.previous_source or unit.source
    etree.SubElement(match, _core("target")).text = unit.earlier


def _notes(element: Any, notes: Iterable[tuple[str, str, str]]) -> None:
    rows = [row for row in notes if row[2]]
    if not rows:
        return
    holder = etree.SubElement(element, _core("notes"))
    for category, side, text in rows:
        applies = {"appliesTo": side} if side else {}
        etree.SubElement(holder, _core("note"), {"category": category, **applies}).text = text


class _Codes:
    """The inline codes of one unit: ids are shared by source and target where the code is one."""

    def __init__(self) -> None:
        self.data: dict[str, str] = {}
        self.names: list[tuple[tuple[str, str], str]] = []
        """Of each code of the source: its marks and its id."""

    def fill(self, element: Any, found: tuple[Piece, ...]) -> None:
        """Write a text into a source or target; the source comes first."""
        free = list(self.names)
        here, last = element, None
        for index, piece in enumerate(found):
            if piece.role is Role.TEXT:
                if last is None:
                    here.text = (here.text or "") + piece.text
                else:
                    last.tail = piece.text
            elif piece.role is Role.ALONE:
                name = self._name((piece.text, ""), free)
                last = etree.SubElement(here, _core("ph"), {"id": name, **PROTECTED})
                last.set("dataRef", self._data(piece.text))
                last.set("disp", piece.text)
                last.attrib.update(CODE_TYPES[piece.form])
            elif piece.role is Role.OPEN:
                end = _closing(found, index).text
                name = self._name((piece.text, end), free)
                here = etree.SubElement(here, _core("pc"), {"id": name, **PROTECTED})
                here.set("dataRefStart", self._data(piece.text))
                here.set("dataRefEnd", self._data(end))
                here.set("dispStart", piece.text)
                here.set("dispEnd", end)
                here.attrib.update(CODE_TYPES[piece.form])
                last = None
            else:
                here, last = here.getparent(), here

    def _name(self, marks: tuple[str, str], free: list[tuple[tuple[str, str], str]]) -> str:
        for one in free:
            if one[0] == marks:
                free.remove(one)
                return one[1]
        name = f"c{len(self.names) + 1}"
        self.names.append((marks, name))
        return name

    def _data(self, text: str) -> str:
        return self.data.setdefault(text, f"d{len(self.data) + 1}")


def _closing(found: tuple[Piece, ...], start: int) -> Piece:
    depth = 0
    for piece in found[start:]:
        depth += (piece.role is Role.OPEN) - (piece.role is Role.CLOSE)
        if depth == 0:
            return piece
    raise AssertionError(found)


def _indent(element: Any, lines: str) -> None:
    """Put each structural element on a line of its own, and touch no text."""
    element.tail = lines
    if etree.QName(element).localname in LINES or not len(element):
        return
    element.text = lines + "  "
    for child in element:
        _indent(child, lines + "  ")
    element[-1].tail = lines


def _core(name: str) -> str:
    return f"{{{CORE}}}{name}"


def _meta(name: str) -> str:
    return f"{{{METADATA}}}{name}"


def _match_name(name: str) -> str:
    return f"{{{MATCHES}}}{name}"
