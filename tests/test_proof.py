"""The review sheet says what a reviewer must see; the proof shows the page they see it on."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pikepdf
import pypdf
import pytest

from press import desk, pressing, proofing, review_sheet
from press.compose import Composer
from press.desk import Desk, Entry
from press.model import Status, UnitState
from press.profiles import PROFILES
from press.proofing import Review, Row
from tests.conftest import TODAY, Press, edit
from tests.drawn import POINTS_PER_MM, spots

POLISH = "locales/pl/LC_MESSAGES/TST1.po"
URDU = "locales/ur/LC_MESSAGES/TST1.po"
SOURCE = "leaflets/TST1-fever/leaflet.md"
DOSE = "Give 5 mg of medicine. **Do not** give more than 20 mg in 24 hours."


def on_the_desk(project: Path, number: str, language: str) -> tuple[Desk, Entry]:
    table = desk.read(project, TODAY)
    return table, next(
        entry
        for entry in table.entries
        if (entry.edition.leaflet.number, entry.edition.language) == (number, language)
    )


def reviewed(project: Path, language: str, number: str = "TST1") -> Review:
    table, entry = on_the_desk(project, number, language)
    catalogs = tuple(one for name, one in entry.catalogs.items() if name != "shared")
    sources = proofing.Sources(
        table.hospital, table.components, entry.states, catalogs, table.findings
    )
    return proofing.review(entry.edition, entry.parts["leaflet"].fingerprint, sources)


def row(review: Review, text: str) -> Row:
    return next(one for one in review.rows if one.unit.text.startswith(text))


def make_stale(project: Path) -> None:
    """Let the English dose change after it was translated into Polish."""
    edit(project, SOURCE, "Give 5 mg of medicine", "Give 10 mg of this medicine")
    edit(
        project,
        POLISH,
        f'msgid "{DOSE}"',
        f'#, fuzzy\n#| msgid "{DOSE}"\nmsgid "{DOSE.replace("5 mg of", "10 mg of this")}"',
    )


def test_units_are_numbered_in_document_order_with_metadata_and_terms(hospital: Path) -> None:
    table, entry = on_the_desk(hospital, "TST1", "pl")
    review = reviewed(hospital, "pl")
    assert [one.number for one in review.rows] == list(range(1, len(review.rows) + 1))
    assert [one.unit.text for one in review.rows[:3]] == [
        "Fever in children",
        "Fever",
        "For parents of children aged 4 to 16",
    ]
    assert {one.unit.kind for one in review.rows} >= {"title", "heading", "cell", "alt", "meaning"}
    numbers = proofing.numbers(entry.edition, table.hospital)
    assert numbers == {one.unit.key: one.number for one in review.rows}


def test_a_text_that_stands_twice_has_one_number_and_says_so(hospital: Path) -> None:
    with (hospital / SOURCE).open("a", encoding="utf-8") as file:
        file.write("\nGive a drink.\n")
    found = [one for one in reviewed(hospital, "pl").rows if one.unit.text == "Give a drink."]
    assert [one.places for one in found] == [2]


@pytest.mark.parametrize(
    ("text", "safety"),
    [
        ("has a temperature", ("red flag",)),
        ("Give 5 mg", ("dose",)),
        ("Ring the nurses on", ("contact",)),
        ("2.5 ml", ("dose",)),
        ("Give a drink", ()),
    ],
)
def test_what_could_hurt_a_child_is_marked(
    hospital: Path, text: str, safety: tuple[str, ...]
) -> None:
    assert row(reviewed(hospital, "pl"), text).safety == safety


def test_a_reworded_source_shows_what_was_lost_and_gained(hospital: Path) -> None:
    make_stale(hospital)
    found = row(reviewed(hospital, "pl"), "Give 10 mg")
    assert (found.state, found.stands) == (UnitState.STALE, "stale")
    assert "5 mg" in found.translation
    assert [piece.text for piece in found.changes if piece.fate == "gone"] == ["5"]
    assert [piece.text for piece in found.changes if piece.fate == "new"] == ["10", "this"]


def test_findings_stand_at_their_unit_with_severity_and_remedy(hospital: Path) -> None:
    edit(hospital, URDU, "39.5°C یا زیادہ", "49.5°C یا زیادہ")
    review = reviewed(hospital, "ur")
    found = row(review, "has a temperature")
    assert found.stands == "not valid"
    assert [finding.rule for finding in found.findings if finding.blocking] == ["number-differs"]
    assert found.findings[0].remedy
    assert not review.signable
    html = sheet(hospital, "ur")
    cells = html[html.index("has a temperature") : html.index("does <strong>not</strong> wake")]
    assert "Blocking" in cells
    assert "49.5°C is not in the source" in cells


def test_findings_of_other_leaflets_and_languages_stay_out(hospital: Path) -> None:
    edit(hospital, URDU, "39.5°C یا زیادہ", "49.5°C یا زیادہ")
    for language, number in (("pl", "TST1"), ("ur", "TST2")):
        review = reviewed(hospital, language, number)
        assert "number-differs" not in {finding.rule for finding in review.findings}


def test_a_finding_at_no_unit_is_listed_at_the_end(hospital: Path) -> None:
    edit(hospital, "leaflets/TST1-fever/leaflet.toml", "2028-12-15", "2026-05-01")
    review = reviewed(hospital, "pl")
    assert "review-past" in {finding.rule for finding in review.elsewhere}
    assert not review.signable
    assert "the review date 1 May 2026 has passed" in sheet(hospital, "pl").rpartition("<h2>")[0]


def test_a_missing_translation_is_a_gap_that_is_seen(hospital: Path) -> None:
    text = (hospital / POLISH).read_text("utf-8")
    gap = re.sub(r'(msgid "Give a drink."\nmsgstr )".+"', r'\1""', text)
    assert gap != text
    (hospital / POLISH).write_text(gap, "utf-8")
    found = row(reviewed(hospital, "pl"), "Give a drink")
    assert (found.stands, found.translation) == ("missing", "")
    assert "No translation yet" in sheet(hospital, "pl")


def sheet(project: Path, language: str) -> str:
    table, _ = on_the_desk(project, "TST1", language)
    composer = Composer(project, table.hospital, table.components)
    return review_sheet.compose(
        reviewed(project, language), table.hospital, composer.templates
    ).html


def test_a_sheet_can_be_signed_only_when_every_unit_stands(signed: Path) -> None:
    html = sheet(signed, "pl")
    assert "Sign-off" in html
    assert html.count("Signature") == 2
    assert "Translator" in html
    assert "Bilingual clinician" in html
    make_stale(signed)
    html = sheet(signed, "pl")
    assert "Not ready to be signed" in html
    assert "Signature" not in html
    assert "Made for the words before the change." in html


def test_no_name_is_printed_where_a_person_signs(hospital: Path) -> None:
    lines = re.findall(r'<p class="line[^"]*">(.*?)</p>', sheet(hospital, "pl"))
    assert set(lines) == {"<span>Credential</span>", "<span>Date</span>", "<span>Signature</span>"}


class Columns(HTMLParser):
    """Gathers language and direction of each cell with words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if (tag, given.get("class")) in (("td", "source"), ("div", "target")):
            self.found.add((given["class"], given["lang"], given["dir"]))


