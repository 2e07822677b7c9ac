"""What the press knows of each language: script, direction, names, dates. BCP 47 in and out."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass

from babel import Locale
from babel.dates import format_date

# Locale folders use Babel's names; a register keeps its modifier (Babel reads `en_simple` as
# plain `en` and loses it). This is the one place where the two kinds of name meet.
REGISTERS = {"simple": "plain"}

# English name and own name of what CLDR has no name for, or names in a way that readers of
# leaflets do not use.
NAMES = {
    "en-simple": ("Plain English", "Plain English"),
    "zh-Hans": ("Chinese (simplified)", "简体中文"),
    "zh-Hant": ("Chinese (traditional)", "繁體中文"),
    "pa": ("Punjabi", "ਪੰਜਾਬੀ"),
    "ckb": ("Kurdish (Sorani)", "کوردیی ناوەندی"),
    "fa": ("Persian (Farsi)", "فارسی"),
}

# Script of each language that leaflets may be in, by ISO 15924 code. Urdu is set in Nastaliq,
# which is Arabic script in a style that needs its own font and line height.
SCRIPTS = {
    "en": "Latn",
    "en-simple": "Latn",
    "ar": "Arab",
    "bn": "Beng",
    "bn-simple": "Beng",
    "ckb": "Arab",
    "cs": "Latn",
    "fa": "Arab",
    "fr": "Latn",
    "hu": "Latn",
    "pa": "Guru",
    "pl": "Latn",
    "ps": "Arab",
    "ro": "Latn",
    "sk": "Latn",
    "so": "Latn",
    "ti": "Ethi",
    "tr": "Latn",
    "uk": "Cyrl",
    "ur": "Aran",
    "vi": "Latn",
    "zh-Hans": "Hans",
    "zh-Hant": "Hant",
}
RIGHT_TO_LEFT = frozenset({"Arab", "Aran"})

# Tried out by `proof` and `fit` and in no leaflet: see pseudolocales.py. They take part in nothing
# that asks whether a language is known.
PSEUDO = {
    "en-XA": "Pseudo-English, accented",
    "en-XB": "Pseudo-English, right to left",
}
MIRRORED = "en-XB"

# Day, month in full, year; Czech and Slovak put a full stop after an ordinal. CLDR's own "long"
# form is in an unusual order for ps, so and ti.
DATE_FORMATS = {
    "cs": "d. MMMM y",
    "hu": "y. MMMM d.",
    "sk": "d. MMMM y",
    "zh-Hans": "y年M月d日",
    "zh-Hant": "y年M月d日",
    "vi": "'ngày' d MMMM 'năm' y",
}
DATE_FORMAT = "d MMMM y"


@dataclass(frozen=True, slots=True)
class Language:
    """A language or register that an edition can be in."""

    tag: str
    script: str
    english_name: str
    own_name: str

    @property
    def direction(self) -> str:
        return "rtl" if self.script in RIGHT_TO_LEFT or self.tag == MIRRORED else "ltr"

    @property
    def base(self) -> str:
        """Return the language without its register or script: en for en-simple.

        A pseudo-language stands for a foreign one, and is itself.
        """
        return self.tag if self.tag in PSEUDO else self.tag.partition("-")[0]

    @property
    def html_tag(self) -> str:
        """Return a tag that browsers and readers know: BCP 47 wants private registers after x."""
        base, _, register = self.tag.partition("-")
        return f"{base}-x-{register}" if register in REGISTERS else self.tag


@functools.cache
def language(tag: str) -> Language:
    """Return what is known of a language.

    Raises KeyError for a tag that the table does not hold.
    """
    if tag in PSEUDO:
        return Language(tag, "Latn", PSEUDO[tag], tag)
    script = SCRIPTS[tag]
    if tag in NAMES:
        return Language(tag, script, *NAMES[tag])
    base, register = _split(tag)
    locale = Locale.parse(base, sep="-")
    english, own = locale.get_display_name("en") or tag, locale.get_display_name() or tag
    own = own[0].upper() + own[1:]
    if register:
        # A register is named in English only where no native name is in the table.
        english = f"{REGISTERS[register]} {english}".capitalize()
    return Language(tag, script, english, own)


def known(tag: str) -> bool:
    """Tell whether leaflets can be in a language."""
    return tag in SCRIPTS


def locale_folder(tag: str) -> str:
    """Return the folder name of a language under locales/: zh_Hans, en@simple."""
    base, register = _split(tag)
    return base.replace("-", "_") + (f"@{register}" if register else "")


def format_day(day: datetime.date, tag: str) -> str:
    """Return a date with the month in full, in Western digits in every language.

    Western digits so that staff and families read the same date (STANDARDS: dates, digits).
    """
    locale = Locale.parse("en" if tag in PSEUDO else _split(tag)[0], sep="-")
    text = format_date(day, DATE_FORMATS.get(tag, DATE_FORMAT), locale)
    return text.translate(WESTERN)


WESTERN = {
    zero + digit: str(digit) for zero in (0x0660, 0x06F0, 0x09E6, 0x0A66) for digit in range(10)
}


def _split(tag: str) -> tuple[str, str]:
    base, _, register = tag.rpartition("-")
    return (base, register) if register in REGISTERS else (tag, "")
