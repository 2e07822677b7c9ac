"""Imposed sheets are cut, folded and read here, by PDFium's eyes: none of it is the press's own."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
import weasyprint

from press import desk, imposing, pressing
from press.compose import Composer
from press.imposition import A4, SRA4, Paper
from press.jobs import Pressed
from press.profiles import PROFILES
from tests.folding import Halves, leafed, unfolded

MM = 72 / 25.4
CHECKOUT = Path(__file__).resolve().parent.parent
DAY = datetime.date(2026, 11, 20)
WORDS = {"en": "Page", "ur": "صفحہ", "note": "Notes"}
Box = tuple[float, float, float, float]


@cache
def pages(count: int, word: str = "en", page: str = "148mm 210mm", look: str = "") -> bytes:
    """Return a PDF of numbered pages, set by the engine."""
    leftwards = word == "ur"
    sheet = f"@page {{ size: {page}; margin: 12mm }} b {{ font-size: 60pt }}"
    sheet += "p { break-after: page } p:last-child { break-after: auto }" + look
    text = "".join(f"<p><b>{WORDS[word]} {n}</b> text</p>" for n in range(1, count + 1))
    html = f"<html lang=en dir={'rtl' if leftwards else 'ltr'}><style>{sheet}</style>{text}"
    return bytes(weasyprint.HTML(string=html).write_pdf())


@cache
def panels(leftwards: bool, widths: Sequence[int] = (100, 97, 100, 100, 97, 100)) -> bytes:
    """Return a PDF with a page for each panel."""
    sheet = "body { font-size: 40pt }" + "".join(
        f"@page p{n} {{ size: {width}mm 210mm; margin: 8mm }} .p{n} {{ page: p{n} }}"
        for n, width in enumerate(widths, 1)
    )
    text = "".join(f"<p class=p{n}>{WORDS['en']} {n}</p>" for n in range(1, len(widths) + 1))
    html = f"<html dir={'rtl' if leftwards else 'ltr'}><style>{sheet}</style>{text}"
    return bytes(weasyprint.HTML(string=html).write_pdf())


def sides(data: bytes) -> list[Any]:
    return list(pypdfium2.PdfDocument(data))


def words_in(page: Any, left: float, right: float) -> str:
    """Return the text between two distances (mm) from a side's left edge."""
    bottom, top = 0.0, page.get_height()
    return str(page.get_textpage().get_text_bounded(left * MM, bottom, right * MM, top))


def number_in(page: Any, left: float, right: float) -> int | None:
    """Return the page number that a reader sees in a part of a side, 0 for a page for notes."""
    text = words_in(page, left, right)
    if WORDS["note"] in text:
        return 0
    found = re.findall(r"\d+", text)
    assert len(found) <= 1, f"one page at most is between the cut and the fold: {text}"
    return int(found[0]) if found else None


def halved(data: bytes) -> list[tuple[Halves[int | None], Halves[int | None]]]:
    """Return what stands on the halves of each sheet, front and back."""
    found = []
    for side in sides(data):
        width = side.get_width() / MM
        found.append((number_in(side, 0, width / 2), number_in(side, width / 2, width)))
    return list(zip(found[::2], found[1::2], strict=True))


def place(page: Any, text: str, nth: int = 0) -> Box:
    """Return where the ink of a text's first letter is, in points, by PDFium."""
    letters = page.get_textpage()
    search = letters.search(text, match_case=True, match_whole_word=True)
    found = [search.get_next() for _ in range(nth + 1)][nth]
    assert found, f"{text!r} is not on this side"
    left, bottom, right, top = letters.get_charbox(found[0])
    return left, bottom, right, top


@pytest.mark.parametrize("paper", [A4, SRA4], ids=["a4", "sra4"])
@pytest.mark.parametrize("word", ["en", "ur"])
@pytest.mark.parametrize("count", [1, 4, 7, 16, 33])
def test_a_booklet_cut_and_folded_reads_from_its_first_page_to_its_last(
    count: int, word: str, paper: Paper
) -> None:
    leftwards = word == "ur"
    sheets = imposing.booklet(pages(count, word), paper, right_to_left=leftwards, closing=0)
    read = leafed(halved(sheets), from_right=leftwards)
    assert read == [*range(1, count + 1)] + [None] * (-count % 4)


