"""Every declared rule is seen in its samples, with place and remedy, and in no near miss."""

from __future__ import annotations

import ast
import datetime
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from press import desk, pipeline, rulesdoc
from press.checks.artefact import check_job
from press.compose import Composer
from press.findings import Finding, ProjectError, rules
from press.profiles import PROFILES
from press.selection import Selection
from tests.conftest import TODAY, edit

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = Path(__file__).parent / "rules"


@dataclass(frozen=True)
class Case:
    """A small change of the tiny hospital, and what the press must or must not say about it."""

    rule: str
    about: str
    data: dict[str, Any]

    def apply(self, project: Path) -> None:
        for change in self.data.get("edit", ()):
            edit(project, change["path"], change["old"], change["new"])
        for file in self.data.get("write", ()):
            target = project / file["path"]
            target.parent.mkdir(parents=True, exist_ok=True)
            hexadecimal = file.get("bytes-hex")
            data = file["text"].encode() if hexadecimal is None else bytes.fromhex(hexadecimal)
            target.write_bytes(data)
        for path in self.data.get("delete", ()):
            target = project / path
            if target.is_dir():
                shutil.rmtree(target)
            else:
                target.unlink()

    def empty_path(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        """Take every program from the machine where the case wants it."""
        if self.data.get("bare_machine"):
            monkeypatch.setenv("PATH", str(folder))

    def findings(self, project: Path) -> tuple[Finding, ...]:
        """Return all that the press says, going no further than the case needs."""
        today = datetime.date.fromisoformat(self.data.get("today", TODAY.isoformat()))
        try:
            if self.data.get("reach") == "press":
                number, language, profile = (frozenset({name}) for name in self.data["select"])
                return pipeline.build(project, Selection(number, language, profile), today).findings
            table = desk.read(project, today)
            if self.data.get("reach") == "compose":
                return (*table.findings, *composed(project, table))
        except ProjectError as error:
            return error.findings
        return table.findings


def composed(project: Path, table: desk.Desk) -> Iterator[Finding]:
    composer = Composer(project, table.hospital, table.components)
    for entry in table.entries:
        for profile in entry.edition.leaflet.profiles:
            yield from check_job(composer.compose(entry.edition, PROFILES[profile]))


def cases() -> list[Case]:
    return [
        Case(path.parent.name, case["about"], case)
        for path in sorted(SAMPLES.glob("*/case.toml"))
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
    ]


def named(case: Case) -> str:
    return f"{case.rule}: {case.about}"


CASES = cases()
SEEN = [case for case in CASES if not case.data.get("leave_alone")]
NEAR_MISSES = [case for case in CASES if case.data.get("leave_alone")]


@pytest.mark.parametrize("case", SEEN, ids=named)
def test_a_fault_is_reported_with_its_place_and_remedy(
    case: Case, hospital: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.apply(hospital)
    case.empty_path(monkeypatch, hospital)
    wanted = case.data["expect"]
    found = [finding for finding in case.findings(hospital) if finding.rule == case.rule]
    assert [
        finding
        for finding in found
        if (finding.path, finding.line) == (wanted["path"], wanted["line"])
        and wanted["message"] in finding.message
        and wanted["remedy"] in finding.remedy
    ], "\n".join(map(str, found)) or f"{case.rule} was not reported at all"


@pytest.mark.parametrize("case", NEAR_MISSES, ids=named)
def test_a_near_miss_is_left_alone(
    case: Case, hospital: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.apply(hospital)
    case.empty_path(monkeypatch, hospital)
    found = [finding for finding in case.findings(hospital) if finding.rule == case.rule]
    assert found == []


def test_the_tiny_hospital_has_no_finding(hospital: Path) -> None:
    table = desk.read(hospital, TODAY)
    assert [*table.findings, *composed(hospital, table)] == []


def test_every_declared_rule_has_a_sample_and_a_near_miss() -> None:
    assert {case.rule for case in SEEN} == set(rules())
    assert {case.rule for case in NEAR_MISSES} == set(rules())


def test_no_two_samples_of_a_rule_are_called_alike() -> None:
    names = [named(case) for case in CASES]
    assert len(set(names)) == len(names)


def test_the_code_names_declared_rules_only_and_all_of_them() -> None:
    assert named_in_code() == set(rules())


def named_in_code() -> set[str]:
    """Return every rule that the source gives to a finding, directly or by way of a name.

    Three ways are known: ``Finding(path, line, "rule", …)`` and its ``_finding(job, "rule", …)``,
    ``yield "rule", found, remedy``, and a name that ends in RULES, FACTS or is ``rule``.
    """
    found: set[str] = set()
    for path in sorted((ROOT / "press").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"Finding": 2, "_finding": 1}.get(node.func.id, len(node.args))
                found |= texts(*node.args[place : place + 1])
            elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
                found |= texts(node.value.elts[0])
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                if name == "rule" or name.endswith(("_RULES", "_FACTS")):
                    values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
                    found |= texts(*values)
    return found


def texts(*expressions: ast.expr) -> set[str]:
    """Return the plain texts that an expression may come to."""
    found: set[str] = set()
    for one in expressions:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            found.add(one.value)
        elif isinstance(one, ast.IfExp):
            found |= texts(one.body, one.orelse)
    return found


def test_the_page_of_rules_is_made_from_the_table() -> None:
    assert rulesdoc.TARGET.read_text("utf-8") == rulesdoc.document()


def test_every_rule_says_what_it_means_and_on_whose_authority() -> None:
    for rule in rules().values():
        assert rule.meaning.endswith(".")
        assert rule.authority
        assert rule.stage in rulesdoc.STAGES
