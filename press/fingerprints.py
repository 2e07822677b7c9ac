"""What a patient can see in; digests and the code in the footer out. Pure arithmetic."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
PARTS = ("leaflet", "shared", "contacts")
CODE_LENGTH = 3
REVIEW = "RS"
"""What a review sheet adds to the language: no profile has this code."""


def digest(seen: Any) -> str:
    """Return the SHA-256, in hexadecimal, of plain data (strings, numbers, lists, mappings)."""
    text = json.dumps(seen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def unit_digests(pairs: Iterable[tuple[str, str | None]]) -> tuple[str, ...]:
    """Return a short digest per unit, in order, of (source, translation)."""
    return tuple(digest(pair)[:16] for pair in pairs)


def edition(parts: Mapping[str, str]) -> str:
    """Return one fingerprint for the three parts of an edition."""
    return digest([parts[name] for name in PARTS])


def identity(number: str, language: str, profile_code: str, version: str, fingerprint: str) -> str:
    """Return what the footer prints: ``RHM20-ur-LP v3.0 · 7F3A``.

    The last character checks the whole line, so that one mistyped character is always noticed.
    """
    name = "-".join(filter(None, (number, language, profile_code)))
    value = int(fingerprint, 16)
    code = ""
    for _ in range(CODE_LENGTH):
        value, rest = divmod(value, 36)
        code = ALPHABET[rest] + code
    line = f"{name} v{version} · {code}"
    return line + check_character(line)


def check_character(line: str) -> str:
    """Return the ISO 7064 MOD 37,36 check character over the letters and digits of a line."""
    carry = 36
    for character in _payload(line):
        total = (carry + ALPHABET.index(character)) % 36 or 36
        carry = total * 2 % 37
    return ALPHABET[(37 - carry) % 36]


def valid(line: str) -> bool:
    """Tell whether a whole footer line, its check character included, is as it was printed."""
    payload = _payload(line)
    return bool(payload) and check_character(payload[:-1]) == payload[-1]


def _payload(line: str) -> str:
    return "".join(character for character in line.upper() if character in ALPHABET[:36])
