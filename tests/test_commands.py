"""Tests of the commands: what they print for people and for programs, and what they write."""

from __future__ import annotations

import io
import json
import re
import shutil
import tomllib
from pathlib import Path

import click
import polib
import pytest

from press.cli import COMMANDS, cli, main
from tests.conftest import HOSPITAL, Press, edit
from tests.finished import ALL, POLISH, contents, drafts, rows

pytest_plugins = ("tests.finished",)

FEVER = "leaflets/TST1-fever"
SIGN = ("--role", "translator", "--credential", "a test's sign-off")
FINDING = {"rule", "severity", "path", "line", "message", "remedy", "number", "language"}
EDITION = {"leaflet", "language", "version", "status", "words_left", "reasons", "next"}
STATES = {"approved", "unreviewed", "stale", "missing"}


def editions(press: Press, project: Path) -> dict[tuple[str, str], dict[str, object]]:
    """Return what status says of each edition."""
    answer = press(project, "status", "--json")
    assert answer.code == 0
    return {(row["leaflet"], row["language"]): row for row in json.loads(answer.out)["editions"]}


def counts(row: dict[str, object]) -> dict[str, object]:
    return {state: row[state] for state in sorted(STATES)} | {"words": row["words_left"]}


def test_build_answers_programs_with_all_it_did(built: Path, press: Press) -> None:
    answer = press(built, "build", "--json")
    assert answer.code == 0
    assert answer.err == ""
    found = json.loads(answer.out)
    assert set(found) == {"artefacts", "changed", "editions", "findings"}
    assert found["changed"] == 0
    assert found["artefacts"] == list(rows(built).values())
    assert {(row["number"], row["language"], row["status"]) for row in found["editions"]} == {
        (number, tag, "draft" if tag == "ur" else "approved") for number, tag, _ in ALL
    }
    for row in found["editions"]:
        assert bool(row["reasons"]) == (row["status"] == "draft")


def test_check_answers_programs_with_whole_findings(hospital: Path, press: Press) -> None:
    assert json.loads(press(hospital, "check", "--json").out) == {"findings": []}
    line = edit(hospital, f"{FEVER}/leaflet.md", "contact:nurses.phone", "contact:doctors.phone")
    answer = press(hospital, "check", "--json")
    assert answer.code == 1
    assert answer.err == ""
    findings = json.loads(answer.out)["findings"]
    assert {frozenset(finding) for finding in findings} == {frozenset(FINDING)}
    unknown = next(finding for finding in findings if finding["rule"] == "unknown-contact")
    assert (unknown["path"], unknown["line"]) == (f"{FEVER}/leaflet.md", line)
    assert (unknown["severity"], unknown["number"], unknown["language"]) == (
        "blocking",
        "TST1",
        None,
    )


def test_check_filters_by_leaflet_and_language(hospital: Path, press: Press) -> None:
    edit(hospital, POLISH, "podać 5 mg", "podać 50 mg")
    assert press(hospital, "check").code == 1
    assert press(hospital, "check", "--leaflet", "TST1", "--language", "pl").code == 1
    assert press(hospital, "check", "--leaflet", "TST2").code == 0
    assert press(hospital, "check", "--language", "ur").code == 0


def test_a_warning_alone_does_not_fail_check(hospital: Path, press: Press) -> None:
    answer = press(hospital, "check", "--today", "2028-10-01")
    assert answer.code == 0
    assert answer.out == "0 blocking, 2 warnings\n"
    assert answer.err.count("[review-near]") == 2


def test_status_answers_programs_with_every_edition(signed: Path, press: Press) -> None:
    found = editions(press, signed)
    assert set(found) == {(number, tag) for number, tag, _ in ALL}
    assert {frozenset(row) for row in found.values()} == {frozenset(EDITION | STATES)}


def test_status_counts_units_by_how_far_they_have_come(signed: Path, press: Press) -> None:
    found = editions(press, signed)
    units = found["TST1", "pl"]["approved"]
    assert isinstance(units, int)
    assert units > 20
    nothing = {"stale": 0, "missing": 0, "words": 0}
    assert counts(found["TST1", "pl"]) == {"approved": units, "unreviewed": 0} | nothing
    assert counts(found["TST1", "ur"]) == {"approved": 0, "unreviewed": units} | nothing


