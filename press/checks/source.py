"""A Leaflet in, findings about its source out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from press import markup, typeset
from press.checks.wording import placeholder_text
from press.components import Component
from press.findings import Finding
from press.languages import SCRIPTS, format_day, known
from press.markup import Node
from press.model import Hospital, Leaflet
from press.profiles import PROFILES
from press.quantities import FactKind, facts

TRANSLATED_ELSEWHERE = frozenset({FactKind.PHONE, FactKind.EMAIL})
UNSET = {
    "quotation": "a quotation",
    "code": "a code block",
    "rule": "a horizontal rule",
    "break": "a forced line break",
}
IN_ITEMS = frozenset({"paragraph", "list", "comment", *UNSET})
"""What a list item may hold, and what is reported wherever it stands."""
ADDRESS = re.compile(r"\[[^\]]+\]:\s")
"""What CommonMark would read as the address of a link that stands elsewhere."""
LINKS = ("contact", "term", "https")


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
        *_blocks(leaflet, root),
        *_headings(leaflet, root),
        *_containers(leaflet, hospital, components, root),
        *_links(leaflet, hospital, root),
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


def unsafe(target: str) -> bool:
    """Tell whether a picture's address leaves the leaflet's own folder."""
    return target.startswith("/") or ".." in target.split("/") or ":" in target or "\\" in target


def unsafe_finding(path: str, line: int, target: str) -> Finding:
    """Return the finding for an address that the press never opens."""
    found = f"{target} leads out of the leaflet's own folder"
    remedy = "put the file into figures/ and name it so"
    return Finding(path, line, "unsafe-reference", found, remedy)


def _blocks(leaflet: Leaflet, root: Node) -> Iterator[Finding]:
    if not any(unit.path == leaflet.markdown_path for unit in leaflet.units):
        found = "the leaflet holds no text"
        yield Finding(leaflet.markdown_path, 0, "empty-key-points", found, "write it")
    for node in root.walk():
        if node.type == "html":
            found = f"raw HTML {node.text.strip()[:40]!r}"
            remedy = "write Markdown or a ::: container; a note to translators is the only comment"
            yield Finding(leaflet.markdown_path, node.line, "raw-html", found, remedy)
        elif unset := _unset(node):
            found = f"{unset} has no place in a leaflet"
            remedy = "write a paragraph, list or container"
            yield Finding(leaflet.markdown_path, node.line, "unsupported-markup", found, remedy)


def _unset(node: Node) -> str:
    """Name what would vanish from the page or stand on it as it is typed, or return nothing."""
    if node.type == "code":
        return UNSET["code"] if node.block else ""
    if node.type in UNSET:
        return UNSET[node.type]
    if node.type == "paragraph" and ADDRESS.match(node.text):
        return "a link's address in a line of its own"
    if node.type == "item" and any(
        child.block and child.type not in IN_ITEMS for child in node.children
    ):
        return "a table, heading, container or HTML in a list item"
    if any(child.type == "image" for child in node.children) and not (
        node.type == "paragraph" and markup.is_figure(node)
    ):
        return "a picture inside a text"
    return ""


def _headings(leaflet: Leaflet, root: Node) -> Iterator[Finding]:
    level = 1
    for node in root.walk():
        if node.type != "heading":
            continue
        this = int(node.attributes["level"])
        if this == 1 or this > level + 1:
            wanted = "#" * min(level + 1, 3) if this != 1 else "##"
            found = f"the heading {node.text!r} jumps from level {level} to {this}"
            remedy = f"begin it with {wanted} (the title is level 1)"
            yield Finding(leaflet.markdown_path, node.line, "heading-skipped", found, remedy)
        level = this
    yield from _empty_sections(leaflet, root)


def _empty_sections(leaflet: Leaflet, parent: Node) -> Iterator[Finding]:
    """Yield each heading that nothing follows and each "such as:" that no list follows."""
    blocks = [child for child in parent.children if child.type != "comment"]
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.type == "part":
            yield from _empty_sections(leaflet, block)
        found = ""
        if block.type == "heading":
            deeper = following is not None and following.type == "heading"
            if following is None or (
                deeper and following.attributes["level"] <= block.attributes["level"]
            ):
                found = f"nothing stands under the heading {block.text!r}"
        elif (
            block.type == "paragraph"
            and block.text.endswith(":")
            and (following is None or following.type not in ("list", "table", "part"))
        ):
            found = f"nothing follows {block.text[-40:]!r}"
        if found:
            remedy = "write what is promised or remove it"
            yield Finding(leaflet.markdown_path, block.line, "empty-key-points", found, remedy)


def _containers(
    leaflet: Leaflet, hospital: Hospital, components: Mapping[str, Component], root: Node
) -> Iterator[Finding]:
    path = leaflet.markdown_path
    for node in root.walk():
        if node.type != "part":
            continue
        name, argument, options = typeset.argument_and_options(node.attributes["info"])
        declared = components.get(name)
        if not node.attributes["closed"]:
            found = f"the container {name!r} is not closed"
            yield Finding(path, node.line, "unknown-container", found, "end it with :::")
        if declared is None:
            found, remedy = f"{name!r} is not a container", f"use one of: {', '.join(components)}"
            yield Finding(path, node.line, "unknown-container", found, remedy)
            continue
        if found := _contact_fault(declared, argument, hospital):
            remedy = f"use one of: {', '.join(hospital.contacts)}"
            yield Finding(path, node.line, "unknown-contact", found, remedy)
        for key, value in options.items():
            if key not in declared.options or not value.isdigit():
                found = f"{name} has no option {key}={value}"
                remedy = (
                    f"use: {' '.join(f'{k}={v}' for k, v in declared.options.items()) or 'none'}"
                )
                yield Finding(path, node.line, "unknown-key", found, remedy)
        if declared.holds and all(child.type != declared.holds for child in node.children):
            found = f"the container {name!r} holds no {declared.holds}"
            yield Finding(path, node.line, "empty-key-points", found, f"write a {declared.holds}")


def _contact_fault(declared: Component, argument: str, hospital: Hospital) -> str:
    """Say why a container's contact cannot be printed, or return nothing."""
    if not declared.contact:
        return ""
    contact = hospital.contacts.get(argument)
    if contact is None:
        return f"{declared.name} names the contact {argument!r}, which is not in hospital.toml"
    if declared.safety and "phone" not in contact.values:
        return f"{declared.name} names the contact {argument!r}, which has no phone"
    return ""


def _links(leaflet: Leaflet, hospital: Hospital, root: Node) -> Iterator[Finding]:
    for node in markup.targets(root):
        if node.type != "link":
            continue
        target = node.attributes["target"]
        scheme, _, name = target.partition(":")
        contact, _, key = name.partition(".")
        path, line = leaflet.markdown_path, node.line
        if scheme == "contact":
            known_contact = hospital.contacts.get(contact)
            if known_contact is None or key not in {"name", *known_contact.values}:
                found = f"{name!r} is not a contact of hospital.toml"
                yield Finding(path, line, "unknown-contact", found, "write contact:<name>.<value>")
        elif scheme == "term":
            if name not in hospital.terms:
                found = f"{name!r} is not a term of terms.toml"
                remedy = f"use one of: {', '.join(hospital.terms) or 'none yet'}"
                yield Finding(path, line, "unknown-term", found, remedy)
        elif scheme not in LINKS:
            yield Finding(
                path,
                line,
                "unsafe-reference",
                f"the link {target!r} is of a kind that is not printed",
                f"use one of: {', '.join(f'{kind}:' for kind in LINKS)}",
            )


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
