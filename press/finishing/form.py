"""A PDF whose places to fill in are recorded in; the same pages with fields over them, out.

The page itself stays as it was drawn: a field is an invisible annotation over its box or rule, so
that a form printed blank is the paper version. Widgets are made here and not by the engine, whose
own inputs draw other boxes and bring a whole font.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press import fonts, languages
from press.finishing.tree import POINTS_PER_PIXEL, Structure, elements, is_element, kids
from press.hooks import KEY, Field, Record

INK = "0.102 0.125 0.149"
"""#1a2026, as the page's own ink."""
NOTE = "form-note"
"""Class of the sentence that stands on every page and is read aloud once."""
FONT = "Typed"
RULE = 0.75
"""Thickness of rules and of a box's sides in points: a field leaves them free."""
MULTILINE = 1 << 12
DO_NOT_SCROLL = 1 << 23
"""What does not fit would not be printed: it cannot be typed (ISO 32000-1, table 228)."""
PRINTED = 4
# A tick from its left end to its lowest point to its right end, in parts of the box.
TICK = ((0.18, 0.52), (0.42, 0.24), (0.84, 0.8))


@dataclass(frozen=True, slots=True)
class _Text:
    """How one kind of text field is set."""

    size: float
    flags: int
    height: float | None
    """In points above the rule, None for the whole box."""
    covers: bool = False
    """Whether what is typed lies on white: a rule would run through it, and strike out a dose.

    Readers draw it with the typed text; the empty field keeps the appearance that is made here.
    """


# Single lines stand a little above their rule; cells of a diary are small.
TEXTS = {
    "line": _Text(12, DO_NOT_SCROLL, 20),
    "space": _Text(12, DO_NOT_SCROLL | MULTILINE, None, covers=True),
    "cell": _Text(9, DO_NOT_SCROLL | MULTILINE, None),
}


def place(pdf: pikepdf.Pdf, record: Record, tag: str) -> None:
    """Put a field over every place that the page marks as one, tagged in reading order."""
    if not record.fields:
        return
    spoken = languages.language(tag)
    tree = Structure(pdf)
    _say_note_once(tree)
    maker = _Maker(pdf, tree, right_to_left=spoken.direction == "rtl")
    for element, found in list(_places(tree, record)):
        maker.add(element, found)
    pdf.Root.AcroForm = Dictionary(
        Fields=Array(maker.fields),
        DR=Dictionary(Font=Dictionary({f"/{FONT}": _font(pdf, fonts.typed_face(spoken.base))})),
        DA=String(_appearance(TEXTS["line"].size)),
    )
    tree.save()


def _places(tree: Structure, record: Record) -> Iterator[tuple[Any, Field]]:
    """Yield the outermost element of each recorded field on each page, in reading order."""
    done = set()
    for element in elements(tree.document):
        note = element.get("/" + KEY)
        if note is None:
            continue
        key = (tree.pages[element.Pg.objgen], int(note.Number))
        if key in record.fields and key not in done:
            done.add(key)
            yield element, record.fields[key]


def _say_note_once(tree: Structure) -> None:
    """Drop all but the first of the notes that stand on every page: the rest become artifacts."""
    seen = False

    def is_repeated(kid: Any) -> bool:
        nonlocal seen
        note = kid.get("/" + KEY) if is_element(kid) else None
        if note is None or str(note.get("/Class", "")) != NOTE:
            return False
        repeated, seen = seen, True
        return repeated

    for parent in list(elements(tree.document)):
        parent.K = Array([kid for kid in kids(parent) if not is_repeated(kid)])


