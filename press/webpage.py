"""A RenderJob in, one self-contained web page out: styles, pictures and QR code are inside it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from press.jobs import Pressed, RenderJob

KINDS = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
"""What browsers call a picture, by its ending. Python's own table differs between systems."""

FETCHED = frozenset({"src", "srcset", "data", "poster", "background", "xlink:href"})
"""Attributes whose address a browser asks for by itself."""
FETCHED_LINKS = frozenset({("link", "href"), ("image", "href"), ("use", "href")})
INSIDE = ("data:", "#")
ASKED = re.compile(r"@import\s[^;]*|url\(\s*['\"]?(?!data:|#)[^)]*\)")
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def press(job: RenderJob) -> Pressed:
    """Return a job's page with all that it needs inside it; the same job gives the same bytes."""
    sheets = [COMMENT.sub("", css) for css in (*job.stylesheets, _printed_identity(job))]
    # "</" would end the element in the middle of a rule; CSS reads "<\/" as the same.
    css = "".join(sheets).replace("</", "<\\/")
    html = job.html
    for address, data in job.resources.items():
        html = html.replace(f'"{escape(address, quote=True)}"', f'"{_inside(address, data)}"')
    asked = tuple(dict.fromkeys((*_asked(html), *ASKED.findall(css))))
    return Pressed(
        data=html.replace("</head>", f"<style>\n{css}</style>\n</head>", 1).encode(),
        pages=None,
        trim_mm=None,
        fonts=(),
        # The page's own policy forbids browsers to load it: where it stands, nothing shows.
        warnings=tuple(f"refused to load {address}: not in the page" for address in asked),
        footers=(),
    )


def _printed_identity(job: RenderJob) -> str:
    """Return CSS that names the leaflet on every sheet on which a browser prints it.

    Browsers that know no margin boxes leave it out (CSS Paged Media, 5).
    """
    words = job.identity.replace("\\", "\\\\").replace('"', '\\"')
    return f'@page {{ @bottom-center {{ content: "{words}"; font: 9pt sans-serif }} }}\n'


def _inside(address: str, data: bytes) -> str:
    """Return a picture as an address that holds it; drawings in it can load and run nothing."""
    ending = urlsplit(address).path.rpartition(".")[2].lower()
    kind = KINDS.get(ending, "application/octet-stream")
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _asked(html: str) -> Iterator[str]:
    """Yield each address that a browser would ask for."""
    reader = _Reader()
    reader.feed(html)
    yield from reader.asked


class _Reader(HTMLParser):
    """Gathers what a page would load from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            fetched = name in FETCHED or (tag, name) in FETCHED_LINKS
            if fetched and value and not value.startswith(INSIDE):
                self.asked.append(value)
