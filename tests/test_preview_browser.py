"""Tests of the preview as a translator has it: the command itself, and its page in a browser."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pypdfium2  # type: ignore[import-untyped]
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect, sync_playwright

from press import desk, render
from press.compose import Composer
from press.jobs import RenderJob
from press.machine_tables import CHROMIUM
from press.profiles import PROFILES
from press.selection import Selection
from press.sketches import OutOfDateError
from tests.conftest import TODAY, edit
from tests.previews import both_forms

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
POLISH = "locales/pl/LC_MESSAGES/TST1.po"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = 390, 1280
Scheme = Literal["light", "dark"]
ANY_PAGE = re.compile(r"^Page 1 of \d+ of TST1 in Polish")
MILLISECONDS = re.compile(r"^shown in \d+ ms$")
OLD, PICKED = re.compile(r"\bold\b"), re.compile(r"\bpicked\b")
EMERGENCY_BEFORE = '#, fuzzy\n#| msgid "An emergency"\nmsgid "Emergency"'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@contextmanager
def running(project: Path, language: str, profile: str) -> Iterator[tuple[str, list[int]]]:
    """Run the command; yield its address, and how it ended once it has."""
    command = [sys.executable, str(ROOT / "build.py"), "preview", "TST1", "--language", language]
    options = ["--project", str(project), "--profile", profile, "--today", str(TODAY)]
    process = subprocess.Popen(
        [*command, *options, "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    ended: list[int] = []
    try:
        yield process.stdout.readline().split()[2], ended
    finally:
        process.send_signal(signal.SIGINT)
        try:
            ended.append(process.wait(10))
        finally:
            process.kill()
        assert process.stdout.read() == ""
        process.stdout.close()


@contextmanager
def window(
    browser: Browser, address: str, width: int = DESK, scheme: Scheme = "light"
) -> Iterator[Page]:
    """Open the page; nothing on its console, and nothing asked of another host."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_selector("html[data-shown]", state="attached", timeout=60_000)
    yield page
    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    context.close()


def shown(page: Page) -> str | None:
    return page.locator("html").get_attribute("data-shown")


def wait_for_save(page: Page, before: str | None) -> None:
    page.wait_for_selector(f"html:not([data-shown='{before}'])", state="attached", timeout=30_000)


def test_a_save_shows_in_pages_and_units(signed: Path, browser: Browser) -> None:
    both_forms(signed)
    with running(signed, "pl", "a4") as (address, ended), window(browser, address) as page:
        expect(page.locator("#status")).to_have_attribute("data-status", "approved")
        expect(page.locator(".sheet img").first).to_have_attribute("alt", ANY_PAGE)
        before, picture = shown(page), page.locator(".sheet img").first.get_attribute("src")
        edit(signed, POLISH, 'msgstr "Nagły przypadek"', 'msgstr "Nagły wypadek"')
        wait_for_save(page, before)
        expect(page.locator("#status")).to_have_attribute("data-status", "draft")
        expect(page.locator(".sheet img").first).not_to_have_attribute("src", picture or "")
        expect(page.locator("#unit-5 .translation")).to_have_text("Nagły wypadek")
        expect(page.locator("#took")).to_have_text(MILLISECONDS)
        expect(page.locator("#pages")).not_to_have_class(OLD)
    assert ended == [0]


def test_a_save_shows_in_the_web_page_which_stays_where_it_was(
    signed: Path, browser: Browser
) -> None:
    both_forms(signed)
    with running(signed, "pl", "html") as (address, _), window(browser, address) as page:
        leaflet = page.frame_locator("#leaflet")
        leaflet.locator("main").wait_for()
        page.evaluate("() => document.getElementById('leaflet').contentWindow.scrollTo(0, 300)")
        before = shown(page)
        edit(signed, POLISH, "Proszę podać 5 mg leku.", "Należy podać 5 mg leku.")
        wait_for_save(page, before)
        expect(leaflet.locator("main")).to_contain_text("Należy podać")
        expect(leaflet.locator(".draft-notice")).to_be_visible()
        place = "() => document.getElementById('leaflet').contentWindow.scrollY"
        assert page.evaluate(place) == 300


