"""Tests that a voice hears which language each word is in; validators pass a file without."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping

import pikepdf
import pytest

from tests.long_leaflet import ALONE, DRUG, EVERY, LEFT_IN_ENGLISH, LONG, NEXT, Finished, Name
from tests.reading import Element, Reading, Source, squeezed

pytest_plugins = ("tests.long_leaflet",)

Files = Mapping[Name, Finished]
Readings = Mapping[Name, Reading]
URDU = [name for name in EVERY if name[1] == "ur"]
LATIN = re.compile("[A-Za-z]{2}")
ARABIC = re.compile("[\u0620-\u06d3]")


def spoken(read: Reading) -> list[tuple[str, str | None]]:
    """Return every piece of words with the language that it is heard in, None for the file's."""

    def below(element: Element, around: str | None) -> Iterator[tuple[str, str | None]]:
        language = element.language or around
        for kid in element.kids:
            if isinstance(kid, tuple):
                yield squeezed(read.texts[kid]), language
            elif isinstance(kid, Element):
                yield from below(kid, language)

    return list(below(read.document, None))


def languages_of(read: Reading, words: str) -> set[str | None]:
    return {language for text, language in spoken(read) if squeezed(words) in text}


@pytest.mark.parametrize("name", EVERY)
def test_the_file_names_the_language_of_its_edition(finished: Files, name: Name) -> None:
    with pikepdf.open(io.BytesIO(finished[name].pressed.data)) as pdf:
        assert str(pdf.Root.Lang) == name[1]


@pytest.mark.parametrize("name", [name for name in LONG + NEXT if name[1] == "ur"])
@pytest.mark.parametrize("words", [DRUG, ALONE, "Smith A. A book about", "Urdu"])
def test_english_words_in_urdu_are_heard_as_english(
    readings: Readings, name: Name, words: str
) -> None:
    assert languages_of(readings[name], words) == {"en"}


@pytest.mark.parametrize("name", [name for name in LONG + NEXT if name[1] == "ur"])
def test_a_sentence_that_waits_for_its_translator_is_heard_as_english(
    readings: Readings, name: Name
) -> None:
    read = readings[name]
    assert languages_of(read, LEFT_IN_ENGLISH) == {"en"}
    # The mark before it is in the reader's own language.
    (mark,) = [one for one in read.document.all("P") if squeezed(LEFT_IN_ENGLISH) in read.text(one)]
    assert read.text(mark) == squeezed("انگریزی میں" + LEFT_IN_ENGLISH)


@pytest.mark.parametrize("name", URDU)
def test_no_latin_word_is_left_to_the_voice_of_urdu(readings: Readings, name: Name) -> None:
    heard = spoken(readings[name])
    assert [text for text, language in heard if LATIN.search(text) and language != "en"] == []


@pytest.mark.parametrize("name", URDU)
def test_no_urdu_word_is_left_to_the_voice_of_english(readings: Readings, name: Name) -> None:
    heard = spoken(readings[name])
    assert [text for text, language in heard if ARABIC.search(text) and language == "en"] == []


def test_the_language_line_names_each_language_in_itself(readings: Readings) -> None:
    for language, own, english in (("ur", "اردو", "Urdu"), ("pl", "Polski", "Polish")):
        read = readings["TST1", language, "a4"]
        line = next(one for one in read.document.all("P") if english in read.text(one))
        assert read.text(line) == own + english
        assert [(one.language, read.text(one)) for one in line.children()] == [
            (None, own),
            ("en", english),
        ]


@pytest.mark.parametrize("language", ["pl", "ur"])
def test_english_stays_english_in_a_translation(readings: Readings, language: str) -> None:
    for words in ("Test Children's Hospital", "Sheffield", "First reference."):
        assert languages_of(readings["TST1", language, "a4"], words) == {"en"}


@pytest.mark.parametrize("name", [name for name in EVERY if name[1] == "en"])
def test_an_english_edition_knows_no_other_language(readings: Readings, name: Name) -> None:
    assert {one.language for one in readings[name].document.walk()} <= {None, "en"}


@pytest.mark.parametrize("name", EVERY)
def test_each_language_of_the_source_reaches_the_tags(
    finished: Files, readings: Readings, name: Name
) -> None:
    wanted: dict[str | None, str] = {}
    for words, language in Source(finished[name].job.html).words:
        wanted[language] = wanted.get(language, "") + re.sub("[^A-Za-z]", "", words)
    found: dict[str | None, str] = {}
    for words, language in spoken(readings[name]):
        found[language] = found.get(language, "") + re.sub("[^A-Za-z]", "", words)
    assert found == wanted
