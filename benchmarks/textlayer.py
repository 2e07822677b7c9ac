"""Measure what readers get out of the PDFs of dist/: words found exactly, by edition and reader.

``python -m benchmarks.textlayer [project]`` after a build prints a table, writes
dist/textlayer.json and enters the figures into the manifest.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import subprocess  # poppler is a program
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pymupdf
import pypdf
import pypdfium2  # type: ignore[import-untyped]

from press import desk, extracted
from press.compose import Composer
from press.files import write_whole
from press.model import Status
from press.profiles import PROFILES
from press.publishing import Publisher

Figures = dict[str, float]


def poppler(path: Path) -> str:
    """Return what pdftotext reads."""
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def mupdf(path: Path) -> str:
    """Return what MuPDF reads on the page itself.

    Left to itself it takes the words that the tags say aloud (ActualText) instead and turns those
    of right-to-left scripts round: docs/textlayer.md.
    """
    flags = pymupdf.TEXTFLAGS_TEXT | pymupdf.TEXT_IGNORE_ACTUALTEXT
    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        return "\n".join(page.get_text(flags=flags) for page in document)


def pdfium(path: Path) -> str:
    """Return what pdfium reads, as Chromium does."""
    document = pypdfium2.PdfDocument(path)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
        return "\n".join(texts)
    finally:
        document.close()


def pypdf_text(path: Path) -> str:
    """Return what pypdf reads."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


READERS: dict[str, Callable[[Path], str]] = {
    "poppler": poppler,
    "mupdf": mupdf,
    "pdfium": pdfium,
    "pypdf": pypdf_text,
}


def figures(path: Path, html: str, tag: str) -> Figures:
    """Return the part of a page's words that each reader finds in its PDF, to three places."""
    source = extracted.source_words(html, tag)
    return {
        name: round(extracted.found(source, read(path), tag), 3) for name, read in READERS.items()
    }


def measured(project: Path, today: datetime.date) -> Iterator[tuple[Mapping[str, Any], Figures]]:
    """Yield each row of the manifest that is a PDF and is as it was built, with its figures."""
    table = desk.read(project, today)
    composer = Composer(project, table.hospital, table.components)
    entries = {(e.edition.leaflet.number, e.edition.language): e.edition for e in table.entries}
    for row in Publisher(project).manifest().get("artefacts", []):
        path = project / "dist" / row["path"]
        edition = entries.get((row["number"], row["language"]))
        profile = PROFILES.get(row["profile"])
        if path.suffix != ".pdf" or edition is None or profile is None or not profile.reading:
            continue
        if hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
            continue
        edition = dataclasses.replace(edition, status=Status(row["status"]))
        yield row, figures(path, composer.compose(edition, profile).html, row["language"])


def export(project: Path, found: Mapping[str, Figures]) -> None:
    """Enter figures, by the digest of their file, into dist/textlayer.json and the manifest."""
    publisher = Publisher(project)
    manifest = publisher.manifest()
    for row in manifest["artefacts"]:
        row["textlayer"] = found.get(row["sha256"], row.get("textlayer"))
    publisher.publish({}, manifest)
    digests = {row["path"]: row["sha256"] for row in manifest["artefacts"]}
    rows = {path: found[sha256] for path, sha256 in digests.items() if sha256 in found}
    text = json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_whole(project / "dist" / "textlayer.json", text)


def main(project: Path) -> None:
    """Measure a project, print the table and export it."""
    found = {}
    print(f"{'words found exactly':44}" + "".join(f"{name:>9}" for name in READERS))
    for row, shares in measured(project, datetime.datetime.now(tz=datetime.UTC).date()):
        found[row["sha256"]] = shares
        name = f"{row['number']} {row['language']} {row['profile']}"
        print(f"{name:44}" + "".join(f"{share:9.3f}" for share in shares.values()), flush=True)
    export(project, found)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path())
