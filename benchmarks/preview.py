"""Time from a save to the page that shows it: ``python -m benchmarks.preview [SAVES]``.

Saves one changed word of the sample leaflet again and again, as an editor does it (another file
renamed over the old one), with the preview in headless Chromium, and prints the median time until
the first page that changed is on the screen, for each language and form. The catalog is saved, and
for English the leaflet's text.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from press.catalogs import path_of
from press.machine_tables import CHROMIUM

HOME = Path(__file__).resolve().parent.parent
NUMBER, FOLDER, TODAY = "RHM20", "RHM20-crmo", "2026-11-20"
LANGUAGES = ("en", "pl", "bn", "ur")
TARGETS = {"html": 0.5, "a4": 1.0}
"""Seconds that the median may take, by form."""
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
MSGSTR = re.compile(r'(?m)^msgstr "(?P<text>[^"\\]{40,})"$')
PARAGRAPH = re.compile(r"(?m)^(?P<text>[A-Z][^\n\[{*]{60,})$")
OBSERVER = """addEventListener("DOMContentLoaded", () => new MutationObserver(() => noted())
  .observe(document.documentElement, { attributeFilter: ["data-shown"] }))"""
PAUSE = 0.3
"""Seconds between what was shown and the next save."""


@contextmanager
def window(project: Path, language: str, profile: str, noted: Callable[[], None]) -> Iterator[Page]:
    """Open a preview in a browser; ``noted`` is called each time that it has shown a save."""
    command = [sys.executable, str(HOME / "build.py"), "preview", NUMBER, "--language", language]
    options = ["--profile", profile, "--project", str(project), "--today", TODAY]
    program = next(filter(None, map(shutil.which, CHROMIUM)))
    with subprocess.Popen(
        [*command, *options, "--no-browser", "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as preview:
        assert preview.stdout is not None  # noqa: S101 - a pipe was asked for
        address = preview.stdout.readline().split()[2]
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.expose_function("noted", noted)
                page.add_init_script(OBSERVER)
                page.goto(address)
                page.wait_for_selector("html[data-shown]", state="attached", timeout=60_000)
                yield page
                browser.close()
        finally:
            preview.terminate()


def save(path: Path, text: str) -> None:
    """Write a file as editors do: beside it, then over it."""
    other = path.with_name(f"{path.name}.tmp")
    other.write_text(text, "utf-8", newline="\n")
    other.replace(path)


def seconds(page: Page, path: Path, saves: int, shown: list[float]) -> list[float]:
    """Return how long each of some saves took until it was shown; the first one warms up."""
    text = path.read_text("utf-8")
    match = (PARAGRAPH if path.suffix == ".md" else MSGSTR).search(text)
    assert match is not None, path  # noqa: S101 - the sample holds one
    place = match.end("text")
    found = []
    for number in range(saves + 1):
        page.wait_for_timeout(PAUSE * 1000)
        shown.clear()
        begun = time.perf_counter()
        save(path, text[:place] + " word" * (1 + number % 3) + text[place:])
        while not shown:
            page.wait_for_timeout(5)
        found.append(shown[0] - begun)
    save(path, text)
    return found[1:]


def _note(shown: list[float]) -> None:
    shown.append(time.perf_counter())


def main(saves: int) -> None:
    """Print a row for each form and language."""
    print(
        f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, {saves} saves each"
    )
    print(f"{'form':<6}{'language':<10}{'median':>8}{'slowest':>9}{'target':>8}")
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("leaflets", "locales"):
            shutil.copytree(HOME / name, project / name)
        for name in ("hospital.toml", "terms.toml"):
            shutil.copy(HOME / name, project / name)
        for profile, target in TARGETS.items():
            for language in LANGUAGES:
                catalog = project / path_of(language, NUMBER)
                path = (
                    catalog if catalog.is_file() else project / "leaflets" / FOLDER / "leaflet.md"
                )
                shown: list[float] = []
                noted = partial(_note, shown)
                with window(project, language, profile, noted) as page:
                    took = seconds(page, path, saves, shown)
                middle, slowest = statistics.median(took), max(took)
                print(
                    f"{profile:<6}{language:<10}{middle:>7.2f}s{slowest:>8.2f}s{target:>7.1f}s",
                    flush=True,
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
