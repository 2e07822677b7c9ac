"""A library is read folder by folder; what cannot be read blocks its own leaflet alone."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from press import sources
from press.findings import ProjectError
from press.model import Kind, Leaflet
from tests.conftest import edit

FOLDER = "leaflets/TST1-fever"
FACTS = f"{FOLDER}/leaflet.toml"
TEXT = f"{FOLDER}/leaflet.md"


def leaflet(project: Path, number: str = "TST1") -> Leaflet:
    (found,) = (one for one in sources.read(project).leaflets if one.number == number)
    return found


def test_a_leaflet_holds_what_its_two_files_say(hospital: Path) -> None:
    found = leaflet(hospital)
    assert (found.folder, found.toml_path, found.markdown_path) == (FOLDER, FACTS, TEXT)
    assert (found.kind, found.version, found.supersedes) == (Kind.LEAFLET, "2.1", None)
    assert found.review_due == datetime.date(2028, 12, 15)
    assert found.languages == ("en", "pl", "ur")
    assert found.profiles == ("a4", "a5")
    assert [(change.version, change.note) for change in found.changes] == [("2.1", "New dose.")]
    assert found.lines["version"] == 5


def test_leaflets_come_by_number_whatever_their_folders_are_called(hospital: Path) -> None:
    (hospital / "leaflets/TST2-bag").rename(hospital / "leaflets/a-bag")
    assert [one.number for one in sources.read(hospital).leaflets] == ["TST1", "TST2"]


def test_units_are_the_printed_facts_around_the_text_in_order(hospital: Path) -> None:
    units = leaflet(hospital).units
    kinds = [unit.kind for unit in units]
    assert kinds[:3] == ["title"] * 3
    assert kinds[-5:] == ["alt", "data", "data", "data", "data"]
    assert set(kinds[3:-5]) == {"paragraph", "heading", "item", "caption", "cell"}
    for unit in units:
        line = (hospital / unit.path).read_text("utf-8").splitlines()[unit.line - 1]
        assert unit.text in line, unit


def test_a_change_note_of_an_older_version_is_not_translated(hospital: Path) -> None:
    edit(
        hospital,
        FACTS,
        '[[changes]]\nversion = "2.1"',
        '[[changes]]\nversion = "2.0"\nnote = "Old."\n\n[[changes]]\nversion = "2.1"',
    )
    texts = [unit.text for unit in leaflet(hospital).units]
    assert "New dose." in texts
    assert "Old." not in texts


def test_a_text_over_several_lines_of_toml_is_one_line_for_translators(hospital: Path) -> None:
    edit(hospital, FACTS, '"For parents of children', '"""For parents\nof children')
    edit(hospital, FACTS, 'aged 4 to 16"', 'aged 4 to 16"""')
    assert "For parents of children aged 4 to 16" in [u.text for u in leaflet(hospital).units]


def test_terms_come_once_in_the_order_of_their_first_use(hospital: Path) -> None:
    edit(
        hospital,
        TEXT,
        "## What to do\n",
        "## What to do\n\n[a](term:b) [c](term:fever) [d](term:b)\n",
    )
    assert leaflet(hospital).terms == ("fever", "b")


def test_a_figures_bytes_are_read_from_the_leaflets_own_folder(hospital: Path) -> None:
    (figure,) = leaflet(hospital).figures
    assert figure.data == (hospital / FOLDER / "figures/thermometer.svg").read_bytes()
    assert (figure.alt, figure.line) == ("A thermometer.", 21)


@pytest.mark.parametrize(
    "file", ["../TST2-bag/leaflet.toml", "/etc/hostname", "figures", "figures/gone.svg"]
)
def test_no_other_file_is_ever_read_as_a_figure(hospital: Path, file: str) -> None:
    edit(hospital, FACTS, "figures/thermometer.svg", file)
    (figure,) = leaflet(hospital).figures
    assert figure.data == b""


def test_a_link_that_leads_out_of_the_folder_is_not_followed(hospital: Path) -> None:
    drawing = hospital / FOLDER / "figures/thermometer.svg"
    drawing.unlink()
    drawing.symlink_to(hospital / "hospital.toml")
    assert leaflet(hospital).figures[0].data == b""


def test_what_cannot_be_read_blocks_its_own_number_alone(hospital: Path) -> None:
    edit(hospital, FACTS, 'version = "2.1"\nissued', "version = \nissued")
    library = sources.read(hospital)
    assert [one.number for one in library.leaflets] == ["TST2"]
    assert library.broken == {"TST1"}
    (finding,) = library.findings
    assert (finding.path, finding.line, finding.number) == (FACTS, 5, "TST1")


def test_every_fault_of_a_leaflet_is_reported_at_once(hospital: Path) -> None:
    edit(hospital, FACTS, 'kind = "leaflet"', 'kind = "poster"')
    edit(hospital, FACTS, "issued = 2026-01-15", 'issued = "soon"')
    edit(hospital, FACTS, 'audience = "For parents of children aged 4 to 16"\n', "")
    edit(hospital, "leaflets/TST2-bag/leaflet.toml", 'number = "TST2"', 'number = "bag"')
    library = sources.read(hospital)
    assert [(finding.rule, finding.line, finding.number) for finding in library.findings] == [
        ("unknown-value", 4, "TST1"),
        ("bad-date", 6, "TST1"),
        ("missing-field", 0, "TST1"),
        ("bad-number", 1, "TST2"),
    ]
    assert library.leaflets == ()


def test_two_leaflets_with_one_number_block_both(hospital: Path) -> None:
    edit(hospital, "leaflets/TST2-bag/leaflet.toml", 'number = "TST2"', 'number = "TST1"')
    library = sources.read(hospital)
    assert library.leaflets == ()
    # TST2 too, which the folder's name still says: what was published of it stays.
    assert library.broken == {"TST1", "TST2"}
    assert {(finding.rule, finding.path) for finding in library.findings} == {
        ("duplicate-number", FACTS),
        ("duplicate-number", "leaflets/TST2-bag/leaflet.toml"),
    }


def test_an_empty_library_is_the_projects_fault(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"build\.py new"):
        sources.read(tmp_path)


def test_line_ends_of_windows_make_no_difference(hospital: Path) -> None:
    before = leaflet(hospital)
    for path in (FACTS, TEXT):
        text = (hospital / path).read_bytes()
        (hospital / path).write_bytes(text.replace(b"\n", b"\r\n"))
    after = leaflet(hospital)
    assert [(unit.key, unit.line) for unit in after.units] == [
        (unit.key, unit.line) for unit in before.units
    ]
