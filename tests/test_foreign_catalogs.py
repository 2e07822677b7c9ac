"""Catalogs that other tools have written, and ours in other tools: nothing is lost either way.

The samples are in the exact manner of the tool that names them; what GNU gettext and the Translate
Toolkit write is written here and now by the real programs. msgfmt is the judge of what is PO.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import polib
import pytest
from babel.messages.mofile import read_mo
from translate.storage import pypo

from press import catalogs, desk
from press.model import Message, Status, UnitState
from tests.conftest import TODAY, edit

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted((Path(__file__).parent / "foreign_catalogs").glob("*.po"))
OWN = sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po"))
PATH = "locales/pl/LC_MESSAGES/TST1.po"
TOLD_APART = (None, "%d day")
"""The one entry with plural forms."""
CALL = "Ring the nurses on [](contact:nurses.phone) from 9am to {}. About 1 in 7 children needs"
WANTED = {
    (None, "Fever in children"): ("Gorączka u dzieci", False, None),
    (None, "Give 5 mg of medicine. **Do not** give more than 20 mg in 24 hours."): (
        "Proszę podać 5 mg leku. **Nie** podawać więcej niż 20 mg w ciągu 24 godzin.",
        False,
        None,
    ),
    (None, CALL.format("5.30pm") + " leaflet TST2."): (
        (
            "Proszę dzwonić do pielęgniarek: [](contact:nurses.phone), od 9:00 do 17:00. Około 1 "
            "na 7 dzieci potrzebuje ulotki TST2."
        ),
        True,
        CALL.format("5pm") + " leaflet TST2.",
    ),
    ("term:fever", "fever"): ("gorączka", False, None),
    (None, "Age"): ("", False, None),
    (None, 'Say "no" \\ or nod'): ("Powiedz „nie” \\ albo skiń głową", False, None),
    TOLD_APART: ("", False, None),
}
Read = dict[tuple[str | None, str], tuple[str, bool, str | None]]

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:translate")


def put(project: Path, data: bytes) -> Path:
    path = project / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def messages(project: Path, data: bytes) -> dict[tuple[str | None, str], Message]:
    """Return what the press reads in a file that must be fine."""
    put(project, data)
    found, findings = catalogs.read(project, "pl", "TST1")
    assert findings == ()
    assert found is not None
    return dict(found.messages)


def read(project: Path, data: bytes) -> Read:
    return {
        key: (one.translation, one.fuzzy, one.previous)
        for key, one in messages(project, data).items()
    }


def gnu(program: str, data: bytes) -> bytes:
    """Return what a program of GNU gettext makes of a catalog."""
    return subprocess.run(shlex.split(program), input=data, capture_output=True, check=True).stdout


def with_template(program: str) -> Callable[[bytes, Path], bytes]:
    """Return a program's answer to a catalog and to the template that its entries came from."""

    def run(data: bytes, folder: Path) -> bytes:
        old, template = folder / "old.po", folder / "new.pot"
        old.write_bytes(data)
        empty = polib.pofile(data.decode())
        for entry in empty:
            entry.msgstr, entry.flags, entry.previous_msgid = "", [], None
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
        template.write_text(str(empty), "utf-8")
        return gnu(program.format(old=old, template=template), b"")

    return run


def toolkit(data: bytes, _: Path) -> bytes:
    store = pypo.pofile(io.BytesIO(data))
    saved = io.BytesIO()
    store.serialize(saved)
    return saved.getvalue()


def polib_saves(data: bytes, _: Path) -> bytes:
    return str(polib.pofile(data.decode())).encode()


def piped(program: str) -> Callable[[bytes, Path], bytes]:
    return lambda data, _: gnu(program, data)


TOOLS = {
    "msgcat, 80 wide": piped("msgcat --width=80 -"),
    "msgcat, 30 wide": piped("msgcat --width=30 -"),
    "msgcat, one line": piped("msgcat --no-wrap -"),
    "msgcat, sorted": piped("msgcat --sort-output --no-location -"),
    "msgattrib": piped("msgattrib --no-obsolete"),
    "msgmerge": with_template("msgmerge --quiet --previous --no-fuzzy-matching {old} {template}"),
    "translate-toolkit": toolkit,
    "polib": polib_saves,
}


