"""approvals.toml in and out: who signed off which words, as plain, merge-friendly blocks."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from press.files import write_whole
from press.findings import Finding
from press.fingerprints import PARTS
from press.languages import locale_folder
from press.model import Approval, Leaflet
from press.records import Field, check_table, read_toml

APPROVAL = {
    "part": Field(str, known=frozenset(PARTS)),
    "language": Field(str),
    "role": Field(str),
    "version": Field(str, required=False),
    "date": Field(datetime.date),
    "credential": Field(str),
    "fingerprint": Field(str),
    "units": Field(list, required=False, item=str),
}


def leaflet_path(leaflet: Leaflet) -> str:
    """Return where the sign-offs of a leaflet's own words lie."""
    return f"{leaflet.folder}/approvals.toml"


def shared_path(language: str) -> str:
    """Return where the sign-offs of a language's shared words and contacts lie."""
    return f"locales/{locale_folder(language)}/LC_MESSAGES/approvals.toml"


def read(project: Path, path: str) -> tuple[tuple[Approval, ...], tuple[Finding, ...]]:
    """Return the sign-offs of one file, oldest first; a file that is not there holds none."""
    if not (project / path).exists():
        return (), ()
    toml = read_toml(project, path)
    findings = list(toml.findings)
    approvals = []
    rows = (toml.data or {}).get("approval", [])
    if not isinstance(rows, list):
        found, remedy = "approval is no list of blocks", "write [[approval]] blocks"
        findings.append(Finding(path, toml.line("approval"), "wrong-type", found, remedy))
        rows = []
    for index, row in enumerate(rows):
        faults = list(check_table(toml, row, APPROVAL, f"approval.{index}."))
        findings += faults
        if not faults:
            approvals.append(_approval(row, path, toml.line(f"approval.{index}")))
    for key in toml.data or {}:
        if key != "approval":
            found = f"{key!r} is not known"
            remedy = "write [[approval]] blocks only"
            findings.append(Finding(path, toml.line(key), "unknown-key", found, remedy))
    return tuple(approvals), tuple(findings)


def newest(approvals: tuple[Approval, ...], part: str, language: str, role: str) -> Approval | None:
    """Return the newest sign-off of a part by a role; of one day, the last in the file.

    By date first: a merge may put the blocks of two people into any order.
    """
    matching = [
        approval
        for approval in reversed(approvals)
        if (approval.part, approval.language, approval.role) == (part, language, role)
    ]
    return max(matching, key=lambda approval: approval.date, default=None)


def append(project: Path, path: str, approval: Approval) -> None:
    """Add a block to an approvals file; the file changes in one step or not at all."""
    target = project / path
    before = target.read_text("utf-8") if target.exists() else ""
    block = [
        "[[approval]]",
        f"part = {json.dumps(approval.part)}",
        f"language = {json.dumps(approval.language)}",
        f"role = {json.dumps(approval.role, ensure_ascii=False)}",
        *([f"version = {json.dumps(approval.version)}"] if approval.version else []),
        f"date = {approval.date.isoformat()}",
        f"credential = {json.dumps(approval.credential, ensure_ascii=False)}",
        f"fingerprint = {json.dumps(approval.fingerprint)}",
        "units = [",
        *(f'  "{digest}",' for digest in approval.units),
        "]",
    ]
    text = before + ("\n" if before else "") + "\n".join(block) + "\n"
    write_whole(target, text)


def _approval(row: dict[str, Any], path: str, line: int) -> Approval:
    return Approval(
        part=row["part"],
        language=row["language"],
        role=row["role"],
        version=row.get("version", ""),
        date=row["date"],
        credential=row["credential"],
        fingerprint=row["fingerprint"],
        units=tuple(row.get("units", ())),
        path=path,
        line=line,
    )
