"""Tests of build: what the manifest and the files hold, and that the same in gives the same out."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from press import fonts
from press.fingerprints import valid
from press.languages import language
from tests.conftest import HOSPITAL, Press, edit
from tests.finished import (
    ALL,
    TODAY,
    artefacts,
    contents,
    drafts,
    embedded,
    findings,
    manifest,
    margins,
    page_texts,
    pressed,
    rows,
    squeezed,
    statuses,
)

pytest_plugins = ("tests.finished",)

BUILD = Path(__file__).resolve().parent.parent / "build.py"
FIELDS = {
    *("number", "version", "language", "profile", "kind", "status", "path", "pages", "trim_mm"),
    *("bytes", "sha256", "fingerprint", "standards", "fonts", "code", "textlayer", "job"),
}
DRAFT = {
    "en": "DRAFT – not for patients",
    "pl": "WERSJA ROBOCZA – nie dla pacjentów",
    "ur": "مسودہ – مریضوں کے لیے نہیں",
}
SAMPLE = {
    "en": "Sample document – not for clinical use",
    "pl": "Dokument przykładowy – nie do użytku klinicznego",
    "ur": "نمونے کی دستاویز – طبی استعمال کے لیے نہیں",
}
LATIN = [name for name in ALL if name[1] != "ur"]


def test_the_manifest_lists_every_leaflet_in_every_language_and_profile(built_once: Path) -> None:
    assert sorted(rows(built_once)) == ALL


def test_every_row_of_the_manifest_has_every_promised_field(built_once: Path) -> None:
    assert {frozenset(row) for row in rows(built_once).values()} == {frozenset(FIELDS)}


def test_the_manifest_says_what_it_was_built_with(built_once: Path) -> None:
    found = manifest(built_once)
    assert set(found) == {"schema", "hospital", "built_with", "artefacts", "findings"}
    assert (found["schema"], found["hospital"]) == (1, "Test Children's Hospital")
    assert {"press", "weasyprint", "pango", "harfbuzz"} <= set(found["built_with"])
    assert found["findings"] == []


def test_rows_hold_what_their_leaflet_says(built_once: Path) -> None:
    found = rows(built_once)
    assert {(row["number"], row["version"], row["kind"]) for row in found.values()} == {
        ("TST1", "2.1", "leaflet"),
        ("TST2", "1.0", "checklist"),
    }
    # A claim about a standard needs a validator's word: page-validation gives it in the build.
    assert {tuple(row["standards"]) for row in found.values()} == {("PDF/UA-1", "PDF/A-3a")}
    assert {row["textlayer"] for row in found.values()} == {None}


def test_signed_editions_are_approved_and_the_unsigned_one_is_a_draft(built_once: Path) -> None:
    assert statuses(built_once) == {
        name: "draft" if name[1] == "ur" else "approved" for name in ALL
    }


def test_paths_tell_drafts_from_approved_files(built_once: Path) -> None:
    found = rows(built_once)
    assert found["TST1", "pl", "a5"]["path"] == "TST1/TST1-pl-a5-v2.1.pdf"
    assert found["TST1", "ur", "a4"]["path"] == "drafts/TST1-ur-a4-v2.1-DRAFT.pdf"
    assert {row["path"].startswith("drafts/") for row in found.values()} == {True, False}
    for row in found.values():
        assert row["path"].startswith("drafts/") == (row["status"] == "draft")
        assert row["path"].endswith("-DRAFT.pdf") == (row["status"] == "draft")


def test_dist_holds_the_listed_files_and_the_manifest_only(built_once: Path) -> None:
    listed = {row["path"] for row in rows(built_once).values()}
    assert set(contents(built_once / "dist")) == listed | {"manifest.json"}


def test_bytes_digest_and_pages_are_those_of_the_file(built_once: Path) -> None:
    for name, row in rows(built_once).items():
        data = pressed(built_once, name).read_bytes()
        assert row["bytes"] == len(data)
        assert row["sha256"] == hashlib.sha256(data).hexdigest()
        assert row["pages"] == len(pypdf.PdfReader(pressed(built_once, name)).pages)


def test_trim_size_is_that_of_the_profile_on_every_page(built_once: Path) -> None:
    sizes = {"a4": [210.0, 297.0], "a5": [148.0, 210.0]}
    for name, row in rows(built_once).items():
        assert row["trim_mm"] == sizes[name[2]]
        for page in pypdf.PdfReader(pressed(built_once, name)).pages:
            wide, high = (float(side) / 72 * 25.4 for side in page.trimbox.upper_right)
            assert [round(wide, 1), round(high, 1)] == row["trim_mm"]


@pytest.mark.parametrize("name", ALL)
def test_every_page_shows_the_identity_that_the_manifest_knows(
    built_once: Path, name: tuple[str, str, str]
) -> None:
    row = rows(built_once)[name]
    profile = "" if name[2] == "a4" else f"-{name[2].upper()}"
    line = f"{name[0]}-{name[1]}{profile} v{row['version']} · {row['code']}"
    assert valid(line)
    for page in margins(built_once, row):
        assert squeezed(line) in page
    # Latin letters and digits: the line is left to right even where the rest is Nastaliq.
    texts = page_texts(pressed(built_once, name))
    assert [squeezed(line) in text for text in texts] == [True] * row["pages"]


def test_codes_differ_between_editions_and_profiles(built_once: Path) -> None:
    codes = [row["code"] for row in rows(built_once).values()]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("name", ALL)
def test_every_page_says_that_it_is_a_sample_document(
    built_once: Path, name: tuple[str, str, str]
) -> None:
    found = margins(built_once, rows(built_once)[name])
    assert found
    assert [squeezed(SAMPLE[name[1]]) in page for page in found] == [True] * len(found)


@pytest.mark.parametrize("name", LATIN)
def test_approved_files_never_say_draft(built_once: Path, name: tuple[str, str, str]) -> None:
    row = rows(built_once)[name]
    for page in page_texts(pressed(built_once, name)) + margins(built_once, row):
        assert "DRAFT" not in page
        assert "ROBOCZA" not in page


@pytest.mark.parametrize("name", [name for name in ALL if name[1] == "ur"])
def test_a_draft_says_so_on_every_page_in_english_and_its_own_language(
    built_once: Path, name: tuple[str, str, str]
) -> None:
    row = rows(built_once)[name]
    found = margins(built_once, row)
    assert len(found) == row["pages"]
    for page in found:
        assert squeezed(DRAFT["en"]) in page
        assert squeezed(DRAFT["ur"]) in page
    for text in page_texts(pressed(built_once, name)):
        # Once in the head and once more in the watermark behind the words.
        assert text.count(squeezed(DRAFT["en"])) == 2


def test_an_unsigned_library_is_built_as_marked_drafts(hospital: Path, press: Press) -> None:
    answer = press(hospital, "build", "--language", "pl", "--language", "en", "--profile", "a4")
    assert answer.code == 0
    assert set(statuses(hospital).values()) == {"draft"}
    for name in rows(hospital):
        for text in page_texts(pressed(hospital, name)):
            assert squeezed(DRAFT["en"]) in text
            assert squeezed(DRAFT[name[1]]) in text


@pytest.mark.parametrize("name", ALL)
def test_only_the_allowed_fonts_are_embedded(built_once: Path, name: tuple[str, str, str]) -> None:
    row = rows(built_once)[name]
    script = language(name[1]).script
    inside = embedded(pressed(built_once, name))
    assert inside
    assert inside <= set(fonts.embedded_names(script))
    assert sorted(inside) == row["fonts"]


def test_every_file_opens_in_poppler_and_mupdf(built_once: Path) -> None:
    """pypdf has read them all above: these are the two other families of viewers."""
    for name, row in rows(built_once).items():
        path = str(pressed(built_once, name))
        poppler = subprocess.run(
            ["pdfinfo", path], capture_output=True, text=True, check=True, timeout=60
        )
        assert f"Pages:{row['pages']}" in squeezed(poppler.stdout)
        assert "rror" not in poppler.stderr
        mupdf = subprocess.run(
            ["mutool", "info", path], capture_output=True, text=True, check=True, timeout=60
        )
        assert f"Pages:{row['pages']}" in squeezed(mupdf.stdout)
        assert mupdf.stderr == ""


def build_elsewhere(folder: Path, project: Path, seed: str, zone: str, today: str) -> Path:
    """Build a copy of a project, without its cache, in a process of another kind."""
    copy = folder / "hospital"
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns(".press", "dist"))
    made = subprocess.run(
        [sys.executable, str(BUILD), "build", "--project", str(copy), "--today", today],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
    )
    assert made.returncode == 0, made.stderr
    return copy


@pytest.mark.slow
def test_other_folders_hash_seeds_time_zones_and_days_give_the_same_bytes(
    built_once: Path, tmp_path: Path
) -> None:
    far = tmp_path / "a folder" / "with a long Żółw name"
    one = build_elsewhere(tmp_path / "one", built_once, "1", "Pacific/Kiritimati", "2026-02-02")
    two = build_elsewhere(far, built_once, "4242", "America/Los_Angeles", "2026-05-31")
    assert contents(one / "dist") == contents(two / "dist")
    assert artefacts(one) == artefacts(built_once)


def test_a_second_build_writes_nothing(built: Path, press: Press) -> None:
    before = {path: path.stat().st_mtime_ns for path in sorted((built / "dist").rglob("*"))}
    answer = press(built, "build")
    assert answer.code == 0
    assert answer.out.endswith("; 0 changed\n")
    assert before == {path: path.stat().st_mtime_ns for path in sorted((built / "dist").rglob("*"))}


def test_another_day_on_the_same_side_of_the_review_changes_no_byte(
    built: Path, press: Press
) -> None:
    before = contents(built / "dist")
    answer = press(built, "build", "--today", "2026-01-20")
    assert answer.code == 0
    assert contents(built / "dist") == before


def test_filters_press_what_is_asked_and_no_more(signed: Path, press: Press) -> None:
    asked = ("--leaflet", "TST1", "--language", "pl", "--language", "en", "--profile", "a5")
    assert press(signed, "build", *asked).code == 0
    assert sorted(rows(signed)) == [("TST1", "en", "a5"), ("TST1", "pl", "a5")]


def test_filters_leave_the_rest_as_it_was(built: Path, press: Press) -> None:
    before = artefacts(built)
    edit(built, "leaflets/TST1-fever/leaflet.md", "- does **not** wake up", "- does **not** wake")
    assert press(built, "build", "--leaflet", "TST1", "--language", "en").code == 0
    after = artefacts(built)
    assert {name for name in after if after[name] != before[name]} == {
        ("TST1", "en", "a4"),
        ("TST1", "en", "a5"),
    }
    assert set(before) == set(after)


def test_past_its_review_date_a_leaflet_is_a_draft_by_the_day_alone(
    built: Path, press: Press
) -> None:
    asked = ("--leaflet", "TST2", "--language", "en", "--language", "pl")
    assert press(built, "build", *asked, "--today", "2028-12-15").code == 0
    assert ("TST2", "en") not in drafts(built)
    assert press(built, "build", *asked, "--today", "2028-12-16").code == 0
    assert drafts(built) >= {("TST2", "en"), ("TST2", "pl")}
    assert ("TST1", "en") not in drafts(built)
    assert not (built / "dist" / "TST2").exists()
    past = [finding for finding in findings(built) if finding["rule"] == "review-past"]
    assert ("leaflets/TST2-bag/leaflet.toml", 8) in {
        (finding["path"], finding["line"]) for finding in past
    }


def test_the_review_gate_opens_again_with_the_day(built: Path, press: Press) -> None:
    before = contents(built / "dist")
    asked = ("--leaflet", "TST2", "--language", "en")
    press(built, "build", *asked, "--today", "2029-01-01")
    assert contents(built / "dist") != before
    press(built, "build", *asked)
    assert contents(built / "dist") == before


def test_verify_notices_a_damaged_file_and_a_missing_one(built: Path, press: Press) -> None:
    # Only what is asked for is pressed again, so that damage elsewhere is for --verify to see.
    asked = ("build", "--verify", "--leaflet", "TST2", "--language", "en")
    assert press(built, *asked).code == 0
    damaged = pressed(built, ("TST1", "pl", "a4"))
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    pressed(built, ("TST1", "en", "a5")).unlink()
    answer = press(built, *asked)
    assert answer.code == 1
    assert answer.err.splitlines() == [
        "dist/TST1/TST1-en-a5-v2.1.pdf: the bytes are not those of the manifest; build again",
        "dist/TST1/TST1-pl-a4-v2.1.pdf: the bytes are not those of the manifest; build again",
    ]


def test_a_plain_build_mends_what_was_damaged(built: Path, press: Press) -> None:
    before = contents(built / "dist")
    pressed(built, ("TST1", "pl", "a4")).write_bytes(b"%PDF-1.7 half")
    pressed(built, ("TST1", "en", "a5")).unlink()
    answer = press(built, "build", "--verify")
    assert answer.code == 0
    assert answer.out.endswith("; 2 changed\n")
    assert contents(built / "dist") == before


def test_a_leaflet_that_leaves_the_library_leaves_dist(built: Path, press: Press) -> None:
    shutil.rmtree(built / "leaflets" / "TST2-bag")
    assert press(built, "build").code == 0
    assert {name[0] for name in rows(built)} == {"TST1"}
    assert not [path for path in contents(built / "dist") if "TST2" in path]
    assert not (built / "dist" / "TST2").exists()


def test_no_number_stands_bare_in_right_to_left_text(built_once: Path) -> None:
    """The tests' Urdu has doses, times, phones, ranges and a leaflet's number in its sentences."""
    assert "bare-number" not in {finding["rule"] for finding in findings(built_once)}
    dose = (HOSPITAL / "locales/ur/LC_MESSAGES/TST1.po").read_text("utf-8")
    assert "5 mg" in dose


def test_the_day_comes_from_source_date_epoch_when_none_is_given(
    built: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from press.cli import main

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")  # 2030-01-01
    asked = ["build", "--project", str(built), "--leaflet", "TST2", "--language", "en"]
    assert main(asked) == 0
    assert ("TST2", "en") in drafts(built)
    assert main([*asked, "--today", TODAY]) == 0
    assert ("TST2", "en") not in drafts(built)
    capfd.readouterr()
