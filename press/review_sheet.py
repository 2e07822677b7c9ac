"""A Review in, the RenderJob of its sheet of paper out."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from press import fonts, isolation, markup, typeset
from press.compose import code_digest
from press.fingerprints import REVIEW, digest, identity
from press.jobs import DocumentFacts, RenderJob
from press.languages import Language, format_day, language
from press.model import Hospital
from press.profiles import READING
from press.proofing import Review, Row
from press.templates import Templates

PROFILE = "review"
TITLES = {"review": "Review sheet", "how-to": "How to hand back a translation"}
GROUP = 8
"""Hexadecimal digits of a fingerprint between two spaces, so that a person can compare them."""


def code(review: Review) -> str:
    """Return what the sheet prints at its foot: of exactly these words, and of no others."""
    leaflet = review.edition.leaflet
    return identity(
        leaflet.number, review.edition.language, REVIEW, leaflet.version, review.fingerprint
    )


def compose(review: Review, hospital: Hospital, templates: Templates) -> RenderJob:
    """Return the job that makes a review sheet.

    Raises ProjectError when its template asks for something that it does not get.
    """
    edition, leaflet = review.edition, review.edition.leaflet
    spoken, source = language(edition.language), language(hospital.source_language)
    values = _values(review, hospital, spoken, source)
    resources = {
        typeset.address(figure.file): figure.data for figure in leaflet.figures if figure.data
    }
    job = _paper(review, hospital, templates, "review", values, resources)
    return dataclasses.replace(job, said=tuple(_said(review)))


def how_to(
    review: Review, hospital: Hospital, templates: Templates, files: Mapping[str, str]
) -> RenderJob:
    """Return the job of the page that tells a translator without the press what to do.

    ``files`` says what each file beside it is for, by its name: xlsx, xliff, review, proof.
    Raises ProjectError when its template asks for something that it does not get.
    """
    help_desk = hospital.contacts["feedback"]
    values = {
        "files": files,
        "help": {"name": help_desk.name, "values": help_desk.values},
        "leaflet": review.edition.leaflet,
        "hospital": hospital,
        "language": language(review.edition.language),
        "source": language(hospital.source_language),
        "identity": Markup(isolation.value(code(review), language(hospital.source_language))),  # noqa: S704 - value escapes
    }
    return _paper(review, hospital, templates, "how-to", values, {})


def _paper(
    review: Review,
    hospital: Hospital,
    templates: Templates,
    name: str,
    values: Mapping[str, Any],
    resources: Mapping[str, bytes],
) -> RenderJob:
    """Return the job of a page for staff, with what every one of them has."""
    edition, leaflet = review.edition, review.edition.leaflet
    spoken, source = language(edition.language), language(hospital.source_language)
    html = templates.fill(f"proof/{name}.html", values)
    sheets = (_faces(spoken, source), templates.stylesheet(f"proof/{name}.css"))
    scripts = (source.script, spoken.script)
    printed = code(review)
    pictures = {place: hashlib.sha256(data).hexdigest() for place, data in resources.items()}
    faces = [fonts.digests(script) for script in scripts]
    return RenderJob(
        key=digest([html, sheets, pictures, faces, name, code_digest()]),
        number=leaflet.number,
        # The sheet itself is in the staff's language, and its pages turn as theirs do.
        language=source.tag,
        profile=PROFILE,
        html=html,
        stylesheets=sheets,
        resources=resources,
        facts=DocumentFacts(
            title=f"{TITLES[name]}: {leaflet.number} in {spoken.english_name}",
            language="en",
            author=hospital.name,
            subject="For reviewers and translators, not for patients",
            keywords=(),
            producer="Leaflet Press",
            created=leaflet.issued.isoformat(),
            own={
                "number": leaflet.number,
                "version": leaflet.version,
                "edition": edition.language,
                "status": "review",
                "identifier": printed,
            },
        ),
        claims=READING,
        attachments=(),
        medium="pdf",
        fonts=frozenset(face for script in scripts for face in fonts.embedded_names(script)),
        identity=printed,
        said=(),
        path=f"proofs/{leaflet.number}-{edition.language}-{name}.pdf",
    )


def _faces(spoken: Language, source: Language) -> str:
    """Return the CSS that sets each column in its own script's fonts and line height."""
    return "".join(
        f"{place} {{ font-family: {', '.join(map(repr, setting.families))}; "
        f"line-height: {setting.line_height} }}\n"
        for place, setting in (
            (".source", fonts.SETTINGS[source.script]),
            (".target", fonts.SETTINGS[spoken.script]),
        )
    )


