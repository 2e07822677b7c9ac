"""What goes to a translation agency and what is taken of what comes back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import openpyxl
import pytest
from lxml import etree

from press import catalogs, desk
from press.interchange import (
    outgoing,
    xliff,
    xliff_reading,
)
from tests.conftest import TODAY, Press, edit

pytest_plugins = ("tests.finished",)

ROOT = Path(__file__).resolve().parents[1]
FORMS = ("xliff", "xlsx", "po")
CATALOG = "locales/pl/LC_MESSAGES/TST1.po"
LEAFLET = "leaflets/TST1-fever/leaflet.md"
DRINK, SAID = "Give a drink.", "Proszę podać coś do picia."
BETTER = "Proszę podać dziecku coś do picia."
GIVE = "Give 5 mg of medicine. **Do not** give more than 20 mg in 24 hours."
GIVEN = "Proszę podać 5 mg leku. **Nie** podawać więcej niż 20 mg w ciągu 24 godzin."
CORE = f"{{{xliff.CORE}}}"


def catalog(project: Path) -> str:
    return (project / CATALOG).read_text("utf-8")


def sent(press: Press, project: Path, form: str, *arguments: str) -> Path:
    """Return the file that goes out for TST1 in Polish."""
    file = project / f"out.{form}"
    made = press(
        project,
        "export",
        "TST1",
        "--language",
        "pl",
        "--format",
        form,
        "--output",
        str(file),
        *arguments,
    )
    assert (made.code, made.err) == (0, "")
    return file


def fill(file: Path, words: Mapping[str, str], state: str = "translated") -> Path:
    """Write translations into a file, by source, as an agency's own tool would."""
    {"xliff": _fill_xliff, "xlsx": _fill_xlsx, "po": _fill_po}[file.suffix[1:]](
        file, dict(words), state
    )
    return file


def _fill_xliff(file: Path, words: dict[str, str], state: str) -> None:
    root = etree.fromstring(file.read_bytes())
    by_id = {one.id: one.source for one in xliff_reading.read(file.read_bytes()).units}
    for element in root.iter(CORE + "unit"):
        translation = words.pop(by_id[element.get("id")], None)
        if translation is None:
            continue
        segment = element.find(CORE + "segment")
        for old in segment.findall(CORE + "target"):
            segment.remove(old)
        etree.SubElement(segment, CORE + "target").text = translation
        segment.set("state", state)
    assert words == {}
    file.write_bytes(etree.tostring(root))


def _fill_xlsx(file: Path, words: dict[str, str], _state: str) -> None:
    book = openpyxl.load_workbook(file)
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows(min_row=2):
            if row[2].value in words:
                row[5].value = words.pop(row[2].value)
    assert words == {}
    book.save(file)


def _fill_po(file: Path, words: dict[str, str], state: str) -> None:
    text = file.read_text("utf-8")
    found, _ = catalogs.parse(text, "", "pl")
    assert found is not None
    keys = {source: key for key in found.messages if (source := key[1]) in words}
    assert set(keys) == set(words)
    if state == "translated":
        text = catalogs.replaced(text, {keys[source]: said for source, said in words.items()})
    else:
        for source, said in words.items():
            before = f'msgid "{source}"\nmsgstr "{found.messages[keys[source]].translation}"'
            assert before in text
            text = text.replace(before, f'#, fuzzy\nmsgid "{source}"\nmsgstr "{said}"')
    file.write_text(text, "utf-8")


def taken(press: Press, project: Path, file: Path) -> dict[str, Any]:
    """Return what an import says of itself, with its exit code."""
    answer = press(project, "import", str(file), "--yes", "--json")
    said: dict[str, Any] = json.loads(answer.out)
    return said | {"code": answer.code}


def why(answer: Mapping[str, Any]) -> dict[str, str]:
    return {row["source"]: row["why"] for row in answer["units"] if row["outcome"] == "refused"}


def make_stale(project: Path) -> None:
    """Mark one unit as made from another dose than today's."""
    edit(project, CATALOG, f'msgid "{GIVE}"', f'#, fuzzy\n#| msgid "Give 4 mg."\nmsgid "{GIVE}"')


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_nobody_touched_changes_no_byte(
    hospital: Path, press: Press, form: str
) -> None:
    make_stale(hospital)
    edit(hospital, CATALOG, f'msgstr "{SAID}"', 'msgstr ""')
    before = catalog(hospital)
    answer = taken(press, hospital, sent(press, hospital, form))
    assert catalog(hospital) == before
    assert (answer["code"], answer["written"], answer["same_source"]) == (0, False, True)
    counts = answer["counts"]
    assert (counts["taken"], counts["refused"], counts["missing"]) == (0, 0, 0)
    # The stale one comes back empty, or as fuzzy as it went.
    assert counts["empty"] == (1 if form == "po" else 2)


