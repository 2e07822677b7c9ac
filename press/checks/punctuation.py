"""A unit and its translation in, findings about marks, brackets and quotes out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.masking import NOT_PROSE, around, masked
from press.checks.wording import Fault, Problem, summed
from press.languages import language
from press.model import Unit
from press.orthography import Orthography, named, orthography, script

# What a text may end with, in whichever script.
ENDS = {
    "a question mark": frozenset("?؟？፧"),
    "an exclamation mark": frozenset("!！"),
    "a colon": frozenset(":：፦"),
    "a comma": frozenset(",،，、፣"),
    "a semicolon": frozenset(";؛；፤"),
    "dots": frozenset("…"),
    "a full stop": frozenset(".۔।。።॥｡"),
}
QUESTIONS = ENDS["a question mark"]
CLOSERS = "\"'”“’‘»«›‹」』)）]】 "
BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【", "］": "［", "｝": "｛"}
ROUND = "(（"
# "a)" and "1)" number things and need no opening bracket.
NUMBERING = re.compile(r"(?<![^\s])\w{1,2}\)(?=\s)")
# Single marks are apostrophes as often as not: nothing is said of those.
DOUBLE_QUOTES = frozenset('“”„‟«»‹›‚「」『』《》〈〉"')
# Marks that some languages write and others never do.
MARKS = frozenset("،؛؟۔।॥৷、。｡¿¡٫٬٪፡።፣፤፥፦፧᠂᠃׃՝։")
ARABIC_NUMBERS = "٫٬٪"


def faults(unit: Unit, translation: str, tag: str) -> Iterator[Fault]:
    """Yield marks that were lost, gained, or are not those of the language."""
    text, source = masked(translation), masked(unit.text)
    asked = sum(one in QUESTIONS for one in source)
    kept = sum(one in QUESTIONS for one in text)
    if kept < asked:
        found = f"{asked} question mark{'s' * (asked > 1)} in the source, {kept} here"
        yield (
            "punctuation-differs",
            found,
            f"ask the question, and end it with {orthography(tag).question[0]}",
        )
    else:
        for found, remedy in _ends(text, source, orthography(tag)):
            yield "punctuation-differs", found, remedy
    for found, remedy in _brackets(text, source):
        yield "brackets-differ", found, remedy
    for found, remedy in _quotes(text, source, tag):
        yield "quotation-marks", found, remedy
    for found, remedy in summed(_foreign(text, source, tag)):
        yield "foreign-punctuation", found, remedy


def _ends(text: str, source: str, written: Orthography) -> Iterator[Problem]:
    wanted, given = _end(source), _end(text)
    sentences = sum(one in ENDS["a full stop"] for one in text)
    if not wanted and given == "a full stop" and sentences > 1:
        # A phrase that became sentences needs its last stop.
        return
    if wanted != given:
        own = {
            "a full stop": written.stop[0],
            "a question mark": written.question[0],
            "an exclamation mark": written.exclamation[0],
            "a colon": written.colon[0],
            "a comma": written.comma[0],
            "a semicolon": written.semicolon[0],
            "dots": "…",
        }
        remedy = f"end it with {own[wanted]}" if wanted else f"end it without {given}"
        yield f"the source ends with {wanted or 'no mark'}, this with {given or 'none'}", remedy


def _end(text: str) -> str:
    bare = text.rstrip(CLOSERS)
    if bare.endswith("..."):
        return "dots"
    return next((name for name, marks in ENDS.items() if bare[-1:] in marks and bare), "")


def _brackets(text: str, source: str) -> Iterator[Problem]:
    """Yield brackets without their partner, else brackets of the source that are gone."""
    stack: list[int] = []
    bare = NUMBERING.sub(lambda match: " " * len(match[0]), text)
    remedy = "close what is opened, with a bracket of the same form"
    for place, one in enumerate(bare):
        if one in BRACKETS.values():
            stack.append(place)
        elif one in BRACKETS and not (stack and bare[stack.pop()] == BRACKETS[one]):
            yield f"{one} in {around(text, place)} closes nothing that is open", remedy
            return
    for place in stack[:1]:
        yield f"{text[place]} in {around(text, place)} is not closed", remedy
        return
    wanted, given = (sum(one in ROUND for one in words) for words in (source, text))
    if given < wanted:
        found = f"{wanted} pair{'s' * (wanted > 1)} of brackets in the source, {given} here"
        yield found, "keep the brackets, or check that nothing was left out"


def _quotes(text: str, source: str, tag: str) -> Iterator[Problem]:
    written = orthography(tag)
    pairs = [pair for pair in (*written.quotes, '""') if not set(pair) & set("’‘")]
    known = "".join(written.quotes) + '"'
    first = written.quotes[1 if written.quotes[0] == "‘’" else 0] if written.quotes else '""'
    remedy = f"write {first[0]}…{first[1]}"
    stack: list[str] = []
    places: list[int] = []
    for place, one in enumerate(text):
        if one not in DOUBLE_QUOTES:
            continue
        if one not in known:
            if one not in source:
                found = f"{named(one)} in {around(text, place)} is no quotation mark of "
                found += language(tag).english_name
                yield found, remedy
                return
        elif stack and stack[-1] + one in pairs:
            stack.pop()
            places.pop()
        elif any(pair[0] == one for pair in pairs):
            stack.append(one)
            places.append(place)
        else:
            yield f"{one} in {around(text, place)} closes no quotation", remedy
            return
    for place in places[:1]:
        yield f"{text[place]} in {around(text, place)} is not closed", remedy
        return
    if any(one in DOUBLE_QUOTES for one in source) and not _quoted(text):
        found = "the source quotes something, this does not"
        yield found, remedy


def _quoted(text: str) -> bool:
    return any(one in DOUBLE_QUOTES or one in "‘’'" for one in text)


def _foreign(text: str, source: str, tag: str) -> Iterator[Problem]:
    """Yield marks of another language, and plain ones where the language has its own."""
    written = orthography(tag)
    own = written.marks + "".join(written.quotes)
    own += ARABIC_NUMBERS if written.script == "Arab" else ""
    replaced = {
        plain: marks[0]
        for plain, marks in (
            (",", written.comma),
            (";", written.semicolon),
            ("?", written.question),
            ("!", written.exclamation),
            (":", written.colon),
            (".", written.stop),
        )
        if plain not in marks
    }
    for place, one in enumerate(text):
        right = ""
        if one in MARKS and one not in own and one not in source:
            kind = next((name for name, marks in ENDS.items() if one in marks), "")
            right = _own_mark(kind, written)
        elif one == "|" and "।" in written.stop and one not in source:
            right = "।"
        elif one in replaced and _in_own_script(text, place, written):
            right = replaced[one]
        elif one in "()" and written.script == "Hani" and _beside(text, place, one == "("):
            right = "（" if one == "(" else "）"
        if right:
            yield f"{named(one)} in {around(text, place)}", f"write {right}"


def _own_mark(kind: str, written: Orthography) -> str:
    return {
        "a question mark": written.question[0],
        "an exclamation mark": written.exclamation[0],
        "a colon": written.colon[0],
        "a comma": written.comma[0],
        "a semicolon": written.semicolon[0],
    }.get(kind, written.stop[0])


def _in_own_script(text: str, place: int, written: Orthography) -> bool:
    """Tell whether a plain mark stands in words of the language, not in a number or a name."""
    before, after = text[:place], text[place + 1 :]
    following = after[:1]
    inner = text[place] in ".:" and following.isalpha() and script(following) != "Hani"
    if following.isdigit() or inner:
        return False
    if not before.strip() or before.strip().isdigit():
        return False
    if text[place] == ".":
        word = before.split()[-1].strip("(（") if not before[-1:].isspace() else ""
        if (len(word) == 1 and word.isalpha()) or word in written.short.split():
            return False
    last = next((one for one in reversed(before) if one.isalnum() or one == NOT_PROSE), " ")
    goes_on = next((one for one in after if one.isalnum()), " ")
    return written.script in (script(last), script(goes_on)) or goes_on == " "


def _beside(text: str, place: int, opens: bool) -> bool:  # noqa: FBT001 - one of two brackets
    other = text[place + 1 : place + 2] if opens else text[place - 1 : place]
    return bool(other) and script(other) == "Hani"
