"""Pseudo-languages: what they leave alone, what they show, and that nobody is ever handed one."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press import approvals, desk, fonts, languages, markup, rehearsal
from press.checks import characters, facts, marks
from press.compose import Composer
from press.jobs import RenderJob
from press.model import Approval, Hospital, Leaflet, Status, Unit, leaflet_units
from press.profiles import PROFILES
from press.pseudolocales import ACCENTS, CLOSING, OPENING, PSEUDO, RIGHT_TO_LEFT_MARK, accented
from press.quantities import spans
from tests.conftest import TODAY, Press, edit

ROOT = Path(__file__).resolve().parents[1]
HOSPITAL = Path(__file__).parent / "hospital"


def shared(tag: str) -> str:
    return f"locales/{tag}/LC_MESSAGES/approvals.toml"


def all_units(project: Path) -> list[Unit]:
    """Return every unit that an edition of a project can say."""
    table = desk.read(project, TODAY)
    own = [unit for one in table.leaflets for unit in leaflet_units(one, table.hospital)]
    return [*own, *table.template_units, *table.hospital.units]


UNITS = [*all_units(HOSPITAL), *all_units(ROOT)]


@pytest.mark.parametrize("tag", PSEUDO)
def test_marks_numbers_doses_phones_and_addresses_stay_as_they_are(tag: str) -> None:
    for unit in UNITS:
        said = PSEUDO[tag](unit.text)
        for check in (marks.faults, facts.faults, characters.faults):
            # Right-to-left marks are what a mirrored text is made of; no catalog ever holds one.
            found = [fault for fault in check(unit, said, tag) if fault[0] != "bidi-control"]
            assert found == [], unit.text


@given(st.text(alphabet="abcXYZ 0159.,:*_[](){}`&;#@/\\mgl°C%-–'’\n", max_size=60))
def test_no_text_breaks_a_pseudo_language(text: str) -> None:
    for say in PSEUDO.values():
        said = say(text)
        assert sorted(re.findall(r"\d", said)) == sorted(re.findall(r"\d", text))
        assert sorted(re.findall(r"\{[a-z_]+\}", said)) == sorted(re.findall(r"\{[a-z_]+\}", text))


def test_en_xa_is_about_40_per_cent_longer_and_in_brackets() -> None:
    prose = [unit.text for unit in UNITS if len(re.findall("[A-Za-z]", unit.text)) > 20]
    assert all(accented(text).startswith(OPENING) for text in prose)
    assert all(accented(text).endswith(CLOSING) for text in prose)
    letters = [len(re.findall(r"[^\W\d_]", accented(text))) for text in prose]
    plain = [len(re.findall(r"[^\W\d_]", text)) for text in prose]
    assert 1.3 < sum(letters) / sum(plain) < 1.5


def test_en_xb_runs_from_right_to_left_without_overriding_any_character() -> None:
    assert languages.language("en-XB").direction == "rtl"
    said = PSEUDO["en-XB"]("Get help if your child is hot.")
    assert said.count(RIGHT_TO_LEFT_MARK) == len(
        ["Get", "help", "if", "your", "child", "is", "hot"]
    )
    assert not {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e"} & set(said)


def test_the_fonts_show_every_letter_of_a_pseudo_language() -> None:
    wanted = {*ACCENTS.values(), ord(OPENING), ord(CLOSING)}
    assert wanted <= fonts.covered("Latn")


@pytest.mark.parametrize("tag", PSEUDO)
def test_no_leaflet_can_be_in_a_pseudo_language(hospital: Path, press: Press, tag: str) -> None:
    path = "leaflets/TST1-fever/leaflet.toml"
    edit(hospital, path, '["en", "pl", "ur"]', f'["en", "{tag}"]')
    answer = press(hospital, "check")
    assert answer.code == 1
    assert f"languages '{tag}' is not known" in answer.err
    assert f"TST1\t{tag}" not in press(hospital, "status").out


@pytest.mark.parametrize("tag", PSEUDO)
def test_a_pseudo_edition_is_a_draft_whoever_has_signed_it(
    signed: Path, press: Press, tag: str
) -> None:
    table = desk.read(signed, TODAY)
    leaflet = table.leaflets[0]
    parts = rehearsal.entry(table, leaflet, tag).parts
    for role in ("translator", "bilingual clinician"):
        for part, made in parts.items():
            path = approvals.leaflet_path(leaflet) if part == "leaflet" else shared(tag)
            sign_off = Approval(
                part,
                tag,
                role,
                leaflet.version,
                TODAY,
                "none",
                made.fingerprint,
                made.units,
                path,
                0,
            )
            (signed / path).parent.mkdir(parents=True, exist_ok=True)
            approvals.append(signed, path, sign_off)
    table = desk.read(signed, TODAY)
    entry = rehearsal.entry(table, leaflet, tag)
    assert {name: part.fingerprint for name, part in entry.parts.items()} == {
        name: part.fingerprint for name, part in parts.items()
    }
    assert entry.edition.status is Status.DRAFT
    assert entry.edition.reasons
    job = Composer(signed, table.hospital, table.components).compose(entry.edition, PROFILES["a4"])
    assert job.path.startswith("drafts/")
    assert 'class="watermark"' in job.html
    answer = press(
        signed,
        "approve",
        "TST1",
        "--yes",
        *("--language", tag, "--role", "translator", "--credential", "none"),
    )
    assert answer.code == 2
    assert not list(signed.glob(f"locales/{tag}/*/*.po"))


@pytest.mark.parametrize("tag", PSEUDO)
def test_a_build_makes_no_pseudo_edition(hospital: Path, press: Press, tag: str) -> None:
    answer = press(hospital, "build", "--language", tag)
    assert answer.code == 2
    assert f"--language '{tag}' is not here" in answer.err


class Visible(HTMLParser):
    """Gathers what a page says in the edition's language: words under no language of their own."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag
        self.stack: list[tuple[str, bool]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        other = bool(self.stack and self.stack[-1][1])
        if given.get("lang"):
            other = given["lang"] != self.tag
        quiet = other or tag in ("svg", "style", "script")
        if not quiet:
            self.words += [given.get(name) or "" for name in ("alt", "title", "aria-label")]
        if tag not in ("meta", "br", "img", "link", "path", "circle"):
            self.stack.append((tag, quiet))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.stack and not self.stack[-1][1]:
            self.words.append(data)


def english(job: RenderJob, house: Hospital, leaflet: Leaflet) -> set[str]:
    """Return the words of a page in a pseudo-language that no catalog could have translated."""
    reader = Visible(job.language)
    reader.feed(job.html)
    known = " ".join(
        (
            # Names, codes and addresses are the same in every language.
            *(house.name, house.address, house.website, job.identity, *leaflet.references),
            *(text for contact in house.contacts.values() for text in contact.values.values()),
            *(languages.format_day(day, "en") for day in (leaflet.issued, leaflet.review_due)),
            languages.format_day(leaflet.last_checked, "en"),
        )
    )
    kept = set(re.findall(r"[A-Za-z]{2,}", known))
    return {
        word
        for text in reader.words
        for start, word in ((m.start(), m[0]) for m in re.finditer(r"[^\W\d_]{2,}", text))
        if word.isascii() and word not in kept and not _of_a_fact(text, start)
    }


def _of_a_fact(text: str, start: int) -> bool:
    """Tell whether a word belongs to a number: mg, months."""
    return any(first <= start < last for first, last in spans(text, "en"))


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("project", [HOSPITAL, ROOT], ids=["tests' hospital", "library"])
def test_every_word_that_a_page_says_can_be_translated(project: Path, name: str) -> None:
    table = desk.read(project, TODAY)
    composer = Composer(project, table.hospital, table.components)
    for leaflet in table.leaflets:
        if not PROFILES[name].applies(leaflet, source=False):
            continue
        edition = rehearsal.entry(table, leaflet, "en-XA").edition
        job = composer.compose(edition, PROFILES[name])
        assert english(job, table.hospital, leaflet) == set()


def test_a_template_that_speaks_english_is_seen(hospital: Path) -> None:
    note = hospital / "templates" / "components" / "note.html"
    note.parent.mkdir(parents=True)
    note.write_text(
        '{# holds: paragraph #}\n<section class="note">Good news {{ part.body }}</section>', "utf-8"
    )
    table = desk.read(hospital, TODAY)
    leaflet = next(one for one in table.leaflets if one.number == "TST2")
    edition = rehearsal.entry(table, leaflet, "en-XA").edition
    composer = Composer(hospital, table.hospital, table.components)
    job = composer.compose(edition, PROFILES["a4"])
    assert english(job, table.hospital, leaflet) == {"Good", "news"}
    assert "hard-coded-text" in [finding.rule for finding in table.findings]


def test_marks_that_steer_the_line_take_no_room() -> None:
    said = PSEUDO["en-XB"]("Two words")
    seen = "".join(one for one in said if unicodedata.category(one) != "Cf")
    assert len(seen) == len("Two words")
    assert markup.plain(seen) == seen
