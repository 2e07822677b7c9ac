"""The page of translations: what stands on it, that it is still, and that it has no barrier."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import Press, edit
from tests.finished import manifest
from tests.test_web_access import DESK, NOTHING_WRONG, PHONE, Scheme, browser, look
from tests.webpages import Element, Web

__all__ = ["browser"]
pytest_plugins = ("tests.finished", "tests.webpages")

ROOT = Path(__file__).resolve().parents[1]
PAGE = "dist/translations.html"
POLISH = "locales/pl/LC_MESSAGES/TST1.po"
BAG = "locales/pl/LC_MESSAGES/TST2.po"
TEXT = "leaflets/TST2-bag/leaflet.md"


def made(press: Press, project: Path, *arguments: str) -> str:
    answer = press(project, "status", "--html", *arguments)
    assert answer.code == 0, answer.err
    assert answer.err.endswith(f"wrote {PAGE}\n")
    return (project / PAGE).read_text("utf-8")


def tiles(html: str) -> dict[str, str]:
    """Return what each tile of the map says, by its edition."""
    inside = [one for one in Web(html).all("a") if "table" in one.inside]
    return {one.attributes["href"][1:]: " ".join(one.text.split()) for one in inside}


def article(html: str, name: str) -> list[Element]:
    """Return the elements of one edition's own section."""
    (start,) = re.findall(rf'<article id="{name}".*?</article>', html, re.DOTALL)
    return Web(start).elements


def troubled(project: Path, press: Press) -> str:
    """Return the page of a hospital in which something of each kind is wrong."""
    edit(project, TEXT, "Bring this sheet.", "Bring <this> paper.")
    assert press(project, "update").code == 0
    edit(project, POLISH, "podać 5 mg", "podać 50 mg")
    edit(project, POLISH, 'msgstr "Wiek"', 'msgstr ""')
    path = project / "locales/ur/LC_MESSAGES/TST2.po"
    path.write_text(path.read_text("utf-8") + '\nmsgid "cut\n', "utf-8")
    return made(press, project)


def test_each_edition_has_a_tile_with_its_number_and_a_section(signed: Path, press: Press) -> None:
    html = made(press, signed)
    found = tiles(html)
    assert found["TST1-pl"] == "Polish 100% approved"
    assert found["TST1-ur"] == "Urdu 0% draft to sign off"
    assert found["shared-pl"] == "Polish 100% approved"
    assert [one.attributes["id"] for one in Web(html).all("article")] == list(found)


def test_colour_is_never_alone(signed: Path, press: Press) -> None:
    html = troubled(signed, press)
    found = tiles(html)
    assert found["TST1-pl"].startswith("Polish 9")
    assert found["TST1-pl"].endswith("words left safety")
    assert found["TST2-ur"] == "Urdu ? unreadable"
    cells = {one.attributes["class"] for one in Web(html).all("td") if "class" in one.attributes}
    assert {"s5 approved", "s0 draft", "s0 unreadable"} <= cells


def test_a_changed_unit_shows_both_wordings_and_the_translation(signed: Path, press: Press) -> None:
    found = article(troubled(signed, press), "TST2-pl")
    said = {one.tag: one.text for one in found}
    assert (said["del"], said["ins"]) == ("this sheet.", "<this> paper.")
    (translation,) = [one for one in found if "translation" in one.attributes.get("class", "")]
    assert (translation.attributes["lang"], translation.attributes["dir"]) == ("pl", "ltr")
    assert any("last good on 1 June 2026" in one.text for one in found if one.tag == "p")


def test_blocking_findings_are_counted_by_their_rule(signed: Path, press: Press) -> None:
    found = article(troubled(signed, press), "TST1-pl")
    rules = [one.text for one in found if one.attributes.get("class") == "rule"]
    assert rules == ["dose-differs 1", "missing-translation 1"]


