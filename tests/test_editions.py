"""The gates: what makes an edition a draft, why, and what its readers are shown meanwhile."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from press import desk, editions
from press.compose import Composer
from press.desk import Entry
from press.fingerprints import PARTS
from press.model import Edition, Status, UnitState
from press.profiles import PROFILES
from tests.conftest import TODAY, edit

TEXT = "leaflets/TST2-bag/leaflet.md"
FACTS = "leaflets/TST2-bag/leaflet.toml"
POLISH = "locales/pl/LC_MESSAGES/TST2.po"
POLISH_SHARED = "locales/pl/LC_MESSAGES/shared.po"
POLISH_GLOSSARY = "locales/pl/LC_MESSAGES/glossary.po"
SIGNED = "leaflets/TST2-bag/approvals.toml"
SIGNED_SHARED = "locales/pl/LC_MESSAGES/approvals.toml"
POLISH_ROLES = ("translator", "bilingual clinician")
Key = tuple[str, str]


def entries(project: Path, today: datetime.date = TODAY) -> dict[Key, Entry]:
    found = desk.read(project, today).entries
    return {(entry.edition.leaflet.number, entry.edition.language): entry for entry in found}


def reasons(project: Path, today: datetime.date = TODAY) -> dict[Key, tuple[str, ...]]:
    """Return why each draft is one; an approved edition is not among them."""
    found = {key: entry.edition for key, entry in entries(project, today).items()}
    for edition in found.values():
        assert (edition.status is Status.DRAFT) == bool(edition.reasons)
    return {key: one.reasons for key, one in found.items() if one.status is Status.DRAFT}


def lapsed(part: str, *roles: str) -> tuple[str, ...]:
    return tuple(f"the {part} part has changed since the {role} signed it off" for role in roles)


def drop(project: Path, path: str, *lines: str) -> None:
    """Remove the one sign-off that has all of these lines."""
    file = project / path
    blocks = re.split(r"(?m)^(?=\[\[approval\]\])", file.read_text("utf-8"))
    kept = [block for block in blocks if not all(line in block.splitlines() for line in lines)]
    assert len(kept) == len(blocks) - 1
    file.write_text("".join(kept), "utf-8")


URDU = {("TST1", "ur"), ("TST2", "ur")}
"""Nobody has signed the tests' Urdu."""


def test_what_is_whole_right_and_signed_is_approved(signed: Path) -> None:
    found = entries(signed)
    approved = {key for key, entry in found.items() if entry.edition.status is Status.APPROVED}
    assert approved == set(found) - URDU
    for key in approved:
        assert set(found[key].states.values()) == {UnitState.APPROVED}


def test_words_that_nobody_signed_are_a_draft_with_a_reason_for_each_sign_off(
    hospital: Path,
) -> None:
    wanted = tuple(
        f"no sign-off of the {part} part by the {role}" for part in PARTS for role in POLISH_ROLES
    )
    found = reasons(hospital)
    assert set(found) == set(entries(hospital))
    assert found["TST2", "pl"][-len(wanted) :] == wanted


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('msgstr "Torba"', 'msgstr ""', "1 unit is not translated"),
        (
            'msgid "Your bag"',
            '#, fuzzy\nmsgid "Your bag"',
            "1 unit is fuzzy or failed by a check",
        ),
        ('msgstr "Torba"', 'msgstr "Torba **ta**"', "1 unit is fuzzy or failed by a check"),
    ],
    ids=["missing", "fuzzy", "failed by a check"],
)
def test_one_unit_that_is_not_right_makes_its_edition_a_draft_and_no_other(
    signed: Path, old: str, new: str, why: str
) -> None:
    edit(signed, POLISH, old, new)
    found = reasons(signed)
    assert set(found) == URDU | {("TST2", "pl")}
    assert found["TST2", "pl"][0] == why


@pytest.mark.parametrize("new", ["", "Torba **ta**"], ids=["missing", "failed by a check"])
def test_a_unit_that_is_not_right_is_shown_in_english_and_marked(signed: Path, new: str) -> None:
    edit(signed, POLISH, 'msgstr "Torba"', f'msgstr "{new}"')
    shown_in_english(signed, "TST2", "Your bag")


