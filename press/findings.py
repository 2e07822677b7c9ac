"""What checks see: a rule's name, where it was seen, what was found and what to do about it."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources


class Severity(StrEnum):
    """How much a finding weighs: only a blocking one turns an edition into a draft."""

    BLOCKING = "blocking"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One declared rule of ``rules.toml``."""

    name: str
    severity: Severity
    stage: str
    """Where it is seen: project, source, catalog, translation, gate or artefact."""
    meaning: str
    authority: str
    expected: bool = False
    """Work in progress rather than a fault: a draft for this reason is no failure of a build."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that a check saw, worded as place, value and remedy."""

    path: str
    """Relative to the project, with forward slashes."""
    line: int
    """First line is 1; 0 when the whole file is meant."""
    rule: str
    message: str
    remedy: str
    number: str | None = None
    """The leaflet that it concerns, None for the whole project."""
    language: str | None = None
    """The edition that it concerns (BCP 47), None for the leaflet in every language."""
    profile: str | None = None
    """The only profile that it blocks, None for all."""

    @property
    def severity(self) -> Severity:
        return rules()[self.rule].severity

    @property
    def blocking(self) -> bool:
        return self.severity is Severity.BLOCKING

    @property
    def fault(self) -> bool:
        """Tell whether it fails a build: blocking, and not just work in progress."""
        return self.blocking and not rules()[self.rule].expected

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}; {self.remedy} [{self.rule}]"


class ProjectError(Exception):
    """Raised when the whole project cannot be read; carries every finding that says why."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))


class MachineError(Exception):
    """Raised when this machine lacks something; the text says what and how to get it."""


@functools.cache
def rules() -> dict[str, Rule]:
    """Return every declared rule by name, in the order of ``rules.toml``."""
    text = resources.files("press").joinpath("rules.toml").read_text("utf-8")
    return {
        name: Rule(name, **row | {"severity": Severity(row["severity"])})
        for name, row in tomllib.loads(text).items()
    }
