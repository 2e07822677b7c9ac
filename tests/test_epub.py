"""An e-book is whole, says what it is, and holds the words and notices of its edition."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from press import xhtml
from press.cli import main
from tests.conftest import edit
from tests.finished import TODAY, artefacts, rows

ROOT = Path(__file__).resolve().parents[1]
EPUBCHECK = Path("/usr/share/java/epubcheck.jar")
BOOKS = ("TST1-fever", 'profiles = ["a4", "a5"]', 'profiles = ["epub"]')
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
PAGE = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def library(_signed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the signed hospital with the e-books of one leaflet."""
    project = tmp_path_factory.mktemp("books") / "hospital"
    shutil.copytree(_signed_once, project)
    edit(project, "leaflets/TST1-fever/leaflet.toml", *BOOKS[1:])
    assert build(project, "TST1") == 0
    return project


def build(project: Path, number: str) -> int:
    return main(["build", "--project", str(project), "--today", TODAY, "--leaflet", number])


def book(project: Path, language: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(artefacts(project)["TST1", language, "epub"]))


def tree(project: Path, language: str, name: str) -> ET.Element:
    return ET.fromstring(book(project, language).read(f"EPUB/{name}"))  # noqa: S314 - our own file


def text(project: Path, language: str) -> str:
    body = tree(project, language, "leaflet.xhtml")[1]
    return " ".join("".join(body.itertext()).split())


def test_the_media_type_comes_first_and_uncompressed(library: Path) -> None:
    first = book(library, "en").infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert book(library, "en").read("mimetype") == b"application/epub+zip"