@pytest.mark.parametrize(("language", "direction"), [("pl", "ltr"), ("ur", "rtl")])
def test_each_column_has_its_own_language_and_direction(
    hospital: Path, language: str, direction: str
) -> None:
    reader = Columns()
    reader.feed(sheet(hospital, language))
    assert reader.found == {("source", "en", "ltr"), ("target", language, direction)}


def test_what_a_catalog_says_is_text_and_nothing_else(hospital: Path) -> None:
    edit(hospital, POLISH, 'msgid "Fever"\nmsgstr "', 'msgid "Fever"\nmsgstr "<script>x</script>')
    html = sheet(hospital, "pl")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_proof_writes_both_files_for_every_language(signed: Path, press: Press) -> None:
    answer = press(signed, "proof", "TST1")
    assert answer.code == 0, answer.err
    assert sorted(path.name for path in (signed / "dist" / "proofs").iterdir()) == [
        f"TST1-{language}-{name}.pdf"
        for language in ("en", "pl", "ur")
        for name in ("proof", "review")
    ]
    assert answer.err == ""


def test_the_code_on_paper_is_the_one_that_approve_asks_for(hospital: Path, press: Press) -> None:
    press(hospital, "proof", "TST1", "--language", "pl")
    text = pypdf.PdfReader(hospital / "dist/proofs/TST1-pl-review.pdf").pages[0].extract_text()
    line = re.search(r"TST1-pl-RS v2\.1 · (\w{4})", text)
    assert line
    who = ("--language", "pl", "--role", "translator", "--credential", "none", "--yes")
    wrong = "0000" if line[1] != "0000" else "1111"
    refused = press(hospital, "approve", "TST1", *who, "--code", wrong)
    assert refused.code == 1
    assert f"today's words are {line[1]}" in refused.err
    assert not (hospital / "leaflets/TST1-fever/approvals.toml").exists()
    taken = press(hospital, "approve", "TST1", *who, "--code", line[1].lower())
    assert taken.code == 0, taken.err
    assert "signed the leaflet part" in taken.out
    assert "shared" not in taken.out
    edit(hospital, POLISH, 'msgid "Fever"\nmsgstr "', 'msgid "Fever"\nmsgstr "Ale ')
    late = press(hospital, "approve", "TST1", *who, "--code", line[1])
    assert late.code == 1
    assert "print the sheet again" in late.err