def _values(
    review: Review, hospital: Hospital, spoken: Language, source: Language
) -> dict[str, Any]:
    leaflet = review.edition.leaflet
    held = {approval.role: approval for approval in review.edition.approvals}
    digits = review.fingerprint
    return {
        "review": review,
        "edition": review.edition,
        "leaflet": leaflet,
        "hospital": hospital,
        "language": spoken,
        "source": source,
        "translated": spoken.tag != source.tag,
        "identity": isolation.value(code(review), source),
        "code": code(review).rpartition(" ")[2],
        "title": _inline(review.rows[0].translation or leaflet.title, hospital, spoken),
        "rows": [_row(row, hospital, spoken, source) for row in review.rows],
        "states": [(name, review.states[name]) for name in STATES if review.states[name]],
        "severities": Counter(finding.severity.value for finding in review.findings),
        "dates": {
            name: format_day(getattr(leaflet, name), "en")
            for name in ("issued", "last_checked", "review_due")
        },
        "service": hospital.services[leaflet.service].name,
        "figures": [
            {"file": figure.file, "address": typeset.address(figure.file), "alt": figure.alt}
            for figure in leaflet.figures
            if figure.data
        ],
        "roles": [
            {
                "name": role,
                "held": held.get(role),
                "day": format_day(held[role].date, "en") if role in held else "",
            }
            for role in hospital.roles(review.edition.language)
        ],
        "fingerprint": " ".join(
            digits[start : start + GROUP] for start in range(0, len(digits), GROUP)
        ),
    }


STATES = ("missing", "stale", "not valid", "unreviewed", "approved")
"""In the order in which they need somebody."""


def _row(row: Row, hospital: Hospital, spoken: Language, source: Language) -> dict[str, Any]:
    return {
        "row": row,
        "number": row.number,
        "kind": row.unit.kind,
        "component": "" if row.safety else row.unit.component,
        "safety": row.safety,
        "stands": row.stands,
        "source": _inline(row.unit.text, hospital, source),
        "changes": [
            {"fate": piece.fate, "words": isolation.isolate(piece.text, source)}
            for piece in row.changes
        ],
        "target": _inline(row.translation, hospital, spoken) if row.translation else "",
        "findings": row.findings,
        "note": row.unit.note,
        "places": row.places,
    }


def _inline(text: str, hospital: Hospital, spoken: Language) -> Markup:
    """Return a unit as it stands on the page: bold is bold, a contact is its number."""

    def words(plain: str) -> str:
        return isolation.isolate(plain, spoken)

    def contact(reference: str) -> str:
        name, _, key = reference.partition(".")
        found = hospital.contacts.get(name)
        return isolation.value(found.values.get(key, "") if found else reference, spoken)

    setting = typeset.Setting(
        words=words,
        fallback_words=words,
        contact=contact,
        component=lambda part: part.body,
        untranslated=str,
        components={},
        figures={},
        alts={},
    )
    html = typeset.Typesetter(setting).inline(markup.parse_inline(text))
    return Markup(html)  # noqa: S704 - isolate escapes


def _said(review: Review) -> Iterator[str]:
    """Yield each piece of text that the sheet must show."""
    for row in review.rows:
        texts = [row.translation] + ([] if row.changes else [row.unit.text])
        for text in texts:
            for root in markup.parse_inline(text):
                yield from (node.text for node in root.walk() if node.type == "text")
