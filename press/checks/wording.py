"""What no reader must ever see in a text, whatever its language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from press import fonts
from press.languages import language

Fault = tuple[str, str, str]
"""What a check of one translation yields: rule, what was found, remedy."""
Problem = tuple[str, str]
"""What was found, and the remedy."""

# The seed article of the project went to readers with "translation not yet added" in it.
PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBC|TBD|FIXME|XXX+)\b"
    r"|\b(?i:lorem ipsum|not yet (?:added|translated|written|available)|to be (?:added|confirmed)"
    r"|translation (?:missing|pending)|insert (?:text|translation) here|coming soon)\b"
    r"|\?{3,}|\[\.\.\.\]",
)


def placeholder_text(text: str) -> str:
    """Return the words that stand in for a text still to be written, or nothing."""
    match = PLACEHOLDER.search(text)
    return match[0] if match else ""


def unshowable(text: str, tag: str) -> str:
    """Return the characters that no font of a language shows, named, or nothing."""
    covered = fonts.covered(language(tag).script)
    missing = sorted(
        {
            character
            for character in text
            if ord(character) not in covered
            and unicodedata.category(character) not in ("Cc", "Cf", "Zs", "Zl")
        }
    )
    return ", ".join(
        f"{character} (U+{ord(character):04X} {unicodedata.name(character, 'unnamed')})"
        for character in missing
    )


def summed(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the first problem of a text, with how many more like it there are."""
    seen = list(dict.fromkeys(problems))
    for found, remedy in seen[:1]:
        yield found + (f", and {len(seen) - 1} more like it" if len(seen) > 1 else ""), remedy
