"""Web pages of the tests' hospital for whoever asks, and what a page says, as data.

Loaded by ``pytest_plugins``, so that one build serves every test module. It is imported too, so
that pytest must not rewrite it: PYTEST_DONT_REWRITE.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

from press.cli import main
from tests.finished import TODAY

VOID = frozenset({"br", "img", "meta", "path", "circle"})
PROFILES = re.compile(r"(?m)^profiles = .*$")


@dataclass
class Element:
    """One element of a page, with all the text inside it."""

    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...]
    """The tags around it, outermost first."""
    text: str = ""


@dataclass
class Web(HTMLParser):
    """A page as a list of its elements, in document order."""

    html: str
    elements: list[Element] = field(default_factory=list)
    unclosed: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = tuple(element.tag for element in self.unclosed)
        element = Element(tag, {name: value or "" for name, value in attrs}, around)
        self.elements.append(element)
        if tag not in VOID:
            self.unclosed.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            closed = self.unclosed.pop()
            assert closed.tag == tag, f"</{tag}> closes <{closed.tag}>"

    def handle_data(self, data: str) -> None:
        for element in self.unclosed:
            element.text += data

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def one(self, tag: str) -> Element:
        (found,) = self.all(tag)
        return found

    def classed(self, name: str) -> list[Element]:
        return [e for e in self.elements if name in e.attributes.get("class", "").split()]


def only_web(project: Path) -> None:
    """Let every leaflet of a project be put out as a web page and nothing else."""
    for path in sorted(project.glob("leaflets/*/leaflet.toml")):
        text, changes = PROFILES.subn('profiles = ["html"]', path.read_text("utf-8"))
        assert changes == 1, path
        path.write_text(text, "utf-8", newline="\n")


@pytest.fixture(scope="session")
def web_once(_signed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the signed hospital with its web pages. Look at it, but never write to it."""
    project = tmp_path_factory.mktemp("web") / "hospital"
    shutil.copytree(_signed_once, project)
    only_web(project)
    assert main(["build", "--project", str(project), "--today", TODAY]) == 0
    return project
