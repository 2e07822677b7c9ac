"""A project's templates, icons and styles, ready to be filled: the one module that knows Jinja."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from press import fonts, isolation
from press.components import template_folders
from press.findings import Finding, ProjectError
from press.languages import language

BLANK = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: something stands here that the template does not say."""


class Templates:
    """The templates of one project, its own laid over the press's file by file."""

    def __init__(self, project: Path, source_language: str) -> None:
        self.folders = template_folders(project)
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(list(reversed(self.folders))),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
        )
        source = language(source_language)
        self.environment.filters.update(
            fill=_fill,
            column_groups=_column_groups,
            original=lambda text: Markup(isolation.isolate(text, source)),  # noqa: S704 - isolate escapes
        )
        self.environment.globals.update(
            rules=_rules, counter=_counter, page_of=_page_of, icon=self.icon
        )

    def fill(self, name: str, values: Mapping[str, Any]) -> str:
        """Return a template filled with values.

        Raises ProjectError when it asks for something that it does not get.
        """
        try:
            return self.environment.get_template(name).render(values)
        except (jinja2.TemplateError, ArithmeticError, TypeError, ValueError) as error:
            raise ProjectError([_finding(error)]) from error

    def check(self) -> list[Finding]:
        """Return a finding for each template that Jinja cannot read."""
        findings = []
        for name in self.environment.list_templates(extensions=["html"]):
            try:
                self.environment.get_template(name)
            except jinja2.TemplateSyntaxError as error:
                found = f"the template is broken: {error.message}"
                place = f"templates/{name}"
                remedy = "mend the template; nothing is built without it"
                findings.append(Finding(place, error.lineno, "template-broken", found, remedy))
        return findings

    def literals(self) -> dict[str, str]:
        """Return each page template by name, with all that Jinja fills in taken out of it.

        A blank stands for each thing that is filled in, and every line keeps its number.
        """
        found = {}
        for name in self.environment.list_templates(extensions=["html"]):
            text = self.environment.loader.get_source(self.environment, name)[0]  # type: ignore[union-attr]
            found[name] = "".join(
                value if kind == "data" else BLANK * bool(value.strip()) + "\n" * value.count("\n")
                for _line, kind, value in self.environment.lex(text)
            )
        return found

    @functools.cache  # noqa: B019 - Templates live as long as a build
    def icon(self, name: str, colour: str) -> Markup:
        """Return an icon as inline SVG; its colour is written in, as the engine needs it."""
        return Markup(self._file(f"icons/{name}.svg").replace("currentColor", colour))  # noqa: S704 - our own drawing

    @functools.cache  # noqa: B019 - Templates live as long as a build
    def stylesheets(
        self, components: tuple[str, ...], script: str, *profiles: str, paged: bool = True
    ) -> tuple[str, ...]:
        """Return the CSS of a script and of profiles, each laid over the one before."""
        names = [
            "styles/base.css",
            *(["styles/paged.css"] if paged else []),
            *(f"styles/components/{name}.css" for name in components),
            f"styles/scripts/{script}.css",
            *(f"styles/profiles/{profile}.css" for profile in profiles if profile),
        ]
        return (fonts.stylesheet(script), *filter(None, map(self._file, names)))

    def stylesheet(self, name: str) -> str:
        """Return one stylesheet by its place under templates/, empty where there is none."""
        return self._file(name)

    def _file(self, name: str) -> str:
        for folder in reversed(self.folders):
            if (folder / name).is_file():
                return (folder / name).read_text("utf-8")
        return ""


def _fill(message: Markup, **values: Markup) -> Markup:
    """Put values into the placeholders of a translated message."""
    html = str(message)
    for name, value in values.items():
        html = html.replace(f"{{{name}}}", str(Markup.escape(value)))
    return Markup(html)  # noqa: S704 - both sides were escaped


def _column_groups(columns: list[Any], width: int) -> list[list[Any]]:
    """Split the columns of a diary over sheets; the first one, the day, stands on each."""
    if len(columns) <= width:
        return [columns]
    first, rest = columns[:1], columns[1:]
    step = width - 1
    return [first + rest[start : start + step] for start in range(0, len(rest), step)]


def _rules(lines: int, name: Markup | str = "") -> Markup:
    """Return ruled space to write on, a field where it is given a name."""
    named = Markup(' data-field="space" data-name="{}"').format(Markup(name).striptags())  # noqa: S704 - tags are stripped
    return Markup('<span class="rules"{}>{}</span>').format(
        named if name else "", Markup('<span class="rule"></span>') * lines
    )


def _page_of(identity: str) -> Markup:
    """Return a place that the stylesheet fills with the page on which something stands."""
    return Markup('<bdi><a class="page-of" href="#{}"></a></bdi>').format(identity)


def _counter(name: str) -> Markup:
    """Return a place that the stylesheet fills with a page counter."""
    return Markup('<bdi class="counter-{}"></bdi>').format(name)


def _finding(error: Exception) -> Finding:
    line, name = 0, getattr(error, "name", None)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            line, name = trace.tb_lineno, file.rpartition("/templates/")[2]
        trace = trace.tb_next
    place = f"templates/{name}" if name else "templates"
    found = f"the template cannot be filled: {str(error) or type(error).__name__}"
    return Finding(place, line, "template-broken", found, "mend the template")
