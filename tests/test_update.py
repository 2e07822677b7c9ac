"""``build.py update``: translators are told what changed, and nothing changes for nothing."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

from tests.conftest import Press, edit

SOURCE = "leaflets/TST1-fever/leaflet.md"
LOG = "leaflets/TST1-fever/trivial.toml"
POLISH = "locales/pl/LC_MESSAGES/TST1.po"


def catalogs(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted((project / "locales").rglob("*.po"))
    }


@pytest.fixture
def fresh(hospital: Path, press: Press) -> Path:
    """Return a hospital whose catalogs are as an update writes them."""
    assert press(hospital, "update").code == 0
    return hospital


def test_a_second_update_changes_no_byte(fresh: Path, press: Press) -> None:
    before = catalogs(fresh)
    assert press(fresh, "update", "--check").code == 0
    assert "0 written" in press(fresh, "update").out
    assert catalogs(fresh) == before


def test_an_update_changes_no_translation(hospital: Path, press: Press) -> None:
    before = {path: messages(hospital / path) for path in catalogs(hospital)}
    press(hospital, "update")
    assert {path: messages(hospital / path) for path in catalogs(hospital)} == before


def messages(path: Path) -> dict[tuple[str | None, str], tuple[str, bool]]:
    return {(one.msgctxt, one.msgid): (one.msgstr, one.fuzzy) for one in polib.pofile(str(path))}


def test_a_reworded_unit_goes_stale_in_every_language_and_is_told_once(
    fresh: Path, press: Press
) -> None:
    line = edit(fresh, SOURCE, "most children get", "nearly all children get")
    answer = press(fresh, "update", "TST1")
    assert answer.code == 0
    assert answer.out.count(f"{SOURCE}:{line}: reworded: ") == 1
    for language in ("pl", "ur"):
        catalog = polib.pofile(str(fresh / f"locales/{language}/LC_MESSAGES/TST1.po"))
        (stale,) = [one for one in catalog if one.fuzzy]
        assert stale.msgid.startswith("A [fever](term:fever) is common and nearly all")
        assert stale.previous_msgid is not None
        assert stale.previous_msgid.startswith("A [fever](term:fever) is common and most")
        assert stale.msgstr


def test_check_writes_nothing_and_says_so_with_its_exit_code(fresh: Path, press: Press) -> None:
    edit(fresh, SOURCE, "most children get", "nearly all children get")
    before = catalogs(fresh)
    assert press(fresh, "update", "--check").code == 1
    assert catalogs(fresh) == before


def test_a_language_that_is_new_gets_its_catalogs(fresh: Path, press: Press) -> None:
    toml = fresh / "leaflets/TST1-fever/leaflet.toml"
    toml.write_text(toml.read_text("utf-8").replace('"ur"]', '"ur", "sk"]'), "utf-8")
    answer = press(fresh, "update", "TST1", "--language", "sk", "--json")
    rows = json.loads(answer.out)["catalogs"]
    assert [row["path"].rpartition("/")[2] for row in rows][:2] == ["TST1.po", "shared.po"]
    assert all(row["new"] and not row["kept"] for row in rows)
    catalog = polib.pofile(str(fresh / "locales/sk/LC_MESSAGES/TST1.po"))
    assert catalog.metadata["Language"] == "sk"
    assert {one.msgstr for one in catalog} == {""}


def test_a_broken_catalog_is_reported_and_left_as_it_is(fresh: Path, press: Press) -> None:
    path = fresh / POLISH
    path.write_text(path.read_text("utf-8") + 'msgid "cut', "utf-8")
    before = path.read_bytes()
    answer = press(fresh, "update")
    assert answer.code == 1
    assert f"{POLISH}:" in answer.err
    assert path.read_bytes() == before


def test_an_unknown_leaflet_or_language_is_named(fresh: Path, press: Press) -> None:
    assert "TST9" in press(fresh, "update", "TST9").err
    assert press(fresh, "update", "--language", "xx").code == 2


def test_a_trivial_change_keeps_translations_and_is_logged(fresh: Path, press: Press) -> None:
    edit(fresh, SOURCE, "most children get", "most childern get")
    assert press(fresh, "update").code == 0
    edit(fresh, SOURCE, "most childern get", "most children get")
    press(fresh, "update")
    edit(fresh, SOURCE, "most children get", "most chidren get")
    answer = press(fresh, "update", "--trivial", "author")
    assert (answer.code, answer.err) == (0, "")
    catalog = polib.pofile(str(fresh / POLISH))
    (found,) = [one for one in catalog if "chidren" in one.msgid and not one.obsolete]
    assert (found.fuzzy, bool(found.msgstr)) == (False, True)
    log = (fresh / LOG).read_text("utf-8")
    assert 'role = "author"' in log
    assert "chidren" in log


def test_a_logged_change_counts_for_a_catalog_that_is_updated_later(
    fresh: Path, press: Press
) -> None:
    edit(fresh, SOURCE, "most children get", "most chidren get")
    press(fresh, "update", "--language", "pl", "--trivial", "author")
    press(fresh, "update", "--language", "ur")
    catalog = polib.pofile(str(fresh / "locales/ur/LC_MESSAGES/TST1.po"))
    assert [one.msgid for one in catalog if one.fuzzy] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2 to 3 days", "2 to 4 days"),
        ("most children get", "not all children get"),
        ("most children get", "children get"),
        ("most children get", "most families get"),
        ("is common", "isn't common"),
        ("[fever](term:fever)", "fever"),
    ],
)
def test_what_is_more_than_spelling_is_not_trivial_and_nothing_is_written(
    fresh: Path, press: Press, old: str, new: str
) -> None:
    line = edit(fresh, SOURCE, old, new)
    before = catalogs(fresh)
    answer = press(fresh, "update", "--trivial", "author")
    assert answer.code == 1
    assert f"{SOURCE}:{line}: not trivial" in answer.err
    assert catalogs(fresh) == before
    assert not (fresh / LOG).exists()


def test_only_who_answers_for_the_source_may_call_a_change_trivial(
    fresh: Path, press: Press
) -> None:
    answer = press(fresh, "update", "--trivial", "translator")
    assert answer.code == 2
    assert "author" in answer.err


def test_a_broken_log_stops_its_own_leaflet_alone(fresh: Path, press: Press) -> None:
    (fresh / LOG).write_text("[[change]]\nrole = 3\n", "utf-8")
    answer = press(fresh, "update", "--json")
    found = json.loads(answer.out)
    assert answer.code == 1
    assert {row["path"] for row in found["findings"]} == {LOG}
    assert any("TST2" in row["path"] for row in found["catalogs"])
    assert not any("TST1" in row["path"] for row in found["catalogs"])
