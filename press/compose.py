"""An edition and a profile in, a RenderJob out: self-contained HTML with all that it needs."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from press import fonts, isolation, markup, qr, typeset
from press.components import Component, template_folders
from press.findings import Finding, ProjectError
from press.fingerprints import digest, identity
from press.languages import format_day, language
from press.model import Contact, Edition, Hospital, RenderJob, Status
from press.profiles import Profile

# Ink for text and one colour for each signal: at least 7:1 and 4.5:1 on white paper, and three
# different greys (L* 35, 49 and 41), so that a photocopy keeps them apart.
PALETTE = {"ink": "#1a2026", "red": "#a01414", "amber": "#a85a00", "green": "#1d6b45"}
ENGINE = "WeasyPrint 70.0"


class Composer:
    """Holds the templates of one project and sets editions with them."""

    def __init__(
        self, project: Path, hospital: Hospital, components: Mapping[str, Component]
    ) -> None:
        self.hospital = hospital
        self.components = components
        self.folders = template_folders(project)
        self.environment = jinja2.Environment(
            # The project's own templates lie over the press's, file by file.
            loader=jinja2.FileSystemLoader(list(reversed(self.folders))),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
        )
        source = language(hospital.source_language)
        self.environment.filters.update(
            fill=_fill,
            column_groups=_column_groups,
            original=lambda text: Markup(isolation.isolate(text, source)),  # noqa: S704 - isolate escapes
        )
        self.environment.globals.update(rules=_rules, counter=_counter, icon=self.icon)

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

    def compose(self, edition: Edition, profile: Profile) -> RenderJob:
        """Return the job that makes one file.

        Raises ProjectError when a template asks for something that it does not get.
        """
        try:
            return _Composition(self, edition, profile).job()
        except jinja2.TemplateError as error:
            raise ProjectError([_template_finding(error)]) from error

    @functools.cache  # noqa: B019 - a Composer lives as long as a build
    def icon(self, name: str, colour: str) -> Markup:
        """Return an icon as inline SVG; its colour is written in, as the engine needs it."""
        return Markup(self._file(f"icons/{name}.svg").replace("currentColor", colour))  # noqa: S704 - our own drawing

    @functools.cache  # noqa: B019 - a Composer lives as long as a build
    def stylesheets(self, script: str, profile: str) -> tuple[str, ...]:
        """Return the CSS of a script and profile, in cascading order."""
        names = [
            "styles/base.css",
            *(f"styles/components/{name}.css" for name in self.components),
            f"styles/scripts/{script}.css",
            f"styles/profiles/{profile}.css",
        ]
        return (fonts.stylesheet(script), *filter(None, map(self._file, names)))

    def _file(self, name: str) -> str:
        for folder in reversed(self.folders):
            if (folder / name).is_file():
                return (folder / name).read_text("utf-8")
        return ""


class _Composition:
    """One edition in one profile, while it is being set."""

    def __init__(self, composer: Composer, edition: Edition, profile: Profile) -> None:
        self.composer, self.edition, self.profile = composer, edition, profile
        self.hospital, self.leaflet = composer.hospital, edition.leaflet
        self.service = self.hospital.services[self.leaflet.service]
        self.language = language(edition.language)
        self.source = language(self.hospital.source_language)
        self.marking = False
        self.environment = composer.environment
        self.spoken = {"_": self.shared_words, "gettext": self.shared_words}

    def job(self) -> RenderJob:
        edition, leaflet = self.edition, self.leaflet
        printed = identity(
            leaflet.number,
            edition.language,
            self.profile.code,
            leaflet.version,
            edition.fingerprint,
        )
        html = self.environment.get_template("leaflet.html").render(
            self.spoken | self.context(printed)
        )
        stylesheets = self.composer.stylesheets(self.language.script, self.profile.name)
        colours = "; ".join(f"--{name}: {value}" for name, value in self.palette.items())
        resources = {
            typeset.FIGURES + figure.file.rpartition("/")[2]: figure.data
            for figure in leaflet.figures
            if figure.data
        }
        sheets = (f":root {{ {colours} }}\n", *stylesheets)
        return RenderJob(
            key=digest(
                [
                    html,
                    sheets,
                    {name: hashlib.sha256(data).hexdigest() for name, data in resources.items()},
                    fonts.digests(self.language.script),
                    self.profile.trim_mm,
                    code_digest(),
                ]
            ),
            number=leaflet.number,
            language=edition.language,
            profile=self.profile.name,
            html=html,
            stylesheets=sheets,
            resources=resources,
            created=leaflet.issued.isoformat(),
            fonts=frozenset(fonts.embedded_names(self.language.script)),
            identity=printed,
            path=self.path(),
        )

    def path(self) -> str:
        leaflet, profile = self.leaflet, self.profile
        stem = f"{leaflet.number}-{self.edition.language}-{profile.name}-v{leaflet.version}"
        if self.edition.status is Status.DRAFT:
            return f"drafts/{stem}-DRAFT.{profile.ending}"
        return f"{leaflet.number}/{stem}.{profile.ending}"

    @property
    def palette(self) -> dict[str, str]:
        return PALETTE | {"main": self.service.colour}

    def context(self, printed: str) -> dict[str, Any]:
        leaflet = self.leaflet
        root = markup.parse(leaflet.markdown, leaflet.markdown_path)
        translated = markup.translate(root, self.edition.translation.words, self.source.tag)
        # The short address: what a person can type. The QR code holds the same with its scheme.
        address = "/".join(
            (self.hospital.website, leaflet.number, self.language.tag, f"v{leaflet.version}", "")
        )
        title_text = self.plain_words(leaflet.title)
        change = next((c.note for c in leaflet.changes if c.version == leaflet.version), "")
        foreign = self.language.base != self.source.base
        return {
            "language": self.language,
            "source": self.source,
            "leaflet": leaflet,
            "hospital": self.hospital,
            "profile": self.profile,
            "palette": self.palette,
            "status": self.edition.status.value,
            "identity": self.value(printed),
            "number": self.value(leaflet.number),
            "title": self.unit(leaflet.title),
            "title_text": title_text,
            "short_title": self.unit(leaflet.short_title),
            "audience": self.unit(leaflet.audience),
            "audience_text": self.plain_words(leaflet.audience),
            "author": self.unit(leaflet.author),
            "approver": self.unit(leaflet.approver),
            "involvement": self.unit(leaflet.involvement),
            "change": self.unit(change) if change else "",
            "service": {"name": self.hospital_words(self.service.name)},
            "service_contact": self.contact(self.hospital.contacts[self.service.contact]),
            "contacts": {n: self.contact(c) for n, c in self.hospital.contacts.items()},
            "dates": {
                name: self.words(format_day(getattr(leaflet, name), self.language.tag))
                for name in ("issued", "last_checked", "review_due")
            },
            "signoffs": [
                {
                    "role": self.hospital_words(approval.role),
                    "credential": approval.credential,
                    "date": self.words(format_day(approval.date, self.language.tag)),
                }
                for approval in self.edition.approvals
            ],
            "translated": self.language.tag != self.source.tag,
            "foreign": foreign,
            "machine_translated": self.edition.translation.machine_translated,
            "qr_code": Markup(qr.svg(address, f"{title_text} {leaflet.number}")),  # noqa: S704 - segno escapes its title
            "web_address": self.value(address.partition("//")[2]),
            "source_words": lambda text: Markup(isolation.isolate(text, self.source)),  # noqa: S704 - isolate escapes
            "body": Markup(typeset.document(translated, self.setting())),  # noqa: S704 - typeset escapes
        }

    def setting(self) -> typeset.Setting:
        return typeset.Setting(
            words=lambda text: isolation.isolate(text, self.language),
            fallback_words=lambda text: isolation.isolate(text, self.source),
            contact=self.contact_value,
            component=self.component,
            untranslated=self.untranslated,
            components=self.composer.components,
            figures={figure.file: figure for figure in self.leaflet.figures},
            alts={figure.file: self.plain_words(figure.alt) for figure in self.leaflet.figures},
        )

    def component(self, part: typeset.Part) -> str:
        template = self.environment.get_template(f"components/{part.name}.html")
        contact = self.hospital.contacts.get(part.argument)
        return template.render(
            self.spoken,
            part=_View(part, contact=self.contact(contact) if contact else None, terms=self.terms),
            profile=self.profile,
            palette=self.palette,
            leaflet=self.leaflet,
        )

    @property
    def terms(self) -> list[dict[str, Markup]]:
        words = self.edition.translation.words
        return [
            {
                kind: self.looked_up(
                    getattr(self.hospital.terms[name], kind), words, f"term:{name}"
                )
                for kind in ("word", "meaning")
            }
            for name in self.leaflet.terms
            if name in self.hospital.terms
        ]

    def words(self, text: str) -> Markup:
        return Markup(isolation.isolate(text, self.language))  # noqa: S704 - isolate escapes

    def value(self, text: str) -> Markup:
        return Markup(isolation.value(text, self.language))  # noqa: S704 - value escapes

    def unit(self, text: str) -> Markup:
        """Return a unit of leaflet.toml in the edition's language, its inline Markdown set."""
        found = self.edition.translation.words.get((None, " ".join(text.split())))
        nodes = markup.parse_inline(found if found is not None else text)
        setting = self.setting()
        if found is not None:
            return Markup(typeset.words(nodes, setting))  # noqa: S704 - typeset escapes
        return Markup(self.untranslated(isolation.isolate(markup.plain(text), self.source)))  # noqa: S704 - isolate escapes

    def plain_words(self, text: str) -> str:
        key = (None, " ".join(text.split()))
        return markup.plain(self.edition.translation.words.get(key, text))

    def hospital_words(self, text: str) -> Markup:
        return self.looked_up(text, self.edition.translation.contacts)

    def shared_words(self, text: str) -> Markup:
        return self.looked_up(text, self.edition.translation.shared)

    def looked_up(
        self, text: str, words: Mapping[tuple[str | None, str], str], context: str | None = None
    ) -> Markup:
        """Return translated words as HTML; what has no translation is marked as English."""
        found = words.get((context, text))
        if found is not None:
            return self.words(found)
        html = isolation.isolate(text, self.source)
        return Markup(html if self.marking else self.untranslated(html))  # noqa: S704 - isolate escapes

    def untranslated(self, html: str) -> str:
        template = self.environment.get_template("partials/untranslated.html")
        self.marking = True
        try:
            return template.render(self.spoken, words=Markup(html), source=self.source)  # noqa: S704 - isolate escaped it
        finally:
            self.marking = False

    def contact(self, contact: Contact) -> dict[str, Markup | None]:
        values: dict[str, Markup | None] = {
            name: self.value(contact.values[name]) if name in contact.values else None
            for name in ("phone", "email", "address")
        }
        for name in ("hours", "out_of_hours"):
            given = contact.values.get(name)
            values[name] = self.hospital_words(given) if given else None
        return values | {"name": self.hospital_words(contact.name)}

    def contact_value(self, reference: str) -> str:
        name, _, key = reference.partition(".")
        contact = self.hospital.contacts.get(name)
        return str((self.contact(contact).get(key) if contact else None) or "")


