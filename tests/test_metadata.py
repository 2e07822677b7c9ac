"""Tests of what a finished PDF says about itself, and of the files that travel inside it."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pikepdf
import polib
import pytest

from tests.long_leaflet import EVERY, LEFT_IN_ENGLISH, LONG, NEXT, SENTENCES, SHORT, Finished, Name

pytest_plugins = ("tests.finished", "tests.long_leaflet")

Files = Mapping[Name, Finished]
FIRST = [*LONG, *SHORT]
"""PDF/UA-1 with PDF/A-3a; the others are PDF/UA-2 with PDF/A-4f."""
OWN = "https://leaflet-press.example/ns/1.0/"
SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "schema": "http://www.aiim.org/pdfa/ns/schema#",
    "property": "http://www.aiim.org/pdfa/ns/property#",
    "own": OWN,
}
VERSIONS = {"TST1": "2.1", "TST2": "1.0", "TST3": "1.4"}
TITLES = {
    ("TST1", "en"): "Fever in children",
    ("TST1", "pl"): "Gorączka u dzieci",
    ("TST1", "ur"): "بچوں میں بخار",
    ("TST3", "en"): "Long days",
    ("TST3", "ur"): "لمبے دن",
}
PERSON = re.compile(r"person|@", re.IGNORECASE)


@pytest.fixture
def pdf(finished: Files, name: Name) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(finished[name].pressed.data)) as opened:
        yield opened


def packet(pdf: pikepdf.Pdf) -> Xml.Element:
    return Xml.fromstring(pdf.Root.Metadata.read_bytes())  # noqa: S314 - of our own making


def said(pdf: pikepdf.Pdf, path: str) -> list[str]:
    """Return the texts of all that the packet says under a name."""
    return [one.text or "" for one in packet(pdf).findall(f".//{path}", SPACES)]


def attached(pdf: pikepdf.Pdf) -> dict[str, bytes]:
    """Return the attached files by the end of their names."""
    names = pdf.Root.Names.EmbeddedFiles.Names
    return {
        str(names[at]).rpartition(".")[2]: names[at + 1].EF.F.read_bytes()
        for at in range(0, len(names), 2)
    }


# One packet, which says the same as everything else.


@pytest.mark.parametrize("name", EVERY)
def test_a_file_has_exactly_one_packet(finished: Files, name: Name) -> None:
    data = finished[name].pressed.data
    assert data.count(b"<?xpacket begin") == 1, "it must be readable without any library"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        found = [one for one in streams if one.get("/Type") == "/Metadata"]
        assert [one.objgen for one in found] == [pdf.Root.Metadata.objgen]
        assert "/Filter" not in pdf.Root.Metadata


@pytest.mark.parametrize("name", [name for name in EVERY if name[:2] in TITLES])
def test_the_packet_names_title_language_number_and_version(pdf: pikepdf.Pdf, name: Name) -> None:
    title = TITLES[name[:2]]
    assert said(pdf, "dc:title/rdf:Alt/rdf:li") == [title, title]
    tongues = [
        one.get("{http://www.w3.org/XML/1998/namespace}lang")
        for one in packet(pdf).findall(".//dc:title/rdf:Alt/rdf:li", SPACES)
    ]
    assert tongues == ["x-default", name[1]]
    assert said(pdf, "dc:language/rdf:Bag/rdf:li") == [name[1]]
    own = {
        one.tag.partition("}")[2]: one.text
        for one in packet(pdf).iter()
        if one.tag.startswith(f"{{{OWN}}}")
    }
    identifier = own.pop("identifier") or ""
    assert own == {
        "number": name[0],
        "version": VERSIONS[name[0]],
        "edition": name[1],
        "status": "draft",
    }
    assert identifier.startswith(f"{name[0]}-{name[1]}")
    assert VERSIONS[name[0]] in identifier


@pytest.mark.parametrize("name", FIRST)
def test_the_information_dictionary_agrees_with_the_packet(pdf: pikepdf.Pdf, name: Name) -> None:
    info = {str(key)[1:]: str(value) for key, value in pdf.docinfo.items()}
    assert [info["Title"]] == said(pdf, "dc:title/rdf:Alt/rdf:li")[:1]
    assert [info["Author"]] == said(pdf, "dc:creator/rdf:Seq/rdf:li")
    assert [info["Subject"]] == said(pdf, "dc:description/rdf:Alt/rdf:li")[:1]
    assert [info["Keywords"]] == said(pdf, "pdf:Keywords")
    assert [info["Producer"]] == said(pdf, "pdf:Producer")
    assert [info["Creator"]] == said(pdf, "xmp:CreatorTool")
    assert info["CreationDate"] == info["ModDate"] == "D:20260115000000Z"
    assert said(pdf, "xmp:CreateDate") == ["2026-01-15T00:00:00Z"]
    assert said(pdf, "xmp:ModifyDate") == ["2026-01-15T00:00:00Z"]


@pytest.mark.parametrize("name", NEXT)
def test_a_pdf_a_4_file_has_no_information_dictionary(pdf: pikepdf.Pdf, name: Name) -> None:
    # ISO 19005-4, 6.1.3.
    assert "/Info" not in pdf.trailer


@pytest.mark.parametrize("name", EVERY)
def test_the_packet_claims_what_the_profile_claims(pdf: pikepdf.Pdf, name: Name) -> None:
    identity = {
        key: said(pdf, key)
        for key in (
            "pdfuaid:part",
            "pdfuaid:rev",
            "pdfaid:part",
            "pdfaid:conformance",
            "pdfaid:rev",
        )
    }
    first: tuple[list[str], ...] = (["1"], [], ["3"], ["A"], [])
    second = (["2"], ["2024"], ["4"], ["F"], ["2020"])
    assert tuple(identity.values()) == (second if name in NEXT else first)


@pytest.mark.parametrize("name", FIRST)
def test_every_name_of_our_own_is_described_in_an_extension_schema(
    pdf: pikepdf.Pdf, name: Name
) -> None:
    # ISO 19005-3, 6.6.2.3: a namespace that PDF/A does not know is described in the file.
    described = {}
    for one in packet(pdf).iter(f"{{{SPACES['rdf']}}}li"):
        address = one.find("schema:namespaceURI", SPACES)
        if address is not None:
            described[address.text] = {
                found.text for found in one.findall(".//property:name", SPACES)
            }
    used: dict[str, set[str]] = {}
    for one in packet(pdf).findall("rdf:RDF/rdf:Description/*", SPACES):
        space, _, local = one.tag[1:].partition("}")
        used.setdefault(space, set()).add(local)
    assert described[OWN] == used[OWN]
    assert described[SPACES["pdfuaid"]] == used[SPACES["pdfuaid"]]


# How a file opens.


@pytest.mark.parametrize("name", EVERY)
def test_a_file_opens_with_its_title_and_in_the_direction_of_its_language(
    pdf: pikepdf.Pdf, name: Name
) -> None:
    preferences = pdf.Root.ViewerPreferences
    assert preferences.DisplayDocTitle
    assert preferences.get("/Direction") == ("/R2L" if name[1] == "ur" else None)
    assert pdf.Root.MarkInfo.Marked


@pytest.mark.parametrize("name", EVERY)
def test_pages_are_labelled_as_the_foot_numbers_them(pdf: pikepdf.Pdf, name: Name) -> None:
    assert [str(page.label) for page in pdf.pages] == [
        str(number + 1) for number in range(len(pdf.pages))
    ]
    assert {str(page.Tabs) for page in pdf.pages} == {"/S"}


# What travels inside.


@pytest.mark.parametrize("name", EVERY)
def test_attached_files_say_what_they_are_to_the_document(pdf: pikepdf.Pdf, name: Name) -> None:
    files = list(pdf.Root.AF)
    stem = f"{name[0]}-{name[1]}-v{VERSIONS[name[0]]}"
    # PDF/A-3 (ISO 19005-3, 6.8) and PDF/A-4f want each file's relationship and kind.
    assert {(str(one.UF), str(one.AFRelationship), str(one.EF.F.Subtype)) for one in files} == {
        (f"{stem}.po", "/Source", "/text/x-gettext-translation"),
        (f"{stem}.json", "/Data", "/application/json"),
    }
    assert all(str(one.F) == str(one.UF) and str(one.Desc) for one in files)
    assert {str(one.EF.F.Params.ModDate) for one in files} == {"D:20260115000000Z"}
    assert [int(one.EF.F.Params.Size) for one in files] == [
        len(one.EF.F.read_bytes()) for one in files
    ]


@pytest.mark.parametrize("name", FIRST)
def test_the_attached_catalog_passes_gettext(pdf: pikepdf.Pdf, name: Name, tmp_path: Path) -> None:
    catalog = tmp_path / "attached.po"
    catalog.write_bytes(attached(pdf)["po"])
    told = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", str(catalog)],
        capture_output=True,
        text=True,
        check=False,
    )
    # It warns of a header that lacks people and tools, which is what is wanted here.
    other = [line for line in told.stderr.splitlines() if "missing in header" not in line]
    assert (told.returncode, other) == (0, [])


@pytest.mark.parametrize("name", FIRST)
def test_the_attached_catalog_holds_words_and_nothing_of_who_wrote_them(
    pdf: pikepdf.Pdf, name: Name
) -> None:
    text = attached(pdf)["po"].decode()
    assert [line for line in text.splitlines() if line.startswith("#")] == []
    assert not PERSON.search(text)
    catalog = polib.pofile(text)
    assert set(catalog.metadata) <= {
        "Project-Id-Version",
        "Language",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Plural-Forms",
    }
    assert catalog.metadata["Language"] == name[1].replace("-", "_")


def test_the_attached_catalog_holds_each_translation_and_no_other(finished: Files) -> None:
    with pikepdf.open(io.BytesIO(finished["TST3", "ur", "a4"].pressed.data)) as pdf:
        catalog = polib.pofile(attached(pdf)["po"].decode())
    found = {entry.msgid: entry.msgstr for entry in catalog}
    assert found == {LEFT_IN_ENGLISH: ""} | SENTENCES


@pytest.mark.parametrize("name", FIRST)
def test_the_attached_provenance_names_roles_and_never_people(pdf: pikepdf.Pdf, name: Name) -> None:
    text = attached(pdf)["json"].decode()
    facts: dict[str, Any] = json.loads(text)
    assert (facts["number"], facts["version"], facts["language"], facts["status"]) == (
        name[0],
        VERSIONS[name[0]],
        name[1],
        "draft",
    )
    assert facts["sign_offs"] == []
    assert not PERSON.search(text)


def test_a_sign_off_in_the_provenance_is_a_role_a_ground_and_a_day(built_once: Path) -> None:
    path = built_once / "dist" / "TST1" / "TST1-pl-a4-v2.1.pdf"
    with pikepdf.open(path) as pdf:
        facts = json.loads(attached(pdf)["json"])
    assert facts["status"] == "approved"
    assert [one["role"] for one in facts["sign_offs"]] == ["translator", "bilingual clinician"]
    assert {key for one in facts["sign_offs"] for key in one} == {
        "part",
        "role",
        "credential",
        "date",
    }