def test_a_unit_shows_its_entry_and_a_click_on_the_page_finds_it(
    signed: Path, browser: Browser
) -> None:
    both_forms(signed)
    line = next(
        number
        for number, text in enumerate((signed / POLISH).read_text("utf-8").splitlines(), 1)
        if text == 'msgid "Emergency"'
    )
    with running(signed, "pl", "html") as (address, _), window(browser, address) as page:
        page.locator("#unit-5 .head").click()
        entry = page.locator("#entry-5")
        expect(entry.locator(".line")).to_have_text(
            [
                "#. leaflets/TST1-fever/leaflet.md: redflag",
                'msgid "Emergency"',
                'msgstr "Nagły przypadek"',
            ]
        )
        expect(entry.locator(".line").nth(1)).to_have_attribute("data-line", str(line))
        entry.locator(".place").first.click()
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert copied.startswith(f"{POLISH}:")
        page.locator("#unit-5 .head").click()
        page.frame_locator("#leaflet").get_by_text("nie", exact=True).first.click()
        expect(page.locator(".unit.picked .source")).to_contain_text("**not**")
        expect(page.locator(".unit.picked .entry")).to_be_visible()
        page.locator("#profile").select_option("a4")
        page.locator(".sheet img").first.wait_for()
        page.locator("#unit-5 .head").click()
        mark = page.locator(".mark:visible")
        expect(mark).to_have_count(1)
        box = mark.bounding_box()
        assert box is not None
        page.locator("#unit-1 .head").click()
        expect(page.locator("#unit-1")).to_have_class(PICKED)
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.locator("#unit-5")).to_have_class(PICKED)


def test_filters_and_words_narrow_the_units(signed: Path, browser: Browser) -> None:
    both_forms(signed)
    edit(signed, POLISH, 'msgstr "Nagły przypadek"', 'msgstr ""')
    edit(signed, POLISH, "podać 5 mg leku", "podać 50 mg leku")
    with running(signed, "pl", "html") as (address, _), window(browser, address) as page:
        units = page.locator("#rows .unit:visible")
        for name, numbers in (("missing", ["5"]), ("found", ["10"]), ("stale", ["10"])):
            page.locator(f"input[name=filter][value={name}]").check(force=True)
            assert [unit.get_attribute("data-id") for unit in units.all()] == numbers
        page.locator("input[name=filter][value=all]").check(force=True)
        page.locator("#words").fill("gorączka u")
        assert [unit.get_attribute("data-id") for unit in units.all()] == ["1"]
        page.locator("#words").fill("nothing of the kind")
        expect(page.locator("#none")).to_be_visible()


def test_what_is_broken_is_said_the_pages_turn_grey_and_come_back(
    signed: Path, browser: Browser
) -> None:
    both_forms(signed)
    whole = (signed / POLISH).read_text("utf-8")
    with running(signed, "pl", "a4") as (address, _), window(browser, address) as page:
        page.locator(".sheet img").first.wait_for()
        (signed / POLISH).write_text(whole[: whole.index("podać")], "utf-8")
        expect(page.locator("#status")).to_have_attribute("data-status", "unreadable")
        expect(page.locator("#stale")).to_be_visible()
        expect(page.locator("#pages")).to_have_class(OLD)
        expect(page.locator("#as-read")).to_be_visible()
        expect(page.locator("#elsewhere .blocking").first).to_contain_text(f"{POLISH}:")
        assert page.locator(".sheet img").count() > 0
        page.reload()
        expect(page.locator("#stale")).to_be_visible()
        expect(page.locator(".sheet img").first).to_be_visible()
        (signed / POLISH).write_text(whole, "utf-8")
        expect(page.locator("#status")).to_have_attribute("data-status", "approved")
        expect(page.locator("#stale")).to_be_hidden()
        expect(page.locator("#pages")).not_to_have_class(OLD)


def test_markup_in_a_catalog_is_shown_as_text(signed: Path, browser: Browser) -> None:
    both_forms(signed)
    evil = "<img src=x onerror=document.title=1>"
    edit(signed, POLISH, 'msgstr "Nagły przypadek"', f'msgstr "{evil}"')
    with running(signed, "pl", "html") as (address, _), window(browser, address) as page:
        expect(page.locator("#unit-5 .translation")).to_have_text(evil)
        assert page.locator("#unit-5 img").count() == 0
        assert page.title() != "1"


def test_the_page_says_when_the_preview_has_stopped(signed: Path, browser: Browser) -> None:
    both_forms(signed)
    context = browser.new_context()
    page = context.new_page()
    with running(signed, "pl", "html") as (address, ended):
        page.goto(address)
        expect(page.locator("#connection")).to_have_attribute("data-state", "live")
    assert ended == [0]
    expect(page.locator("#connection")).to_have_attribute("data-state", "lost")
    context.close()


