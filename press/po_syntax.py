"""The text of a PO file in, each line that no tool may write out, with what to do about it.

polib and Babel let several of these through, and a text that is cut or joined wrongly would be
printed as it is. GNU gettext's msgfmt refuses them all (GNU gettext manual, PO Files).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Fault = tuple[int, str, str]
"""Line, what was found, remedy."""

LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+)?(?=")')
QUOTED = re.compile(r'"(?:[^"\\]|\\[ntrbvf"\\])*"')
CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")
FOLLOWS = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr[]",),
    "msgstr": ("msgctxt", "msgid"),
    "msgstr[]": ("msgstr[]", "msgctxt", "msgid"),
    "?": ("msgctxt", "msgid", "msgid_plural", "msgstr", "msgstr[]"),
}
"""Which keyword may come after which; after a line that cannot be read, any."""
WHOLE = ("", "msgstr", "msgstr[]", "?")
"""After these an entry is complete."""
BREAKS = re.compile("[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
"""What Unicode calls the end of a line and gettext does not (UAX 14; POSIX calls only \\n one)."""
CHARSET = re.compile(rb'"Content-Type:[^"]*charset=([\w-]+)')
FINE_CHARSETS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "charset"})
"""UTF-8, what is part of it, and what templates say that nobody has filled in."""


def faults(text: str) -> Iterator[Fault]:
    """Yield what is no PO, line by line; the first one may be the cause of those below it."""
    before = ""
    lines = re.split(r"\r\n|\r|\n", text)
    for number, line in enumerate(map(str.strip, lines), start=1):
        if broken := BREAKS.search(line):
            found = f"the line holds U+{ord(broken[0]):04X}, which some tools take for its end"
            yield number, found, "delete that character"
        elif line and not line.startswith("#"):
            keyword = LINE.match(line)
            if keyword is None:
                yield number, f"{line[:30]!r} is not a line of a PO file", _remedy(line)
                before = "?"
                continue
            if not QUOTED.fullmatch(line, keyword.end()):
                found = "a quoted text is not closed, or holds a stray backslash"
                yield number, found, r'end it with ", write \" and \\ for those inside it'
            name = re.sub(r"\d", "", keyword[1] or "")
            if name and name not in FOLLOWS[before]:
                where = f"after {before}" if before else "at the start"
                yield number, f"{name} stands {where}", "write msgid, then msgstr"
            elif not name and not before:
                yield number, "a text stands before any keyword", "write msgid or msgstr before it"
            before = name or before
    if before not in WHOLE:
        end = len("\n".join(lines).rstrip().split("\n"))
        yield end, "the file ends in the middle of an entry", "get the whole file again"


def wrong_charset(data: bytes) -> tuple[int, str] | None:
    """Return the line of a header that names another character set than UTF-8, and its name.

    A file of ASCII letters alone reads alike whatever its header says.
    """
    named = CHARSET.search(data)
    if named is None or data.isascii() or named[1].decode().lower() in FINE_CHARSETS:
        return None
    return data.count(b"\n", 0, named.start()) + 1, named[1].decode()


def _remedy(line: str) -> str:
    if CONFLICT.match(line):
        return "keep one side of the merge and delete its marks"
    return 'put the text between " and ", or # before a comment'
