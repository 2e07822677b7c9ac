"""Tests of what is marked between an earlier and a later wording."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from press.word_changes import Piece, changes

WORDS = st.lists(st.sampled_from(["give", "5", "50", "mg", "**not**", "a", "day."]), max_size=9)


def test_a_changed_dose_is_marked_whole() -> None:
    assert changes("Give 5 mg a day.", "Give 50 mg a day.") == (
        Piece("kept", "Give"),
        Piece("gone", "5"),
        Piece("new", "50"),
        Piece("kept", "mg a day."),
    )


def test_what_went_stands_before_what_came() -> None:
    assert [piece.fate for piece in changes("Do take it.", "Do **not** take alcohol.")] == [
        "kept",
        "new",
        "kept",
        "gone",
        "new",
    ]


def test_equal_wordings_are_one_piece_and_no_wordings_none() -> None:
    assert changes("Give a drink.", "Give a drink.") == (Piece("kept", "Give a drink."),)
    assert changes("", "") == ()


@given(WORDS, WORDS)
def test_both_wordings_can_be_read_back(before: list[str], after: list[str]) -> None:
    pieces = changes(" ".join(before), " ".join(after))

    def said(fate: str) -> list[str]:
        return " ".join(piece.text for piece in pieces if piece.fate in ("kept", fate)).split()

    assert (said("gone"), said("new")) == (before, after)
    assert all(piece.text for piece in pieces)
