"""A catalog's own text in, a PO file that knows where it belongs out, and back."""

from __future__ import annotations

from press import catalogs
from press.interchange import (
    MOST_UNITS,
    Exchange,
    Fault,
    Returned,
    ReturnedUnit,
    UnreadableError,
    unit_id,
)

IDENTITY = "X-Leaflet-Press"
"""Header: number, version, language and digest of the source."""
BASE = "X-Leaflet-Press-Base"
"""Header: what stood in the catalog when it was sent."""


def write(exchange: Exchange, text: str) -> bytes:
    """Return a leaflet's catalog as it stands on disk, with two more lines in its header."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text.removeprefix(mark).splitlines(keepends=True)
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    at = _header_end(lines)
    if not at:
        lines[:0] = ['msgid ""' + ending, 'msgstr ""' + ending, ending]
        at = 2
    named = f"{exchange.number} {exchange.version} {exchange.language} {exchange.digest}"
    rows = (f"{IDENTITY}: {named}", f"{BASE}: {exchange.bases}")
    lines[at:at] = [f'"{row}\\n"{ending}' for row in rows]
    return (mark + "".join(lines)).encode()


def read(data: bytes) -> Returned:
    """Return what a PO file brings back.

    Raises UnreadableError for what is not PO.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = str(data.count(b"\n", 0, error.start) + 1)
        found = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise UnreadableError((Fault(line, found, "save the file as UTF-8"),)) from error
    catalog, findings = catalogs.parse(text, "", "")
    if catalog is None:
        raise UnreadableError(Fault(str(one.line), one.message, one.remedy) for one in findings)
    if len(catalog.messages) > MOST_UNITS:
        found = f"{len(catalog.messages):,} entries; {MOST_UNITS:,} are the most"
        raise UnreadableError((Fault("", found, "send one leaflet in one language at a time"),))
    named = catalog.headers.get(IDENTITY, "").split()
    number, version, tag, digest = named if len(named) == 4 else ("", "", "", "")  # noqa: PLR2004 - as written above
    return Returned(
        form="po",
        number=number,
        language=tag,
        version=version,
        digest=digest,
        bases=frozenset(catalog.headers.get(BASE, "").split()),
        units=tuple(
            ReturnedUnit(
                id=unit_id(number, message.context, message.text),
                source=message.text,
                translation=message.translation,
                finished=not message.fuzzy,
                place=str(message.line),
            )
            for message in catalog.messages.values()
        ),
    )


def _header_end(lines: list[str]) -> int:
    """Return the number of the line after the header's msgstr, 0 where there is no header."""
    first = next((at for at, line in enumerate(lines) if line.startswith("msg")), len(lines))
    if first + 1 >= len(lines) or lines[first].strip() != 'msgid ""':
        return 0
    if not lines[first + 1].startswith("msgstr"):
        return 0
    end = first + 2
    while end < len(lines) and lines[end].startswith('"'):
        end += 1
    return end
