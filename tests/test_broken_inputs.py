"""Tests of what cannot be read: it is told in one line with place and remedy, and harms no more."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from press.cli import main
from tests.conftest import TODAY, Press, edit
from tests.finished import POLISH, artefacts, contents, findings, manifest, rows

pytest_plugins = ("tests.finished",)

FEVER, BAG = "leaflets/TST1-fever", "leaflets/TST2-bag"
LINE = re.compile(
    r"(?P<path>[^:\s]+)(:(?P<line>\d+))?: (?P<found>.+); (?P<remedy>.+) \[[a-z0-9-]+\]"
)
Break = Callable[[Path], object]


def append(path: str, text: str | bytes) -> Break:
    def act(project: Path) -> None:
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text if isinstance(text, bytes) else text.encode()
        file.write_bytes((file.read_bytes() if file.exists() else b"") + data)

    return act


def replace(path: str, old: str, new: str) -> Break:
    return lambda project: edit(project, path, old, new)


def remove(path: str) -> Break:
    def act(project: Path) -> None:
        target = project / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    return act


def template(name: str, text: str | bytes) -> Break:
    return append(f"templates/{name}", text)


# What concerns everything, with the place of its first line.
EVERYTHING = {
    "no hospital.toml": (remove("hospital.toml"), "hospital.toml"),
    "a broken hospital.toml": (append("hospital.toml", "[oops\n"), "hospital.toml:40"),
    "a hospital without a name": (
        replace("hospital.toml", 'name = "Test Children\'s Hospital"\n', ""),
        "hospital.toml",
    ),
    "an unknown key": (replace("hospital.toml", "website =", "websight ="), "hospital.toml:3"),
    "an unknown source language": (
        replace("hospital.toml", 'source_language = "en"', 'source_language = "xx"'),
        "hospital.toml:4",
    ),
    "a number for a service": (
        replace("hospital.toml", "[services.test]", "[services]\nspare = 3\n[services.test]"),
        "hospital.toml:12",
    ),
    "a number for a contact": (
        replace("hospital.toml", "[contacts.nurses]", "[contacts]\nspare = 3\n[contacts.nurses]"),
        "hospital.toml:18",
    ),
    "roles that are no list": (
        append("hospital.toml", "[approvals.languages]\npl = 3\n"),
        "hospital.toml:41",
    ),
    "a term that is a number": (append("terms.toml", "[more]\nword = 3\n"), "terms.toml:5"),
    "a term that is no table": (
        lambda project: (project / "terms.toml").write_text("fever = 3\n"),
        "terms.toml:1",
    ),
    "a template of half a tag": (
        template("components/redflag.html", "<p>\n{% if %}\n"),
        "templates/components/redflag.html:2",
    ),
    "a template with an unknown word": (
        template("partials/colophon.html", "<p>\n{{ nothing.at_all }}\n"),
        "templates/partials/colophon.html:2",
    ),
    "a template with an unknown filter": (
        template("partials/colophon.html", "{{ title|loudly }}\n"),
        "templates/partials/colophon.html:1",
    ),
    "a template that divides by zero": (
        template("partials/colophon.html", "{{ 1 / 0 }}\n"),
        "templates/partials/colophon.html:1",
    ),
    "a template that includes nothing": (
        template("partials/colophon.html", '{% include "gone.html" %}\n'),
        "templates/partials/colophon.html:1",
    ),
    "a template in another encoding": (
        template("partials/colophon.html", b"<p>\n\xff"),
        "templates/partials/colophon.html:2",
    ),
    "a stylesheet in another encoding": (
        template("styles/base.css", b"\xff"),
        "templates/styles/base.css:1",
    ),
    "an empty library": (remove("leaflets"), "leaflets"),
}


@pytest.mark.parametrize(("break_it", "place"), EVERYTHING.values(), ids=EVERYTHING)
def test_what_concerns_everything_stops_the_run_and_leaves_dist_alone(
    built: Path, press: Press, break_it: Break, place: str
) -> None:
    before = contents(built / "dist")
    break_it(built)
    for command in ("build", "check"):
        answer = press(built, command)
        assert answer.code == 2
        assert answer.out == ""
        lines = answer.err.splitlines()
        assert lines
        assert all(LINE.fullmatch(line) for line in lines), answer.err
        assert place in {line.partition(": ")[0] for line in lines}
    assert contents(built / "dist") == before


def test_every_fault_of_the_hospital_is_told_at_once(built: Path, press: Press) -> None:
    edit(built, "hospital.toml", "website =", "websight =")
    edit(built, "hospital.toml", 'colour = "#0b4f6c"', 'colour = "blue"')
    edit(built, "hospital.toml", 'contact = "nurses"', 'contact = "nobody"')
    answer = press(built, "build")
    rules = [line.rpartition(" [")[2].rstrip("]") for line in answer.err.splitlines()]
    assert sorted(rules) == ["missing-field", "unknown-contact", "unknown-key", "unknown-value"]


def test_every_broken_template_is_told_at_once(built: Path, press: Press) -> None:
    template("components/redflag.html", "{% if %}")(built)
    template("components/steps.html", "{% endfor %}")(built)
    answer = press(built, "build")
    assert [line.partition(":")[0] for line in answer.err.splitlines()] == [
        "templates/components/redflag.html",
        "templates/components/steps.html",
    ]


def test_a_folder_without_a_hospital_is_told_in_one_line(tmp_path: Path, press: Press) -> None:
    for command in ("build", "check", "status"):
        answer = press(tmp_path / "nowhere", command)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == "hospital.toml: the file is missing; write it [missing-file]\n"
    assert not (tmp_path / "nowhere").exists()


def latin_1(project: Path) -> None:
    """Save the Polish catalog as an old editor would."""
    file = project / POLISH
    file.write_bytes(file.read_text("utf-8").encode("iso-8859-2"))


def cut(project: Path) -> None:
    """Leave the Polish catalog as a full disk would: its last line ends in the middle."""
    file = project / POLISH
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("Termometr pokazuje") + 4], "utf-8")


# What concerns one leaflet or edition: the leaflet, the languages, the place of the finding.
LOCAL = {
    "leaflet.toml cannot be parsed": (append(f"{FEVER}/leaflet.toml", "[oops\n"), "TST1", None),
    "leaflet.toml is missing": (remove(f"{FEVER}/leaflet.toml"), "TST1", None),
    "leaflet.md is missing": (remove(f"{FEVER}/leaflet.md"), "TST1", None),
    "leaflet.md is in another encoding": (append(f"{FEVER}/leaflet.md", b"\n\xff"), "TST1", None),
    "the leaflet has no title": (
        replace(f"{FEVER}/leaflet.toml", 'title = "Fever in children"\n', ""),
        "TST1",
        None,
    ),
    "the version is no version": (
        replace(f"{FEVER}/leaflet.toml", 'version = "2.1"\nissued', 'version = "2"\nissued'),
        "TST1",
        None,
    ),
    "a date is text": (
        replace(f"{FEVER}/leaflet.toml", "issued = 2026-01-15", 'issued = "2026-13-01"'),
        "TST1",
        None,
    ),
    "the changes are no list": (
        replace(f"{FEVER}/leaflet.toml", "[[changes]]", "[changes]"),
        "TST1",
        None,
    ),
    "a catalog ends in the middle of a line": (cut, "TST1", "pl"),
    "a catalog is in another encoding": (latin_1, "TST1", "pl"),
    "a catalog holds a line of something else": (append(POLISH, "oops\n"), "TST1", "pl"),
    "a catalog has the marks of a merge": (append(POLISH, "<<<<<<< HEAD\n"), "TST1", "pl"),
}


@pytest.mark.parametrize(("break_it", "number", "language"), LOCAL.values(), ids=LOCAL)
def test_what_cannot_be_read_keeps_its_old_files_and_the_rest_is_built(
    built: Path, press: Press, break_it: Break, number: str, language: str | None
) -> None:
    files, listed = artefacts(built), rows(built)
    break_it(built)
    # Something to build beside the fault shows that the run went on.
    edit(built, f"{BAG}/leaflet.md", "Bring this sheet.", "Bring this page.")
    answer = press(built, "build")
    assert answer.code == 1
    found = [finding for finding in findings(built) if finding["rule"] != "missing-translation"]
    assert found
    for finding in found:
        assert finding["path"].startswith(FEVER if language is None else POLISH)
        assert finding["severity"] == "blocking"
    assert all(LINE.search(line) for line in answer.err.splitlines())
    kept = {name for name in listed if name[0] == number and language in (None, name[1])}
    assert {name: rows(built)[name] for name in kept} == {name: listed[name] for name in kept}
    now = artefacts(built)
    assert {name for name in now if now[name] == files[name]} == {
        name for name in listed if name[0] == "TST1"
    }


def test_a_number_that_two_leaflets_claim_blocks_both(built: Path, press: Press) -> None:
    before = contents(built / "dist")
    edit(built, f"{BAG}/leaflet.toml", 'number = "TST2"', 'number = "TST1"')
    answer = press(built, "build")
    assert answer.code == 1
    assert [(f["path"], f["line"], f["rule"]) for f in findings(built)] == [
        (f"{FEVER}/leaflet.toml", 1, "duplicate-number"),
        (f"{BAG}/leaflet.toml", 1, "duplicate-number"),
    ]
    after = contents(built / "dist")
    assert {path for path in before if after.get(path) != before[path]} == {"manifest.json"}


def test_two_leaflets_that_cannot_be_read_both_keep_their_files(built: Path, press: Press) -> None:
    before = contents(built / "dist")
    shutil.copytree(built / BAG, built / "leaflets/TST3-other")
    edit(built, "leaflets/TST3-other/leaflet.toml", 'number = "TST2"', 'number = "TST3"')
    (built / "leaflets/TST3-other/approvals.toml").unlink()
    append(f"{FEVER}/leaflet.toml", "[oops\n")(built)
    append(f"{BAG}/leaflet.toml", "[oops\n")(built)
    answer = press(built, "build", "--language", "en")
    assert answer.code == 1
    after = contents(built / "dist")
    assert {path for path in before if after.get(path) != before[path]} == {"manifest.json"}
    assert ("TST3", "en", "a4") in rows(built)


def test_a_leaflet_that_cannot_be_read_in_a_folder_of_another_number_blocks_only_itself(
    built: Path, press: Press
) -> None:
    before = rows(built)
    shutil.copytree(built / BAG, built / "leaflets/TST1-copy")
    edit(built, "leaflets/TST1-copy/leaflet.toml", 'number = "TST2"', 'number = "TST3"')
    (built / "leaflets/TST1-copy/leaflet.md").unlink()
    assert press(built, "build").code == 1
    assert rows(built) == before
    assert len(manifest(built)["artefacts"]) == len(before)


def test_all_that_cannot_be_read_is_told_at_once(built: Path, press: Press) -> None:
    before = contents(built / "dist")
    append(f"{FEVER}/leaflet.toml", "[oops\n")(built)
    append("locales/pl/LC_MESSAGES/TST2.po", "oops\n")(built)
    append("locales/ur/LC_MESSAGES/TST2.po", b"\xff\n")(built)
    answer = press(built, "build")
    assert answer.code == 1
    assert {(f["path"], f["rule"]) for f in findings(built)} == {
        (f"{FEVER}/leaflet.toml", "toml-syntax"),
        ("locales/pl/LC_MESSAGES/TST2.po", "po-syntax"),
        ("locales/ur/LC_MESSAGES/TST2.po", "not-utf8"),
    }
    after = contents(built / "dist")
    assert {p for p in before if after.get(p) != before[p]} == {"manifest.json"}
    assert press(built, "check").code == 1
    unread = json.loads(press(built, "status", "--json").out)["unreadable"]
    assert unread == ["TST1", "TST2-pl", "TST2-ur"]


def test_mending_what_could_not_be_read_brings_dist_back(built: Path, press: Press) -> None:
    before = contents(built / "dist")
    text = (built / POLISH).read_bytes()
    append(POLISH, "oops\n")(built)
    assert press(built, "build").code == 1
    assert contents(built / "dist") != before
    (built / POLISH).write_bytes(text)
    assert press(built, "build").code == 0
    assert contents(built / "dist") == before


def test_sign_offs_that_cannot_be_read_count_as_none(built: Path, press: Press) -> None:
    append(f"{FEVER}/approvals.toml", "[oops\n")(built)
    answer = press(built, "build")
    assert answer.code == 1
    assert {row["status"] for name, row in rows(built).items() if name[0] == "TST1"} == {"draft"}
    assert {(f["path"], f["rule"]) for f in findings(built)} == {
        (f"{FEVER}/approvals.toml", "toml-syntax")
    }


@pytest.mark.parametrize("text", ["approval = 3\n", "approval = [3]\n", "approve = 1\n"])
def test_sign_offs_of_the_wrong_shape_are_findings(hospital: Path, press: Press, text: str) -> None:
    append(f"{FEVER}/approvals.toml", text)(hospital)
    answer = press(hospital, "check")
    assert answer.code == 1
    assert f"{FEVER}/approvals.toml:1: " in answer.err


@pytest.mark.parametrize("text", ["", "[]", "{", '{"artefacts": 3}', '{"artefacts": [{}]}'])
def test_a_damaged_manifest_is_written_anew(built: Path, press: Press, text: str) -> None:
    before = manifest(built)
    (built / "dist" / "manifest.json").write_text(text)
    assert press(built, "build").code == 0
    assert manifest(built) == before


def test_a_dist_that_is_a_file_is_told_in_one_line(built: Path, press: Press) -> None:
    shutil.rmtree(built / "dist")
    (built / "dist").write_text("mine")
    answer = press(built, "build")
    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert "dist" in answer.err
    assert (built / "dist").read_text() == "mine"


WRONG_USE = {
    "an unknown option": ("build", "--colour", "red"),
    "an unknown command": ("print",),
    "a day that is none": ("build", "--today", "2026-13-01"),
    "a day in words": ("check", "--today", "tomorrow"),
    "a leaflet that is not there": (
        *("approve", "TST9", "--language", "pl", "--role", "translator"),
        *("--credential", "x", "--yes"),
    ),
    "a language that the leaflet is not in": (
        *("approve", "TST1", "--language", "bn", "--role", "translator"),
        *("--credential", "x", "--yes"),
    ),
    "a sign-off without a role": ("approve", "TST1", "--language", "pl"),
    "a service that is not there": ("new", "surgery", "A title"),
    "a new leaflet in an unknown language": ("new", "test", "A title", "--language", "xx"),
}


@pytest.mark.parametrize("arguments", WRONG_USE.values(), ids=WRONG_USE)
def test_wrong_use_is_answered_and_writes_nothing(
    hospital: Path, press: Press, arguments: tuple[str, ...]
) -> None:
    before = contents(hospital)
    answer = press(hospital, *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "Error: " in answer.err
    assert contents(hospital) == before


def test_a_silly_epoch_is_told_in_one_line(
    hospital: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for silly in ("yesterday", "", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", silly)
        capfd.readouterr()
        assert main(["check", "--project", str(hospital)]) == 2
        answer = capfd.readouterr().err
        assert f"SOURCE_DATE_EPOCH {silly!r} is not a time; write seconds since 1970" in answer
        assert "Traceback" not in answer
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "silly")
    assert main(["check", "--project", str(hospital), "--today", str(TODAY)]) == 0
