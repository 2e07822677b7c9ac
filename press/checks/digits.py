"""A translation in, findings about digits of a wrong set and letters that pass for digits out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from press.checks.masking import NOT_PROSE, around, masked
from press.checks.wording import Fault
from press.languages import language
from press.model import Unit
from press.orthography import named, orthography

NUMBER = re.compile(r"\d+(?:[.,:/٫٬]\d+)*")
# Letters drawn like a digit, with the digit: Latin, Greek and Cyrillic.
ROUND = dict.fromkeys("OoОоΟοօⲟ", "0")
STROKE = dict.fromkeys("lIІӀΙ|ıӏ", "1")
SHAPES = ROUND | STROKE
_ALIKE = "".join(map(re.escape, SHAPES))
# A number that starts or goes on with such a letter: 1O, l0, O,5, 2O.5, 1l4.
BEFORE_DIGIT = re.compile(
    rf"(?<![^\W_])[{_ALIKE}]+(?:[.,][\d{_ALIKE}])?(?=\d)|(?<![^\W_])[OoОо](?=[.,]\d)"
)
AFTER_DIGIT = re.compile(rf"(?<=\d)[.,:]?[{_ALIKE}]+(?=[\d.,]*\d|\W|_|$)")
ALONE = re.compile(r"(?<![^\W_]|[\d.,])[OОIl](?=\s?(?:mg|ml|mcg|µg|kg|cm|mm|%|°|мг|мл))")
# A letter all alone: "0 to 10" with the letter O. A sentence may start with one, "5 l" is a
# volume, and "l’eau" is French.
LONE = re.compile(
    rf"(?<=[^\W\d_] )[OО](?![^\W_]|[’'])|(?<=[\u0900-\u0dff{NOT_PROSE}] )[OО](?![^\W_])"
    r"|(?<![\w/-])(?<!\d )l(?![\w’'./-])"
)
# In a text that has no Latin letters of its own, wherever it stands.
LONE_LATIN = re.compile(r"(?<![\w/-])(?<!\d )[Ool](?![\w’'./-])")
# Arabic letters drawn like ١ and ٥ beside Arabic digits.
ARABIC_SHAPES = {"ا": "١", "ه": "٥", "ہ": "٥"}
ARABIC = re.compile(
    r"(?<![^\W\d_])[اهہ](?=[٠-٩۰-۹])|(?<=[٠-٩۰-۹])ا(?![^\W\d_])|(?<=[٠-٩۰-۹])[هہ](?=[٠-٩۰-۹])"
)
TOKEN = re.compile(r"[\w.,|]*\w|\|")
LITRES = re.compile(r"\d[\d.,]*l(?=\W|_|$)")
OXYGEN = re.compile(r"[OО]2(?!\d)")


def faults(unit: Unit, translation: str, tag: str) -> Iterator[Fault]:
    """Yield numbers that a reader, a search or a check may take for others."""
    text, source = masked(translation), masked(unit.text)
    for found, remedy in _sets(text, source, tag):
        yield "wrong-digits", found, remedy
        break
    for found, remedy in _letters(text, source, tag):
        yield "lookalike-digit", found, remedy
        break


def _sets(text: str, source: str, tag: str) -> Iterator[tuple[str, str]]:
    """Yield numbers in digits of two sets, or of a set that readers of the language do not know."""
    own = orthography(tag).digits
    for match in NUMBER.finditer(text):
        zeros = {_zero(one) for one in match[0] if _is_plain(one)}
        strange = sorted(zeros - {"0", own} - {_zero(one) for one in source if one.isdecimal()})
        if len(zeros) > 1:
            listed = ", ".join(f"{one} {named(one)}" for one in match[0] if one.isdecimal())
            yield f"‘{match[0]}’ mixes two sets of digits: {listed}", "type the number again"
        elif strange:
            first = next(one for one in match[0] if one.isdecimal())
            kind = " ".join(unicodedata.name(first).split()[:-1]).lower()
            found = (
                f"‘{match[0]}’ is in {kind}s, which are not those of {language(tag).english_name}"
            )
            yield found, f"write {''.join(str(unicodedata.decimal(one, one)) for one in match[0])}"


def _is_plain(character: str) -> bool:
    """Tell whether a character is a digit, and not one in full width or in style (NFKC)."""
    return character.isdecimal() and unicodedata.normalize("NFKC", character) == character


def _zero(digit: str) -> str:
    return chr(ord(digit) - unicodedata.decimal(digit))


def _letters(text: str, source: str, tag: str) -> Iterator[tuple[str, str]]:
    """Yield letters that stand where a digit should: 1O mg, l0 days."""
    copied = set(TOKEN.findall(source))
    lone = LONE if orthography(tag).script == "Latn" else LONE_LATIN
    for pattern in (BEFORE_DIGIT, AFTER_DIGIT, ALONE, lone, ARABIC):
        for match in pattern.finditer(text):
            start, end = _token(text, *match.span())
            token = text[start:end]
            if token in copied or OXYGEN.fullmatch(token):
                continue
            if LITRES.fullmatch(token) and not re.match(r"\s?(?:mg|ml|kg|%|°)", text[end:]):
                continue
            letter = next(one for one in match[0] if one in SHAPES or one in ARABIC_SHAPES)
            digit = SHAPES.get(letter) or ARABIC_SHAPES[letter]
            place = around(text, start, end)
            found = f"the letter {letter} ({named(letter)}) passes for {digit} in {place}"
            yield found, f"type the digit {digit}"


def _token(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the whole run of letters and digits around a place."""
    while start and (text[start - 1].isalnum() or text[start - 1] in ".,|"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "|"):
        end += 1
    return start, end
