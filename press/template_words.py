"""A project's templates in, the words that they say out, and those that nobody can translate."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from press import components, extraction
from press.checks import hard_coded
from press.findings import Finding, ProjectError
from press.model import Unit
from press.records import read_text
from press.templates import Templates


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """What the templates of a project say."""

    units: tuple[Unit, ...]
    """Their own words, each once."""
    untranslatable: tuple[Finding, ...]
    """Their words that no catalog can translate."""


def read(project: Path, source_language: str) -> TemplateWords:
    """Return what a project's templates say, each file read once.

    Raises ProjectError with every template that cannot be read.
    """
    files = sorted((project / "templates").rglob("*.*"))
    unread = [
        finding
        for path in files
        if path.suffix in (".html", ".css", ".svg") and path.is_file()
        for finding in read_text(project, path.relative_to(project).as_posix())[1]
    ]
    if unread:
        raise ProjectError(unread)
    folders = components.template_folders(project)
    pages = tuple((path, path.read_bytes()) for one in folders for path in one.rglob("*.html"))
    return _read(project, source_language, pages)


@functools.lru_cache(maxsize=2)
def _read(
    project: Path, source_language: str, _pages: tuple[tuple[Path, bytes], ...]
) -> TemplateWords:
    """Return what some pages say; they are read again when one of them is another."""
    templates = Templates(project, source_language)
    if broken := templates.check():
        raise ProjectError(broken)
    folders = components.template_folders(project)
    units = {unit.key: unit for unit in extraction.template_units(folders)}
    return TemplateWords(tuple(units.values()), tuple(hard_coded.check(templates.literals())))
