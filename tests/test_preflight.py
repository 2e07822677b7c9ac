"""Print files with one thing broken are refused by the right rule, and near misses are not."""

from __future__ import annotations

import ast
import dataclasses
import io
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from press import preflight
from press.cli import main
from press.preflight import contents, limits
from press.preflight.faults import EXPECTATIONS, Fault, rules
from tests import press_files
from tests.press_files import Change, draw, picture, registration, resource, sound

PRINT = dataclasses.replace(EXPECTATIONS["print"], output_condition="FOGRA39")
GREY = dataclasses.replace(PRINT, inks="grey")
ROOM = Path(preflight.__file__).parent


def drawn(content: str, *others: Change) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for other in others:
            other(pdf)
        draw(pdf, content)

    return change


def having(kind: str, name: str, make: Callable[[pikepdf.Pdf], object]) -> Change:
    return lambda pdf: resource(pdf, kind, name, make(pdf))


def root(key: str, make: Callable[[pikepdf.Pdf], object]) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[key] = make(pdf)

    return change


def first(key: str, value: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.pages[0][key]
        else:
            pdf.pages[0][key] = value

    return change


def packet(old: str, new: str) -> Change:
    text = press_files.PACKET
    assert old in text
    return root("/Metadata", lambda pdf: pdf.make_stream(text.replace(old, new).encode()))


def form(content: str, **keys: Any) -> Callable[[pikepdf.Pdf], pikepdf.Stream]:
    return lambda pdf: pdf.make_stream(
        content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 500, 700], **keys
    )


def link(rectangle: list[float], **keys: Any) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rectangle, **keys)
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])

    return change


def intent(key: str, value: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.Root.OutputIntents[0][key]
        else:
            pdf.Root.OutputIntents[0][key] = value

    return change


def profile(start: int, value: bytes, components: int = 4) -> Change:
    data = bytearray(press_files.PROFILE.read_bytes())
    data[start : start + len(value)] = value

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(bytes(data), N=components)
        pdf.Root.OutputIntents[0].DestOutputProfile = stream

    return change


def unembedded(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Resources.Font.F1.FontDescriptor["/FontFile2"]


def image(pixels: int, data: bytes, space: object = Name.DeviceCMYK) -> Change:
    return having("XObject", "Im2", lambda pdf: picture(pdf, pixels, data, space))  # type: ignore[arg-type]


def jpeg_picture(inks: tuple[int, int, int, int], *, turned: bool = False) -> Change:
    """Put a CMYK JPEG into the page: Pillow writes it as Photoshop does, turned round."""
    written = io.BytesIO()
    Image.new("CMYK", (300, 300), inks).save(written, "JPEG", quality=95)

    def change(pdf: pikepdf.Pdf) -> None:
        image(300, b"none")(pdf)
        held = pdf.pages[0].Resources.XObject.Im2
        held.write(written.getvalue(), filter=Name.DCTDecode)
        if turned:
            held.Decode = Array([1, 0] * 4)

    return change


def spot(name: str) -> Array:
    made = registration()
    made[1] = Name(f"/{name}")
    return made


def compressed_with_lzw(pdf: pikepdf.Pdf) -> None:
    # A clear code, the letter A and the end: 256, 65, 257 in nine bits each.
    stream = pdf.make_stream(b"\x80\x10\x60\x20")
    stream.Filter = Name.LZWDecode
    pdf.Root.PieceInfo = stream


def type3(content: str) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 1000, 1000],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(a=pdf.make_stream(content.encode())),
        Encoding=Dictionary(Type=Name.Encoding, Differences=[97, Name.a]),
        FirstChar=97,
        LastChar=97,
        Widths=[1000],
    )


def looped(pdf: pikepdf.Pdf) -> None:
    made = form("/Fm Do", Resources=Dictionary(XObject=Dictionary()))(pdf)
    made.Resources.XObject.Fm = made
    drawn("/Fm Do", having("XObject", "Fm", lambda _: made))(pdf)


def trimmed(pdf: pikepdf.Pdf, by: float) -> None:
    box = [float(edge) for edge in pdf.pages[0].TrimBox]
    pdf.pages[0].TrimBox = Array([box[0], box[1], box[2] - by, box[3]])


