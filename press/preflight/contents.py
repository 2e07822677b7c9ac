"""A page in, what it paints in order out: colours, thicknesses and places, forms and all."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pikepdf

from press.preflight import colours, limits
from press.preflight.colours import Colour
from press.preflight.events import Broken, Event, Painted, Shaded, Used
from press.preflight.geometry import (
    EVERYWHERE,
    IDENTITY,
    Box,
    Matrix,
    box_of,
    common,
    corners,
    grown,
    joined,
    narrowest,
    normal,
    thickness,
)
from press.preflight.placing import inline_picture, picture
from press.preflight.state import SETTERS, Operands, Path, State, apply, matrix_of, resource

Holder: TypeAlias = pikepdf.Page | pikepdf.Object
NOWHERE: Box = (0.0, 0.0, -1.0, -1.0)
"""A clip that lets nothing through."""
INVISIBLE, CLIPPING = 3, 7
"""Text rendering modes that paint nothing."""
FILLED, STROKED = frozenset({0, 2, 4, 6}), frozenset({1, 2, 5, 6})
TILING = 1


@dataclass(slots=True)
class Walk:
    """One walk over one page."""

    budget: limits.Budget
    within: tuple[tuple[int, int], ...] = ()
    """The streams that are being read, outermost first."""
    done: set[tuple[int, int]] = field(default_factory=set)
    """Patterns, masks and Type 3 fonts, each looked into once for a page."""

    def page(self, page: pikepdf.Page) -> Iterator[Event]:
        """Yield what a page paints.

        Raises:
            limits.TooMuchError: If it is more than any leaflet paints.
        """
        held: Any = page.obj.get("/Contents", [])
        for stream in held if isinstance(held, pikepdf.Array) else [held]:
            limits.guard(stream)
        yield from self.group(page.obj, page.resources)
        yield from self.read(page, State(IDENTITY, normal(page.mediabox), page.resources))

    def read(self, holder: Holder, state: State) -> Iterator[Event]:
        """Yield what the content of a page, form, pattern or glyph paints."""
        saved: list[State] = []
        lenient = 0
        instructions = pikepdf.parse_content_stream(holder)
        self.budget.spend(len(instructions))
        for instruction in instructions:
            name, operands = str(instruction.operator), list(instruction.operands)
            try:
                if name == "q":
                    saved.append(copy.copy(state))
                elif name == "Q" and saved:
                    state = saved.pop()
                elif name in SETTERS:
                    SETTERS[name](state, operands)
                elif name in PAINTERS:
                    yield from PAINTERS[name](self, state, operands)
                elif name in {"BX", "EX"}:
                    lenient += 1 if name == "BX" else -1
                elif name not in QUIET and not lenient:
                    yield Broken(f"operator {name[:20]!r}, which stands alone or is unknown")
            except limits.FAULTY as error:
                yield Broken(f"operator {name} cannot be carried out: {limits.said(error)}")
        if saved:
            yield Broken("a q without its Q")

    def form(self, form: pikepdf.Object, state: State, outer: Matrix) -> Iterator[Event]:
        """Yield what a form, pattern or glyph paints in its own room."""
        if form.objgen in self.within or len(self.within) >= limits.DEEPEST:
            yield Broken("a form draws itself, or too many stand within each other")
            return
        limits.guard(form)
        inner = copy.copy(state)
        inner.path, inner.matrix = Path(), outer
        inner.resources = form.get("/Resources", state.resources)
        if "/BBox" in form:
            box = box_of(corners(normal(form["/BBox"])), inner.matrix)
            inner.clip = common(inner.clip, box) or NOWHERE
        yield from self.group(form, inner.resources)
        self.within += (form.objgen,)
        try:
            yield from self.read(form, inner)
        finally:
            self.within = self.within[:-1]

    def group(self, holder: pikepdf.Object, resources: pikepdf.Object) -> Iterator[Event]:
        """Yield the transparency group of a page or form, with what it blends in."""
        group = holder.get("/Group")
        if group is not None and "/CS" in group:
            yield Used("group", group, colours.read_space(group["/CS"], resources))

    def once(self, thing: pikepdf.Object) -> bool:
        """Tell whether something is met for the first time on this page."""
        met = thing.objgen in self.done and thing.objgen != (0, 0)
        self.done.add(thing.objgen)
        return not met

    def coloured(
        self, what: str, state: State, box: Box | None, thick: float | None
    ) -> Iterator[Event]:
        """Yield something in the colour of filling or stroking, and its pattern's inside."""
        line = what == "line"
        colour = state.line if line else state.fill
        over = state.over_line if line else state.over_fill
        yield Painted(what, colour, over, state.keeps, thick, box)
        pattern = colour.pattern
        if pattern is None or not self.once(pattern):
            return
        if int(pattern["/PatternType"]) != TILING:
            yield from _shaded(pattern["/Shading"], state, box)
            return
        inner = State(IDENTITY, EVERYWHERE, state.resources)
        if colour.space.under is not None:
            inner.fill = inner.line = Colour(colour.space.under, colour.values)
        yield from self.form(pattern, inner, matrix_of(list(pattern.get("/Matrix", IDENTITY))))


