"""Who does what next, what families need first, and since when a translation is behind."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from press import desk, outstanding
from press.boards import Board, editions
from press.dashboard import Dashboard, dashboard
from press.model import UnitState
from press.next_steps import Need
from press.selection import Selection
from press.word_changes import Piece
from tests.conftest import TODAY, Press, edit, sign

TEXT = "leaflets/TST2-bag/leaflet.md"
FEVER = "leaflets/TST1-fever/leaflet.md"
POLISH = "locales/pl/LC_MESSAGES/TST1.po"
BAG = "locales/pl/LC_MESSAGES/TST2.po"
SHARED = "locales/pl/LC_MESSAGES/shared.po"
GOOD_UNTIL = "nobody: nothing until the review on"
EVERYTHING = Selection(frozenset(), frozenset(), frozenset())
Key = tuple[str, str]


def boards(project: Path, today: datetime.date = TODAY) -> dict[Key, Board]:
    found = editions(desk.read(project, today))
    return {(board.number, board.language.tag): board for board in found}


def shown(project: Path) -> Dashboard:
    return dashboard(desk.read(project, TODAY), TODAY, EVERYTHING)


def steps(board: Board) -> list[str]:
    return [str(step) for step in board.steps]


def test_nobody_holds_an_approved_edition_until_its_review(signed: Path) -> None:
    found = boards(signed)["TST1", "pl"]
    assert (found.need, found.percent) == (Need.NOTHING, 100)
    (only,) = steps(found)
    assert only.startswith(GOOD_UNTIL)


def test_unsigned_words_wait_for_each_role_in_the_order_of_hospital_toml(signed: Path) -> None:
    found = boards(signed)["TST2", "ur"]
    assert (found.need, found.percent) == (Need.SIGN_OFF, 0)
    assert steps(found) == [
        f"{role}: sign off the leaflet, shared and contacts parts"
        for role in ("translator", "bilingual clinician")
    ]


def test_a_translation_waits_for_a_source_that_is_not_signed(hospital: Path) -> None:
    found = boards(hospital)
    assert steps(found["TST2", "en"])[0] == (
        "author: sign off the leaflet, shared and contacts parts"
    )
    assert found["TST2", "en"].need is Need.SOURCE
    assert steps(found["TST2", "pl"])[0] == (
        "author: English comes first: sign off the leaflet, shared and contacts parts"
    )


def test_missing_words_are_counted_for_the_role_that_writes(signed: Path) -> None:
    edit(signed, BAG, 'msgid "A toy"\nmsgstr "Zabawka"', 'msgid "A toy"\nmsgstr ""')
    found = boards(signed)["TST2", "pl"]
    assert found.need is Need.WORDS
    assert steps(found) == [
        "translator: 1 unit to translate (2 words)",
        "translator: sign off the leaflet part again, 1 unit new or different since 1 June 2026",
        (
            "bilingual clinician: sign off the leaflet part again, 1 unit new or different since "
            "1 June 2026"
        ),
    ]


def reworded(project: Path, press: Press, path: str, old: str, new: str) -> None:
    """Change a signed source, bring the catalogs in line, and sign the source again."""
    edit(project, path, old, new)
    assert press(project, "update").code == 0
    sign(project, "TST1" if path == FEVER else "TST2", "en")


def test_a_changed_source_says_since_when_and_what(signed: Path, press: Press) -> None:
    reworded(signed, press, TEXT, "Bring this sheet.", "Bring this paper.")
    found = boards(signed)["TST2", "pl"]
    assert steps(found)[0] == "translator: 1 unit changed since 1 June 2026 (3 words)"
    (one,) = found.of("stale")
    assert one.last_good == TODAY
    assert one.changed == (
        Piece("kept", "Bring this"),
        Piece("gone", "sheet."),
        Piece("new", "paper."),
    )
    # Nobody ever signed the Urdu, so that nobody can say since when.
    assert steps(boards(signed)["TST2", "ur"])[0] == "translator: 1 unit changed (3 words)"


def test_a_stale_unit_was_good_on_no_day_when_one_role_never_signed_it(
    signed: Path, press: Press
) -> None:
    path = signed / "leaflets/TST2-bag/approvals.toml"
    text = path.read_text("utf-8")
    polish = [block for block in text.split("[[approval]]") if 'language = "pl"' in block]
    (clinician,) = [block for block in polish if "bilingual clinician" in block]
    path.write_text(text.replace(f"[[approval]]{clinician}", ""), "utf-8")
    reworded(signed, press, TEXT, "Bring this sheet.", "Bring this paper.")
    (one,) = boards(signed)["TST2", "pl"].of("stale")
    assert one.last_good is None


def test_the_newest_sign_off_of_these_very_words_counts(signed: Path, press: Press) -> None:
    path = signed / "leaflets/TST2-bag/approvals.toml"
    text = path.read_text("utf-8")
    earlier = text.replace("date = 2026-06-01", "date = 2026-03-01")
    path.write_text(earlier + "\n" + text, "utf-8")
    reworded(signed, press, TEXT, "Bring this sheet.", "Bring this paper.")
    (one,) = boards(signed)["TST2", "pl"].of("stale")
    assert one.last_good == TODAY


def test_a_wrong_dose_comes_first_and_names_its_rule(signed: Path) -> None:
    edit(signed, POLISH, "podać 5 mg", "podać 50 mg")
    edit(signed, BAG, 'msgid "A toy"\nmsgstr "Zabawka"', 'msgid "A toy"\nmsgstr ""')
    found = boards(signed)
    fever = found["TST1", "pl"]
    assert fever.need is Need.SAFETY
    assert fever.findings == {"dose-differs": 1}
    assert steps(fever)[0] == "translator: 1 unit failed a check (dose-differs)"
    order = [
        board.anchor for _, tasks in shown(signed).work for _, waiting in tasks for board in waiting
    ]
    assert order[:2] == ["TST1-pl", "TST2-pl"]


@pytest.mark.parametrize(
    ("old", "safety"),
    [
        ("**nie** budzi się", True),  # in a red flag
        ("2,5 ml", True),  # a dose
        ("Proszę zapisać godzinę.", False),
        ("Wiek", False),
    ],
)
def test_only_what_keeps_a_child_safe_is_called_safety(
    signed: Path, old: str, *, safety: bool
) -> None:
    edit(signed, POLISH, f'msgstr "{old}"', 'msgstr ""')
    found = boards(signed)["TST1", "pl"]
    (one,) = found.of("missing")
    assert one.safety is safety
    assert found.need is (Need.SAFETY if safety else Need.WORDS)


def test_shared_words_are_counted_once_a_language_and_stand_in_each_edition(signed: Path) -> None:
    edit(signed, SHARED, 'msgid "Test nurses"\nmsgstr', 'msgid "Test nurse"\nmsgstr')
    found = shown(signed)
    assert found.words_left == 2
    whole = {board.anchor: board for board in found.boards}
    assert whole["shared-pl"].need is Need.SAFETY
    for number in ("TST1", "TST2"):
        board = whole[f"{number}-pl"]
        assert (board.need, board.words.words_left) == (Need.WORDS, 0)
        assert steps(board)[0] == "translator: 1 unit of the shared words to translate (2 words)"


def test_a_review_that_is_near_or_past_is_the_authors(signed: Path) -> None:
    near = boards(signed, datetime.date(2028, 10, 1))
    assert near["TST2", "en"].need is Need.REVIEW
    assert steps(near["TST2", "en"])[0].startswith("author: start the review now (the review on")
    assert near["TST2", "pl"].need is Need.NOTHING
    past = boards(signed, datetime.date(2031, 1, 1))
    assert past["TST2", "en"].need is Need.SOURCE
    assert steps(past["TST2", "pl"])[0].startswith("author: English comes first: review the leaf")


def test_a_fault_of_the_source_is_its_authors_alone(signed: Path) -> None:
    edit(signed, TEXT, "Bring this sheet.", "Bring this sheet.\n\n::: nothing\n:::")
    found = boards(signed)
    assert steps(found["TST2", "en"])[0].startswith("author: mend what the checks found (unknown-")
    assert steps(found["TST2", "pl"])[0].startswith("author: English comes first: mend")
    assert sum("mend" in step for step in steps(found["TST2", "pl"])) == 1


def test_a_catalog_that_cannot_be_read_comes_before_all(signed: Path) -> None:
    path = signed / BAG
    path.write_text(path.read_text("utf-8") + '\nmsgid "cut\n', "utf-8")
    line = len(path.read_text("utf-8").splitlines())
    found = shown(signed)
    (need, ((step, (board,)),)) = found.work[0]
    assert (need, board.anchor) == (Need.UNREADABLE, "TST2-pl")
    assert str(step) == f"translator: mend the catalog, which cannot be read ({BAG}:{line})"
    assert board.status == "unreadable"


def test_a_share_is_whole_only_when_every_unit_is_approved(signed: Path) -> None:
    edit(signed, POLISH, "Co robić", "Co zrobić")
    board = boards(signed)["TST1", "pl"]
    assert board.counts[UnitState.UNREVIEWED] == 1
    assert 90 < board.percent < 100
    assert (board.shade, boards(signed)["TST2", "pl"].shade) == (4, 5)
    assert boards(signed)["TST1", "ur"].shade == 0


def test_one_text_in_a_leaflet_and_in_the_templates_stands_for_itself(signed: Path) -> None:
    entry = next(
        entry for entry in desk.read(signed, TODAY).entries if entry.edition.language == "pl"
    )
    shared = {one.unit.key for one in outstanding.shared(entry, desk.read(signed, TODAY)).standings}
    text = min(text for context, text in shared if context is None)
    edit(signed, TEXT, "Bring this sheet.", f"Bring this sheet.\n\n{text}")
    found = boards(signed)["TST2", "pl"]
    assert [one.unit.text for one in found.of("missing")] == [text]


def test_status_tells_programs_and_people_who_is_next(signed: Path, press: Press) -> None:
    rows = json.loads(press(signed, "status", "--json").out)["editions"]
    found = {(row["leaflet"], row["language"]): row["next"] for row in rows}
    assert found["TST2", "ur"] == {
        "role": "translator",
        "task": "sign off the leaflet, shared and contacts parts",
    }
    assert found["TST2", "pl"]["role"] == "nobody"
    lines = press(signed, "status", "--leaflet", "TST2", "--language", "ur").out.splitlines()
    assert lines[0].split("\t")[-1] == (
        "translator: sign off the leaflet, shared and contacts parts"
    )
