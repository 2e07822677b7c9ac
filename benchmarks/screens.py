"""Pictures of the translators' screens for the docs: ``python -m benchmarks.screens``."""

from __future__ import annotations

import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

from benchmarks.preview import HOME, QUIET, TODAY, window
from press.machine_tables import CHROMIUM

PICTURES = HOME / "docs" / "pictures"
SHOWN = ("sk", "a4")
"""The language and form of the guide for translators."""
SIZE = {"width": 1280, "height": 900}
BOTTOM = 640
"""Pixels of a screen that a picture shows."""


def preview() -> None:
    """Draw the preview of the sample leaflet, with one unit opened."""
    with window(HOME, *SHOWN, lambda: None) as page:
        page.wait_for_timeout(1500)
        page.screenshot(path=PICTURES / "preview.png", clip=_top())


def dashboard() -> None:
    """Draw the dashboard of the sample library."""
    command = [sys.executable, str(HOME / "build.py"), "status", "--html", "--today", TODAY]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    program = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        page = chromium.new_page(viewport=SIZE)  # type: ignore[arg-type]
        page.goto((HOME / "dist" / "translations.html").as_uri())
        page.screenshot(path=PICTURES / "dashboard.png", clip=_top())
        chromium.close()


def _top() -> dict[str, float]:
    return {"x": 0, "y": 0, "width": SIZE["width"], "height": BOTTOM}


if __name__ == "__main__":
    preview()
    dashboard()
