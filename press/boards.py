"""The desk in; how each edition and each language's shared words stand, and who is next, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from press import outstanding
from press.desk import Desk, Entry
from press.languages import Language, format_day, language
from press.model import Leaflet, Status, UnitState
from press.next_steps import REVIEWS, Case, Need, Step, need, role_names, steps
from press.outstanding import Outstanding, Standing

SHARED = "shared"
"""Stands for a leaflet's number where the words of all leaflets are meant."""
UNREADABLE = ("po-syntax", "not-utf8")
"""The rules of a catalog that cannot be read."""
EMPTY = Outstanding((), ())


@dataclass(frozen=True, slots=True)
class Board:
    """How one edition, or the shared words of one language, stands today."""

    number: str
    """Of the leaflet, or ``shared``."""
    title: str
    version: str
    language: Language
    status: str
    """approved, draft or unreadable."""
    words: Outstanding
    counts: Mapping[str, int] = field(hash=False)
    """Units in each state."""
    steps: tuple[Step, ...]
    need: Need
    position: int
    """Of the language among those of its leaflet."""
    reasons: tuple[str, ...]
    findings: Mapping[str, int] = field(hash=False)
    """Open blocking findings by rule."""

    @property
    def anchor(self) -> str:
        return f"{self.number}-{self.language.tag}"

    @property
    def percent(self) -> int:
        """Return the share of approved units: 100 only when all are, 0 only when none is."""
        total, approved = sum(self.counts.values()), self.counts[UnitState.APPROVED]
        share = 100 * approved // total if total else 0
        return max(share, 1) if approved else 0

    @property
    def shade(self) -> int:
        """Return the step of the colour scale, from 0 (no unit) to 5 (all)."""
        return 5 if self.percent == 100 else (self.percent + 19) // 20 if self.percent < 80 else 4  # noqa: PLR2004

    @property
    def next(self) -> Step:
        return self.steps[0]

    def of(self, state: str) -> tuple[Standing, ...]:
        """Return the units in one state, in document order."""
        return tuple(one for one in self.words.standings if one.state == state)


def editions(desk: Desk) -> Iterator[Board]:
    """Yield a board for each edition of the desk, leaflet by leaflet, languages in their order."""
    entries = {
        (entry.edition.leaflet.number, entry.edition.language): entry for entry in desk.entries
    }
    for leaflet in desk.leaflets:
        source = entries.get((leaflet.number, desk.hospital.source_language))
        waits = None
        if source and source.edition.status is Status.DRAFT:
            waits = steps(_case(desk, source, None))[0]
        for position, tag in enumerate(leaflet.languages):
            if (leaflet.number, tag) in desk.blocked:
                yield _unread(desk, leaflet, tag, position)
            elif entry := entries.get((leaflet.number, tag)):
                yield _board(desk, entry, None if entry is source else waits, position)


def _board(desk: Desk, entry: Entry, waits: Step | None, position: int) -> Board:
    edition, case = entry.edition, _case(desk, entry, waits)
    return Board(
        number=edition.leaflet.number,
        title=edition.leaflet.title,
        version=edition.leaflet.version,
        language=language(edition.language),
        status=edition.status.value,
        words=case.own,
        counts=_counts(case.own),
        steps=steps(case),
        need=need(case),
        position=position,
        reasons=edition.reasons,
        findings=_by_rule(finding.rule for finding in entry.findings if finding.blocking),
    )


def _case(desk: Desk, entry: Entry, waits: Step | None) -> Case:
    edition, house = entry.edition, desk.hospital
    own, common = outstanding.own(entry, desk), outstanding.shared(entry, desk)
    is_source = edition.language == house.source_language
    about = [
        finding
        for finding in desk.findings
        if finding.number == edition.leaflet.number and finding.language is None
    ]
    return Case(
        language=edition.language,
        source_language=house.source_language,
        roles=role_names(house, edition.language),
        own=own,
        shared=common,
        status=edition.status,
        good_until=format_day(edition.leaflet.review_due, "en"),
        reviews=tuple(
            f"{finding.remedy} ({finding.message})"
            for finding in about
            if is_source and finding.rule in REVIEWS
        ),
        faults=_loose_faults(entry, house.source_language, (*own.standings, *common.standings)),
        reasons=edition.reasons,
        source_step=waits,
    )


def _loose_faults(entry: Entry, source: str, words: Iterable[Standing]) -> tuple[str, ...]:
    """Return the rules that are broken outside of any unit: of the source, or of a catalog."""
    placed = {rule for one in words for rule in one.rules}
    mine = (
        finding.rule
        for finding in entry.findings
        if finding.fault and (finding.language or source) == entry.edition.language
    )
    return tuple(dict.fromkeys(rule for rule in mine if rule not in placed))


def _unread(desk: Desk, leaflet: Leaflet, tag: str, position: int) -> Board:
    found = [one for one in desk.findings if one.language == tag and one.rule in UNREADABLE]
    where = ", ".join(dict.fromkeys(f"{one.path}:{one.line}" for one in found))
    writer = role_names(desk.hospital, tag)[0]
    return Board(
        number=leaflet.number,
        title=leaflet.title,
        version=leaflet.version,
        language=language(tag),
        status="unreadable",
        words=EMPTY,
        counts=_counts(EMPTY),
        steps=(Step(writer, f"mend the catalog, which cannot be read ({where})"),),
        need=Need.UNREADABLE,
        position=position,
        reasons=tuple(map(str, found)),
        findings=_by_rule(one.rule for one in found),
    )


def shared_boards(desk: Desk, tags: Iterable[str]) -> Iterator[Board]:
    """Yield a board for what the templates and hospital.toml say, once for each language."""
    first = {entry.edition.language: entry for entry in reversed(desk.entries)}
    for position, tag in enumerate(tags):
        if tag not in first:
            continue
        words = outstanding.shared(first[tag], desk)
        status = Status.DRAFT if words.open or words.unsigned else Status.APPROVED
        roles = role_names(desk.hospital, tag)
        # Its own words are the ones that everybody shares: no leaflet, no review.
        case = Case(tag, desk.hospital.source_language, roles, words, EMPTY, status, "")
        path = f"/{SHARED}.po"
        yield Board(
            number=SHARED,
            title="Words that all leaflets share",
            version="",
            language=language(tag),
            status=status.value,
            words=words,
            counts=_counts(words),
            steps=steps(case),
            need=need(case),
            position=position,
            reasons=(),
            findings=_by_rule(
                finding.rule
                for finding in desk.findings
                if finding.language == tag and finding.blocking and finding.path.endswith(path)
            ),
        )


def _counts(words: Outstanding) -> dict[str, int]:
    found = Counter(one.state for one in words.standings)
    return {state: found[state] for state in UnitState}


def _by_rule(rules: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(rules).items()))
