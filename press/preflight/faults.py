"""What is expected of a print file and what was seen in, faults with their remedies out."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, field
from importlib import resources

WORDING = "checked against our PDF/X-4 rules"
"""No open validator of PDF/X-4 exists, so that nobody may say more than this."""
CMYK, GREY, ANY = "cmyk", "grey", "any"
HAIRLINES = {GREY: 0.5}
"""Thinnest line (pt) where it is not the press's 0.25: a photocopier loses more."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One declared rule of ``preflight/rules.toml``."""

    name: str
    meaning: str
    remedy: str
    authority: str
    x4: bool = False
    """Whether it is asked only of what is to be a PDF/X-4 file."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a print file is to be."""

    trim_mm: tuple[float, float] | None = None
    """Width and height of the finished page; None accepts any one size."""
    bleed_mm: float = 3
    output_condition: str | None = None
    """Name in the registry of characterisations, such as FOGRA39; None accepts any."""
    max_ink: float = 300
    """Percent of all inks on one spot."""
    min_dpi: float = 250
    min_line_pt: float | None = None
    """None: 0.25 pt, and 0.5 pt for grey."""
    inks: str = CMYK
    """``cmyk``, ``grey`` (black alone) or ``any`` (an office machine that takes RGB)."""
    text_black_only: bool = True
    """Black text is black alone, and overprints where there are other inks."""
    x4: bool = True
    """Whether it is to be a PDF/X-4 file."""

    @property
    def thinnest(self) -> float:
        """Return the thinnest line (pt) that is let through."""
        return HAIRLINES.get(self.inks, 0.25) if self.min_line_pt is None else self.min_line_pt


EXPECTATIONS = {
    "print": Expectation(trim_mm=(148, 210)),
    "print-a4": Expectation(trim_mm=(210, 297)),
    "grey": Expectation(trim_mm=(210, 297), bleed_mm=0, inks=GREY),
    "x4": Expectation(bleed_mm=0),
    "any": Expectation(bleed_mm=0, inks=ANY, text_black_only=False, x4=False),
}
"""What the command can be asked to expect; the build says it for each artefact by itself."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that a file or a page of it breaks."""

    rule: str
    page: int
    """First page is 1; 0 when the whole file is meant."""
    found: str
    remedy: str

    def __str__(self) -> str:
        place = f"page {self.page}: " if self.page else ""
        return f"{place}{self.found}; {self.remedy} [{self.rule}]"


@functools.cache
def rules() -> dict[str, Rule]:
    """Return every declared rule by name, in the order of the table."""
    text = resources.files("press.preflight").joinpath("rules.toml").read_text("utf-8")
    return {name: Rule(name, **row) for name, row in tomllib.loads(text).items()}


@dataclass(slots=True)
class Notes:
    """What was seen so far: each thing once for each page, of measures the worst."""

    expected: Expectation
    page: int = 0
    _things: dict[tuple[str, int, str], None] = field(default_factory=dict)
    _worst: dict[tuple[str, int], tuple[float, str, int]] = field(default_factory=dict)

    def note(self, rule: str, found: str) -> None:
        """Note that a rule is broken on the present page, or by the whole file on page 0."""
        if self.expected.x4 or not rules()[rule].x4:
            self._things[rule, self.page, found] = None

    def note_worst(self, rule: str, badness: float, found: str) -> None:
        """Note a measure, of which only the worst on each page is told."""
        worst, said, times = self._worst.get((rule, self.page), (badness, found, 0))
        if badness > worst:
            worst, said = badness, found
        self._worst[rule, self.page] = worst, said, times + 1

    def faults(self) -> tuple[Fault, ...]:
        """Return the faults by page, then in the order of the table."""
        order = list(rules())
        seen = [
            *self._things,
            *(
                (rule, page, said + (f", the worst of {times} places" if times > 1 else ""))
                for (rule, page), (_, said, times) in self._worst.items()
            ),
        ]
        seen.sort(key=lambda one: (one[1], order.index(one[0])))
        return tuple(Fault(rule, page, found, rules()[rule].remedy) for rule, page, found in seen)
