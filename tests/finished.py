"""A built copy of the tests' hospital for whoever asks, and what finished files say, as data.

Loaded by ``pytest_plugins``, so that one build serves every test module. It is imported too, so
that pytest must not rewrite it: PYTEST_DONT_REWRITE.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from press.cli import main

Row = dict[str, Any]
Name = tuple[str, str, str]
TODAY = "2026-06-01"
ALL = [
    ("TST1", "en", "a4"),
    ("TST1", "en", "a5"),
    ("TST1", "pl", "a4"),
    ("TST1", "pl", "a5"),
    ("TST1", "ur", "a4"),
    ("TST1", "ur", "a5"),
    ("TST2", "en", "a4"),
    ("TST2", "pl", "a4"),
    ("TST2", "ur", "a4"),
]
POLISH = "locales/pl/LC_MESSAGES/TST1.po"


@pytest.fixture(scope="session")
def built_once(_signed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the signed hospital, built. Look at it, but never write to it."""
    project = tmp_path_factory.mktemp("built") / "hospital"
    shutil.copytree(_signed_once, project)
    assert main(["build", "--project", str(project), "--today", TODAY]) == 0
    return project


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """Return a fresh copy of the built hospital; its cache makes a rebuild cheap."""
    return Path(shutil.copytree(built_once, tmp_path / "built"))


def manifest(project: Path) -> dict[str, Any]:
    found = json.loads((project / "dist" / "manifest.json").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def rows(project: Path) -> dict[Name, Row]:
    """Return the manifest's rows by number, language and profile."""
    return {
        (row["number"], row["language"], row["profile"]): row
        for row in manifest(project)["artefacts"]
    }


def statuses(project: Path) -> dict[Name, str]:
    return {name: row["status"] for name, row in rows(project).items()}


def drafts(project: Path) -> set[tuple[str, str]]:
    """Return number and language of every edition that has a draft."""
    return {name[:2] for name, status in statuses(project).items() if status == "draft"}


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def artefacts(project: Path) -> dict[Name, bytes]:
    """Return the bytes of every artefact that the manifest lists."""
    return {
        name: (project / "dist" / row["path"]).read_bytes() for name, row in rows(project).items()
    }


def pressed(project: Path, name: Name) -> Path:
    """Return where one artefact lies."""
    return project / "dist" / str(rows(project)[name]["path"])


def page_texts(path: Path) -> list[str]:
    """Return the text of each page without white space: lines may break anywhere."""
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def margins(project: Path, row: Row) -> list[str]:
    """Return what stands in each page's margins, as it was laid out.

    The text layer of Nastaliq is not to be trusted (ENGINE: the text layer), the layout is.
    """
    key = row["job"]
    facts = json.loads((project / ".press" / "cache" / key[:2] / f"{key}.json").read_text("utf-8"))
    return [str(text) for text in facts["footers"]]


def squeezed(text: str) -> str:
    return "".join(text.split())


def embedded(path: Path) -> set[str]:
    """Return the base names of the fonts whose files are in a PDF, without their subset tags."""
    with pikepdf.open(path) as pdf:
        return {
            str(item["/FontName"])[1:].rpartition("+")[2]
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary)
            and item.get("/Type") == "/FontDescriptor"
            and ("/FontFile2" in item or "/FontFile3" in item or "/FontFile" in item)
        }


def findings(project: Path) -> list[Row]:
    """Return the manifest's findings."""
    found = manifest(project)["findings"]
    assert isinstance(found, list)
    return found
