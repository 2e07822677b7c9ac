"""Tests of faults in one catalog: each is found, blocks one edition, and nothing else moves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest

from press import desk
from press.compose import Composer
from press.profiles import PROFILES
from tests.conftest import TODAY, Press, edit
from tests.finished import (
    POLISH,
    Row,
    artefacts,
    drafts,
    findings,
    page_texts,
    pressed,
    rows,
    squeezed,
    statuses,
)

pytest_plugins = ("tests.finished",)

UNSIGNED = {("TST1", "ur"), ("TST2", "ur")}
EDITION = ("TST1", "pl")


@dataclass(frozen=True)
class Fault:
    """One slip in the Polish catalog of TST1."""

    old: str
    new: str
    rule: str
    english: str
    """What the draft shows in place of the unit."""
    code: int = 1
    """Exit code of build: a fault fails it, unfinished work does not."""


DRINK = "Proszę podać coś do picia."
FAULTS = {
    "ten times the dose": Fault(
        "Proszę podać 5 mg leku.", "Proszę podać 50 mg leku.", "dose-differs", "Give 5 mg of"
    ),
    "the way to the nurses is lost": Fault(
        "pielęgniarek: [](contact:nurses.phone), od",
        "pielęgniarek od",
        "markup-differs",
        "Ring the",
    ),
    "another phone number": Fault(
        "pielęgniarek: [](contact:nurses.phone), od",
        "pielęgniarek: 0114 496 0112, od",
        "phone-differs",
        "Ring the nurses on",
    ),
    "a script": Fault(
        "Proszę zapisać godzinę.",
        "Proszę zapisać godzinę.<script>alert(1)</script>",
        "raw-html",
        "Write down the time.",
    ),
    "a file of the machine": Fault(
        DRINK, DRINK + "![](file:///etc/passwd)", "unsafe-reference", "Give a drink."
    ),
    "bold that never ends": Fault(
        "**nie** budzi się", "**nie budzi się", "markup-differs", "does not wake up"
    ),
    "a letter of no font": Fault("Co robić", "Co robić ក", "missing-glyph", "What to do"),
    "an empty translation": Fault(
        'msgstr "Lekarz testowy"', 'msgstr ""', "missing-translation", "Test doctor", 0
    ),
    "a guess": Fault(
        'msgid "Emergency"', '#, fuzzy\nmsgid "Emergency"', "fuzzy-translation", "Emergency", 0
    ),
}


class Untranslated(HTMLParser):
    """Gathers each element that is marked as still in English: its mark and its English words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.depth = 0
        self.english = 0
        """Depth of the element that is tagged as English, 0 outside of one."""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.depth:
            self.depth += 1
            if given.get("lang") == "en":
                self.english = self.depth
        elif given.get("class") == "untranslated":
            self.depth = 1
            self.found.append({"mark": "", "en": ""})

    def handle_endtag(self, tag: str) -> None:
        if self.english == self.depth:
            self.english = 0
        self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.found[-1]["en" if self.english else "mark"] += data


def composed(project: Path, number: str, language: str) -> str:
    """Return the HTML of an edition's A4 sheet."""
    table = desk.read(project, TODAY)
    composer = Composer(project, table.hospital, table.components)
    edition = next(
        entry.edition
        for entry in table.entries
        if (entry.edition.leaflet.number, entry.edition.language) == (number, language)
    )
    return composer.compose(edition, PROFILES["a4"]).html


def slip(project: Path, fault: Fault) -> range:
    """Put a fault into the catalog and return the lines of its entry."""
    line = edit(project, POLISH, fault.old, fault.new)
    lines = (project / POLISH).read_text("utf-8").splitlines()
    first = line
    while lines[first - 2]:
        first -= 1
    last = line
    while last < len(lines) and lines[last]:
        last += 1
    return range(first, last + 1)