@pytest.mark.parametrize(
    ("count", "notes", "closing", "order"),
    [
        (5, 3, 1, [1, 2, 3, 4, 0, 0, 0, 5]),
        (6, 1, 2, [1, 2, 3, 4, 0, 0, 5, 6]),
        (7, 1, 0, [1, 2, 3, 4, 5, 6, 7, 0]),
        (8, 3, 1, [1, 2, 3, 4, 5, 6, 7, 8]),
    ],
)
@pytest.mark.parametrize("leftwards", [False, True])
def test_pages_for_notes_fill_a_booklet_before_what_closes_it(
    count: int, notes: int, closing: int, order: list[int], leftwards: bool
) -> None:
    sheets = imposing.booklet(
        pages(count), right_to_left=leftwards, notes=pages(notes, "note"), closing=closing
    )
    assert leafed(halved(sheets), from_right=leftwards) == order


def test_each_page_for_notes_is_used_in_turn_and_the_last_as_often_as_needed() -> None:
    sheets = imposing.booklet(pages(5), right_to_left=False, notes=pages(2, "note"))
    inside = sides(sheets)
    assert "Notes 1" in words_in(inside[3], 148.5, 297)
    assert "Notes 2" in words_in(inside[2], 0, 148.5)
    assert "Notes 2" in words_in(inside[1], 148.5, 297)


@pytest.mark.parametrize("paper", [A4, SRA4], ids=["a4", "sra4"])
@pytest.mark.parametrize("leftwards", [False, True])
def test_pages_stand_within_a_tenth_of_a_millimetre_of_their_place(
    paper: Paper, leftwards: bool
) -> None:
    source, thick = pages(12), 0.2
    before = sides(source)
    sheets = imposing.booklet(source, paper, right_to_left=leftwards, creep_mm=thick)
    after = sides(sheets)
    middle, up = paper.width_mm / 2, (paper.height_mm - 210) / 2
    for number, side in enumerate(after):
        for half, start in enumerate((middle - 148, middle)):
            page = number_in(side, half * middle, (half + 1) * middle)
            assert page
            old = place(before[page - 1], f"Page {page}")
            new = place(side, f"Page {page}")
            inwards = number // 2 * thick * (-1 if half else 1)
            assert (new[0] - old[0]) / MM == pytest.approx(start + inwards, abs=0.1)
            assert (new[1] - old[1]) / MM == pytest.approx(up, abs=0.1)
            assert new[2] - new[0] == pytest.approx(old[2] - old[0], abs=0.01), "and of its size"


