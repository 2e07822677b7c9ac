"""What every test may ask for: a copy of the tiny hospital, unsigned or signed, and the press."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from press.cli import cli, main

TODAY = datetime.date(2026, 6, 1)
HOSPITAL = Path(__file__).parent / "hospital"
ROLES = {"en": ("author",), "pl": ("translator", "bilingual clinician")}
"""Polish is signed in the tests' hospital, Urdu is not."""


@dataclass(frozen=True)
class Answer:
    """What a command did."""

    code: int
    out: str
    err: str


Press = Callable[..., Answer]


@pytest.fixture
def hospital(tmp_path: Path) -> Path:
    """Return a fresh, unsigned copy of the tiny hospital."""
    return Path(shutil.copytree(HOSPITAL, tmp_path / "hospital"))


@pytest.fixture
def press(capfd: pytest.CaptureFixture[str]) -> Press:
    """Return a function that runs one command as a person would: ``press(project, "check")``."""

    def run(project: Path, command: str, *arguments: str) -> Answer:
        dated = [] if command == "doctor" else ["--project", str(project), "--today", str(TODAY)]
        capfd.readouterr()
        code = main([command, *dated, *arguments])
        captured = capfd.readouterr()
        return Answer(code, captured.out, captured.err)

    return run


def sign(project: Path, number: str, language: str) -> None:
    """Record every sign-off that an edition needs."""
    for role in ROLES[language]:
        result = CliRunner().invoke(
            cli,
            [
                *f"approve {number} --language {language} --yes --today {TODAY}".split(),
                *("--role", role, "--credential", "demonstration sign-off"),
                *("--project", str(project)),
            ],
            standalone_mode=False,
        )
        assert result.exception is None, result.output


@pytest.fixture(scope="session")
def _signed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("signed") / "hospital"
    shutil.copytree(HOSPITAL, project)
    for number in ("TST1", "TST2"):
        for language in ROLES:
            sign(project, number, language)
    return project


@pytest.fixture
def signed(_signed_once: Path, tmp_path: Path) -> Path:
    """Return a fresh copy of the tiny hospital with English and Polish signed off."""
    return Path(shutil.copytree(_signed_once, tmp_path / "signed"))


def edit(project: Path, path: str, old: str, new: str) -> int:
    """Replace one piece of text in a project's file and return the line it stands in."""
    file = project / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    file.write_text(text.replace(old, new), "utf-8", newline="\n")
    return text[: text.index(old)].count("\n") + 1
