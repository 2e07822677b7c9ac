"""Tests of the standards that files claim: what confirms them, and what a false claim does.

veraPDF runs in a process of its own, as people run it: Java and pytest share no process in peace.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess  # the command is run as people run it
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from press import conformance, machine, validation, verapdf
from press.cli import main
from press.finishing import metadata
from press.jobs import Claims
from press.profiles import PROFILES
from tests.finished import ALL, Name, pressed, rows

pytest_plugins = ("tests.finished",)

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2026-06-01"
ENGLISH: Name = ("TST1", "en", "a4")
GROUPS = ("/Document", "/Part", "/Sect", "/Div", "/NonStruct")
WORDS = ("/Span", "/Strong", "/Em", "/Link")


def kids(element: Any) -> list[Any]:
    """Return the structure elements that an element holds, in order."""
    found = element.get("/K", [])
    all_of_them = list(found) if isinstance(found, pikepdf.Array) else [found]
    return [kid for kid in all_of_them if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def elements(element: Any) -> Iterator[Any]:
    yield element
    for kid in kids(element):
        yield from elements(kid)


def spoil(path: Path, change: Callable[[pikepdf.Pdf], None]) -> None:
    """Change a finished file behind the press's back."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(path)


def drop_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def drop_claims(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


@pytest.mark.parametrize("name", ALL)
def test_page_validation_confirms_what_a_file_claims(built_once: Path, name: Name) -> None:
    claims = PROFILES[name[2]].claims
    assert claims is not None
    assert rows(built_once)[name]["standards"] == list(claims.names) == ["PDF/UA-1", "PDF/A-3a"]


@pytest.mark.parametrize("name", ALL)
def test_a_file_says_what_its_profile_claims(built_once: Path, name: Name) -> None:
    data = pressed(built_once, name).read_bytes()
    assert metadata.claimed(data) == {"PDF/UA-1", "PDF/A-3a"}


# PDF/A-3a asks for a language only where it is known (ISO 19005-3, 6.7.4).
@pytest.mark.parametrize(
    ("change", "holding", "refused"),
    [
        (drop_language, ("PDF/A-3a",), {"PDF/UA-1"}),
        (drop_claims, (), {"PDF/UA-1", "PDF/A-3a"}),
    ],
)
def test_page_validation_refuses_what_does_not_hold(
    built: Path,
    change: Callable[[pikepdf.Pdf], None],
    holding: tuple[str, ...],
    refused: set[str],
) -> None:
    path = pressed(built, ENGLISH)
    spoil(path, change)
    standards, failures = validation.confirmed(path.read_bytes(), Claims(1, (3, "A")))
    assert standards == holding
    assert {line.partition(":")[0] for line in failures} == refused


def test_what_page_validation_cannot_confirm_is_not_said(built_once: Path) -> None:
    data = pressed(built_once, ENGLISH).read_bytes()
    assert validation.confirmed(data, PROFILES["ua2"].claims) == ((), ())


def test_a_file_that_is_no_pdf_claims_nothing() -> None:
    assert metadata.claimed(b"%PDF-1.7 and no more") == frozenset()


@pytest.mark.parametrize("name", ALL)
def test_words_stand_in_paragraphs_never_loose_among_blocks(built_once: Path, name: Name) -> None:
    with pikepdf.open(pressed(built_once, name)) as pdf:
        document = kids(pdf.Root.StructTreeRoot)[0]

        def loose(group: Any) -> Iterator[str]:
            for kid in kids(group):
                if str(kid.S) in WORDS:
                    yield f"{group.S} holds {kid.S}"
                elif str(kid.S) in GROUPS:
                    yield from loose(kid)

        assert list(loose(document)) == []
        assert [str(kid.S) for kid in elements(document)].count("/H1") == 1


def judged_compliant(_path: Path, _standard: str) -> verapdf.Verdict:
    return verapdf.Verdict(compliant=True, failures=())


def test_a_file_that_is_silent_on_what_its_profile_promises_is_refused(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verapdf, "judge", judged_compliant)
    spoil(pressed(built, ENGLISH), drop_claims)
    path = rows(built)[ENGLISH]["path"]
    refused = [row for row in conformance.judge(built) if not row.compliant]
    assert [(row.path, row.standard, row.failures) for row in refused] == [
        (path, "PDF/A-3a", (("not-claimed", 1),)),
        (path, "PDF/UA-1", (("not-claimed", 1),)),
    ]


def test_a_claim_that_nobody_can_check_is_refused(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verapdf, "judge", judged_compliant)
    monkeypatch.delitem(verapdf.FLAVOURS, "PDF/A-3a")
    verdicts = {(row.standard, row.compliant, row.failures) for row in conformance.judge(built)}
    assert verdicts == {
        ("PDF/A-3a", False, (("not-known", 1),)),
        ("PDF/UA-1", True, ()),
    }


def test_without_java_libraries_one_line_says_how_to_get_them(
    built_once: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(machine, "JAVA", tmp_path)
    assert conformance.main(["--project", str(built_once)]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"{tmp_path}/jaxb-core.jar is missing; run: make setup-test\n"


def test_without_verapdf_one_line_says_how_to_get_it(
    built_once: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(verapdf, "WHEEL", "no_such_wheel")
    assert conformance.main(["--project", str(built_once)]) == 3
    assert capsys.readouterr().err == "veraPDF is missing; run: make setup-test\n"


def test_a_folder_without_pdfs_is_wrong_use(
    hospital: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert conformance.main(["--project", str(hospital)]) == 2
    assert "build it first" in capsys.readouterr().err
    assert not (hospital / "dist").exists()


@pytest.fixture(scope="module")
def with_second(_signed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the signed hospital built with ua2 beside its own profiles."""
    project = tmp_path_factory.mktemp("second") / "hospital"
    shutil.copytree(_signed_once, project)
    for path in project.glob("leaflets/*/leaflet.toml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace('profiles = ["a4"', 'profiles = ["ua2", "a4"'), "utf-8")
    assert main(["build", "--project", str(project), "--today", TODAY]) == 0
    return project


def judged(project: Path) -> tuple[int, dict[str, Any], str]:
    """Run the command and return its code, its record and what it printed."""
    answer = subprocess.run(
        [sys.executable, "-m", "press.conformance", "--project", str(project)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stderr == ""
    record = json.loads((project / "dist" / "conformance.json").read_text("utf-8"))
    assert isinstance(record, dict)
    return answer.returncode, record, answer.stdout


@pytest.mark.slow
def test_verapdf_confirms_every_claim_of_every_file(with_second: Path) -> None:
    code, record, printed = judged(with_second)
    assert code == 0
    assert [row for row in record["files"] if not row["compliant"]] == []
    found = {(row["path"], row["standard"], row["sha256"]) for row in record["files"]}
    assert found == {
        (row["path"], standard, row["sha256"])
        for name, row in rows(with_second).items()
        for standard in getattr(PROFILES[name[2]].claims, "names", ())
    }
    assert {standard for _, standard, _ in found} == {
        "PDF/UA-1",
        "PDF/A-3a",
        "PDF/UA-2",
        "PDF/A-4f",
    }
    *lines, last = printed.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [
        [row["path"], row["standard"]] for row in record["files"]
    ]
    assert last.endswith(f"{len(lines)} compliant, 0 refused")


@pytest.mark.slow
def test_verapdf_refuses_files_that_were_broken_and_no_other(
    with_second: Path, tmp_path: Path
) -> None:
    project = Path(shutil.copytree(with_second, tmp_path / "broken"))
    first, second = (rows(project)["TST1", "en", profile]["path"] for profile in ("a4", "ua2"))
    for name in (first, second):
        spoil(project / "dist" / name, drop_language)
    code, record, printed = judged(project)
    refused = {
        (row["path"], row["standard"]): {failure["rule"] for failure in row["failures"]}
        for row in record["files"]
        if not row["compliant"]
    }
    assert code == 1
    # Natural language: ISO 14289-2, 8.4.4 and ISO 14289-1, 7.2.
    assert "8.4.4-1" in refused[second, "PDF/UA-2"]
    assert any(rule.startswith("7.2-") for rule in refused[first, "PDF/UA-1"])
    assert {path for path, _ in refused} == {first, second}
    digest = hashlib.sha256((project / "dist" / first).read_bytes()).hexdigest()
    assert digest in {row["sha256"] for row in record["files"]}
    assert f"{first}\tPDF/UA-1\trefused\t" in printed


@pytest.mark.slow
def test_a_second_verdict_is_the_same_byte_for_byte(with_second: Path) -> None:
    path = with_second / "dist" / "conformance.json"
    judged(with_second)
    before = path.read_bytes()
    judged(with_second)
    assert path.read_bytes() == before


@pytest.mark.slow
def test_pdf_2_files_keep_captions_in_their_figures_and_name_one_namespace(
    with_second: Path,
) -> None:
    with pikepdf.open(pressed(with_second, ("TST1", "pl", "ua2"))) as pdf:
        assert pdf.pdf_version == "2.0"
        document = kids(pdf.Root.StructTreeRoot)[0]
        captions = [one for one in elements(document) if str(one.S) == "/Caption"]
        assert [str(one.P.S) for one in captions] == ["/Figure"]
        assert {str(one.NS.NS) for one in elements(document)} == {"http://iso.org/pdf2/ssn"}
        assert kids(captions[0].P)[-1].objgen == captions[0].objgen