@pytest.mark.parametrize("form", FORMS)
def test_a_correction_is_taken_and_moves_no_other_byte(
    hospital: Path, press: Press, form: str
) -> None:
    before = catalog(hospital)
    file = fill(sent(press, hospital, form), {DRINK: BETTER})
    answer = taken(press, hospital, file)
    assert (answer["code"], answer["written"], answer["catalogs"]) == (0, True, [CATALOG])
    assert answer["counts"]["taken"] == 1
    assert catalog(hospital) == before.replace(SAID, BETTER)
    again = taken(press, hospital, file)
    assert (again["counts"]["taken"], again["written"], again["code"]) == (0, False, 0)


@pytest.mark.parametrize("form", FORMS)
def test_a_stale_unit_is_healed_by_a_translation_of_todays_source(
    hospital: Path, press: Press, form: str
) -> None:
    clean = catalog(hospital)
    make_stale(hospital)
    answer = taken(press, hospital, fill(sent(press, hospital, form), {GIVE: GIVEN}))
    assert answer["counts"]["taken"] == 1
    assert catalog(hospital) == clean


@pytest.mark.parametrize(("form", "state"), [("xliff", "initial"), ("po", "fuzzy")])
def test_what_the_agency_has_not_confirmed_is_not_taken(
    hospital: Path, press: Press, form: str, state: str
) -> None:
    before = catalog(hospital)
    answer = taken(press, hospital, fill(sent(press, hospital, form), {DRINK: BETTER}, state))
    assert catalog(hospital) == before
    assert (answer["code"], why(answer)) == (1, {DRINK: "the file marks it as not finished"})


@pytest.mark.parametrize("form", FORMS)
def test_a_wrong_dose_stops_everything_before_anything_is_written(
    hospital: Path, press: Press, form: str
) -> None:
    before = catalog(hospital)
    wrong = GIVEN.replace("5 mg", "50 mg")
    file = fill(sent(press, hospital, form), {DRINK: BETTER, GIVE: wrong})
    answer = press(hospital, "import", str(file), "--yes")
    assert answer.code == 1
    assert "dose-differs" in answer.err
    assert "nothing was written" in answer.out
    assert catalog(hospital) == before


def test_a_mark_that_was_lost_stops_everything(hospital: Path, press: Press) -> None:
    before = catalog(hospital)
    file = fill(sent(press, hospital, "xliff"), {GIVE: GIVEN.replace("**", "")})
    answer = taken(press, hospital, file)
    assert (answer["code"], catalog(hospital)) == (1, before)
    assert {row["rule"] for row in answer["findings"] if row["severity"] == "blocking"} == {
        "markup-differs"
    }


@pytest.mark.parametrize("form", FORMS)
def test_other_units_that_are_still_missing_stop_nothing(
    hospital: Path, press: Press, form: str
) -> None:
    edit(hospital, CATALOG, f'msgstr "{GIVEN}"', 'msgstr ""')
    edit(hospital, CATALOG, f'msgstr "{SAID}"', 'msgstr ""')
    answer = taken(press, hospital, fill(sent(press, hospital, form), {DRINK: SAID}))
    assert (answer["code"], answer["counts"]["taken"], answer["counts"]["empty"]) == (0, 1, 1)
    assert f'msgid "{DRINK}"\nmsgstr "{SAID}"' in catalog(hospital)


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_translation_never_empties_anything(
    hospital: Path, press: Press, form: str
) -> None:
    before = catalog(hospital)
    answer = taken(press, hospital, fill(sent(press, hospital, form), {DRINK: ""}))
    assert catalog(hospital) == before
    assert (answer["counts"]["empty"], answer["counts"]["taken"], answer["code"]) == (1, 0, 0)


