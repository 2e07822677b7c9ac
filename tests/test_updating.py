"""``update``: no translation beside a source it was not made for, none lost, no idle byte."""

from __future__ import annotations

import random
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import polib
from hypothesis import given, settings
from hypothesis import strategies as st

from press import catalogs
from press.model import Unit
from press.updating import Fate, Refreshed, refresh

WORDS = (  # noqa: SIM905 - one line
    "ache bone bruise cream drink fever hip joint knee leg milk nurse pain rash scan"
).split()


def never(_before: str, _after: str) -> bool:
    return False


def units(*texts: str) -> list[Unit]:
    return [Unit("paragraph", text, "leaflets/x/leaflet.md", 1) for text in texts]


def updated(text: str | None, *texts: str) -> Refreshed:
    return refresh(text, units(*texts), "pl", "TST1 1.0", never)


def translated(text: str) -> str:
    """Translate every empty unit and confirm every stale one, as a translator would."""
    catalog = polib.pofile(text, wrapwidth=100)
    for entry in catalog:
        if not entry.obsolete and (entry.fuzzy or not entry.msgstr):
            entry.msgstr, entry.previous_msgid = f"T<{entry.msgid}>", None
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    return str(catalog)


def entry(text: str, msgid: str) -> polib.POEntry:
    found = polib.pofile(text).find(msgid, include_obsolete_entries=True)
    assert found is not None, f"{msgid!r} is not in the catalog"
    return found


def test_a_reworded_unit_is_stale_with_the_source_that_it_was_made_from() -> None:
    before = translated(updated(None, "One tablet", "Ring us").text)
    after = entry(updated(before, "Two tablets", "Ring us").text, "Two tablets")
    assert (after.msgstr, after.fuzzy, after.previous_msgid) == (
        "T<One tablet>",
        True,
        "One tablet",
    )


def test_a_stale_unit_reworded_again_keeps_its_last_validated_source() -> None:
    text = translated(updated(None, "One tablet a day", "Ring us").text)
    for dose in ("Two tablets a day", "Three tablets a day"):
        text = updated(text, dose, "Ring us").text
    found = entry(text, "Three tablets a day")
    assert (found.msgstr, found.previous_msgid) == ("T<One tablet a day>", "One tablet a day")


def test_a_text_that_returns_brings_its_own_translation_back() -> None:
    text = translated(updated(None, "One tablet a day", "Ring us").text)
    text = translated(updated(text, "Two tablets a day", "Ring us").text)
    text = updated(text, "One tablet a day", "Ring us").text
    found = entry(text, "One tablet a day")
    assert (found.msgstr, found.fuzzy, found.obsolete) == ("T<One tablet a day>", False, False)


def test_a_removed_unit_is_put_aside_and_comes_back() -> None:
    text = translated(updated(None, "Ring us", "Eat well").text)
    text = updated(text, "Ring us").text
    assert entry(text, "Eat well").obsolete
    back = updated(text, "Ring us", "Eat well")
    assert [outcome.fate for outcome in back.outcomes] == [Fate.KEPT, Fate.RETURNED]
    assert entry(back.text, "Eat well").msgstr == "T<Eat well>"


def test_split_and_merged_units_start_empty() -> None:
    whole = "Keep the box in a dry place. Give the rest back to the chemist."
    first, second = "Keep the box in a dry place.", "Give the rest back to the chemist."
    text = updated(translated(updated(None, "A", whole, "B").text), "A", first, second, "B").text
    assert [entry(text, piece).msgstr for piece in (first, second)] == ["", ""]
    assert entry(text, whole).obsolete
    text = updated(translated(updated(None, "A", first, second).text), "A", whole).text
    assert entry(text, whole).msgstr == ""


def test_notes_follow_the_source_and_remarks_of_translators_stay() -> None:
    text = translated(updated(None, "Ring us").text)
    text = text.replace("#. leaflets/x", "# Checked with the ward.\n#. leaflets/x")
    note = Unit("item", "Ring us", "leaflets/x/leaflet.md", 9, None, "Say it kindly.", "redflag")
    found = entry(refresh(text, [note], "pl", "TST1 1.0", never).text, "Ring us")
    assert found.comment == "leaflets/x/leaflet.md: redflag\nSay it kindly."
    assert found.tcomment == "Checked with the ward."


def test_the_header_names_the_version_and_keeps_what_other_tools_wrote() -> None:
    text = updated(None, "Ring us").text.replace(
        '"MIME-Version', '"X-Generator: Poedit 3.4\\n"\n"MIME-Version'
    )
    fresh = refresh(text, units("Ring us"), "pl", "TST1 2.0", never).text
    assert '"Project-Id-Version: TST1 2.0\\n"' in fresh
    assert '"X-Generator: Poedit 3.4\\n"' in fresh


def test_a_declared_trivial_change_keeps_the_translation_valid() -> None:
    text = translated(updated(None, "Ring the paediatric nurse", "Eat well").text)
    after = units("Ring the pediatric nurse", "Eat well")
    fresh = refresh(text, after, "pl", "TST1 1.0", lambda *_: True)
    found = entry(fresh.text, "Ring the pediatric nurse")
    assert (found.msgstr, found.fuzzy) == ("T<Ring the paediatric nurse>", False)


def test_a_stale_unit_stays_stale_through_a_trivial_change() -> None:
    text = translated(updated(None, "One tablet a day", "Eat well").text)
    text = updated(text, "Two tablets a day", "Eat well").text
    fresh = refresh(text, units("Two tablets per day", "Eat well"), "pl", "T 1", lambda *_: True)
    found = entry(fresh.text, "Two tablets per day")
    assert (found.fuzzy, found.previous_msgid) == (True, "One tablet a day")


