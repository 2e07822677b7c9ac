"""An edition and a profile in, a RenderJob out: self-contained HTML with all that it needs."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from markupsafe import Markup

from press import fonts, inks, markup, provenance, qr, typeset
from press.components import Component
from press.fingerprints import digest, identity
from press.jobs import DocumentFacts, RenderJob, Sheet
from press.languages import format_day, language
from press.model import Contact, Edition, Hospital, Status, leaflet_units
from press.parallel import ParallelPhrases
from press.phrases import Phrases
from press.profiles import Profile
from press.templates import Templates

# Ink for text and one colour for each signal: at least 7:1 and 4.5:1 on white paper, and three
# different greys (L* 35, 49 and 41), so that a photocopy keeps them apart.
PALETTE = {"ink": "#1a2026", "red": "#a01414", "amber": "#a85a00", "green": "#1d6b45"}
ENGINE = "WeasyPrint 70.0"
INKED = "inked"
"""The style of all that is set in printing inks."""


class Composer:
    """Sets the editions of one project."""

    def __init__(
        self, project: Path, hospital: Hospital, components: Mapping[str, Component]
    ) -> None:
        self.hospital = hospital
        self.components = components
        self.templates = Templates(project, hospital.source_language)

    def compose(
        self,
        edition: Edition,
        profile: Profile,
        numbers: Mapping[tuple[str | None, str], int] | None = None,
    ) -> RenderJob:
        """Return the job that makes one file; with numbers, by unit key, that of its proof.

        Raises ProjectError when a template asks for something that it does not get.
        """
        if numbers is not None:
            # A proof is no edition, and never looks like one that may be handed out.
            edition = dataclasses.replace(edition, status=Status.DRAFT)
        return _Composition(self, edition, profile, numbers).job()


class _Composition:
    """One edition in one profile, while it is being set."""

    def __init__(
        self,
        composer: Composer,
        edition: Edition,
        profile: Profile,
        numbers: Mapping[tuple[str | None, str], int] | None,
    ) -> None:
        self.numbers = numbers
        self.composer, self.edition, self.profile = composer, edition, profile
        self.hospital, self.leaflet = composer.hospital, edition.leaflet
        self.service = self.hospital.services[self.leaflet.service]
        self.language = language(edition.language)
        self.source = language(self.hospital.source_language)
        self.templates = composer.templates
        self.phrases = Phrases(
            self.hospital, edition.translation, self.language, self.source, self.templates
        )
        self.phrases.linking = profile.links
        self.parallel = ParallelPhrases(self.phrases) if profile.parallel else None
        self.spoken = self.parallel or self.phrases
        """Who says what stands between the units: components, and the head of a bilingual sheet."""
        self.phrases.number = self.spoken.number = self.number

    def job(self) -> RenderJob:
        edition, leaflet = self.edition, self.leaflet
        printed = identity(
            leaflet.number,
            edition.language,
            self.profile.code,
            leaflet.version,
            edition.fingerprint,
        )
        html = self.templates.fill(
            self.profile.template, self.phrases.gettext | self.context(printed)
        )
        stylesheets = self.templates.stylesheets(
            tuple(self.composer.components),
            self.language.script,
            self.profile.look,
            INKED if self.profile.ink else "",
            self.profile.name,
            paged=self.profile.trim_mm is not None,
        )
        colours = "; ".join(f"--{name}: {value}" for name, value in self.palette.items())
        resources = {
            typeset.address(figure.file): figure.data for figure in leaflet.figures if figure.data
        }
        claims = self.profile.claims
        attachments = (
            provenance.attachments(edition, leaflet_units(leaflet, self.hospital))
            if self.profile.reading and (claims is None or claims.carries_files)
            else ()
        )
        sheet = self.sheet()
        proof = () if self.numbers is None else (self.templates.stylesheet("proof/numbers.css"),)
        bleed = (f"@page {{ bleed: {sheet.bleed_mm:g}mm }}\n",) if sheet else ()
        sheets = (f":root {{ {colours} }}\n", *stylesheets, *bleed, *proof)
        return RenderJob(
            key=digest(
                [
                    html,
                    sheets,
                    {name: hashlib.sha256(data).hexdigest() for name, data in resources.items()},
                    fonts.digests(self.language.script),
                    [[file.name, hashlib.sha256(file.data).hexdigest()] for file in attachments],
                    [self.profile.name, self.profile.medium, self.profile.trim_mm],
                    _printed(sheet),
                    code_digest(),
                ]
            ),
            number=leaflet.number,
            language=edition.language,
            profile=self.profile.name,
            html=html,
            stylesheets=sheets,
            resources=resources,
            facts=self.facts(printed),
            claims=self.profile.claims,
            attachments=attachments,
            medium=self.profile.medium,
            fonts=frozenset(fonts.embedded_names(self.language.script)),
            identity=printed,
            said=tuple(self.said()),
            path=self.path(),
            sheet=sheet,
        )

    def sheet(self) -> Sheet | None:
        """Return how a press prints it, None for what no press gets."""
        profile, intent = self.profile, self.hospital.output_intent
        if not profile.ink or profile.trim_mm is None or intent is None:
            return None
        return Sheet(profile.ink, profile.bleed_mm, profile.trim_mm, intent)

    def facts(self, printed: str) -> DocumentFacts:
        leaflet, phrases = self.leaflet, self.phrases
        return DocumentFacts(
            title=phrases.plain(leaflet.title),
            language=self.language.html_tag,
            author=self.hospital.name,
            subject=phrases.plain(leaflet.audience),
            keywords=leaflet.topics,
            producer="Leaflet Press",
            created=leaflet.issued.isoformat(),
            own={
                "number": leaflet.number,
                "version": leaflet.version,
                "edition": self.edition.language,
                "status": self.edition.status.value,
                "identifier": printed,
            },
        )

    def said(self) -> Iterator[str]:
        """Yield each piece of text of the leaflet's units, as the edition says it."""
        words = self.edition.translation.words
        for unit in self.leaflet.units:
            texts = [words.get(unit.key, unit.text)]
            if self.parallel and unit.path == self.leaflet.markdown_path:
                texts.append(unit.text)
            for root in chain.from_iterable(map(markup.parse_inline, texts)):
                yield from (node.text for node in root.walk() if node.type == "text")

    def path(self) -> str:
        leaflet, profile = self.leaflet, self.profile
        stem = f"{leaflet.number}-{self.edition.language}-{profile.name}-v{leaflet.version}"
        if self.edition.status is Status.DRAFT:
            return f"drafts/{stem}-DRAFT.{profile.ending}"
        return f"{leaflet.number}/{stem}.{profile.ending}"

    @property
    def palette(self) -> dict[str, str]:
        return inks.palette(PALETTE | {"main": self.service.colour}, self.profile.ink)

    def context(self, printed: str) -> dict[str, Any]:
        leaflet, phrases = self.leaflet, self.phrases
        root = markup.parse(leaflet.markdown, leaflet.markdown_path)
        translated = markup.translate(root, self.edition.translation.words, self.source.tag)
        # The short address: what a person can type. The QR code holds the same with its scheme.
        address = "/".join(
            (self.hospital.website, leaflet.number, self.language.tag, f"v{leaflet.version}", "")
        )
        title_text = phrases.plain(leaflet.title)
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
            "identity": phrases.value(printed),
            "number": phrases.value(leaflet.number),
            "version": phrases.value(leaflet.version),
            "supersedes": phrases.value(leaflet.supersedes) if leaflet.supersedes else "",
            "year": phrases.value(str(leaflet.issued.year)),
            "title": phrases.unit(leaflet.title),
            "title_text": title_text,
            "short_title": phrases.unit(leaflet.short_title),
            "audience": phrases.unit(leaflet.audience),
            "audience_text": phrases.plain(leaflet.audience),
            "author": phrases.unit(leaflet.author),
            "approver": phrases.unit(leaflet.approver),
            "involvement": phrases.unit(leaflet.involvement),
            "change": phrases.unit(change) if change else "",
            "service": {"name": phrases.hospital_words(self.service.name)},
            "service_contact": phrases.contact(self.hospital.contacts[self.service.contact]),
            "contacts": {n: phrases.contact(c) for n, c in self.hospital.contacts.items()},
            "dates": {
                name: phrases.words(format_day(getattr(leaflet, name), self.language.tag))
                for name in ("issued", "last_checked", "review_due")
            },
            "signoffs": [
                {
                    "role": phrases.hospital_words(approval.role),
                    "credential": approval.credential,
                    "date": phrases.words(format_day(approval.date, self.language.tag)),
                }
                for approval in self.edition.approvals
            ],
            "translated": self.language.tag != self.source.tag,
            "foreign": foreign,
            "machine_translated": self.edition.translation.machine_translated,
            "qr_code": Markup(qr.svg(address, f"{title_text} {leaflet.number}")),  # noqa: S704 - segno escapes its title
            "web_address": phrases.linked(address, phrases.value(address.partition("//")[2])),
            "source_words": phrases.original,
            "emergency": any(
                node.type == "part" and node.attributes["info"].split()[:1] == ["redflag"]
                for node in root.walk()
            ),
            "both": self.spoken,
            "source_title": phrases.original(leaflet.title),
            "body": Markup(self.body(translated, root)),  # noqa: S704 - typeset escapes
        }

    def body(self, translated: markup.Node, original: markup.Node) -> str:
        if self.parallel:
            return self.parallel.document(translated, original, self.setting())
        return typeset.document(translated, self.setting())

    def setting(self) -> typeset.Setting:
        return typeset.Setting(
            words=self.phrases.words,
            fallback_words=self.phrases.original,
            contact=self.phrases.contact_value,
            component=self.component,
            untranslated=self.phrases.untranslated,
            components=self.composer.components,
            figures={figure.file: figure for figure in self.leaflet.figures},
            alts={figure.file: self.phrases.plain(figure.alt) for figure in self.leaflet.figures},
            fillable=self.profile.fillable,
            number=self.number,
        )

    def number(self, key: tuple[str | None, str]) -> str:
        """Return a unit's number for the margin: an empty element, which no text is lost to."""
        number = (self.numbers or {}).get(key)
        return f'<span class="unit-number" data-number="{number}"></span>' if number else ""

    def component(self, part: typeset.Part) -> str:
        contact = self.hospital.contacts.get(part.argument)
        if contact is None and self.composer.components[part.name].contact:
            # A finding blocks the edition; its draft shows the gap.
            contact = Contact("—", {"phone": "—"})
        values = {
            "part": _View(
                part, contact=self.spoken.contact(contact) if contact else None, terms=self.terms
            ),
            "profile": self.profile,
            "palette": self.palette,
            "leaflet": self.leaflet,
        }
        return self.templates.fill(f"components/{part.name}.html", self.spoken.gettext | values)

    @property
    def terms(self) -> list[dict[str, Markup]]:
        return [
            self.spoken.term(name) for name in self.leaflet.terms if name in self.hospital.terms
        ]


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


def _printed(sheet: Sheet | None) -> list[Any]:
    if sheet is None:
        return []
    profile = hashlib.sha256(sheet.intent.profile).hexdigest()
    return [sheet.ink, sheet.bleed_mm, sheet.intent.condition, profile]


@functools.cache
def code_digest() -> str:
    """Return a digest of the press's own code and engine: other code may make other bytes."""
    folder = Path(__file__).parent
    sources = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.py"))
    }
    return digest([ENGINE, sources])