def test_status_follows_edits_of_a_signed_catalog(signed: Path, press: Press) -> None:
    units = editions(press, signed)["TST1", "pl"]["approved"]
    assert isinstance(units, int)
    edit(signed, POLISH, 'msgstr "Wiek"', 'msgstr ""')  # Age: 1 word
    edit(signed, POLISH, 'msgid "Emergency"', '#, fuzzy\nmsgid "Emergency"')  # 1 word
    edit(signed, POLISH, "podać 5 mg", "podać 50 mg")  # a wrong dose, of 14 English words
    edit(signed, POLISH, "Co robić", "Co zrobić")  # valid, and nobody has seen it
    found = editions(press, signed)["TST1", "pl"]
    source = "Give 5 mg of medicine. **Do not** give more than 20 mg in 24 hours."
    assert counts(found) == {
        "approved": units - 4,
        "unreviewed": 1,
        "stale": 2,
        "missing": 1,
        "words": 1 + 1 + len(source.split()),
    }
    assert found["status"] == "draft"
    other = editions(press, signed)["TST2", "pl"]
    assert (other["status"], other["words_left"]) == ("approved", 0)


def test_status_filters_by_leaflet_and_language(hospital: Path, press: Press) -> None:
    answer = press(hospital, "status", "--leaflet", "TST2", "--language", "ur")
    assert [line.split("\t")[:3] for line in answer.out.splitlines()] == [["TST2", "ur", "draft"]]


@pytest.mark.parametrize("command", ["build", "check", "status"])
def test_a_pipe_gets_plain_lines(built: Path, press: Press, command: str) -> None:
    edit(built, POLISH, "podać 5 mg", "podać 50 mg")
    answer = press(built, command)
    assert "\x1b" not in answer.out + answer.err
    assert not re.search("[─-╿█]", answer.out + answer.err)
    assert answer.out


def test_build_says_first_what_blocks_and_last_what_dist_holds(built: Path, press: Press) -> None:
    edit(built, POLISH, "podać 5 mg", "podać 50 mg")
    edit(built, f"{FEVER}/leaflet.toml", "review_due = 2028-12-15", "review_due = 2026-10-15")
    answer = press(built, "build", "--leaflet", "TST1", "--language", "pl")
    severities = [line.split()[0] for line in answer.err.splitlines()]
    assert severities == sorted(severities)
    assert set(severities) == {"blocking", "warning"}
    assert re.fullmatch(
        r"dist/ holds 9 files \(\d approved, \d draft\), \d+ pages; \d changed",
        answer.out.splitlines()[-1],
    )


def test_a_sign_off_is_written_for_each_part_and_makes_the_edition_approved(
    hospital: Path, press: Press
) -> None:
    asked = ("approve", "TST2", "--yes", "--credential", "a test's sign-off", "--language")
    assert press(hospital, *asked, "en", "--role", "author").code == 0
    assert press(hospital, *asked, "pl", "--role", "translator").code == 0
    assert editions(press, hospital)["TST2", "pl"]["status"] == "draft"
    answer = press(hospital, *asked, "pl", "--role", "bilingual clinician")
    assert answer.code == 0
    assert answer.out.splitlines()[3:] == [
        "signed the leaflet part in leaflets/TST2-bag/approvals.toml",
        "signed the shared part in locales/pl/LC_MESSAGES/approvals.toml",
        "signed the contacts part in locales/pl/LC_MESSAGES/approvals.toml",
    ]
    found = editions(press, hospital)
    assert (found["TST2", "pl"]["status"], found["TST2", "pl"]["reasons"]) == ("approved", [])
    blocks = tomllib.loads((hospital / "leaflets/TST2-bag/approvals.toml").read_text("utf-8"))
    last = blocks["approval"][-1]
    assert (last["part"], last["language"], last["role"]) == (
        "leaflet",
        "pl",
        "bilingual clinician",
    )
    assert (str(last["date"]), last["version"]) == ("2026-06-01", "1.0")
    assert len(last["units"]) == found["TST2", "pl"]["approved"]


def test_approve_says_when_all_is_signed(signed: Path, press: Press) -> None:
    before = contents(signed)
    answer = press(signed, "approve", "TST1", "--language", "pl", *SIGN, "--yes")
    assert answer.code == 0
    assert answer.out == "TST1 in pl: the translator has signed all of it already\n"
    assert contents(signed) == before


def test_approve_counts_what_is_new_since_the_last_sign_off(signed: Path, press: Press) -> None:
    edit(signed, POLISH, "Co robić", "Co zrobić")
    answer = press(signed, "approve", "TST1", "--language", "pl", *SIGN, "--yes")
    assert answer.code == 0
    shown, done = answer.out.splitlines()
    assert re.match(r"leaflet: \d+ units, 1 new or changed since the last sign-off", shown)
    assert done == f"signed the leaflet part in {FEVER}/approvals.toml"


def test_approve_refuses_a_role_that_does_not_sign_the_language(
    hospital: Path, press: Press
) -> None:
    before = contents(hospital)
    asked = ("approve", "TST1", "--language", "pl", "--credential", "x", "--yes", "--role")
    answer = press(hospital, *asked, "author")
    assert answer.code == 2
    assert "'author' does not sign pl; the roles are: translator, bilingual" in answer.err
    assert contents(hospital) == before


