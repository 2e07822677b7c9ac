"""Tests of the checkout's own library: the sample leaflets are what the README promises."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pytest

from press import fonts
from press.cli import main
from press.fingerprints import valid
from press.languages import language
from press.profiles import PROFILES
from press.validation import PROFILES as VALIDATED
from tests.finished import embedded, findings, margins, rows, squeezed

pytestmark = pytest.mark.slow
pytest_plugins = ("tests.finished",)

CHECKOUT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-20"
EVERYWHERE = {"en", "en-simple", "ar", "bn", "pl", "ro", "so", "ur", "zh-Hans"}
LANGUAGES = {"RHM20": EVERYWHERE | {"sk"}, "RHM21": EVERYWHERE, "RHM22": EVERYWHERE}
APPROVED = {"en", "en-simple", "bn", "ur", "pl"}
EDITIONS = {(number, tag) for number, tags in LANGUAGES.items() for tag in tags}
DRAFT = "DRAFT – not for patients"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the checkout's library, built."""
    project = tmp_path_factory.mktemp("library")
    for name in ("hospital.toml", "terms.toml"):
        shutil.copy2(CHECKOUT / name, project)
    for name in ("leaflets", "locales"):
        shutil.copytree(CHECKOUT / name, project / name)
    main(["build", "--project", str(project), "--today", TODAY])
    return project


def test_every_document_is_there_in_each_of_its_languages(library: Path) -> None:
    found = rows(library)
    assert {(number, tag) for number, tag, _ in found} == EDITIONS
    assert {profile for _, _, profile in found} == set(PROFILES)
    for profile in PROFILES.values():
        kinds = {row["kind"] for name, row in found.items() if name[2] == profile.name}
        assert kinds <= set(profile.kinds)
        pairs = {(number, tag) for number, tag, name in found if name == profile.name}
        numbers = {number for number, _ in pairs}
        assert pairs == {
            (number, tag)
            for number, tag in EDITIONS
            if number in numbers
            and (profile.languages is None or tag in profile.languages)
            and not (profile.translations_only and tag == "en")
        }


def test_exactly_the_signed_languages_are_approved(library: Path) -> None:
    found = {(number, tag): row["status"] for (number, tag, _), row in rows(library).items()}
    assert found == {
        (number, tag): "approved" if tag in APPROVED else "draft" for number, tag in EDITIONS
    }


def test_no_finding_blocks(library: Path) -> None:
    assert [row for row in findings(library) if row["severity"] == "blocking"] == []


def printed(library: Path) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return the rows of what has pages of its own: the PDFs, for reading and for the press."""
    return {
        name: row
        for name, row in rows(library).items()
        if PROFILES[name[2]].medium in ("pdf", "press")
    }


def test_every_pdf_is_confirmed_in_what_it_claims(library: Path) -> None:
    for name, row in printed(library).items():
        claims = PROFILES[name[2]].claims
        wanted = (
            [claim for claim in claims.names if claim in VALIDATED]
            if claims
            else ["PDF/X-4 (own rules)"]
        )
        assert row["standards"] == wanted, name


def test_only_each_scripts_own_fonts_are_embedded(library: Path) -> None:
    for name, row in printed(library).items():
        allowed = set(fonts.embedded_names(language(name[1]).script))
        assert embedded(library / "dist" / row["path"]) <= allowed, name


def test_every_page_is_identified_and_drafts_say_so(library: Path) -> None:
    for name, row in printed(library).items():
        code = PROFILES[name[2]].code
        line = "-".join(filter(None, (name[0], name[1], code)))
        line += f" v{row['version']} · {row['code']}"
        assert valid(line)
        found = margins(library, row)
        assert len(found) == row["pages"]
        assert all(squeezed(line) in page for page in found), name
        marked = {squeezed(DRAFT) in page for page in found}
        assert marked == {row["status"] == "draft"}, name


def test_page_counts_and_sizes_are_those_of_the_files(library: Path) -> None:
    for name, row in printed(library).items():
        pages = pypdf.PdfReader(library / "dist" / row["path"]).pages
        assert row["pages"] == len(pages)
        assert 1 <= row["pages"] <= 24, name
        upright = PROFILES[name[2]].trim_mm or ()
        assert sorted(row["trim_mm"]) == sorted(upright), name


def test_a_grey_file_is_black_ink_alone_by_ghostscripts_count(library: Path) -> None:
    grey = {name: row for name, row in rows(library).items() if PROFILES[name[2]].ink == "grey"}
    assert {name[:2] for name in grey} == EDITIONS
    for name, row in grey.items():
        command = ["gs", "-q", "-o", "-", "-sDEVICE=inkcov", str(library / "dist" / row["path"])]
        counted = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        pages = [line.split()[:3] for line in counted.splitlines() if line.endswith("OK")]
        assert pages == [["0.00000"] * 3] * row["pages"], name


def test_a_second_build_changes_nothing(library: Path, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    main(["build", "--project", str(library), "--today", TODAY, "--verify"])
    shown = capfd.readouterr()
    assert shown.out.endswith("; 0 changed\n")
    assert "the bytes are not those" not in shown.err
