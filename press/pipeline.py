"""The story of a build: read, gate, compose, press, check, publish."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from press import __version__, desk, editions, machine, schedulers
from press.checks.artefact import check_job, check_pressed, failure
from press.checks.offer import refusal
from press.compose import Composer
from press.desk import Desk
from press.findings import Finding
from press.jobs import Artefact, Pressed, RenderJob
from press.model import Edition, Status
from press.profiles import Profile
from press.publishing import Publisher
from press.schedulers import Result
from press.selection import Selection


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build made."""

    artefacts: tuple[Artefact, ...]
    findings: tuple[Finding, ...]
    editions: tuple[Edition, ...]
    changed: int
    """Files in dist/ that are new, different or gone."""

    @property
    def faulty(self) -> bool:
        return any(finding.fault for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One artefact on its way: an edition composed for a profile."""

    edition: Edition
    profile: Profile
    job: RenderJob
    findings: tuple[Finding, ...]

    @property
    def name(self) -> tuple[str, str, str]:
        return (self.job.number, self.job.language, self.job.profile)


Progress = Callable[[int, int], None]
"""Called with how many files are done and how many there are."""


def silent(_done: int, _total: int) -> None:
    """Show no progress."""


def build(
    project: Path,
    selection: Selection,
    today: datetime.date,
    progress: Progress | None = None,
) -> Outcome:
    """Bring dist/ up to date with a project.

    Raises ProjectError when nothing can be built at all; dist/ is then left as it was.
    """
    publisher = Publisher(project)
    table = desk.read(project, today)
    selection.check(table.leaflets, table.broken)
    composer = Composer(project, table.hospital, table.components)
    publisher.recover()
    refused: list[Finding] = []
    sheets = list(_compose(table, composer, selection, refused))
    results = schedulers.run(
        [sheet.job for sheet in sheets], project / ".press", _steps(progress or silent, len(sheets))
    )
    sheets, results = _demote(sheets, results, composer, project)
    findings = tuple(sorted({*table.findings, *refused, *_artefact_findings(sheets, results)}))
    pressed = [
        (sheet, result) for sheet in sheets if isinstance(result := results[sheet.job.key], Pressed)
    ]
    held_back = {sheet.name for sheet, result in pressed if _refused(sheet, result)}
    finished = {
        sheet.job.path: (sheet, result) for sheet, result in pressed if sheet.name not in held_back
    }
    before = publisher.manifest()
    measured = {row["sha256"]: row.get("textlayer") for row in before.get("artefacts", [])}
    rows = [_row(sheet, result, measured) for sheet, result in finished.values()]
    rows += _kept(before, table, {*map(_name, rows), *held_back})
    manifest = _manifest(table, rows, findings)
    files = {path: result.data for path, (_, result) in finished.items()}
    changed = publisher.publish(files, manifest)
    return Outcome(
        artefacts=tuple(Artefact(row) for row in manifest["artefacts"]),
        findings=findings,
        editions=tuple(_editions(table, sheets)),
        changed=changed,
    )


def _compose(
    table: Desk, composer: Composer, selection: Selection, refused: list[Finding]
) -> Iterator[_Sheet]:
    """Yield every selected edition in each of its profiles; why one is not made is gathered."""
    for entry in table.entries:
        edition = entry.edition
        source = table.hospital.source_language
        for profile in selection.wanted(edition.leaflet, edition.language, source):
            reason = refusal(edition, profile)
            if reason is None:
                yield _sheet(composer, edition, profile)
            else:
                refused.append(reason)


def _sheet(composer: Composer, edition: Edition, profile: Profile) -> _Sheet:
    job = composer.compose(edition, profile)
    return _Sheet(edition, profile, job, tuple(check_job(job)))


def _demote(
    sheets: list[_Sheet], results: dict[str, Result], composer: Composer, project: Path
) -> tuple[list[_Sheet], dict[str, Result]]:
    """Compose an approved edition once more as a draft where its pages raised a finding."""
    reasons: dict[tuple[str, str], set[str]] = {}
    for sheet in sheets:
        for finding in _found(sheet, results[sheet.job.key]):
            if finding.profile:
                continue
            key = (sheet.job.number, sheet.job.language)
            reasons.setdefault(key, set()).add(finding.rule)
    again = []
    for index, sheet in enumerate(sheets):
        rules = reasons.get((sheet.job.number, sheet.job.language))
        if rules and sheet.edition.status is Status.APPROVED:
            draft = editions.demoted(sheet.edition, rules)
            sheets[index] = _sheet(composer, draft, sheet.profile)
            again.append(sheets[index].job)
    if again:
        results |= schedulers.run(again, project / ".press")
    return sheets, results


def _refused(sheet: _Sheet, result: Pressed) -> bool:
    """Tell whether a finding blocks this file alone: the others of its edition are published."""
    return any(finding.profile for finding in check_pressed(sheet.job, result))


def _found(sheet: _Sheet, result: Result) -> tuple[Finding, ...]:
    if isinstance(result, Pressed):
        return (*sheet.findings, *check_pressed(sheet.job, result))
    return (*sheet.findings, failure(sheet.job, result.message))


def _artefact_findings(
    sheets: Iterable[_Sheet], results: Mapping[str, Result]
) -> Iterator[Finding]:
    for sheet in sheets:
        yield from _found(sheet, results[sheet.job.key])


def _row(sheet: _Sheet, result: Pressed, measured: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the manifest, with what `make textlayer` measured on the same bytes."""
    leaflet = sheet.edition.leaflet
    sha256 = hashlib.sha256(result.data).hexdigest()
    return {
        "number": leaflet.number,
        "version": leaflet.version,
        "language": sheet.edition.language,
        "profile": sheet.profile.name,
        "kind": leaflet.kind.value,
        "status": sheet.edition.status.value,
        "path": sheet.job.path,
        "pages": result.pages,
        "trim_mm": list(result.trim_mm) if result.trim_mm else None,
        "bytes": len(result.data),
        "sha256": sha256,
        "fingerprint": sheet.edition.fingerprint,
        "standards": list(result.standards),
        "fonts": list(result.fonts),
        "code": sheet.job.identity.rpartition(" ")[2],
        "textlayer": measured.get(sha256),
        "job": sheet.job.key,
    }


def _kept(
    before: Mapping[str, Any], table: Desk, done: set[tuple[str, str, str]]
) -> Iterator[dict[str, Any]]:
    """Yield the old rows that stay: what cannot be read today, and what was not asked for.

    ``done`` names what was, whether it was published or held back.
    """
    wanted = {
        (leaflet.number, language, profile)
        for leaflet in table.leaflets
        for language in leaflet.languages
        for profile in leaflet.profiles
    }
    for row in before.get("artefacts", []):
        number, language, profile = _name(row)
        unread = number in table.broken or (number, language) in table.blocked
        if unread or ((number, language, profile) in wanted and _name(row) not in done):
            yield row


def _name(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return (row["number"], row["language"], row["profile"])


def _manifest(
    table: Desk, rows: list[dict[str, Any]], findings: Iterable[Finding]
) -> dict[str, Any]:
    return {
        "schema": 1,
        "hospital": table.hospital.name,
        "built_with": {"press": __version__, **machine.engine_versions()},
        "artefacts": sorted(rows, key=_name),
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "path": finding.path,
                "line": finding.line,
                "message": f"{finding.message}; {finding.remedy}",
            }
            for finding in findings
        ],
    }


def _editions(table: Desk, sheets: Iterable[_Sheet]) -> Iterator[Edition]:
    """Yield every edition as it was pressed in the end."""
    pressed = {(sheet.job.number, sheet.job.language): sheet.edition for sheet in sheets}
    for entry in table.entries:
        edition = entry.edition
        yield pressed.get((edition.leaflet.number, edition.language), edition)


def _steps(progress: Progress, total: int) -> Callable[[], None]:
    done = count(1)
    progress(0, total)
    return lambda: progress(next(done), total)


def verify(project: Path) -> tuple[str, ...]:
    """Return each file of dist/ whose bytes are not those of the manifest."""
    damaged = []
    for row in Publisher(project).manifest().get("artefacts", []):
        path = project / "dist" / row["path"]
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        if found != row["sha256"]:
            damaged.append(row["path"])
    return tuple(damaged)
