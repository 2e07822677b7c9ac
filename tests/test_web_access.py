"""Tests of the web page in a browser: no barrier, nothing fetched, no scrolling sideways.

Barriers are what axe-core finds by its rules for WCAG 2.2, levels A and AA, and best practice.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, sync_playwright

from press.cli import main
from press.machine_tables import CHROMIUM
from tests.finished import TODAY, pressed
from tests.webpages import only_web

pytest_plugins = ("tests.finished", "tests.webpages")

ROOT = Path(__file__).resolve().parents[1]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = 390, 1280
NARROW = 320
"""As wide as a window of 1280 px at 400 % (WCAG 2.2, 1.4.10)."""
Scheme = Literal["light", "dark"]
FINGER = 44
"""The least height of what is tapped, in pixels."""
LANGUAGES = ["en", "en-simple", "bn", "ur", "ar", "pl", "ro", "so", "zh-Hans"]
SAMPLES = [
    *(("RHM20", language) for language in LANGUAGES),
    *((number, language) for number in ("RHM21", "RHM22") for language in ("en", "ur")),
]


@dataclass(frozen=True)
class Seen:
    """What a browser made of a page."""

    violations: list[str]
    asked: list[str]
    """Addresses of all that it loaded besides the page itself."""
    said: list[str]
    """On its console, and errors of the page."""
    too_wide: int
    """How many pixels the page is wider than the window."""
    small_targets: list[str]


NOTHING_WRONG = Seen([], [], [], 0, [])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sample library with its web pages."""
    project = tmp_path_factory.mktemp("library")
    for name in ("hospital.toml", "terms.toml"):
        shutil.copy(ROOT / name, project)
    for name in ("leaflets", "locales"):
        shutil.copytree(ROOT / name, project / name)
    only_web(project)
    assert main(["build", "--project", str(project), "--today", TODAY]) == 0
    return project


def opened(browser: Browser, path: Path, scheme: Scheme, width: int = PHONE) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page.goto(path.as_uri())
    return page


def look(browser: Browser, path: Path, scheme: Scheme, width: int) -> Seen:
    """Return what a browser, and axe in it, make of a page."""
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": RULES}).response
    violations = [
        f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]
    ]
    assert found["passes"], "axe looked at nothing"
    small = page.evaluate(
        "least => [...document.querySelectorAll('a')]"
        ".filter(a => a.getBoundingClientRect().height < least).map(a => a.outerHTML)",
        FINGER,
    )
    wider = "document.documentElement.scrollWidth - window.innerWidth"
    too_wide = page.evaluate(wider)
    page.set_viewport_size({"width": NARROW, "height": 844})
    too_wide = max(too_wide, page.evaluate(wider))
    page.close()
    outside = [address for address in asked[1:] if not address.startswith("data:")]
    return Seen(violations, outside, said, too_wide, small)


def test_an_urdu_page_has_no_barrier_and_asks_for_nothing(browser: Browser, web_once: Path) -> None:
    path = pressed(web_once, ("TST1", "ur", "html"))
    assert look(browser, path, "light", DESK) == NOTHING_WRONG
    assert look(browser, path, "dark", PHONE) == NOTHING_WRONG


def test_a_barrier_would_be_found(browser: Browser, web_once: Path, tmp_path: Path) -> None:
    html = pressed(web_once, ("TST1", "en", "html")).read_text("utf-8")
    barrier = (
        '<p style="color: #ddd; width: 900px">pale</p><img src="data:,"><a href="#">.</a>'
        '<img src="https://test.example.org/a.png" alt="">'
    )
    path = tmp_path / "barrier.html"
    path.write_text(html.replace("<main>", f"<main>{barrier}"), "utf-8")
    seen = look(browser, path, "light", PHONE)
    assert {"color-contrast", "image-alt"} <= {found.partition(":")[0] for found in seen.violations}
    assert seen.too_wide > 0
    assert seen.said  # the page's own policy refuses what it does not hold


def test_the_draft_notice_stays_on_every_screen(browser: Browser, web_once: Path) -> None:
    path = pressed(web_once, ("TST1", "ur", "html"))
    page = opened(browser, path, "light")
    for share in (0, 0.5, 1):
        page.evaluate("share => window.scrollTo(0, share * document.body.scrollHeight)", share)
        box = page.locator(".draft-notice").bounding_box()
        assert box is not None
        assert box["y"] == 0
        assert box["width"] == PHONE
    page.close()


def test_the_dark_page_keeps_signals_apart_and_drawings_on_white(
    browser: Browser, web_once: Path
) -> None:
    page = opened(browser, pressed(web_once, ("TST1", "en", "html")), "dark")

    def colour(selector: str, name: str) -> str:
        return str(page.eval_on_selector(selector, f"e => getComputedStyle(e)['{name}']"))

    assert colour("figure img", "backgroundColor") == "rgb(255, 255, 255)"
    assert colour(".qr", "backgroundColor") == "rgb(255, 255, 255)"
    assert colour("html", "backgroundColor") == "rgb(20, 24, 28)"
    assert colour("body", "color") == "rgb(233, 237, 240)"
    assert colour(".redflag", "borderTopColor") == "rgb(255, 157, 148)"
    assert colour(".redflag .signal-icon [fill='#fff']", "fill") == "rgb(20, 24, 28)"
    page.close()


def test_a_browser_prints_the_page_on_white_with_nothing_that_only_screens_have(
    browser: Browser, web_once: Path
) -> None:
    page = opened(browser, pressed(web_once, ("TST1", "ur", "html")), "dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 32, 38)"
    assert page.evaluate("getComputedStyle(document.querySelector('a')).textDecorationLine") == (
        "none"
    )
    assert page.locator(".watermark").bounding_box() is not None
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("number", "language"), SAMPLES)
def test_every_sample_page_is_without_barriers(
    browser: Browser, library: Path, number: str, language: str, scheme: Scheme, width: int
) -> None:
    path = pressed(library, (number, language, "html"))
    assert look(browser, path, scheme, width) == NOTHING_WRONG