def test_the_page_holds_no_script_and_its_policy_fits_its_one_style(
    signed: Path, press: Press
) -> None:
    html = troubled(signed, press)
    page = Web(html)
    assert page.all("script") == []
    assert not [one for one in page.elements if {"style", "src", "onclick"} & set(one.attributes)]
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = [
        one.attributes["content"]
        for one in page.all("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert [one for one in page.all("a") if not one.attributes["href"].startswith("#")] == []


def test_each_link_leads_to_a_place_of_the_page(signed: Path, press: Press) -> None:
    page = Web(troubled(signed, press))
    places = [one.attributes["id"] for one in page.elements if "id" in one.attributes]
    assert len(places) == len(set(places))
    assert {one.attributes["href"][1:] for one in page.all("a")} <= set(places)


def test_the_same_day_gives_the_same_bytes_and_says_which(signed: Path, press: Press) -> None:
    first = made(press, signed)
    assert made(press, signed) == first
    elsewhere = Path(shutil.copytree(signed, signed.parent / "elsewhere"))
    assert made(press, elsewhere) == first
    assert "As of 1 June 2026" in first
    assert str(signed.parent) not in first


def test_filters_leave_other_editions_out(signed: Path, press: Press) -> None:
    html = made(press, signed, "--leaflet", "TST2", "--language", "pl")
    assert list(tiles(html)) == ["TST2-pl", "shared-pl"]


def test_a_build_leaves_the_page_alone_and_does_not_list_it(built: Path, press: Press) -> None:
    html = made(press, built)
    before = manifest(built)
    assert "translations.html" not in str(before)
    edit(built, POLISH, "Co robić", "Co zrobić")
    assert press(built, "build", "--leaflet", "TST2").code == 0
    assert (built / PAGE).read_text("utf-8") == html


def test_without_the_option_no_page_is_written(signed: Path, press: Press) -> None:
    assert press(signed, "status").code == 0
    assert not (signed / PAGE).exists()


def test_a_hospitals_own_style_is_laid_over_and_fits_the_policy(signed: Path, press: Press) -> None:
    own = signed / "templates/dashboard/translations.css"
    own.parent.mkdir(parents=True)
    own.write_text("h1 { color: #123456 }\n", "utf-8")
    html = made(press, signed)
    digest = base64.b64encode(hashlib.sha256(own.read_bytes().rstrip(b"\n")).digest()).decode()
    assert "h1 { color: #123456 }" in html
    assert digest in html


def test_the_page_has_no_barrier_and_asks_for_nothing(
    browser: Browser,
    signed: Path,
    press: Press,
) -> None:
    troubled(signed, press)
    assert look(browser, signed / PAGE, "light", DESK) == NOTHING_WRONG
    assert look(browser, signed / PAGE, "dark", PHONE) == NOTHING_WRONG


@pytest.mark.slow
@pytest.mark.parametrize("width", [PHONE, 800, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sample_librarys_page_has_no_barrier(
    browser: Browser,
    tmp_path: Path,
    press: Press,
    scheme: Scheme,
    width: int,
) -> None:
    for name in ("hospital.toml", "terms.toml"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("leaflets", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    made(press, tmp_path, "--today", "2026-12-01")
    assert look(browser, tmp_path / PAGE, scheme, width) == NOTHING_WRONG


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_on_every_shade_of_the_map_can_be_read(
    browser: Browser,
    signed: Path,
    press: Press,
    scheme: Scheme,
) -> None:
    """WCAG 2.2, 1.4.3: 4.5:1 for small text."""
    made(press, signed)
    page = browser.new_page(color_scheme=scheme)
    page.goto((signed / PAGE).as_uri())
    shades = page.eval_on_selector_all(
        ".swatch",
        "all => all.map(e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor])",
    )
    page.close()
    assert len(shades) == 6
    assert len({paper for _, paper in shades}) == 6
    ratios = [contrast(*pair) for pair in shades]
    assert min(ratios) >= 4.5
    assert ratios == sorted(ratios, reverse=True), "the more is done, the deeper the shade"


def contrast(one: str, other: str) -> float:
    lights = sorted(map(luminance, (one, other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``rgb(1, 2, 3)`` (WCAG 2.2)."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
