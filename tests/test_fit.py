"""`fit`: what grows out of its pages is measured, and the worst comes first."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from press import desk, fitting
from press.fitting import Fit
from tests.conftest import TODAY, Press, edit

LONG = "x" * 100


def report(project: Path, press: Press, *arguments: str) -> list[dict[str, Any]]:
    answer = press(project, "fit", "--json", *arguments)
    found: list[dict[str, Any]] = json.loads(answer.out)["editions"]
    assert answer.code == (1 if any(row["overflow"] for row in found) else 0)
    return found


def fits(**given: Any) -> Fit:
    usual: dict[str, Any] = {
        "number": "TST1",
        "language": "pl",
        "profile": "a4",
        "status": "draft",
        "pages": 4,
        "source_pages": 4,
        "characters": 1.0,
        "words": 1.0,
        "emergency_page": 1,
        "source_emergency_page": 1,
        "overflow": (),
    }
    return Fit(**(usual | given))


def test_the_worst_comes_first() -> None:
    worst_first = [
        fits(language="cut off", overflow=("page 1: 'x' reaches 3.0 mm past the margin",)),
        fits(language="late red box", emergency_page=2),
        fits(language="more pages", pages=6, characters=1.0),
        fits(language="longer", characters=1.4),
        fits(language="as the source"),
        fits(language="shorter", pages=3, characters=0.4),
    ]
    mixed = [worst_first[place] for place in (3, 5, 0, 4, 2, 1)]
    found = sorted(mixed, key=lambda row: [-one for one in row.badness])
    assert [row.language for row in found] == [row.language for row in worst_first]


def test_every_edition_is_measured_in_every_paged_profile(hospital: Path, press: Press) -> None:
    found = report(hospital, press)
    assert sorted((row["number"], row["language"], row["profile"]) for row in found) == [
        *(("TST1", tag, form) for tag in ("en", "pl", "ur") for form in ("a4", "a5")),
        *(("TST2", tag, "a4") for tag in ("en", "pl", "ur")),
    ]
    assert all(row["overflow"] == [] for row in found)
    assert {row["emergency_page"] is None for row in found if row["number"] == "TST2"} == {True}
    assert {row["emergency_page"] for row in found if row["profile"] == "a4"} == {1, None}


def test_a_translation_is_measured_against_its_source(hospital: Path, press: Press) -> None:
    found = {row["language"]: row for row in report(hospital, press, "TST1", "--profile", "a4")}
    assert found["en"]["characters"] is None
    assert found["en"]["pages"] == found["pl"]["source_pages"]
    # Counted by hand from the catalogs: Polish is a little longer than English in this leaflet.
    assert 0.8 < found["pl"]["characters"] < 1.5
    assert 0.5 < found["pl"]["words"] < 1.2


def test_expansion_is_what_a_reader_counts(hospital: Path) -> None:
    table = desk.read(hospital, TODAY)
    edition = next(one.edition for one in table.entries if one.edition.language == "pl")
    for times, tag, words in ((1, "pl", 1.0), (2, "pl", 2.0), (2, "zh-Hans", None)):
        said = {key: " ".join([key[1]] * times) for key in edition.translation.words}
        made = dataclasses.replace(edition.translation, words=said)
        other = dataclasses.replace(edition, language=tag, translation=made)
        characters, counted = fitting.expansion(other, table.hospital)
        assert counted == words
        assert characters == pytest.approx(times, rel=0.05)


def test_a_unit_without_a_translation_counts_on_neither_side(hospital: Path) -> None:
    table = desk.read(hospital, TODAY)
    edition = next(one.edition for one in table.entries if one.edition.language == "pl")
    one_unit: dict[tuple[str | None, str], str] = {
        (None, "Fever in children"): "Fever in all of the children"
    }
    made = dataclasses.replace(edition.translation, words=one_unit)
    found = fitting.expansion(dataclasses.replace(edition, translation=made), table.hospital)
    assert found == (round(28 / 17, 3), 2.0)
    nothing = dataclasses.replace(edition.translation, words={})
    found = fitting.expansion(dataclasses.replace(edition, translation=nothing), table.hospital)
    assert found == (None, None)


def test_marks_take_no_room() -> None:
    assert fitting.visible("**Do not** ring [](contact:nurses.phone)\u200f.") == "Do not ring ."


def test_a_text_that_leaves_the_page_is_named_and_comes_first(hospital: Path, press: Press) -> None:
    path = "locales/pl/LC_MESSAGES/TST1.po"
    edit(
        hospital,
        path,
        'msgid "10 years"\nmsgstr "10 lat',
        f'msgid "10 years"\nmsgstr "10 lat {LONG}',
    )
    found = report(hospital, press, "TST1", "--language", "pl", "--language", "en")
    assert [row["language"] for row in found[:2]] == ["pl", "pl"]
    assert "past the margin" in found[0]["overflow"][0]
    plain = press(hospital, "fit", "TST1", "--language", "pl")
    assert plain.code == 1
    assert "TST1 pl a5: page" in plain.err


def test_what_overflows_is_no_approved_edition(signed: Path, press: Press) -> None:
    """No switch puts it out all the same: the build calls it a draft."""
    style = signed / "templates" / "styles" / "components" / "questions.css"
    style.parent.mkdir(parents=True)
    style.write_text(".note { width: 8mm; white-space: nowrap }", "utf-8")
    answer = press(signed, "build", "--leaflet", "TST2", "--language", "pl")
    assert answer.code == 1
    assert "[text-overflows]" in answer.err
    assert (signed / "dist/drafts/TST2-pl-a4-v1.0-DRAFT.pdf").exists()
    assert not (signed / "dist/TST2").exists()


def test_pseudo_languages_are_measured_on_demand_only(hospital: Path, press: Press) -> None:
    tags = {row["language"] for row in report(hospital, press, "TST2", "--pseudo")}
    assert tags == {"en", "pl", "ur", "en-XA", "en-XB"}
    alone = report(hospital, press, "TST2", "--language", "en-XA")
    assert [row["language"] for row in alone] == ["en-XA"]
    assert 1.3 < alone[0]["characters"] < 1.5


def test_a_leaflet_that_is_not_here_is_said_so(hospital: Path, press: Press) -> None:
    answer = press(hospital, "fit", "TST9")
    assert answer.code == 2
    assert "there are: TST1, TST2" in answer.err