def named(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_a_tools_own_file_is_read_as_it_was_meant(tmp_path: Path, sample: Path) -> None:
    assert read(tmp_path, sample.read_bytes()) == WANTED


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_line_ends_and_byte_order_marks_make_no_difference(tmp_path: Path, sample: Path) -> None:
    data = sample.read_bytes()
    assert b"\r" not in data
    for end in (b"\n", b"\r\n", b"\r"):
        for mark in (b"", b"\xef\xbb\xbf"):
            for last in (b"", b"\n", b"\n\n\n"):
                written = mark + (data.rstrip() + last).replace(b"\n", end)
                assert read(tmp_path, written) == WANTED


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_a_file_that_a_tool_saved_again_says_the_same(
    tmp_path: Path, sample: Path, tool: str
) -> None:
    assert read(tmp_path, TOOLS[tool](sample.read_bytes(), tmp_path)) == WANTED


def test_a_file_that_msginit_began_is_empty_and_whole(tmp_path: Path) -> None:
    begin = "msginit --no-translator --locale=pl --input={template} --output-file=-"
    written = with_template(begin)(SAMPLES[0].read_bytes(), tmp_path)
    assert {key: one[0] for key, one in read(tmp_path, written).items()} == dict.fromkeys(
        WANTED, ""
    )


def test_entries_that_two_files_tell_apart_are_fuzzy_and_load(tmp_path: Path) -> None:
    one, other = tmp_path / "one.po", tmp_path / "other.po"
    text = SAMPLES[0].read_text("utf-8")
    one.write_text(text, "utf-8")
    other.write_text(text.replace("Gorączka u dzieci", "Dzieci z gorączką"), "utf-8")
    message = messages(tmp_path, gnu(f"msgcat {one} {other}", b""))[None, "Fever in children"]
    assert message.fuzzy
    assert "Dzieci z gorączką" in message.translation


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_of_plural_forms_none_is_taken_for_a_translation(tmp_path: Path, sample: Path) -> None:
    found = messages(tmp_path, sample.read_bytes())
    assert {key for key, message in found.items() if message.plural} == {TOLD_APART}
    assert found[TOLD_APART].translation == ""


def test_a_unit_with_plural_forms_is_missing_and_its_signed_edition_a_draft(signed: Path) -> None:
    edit(
        signed,
        PATH,
        'msgid "Dose"\nmsgstr "Dawka"',
        'msgid "Dose"\nmsgid_plural "Doses"\nmsgstr[0] "Dawka"\nmsgstr[1] "Dawki"\nmsgstr[2] ""',
    )
    (entry,) = (
        entry
        for entry in desk.read(signed, TODAY).entries
        if (entry.edition.leaflet.number, entry.edition.language) == ("TST1", "pl")
    )
    assert entry.edition.status is Status.DRAFT
    assert entry.states[None, "Dose"] is UnitState.MISSING
    assert (None, "Dose") not in entry.edition.translation.words


@pytest.mark.parametrize("charset", ["ISO-8859-2", "CP1250"])
def test_another_character_set_is_named_with_the_command_that_mends_it(
    tmp_path: Path, charset: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SAMPLES[0].read_text("utf-8").replace("„nie”", "nie")
    path = put(tmp_path, text.replace("charset=utf-8", f"charset={charset}").encode(charset))
    found, findings = catalogs.read(tmp_path, "pl", "TST1")
    assert found is None
    (finding,) = findings
    first = text[: text.index("ą")].count("\n") + 1
    assert (finding.rule, finding.path, finding.line) == ("not-utf8", PATH, first)
    assert finding.message.endswith(f"but {charset}")
    monkeypatch.chdir(tmp_path)
    subprocess.run(shlex.split(finding.remedy.rpartition(": ")[2]), check=True)
    assert read(tmp_path, path.read_bytes()).keys() == WANTED.keys()


def test_a_header_that_names_another_character_set_than_the_file_has_is_a_finding(
    tmp_path: Path,
) -> None:
    text = SAMPLES[0].read_text("utf-8")
    line = text[: text.index("charset=")].count("\n") + 1
    put(tmp_path, text.replace("charset=utf-8", "charset=ISO-8859-2").encode())
    _, (finding,) = catalogs.read(tmp_path, "pl", "TST1")
    assert (finding.rule, finding.line) == ("not-utf8", line)
    assert finding.remedy == "write charset=UTF-8 in the header"
    # Templates that nobody has filled in, and plain ASCII, are read alike by every tool.
    assert read(tmp_path, text.replace("charset=utf-8", "charset=CHARSET").encode()) == WANTED
    plain = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-2\\n"\n'
    assert messages(tmp_path, f'{plain}\nmsgid "Age"\nmsgstr "Wiek"\n'.encode())


def damaged(text: str) -> Iterator[str]:
    """Yield a catalog with one line gone, doubled, cut at either end, joined, or the last one."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        before, after = lines[:index], lines[index + 1 :]
        for instead in ([], [line, line], [line[1:]], [line[:-1]], [line.replace('"', "", 1)]):
            yield "\n".join((*before, *instead, *after))
        yield "\n".join(before)
        if after:
            yield "\n".join((*before, line + after[0], *after[1:]))


TWO_TEXTS = re.compile(r'"(?:"|msg|#~)')


def compiled_words(path: Path) -> dict[tuple[str | None, str], str]:
    """Return what msgfmt compiled; it writes no file when there is nothing to write."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {
            (str(message.context, "utf-8") if message.context else None, message.id): (
                str(message.string).strip()
            )
            for message in cast("Iterable[Any]", read_mo(file))
            if isinstance(message.id, str) and message.id
        }


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_what_msgfmt_refuses_is_refused_and_what_both_take_is_the_same(
    tmp_path: Path, sample: Path
) -> None:
    compiled = tmp_path / "out.mo"
    command = ["msgfmt", "--output-file", str(compiled), str(tmp_path / PATH)]
    outcomes = {"refused": 0, "taken": 0}
    for text in dict.fromkeys(damaged(sample.read_text("utf-8"))):
        put(tmp_path, text.encode())
        compiled.unlink(missing_ok=True)
        found, findings = catalogs.read(tmp_path, "pl", "TST1")
        judged = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (found is None) == bool(findings)
        for finding in findings:
            assert finding.line
            assert finding.remedy
        if judged.returncode:
            assert findings, f"{judged.stderr}\n{text}"
            outcomes["refused"] += 1
        elif found is None:
            # GNU gettext joins two texts of one line, which nobody writes and polib cannot read.
            assert TWO_TEXTS.search(text), f"{findings[0]}\n{text}"
        else:
            outcomes["taken"] += 1
            theirs = compiled_words(compiled)
            ours = {
                key: message.translation
                for key, message in found.messages.items()
                if message.translation and not message.fuzzy and key[1]
            }
            assert ours == theirs, text
    assert min(outcomes.values()) > 50, outcomes


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_our_own_catalogs_pass_gettexts_check(path: Path) -> None:
    command = ["msgfmt", "--check", "--output-file=/dev/null", str(path)]
    judged = subprocess.run(command, capture_output=True, text=True, check=False)
    complaints = [
        line
        for line in judged.stderr.splitlines()
        # Dates, names and the like would change with the day: no line of ours has them.
        if "header field" not in line
    ]
    assert (judged.returncode, complaints) == (0, [])


@pytest.mark.parametrize("tool", ["msgcat, 80 wide", "translate-toolkit", "polib"])
@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_our_own_catalogs_come_back_from_other_tools_unchanged(
    tmp_path: Path, path: Path, tool: str
) -> None:
    data = path.read_bytes()
    before = read(tmp_path, data)
    assert len(before) > 2
    assert read(tmp_path, TOOLS[tool](data, tmp_path)) == before


HELD = {
    "blank": "a translation of blanks alone prints as a hole",
    "compendiumconflicts": "a merge that nobody has settled",
    "doublespacing": "doubled spaces",
    "emails": "an address must work",
    "endwhitespace": "blanks at the end come from a slip of the hand",
    "escapes": "escaped characters",
    "filepaths": "drawings are named by their paths",
    "isfuzzy": "no sample is stale",
    "isreview": "no sample is marked for review",
    "long": "a much longer text holds what the source does not",
    "newlines": "a unit is one line",
    "nplurals": "no source has plurals",
    "printf": "no unit has printf's marks, so no translation may",
    "purepunc": "marks alone stay as they are",
    "pythonbraceformat": "{phone} and its like are filled in",
    "short": "a much shorter text has lost something",
    "startcaps": "a sentence begins with a capital where the script has them",
    "startwhitespace": "as endwhitespace",
    "tabs": "no source has tabs",
    "untranslated": "every sample is whole",
    "urls": "an address must work",
    "variables": "as pythonbraceformat",
    "xmltags": "no unit holds HTML",
}
"""What the Translate Toolkit looks for and must not find in our catalogs."""
LEFT = {
    "accelerators": "of menus",
    "functions": "of programs",
    "options": "of command lines",
    "kdecomments": "of a format long gone",
    "credits": "of programs",
    "hassuggestion": "of XLIFF",
    "simpleplurals": "a hint, not a fault",
    "musttranslatewords": "does nothing without a list; terms.toml is ours",
    "notranslatewords": "does nothing without a list; terms.toml is ours",
    "validchars": "does nothing without a list; fonts say which characters we can print",
    "spellcheck": "needs a dictionary of each language",
    "acronyms": "DRAFT is a word here and is translated",
    "brackets": "a translator explains a name, such as (A&E), in brackets",
    "doublequoting": "each language has quotation marks of its own",
    "singlequoting": "da', an apostrophe of Somali",
    "doublewords": "Bengali and Urdu double words to say 'some' and 'each'",
    "endpunc": "Bengali, Urdu and Chinese have full stops of their own",
    "startpunc": "as endpunc",
    "puncspacing": "as endpunc",
    "numbers": "does not know that 5pm is 17:00; our own rules do",
    "sentencecount": "plain English and Bengali cut long sentences in two",
    "simplecaps": "Polish writes fewer capitals than English",
    "unchanged": "plain English keeps what is plain, and E-mail is Polish too",
}
"""What it looks for and may find, and why."""


def pofilter(*arguments: str) -> str:
    program = shutil.which("pofilter", path=str(ROOT / ".venv/bin")) or "pofilter"
    command = [program, "--progress=none", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_each_filter_of_the_toolkit_is_held_or_left_for_a_reason() -> None:
    listed = {line.split()[0] for line in pofilter("--listfilters").splitlines() if line.strip()}
    assert sorted(HELD) + sorted(LEFT) == sorted(HELD) + sorted(listed - set(HELD))


@pytest.mark.slow
@pytest.mark.parametrize("locale", sorted({path.parts[-3] for path in OWN}))
def test_the_toolkit_finds_nothing_wrong_with_our_own_catalogs(tmp_path: Path, locale: str) -> None:
    tests = [f"--test={name}" for name in HELD]
    source = ROOT / "locales" / locale / "LC_MESSAGES"
    pofilter(f"--language={locale.partition('@')[0]}", *tests, str(source), str(tmp_path))
    found = [path.read_text("utf-8") for path in sorted(tmp_path.glob("*.po"))]
    assert found == []


@pytest.mark.slow
def test_the_toolkit_would_find_a_fault(tmp_path: Path) -> None:
    source, out = tmp_path / "source", tmp_path / "out"
    source.mkdir()
    catalog = polib.POFile()
    catalog.append(polib.POEntry(msgid="Ring {phone}.", msgstr="Zadzwoń: {telefon}."))
    catalog.append(polib.POEntry(msgid="Age", msgstr="Wiek\nWiek"))
    catalog.save(str(source / "shared.po"))
    pofilter("--language=pl", *(f"--test={name}" for name in HELD), str(source), str(out))
    found = re.findall(r"\(pofilter\) (\w+)", (out / "shared.po").read_text("utf-8"))
    assert {"pythonbraceformat", "newlines"} <= set(found)