def bled(pdf: pikepdf.Pdf, millimetres: float) -> None:
    by = millimetres * press_files.MM
    box = [float(edge) for edge in pdf.pages[0].TrimBox]
    pdf.pages[0].BleedBox = Array([box[0] - by, box[1] - by, box[2] + by, box[3] + by])


def blackened(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    content = page.Contents.read_bytes().replace(b"0.9 0.5 0 0.3 k", b"0 0 0 0.8 k")
    page.Contents = pdf.make_stream(content)
    page.Resources.XObject.Im1 = picture(pdf, 250, bytes([0, 0, 0, 90]), Name.DeviceCMYK)


IM2 = "q 72 0 0 72 60 200 cm /Im2 Do Q"
LETTERS = "BT /F1 12 Tf 60 300 Td (Take) Tj ET"
Case = tuple[str, str, Change]
BROKEN: list[Case] = [
    ("broken-content", "an operator that PDF does not know", drawn("1 2 frob")),
    ("broken-content", "a picture that is not there", drawn("/Gone Do")),
    ("broken-content", "an unclosed q", drawn("q")),
    ("broken-content", "a form that draws itself", looped),
    ("broken-content", "a colour with too few numbers", drawn("0 0 0 k 60 60 9 9 re f")),
    ("metadata", "no DocumentID", packet("xmpMM:DocumentID>", "xmpMM:Other>")),
    ("metadata", "another standard", packet("PDF/X-4<", "PDF/X-3:2002<")),
    ("metadata", "no packet", lambda pdf: pdf.Root.__delitem__("/Metadata")),
    ("metadata", "a packet that is no XML", packet("</rdf:RDF>", "")),
    ("trapped", "nothing said", lambda pdf: pdf.trailer.Info.__delitem__("/Trapped")),
    ("trapped", "unknown", lambda pdf: pdf.trailer.Info.__setitem__("/Trapped", Name.Unknown)),
    ("output-intent", "none", lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
    ("output-intent", "two", lambda pdf: pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])),
    ("output-intent", "no profile", intent("/DestOutputProfile", None)),
    ("output-intent", "no identifier", intent("/OutputConditionIdentifier", None)),
    ("output-profile", "of a screen", profile(12, b"mntr")),
    ("output-profile", "of RGB", profile(16, b"RGB ", 3)),
    ("output-profile", "three components of CMYK", profile(16, b"CMYK", 3)),
    ("output-profile", "no profile at all", profile(36, b"none")),
    ("output-condition", "newsprint", intent("/OutputConditionIdentifier", String("FOGRA42"))),
    (
        "active-content",
        "JavaScript when the file is opened",
        root("/OpenAction", lambda _: Dictionary(S=Name.JavaScript, JS=String("app.beep()"))),
    ),
    ("active-content", "a script by name", root("/Names", lambda _: Dictionary(JavaScript={}))),
    ("active-content", "an action of a page", first("/AA", Dictionary())),
    (
        "active-content",
        "a link in the slug with an action",
        link([0, 0, 5, 5], A=Dictionary(S=Name.URI, URI=String("https://example.org"))),
    ),
    ("form-fields", "XFA", root("/AcroForm", lambda _: Dictionary(XFA=String("<xdp/>")))),
    ("form-fields", "a field", root("/AcroForm", lambda _: Dictionary(Fields=[Dictionary()]))),
    (
        "embedded-file",
        "a table",
        root("/AF", lambda pdf: Array([pdf.make_stream(b"1,2", Type=Name.EmbeddedFile)])),
    ),
    (
        "optional-content",
        "a layer",
        root("/OCProperties", lambda _: Dictionary(OCGs=[Dictionary(Type=Name.OCG)])),
    ),
    ("external-content", "OPI", drawn("/Fm Do", having("XObject", "Fm", form("", OPI={})))),
    ("external-content", "a reference", drawn("/Fm Do", having("XObject", "Fm", form("", Ref={})))),
    (
        "external-content",
        "PostScript",
        drawn("/Ps Do", having("XObject", "Ps", lambda pdf: pdf.make_stream(b"", Subtype=Name.PS))),
    ),
    ("lzw", "a stream", compressed_with_lzw),
    (
        "transfer-function",
        "TR",
        drawn("/T gs", having("ExtGState", "T", lambda _: Dictionary(TR=Dictionary()))),
    ),
    (
        "blend-mode",
        "of one's own",
        drawn("/T gs", having("ExtGState", "T", lambda _: Dictionary(BM=Name.Shiny))),
    ),
    ("page-boxes", "both", first("/ArtBox", Array([40, 40, 300, 500]))),
    ("box-nesting", "a crop that cuts", first("/CropBox", Array([0, 0, 200, 300]))),
    ("trim-size", "A5 across", lambda pdf: trimmed(pdf, 20)),
    ("mixed-trim", "scaled", first("/UserUnit", 2)),
    ("bleed", "no box", first("/BleedBox", None)),
    ("annotation", "a link in the page", link([60, 60, 100, 100])),
    ("font-not-embedded", "the text's", unembedded),
    ("device-rgb", "a fill", drawn("1 0 0 rg 60 60 50 50 re f")),
    ("device-rgb", "a line", drawn("1 0 0 RG 60 60 m 90 90 l S")),
    ("device-rgb", "a picture", drawn(IM2, image(300, b"\x90\x20\x20", Name.DeviceRGB))),
    (
        "device-rgb",
        "a palette",
        drawn(
            IM2,
            image(
                300,
                b"\x00",
                Array([Name.Indexed, Name.DeviceRGB, 0, String(b"\x01\x02\x03")]),
            ),
        ),
    ),
    (
        "device-rgb",
        "a chosen space",
        drawn(
            "/Mine cs 1 0 0 sc 60 60 50 50 re f",
            having("ColorSpace", "Mine", lambda _: Name.DeviceRGB),
        ),
    ),
    (
        "device-rgb",
        "inside two forms",
        drawn(
            "/Fm Do",
            having(
                "XObject",
                "Fm",
                lambda pdf: form(
                    "/In Do",
                    Resources=Dictionary(
                        XObject=Dictionary(In=form("0 1 0 rg 60 60 50 50 re f")(pdf))
                    ),
                )(pdf),
            ),
        ),
    ),
    (
        "device-rgb",
        "a tile",
        drawn(
            "/Pattern cs /Tile scn 60 60 50 50 re f",
            having(
                "Pattern",
                "Tile",
                lambda pdf: pdf.make_stream(
                    b"1 0 0 rg 0 0 5 5 re f",
                    PatternType=1,
                    PaintType=1,
                    TilingType=1,
                    BBox=[0, 0, 9, 9],
                    XStep=9,
                    YStep=9,
                    Resources=Dictionary(),
                ),
            ),
        ),
    ),
    (
        "device-rgb",
        "a shading",
        drawn(
            "/Fade sh",
            having(
                "Shading", "Fade", lambda _: Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB)
            ),
        ),
    ),
    (
        "device-rgb",
        "a letter of a Type 3 font",
        drawn(
            "/Black gs 0 0 0 1 k BT /T3 12 Tf (a) Tj ET",
            having("Font", "T3", type3("1000 0 d0 1 0 0 rg 0 0 750 750 re f")),
        ),
    ),
    (
        "device-rgb",
        "a soft mask",
        drawn(
            "/T gs",
            having(
                "ExtGState",
                "T",
                lambda pdf: Dictionary(
                    SMask=Dictionary(
                        S=Name.Luminosity,
                        G=form("", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))(pdf),
                    )
                ),
            ),
        ),
    ),
    (
        "device-rgb",
        "what transparency blends in",
        first("/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)),
    ),
    (
        "device-rgb",
        "an inline picture",
        drawn("q 9 0 0 9 60 60 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q"),
    ),
    (
        "converted-colour",
        "Lab",
        drawn(
            "/L cs 50 0 0 sc 60 60 50 50 re f",
            having(
                "ColorSpace", "L", lambda _: Array([Name.Lab, Dictionary(WhitePoint=[1, 1, 1])])
            ),
        ),
    ),
    (
        "converted-colour",
        "a profile of RGB",
        drawn(
            "/P cs 1 0 0 sc 60 60 50 50 re f",
            having(
                "ColorSpace", "P", lambda pdf: Array([Name.ICCBased, pdf.make_stream(b"", N=3)])
            ),
        ),
    ),
    (
        "spot-colour",
        "a house colour",
        drawn("/S cs 1 sc 60 60 50 50 re f", having("ColorSpace", "S", lambda _: spot("House"))),
    ),
    ("registration-colour", "in the page", drawn("/All cs 1 sc 60 60 50 50 re f")),
    ("rich-black-text", "four inks", drawn(f"/Black gs 0.6 0.4 0.4 1 k {LETTERS}")),
    ("rich-black-text", "no black in it", drawn(f"0.8 0.8 0.8 0 k {LETTERS}")),
    ("black-text-overprint", "knocked out", drawn(f"0 0 0 1 k {LETTERS}")),
    ("black-text-overprint", "in DeviceGray", drawn(f"/Black gs 0 g {LETTERS}")),
    ("white-overprint", "white text", drawn(f"/Black gs 0 0 0 0 k {LETTERS}")),
    ("total-ink", "350 % in a fill", drawn("0.9 0.9 0.9 0.8 k 60 60 50 50 re f")),
    ("total-ink", "a JPEG that nothing turns round", drawn(IM2, jpeg_picture((0, 50, 50, 0)))),
    ("total-ink", "350 % in a picture", drawn(IM2, image(300, bytes([230, 230, 230, 203])))),
    ("hairline", "0.1 pt", drawn("0 0 0 1 K 0.1 w 60 60 m 200 60 l S")),
    ("hairline", "as thin as the device can", drawn("0 0 0 1 K 0 w 60 60 m 200 60 l S")),
    ("hairline", "made so by a scale", drawn("q 0.2 0 0 0.2 0 0 cm 1 w 300 300 m 900 300 l S Q")),
    ("hairline", "a filled one", drawn("0 0 0 1 k 60 60 200 0.1 re f")),
    ("image-resolution", "80 dpi", drawn(IM2, image(80, bytes(4)))),
    (
        "image-resolution",
        "enough one way only",
        drawn("q 72 0 0 200 60 200 cm /Im2 Do Q", image(300, bytes(4))),
    ),
    (
        "image-resolution",
        "enlarged by its form",
        drawn(
            "q 4 0 0 4 0 0 cm /Fm Do Q",
            image(300, bytes(4)),
            lambda pdf: resource(pdf, "XObject", "Fm", form("q 72 0 0 72 20 20 cm /Im2 Do Q")(pdf)),
        ),
    ),
    (
        "image-broken",
        "a JPEG that is none",
        drawn(
            IM2,
            image(300, b"none"),
            lambda pdf: pdf.pages[0].Resources.XObject.Im2.write(b"xx", filter=Name.DCTDecode),
        ),
    ),
]
LEFT_ALONE: list[Case] = [
    ("broken-content", "an unknown operator within BX and EX", drawn("BX 1 2 frob EX")),
    (
        "broken-content",
        "a form drawn twice",
        drawn("/Fm Do /Fm Do", having("XObject", "Fm", form(""))),
    ),
    (
        "metadata",
        "one field as an attribute",
        packet(
            "<xmpMM:VersionID>1</xmpMM:VersionID>",
            '<xmpMM:VersionID xml:lang="en">1</xmpMM:VersionID>',
        ),
    ),
    ("trapped", "trapped", lambda pdf: pdf.trailer.Info.__setitem__("/Trapped", Name("/True"))),
    (
        "output-intent",
        "one of PDF/A beside it",
        lambda pdf: pdf.Root.OutputIntents.append(
            Dictionary(
                S=Name.GTS_PDFA1, DestOutputProfile=pdf.Root.OutputIntents[0].DestOutputProfile
            )
        ),
    ),
    ("output-profile", "another maker's", profile(4, b"abcd")),
    ("output-condition", "in other words", intent("/Info", String("Coated paper"))),
    (
        "active-content",
        "the page that is shown first",
        lambda pdf: pdf.Root.__setitem__("/OpenAction", Array([pdf.pages[0].obj, Name.Fit])),
    ),
    ("form-fields", "an empty form", root("/AcroForm", lambda _: Dictionary(Fields=[]))),
    ("embedded-file", "no file among the names", root("/Names", lambda _: Dictionary(Dests={}))),
    ("optional-content", "no layer", root("/OCProperties", lambda _: Dictionary(OCGs=[]))),
    ("external-content", "a form by itself", drawn("/Fm Do", having("XObject", "Fm", form("")))),
    ("lzw", "Flate", root("/PieceInfo", lambda pdf: pdf.make_stream(b"plain"))),
    (
        "transfer-function",
        "the press's own",
        drawn("/T gs", having("ExtGState", "T", lambda _: Dictionary(TR2=Name.Default))),
    ),
    (
        "blend-mode",
        "Multiply",
        drawn("/T gs", having("ExtGState", "T", lambda _: Dictionary(BM=Name.Multiply))),
    ),
    ("page-boxes", "the crop beside the trim", first("/CropBox", Array([0, 0, 460, 640]))),
    (
        "box-nesting",
        "a hundredth of a point out",
        first("/CropBox", Array([22.687, 22.687, 442.2, 617.94])),
    ),
    ("trim-size", "a twentieth of a millimetre off", lambda pdf: trimmed(pdf, 0.14)),
    ("mixed-trim", "a scale of one", first("/UserUnit", 1)),
    ("bleed", "five millimetres", first("/BleedBox", Array([8.4, 8.4, 456.4, 632]))),
    ("annotation", "a link in the slug", link([0, 0, 5, 5])),
    (
        "font-not-embedded",
        "text that is not shown",
        drawn(
            "BT 3 Tr /Std 12 Tf (x) Tj ET",
            having(
                "Font",
                "Std",
                lambda _: Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica),
            ),
        ),
    ),
    (
        "font-not-embedded",
        "a Type 3 font",
        drawn(
            "/Black gs 0 0 0 1 k BT /T3 12 Tf (a) Tj ET",
            having("Font", "T3", type3("1000 0 0 0 750 750 d1 0 0 750 750 re f")),
        ),
    ),
    ("device-rgb", "set and never used", drawn("q 1 0 0 rg Q")),
    ("device-rgb", "outside the page", drawn("1 0 0 rg -90 -90 50 50 re f")),
    (
        "converted-colour",
        "a space that nothing uses",
        having("ColorSpace", "L", lambda _: Array([Name.Lab, Dictionary()])),
    ),
    (
        "spot-colour",
        "black by name",
        drawn("/S cs 1 sc 60 60 50 50 re f", having("ColorSpace", "S", lambda _: spot("Black"))),
    ),
    ("registration-colour", "in the slug", drawn("/All cs 1 sc 1 1 5 5 re f")),
    ("rich-black-text", "dark blue", drawn(f"1 0.7 0 0.4 k {LETTERS}")),
    ("rich-black-text", "a black field", drawn("0.6 0.4 0.4 1 k 60 60 50 50 re f")),
    ("black-text-overprint", "grey text", drawn(f"0 0 0 0.6 k {LETTERS}")),
    (
        "black-text-overprint",
        "black by name",
        drawn(
            f"/Black gs /S cs 1 sc {LETTERS}", having("ColorSpace", "S", lambda _: spot("Black"))
        ),
    ),
    ("white-overprint", "white knocked out", drawn(f"/White gs 0 0 0 0 k {LETTERS}")),
    ("total-ink", "300 %", drawn("0.8 0.8 0.8 0.6 k 60 60 50 50 re f")),
    ("total-ink", "300 % in a picture", drawn(IM2, image(300, bytes([204, 204, 204, 153])))),
    ("total-ink", "the marks", drawn("/All cs 1 sc 1 1 5 5 re f")),
    ("hairline", "a quarter point", drawn("0 0 0 1 K 0.25 w 60 60 m 200 60 l S")),
    (
        "hairline",
        "thin but scaled up",
        drawn("q 5 0 0 5 0 0 cm 0 0 0 1 K 0.1 w 20 20 m 40 20 l S Q"),
    ),
    (
        "hairline",
        "a thin clip's edge on a large field",
        drawn("q 60 60 50 50 re W n 0 0 0 .1 k 109.95 0 300 300 re f Q"),
    ),
    ("image-resolution", "250 dpi", drawn(IM2, image(250, bytes(4)))),
    ("image-resolution", "a flat tint of one pixel", drawn(IM2, image(1, bytes(4)))),
    ("image-broken", "a JPEG", drawn(IM2, jpeg_picture((0, 50, 50, 0), turned=True))),
    ("total-ink", "a JPEG of Photoshop's", drawn(IM2, jpeg_picture((0, 50, 50, 0), turned=True))),
]
ELSEWHERE = {"unreadable", "encrypted", "trailer-id", "pdf-version", "colour-in-grey"}
"""Rules that need more than a changed file; each has tests of its own below."""


