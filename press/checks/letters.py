"""A translation in, findings about letters of a wrong script, alphabet or code out."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from press.checks.masking import around, masked, shown
from press.checks.wording import Fault, Problem, summed
from press.languages import language
from press.model import Unit
from press.orthography import Orthography, named, orthography, script, script_name

# Letters with their marks; a joiner holds a word together.
WORD = re.compile(
    r"(?:[^\W\d_]|[\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    r"\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u09d7\u0a01-\u0a03\u0a3c-\u0a51"
    r"\u0a70\u0a71\u0a75\u135d-\u135f\u200c\u200d])+"
)
# Scripts whose letters are drawn alike (Unicode Standard 39, confusables).
ALIKE = frozenset({"Latn", "Cyrl", "Grek", "Armn", "Cher", "Copt", "Lisu"})
# Greek letters of medical names (TNFα, β-blocker, μg), but for those that look like Latin ones.
MEDICAL_GREEK = frozenset("αβγδεζθκλμπστφχψωΔΣΦΨΩ")
AFTER_MU = ("g", "l", "m", "mol")
# Latin letters that a word of a Cyrillic text may be made of without anyone seeing it.
CYRILLIC_SHAPES = frozenset("aceiopxy")
# Habits that are no single letter: by script, a pattern and what to write instead.
HABITS: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "Arab": (
        (re.compile(r"(?<=[\u0620-\u064a\u066e-\u06d3])ـ+(?=[\u0620-\u063f\u0641-\u06d3])"), ""),
    ),
    "Aran": (
        (re.compile(r"(?<=[\u0620-\u064a\u066e-\u06d3])ـ+(?=[\u0620-\u063f\u0641-\u06d3])"), ""),
        (re.compile(r"(?<![\u0620-\u06d3\u200c])ھ(?=[\u0620-\u06d3])"), "ہ"),
        # No letter joins these to the next, with or without it.
        (re.compile(r"(?<=[آأاإدڈذرڑزژوؤےں])\u200c(?=[\u0620-\u06d3])"), ""),
    ),
    # Two dots are not the letter: দুঃখ, not দু:খ.
    "Beng": ((re.compile(r"(?<=[\u0985-\u09cd]):(?=[\u0985-\u09ce])"), "ঃ"),),
}
APOSTROPHE = (re.compile(r"(?<=[^\W\d_])[´`\u02bb\u02cb](?=[^\W\d_])"), "’")
# GB 2312 holds the simplified characters and Big5 the traditional ones: what only the other's set
# holds is the other's form. By script: own set, the other's, forms that both hold though they are
# of the other alone, and what the Table of General Standard Chinese Characters (2013) added.
HAN = {
    "Hans": ("gb2312", "big5", "traditional", "後於裏牀羣衆", "瞭囧喆堃垚甦昇氾"),
    "Hant": ("big5", "gb2312", "simplified", "与体么优听极痒丰", ""),
}


def faults(unit: Unit, translation: str, tag: str) -> Iterator[Fault]:
    """Yield letters that are not those of the language, unless they are copied from the source."""
    text, source = masked(translation), masked(unit.text)
    written = orthography(tag)
    copied = set(WORD.findall(source))
    words = [word for word in WORD.findall(text) if word not in copied]
    for found, remedy in summed(_mixed(words, written)):
        yield "mixed-script", found, remedy
    for found, remedy in summed(_foreign_words(words, written, tag)):
        yield "wrong-script", found, remedy
    for found, remedy in _variants(text, source, tag):
        yield "letter-variant", found, remedy
    for found, remedy in summed(_foreign_letters(words, written, source, tag)):
        yield "foreign-letter", found, remedy
    for found, remedy in summed(_han(text, source, tag)):
        yield "han-variant", found, remedy


def _runs(word: str) -> list[tuple[str, str]]:
    """Return the stretches of a word that are in one script; what has none goes with its letter."""
    last = ""
    scripts = []
    for one in word:
        last = script(one) or last
        scripts.append(last)
    pairs = groupby(zip(scripts, word, strict=True), key=lambda pair: pair[0])
    return [(name, "".join(one for _, one in group)) for name, group in pairs if name]


def _pieces(word: str, written: Orthography) -> Iterator[list[tuple[str, str]]]:
    """Yield the words within a word: Chinese needs no space around Latin ones."""
    runs = _runs(word)
    if written.script != "Hani":
        yield runs
        return
    for chinese, group in groupby(runs, key=lambda run: run[0] == "Hani"):
        if not chinese:
            yield list(group)


def _mixed(words: Iterable[str], written: Orthography) -> Iterator[Problem]:
    for word in words:
        for runs in _pieces(word, written):
            names = {name for name, _ in _without_greek(runs)}
            if len(names) > 1 and (names <= ALIKE or not _joined_name(runs)):
                whole = "".join(text for _, text in runs)
                rare = min(names, key=lambda name: sum(len(t) for n, t in runs if n == name))
                odd = "".join(text for name, text in runs if name == rare)
                listed = ", ".join(f"{shown(one)} {named(one)}" for one in dict.fromkeys(odd[:3]))
                kinds = " and ".join(sorted(script_name(name) for name in names))
                remedy = "type the word again on the keyboard of one script"
                yield f"‘{shown(whole)}’ mixes {kinds} letters: {listed}", remedy


def _without_greek(runs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the stretches of a word but for a Greek letter that medical Latin knows: TNFα, μg."""
    if len(runs) != 2 or {name for name, _ in runs} != {"Grek", "Latn"}:  # noqa: PLR2004
        return runs
    greek = next(text for name, text in runs if name == "Grek")
    latin = next(text for name, text in runs if name == "Latn")
    medical = len(greek) == 1 and greek in MEDICAL_GREEK
    unit = runs[0][0] == "Grek" and greek == "μ" and latin in AFTER_MU
    return [("Latn", latin)] if medical and (unit or latin.isupper()) else runs


