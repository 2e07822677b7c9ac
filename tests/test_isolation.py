"""Numbers, codes and Latin words stay whole and in order in every direction of writing."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.isolation import isolate, value
from press.languages import language

URDU, BENGALI, ENGLISH, POLISH = map(language, ("ur", "bn", "en", "pl"))
BDI = re.compile(r"<bdi dir=\"ltr\"[^>]*>(.*?)</bdi>")


def isolated(text: str) -> list[str]:
    """Return what stands in isolates of its own, with no-break spaces shown as spaces."""
    html = isolate(text, URDU)
    return [unescape(piece).replace("\u00a0", " ") for piece in BDI.findall(html)]


@pytest.mark.parametrize(
    "fact",
    [
        "0114 271 7786",
        "38°C",
        "4–6",
        "5 mg",
        "2.5 ml",
        "17:30",
        "RHM20",
        "50%",
        "nurses@test.example.org",
        "2026",
        "1",
    ],
)
def test_a_fact_in_urdu_is_isolated_in_one_piece(fact: str) -> None:
    assert isolated(f"یہ {fact} ہے") == [fact]


def test_latin_words_in_urdu_are_isolated_and_tagged_as_english() -> None:
    assert isolate("دوا naproxen لیں", URDU) == ('دوا <bdi dir="ltr" lang="en">naproxen</bdi> لیں')


def test_a_cell_of_nothing_but_latin_words_is_english_where_latin_is_foreign() -> None:
    assert isolate("naproxen", URDU) == '<bdi dir="ltr" lang="en">naproxen</bdi>'
    assert isolate("2.5 ml", URDU) == '<bdi dir="ltr" lang="en">2.5\u00a0ml</bdi>'
    assert isolate("naproxen", BENGALI) == '<span class="whole" lang="en">naproxen</span>'
    assert isolate("naproxen", POLISH) == "naproxen"


def test_an_address_is_english_where_latin_is_foreign() -> None:
    assert value("a@b.example", URDU) == '<bdi dir="ltr" lang="en">a@b.example</bdi>'
    assert value("a@b.example", BENGALI) == '<span class="whole" lang="en">a@b.example</span>'
    assert value("a@b.example", POLISH) == '<span class="whole">a@b.example</span>'
    assert "lang=" not in value("0114 271 7786", URDU)


def test_a_dose_and_its_drug_are_one_isolate() -> None:
    # Two neighbouring isolates would swap places.
    assert isolated("دوا 5 mg naproxen لیں") == ["5 mg naproxen"]


def test_a_number_stays_with_its_unit_on_one_line() -> None:
    assert isolate("Give 5 mg.", ENGLISH) == 'Give <span class="whole">5\u00a0mg</span>.'


def test_latin_in_bengali_is_english_and_numbers_are_not() -> None:
    html = isolate("ওষুধ 20 naproxen নিন", BENGALI)
    assert '<span class="whole" lang="en">' in html
    assert isolate("বয়স 20 বছর", BENGALI).count("lang=") == 0


def test_no_word_of_a_latin_edition_is_called_english() -> None:
    assert "lang=" not in isolate("Lek naproxen 5 mg", POLISH)


def test_a_long_latin_run_may_break_over_lines() -> None:
    words = "chronic recurrent multifocal osteomyelitis"
    assert f'<bdi dir="ltr" lang="en" class="breaks">{words}</bdi>' in isolate(
        f"بیماری {words} ہے", URDU
    )
    assert f'<span lang="en">{words}</span>' in isolate(f"রোগ {words} হয়", BENGALI)


@pytest.mark.parametrize("spoken", [URDU, BENGALI, ENGLISH], ids=["ur", "bn", "en"])
@pytest.mark.parametrize("name", ["{phone}", "{week}", "{out_of_hours}"])
def test_a_placeholder_comes_out_untouched(spoken: object, name: str) -> None:
    assert f" {name} " in isolate(f"1 {name} abc", spoken)  # type: ignore[arg-type]


@pytest.mark.parametrize("spoken", [URDU, BENGALI, ENGLISH], ids=["ur", "bn", "en"])
def test_no_markup_of_a_text_comes_through(spoken: object) -> None:
    html = isolate('<script>alert("1")</script> & <b>5 mg</b>', spoken)  # type: ignore[arg-type]
    assert set(re.findall(r"</?(\w+)", html)) <= {"bdi", "span"}
    assert "&lt;" in html
    assert "&amp;" in html


def test_a_value_is_one_whole_and_escaped() -> None:
    assert value("0114 271 7786", URDU) == '<bdi dir="ltr">0114 271 7786</bdi>'
    assert value("<b>&", ENGLISH) == '<span class="whole">&lt;b&gt;&amp;</span>'


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "5 mg",
                "38°C",
                "4–6",
                "0114 271 7786",
                "naproxen",
                "دوا",
                "ওষুধ",
                "<b>",
                "&",
                "{phone}",
            ]
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["ur", "ar", "bn", "en", "zh-Hans"]),
)
def test_no_character_is_lost_added_or_moved(words: list[str], tag: str) -> None:
    text = " ".join(words)
    html = isolate(text, language(tag))
    shown = unescape(re.sub(r"</?(?:bdi|span)[^>]*>", "", html))
    assert shown.replace("\u00a0", " ") == text


@settings(deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(["ur", "ar", "fa", "ps", "ckb"]))
def test_no_digit_stands_bare_in_right_to_left_text(number: int, tag: str) -> None:
    html = isolate(f"ہے {number} ہے {number} mg", language(tag))
    bare = re.sub(r"<bdi.*?</bdi>", "", html)
    assert not re.search(r"\d", bare)
