"""A finished PDF in; what a screen reader finds in it, as plain data, out.

Nothing here comes from the press: the tree is read from the file, and the text behind each piece of
marked content through its font's ToUnicode map.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pikepdf

Place = tuple[int, int]
"""A page, from 0, and the number of a piece of marked content on it."""
Box = tuple[float, float, float, float]
INVISIBLE = re.compile(r"[\s\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]")


@dataclass(slots=True)
class Annotation:
    """A link or field that an element holds."""

    subtype: str
    contents: str | None
    owner: tuple[int, int] | None
    """Object number of the element that the ParentTree names for it."""


@dataclass(slots=True)
class Element:
    """A structure element with all below it."""

    kind: str
    number: tuple[int, int]
    page: int | None
    language: str | None
    alt: str | None
    spoken: str | None
    """Its ActualText."""
    box: Box | None
    attributes: dict[str, Any]
    kids: list[Element | Place | Annotation] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def all(self, *kinds: str) -> list[Element]:
        """Return the elements of some kinds in it, in reading order."""
        return [one for one in self.walk() if one.kind in kinds]

    def children(self, *kinds: str) -> list[Element]:
        """Return the elements right below it, of some kinds or of any."""
        return [
            kid
            for kid in self.kids
            if isinstance(kid, Element) and (not kinds or kid.kind in kinds)
        ]

    def places(self) -> Iterator[Place]:
        """Yield the marked content of it and all below it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, tuple):
                yield kid
            elif isinstance(kid, Element):
                yield from kid.places()


@dataclass(slots=True)
class Artifact:
    """Marked content that nobody is meant to hear."""

    page: int
    kind: str | None
    """Its Type, such as Pagination."""
    text: str


@dataclass(slots=True)
class Reading:
    """What a file says to those who cannot see it."""

    document: Element
    texts: dict[Place, str]
    """Text of marked content, in the order in which it is drawn."""
    artifacts: list[Artifact]
    unmarked: list[str]
    """Operators that draw outside any mark."""
    owners: dict[Place, tuple[int, int] | None]
    """The element that the ParentTree names for marked content."""
    roles: dict[str, str]
    twice: list[Place]
    """Marked content whose number stands twice on its page."""

    def text(self, element: Element) -> str:
        """Return what is heard of an element, squeezed, without the labels of its lists."""
        return "".join(self._heard(element))

    def _heard(self, element: Element) -> Iterator[str]:
        if element.kind == "Lbl":
            return
        if element.spoken is not None:
            yield squeezed(element.spoken)
            return
        for kid in element.kids:
            if isinstance(kid, tuple):
                yield squeezed(self.texts[kid])
            elif isinstance(kid, Element):
                yield from self._heard(kid)

    def words(self) -> list[str]:
        """Return all that is heard of words in Arabic script, in order."""
        return ARABIC_WORDS.findall("".join(self._said(self.document)))

    def _said(self, element: Element) -> Iterator[str]:
        if element.kind not in INLINE:
            yield " "
        if element.spoken is not None:
            yield element.spoken
            return
        for kid in element.kids:
            if isinstance(kid, tuple):
                yield " "
            elif isinstance(kid, Element):
                yield from self._said(kid)

    def drawn(self, element: Element) -> str:
        """Return the text of an element as its glyphs are drawn, from the left, squeezed."""
        return squeezed("".join(self.texts[place] for place in element.places()))


def squeezed(text: str) -> str:
    """Return text without white space and characters that are not seen."""
    return INVISIBLE.sub("", text)