def names(faults: tuple[Fault, ...]) -> set[str]:
    return {fault.rule for fault in faults}


def called(case: Case) -> str:
    return f"{case[0]}: {case[1]}"


def test_a_sound_file_has_no_fault() -> None:
    assert preflight.check(sound(), PRINT) == ()


@pytest.mark.parametrize("case", BROKEN, ids=called)
def test_one_broken_thing_is_refused_by_its_rule_alone(case: Case) -> None:
    rule, _, change = case
    found = preflight.check(sound(change, pages=1), PRINT)
    assert names(found) == {rule}, "\n".join(map(str, found))
    assert all(fault.found and fault.remedy == rules()[rule].remedy for fault in found)


@pytest.mark.parametrize("case", LEFT_ALONE, ids=called)
def test_a_near_miss_is_left_alone(case: Case) -> None:
    assert preflight.check(sound(case[2], pages=1), PRINT) == ()


def test_every_rule_is_broken_in_a_sample_and_nearly_broken_in_another() -> None:
    assert {rule for rule, _, _ in BROKEN} | ELSEWHERE == set(rules())
    assert {rule for rule, _, _ in LEFT_ALONE} | ELSEWHERE == set(rules())


def test_ten_broken_files_are_each_refused_by_the_right_rule() -> None:
    broken = {
        "device-rgb": drawn(IM2, image(300, b"\x90\x20\x20", Name.DeviceRGB)),
        "bleed": lambda pdf: bled(pdf, 1),
        "font-not-embedded": unembedded,
        "image-resolution": drawn(IM2, image(80, bytes(4))),
        "rich-black-text": drawn(f"/Black gs 0.6 0.4 0.4 1 k {LETTERS}"),
        "total-ink": drawn("0.9 0.9 0.9 0.8 k 60 60 50 50 re f"),
        "hairline": drawn("0 0 0 1 K 0.1 w 60 60 m 200 60 l S"),
        "output-condition": intent("/OutputConditionIdentifier", String("FOGRA42")),
        "annotation": link([60, 60, 100, 100]),
    }
    found = {rule: names(preflight.check(sound(change), PRINT)) for rule, change in broken.items()}
    locked = preflight.check(sound(encryption=pikepdf.Encryption(owner="o", user="", R=4)), PRINT)
    assert found == {rule: {rule} for rule in broken}
    assert names(locked) == {"encrypted"}


