"""Stock gettext tools find exactly what the press translates, and hear a broken file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import jinja2
import pytest
from babel.messages.pofile import read_po

from press import components, extraction, hospital, sources
from press.findings import ProjectError
from press.model import Unit

ROOT = Path(__file__).resolve().parents[1]
Key = tuple[str | None, str]


def pybabel(folder: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Run stock pybabel in a folder with the checkout's babel.cfg."""
    command = [str(Path(sys.executable).with_name("pybabel")), "-q", "extract"]
    options = ["-F", str(ROOT / "babel.cfg"), "-c", "translators:", "-s", "-o", str(target), "."]
    return subprocess.run(
        [*command, *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def found_by_pybabel(folder: Path) -> dict[Key, str]:
    """Return each message's translators' notes by context and text."""
    with tempfile.TemporaryDirectory() as kept:
        target = Path(kept) / "messages.pot"
        result = pybabel(folder, target)
        assert result.returncode == 0, result.stderr
        with target.open("rb") as file:
            catalog = read_po(file)
    return {
        (message.context, str(message.id)): " ".join(message.auto_comments)
        for message in catalog
        if message.id
    }


def found_by_the_press(project: Path) -> list[Unit]:
    house = hospital.read(project)
    leaflets = sources.read(project).leaflets
    return [
        *(unit for leaflet in leaflets for unit in leaflet.units),
        *house.units,
        *house.term_units,
    ]


def test_pybabel_finds_the_same_messages_as_the_press_in_the_checkout() -> None:
    words = extraction.template_units(components.template_folders(ROOT))
    wanted = {unit.key for unit in (*found_by_the_press(ROOT), *words)}
    assert set(found_by_pybabel(ROOT)) == wanted
    assert len(wanted) > 100


def test_pybabel_finds_the_same_messages_as_the_press_in_another_library(hospital: Path) -> None:
    (hospital / "leaflets/TST2-bag/leaflet.md").write_text(
        "<!-- context: on the bag -->\nOpen\n\n- [ ] Tick **me**\n\n`code` [x](term:fever)\n",
        "utf-8",
    )
    found = set(found_by_pybabel(hospital))
    assert found == {unit.key for unit in found_by_the_press(hospital)}
    assert {
        ("on the bag", "Open"),
        (None, "Tick **me**"),
        (None, "`code` [x](term:fever)"),
        ("term:fever", "fever"),
        (None, "A thermometer shows 38°C."),
        (None, "A thermometer."),
        (None, "bilingual clinician"),
    } <= found


def test_a_projects_own_template_is_found_by_both(hospital: Path) -> None:
    own = hospital / "templates/components/note.html"
    own.parent.mkdir(parents=True)
    own.write_text("{# translators: on a yellow card #}{{ _('Keep this') }}", "utf-8")
    units = list(extraction.template_units([hospital / "templates"]))
    assert [(unit.key, unit.note) for unit in units] == [((None, "Keep this"), "on a yellow card")]
    assert found_by_pybabel(hospital)[None, "Keep this"] == "on a yellow card"


def test_a_template_laid_over_another_takes_its_words_away(hospital: Path) -> None:
    own = hospital / "templates/components/redflag.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ _('Ring') }}", "utf-8")
    folders = components.template_folders(hospital)
    words = {u.text for u in extraction.template_units(folders) if u.path.endswith("redflag.html")}
    assert words == {"Ring"}


def test_what_an_author_tells_translators_reaches_pybabel(hospital: Path) -> None:
    found = found_by_pybabel(hospital)
    text = "Give 5 mg of medicine. **Do not** give more than 20 mg in 24 hours."
    assert found[None, text] == "the dose is for one child of 10 kg"


def test_a_broken_template_raises_and_is_not_left_out(hospital: Path) -> None:
    own = hospital / "templates/partials/words.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ _('Phone' }}", "utf-8")
    with pytest.raises(jinja2.TemplateSyntaxError):
        list(extraction.template_units([hospital / "templates"]))
    result = pybabel(hospital, hospital / "messages.pot")
    assert result.returncode != 0
    assert "TemplateSyntaxError" in result.stderr


@pytest.mark.parametrize(
    "path", ["hospital.toml", "terms.toml", "leaflets/TST1-fever/leaflet.toml"]
)
def test_a_broken_source_stops_pybabel_with_its_line(hospital: Path, path: str) -> None:
    (hospital / path).write_text("# first line\nname = \n", "utf-8")
    result = pybabel(hospital, hospital / "messages.pot")
    assert result.returncode != 0
    assert f"{path}:2: not valid TOML" in result.stderr


def test_the_extractors_open_files_as_babel_does(hospital: Path) -> None:
    with (hospital / "terms.toml").open("rb") as file:
        assert list(extraction.terms(file, (), (), options={})) == [
            (2, "pgettext", ("term:fever", "fever"), []),
            (3, "pgettext", ("term:fever", "A body that is hotter than usual."), []),
        ]
    broken = hospital / "broken.toml"
    shutil.copy(hospital / "terms.toml", broken)
    broken.write_text("[", "utf-8")
    with broken.open("rb") as file, pytest.raises(ProjectError, match="toml-syntax"):
        list(extraction.hospital_words(file, (), (), options={}))


def test_a_byte_order_mark_is_no_part_of_the_first_unit(hospital: Path) -> None:
    path = hospital / "leaflets/TST2-bag/leaflet.md"
    path.write_bytes(b"\xef\xbb\xbfFirst words.\n")
    assert (None, "First words.") in found_by_pybabel(hospital)