def by_rule(found: list[Row], rule: str) -> Row:
    """Return the first finding of a rule; one slip may break it in two ways."""
    return next(finding for finding in found if finding["rule"] == rule)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_blocks_its_own_edition_and_nothing_else_changes(
    built: Path, press: Press, fault: Fault
) -> None:
    before = artefacts(built)
    lines = slip(built, fault)
    answer = press(built, "build")
    assert answer.code == fault.code
    finding = by_rule(findings(built), fault.rule)
    assert (finding["path"], finding["severity"]) == (POLISH, "blocking")
    assert finding["line"] in lines
    assert f"{POLISH}:{finding['line']}: {finding['message']}" in answer.err
    assert drafts(built) == UNSIGNED | {EDITION}
    after = artefacts(built)
    assert {name for name in after if name[:2] != EDITION and after[name] != before[name]} == set()
    assert set(after) == set(before)
    assert not (built / "dist/TST1/TST1-pl-a4-v2.1.pdf").exists()


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_check_names_place_and_remedy_of_a_fault_and_fails(
    built: Path, press: Press, fault: Fault
) -> None:
    lines = slip(built, fault)
    answer = press(built, "check", "--json")
    assert answer.code == 1
    finding = by_rule(json.loads(answer.out)["findings"], fault.rule)
    assert finding["path"] == POLISH
    assert finding["line"] in lines
    assert (finding["number"], finding["language"]) == EDITION
    assert finding["message"]
    assert finding["remedy"]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_the_draft_shows_the_english_words_marked_and_tagged_as_english(
    signed: Path, fault: Fault
) -> None:
    slip(signed, fault)
    html = composed(signed, *EDITION)
    found = Untranslated(html).found
    assert found
    for piece in found:
        assert piece["mark"].strip() == "Po angielsku"
        assert fault.english in " ".join(piece["en"].split())
    wrong = fault.new.partition(fault.old)[2] or fault.new
    assert wrong not in html


def test_an_edition_without_a_fault_shows_no_english(signed: Path) -> None:
    assert Untranslated(composed(signed, *EDITION)).found == []


def test_the_wrong_dose_is_on_no_page(built: Path, press: Press) -> None:
    slip(built, FAULTS["ten times the dose"])
    press(built, "build")
    for name in (("TST1", "pl", "a4"), ("TST1", "pl", "a5")):
        text = "".join(page_texts(pressed(built, name)))
        assert "50mg" not in text
        assert squeezed("Po angielsku Give 5 mg of medicine. Do not give more than") in text


@pytest.mark.parametrize("name", ["a script", "a file of the machine"])
def test_what_a_translation_smuggles_in_never_is_active(
    built: Path, press: Press, name: str
) -> None:
    slip(built, FAULTS[name])
    press(built, "build")
    for profile in ("a4", "a5"):
        path = pressed(built, ("TST1", "pl", profile))
        text = "".join(page_texts(path))
        assert "alert" not in text
        assert "passwd" not in text
        assert "root:" not in text
        with pikepdf.open(path) as pdf:
            keys = {
                key
                for item in pdf.objects
                if isinstance(item, pikepdf.Dictionary | pikepdf.Stream)
                for key in item.keys()  # noqa: SIM118 - a PDF dictionary iterates over pairs
            }
            kinds = {
                str(item.get(key))
                for item in pdf.objects
                if isinstance(item, pikepdf.Dictionary | pikepdf.Stream)
                for key in ("/Type", "/S")
            }
            data = b"".join(
                item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)
            )
            attached = sorted(pdf.attachments)
        assert not keys & {"/JS", "/JavaScript", "/OpenAction", "/AA"}
        assert not kinds & {"/JavaScript", "/Launch", "/GoToR"}
        # The edition's own catalog and its provenance travel in every file, and nothing else.
        assert attached == ["TST1-pl-v2.1.json", "TST1-pl-v2.1.po"]
        assert b"root:x:0" not in data
        assert b"passwd" not in data


def test_all_faults_of_a_catalog_are_told_at_once(built: Path, press: Press) -> None:
    names = ("ten times the dose", "a script", "a letter of no font", "an empty translation")
    for name in names:
        slip(built, FAULTS[name])
    answer = press(built, "check", "--json")
    found = {finding["rule"] for finding in json.loads(answer.out)["findings"]}
    assert found >= {FAULTS[name].rule for name in names}


def test_a_mended_fault_brings_the_approved_file_back_byte_for_byte(
    built: Path, press: Press
) -> None:
    before = artefacts(built)
    fault = FAULTS["ten times the dose"]
    slip(built, fault)
    press(built, "build")
    assert artefacts(built) != before
    edit(built, POLISH, fault.new, fault.old)
    assert press(built, "build").code == 0
    assert artefacts(built) == before