def test_a_code_signs_no_words_that_the_sheet_does_not_show(hospital: Path, press: Press) -> None:
    who = ("--language", "pl", "--role", "translator", "--credential", "none", "--yes")
    answer = press(hospital, "approve", "TST1", *who, "--part", "shared", "--code", "7F3A")
    assert answer.code == 2
    assert "a review sheet shows the leaflet part" in answer.err


def test_a_build_leaves_proofs_alone_and_lists_none(signed: Path, press: Press) -> None:
    press(signed, "proof", "TST1", "--language", "pl")
    file = signed / "dist/proofs/TST1-pl-proof.pdf"
    before = file.read_bytes()
    for _ in range(2):
        answer = press(signed, "build", "--leaflet", "TST1", "--language", "pl", "--profile", "a4")
        assert answer.code == 0
    assert file.read_bytes() == before
    assert "proofs" not in (signed / "dist/manifest.json").read_text("utf-8")
    assert press(signed, "build", "--verify", "--leaflet", "TST1", "--language", "pl").code == 0


def places(data: bytes) -> set[tuple[int, int, int, float]]:
    """Return where each piece of text stands: page, x and y in points, size."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            (spot.page, round(spot.x), round(spot.y), spot.size) for spot in spots(pdf).values()
        }


@pytest.mark.parametrize("profile", ["a4", "a5"])
@pytest.mark.parametrize("language", ["pl", "ur"])
def test_a_proof_has_every_word_where_the_draft_has_it(
    hospital: Path, language: str, profile: str
) -> None:
    table, entry = on_the_desk(hospital, "TST1", language)
    composer = Composer(hospital, table.hospital, table.components)
    form, numbers = PROFILES[profile], proofing.numbers(entry.edition, table.hospital)
    pressing.prepare(hospital / ".press")
    plain = pressing.press(composer.compose(entry.edition, form))
    proof = pressing.press(composer.compose(entry.edition, form, numbers))
    assert plain.pages == proof.pages
    assert places(plain.data) <= places(proof.data)
    assert (proof.warnings, proof.failures) == ((), ())


def test_every_unit_on_the_page_has_its_number_beside_it(hospital: Path) -> None:
    table, entry = on_the_desk(hospital, "TST1", "ur")
    composer = Composer(hospital, table.hospital, table.components)
    numbers = proofing.numbers(entry.edition, table.hospital)
    for profile in ("a4", "bilingual"):
        html = composer.compose(entry.edition, PROFILES[profile], numbers).html
        shown = {int(number) for number in re.findall(r'data-number="(\d+)"', html)}
        assert shown == set(numbers.values())


def test_numbers_stand_in_the_margin_at_the_start_of_the_lines(hospital: Path) -> None:
    """Polish starts at the left, Urdu at the right: so do the numbers."""
    for language, side in (("pl", "left"), ("ur", "right")):
        table, entry = on_the_desk(hospital, "TST1", language)
        composer = Composer(hospital, table.hospital, table.components)
        numbers = proofing.numbers(entry.edition, table.hospital)
        pressing.prepare(hospital / ".press")
        plain = pressing.press(composer.compose(entry.edition, PROFILES["a4"]))
        proof = pressing.press(composer.compose(entry.edition, PROFILES["a4"], numbers))
        added = places(proof.data) - places(plain.data)
        margin = 18 * POINTS_PER_MM
        beside = [x for _, x, _, size in added if size in (7.5, 10.0)]
        assert len(beside) > 5
        if side == "left":
            assert all(x < margin for x in beside)
        else:
            assert all(x > 210 * POINTS_PER_MM - margin for x in beside)


def test_a_page_without_numbers_is_what_it_was(hospital: Path) -> None:
    table, entry = on_the_desk(hospital, "TST1", "pl")
    job = Composer(hospital, table.hospital, table.components).compose(
        entry.edition, PROFILES["a4"]
    )
    assert "unit-number" not in job.html + "".join(job.stylesheets)


def test_the_proof_of_an_approved_edition_looks_like_a_draft(signed: Path, press: Press) -> None:
    _, entry = on_the_desk(signed, "TST1", "pl")
    assert entry.edition.status is Status.APPROVED
    press(signed, "proof", "TST1", "--language", "pl")
    reader = pypdf.PdfReader(signed / "dist/proofs/TST1-pl-proof.pdf")
    for page in reader.pages:
        text = page.extract_text()
        assert "DRAFT – not for patients" in text
        assert "PROOF – for review only" in text
    with pikepdf.open(signed / "dist/proofs/TST1-pl-proof.pdf") as pdf:
        said = pdf.Root.Metadata.read_bytes().decode()
    assert "draft" in said
    assert "approved" not in said


def test_every_page_of_a_sheet_says_that_it_is_not_for_patients(
    hospital: Path, press: Press
) -> None:
    press(hospital, "proof", "TST1", "--language", "ur")
    reader = pypdf.PdfReader(hospital / "dist/proofs/TST1-ur-review.pdf")
    for number, page in enumerate(reader.pages, start=1):
        text = " ".join(page.extract_text().split())
        assert "Review sheet – not for patients" in text
        assert re.search(r"TST1-ur-RS v2\.1 · \w{4}", text)
        assert f"Page {number} of {len(reader.pages)}" in text
        assert page.mediabox.width > page.mediabox.height


def test_the_same_desk_gives_the_same_bytes(hospital: Path, press: Press, tmp_path: Path) -> None:
    sums = []
    for folder in ("one", "two"):
        press(hospital, "proof", "TST1", "--language", "ur", "--output", str(tmp_path / folder))
        shutil.rmtree(hospital / ".press")
        files = sorted((tmp_path / folder).iterdir())
        sums.append([hashlib.sha256(file.read_bytes()).hexdigest() for file in files])
    assert len(sums[0]) == 2
    assert sums[0] == sums[1]


def test_a_catalog_that_cannot_be_read_gives_its_findings_and_the_others_their_proofs(
    signed: Path, press: Press
) -> None:
    (signed / URDU).write_text('msgid "broken\n', "utf-8")
    answer = press(signed, "proof", "TST1", "--language", "ur", "--language", "pl")
    assert answer.code == 1
    assert f"{URDU}:1:" in answer.err
    assert "TST1 in ur cannot be read" in answer.err
    names = sorted(path.name for path in (signed / "dist/proofs").iterdir())
    assert names == ["TST1-pl-proof.pdf", "TST1-pl-review.pdf"]


def test_a_leaflet_that_cannot_be_read_gives_its_findings(signed: Path, press: Press) -> None:
    edit(signed, "leaflets/TST1-fever/leaflet.toml", 'kind = "leaflet"\n', "")
    answer = press(signed, "proof", "TST1")
    assert answer.code == 1
    assert "'kind'" in answer.err
    assert not (signed / "dist").exists()


def test_wrong_use_says_what_there_is(hospital: Path, press: Press) -> None:
    answer = press(hospital, "proof", "TST9")
    assert (answer.code, "there are: TST1, TST2" in answer.err) == (2, True)
    answer = press(hospital, "proof", "TST1", "--language", "sk")
    assert (answer.code, "there are: en, pl, ur" in answer.err) == (2, True)
    assert press(hospital, "proof", "TST1", "--profile", "html").code == 2


@pytest.mark.parametrize("tag", ["en-XA", "en-XB"])
def test_a_pseudo_language_has_pages_and_no_sheet(hospital: Path, press: Press, tag: str) -> None:
    answer = press(hospital, "proof", "TST2", "--language", tag)
    assert answer.code == 0, answer.err
    names = [path.name for path in (hospital / "dist/proofs").iterdir()]
    assert names == [f"TST2-{tag}-proof.pdf"]
    with pikepdf.open(hospital / "dist/proofs" / names[0]) as pdf:
        turned = pdf.Root.ViewerPreferences.get("/Direction") == "/R2L"
    assert turned == (tag == "en-XB")


def test_a_bundle_holds_all_that_a_translator_needs(hospital: Path, press: Press) -> None:
    answer = press(hospital, "proof", "TST1", "--bundle")
    assert answer.code == 0, answer.err
    folder = hospital / "dist/proofs"
    assert sorted(path.name for path in folder.iterdir()) == [
        # The source has nothing to translate.
        "TST1-en-proof.pdf",
        "TST1-en-review.pdf",
        "TST1-pl-v2.1-bundle.zip",
        "TST1-ur-v2.1-bundle.zip",
    ]
    with zipfile.ZipFile(folder / "TST1-ur-v2.1-bundle.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "READ-ME-FIRST.pdf",
            "TST1-ur-proof.pdf",
            "TST1-ur-review.pdf",
            "TST1-ur-v2.1.xlf",
            "TST1-ur-v2.1.xlsx",
        ]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        how_to = pypdf.PdfReader(io.BytesIO(archive.read("READ-ME-FIRST.pdf")))
        named = archive.namelist()[1:]
        book = openpyxl.load_workbook(io.BytesIO(archive.read("TST1-ur-v2.1.xlsx")))
    assert len(how_to.pages) == 1
    text = how_to.pages[0].extract_text()
    assert [name for name in named if name not in text] == []
    assert "TST1" in book.sheetnames
    heads = [cell.value for cell in next(book["TST1"].iter_rows())]
    assert "Translation" in heads  # the column that the page tells people to fill in


def test_the_same_desk_gives_the_same_bundle(hospital: Path, press: Press) -> None:
    path = hospital / "dist/proofs/TST2-pl-v1.0-bundle.zip"
    sums = []
    for _ in range(2):
        press(hospital, "proof", "TST2", "--language", "pl", "--bundle")
        sums.append(hashlib.sha256(path.read_bytes()).hexdigest())
        shutil.rmtree(hospital / ".press")
        path.unlink()
    assert sums[0] == sums[1]


def test_what_a_bundle_sends_out_comes_back(hospital: Path, press: Press, tmp_path: Path) -> None:
    press(hospital, "proof", "TST1", "--language", "pl", "--bundle")
    with zipfile.ZipFile(hospital / "dist/proofs/TST1-pl-v2.1-bundle.zip") as archive:
        archive.extractall(tmp_path)
    before = (hospital / POLISH).read_bytes()
    for name in ("TST1-pl-v2.1.xlsx", "TST1-pl-v2.1.xlf"):
        answer = press(hospital, "import", str(tmp_path / name), "--yes")
        assert answer.code == 0, answer.err
        assert (hospital / POLISH).read_bytes() == before
