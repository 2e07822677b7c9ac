"""The kinds of words by which a language denies, as ``press.negation_words`` lists them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Negators:
    """The words of one language that turn a sentence round."""

    strong: str
    """Always a negation: each one counts."""
    weak: str = ""
    """May deny ("lack of"): makes up for a strong one, but asks for none."""
    alternatives: str = ""
    """"or": without it, "not a or b" is denied twice."""
    echoing: str = ""
    """Stand beside a strong one in the same sentence ("nikt nie wie") and deny nothing alone."""
    equating: str = ""
    """"means", "is": an echoing word that follows denies alone ("0 înseamnă nicio durere")."""
    pairing: str = ""
    """Goes on with a negation that stands before it ("and not b either"): alone it has no sense.
    A pattern of the word before, a space, and the word."""
    together: str = ""
    """Negators that are one piece with what stands before them, where no spaces are written."""
    forms: str = ""
    """A pattern of the sentence, for negators that are others' homonyms but for a verb's form."""
    ignored: str = ""
    """Texts in which a negator denies nothing, taken out first ("not only", 是否)."""
    asking: str = ""
    """Strong ones that only ask, in a sentence that ends with a question mark."""