@pytest.mark.parametrize("form", FORMS)
def test_a_unit_whose_source_has_changed_is_refused_and_the_others_are_taken(
    hospital: Path, press: Press, form: str
) -> None:
    file = fill(sent(press, hospital, form), {DRINK: BETTER, GIVE: GIVEN + " Koniec."})
    now = GIVE.replace("5 mg", "4 mg")
    edit(hospital, LEAFLET, GIVE, now)
    press(hospital, "update")
    answer = taken(press, hospital, file)
    assert (answer["code"], answer["written"], answer["same_source"]) == (0, True, False)
    assert why(answer) == {GIVE: f"its source has changed since the export; it is now {now!r}"}
    assert [row["source"] for row in answer["missing"]] == [now]
    assert BETTER in catalog(hospital)
    assert "Koniec" not in catalog(hospital)
    # What is stale stays so.
    assert f'#, fuzzy\n#| msgid "{GIVE}"\nmsgid "{now}"' in catalog(hospital)


@pytest.mark.parametrize("form", FORMS)
def test_what_was_corrected_here_meanwhile_is_not_overwritten(
    hospital: Path, press: Press, form: str
) -> None:
    file = fill(sent(press, hospital, form), {DRINK: BETTER})
    edit(hospital, CATALOG, SAID, "Proszę dać pić.")
    answer = taken(press, hospital, file)
    assert why(answer) == {DRINK: "it was changed here since the export"}
    assert (answer["code"], "Proszę dać pić." in catalog(hospital)) == (1, True)


@pytest.mark.parametrize("form", FORMS)
def test_what_was_corrected_here_alone_stays(hospital: Path, press: Press, form: str) -> None:
    file = fill(sent(press, hospital, form), {GIVE: GIVEN + " "})
    edit(hospital, CATALOG, SAID, BETTER)
    before = catalog(hospital)
    answer = taken(press, hospital, file)
    assert (answer["counts"]["taken"], answer["counts"]["refused"], answer["code"]) == (0, 0, 0)
    assert catalog(hospital) == before


def test_a_unit_that_today_does_not_have_is_refused_and_one_left_out_is_named(
    hospital: Path, press: Press
) -> None:
    file = sent(press, hospital, "xlsx")
    book = openpyxl.load_workbook(file)
    sheet = book["TST1"]
    sheet["A2"] = "TST1-000000000000"
    left_out = sheet["C2"].value
    book.save(file)
    answer = taken(press, hospital, file)
    assert why(answer) == {left_out: "today's leaflet has no such unit"}
    assert [row["source"] for row in answer["missing"]] == [left_out]


def test_a_source_that_was_changed_in_the_file_is_refused(hospital: Path, press: Press) -> None:
    file = sent(press, hospital, "xlsx")
    book = openpyxl.load_workbook(file)
    row = next(row for row in book["TST1"].iter_rows() if row[2].value == DRINK)
    row[2].value, row[5].value = "Give two drinks.", BETTER
    book.save(file)
    answer = taken(press, hospital, file)
    assert why(answer) == {
        "Give two drinks.": "its source in the file is not the one that was sent"
    }


def test_one_unit_with_two_translations_is_refused(hospital: Path, press: Press) -> None:
    file = sent(press, hospital, "xlsx")
    book = openpyxl.load_workbook(file)
    sheet = book["TST1"]
    row = next(row for row in sheet.iter_rows() if row[2].value == DRINK)
    sheet.append([cell.value for cell in row[:5]] + [BETTER])
    book.save(file)
    answer = taken(press, hospital, file)
    assert why(answer) == {DRINK: "the file holds it twice, with different translations"}
    assert BETTER not in catalog(hospital)


def test_a_formula_is_refused_with_its_cell_and_the_rest_is_taken(
    hospital: Path, press: Press
) -> None:
    file = fill(sent(press, hospital, "xlsx"), {GIVE: '=HYPERLINK("http://x","y")', DRINK: BETTER})
    answer = press(hospital, "import", str(file), "--yes")
    assert answer.code == 0
    assert ": the cell holds a formula; write the translation as plain text" in answer.err
    assert "out.xlsx:TST1!F" in answer.err
    assert BETTER in catalog(hospital)
    assert "HYPERLINK" not in catalog(hospital)


@pytest.mark.parametrize(
    ("text", "said"),
    [("a\u2028b", "U+2028"), ("a" * 20_001, "20,001 characters; 20,000 are the most")],
)
def test_a_translation_that_no_catalog_can_hold_is_refused(
    hospital: Path, press: Press, text: str, said: str
) -> None:
    before = catalog(hospital)
    answer = taken(press, hospital, fill(sent(press, hospital, "xliff"), {DRINK: text}))
    assert said in why(answer)[DRINK]
    assert (answer["code"], catalog(hospital)) == (1, before)


