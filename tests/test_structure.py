"""Tests of what a finished PDF says to those who cannot see it; validators miss all of this."""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image

from tests.long_leaflet import (
    CUT,
    EVERY,
    LONG,
    NEXT,
    POINTS,
    ROWS,
    SENTENCES,
    SMALL,
    STEPS,
    TICKS,
    Finished,
    Name,
)
from tests.reading import Annotation, Box, Element, Reading, Source, squeezed

pytest_plugins = ("tests.long_leaflet",)

Files = Mapping[Name, Finished]
Readings = Mapping[Name, Reading]
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
MAY_BE_EMPTY = ("TD", "Figure")
BLOCK = (18, 52, 86)
"""The colour of the long leaflet's only drawing, and of nothing else."""
DARK = 128
SCALE = 4


def saying(words: str, language: str) -> str:
    return squeezed(SENTENCES[words] if language == "ur" else words).replace("*", "")


def the(found: list[Element]) -> Element:
    """Return the only one."""
    (one,) = found
    return one


def containing(read: Reading, kind: str, words: str) -> Element:
    """Return the only element of a kind that says some words."""
    return the([one for one in read.document.all(kind) if words in read.text(one)])


# Lists and tables over page breaks.


@pytest.mark.parametrize("name", LONG + NEXT + CUT)
def test_a_list_over_a_page_break_is_one_list_with_each_item_once(
    readings: Readings, name: Name
) -> None:
    read = readings[name]
    words = [saying(f"point {n} to remember", name[1]) for n in range(1, POINTS + 1)]
    points = containing(read, "L", words[-1])
    items = points.children()
    assert [one.kind for one in items] == ["LI"] * POINTS
    assert [read.text(one) for one in items] == words
    assert [[part.kind for part in one.children()] for one in items] == [["LBody"]] * POINTS
    assert len({place[0] for place in points.places()}) > 1, "it no longer breaks over a page"


@pytest.mark.parametrize("name", LONG + NEXT + CUT)
def test_steps_keep_their_numbers_over_a_page_break(readings: Readings, name: Name) -> None:
    read = readings[name]
    steps = containing(read, "L", saying(f"Take step {STEPS} slowly.", name[1]))
    assert steps.attributes["ListNumbering"] == "Decimal"
    items = steps.children()
    assert [[part.kind for part in one.children()] for one in items] == [["Lbl", "LBody"]] * STEPS
    labels = [read.drawn(one.children("Lbl")[0]) for one in items]
    assert labels == [str(number) for number in range(1, STEPS + 1)]
    words = [saying(f"Take step {n} slowly.", name[1]) for n in range(1, STEPS + 1)]
    words[2] += saying("Rest after step 3", name[1])
    assert [read.text(one) for one in items] == words
    assert len({place[0] for place in steps.places()}) > 1, "it no longer breaks over a page"


@pytest.mark.parametrize("name", LONG + NEXT + CUT)
def test_a_list_within_an_item_stands_in_the_body_of_the_item(
    readings: Readings, name: Name
) -> None:
    read = readings[name]
    words = saying("Rest after step 3", name[1])
    inner = the([one for one in read.document.all("L") if read.text(one) == words])
    bodies = [one for one in read.document.all("LBody") if inner in one.children()]
    assert [read.text(one) for one in bodies] == [saying("Take step 3 slowly.", name[1]) + words]


@pytest.mark.parametrize("name", LONG + NEXT + CUT)
def test_tick_boxes_are_heard_as_items(readings: Readings, name: Name) -> None:
    read = readings[name]
    ticks = containing(read, "L", saying(f"thing {TICKS}", name[1]))
    assert [read.text(one) for one in ticks.children("LI")] == [
        saying(f"thing {n}", name[1]) for n in range(1, TICKS + 1)
    ]


def test_questions_are_heard_with_the_numbers_that_are_drawn(readings: Readings) -> None:
    for language in ("en", "ur"):
        read = readings["TST2", language, "a4"]
        numbered = [
            one for one in read.document.all("L") if one.attributes["ListNumbering"] == "Decimal"
        ]
        for one in numbered:
            labels = [read.drawn(label) for label in one.all("Lbl")]
            assert labels == [str(n + 1) for n in range(len(one.children("LI")))]


@pytest.mark.parametrize("name", LONG + NEXT + CUT)
def test_a_table_over_a_page_break_is_one_table_with_each_cell_once(
    readings: Readings, name: Name
) -> None:
    read = readings[name]
    table = containing(read, "Table", saying("reason for 1", name[1]))
    assert [one.kind for one in table.children()] == ["THead", "TBody"]
    head, body = table.children()
    assert [[read.text(cell) for cell in row.children()] for row in head.children("TR")] == [
        [saying(words, name[1]) for words in ("Day", "What", "Why")]
    ]
    assert [[cell.kind for cell in row.children()] for row in body.children()] == [
        ["TH", "TD", "TD"]
    ] * ROWS
    assert [[read.text(cell) for cell in row.children()] for row in body.children("TR")] == [
        [saying(f"{words} {n}", name[1]) for words in ("day number", "dose for", "reason for")]
        for n in range(1, ROWS + 1)
    ]
    assert len({place[0] for place in table.places()}) > 1, "it no longer breaks over a page"