def _path(walk: Walk, state: State, *, fill: bool, line: bool) -> Iterator[Event]:
    path = Path(state.path.parts, state.path.rectangles, state.path.clips)
    state.path.parts, state.path.rectangles, state.path.clips = [], [], False
    if not path.parts:
        return
    clip = state.clip
    box = box_of((point for part in path.parts for point in part), state.matrix)
    if path.clips:
        state.clip = common(box, clip) or NOWHERE
    if fill and common(box, clip):
        parts = (thickness(box_of(part, state.matrix)) for part in path.rectangles)
        thin = min(thickness(box), thickness(clip), *parts)
        yield from walk.coloured("fill", state, box, thin)
    if line:
        thick = state.width * narrowest(state.matrix)
        around = grown(box, thick / 2)
        if common(around, clip):
            yield from walk.coloured("line", state, around, min(thick, thickness(clip)))


def _painter(*, fill: bool = False, line: bool = False) -> Callable[..., Iterator[Event]]:
    """Return the operator that fills or strokes the path, then lets go of it."""
    return lambda walk, state, _: _path(walk, state, fill=fill, line=line)


def _show(walk: Walk, state: State, _: Operands) -> Iterator[Event]:
    if state.mode in {INVISIBLE, CLIPPING}:
        return
    if state.font is None:
        yield Broken("text without a font")
        return
    yield Used("font", state.font)
    if state.font.get("/Subtype") == "/Type3":
        yield from _glyphs(walk, state.font, state)
        return
    if state.mode in FILLED:
        yield from walk.coloured("text", state, None, None)
    if state.mode in STROKED:
        yield from walk.coloured("line", state, None, state.width * narrowest(state.matrix))


def _glyphs(walk: Walk, font: pikepdf.Object, state: State) -> Iterator[Event]:
    """Yield what the glyphs of a Type 3 font paint."""
    yield Painted("text", state.fill, state.over_fill, state.keeps, None, None)
    if not walk.once(font):
        return
    scale: Matrix = (state.size, 0.0, 0.0, state.size, 0.0, 0.0)
    own = matrix_of(list(font["/FontMatrix"]))
    outer = joined(own, joined(scale, joined(state.text, state.matrix)))
    inner = copy.copy(state)
    # Where a glyph stands is not followed, so that nothing is taken for out of sight.
    inner.clip = EVERYWHERE
    inner.resources = font.get("/Resources", state.resources)
    for glyph in dict(font["/CharProcs"]).values():
        yield from walk.form(glyph, inner, outer)


def _shading(_: Walk, state: State, operands: Operands) -> Iterator[Event]:
    yield from _shaded(resource(state, "/Shading", operands[0]), state, None)


def _shaded(shading: pikepdf.Object, state: State, box: Box | None) -> Iterator[Event]:
    space = colours.read_space(shading["/ColorSpace"], state.resources)
    yield Shaded(space, shading, box)


def _settings(walk: Walk, state: State, operands: Operands) -> Iterator[Event]:
    settings = resource(state, "/ExtGState", operands[0])
    apply(state, settings)
    yield Used("state", settings)
    mask = settings.get("/SMask")
    if isinstance(mask, pikepdf.Dictionary) and "/G" in mask and walk.once(mask["/G"]):
        form = mask["/G"]
        own = matrix_of(list(form.get("/Matrix", IDENTITY)))
        yield from walk.form(
            form, State(IDENTITY, EVERYWHERE, state.resources), joined(own, state.matrix)
        )


def _do(walk: Walk, state: State, operands: Operands) -> Iterator[Event]:
    thing = resource(state, "/XObject", operands[0])
    if thing.get("/Subtype") == "/Image":
        yield from picture(thing, str(operands[0]), state)
        return
    yield Used("form", thing)
    if thing.get("/Subtype") == "/Form":
        own = matrix_of(list(thing.get("/Matrix", IDENTITY)))
        yield from walk.form(thing, state, joined(own, state.matrix))


PAINTERS: dict[str, Callable[[Walk, State, Operands], Iterator[Event]]] = {
    **dict.fromkeys(("f", "F", "f*"), _painter(fill=True)),
    **dict.fromkeys(("S", "s"), _painter(line=True)),
    **dict.fromkeys(("B", "B*", "b", "b*"), _painter(fill=True, line=True)),
    "n": _painter(),
    **dict.fromkeys(("Tj", "TJ", "'", '"'), _show),
    "sh": _shading,
    "gs": _settings,
    "Do": _do,
    "INLINE IMAGE": lambda _, state, operands: inline_picture(operands[0], state),
}
QUIET = frozenset({
    "h", "J", "j", "M", "d", "ri", "i", "ET", "Tc", "Tw", "Tz", "TL", "Ts", "Td", "TD", "T*", "d0",
    "d1", "MP", "DP", "BMC", "BDC", "EMC",
})  # fmt: skip
"""Operators that neither set nor paint anything that preflight asks for."""
