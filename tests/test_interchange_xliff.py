"""XLIFF out and in: valid, lossless, safe to read, and patient with the habits of other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from press.interchange import Returned, UnreadableError, xliff, xliff_reading
from press.interchange.inline import Role, pieces
from press.model import UnitState
from tests.exchanges import exchange, texts, unit

CORE = {"x": xliff.CORE, "m": xliff.MATCHES}
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("xliff.rng")))
DOSE = unit("Give **5 mg** on [](contact:nurses.phone).", "**5 mg** دیں [](contact:nurses.phone)۔")


def there_and_back(*units: Any) -> Returned:
    return xliff_reading.read(xliff.write(exchange(*units)))


def tree(*units: Any, language: str = "ur") -> Any:
    return etree.fromstring(xliff.write(exchange(*units, language=language)))


@given(texts, texts, st.none() | texts)
def test_every_text_comes_back_as_it_went(source: str, translation: str, context: str) -> None:
    sent = unit(source, translation, context=context)
    (back,) = there_and_back(sent).units
    assert (back.id, back.source, back.translation) == (sent.id, source, translation)
    assert (back.finished, back.fault) == (True, "")


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4, unique_by=lambda pair: pair[0]))
def test_what_is_written_is_valid(pairs: list[tuple[str, str]]) -> None:
    units = [unit(source, translation) for source, translation in pairs]
    units.append(unit("a", "", UnitState.MISSING))
    units.append(unit("b", "", UnitState.STALE, previous="c", earlier="**x**"))
    if len({one.id for one in units}) < len(units):
        return
    root = tree(*units)
    assert SCHEMA.validate(root), SCHEMA.error_log
    check_references(root)


def check_references(root: Any) -> None:
    """Check what a grammar cannot say: ids are unique, codes of both sides are the same ones."""
    units = root.findall(".//x:unit", CORE)
    assert len({one.get("id") for one in units}) == len(units)
    for one in units:
        held = [data.get("id") for data in one.findall("x:originalData/x:data", CORE)]
        assert len(set(held)) == len(held)
        source = one.find("x:segment/x:source", CORE)
        target = one.find("x:segment/x:target", CORE)
        sides = [
            {code.get("id"): dict(code.attrib) for code in side.iter() if code.get("id")}
            for side in (source, target)
            if side is not None
        ]
        for side, codes in zip((source, target), sides, strict=False):
            assert len(codes) == sum(bool(code.get("id")) for code in side.iter())
            for code in codes.values():
                used = {value for name, value in code.items() if name.startswith("dataRef")}
                assert used <= set(held)
        for name in set(sides[0]) & set(sides[-1]):
            assert sides[0][name] == sides[-1][name]
        assert "s1" not in sides[0]


def test_marks_are_codes_that_tools_protect() -> None:
    root = tree(
        unit(
            "See **{title}** in [the diary](term:diary).", "{title} **دیکھیں** [ڈائری](term:diary)"
        )
    )
    codes = {
        code.get("disp") or code.get("dispStart"): code
        for code in root.iter()
        if code.get("canDelete")
    }
    assert set(codes) == {"**", "{title}", "["}
    assert {(code.get("canDelete"), code.get("canCopy")) for code in codes.values()} == {
        ("no", "no")
    }
    source, target = (
        {
            code.get("id"): code.get("disp") or code.get("dispEnd")
            for code in side.iter()
            if code.get("id")
        }
        for side in (root.find(".//x:source", CORE), root.find(".//x:target", CORE))
    )
    assert source == target


@pytest.mark.parametrize(
    ("state", "written"),
    [
        (UnitState.MISSING, "initial"),
        (UnitState.UNREVIEWED, "translated"),
        (UnitState.APPROVED, "final"),
    ],
)
def test_a_units_state_is_said_in_the_words_of_the_standard(state: UnitState, written: str) -> None:
    root = tree(unit("Dose", "" if state is UnitState.MISSING else "خوراک", state))
    assert root.find(".//x:segment", CORE).get("state") == written


def test_a_stale_translation_is_a_candidate_and_no_target() -> None:
    stale = unit("Give 50 mg.", "", UnitState.STALE, previous="Give 5 mg.", earlier="5 mg دیں۔")
    root = tree(stale)
    assert root.find(".//x:segment/x:target", CORE) is None
    assert root.find(".//x:segment", CORE).get("state") == "initial"
    match = root.find(".//m:match", CORE)
    assert [child.text for child in match] == ["Give 5 mg.", "5 mg دیں۔"]
    notes = {
        note.get("category"): note.text for note in root.findall(".//x:unit/x:notes/x:note", CORE)
    }
    assert notes["previous source"] == "Give 5 mg."
    assert "5 mg دیں۔" in notes.values()
    (back,) = there_and_back(stale).units
    assert back.translation == ""


def test_right_to_left_is_said_of_the_file() -> None:
    assert tree(DOSE).find("x:file", CORE).get("trgDir") == "rtl"
    assert tree(DOSE, language="pl").find("x:file", CORE).get("trgDir") == "ltr"


def test_a_register_has_a_tag_that_other_tools_know() -> None:
    root = tree(DOSE, language="en-simple")
    assert root.get("trgLang") == "en-x-simple"
    assert xliff_reading.read(etree.tostring(root)).language == "en-simple"


def test_an_outside_reader_sees_the_same_units() -> None:
    from translate.storage.xliff2 import Xliff2File

    units = (DOSE, unit("A & B <c>", "الف", UnitState.APPROVED), unit("New", "", UnitState.MISSING))
    reader: Any = Xliff2File
    read = reader.parsestring(xliff.write(exchange(*units)))
    assert (read.sourcelanguage, read.targetlanguage) == ("en", "ur")
    # The toolkit shows a text without its codes.
    bare = [
        tuple(
            "".join(piece.text for piece in pieces(text) if piece.role is Role.TEXT)
            for text in (one.source, one.translation)
        )
        for one in units
    ]
    assert [(one.source, one.target or "") for one in read.units] == bare
    assert [one.istranslated() for one in read.units] == [True, True, False]


def changed(old: str, new: str, *units: Any) -> Returned:
    """Return what is read after another tool has changed a file."""
    text = xliff.write(exchange(*(units or (DOSE,)))).decode()
    assert old in text
    return xliff_reading.read(text.replace(old, new).encode())


def test_a_target_that_is_not_confirmed_is_not_finished() -> None:
    (back,) = changed('state="translated"', 'state="initial"').units
    assert not back.finished
    (back,) = changed(' state="translated"', "").units
    assert not back.finished


def test_segments_that_a_tool_has_split_are_joined_again() -> None:
    split = (
        '<segment id="s1" state="translated"><source>One. </source><target>ایک۔ </target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment id="s2" state="final"><source>Two.</source><target>دو۔</target></segment>'
    )
    whole = xliff.write(exchange(unit("One. Two.", "x"))).decode()
    start, end = whole.index("<segment"), whole.index("</segment>") + len("</segment>")
    (back,) = xliff_reading.read((whole[:start] + split + whole[end:]).encode()).units
    assert (back.source, back.translation, back.finished) == ("One.  Two.", "ایک۔  دو۔", True)


def test_half_a_translation_is_not_finished() -> None:
    split = (
        '<segment id="s1" state="translated"><source>One.</source><target>ایک۔</target></segment>'
        '<segment id="s2"><source>Two.</source></segment>'
    )
    whole = xliff.write(exchange(unit("One. Two.", "x"))).decode()
    start, end = whole.index("<segment"), whole.index("</segment>") + len("</segment>")
    (back,) = xliff_reading.read((whole[:start] + split + whole[end:]).encode()).units
    assert not back.finished


def test_a_pair_of_codes_that_a_tool_has_taken_apart_is_read() -> None:
    root = tree(DOSE)
    for pair in root.findall(".//x:pc", CORE):
        at, parent = pair.getparent().index(pair), pair.getparent()
        start = etree.Element(
            f"{{{xliff.CORE}}}sc", id=pair.get("id"), dataRef=pair.get("dataRefStart")
        )
        end = etree.Element(
            f"{{{xliff.CORE}}}ec", startRef=pair.get("id"), dataRef=pair.get("dataRefEnd")
        )
        start.tail, end.tail = pair.text, pair.tail
        parent[at : at + 1] = [start, end]
    (back,) = xliff_reading.read(etree.tostring(root)).units
    assert (back.source, back.translation) == (DOSE.source, DOSE.translation)


def test_codes_that_name_no_data_in_the_target_are_those_of_the_source() -> None:
    root = tree(DOSE)
    for code in root.find(".//x:target", CORE).iter():
        for name in ("dataRef", "dataRefStart", "dataRefEnd"):
            code.attrib.pop(name, None)
    (back,) = xliff_reading.read(etree.tostring(root)).units
    assert back.translation == DOSE.translation


def test_a_code_that_stands_for_nothing_refuses_its_unit_alone() -> None:
    other = unit("Two", "دو")
    first, second = changed(
        '<target><pc id="c1"', '<target><ph id="c9"/><pc id="c1"', DOSE, other
    ).units
    assert "c9" in first.fault
    assert second.fault == ""


def test_annotations_hold_words_and_are_nothing_themselves() -> None:
    (back,) = changed(" دیں ", ' <mrk id="m1" type="term">دیں</mrk> ').units
    assert back.translation == DOSE.translation


@pytest.mark.parametrize("tool", ["ur-PK", "ur", "UR-pk"])
def test_a_tools_own_name_of_the_language_is_understood(tool: str) -> None:
    assert changed('trgLang="ur"', f'trgLang="{tool}"').language == "ur"


def test_a_file_turned_into_another_language_is_refused() -> None:
    with pytest.raises(UnreadableError, match="is in 'fa' and says that it was made for 'ur'"):
        changed('trgLang="ur"', 'trgLang="fa"')


@pytest.mark.parametrize("tag", ["ur", "en-simple", "zh-Hans"])
def test_what_a_tool_drops_of_ours_is_missed_and_nothing_else(tag: str) -> None:
    root = tree(DOSE, language=tag)
    for held in root.findall(".//{*}metadata"):
        held.getparent().remove(held)
    back = xliff_reading.read(etree.tostring(root))
    assert (back.number, back.language, back.bases) == ("RHM20", tag, frozenset())
    assert back.units[0].translation == DOSE.translation


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
SPY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("prologue", [BOMB, SPY, "<!DOCTYPE x SYSTEM 'http://example.org/x.dtd'>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_anything_parses_it(prologue: str, encoding: str) -> None:
    text = f'<xliff xmlns="{xliff.CORE}" version="2.1"><file id="a"/></xliff>'
    with pytest.raises(UnreadableError, match="DOCTYPE"):
        xliff_reading.read((prologue + text).encode(encoding))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<xliff", "1: not well-formed XML"),
        (b"<a/>", "'a' is not an XLIFF 2 document"),
        (
            b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
            "XLIFF 1; save it as XLIFF 2.1",
        ),
        (b"<?xml version='1.0' encoding='UTF-7'?><a/>", "encoding 'utf-7'"),
        (b"<a>\n\xff</a>", "2: the XML is not in UTF-8"),
        (b"<a>" * 300, "not well-formed XML"),
        (b"<a>\x01</a>", "not well-formed XML"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        xliff_reading.read(data)
    assert said in str(caught.value)
