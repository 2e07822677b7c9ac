"""PO files as the tools of the trade write them, and what is said of those that are damaged."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from press import catalogs
from press.model import Catalog

PATH = "locales/pl/LC_MESSAGES/TST1.po"
HEADER = 'msgid ""\nmsgstr ""\n"Language: pl\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ENTRY = 'msgid "Dose"\nmsgstr "Dawka"\n'


def put(project: Path, text: str | bytes) -> None:
    target = project / PATH
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text if isinstance(text, bytes) else text.encode())


def catalog(project: Path, text: str | bytes) -> Catalog:
    put(project, text)
    found, findings = catalogs.read(project, "pl", "TST1")
    assert findings == ()
    assert found is not None
    return found


def words(project: Path, text: str | bytes) -> dict[tuple[str | None, str], str]:
    found = catalog(project, text)
    return {key: message.translation for key, message in found.messages.items()}


def test_a_plain_catalog_is_read(tmp_path: Path) -> None:
    found = catalog(tmp_path, HEADER + ENTRY)
    assert (found.path, found.language) == (PATH, "pl")
    assert found.messages[None, "Dose"].translation == "Dawka"
    assert found.messages[None, "Dose"].line == 6
    assert not found.machine_translated


def test_texts_that_poedit_wraps_are_one(tmp_path: Path) -> None:
    text = (
        HEADER
        + 'msgid ""\n"Give 5 mg of medicine. **Do not** give more than 20 mg in 24 "\n"hours."\n'
        + 'msgstr ""\n"Proszę podać 5 mg leku. **Nie** podawać więcej niż 20 mg w ciągu "\n'
        + '"24 godzin."\n'
    )
    assert words(tmp_path, text) == {
        (None, "Give 5 mg of medicine. **Do not** give more than 20 mg in 24 hours."): (
            "Proszę podać 5 mg leku. **Nie** podawać więcej niż 20 mg w ciągu 24 godzin."
        )
    }


def test_weblates_headers_and_comments_are_read(tmp_path: Path) -> None:
    text = (
        "# Translators:\n# Weblate Admin <admin@example.org>, 2026.\n#\n"
        + HEADER.replace(
            '"Language: pl\\n"\n',
            '"Report-Msgid-Bugs-To: \\n"\n"PO-Revision-Date: 2026-05-01 10:00+0000\\n"\n'
            '"Language-Team: Polish <https://hosted.weblate.org/projects/x/pl/>\\n"\n'
            '"Language: pl\\n"\n"X-Generator: Weblate 5.11\\n"\n'
            '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 ? 1 : 2);\\n"\n',
        )
        + "#. a heading\n#: leaflets/TST1-fever/leaflet.md:14\n#, no-wrap\n"
        + ENTRY
    )
    found = catalog(tmp_path, text)
    assert found.headers["X-Generator"] == "Weblate 5.11"
    assert found.messages[None, "Dose"].translation == "Dawka"


@pytest.mark.parametrize(
    "text",
    [
        (HEADER + ENTRY).replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + (HEADER + ENTRY).encode(),
        (HEADER + ENTRY).rstrip("\n").encode(),
        ENTRY.encode(),
        (HEADER + "\n\n   \n" + ENTRY).encode(),
    ],
    ids=["CRLF", "BOM", "no last line break", "no header", "blank lines"],
)
def test_the_ways_that_editors_end_and_begin_files_make_no_difference(
    tmp_path: Path, text: bytes
) -> None:
    assert words(tmp_path, text) == {(None, "Dose"): "Dawka"}


def test_obsolete_entries_are_not_messages(tmp_path: Path) -> None:
    old = '#~ msgctxt "old"\n#~ msgid "Dose"\n#~ msgstr "Stara dawka"\n'
    assert words(tmp_path, f"{HEADER}{ENTRY}\n{old}") == {(None, "Dose"): "Dawka"}


def test_a_fuzzy_entry_keeps_the_source_it_was_made_from(tmp_path: Path) -> None:
    text = HEADER + '#, fuzzy\n#| msgid "Old "\n#| "dose"\n' + ENTRY
    message = catalog(tmp_path, text).messages[None, "Dose"]
    assert (message.fuzzy, message.previous) == (True, "Old dose")


def test_one_text_in_two_contexts_is_two_messages(tmp_path: Path) -> None:
    text = HEADER + f'msgctxt "term:fever"\n{ENTRY}\n{ENTRY.replace("Dawka", "Porcja")}'
    assert words(tmp_path, text) == {("term:fever", "Dose"): "Dawka", (None, "Dose"): "Porcja"}


def test_what_msgmerge_wrote_is_read(tmp_path: Path) -> None:
    put(tmp_path, HEADER + '#. an old note\nmsgid "Old dose"\nmsgstr "Dawka"\n\n' + ENTRY)
    template = tmp_path / "new.pot"
    head = HEADER.replace("Language: pl", "Language: ")
    template.write_text(
        head
        + '#. a note\nmsgid "Old doses"\nmsgstr ""\n\nmsgctxt "cell"\nmsgid "Dose"\nmsgstr ""\n'
    )
    path = tmp_path / PATH
    merged = subprocess.run(
        ["msgmerge", "--quiet", "--previous", str(path), str(template)],
        capture_output=True,
        check=True,
    ).stdout
    found = catalog(tmp_path, merged)
    message = found.messages[None, "Old doses"]
    assert (message.translation, message.fuzzy, message.previous) == ("Dawka", True, "Old dose")
    assert ("cell", "Dose") in found.messages
    assert (None, "Dose") not in found.messages


def test_blanks_around_a_translation_do_not_count_and_escapes_do(tmp_path: Path) -> None:
    text = HEADER + r'msgid "Say \"no\""' + "\n" + r'msgstr " Powiedz \"nie\" \\ \n"' + "\n"
    assert words(tmp_path, text) == {(None, 'Say "no"'): 'Powiedz "nie" \\'}


@pytest.mark.parametrize(
    ("header", "machine"),
    [("yes", True), ("Yes ", True), ("no", False), ("", False)],
)
def test_the_header_says_whether_a_machine_translated(
    tmp_path: Path, header: str, machine: bool
) -> None:
    text = HEADER.rstrip("\n") + f'\n"X-Machine-Translation: {header}\\n"\n\n' + ENTRY
    assert catalog(tmp_path, text).machine_translated is machine


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ((HEADER + ENTRY + '\nmsgid "Age"\nms').encode(), "po-syntax", 10),
        ((HEADER + ENTRY + '\nmsgid "Age"\nmsgstr "Wie').encode(), "po-syntax", 10),
        ((HEADER + ENTRY + '\nmsgid "Age"').encode(), "po-syntax", 9),
        ((HEADER + 'msgid "Dose\nmsgstr "Dawka"\n').encode(), "po-syntax", 6),
        ((HEADER + "msgid Dose\n" + 'msgstr "Dawka"\n').encode(), "po-syntax", 6),
        ((HEADER + ENTRY + "\n" + ENTRY).encode(), "po-syntax", 9),
        ((HEADER + 'msgstr "Dawka"\n').encode(), "po-syntax", 6),
        ((HEADER + 'msgid "Dose"\nmsgid "Age"\nmsgstr "Wiek"\n').encode(), "po-syntax", 7),
        ((HEADER + 'msgid "Dose"\nmsgstr "Dawk\\q"\n').encode(), "po-syntax", 7),
        (HEADER.encode() + 'msgid "Dose"\nmsgstr "dawkę"\n'.encode("iso8859-2"), "not-utf8", 7),
        ((HEADER + ENTRY).encode("utf-16"), "not-utf8", 1),
        (b"\x00\x01PNG", "po-syntax", 1),
    ],
    ids=[
        "cut in a keyword",
        "cut in a text",
        "cut after a msgid",
        "unclosed quotation mark",
        "no quotation marks",
        "one msgid twice",
        "a msgstr without a msgid",
        "a msgid without a msgstr",
        "an escape that does not exist",
        "Latin-2",
        "UTF-16",
        "not text at all",
    ],
)
def test_a_damaged_catalog_is_one_finding_with_its_line(
    tmp_path: Path, text: bytes, rule: str, line: int
) -> None:
    put(tmp_path, text)
    found, findings = catalogs.read(tmp_path, "pl", "TST1")
    assert found is None
    (finding,) = findings
    assert (finding.rule, finding.path, finding.line) == (rule, PATH, line)
    assert finding.language == "pl"
    assert finding.message
    assert finding.remedy


def test_a_catalog_cut_anywhere_never_raises(tmp_path: Path) -> None:
    text = (HEADER + '#, fuzzy\n#| msgid "Old"\nmsgctxt "a"\n' + ENTRY).encode()
    for end in range(len(text)):
        put(tmp_path, text[:end])
        found, findings = catalogs.read(tmp_path, "pl", "TST1")
        assert (found is None) == bool(findings)
        assert all(finding.rule in {"po-syntax", "not-utf8"} for finding in findings)


def test_a_catalog_that_is_not_there_says_so(tmp_path: Path) -> None:
    found, (finding,) = catalogs.read(tmp_path, "zh-Hans", "TST1")
    assert found is None
    path = "locales/zh_Hans/LC_MESSAGES/TST1.po"
    assert (finding.rule, finding.path, finding.fault) == ("catalog-missing", path, False)
