"""A form is the paper version with fields over it: named, tagged, and kept as they were filled."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import polib
import pypdf
import pytest
from fontTools import agl
from PIL import Image, ImageChops

from press import fonts
from press.cli import main
from tests.conftest import HOSPITAL
from tests.finished import TODAY, artefacts, pressed, rows

pytest_plugins = ("tests.finished",)

LANGUAGES = ("en", "pl", "ur")
NOTE = "You can type here in English letters only. To write in your language, print this form."
ADDED = """
::: write-in lines=1
- Name of the **toy**
:::

::: diary rows=2 sheets=2
| Day | Pain |
|---|---|
| and month | 0 to 10 |
:::
"""
WORDS = {
    "pl": {
        "Name of the **toy**": "Nazwa **zabawki**",
        "Day": "Dzień",
        "and month": "i miesiąc",
        "Pain": "Ból",
        "0 to 10": "0 do 10",
    },
    "ur": {
        "Name of the **toy**": "**کھلونے** کا نام",
        "Day": "دن",
        "and month": "اور مہینہ",
        "Pain": "درد",
        "0 to 10": "0 سے 10",
    },
}
HOLDS = {"tick": 2, "space": 2, "line": 3, "cell": 8}
"""Places to fill in: two boxes, two ruled spaces, a line, a name on each of two diary sheets."""
DOTS = 100
INKED = 150
"""Darker than the watermark (227); a rule that falls between two lines of dots is 109."""
HEAD, FOOT = 24 / 25.4 * DOTS, 20 / 25.4 * DOTS
TALLEST_LINE = 24
"""Dots: the colophon's line with the identity, also in Nastaliq."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the tiny hospital with a fuller checklist, as paper and as a form."""
    project = Path(shutil.copytree(HOSPITAL, tmp_path_factory.mktemp("form") / "hospital"))
    for name, kinds in (("TST1-fever", '"a4", "a5"'), ("TST2-bag", '"a4"')):
        file = project / "leaflets" / name / "leaflet.toml"
        text = file.read_text("utf-8")
        assert f"[{kinds}]" in text
        file.write_text(text.replace(f"[{kinds}]", '["a4", "form"]'), "utf-8")
    leaflet = project / "leaflets/TST2-bag/leaflet.md"
    leaflet.write_text(leaflet.read_text("utf-8") + ADDED, "utf-8")
    for language, words in WORDS.items():
        catalog = polib.pofile(str(project / f"locales/{language}/LC_MESSAGES/TST2.po"))
        for source, translation in words.items():
            catalog.append(polib.POEntry(msgid=source, msgstr=translation))
        catalog.save(newline="\n")
    build(project)
    return project


def build(project: Path) -> None:
    arguments = ["build", "--project", str(project), "--today", TODAY]
    assert main([*arguments, "--leaflet", "TST2"]) in (0, 1)


def form(project: Path, language: str) -> Path:
    return pressed(project, ("TST2", language, "form"))


def widgets(pdf: pikepdf.Pdf) -> list[Any]:
    """Return the fields as they stand on the pages."""
    return [field for page in pdf.pages for field in page.get("/Annots", []) if is_field(field)]


def is_field(annotation: Any) -> bool:
    return bool(annotation.Subtype == "/Widget")


def kind(field: Any) -> str:
    return str(field.T).partition("-")[0]


def below(element: Any) -> Iterator[Any]:
    """Yield an element of the structure and all that it holds, in reading order."""
    yield element
    held = element.get("/K", [])
    for kid in held if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from below(kid)


def structure(pdf: pikepdf.Pdf) -> list[Any]:
    return list(below(pdf.Root.StructTreeRoot.K[0]))


def catalog(language: str) -> dict[str, str]:
    """Return every word of a language that the form says."""
    if language == "en":
        return {}
    folder = HOSPITAL / f"locales/{language}/LC_MESSAGES"
    entries = [
        entry for name in ("shared", "TST2") for entry in polib.pofile(folder / f"{name}.po")
    ]
    return {entry.msgid: entry.msgstr for entry in entries} | WORDS[language]


def names(language: str) -> list[str]:
    """Return the name of each field in the order of the source."""
    known = catalog(language)

    def said(text: str) -> str:
        return known.get(text, text).replace("*", "")

    found = [said(text) for text in ("Medicine", "A toy", "Your questions", "What is next?")]
    found.append(said("Name of the **toy**"))
    columns = (("Day", "and month"), ("Pain", "0 to 10"))
    for sheet in "12":
        week = said("Week {week}").format(week=sheet)
        found.append(week + ", " + said("Child's name"))
        for row in "12":
            place = f"{week}, {said('Row {row}').format(row=row)}"
            found += [f"{place}, {said(head)} {said(hint)}" for head, hint in columns]
    return found