@pytest.mark.parametrize(
    ("path", "old", "new", "rule"),
    [
        (POLISH, "podać 5 mg", "podać 50 mg", "dose-differs"),
        (POLISH, 'msgstr "Wiek"', 'msgstr ""', "missing-translation"),
        ("locales/pl/LC_MESSAGES/shared.po", 'msgstr "Telefon"', 'msgstr ""', "missing"),
        ("locales/pl/LC_MESSAGES/glossary.po", 'msgstr "gorączka"', 'msgstr ""', "missing"),
        (f"{FEVER}/leaflet.md", "Give a drink.", "TODO drink.", "placeholder-text"),
    ],
)
def test_approve_refuses_while_a_finding_blocks(
    hospital: Path, press: Press, path: str, old: str, new: str, rule: str
) -> None:
    edit(hospital, path, old, new)
    before = contents(hospital)
    answer = press(hospital, "approve", "TST1", "--language", "pl", *SIGN, "--yes")
    assert answer.code == 1
    assert rule in answer.err
    lines = answer.err.splitlines()
    assert lines[-1] == "TST1 in pl has blocking findings; nothing was signed"
    assert len(lines) == len(set(lines))
    assert contents(hospital) == before


def test_approve_does_not_write_into_a_file_that_cannot_be_read(
    hospital: Path, press: Press
) -> None:
    for path in (f"{FEVER}/approvals.toml", "locales/pl/LC_MESSAGES/approvals.toml"):
        (hospital / path).write_text("[oops\n", "utf-8")
        answer = press(hospital, "approve", "TST1", "--language", "pl", *SIGN, "--yes")
        assert answer.code == 1
        assert f"{path}:1: not valid TOML" in answer.err
        assert (hospital / path).read_text("utf-8") == "[oops\n"
        (hospital / path).unlink()


@pytest.mark.parametrize(("said", "code"), [("n\n", 2), ("", 2), ("y\n", 0)])
def test_approve_asks_before_it_signs(
    hospital: Path, press: Press, monkeypatch: pytest.MonkeyPatch, said: str, code: int
) -> None:
    before = contents(hospital)
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    answer = press(hospital, "approve", "TST1", "--language", "pl", *SIGN)
    assert answer.code == code
    assert "Sign these words?" in answer.out
    assert (contents(hospital) == before) == (code == 2)


def test_approve_can_sign_one_part_alone(hospital: Path, press: Press) -> None:
    asked = ("approve", "TST1", "--language", "pl", *SIGN, "--yes", "--part", "contacts")
    assert press(hospital, *asked).code == 0
    assert not (hospital / FEVER / "approvals.toml").exists()
    text = (hospital / "locales/pl/LC_MESSAGES/approvals.toml").read_text("utf-8")
    assert [block["part"] for block in tomllib.loads(text)["approval"]] == ["contacts"]


def test_a_new_leaflet_gets_the_next_free_number_and_needs_words_only(
    hospital: Path, press: Press
) -> None:
    answer = press(hospital, "new", "test", "Żółw & “asthma” in Ünder-5s", "--language", "pl")
    assert answer.code == 0
    folder = "leaflets/TST03-zow-asthma-in-under"
    assert answer.out.splitlines() == [
        f"wrote {folder}/leaflet.toml and leaflet.md",
        "wrote locales/pl/LC_MESSAGES/TST03.po",
    ]
    answer = press(hospital, "check", "--json")
    findings = json.loads(answer.out)["findings"]
    assert {finding["rule"] for finding in findings} == {"missing-translation"}
    assert {finding["path"] for finding in findings} == {"locales/pl/LC_MESSAGES/TST03.po"}
    entries = polib.pofile(str(hospital / "locales/pl/LC_MESSAGES/TST03.po"))
    assert len(entries) == len(findings)
    assert press(hospital, "check", "--language", "en").code == 0


def test_a_new_leaflet_is_built_as_a_draft(hospital: Path, press: Press) -> None:
    press(hospital, "new", "test", "Asthma", "--language", "pl")
    answer = press(hospital, "build", "--leaflet", "TST03", "--profile", "a4")
    assert answer.code == 0
    assert drafts(hospital) == {("TST03", "en"), ("TST03", "pl")}


def test_new_counts_on_from_the_highest_number_broken_leaflets_included(
    hospital: Path, press: Press
) -> None:
    edit(hospital, "leaflets/TST2-bag/leaflet.toml", 'number = "TST2"', 'number = "TST41"')
    (hospital / "leaflets/TST2-bag/leaflet.md").unlink()
    assert press(hospital, "new", "test", "One").out.startswith("wrote leaflets/TST42-one/")
    assert press(hospital, "new", "test", "One").out.startswith("wrote leaflets/TST43-one/")


