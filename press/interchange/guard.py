"""Bytes from outside in; what is unsafe about them, before anything parses them, out."""

from __future__ import annotations

import io
import re
import zipfile

from press.interchange import LONGEST_FILE, Fault, UnreadableError

LARGEST_EXPANSION = 200 * 1024 * 1024
"""Bytes that a zip may grow to."""
STEEPEST_EXPANSION = 100
"""How many times its size it may grow, once it is large: spreadsheets stay below 30."""
LARGE = 10 * 1024 * 1024
MOST_MEMBERS = 1_000
XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']""")
# With no document type there are no entities: nothing to expand, nothing to fetch.
FORBIDDEN = ("<!DOCTYPE", "<!ENTITY")
ENCODINGS = ("utf-8", "utf8", "us-ascii", "utf-16")
PASSWORD = 1
"""Bit of a zip member's flags (APPNOTE 4.4.4)."""


def check_size(data: bytes) -> None:
    """Raise UnreadableError for a file that is too long to be one leaflet."""
    if len(data) > LONGEST_FILE:
        found = f"the file has {len(data) / 1024 / 1024:.0f} MB; {LONGEST_FILE >> 20} are the most"
        raise _unsafe(found, "send one leaflet in one language at a time")


def check_xml(data: bytes, place: str = "") -> None:
    """Raise UnreadableError for XML that declares a document type, or hides what it declares.

    A document type brings entities, which grow without limit or fetch files (CWE-776, CWE-611).
    """
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    named = XML_ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    encoding = named[1].decode("ascii", "replace").lower() if named else "utf-8"
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _unsafe("the XML is not in UTF-8", "save it as UTF-8", place or str(line)) from error
    if encoding not in ENCODINGS or "\0" in text:
        raise _unsafe(f"XML in the encoding {encoding!r}", "save it as UTF-8", place)
    for word in FORBIDDEN:
        if word in text:
            line = text[: text.index(word)].count("\n") + 1
            found = f"{word} is not allowed in a file from outside"
            raise _unsafe(found, "remove it, or export again", place or str(line))


def check_zip(data: bytes) -> None:
    """Raise UnreadableError for a zip that is damaged, locked or grows out of proportion."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            # zipfile never reads more of a member than is declared here.
            grown = sum(member.file_size for member in members)
            steep = grown > LARGE and grown > STEEPEST_EXPANSION * len(data)
            if len(members) > MOST_MEMBERS or grown > LARGEST_EXPANSION or steep:
                found = f"unpacked it would have {grown / 1024 / 1024:.0f} MB"
                raise _unsafe(found, "export again and fill in that file")
            if any(member.flag_bits & PASSWORD for member in members):
                raise _unsafe("it is locked by a password", "save it without one")
            for member in members:
                inside = archive.read(member)
                # A part may have any name; pictures and printers' settings are no XML.
                if member.filename.endswith((".xml", ".rels")) or _like_xml(inside):
                    check_xml(inside, member.filename)
    except UnreadableError:
        raise
    # A damaged zip shows itself in a dozen kinds of error, of zipfile and of what it unpacks with.
    except Exception as error:
        raise _unsafe("the file is damaged or cut short", "ask for it again") from error


def _like_xml(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) or (
        data.lstrip()[:1] == b"<"
    )


def _unsafe(found: str, remedy: str, place: str = "") -> UnreadableError:
    return UnreadableError((Fault(place, found, remedy),))