def test_a_fuzzy_unit_is_shown_in_english_and_marked(signed: Path) -> None:
    edit(signed, POLISH, 'msgid "Your bag"', '#, fuzzy\nmsgid "Your bag"')
    shown_in_english(signed, "TST2", "Your bag")


def test_a_shared_word_that_is_missing_is_shown_in_english_and_marked(signed: Path) -> None:
    edit(signed, POLISH_SHARED, 'msgstr "Centrala"', 'msgstr ""')
    shown_in_english(signed, "TST1", "Switchboard")


def test_a_term_that_is_missing_is_shown_in_english_and_blocks_who_explains_it(
    signed: Path,
) -> None:
    edit(signed, POLISH_GLOSSARY, 'msgstr "Ciało cieplejsze niż zwykle."', 'msgstr ""')
    shown_in_english(signed, "TST1", "A body that is hotter than usual.")
    assert ("TST2", "pl") not in reasons(signed)


def shown_in_english(project: Path, number: str, words: str) -> None:
    edition = entries(project)[number, "pl"].edition
    assert edition.status is Status.DRAFT
    table = desk.read(project, TODAY)
    job = Composer(project, table.hospital, table.components).compose(edition, PROFILES["a4"])
    # The words themselves are tagged as English; the mark before them is in Polish.
    tagged = re.search(rf'<span[^>]* lang="en"[^>]*>{re.escape(words)}</span>', job.html)
    assert tagged
    mark = job.html[: tagged.start()].rpartition('<span class="untranslated')[2]
    assert "Po angielsku" in mark
    assert "DRAFT – not for patients" in job.html
    assert "WERSJA ROBOCZA" in job.html
    assert job.path.startswith("drafts/")


def test_a_missing_catalog_is_a_draft_all_in_english(signed: Path) -> None:
    (signed / POLISH).unlink()
    edition = entries(signed)["TST2", "pl"].edition
    assert edition.reasons[0] == f"{len(edition.leaflet.units)} units are not translated"
    assert edition.translation.words == {}


@pytest.mark.parametrize("role", POLISH_ROLES)
@pytest.mark.parametrize("part", PARTS)
def test_one_sign_off_that_is_not_there_is_enough_for_a_draft(
    signed: Path, part: str, role: str
) -> None:
    path = SIGNED if part == "leaflet" else SIGNED_SHARED
    drop(signed, path, 'language = "pl"', f'part = "{part}"', f'role = "{role}"')
    concerned = {("TST2", "pl")} if part == "leaflet" else {("TST1", "pl"), ("TST2", "pl")}
    found = reasons(signed)
    assert set(found) == URDU | concerned
    for key in concerned:
        assert found[key] == (f"no sign-off of the {part} part by the {role}",)


def test_without_an_approved_source_no_translation_is_approved(signed: Path) -> None:
    drop(signed, SIGNED, 'language = "en"', 'part = "leaflet"')
    found = reasons(signed)
    assert set(found) == URDU | {("TST2", "en"), ("TST2", "pl")}
    assert found["TST2", "pl"] == ("the en edition of version 1.0 is a draft",)


def test_after_the_review_date_every_edition_is_a_draft_and_on_the_day_none_is(
    signed: Path,
) -> None:
    assert set(reasons(signed, datetime.date(2028, 12, 15))) == URDU
    found = reasons(signed, datetime.date(2028, 12, 16))
    assert set(found) == set(entries(signed))
    for why in found.values():
        assert "the review date 15 December 2028 has passed" in why


def test_a_fault_of_the_source_blocks_every_language(signed: Path) -> None:
    edit(signed, FACTS, '["First reference. 2020."]', '["One. 2020.", "One. 2020."]')
    found = reasons(signed)
    for language in ("en", "pl", "ur"):
        assert "blocking findings: duplicate-reference" in " ".join(found["TST2", language])


