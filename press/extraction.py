"""Extractors for Babel: what stock ``pybabel extract -F babel.cfg`` finds, and the press too.

None of them says what is translatable: the readers of the press do, so that the two agree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from babel.messages.extract import extract

from press import hospital, markup, sources
from press.findings import ProjectError
from press.model import Unit
from press.records import TomlFile, parse_toml

# A broken template must be heard: without this Jinja's extractor yields nothing and no error.
JINJA_OPTIONS = {"silent": "false", "trimmed": "true"}
TRANSLATORS = ("translators:",)

Extracted = Iterator[tuple[int, str, str | tuple[str, str], list[str]]]
"""What Babel wants to be told of each message: line, function, message or (context, message),
comments."""


def template_units(folders: list[Path]) -> Iterator[Unit]:
    """Yield what the templates say, sorted by file; a later folder is laid over an earlier one.

    Raises jinja2.TemplateSyntaxError for a broken template.
    """
    files = {
        path.relative_to(folder).as_posix(): path
        for folder in folders
        for path in sorted(folder.rglob("*.html"))
    }
    for name, path in sorted(files.items()):
        with path.open("rb") as file:
            for line, message, comments, context in extract(
                "jinja2", file, comment_tags=TRANSLATORS, options=JINJA_OPTIONS
            ):
                note = " ".join(
                    comment.removeprefix("translators:").strip() for comment in comments
                )
                text = message if isinstance(message, str) else message[0]
                yield Unit("template", text, f"templates/{name}", line, context or None, note)


def leaflet_text(
    file: BinaryIO, _keywords: object, tags: Collection[str], **_options: object
) -> Extracted:
    """Yield the units of a leaflet.md."""
    return _messages(markup.units(markup.parse(_text(file), file.name)), tags)


def leaflet_facts(
    file: BinaryIO, _keywords: object, tags: Collection[str], **_options: object
) -> Extracted:
    """Yield the units of a leaflet.toml.

    Raises ProjectError when it cannot be read.
    """
    toml = _toml(file)
    return _messages((*sources.units_before(toml), *sources.units_after(toml)), tags)


def hospital_words(
    file: BinaryIO, _keywords: object, tags: Collection[str], **_options: object
) -> Extracted:
    """Yield the units of hospital.toml.

    Raises ProjectError when it cannot be read.
    """
    return _messages(hospital.units(_toml(file)), tags)


def terms(
    file: BinaryIO, _keywords: object, tags: Collection[str], **_options: object
) -> Extracted:
    """Yield the units of terms.toml.

    Raises ProjectError when it cannot be read.
    """
    return _messages(hospital.term_units(_toml(file)), tags)


def _messages(units: Iterable[Unit], tags: Collection[str]) -> Extracted:
    for unit in units:
        wanted = unit.note and TRANSLATORS[0] in tags
        comments = [f"{TRANSLATORS[0]} {unit.note}"] if wanted else []
        if unit.context:
            yield unit.line, "pgettext", (unit.context, unit.text), comments
        else:
            yield unit.line, "gettext", unit.text, comments


def _toml(file: BinaryIO) -> TomlFile:
    toml = parse_toml(_text(file), file.name)
    if toml.findings:
        raise ProjectError(toml.findings)
    return toml


def _text(file: BinaryIO) -> str:
    return file.read().decode("utf-8-sig")
