"""Tests of the bilingual profile: two languages, level, numbered, each tagged as what it is."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from press import desk
from press.cli import main
from press.compose import Composer
from press.jobs import RenderJob
from press.profiles import PROFILES
from tests.drawn import POINTS_PER_MM, Element, Spot, body, put_out_as, spots, tree
from tests.finished import TODAY, findings, pressed, rows

pytest_plugins = ("tests.finished",)

TAGS = ["pl", "ur"]
LEVEL = 1 * POINTS_PER_MM
NUMBER = re.compile(r'<span class="section-number"><(?:bdi|span)[^>]*>(\d+)<')
HEADING = re.compile(r'<h2 class="numbered" id="section-(\d+)"[^>]*>(.*?)</h2>', re.DOTALL)
HALF = re.compile(r'<span class="half (here|there)" lang="([^"]+)" dir="(ltr|rtl)">')


@pytest.fixture(scope="module")
def paired(_signed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the signed hospital, put out in two languages. Look at it, but never write to it."""
    project = tmp_path_factory.mktemp("bilingual") / "hospital"
    shutil.copytree(_signed_once, project)
    put_out_as(project, "bilingual")
    main(["build", "--project", str(project), "--today", TODAY])
    return project


def composed(project: Path, tag: str) -> RenderJob:
    """Return the job of TST1's bilingual sheet."""
    table = desk.read(project, datetime.date.fromisoformat(TODAY))
    edition = next(
        entry.edition
        for entry in table.entries
        if (entry.edition.leaflet.number, entry.edition.language) == ("TST1", tag)
    )
    composer = Composer(project, table.hospital, table.components)
    return composer.compose(edition, PROFILES["bilingual"])


def pairs(pdf: pikepdf.Pdf, tag: str) -> Iterator[tuple[Element, Element]]:
    """Yield each pair of columns: header cells are left out, where both stand below each other."""

    def search(element: Element) -> Iterator[tuple[Element, Element]]:
        if element.kind == "/TH":
            return
        if [child.language for child in element.children] == [tag, "en"]:
            here, there = element.children
            yield here, there
        for child in element.children:
            yield from search(child)

    yield from search(body(tree(pdf))[0])


def starts(pdf: pikepdf.Pdf, tag: str) -> list[tuple[Spot, Spot]]:
    """Return where the two halves of each pair start."""
    drawn = spots(pdf)
    return [(drawn[here.marks[0]], drawn[there.marks[0]]) for here, there in pairs(pdf, tag)]


def test_only_translations_have_a_bilingual_sheet(paired: Path) -> None:
    assert {name[1] for name in rows(paired)} == {"pl", "ur"}


@pytest.mark.parametrize("tag", TAGS)
def test_the_halves_of_a_pair_are_level_and_on_one_page(paired: Path, tag: str) -> None:
    with pikepdf.open(pressed(paired, ("TST1", tag, "bilingual"))) as pdf:
        found = starts(pdf, tag)
    assert len(found) >= 12
    assert [here.page for here, _ in found] == [there.page for _, there in found]
    assert max(abs(here.y - there.y) for here, there in found) <= LEVEL


@pytest.mark.parametrize("tag", TAGS)
def test_the_translation_stands_at_the_readers_start(paired: Path, tag: str) -> None:
    with pikepdf.open(pressed(paired, ("TST1", tag, "bilingual"))) as pdf:
        found = starts(pdf, tag)
    at_the_right = {here.x > there.x for here, there in found}
    assert at_the_right == {tag == "ur"}


@pytest.mark.parametrize("tag", TAGS)
def test_both_languages_are_tagged_in_the_order_of_reading(paired: Path, tag: str) -> None:
    with pikepdf.open(pressed(paired, ("TST1", tag, "bilingual"))) as pdf:
        languages = [e.language for e in body(tree(pdf)) if e.language in (tag, "en")]
        kinds = {e.kind for e in body(tree(pdf))}
    assert languages.count(tag) >= 20
    assert languages.count("en") >= 20
    assert {"/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure"} <= kinds


@pytest.mark.parametrize("tag", TAGS)
def test_sections_have_the_same_number_in_both_languages(paired: Path, tag: str) -> None:
    html = composed(paired, tag).html
    headings = HEADING.findall(html)
    assert [int(number) for number, _ in headings] == [1, 2]
    for number, heading in headings:
        assert NUMBER.findall(heading) == [number, number]


def test_a_safety_box_without_a_heading_has_a_number_of_its_own(paired: Path) -> None:
    alone = re.search(r'<p class="lone-number">(.*?)</p>', composed(paired, "pl").html)
    assert alone is not None
    assert NUMBER.findall(alone[1]) == ["3", "3"]


@pytest.mark.parametrize(("tag", "direction"), [("pl", "ltr"), ("ur", "rtl")])
def test_each_half_says_its_language_and_direction(paired: Path, tag: str, direction: str) -> None:
    halves = HALF.findall(composed(paired, tag).html)
    assert set(halves) == {("here", tag, direction), ("there", "en", "ltr")}
    assert [place for place, _, _ in halves] == ["here", "there"] * (len(halves) // 2)


@pytest.mark.parametrize("tag", TAGS)
def test_every_text_of_the_source_stands_beside_its_translation(paired: Path, tag: str) -> None:
    job = composed(paired, tag)
    for text in ("Emergency", "Give a drink.", "4 years", "does ", "A thermometer shows 38°C."):
        assert text in job.said
    page = re.sub(r"<[^>]*>", "", job.html)
    assert "Fever in children" in page
    assert "Get help if your child:" in page


@pytest.mark.parametrize("tag", TAGS)
def test_a_picture_stands_once_with_both_captions(paired: Path, tag: str) -> None:
    html = composed(paired, tag).html
    assert html.count("<img ") == 1
    caption = re.search(r"<figcaption>(.*?)</figcaption>", html)
    assert caption is not None
    assert [place for place, _, _ in HALF.findall(caption[1])] == ["here", "there"]


@pytest.mark.parametrize("tag", TAGS)
def test_files_are_what_they_claim(paired: Path, tag: str) -> None:
    for number in ("TST1", "TST2"):
        standards = rows(paired)[number, tag, "bilingual"]["standards"]
        assert standards == ["PDF/UA-1", "PDF/A-3a"]


def test_bilingual_pages_raise_no_finding(paired: Path) -> None:
    assert [row for row in findings(paired) if row["path"].endswith(".pdf")] == []


@pytest.mark.parametrize(
    ("tag", "title", "section"),
    [("pl", "Gorączka u dzieci", "2 Co robić"), ("ur", "بچوں میں بخار", "2 کیا کریں")],
)
def test_the_outline_names_each_section_once_in_the_editions_language(
    paired: Path, tag: str, title: str, section: str
) -> None:
    with pikepdf.open(pressed(paired, ("TST1", tag, "bilingual"))) as pdf, pdf.open_outline() as o:
        first = o.root[0]
        titles = [child.title for child in first.children]
    assert first.title == title
    assert titles.count(section) == 1
    assert not any("What to do" in found for found in titles)


@pytest.mark.parametrize("tag", TAGS)
def test_the_same_sheet_is_composed_twice_the_same(paired: Path, tag: str) -> None:
    assert composed(paired, tag) == composed(paired, tag)
