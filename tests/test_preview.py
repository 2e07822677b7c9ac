"""Tests of the preview: what it tells of an edition, what is broken and mended, what is redone."""

from __future__ import annotations

import re
import shutil
import threading
import time
from pathlib import Path

import pytest

from press import desk, line_memory
from press.preview import making, units
from press.preview.bench import PATIENCE
from press.preview.board import KEPT, Board
from press.preview.making import Sheet
from press.preview.watching import RECENT, Watcher, counts, moment
from press.profiles import PROFILES
from press.selection import Selection
from press.sketches import OutOfDateError, Place
from tests.conftest import TODAY, edit
from tests.previews import Hand, Note, at_hand, both_forms

FEVER = "leaflets/TST1-fever"
POLISH = "locales/pl/LC_MESSAGES/TST1.po"
SHARED = "locales/pl/LC_MESSAGES/shared.po"
DRAFT = "DRAFT – not for patients"
EMERGENCY = "Emergency"


@pytest.fixture
def polish(signed: Path) -> Hand:
    """Return the preview of a signed web page, read once."""
    both_forms(signed)
    hand = at_hand(signed, "pl")
    assert hand.read()["status"] == "approved", hand.note("edition")["reasons"]
    return hand


def told(note: Note) -> list[str]:
    return [f"{one['path']}:{one['line']} {one['rule']}" for one in note["findings"]]


def own(units: Note) -> list[Note]:
    return [row for row in units["rows"] if row["group"] == "leaflet"]


# ---- What is told


def test_an_approved_edition_is_shown_as_a_build_would_make_it(polish: Hand) -> None:
    note = polish.note("edition")
    assert (note["reasons"], note["findings"], note["readable"]) == ([], [], True)
    assert DRAFT not in polish.document
    assert polish.note("pages")["status"] == "approved"


def test_a_draft_says_so_with_its_reasons_and_on_its_pages(hospital: Path) -> None:
    both_forms(hospital)
    hand = at_hand(hospital, "ur")
    note = hand.read()
    assert note["status"] == hand.note("pages")["status"] == "draft"
    assert "no sign-off of the leaflet part by the translator" in note["reasons"]
    assert DRAFT in hand.document


def test_a_changed_word_takes_the_approval_away_at_once(polish: Hand) -> None:
    edit(polish.project, POLISH, 'msgstr "Gorączka"', 'msgstr "Gorączka u dziecka"')
    note = polish.read()
    assert note["status"] == polish.note("pages")["status"] == "draft"
    assert DRAFT in polish.document


def test_pages_that_raise_a_finding_are_no_approved_edition_s(polish: Hand) -> None:
    style = polish.project / "templates/styles/profiles/html.css"
    style.parent.mkdir(parents=True)
    style.write_text("main { background: url(https://elsewhere.example/a.png) }\n", "utf-8")
    note = polish.read()
    assert note["status"] == polish.note("pages")["status"] == "draft"
    assert note["reasons"] == ["blocking findings: unsafe-reference"]
    assert DRAFT in polish.document


def test_each_unit_has_its_number_its_words_its_state_and_its_place(polish: Hand) -> None:
    line = edit(polish.project, POLISH, 'msgstr "Nagły przypadek"', 'msgstr ""')
    polish.read()
    rows = polish.note("units")["rows"]
    own = [row["id"] for row in rows if row["group"] == "leaflet"]
    assert own == [str(number) for number in range(1, len(own) + 1)]
    row = polish.rows[EMERGENCY]
    assert (row["state"], row["translation"]) == ("missing", "")
    assert row["at"]["path"] == POLISH
    assert row["entry"]["first"] <= line <= row["entry"]["first"] + 2
    assert row["entry"]["text"].splitlines() == [
        f"#. {FEVER}/leaflet.md: redflag",
        'msgid "Emergency"',
        'msgstr ""',
    ]
    assert row["source_at"] == {"path": f"{FEVER}/leaflet.md", "line": 6}
    assert polish.rows["Fever"]["state"] == "approved"


