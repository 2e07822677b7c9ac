"""Tests of finished pages, read back as data: direction, tags, titles, fonts, fullness."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdf
import pytest

from tests.finished import ALL, Name, embedded, pressed, rows

pytest_plugins = ("tests.finished",)

TITLES = {
    ("TST1", "en"): "Fever in children",
    ("TST1", "pl"): "Gorączka u dzieci",
    ("TST1", "ur"): "بچوں میں بخار",
    ("TST2", "en"): "What to pack",
    ("TST2", "pl"): "Co spakować",
}
NEARLY_EMPTY = 0.08
"""Of the lines of the fullest page: less than that is paper for nothing."""


@pytest.mark.parametrize("name", ALL)
def test_right_to_left_files_open_as_such(built_once: Path, name: Name) -> None:
    with pikepdf.open(pressed(built_once, name)) as pdf:
        direction = pdf.Root.ViewerPreferences.get("/Direction")
    assert direction == ("/R2L" if name[1] == "ur" else None)


@pytest.mark.parametrize("name", ALL)
def test_files_are_tagged_and_name_their_language(built_once: Path, name: Name) -> None:
    with pikepdf.open(pressed(built_once, name)) as pdf:
        assert str(pdf.Root.Lang) == name[1]
        assert pdf.Root.MarkInfo.Marked
        tags = {
            str(item.S)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
        }
        assert "/StructTreeRoot" in pdf.Root
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD"} <= tags


@pytest.mark.parametrize("name", [name for name in ALL if name[0] == "TST1"])
def test_the_drawing_is_a_figure_with_words(built_once: Path, name: Name) -> None:
    words = {"en": "A thermometer.", "pl": "Termometr.", "ur": "تھرمامیٹر۔"}
    with pikepdf.open(pressed(built_once, name)) as pdf:
        alts = {
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary)
            and item.get("/S") == "/Figure"
            and "/Alt" in item
        }
    assert words[name[1]] in alts


@pytest.mark.parametrize("name", ALL)
def test_files_carry_their_title_and_show_it(built_once: Path, name: Name) -> None:
    reader = pypdf.PdfReader(pressed(built_once, name))
    assert reader.metadata is not None
    title = reader.metadata.title
    assert title == TITLES.get(name[:2], title)
    assert title
    assert reader.metadata.author == "Test Children's Hospital"
    with pikepdf.open(pressed(built_once, name)) as pdf:
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_files_are_dated_by_their_issue_and_not_by_the_clock(built_once: Path) -> None:
    for name in ALL:
        metadata = pypdf.PdfReader(pressed(built_once, name)).metadata
        assert metadata is not None
        dates = [str(metadata[key]) for key in ("/CreationDate", "/ModDate")]
        assert dates == ["D:20260115000000Z", "D:20260115000000Z"]


def test_page_counts_are_sane(built_once: Path) -> None:
    for name, row in rows(built_once).items():
        assert 1 <= row["pages"] <= (6 if name[2] == "a5" else 4)


def lines_of(path: Path) -> list[int]:
    """Return how many lines of text stand on each page between head and foot."""
    found = []
    for page in pypdf.PdfReader(path).pages:
        heights: list[float] = []

        def visit(text: str, matrix: list[float], place: list[float], *_: object) -> None:
            if text.strip():
                heights.append(place[4] * matrix[1] + place[5] * matrix[3] + matrix[5])  # noqa: B023

        page.extract_text(visitor_text=visit)
        high = float(page.mediabox.height)
        inner = {round(height / 4) for height in heights if 0.1 * high < height < 0.9 * high}
        found.append(len(inner))
    return found


@pytest.mark.parametrize("name", ALL)
def test_no_page_but_the_last_is_nearly_empty(built_once: Path, name: Name) -> None:
    counts = lines_of(pressed(built_once, name))
    fullest = max(counts)
    assert [count for count in counts[:-1] if count < NEARLY_EMPTY * fullest] == []
    assert counts[-1] > 0


@pytest.mark.parametrize("name", ALL)
def test_urdu_is_set_in_nastaliq_and_nothing_else_is(built_once: Path, name: Name) -> None:
    fonts = embedded(pressed(built_once, name))
    nastaliq = {"Noto-Nastaliq-Urdu", "Noto-Nastaliq-Urdu-Bold"}
    assert fonts & nastaliq == (nastaliq if name[1] == "ur" else set())
    assert "Noto-Sans-Arabic" not in fonts


def test_no_file_holds_scripts_or_addresses_of_the_machine(
    built_once: Path,
) -> None:
    for name in ALL:
        with pikepdf.open(pressed(built_once, name)) as pdf:
            keys = {
                key
                for item in pdf.objects
                if isinstance(item, pikepdf.Dictionary)
                for key in item.keys()  # noqa: SIM118 - a PDF dictionary iterates over pairs
            }
        assert not keys & {"/JS", "/JavaScript", "/OpenAction", "/AA"}
        assert str(built_once).encode() not in pressed(built_once, name).read_bytes()