def test_a_unit_without_an_entry_waits_for_update(hospital: Path, press: Press) -> None:
    new = "Give some water."
    edit(hospital, LEAFLET, DRINK, f"{DRINK}\n1. {new}")
    file = fill(sent(press, hospital, "xliff"), {new: "Proszę podać wodę."})
    answer = taken(press, hospital, file)
    assert why(answer) == {new: "the catalog has no plain entry for it"}
    press(hospital, "update")
    assert taken(press, hospital, file)["counts"]["taken"] == 1
    assert "Proszę podać wodę." in catalog(hospital)


@pytest.mark.parametrize("form", ["xliff", "xlsx"])
def test_the_shared_words_travel_along_where_they_are_wanted(
    hospital: Path, press: Press, form: str
) -> None:
    path = "locales/pl/LC_MESSAGES/shared.po"
    before = (hospital / path).read_text("utf-8")
    file = sent(press, hospital, form, "--with-shared")
    assert taken(press, hospital, file)["counts"]["missing"] == 0
    answer = taken(press, hospital, fill(file, {DRINK: BETTER, "Replaces": "Jest zamiast"}))
    assert (answer["counts"]["taken"], answer["catalogs"]) == (2, [CATALOG, path])
    assert BETTER in catalog(hospital)
    after = (hospital / path).read_text("utf-8")
    assert after != before
    assert "Jest zamiast" in after


def test_sign_offs_are_never_touched_and_their_lapse_is_announced(
    signed: Path, press: Press
) -> None:
    approvals = {path: path.read_bytes() for path in signed.rglob("approvals.toml")}
    file = sent(press, signed, "xliff")
    assert 'state="final"' in file.read_text("utf-8")
    answer = press(signed, "import", str(fill(file, {DRINK: BETTER})), "--yes")
    assert "1 of the taken units are signed off today; with other words" in answer.err
    assert {path: path.read_bytes() for path in signed.rglob("approvals.toml")} == approvals
    table = desk.read(signed, TODAY)
    entry = outgoing.find(table, "TST1", "pl")
    assert any("has changed since" in reason for reason in entry.edition.reasons)


def test_whether_a_machine_translated_stays_as_it_was(hospital: Path, press: Press) -> None:
    edit(hospital, CATALOG, "X-Machine-Translation: no", "X-Machine-Translation: yes")
    taken(press, hospital, fill(sent(press, hospital, "po"), {DRINK: BETTER}))
    assert "X-Machine-Translation: yes" in catalog(hospital)
    assert "X-Leaflet-Press" not in catalog(hospital)


def test_nothing_is_written_before_somebody_says_yes(hospital: Path, press: Press) -> None:
    before = catalog(hospital)
    file = fill(sent(press, hospital, "po"), {DRINK: BETTER})
    answer = press(hospital, "import", str(file))
    assert (answer.code, catalog(hospital)) == (2, before)


def test_a_catalog_that_changes_while_somebody_is_asked_is_left_alone(
    hospital: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = fill(sent(press, hospital, "po"), {DRINK: BETTER})

    def agree(*_: object, **__: object) -> bool:
        edit(hospital, CATALOG, SAID, "Proszę dać pić.")
        return True

    monkeypatch.setattr(click, "confirm", agree)
    answer = press(hospital, "import", str(file))
    assert (answer.code, "it has changed meanwhile; import again" in answer.err) == (2, True)
    assert "Proszę dać pić." in catalog(hospital)


def test_equal_catalogs_give_equal_files(hospital: Path, press: Press) -> None:
    for form in FORMS:
        first = sent(press, hospital, form).read_bytes()
        assert sent(press, hospital, form).read_bytes() == first


def test_a_unit_keeps_its_name_when_it_moves_and_loses_it_with_its_words(
    hospital: Path, press: Press
) -> None:
    def names() -> dict[str, str]:
        back = xliff_reading.read(sent(press, hospital, "xliff").read_bytes())
        return {one.source: one.id for one in back.units}

    before = names()
    edit(
        hospital,
        LEAFLET,
        "1. Give a drink.\n2. Write down the time.",
        "1. Write down the time.\n2. Give a drink.",
    )
    assert names() == before
    edit(hospital, LEAFLET, DRINK, "Give two drinks.")
    assert names()["Give two drinks."] not in before.values()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"hello", "neither XLIFF, XLSX nor PO; export again"),
        (b"", "neither XLIFF, XLSX nor PO"),
        (
            b"\xd0\xcf\x11\xe0....",
            "an old or locked Excel file; save it as .xlsx without a password",
        ),
        (b'msgid "a"\nmsgstr "b"\n', "does not say which leaflet and language"),
        (b'msgid "a"\nmsgstr "b\n', "2: "),
        (b'msgid "a"\nmsgstr "\xff"\n', "2: byte 0xff is not UTF-8"),
        (b"<a>\n<b>", "2: not well-formed XML"),
        (b"<!DOCTYPE a><a/>", "1: <!DOCTYPE is not allowed"),
        (b"PK\x03\x04", "damaged or cut short"),
    ],
)
def test_a_file_that_cannot_be_read_gives_place_and_remedy(
    hospital: Path, press: Press, data: bytes, said: str
) -> None:
    file = hospital / "back"
    file.write_bytes(data)
    answer = press(hospital, "import", str(file), "--yes")
    assert answer.code == 2
    assert answer.err.startswith(str(file))
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_file_that_is_too_long_is_not_even_looked_at(hospital: Path, press: Press) -> None:
    file = hospital / "back"
    with file.open("wb") as stream:
        stream.truncate(20 * 1024 * 1024 + 1)
    answer = press(hospital, "import", str(file))
    assert (answer.code, "20 are the most" in answer.err) == (2, True)


