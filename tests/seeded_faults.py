"""Faults put into the sample catalogs one at a time, and how many of them the press finds.

``make faults`` prints the table and writes docs/faults.md. The faults are what goes wrong in
hospitals and agencies: a dose, a digit, a "not", a line pasted from the neighbour. What they change
is taken from here, never from the tables of the checks.
"""

from __future__ import annotations

import datetime
import re
import shutil
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import polib

from press import catalogs, desk
from press.model import Unit

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("bn", "ur", "ar", "pl", "ro", "so", "zh-Hans")
TODAY = datetime.date(2026, 11, 20)
PER_LANGUAGE = 4
"""Faults of one kind in one language, spread evenly over the places where it can happen."""

NEGATORS = {
    "bn": r"(?<!\S)(?:না|নয়|নেই|নি|ছাড়া)(?=[\s,।?]|$)",
    "ur": r"(?<!\S)(?:نہیں|نہ|مت|بغیر)(?=[\s،۔؟]|$)",
    "ar": r"(?<!\S)(?:لا|لم|لن|ليس|ليست|بدون|غير)(?=[\s،.؟]|$)",
    "pl": r"(?i:\b(?:nie|bez|nigdy|ani)\b)",
    "ro": r"(?i:\b(?:nu|fără|niciodată)\b)",
    "so": r"(?i:\b(?:ma|aan|aanu|aanay|ha|la'aan|la’aan)\b)",
    "zh-Hans": r"不|没有|没|无|未|勿|请勿",
}
DENIES = re.compile(r"\b(?:not|no|never|cannot|without|none|nothing)\b|n[’']t\b", re.IGNORECASE)
WRONG_UNIT = {
    "mg": "ml", "°C": "°F", "ml": "mg",
    "মিগ্রা": "মিলি", "মিলিগ্রাম": "গ্রাম", "সপ্তাহ": "দিন", "মাস": "বছর", "বছর": "মাস", "মিনিট": "ঘণ্টা",
    "ملی گرام": "گرام", "ہفتوں": "دنوں", "ہفتے": "دن", "سال": "ماہ", "مہینے": "سال", "منٹ": "گھنٹے",
    "ملغ": "غرام", "ملليغرام": "غرام", "أسابيع": "أيام", "أشهر": "سنوات", "سنوات": "أشهر", "دقيقتان": "ساعتان",
    "tygodni": "dni", "tygodnie": "dni", "miesiące": "lata", "lat": "miesięcy", "minuty": "godziny",
    "săptămâni": "zile", "luni": "ani", "ani": "luni", "minute": "ore",
    "toddobaad": "maalmood", "bilood": "sannadood", "sano": "bilood", "sannadood": "bilood", "daqiiqo": "saacadood",
    "毫克": "毫升", "周": "天", "个月": "年", "岁": "个月", "分钟": "小时",
}  # fmt: skip
PASTED_FROM = {
    "bn": "ur", "ur": "ar", "ar": "ur", "pl": "ro", "ro": "pl", "so": "pl", "zh-Hans": "bn",
}  # fmt: skip
LOOKALIKES = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "i": "і"}


@dataclass(frozen=True)
class Spot:
    """One translated unit, with all that a fault may be made from."""

    language: str
    catalog: str
    unit: Unit
    text: str
    """Its translation, unharmed."""
    neighbours: tuple[str, ...]
    """The translations of other units of the catalog, nearest first."""
    foreign: str
    """Its translation in another language."""
    terms: tuple[str, ...]
    """Agreed words of the glossary."""


Harm = Callable[[Spot], str | None]


@dataclass(frozen=True)
class Kind:
    """A kind of fault: how it is made, and the rules that may find it."""

    name: str
    harm: Harm
    rules: frozenset[str]
    fact: bool = False
    """Whether it changes a dose, a number or a phone: every one of them must be found."""


KINDS: list[Kind] = []
FACTS = frozenset(
    {
        "dose-differs",
        "number-differs",
        "time-differs",
        "phone-differs",
        "leaflet-number-differs",
        "address-differs",
    }
)


def kind(name: str, rules: str | frozenset[str], *, fact: bool = False) -> Callable[[Harm], Harm]:
    def note(harm: Harm) -> Harm:
        known = rules if isinstance(rules, frozenset) else frozenset(rules.split())
        KINDS.append(Kind(name, harm, known, fact))
        return harm

    return note


DIGITS = re.compile(r"\d+")