class _View:
    """A Part as templates see it: HTML marked as such, with its contact and terms beside it."""

    def __init__(self, part: typeset.Part, **more: Any) -> None:
        self.options = part.options
        self.heading, self.body, self.text = map(Markup, (part.heading, part.body, part.text))
        self.items = tuple(map(Markup, part.items))
        self.table = [
            {"head": Markup(column.head), "hint": Markup(column.hint)}  # noqa: S704 - typeset escapes
            for column in part.table
        ]
        self.__dict__.update(more)


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


def _rules(lines: int) -> Markup:
    """Return ruled space to write on."""
    return Markup('<span class="rules">{}</span>').format(
        Markup('<span class="rule"></span>') * lines
    )


def _counter(name: str) -> Markup:
    """Return a place that the stylesheet fills with a page counter."""
    return Markup('<bdi class="counter-{}"></bdi>').format(name)


def _template_finding(error: jinja2.TemplateError) -> Finding:
    line, name = 0, getattr(error, "name", None)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            line, name = trace.tb_lineno, file.rpartition("/templates/")[2]
        trace = trace.tb_next
    place = f"templates/{name}" if name else "templates"
    found = f"the template cannot be filled: {error.message or type(error).__name__}"
    return Finding(place, line, "template-broken", found, "mend the template")


@functools.cache
def code_digest() -> str:
    """Return a digest of the press's own code and engine: other code may make other bytes."""
    folder = Path(__file__).parent
    sources = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.py"))
    }
    return digest([ENGINE, sources])