def test_a_file_that_asks_for_a_password_is_said_to_be_encrypted() -> None:
    locked = sound(encryption=pikepdf.Encryption(owner="o", user="u", R=4))
    assert names(preflight.check(locked, PRINT)) == {"encrypted"}


def test_a_newer_pdf_is_refused_and_an_older_one_is_not() -> None:
    assert names(preflight.check(sound(force_version="1.7"), PRINT)) == {"pdf-version"}
    assert preflight.check(sound(force_version="1.5"), PRINT) == ()


def test_a_trailer_without_an_id_is_refused() -> None:
    data = sound()
    start = data.rindex(b"/ID")
    nameless = data[:start] + b"/XX" + data[start + 3 :]
    assert names(preflight.check(nameless, PRINT)) == {"trailer-id"}


def test_a_grey_job_takes_black_alone_and_the_cmyk_job_more() -> None:
    coloured = preflight.check(sound(pages=1), GREY)
    assert names(coloured) == {"colour-in-grey"}
    assert {fault.found for fault in coloured} == {"fill in C90 M50 Y0 K30", "picture Im1"}
    grey = sound(blackened, pages=1)
    assert preflight.check(grey, GREY) == ()
    assert preflight.check(grey, PRINT) == ()


def test_a_grey_job_has_thicker_lines_unless_told_otherwise() -> None:
    fine = sound(blackened, drawn("0 0 0 1 K 0.4 w 60 60 m 200 60 l S"), pages=1)
    assert names(preflight.check(fine, GREY)) == {"hairline"}
    assert preflight.check(fine, PRINT) == ()
    assert preflight.check(fine, dataclasses.replace(GREY, min_line_pt=0.4)) == ()


