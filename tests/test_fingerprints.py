"""Footer codes notice a wrong character; digests change with every visible one."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press import fingerprints

CODE_CHARACTERS = string.digits + string.ascii_uppercase
NUMBERS = st.from_regex(r"[A-Z]{2,4}[0-9]{1,3}", fullmatch=True)
LINES = st.builds(
    fingerprints.identity,
    NUMBERS,
    st.sampled_from(["en", "ur", "zh-Hans", "en-simple"]),
    st.sampled_from(["", "A5", "LP"]),
    st.from_regex(r"[1-9][0-9]?\.[0-9]", fullmatch=True),
    st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
)


@pytest.mark.parametrize(
    ("payload", "check"),
    [
        # The Global Release Identifier Standard's own example: A1-2425G-ABC1234002-M.
        ("A1-2425G-ABC1234002", "M"),
        # ISO 15706, ISAN: 0000-0000-D07A-0090-Q and 0000-0000-3A8D-0000-Z.
        ("0000-0000-D07A-0090", "Q"),
        ("0000-0000-3A8D-0000", "Z"),
    ],
)
def test_the_check_character_is_that_of_published_examples(payload: str, check: str) -> None:
    assert fingerprints.check_character(payload) == check
    assert fingerprints.valid(f"{payload}-{check}")


def test_a_footer_has_the_agreed_form() -> None:
    line = fingerprints.identity("RHM20", "ur", "LP", "3.0", "7f" * 32)
    assert re.fullmatch(r"RHM20-ur-LP v3\.0 · [0-9A-Z]{4}", line)
    a4 = fingerprints.identity("RHM20", "ur", "", "3.0", "7f" * 32)
    assert re.fullmatch(r"RHM20-ur v3\.0 · [0-9A-Z]{4}", a4)
    # One fingerprint, two sheets: the code is the same but for its check character.
    assert line[-4:-1] == a4[-4:-1]


@settings(deadline=None)
@given(LINES)
def test_a_printed_line_is_valid_also_in_small_letters(line: str) -> None:
    assert fingerprints.valid(line)
    assert fingerprints.valid(line.lower())


@settings(deadline=None)
@given(LINES, st.data())
def test_each_single_wrong_letter_or_digit_is_noticed(line: str, data: st.DataObject) -> None:
    places = [place for place, one in enumerate(line.upper()) if one in CODE_CHARACTERS]
    place = data.draw(st.sampled_from(places))
    others = [one for one in CODE_CHARACTERS if one != line[place].upper()]
    wrong = data.draw(st.sampled_from(others))
    assert not fingerprints.valid(line[:place] + wrong + line[place + 1 :])


def test_no_line_is_not_valid() -> None:
    assert not fingerprints.valid("")
    assert not fingerprints.valid(" · ")


@settings(deadline=None)
@given(st.text(), st.text())
def test_two_texts_have_one_digest_only_when_they_are_one(first: str, second: str) -> None:
    same = fingerprints.digest([first]) == fingerprints.digest([second])
    assert same == (first == second)


def test_a_digest_does_not_depend_on_the_order_of_a_mapping() -> None:
    assert fingerprints.digest({"a": 1, "b": 2}) == fingerprints.digest({"b": 2, "a": 1})
    assert fingerprints.digest(["a", "b"]) != fingerprints.digest(["b", "a"])
    assert fingerprints.digest(["ab", ""]) != fingerprints.digest(["a", "b"])


def test_a_missing_translation_is_another_unit_than_an_empty_one() -> None:
    missing, empty, other = fingerprints.unit_digests(
        [("Dose", None), ("Dose", ""), ("Dose", "Dawka")]
    )
    assert len({missing, empty, other}) == 3


def test_an_editions_fingerprint_changes_with_each_of_its_parts() -> None:
    parts = {"leaflet": "1", "shared": "2", "contacts": "3"}
    changed = {fingerprints.edition(parts | {name: "x"}) for name in fingerprints.PARTS}
    assert len(changed | {fingerprints.edition(parts)}) == 4
