"""Braille: pages that an embosser takes, words in reading order, and numbers that are right."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from press import braille, braille_cells, machine
from press.braille_blocks import Block, Form, Run, read
from press.cli import main
from press.profiles import PROFILES
from tests.conftest import Press, edit
from tests.finished import TODAY, artefacts, findings, rows

BRAILLE = ("leaflets/TST1-fever/leaflet.toml", 'profiles = ["a4", "a5"]', 'profiles = ["braille"]')


def build(project: Path) -> int:
    return main(["build", "--project", str(project), "--today", TODAY, "--leaflet", "TST1"])


@pytest.fixture(scope="module")
def library(_signed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the signed hospital with the braille of one leaflet."""
    project = tmp_path_factory.mktemp("braille") / "hospital"
    shutil.copytree(_signed_once, project)
    edit(project, *BRAILLE)
    assert build(project) == 0
    return project


def pages(project: Path, language: str) -> list[list[str]]:
    data = artefacts(project)["TST1", language, "braille"].decode("ascii")
    assert data.endswith("\r\n\f")
    return [page.split("\r\n")[:-1] for page in data.removesuffix("\f").split("\f")]


def back(cells: str, table: str = "en-ueb-g2.ctb") -> str:
    """Return what liblouis reads in cells; a backslash would begin a code of its own."""
    answer = subprocess.run(
        ["lou_translate", "--backward", f"en-us-brf.dis,{table}"],
        input=cells.replace("\\", "\\\\") + "\n",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return answer.stdout.strip()


def said(project: Path, language: str) -> str:
    """Return the words of an edition without its heads and feet, in one line of cells."""
    return " ".join(" ".join(line for page in pages(project, language) for line in page).split())


def test_a_page_has_25_lines_of_at_most_40_cells(library: Path) -> None:
    for language in ("en", "pl"):
        assert {len(page) for page in pages(library, language)} == {25}
        assert max(len(line) for page in pages(library, language) for line in page) == 40


def test_only_signs_of_ascii_braille_are_written(library: Path) -> None:
    signs = set("".join(line for page in pages(library, "pl") for line in page))
    assert signs <= {chr(code) for code in range(0x20, 0x60)}


def test_the_same_edition_gives_the_same_bytes(library: Path, tmp_path: Path) -> None:
    again = Path(shutil.copytree(library, tmp_path / "again"))
    shutil.rmtree(again / ".press")
    shutil.rmtree(again / "dist")
    assert build(again) == 0
    assert artefacts(again) == artefacts(library)


def test_every_page_has_its_number_its_title_and_its_code(library: Path) -> None:
    row = rows(library)["TST1", "en", "braille"]
    found = pages(library, "en")
    assert row["pages"] == len(found) > 1
    for number, page in enumerate(found, start=1):
        title, page_number = page[0].split("  ", 1)
        assert back(title) == "Fever"
        assert back(page_number.strip()) == str(number)
        assert back(page[-1], "en-ueb-g1.ctb") == f"TST1-en-BR v2.1 {row['code']}"


def test_a_draft_and_a_sample_say_so_on_every_page(hospital: Path) -> None:
    edit(hospital, *BRAILLE)
    assert build(hospital) == 0
    for page in pages(hospital, "en"):
        assert back(page[1].strip()) == "DRAFT — not for patients"
        assert back(page[2].strip()) == "Sample document — not for clinical use"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("5 mg", "#E MG"),
        ("0114 496 0120", '#JAAD"DIF"JABJ'),
        ("38°C", "#CH^J,C"),
        ("999", "#III"),
        ("2.5 ml", "#B4E ML"),
        ("from 9am to 5.30pm", "F #I;AM TO #E4CJPM"),
        ("1,000,000", "#A1JJJ1JJJ"),
    ],
)
def test_a_number_of_an_english_edition_reads_back_as_it_was(text: str, cells: str) -> None:
    table = braille_cells.TABLES["en"]
    assert braille_cells.translate([(table, text)]) == {(table, text): cells}
    assert back(cells) == text


@pytest.mark.parametrize("language", ["en", "en-simple", "pl", "ar"])
@pytest.mark.parametrize(
    "text", ["5", "0114 496 0120", "38°C", "999", "2.5", "17:30", "2–3", "0,5"]
)
def test_a_reader_s_finger_meets_the_same_digits_in_every_code(language: str, text: str) -> None:
    table = braille_cells.table(language)
    cells = braille_cells.translate([(table, text)])[table, text]
    assert braille_cells.numbers(cells) == re.findall("[0-9]+", text)