def test_an_office_machine_takes_rgb_and_no_claim_to_be_a_pdf_x_file() -> None:
    screen = sound(drawn("1 0 0 rg 60 60 50 50 re f"), packet("PDF/X-4<", "none<"), pages=1)
    assert preflight.check(screen, EXPECTATIONS["any"]) == ()
    assert names(preflight.check(screen, PRINT)) == {"device-rgb", "metadata"}


def test_of_measures_the_worst_of_a_page_is_told() -> None:
    lines = "".join(f"0 0 0 1 K {w} w 60 {60 + w} m 200 {60 + w} l S " for w in (0.2, 0.05, 0.1))
    found = preflight.check(sound(drawn(lines), pages=1), PRINT)
    assert [(fault.page, fault.found) for fault in found] == [
        (1, "0.05 pt, expected is at least 0.25 pt, the worst of 3 places")
    ]


def test_the_page_that_is_broken_is_named() -> None:
    def second(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].TrimBox = Array([40, 40, 300, 500])

    found = preflight.check(sound(second), PRINT)
    assert [(fault.rule, fault.page) for fault in found] == [("mixed-trim", 0), ("trim-size", 2)]


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.6\n", b"no PDF at all", b"%PDF-1.6\n%%EOF\n"], ids=repr
)
def test_what_is_no_pdf_is_a_fault_and_no_traceback(data: bytes) -> None:
    found = preflight.check(data, PRINT)
    assert names(found) == {"unreadable"}
    assert not preflight.readable(found)


