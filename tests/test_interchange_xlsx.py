"""XLSX out and in: a sheet that people can fill in without harm, and that nobody can trick."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import given

from press.interchange import Returned, UnreadableError, xlsx, xlsx_reading
from press.model import UnitState
from tests.exchanges import exchange, texts, unit

DOSE = unit("Give **5 mg**.", "**5 mg** دیں۔")
STALE = unit("Give 50 mg.", "", UnitState.STALE, previous="Give 5 mg.", earlier="5 mg دیں۔")


def opened(*units: Any, language: str = "ur") -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx.write(exchange(*units, language=language))))


def filled_in(change: Callable[[Any], None], *units: Any) -> Returned:
    """Return what is read after somebody has changed the sheet and saved it."""
    book = opened(*(units or (DOSE,)))
    change(book["RHM20"])
    held = io.BytesIO()
    book.save(held)
    return xlsx_reading.read(held.getvalue())


@given(texts, texts)
def test_every_text_comes_back_as_it_went(source: str, translation: str) -> None:
    sent = unit(source, translation)
    (back,) = xlsx_reading.read(xlsx.write(exchange(sent))).units
    assert (back.id, back.source, back.translation) == (sent.id, source, translation)
    assert (back.finished, back.fault) == (True, "")


def test_equal_words_give_equal_bytes_whatever_the_clock_says() -> None:
    first = xlsx.write(exchange(DOSE))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2026-05-01T00:00:00Z") == 2
    assert xlsx.write(exchange(DOSE)) == first


@pytest.mark.parametrize("text", ["=1+1", "+44 114", "-5 mg", "@home", "\t=1", '=HYPERLINK("x")'])
def test_no_text_can_become_a_formula(text: str) -> None:
    cell = opened(unit("Dose", text))["RHM20"]["F2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_people_can_write_in_the_translations_and_nowhere_else() -> None:
    sheet = opened(DOSE, STALE)["RHM20"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    unlocked = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    assert unlocked == {"F2", "F3"}
    assert opened(DOSE)["About"].protection.sheet


def test_what_people_type_stays_the_text_that_they_typed() -> None:
    sheet = opened(DOSE)["RHM20"]
    assert sheet["F2"].number_format == "@"


def test_the_sheet_runs_as_its_language_does() -> None:
    urdu, polish = opened(DOSE)["RHM20"], opened(DOSE, language="pl")["RHM20"]
    assert urdu.sheet_view.rightToLeft
    assert not polish.sheet_view.rightToLeft
    assert (urdu["C2"].alignment.readingOrder, urdu["F2"].alignment.readingOrder) == (1, 2)
    assert urdu["F2"].font.name != urdu["C2"].font.name
    assert polish["F2"].font.name == polish["C2"].font.name


def test_the_sheet_opens_where_the_work_is_with_its_header_in_place() -> None:
    book = opened(DOSE)
    assert (book.sheetnames, book.active.title) == (["About", "RHM20"], "RHM20")
    assert book["RHM20"].freeze_panes == "A2"
    assert all(cell.alignment.wrap_text for row in book["RHM20"].iter_rows() for cell in row)
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert (about["leaflet"], about["version"], about["language"]) == ("RHM20", "3.0", "ur")


def test_a_stale_translation_stands_beside_its_own_source_and_not_where_a_good_one_does() -> None:
    sheet = opened(STALE)["RHM20"]
    row = dict(
        zip((cell.value for cell in sheet[1]), (cell.value for cell in sheet[2]), strict=True)
    )
    assert (row["Previous source"], row["Earlier translation"]) == ("Give 5 mg.", "5 mg دیں۔")
    assert (row["Translation"], row["State"]) == (None, "stale")


def test_sorted_rows_and_added_columns_do_no_harm() -> None:
    def change(sheet: Any) -> None:
        sheet.insert_cols(1)
        sheet["A1"] = "My remarks"
        sheet.move_range("A3:J3", rows=4)

    back = filled_in(change, DOSE, unit("Two", "دو"))
    assert [(one.source, one.translation, one.place) for one in back.units] == [
        (DOSE.source, DOSE.translation, "RHM20!G2"),
        ("Two", "دو", "RHM20!G7"),
    ]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("=1+1", "formula"),
        (5, "holds 5"),
        (2.5, "holds 2.5"),
        (True, "holds True"),
        ("#REF!", "#REF!"),
    ],
)
def test_a_cell_that_holds_no_text_is_refused_and_named(value: object, said: str) -> None:
    def change(sheet: Any) -> None:
        sheet["F2"] = value
        if value == "#REF!":
            sheet["F2"].data_type = "e"

    (back,) = filled_in(change).units
    assert (back.translation, back.place) == ("", "RHM20!F2")
    assert said in back.fault


def test_a_translation_without_its_unit_is_refused() -> None:
    def change(sheet: Any) -> None:
        sheet["F9"] = "یتیم"

    *_, last = filled_in(change).units
    assert (last.id, last.place, last.fault) == ("", "RHM20!F9", "the row names no unit")


def test_a_sheet_without_its_columns_is_unreadable() -> None:
    def change(sheet: Any) -> None:
        sheet["F1"] = "Urdu"

    with pytest.raises(UnreadableError, match="RHM20!1: the first row has no column Translation"):
        filled_in(change)


def test_more_rows_than_a_leaflet_can_have_are_refused() -> None:
    def change(sheet: Any) -> None:
        sheet.cell(1_000_000, 1, "x")

    with pytest.raises(UnreadableError, match="more than 20,000 rows"):
        filled_in(change)


def zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def repacked(name: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(xlsx.write(exchange(DOSE)))) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    return zipped(members | {name: data})


DTD = b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (repacked("xl/sharedStrings.xml", DTD), "xl/sharedStrings.xml: <!DOCTYPE is not allowed"),
        (repacked("xl/any.name", DTD), "xl/any.name: <!DOCTYPE is not allowed"),
        (repacked("xl/any.name", DTD.decode().encode("utf-16")), "<!DOCTYPE is not allowed"),
        (repacked("xl/media/bomb.bin", bytes(30 * 1024 * 1024)), "unpacked it would have 30 MB"),
        (zipped({f"{n}": b"" for n in range(1001)}), "unpacked it would have"),
        (zipped({"a.txt": b"a"}), "not a workbook"),
        (b"PK\x03\x04 and no more", "damaged or cut short"),
        (xlsx.write(exchange(DOSE))[:3000], "damaged or cut short"),
    ],
)
def test_what_is_unsafe_or_no_workbook_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        xlsx_reading.read(data)
    assert said in str(caught.value)


def test_printers_settings_and_pictures_are_no_xml_and_no_fault() -> None:
    data = repacked("xl/printerSettings/printerSettings1.bin", b"\x00\xff\xfe\x80" * 100)
    assert xlsx_reading.read(data).units[0].translation == DOSE.translation
