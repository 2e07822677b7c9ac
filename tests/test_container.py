"""The Containerfile keeps no list of its own: packages, libraries and habits are written once.

Building it needs a registry, so that these tests read it; it was built and run by hand.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from press.cli import main
from tests.conftest import HOSPITAL, TODAY

ROOT = Path(__file__).resolve().parents[1]
VARIABLE = "LEAFLET_PRESS_PROJECT"


def instructions() -> list[tuple[str, str]]:
    """Return each instruction and what it says, in order."""
    text = (ROOT / "Containerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def said(name: str) -> list[str]:
    return [rest for word, rest in instructions() if word == name]


def packages() -> set[str]:
    """Return the Debian packages that setup.sh names."""
    text = (ROOT / "setup.sh").read_text("utf-8")
    lists = re.findall(r'(?s)^\w+_PACKAGES="(.*?)"', text, re.MULTILINE)
    assert len(lists) == 2
    return set(" ".join(lists).split())


def test_the_base_is_debian_by_its_tag_and_can_be_a_mirrors() -> None:
    assert said("ARG") == ["BASE=docker.io/library/debian:12-slim"]
    assert said("FROM") == ["${BASE}"]


def test_only_setup_installs_and_as_make_setup_does() -> None:
    (run,) = said("RUN")
    assert "sh setup.sh build" in run
    assert re.search(r"(?m)^setup:.*sh setup\.sh build$", (ROOT / "Makefile").read_text("utf-8"))
    text = " ".join(rest for _, rest in instructions())
    assert not re.search(r"apt-get|pip install|apk|dnf", text)
    assert packages() & set(re.findall(r"[\w.+-]+", text)) == set()


def test_what_setup_reads_is_there_before_it_runs_and_the_rest_comes_after() -> None:
    words = [word for word, _ in instructions()]
    assert words.index("COPY") < words.index("RUN") < len(words) - words[::-1].index("COPY") - 1
    first, last = said("COPY")
    assert first.split() == ["setup.sh", "requirements.txt", "./"]
    assert last == ". ."
    for name in first.split()[:-1]:
        assert (ROOT / name).is_file()


def test_what_is_of_one_machine_alone_stays_out() -> None:
    ignored = (ROOT / ".containerignore").read_text("utf-8").split("\n")
    assert {".git", ".venv", ".press", "dist"} <= set(ignored)


def test_it_runs_the_press_on_the_folder_that_is_mounted() -> None:
    (home,) = said("WORKDIR")
    assert json.loads(said("ENTRYPOINT")[0]) == [f"{home}/.venv/bin/python", f"{home}/build.py"]
    assert json.loads(said("CMD")[0]) == ["build"]
    assert f"{VARIABLE}=/project" in said("ENV")[0].split()


@pytest.mark.parametrize("command", [["status"], []], ids=["a command", "no command"])
def test_the_variable_names_the_project_where_no_option_does(
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert main(command) == 2
    assert capfd.readouterr().err.startswith("hospital.toml: the file is missing")
    assert main(["status", "--project", str(HOSPITAL), "--today", str(TODAY)]) == 0
    assert "TST1" in capfd.readouterr().out