def _number(spot: Spot, change: Callable[[str], str]) -> str | None:
    """Change the first number of a translation, written in Western or native digits."""
    visible = re.sub(r"\]\([^)]*\)", lambda match: "\0" * len(match[0]), spot.text)
    found = DIGITS.search(visible)
    if found is None:
        return None
    zero = ord(found[0][0]) - int(found[0][0])
    latin = "".join(str(int(digit)) for digit in found[0])
    changed = "".join(
        chr(zero + int(digit)) if digit.isdigit() else digit for digit in change(latin)
    )
    return spot.text[: found.start()] + changed + spot.text[found.end() :]


@kind("number ten times too high", FACTS, fact=True)
def ten_times(spot: Spot) -> str | None:
    return _number(spot, lambda digits: digits + "0")


@kind("one digit wrong", FACTS, fact=True)
def wrong_digit(spot: Spot) -> str | None:
    return _number(spot, lambda digits: digits[:-1] + str((int(digits[-1]) + 3) % 10))


@kind("digits swapped", FACTS, fact=True)
def swapped_digits(spot: Spot) -> str | None:
    found = re.search(
        r"(\d)(?!\1)(\d)", re.sub(r"\]\([^)]*\)", lambda m: "\0" * len(m[0]), spot.text)
    )
    if found is None:
        return None
    return spot.text[: found.start()] + found[2] + found[1] + spot.text[found.end() :]


@kind("number lost", FACTS, fact=True)
def lost_number(spot: Spot) -> str | None:
    return _number(spot, lambda _: "")


@kind("decimal point put in", FACTS, fact=True)
def decimal_point(spot: Spot) -> str | None:
    return _number(spot, lambda digits: digits[0] + "." + (digits[1:] or "5"))


@kind("number added", FACTS, fact=True)
def added_number(spot: Spot) -> str | None:
    return None if DIGITS.search(spot.unit.text) else f"{spot.text} 12"


@kind("unit changed", FACTS, fact=True)
def wrong_unit(spot: Spot) -> str | None:
    for right, wrong in WRONG_UNIT.items():
        found = re.search(rf"(\d\s?){re.escape(right)}(?![a-zăâîșțąćęłńóśźż])", spot.text)
        if found and right != wrong:
            return spot.text[: found.end(1)] + wrong + spot.text[found.end() :]
    return None


@kind("leaflet number changed", FACTS, fact=True)
def wrong_leaflet(spot: Spot) -> str | None:
    found = re.search(r"RHM\d\d", spot.text)
    return spot.text.replace(found[0], found[0][:-1] + "9", 1) if found else None


PHONE = re.compile(r"\[\]\(contact:[a-z]+\.phone\)|\b(?:999|111)\b")


@kind("phone lost", FACTS | {"markup-differs"}, fact=True)
def lost_phone(spot: Spot) -> str | None:
    return PHONE.sub("", spot.text, count=1) if PHONE.search(spot.text) else None


@kind("phone typed by hand", FACTS | {"markup-differs"}, fact=True)
def typed_phone(spot: Spot) -> str | None:
    return PHONE.sub("0114 496 0121", spot.text, count=1) if PHONE.search(spot.text) else None


@kind("phone of another team", "markup-differs phone-differs", fact=True)
def other_phone(spot: Spot) -> str | None:
    if "(contact:rheumatology.phone)" not in spot.text:
        return None
    return spot.text.replace("rheumatology.phone", "feedback.phone", 1)


@kind("phone added", FACTS, fact=True)
def added_phone(spot: Spot) -> str | None:
    return f"{spot.text} 0114 496 0199" if len(spot.text) % 3 == 0 else None


@kind("negation removed", "negation-differs")
def lost_negation(spot: Spot) -> str | None:
    found = re.search(NEGATORS[spot.language], spot.text)
    if found is None or not DENIES.search(spot.unit.text):
        return None
    return " ".join((spot.text[: found.start()] + spot.text[found.end() :]).split())


@kind("mark left open", "markup-differs")
def open_mark(spot: Spot) -> str | None:
    return spot.text.replace("**", "", 1) if "**" in spot.text else None


@kind("emphasis lost", "markup-differs")
def lost_emphasis(spot: Spot) -> str | None:
    return spot.text.replace("**", "") if "**" in spot.text else None


@kind("link broken", "markup-differs")
def broken_link(spot: Spot) -> str | None:
    return spot.text.replace("](", "] (", 1) if "](" in spot.text else None


