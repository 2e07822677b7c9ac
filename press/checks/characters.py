"""A translation in, findings about characters that deceive, hide, or cannot be searched, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from press.checks.masking import INVISIBLE, around, decoded, is_lost, masked, shown
from press.checks.wording import Fault, placeholder_text, unshowable
from press.languages import RIGHT_TO_LEFT, language
from press.model import Unit
from press.orthography import named, orthography, script

JOINERS = "\u200c\u200d"
EMBEDDINGS = "\u202a\u202b\u202c\u202d\u202e"
ISOLATES = "\u2066\u2067\u2068"
POP_ISOLATE = "\u2069"
DIRECTIONAL_MARKS = "\u200e\u200f\u061c"
BIDI = EMBEDDINGS + ISOLATES + POP_ISOLATE + DIRECTIONAL_MARKS
# Signs of Arabic that stand under a number: of category Cf, yet drawn.
DRAWN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2"
# What compatibility composition would change, yet has one meaning and its own place in print.
IN_USE = frozenset("…½¼¾⅓⅔⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚ªºµ™℃℉№‑″‴ﷲﷺ﷽﷼¨¯´¸" + "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⁺⁻₊₋")
# Signs that Chinese writes in full width; letters and digits are not among them.
FULL_WIDTH = frozenset("！＂＃％＆＇（）＊＋，－．／：；＜＝＞？＠［＼］＿｛｜｝～￥")
VOWEL_SIGNS = {
    "Beng": frozenset("\u09be\u09bf\u09c0\u09c1\u09c2\u09c3\u09c4\u09c7\u09c8\u09cb\u09cc"),
    "Guru": frozenset("\u0a3e\u0a3f\u0a40\u0a41\u0a42\u0a47\u0a48\u0a4b\u0a4c"),
}
SIGNS_AFTER_VOWEL = frozenset("\u0981\u0982\u0983\u0a01\u0a02\u0a03\u0a70")
VIRAMA = 9  # its combining class


def faults(unit: Unit, translation: str, tag: str) -> Iterator[Fault]:
    """Yield characters that no reader should be shown."""
    if words := placeholder_text(translation):
        yield "placeholder-text", f"placeholder text {words!r}", "write the real translation"
    text = decoded(translation)
    source = decoded(unit.text)
    if missing := unshowable("".join(one for one in text if not is_lost(one)), tag):
        yield "missing-glyph", f"no allowed font shows {missing}", "use other characters"
    yield from _normalisation(text)
    hidden = [place for place in range(len(text)) if _hidden(text, place, source, tag)]
    for place in hidden[:1]:
        more = f" and in {len(hidden) - 1} more" if len(hidden) > 1 else ""
        found = f"{named(text[place])} hides in {around(text, place)}{more}"
        yield "invisible-character", found, "delete it and type the word again"
    yield from _directions(text, tag)
    yield from _compatibility(text, source, tag)
    yield from _stray_marks(masked(translation), tag)


def _normalisation(text: str) -> Iterator[Fault]:
    """Yield a text that has another spelling for the computer (Unicode Annex 15, W3C Charmod)."""
    plain = _without_exclusions(text)
    wanted = unicodedata.normalize("NFC", plain)
    if wanted == plain:
        return
    pairs = enumerate(zip(plain, wanted, strict=False))
    place = next((place for place, (one, other) in pairs if one != other), 0)
    cluster = re.match(r".\W*?(?=\w|\s|$)", plain[place:], re.DOTALL)
    written = cluster[0] if cluster else plain[place]
    right = unicodedata.normalize("NFC", written)
    codes = " ".join(f"U+{ord(one):04X}" for one in written[:4])
    found = f"{codes} in {around(plain, place)} is not in normal form C"
    better = " ".join(f"U+{ord(one):04X}" for one in right[:4])
    remedy = f"write {shown(right)} ({better}): type it again, or convert the file to NFC"
    yield "not-normalised", found, remedy


def _without_exclusions(text: str) -> str:
    """Return a text with the letters that NFC takes apart in that form already.

    Bengali and Gurmukhi keyboards type letters that Unicode excludes from composition (U+09DF); no
    translator can type them otherwise, so that this is a lighter rule: letter-variant.
    """
    return "".join(
        unicodedata.normalize("NFC", one) if script(one) in VOWEL_SIGNS else one for one in text
    )


def _hidden(text: str, place: int, source: str, tag: str) -> bool:
    """Tell whether a character takes no room, or is none that Unicode knows."""
    one = text[place]
    if one in JOINERS:
        return not _joins(text, place, tag)
    if one in BIDI or one in DRAWN:
        return False
    if one in "\n\t":
        return one not in source
    unseen = unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp")
    return unseen or one in INVISIBLE


def _joins(text: str, place: int, tag: str) -> bool:
    """Tell whether a joiner stands where its script uses one (Unicode, chapters 9, 12 and 23)."""
    written = orthography(tag)
    before = place - 1
    while before > 0 and unicodedata.category(text[before]) == "Mn" and written.script == "Arab":
        before -= 1
    first = text[before] if before >= 0 else " "
    second = text[place + 1] if place + 1 < len(text) else " "
    if written.joiners == "letters":
        inner = first.isalnum() and script(second) == written.script and second.isalpha()
        if text[place] == "\u200c":
            return inner
        return script(first) == written.script and not inner
    if written.joiners == "virama":
        return VIRAMA in (unicodedata.combining(first), unicodedata.combining(second))
    return False


def _directions(text: str, tag: str) -> Iterator[Fault]:
    """Yield controls that change the order in which text is shown (Unicode Annex 9)."""
    opened: list[int] = []
    for place, one in enumerate(text):
        if one not in BIDI:
            continue
        wrong = "closes nothing" if one == POP_ISOLATE and not opened else ""
        if one == POP_ISOLATE and opened:
            opened.pop()
        elif one in ISOLATES:
            opened.append(place)
        wrong = wrong or _wrong_direction(text, place, tag)
        if wrong:
            found = f"{named(one)} in {around(text, place)} {wrong}"
            remedy = "delete it; the press keeps numbers and names in order by itself"
            yield "bidi-control", found, remedy
            return
    for place in opened[:1]:
        found = f"{named(text[place])} in {around(text, place)} is not closed"
        yield "bidi-control", found, "end it with U+2069, or delete it"


def _wrong_direction(text: str, place: int, tag: str) -> str:
    """Say why a control must not stand where it does, or return nothing."""
    if text[place] in EMBEDDINGS:
        return "can show a text in another order than it is written"
    if text[place] in DIRECTIONAL_MARKS and language(tag).script not in RIGHT_TO_LEFT:
        return "has no use in a text from left to right"
    return "stands inside a word or number and can turn its parts round" * _inside(text, place)


def _inside(text: str, place: int) -> bool:
    """Tell whether a control parts a word or a number in two."""
    before = "".join(one for one in text[:place] if one not in BIDI)[-2:]
    after = "".join(one for one in text[place + 1 :] if one not in BIDI)[:2]
    if before[-1:].isalnum() and after[:1].isalnum():
        same = before[-1].isdigit() == after[0].isdigit()
        return same and script(before[-1]) == script(after[0])
    return bool(
        re.search(r"\d[.,/:٫٬-]?$", before)
        and re.match(r"[.,/:٫٬-]?\d", after)
        and not (before[-1].isdigit() and after[0].isdigit())
    )


def _compatibility(text: str, source: str, tag: str) -> Iterator[Fault]:
    """Yield characters that only look like others: full width, ligatures, styled letters."""
    chinese = orthography(tag).script == "Hani"
    for place, one in enumerate(text):
        plain = unicodedata.normalize("NFKC", one)
        if (
            plain == unicodedata.normalize("NFC", one)
            or unicodedata.category(one).startswith("Z")
            or one in IN_USE
            or one in source
            or (chinese and one in FULL_WIDTH)
        ):
            continue
        found = f"{named(one)} in {around(text, place)} stands in for {plain!r}"
        yield "compatibility-character", found, f"type {plain}"
        return


def _stray_marks(text: str, tag: str) -> Iterator[Fault]:
    """Yield marks that have no letter to stand on, which print as a dotted circle."""
    signs = VOWEL_SIGNS.get(orthography(tag).script, frozenset())
    before = " "
    for place, one in enumerate(text):
        if unicodedata.category(one) in ("Mn", "Mc") and one not in INVISIBLE:
            wrong = ""
            kind = unicodedata.category(before)
            if kind[0] not in "LM" and before not in JOINERS and before not in "◌\xa0":
                wrong = "has no letter to stand on"
            elif script(one) and script(before) not in ("", script(one)):
                wrong = "has a letter of another script to stand on"
            elif before == one:
                wrong = "stands twice"
            elif one in signs and (
                before in signs
                or before in SIGNS_AFTER_VOWEL
                or unicodedata.combining(before) == VIRAMA
            ):
                wrong = "cannot follow the sign before it"
            elif unicodedata.combining(one) == VIRAMA and before in signs:
                wrong = "cannot follow a vowel sign"
            if wrong:
                found = f"{named(one)} in {around(text, place)} {wrong}"
                yield "stray-mark", found, "type the word again, letter first"
                return
        before = one
