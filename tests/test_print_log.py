"""What is recorded stays recorded: through crashes, torn lines and two writers at once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from press import print_log
from press.print_log import DamagedLogError
from tests.conftest import Press
from tests.print_log_writer import record

ROOT = Path(__file__).resolve().parents[1]
ENDLESS = 1_000_000


def write(project: Path, count: int, clinic: str = "Ward 12B") -> None:
    for _ in range(count):
        with print_log.writing(project) as log:
            log.append(record(log.sequence, clinic))


def lines(project: Path) -> list[bytes]:
    return (project / print_log.PATH).read_bytes().split(b"\n")


def writer(project: Path, clinic: str, wanted: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.print_log_writer", str(project), clinic, str(wanted)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_log_that_nobody_wrote_to_holds_nothing(tmp_path: Path) -> None:
    assert print_log.read(tmp_path) == ()


def test_one_record_a_line_is_added_and_earlier_lines_stay_as_they_are(tmp_path: Path) -> None:
    write(tmp_path, 2)
    before = lines(tmp_path)
    write(tmp_path, 1, "Clinic für Rheuma")
    assert lines(tmp_path)[:2] == before[:2]
    assert lines(tmp_path)[3:] == [b""]
    assert json.loads(lines(tmp_path)[2]) == {
        "ticket": "T00003",
        "date": "2026-06-01",
        "number": "TST1",
        "version": "2.1",
        "language": "pl",
        "profile": "a4",
        "copies": 3,
        "for": "Clinic für Rheuma",
        "sha256": "0" * 64,
    }
    assert [one.ticket for one in print_log.read(tmp_path)] == ["T00001", "T00002", "T00003"]


def test_a_line_torn_at_any_byte_is_no_record_and_harms_no_other(tmp_path: Path) -> None:
    write(tmp_path, 3)
    path = tmp_path / print_log.PATH
    whole = path.read_bytes()
    last = whole[:-1].rfind(b"\n") + 1
    for cut in range(last, len(whole)):
        path.write_bytes(whole[:cut])
        assert [one.copies for one in print_log.read(tmp_path)] == [1, 2]
        write(tmp_path, 1)
        assert path.read_bytes() == whole


def test_a_full_disk_records_nothing_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 1)
    before = (tmp_path / print_log.PATH).read_bytes()
    really = os.write
    with print_log.writing(tmp_path) as log:
        monkeypatch.setattr(os, "write", lambda handle, data: really(handle, data[:40]))
        with pytest.raises(OSError, match="disk is full"):
            log.append(record(2, "Ward 12B"))
        monkeypatch.undo()
        assert log.sequence == 2
    assert (tmp_path / print_log.PATH).read_bytes() == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not a record", "Expecting value"),
        ("[1]", "no JSON object"),
        ("{}", "are missing"),
        ('{"copies": 0}', "number of copies"),
        ('{"copies": true}', "number of copies"),
        ('{"date": "2026-13-01"}', "month must be"),
        ('{"sha256": "abc"}', "is not a checksum"),
        ('{"for": "=1+1"}', "letter or digit"),
        ('{"patient": "somebody"}', "not known"),
        ('{"number": ""}', "number is empty"),
    ],
)
def test_a_damaged_line_is_named_and_nobody_writes_behind_it(
    tmp_path: Path, line: str, said: str
) -> None:
    write(tmp_path, 3)
    path = tmp_path / print_log.PATH
    good = path.read_text("utf-8").splitlines()
    if line.startswith("{") and line != "{}":
        line = json.dumps(json.loads(good[1]) | json.loads(line))
    damaged = "\n".join([good[0], line, good[2], ""])
    path.write_text(damaged, "utf-8")
    with pytest.raises(DamagedLogError, match=rf"print-log.jsonl:2: .*{said}"):
        print_log.read(tmp_path)
    with pytest.raises(DamagedLogError), print_log.writing(tmp_path):
        pytest.fail("it was opened")
    assert path.read_text("utf-8") == damaged


def test_every_damaged_line_is_named_at_once_by_the_command(hospital: Path, press: Press) -> None:
    write(hospital, 1)
    with (hospital / print_log.PATH).open("a", encoding="utf-8") as file:
        file.write("one\ntwo\n")
    answer = press(hospital, "usage")
    assert answer.code == 2
    assert "print-log.jsonl:2" in answer.err
    assert "print-log.jsonl:3" in answer.err
    assert "put it back as it was" in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("name", ["Ward 12B", "Rheumatology clinic", "Clinic 4, room 7", "诊所"])
def test_a_clinic_has_a_name(name: str) -> None:
    assert print_log.clinic_fault(name) == ""


NUMBERS = ("943 476 5919", "Born 2019-04-02", "someone@example.org")


@pytest.mark.parametrize("name", ["", " ", "Ward ", "=cmd", "@ward", "Ward\n3", "x" * 61, *NUMBERS])
def test_what_could_be_a_patient_or_a_formula_is_no_clinic(name: str) -> None:
    assert print_log.clinic_fault(name)


def test_two_writers_at_once_lose_nothing_and_mix_nothing(tmp_path: Path) -> None:
    names = ("Ward one", "Ward two")
    running = [writer(tmp_path, name, 40) for name in names]
    said = [one.communicate()[0].splitlines() for one in running]
    assert [one.returncode for one in running] == [0, 0]
    found = print_log.read(tmp_path)
    assert [one.ticket for one in found] == [f"T{number:05d}" for number in range(1, 81)]
    for name, own in zip(names, said, strict=True):
        assert own == [f"{one.ticket} {one.clinic}" for one in found if one.clinic == name]
        assert len(own) == 40


@pytest.mark.slow
def test_a_hundred_kills_lose_no_recorded_ticket_and_leave_no_half_line(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - moments to kill at, the same in every run
    said: list[str] = []
    for _ in range(100):
        running = writer(tmp_path, "Ward 12B", ENDLESS)
        assert running.stdout
        # It is killed while it writes: after its first ticket, at any moment of those that follow.
        said.append(running.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.02))
        running.send_signal(signal.SIGKILL)
        said += running.communicate()[0].split("\n")[:-1]
        assert running.returncode == -signal.SIGKILL
        assert lines(tmp_path)[-1] == b""
        assert all(json.loads(line) for line in lines(tmp_path)[:-1])
    found = [f"{one.ticket} {one.clinic}" for one in print_log.read(tmp_path)]
    assert len(found) == len(set(found))
    # A kill between the record and the word about it leaves a record more, never one less.
    assert [one for one in said if one not in set(found)] == []
    assert len(said) > 100
    assert len(found) <= len(said) + 100
