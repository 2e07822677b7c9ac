"""Kinds of faults that go wrong in hospitals and agencies, and how each is made from one unit.

A dose, a digit, a "not", a line pasted from the neighbour. What the faults change is listed
here, not taken from the tables of the checks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from press.model import Unit

LANGUAGES = ("bn", "ur", "ar", "pl", "ro", "so", "zh-Hans")
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
    "ملغ": "غرام", "ملليغرام": "غرام", "أسابيع": "أيام", "أشهر": "سنوات", "سنوات": "أشهر",
    "دقيقتان": "ساعتان",
    "tygodni": "dni", "tygodnie": "dni", "miesiące": "lata", "lat": "miesięcy", "minuty": "godziny",
    "săptămâni": "zile", "luni": "ani", "ani": "luni", "minute": "ore",
    "toddobaad": "maalmood", "bilood": "sannadood", "sano": "bilood", "sannadood": "bilood",
    "daqiiqo": "saacadood",
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


@kind(
    "letter of a neighbouring alphabet",
    "letter-variant foreign-letter foreign-punctuation stray-mark",
)
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
