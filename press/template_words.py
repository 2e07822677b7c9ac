"""A project's templates in, the words that they say out, and those that nobody can translate."""

from __future__ import annotations

import functools
from pathlib import Path

from press import components, extraction
from press.checks import hard_coded
from press.findings import Finding, ProjectError
from press.model import Unit
from press.records import read_text
from press.templates import Templates


def units(project: Path, source_language: str) -> tuple[Unit, ...]:
    """Return the templates' own words, each once.

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
    return _units(project, source_language, pages)


@functools.lru_cache(maxsize=2)
def _units(
    project: Path, source_language: str, _pages: tuple[tuple[Path, bytes], ...]
) -> tuple[Unit, ...]:
    """Return what some pages say; they are read again when one of them is another."""
    if broken := Templates(project, source_language).check():
        raise ProjectError(broken)
    folders = components.template_folders(project)
    return tuple({unit.key: unit for unit in extraction.template_units(folders)}.values())


def untranslatable(project: Path, source_language: str) -> tuple[Finding, ...]:
    """Return the words of templates that no catalog can translate."""
    folders = components.template_folders(project)
    pages = tuple((path, path.read_bytes()) for one in folders for path in one.rglob("*.html"))
    return _untranslatable(project, source_language, pages)


@functools.lru_cache(maxsize=2)
def _untranslatable(
    project: Path, source_language: str, _pages: tuple[tuple[Path, bytes], ...]
) -> tuple[Finding, ...]:
    return tuple(hard_coded.check(Templates(project, source_language).literals()))