def test_a_new_catalog_holds_each_unit_once_in_order_and_no_date(tmp_path: Path) -> None:
    units = [
        Unit("heading", "Dose", "leaflets/x/leaflet.md", 3, None, "of medicine"),
        Unit("cell", "5 mg", "leaflets/x/leaflet.md", 5, None, "", "steps"),
        Unit("cell", "Dose", "leaflets/x/leaflet.md", 9),
        Unit("word", "Dose", "terms.toml", 2, "term:dose"),
    ]
    text = refresh(None, units, "en-simple", "TST1 2.1", never).text
    path = tmp_path / catalogs.path_of("en-simple", "TST1")
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    assert "Date" not in text
    assert "#:" not in text
    assert text.count('msgstr ""') == 4
    found, findings = catalogs.read(tmp_path, "en-simple", "TST1")
    assert findings == ()
    assert found is not None
    assert list(found.messages) == [(None, "Dose"), (None, "5 mg"), ("term:dose", "Dose")]
    assert "#. of medicine" in text
    assert refresh(text, units, "en-simple", "TST1 2.1", never).text == text


def test_msgfmt_accepts_a_new_catalog(tmp_path: Path) -> None:
    units = [Unit("paragraph", 'Say "5%" \\ to {name}', "leaflet.md", 1, None, "a note")]
    path = tmp_path / "TST1.po"
    path.write_text(refresh(None, units, "ur", "TST1 2.1", never).text, "utf-8")
    command = ["msgfmt", "--check", "--output-file", str(tmp_path / "out.mo"), str(path)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (checked.returncode, "error" in checked.stderr) == (0, False), checked.stderr


@dataclass
class Author:
    """Edits a source at random, as authors do over the years."""

    source: random.Random
    texts: list[str] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    """Every text that the source ever held: some come back."""

    def sentence(self) -> str:
        return " ".join(self.source.choice(WORDS) for _ in range(self.source.randint(2, 9)))

    def place(self) -> int:
        return self.source.randrange(len(self.texts))

    def insert(self) -> None:
        come_back = self.old and self.source.random() < 0.3
        text = self.source.choice(self.old) if come_back else self.sentence()
        self.texts.insert(self.source.randint(0, len(self.texts)), text)

    def delete(self) -> None:
        self.texts.pop(self.place())

    def move(self) -> None:
        text = self.texts.pop(self.place())
        self.texts.insert(self.source.randint(0, len(self.texts)), text)

    def reword(self) -> None:
        place = self.place()
        words = self.texts[place].split()
        words[self.source.randrange(len(words))] = self.source.choice(["not", *WORDS])
        self.texts[place] = " ".join(words)

    def split(self) -> None:
        place = self.place()
        words = self.texts[place].split()
        middle = len(words) // 2
        if middle:
            self.texts[place : place + 1] = [" ".join(words[:middle]), " ".join(words[middle:])]

    def merge(self) -> None:
        place = self.place()
        self.texts[place : place + 2] = [" ".join(self.texts[place : place + 2])]

    def work(self, edits: list[str]) -> None:
        self.old += self.texts
        for edit in edits:
            if self.texts or edit == "insert":
                getattr(self, edit)()
        self.texts = list(dict.fromkeys(self.texts))


EDITS = st.lists(
    st.sampled_from(["insert", "delete", "move", "reword", "split", "merge"]), max_size=6
)
ROUNDS = st.lists(st.tuples(EDITS, st.sampled_from([0.0, 0.5, 1.0])), min_size=1, max_size=6)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32), ROUNDS)
def test_over_random_edits_nothing_stale_looks_valid_and_nothing_is_lost(
    seed: int, rounds: list[tuple[list[str], float]]
) -> None:
    author = Author(random.Random(seed))  # noqa: S311 - no secret
    author.work(["insert"] * 8)
    text: str | None = None
    made: set[str] = set()
    for edits, diligence in rounds:
        author.work(edits)
        fresh = updated(text, *author.texts)
        # polib passes over what stands behind #~|; other tools do not.
        catalog = polib.pofile(fresh.text.replace("#~|", "#|"))
        active = [one for one in catalog if not one.obsolete]
        assert [one.msgid for one in active] == author.texts
        for one in active:
            if one.msgstr and not one.fuzzy:
                assert one.msgstr == f"T<{one.msgid}>"
            if one.fuzzy:
                assert one.msgstr == f"T<{one.previous_msgid}>"
        assert made <= {one.msgstr for one in catalog}
        assert updated(fresh.text, *author.texts).text == fresh.text
        for one in active:
            if (one.fuzzy or not one.msgstr) and author.source.random() < diligence:
                one.msgstr, one.previous_msgid = f"T<{one.msgid}>", None
                one.flags = []
                made.add(one.msgstr)
        text = str(catalog)


SENTENCES = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=8, max_size=14, unique=True).map(" ".join),
    min_size=3,
    max_size=6,
    unique=True,
)


@settings(max_examples=200, deadline=None)
@given(SENTENCES, st.integers(0, 5), st.integers(3, 5))
def test_wherever_a_unit_is_split_or_merged_its_pieces_start_empty(
    texts: list[str], place: int, cut: int
) -> None:
    place %= len(texts)
    words = texts[place].split()
    pieces = [" ".join(words[:cut]), " ".join(words[cut:])]
    if set(pieces) & set(texts):
        return
    split = [*texts[:place], *pieces, *texts[place + 1 :]]
    after = updated(translated(updated(None, *texts).text), *split).text
    assert [entry(after, piece).msgstr for piece in pieces] == ["", ""]
    after = updated(translated(updated(None, *split).text), *texts).text
    assert entry(after, texts[place]).msgstr == ""