@pytest.mark.parametrize("name", LONG)
def test_a_header_that_is_drawn_again_on_each_page_is_read_once(
    readings: Readings, name: Name
) -> None:
    read = readings[name]
    table = containing(read, "Table", saying("reason for 1", name[1]))
    again = {place[0] for place in table.places()} - {next(table.places())[0]}
    (head,) = table.all("THead")
    drawn = [read.drawn(cell) for cell in head.all("TH")]
    for page in again:
        furniture = [squeezed(one.text) for one in read.artifacts if one.page == page]
        assert [words for words in furniture if words in drawn] == drawn


@pytest.mark.parametrize("name", EVERY)
def test_every_table_header_says_whether_it_heads_a_row_or_a_column(
    readings: Readings, name: Name
) -> None:
    tables = readings[name].document.all("Table")
    assert tables
    for table in tables:
        inside = {one.number for head in table.all("THead") for one in head.all("TH")}
        for header in table.all("TH"):
            wanted = "Column" if header.number in inside else "Row"
            assert header.attributes["Scope"] == wanted


@pytest.mark.parametrize("name", EVERY)
def test_every_cell_names_its_row_and_its_column(finished: Files, name: Name) -> None:
    with pikepdf.open(io.BytesIO(finished[name].pressed.data)) as pdf:
        cells = 0
        for table in structure(pdf, "/Table"):
            groups = {str(group.S): list(group.K) for group in table.K}
            columns = [cell for row in groups.get("/THead", []) for cell in row.K]
            for row in groups["/TBody"]:
                first, *rest = list(row.K)
                for place, cell in enumerate(rest, start=1):
                    cells += 1
                    heads = [first, columns[place]] if columns else [first]
                    if first.S != "/TH":
                        heads = heads[1:]
                    assert headers(cell) == {bytes(one.ID) for one in heads}
        assert cells
        ids = [bytes(one.ID) for one in structure(pdf, "/TH")]
        assert len(ids) == len(set(ids))
        leaf = pdf.Root.StructTreeRoot.IDTree.Kids[0].Names
        listed = {bytes(leaf[at]): leaf[at + 1].objgen for at in range(0, len(leaf), 2)}
        assert listed == {bytes(one.ID): one.objgen for one in structure(pdf, "/TH")}