def test_creep_moves_inner_sheets_further_towards_the_fold() -> None:
    for leftwards in (False, True):
        still, moved = (
            sides(imposing.booklet(pages(16), right_to_left=leftwards, creep_mm=thick))
            for thick in (0.0, 0.15)
        )
        for number, (old, new) in enumerate(zip(still, moved, strict=True)):
            for half in (0, 1):
                page = number_in(old, half * 148.5, (half + 1) * 148.5)
                was, now = (place(side, f"Page {page}")[0] / MM for side in (old, new))
                sign = -1 if half else 1
                assert (now - was) * sign == pytest.approx(number // 2 * 0.15, abs=0.01)


def test_two_pages_stand_on_a_side_as_they_are_read() -> None:
    rightwards = halved(imposing.two_up(pages(7), right_to_left=False))
    assert rightwards == [((1, 2), (3, 4)), ((5, 6), (7, None))]
    leftwards = halved(imposing.two_up(pages(8, "ur"), right_to_left=True))
    assert leftwards == [((2, 1), (4, 3)), ((6, 5), (8, 7))]


@pytest.mark.parametrize("paper", [A4, SRA4], ids=["a4", "sra4"])
@pytest.mark.parametrize("leftwards", [False, True])
def test_a_trifold_folded_twice_opens_in_the_order_of_its_panels(
    leftwards: bool, paper: Paper
) -> None:
    outside, inside = sides(imposing.trifold(panels(leftwards), paper, right_to_left=leftwards))
    edge = (paper.width_mm - 297) / 2
    # Where a person folds: the folded panel is narrow, behind it the outside is mirrored to it.
    inner = (0, 97, 197, 297) if leftwards else (0, 100, 200, 297)
    outer = (0, 100, 200, 297) if leftwards else (0, 97, 197, 297)
    found = [
        [number_in(side, edge + a, edge + b) for a, b in pairwise(at)]
        for side, at in ((outside, outer), (inside, inner))
    ]
    shown = unfolded(
        (found[0][0], found[0][1], found[0][2]),
        (found[1][0], found[1][1], found[1][2]),
        from_right=leftwards,
    )
    assert shown == [1, 2, 3, 4, 5, 6]
    for side, at in ((outside, outer), (inside, inner)):
        for start, end in pairwise(at):
            page = number_in(side, edge + start, edge + end)
            old = place(sides(panels(leftwards))[(page or 0) - 1], "Page")[0] / MM
            new = min(
                abs(place(side, "Page", nth)[0] / MM - edge - start - old) for nth in range(3)
            )
            assert new < 0.1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pages(5), "6 panels and this has 5"),
        (pages(7), "6 panels and this has 7"),
        (
            panels(leftwards=False, widths=(100, 97, 100, 100, 100, 100)),
            "panel 5 is 100.0 by 210.0 mm and its place 97.0 by 210.0 mm",
        ),
    ],
)
def test_a_trifold_of_other_panels_is_refused_with_what_differs(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        imposing.trifold(data, right_to_left=False)


def boxes(data: bytes) -> Iterator[dict[str, list[float]]]:
    """Yield the boxes of each side, in mm from its lower left corner, by PDFium."""
    for side in sides(data):
        found = {
            "media": side.get_mediabox(),
            "bleed": side.get_bleedbox(),
            "trim": side.get_trimbox(),
        }
        yield {name: [edge / MM for edge in box] for name, box in found.items()}


def test_an_uncut_sheet_is_its_own_trim() -> None:
    for box in boxes(imposing.booklet(pages(4), right_to_left=False)):
        for edges in box.values():
            assert edges == pytest.approx([0, 0, 297, 210], abs=0.1)


def test_a_cut_sheet_says_where_it_is_cut_and_how_far_ink_goes_beyond() -> None:
    for box in boxes(imposing.booklet(pages(4), SRA4, right_to_left=False)):
        assert box["media"] == pytest.approx([0, 0, 320, 225], abs=0.1)
        assert box["trim"] == pytest.approx([12, 7.5, 308, 217.5], abs=0.1)
        assert box["bleed"] == pytest.approx([9, 4.5, 311, 220.5], abs=0.1)


@pytest.mark.parametrize(
    ("source", "paper", "notes", "message"),
    [
        (
            pages(4, page="210mm 297mm"),
            A4,
            b"",
            r"420\.0 by 297\.0 mm do not fit on a sheet of 297 by 210 mm",
        ),
        (
            pages(4),
            Paper(305, 219, bleed_mm=3, crop_marks=True),
            b"",
            r"leaves 0\.5 mm for marks",
        ),
        (
            pages(4),
            A4,
            pages(1, "note", page="105mm 148mm"),
            r"page 5 is 105\.0 by 148\.0 mm and its place 148\.0 by 210\.0 mm",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_its_size(
    source: bytes, paper: Paper, notes: bytes, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        imposing.booklet(source, paper, right_to_left=False, notes=notes)


def turned(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[1].Rotate = 90
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def test_a_turned_page_is_refused_rather_than_laid_on_its_side() -> None:
    with pytest.raises(ValueError, match="page 2 is turned"):
        imposing.booklet(turned(pages(4)), right_to_left=False)


def meant_for(data: bytes, condition: str) -> bytes:
    """Return a PDF that says which printing condition it is made for."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        intent = pikepdf.Dictionary(
            S=pikepdf.Name.GTS_PDFX, OutputConditionIdentifier=pikepdf.String(condition)
        )
        pdf.Root.OutputIntents = pikepdf.Array([intent])
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def test_pages_for_two_printing_conditions_never_share_a_sheet() -> None:
    coated, plain = meant_for(pages(4), "FOGRA39"), meant_for(pages(1, "note"), "FOGRA52")
    with pytest.raises(ValueError, match="pages for FOGRA52 cannot stand on one sheet with"):
        imposing.booklet(coated, right_to_left=False, notes=plain)
    with pytest.raises(ValueError, match="no printing condition"):
        imposing.booklet(coated, right_to_left=False, notes=pages(1, "note"))
    same = meant_for(pages(1, "note"), "FOGRA39")
    with pikepdf.open(io.BytesIO(imposing.booklet(coated, right_to_left=False, notes=same))) as pdf:
        assert len(pdf.Root.OutputIntents) == 1


class Picture:
    """A side as ink on paper, by PDFium."""

    def __init__(self, page: Any, per_mm: float = 4.0) -> None:
        bitmap = page.render(scale=per_mm / MM)
        self.per_mm, self.height = per_mm, page.get_height() / MM
        self.step, self.channels = bitmap.stride, bitmap.n_channels
        self.data = bytes(bitmap.buffer)

    def colour(self, x: float, y: float) -> tuple[int, ...]:
        """Return blue, green and red at a place, in mm from the lower left corner."""
        row, column = int((self.height - y) * self.per_mm), int(x * self.per_mm)
        at = row * self.step + column * self.channels
        return tuple(self.data[at : at + 3])

    def darkest(self, left: float, bottom: float, right: float, top: float) -> int:
        """Return the darkest value in a rectangle."""
        steps = range(int((right - left) * self.per_mm) + 1)
        rows = range(int((top - bottom) * self.per_mm) + 1)
        return min(
            min(self.colour(left + i / self.per_mm, bottom + j / self.per_mm))
            for i in steps
            for j in rows
        )


BLEEDING = """
@page { bleed: 6mm; marks: crop }
@page :right { background: rgb(0, 0, 255) }
@page :left { background: rgb(255, 0, 0) }
"""
RED, BLUE, WHITE = (0, 0, 255), (255, 0, 0), (255, 255, 255)


def test_ink_goes_over_the_cut_by_the_bleed_and_never_over_the_fold() -> None:
    source = pages(8, look=BLEEDING)
    for creep in (0.0, 0.5):
        sheets = imposing.booklet(source, SRA4, right_to_left=False, creep_mm=creep)
        for number, side in enumerate(sides(sheets)):
            seen = Picture(side)
            # Even pages are left pages and red, odd ones blue.
            assert seen.colour(159.2, 60) == RED
            assert seen.colour(160.8, 60) == BLUE
            assert seen.colour(9.5, 60) == RED, f"side {number + 1} lacks bleed on the left"
            assert seen.colour(310.5, 60) == BLUE
            assert seen.colour(80, 5.0) == RED
            assert seen.colour(240, 220.0) == BLUE
            for beyond in ((8.4, 60), (311.6, 60), (80, 3.9), (240, 221.2)):
                assert seen.colour(*beyond) == WHITE, "the page's own marks are not printed"


def test_marks_stand_at_the_cut_and_the_fold_and_outside_the_bleed() -> None:
    for side in sides(imposing.booklet(pages(4), SRA4, right_to_left=False)):
        seen = Picture(side, per_mm=10)
        for x in (12, 160, 308):
            assert seen.darkest(x - 0.2, 0.5, x + 0.2, 3) < 200
            assert seen.darkest(x - 0.2, 222, x + 0.2, 224.5) < 200
        for y in (7.5, 217.5):
            assert seen.darkest(5, y - 0.2, 7, y + 0.2) < 200
            assert seen.darkest(313, y - 0.2, 315, y + 0.2) < 200
        assert seen.darkest(3, 111.5, 7.5, 113.5) < 200, "a cross lays one ink over another"
        assert seen.darkest(312.5, 111.5, 317, 113.5) < 200
        # Nothing between the bleed and the pages.
        for left, bottom, right, top in ((9, 5, 12, 220), (308, 5, 311, 220), (12, 5, 308, 7)):
            assert seen.darkest(left, bottom, right, top) == 255


def test_marks_are_on_every_plate_and_only_where_they_are_asked_for() -> None:
    with pikepdf.open(io.BytesIO(imposing.booklet(pages(4), SRA4, right_to_left=False))) as pdf:
        colour = pdf.pages[0].Resources.ColorSpace.Marks
        assert [str(part) for part in list(colour)[:2]] == ["/Separation", "/All"]
    plain = imposing.booklet(pages(4), right_to_left=False)
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        assert all("/ColorSpace" not in page.Resources for page in pdf.pages)
    marked = imposing.booklet(pages(4), A4._replace(fold_marks=True), right_to_left=False)
    for before, after in zip(sides(plain), sides(marked), strict=True):
        assert Picture(before).darkest(148, 0, 149, 7) == 255
        assert Picture(after, per_mm=10).darkest(148.3, 4, 148.7, 7) < 200


def test_fold_marks_of_a_trifold_stand_where_both_sides_are_folded() -> None:
    paper = A4._replace(fold_marks=True)
    for leftwards in (False, True):
        folded = imposing.trifold(panels(leftwards), paper, right_to_left=leftwards)
        narrow_left = ((97, 197), (100, 200))
        for side, folds in zip(
            sides(folded), narrow_left[::-1] if leftwards else narrow_left, strict=True
        ):
            seen = Picture(side, per_mm=10)
            for fold in folds:
                assert seen.darkest(fold - 0.2, 4, fold + 0.2, 7) < 200
                assert seen.darkest(fold + 1, 1, fold + 2, 7) == 255


def test_the_same_pages_give_the_same_bytes() -> None:
    for make in (imposing.booklet, imposing.two_up):
        assert make(pages(7), right_to_left=True) == make(pages(7), right_to_left=True)
    folded = imposing.trifold(panels(leftwards=False), right_to_left=False)
    assert folded == imposing.trifold(panels(leftwards=False), right_to_left=False)


def test_sixty_four_pages_grow_by_less_than_a_fifth() -> None:
    # As many words as a page of a leaflet has, none twice, no pictures and no tags to drop.
    text = "".join(
        f"<p>{' '.join(sha256(f'{n} {word}'.encode()).hexdigest()[:7] for word in range(150))}</p>"
        for n in range(64)
    )
    look = "@page { size: 148mm 210mm } p { break-before: page }"
    source = bytes(weasyprint.HTML(string=f"<style>{look}</style>{text}").write_pdf())
    for paper in (A4, SRA4):
        sheets = imposing.booklet(source, paper, right_to_left=False, creep_mm=0.1)
        assert (len(sides(source)), len(sides(sheets))) == (64, 32)
        assert len(sheets) < len(source) * 1.2


def test_fonts_and_pictures_are_there_once_however_many_sheets_use_them() -> None:
    source = pages(20)
    sheets = imposing.booklet(source, right_to_left=False)

    def counted(data: bytes) -> dict[str, int]:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = [x for x in pdf.objects if isinstance(x, pikepdf.Stream | pikepdf.Dictionary)]
            return {
                "files": sum("/FontFile2" in x or "/FontFile3" in x for x in found),
                "fonts": sum(x.get("/Type") == "/Font" for x in found),
                "forms": sum(x.get("/Subtype") == "/Form" for x in found),
            }

    with pikepdf.open(io.BytesIO(sheets)) as pdf:
        drawn = [form for page in pdf.pages for form in page.Resources.XObject.values()]
        assert all(form.Resources.is_indirect for form in drawn)
        assert len({form.Resources.objgen for form in drawn}) == 1, "one list of them for all pages"
    before, after = counted(source), counted(sheets)
    assert before["files"] > 0
    assert after == {**before, "forms": 20}


def rhm20(language: str) -> bytes:
    """Return the sample leaflet's a5 pages, as a build makes them."""
    table = desk.read(CHECKOUT, DAY)
    composer = Composer(CHECKOUT, table.hospital, table.components)
    for entry in table.entries:
        edition = entry.edition
        if (edition.leaflet.number, edition.language) == ("RHM20", language):
            pressed = pressing.press(composer.compose(edition, PROFILES["a5"]))
            assert isinstance(pressed, Pressed)
            return pressed.data
    raise AssertionError(language)


Tone = tuple[float, ...]
ACROSS, DOWN = 16, 22


def tone(page: Any, left: float = 0.0) -> Tone:
    """Return how dark each part of an A5 page is whose left edge stands there (mm)."""
    bitmap = page.render(scale=1, grayscale=True)
    data, step = bytes(bitmap.buffer), bitmap.stride
    start, wide, high = left * MM, 148 * MM / ACROSS, 210 * MM / DOWN
    cells = []
    for row in range(DOWN):
        lines = range(int(row * high), int((row + 1) * high))
        for column in range(ACROSS):
            first, last = (round(start + wide * (column + end)) for end in (0, 1))
            ink = [255 - value for y in lines for value in data[y * step + first : y * step + last]]
            cells.append(sum(ink) / len(ink))
    return tuple(cells)


def unlike(one: Tone, other: Tone) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_sample_printed_to_pictures_cut_and_folded_shows_its_pages_in_order(
    language: str,
) -> None:
    source, leftwards = rhm20(language), language == "ur"
    originals = [tone(page) for page in sides(source)]
    closing = imposing.last_section(source)
    notes = meant_for(pages(1, "note"), "sRGB")
    sheets = imposing.booklet(source, right_to_left=leftwards, notes=notes, closing=closing)
    originals.append(tone(sides(notes)[0]))

    def recognised(picture: Tone) -> int:
        ranked = sorted(range(len(originals)), key=lambda n: unlike(picture, originals[n]))
        best, second = (unlike(picture, originals[n]) for n in ranked[:2])
        assert best < second / 2, "a picture is one page's and no other's"
        return ranked[0] + 1

    printed = [(tone(side, 0.5), tone(side, 148.5)) for side in sides(sheets)]
    halves = [(recognised(left), recognised(right)) for left, right in printed]
    read = leafed(list(zip(halves[::2], halves[1::2], strict=True)), from_right=leftwards)
    count = len(originals) - 1
    text = [page for page in read if page <= count]
    assert text == [*range(1, count + 1)]
    assert read[0] == 1
    assert read[-closing:] == [*range(count - closing + 1, count + 1)]
    assert len(read) == count + -count % 4


@pytest.mark.slow
def test_sheets_of_the_sample_keep_its_colours_and_fonts_and_drop_its_tags() -> None:
    source = rhm20("ur")
    with (
        pikepdf.open(io.BytesIO(source)) as before,
        pikepdf.open(io.BytesIO(imposing.booklet(source, right_to_left=True))) as after,
    ):
        intent, kept = before.Root.OutputIntents[0], after.Root.OutputIntents[0]
        assert kept.OutputConditionIdentifier == intent.OutputConditionIdentifier
        assert kept.DestOutputProfile.read_bytes() == intent.DestOutputProfile.read_bytes()
        assert "/StructTreeRoot" in before.Root
        gone = {"/StructTreeRoot", "/MarkInfo", "/Metadata", "/Outlines", "/Names", "/AF"}
        assert not gone & set(after.Root.keys())
        assert any("/Annots" in page for page in before.pages)
        for page in after.pages:
            assert "/Annots" not in page
        names = [
            {str(font["/BaseFont"]) for font in pdf.objects if is_font(font)}
            for pdf in (before, after)
        ]
        assert names[0] == names[1]
        assert str(after.docinfo["/Title"]) == str(before.docinfo["/Title"])
        assert after.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert after.Root.ViewerPreferences.PrintScaling == "/None"


def is_font(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"


def test_the_last_section_is_counted_from_the_page_that_its_heading_is_on() -> None:
    html = "<style>h2{break-before:page}p{break-before:page}</style><h1>A</h1><h2>B</h2><h2>C</h2>"
    one = bytes(weasyprint.HTML(string=html).write_pdf())
    two = bytes(weasyprint.HTML(string=f"{html}<h3>D</h3><p>runs on</p>").write_pdf())
    assert imposing.last_section(one) == 1
    assert imposing.last_section(two) == 2
    assert imposing.last_section(pages(5)) == 1, "without headings the last page is the back cover"


def test_sides_are_labelled_by_sheet() -> None:
    labels = pypdfium2.PdfDocument(imposing.booklet(pages(8), right_to_left=False))
    assert [labels.get_page_label(n) for n in range(4)] == [
        "1 front",
        "1 back",
        "2 front",
        "2 back",
    ]
