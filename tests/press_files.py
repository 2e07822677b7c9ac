"""A sound PDF/X-4 file of two A5 pages made here, for tests that break one thing of it."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

PROFILE = Path(__file__).resolve().parents[1] / "press" / "colour" / "FOGRA39L_coated.icc"
FONT = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")
MM = 72 / 25.4
SLUG, BLEED = 8 * MM, 3 * MM
WIDE, HIGH = 148 * MM, 210 * MM
WORDS = "Take 5 mg once a day"
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A sound file</rdf:li></rdf:Alt></dc:title>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<xmp:CreateDate>2026-06-01T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>2026-06-01T00:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>2026-06-01T00:00:00Z</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:5a1c1f2e-0000-5000-8000-000000000001</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
MARKS = "q /All CS 1 SCN 0.5 w 1 {y:.3f} m 8 {y:.3f} l S Q"
CONTENT = """q {left:.3f} {bottom:.3f} {width:.3f} {height:.3f} re W n
0.9 0.5 0 0.3 k {left:.3f} 560 {width:.3f} 80 re f
/Black gs 0 0 0 1 k BT /F1 12 Tf 60 500 Td ({words}) Tj ET /White gs
0 0 0 0 k BT /F1 18 Tf 60 590 Td ({words}) Tj ET
0 0 0 0.5 K 0.5 w 60 480 m 300 480 l S
q 60 0 0 60 60 380 cm /Im1 Do Q
Q"""
Change = Callable[[pikepdf.Pdf], object]


@functools.cache
def font_bytes() -> bytes:
    """Return Noto Sans with the letters of the words alone."""
    font = TTFont(FONT)
    subsetter = subset.Subsetter(subset.Options(notdef_outline=True))
    subsetter.populate(text=WORDS)
    subsetter.subset(font)
    written = io.BytesIO()
    font.save(written, reorderTables=False)
    return written.getvalue()


def picture(pdf: pikepdf.Pdf, pixels: int, data: bytes, space: pikepdf.Object) -> pikepdf.Stream:
    """Return a square picture of one colour."""
    return pikepdf.Stream(
        pdf,
        data * pixels * pixels,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=pixels,
        Height=pixels,
        BitsPerComponent=8,
        ColorSpace=space,
    )


def registration() -> pikepdf.Array:
    """Return Separation All, the colour of the registration marks."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/ABCDEF+NotoSans"),
        Flags=32,
        FontBBox=[-500, -300, 1500, 1100],
        ItalicAngle=0,
        Ascent=1069,
        Descent=-293,
        CapHeight=714,
        StemV=80,
        FontFile2=pdf.make_stream(font_bytes()),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/ABCDEF+NotoSans"),
            FirstChar=32,
            LastChar=126,
            Widths=[600] * 95,
            Encoding=Name.WinAnsiEncoding,
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )


def _page(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
    pdf.add_blank_page(page_size=(WIDE + 2 * SLUG, HIGH + 2 * SLUG))
    page = pdf.pages[-1]
    bleed = [SLUG - BLEED, SLUG - BLEED, SLUG + WIDE + BLEED, SLUG + HIGH + BLEED]
    page.BleedBox = Array([round(edge, 3) for edge in bleed])
    page.TrimBox = Array([round(edge, 3) for edge in (SLUG, SLUG, SLUG + WIDE, SLUG + HIGH)])
    page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
    page.Resources = Dictionary(
        Font=Dictionary(F1=font),
        ColorSpace=Dictionary(All=registration()),
        XObject=Dictionary(Im1=picture(pdf, 250, bytes([200, 100, 0, 30]), Name.DeviceCMYK)),
        ExtGState=Dictionary(
            Black=Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1),
            White=Dictionary(Type=Name.ExtGState, OP=False, op=False, OPM=0),
        ),
    )
    body = CONTENT.format(
        left=bleed[0],
        bottom=bleed[1],
        width=bleed[2] - bleed[0],
        height=bleed[3] - bleed[1],
        words=WORDS,
    )
    page.Contents = pdf.make_stream(f"{body}\n{MARKS.format(y=SLUG)}".encode())


def draw(pdf: pikepdf.Pdf, content: str) -> None:
    """Draw something more on the first page."""
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n" + content.encode())


def resource(pdf: pikepdf.Pdf, kind: str, name: str, thing: object) -> None:
    """Put a resource into the first page."""
    resources = pdf.pages[0].Resources
    if f"/{kind}" not in resources:
        resources[f"/{kind}"] = Dictionary()
    resources[f"/{kind}"][f"/{name}"] = thing


def sound(*changes: Change, pages: int = 2, **saving: object) -> bytes:
    """Return the sound file after some changes."""
    pdf = pikepdf.new()
    font = _font(pdf)
    for _ in range(pages):
        _page(pdf, font)
    profile = pdf.make_stream(PROFILE.read_bytes(), N=4)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String("FOGRA39"),
                RegistryName=String("http://www.color.org"),
                DestOutputProfile=profile,
            )
        ]
    )
    pdf.Root.Metadata = pdf.make_stream(PACKET.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title="A sound file", Trapped=Name("/False")))
    for change in changes:
        change(pdf)
    written = io.BytesIO()
    settings: dict[str, object] = {
        "force_version": "1.6",
        "deterministic_id": True,
        # Nothing is mended or compressed anew: what a test breaks stays broken.
        "fix_metadata_version": False,
        "compress_streams": False,
        "stream_decode_level": pikepdf.StreamDecodeLevel.none,
    }
    if "encryption" in saving:
        del settings["deterministic_id"], settings["stream_decode_level"]
    pdf.save(written, **(settings | saving))  # type: ignore[arg-type]
    return written.getvalue()