@pytest.mark.parametrize("profile", ["a4", "html"])
def test_ctrl_c_stops_at_once_with_windows_open_and_pages_in_the_making(
    signed: Path, browser: Browser, profile: str
) -> None:
    both_forms(signed)
    with running(signed, "ur", profile) as (address, ended), window(browser, address):
        (signed / POLISH).touch()
        begun = time.monotonic()
    assert ended == [0]
    assert time.monotonic() - begun < 8, "it waits for something"


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("side", ["pages", "units"])
def test_no_barrier_and_nothing_wider_than_the_window(
    hospital: Path, browser: Browser, width: int, scheme: Scheme, side: str
) -> None:
    both_forms(hospital)
    edit(hospital, "locales/ur/LC_MESSAGES/TST1.po", 'msgid "Emergency"', EMERGENCY_BEFORE)
    with (
        running(hospital, "ur", "a4") as (address, _),
        window(browser, address, width, scheme) as page,
    ):
        page.locator(".sheet img").first.wait_for()
        if width == PHONE:
            page.locator(f"#side-{side}").click()
        if width == DESK or side == "units":
            page.locator("#unit-5 .head").click()
            expect(page.locator("#unit-5 .changes")).to_be_visible()
            translation = page.locator("#unit-1 .translation")
            assert translation.get_attribute("dir") == "rtl"
            assert translation.get_attribute("lang") == "ur"
            spacing = translation.evaluate(
                "(one) => parseFloat(getComputedStyle(one).lineHeight)"
                " / parseFloat(getComputedStyle(one).fontSize)"
            )
            assert spacing >= 2
        found = Axe().run(page, options={"runOnly": RULES})
        assert [
            f"{one['id']}: {node['html'][:120]}"
            for one in found.response["violations"]
            for node in one["nodes"]
        ] == []
        wider = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) == 0


def test_every_part_is_reached_and_worked_by_keyboard(signed: Path, browser: Browser) -> None:
    both_forms(signed)
    with running(signed, "pl", "a4") as (address, _), window(browser, address) as page:
        reached = []
        for _ in range(14):
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate(
                    "() => document.activeElement.id || document.activeElement.name"
                    " || document.activeElement.className"
                )
            )
        wanted = {"skip", "profile", "zoom", "pages", "filter", "words", "head"}
        assert wanted <= set(reached), reached
        page.locator("#unit-2 .head").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#entry-2")).to_be_visible()


# ---- The engine, asked for pages to look at


def _job(project: Path, language: str) -> RenderJob:
    table = desk.read(
        project, TODAY, selection=Selection(frozenset({"TST1"}), frozenset({language}))
    )
    composer = Composer(project, table.hospital, table.components)
    return composer.compose(table.entries[0].edition, PROFILES["a4"])


def _pictures(data: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=1).to_pil().tobytes() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_the_pages_to_look_at_are_the_pages_that_are_printed(signed: Path, language: str) -> None:
    render.prepare(signed / ".press")
    text = signed / "leaflets/TST1-fever/leaflet.md"
    for words in (
        "in 2 to 3 days",
        "in 2 to 3 days, and that is so for nearly all",
        "in 2 to 3 days",
    ):
        text.write_text(text.read_text("utf-8").replace("in 2 to 3 days", words, 1), "utf-8")
        job = _job(signed, language)
        pages = _pictures(render.render(job).data)
        for _ in range(2):
            sketched, places = render.sketch(job, lambda: True)
            assert _pictures(sketched.data) == pages
            assert places
    assert sketched.warnings == render.render(job).warnings


def test_a_layout_that_nobody_wants_any_more_ends_between_two_pages(signed: Path) -> None:
    render.prepare(signed / ".press")
    asked = iter([True, False])
    with pytest.raises(OutOfDateError):
        render.sketch(_job(signed, "en"), lambda: next(asked))


def test_a_place_says_what_stands_there(signed: Path) -> None:
    render.prepare(signed / ".press")
    _, places = render.sketch(_job(signed, "pl"), lambda: True)
    found = next(place for place in places if place.text == "Nagłyprzypadek")
    assert found.page == 0
    left, top, width, height = found.box
    assert 0 < left < left + width < 1
    assert 0 < top < top + height < 1
