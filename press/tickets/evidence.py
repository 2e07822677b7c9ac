"""The manifest, dist/ and the desk's edition in; the bytes to print, or every reason against."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from press.model import Edition, Status
from press.tickets.handling import TABLE


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the file that somebody wants to print."""

    row: Mapping[str, Any] | None = field(hash=False)
    """Its row of the manifest, None where there is none."""
    data: bytes | None
    """Its bytes, None where there are none."""


def gather(dist: Path, manifest: Mapping[str, Any], wanted: tuple[str, str, str]) -> Evidence:
    """Return what dist/ holds of (number, language, profile)."""
    for row in manifest.get("artefacts", ()):
        if (row["number"], row["language"], row["profile"]) == wanted:
            path = dist / row["path"]
            return Evidence(row, path.read_bytes() if path.is_file() else None)
    return Evidence(None, None)


def reasons(edition: Edition, profile: str, evidence: Evidence) -> tuple[str, ...]:
    """Return every reason why a file is not to be printed, with what to do; none when it may be."""
    return tuple(_reasons(edition, profile, evidence))


def _reasons(edition: Edition, profile: str, evidence: Evidence) -> Iterator[str]:
    leaflet, row = edition.leaflet, evidence.row
    named = f"{leaflet.number} in {edition.language} as {profile}"
    if profile not in TABLE:
        yield f"{named} has no pages for a print room; name one of: {', '.join(TABLE)}"
        return
    if edition.status is not Status.APPROVED:
        yield f"{named} is a draft: {'; '.join(edition.reasons)}; see: build.py check"
    if row is None:
        if profile in leaflet.profiles:
            yield f"{named} is not in dist/manifest.json; run: build.py build"
        else:
            yield f"{leaflet.number} is not put out as {profile}; add it to {leaflet.toml_path}"
        return
    yield from _about_file(edition, row, evidence.data)


def _about_file(edition: Edition, row: Mapping[str, Any], data: bytes | None) -> Iterator[str]:
    version = edition.leaflet.version
    place = f"dist/{row['path']}"
    if row["status"] != Status.APPROVED.value:
        yield f"{place} is a {row['status']}; run: build.py build, then build.py check"
    if row.get("version") != version:
        yield f"{place} is version {row.get('version')}, not {version}; run: build.py build"
    elif row.get("fingerprint") != edition.fingerprint:
        yield f"{place} has other words than the edition of today; run: build.py build"
    if data is None:
        yield f"{place} is missing; run: build.py build"
    elif hashlib.sha256(data).hexdigest() != row["sha256"]:
        yield f"{place} is not what was built: its bytes have changed; run: build.py build"
    if not row["pages"]:
        yield f"{place} has no pages to print"
