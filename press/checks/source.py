"""A Leaflet in, findings about its source out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from press import markup
from press.checks import structure
from press.checks.structure import unsafe, unsafe_finding
from press.checks.wording import placeholder_text
from press.components import Component
from press.findings import Finding
from press.languages import SCRIPTS, format_day, known
from press.markup import Node
from press.model import Hospital, Leaflet
from press.profiles import PROFILES
from press.quantities import FactKind, facts

TRANSLATED_ELSEWHERE = frozenset({FactKind.PHONE, FactKind.EMAIL})


def check(
    leaflet: Leaflet,
    hospital: Hospital,
    components: Mapping[str, Component],
    today: datetime.date,
) -> Iterator[Finding]:
    """Yield what is wrong with a leaflet's own files; ``today`` decides the review rules only."""
    root = markup.parse(leaflet.markdown, leaflet.markdown_path)
    found = (
        *_known_names(leaflet, hospital),
        *_dates(leaflet, hospital, today),
        *_references(leaflet),
        *_figures(leaflet, root),
        *structure.check(leaflet, hospital, components, root),
        *_words(leaflet),
    )
    for finding in found:
        yield Finding(
            finding.path,
            finding.line,
            finding.rule,
            finding.message,
            finding.remedy,
            number=leaflet.number,
        )


def _known_names(leaflet: Leaflet, hospital: Hospital) -> Iterator[Finding]:
    wanted = (
        ("service", (leaflet.service,), hospital.services.__contains__, hospital.services),
        ("languages", leaflet.languages, known, SCRIPTS),
        ("profiles", leaflet.profiles, PROFILES.__contains__, PROFILES),
    )
    for key, values, is_known, choices in wanted:
        for value in values:
            if not is_known(value):
                remedy = f"use one of: {', '.join(choices)}"
                found = f"{key} {value!r} is not known"
                yield Finding(leaflet.toml_path, leaflet.lines[key], "unknown-value", found, remedy)
    if hospital.source_language not in leaflet.languages:
        found = f"the source language {hospital.source_language!r} is not among the languages"
        place = leaflet.lines["languages"]
        yield Finding(leaflet.toml_path, place, "missing-field", found, "add it")


def _dates(leaflet: Leaflet, hospital: Hospital, today: datetime.date) -> Iterator[Finding]:
    path, line = leaflet.toml_path, leaflet.lines["review_due"]
    due = leaflet.review_due
    longest = _months_after(leaflet.issued, hospital.longest_months)
    day = format_day(due, "en")
    if due <= leaflet.issued:
        found = f"review_due {due} is not after issued {leaflet.issued}"
        yield Finding(path, line, "bad-date", found, "correct one of them")
    elif due > longest:
        found = f"the review on {day} is more than {hospital.longest_months} months after the issue"
        remedy = f"bring it forward to {format_day(longest, 'en')} or earlier"
        yield Finding(path, line, "review-too-far", found, remedy)
    if leaflet.last_checked > leaflet.issued:
        found = f"last_checked {leaflet.last_checked} is after issued {leaflet.issued}"
        place = leaflet.lines["last_checked"]
        yield Finding(path, place, "bad-date", found, "correct one of them")
    if today > due:
        remedy = "review the leaflet and give it a new version and date"
        yield Finding(path, line, "review-past", f"the review date {day} has passed", remedy)
        return
    for months in sorted(hospital.warn_months):
        if _months_after(today, months) >= due:
            found = f"the review on {day} is less than {months} months away"
            yield Finding(path, line, "review-near", found, "start the review now")
            break


def _months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)  # noqa: PLR2004 - December
    last = (following - datetime.timedelta(days=1)).day
    return datetime.date(year, month + 1, min(day.day, last))


def _references(leaflet: Leaflet) -> Iterator[Finding]:
    seen = set()
    for reference in leaflet.references:
        plain = re.sub(r"\W+", " ", reference).casefold().strip()
        if plain in seen:
            found = f"the reference {reference[:50]!r} stands twice"
            place = leaflet.lines["references"]
            yield Finding(leaflet.toml_path, place, "duplicate-reference", found, "remove one")
        seen.add(plain)


def _figures(leaflet: Leaflet, root: Node) -> Iterator[Finding]:
    listed = {figure.file: figure for figure in leaflet.figures}
    for figure in leaflet.figures:
        if not figure.alt.strip():
            found = f"{figure.file} has no words for people who cannot see it"
            yield Finding(leaflet.toml_path, figure.line, "missing-alt", found, "write its alt")
    for node in markup.targets(root):
        if node.type != "image":
            continue
        target = node.attributes["target"]
        if unsafe(target):
            yield unsafe_finding(leaflet.markdown_path, node.line, target)
        elif target not in listed:
            found = f"the figure {target} is not listed in leaflet.toml"
            remedy = "add a [[figures]] block with file and alt"
            yield Finding(leaflet.markdown_path, node.line, "missing-figure", found, remedy)
        elif not listed[target].data:
            found = f"the figure {target} is not in the leaflet's folder"
            yield Finding(leaflet.markdown_path, node.line, "missing-figure", found, "add the file")
        if node.text:
            found = "a picture's words stand in leaflet.md"
            remedy = "move them to alt in leaflet.toml"
            yield Finding(leaflet.markdown_path, node.line, "missing-alt", found, remedy)


def _words(leaflet: Leaflet) -> Iterator[Finding]:
    for unit in leaflet.units:
        if words := placeholder_text(unit.text):
            found = f"placeholder text {words!r}"
            yield Finding(unit.path, unit.line, "placeholder-text", found, "write the real text")
        for fact in facts(unit.text, "en"):
            if fact.kind in TRANSLATED_ELSEWHERE:
                found = f"{fact.kind} {fact.value} stands in the text"
                remedy = "put it into hospital.toml and write [](contact:name.phone)"
                yield Finding(unit.path, unit.line, "contact-in-prose", found, remedy)
