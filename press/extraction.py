"""Extractors for Babel: what stock ``pybabel extract -F babel.cfg`` finds, and the press too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract

from press.model import Unit

Extracted = tuple[int, str, str | tuple[str, str], list[str]]

# A broken template must be heard: without this Jinja's extractor yields nothing and no error.
JINJA_OPTIONS = {"silent": "false", "trimmed": "true"}
TRANSLATORS = ("translators:",)


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
