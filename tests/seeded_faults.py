"""Faults put into the sample catalogs one at a time, and how many of them the press finds.

``make faults`` prints the table and writes docs/faults.md.
"""

from __future__ import annotations

import datetime
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import polib

from press import catalogs, desk
from press.model import Unit
from tests.fault_kinds import KINDS, LANGUAGES, PASTED_FROM, Kind, Spot

ROOT = Path(__file__).resolve().parents[1]
TODAY = datetime.date(2026, 11, 20)
PER_LANGUAGE = 4
"""Faults of one kind in one language, three times as many where a dose, number or phone changes."""


@dataclass
class Tally:
    """What became of the faults of one kind."""

    made: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


class Shelf:
    """The sample library in one language, ready to be harmed one unit at a time."""

    def __init__(self, language: str, project: Path) -> None:
        """Copy what is read of the library into a folder; ``project`` must not exist yet."""
        self.language, self.project = language, project
        for name in ("leaflets", "locales"):
            shutil.copytree(ROOT / name, project / name)
        for name in ("hospital.toml", "terms.toml"):
            shutil.copy(ROOT / name, project / name)
        for toml in project.glob("leaflets/*/leaflet.toml"):
            languages = f'languages = ["en", "{language}"]'
            lines = toml.read_text("utf-8").splitlines(keepends=True)
            text = "".join(
                f"{languages}\n" if line.startswith("languages = ") else line for line in lines
            )
            toml.write_text(text, "utf-8")
        table = desk.read(project, TODAY)
        self.unharmed = _counted(table)
        self.units: dict[str, tuple[Unit, ...]] = {}
        for leaflet in table.leaflets:
            self.units |= desk.catalog_units(leaflet, table.hospital, table.template_units)
        self.catalogs = {
            name: polib.pofile(str(project / self.path(name)), wrapwidth=100) for name in self.units
        }

    def path(self, name: str, language: str | None = None) -> str:
        return catalogs.path_of(language or self.language, name)

    def spots(self) -> Iterator[Spot]:
        """Yield every translated unit, catalog by catalog, in document order."""
        terms = tuple(
            entry.msgstr
            for entry in self.catalogs["glossary"]
            if (entry.msgctxt or "").startswith("term:") and len(entry.msgstr) < 40
        )
        for name, units in self.units.items():
            own = self._words(self.catalogs[name])
            other = self._words(
                polib.pofile(str(ROOT / self.path(name, PASTED_FROM[self.language])))
            )
            texts = [own.get(unit.key, "") for unit in units]
            for place, unit in enumerate(units):
                if texts[place]:
                    near = (*texts[place + 1 :], *reversed(texts[:place]))
                    foreign = other.get(unit.key, "")
                    yield Spot(self.language, name, unit, texts[place], near, foreign, terms)

    @staticmethod
    def _words(catalog: polib.POFile) -> Mapping[tuple[str | None, str], str]:
        return {(entry.msgctxt, entry.msgid): entry.msgstr for entry in catalog}

    def seen(self, spot: Spot, harmed: str) -> set[str]:
        """Return the rules that see more in the library than before, with one unit harmed."""
        catalog = self.catalogs[spot.catalog]
        entry = next(one for one in catalog if (one.msgctxt, one.msgid) == spot.unit.key)
        entry.msgstr = harmed
        try:
            proposed = {self.path(spot.catalog): str(catalog)}
        finally:
            entry.msgstr = spot.text
        found = _counted(desk.read(self.project, TODAY, proposed)) - self.unharmed
        return set(found)


def _counted(table: desk.Desk) -> Counter[str]:
    return Counter(finding.rule for finding in table.findings)


