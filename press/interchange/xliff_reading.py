"""An XLIFF 2 file as a tool of the trade wrote it in, what it says of each unit out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from press.interchange import MOST_UNITS, Fault, Returned, ReturnedUnit, UnreadableError
from press.interchange.guard import check_xml

NAMESPACES = frozenset(f"urn:oasis:names:tc:xliff:document:2.{minor}" for minor in (0, 2))
"""2.0 and 2.1 share one; 2.2 has its own and is read alike."""
OLDER = "urn:oasis:names:tc:xliff:document:1"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
CATEGORY = "leaflet-press"
DONE = frozenset({"translated", "reviewed", "final"})
OTHER_CATALOGS = frozenset({"shared", "glossary"})

Codes = Mapping[str, tuple[str, str]]
"""The opening and closing marks of each code of a unit's source, by id."""


class _MarkError(ValueError):
    """Raised for a code that stands for nothing."""


def read(data: bytes) -> Returned:
    """Return what an XLIFF file brings back.

    Raises UnreadableError for what is not XLIFF 2, or not safe to read.
    """
    check_xml(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        found = f"not well-formed XML: {error.msg.split(', line')[0]}"
        raise _unreadable(error.lineno or 0, found, "ask for it again") from error
    name = etree.QName(root)
    if name.localname != "xliff" or name.namespace not in NAMESPACES:
        older = (name.namespace or "").startswith(OLDER)
        found = "XLIFF 1" if older else f"{name.localname!r} is not an XLIFF 2 document"
        raise _unreadable(root.sourceline, found, "save it as XLIFF 2.1")
    units = list(root.iter(f"{{{name.namespace}}}unit"))
    if len(units) > MOST_UNITS:
        found = f"{len(units):,} units; {MOST_UNITS:,} are the most"
        raise _unreadable(0, found, "send one leaflet in one language at a time")
    facts = _facts(root)
    files = [str(file.get("id")) for file in root.iter(f"{{{name.namespace}}}file")]
    leaflets = [file for file in files if file not in OTHER_CATALOGS]
    return Returned(
        form="xliff",
        number=facts.get("leaflet") or (leaflets[0] if leaflets else ""),
        language=_language(facts.get("language", ""), root.get("trgLang", "")),
        version=facts.get("version", ""),
        digest=facts.get("digest", ""),
        bases=frozenset(facts.get("base", "").split()),
        units=tuple(_unit(unit) for unit in units),
    )


def _facts(root: Any) -> dict[str, str]:
    """Return what the press wrote about the file; the last file wins, as all say the same."""
    return {
        str(meta.get("type")): (meta.text or "").strip()
        for group in root.iter(f"{{{METADATA}}}metaGroup")
        if group.get("category") == CATEGORY
        for meta in group
    }


def _language(named: str, target: str) -> str:
    """Return the press's own name for the language: tools turn zh-Hans into zh-CN, ur into ur-PK.

    Raises UnreadableError where the two are no one language.
    """
    if named and target and named.partition("-")[0] != target.partition("-")[0].lower():
        found = f"the file is in {target!r} and says that it was made for {named!r}"
        raise _unreadable(0, found, "export again for the language that is meant")
    return named or target.replace("-x-", "-")


def _unit(unit: Any) -> ReturnedUnit:
    data = _data(unit)
    codes = _codes(unit, data)
    source, targets, states, fault = "", [], [], ""
    for position, segment in enumerate(_segments(unit), start=1):
        parts = {etree.QName(part).localname: part for part in segment}
        try:
            said = _text(parts["source"], data, codes) if "source" in parts else ""
            source += said
            target = parts.get("target")
            if etree.QName(segment).localname == "ignorable":
                targets.append((position, said if target is None else _text(target, data, codes)))
                continue
            states.append(target is not None and segment.get("state") in DONE)
            if target is not None:
                targets.append((_order(target, position), _text(target, data, codes)))
        except _MarkError as error:
            fault = str(error)
    translation = "".join(text for _, text in sorted(targets, key=lambda row: row[0]))
    return ReturnedUnit(
        id=str(unit.get("id")),
        source=source,
        translation=translation,
        finished=bool(states) and all(states),
        place=f"{unit.sourceline}",
        fault=fault,
    )


def _segments(unit: Any) -> Iterator[Any]:
    return (part for part in unit if etree.QName(part).localname in ("segment", "ignorable"))


def _order(target: Any, position: int) -> int:
    order = target.get("order", "")
    return int(order) if order.isdecimal() else position


def _data(unit: Any) -> dict[str, str]:
    return {
        str(entry.get("id")): "".join(entry.itertext())
        for part in unit
        if etree.QName(part).localname == "originalData"
        for entry in part
    }


def _codes(unit: Any, data: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return the marks of each code of the source: some tools leave them out of the target."""
    codes: dict[str, tuple[str, str]] = {}
    for segment in _segments(unit):
        for code in (code for part in segment[:1] for code in part.iter()):
            name = str(code.get("id"))
            first = data.get(code.get("dataRefStart") or code.get("dataRef") or "", "")
            if start := code.get("startRef"):
                # The end of a pair that a tool has taken apart, as XLIFF allows.
                codes[start] = (codes.get(start, ("", ""))[0], first)
            else:
                codes[name] = (first, data.get(code.get("dataRefEnd", ""), ""))
    return codes


def _text(element: Any, data: Mapping[str, str], codes: Codes) -> str:
    """Return the text of a source or target with its marks in place."""
    words = [element.text or ""]
    for child in element:
        name = etree.QName(child).localname
        inside = _text(child, data, codes)
        if name == "cp":
            words.append(_character(child.get("hex", "")))
        elif name == "ph":
            words.append(_mark(child, "dataRef", 0, data, codes))
        elif name == "pc":
            opening = _mark(child, "dataRefStart", 0, data, codes)
            words += [opening, inside, _mark(child, "dataRefEnd", 1, data, codes)]
        elif name == "sc":
            words.append(_mark(child, "dataRef", 0, data, codes))
        elif name == "ec":
            words.append(_mark(child, "dataRef", 1, data, codes))
        else:
            # Annotations hold words and stand for nothing themselves.
            words.append(inside)
        words.append(child.tail or "")
    return "".join(words)


def _character(hexadecimal: str) -> str:
    try:
        return chr(int(hexadecimal, 16))
    except (ValueError, OverflowError) as error:
        raise _MarkError(f"{hexadecimal!r} is no code point") from error


def _mark(code: Any, reference: str, side: int, data: Mapping[str, str], codes: Codes) -> str:
    if (named := code.get(reference)) is not None and named in data:
        return data[named]
    for name in (code.get("id"), code.get("copyOf"), code.get("startRef")):
        if name in codes and codes[name][side]:
            return codes[name][side]
    raise _MarkError(f"the code {code.get('id')!r} stands for nothing in the source")


def _unreadable(line: int, found: str, remedy: str) -> UnreadableError:
    return UnreadableError((Fault(str(line or ""), found, remedy),))
