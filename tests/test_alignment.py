"""What an update decides about units: only what was replaced in place is offered again."""

from __future__ import annotations

import pytest

from press.alignment import replaced

INTRO = "Your child has been given a new medicine today"
DOSE = "Take one tablet with food in the morning"
WARNING = "Do not take it with alcohol"
RING = "Ring the ward if you are worried"
LONG = "Keep the box in a dry place. Give the rest back to the chemist when you have finished."


def names(old: list[str], new: list[str]) -> dict[str, str]:
    found = replaced([(None, text) for text in old], [(None, text) for text in new])
    return {key[1]: before[1] for key, before in found.items()}


def test_a_reworded_unit_replaces_the_one_in_its_place() -> None:
    dose = "Take two tablets with food in the morning"
    assert names([INTRO, DOSE, RING], [INTRO, dose, RING]) == {dose: DOSE}


def test_a_moved_unit_is_nobodys_replacement() -> None:
    assert names([INTRO, DOSE, WARNING, RING], [RING, INTRO, WARNING, DOSE]) == {}


def test_a_new_unit_beside_a_kept_one_replaces_nothing() -> None:
    almost = "Do take it with alcohol"
    assert names([INTRO, WARNING, RING], [INTRO, WARNING, almost, RING]) == {}


def test_a_removed_unit_is_not_offered_elsewhere() -> None:
    almost = "Do take it with alcohol"
    assert names([WARNING, INTRO, DOSE], [INTRO, DOSE, almost]) == {}


def test_a_reworded_unit_is_found_beside_a_new_one() -> None:
    dose = "Take two tablets with food in the morning"
    new = "Shake the bottle well"
    assert names([INTRO, DOSE, RING], [INTRO, new, dose, RING]) == {dose: DOSE}


def test_a_split_unit_replaces_nothing() -> None:
    first, second = LONG.split(". ")
    assert names([INTRO, LONG, RING], [INTRO, f"{first}.", second, RING]) == {}


def test_merged_units_replace_nothing() -> None:
    first, second = LONG.split(". ")
    assert names([INTRO, f"{first}.", second, RING], [INTRO, LONG, RING]) == {}


def test_a_split_beside_a_rewording_keeps_them_apart() -> None:
    first, second = LONG.split(". ")
    dose = "Take two tablets with food in the morning"
    assert names([INTRO, LONG, DOSE, RING], [INTRO, f"{first}.", second, dose, RING]) == {
        dose: DOSE
    }


def test_one_unit_in_the_place_of_one_replaces_it_however_different_it_is() -> None:
    other = "Bring this sheet to your next visit"
    assert names([INTRO, DOSE, RING], [INTRO, other, RING]) == {other: DOSE}


def test_two_reworded_units_keep_their_own_partners_when_they_change_places() -> None:
    dose, warning = "Take two tablets with food in the morning", "Never take it with alcohol"
    assert names([INTRO, DOSE, WARNING], [INTRO, warning, dose]) == {dose: DOSE, warning: WARNING}


def test_a_changed_context_is_a_replacement_too() -> None:
    assert replaced([(None, DOSE)], [("tablets", DOSE)]) == {("tablets", DOSE): (None, DOSE)}


@pytest.mark.parametrize(
    ("before", "after"), [("每天一片", "每天两片"), ("প্রতিদিন একটি বড়ি", "প্রতিদিন দুটি বড়ি")]
)
def test_a_source_in_any_script_can_be_reworded(before: str, after: str) -> None:
    assert names([before, INTRO, RING], [INTRO, after, RING]) == {}
    assert names([before, RING], [after, RING]) == {after: before}