def test_no_clock_reaches_the_bytes(library: Path) -> None:
    assert {file.date_time for file in book(library, "ur").infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_edition_gives_the_same_bytes(library: Path, tmp_path: Path) -> None:
    again = Path(shutil.copytree(library, tmp_path / "again"))
    shutil.rmtree(again / ".press")
    shutil.rmtree(again / "dist")
    assert build(again, "TST1") == 0
    assert artefacts(again) == artefacts(library)


def test_the_manifest_of_artefacts_counts_no_pages_and_claims_no_standard(library: Path) -> None:
    row = rows(library)["TST1", "en", "epub"]
    assert (row["pages"], row["trim_mm"], row["standards"], row["status"]) == (
        None,
        None,
        [],
        "approved",
    )
    assert row["path"] == "TST1/TST1-en-epub-v2.1.epub"


def test_a_book_says_its_title_language_number_version_and_day(library: Path) -> None:
    package = tree(library, "pl", "package.opf")
    metadata = package.find(f"{OPF}metadata")
    assert metadata is not None
    assert metadata.findtext(f"{DC}identifier") == "TST1-pl-v2.1"
    assert metadata.findtext(f"{DC}title") == "Gorączka u dzieci"
    assert metadata.findtext(f"{DC}language") == "pl"
    found = {one.get("property"): one.text for one in metadata.findall(f"{OPF}meta")}
    assert found["dcterms:modified"] == "2026-01-15T00:00:00Z"
    assert found["schema:accessibilityHazard"] == "none"
    features = {
        one.text
        for one in metadata.findall(f"{OPF}meta")
        if one.get("property") == "schema:accessibilityFeature"
    }
    assert {"alternativeText", "structuralNavigation", "tableOfContents"} <= features


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ur", "rtl")])
def test_pages_turn_the_way_the_language_reads(
    library: Path, language: str, direction: str
) -> None:
    spine = tree(library, language, "package.opf").find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == direction
    assert tree(library, language, "leaflet.xhtml").get("dir") == direction
    assert tree(library, language, "nav.xhtml").get("dir") == direction


def test_the_contents_lead_to_every_heading_in_order(library: Path) -> None:
    page = tree(library, "en", "leaflet.xhtml")
    headings = [one for one in page.iter() if re.fullmatch(f"{PAGE}h[1-6]", one.tag)]
    entries = list(tree(library, "en", "nav.xhtml").iter(f"{PAGE}a"))
    assert [one.get("href") for one in entries] == [
        f"leaflet.xhtml#{one.get('id')}" for one in headings
    ]
    assert ["".join(one.itertext()) for one in entries] == [
        "Fever in children",
        "Emergency",
        "What to do",
        "About this leaflet",
        "Test nurses",
        "Switchboard",
    ]


def test_what_stands_below_a_section_is_listed_within_it(library: Path) -> None:
    nav = tree(library, "en", "nav.xhtml")
    within = {
        "".join(item[0].itertext()): len(item.findall(f"{PAGE}ol/{PAGE}li"))
        for item in nav.iter(f"{PAGE}li")
    }
    assert within["About this leaflet"] == 2
    assert within["What to do"] == 0


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_a_book_carries_its_code_in_its_colophon_and_at_its_end(
    library: Path, language: str
) -> None:
    code = rows(library)["TST1", language, "epub"]["code"]
    assert text(library, language).count(f"TST1-{language}-EP v2.1 · {code}") == 2


def test_a_draft_says_so_at_both_ends_and_an_approved_book_nowhere(library: Path) -> None:
    notice = "DRAFT – not for patients"
    assert notice not in text(library, "en")
    assert notice not in text(library, "pl")
    assert text(library, "ur").count(notice) == 2
    assert text(library, "ur").startswith(notice)


def test_a_sample_says_so_at_both_ends(library: Path) -> None:
    assert text(library, "en").count("Sample document – not for clinical use") == 2


def test_every_file_of_a_book_is_in_its_manifest_and_lies_in_it(library: Path) -> None:
    listed = {one.get("href") for one in tree(library, "en", "package.opf").iter(f"{OPF}item")}
    lying = {name for name in book(library, "en").namelist() if name.startswith("EPUB/")}
    assert lying == {f"EPUB/{name}" for name in listed} | {"EPUB/package.opf"}
    assert "figures/thermometer.svg" in listed


def test_a_picture_keeps_its_words_and_bytes(library: Path) -> None:
    image = next(tree(library, "en", "leaflet.xhtml").iter(f"{PAGE}img"))
    assert (image.get("src"), image.get("alt")) == ("figures/thermometer.svg", "A thermometer.")
    drawn = (library / "leaflets/TST1-fever/figures/thermometer.svg").read_bytes()
    assert book(library, "en").read("EPUB/figures/thermometer.svg") == drawn


def test_no_colour_waits_for_a_property_that_old_readers_do_not_know(library: Path) -> None:
    style = book(library, "en").read("EPUB/leaflet.css").decode()
    assert "var(" not in style
    assert "#a01414" in style


def test_words_in_another_language_are_marked_for_every_reader(library: Path) -> None:
    own = "{http://www.w3.org/XML/1998/namespace}lang"
    marked = [one for one in tree(library, "ur", "leaflet.xhtml").iter() if one.get("lang")]
    assert {one.get("lang") for one in marked} == {"ur", "en"}
    assert [one.get(own) for one in marked] == [one.get("lang") for one in marked]


def test_what_html_leaves_open_or_lowers_xml_gets_right() -> None:
    html = (
        "<html dir=ltr><head><title>No</title></head><body><p>a &amp; b<br>c &lt; d"
        '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg></body></html>'
    )
    page = xhtml.read(html)
    assert page.body == (
        '<body><p>a &amp; b<br/>c &lt; d<svg viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg">'
        '<path d="M0 0"></path></svg></p></body>'
    )
    assert page.text == "a & bc < d"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ur", "zh-Hans"])
def test_epubcheck_finds_nothing_in_the_sample_library(language: str, tmp_path: Path) -> None:
    for name in ("leaflets", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("hospital.toml", "terms.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for path in tmp_path.glob("leaflets/*/leaflet.toml"):
        words = re.sub("(?m)^profiles = .*", 'profiles = ["epub"]', path.read_text("utf-8"))
        path.write_text(words, "utf-8")
    selected = ["--language", language, "--today", "2026-11-20"]
    assert main(["build", "--project", str(tmp_path), *selected]) == 0
    books = sorted(tmp_path.glob("dist/**/*.epub"))
    assert len(books) == 3
    for path in books:
        answer = subprocess.run(
            ["java", "-jar", str(EPUBCHECK), str(path)], capture_output=True, text=True, check=False
        )
        assert "Messages: 0 fatals / 0 errors / 0 warnings" in answer.stdout, answer.stderr
