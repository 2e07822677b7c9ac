"""A unit and its translation in, findings about names that must stay as they are out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from press import prose
from press.checks.agreed import Agreed
from press.checks.wording import Fault
from press.model import Unit


def faults(unit: Unit, translation: str, _tag: str, agreed: Agreed) -> Iterator[Fault]:
    """Yield each name of hospital.toml that a translation lost, translated or respelt."""
    source, text = prose.respelt(prose.visible(unit.text)), prose.visible(translation)
    for name in map(prose.respelt, agreed.names):
        if name not in source:
            continue
        pattern = _name(name)
        if pattern.search(source) and not pattern.search(prose.respelt(text)):
            yield "name-differs", f"{name} is not in the translation", f"write {name} as it is"


@functools.cache
def _name(name: str) -> re.Pattern[str]:
    """Match a name to which a language may write an ending: NSAIDs, NHS-u, CRMO-এর."""
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Z0-9])")