@kind("placeholder lost or renamed", "markup-differs")
def lost_placeholder(spot: Spot) -> str | None:
    found = re.search(r"\{[a-z_]+\}", spot.text)
    return spot.text.replace(found[0], found[0].upper(), 1) if found else None


@kind("HTML put in", "raw-html")
def raw_html(spot: Spot) -> str | None:
    return f"<b>{spot.text}</b>" if len(spot.text) % 4 == 0 else None


@kind("web address put in", FACTS | {"markup-differs", "unsafe-reference"})
def web_address(spot: Spot) -> str | None:
    return f"{spot.text} www.example.org/cure" if len(spot.text) % 4 == 1 else None


@kind("English left in", "source-left wrong-language")
def english(spot: Spot) -> str | None:
    return spot.unit.text if _is_sentence(spot) else None


@kind("half left in English", "source-left source-word wrong-language")
def half_english(spot: Spot) -> str | None:
    if not _is_sentence(spot) or "[" in spot.unit.text or "*" in spot.unit.text:
        return None
    words = spot.unit.text.split()
    return f"{_cut(spot.text, 0.5)} {' '.join(words[len(words) // 2 :])}"


@kind("another language pasted", "wrong-language wrong-script same-in-two-languages")
def other_language(spot: Spot) -> str | None:
    return spot.foreign if _is_sentence(spot) and len(spot.foreign) > 25 else None


@kind("neighbour's translation pasted", "same-translation same-label time-differs")
def neighbour(spot: Spot) -> str | None:
    near = [text for text in spot.neighbours if len(text) > 20 and text != spot.text]
    return near[0] if near and _is_sentence(spot) else None


@kind("cut to a third", "text-truncated length-differs")
def cut_to_a_third(spot: Spot) -> str | None:
    return _cut(spot.text, 0.33) if len(spot.text) > 40 and _plain(spot) else None


@kind("cut in half", "text-truncated length-differs")
def cut_in_half(spot: Spot) -> str | None:
    return _cut(spot.text, 0.5) if len(spot.text) > 60 and _plain(spot) else None


@kind("text doubled", "text-repeated length-differs")
def doubled(spot: Spot) -> str | None:
    return f"{spot.text} {spot.text}" if len(spot.text) > 15 and _plain(spot) else None


@kind("nothing written", "missing-translation")
def empty(spot: Spot) -> str | None:
    return "" if len(spot.text) % 5 == 0 else None


@kind("note to self left in", "placeholder-text")
def note_to_self(spot: Spot) -> str | None:
    return f"{spot.text} TODO" if len(spot.text) % 5 == 1 else None


@kind("zero-width space in a word", "invisible-character")
def zero_width(spot: Spot) -> str | None:
    middle = len(spot.text) // 2
    return f"{spot.text[:middle]}\u200b{spot.text[middle:]}" if len(spot.text) > 10 else None


@kind("control character", "invisible-character garbled-text")
def control(spot: Spot) -> str | None:
    return f"{spot.text[:3]}\u0007{spot.text[3:]}" if len(spot.text) > 10 else None


@kind("direction overridden", "bidi-control")
def override(spot: Spot) -> str | None:
    return f"\u202e{spot.text}\u202c" if len(spot.text) % 3 == 1 else None


@kind("direction left open", "bidi-control")
def open_isolate(spot: Spot) -> str | None:
    return f"{spot.text[:2]}\u2067{spot.text[2:]}" if len(spot.text) % 3 == 2 else None


@kind("not normalised", "not-normalised")
def decomposed(spot: Spot) -> str | None:
    changed = unicodedata.normalize("NFD", spot.text)
    return changed if changed != unicodedata.normalize("NFC", spot.text) else None


@kind("look-alike letter", "mixed-script")
def lookalike(spot: Spot) -> str | None:
    for place, letter in enumerate(spot.text[3:], start=3):
        inside = spot.text[place - 1 : place + 2].isalpha()
        if letter in LOOKALIKES and inside and "](" not in spot.text:
            return spot.text[:place] + LOOKALIKES[letter] + spot.text[place + 1 :]
    return None


@kind("look-alike digit", FACTS | {"mixed-script", "lookalike-digit"}, fact=True)
def letter_for_digit(spot: Spot) -> str | None:
    found = re.search(r"(?<![\w(])\d*[01](?!\w)", spot.text)
    if found is None or "](" in spot.text:
        return None
    return spot.text.replace(found[0], found[0].replace("0", "O").replace("1", "l"), 1)


@kind("word in a wrong script", "mixed-script wrong-script")
def wrong_script(spot: Spot) -> str | None:
    return f"{spot.text} лекарство" if len(spot.text) % 4 == 2 else None