def test_no_damage_to_a_file_makes_a_traceback() -> None:
    data = sound()
    for start in range(0, len(data), len(data) // 150):
        preflight.check(data[:start], PRINT)
        preflight.check(data[:start] + b"\xff /[<" + data[start + 5 :], PRINT)


def test_a_stream_that_unpacks_without_end_is_refused() -> None:
    bomb = zlib.compress(bytes(70_000_000), 9)

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, bomb, Filter=Name.FlateDecode)

    assert names(preflight.check(sound(change), PRINT)) == {"unreadable"}


def test_forms_that_multiply_each_other_are_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        inner = form("0 0 0 1 k 60 60 9 9 re f " * 200)(pdf)
        for _ in range(5):
            held = Dictionary(XObject=Dictionary(In=inner))
            inner = form("/In Do " * 12, Resources=held)(pdf)
        drawn("/Fm Do", having("XObject", "Fm", lambda _: inner))(pdf)

    with (
        pikepdf.open(io.BytesIO(sound(change, pages=1))) as pdf,
        pytest.raises(limits.TooMuchError),
    ):
        list(contents.Walk(limits.Budget(10_000)).page(pdf.pages[0]))


def test_the_code_names_declared_rules_only_and_all_of_them() -> None:
    named = {
        node.args[0].value
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"note", "note_worst"}
        and isinstance(node.args[0], ast.Constant)
    }
    assert named == set(rules())


