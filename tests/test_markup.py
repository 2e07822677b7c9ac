"""One walk over a text serves extraction and translation, so that the two cannot drift apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press import desk, markup
from press.compose import Composer
from press.markup import Node
from press.model import Unit
from press.profiles import PROFILES
from tests.conftest import TODAY, edit

PATH = "leaflets/x/leaflet.md"


def units(text: str) -> list[Unit]:
    return list(markup.units(markup.parse(text, PATH)))


def texts(text: str) -> list[str]:
    return [unit.text for unit in units(text)]


def bare(node: Node) -> Any:
    """Return a tree as plain data: what a page would show of it, wherever it came from."""
    children: list[Any] = []
    for child in node.children:
        if child.type in {"text", "space"}:
            words = " " if child.type == "space" else child.text
            if children and isinstance(children[-1], str):
                children[-1] += words
            else:
                children.append(words)
        else:
            children.append(bare(child))
    own = node.text if node.type in {"code", "html"} and not node.children else ""
    return (node.type, own, sorted(node.attributes.items()), node.language, children)


def retold(text: str) -> Node:
    """Return a text with each unit replaced by itself."""
    root = markup.parse(text, PATH)
    return markup.translate(root, {unit.key: unit.text for unit in markup.units(root)}, "en")


WORDS = st.sampled_from(
    [
        "Give 5 mg.",
        "**Do not** wait",
        "*soon* and `code 1`",
        "ring [](contact:nurses.phone)",
        "a [hot bone](term:fever) hurts",
        "[page](https://test.example.org/a_b)",
        r"2 \* 3 \_ 4 and &amp;",
        "**bold with `code` in it**",
        "<https://test.example.org>",
        "4 < 5 & 6",
        "نیپروکسن 5 mg",
        "snake_case_word and 2*3*4",
        "# no heading",
    ]
)
LINE = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
PARAGRAPH = st.lists(LINE, min_size=1, max_size=2).map("x\nx ".join).map("Then {}".format)
HEADING = st.builds("{} Part {}".format, st.sampled_from(["##", "###"]), LINE)
ITEMS = st.lists(LINE, min_size=1, max_size=3)
LIST = st.one_of(
    ITEMS.map(lambda items: "\n".join(f"- it {item}" for item in items)),
    ITEMS.map(lambda items: "\n".join(f"- [ ] it {item}" for item in items)),
    ITEMS.map(lambda items: "\n".join(f"{n}. it {item}" for n, item in enumerate(items, 1))),
    ITEMS.map(lambda items: "\n\n".join(f"- it {item}\n  - under {item}" for item in items)),
    ITEMS.map(lambda items: "\n\n".join(f"- it {item}\n\n  more {item}" for item in items)),
)
TABLE = st.builds("| {} | b |\n|---|---|\n| c | {} |".format, LINE, LINE)
FIGURE = st.builds('![](figures/a.svg "{}")'.format, st.sampled_from(["38°C", "It's **hot**", ""]))
NOTE = st.sampled_from(["<!-- translators: careful -->\n", "<!-- context: door -->\n", ""])
BLOCK = st.one_of(HEADING, PARAGRAPH, LIST, TABLE, FIGURE)
PART = st.builds("::: note lines=2\n{}\n\n{}\n:::".format, BLOCK, BLOCK)
DOCUMENT = st.lists(st.builds("{}{}".format, NOTE, BLOCK | PART), max_size=6).map("\n\n".join)


@settings(deadline=None)
@given(DOCUMENT)
def test_translating_every_unit_by_itself_gives_the_same_tree(text: str) -> None:
    assert bare(retold(text)) == bare(markup.parse(text, PATH))


@settings(deadline=None)
@given(DOCUMENT)
def test_a_translated_tree_has_the_same_units(text: str) -> None:
    assert list(markup.units(retold(text))) == units(text)


@settings(deadline=None)
@given(DOCUMENT)
def test_a_text_without_translations_is_marked_at_every_unit_and_nowhere_else(text: str) -> None:
    root = markup.translate(markup.parse(text, PATH), {}, "en")
    for node in root.walk():
        assert (node.language == "en") == (node.unit is not None)


@settings(deadline=None)
@given(DOCUMENT)
def test_every_visible_word_is_in_a_unit(text: str) -> None:
    mark = "¤"
    shouted = markup.translate(
        markup.parse(text, PATH), {unit.key: mark for unit in units(text)}, "en"
    )
    for node in shouted.walk():
        if node.type == "text":
            assert node.text == mark
        if node.type == "image":
            assert node.attributes["title"] in {mark, ""}


@settings(deadline=None)
@given(st.text())
def test_no_text_makes_the_parser_raise(text: str) -> None:
    root = markup.parse(text, PATH)
    markup.translate(root, {unit.key: unit.text for unit in markup.units(root)}, "en")
    markup.parse_inline(text)
    markup.plain(text)


def test_units_come_in_document_order_with_kind_line_and_component() -> None:
    text = (
        "## Head\n\nText\nthat wraps.\n\n::: steps lines=2\n1. First\n2. Second\n:::\n\n"
        '![](a.svg "Below")\n\n| A | B |\n|---|---|\n| c | |\n'
    )
    assert [(unit.kind, unit.text, unit.line, unit.component) for unit in units(text)] == [
        ("heading", "Head", 1, ""),
        ("paragraph", "Text that wraps.", 3, ""),
        ("item", "First", 7, "steps"),
        ("item", "Second", 8, "steps"),
        ("caption", "Below", 11, ""),
        ("cell", "A", 13, ""),
        ("cell", "B", 13, ""),
        ("cell", "c", 15, ""),
    ]


def test_a_note_and_a_context_belong_to_the_next_unit_alone() -> None:
    text = (
        "<!-- translators: not the animal,\nbut the tool -->\n<!-- context: tool -->\n"
        "Mouse\n\nMouse\n"
    )
    first, second = units(text)
    assert (first.key, first.note) == (("tool", "Mouse"), "not the animal, but the tool")
    assert (second.key, second.note) == ((None, "Mouse"), "")


def test_one_text_in_two_contexts_is_translated_twice() -> None:
    root = markup.parse("<!-- context: verb -->\nOpen\n\nOpen\n", PATH)
    told = markup.translate(root, {("verb", "Open"): "Otwórz", (None, "Open"): "Otwarte"}, "en")
    assert [node.text for node in told.walk() if node.type == "text"] == ["Otwórz", "Otwarte"]


@pytest.mark.parametrize(
    "text",
    [
        "Give <!-- translators: paper --> it",
        "- a <!-- context: x --> b",
        "<!-- note: x -->",
        "<!-- plain -->",
        "Give <b>5 mg</b>",
        "<script>\n\nalert()",
    ],
)
def test_any_other_comment_or_html_stays_in_the_tree_for_the_checks(text: str) -> None:
    root = markup.parse(text, PATH)
    assert any(node.type == "html" for node in root.walk())
    assert all(unit.note == "" and unit.context is None for unit in markup.units(root))


def test_a_tick_is_no_part_of_the_words() -> None:
    root = markup.parse("- [ ] A **toy**\n- No tick [ ] here\n", PATH)
    items = [node for node in root.walk() if node.type == "item"]
    assert [node.attributes.get("tick") for node in items] == ["yes", None]
    assert [unit.text for unit in markup.units(root)] == ["A **toy**", "No tick [ ] here"]


def test_a_figures_caption_is_a_unit_and_its_file_is_none() -> None:
    root = markup.parse('![](figures/a.svg "A caption")\n\n![](figures/b.svg)\n', PATH)
    assert [unit.text for unit in markup.units(root)] == ["A caption"]
    told = markup.translate(root, {(None, "A caption"): "Podpis"}, "en")
    images = [node.attributes for node in told.walk() if node.type == "image"]
    assert images == [
        {"target": "figures/a.svg", "title": "Podpis"},
        {"target": "figures/b.svg", "title": ""},
    ]


def test_code_in_a_line_is_not_doubled_by_its_translation() -> None:
    root = markup.parse("Type `abc` now", PATH)
    told = markup.translate(root, {(None, "Type `abc` now"): "Wpisz `abc` teraz"}, "en")
    assert [node.text for node in told.walk() if node.type == "code"] == ["abc"]


def test_a_translated_item_keeps_the_list_below_it() -> None:
    root = markup.parse("- Bring:\n  - a toy\n", PATH)
    told = markup.translate(root, {(None, "Bring:"): "Weź:", (None, "a toy"): "misia"}, "en")
    assert [node.text for node in told.walk() if node.type == "text"] == ["Weź:", "misia"]


def test_a_link_of_any_kind_is_seen_so_that_the_checks_can_refuse_it() -> None:
    text = "[a](javascript:x) [b](file:///etc/passwd) ![](data:x) [](contact:nurses.phone)"
    targets = [node.attributes["target"] for node in markup.targets(markup.parse(text, PATH))]
    assert targets == ["javascript:x", "file:///etc/passwd", "data:x", "contact:nurses.phone"]


def test_a_container_that_ends_with_the_file_is_known_to_be_open() -> None:
    (part,) = markup.parse("::: note\ntext\n", PATH).children
    assert (part.type, part.attributes) == ("part", {"info": "note", "closed": ""})
    (part,) = markup.parse("::: note\ntext\n:::\n", PATH).children
    assert part.attributes["closed"] == "yes"


def test_plain_words_have_no_marks() -> None:
    assert markup.plain("**Do not** give [a dose](term:dose) `x`") == "Do not give a dose x"


def test_the_shape_of_a_text_knows_neither_words_nor_comments() -> None:
    def shape(text: str) -> list[Any]:
        return list(markup.shape(markup.parse(text, PATH)))

    text = "::: redflag nurses\n## Now\n\n- go\n:::\n"
    assert shape(text) == shape(f"<!-- translators: x -->\n{text.replace('go', 'come')}")
    assert shape(text) != shape(text.replace("nurses", "emergency"))
    assert shape(text) != shape(text.replace("## Now", "### Now"))
    assert shape(text) != shape(text.replace("- go", "1. go"))
    assert shape("![](a.svg)") != shape("![](b.svg)")


def test_what_stands_below_a_question_is_set_and_translated(hospital: Path) -> None:
    """It was dropped, or printed in English without a mark, in components that set items."""
    text = "leaflets/TST2-bag/leaflet.md"
    edit(hospital, text, "- What is next?", "- What is next?\n\n  Write **all**.\n\n  - Below")
    table = desk.read(hospital, TODAY)
    composer = Composer(hospital, table.hospital, table.components)
    for entry in table.entries:
        edition = entry.edition
        # Latin words in Urdu would be marked as English.
        if edition.leaflet.number == "TST2" and edition.language != "ur":
            words: dict[tuple[str | None, str], str] = {
                (None, "Write **all**."): "Pisz **tu**.",
                (None, "Below"): "Niżej",
            }
            translation = replace(edition.translation, words={**edition.translation.words, **words})
            job = composer.compose(replace(edition, translation=translation), PROFILES["a4"])
            assert "Pisz <strong>tu</strong>." in job.html
            assert "Niżej" in job.html
            assert "Write" not in job.html