def structure(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """Return every structure element of a kind that the tree reaches, as the file holds it."""

    def below(element: pikepdf.Object) -> list[pikepdf.Object]:
        found = [element] if kind == element.S else []
        inner = element.get("/K", pikepdf.Array())
        for kid in inner if isinstance(inner, pikepdf.Array) else [inner]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                found += below(kid)
        return found

    return below(pdf.Root.StructTreeRoot.K[0])


def headers(cell: pikepdf.Object) -> set[bytes]:
    found = cell.get("/A", pikepdf.Array())
    return {
        bytes(header)
        for one in (found if isinstance(found, pikepdf.Array) else [found])
        for header in one.get("/Headers", [])
    }


# What is heard, in which order, and what is not.


@pytest.mark.parametrize("name", EVERY)
def test_the_order_of_reading_is_the_order_of_the_source(
    finished: Files, readings: Readings, name: Name
) -> None:
    read = readings[name]
    assert read.text(read.document) == Source(finished[name].job.html).text


@pytest.mark.parametrize("name", [name for name in EVERY if name[1] == "ur"])
def test_right_to_left_words_are_drawn_by_the_letters_that_are_heard(
    readings: Readings, name: Name
) -> None:
    read = readings[name]
    spoken = [one for one in read.document.walk() if one.spoken is not None]
    assert spoken
    for one in spoken:
        # Drawn from the left, so that the order differs; a letter may be drawn in two parts.
        drawn, wanted = parts(read.drawn(one)), parts(squeezed(one.spoken or ""))
        assert Counter(drawn) == Counter(wanted)
        if not re.search("[0-9A-Za-z():–-]", drawn):
            assert parts(drawn[::-1]) == wanted


def parts(text: str) -> str:
    return unicodedata.normalize("NFD", unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("name", [name for name in EVERY if name[1] == "ur"])
def test_words_on_both_sides_of_a_line_break_stay_two_words(
    finished: Files, readings: Readings, name: Name
) -> None:
    assert readings[name].words() == Source(finished[name].job.html).arabic_words()


@pytest.mark.parametrize("name", EVERY)
def test_marked_content_is_reached_exactly_once_or_is_an_artifact(
    readings: Readings, name: Name
) -> None:
    read = readings[name]
    assert read.twice == []
    assert read.unmarked == []
    assert Counter(read.document.places()) == Counter(list(read.texts))


@pytest.mark.parametrize("name", EVERY)
def test_the_way_back_leads_from_content_to_the_element_that_holds_it(
    readings: Readings, name: Name
) -> None:
    read = readings[name]
    held = {
        kid: one.number
        for one in read.document.walk()
        for kid in one.kids
        if isinstance(kid, tuple)
    }
    assert {place: owner for place, owner in read.owners.items() if owner is not None} == held
    for one in read.document.walk():
        for kid in one.kids:
            if isinstance(kid, Annotation):
                assert kid.owner == one.number


@pytest.mark.parametrize("name", EVERY)
def test_heads_feet_and_watermark_are_furniture_of_every_page(
    finished: Files, readings: Readings, name: Name
) -> None:
    read, one = readings[name], finished[name]
    assert {artifact.kind for artifact in read.artifacts if artifact.text} == {"Pagination"}
    notice = squeezed("DRAFT – not for patients")
    for page in range(one.pressed.pages or 0):
        furniture = [
            squeezed(artifact.text) for artifact in read.artifacts if artifact.page == page
        ]
        assert furniture.count(squeezed(one.job.identity)) == 1
        assert furniture.count(notice) == 2, "once in the head, once across the page"
        assert str(page + 1) in furniture
    heard = read.text(read.document)
    assert heard.count(squeezed(one.job.identity)) == 1, "only where the leaflet says what it is"
    assert notice not in heard


@pytest.mark.parametrize("name", EVERY)
def test_no_element_is_empty_but_a_cell_to_write_in(readings: Readings, name: Name) -> None:
    read = readings[name]
    empty = [one.kind for one in read.document.walk() if not one.kids and one.alt is None]
    assert set(empty) <= set(MAY_BE_EMPTY)


@pytest.mark.parametrize("name", EVERY)
def test_the_masthead_is_heard_once(finished: Files, readings: Readings, name: Name) -> None:
    read = readings[name]
    title = squeezed(finished[name].job.facts.title)
    assert read.text(read.document).count(squeezed("Test Children's Hospital")) == 3, (
        "in the masthead, in the address and beside the year"
    )
    assert [read.text(one) for one in read.document.all("H1")] == [title]
    assert read.text(read.document).index(squeezed("Test Children's Hospital")) == 0


# Headings, links, roles.


@pytest.mark.parametrize("name", EVERY)
def test_headings_are_those_of_the_source_without_gaps(
    finished: Files, readings: Readings, name: Name
) -> None:
    read = readings[name]
    found = [(one.kind, read.text(one)) for one in read.document.all(*HEADINGS)]
    assert found == Source(finished[name].job.html).headings
    levels = [int(kind[1]) for kind, _ in found]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


@pytest.mark.parametrize("name", EVERY)
def test_the_outline_is_that_of_the_headings(
    finished: Files, readings: Readings, name: Name
) -> None:
    read = readings[name]
    with pikepdf.open(io.BytesIO(finished[name].pressed.data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

        def entries(given: pikepdf.Object | None, level: int) -> list[tuple[str, str, int]]:
            found = []
            while given is not None:
                place = given.Dest if "/Dest" in given else given.A.D
                title = squeezed(str(given.Title))
                found.append((f"H{level}", title, pages[place[0].objgen]))
                found += entries(given.get("/First"), level + 1)
                given = given.get("/Next")
            return found

        outline = entries(pdf.Root.Outlines.First, 1)
    headings = [
        (one.kind, read.text(one), next(one.places())[0]) for one in read.document.all(*HEADINGS)
    ]
    assert outline == headings


@pytest.mark.parametrize("name", LONG + NEXT + CUT)
def test_a_link_says_where_it_leads_in_the_words_of_the_page(
    readings: Readings, name: Name
) -> None:
    words = "اس کے بارے میں مزید" if name[1] == "ur" else "more about it"
    read = readings[name]
    link = the(read.document.all("Link"))
    (annotation,) = (kid for kid in link.kids if isinstance(kid, Annotation))
    assert (annotation.subtype, annotation.contents) == ("Link", words)
    assert read.text(link) == squeezed(words)


@pytest.mark.parametrize(("name", "words"), [(SMALL[0], "Emergency"), (SMALL[1], "ہنگامی صورت")])
def test_a_link_to_a_page_says_what_stands_there(
    finished: Files, readings: Readings, name: Name, words: str
) -> None:
    read = readings[name]
    link = the(read.document.all("Link"))
    assert [kid.contents for kid in link.kids if isinstance(kid, Annotation)] == [words]
    assert read.text(link) == "1"
    with pikepdf.open(io.BytesIO(finished[name].pressed.data)) as pdf:
        areas = [one.Rect for page in pdf.pages for one in page.get("/Annots", [])]
        assert len(areas) == 1
        left, bottom, right, top = map(float, areas[0])
        assert abs(right - left) > 3
        assert abs(top - bottom) > 3


@pytest.mark.parametrize("name", LONG + NEXT + CUT)
def test_stressed_words_are_tagged_as_such(readings: Readings, name: Name) -> None:
    read = readings[name]
    first = "نہ" if name[1] == "ur" else "Donot"
    second = "اکیلے" if name[1] == "ur" else "alone"
    assert first in [read.text(one) for one in read.document.all("Strong")]
    assert [read.text(one) for one in read.document.all("Em")] == [second]
    # PDF 1.7 has no such roles: its readers are told what to take them for.
    assert read.roles == ({} if name[2] == "ua2" else {"Strong": "Span", "Em": "Span"})


@pytest.mark.parametrize("name", EVERY)
def test_nothing_of_the_press_own_notes_is_left_in_the_file(finished: Files, name: Name) -> None:
    with pikepdf.open(io.BytesIO(finished[name].pressed.data)) as pdf:
        assert [
            item.objgen
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and "/LeafletPress" in item
        ] == []


# Pictures.


@pytest.mark.parametrize("name", EVERY)
def test_pictures_have_words_in_the_language_of_the_edition(
    finished: Files, readings: Readings, name: Name
) -> None:
    found = [one.alt for one in readings[name].document.all("Figure")]
    title = finished[name].job.facts.title
    drawings = {
        ("TST1", "en"): ["A thermometer."],
        ("TST1", "pl"): ["Termometr."],
        ("TST1", "ur"): ["تھرمامیٹر۔"],
        ("TST3", "en"): ["A solid block."],
        ("TST3", "ur"): ["ایک ٹھوس ٹکڑا۔"],
    }
    # Icons and the emblem are decoration; the square code at the end is not.
    assert found == [*drawings.get(name[:2], []), f"{title} {name[0]}"]


@pytest.mark.parametrize("name", LONG + NEXT + CUT)
def test_the_box_of_a_picture_lies_where_the_picture_is(
    finished: Files, readings: Readings, name: Name
) -> None:
    figure = readings[name].document.all("Figure")[0]
    assert figure.page is not None
    assert figure.box is not None
    seen = extent(page_picture(finished[name], figure.page), lambda point: point == BLOCK)
    assert figure.box == pytest.approx(seen, abs=0.5)


@pytest.mark.parametrize("name", EVERY)
def test_the_box_of_the_square_code_holds_the_code(
    finished: Files, readings: Readings, name: Name
) -> None:
    figure = readings[name].document.all("Figure")[-1]
    assert figure.page is not None
    assert figure.box is not None
    left, bottom, right, top = (edge * SCALE for edge in figure.box)
    picture = page_picture(finished[name], figure.page)
    cut = picture.crop(
        (int(left), int(picture.height - top), int(right), int(picture.height - bottom))
    )
    dark = extent(cut, lambda point: max(point) < DARK)
    # The code reaches to its quiet zone, which is the same on all sides.
    width = figure.box[2] - figure.box[0]
    assert min(dark[2] - dark[0], dark[3] - dark[1]) > 0.7 * width
    assert dark[0] == pytest.approx(cut.width / SCALE - dark[2], abs=1)
    assert dark[1] == pytest.approx(cut.height / SCALE - dark[3], abs=1)


def page_picture(one: Finished, page: int) -> Image.Image:
    """Return a page as a picture in SCALE pixels to a point."""
    document = pypdfium2.PdfDocument(one.pressed.data)
    try:
        picture = document[page].render(scale=SCALE).to_pil().convert("RGB")
        assert isinstance(picture, Image.Image)
        return picture
    finally:
        document.close()


def extent(picture: Image.Image, wanted: Callable[[tuple[int, int, int]], bool]) -> Box:
    """Return the box around the wanted points of a picture, from its bottom left, in pt."""
    columns: set[int] = set()
    lines: set[int] = set()
    colours = picture.tobytes()
    for place, point in enumerate(zip(colours[::3], colours[1::3], colours[2::3], strict=True)):
        if wanted(point):
            columns.add(place % picture.width)
            lines.add(place // picture.width)
    bottom, top = picture.height - max(lines) - 1, picture.height - min(lines)
    edges = (min(columns), bottom, max(columns) + 1, top)
    return tuple(edge / SCALE for edge in edges)  # type: ignore[return-value]
