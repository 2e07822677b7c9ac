"""A built dist/ in, what veraPDF says of every standard that its PDFs claim, out.

``python -m press.conformance`` prints a table and writes dist/conformance.json. The manifest's
``standards`` is another thing: what page-validation confirmed while the file was made.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from press import verapdf
from press.commands import options, report
from press.files import write_whole
from press.findings import MachineError
from press.finishing import metadata
from press.profiles import PROFILES
from press.publishing import Publisher

RECORD = "conformance.json"
NOT_CLAIMED = "not-claimed"
"""Stands for a rule where a file is silent on a standard that its profile promises."""
NOT_KNOWN = "not-known"
"""Stands for a rule where a file claims what nobody here can check."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of the record: a file and one standard."""

    path: str
    """Relative to dist/."""
    sha256: str
    standard: str
    compliant: bool
    failures: tuple[tuple[str, int], ...]
    """Failed rules by clause and test number, with how often each failed."""


def judge(project: Path) -> Iterator[Judged]:
    """Yield veraPDF's verdict on each claim of each PDF in a project's dist/, sorted by path.

    Raises MachineError where veraPDF is not installed.
    """
    dist = project / "dist"
    promised = dict(_promises(project))
    for path in sorted(dist.rglob("*.pdf")):
        name = path.relative_to(dist).as_posix()
        data = path.read_bytes()
        claimed = metadata.claimed(data)
        for standard in sorted(claimed | promised.get(name, frozenset())):
            if standard not in claimed:
                verdict = verapdf.Verdict(compliant=False, failures=((NOT_CLAIMED, 1),))
            elif standard not in verapdf.FLAVOURS:
                verdict = verapdf.Verdict(compliant=False, failures=((NOT_KNOWN, 1),))
            else:
                verdict = verapdf.judge(path, standard)
            digest = hashlib.sha256(data).hexdigest()
            yield Judged(name, digest, standard, verdict.compliant, verdict.failures)


def record(project: Path, rows: list[Judged]) -> None:
    """Write dist/conformance.json: the same files give the same bytes."""
    answer = {
        "schema": 1,
        "judged_with": {"verapdf": verapdf.version()},
        "files": [_row(row) for row in rows],
    }
    text = json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_whole(project / "dist" / RECORD, text)


@click.command()
@options.project
def conformance(project: Path) -> int:
    """Let veraPDF judge every PDF of dist/ by what it claims."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(judge(project), label="veraPDF", file=sys.stderr, hidden=hidden) as bar:
        rows = list(bar)
    if not rows:
        click.echo(f"{project / 'dist'}: no PDF here claims a standard; build it first", err=True)
        return 2
    record(project, rows)
    report.echo_table("veraPDF", ("file", "standard", "verdict", "failed rules"), map(_line, rows))
    refused = sum(not row.compliant for row in rows)
    files = len({row.path for row in rows})
    click.echo(
        f"dist/{RECORD} holds {len(rows)} verdicts on {files} files: "
        f"{len(rows) - refused} compliant, {refused} refused"
    )
    return 1 if refused else 0


def _promises(project: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the standards that the profile of each of the manifest's files promises."""
    for row in Publisher(project).manifest().get("artefacts", []):
        profile = PROFILES.get(row["profile"])
        if profile and profile.claims:
            yield row["path"], frozenset(profile.claims.names)


def _row(row: Judged) -> dict[str, Any]:
    failures = [{"rule": rule, "checks": count} for rule, count in row.failures]
    return {**dataclasses.asdict(row), "failures": failures}


def _line(row: Judged) -> tuple[str, str, str, str]:
    failures = ", ".join(f"{rule} ({count})" for rule, count in row.failures)
    return row.path, row.standard, "compliant" if row.compliant else "refused", failures


def main(arguments: list[str] | None = None) -> int:
    """Return 0 when every claim holds, 1 when one does not, 2 for wrong use, 3 without veraPDF."""
    try:
        code = conformance.main(arguments, prog_name="press.conformance", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except MachineError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    sys.exit(main())