def read(data: bytes) -> Reading:
    """Return what a PDF's tags and content streams say."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        root = pdf.Root.StructTreeRoot
        marks = _Marks()
        for number, page in enumerate(pdf.pages):
            marks.read(page, number)
        owners, annotations = _owners(root.ParentTree, len(pdf.pages))
        (document,) = _kids(root)
        return Reading(
            document=_element(document, pages, annotations),
            texts=marks.texts,
            artifacts=marks.artifacts,
            unmarked=marks.unmarked,
            owners=owners,
            roles={str(k)[1:]: str(v)[1:] for k, v in root.get("/RoleMap", {}).items()},
            twice=marks.twice,
        )


def _kids(element: Any) -> list[Any]:
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _element(given: Any, pages: Mapping[Any, int], annotations: Mapping[int, Any]) -> Element:
    page = pages[given.Pg.objgen] if "/Pg" in given else None
    attributes: dict[str, Any] = {}
    found = given.get("/A", pikepdf.Array())
    for one in found if isinstance(found, pikepdf.Array) else [found]:
        attributes |= {str(key)[1:]: value for key, value in one.items()}
    box = attributes.pop("BBox", None)
    element = Element(
        kind=str(given.S)[1:],
        number=given.objgen,
        page=page,
        language=_text(given, "/Lang"),
        alt=_text(given, "/Alt"),
        spoken=_text(given, "/ActualText"),
        box=None if box is None else tuple(float(edge) for edge in box),  # type: ignore[arg-type]
        attributes={key: str(value).removeprefix("/") for key, value in attributes.items()},
    )
    for kid in _kids(given):
        if not isinstance(kid, pikepdf.Dictionary):
            assert page is not None
            element.kids.append((page, int(kid)))
        elif "/S" in kid:
            assert kid.P.objgen == given.objgen, f"a {kid.S} names another parent"
            element.kids.append(_element(kid, pages, annotations))
        elif "/MCID" in kid:
            here = pages[kid.Pg.objgen] if "/Pg" in kid else page
            assert here is not None
            element.kids.append((here, int(kid.MCID)))
        else:
            owner = annotations.get(int(kid.Obj.get("/StructParent", -1)))
            contents = _text(kid.Obj, "/Contents")
            element.kids.append(Annotation(str(kid.Obj.Subtype)[1:], contents, owner))
    return element


def _text(given: Any, name: str) -> str | None:
    return str(given[name]) if name in given else None


def _owners(
    tree: Any, pages: int
) -> tuple[dict[Place, tuple[int, int] | None], dict[int, tuple[int, int]]]:
    contents: dict[Place, tuple[int, int] | None] = {}
    annotations: dict[int, tuple[int, int]] = {}
    numbers = list(tree.Nums)
    for key, value in zip(map(int, numbers[::2]), numbers[1::2], strict=True):
        if key < pages:
            for number, owner in enumerate(value):
                contents[key, number] = owner.objgen if owner is not None else None
        else:
            annotations[key] = value.objgen
    return contents, annotations


class _Marks:
    """Marked content of all pages, gathered page by page."""

    DRAWS = frozenset({"Tj", "TJ", "f", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "BI"})

    def __init__(self) -> None:
        self.texts: dict[Place, str] = {}
        self.artifacts: list[Artifact] = []
        self.unmarked: list[str] = []
        self.twice: list[Place] = []

    def read(self, page: Any, number: int) -> None:
        opened: list[Place | Artifact | None] = []
        font: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            operands: Any = instruction.operands
            if operator in {"BDC", "BMC"}:
                opened.append(self._open(operands, number))
            elif operator == "EMC":
                opened.pop()
            elif operator == "Tf":
                font = _to_unicode(page.Resources.Font[operands[0]])
            elif operator in self.DRAWS:
                around = [one for one in opened if one is not None]
                assert len(around) < 2, "one mark stands inside another"
                words = _shown(operands, font) if operator in {"Tj", "TJ"} else ""
                self._draw(around[0] if around else None, operator, words)
        assert not opened

    def _open(self, operands: Any, number: int) -> Place | Artifact | None:
        properties = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
        if str(operands[0]) == "/Artifact":
            kind = properties.get("/Type") if isinstance(properties, pikepdf.Dictionary) else None
            self.artifacts.append(Artifact(number, str(kind)[1:] if kind else None, ""))
            return self.artifacts[-1]
        if not isinstance(properties, pikepdf.Dictionary) or "/MCID" not in properties:
            return None
        place = (number, int(properties.MCID))
        if place in self.texts:
            self.twice.append(place)
        self.texts.setdefault(place, "")
        return place

    def _draw(self, around: Place | Artifact | None, operator: str, words: str) -> None:
        if around is None:
            self.unmarked.append(operator)
        elif isinstance(around, Artifact):
            around.text += words
        else:
            self.texts[around] += words


def _shown(operands: Any, font: Mapping[int, str]) -> str:
    given = operands[0]
    pieces = given if isinstance(given, pikepdf.Array) else [given]
    codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    numbers = (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2))
    return "".join(font[number] for number in numbers)


def _to_unicode(font: Any) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


INLINE = frozenset({"Span", "Strong", "Em", "Link", "NonStruct"})
INLINE_TAGS = frozenset({"a", "bdi", "em", "span", "strong"})
ARABIC_WORDS = re.compile("[\u0620-\u065f\u066e-\u06d3]+")
NEVER_HEARD = frozenset({"running-head", "running-foot", "watermark", "see-emergency"})
"""Parts of a page that are no part of its text; the last one is not shown on a4."""
VOID = frozenset({"meta", "br", "img", "link", "hr", "input", "path", "circle", "rect", "line"})


class Source(HTMLParser):
    """What an HTML page says, in the order of its source."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[str, str | None]] = []
        """Pieces of text with the language around each, squeezed."""
        self.raw: list[str] = []
        self.headings: list[tuple[str, str]] = []
        self.alts: list[str] = []
        self.feed(html)

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.words)

    def arabic_words(self) -> list[str]:
        """Return the words in Arabic script, in order."""
        return ARABIC_WORDS.findall("".join(self.raw))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.raw.append("" if tag in INLINE_TAGS else " ")
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append((tag.upper(), ""))
        if tag == "img":
            self.alts.append(attributes.get("alt") or "")
        if tag not in VOID:
            self.open.append((tag, attributes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over what has no inside, as a path of a drawing."""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        closed, attributes = self.open.pop()
        assert closed == tag, f"{closed} is open, {tag} closes"
        if attributes.get("class") == "label":
            # The stylesheet puts a colon after each.
            self.words.append((":", None))

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.open]
        classes = {name for _, a in self.open for name in (a.get("class") or "").split()}
        if "body" not in tags or "svg" in tags or classes & NEVER_HEARD:
            return
        spoken = [a["lang"] for _, a in self.open if a.get("lang")]
        self.raw.append(data)
        self.words.append((squeezed(data), spoken[-1] if len(spoken) > 1 else None))
        if {"h1", "h2", "h3", "h4"} & set(tags):
            level, before = self.headings[-1]
            self.headings[-1] = (level, before + squeezed(data))
