"""A hospital and a glossary in, what translators of a language have agreed on out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from press.model import Catalog, Hospital


@dataclass(frozen=True, slots=True)
class Agreed:
    """The words that every translation into a language keeps to."""

    terms: Mapping[str, tuple[str, str]] = field(hash=False, default_factory=dict)
    """The source's word and the language's own, by the id of the term."""
    names: tuple[str, ...] = ()
    """What is never translated."""


def agreed(hospital: Hospital, glossary: Catalog | None) -> Agreed:
    """Return what hospital.toml and a language's glossary say; a fuzzy word is not agreed."""
    terms = {}
    for name, term in hospital.terms.items():
        message = glossary.messages.get((f"term:{name}", term.word)) if glossary else None
        if message and message.translation and not message.fuzzy:
            terms[name] = (term.word, message.translation)
    return Agreed(terms, hospital.kept_names)
