"""Whatever a catalog says comes back from every format as it went, and no damage does harm."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press import catalogs, desk
from press.interchange import (
    Exchange,
    UnreadableError,
    outgoing,
    portable,
    xliff,
    xliff_reading,
    xlsx,
    xlsx_reading,
)
from press.interchange.incoming import Fate, compare
from press.interchange.inline import pieces
from tests.exchanges import exchange, texts, unit

ROOT = Path(__file__).resolve().parents[1]
FORMS = ("xliff", "xlsx", "po")


@given(texts, texts)
def test_an_entry_translated_anew_reads_back_and_moves_nothing_else(old: str, new: str) -> None:
    around = '\n#. before\nmsgid "one"\nmsgstr "jeden"\n'
    start = f'msgid ""\nmsgstr "Language: pl\\n"\n{around}\n#, fuzzy, no-wrap\n#| msgid "was"\n'
    end = '\n#. after\nmsgctxt "c"\nmsgid "two"\nmsgstr "alt"\n\n#~ msgid "dose"\n#~ msgstr "x"\n'
    empty = start + 'msgid "dose"\nmsgstr ""\n' + end
    text = catalogs.replaced(catalogs.replaced(empty, {(None, "dose"): old}), {(None, "dose"): new})
    found, findings = catalogs.parse(text, "", "pl")
    assert findings == ()
    assert found is not None
    message = found.messages[None, "dose"]
    assert (message.translation, message.fuzzy, message.previous) == (new, False, None)
    assert text.startswith(start.replace('#, fuzzy, no-wrap\n#| msgid "was"\n', "#, no-wrap\n"))
    assert text.endswith(end)


def test_an_entry_translated_anew_keeps_the_files_line_ends_and_mark() -> None:
    text = '\ufeffmsgid ""\r\nmsgstr ""\r\n\r\n#, fuzzy\r\nmsgid "a"\r\nmsgstr ""\r\n"b"\r\n'
    assert catalogs.replaced(text, {(None, "a"): "c"}) == (
        '\ufeffmsgid ""\r\nmsgstr ""\r\n\r\nmsgid "a"\r\nmsgstr "c"\r\n'
    )


@given(texts)
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Take **two** *now*", ["**", "**", "*", "*"]),
        ("**[x](term:a)**", ["**", "[", "](term:a)", "**"]),
        ("[](contact:nurses.phone), {title}", ["[](contact:nurses.phone)", "{title}"]),
        ("2 ** 3 and snake_case_name", []),
        (r"\*not\* **bold**", ["**", "**"]),
        ("`**` {name}", ["`**`", "{name}"]),
        # Markdown reads this one in its own way, so that nothing but the placeholder is sure.
        ("***both*** {name}", ["{name}"]),
        ("[**crossed](a)** {name}", ["[", "](a)", "{name}"]),
    ],
)
def test_the_marks_of_a_text_are_what_markdown_sees(text: str, codes: list[str]) -> None:
    assert [piece.text for piece in pieces(text) if piece.role.value != "text"] == codes


WRITERS: dict[str, tuple[Callable[[Exchange], bytes], Any]] = {
    "xliff": (xliff.write, xliff_reading),
    "xlsx": (xlsx.write, xlsx_reading),
}


WHOLE = exchange(unit("Give **5 mg**.", "**5 mg** دیں۔"), unit("[](contact:nurses.phone)", "x"))
PO = b'msgid ""\nmsgstr ""\n\n#, fuzzy\n#| msgid "a"\nmsgid "b"\nmsgstr "c"\n\n#~ msgid "d"\n'
INTACT = {
    "xliff": (xliff.write(WHOLE), xliff_reading),
    "xlsx": (xlsx.write(WHOLE), xlsx_reading),
    "po": (portable.write(WHOLE, PO.decode()), portable),
}
DAMAGE = (b"", b"\x00", b"\xff", b'"', b"<", b"&a;", b"<cp hex='FFFFFFFFFF'/>", b"msgid", b"\n")


@pytest.mark.parametrize("form", FORMS)
@given(at=st.floats(0, 1), length=st.integers(0, 60), put=st.sampled_from(DAMAGE) | st.binary())
def test_a_damaged_file_is_read_or_refused_and_never_crashes(
    form: str, at: float, length: int, put: bytes
) -> None:
    data, reading = INTACT[form]
    start = int(at * len(data))
    with contextlib.suppress(UnreadableError):
        reading.read(data[:start] + put + data[start + length :])


def library() -> Iterator[tuple[Exchange, str]]:
    """Yield every translated edition of the sample library, with its catalog's text."""
    table = desk.read(ROOT, datetime.date(2026, 6, 1))
    for entry in table.entries:
        if entry.edition.language != "en":
            found = outgoing.gather(table, entry, shared=True)
            yield found, (ROOT / found.sections[0].path).read_text("utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_the_sample_library_comes_back_as_it_went_in_every_language(form: str) -> None:
    seen = set()
    for today, text in library():
        alone = dataclasses.replace(today, sections=today.sections[:1])
        if form == "po":
            returned = portable.read(portable.write(alone, text))
        else:
            write, reading = WRITERS[form]
            returned = reading.read(write(today))
        fates = {outcome.fate for outcome in compare(returned, today)}
        assert fates <= {Fate.UNCHANGED, Fate.EMPTY}
        seen.add((today.number, today.language))
        # Nothing is lost on the way: an emptied catalog is filled again to the same bytes.
        own = {unit.id: unit for unit in today.sections[0].units}
        words = {
            own[one.id].key: one.translation
            for one in returned.units
            if one.id in own and one.translation and own[one.id].translation
        }
        emptied = catalogs.replaced(text, dict.fromkeys(words, ""))
        assert catalogs.replaced(emptied, words) == catalogs.replaced(text, words)
        back, _ = catalogs.parse(catalogs.replaced(emptied, words), "", today.language)
        before, _ = catalogs.parse(text, "", today.language)
        assert back is not None
        assert before is not None
        assert {key: m.translation for key, m in back.messages.items()} == {
            key: m.translation for key, m in before.messages.items()
        }
    assert len(seen) >= 25
    assert {tag for _, tag in seen} >= {"ar", "bn", "ur", "zh-Hans", "en-simple", "so", "pl", "ro"}


@given(texts, texts)
def test_a_catalog_goes_out_as_po_and_comes_back_word_for_word(source: str, said: str) -> None:
    text = catalogs.replaced(
        'msgid ""\nmsgstr ""\n\nmsgid "Dose"\nmsgstr ""\n', {(None, "Dose"): said}
    )
    made = exchange(unit("Dose", said))
    back = portable.read(portable.write(made, text))
    assert (back.number, back.language, back.version) == ("RHM20", "ur", "3.0")
    assert back.bases == frozenset(made.bases.split())
    assert [(one.id, one.translation) for one in back.units] == [(made.units[0].id, said)]


def test_a_header_on_one_line_takes_the_identity_too() -> None:
    made = exchange(unit("a", "b"))
    for text in (
        'msgid ""\nmsgstr "Language: ur\\n"\n\nmsgid "a"\nmsgstr "b"\n',
        'msgid "a"\nmsgstr "b"\n',
    ):
        back = portable.read(portable.write(made, text))
        assert (back.number, back.units[0].translation) == ("RHM20", "b")
