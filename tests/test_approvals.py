"""approvals.toml: what is written is read again, by whoever merged it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press import approvals
from press.model import Approval

PATH = "leaflets/TST1-fever/approvals.toml"
FIRST = Approval(
    part="leaflet",
    language="pl",
    role="bilingual clinician",
    version="2.1",
    date=datetime.date(2026, 5, 1),
    credential="GMC register, staff record 7",
    fingerprint="ab" * 32,
    units=("0123456789abcdef", "fedcba9876543210"),
    path=PATH,
    line=0,
)


def without_line(approval: Approval) -> Approval:
    return replace(approval, line=0)


def test_a_file_that_is_not_there_holds_no_sign_off(tmp_path: Path) -> None:
    assert approvals.read(tmp_path, PATH) == ((), ())


def test_what_is_appended_is_read_again_in_order(tmp_path: Path) -> None:
    second = replace(FIRST, language="ur", role="translator", version="", units=())
    approvals.append(tmp_path, PATH, FIRST)
    approvals.append(tmp_path, PATH, second)
    read, findings = approvals.read(tmp_path, PATH)
    assert findings == ()
    assert [without_line(one) for one in read] == [FIRST, second]
    lines = (tmp_path / PATH).read_text("utf-8").splitlines()
    assert [lines[one.line - 1] for one in read] == ["[[approval]]"] * 2


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), min_size=1))
def test_any_credential_comes_back_as_it_was_given(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    project = tmp_path_factory.mktemp("project")
    approvals.append(project, PATH, replace(FIRST, credential=text, role=text))
    (read,), findings = approvals.read(project, PATH)
    assert findings == ()
    assert (read.credential, read.role) == (text, text)


def test_a_new_block_leaves_the_older_ones_as_they_are(tmp_path: Path) -> None:
    approvals.append(tmp_path, PATH, FIRST)
    before = (tmp_path / PATH).read_text("utf-8")
    approvals.append(tmp_path, PATH, replace(FIRST, fingerprint="cd" * 32))
    assert (tmp_path / PATH).read_text("utf-8").startswith(before)


def test_the_newest_sign_off_of_a_part_language_and_role_counts() -> None:
    newer = replace(FIRST, fingerprint="cd" * 32, date=datetime.date(2026, 5, 2))
    others = (
        replace(FIRST, part="shared", date=datetime.date(2026, 6, 1)),
        replace(FIRST, language="ur", date=datetime.date(2026, 6, 1)),
        replace(FIRST, role="translator", date=datetime.date(2026, 6, 1)),
    )
    for order in permutations((FIRST, newer)):
        found = approvals.newest((*order, *others), "leaflet", "pl", "bilingual clinician")
        assert found == newer
    assert approvals.newest(others, "leaflet", "pl", "bilingual clinician") is None


def test_of_two_sign_offs_of_one_day_the_last_in_the_file_counts() -> None:
    second = replace(FIRST, fingerprint="cd" * 32)
    assert approvals.newest((FIRST, second), "leaflet", "pl", FIRST.role) == second
    assert approvals.newest((second, FIRST), "leaflet", "pl", FIRST.role) == FIRST


def test_two_branches_merge_by_keeping_both_blocks_in_any_order(tmp_path: Path) -> None:
    branches = {}
    for name, signed in (
        ("ours", replace(FIRST, language="ur")),
        ("theirs", replace(FIRST, language="bn")),
    ):
        approvals.append(tmp_path / name, PATH, FIRST)
        before = (tmp_path / name / PATH).read_text("utf-8")
        approvals.append(tmp_path / name, PATH, signed)
        branches[name] = (tmp_path / name / PATH).read_text("utf-8").removeprefix(before)
    for order in permutations(branches):
        merged = tmp_path / "-".join(order) / PATH
        merged.parent.mkdir(parents=True)
        merged.write_text(before + "".join(branches[name] for name in order), "utf-8")
        read, findings = approvals.read(tmp_path / "-".join(order), PATH)
        assert findings == ()
        assert {one.language for one in read} == {"pl", "ur", "bn"}


def test_a_faulty_block_is_a_finding_and_the_others_count(tmp_path: Path) -> None:
    approvals.append(tmp_path, PATH, FIRST)
    with (tmp_path / PATH).open("a", encoding="utf-8") as file:
        file.write('\n[[approval]]\npart = "cover"\nlanguage = "pl"\n')
    read, findings = approvals.read(tmp_path, PATH)
    assert [without_line(one) for one in read] == [FIRST]
    assert {(finding.rule, finding.path) for finding in findings} == {
        ("unknown-value", PATH),
        ("missing-field", PATH),
    }
    lines = (tmp_path / PATH).read_text("utf-8").splitlines()
    (unknown,) = (finding for finding in findings if finding.rule == "unknown-value")
    assert lines[unknown.line - 1] == 'part = "cover"'


def test_an_unreadable_file_gives_one_finding_and_no_sign_off(tmp_path: Path) -> None:
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text("<<<<<<< HEAD\n", "utf-8")
    read, (finding,) = approvals.read(tmp_path, PATH)
    assert read == ()
    assert (finding.rule, finding.line) == ("toml-syntax", 1)


def test_no_unfinished_file_is_left_beside_it(tmp_path: Path) -> None:
    approvals.append(tmp_path, PATH, FIRST)
    assert list((tmp_path / PATH).parent.iterdir()) == [tmp_path / PATH]
