"""Tests of the web page: whole in one file, the words of the print, marked for every reader."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from press import desk, webpage
from press.checks.artefact import check_pressed
from press.compose import Composer
from press.jobs import RenderJob
from press.profiles import PROFILES
from tests.conftest import HOSPITAL, TODAY, Press
from tests.finished import artefacts, findings, rows, squeezed, statuses
from tests.webpages import Web, only_web

pytest_plugins = ("tests.finished", "tests.webpages")

LANGUAGES = ["en", "pl", "ur"]
DRAFT = "DRAFT – not for patients"
SAMPLE = "Sample document – not for clinical use"
NAMES = [(number, language, "html") for number in ("TST1", "TST2") for language in LANGUAGES]


def page(project: Path, number: str, language: str) -> Web:
    return Web(artefacts(project)[number, language, "html"].decode())


def jobs(profile: str) -> dict[tuple[str, str], RenderJob]:
    """Return the jobs of the tests' hospital in one profile, by number and language."""
    table = desk.read(HOSPITAL, TODAY)
    composer = Composer(HOSPITAL, table.hospital, table.components)
    made = [composer.compose(entry.edition, PROFILES[profile]) for entry in table.entries]
    return {(job.number, job.language): job for job in made}


@pytest.fixture(scope="module")
def job() -> RenderJob:
    """Return the English web page of the tests' leaflet before it is pressed."""
    return jobs("html")["TST1", "en"]


def test_every_edition_has_a_page_without_pages_and_trim(web_once: Path) -> None:
    found = rows(web_once)
    assert sorted(found) == NAMES
    for row in found.values():
        assert (row["pages"], row["trim_mm"], row["fonts"], row["standards"]) == (
            None,
            None,
            [],
            [],
        )
        assert row["path"].endswith(".html")


def test_signed_editions_are_approved_and_raise_no_finding(web_once: Path) -> None:
    assert statuses(web_once) == {
        name: "draft" if name[1] == "ur" else "approved" for name in NAMES
    }
    assert [one for one in findings(web_once) if one["path"].endswith(".html")] == []


@pytest.mark.parametrize("name", sorted(jobs("html")))
def test_the_page_says_what_the_print_says(name: tuple[str, str]) -> None:
    web, paper = (Web(jobs(profile)[name].html) for profile in ("html", "a4"))
    assert squeezed(web.one("main").text) == squeezed(paper.one("main").text)
    assert squeezed(web.one("h1").text) == squeezed(paper.one("h1").text)
    (web_colophon,), (paper_colophon,) = web.classed("colophon"), paper.classed("colophon")
    said = squeezed(web_colophon.text).replace("-HT", "")
    assert re.sub("v[0-9.]+·....", "", said) == re.sub(
        "v[0-9.]+·....", "", squeezed(paper_colophon.text)
    )


@pytest.mark.parametrize(
    ("language", "tag", "direction"),
    [("en", "en", "ltr"), ("pl", "pl", "ltr"), ("ur", "ur", "rtl")],
)
def test_language_and_direction_stand_on_the_page(
    web_once: Path, language: str, tag: str, direction: str
) -> None:
    html = page(web_once, "TST1", language).one("html")
    assert html.attributes == {"lang": tag, "dir": direction}


def test_nothing_is_asked_for_from_elsewhere(web_once: Path) -> None:
    for name in NAMES:
        found = page(web_once, *name[:2])
        assert not found.all("script")
        assert not found.all("link")
        pictures = [image.attributes["src"] for image in found.all("img")]
        assert all(source.startswith("data:image/svg+xml;base64,") for source in pictures)
        assert "url(" not in found.one("style").text
        policy = next(m for m in found.all("meta") if "http-equiv" in m.attributes)
        assert policy.attributes["content"].startswith("default-src 'none'; img-src data:;")