def test_a_fault_in_the_shared_words_blocks_that_language_alone(built: Path, press: Press) -> None:
    before = artefacts(built)
    edit(
        built,
        "locales/pl/LC_MESSAGES/shared.po",
        "WERSJA ROBOCZA – nie dla pacjentów",
        "WERSJA ROBOCZA 2 – nie dla pacjentów",
    )
    assert press(built, "build").code == 1
    assert drafts(built) == UNSIGNED | {("TST1", "pl"), ("TST2", "pl")}
    after = artefacts(built)
    assert all(after[name] == before[name] for name in after if name[1] != "pl")


def test_a_fault_in_a_leaflet_blocks_all_its_languages_and_no_other_leaflet(
    built: Path, press: Press
) -> None:
    before = artefacts(built)
    line = edit(built, "leaflets/TST1-fever/leaflet.md", "Ring the nurses on", "TODO the nurses on")
    assert press(built, "build").code == 1
    finding = by_rule(findings(built), "placeholder-text")
    assert (finding["path"], finding["line"]) == ("leaflets/TST1-fever/leaflet.md", line)
    assert drafts(built) == UNSIGNED | {("TST1", "en"), ("TST1", "pl")}
    after = artefacts(built)
    assert all(after[name] == before[name] for name in after if name[0] != "TST1")


def test_a_new_word_in_english_makes_the_translations_drafts_for_want_of_words(
    built: Path, press: Press
) -> None:
    edit(built, "leaflets/TST1-fever/leaflet.md", "Write down the time.", "Write down the date.")
    answer = press(built, "build")
    assert answer.code == 0, answer.err
    assert drafts(built) == UNSIGNED | {("TST1", "en"), ("TST1", "pl")}
    assert {status for name, status in statuses(built).items() if name[0] == "TST2"} == {
        "approved",
        "draft",
    }


def test_a_red_flag_without_a_translation_is_shown_in_english_and_never_dropped(
    built: Path, press: Press
) -> None:
    """A safety component never falls back silently (DESIGN: the gates)."""
    edit(built, POLISH, 'msgstr "ma temperaturę 39,5°C lub wyższą"', 'msgstr ""')
    assert press(built, "build").code == 0
    text = "".join(page_texts(pressed(built, ("TST1", "pl", "a4"))))
    assert squeezed("Po angielsku has a temperature of 39.5°C or more") in text
    assert rows(built)["TST1", "pl", "a4"]["status"] == "draft"


def test_a_sign_off_lapses_when_one_visible_character_changes(built: Path, press: Press) -> None:
    before = artefacts(built)
    edit(built, POLISH, "Co robić", "Co robic")
    assert press(built, "build").code == 0
    assert drafts(built) == UNSIGNED | {EDITION}
    answer = press(built, "status", "--json", "--leaflet", "TST1", "--language", "pl")
    reasons = json.loads(answer.out)["editions"][0]["reasons"]
    assert reasons == [
        "the leaflet part has changed since the translator signed it off",
        "the leaflet part has changed since the bilingual clinician signed it off",
    ]
    edit(built, POLISH, "Co robic", "Co robić")
    press(built, "build")
    assert artefacts(built) == before


def test_a_new_phone_number_lapses_the_contacts_alone(built: Path, press: Press) -> None:
    edit(built, "hospital.toml", "0114 496 0111", "0114 496 0112")
    asked = ("--leaflet", "TST1", "--language", "pl", "--profile", "a4")
    assert press(built, "build", *asked).code == 0
    answer = press(built, "status", "--json", "--language", "en")
    for edition in json.loads(answer.out)["editions"]:
        assert edition["reasons"] == [
            "the contacts part has changed since the author signed it off"
        ]
    text = "".join(page_texts(pressed(built, ("TST1", "pl", "a4"))))
    assert "01144960112" in text
    assert "01144960111" not in text


def test_no_catalog_at_all_is_unfinished_work_and_no_fault(built: Path, press: Press) -> None:
    (built / POLISH).unlink()
    assert press(built, "build").code == 0
    assert by_rule(findings(built), "catalog-missing")["path"] == POLISH
    assert drafts(built) == UNSIGNED | {EDITION}