def test_the_doses_and_phone_numbers_of_a_leaflet_stand_in_its_braille(library: Path) -> None:
    english, polish = said(library, "en"), said(library, "pl")
    assert ",GIVE #E MG ( M$IC9E4 ,D N GIVE M ?AN #BJ MG 9 #BD H\\RS4" in english
    for cells in ('#JAAD"DIF"JAAA', "#CI4E^J,C", "#III", "#B4E ML", "#G4E ML"):
        assert cells in english
    for digits in ("5", "0114", "496", "0111", "999", "38", "20", "24"):
        assert digits in braille_cells.numbers(polish)


def test_a_number_that_a_code_would_swallow_is_refused() -> None:
    # Polish writes "3a" with the cells of 31.
    with pytest.raises(ValueError, match=r"the numbers of '3a' come out as \['31'\]"):
        braille_cells.translate([("Pl-Pl-g1.utb", "3a")])


@pytest.mark.parametrize("table", sorted(set(braille_cells.TABLES.values())))
def test_a_character_without_a_sign_is_refused(table: str) -> None:
    with pytest.raises(ValueError, match="no sign for a character of 'a 袋'"):
        braille_cells.translate([(table, "a 袋")])


def test_a_table_that_liblouis_does_not_have_is_refused() -> None:
    with pytest.raises(RuntimeError, match=r"lou_translate with no-such\.ctb"):
        braille_cells.translate([("no-such.ctb", "a")])


def test_addresses_and_codes_are_not_contracted(library: Path) -> None:
    assert "9FO@A" not in said(library, "en")
    assert back("INFO@ATEST4EXAMPLE4ORG", "en-ueb-g1.ctb") == "info@test.example.org"
    assert "INFO@ATEST4EXAMPLE4ORG" in said(library, "en")


def test_english_inside_arabic_is_written_in_the_english_code() -> None:
    assert braille_cells.table("ar", english=True) == "en-ueb-g1.ctb"
    assert braille_cells.table("ar") == "ar-ar-g1.utb"
    runs = read('<p>قل <bdi dir="ltr" lang="en">CRMO</bdi></p>').blocks[0].runs
    assert [(run.text, run.english) for run in runs if run.text.strip()] == [
        ("قل ", False),
        ("CRMO", True),
    ]


def test_a_box_lies_on_one_page_between_its_lines_of_dots(library: Path) -> None:
    for language in ("en", "pl"):
        tops = [page.index("7" * 40) for page in pages(library, language) if "7" * 40 in page]
        bottoms = [page.index("G" * 40) for page in pages(library, language) if "G" * 40 in page]
        assert len(tops) == len(bottoms) == 1
        assert tops < bottoms
        page = next(page for page in pages(library, language) if "7" * 40 in page)
        assert any("#III" in line for line in page[tops[0] : bottoms[0]])


def words(block: Block) -> str:
    return " ".join("".join(run.text for run in block.runs).split())


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        (
            "<h2>Head</h2><p>Words <b>here</b></p>",
            [(Form.HEADING, "Head"), (Form.PARAGRAPH, "Words here")],
        ),
        ("<ul><li>One<p>Two</p></li></ul>", [(Form.ITEM, "One"), (Form.PARAGRAPH, "Two")]),
        ("<ol><li>One</li><li>Two</li></ol>", [(Form.ITEM, "1. One"), (Form.ITEM, "2. Two")]),
        (
            (
                "<table><thead><tr><th>Age</th><th>Dose</th></tr></thead>"
                "<tbody><tr><th>4</th><td>5 ml</td></tr></tbody></table>"
            ),
            [(Form.ROW, "Age: 4"), (Form.CELL, "Dose: 5 ml")],
        ),
        (
            "<table><tbody><tr><th>Issued</th><td>Today</td></tr></tbody></table>",
            [(Form.ROW, "Issued: Today")],
        ),
        (
            '<section class="diary"><table><thead><tr><th>Day</th><th>Pain</th></tr></thead>'
            "<tbody><tr><td></td><td></td></tr></tbody></table></section>" * 4,
            [(Form.ITEM, "Day"), (Form.ITEM, "Pain")],
        ),
        (
            '<figure><img alt="A hand."><figcaption>Wash.</figcaption></figure>',
            [(Form.PARAGRAPH, "[A hand.]"), (Form.PARAGRAPH, "Wash.")],
        ),
        (
            '<div class="field"><span>Name</span> <span class="field-rule"></span></div>',
            [(Form.PARAGRAPH, "Name")],
        ),
        (
            '<section class="redflag"><p>Call</p></section>',
            [(Form.BOX_TOP, ""), (Form.PARAGRAPH, "Call"), (Form.BOX_BOTTOM, "")],
        ),
        ('<div class="references"><p>Zhao 2021</p></div><svg><title>x</title></svg>', []),
    ],
)
def test_what_stands_on_a_page_becomes_blocks(html: str, blocks: list[tuple[Form, str]]) -> None:
    assert [(block.form, words(block)) for block in read(html).blocks] == blocks


