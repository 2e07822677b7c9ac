"""Tags, folder names, scripts and dates of every language that leaflets can be in."""

from __future__ import annotations

import datetime
import re

import pytest
from babel import Locale

from press.fonts import SETTINGS, covered
from press.languages import SCRIPTS, format_day, known, language, locale_folder

TAGS = sorted(SCRIPTS)
MONTHS = [datetime.date(2026, month, 1) for month in range(1, 13)]


@pytest.mark.parametrize(
    ("tag", "folder"),
    [
        ("ur", "ur"),
        ("zh-Hans", "zh_Hans"),
        ("zh-Hant", "zh_Hant"),
        ("en-simple", "en@simple"),
        ("bn-simple", "bn@simple"),
        ("ckb", "ckb"),
    ],
)
def test_a_folder_has_babels_name_with_the_register_as_modifier(tag: str, folder: str) -> None:
    assert locale_folder(tag) == folder


def test_no_two_languages_share_a_folder() -> None:
    assert len({locale_folder(tag) for tag in TAGS}) == len(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_babel_reads_every_folder_name_as_the_same_language(tag: str) -> None:
    base, _, register = locale_folder(tag).partition("@")
    locale = Locale.parse(base)
    assert locale.language == language(tag).base
    assert locale.script in (None, *tag.split("-"))
    assert register in ("", "simple")


@pytest.mark.parametrize("tag", TAGS)
def test_every_language_has_a_script_with_fonts_for_its_own_name(tag: str) -> None:
    spoken = language(tag)
    assert spoken.script in SETTINGS
    letters = {ord(character) for character in spoken.own_name if character.isalpha()}
    assert letters <= covered(spoken.script)
    assert spoken.english_name.isascii()


@pytest.mark.parametrize("tag", TAGS)
def test_every_date_has_western_digits_and_the_month_in_full(tag: str) -> None:
    locale = Locale.parse(tag.removesuffix("-simple"), sep="-")
    for day in MONTHS:
        text = format_day(day, tag)
        assert "2026" in text
        assert not [one for one in text if one.isdecimal() and not one.isascii()]
        if tag.startswith("zh"):
            assert text == f"2026年{day.month}月1日"
        else:
            assert locale.months["format"]["wide"][day.month] in text
            day_alone = text.replace("2026", "").replace(
                locale.months["format"]["wide"][day.month], ""
            )
            assert re.findall(r"\d+", day_alone) == ["1"]


@pytest.mark.parametrize("tag", TAGS)
def test_the_fonts_of_a_language_show_its_dates(tag: str) -> None:
    letters = {ord(one) for day in MONTHS for one in format_day(day, tag) if one.isalnum()}
    assert letters <= covered(SCRIPTS[tag])


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "6 August 2026"),
        ("en-simple", "6 August 2026"),
        ("pl", "6 sierpnia 2026"),
        ("ur", "6 اگست 2026"),
        ("bn", "6 আগস্ট 2026"),
        ("hu", "2026. augusztus 6."),
        ("sk", "6. augusta 2026"),
        ("cs", "6. srpna 2026"),
        ("zh-Hans", "2026年8月6日"),
    ],
)
def test_a_date_reads_as_people_write_it(tag: str, text: str) -> None:
    assert format_day(datetime.date(2026, 8, 6), tag) == text


def test_right_to_left_languages_are_those_in_arabic_script() -> None:
    found = {tag for tag in TAGS if language(tag).direction == "rtl"}
    assert found == {"ar", "ckb", "fa", "ps", "ur"}


def test_a_register_is_a_private_subtag_on_the_page_and_keeps_its_base() -> None:
    simple = language("en-simple")
    assert (simple.base, simple.html_tag) == ("en", "en-x-simple")
    chinese = language("zh-Hans")
    assert (chinese.base, chinese.html_tag) == ("zh", "zh-Hans")


def test_a_language_is_named_in_itself_and_in_english() -> None:
    names = {tag: (language(tag).english_name, language(tag).own_name) for tag in ("ur", "pl")}
    assert names == {"ur": ("Urdu", "اردو"), "pl": ("Polish", "Polski")}
    assert language("zh-Hans").own_name == "简体中文"
    assert language("bn-simple").english_name == "Plain bangla"


def test_what_the_table_does_not_hold_is_not_known() -> None:
    assert known("ur")
    assert not known("en_simple")
    assert not known("xx")
    with pytest.raises(KeyError):
        language("xx")