def test_words_that_all_leaflets_share_are_units_too(polish: Hand) -> None:
    rows = [row for row in polish.note("units")["rows"] if row["group"] == "shared"]
    assert {row["at"]["path"] for row in rows} == {SHARED}
    assert {row["state"] for row in rows} == {"approved"}
    row = polish.rows[DRAFT]
    edit(polish.project, SHARED, f'msgstr "{row["translation"]}"', 'msgstr ""')
    polish.read()
    assert polish.rows[DRAFT]["state"] == "missing"


def test_a_stale_unit_shows_what_changed_in_its_source(polish: Hand) -> None:
    edit(
        polish.project,
        POLISH,
        'msgid "Get help if your child:"',
        '#, fuzzy\n#| msgid "Get help when your child:"\nmsgid "Get help if your child:"',
    )
    polish.read()
    row = polish.rows["Get help if your child:"]
    assert (row["state"], row["stands"]) == ("stale", "stale")
    assert [(piece["change"], piece["text"]) for piece in row["changes"]] == [
        ("kept", "Get help"),
        ("gone", "when"),
        ("new", "if"),
        ("kept", "your child:"),
    ]
    assert "#, fuzzy" in row["entry"]["text"]


def test_a_finding_stands_at_its_unit_and_nowhere_else(polish: Hand) -> None:
    edit(polish.project, POLISH, "podać 5 mg leku", "podać 50 mg leku")
    note = polish.read()
    row = next(row for source, row in polish.rows.items() if source.startswith("Give 5 mg"))
    assert [one["rule"] for one in row["findings"]] == ["dose-differs"]
    assert row["findings"][0]["line"] == row["at"]["line"]
    assert (row["state"], row["stands"]) == ("stale", "not valid")
    assert told(note) == []


def test_html_in_a_catalog_stays_text(polish: Hand) -> None:
    evil = "<img src=x onerror=alert(1)>"
    edit(polish.project, POLISH, 'msgstr "Nagły przypadek"', f'msgstr "Nagły {evil}"')
    polish.read()
    assert polish.rows[EMERGENCY]["translation"] == f"Nagły {evil}"
    assert evil not in polish.document


def test_the_source_edition_has_its_lines_for_entries(signed: Path) -> None:
    both_forms(signed)
    hand = at_hand(signed, "en")
    assert hand.read()["translated"] is False
    row = hand.rows[EMERGENCY]
    assert (row["at"], row["entry"]) == (None, {"first": 6, "text": "## Emergency"})
    assert {row["group"] for row in hand.note("units")["rows"]} == {"leaflet"}


def test_an_entry_ends_where_the_next_begins_with_or_without_a_blank_line() -> None:
    lines = [
        *("#. one", 'msgctxt "a"', 'msgid ""', '"long"', 'msgstr "x"', '"y"'),
        *("#, fuzzy", '#| msgid "old"', 'msgid "two"', 'msgstr "z"'),
        *("", '#~ msgid "three"', '#~ msgstr ""', '#~ "w"'),
        *('#~ msgid "four"', '#~ msgstr "v"'),
    ]
    found = units.entries(lines)
    assert {first for first, _ in found.values()} == {1, 7, 12, 15}
    assert found[4] == (1, "\n".join(lines[:6]))
    assert found[9] == (7, "\n".join(lines[6:10]))
    assert found[13] == (12, "\n".join(lines[11:14]))
    assert 11 not in found


def test_nothing_is_written_to_dist(polish: Hand) -> None:
    edit(polish.project, POLISH, 'msgstr "Gorączka"', 'msgstr "Gorączka!"')
    polish.read()
    assert not (polish.project / "dist").exists()


# ---- What is broken, and mended


def _cut_catalog(project: Path) -> tuple[str, str]:
    path = project / POLISH
    path.write_text(path.read_text("utf-8")[:900].rstrip('"\n'), "utf-8")
    return POLISH, "po-syntax"


def _break_leaflet(project: Path) -> tuple[str, str]:
    edit(project, f"{FEVER}/leaflet.toml", 'version = "2.1"\nissued', 'version = "2.1\nissued')
    return f"{FEVER}/leaflet.toml", "toml-syntax"


