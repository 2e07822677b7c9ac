"""docs/translators.md, followed line by line for a language that is not there yet."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import urllib.request
import zipfile
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs/translators.md").read_text("utf-8")
FENCES = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^((?:make |\.venv/).*)$|`((?:make |\.venv/)[^`]+)`", re.MULTILINE)
TOML = "leaflets/RHM20-crmo/leaflet.toml"
LANGUAGES = re.compile(r"^languages = .*$", re.MULTILINE)
CATALOGS = ("RHM20.po", "shared.po", "glossary.po")
# A person's terminal is not inside another make, and a test's machine has nobody at a browser.
TERMINAL = {name: text for name, text in os.environ.items() if not name.startswith("MAKE")}
TERMINAL |= {"BROWSER": "true"}
BUNDLE = "dist/proofs/RHM20-sk-v3.0-bundle.zip"


def commands() -> list[str]:
    """Return every command of the guide, in its order, without the container's."""
    return [match[1] or match[2] for match in COMMAND.finditer(GUIDE)]


def printed_languages() -> str:
    (line,) = [str(text).strip() for kind, text in FENCES.findall(GUIDE) if kind == "toml"]
    return line


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project as a new translator gets it, without any Slovak."""
    folder = tmp_path_factory.mktemp("guide") / "leaflet-press"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    shutil.rmtree(folder / "locales/sk")
    write_languages(folder, printed_languages().replace('"sk", ', ""))
    return folder


def write_languages(folder: Path, line: str) -> None:
    path = folder / TOML
    path.write_text(LANGUAGES.sub(line, path.read_text("utf-8")), "utf-8")


def run(folder: Path, command: str) -> str:
    done = subprocess.run(
        command.split(), cwd=folder, capture_output=True, text=True, check=False, env=TERMINAL
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout + done.stderr


def previewed(folder: Path, command: str) -> tuple[str, str]:
    """Run the preview, fetch its page, stop it; return what it printed and served."""
    with subprocess.Popen(
        command.split(), cwd=folder, stdout=subprocess.PIPE, text=True, env=TERMINAL
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            address = next(re.finditer(r"http://\S+", said))[0]
            with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - loopback
                return said, answer.read().decode()
        finally:
            process.terminate()


def translate(folder: Path) -> None:
    """Fill the three catalogs, as a translator would over some days."""
    for name in CATALOGS:
        done = polib.pofile(str(ROOT / "locales/sk/LC_MESSAGES" / name))
        words = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in done}
        path = folder / "locales/sk/LC_MESSAGES" / name
        fresh = polib.pofile(str(path), wrapwidth=78)
        for entry in fresh:
            assert entry.msgstr == ""
            entry.msgstr = words[entry.msgctxt, entry.msgid]
        fresh.save(str(path))


@pytest.mark.slow
def test_every_command_of_the_guide_works_as_it_is_printed(clone: Path) -> None:
    begun = False
    for command in commands():
        if command.startswith("make update") and not begun:
            begun = True
            write_languages(clone, printed_languages())
            run(clone, command)
            for name in CATALOGS:
                assert (clone / "locales/sk/LC_MESSAGES" / name).is_file()
            translate(clone)
        elif command.startswith("make preview"):
            said, page = previewed(clone, command)
            assert said.startswith("RHM20 sk: http://127.0.0.1:")
            assert "<main" in page
        elif " import " in command:
            with zipfile.ZipFile(clone / BUNDLE) as bundle:
                (sheet,) = [name for name in bundle.namelist() if name.endswith(".xlsx")]
                (clone / command.split()[-1]).write_bytes(bundle.read(sheet))
            assert "unchanged" in run(clone, command)
        else:
            run(clone, command)
    assert (clone / "dist/proofs/RHM20-sk-review.pdf").is_file()
    assert (clone / "dist/proofs/RHM20-sk-proof.pdf").is_file()
    assert (clone / "dist/translations.html").is_file()


def test_the_guide_shows_what_its_language_needs() -> None:
    assert printed_languages() == LANGUAGES.findall((ROOT / TOML).read_text("utf-8"))[0]
    assert len(commands()) >= 8


def test_the_words_that_the_guide_quotes_are_those_of_the_library() -> None:
    (quoted,) = [text for kind, text in FENCES.findall(GUIDE) if "is floppy" in text]
    catalog = (ROOT / "locales/sk/LC_MESSAGES/RHM20.po").read_text("utf-8")
    assert quoted.strip() in catalog


def test_every_picture_of_the_guide_is_there() -> None:
    for path in re.findall(r"pictures/[\w-]+\.png", GUIDE):
        assert (ROOT / "docs" / path).is_file(), path
