"""A RenderJob in, an e-book out: EPUB 3 with its contents, pictures and facts, byte for byte."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import PurePosixPath
from urllib.parse import unquote

from press import xhtml
from press.jobs import Pressed, RenderJob
from press.typeset import HOME
from press.xhtml import Page

MEDIA = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
# https://www.w3.org/TR/epub-a11y-11/: what readers and libraries look a book up by.
ACCESS = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityHazard", "none"),
)
SUMMARY = (
    "All text can be enlarged and read aloud. Pictures have text alternatives. Headings, lists "
    "and tables are marked as such, and other languages within the text too."
)
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP file can name: no clock reaches the bytes."""


def press(job: RenderJob) -> Pressed:
    """Return the e-book of a job."""
    page = xhtml.read(job.html)
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": _package(job, page),
        "EPUB/nav.xhtml": _navigation(job, page),
        "EPUB/leaflet.xhtml": _document(job, page.direction, f"{page.body}\n", styled=True),
        "EPUB/leaflet.css": _style(job.stylesheets),
        **{f"EPUB/{_file(address)}": job.resources[address] for address in page.pictures},
    }
    return Pressed(
        data=_archive(files),
        pages=None,
        trim_mm=None,
        fonts=(),
        warnings=(),
        footers=("".join(page.text.split()),),
    )


def _document(job: RenderJob, direction: str, body: str, *, styled: bool) -> str:
    tag = job.facts.language
    style = '<link rel="stylesheet" type="text/css" href="leaflet.css"/>\n' if styled else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html {XHTML} lang="{tag}" xml:lang="{tag}" dir="{direction}">\n<head>\n'
        f'<meta charset="utf-8"/>\n<title>{escape(job.facts.title)}</title>\n{style}</head>\n'
        f"{body}</html>\n"
    )


def _navigation(job: RenderJob, page: Page) -> str:
    """Return the contents: a list entry for each section, those below it within."""
    lines = ['<body>\n<nav epub:type="toc" role="doc-toc" id="toc">\n<ol>\n']
    depth = 0
    for heading in page.headings:
        # The title is the top of the page; a level left out in between counts as none.
        wanted = min(max(heading.level - 1, 1), depth + 1)
        if depth:
            lines.append("\n<ol>\n" if wanted > depth else "</li>\n")
        lines += ["</ol>\n</li>\n"] * (depth - wanted)
        words = re.sub(r' (xml:)?(id|class)="[^"]*"', "", heading.words)
        lines.append(f'<li><a href="leaflet.xhtml#{escape(heading.identity)}">{words}</a>')
        depth = wanted
    lines += ["</li>\n</ol>\n"] * depth
    return _document(job, page.direction, "".join([*lines, "</nav>\n</body>\n"]), styled=False)


def _package(job: RenderJob, page: Page) -> str:
    facts, tag = job.facts, job.facts.language
    draft = "-DRAFT" if facts.own["status"] == "draft" else ""
    identity = f"{facts.own['number']}-{facts.own['edition']}-v{facts.own['version']}{draft}"
    metadata = [
        f'<dc:identifier id="identity">{escape(identity)}</dc:identifier>',
        f"<dc:identifier>{escape(facts.own['identifier'])}</dc:identifier>",
        f"<dc:title>{escape(facts.title)}</dc:title>",
        f"<dc:language>{tag}</dc:language>",
        f'<dc:creator xml:lang="en">{escape(facts.author)}</dc:creator>',
        f"<dc:description>{escape(facts.subject)}</dc:description>",
        *(f'<dc:subject xml:lang="en">{escape(word)}</dc:subject>' for word in facts.keywords),
        f"<dc:date>{facts.created}</dc:date>",
        f'<meta property="dcterms:modified">{facts.created}T00:00:00Z</meta>',
        *(f'<meta property="schema:{name}">{value}</meta>' for name, value in ACCESS),
        f'<meta property="schema:accessibilitySummary" xml:lang="en">{SUMMARY}</meta>',
    ]
    drawn = ' properties="svg"' if page.drawings else ""
    manifest = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        f'<item id="leaflet" href="leaflet.xhtml" media-type="application/xhtml+xml"{drawn}/>',
        '<item id="style" href="leaflet.css" media-type="text/css"/>',
        *_picture_items(page.pictures),
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" '
        f'version="3.0" unique-identifier="identity" xml:lang="{tag}" dir="{page.direction}" '
        'prefix="schema: http://schema.org/">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        + "\n".join(metadata)
        + "\n</metadata>\n<manifest>\n"
        + "\n".join(manifest)
        + f'\n</manifest>\n<spine page-progression-direction="{page.direction}">\n'
        '<itemref idref="leaflet"/>\n</spine>\n</package>\n'
    )


def _picture_items(addresses: list[str]) -> Iterator[str]:
    for number, address in enumerate(addresses, start=1):
        media = MEDIA[PurePosixPath(_file(address)).suffix.lower()]
        target = escape(address.removeprefix(HOME))
        yield f'<item id="picture-{number}" href="{target}" media-type="{media}"/>'


def _file(address: str) -> str:
    return unquote(address.removeprefix(HOME))


def _style(stylesheets: tuple[str, ...]) -> str:
    """Return the profile's own styles; those between it and the colours are for paper."""
    colours = dict(re.findall(r"(--[\w-]+): ([^;}]+?) *[;}]", stylesheets[0]))
    # Old reading systems do not know custom properties: colours are written in.
    return re.sub(r"var\((--[\w-]+)\)", lambda found: colours[found[1]], stylesheets[-1])


def _archive(files: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        # OCF 3.3, 4.2: the media type comes first and is not compressed.
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), "application/epub+zip")
        for name, content in files.items():
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), content, compresslevel=9)
    return target.getvalue()


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = method
    entry.create_system = 3  # Unix, whatever the machine
    entry.external_attr = 0o644 << 16
    return entry