def test_new_starts_an_empty_library(hospital: Path, press: Press) -> None:
    shutil.rmtree(hospital / "leaflets")
    assert press(hospital, "new", "test", "First").code == 0
    assert press(hospital, "check").code == 0
    assert [path.name for path in (hospital / "leaflets").iterdir()] == ["TST1-first"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    shown = capfd.readouterr()
    assert shown.err == ""
    assert shown.out.startswith(f"Usage: build.py {command}")
    found = cli.get_command(click.Context(cli), command)
    help_text = found.help if found else ""
    assert help_text
    assert help_text.splitlines()[0].rstrip(".") in " ".join(shown.out.split())


def test_the_press_names_its_commands(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capfd.readouterr().out
    assert [command for command in COMMANDS if f"\n  {command} " not in shown] == []
    assert {"build", "check", "status", "approve", "new", "doctor"} <= set(COMMANDS)


def test_without_a_command_the_press_builds(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The default project is the checkout: what is asked of it is seen, and it is left alone."""
    from press import pipeline
    from press.commands import options

    asked = []

    def stand_in(project: Path, *rest: object) -> pipeline.Outcome:
        asked.append(project)
        return pipeline.Outcome((), (), (), 0)

    monkeypatch.setattr(pipeline, "build", stand_in)
    assert main([]) == 0
    assert asked == [options.HOME]
    assert "dist/ holds 0 files" in capfd.readouterr().out


@pytest.mark.parametrize("command", ["build", "check", "status"])
@pytest.mark.parametrize(
    ("path", "text"),
    [
        (f"{FEVER}/leaflet.md", "::: redflag nobody\n:::\n\n# Twice\n\n<b>x</b>\n"),
        (f"{FEVER}/leaflet.md", ""),
        (f"{FEVER}/leaflet.md", "::: diary\n:::\n\n| a |\n|---|\n\n::: contact\n:::\n"),
        (f"{FEVER}/leaflet.toml", "number = 3\n"),
        (f"{FEVER}/leaflet.toml", ""),
        (POLISH, ""),
        (POLISH, "\x00\x01"),
        ("locales/pl/LC_MESSAGES/shared.po", 'msgid "x"\n'),
    ],
)
def test_no_command_shows_a_traceback_for_what_people_write(
    hospital: Path, press: Press, command: str, path: str, text: str
) -> None:
    (hospital / path).write_text(text, "utf-8")
    asked = ("--leaflet", "TST1", "--language", "pl") if command == "build" else ()
    only = ("--profile", "a4") if command == "build" else ()
    answer = press(hospital, command, *asked, *only)
    assert answer.code in (0, 1, 2)
    assert "Traceback" not in answer.out + answer.err
    if command == "check":
        assert answer.code > 0
        assert path.rpartition("/")[0] in answer.err


def test_a_container_with_an_unknown_contact_blocks_its_leaflet_alone(
    built: Path, press: Press
) -> None:
    line = edit(built, f"{FEVER}/leaflet.md", "::: redflag emergency", "::: redflag emergancy")
    answer = press(built, "build")
    assert answer.code == 1
    assert f"{FEVER}/leaflet.md:{line}: redflag names the contact 'emergancy'" in answer.err
    assert drafts(built) == {(number, tag) for number, tag, _ in ALL if number == "TST1"} | {
        ("TST2", "ur")
    }


def test_a_red_flag_needs_a_phone(hospital: Path, press: Press) -> None:
    edit(hospital, "hospital.toml", 'phone = "999"', 'hours = "Always"')
    answer = press(hospital, "check")
    assert answer.code == 1
    assert "redflag names the contact 'emergency', which has no phone" in answer.err


def test_what_every_page_prints_must_be_there(hospital: Path, press: Press) -> None:
    edit(hospital, "hospital.toml", 'email = "formats@test.example.org"\n', "")
    answer = press(hospital, "build")
    assert answer.code == 2
    assert "[contacts.formats] has no email" in answer.err


def test_the_tests_own_hospital_is_never_written_to() -> None:
    assert not (HOSPITAL / "dist").exists()
    assert not (HOSPITAL / ".press").exists()


@pytest.mark.parametrize("command", ["build", "check", "status"])
@pytest.mark.parametrize("given", ["--leaflet TST9", "--language xx", "--profile poster"])
def test_a_filter_that_names_nothing_is_wrong_use(
    hospital: Path, press: Press, command: str, given: str
) -> None:
    answer = press(hospital, command, *given.split())
    assert answer.code == 2
    assert f"{given.split()[1]!r} is not here; there are: " in answer.err
    assert answer.err.count("\n") == 1
