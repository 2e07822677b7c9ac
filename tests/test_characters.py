"""Checks of characters, letters, digits, marks and spaces: quiet on good text, awake to bad."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.checks import characters, digits, garbled, letters, punctuation, spacing
from press.checks.wording import Fault
from press.languages import SCRIPTS
from press.model import Unit
from press.orthography import orthography

CHECKS = (characters, garbled, letters, digits, punctuation, spacing)
NAMES = "TNFα and β-blockers, CO2, vitamin B12, Sjögren, X-ray, X-rays, MRI."
MEASURES = "5 µg 10 μg 38.5°C"

WELL_WRITTEN = tomllib.loads((Path(__file__).parent / "well_written.toml").read_text("utf-8"))
ORDINARY = [
    (row["language"], row.get("source", WELL_WRITTEN["ask"]), row["translation"])
    for row in WELL_WRITTEN["text"]
]


def seen(source: str, translation: str, tag: str) -> set[Fault]:
    unit = Unit("paragraph", source, "leaflet.md", 1)
    return {fault for check in CHECKS for fault in check.faults(unit, translation, tag)}


def rules_seen(source: str, translation: str, tag: str) -> set[str]:
    return {rule for rule, _, _ in seen(source, translation, tag)}


@pytest.mark.parametrize(("tag", "source", "text"), ORDINARY)
def test_well_written_text_is_left_alone(tag: str, source: str, text: str) -> None:
    assert seen(source, text, tag) == set()


def test_every_language_has_well_written_text() -> None:
    registers = {"en", "bn-simple"}  # written as en-simple and bn are
    assert {tag for tag, _, _ in ORDINARY} == set(SCRIPTS) - registers


@pytest.mark.parametrize("tag", sorted(set(SCRIPTS) - {"zh-Hans", "zh-Hant"}))
def test_names_of_medicine_may_stand_in_any_language(tag: str) -> None:
    assert rules_seen(MEASURES, MEASURES, tag) == set()
    letters_and_digits = {
        rule
        for check in (characters, letters, digits)
        for rule, _, _ in check.faults(Unit("paragraph", "Some names", "leaflet.md", 1), NAMES, tag)
    }
    assert letters_and_digits <= {"missing-glyph"}


def test_every_language_has_a_row_in_normal_form() -> None:
    for tag in SCRIPTS:
        written = orthography(tag)
        for text in (written.letters, written.names, *written.variants.values()):
            assert unicodedata.normalize("NFC", text) == text
        assert not set(written.letters + written.names) & set(written.variants)


def test_nothing_hides_behind_a_character_reference() -> None:
    assert rules_seen("The bone.", "Ko&#8203;ść.", "pl") == {"invisible-character"}
    assert rules_seen("Give 10 mg.", "Podać &#x202e;10 mg.", "pl") == {"bidi-control"}


def test_what_the_source_itself_holds_may_be_copied() -> None:
    source = "Ask in Ukrainian (українською), with the ligature ﬁ."
    assert rules_seen(source, "Proszę pytać (українською), z ligaturą ﬁ.", "pl") == set()
    other = rules_seen("Ask (us), please.", "Proszę pytać (українською), z ligaturą ﬁ.", "pl")
    assert other == {"wrong-script", "compatibility-character"}


@pytest.mark.parametrize("text", ["\u200cکا", "کا\u200c", "کا\u200c\u200cکا", "کا\u200c، کا"])
def test_a_joiner_that_joins_nothing_is_seen(text: str) -> None:
    assert "invisible-character" in rules_seen("A word", text, "fa")


@pytest.mark.parametrize("tag", ["ar", "pl", "zh-Hans", "uk"])
def test_a_joiner_is_seen_where_the_script_has_no_use_for_it(tag: str) -> None:
    for joiner in ("\u200c", "\u200d"):
        assert "invisible-character" in rules_seen("A word", f"ка{joiner}ка", tag)


@pytest.mark.parametrize("page", ["cp1252", "latin-1", "cp1250"])
@pytest.mark.parametrize(
    ("tag", "word"), [("pl", "Gorączka"), ("ro", "înălțime"), ("uk", "дитина")]
)
def test_utf8_read_in_another_encoding_is_named_and_read_again(
    page: str, tag: str, word: str
) -> None:
    wrong = "".join(
        bytes([byte]).decode(page) if _has(page, byte) else chr(byte) for byte in word.encode()
    )
    unit = Unit("paragraph", "Fever", "leaflet.md", 1)
    found = [fault for fault in garbled.faults(unit, wrong, tag) if fault[0] == "garbled-text"]
    assert found


def _has(page: str, byte: int) -> bool:
    try:
        return bool(bytes([byte]).decode(page))
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize(
    "number", ["1O mg", "l0 mg", "O,5 mg", "1l mg", "8.O0", "I0", "od O do 10"]
)
def test_a_letter_does_not_pass_for_a_digit(number: str) -> None:
    assert "lookalike-digit" in rules_seen("10 mg", f"dawka {number}", "pl")


@pytest.mark.parametrize(
    "text", ["2 l wody", "5l wody", "CO2 i O2", "grupa B12, H1N1", "o 5 mg więcej", "O tym: 5 mg"]
)
def test_a_letter_that_is_a_letter_is_left_alone(text: str) -> None:
    assert "lookalike-digit" not in rules_seen("Drink 2 litres", text, "pl")


def test_remedies_name_the_letter_to_write() -> None:
    unit = Unit("paragraph", "The bone", "leaflet.md", 1)
    remedies = [remedy for _, _, remedy in letters.faults(unit, "Viaţa şi osul", "ro")]
    assert "write ș (U+0219 LATIN SMALL LETTER S WITH COMMA BELOW)" in remedies
    assert "write ț (U+021B LATIN SMALL LETTER T WITH COMMA BELOW)" in remedies


ODD = st.text(
    st.characters(codec="utf-8")
    | st.sampled_from(
        "()[]“”„«».,:;?!، ؟۔।。，\u200b\u200c\u202e\u2066\u2069\u0301ািত্ا٠1O0lş🙂*_`{}&#;"
    )
)


@given(source=ODD, text=ODD, tag=st.sampled_from(sorted(SCRIPTS)))
def test_no_text_breaks_a_check_and_no_control_reaches_a_report(
    source: str, text: str, tag: str
) -> None:
    unseen = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    for rule, found, remedy in seen(source, text, tag):
        assert all((rule, found, remedy))
        assert not unseen & {unicodedata.category(one) for one in found + remedy}
