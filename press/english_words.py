"""A language in, the ordinary English words that are none of its own out."""

from __future__ import annotations

import functools

from press.function_words import small_words

# English words of leaflets that are no word of the other languages here, for single ones left in.
ENGLISH_WORDS = (
    "about after again all also always and any are ask away back bad because before begin best"
    " better between blood body bone bones both box bring busy but by call can cannot care"
    " carers changes child children choose come could day days did do doctors does each early"
    " easy eat empty even every family feel feels find first food for found from full get gets"
    " girls give given go good grow had has have health help her here him his home how hurt if"
    " ill illness into is joint joints just keep kind know known label last later leaflet less"
    " let letters like little live long look made make many may means medicine medicines might"
    " month months more morning most much must name near need needs never new next night no"
    " nobody not nothing now nurse nurses of often old only or other our out over own page pain"
    " parents part people pharmacist piece place play please questions quickly read red rest"
    " right ring row same say school see several she should show shows sick side sleep small"
    " some someone sometimes soon sore spine start stop straight such sure swelling swollen take"
    " taking talk tell than that the their them then there these they thing things think this"
    " those tired today together too treatment under until use usual very visit voice wait walk"
    " want was way we weak week weeks weight well were what when where which while who why will"
    " with without words work works worse worst would write year years yes you young your"
    " yourself monday tuesday wednesday thursday friday saturday sunday"
)

# … but for these, which are words of one of them.
HOMONYMS = {
    "cs": "by do had let most my on to box rest i u ze token",
    "fr": "page pain part place parents long on rest sure six box ring name",
    "hu": "most is had a be el ki meg mind late kind ne le se",
    "pl": "by do most my on to box",
    "ro": "rest care or box om",
    "sk": "by do had most my on to box rest pod i u kto",
    "so": "is soon same",
    "tr": "ay her on an it at had kind",
    "vi": "can the do long hay may like in an on to la xa ma ta con so u a i la li ni ma",
}


@functools.cache
def english_words(base: str) -> frozenset[str]:
    """Return the English words that are none of a language."""
    own = {word for word, bases in small_words().items() if base in bases}
    return frozenset(ENGLISH_WORDS.split()) - own - homonyms(base)


@functools.cache
def homonyms(base: str) -> frozenset[str]:
    """Return the words of a language that are spelt like English ones."""
    return frozenset(HOMONYMS.get(base, "").split())