@pytest.mark.parametrize(
    ("path", "old", "new", "wanted"),
    [
        (POLISH, 'msgstr "Torba"', 'msgstr "Torbę"', {("TST2", "pl"): "leaflet"}),
        (
            POLISH_GLOSSARY,
            'msgstr "gorączka"',
            'msgstr "gorączkę"',
            {("TST1", "pl"): "leaflet"},
        ),
        (
            POLISH_SHARED,
            'msgstr "Telefon"',
            'msgstr "telefon"',
            {("TST1", "pl"): "shared", ("TST2", "pl"): "shared"},
        ),
        (
            POLISH_SHARED,
            'msgstr "Centrala"',
            'msgstr "centrala"',
            {("TST1", "pl"): "contacts", ("TST2", "pl"): "contacts"},
        ),
    ],
    ids=["leaflet", "term", "shared", "contacts"],
)
def test_one_changed_character_of_a_translation_lapses_its_part_alone(
    signed: Path, path: str, old: str, new: str, wanted: dict[Key, str]
) -> None:
    edit(signed, path, old, new)
    found = {key: why for key, why in reasons(signed).items() if key not in URDU}
    assert found == {key: lapsed(part, *POLISH_ROLES) for key, part in wanted.items()}


def test_a_new_phone_number_lapses_the_contacts_of_every_edition_and_nothing_else(
    signed: Path,
) -> None:
    edit(signed, "hospital.toml", "0114 496 0111", "0114 496 0112")
    found = reasons(signed)
    for number in ("TST1", "TST2"):
        assert found[number, "en"] == lapsed("contacts", "author")
        assert found[number, "pl"] == (
            f"the en edition of version {'2.1' if number == 'TST1' else '1.0'} is a draft",
            *lapsed("contacts", *POLISH_ROLES),
        )


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (FACTS, "issued = 2026-01-15", "issued = 2026-01-16"),
        (FACTS, "review_due = 2028-12-15", "review_due = 2028-12-14"),
        (FACTS, '"First reference. 2020."', '"First reference. 2019."'),
        (FACTS, 'kind = "checklist"', 'kind = "leaflet"'),
        (TEXT, "::: write-in lines=2", "::: write-in lines=3"),
        (TEXT, "- [ ] A toy", "- A toy"),
        (TEXT, "::: note", "::: summary"),
        (
            "leaflets/TST1-fever/leaflet.md",
            "::: redflag emergency",
            "::: redflag nurses",
        ),
        ("leaflets/TST1-fever/figures/thermometer.svg", "</svg>", "<path/></svg>"),
    ],
)
def test_what_is_around_the_words_belongs_to_the_leaflet_in_every_language(
    signed: Path, path: str, old: str, new: str
) -> None:
    number = path.split("/")[1].partition("-")[0]
    before, _ = entries(signed), edit(signed, path, old, new)
    after = entries(signed)
    for key, entry in after.items():
        changed = {
            part
            for part in PARTS
            if entry.edition.fingerprints[part] != before[key].edition.fingerprints[part]
        }
        assert changed == ({"leaflet"} if key[0] == number else set())


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (TEXT, "Bring this sheet.", "<!-- translators: paper -->\nBring this sheet."),
        (TEXT, "Pack the bag the day before.", "Pack the bag\nthe day before."),
        (TEXT, "## Your bag\n", "## Your bag\n\n\n"),
        (FACTS, 'service = "test"', 'service = "test"  # a comment'),
        (POLISH, 'msgstr "Torba"', 'msgstr ""\n"Tor"\n"ba"'),
        (POLISH, 'msgid "Your bag"', '#| msgid "The bag"\nmsgid "Your bag"'),
        ("hospital.toml", 'colour = "#0b4f6c"', 'colour = "#0b4f6d"'),
        ("hospital.toml", "[services.test]", "# a comment\n[services.test]"),
    ],
)
def test_comments_wrapping_and_colours_lapse_nothing(
    signed: Path, path: str, old: str, new: str
) -> None:
    edit(signed, path, old, new)
    assert set(reasons(signed)) == URDU


def test_a_stylesheet_lapses_nothing(signed: Path) -> None:
    style = signed / "templates/styles/components/note.css"
    style.parent.mkdir(parents=True)
    style.write_text(".note { color: red }\n", "utf-8")
    assert set(reasons(signed)) == URDU


