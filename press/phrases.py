"""An edition's words in, HTML out: looked up, isolated, marked where they are still English."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from press import isolation, markup, typeset
from press.languages import Language
from press.model import Contact, Hospital, Translation, Words
from press.templates import Templates

DIALLED = re.compile(r"\+?[0-9][0-9 ()-]+")
"""A number that a phone can dial as it stands: without letters, an extension or a second number."""


def _dialled(number: str) -> str:
    """Return the address that rings a number (RFC 3966), nothing where it is more than a number."""
    return f"tel:{re.sub('[ ()-]', '', number)}" if DIALLED.fullmatch(number) else ""


REACH: dict[str, Callable[[str], str]] = {
    "phone": _dialled,
    "email": "mailto:{}".format,
    "address": lambda _place: "",
}
"""Where a tap on each value of a contact leads."""


class Phrases:
    """The words of one edition as HTML; nothing comes out unescaped."""

    def __init__(
        self,
        hospital: Hospital,
        translation: Translation,
        spoken: Language,
        source: Language,
        templates: Templates,
    ) -> None:
        self.hospital, self.translation = hospital, translation
        self.language, self.source, self.templates = spoken, source, templates
        self.marking = False
        self.linking = False
        """Whether phone numbers and addresses can be tapped."""
        self.number: Callable[[tuple[str | None, str]], str] = typeset.no_number
        """HTML of a unit's number, by its key."""

    @property
    def gettext(self) -> dict[str, Any]:
        """Return what templates call to say something in the edition's language."""
        return {"_": self.shared, "gettext": self.shared, "value": self.value}

    def words(self, text: str) -> Markup:
        """Return words that are in the edition's language already."""
        return Markup(isolation.isolate(text, self.language))  # noqa: S704 - isolate escapes

    def original(self, text: str) -> Markup:
        """Return words that stay in the source language."""
        return Markup(isolation.isolate(text, self.source))  # noqa: S704 - isolate escapes

    def value(self, text: str) -> Markup:
        """Return a value that is one whole, such as a phone number."""
        return Markup(isolation.value(text, self.language))  # noqa: S704 - value escapes

    def unit(self, text: str) -> Markup:
        """Return a unit of leaflet.toml without its inline Markdown."""
        key = (None, " ".join(text.split()))
        found = self.translation.words.get(key)
        if found is not None:
            return self.numbered(key) + self.words(markup.plain(found))
        return self.numbered(key) + self.untranslated(self.original(markup.plain(text)))

    def numbered(self, key: tuple[str | None, str]) -> Markup:
        """Return the number of a unit, where units are numbered."""
        return Markup(self.number(key))  # noqa: S704 - the composer's own HTML

    def plain(self, text: str) -> str:
        """Return a unit of leaflet.toml as plain text, for attributes and metadata."""
        key = (None, " ".join(text.split()))
        return markup.plain(self.translation.words.get(key, text))

    def shared(self, text: str) -> Markup:
        """Return what a template says."""
        return self.looked_up(text, self.translation.shared)

    def hospital_words(self, text: str) -> Markup:
        """Return what hospital.toml says."""
        return self.looked_up(text, self.translation.contacts)

    def term(self, name: str) -> dict[str, Markup]:
        """Return a term's word and meaning."""
        term, context = self.hospital.terms[name], f"term:{name}"
        return {
            name: self.numbered((context, text))
            + self.looked_up(text, self.translation.words, context)
            for name, text in (("word", term.word), ("meaning", term.meaning))
        }

    def looked_up(self, text: str, words: Words, context: str | None = None) -> Markup:
        """Return translated words; what has no translation is marked as English."""
        found = words.get((context, text))
        if found is not None:
            return self.words(found)
        return self.untranslated(self.original(text))

    def untranslated(self, html: str) -> Markup:
        """Return words of the source language, marked and tagged as such."""
        if self.marking:  # the mark's own words are not translated either
            return Markup(html)  # noqa: S704 - isolate escaped it
        values = {"words": Markup(html), "source": self.source}  # noqa: S704 - isolate escaped it
        self.marking = True
        try:
            marked = self.templates.fill("partials/untranslated.html", self.gettext | values)
        finally:
            self.marking = False
        return Markup(marked.strip())  # noqa: S704 - a template escapes

    def contact(self, contact: Contact) -> dict[str, Markup | None]:
        """Return a contact's name and values; what hospital.toml does not give is None."""
        found: dict[str, Markup | None] = {"name": self.hospital_words(contact.name)}
        for name in ("phone", "email", "address"):
            given = contact.values.get(name)
            found[name] = self.linked(REACH[name](given), self.value(given)) if given else None
        for name in ("hours", "out_of_hours"):
            given = contact.values.get(name)
            found[name] = self.hospital_words(given) if given else None
        return found

    def linked(self, address: str, html: Markup) -> Markup:
        """Return HTML as a link, where links are wanted and there is somewhere to go."""
        if not (self.linking and address):
            return html
        return Markup('<a href="{}">{}</a>').format(address, html)

    def contact_value(self, reference: str) -> str:
        """Return the HTML of ``rheumatology.phone``, nothing where there is no such contact."""
        name, _, key = reference.partition(".")
        contact = self.hospital.contacts.get(name)
        return str((self.contact(contact).get(key) if contact else None) or "")