def pictures(path: Path) -> list[Image.Image]:
    """Return the pages as a reader shows and prints them, in greys."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["pdftoppm", "-gray", "-r", str(DOTS), str(path), f"{folder}/page"], check=True
        )
        return [
            Image.open(io.BytesIO(file.read_bytes())) for file in sorted(Path(folder).iterdir())
        ]


def bands(first: Image.Image, second: Image.Image) -> list[tuple[int, int]]:
    """Return the first and last line of dots of each strip in which two pages differ."""
    assert first.size == second.size
    different = ImageChops.difference(first, second)
    found: list[tuple[int, int]] = []
    for line in range(different.height):
        if different.crop((0, line, different.width, line + 1)).getbbox():
            if found and line - found[-1][1] <= 2:
                found[-1] = (found[-1][0], line)
            else:
                found.append((line, line))
    return found


def around(field: Any, page: Image.Image, height: float) -> tuple[int, int, int, int]:
    """Return the edges of a field in dots: left, top, right, bottom."""
    left, bottom, right, top = (float(edge) * DOTS / 72 for edge in field.Rect)
    high = height * DOTS / 72
    assert 0 <= left < right <= page.width
    return round(left), round(high - top), round(right), round(high - bottom)


def darkest(page: Image.Image, box: tuple[int, int, int, int]) -> int:
    low, _ = page.crop(box).getextrema()
    assert isinstance(low, int | float)
    return int(low)


def test_only_checklists_and_diaries_are_forms(project: Path) -> None:
    assert {name for name in rows(project) if name[2] == "form"} == {
        ("TST2", language, "form") for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_box_line_space_and_cell_has_one_field(project: Path, language: str) -> None:
    with pikepdf.open(form(project, language)) as pdf:
        fields = widgets(pdf)
        assert Counter(map(kind, fields)) == HOLDS
        assert [field.objgen for field in pdf.Root.AcroForm.Fields] == [f.objgen for f in fields]
        assert len({str(field.T) for field in fields}) == len(fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_field_lies_within_its_drawn_box_or_above_its_drawn_rule(
    project: Path, language: str
) -> None:
    path = form(project, language)
    with pikepdf.open(path) as pdf:
        for page, picture in zip(pdf.pages, pictures(path), strict=True):
            for field in filter(is_field, page.get("/Annots", [])):
                left, top, right, bottom = around(field, picture, float(page.MediaBox[3]))
                middle = (left + right) // 2
                edge = (middle, bottom - 1, middle + 1, bottom + 3)
                assert darkest(picture, edge) < INKED, f"nothing is drawn below {field.T}"
                if kind(field) in ("tick", "cell"):
                    height = (top + bottom) // 2
                    for side in (
                        (left - 3, height, left + 1, height + 1),
                        (right - 1, height, right + 3, height + 1),
                        (middle, top - 3, middle + 1, top + 1),
                    ):
                        assert darkest(picture, side) < INKED, f"{field.T} is not in a box"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_says_its_name_in_the_language_of_the_edition(
    project: Path, language: str
) -> None:
    with pikepdf.open(form(project, language)) as pdf:
        found = widgets(pdf)
        assert [str(field.TU) for field in found] == names(language)
        assert [str(field.Contents) for field in found] == names(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_and_ticked_is_kept_by_another_program(
    project: Path, language: str, tmp_path: Path
) -> None:
    typed = {"line": "Łucja Țăranu, née O’Neill", "space": "5 mg\nśniadanie", "cell": "7"}
    writer = pypdf.PdfWriter(clone_from=form(project, language))
    given = {name: typed.get(name.partition("-")[0], "/Yes") for name in writer.get_fields() or {}}
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, given, auto_regenerate=False)
    filled = tmp_path / "filled.pdf"
    writer.write(filled)
    with pikepdf.open(filled) as pdf:
        assert {str(field.T): str(field.V).replace("\r", "\n") for field in widgets(pdf)} == given
        assert all(field.AS == "/Yes" for field in widgets(pdf) if kind(field) == "tick")
    shown = subprocess.run(["pdftotext", filled, "-"], capture_output=True, text=True, check=True)
    assert shown.stdout.count("Łucja Țăranu, née O’Neill") == HOLDS["line"]
    assert shown.stdout.count("śniadanie") == HOLDS["space"]


def test_a_tick_is_drawn_where_the_box_was_ticked(project: Path, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=form(project, "en"))
    writer.update_page_form_field_values(writer.pages[0], {"tick-1": "/Yes"}, auto_regenerate=False)
    filled = tmp_path / "filled.pdf"
    writer.write(filled)
    with pikepdf.open(filled) as pdf:
        height = float(pdf.pages[0].MediaBox[3])
        picture = pictures(filled)[0]
        inside = {
            str(field.T): darkest(picture, around(field, picture, height))
            for field in widgets(pdf)
            if kind(field) == "tick"
        }
    # Without the border's soft inner edge, an empty box is white but for the watermark.
    difference = ImageChops.difference(picture, pictures(form(project, "en"))[0]).getbbox()
    assert difference is not None
    assert inside["tick-1"] < INKED
    left, top, right, bottom = difference
    assert right - left < 25
    assert bottom - top < 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_reader_meets_every_field_in_reading_order(project: Path, language: str) -> None:
    with pikepdf.open(form(project, language)) as pdf:
        forms = [element for element in structure(pdf) if element.S == "/Form"]
        held = [element.K for element in forms]
        references = [kid[0] if isinstance(kid, pikepdf.Array) else kid for kid in held]
        assert [str(reference.Obj.TU) for reference in references] == names(language)
        assert all(reference.Type == "/OBJR" for reference in references)
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        owners = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        for element, reference in zip(forms, references, strict=True):
            assert owners[int(reference.Obj.StructParent)].objgen == element.objgen
            assert reference.Pg.objgen == reference.Obj.P.objgen
        cells = [e for e in forms if kind(e.K[0].Obj) == "cell"]
        assert {str(element.P.S) for element in cells} == {"/TD"}
        assert {str(page.Tabs) for page in pdf.pages} == {"/S"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_is_accessible_and_an_archive_without_files_in_it(
    project: Path, language: str
) -> None:
    assert rows(project)["TST2", language, "form"]["standards"] == ["PDF/UA-1", "PDF/A-2a"]
    with pikepdf.open(form(project, language)) as pdf:
        assert "/AF" not in pdf.Root
        assert not pdf.attachments
    with pikepdf.open(pressed(project, ("TST2", language, "a4"))) as paper:
        assert paper.attachments
        assert "/AcroForm" not in paper.Root


def test_an_empty_form_is_drawn_as_it_is_and_not_anew_by_each_reader(project: Path) -> None:
    with pikepdf.open(form(project, "en")) as pdf:
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        for field in widgets(pdf):
            if kind(field) == "tick":
                assert (str(field.V), str(field.AS)) == ("/Off", "/Off")
                assert set(field.AP.N.keys()) == {"/Yes", "/Off"}
            else:
                assert "/V" not in field
                assert field.AP.N.read_bytes() == b"/Tx BMC EMC"


@pytest.mark.parametrize("language", LANGUAGES)
def test_printed_blank_it_is_the_paper_version(project: Path, language: str) -> None:
    paper = pictures(pressed(project, ("TST2", language, "a4")))
    blank = pictures(form(project, language))
    elsewhere = []
    for first, second in zip(paper, blank, strict=True):
        differing = bands(first, second)
        foot = first.height - FOOT
        assert any(top > foot for top, _ in differing), "the footer names another file"
        # Only a language in another script has a sentence at the head of the page.
        heads = [band for band in differing if band[1] < HEAD]
        assert bool(heads) == (language == "ur")
        elsewhere += [band for band in differing if band[1] >= HEAD and band[0] <= foot]
    # The identity stands once more, in the colophon.
    assert len(elsewhere) == 1
    assert elsewhere[0][1] - elsewhere[0][0] < TALLEST_LINE


def test_what_can_be_typed_is_said_once_to_those_who_cannot_see(project: Path) -> None:
    wanted = "".join(catalog("ur")[NOTE].split())
    with pikepdf.open(form(project, "ur")) as pdf:
        said = ["".join(str(e.get("/ActualText", "")).split()) for e in structure(pdf)]
    assert len([text for text in said if text and text in wanted and len(text) > 20]) == 1
    for language in ("en", "pl"):
        text = "".join(
            page.extract_text() for page in pypdf.PdfReader(form(project, language)).pages
        )
        assert catalog(language).get(NOTE, NOTE).split(".")[0] not in text


@pytest.mark.parametrize("letters", ["ŁąśŻ", "ȘțÂî", "née", "O’Neill", "µ±²€"])
def test_the_letters_of_names_can_be_typed(letters: str) -> None:
    assert set(letters) <= {text for _, text in fonts.typed_face("en").texts}


def test_every_other_language_takes_its_own_letters() -> None:
    assert set(fonts.LETTERS["cs"]) <= {text for _, text in fonts.typed_face("cs").texts}
    assert all(len(letters) <= len(fonts.ROOM) for letters in fonts.LETTERS.values())


def test_a_filled_form_may_still_be_an_archive() -> None:
    face = fonts.typed_face("ro")
    assert {name for _, name in face.differences} <= set(agl.LEGACY_AGL2UV)
    assert len(fonts.USUAL_LETTERS) <= len(fonts.ROOM)


@pytest.mark.slow
def test_the_same_source_gives_the_same_form(project: Path, tmp_path: Path) -> None:
    again = Path(shutil.copytree(project, tmp_path / "again"))
    for folder in ("dist", ".press"):
        shutil.rmtree(again / folder)
    build(again)
    assert artefacts(again) == artefacts(project)