def chosen(spots: list[Spot], kind: Kind) -> list[tuple[Spot, str]]:
    """Return the faults of a kind that are made in one language: spread over the library."""
    possible = []
    for spot in spots:
        harmed = kind.harm(spot)
        if harmed is not None and harmed != spot.text:
            possible.append((spot, harmed))
    wanted = PER_LANGUAGE * (3 if kind.fact else 1)
    step = max(1, len(possible) // wanted)
    return possible[::step][:wanted]


def run(language: str) -> dict[str, Tally]:
    """Make every kind of fault in one language and see which are found."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(language, Path(folder) / "library")
        spots = list(shelf.spots())
        tallies: dict[str, Tally] = {}
        for one in KINDS:
            tally = tallies[one.name] = Tally()
            for spot, harmed in chosen(spots, one):
                tally.made[language] += 1
                seen = shelf.seen(spot, harmed)
                if seen & one.rules:
                    tally.found[language] += 1
                else:
                    tally.missed.append(
                        f"{language}, {spot.catalog}, {one.name}: {spot.unit.text[:40]!r} became "
                        f"{harmed[:60]!r}; seen: {', '.join(sorted(seen)) or 'nothing'}"
                    )
        return tallies


def run_all() -> dict[str, Tally]:
    """Return every kind with what was made and found, over all languages, on every core."""
    total: dict[str, Tally] = {one.name: Tally() for one in KINDS}
    with ProcessPoolExecutor() as pool:
        for tallies in pool.map(run, LANGUAGES):
            for name, tally in tallies.items():
                total[name].made += tally.made
                total[name].found += tally.found
                total[name].missed += tally.missed
    return total


def false_alarms() -> list[str]:
    """Return each blocking finding on the unharmed sample catalogs, but for want of sign-off."""
    table = desk.read(ROOT, TODAY)
    return [str(finding) for finding in table.findings if finding.blocking]


def table(tallies: Mapping[str, Tally]) -> str:
    """Return the tallies as Markdown."""
    lines = [
        "| fault | " + " | ".join(LANGUAGES) + " | found |",
        "|---|" + "---|" * (len(LANGUAGES) + 1),
    ]
    facts = {one.name for one in KINDS if one.fact}
    for name, tally in tallies.items():
        cells = [
            f"{tally.found[tag]}/{tally.made[tag]}" if tally.made[tag] else "–" for tag in LANGUAGES
        ]
        shown = f"**{name}**" if name in facts else name
        share = f"{tally.found.total()}/{tally.made.total()}"
        lines.append(f"| {shown} | {' | '.join(cells)} | {share} |")
    return "\n".join(lines)


@dataclass(frozen=True)
class Trial:
    """What a run over all kinds and languages came to."""

    tallies: Mapping[str, Tally]
    alarms: tuple[str, ...]

    @property
    def missed(self) -> list[str]:
        return [line for tally in self.tallies.values() for line in tally.missed]

    def totals(self, *, facts: bool = False) -> tuple[int, int]:
        """Return how many faults were made and found; of doses, numbers and phones alone."""
        chosen = [self.tallies[one.name] for one in KINDS if one.fact or not facts]
        made = sum(tally.made.total() for tally in chosen)
        return made, sum(tally.found.total() for tally in chosen)

    def page(self) -> str:
        """Return docs/faults.md."""
        (made, found), (made_facts, found_facts) = self.totals(), self.totals(facts=True)
        summary = (
            f"**{found} of {made}** faults of {len(KINDS)} kinds in {len(LANGUAGES)} languages are "
            f"found: {100 * found / made:.1f} %. Of doses, numbers and phones (bold),\n"
            f"**{found_facts} of {made_facts}**. Blocking findings on the unharmed catalogs: "
            f"{len(self.alarms)}."
        )
        missed = "\n".join(f"- {line}" for line in self.missed)
        heading = "## What is not found"
        return f"{INTRODUCTION}\n{summary}\n\n{table(self.tallies)}\n\n{heading}\n\n{missed}\n"


def trial() -> Trial:
    """Make every fault in every language, and look at the unharmed library too."""
    return Trial(run_all(), tuple(false_alarms()))


def main() -> int:
    """Print the table and what was missed, and write docs/faults.md."""
    page = trial().page()
    PAGE.write_text(page, "utf-8")
    sys.stdout.write(page)
    return 0


PAGE = ROOT / "docs/faults.md"
INTRODUCTION = """# Faults that the checks find

`make faults` puts faults into the sample catalogs, one at a time, and asks the press what it sees.
A fault counts as found only when a rule of the right kind reports it. The faults of a kind are
spread evenly over the places where it can happen.
"""

if __name__ == "__main__":
    sys.exit(main())