def test_a_file_that_is_not_there_is_no_crash(hospital: Path, press: Press) -> None:
    answer = press(hospital, "import", str(hospital / "nowhere"))
    assert (answer.code, "nowhere" in answer.err) == (2, True)


@pytest.mark.parametrize(
    ("old", "new"), [('trgLang="pl"', 'trgLang="ur"'), (">TST1<", ">TST9<"), (">pl<", ">xx<")]
)
def test_a_file_of_another_leaflet_or_language_is_never_taken(
    hospital: Path, press: Press, old: str, new: str
) -> None:
    before = catalog(hospital)
    file = fill(sent(press, hospital, "xliff"), {DRINK: BETTER})
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    answer = press(hospital, "import", str(file), "--yes")
    assert answer.code in {1, 2}
    assert catalog(hospital) == before
    urdu = (hospital / CATALOG.replace("/pl/", "/ur/")).read_text("utf-8")
    assert BETTER not in urdu


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("TST1", "--language", "en"), "en is the source"),
        (("TST1", "--language", "xx"), "there is no readable 'TST1' in 'xx'"),
        (("TST9", "--language", "pl"), "there is no readable 'TST9' in 'pl'"),
        (("TST1", "--language", "pl", "--format", "po", "--with-shared"), "one catalog"),
    ],
)
def test_an_export_of_what_is_not_there_says_what_is_wrong(
    hospital: Path, press: Press, arguments: tuple[str, ...], said: str
) -> None:
    answer = press(hospital, "export", *arguments)
    assert (answer.code, said in answer.err) == (2, True)


def test_a_catalog_that_is_not_there_is_a_hint_and_no_crash(hospital: Path, press: Press) -> None:
    (hospital / CATALOG).unlink()
    answer = press(hospital, "export", "TST1", "--language", "pl")
    assert (answer.code, "pl has no catalog TST1; run: build.py update" in answer.err) == (2, True)


def test_what_the_checks_say_travels_with_its_unit(hospital: Path, press: Press) -> None:
    edit(hospital, CATALOG, GIVEN, GIVEN.replace("5 mg", "50 mg"))
    root = etree.fromstring(sent(press, hospital, "xliff").read_bytes())
    noted = [
        element
        for element in root.iter(CORE + "unit")
        if any(note.get("category") == "check" for note in element.iter(CORE + "note"))
    ]
    assert len(noted) == 1
    assert noted[0].find(CORE + "segment").get("state") == "initial"
    assert "5 mg is missing" in "".join(noted[0].itertext())


def test_the_default_place_is_in_dist(hospital: Path, press: Press) -> None:
    answer = press(hospital, "export", "TST1", "--language", "pl", "--format", "xlsx", "--json")
    said = json.loads(answer.out)
    assert said["path"] == str(hospital / "dist/exchange/TST1-pl-v2.1.xlsx")
    assert Path(said["path"]).is_file()
    assert said["units"]["missing"] == 0


def test_other_commands_load_none_of_it() -> None:
    code = (
        "import sys, press.commands.build, press.commands.check, press.commands.status\n"
        "print([name for name in sys.modules if name.startswith(('openpyxl', 'press.inter'))])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