class _Maker:
    """Makes the fields of one document, one after the other."""

    def __init__(self, pdf: pikepdf.Pdf, tree: Structure, *, right_to_left: bool) -> None:
        self.pdf, self.tree, self.right_to_left = pdf, tree, right_to_left
        self.fields: list[Any] = []
        self.counts: Counter[str] = Counter()

    def add(self, element: Any, found: Field) -> None:
        """Put one field over its place and into the structure."""
        self.counts[found.kind] += 1
        page = element.Pg
        text = TEXTS.get(found.kind)
        rectangle = _rectangle(page, found, text.height if text else None)
        widget = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                Rect=Array([round(edge, 3) for edge in rectangle]),
                P=page,
                F=PRINTED,
                T=String(f"{found.kind}-{self.counts[found.kind]}"),
                TU=String(found.name),
                Contents=String(found.name),
            )
        )
        width, height = rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]
        if text:
            widget.FT, widget.Ff = Name.Tx, text.flags
            widget.DA = String(_appearance(text.size))
            # Q: readers of right-to-left scripts begin to write at the right.
            widget.Q = 2 if self.right_to_left else 0
            widget.AP = Dictionary(N=self._drawing(width, height, b"/Tx BMC EMC"))
            if text.covers:
                widget.MK = Dictionary(BG=Array([1, 1, 1]))
        else:
            widget.FT, widget.V, widget.AS = Name.Btn, Name.Off, Name.Off
            states = Dictionary(
                Yes=self._drawing(width, height, _tick(width, height)),
                Off=self._drawing(width, height, b"q Q"),
            )
            widget.AP = Dictionary(N=states)
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        self.fields.append(widget)
        self._tag(element, widget, page)

    def _tag(self, element: Any, widget: Any, page: Any) -> None:
        """Make an element a form field, or give it one where it is a cell of a table."""
        form = element
        if str(element.S) == "/TD":
            form = self.pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.Form, P=element, Pg=page)
            )
            element.K = Array([form])
        else:
            form.S = Name.Form
            # Without its number it stays apart where a page break has cut its place in two.
            del form["/" + KEY]
        reference = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)
        form.K = Array([self.pdf.make_indirect(reference)])
        number = max(self.tree.owners) + 1
        widget.StructParent = number
        self.tree.owners[number] = form

    def _drawing(self, width: float, height: float, content: bytes) -> Any:
        drawing = self.pdf.make_stream(content)
        drawing.Type, drawing.Subtype = Name.XObject, Name.Form
        drawing.BBox = Array([0, 0, round(width, 3), round(height, 3)])
        drawing.Resources = Dictionary()
        return drawing


def _rectangle(page: Any, found: Field, height: float | None) -> tuple[float, float, float, float]:
    """Turn a box from CSS pixels, downwards, into points, upwards, within its rules."""
    top_of_page = float(page.get("/TrimBox", page.MediaBox)[3])
    left, top, right, bottom = (edge * POINTS_PER_PIXEL for edge in found.box)
    low = top_of_page - bottom + RULE
    if height is not None:
        return left, low, right, low + height
    # What covers rules must cover their ends, too.
    side = -RULE if found.kind == "space" else RULE
    return left + side, low, right - side, top_of_page - top - RULE


def _appearance(size: float) -> str:
    return f"/{FONT} {size:g} Tf {INK} rg"


def _tick(width: float, height: float) -> bytes:
    (x1, y1), (x2, y2), (x3, y3) = ((x * width, y * height) for x, y in TICK)
    return (
        f"q {INK} RG {width * 0.13:.3f} w 1 J 1 j "
        f"{x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l {x3:.3f} {y3:.3f} l S Q"
    ).encode()


def _font(pdf: pikepdf.Pdf, face: fonts.TypedFace) -> Any:
    """Return the font of what is typed: simple, as not every reader can type in others."""
    name = Name(f"/LPTYPE+{face.name}")
    program = pdf.make_stream(face.data)
    program.Length1 = len(face.data)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,  # non-symbolic
        FontBBox=Array(face.box),
        ItalicAngle=0,
        Ascent=face.ascent,
        Descent=face.descent,
        CapHeight=face.capitals,
        StemV=80,
        FontFile2=program,
    )
    differences = Array()
    for code, glyph in face.differences:
        differences.append(code)
        differences.append(Name("/" + glyph))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=name,
            FirstChar=32,
            LastChar=255,
            Widths=Array(face.widths),
            ToUnicode=pdf.make_stream(_to_unicode(face.texts)),
            FontDescriptor=pdf.make_indirect(descriptor),
            Encoding=Dictionary(
                Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=differences
            ),
        )
    )


def _to_unicode(texts: Sequence[tuple[int, str]]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <00> <ff> endcodespacerange",
    ]
    for start in range(0, len(texts), 100):
        chunk = texts[start : start + 100]
        lines.append(f"{len(chunk)} beginbfchar")
        lines += [f"<{code:02x}> <{text.encode('utf-16-be').hex()}>" for code, text in chunk]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap end end"]).encode()
