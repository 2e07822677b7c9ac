"""Operators that set something in, the graphics state after them out; nothing is painted here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pikepdf

from press.preflight import colours
from press.preflight.colours import Colour
from press.preflight.geometry import IDENTITY, Box, Matrix, corners, joined

Point: TypeAlias = tuple[float, float]
Operands: TypeAlias = Sequence[Any]


@dataclass(slots=True)
class Path:
    """The path that is being drawn: its parts, and which of them are rectangles."""

    parts: list[list[Point]] = field(default_factory=list)
    rectangles: list[list[Point]] = field(default_factory=list)
    clips: bool = False


@dataclass(slots=True)
class State:
    """The graphics state, as far as preflight asks for it."""

    matrix: Matrix
    clip: Box
    resources: pikepdf.Object
    path: Path = field(default_factory=Path)
    """Shared by the states that q and Q exchange: they stand outside paths."""
    fill: Colour = colours.BLACK
    line: Colour = colours.BLACK
    width: float = 1.0
    font: pikepdf.Object | None = None
    size: float = 0.0
    text: Matrix = IDENTITY
    mode: int = 0
    over_fill: bool = False
    over_line: bool = False
    keeps: bool = False
    """Overprint mode 1: an ink of 0 in DeviceCMYK leaves what lies under it."""


def matrix_of(numbers: Operands) -> Matrix:
    """Return six numbers as a matrix.

    Raises:
        ValueError: If they are not six.
    """
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f


def resource(state: State, kind: str, name: object) -> Any:
    """Return a named resource.

    Raises:
        ValueError: If there is none of that name.
    """
    resources: Any = state.resources
    found = resources.get(kind, {}).get(str(name))
    if found is None:
        raise ValueError(f"{kind[1:]} {name} is not in the resources")
    return found


def apply(state: State, settings: pikepdf.Object) -> None:
    """Set what an extended graphics state sets."""
    if "/LW" in settings:
        state.width = float(settings["/LW"])
    if "/Font" in settings:
        state.font, state.size = settings["/Font"][0], float(settings["/Font"][1])
    if "/OP" in settings:
        state.over_line = bool(settings["/OP"])
        # Without an op of its own, OP speaks for filling too (ISO 32000-1, table 58).
        state.over_fill = state.over_line
    if "/op" in settings:
        state.over_fill = bool(settings["/op"])
    if "/OPM" in settings:
        state.keeps = int(settings["/OPM"]) == 1


def _move(state: State, at: Operands) -> None:
    state.path.parts.append([(float(at[0]), float(at[1]))])


def _draw(state: State, at: Operands) -> None:
    numbers = [float(number) for number in at]
    part = state.path.parts[-1]
    part += zip(numbers[0::2], numbers[1::2], strict=True)


def _rectangle(state: State, at: Operands) -> None:
    left, bottom, width, height = (float(number) for number in at)
    part = corners((left, bottom, left + width, bottom + height))
    state.path.parts.append(part)
    state.path.rectangles.append(part)


def _clip(state: State, _: Operands) -> None:
    state.path.clips = True


def _matrix(state: State, numbers: Operands) -> None:
    state.matrix = joined(matrix_of(numbers), state.matrix)


def _text_matrix(state: State, numbers: Operands) -> None:
    state.text = matrix_of(numbers)


def _text_begins(state: State, _: Operands) -> None:
    state.text = IDENTITY


def _font(state: State, operands: Operands) -> None:
    state.font, state.size = resource(state, "/Font", operands[0]), float(operands[1])


def _mode(state: State, operands: Operands) -> None:
    state.mode = int(operands[0])


def _width(state: State, operands: Operands) -> None:
    state.width = float(operands[0])


def _device(which: str, space: colours.Space) -> Callable[[State, Operands], None]:
    """Return the operator that sets a colour of a device space."""

    def setter(state: State, operands: Operands) -> None:
        values = tuple(float(value) for value in operands)
        if len(values) != space.parts:
            raise ValueError(f"{len(values)} numbers for {space.name}")
        setattr(state, which, Colour(space, values))

    return setter


def _space(which: str) -> Callable[[State, Operands], None]:
    """Return the operator that chooses a colour space, at its first colour."""

    def setter(state: State, operands: Operands) -> None:
        space = colours.read_space(operands[0], state.resources)
        first = {colours.GREY: (0.0,), colours.DEVICE_CMYK: (0.0, 0.0, 0.0, 1.0)}.get(
            space.kind, (float(space.kind == colours.PLATES),) * space.parts
        )
        setattr(state, which, Colour(space, first))

    return setter


def _colour(which: str) -> Callable[[State, Operands], None]:
    """Return the operator that sets a colour or a pattern of the chosen space."""

    def setter(state: State, operands: Operands) -> None:
        space, values, pattern = getattr(state, which).space, list(operands), None
        if values and isinstance(values[-1], pikepdf.Name):
            pattern = resource(state, "/Pattern", values.pop())
        elif len(values) != space.parts:
            raise ValueError(f"{len(values)} numbers for {space.name}")
        setattr(state, which, Colour(space, tuple(float(value) for value in values), pattern))

    return setter


SETTERS: dict[str, Callable[[State, Operands], None]] = {
    "m": _move,
    **dict.fromkeys(("l", "c", "v", "y"), _draw),
    "re": _rectangle,
    "W": _clip,
    "W*": _clip,
    "cm": _matrix,
    "BT": _text_begins,
    "Tm": _text_matrix,
    "Tf": _font,
    "Tr": _mode,
    "w": _width,
    "g": _device("fill", colours.DEVICE_GREY),
    "G": _device("line", colours.DEVICE_GREY),
    "rg": _device("fill", colours.DEVICE_RGB),
    "RG": _device("line", colours.DEVICE_RGB),
    "k": _device("fill", colours.CMYK_SPACE),
    "K": _device("line", colours.CMYK_SPACE),
    "cs": _space("fill"),
    "CS": _space("line"),
    **dict.fromkeys(("sc", "scn"), _colour("fill")),
    **dict.fromkeys(("SC", "SCN"), _colour("line")),
}