def test_a_tick_box_is_written_as_full_cells_before_its_words() -> None:
    html = '<ul><li class="tick"><span class="box"></span>Bread</li></ul>'
    assert [(block.tick, words(block)) for block in read(html).blocks] == [(True, "Bread")]
    assert set(braille.TICK) == {"="}


def test_a_line_ends_between_words_and_a_number_stays_with_its_unit() -> None:
    lines = list(braille._wrapped("GIVE THE CHILD A DOSE OF ABOUT NOW #E~MG TWICE", 40, 2, 0))
    assert lines == ["  GIVE THE CHILD A DOSE OF ABOUT NOW", "#E MG TWICE"]


def test_a_word_wider_than_a_line_is_split_and_loses_no_cell() -> None:
    lines = list(braille._wrapped("A " + "B" * 95 + " C", 40, 0, 2))
    assert max(map(len, lines)) == 40
    assert "".join("".join(lines).split()) == "A" + "B" * 95 + "C"


def test_a_heading_does_not_end_a_page() -> None:
    text = [braille.Line(f"LINE {place}") for place in range(9)]
    heading = [braille.Line("HEAD", kept=True), braille.Line("", kept=True)]
    found = list(braille._paginated([*text, *heading, braille.Line("BODY")], 10))
    assert [page[0] for page in found] == ["LINE 0", "HEAD"]


def test_braille_is_offered_in_the_languages_that_have_a_table() -> None:
    assert PROFILES["braille"].languages == frozenset(braille_cells.TABLES)
    assert PROFILES["braille"].program == braille_cells.PROGRAM


def test_a_refused_language_gets_a_reason_and_no_file_and_the_build_goes_on(library: Path) -> None:
    assert set(rows(library)) == {("TST1", "en", "braille"), ("TST1", "pl", "braille")}
    assert [(row["rule"], row["severity"]) for row in findings(library)] == [
        ("braille-refused", "warning")
    ]
    assert "no reader has checked liblouis's table" in findings(library)[0]["message"]


def test_check_says_what_will_be_refused_without_failing(library: Path, press: Press) -> None:
    answer = press(library, "check", "--leaflet", "TST1", "--language", "ur", "--json")
    assert '"braille-refused"' in answer.out


def test_a_machine_without_liblouis_builds_all_else(
    hospital: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    edit(hospital, BRAILLE[0], BRAILLE[1], 'profiles = ["braille", "epub"]')
    monkeypatch.setenv("PATH", str(tmp_path))
    assert build(hospital) == 0
    assert {name[2] for name in rows(hospital)} == {"epub"}
    missing = [row for row in findings(hospital) if row["rule"] == "tool-missing"]
    assert [row["severity"] for row in missing] == ["warning"] * 2


def test_the_doctor_names_liblouis_as_something_one_may_lack() -> None:
    part = next(part for part in machine.inspect() if part.name == "liblouis")
    assert (part.required, part.get) == (False, "apt-get install liblouis-bin")


def test_words_of_one_table_are_translated_together() -> None:
    setter_runs = (Run("the ch"), Run("ild", english=True))
    reading = read("<p>a</p>")
    setter = braille._Setter("en", reading, ())
    assert list(setter.pieces(setter_runs)) == [("en-ueb-g2.ctb", "the child")]