def _joined_name(runs: list[tuple[str, str]]) -> bool:
    """Tell whether a Latin name or abbreviation merely has an ending or article joined to it."""
    latin = [text for name, text in runs if name == "Latn"]
    return len(runs) == 2 and len(latin) == 1 and len(latin[0]) > 1 and latin[0][0].isupper()  # noqa: PLR2004


def _foreign_words(words: Iterable[str], written: Orthography, tag: str) -> Iterator[Problem]:
    own = language(tag).english_name
    for word in words:
        for name, text in (run for runs in _pieces(word, written) for run in runs):
            whole = len(_runs(word)) == 1 or written.script == "Hani"
            if not whole or name == written.script:
                continue
            if name == "Latn":
                if written.script == "Cyrl" and set(text) <= CYRILLIC_SHAPES:
                    found = f"‘{text}’ is in Latin letters that look like Cyrillic ones"
                    yield found, "type it again on the keyboard of the language"
            elif not (name == "Grek" and len(text) == 1 and text in MEDICAL_GREEK):
                remedy = "translate it, or write it in the letters of the language"
                yield (
                    f"‘{shown(text)}’ is in {script_name(name)} letters in a text in {own}",
                    remedy,
                )


def _variants(text: str, source: str, tag: str) -> Iterator[Problem]:
    written = orthography(tag)
    patterns = [(re.compile(re.escape(one)), right) for one, right in written.variants.items()]
    for pattern, right in (*patterns, *HABITS.get(language(tag).script, ()), APOSTROPHE):
        places = [match for match in pattern.finditer(text) if match[0] not in source]
        if not places:
            continue
        first = places[0]
        times = f" ({len(places)} times)" if len(places) > 1 else ""
        found = f"{_codes(first[0])} in {around(text, *first.span())}{times} breaks searching"
        yield found, f"write {right} ({_codes(right)})" if right else "delete it"


def _codes(text: str) -> str:
    return named(text) if len(text) == 1 else " ".join(f"U+{ord(one):04X}" for one in text)


def _foreign_letters(
    words: Iterable[str], written: Orthography, source: str, tag: str
) -> Iterator[Problem]:
    known = "".join(written.variants)
    for word in words:
        for one in unicodedata.normalize("NFC", word):
            if (
                script(one) == written.script
                and unicodedata.category(one)[0] == "L"
                and not written.knows(one)
                and one not in known
                and one not in source
                and unicodedata.normalize("NFKC", one) == one
            ):
                found = (
                    f"{named(one)} in ‘{shown(word)}’ is no letter of {language(tag).english_name}"
                )
                yield found, "look at the word: it may be from another language or keyboard"


def _han(text: str, source: str, tag: str) -> Iterator[Problem]:
    """Yield characters of the other way to write Chinese."""
    if language(tag).script not in HAN:
        return
    own, other, kind, shared, modern = HAN[language(tag).script]
    for place, one in enumerate(text):
        if one in modern or one in source:
            continue
        if one in shared or (_in_code(one, other) and not _in_code(one, own)):
            found = f"{one} (U+{ord(one):04X}) in {around(text, place, width=6)} is a {kind} form"
            yield found, f"write the form of {language(tag).english_name}"


@functools.cache
def _in_code(character: str, code: str) -> bool:
    """Tell whether a set of characters holds a Chinese one."""
    if script(character) != "Hani":
        return False
    try:
        return bool(character.encode(code))
    except UnicodeEncodeError:
        return False
