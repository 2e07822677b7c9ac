"""The text of a PO file in, each line that no tool may write out, with what to do about it.

polib and Babel let several of these through, and a text that is cut or joined wrongly would be
printed as it is. GNU gettext's msgfmt refuses them all (GNU gettext manual, PO Files).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Fault = tuple[int, str, str]
"""Line, what was found, remedy."""

LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+)?(?=")')
QUOTED = re.compile(r'"(?:[^"\\]|\\[ntrbvf"\\])*"')
DIGITS = re.compile(r"\d")
MARK = re.compile(r"#~\||#\||#~")
"""Before a previous text, and before an entry that is obsolete."""
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
PREVIOUS = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("", "msgid"),
    "msgid": ("", "msgid_plural"),
    "msgid_plural": ("",),
}
"""The same of what an entry was made from, behind its mark; none is a text that goes on."""
WHOLE = ("", "msgstr", "msgstr[]", "?")
"""After these an entry is complete."""
BREAKS = re.compile("[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
"""What Unicode calls the end of a line and gettext does not (UAX 14; POSIX calls only \\n one)."""
CHARSET = re.compile(rb'"Content-Type:[^"]*charset=([\w-]+)')
FINE_CHARSETS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "charset"})
"""UTF-8, what is part of it, and what templates say that nobody has filled in."""


def faults(text: str) -> Iterator[Fault]:
    """Yield what is no PO, line by line; the first one may be the cause of those below it."""
    entry = _Entry()
    lines = re.split(r"\r\n|\r|\n", text)
    for number, line in enumerate(map(str.strip, lines), start=1):
        if broken := BREAKS.search(line):
            found = f"the line holds U+{ord(broken[0]):04X}, which some tools take for its end"
            yield number, found, "delete that character"
        else:
            for found, remedy in _line(line, entry):
                yield number, found, remedy
    if entry.keyword not in WHOLE or entry.previous:
        end = len("\n".join(lines).rstrip().split("\n"))
        yield end, "the file ends in the middle of an entry", "get the whole file again"


def _line(line: str, entry: _Entry) -> Iterator[tuple[str, str]]:
    mark, said = _stripped(line)
    if not said:
        return
    keyword = LINE.match(said)
    if keyword is None:
        yield f"{line[:30]!r} is not a line of a PO file", _remedy(line)
        entry.keyword = "?"
        return
    if not QUOTED.fullmatch(said, keyword.end()):
        found = "a quoted text is not closed, or holds a stray backslash"
        yield found, r'end it with ", write \" and \\ for those inside it'
    if "|" in mark:
        yield from entry.goes_back(keyword[1] or "")
    else:
        yield from entry.goes_on(keyword[1] or "")


@dataclass
class _Entry:
    """How far an entry has come, and what of it stands out of turn."""

    keyword: str = ""
    index: int = 0
    """Of its last plural form."""
    previous: str = ""
    """The last keyword of what it was made from, when nothing has come after it."""

    def goes_back(self, keyword: str) -> Iterator[tuple[str, str]]:
        if keyword not in PREVIOUS.get(self.previous, ("",)):
            yield f"{keyword or 'a text'} stands out of turn", "delete these lines"
        self.previous = keyword or self.previous

    def goes_on(self, keyword: str) -> Iterator[tuple[str, str]]:
        name = DIGITS.sub("", keyword)
        begins = not self.previous or name in FOLLOWS[""]
        if name and not (begins and name in FOLLOWS[self.keyword]):
            where = f"after {self.keyword}" if self.keyword else "at the start"
            yield f"{name} stands {where}", "write msgid, then msgstr"
        elif not name and not self.keyword:
            found = "a text stands before any keyword"
            yield found, "write msgid or msgstr before it"
        elif name == "msgstr[]":
            self.index = self.index + 1 if self.keyword == name else 0
            if keyword != f"msgstr[{self.index}]":
                yield f"{keyword} is out of turn", f"write msgstr[{self.index}] first"
        self.keyword, self.previous = name or self.keyword, ""


def wrong_charset(data: bytes) -> tuple[int, str] | None:
    """Return the line of a header that names another character set than UTF-8, and its name.

    A file of ASCII letters alone reads alike whatever its header says.
    """
    named = CHARSET.search(data)
    if named is None or data.isascii() or named[1].decode().lower() in FINE_CHARSETS:
        return None
    return data.count(b"\n", 0, named.start()) + 1, named[1].decode()


def _stripped(line: str) -> tuple[str, str]:
    """Return the mark before a line, and what it holds; comments hold nothing."""
    mark = MARK.match(line)
    if mark:
        return mark[0], line[mark.end() :].lstrip()
    return "", "" if line.startswith("#") else line


def _remedy(line: str) -> str:
    if CONFLICT.match(line):
        return "keep one side of the merge and delete its marks"
    return 'put the text between " and ", or # before a comment'
