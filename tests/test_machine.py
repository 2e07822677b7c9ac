"""Tests of press.machine and of the doctor that reports it."""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from rich.console import Console

from press import machine, machine_tables
from press.commands import doctor as doctor_module
from press.commands.doctor import doctor
from press.machine import Part


def part(name: str, found: str | None, wanted: str = "any", *, required: bool = True) -> Part:
    return Part(name, "a test", found, wanted, f"apt-get install {name}", required)


@pytest.fixture
def font_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a table of two fonts in place, one of them on the disk."""
    (tmp_path / "Here.ttf").write_bytes(b"font")
    table = types.ModuleType("press.fonts")
    table.__dict__["FILES"] = (
        SimpleNamespace(path=tmp_path / "Here.ttf", package="fonts-here"),
        SimpleNamespace(path=tmp_path / "Gone.ttf", package="fonts-gone"),
    )
    monkeypatch.setitem(sys.modules, "press.fonts", table)
    # `from press import fonts` prefers the attribute, once something has imported the real one.
    monkeypatch.setattr("press.fonts", table, raising=False)
    return tmp_path


@pytest.fixture
def parts(font_table: Path) -> dict[str, Part]:
    return {part.name: part for part in machine.inspect()}


@pytest.mark.parametrize(
    ("found", "wanted", "fits"),
    [
        (None, "any", False),
        ("present", "any", True),
        ("70.0", "70.0", True),
        ("70.1", "70.0", False),
        (None, "70.0", False),
        ("3.11.2", ">= 3.11", True),
        ("3.9.18", ">= 3.11", False),
        ("1.50.12", ">= 1.44", True),
        (None, ">= 1.44", False),
    ],
)
def test_a_part_fits_when_it_is_there_in_a_wanted_version(
    found: str | None, wanted: str, fits: bool
) -> None:
    assert part("it", found, wanted).fits is fits


def test_every_locked_package_is_looked_at(parts: dict[str, Part]) -> None:
    assert parts["weasyprint"].wanted == "70.0"
    assert {"jinja2", "pikepdf", "polib", "click"} <= parts.keys()


def test_packages_of_the_lock_are_found_in_their_locked_version(parts: dict[str, Part]) -> None:
    assert [part for part in parts.values() if part.get == "make setup" and not part.fits] == []


def test_a_package_that_is_not_installed_is_missing(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("no-such-package==1.0 \\\n    --hash=sha256:00\n    # via nothing\n", "utf-8")
    (only,) = machine._packages(lock)
    assert (only.name, only.wanted, only.found) == ("no-such-package", "1.0", None)


@pytest.mark.parametrize("library", machine_tables.LIBRARIES, ids=lambda library: library.name)
def test_a_shared_library_tells_its_version(library: machine_tables.Library) -> None:
    found = machine._library(library)
    assert found.fits
    assert found.found
    assert found.found[0].isdigit()


def test_a_shared_library_that_is_not_there_is_missing() -> None:
    library = machine_tables.Library(
        "none", "libnone-at-all.so.0", "none_version", "any", "none", ""
    )
    assert machine._library(library).found is None


def test_each_font_of_the_table_is_looked_for(parts: dict[str, Part]) -> None:
    assert parts["Here.ttf"].fits
    assert not parts["Gone.ttf"].fits
    assert parts["Gone.ttf"].get == "apt-get install fonts-gone"


def test_parts_are_told_even_where_the_font_table_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr("press.fonts", raising=False)
    monkeypatch.setitem(sys.modules, "press.fonts", None)
    assert list(machine._fonts()) == []


def test_a_tool_that_is_not_on_path_is_absent_but_not_required(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    tools = [machine._tool(tool) for tool in machine_tables.TOOLS]
    assert [(tool.found, tool.required) for tool in tools] == [(None, False)] * len(tools)


@pytest.mark.parametrize(
    ("script", "version"),
    [
        ("echo 'GNU thing (package 7) 0.21'", "0.21"),
        ("echo 'thing version 22.12.0' >&2; exit 99", "22.12.0"),
        ("echo 'no number'", "present"),
    ],
)
def test_a_tool_tells_its_version_on_either_stream(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, version: str
) -> None:
    program = tmp_path / "thing"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    tool = machine_tables.Tool("thing", ("no-such-thing", "thing"), "--version", "thing", "a test")
    assert machine._tool(tool).found == version


def test_a_tool_that_cannot_start_is_absent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "thing"
    program.write_text("#!/no/such/interpreter\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    tool = machine_tables.Tool("thing", ("thing",), "--version", "thing", "a test")
    assert machine._tool(tool).found is None


def test_doctor_ends_with_0_when_only_test_tools_are_absent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = (part("weasyprint", "70.0", "70.0"), part("gs", None, required=False))
    monkeypatch.setattr(machine, "inspect", lambda: found)
    answer = CliRunner().invoke(doctor)
    assert answer.exit_code == 0
    assert answer.stdout.splitlines() == [
        "ok\tweasyprint\t70.0\t70.0\tapt-get install weasyprint",
        "absent\tgs\t-\tany\tapt-get install gs",
    ]


@pytest.mark.parametrize(("found", "state"), [(None, "missing"), ("69.0", "wrong")])
def test_doctor_ends_with_3_when_a_required_part_does_not_fit(
    monkeypatch: pytest.MonkeyPatch, found: str | None, state: str
) -> None:
    monkeypatch.setattr(machine, "inspect", lambda: (part("weasyprint", found, "70.0"),))
    answer = CliRunner().invoke(doctor)
    assert answer.exit_code == 3
    assert answer.stdout.startswith(f"{state}\tweasyprint\t")


def test_doctor_answers_in_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "inspect", lambda: (part("Pango", None, ">= 1.44"),))
    answer = CliRunner().invoke(doctor, ["--json"])
    assert answer.exit_code == 3
    assert json.loads(answer.stdout) == {
        "schema": 1,
        "complete": False,
        "parts": [
            {
                "name": "Pango",
                "needed_for": "a test",
                "found": None,
                "wanted": ">= 1.44",
                "get": "apt-get install Pango",
                "required": True,
                "fits": False,
            }
        ],
    }


def test_doctor_draws_a_table_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("rich.console.Console", lambda: Console(width=120))
    doctor_module._print_table([part("Pango", "1.50.12"), part("poppler", None, required=False)])
    shown = capsys.readouterr().out
    assert "1.50.12" in shown
    assert "apt-get install poppler" in shown
    assert "apt-get install Pango" not in shown