def _break_hospital(project: Path) -> tuple[str, str]:
    path = project / "hospital.toml"
    path.write_text("[approvals\n" + path.read_text("utf-8"), "utf-8")
    return "hospital.toml", "toml-syntax"


def _break_template(project: Path) -> tuple[str, str]:
    path = project / "templates/partials/masthead.html"
    path.parent.mkdir(parents=True)
    path.write_text("<p>{{ title </p>", "utf-8")
    return "templates/partials/masthead.html", "template-broken"


def _ask_too_much(project: Path) -> tuple[str, str]:
    path = project / "templates/partials/masthead.html"
    path.parent.mkdir(parents=True)
    path.write_text("<p>{{ nobody.knows }}</p>", "utf-8")
    return "templates/partials/masthead.html", "template-broken"


def _not_utf8(project: Path) -> tuple[str, str]:
    (project / f"{FEVER}/leaflet.md").write_bytes(b"caf\xe9\n")
    return f"{FEVER}/leaflet.md", "not-utf8"


def _no_text(project: Path) -> tuple[str, str]:
    (project / f"{FEVER}/leaflet.md").unlink()
    return f"{FEVER}/leaflet.md", "missing-file"


def _no_leaflets(project: Path) -> tuple[str, str]:
    shutil.rmtree(project / "leaflets")
    return "leaflets", "empty-library"


@pytest.mark.parametrize(
    "fault",
    [
        _cut_catalog,
        _break_leaflet,
        _break_hospital,
        _break_template,
        _ask_too_much,
        _not_utf8,
        _no_text,
        _no_leaflets,
    ],
)
def test_what_is_broken_is_told_the_pages_stay_and_it_goes_on_when_mended(
    polish: Hand, fault: object, tmp_path: Path
) -> None:
    kept = shutil.copytree(polish.project, tmp_path / "kept")
    pages, rows = polish.note("pages"), polish.note("units")
    path, rule = fault(polish.project)  # type: ignore[operator]
    note = polish.read()
    assert (note["readable"], note["status"]) == (False, "unreadable")
    first = note["findings"][0]
    assert (first["path"], first["rule"]) == (path, rule)
    assert first["message"]
    assert first["remedy"]
    assert polish.note("pages") == pages
    assert own(polish.note("units")) == own(rows)
    shutil.rmtree(polish.project)
    shutil.copytree(kept, polish.project)
    note = polish.read()
    assert (note["readable"], note["status"], note["findings"]) == (True, "approved", [])


def test_a_deleted_leaflet_is_told_with_what_there_is(polish: Hand) -> None:
    shutil.move(polish.project / FEVER, polish.project.parent / "away")
    note = polish.read()
    assert (note["readable"], note["status"]) == (False, "unreadable")
    assert note["findings"][0]["message"] == "no leaflet has the number TST1; there are: TST2"
    shutil.move(polish.project.parent / "away", polish.project / FEVER)
    assert polish.read()["readable"]


def test_a_language_that_is_taken_out_is_told_with_the_remedy(polish: Hand) -> None:
    edit(polish.project, f"{FEVER}/leaflet.toml", '["en", "pl", "ur"]', '["en", "ur"]')
    assert "add it to languages" in polish.read()["findings"][0]["message"]


def test_without_a_catalog_all_of_it_is_shown_in_english_as_a_draft(polish: Hand) -> None:
    (polish.project / POLISH).unlink()
    note = polish.read()
    assert (note["readable"], note["status"]) == (True, "draft")
    assert f"{POLISH}:0 catalog-missing" in told(note)
    assert polish.rows[EMERGENCY]["state"] == "missing"
    assert DRAFT in polish.document


def test_a_form_that_is_taken_out_is_told_and_another_can_be_chosen(polish: Hand) -> None:
    toml = f"{FEVER}/leaflet.toml"
    edit(polish.project, toml, 'profiles = ["html", "a4"]', 'profiles = ["a4", "epub"]')
    assert "is not put out in html" in polish.read()["findings"][0]["message"]
    assert [polish.bench.choose(name) for name in ("html", "epub", "nothing", "a4")] == [
        *(False, False, False),
        True,
    ]