def test_a_picture_is_in_the_page_byte_for_byte_with_its_words(web_once: Path) -> None:
    (image,) = page(web_once, "TST1", "en").all("img")
    drawing = next(web_once.glob("leaflets/TST1-*/figures/thermometer.svg")).read_bytes()
    assert base64.b64decode(image.attributes["src"].partition(",")[2]) == drawing
    assert image.attributes["alt"] == "A thermometer."


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_only_pages_have_reaches_the_page(web_once: Path, language: str) -> None:
    found = page(web_once, "TST1", language)
    assert re.findall(r"running\(|element\(|counter\(page|target-counter", found.html) == []
    for name in ("foot-page", "counter-page", "page-of", "see-emergency"):
        assert found.classed(name) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_step_down_one_at_a_time(web_once: Path, language: str) -> None:
    for number in ("TST1", "TST2"):
        found = page(web_once, number, language)
        levels = [int(e.tag[1]) for e in found.elements if re.fullmatch("h[1-6]", e.tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_all_text_stands_in_a_landmark(web_once: Path) -> None:
    found = page(web_once, "TST1", "ur")
    assert [e.tag for e in found.elements if e.inside == ("html", "body")] == [
        *("aside", "header", "main", "footer"),
        "div",  # the watermark of printed drafts, hidden from readers
    ]
    assert found.classed("watermark")[0].attributes["aria-hidden"] == "true"


def test_the_foot_shows_identity_review_date_and_sample_notice(web_once: Path) -> None:
    for number, language, profile in NAMES:
        found = page(web_once, number, language)
        (identity,) = found.classed("identity")
        code = rows(web_once)[number, language, profile]["code"]
        version = rows(web_once)[number, language, profile]["version"]
        assert f"{number}-{language}-HTv{version}·{code}" in squeezed(identity.text)
        assert "2028" in identity.text
    assert SAMPLE in page(web_once, "TST1", "en").classed("identity")[0].text
    assert "Review by 15 December 2028" in page(web_once, "TST1", "en").one("footer").text


def test_each_printed_sheet_of_the_page_shows_the_identity(web_once: Path) -> None:
    code = rows(web_once)["TST1", "en", "html"]["code"]
    css = page(web_once, "TST1", "en").one("style").text
    assert f'@bottom-center {{ content: "TST1-en-HT v2.1 · {code}"' in css


def test_a_draft_says_so_at_the_top_in_both_languages(web_once: Path) -> None:
    (notice,) = page(web_once, "TST1", "ur").classed("draft-notice")
    assert notice.inside == ("html", "body", "aside")
    assert DRAFT in notice.text
    assert len(notice.text.replace(DRAFT, "").strip()) > 10
    assert "position: sticky" in page(web_once, "TST1", "ur").one("style").text
    assert page(web_once, "TST1", "en").classed("draft-notice") == []


def test_phone_numbers_and_addresses_can_be_tapped_on_screen_only(web_once: Path) -> None:
    for language in LANGUAGES:
        links = page(web_once, "TST1", language).all("a")
        numbers = {
            link.attributes["href"]: squeezed(link.text)
            for link in links
            if link.attributes["href"].startswith("tel:")
        }
        assert numbers["tel:01144960111"] == "01144960111"
        assert numbers["tel:999"] == "999"
        targets = {link.attributes["href"] for link in links}
        assert "mailto:nurses@test.example.org" in targets
        assert f"https://test.example.org/TST1/{language}/v2.1/" in targets
    assert Web(jobs("a4")["TST2", "en"].html).all("a") == []


@pytest.mark.parametrize("written", ["0114 496 0111 ext. 5", "ring 999", "999 or 111", "—"])
def test_a_number_that_a_phone_cannot_dial_is_no_link(hospital: Path, written: str) -> None:
    file = hospital / "hospital.toml"
    file.write_text(file.read_text("utf-8").replace('"0114 496 0111"', f'"{written}"'), "utf-8")
    table = desk.read(hospital, TODAY)
    composer = Composer(hospital, table.hospital, table.components)
    entry = next(e for e in table.entries if e.edition.language == "en")
    found = Web(composer.compose(entry.edition, PROFILES["html"]).html)
    assert written in found.one("main").text
    assert "tel:999" in {a.attributes["href"] for a in found.all("a")}
    assert not [a for a in found.all("a") if written in a.text]


def test_the_code_for_phones_has_a_title(web_once: Path) -> None:
    (code,) = page(web_once, "TST1", "en").classed("qr")
    assert code.text == "Fever in children TST1"


def test_the_same_job_gives_the_same_bytes(job: RenderJob) -> None:
    assert webpage.press(job) == webpage.press(job)


@pytest.mark.parametrize(
    ("html", "css"),
    [
        ('<img src="https://test.example.org/a.png" alt="">', ""),
        ('<link rel="stylesheet" href="https://test.example.org/a.css">', ""),
        ('<svg><use href="other.svg#a"></use></svg>', ""),
        ("", "@import 'https://test.example.org/a.css';"),
        ("", "p { background: url( 'https://test.example.org/a.png') }"),
    ],
)
def test_what_a_browser_would_fetch_is_a_finding(job: RenderJob, html: str, css: str) -> None:
    asking = replace(
        job, html=job.html.replace("<main>", f"<main>{html}"), stylesheets=(*job.stylesheets, css)
    )
    found = [finding.rule for finding in check_pressed(asking, webpage.press(asking))]
    assert found == ["unsafe-reference"]
    assert list(check_pressed(job, webpage.press(job))) == []


def test_a_stylesheet_cannot_end_its_element(job: RenderJob) -> None:
    css = 'p::after { content: "</style><script>alert(1)</script>" }'
    found = Web(webpage.press(replace(job, stylesheets=(css,))).data.decode())
    assert found.all("script") == []
    assert "alert(1)" in found.one("style").text


def test_the_summary_of_a_build_counts_no_pages_for_web_pages(hospital: Path, press: Press) -> None:
    only_web(hospital)
    answer = press(hospital, "build", "--leaflet", "TST2", "--language", "en")
    assert (answer.code, "dist/ holds 1 files (1 draft), 0 pages" in answer.out) == (0, True)