def test_a_word_of_a_template_lapses_the_shared_part_of_every_language(signed: Path) -> None:
    own = signed / "templates/components/note.html"
    own.parent.mkdir(parents=True)
    own.write_text("{# holds: paragraph #}{{ part.body }}{{ _('Keep this') }}", "utf-8")
    found = reasons(signed)
    assert found["TST1", "en"] == lapsed("shared", "author")
    assert set(lapsed("shared", *POLISH_ROLES)) <= set(found["TST1", "pl"])


def test_each_unit_is_in_exactly_one_part(signed: Path) -> None:
    """Change each translated unit in turn: one fingerprint changes, and it is the right one."""
    table = desk.read(signed, TODAY)
    (entry,) = (
        entry
        for entry in table.entries
        if (entry.edition.leaflet.number, entry.edition.language) == ("TST1", "pl")
    )
    leaflet, words = entry.edition.leaflet, entry.edition.translation
    checked = 0
    for part, name in (("leaflet", "words"), ("shared", "shared"), ("contacts", "contacts")):
        for key, told in getattr(words, name).items():
            told_otherwise: Any = {name: {**getattr(words, name), key: told + "."}}
            other = replace(words, **told_otherwise)
            made = editions.parts(leaflet, table.hospital, table.template_units, other)
            changed = {one for one in PARTS if made[one] != entry.parts[one]}
            assert changed == {part}, key
            checked += 1
    assert checked > 50


def test_a_unit_that_changed_is_the_only_one_that_must_be_read_again(signed: Path) -> None:
    edit(signed, POLISH, 'msgstr "Torba"', 'msgstr "Torbę"')
    edit(signed, POLISH, 'msgstr "Lek"', 'msgstr ""')
    edit(signed, POLISH, 'msgid "A toy"', '#, fuzzy\nmsgid "A toy"')
    states = entries(signed)["TST2", "pl"].states
    odd = {text: state for (_, text), state in states.items() if state is not UnitState.APPROVED}
    assert odd == {
        "Your bag": UnitState.UNREVIEWED,
        "Medicine": UnitState.MISSING,
        "A toy": UnitState.STALE,
    }


def test_a_unit_is_approved_only_when_every_role_has_signed_it(signed: Path) -> None:
    drop(signed, SIGNED, 'language = "pl"', 'role = "translator"')
    states = entries(signed)["TST2", "pl"].states
    assert set(states.values()) == {UnitState.UNREVIEWED}


def test_a_language_may_need_roles_of_its_own(signed: Path) -> None:
    roles = '["translator", "bilingual clinician"]\n'
    edit(signed, "hospital.toml", roles, roles + 'languages = { pl = ["translator", "author"] }\n')
    why = " ".join(reasons(signed)["TST2", "pl"])
    assert "by the author" in why
    assert "by the bilingual clinician" not in why


def test_an_older_sign_off_does_not_come_back_to_life(signed: Path) -> None:
    """Changed and signed again, then changed back: the newest sign-off counts, not the fitting."""
    file = signed / SIGNED
    blocks = re.split(r"(?m)^(?=\[\[approval\]\])", file.read_text("utf-8"))
    newer = [
        block.replace(f"date = {TODAY}", "date = 2026-06-02").replace(
            'fingerprint = "', 'fingerprint = "00'
        )
        for block in blocks
        if 'language = "pl"' in block
    ]
    file.write_text("".join(newer + blocks), "utf-8")
    assert reasons(signed)["TST2", "pl"] == lapsed("leaflet", *POLISH_ROLES)


def edition_of(project: Path) -> Edition:
    return entries(project)["TST2", "en"].edition


def test_the_editions_fingerprint_follows_its_words_and_not_its_sign_offs(
    signed: Path, hospital: Path
) -> None:
    assert edition_of(signed).fingerprint == edition_of(hospital).fingerprint
    edit(signed, TEXT, "A toy", "A top")
    assert edition_of(signed).fingerprint != edition_of(hospital).fingerprint


def test_a_draft_for_whatever_reason_never_has_an_approved_path(signed: Path) -> None:
    table = desk.read(signed, datetime.date(2028, 12, 16))
    composer = Composer(signed, table.hospital, table.components)
    for entry in table.entries:
        job = composer.compose(entry.edition, PROFILES["a4"])
        assert job.path.startswith("drafts/")
        assert job.path.endswith("-DRAFT.pdf")
        assert "DRAFT – not for patients" in job.html
