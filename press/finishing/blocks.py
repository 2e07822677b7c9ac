"""Words and captions as they lie loose among blocks in; paragraphs and captioned figures, out."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from pikepdf import Array, Dictionary, Name

from press.finishing.tree import Structure, is_element, kids

GROUPS = ("/Document", "/Part", "/Sect", "/Div", "/NonStruct")
"""Elements that hold blocks."""
INLINE = ("/Span", "/Strong", "/Em", "/Link")
"""Elements that stand within a line of words."""


def settle(tree: Structure, *, second: bool) -> None:
    """Gather loose words into paragraphs and, for PDF/UA-2, captions into their figures.

    ISO 32005 (table 5) allows words in blocks alone; a reader of PDF/UA-1 pauses between them. ISO
    14289-2 (8.2.5.27) wants a caption in what it describes, but readers of PDF/UA-1 say a figure's
    alternative text and nothing that is in the figure.
    """
    if second:
        _caption(tree.document)
    _gather(tree, tree.document)


def _caption(parent: Any) -> None:
    """Move every caption to the end of the figure that stands beside it."""
    for kid in kids(parent):
        if is_element(kid):
            _caption(kid)
    captions = [kid for kid in kids(parent) if _is(kid, ("/Caption",))]
    figures = [kid for kid in kids(parent) if _is(kid, ("/Figure",))]
    if len(captions) == len(figures) == 1:
        parent.K = Array([kid for kid in kids(parent) if not _is(kid, ("/Caption",))])
        captions[0].P = figures[0]
        figures[0].K = Array([*kids(figures[0]), captions[0]])


def _gather(tree: Structure, group: Any) -> None:
    """Put each run of words among a group's blocks into a paragraph."""
    held = kids(group)
    if str(group.S) == "/Div" and held and all(map(_is_inline, held)):
        group.S = Name.P
        return
    kept = Array()
    for inline, run in groupby(held, _is_inline):
        if inline:
            kept.append(_paragraph(tree, group, list(run)))
            continue
        for kid in run:
            kept.append(kid)
            if _is(kid, GROUPS):
                _gather(tree, kid)
    group.K = kept


def _paragraph(tree: Structure, group: Any, words: list[Any]) -> Any:
    first = words[0]
    page = first.Pg if isinstance(first, Dictionary) and "/Pg" in first else group.Pg
    paragraph = tree.pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.P, P=group, Pg=page, K=Array())
    )
    tree.take(paragraph, Dictionary(Pg=group.get("/Pg", page), K=Array(words)))
    return paragraph


def _is_inline(kid: Any) -> bool:
    """Tell whether a child is words: an element within a line, or marked content itself."""
    if not is_element(kid) or str(kid.S) in INLINE:
        return True
    return str(kid.S) == "/NonStruct" and all(map(_is_inline, kids(kid)))


def _is(kid: Any, kinds: tuple[str, ...]) -> bool:
    return is_element(kid) and str(kid.S) in kinds