@kind("bracket lost", "brackets-differ")
def lost_bracket(spot: Spot) -> str | None:
    found = re.search(r"(?<!\])[)）](?!\()", spot.text)
    return (
        spot.text[: found.start()] + spot.text[found.end() :]
        if found and "](" not in spot.text
        else None
    )


@kind("closing mark lost", "punctuation-differs")
def lost_stop(spot: Spot) -> str | None:
    last = spot.text[-1:]
    return spot.text[:-1] if last in ".।۔。?؟？:：" and len(spot.text) > 20 else None


@kind("question made a statement", "punctuation-differs")
def lost_question(spot: Spot) -> str | None:
    stops = {"bn": "।", "ur": "۔", "zh-Hans": "。"}
    if spot.text[-1:] not in "?؟？" or not spot.text:
        return None
    return spot.text[:-1] + stops.get(spot.language, ".")


@kind("letter of a neighbouring alphabet", "letter-variant foreign-letter foreign-punctuation stray-mark")
def neighbouring_letter(spot: Spot) -> str | None:
    pairs = {"ro": ("ș", "ş"), "ur": ("ی", "ي"), "ar": ("ك", "ک"), "bn": ("।", "|")}
    right, wrong = pairs.get(spot.language, ("", ""))
    return spot.text.replace(right, wrong, 1) if right and right in spot.text else None


@kind("another term of the glossary", "term-differs")
def other_term(spot: Spot) -> str | None:
    found = re.search(r"\[([^\]]+)\]\(term:([a-z]+)\)", spot.text)
    if found is None:
        return None
    other = next(word for word in spot.terms if word[:4].casefold() != found[1][:4].casefold())
    return spot.text[: found.start(1)] + other + spot.text[found.end(1) :]


@kind("name translated", "name-differs")
def translated_name(spot: Spot) -> str | None:
    changed = re.sub(r"\bCRMO\b(?!\))", "KROM", spot.text, count=1)
    return changed if changed != spot.text and "CRMO" in spot.unit.text else None


def _is_sentence(spot: Spot) -> bool:
    return len(spot.unit.text.split()) > 5 and "{" not in spot.unit.text


def _plain(spot: Spot) -> bool:
    return not re.search(r"[\[{*]|\d", spot.text)


def _cut(text: str, share: float) -> str:
    """Return the beginning of a text, cut between two words where there are spaces."""
    end = int(len(text) * share)
    head = text[:end]
    return head.rpartition(" ")[0] if " " in head else head


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
            text = re.sub(
                r"^languages = .*$",
                f'languages = ["en", "{language}"]',
                toml.read_text("utf-8"),
                1,
                re.M,
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
                        f"{language} {spot.catalog} {one.name}: {spot.unit.text[:40]!r} -> "
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
    made, found = _totals(tallies.values())
    lines.append(f"| all | {' | '.join('' for _ in LANGUAGES)} | {found}/{made} |")
    return "\n".join(lines)


def _totals(tallies: Iterable[Tally]) -> tuple[int, int]:
    rows = list(tallies)
    return sum(row.made.total() for row in rows), sum(row.found.total() for row in rows)


def main() -> int:
    """Print the table and what was missed; write docs/faults.md."""
    tallies = run_all()
    facts = [tallies[one.name] for one in KINDS if one.fact]
    made, found = _totals(tallies.values())
    made_facts, found_facts = _totals(facts)
    alarms = false_alarms()
    shown = table(tallies)
    summary = (
        f"{made} faults of {len(KINDS)} kinds in {len(LANGUAGES)} languages: {found} found "
        f"({100 * found / made:.1f} %).\nDoses, numbers and phones (bold): {found_facts} of "
        f"{made_facts}. Blocking findings on the unharmed catalogs: {len(alarms)}."
    )
    (ROOT / "docs/faults.md").write_text(f"{INTRODUCTION}\n{summary}\n\n{shown}\n", "utf-8")
    missed = [line for tally in tallies.values() for line in tally.missed]
    sys.stdout.write("\n".join([shown, "", summary, *missed, *alarms]) + "\n")
    return 0


INTRODUCTION = """# Faults that the checks find

`make faults` puts faults into the sample catalogs, one at a time, and asks the press what it sees. A
fault counts as found only when a rule of the right kind reports it. Faults are spread evenly over the
places where each kind can happen.
"""

if __name__ == "__main__":
    sys.exit(main())