def test_whatever_a_save_does_to_the_bench_it_goes_on(
    polish: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(_wanted: object) -> None:
        raise RuntimeError("nobody thought of this")

    with monkeypatch.context() as broken:
        broken.setattr("press.preview.bench.read", fall)
        polish.bench.saved(time.monotonic())
        polish.bench.start()
        _until(lambda: not polish.note("edition")["readable"])
        assert "nobody thought of this" in polish.note("edition")["findings"][0]["message"]
    # Nobody saves anything: it looks again by itself.
    _until(lambda: polish.note("edition")["readable"])
    polish.bench.stop()
    assert polish.note("edition")["status"] == "approved"


# ---- What is made again, and what is not


def test_the_same_page_is_not_made_twice(polish: Hand) -> None:
    first = polish.note("pages")
    edit(polish.project, POLISH, "#\nmsgid", "# a remark\nmsgid")
    polish.read()
    again = polish.note("pages")
    assert again["serial"] == first["serial"] + 1
    assert (again["document"], again["changed"]) == (first["document"], [])


def test_pages_that_nobody_wants_any_more_are_given_up(polish: Hand) -> None:
    polish.bench._since = time.monotonic()
    assert polish.bench._goes_on()
    polish.bench.saved(time.monotonic())
    assert not polish.bench._goes_on()
    edit(polish.project, POLISH, 'msgstr "Gorączka"', 'msgstr "Gorączka!"')
    before = polish.note("pages")
    with pytest.raises(OutOfDateError):
        polish.read()
    assert polish.note("pages") == before


def test_somebody_who_never_stops_saving_sees_pages_too(polish: Hand) -> None:
    polish.bench.saved(time.monotonic())
    polish.bench._since = time.monotonic() - PATIENCE
    assert polish.bench._goes_on()


def test_only_pages_on_which_words_changed_or_moved_count_as_changed(polish: Hand) -> None:
    sheet = polish.bench._sheet
    assert sheet is not None
    words = (Place(0, "one", (0, 0, 1, 1)), Place(1, "two", (0, 0, 1, 1)))

    def pages(key: str, *places: Place) -> Sheet:
        import dataclasses

        return dataclasses.replace(
            sheet,
            job=dataclasses.replace(sheet.job, key=key),
            pressed=dataclasses.replace(sheet.pressed, pages=2),  # type: ignore[type-var]
            places=places,
        )

    before = pages("a", *words)
    other_word = pages("b", words[0], Place(1, "three", (0, 0, 1, 1)))
    other_place = pages("c", Place(0, "one", (0, 0.1, 1, 1)), words[1])
    other_colour = pages("d", *words)
    assert making.changed(before, other_word) == [2]
    assert making.changed(before, other_place) == [1]
    assert making.changed(before, other_colour) == [1, 2]
    assert making.changed(before, before) == []
    assert making.changed(None, before) == [1, 2]


def test_one_edition_read_alone_is_what_it_is_among_all(signed: Path) -> None:
    everything = desk.read(signed, TODAY)
    for entry in everything.entries:
        number, language = entry.edition.leaflet.number, entry.edition.language
        one = Selection(frozenset({number}), frozenset({language}))
        alone = desk.read(signed, TODAY, selection=one)
        assert [found.edition for found in alone.entries] == [entry.edition]
        assert alone.entries[0].findings == entry.findings
        assert alone.entries[0].states == entry.states


def test_the_memory_of_lines_knows_every_property_that_the_engine_reads() -> None:
    import weasyprint.text as engine

    folder = Path(next(iter(engine.__path__)))
    read = {
        name
        for module in ("line_break.py", "fonts.py")
        for name in re.findall(r"style\['([a-z_]+)'\]", (folder / module).read_text("utf-8"))
    }
    assert read - set(line_memory.PROPERTIES) == set()
    assert {"font_size", "letter_spacing", "white_space"} <= read


# ---- The board


def test_a_new_window_hears_the_newest_of_each_topic_only() -> None:
    board = Board()
    for number in range(3):
        board.post("pages", {"serial": number})
    board.post("edition", {"status": "draft"})
    heard, news = board._since(0)
    assert news == [("pages", '{"serial": 2}'), ("edition", '{"status": "draft"}')]
    board.post("edition", {"status": "draft"})
    assert board._since(heard) == (heard, [])


def test_old_documents_are_let_go() -> None:
    board = Board()
    names = [board.keep(str(number).encode()) for number in range(KEPT + 1)]
    assert board.document(names[0]) is None
    assert board.document(names[1]) == b"1"
    assert board.document("../hospital.toml") is None


# ---- Saves


@pytest.fixture
def saves(hospital: Path) -> list[float]:
    return []


def _until(reached: object, seconds: float = 10.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not reached():  # type: ignore[operator]
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def _whole(path: Path) -> None:
    path.write_text("# another\n", "utf-8")


def _renamed_over(path: Path) -> None:
    other = path.with_name(f".{path.name}.swp")
    other.write_text("# another\n", "utf-8")
    other.replace(path)


def _in_two_parts(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("# ano")
        file.flush()
        time.sleep(0.15)
        file.write("ther\n")


@pytest.mark.parametrize("save", [_whole, _renamed_over, _in_two_parts])
@pytest.mark.parametrize(
    "path", [POLISH, f"{FEVER}/leaflet.md", "hospital.toml", "templates/styles/base.css"]
)
def test_a_save_is_told_after_its_last_byte(hospital: Path, save: object, path: str) -> None:
    (hospital / "templates/styles").mkdir(parents=True)
    (hospital / path).touch()
    told: list[str] = []
    done = threading.Event()

    def saved(_moment: float) -> None:
        told.append((hospital / path).read_text("utf-8"))
        if told[-1] == "# another\n":
            done.set()

    watcher = Watcher(hospital, [], saved)
    watcher.start()
    try:
        time.sleep(0.3)
        save(hospital / path)  # type: ignore[operator]
        assert done.wait(10), told
    finally:
        watcher.stop()


def test_a_folder_that_is_moved_away_and_back_is_followed_again(hospital: Path) -> None:
    told: list[float] = []
    watcher = Watcher(hospital, [], told.append)
    watcher.start()
    try:
        time.sleep(0.3)
        (hospital / "locales").rename(hospital / "away")
        _until(lambda: told)
        (hospital / "away").rename(hospital / "locales")
        time.sleep(0.5)
        told.clear()
        _whole(hospital / POLISH)
        _until(lambda: told)
    finally:
        watcher.stop()


def test_what_an_editor_keeps_beside_a_file_is_no_save() -> None:
    beside = (".RHM20.po.swp", "RHM20.po~", "#RHM20.po#", "RHM20.po.tmp", ".git")
    assert not any(counts(f"locales/ur/{name}") for name in beside)
    assert all(counts(f"locales/ur/{name}") for name in ("RHM20.po", "leaflet.md", "a.svg", "new"))


def test_a_save_counts_from_the_files_own_time_where_that_can_be(tmp_path: Path) -> None:
    from watchfiles import Change

    file = tmp_path / "leaflet.md"
    file.touch()
    now, wall = time.monotonic(), time.time()
    for age, counted in ((0.5, 0.5), (RECENT + 5, 0.0), (-60.0, 0.0)):
        import os

        os.utime(file, (wall - age, wall - age))
        found = moment([(Change.modified, str(file))])
        assert now - counted - 0.05 <= found <= time.monotonic() - counted + 0.05
    gone = moment([(Change.deleted, str(tmp_path / "gone"))])
    assert now <= gone <= time.monotonic()


def test_the_forms_that_can_be_looked_at_are_those_with_pages_or_html(signed: Path) -> None:
    toml = signed / FEVER / "leaflet.toml"
    text = re.sub(r"(?m)^profiles = .*$", f"profiles = {sorted(PROFILES)}", toml.read_text("utf-8"))
    toml.write_text(text.replace("'", '"'), "utf-8")
    hand = at_hand(signed, "en")
    shown = set(hand.read()["profiles"])
    assert {"a4", "a5", "html", "large-print"} <= shown
    assert not shown & {"epub", "braille", "bilingual", "form"}
