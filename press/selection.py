"""Filters of a command in, which editions and artefacts it is about out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from press.model import Leaflet
from press.profiles import PROFILES, Profile


class UnknownSelectionError(ValueError):
    """Raised when a filter names what the project does not hold; the text says what it holds."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which artefacts a command is about; an empty set means all."""

    leaflets: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()

    def edition(self, number: str, language: str) -> bool:
        return (not self.leaflets or number in self.leaflets) and (
            not self.languages or language in self.languages
        )

    def numbered(self, leaflets: Iterable[Leaflet]) -> Iterator[Leaflet]:
        """Yield the leaflets that a command is about."""
        return (one for one in leaflets if not self.leaflets or one.number in self.leaflets)

    def artefact(self, number: str, language: str, profile: str) -> bool:
        return self.edition(number, language) and (not self.profiles or profile in self.profiles)

    def wanted(self, leaflet: Leaflet, language: str, source_language: str) -> Iterator[Profile]:
        """Yield the selected profiles that an edition of a leaflet is put out in."""
        for name in leaflet.profiles:
            profile = PROFILES.get(name)
            if (
                profile
                and profile.applies(leaflet, source=language == source_language)
                and self.artefact(leaflet.number, language, name)
            ):
                yield profile

    def check(self, leaflets: Iterable[Leaflet], broken: Iterable[str]) -> None:
        """Raise UnknownSelectionError for a filter that would silently select nothing."""
        leaflets = tuple(leaflets)
        held = {
            "leaflet": {leaflet.number for leaflet in leaflets} | set(broken),
            "language": {language for leaflet in leaflets for language in leaflet.languages},
            "profile": set(PROFILES),
        }
        for name, known in held.items():
            for value in sorted(getattr(self, f"{name}s") - known):
                choices = ", ".join(sorted(known))
                raise UnknownSelectionError(f"--{name} {value!r} is not here; there are: {choices}")
