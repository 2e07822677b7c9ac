"""What stands between an edition and paper in; who does what next, and how much it matters, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

from press.languages import format_day, language
from press.model import Hospital, Status, UnitState
from press.outstanding import Outstanding, SignOff, Standing

NOBODY = "nobody"
REVIEWS = ("review-past", "review-near")
"""The rules that call for a review of the source."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, and the role that holds it."""

    role: str
    task: str

    def __str__(self) -> str:
        return f"{self.role}: {self.task}"


class Need(IntEnum):
    """How much families need what is to be done, the most pressing first."""

    UNREADABLE = 0
    SOURCE = 1
    SAFETY = 2
    WORDS = 3
    REVIEW = 4
    SIGN_OFF = 5
    NOTHING = 6

    @property
    def meaning(self) -> str:
        return MEANINGS[self]

    @property
    def short(self) -> str:
        return SHORT[self]


MEANINGS = {
    Need.UNREADABLE: "A file cannot be read, so nobody knows how it stands",
    Need.SOURCE: "The source itself is a draft, and all its translations wait with it",
    Need.SAFETY: "Words that keep a child safe are missing, out of date or wrong",
    Need.WORDS: "Other words are missing, out of date or wrong",
    Need.REVIEW: "The review comes soon",
    Need.SIGN_OFF: "All words are there; a sign-off is missing",
    Need.NOTHING: "Nothing to do",
}


SHORT = {
    Need.UNREADABLE: "cannot be read",
    Need.SOURCE: "source waits",
    Need.SAFETY: "safety words",
    Need.WORDS: "shared words",
    Need.REVIEW: "review soon",
    Need.SIGN_OFF: "to sign off",
    Need.NOTHING: "done",
}
"""The same for a narrow place where no words of its own are left."""


@dataclass(frozen=True, slots=True)
class Case:
    """One edition, or the shared words of one language, as the next steps need to know it."""

    language: str
    source_language: str
    roles: tuple[str, ...]
    """Those that sign, in the order of hospital.toml: the first one writes, the others review."""
    own: Outstanding
    shared: Outstanding
    status: Status
    good_until: str
    """The day of the review in words, empty for shared words."""
    reviews: tuple[str, ...] = ()
    """What the review rules say of the source."""
    faults: tuple[str, ...] = ()
    """Rules that are broken outside of any unit."""
    reasons: tuple[str, ...] = ()
    """Why it is a draft, as the gates say."""
    source_step: Step | None = None
    """What the source waits for, None when it is approved or is this very edition."""


def steps(case: Case) -> tuple[Step, ...]:
    """Return all that is to be done, in order; the first one is next.

    A language's first role holds the words, as the translator does; a source that is not settled
    comes before all, because what is translated from it may change.
    """
    found = tuple(_steps(case))
    if found:
        return found
    if case.status is Status.DRAFT:
        return (Step(case.roles[0], "; ".join(case.reasons)),)
    task = f"nothing until the review on {case.good_until}" if case.good_until else "nothing"
    return (Step(NOBODY, task),)


def need(case: Case) -> Need:
    """Return how pressing an edition's next step is."""
    if case.language == case.source_language and case.status is Status.DRAFT:
        return Need.SOURCE
    if any(one.safety for one in case.own.open):
        return Need.SAFETY
    if case.own.open or case.shared.open:
        return Need.WORDS
    if case.reviews:
        return Need.REVIEW
    waits = case.own.unsigned or case.shared.unsigned or case.status is Status.DRAFT
    return Need.SIGN_OFF if waits else Need.NOTHING


def role_names(hospital: Hospital, tag: str) -> tuple[str, ...]:
    """Return who signs a language, with a stand-in where hospital.toml names nobody."""
    return hospital.roles(tag) or ("editor",)


def _steps(case: Case) -> Iterator[Step]:
    writer = case.roles[0]
    if case.source_step:
        name = language(case.source_language).english_name
        task = f"{name} comes first: {case.source_step.task}"
        yield Step(case.source_step.role, task)
    if case.faults:
        yield Step(writer, f"mend what the checks found ({', '.join(case.faults)})")
    for review in case.reviews:
        yield Step(writer, review)
    for words, kind in ((case.own, ""), (case.shared, " of the shared words")):
        for task in _word_tasks(words.open, kind):
            yield Step(writer, task)
    sign_offs = (*case.own.unsigned, *case.shared.unsigned)
    for role in case.roles:
        mine = [one for one in sign_offs if one.role == role]
        if mine:
            yield Step(role, _signing(mine))


def _word_tasks(standings: Sequence[Standing], kind: str) -> Iterator[str]:
    # What was made from an older text fails checks for that very reason: it is one piece of work.
    wrong = [one for one in standings if one.rules and not one.changed]
    if wrong:
        rules = ", ".join(dict.fromkeys(rule for one in wrong for rule in one.rules))
        yield f"{units(len(wrong))}{kind} failed a check ({rules})"
    right = [one for one in standings if one not in wrong]
    stale = [one for one in right if one.state is UnitState.STALE]
    if stale:
        days = [one.last_good for one in stale if one.last_good]
        since = f" since {format_day(max(days), 'en')}" if days else ""
        yield f"{units(len(stale))}{kind} changed{since} ({_words(stale)})"
    missing = [one for one in right if one.state is UnitState.MISSING]
    if missing:
        yield f"{units(len(missing))}{kind} to translate ({_words(missing)})"


def units(count: int) -> str:
    """Return a number of units in words."""
    return "1 unit" if count == 1 else f"{count} units"


def _words(standings: Iterable[Standing]) -> str:
    count = sum(one.unit.words for one in standings)
    return "1 word" if count == 1 else f"{count:,} words"


def _signing(sign_offs: Sequence[SignOff]) -> str:
    """Return what one role has to sign: what it never signed, then what has changed since."""
    ordered = sorted(sign_offs, key=lambda one: one.signed is not None)
    tasks = []
    for again, group in groupby(ordered, key=lambda one: one.signed is not None):
        rows = list(group)
        named = " and ".join(filter(None, (", ".join(_parts(rows[:-1])), *_parts(rows[-1:]))))
        whole = f"the {named} part{'s' if len(rows) > 1 else ''}"
        if not again:
            tasks.append(f"sign off {whole}")
            continue
        day = format_day(max(one.signed for one in rows if one.signed), "en")
        changed = sum(one.changed for one in rows)
        what = f"{units(changed)} new or different" if changed else "changed"
        tasks.append(f"sign off {whole} again, {what} since {day}")
    return "; ".join(tasks)


def _parts(rows: Iterable[SignOff]) -> tuple[str, ...]:
    return tuple(row.part for row in rows)
