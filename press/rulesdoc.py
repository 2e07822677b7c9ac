"""The tables of rules in, docs/rules.md out: ``python -m press.rulesdoc``."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from press.findings import rules
from press.preflight import faults

TARGET = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
STAGES = {
    "project": "Reading the project",
    "source": "The source of a leaflet",
    "catalog": "Reading a catalog",
    "translation": "The translation",
    "artefact": "The page",
}


def document() -> str:
    """Return the text of docs/rules.md."""
    lines = [
        "# Rules",
        "",
        "Made from `press/rules.toml` by `make docs`; do not edit it here. A **blocking**",
        "finding turns what it concerns into a draft, or keeps it from being built at all.",
        "A **warning** is shown and changes nothing. No option switches a rule off.",
    ]
    ordered = sorted(rules().values(), key=lambda rule: list(STAGES).index(rule.stage))
    for stage, found in groupby(ordered, key=lambda rule: rule.stage):
        lines += ["", f"## {STAGES[stage]}", "", "| rule | severity | what it means | authority |"]
        lines += ["|---|---|---|---|"]
        lines += [
            f"| `{rule.name}` | {rule.severity} | {rule.meaning} | {rule.authority} |"
            for rule in found
        ]
    lines += [
        "",
        "## A file for the press",
        "",
        "Made from `press/preflight/rules.toml`. Each of these refuses the file. They are our own",
        "rules after PDF/X-4 and the Ghent Workgroup: no open validator of PDF/X-4 exists, and a",
        "file is **checked against our PDF/X-4 rules**, never certified. A rule marked X-4 is",
        "asked of PDF/X-4 files alone, all others of any print file.",
        "",
        "| rule | asked of | what it means | what to do | authority |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| `{one.name}` | {'X-4' if one.x4 else 'all'} | {one.meaning} | {one.remedy} "
        f"| {one.authority} |"
        for one in faults.rules().values()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8", newline="\n")
