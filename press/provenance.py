"""An edition in; the files that travel inside its PDF out: its catalog, and where it comes from."""

from __future__ import annotations

import json

from press.jobs import Attachment
from press.model import Edition, Unit


def attachments(edition: Edition, units: tuple[Unit, ...]) -> tuple[Attachment, ...]:
    """Return a copy of the edition's catalog without comments, and its provenance.

    No notes to translators, no headers of tools, no names: what a family's file holds is what they
    read, and who checked it by role.
    """
    leaflet = edition.leaflet
    stem = f"{leaflet.number}-{edition.language}-v{leaflet.version}"
    return (
        Attachment(
            f"{stem}.po",
            _catalog(edition, units).encode(),
            "text/x-gettext-translation",
            "Source",
            "The words of this edition beside those of its source",
        ),
        Attachment(
            f"{stem}.json",
            (json.dumps(_provenance(edition), ensure_ascii=False, indent=1) + "\n").encode(),
            "application/json",
            "Data",
            "Where this edition comes from and who signed it off",
        ),
    )


def _catalog(edition: Edition, units: tuple[Unit, ...]) -> str:
    words = edition.translation.words
    headers = (
        f"Language: {edition.language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    )
    lines = "".join(f'"{header}\\n"\n' for header in headers)
    entries = [f'msgid ""\nmsgstr ""\n{lines}']
    for key, unit in {unit.key: unit for unit in units}.items():
        context = f"msgctxt {_quoted(unit.context)}\n" if unit.context else ""
        translated = _quoted(words.get(key, ""))
        entries.append(f"{context}msgid {_quoted(unit.text)}\nmsgstr {translated}\n")
    return "\n".join(entries)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _provenance(edition: Edition) -> dict[str, object]:
    leaflet = edition.leaflet
    return {
        "number": leaflet.number,
        "version": leaflet.version,
        "language": edition.language,
        "status": edition.status.value,
        "made_from": f"version {leaflet.version} of the source",
        "machine_translation": edition.translation.machine_translated,
        "issued": leaflet.issued.isoformat(),
        "review_due": leaflet.review_due.isoformat(),
        "fingerprints": dict(edition.fingerprints),
        "sign_offs": [
            {
                "part": approval.part,
                "role": approval.role,
                "credential": approval.credential,
                "date": approval.date.isoformat(),
            }
            for approval in edition.approvals
        ],
    }
