"""What a component's template declares about itself: its argument, options and content.

A component is one template and one stylesheet. The template's first line says what the container
may hold, so that nothing else needs to know a new one::

    {# argument: contact; options: lines=2; holds: list; safety: yes #}
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

DECLARATION = re.compile(r"\A\{#-?\s*(.*?)\s*-?#\}", re.DOTALL)
OPTION = re.compile(r"(\w+)=(\d+)")
OWN_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Component:
    """A container that leaflets can use."""

    name: str
    contact: bool
    """Whether its argument names a contact of hospital.toml."""
    options: dict[str, int] = field(hash=False)
    """Options with their defaults."""
    holds: str
    """The block that it must contain: list, table, paragraph, or empty."""
    safety: bool
    """Whether it never may fall back to another language unseen."""


def template_folders(project: Path) -> list[Path]:
    """Return where templates are looked for: the press's own, then what the project lays over."""
    folders = [OWN_TEMPLATES]
    own = (project / "templates").resolve()
    if own.is_dir() and own != OWN_TEMPLATES:
        folders.append(own)
    return folders


def read(project: Path) -> dict[str, Component]:
    """Return every component by name, sorted."""
    files = {
        path.stem: path
        for folder in template_folders(project)
        for path in (folder / "components").glob("*.html")
    }
    return {name: _declared(name, path.read_text("utf-8")) for name, path in sorted(files.items())}


def _declared(name: str, template: str) -> Component:
    match = DECLARATION.match(template)
    pieces = (piece.partition(":") for piece in (match[1] if match else "").split(";"))
    pairs = {key.strip(): value.strip() for key, colon, value in pieces if colon}
    options = dict(OPTION.findall(pairs.get("options", "")))
    return Component(
        name=name,
        contact=pairs.get("argument") == "contact",
        options={key: int(value) for key, value in options.items()},
        holds=pairs.get("holds", ""),
        safety=pairs.get("safety") == "yes",
    )
