"""Catalogs in, findings about texts that are alike and should differ, or the reverse, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from press import prose
from press.findings import Finding
from press.model import Catalog, Message

SENTENCE = 4
"""Words from which two sources do not come to the same translation by chance."""
PHRASE = 3
"""Words from which one source needs one translation; a label may change with its place."""
SPOKEN = 2
"""Words that two languages do not share by chance."""
NEAR = 0.6
"""Share of words from which two sources may well be one sentence in another language."""
SHARED = frozenset({"shared", "glossary"})
"""Catalogs that are of no one leaflet."""


def neighbours(messages: Iterable[Message]) -> Iterator[tuple[str, str, str, int]]:
    """Yield each message of a catalog that has the very translation of another one.

    Back come rule, what was found, remedy and line.
    """
    alike: dict[str, list[Message]] = {}
    for message in messages:
        if prose.words(text := prose.visible(message.translation)):
            # Placeholders tell apart what reads alike: "Week {week}" and "Row {row}".
            alike.setdefault(prose.folded(message.translation) or text, []).append(message)
    for group in alike.values():
        for one, other in combinations(group, 2):
            nearness = _nearness(one.text, other.text)
            if nearness == 1:
                continue
            longest = max(len(_source_words(one.text)), len(_source_words(other.text)))
            sentences = longest >= SENTENCE and nearness < NEAR
            for here, there in ((one, other), (other, one)):
                found = f"the same words as for “{_short(there.text)}” in line {there.line}"
                remedy = "one of them was pasted from the other: translate each"
                if sentences:
                    yield "same-translation", found, remedy, here.line
                else:
                    remedy = "see whether both mean the same"
                    yield "same-label", found, remedy, here.line


def across(catalogs: Mapping[tuple[str, str], Catalog]) -> Iterator[Finding]:
    """Yield sentences that leaflets translate in two ways, and texts of two languages alike.

    ``catalogs`` are all of a library by name and language (BCP 47).
    """
    said: dict[tuple[str, str | None, str], list[_Place]] = {}
    told: dict[tuple[str, str | None, str], list[_Place]] = {}
    for (name, tag), catalog in catalogs.items():
        for (context, text), message in catalog.messages.items():
            if message.translation and not message.fuzzy:
                place = (name, tag, catalog.path, message)
                said.setdefault((tag, context, text), []).append(place)
                told.setdefault((name, context, text), []).append(place)
    for (_, _, text), places in said.items():
        if len(places) > 1 and len(_source_words(text)) >= PHRASE:
            yield from _two_ways(places)
    for places in told.values():
        yield from _two_languages(places)


_Place = tuple[str, str, str, Message]
"""Catalog, language, path and message."""


def _two_ways(places: list[_Place]) -> Iterator[Finding]:
    for here in places:
        name, tag, path, message = here
        for _, _, other, there in places:
            if there.translation != message.translation:
                found = f"another translation of “{_short(message.text)}” than in "
                found += f"{other}:{there.line}"
                remedy = "use one of the two in both places"
                yield Finding(
                    path, message.line, "translated-two-ways", found, remedy, _leaflet(name), tag
                )
                break


def _two_languages(places: list[_Place]) -> Iterator[Finding]:
    alike: dict[str, list[_Place]] = {}
    for place in places:
        alike.setdefault(place[3].translation, []).append(place)
    for text, group in alike.items():
        bases = {tag.partition("-")[0] for _, tag, _, _ in group}
        if len(bases) < 2 or text == group[0][3].text:  # noqa: PLR2004 - one language is no other
            continue
        if len(prose.words(prose.visible(text))) < SPOKEN:
            continue
        for here in group:
            name, tag, path, message = here
            other = next(place for place in group if place[1] != tag)
            found = f"the very words of {other[2]}:{other[3].line}, in another language"
            remedy = "see which of the two was pasted into the wrong catalog"
            yield Finding(
                path, message.line, "same-in-two-languages", found, remedy, _leaflet(name), tag
            )


def _leaflet(name: str) -> str | None:
    return None if name in SHARED else name


def _source_words(text: str) -> tuple[str, ...]:
    return prose.words(prose.visible(text))


def _nearness(one: str, other: str) -> float:
    """Return how much of two sources is the same words in the same order, from 0 to 1."""
    first, second = _source_words(one), _source_words(other)
    if first == second:
        # Question 1 and Question 2: numbers are compared elsewhere.
        return 1
    shared = set(first) & set(second)
    return min(0.99, len(shared) / max(1, len(set(first) | set(second))))


def _short(text: str) -> str:
    return text if len(text) <= 50 else text[:49] + "…"  # noqa: PLR2004 - fits a line