def test_every_rule_says_what_it_means_what_to_do_and_on_whose_authority() -> None:
    for one in rules().values():
        assert one.meaning.endswith(".")
        assert one.remedy
        assert one.authority


def test_the_command_reports_faults_in_words_json_and_a_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    good, bad, none = (tmp_path / name for name in ("good.pdf", "bad.pdf", "none.pdf"))
    good.write_bytes(sound(pages=1))
    bad.write_bytes(sound(drawn(f"0 0 0 1 k {LETTERS}"), pages=1))
    none.write_bytes(b"none")
    assert main(["preflight", str(good), "--expect", "print", "--condition", "FOGRA39"]) == 0
    said = capfd.readouterr().out
    assert said == f"{good}: checked against our PDF/X-4 rules: no fault\n"
    assert main(["preflight", str(good), str(bad), "--output", str(tmp_path / "r.json")]) == 1
    told = capfd.readouterr()
    assert "page 1: text in DeviceCMYK with overprint off; set it in DeviceCMYK" in told.err
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert [one["clean"] for one in report["files"]] == [True, False]
    assert [one["rule"] for one in report["files"][1]["faults"]] == ["black-text-overprint"]
    assert main(["preflight", str(none), str(bad), "--json"]) == 2
    answer = json.loads(capfd.readouterr().out)
    assert answer["checked"] == "checked against our PDF/X-4 rules"
    assert answer["files"][0]["faults"][0]["rule"] == "unreadable"
    assert main(["preflight", str(tmp_path / "gone.pdf")]) == 2
