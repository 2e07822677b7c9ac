"""An open PDF in, what its catalog, metadata, intents and objects break noted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

import pikepdf

from press.preflight import limits
from press.preflight.faults import GREY, Notes

NEWEST = (1, 6)
PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
FIELDS = (
    "dc:title",
    "xmp:CreateDate",
    "xmp:ModifyDate",
    "xmp:MetadataDate",
    "xmpMM:DocumentID",
    "xmpMM:VersionID",
    "xmpMM:RenditionClass",
)
SIGNATURE = slice(36, 40)
CLASS, COLOURS = slice(12, 16), slice(16, 20)
"""Where an ICC profile's header says what it is (ICC.1:2010, 7.2)."""
COMPONENTS = {"CMYK": 4, "RGB": 3, "GRAY": 1}
PAIR = 2


def look(pdf: pikepdf.Pdf, notes: Notes) -> None:
    """Note what the file breaks as a whole."""
    for part in (_envelope, _metadata, _trapped, _intent, _catalog, _outline, _objects):
        try:
            part(pdf, notes)
        except limits.FAULTY as error:
            notes.note(
                "broken-content", f"the document's {part.__name__[1:]}: {limits.said(error)}"
            )


def _envelope(pdf: pikepdf.Pdf, notes: Notes) -> None:
    if pdf.is_encrypted:
        notes.note("encrypted", "the file is encrypted")
    told = pdf.trailer.get("/ID")
    if not isinstance(told, pikepdf.Array) or len(told) != PAIR or not all(map(bytes, told)):
        notes.note("trailer-id", "the trailer has no ID of two strings")
    major, minor = (int(piece) for piece in pdf.pdf_version.split("."))
    if (major, minor) > NEWEST:
        notes.note("pdf-version", f"PDF {pdf.pdf_version}")


def _metadata(pdf: pikepdf.Pdf, notes: Notes) -> None:
    if "/Metadata" not in pdf.Root:
        notes.note("metadata", "there is no XMP packet")
        return
    try:
        # The reader mends what is broken; a workflow may not.
        expat.ParserCreate().Parse(limits.plain(pdf.Root["/Metadata"]).strip(b"\0"), True)  # noqa: FBT003
    except expat.ExpatError as error:
        notes.note("metadata", f"the XMP packet is no XML: {error}")
        return
    packet = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=True)
    version = str(packet.get(PDFX, "")).strip()
    if version != "PDF/X-4":
        notes.note("metadata", f"pdfxid:GTS_PDFXVersion is {version!r}, not 'PDF/X-4'")
    for name in FIELDS:
        if not str(packet.get(name, "")).strip():
            notes.note("metadata", f"{name} is missing")


def _trapped(pdf: pikepdf.Pdf, notes: Notes) -> None:
    trailer: Any = pdf.trailer
    told = str(trailer.get("/Info", {}).get("/Trapped", ""))
    if told not in {"/True", "/False"}:
        notes.note("trapped", f"Trapped is {told[1:]}" if told else "Trapped is missing")


def _intent(pdf: pikepdf.Pdf, notes: Notes) -> None:
    found = [one for one in pdf.Root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFX"]
    if len(found) != 1:
        notes.note("output-intent", f"{len(found)} PDF/X output intents")
        return
    condition = str(found[0].get("/OutputConditionIdentifier", ""))
    wanted = notes.expected.output_condition
    if not condition:
        notes.note("output-intent", "its OutputConditionIdentifier is missing")
    elif wanted is not None and condition != wanted:
        notes.note("output-condition", f"made for {condition!r}, expected is {wanted!r}")
    if "/DestOutputProfile" not in found[0]:
        notes.note("output-intent", "its DestOutputProfile is missing")
        return
    for said in _profile(found[0]["/DestOutputProfile"], grey=notes.expected.inks == GREY):
        notes.note("output-profile", said)


def _profile(stream: pikepdf.Object, *, grey: bool) -> Iterator[str]:
    """Yield what is wrong with the profile of the output intent."""
    data = limits.plain(stream)
    if data[SIGNATURE] != b"acsp":
        yield "it is no ICC profile"
        return
    made_for, colours = (data[place].decode("latin-1").strip() for place in (CLASS, COLOURS))
    if made_for != "prtr":
        yield f"its class is {made_for!r}, not that of an output device"
    if colours != "CMYK" and not (grey and colours == "GRAY"):
        yield f"it describes {colours}, and the job prints in {'black' if grey else 'CMYK'}"
    if int(stream.get("/N", 0)) != COMPONENTS.get(colours):
        yield f"N is {stream.get('/N', 'missing')} and the profile describes {colours}"


def _catalog(pdf: pikepdf.Pdf, notes: Notes) -> None:
    root: Any = pdf.Root
    names = root.get("/Names", {})
    # A plain destination only says where a viewer opens the file.
    if isinstance(root.get("/OpenAction"), pikepdf.Dictionary):
        notes.note("active-content", "an action when the file is opened")
    if "/AA" in root:
        notes.note("active-content", "actions of the document")
    if "/JavaScript" in names:
        notes.note("active-content", "JavaScript of the document")
    form = root.get("/AcroForm", {})
    if "/XFA" in form:
        notes.note("form-fields", "an XFA form")
    if len(form.get("/Fields", [])):
        notes.note("form-fields", f"a form of {len(form['/Fields'])} fields")
    layers = len(root.get("/OCProperties", {}).get("/OCGs", []))
    if layers:
        notes.note("optional-content", f"{layers} {'layer' if layers == 1 else 'layers'}")


def _outline(pdf: pikepdf.Pdf, notes: Notes) -> None:
    """Follow the bookmarks in a chain each, so that none is met twice."""
    root: Any = pdf.Root
    waiting: list[Any] = [root.get("/Outlines", {}).get("/First")]
    seen = set()
    while waiting:
        entry = waiting.pop()
        if entry is None or entry.objgen in seen:
            continue
        seen.add(entry.objgen)
        if "/A" in entry and entry["/A"].get("/S") != "/GoTo":
            notes.note("active-content", f"a bookmark with an action {entry['/A'].get('/S')}")
        waiting += [entry.get("/First"), entry.get("/Next")]


def _objects(pdf: pikepdf.Pdf, notes: Notes) -> None:
    root: Any = pdf.Root
    streams: list[Any] = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    held = sum(one.get("/Type") == "/EmbeddedFile" for one in streams)
    if held or "/EmbeddedFiles" in root.get("/Names", {}):
        notes.note("embedded-file", f"attached files: {held}")
    for thing in streams:
        told = thing.get("/Filter", [])
        filters = {str(one) for one in (told if isinstance(told, pikepdf.Array) else [told])}
        if filters & {"/LZWDecode", "/LZW"}:
            notes.note("lzw", f"object {thing.objgen[0]}")
        if "/F" in thing:
            notes.note("external-content", f"object {thing.objgen[0]} lies in another file")
