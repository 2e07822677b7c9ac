"""A leaflet's text in, findings about what it is built of out: blocks, headings, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from press import markup, typeset
from press.components import Component
from press.findings import Finding
from press.markup import Node
from press.model import Hospital, Leaflet

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
    leaflet: Leaflet, hospital: Hospital, components: Mapping[str, Component], root: Node
) -> Iterator[Finding]:
    """Yield what a leaflet's text may not be built of, and what it points to in vain."""
    yield from _blocks(leaflet, root)
    yield from _headings(leaflet, root)
    yield from _containers(leaflet, hospital, components, root)
    yield from _links(leaflet, hospital, root)


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
