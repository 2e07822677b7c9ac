"""What was ordered adds up, however it is asked for."""

from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path

import pytest
from lxml import etree

from press import print_log
from press.print_log import Record
from press.usage import BY, as_csv, as_data, counts, months, rows, usage
from press.usage_chart import draw
from tests.conftest import Press

SUM = "0" * 64


def ordered(date: str, language: str, copies: int, **more: str) -> Record:
    plain = {"number": "TST1", "profile": "a4", "clinic": "Ward 12B"} | more
    return Record(
        "T00001", date, version="2.1", language=language, copies=copies, sha256=SUM, **plain
    )


RECORDS = (
    ordered("2025-11-30", "en", 100),
    ordered("2026-02-01", "pl", 40, profile="a5"),
    ordered("2026-02-28", "pl", 60, clinic="Rheumatology clinic, room 4"),
    ordered("2026-02-28", "pl", 5),
    ordered("2026-02-28", "pl", 7),
    ordered("2026-03-01", "en", 10, number="TST2"),
)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def log(project: Path) -> None:
    with print_log.writing(project) as opened:
        for one in RECORDS:
            opened.append(one)


@pytest.mark.parametrize("by", BY)
def test_each_way_to_count_comes_to_the_same_total(by: str) -> None:
    found = [one for one in counts(usage(RECORDS)) if one.by == by]
    assert (sum(one.copies for one in found), sum(one.tickets for one in found)) == (222, 6)


def test_the_most_comes_first_and_months_in_order() -> None:
    found = counts(usage(RECORDS))
    assert [(one.name, one.copies) for one in found if one.by == "language"] == [
        ("pl", 112),
        ("en", 110),
    ]
    assert [(one.name, one.tickets) for one in found if one.by == "month"] == [
        ("2025-11", 1),
        ("2026-02", 4),
        ("2026-03", 1),
    ]


def test_orders_that_differ_in_nothing_but_number_of_copies_are_one_row() -> None:
    assert ("TST1", "pl", "a4", "Ward 12B", "2026-02", 2, 12) in rows(usage(RECORDS))
    assert len(rows(usage(RECORDS))) == 5


@pytest.mark.parametrize(
    ("since", "until", "copies"),
    [
        (None, None, 222),
        ("2026-02-01", None, 122),
        ("2026-02-02", None, 82),
        (None, "2026-02-28", 212),
        (None, "2026-02-27", 140),
        ("2026-02-01", "2026-02-28", 112),
        ("2027-01-01", None, 0),
    ],
)
def test_both_days_of_a_span_are_in_it(since: str | None, until: str | None, copies: int) -> None:
    found = usage(RECORDS, day(since) if since else None, day(until) if until else None)
    assert found.copies == copies


def test_the_csv_holds_what_the_data_hold_whatever_a_clinic_is_called() -> None:
    found = usage(RECORDS)
    text = as_csv(found).decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert read == [
        {key: str(value) for key, value in row.items()} for row in as_data(found)["rows"]
    ]
    assert "Rheumatology clinic, room 4" in {row["clinic"] for row in read}


def test_months_without_an_order_are_shown_as_such() -> None:
    assert months(usage(RECORDS)) == (
        ("2025-11", 100),
        ("2025-12", 0),
        ("2026-01", 0),
        ("2026-02", 112),
        ("2026-03", 10),
    )


def test_no_more_than_a_year_is_drawn_month_by_month() -> None:
    found = months(usage((*RECORDS, ordered("2027-06-01", "en", 1))))
    assert len(found) == 12
    assert (found[0][0], found[-1]) == ("2026-07", ("2027-06", 1))


def test_the_chart_is_well_formed_and_says_every_figure() -> None:
    chart = draw(usage(RECORDS))
    said = [one.text for one in etree.fromstring(chart.encode()).iter() if one.text]
    assert "222 copies on 6 tickets" in said
    for figure in ("100", "112", "10", "110", "Polish", "English", "Nov", "2025", "2026"):
        assert figure in said


def test_the_tallest_column_is_the_month_with_most_and_an_empty_month_has_none() -> None:
    drawn = etree.fromstring(draw(usage(RECORDS)).encode())
    columns = [
        float(one.get("height", ""))
        for one in drawn.iter("{http://www.w3.org/2000/svg}rect")
        if one.get("fill") == "#0b4f6c" and one.get("height") != "14"
    ]
    assert len(columns) == 3
    assert max(columns) == columns[1]
    assert columns[0] / columns[1] == pytest.approx(100 / 112, abs=0.01)


def test_more_languages_than_there_is_room_for_are_one_bar_and_none_is_lost() -> None:
    tags = ("en", "pl", "ur", "ar", "bn", "ro", "so", "sk", "cs", "fr")
    found = usage(ordered("2026-01-01", tag, 10 + place) for place, tag in enumerate(tags))
    said = [one.text for one in etree.fromstring(draw(found).encode()).iter() if one.text]
    assert "2 others" in said
    assert str(10 + 11) in said


def test_a_log_without_orders_is_no_fault(hospital: Path, press: Press) -> None:
    answer = press(hospital, "usage", "--chart")
    assert (answer.code, answer.out) == (0, "all\t\t0\t0\n")
    assert "Nothing was recorded" in (hospital / "dist/usage.svg").read_text("utf-8")


def test_the_command_prints_a_table_json_and_csv_that_agree(hospital: Path, press: Press) -> None:
    log(hospital)
    table = press(hospital, "usage")
    assert table.code == 0
    assert "clinic\tRheumatology clinic, room 4\t1\t60" in table.out
    assert table.out.splitlines()[-1] == "all\t\t6\t222"
    data = json.loads(press(hospital, "usage", "--json").out)
    assert (data["tickets"], data["copies"]) == (6, 222)
    file = hospital / "out.csv"
    assert press(hospital, "usage", "--csv", str(file)).code == 0
    assert file.read_bytes() == as_csv(usage(RECORDS))


def test_a_span_that_ends_before_it_begins_is_refused(hospital: Path, press: Press) -> None:
    answer = press(hospital, "usage", "--since", "2026-02-02", "--until", "2026-02-01")
    assert answer.code == 2
    assert "turn them round" in answer.err
