"""Exchanges made for tests: units of any text, and the texts that translators really write."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from press.interchange import Exchange, ExchangeUnit, Section, normal, unfit, unit_id
from press.model import UnitState

PATH = "locales/ur/LC_MESSAGES/RHM20.po"
WRITING = (
    "Give 5 mg.",
    "**Do not** ",
    "[fever](term:fever)",
    "[](contact:nurses.phone)",
    "{title}",
    "`code` ",
    "_x0041_",
    "_x005F_x000D_",
    "*",
    "**",
    "\\*",
    "](",
    "\n",
    "\t",
    '"quoted" ',
    "'",
    "\\n",
    "<b>&amp;",
    "]]>",
    "<!DOCTYPE",
    "=1+1",
    "+44",
    "-",
    "@",
    "#N/A",
    "TRUE",
    "2026-01-01",
    "یہ دوا ",
    "এই ওষুধ ",
    "这种药 ",
    "\u20660114 496 0120\u2069",
    "\u200f",
    "\u200d",
    "\u00a0",
    "👩‍⚕️",
    "e\u0301",
)
"""What is hard to carry: marks, quotes, line ends, formulas, scripts, invisible characters."""

texts = (
    st.lists(
        st.sampled_from(WRITING) | st.text(st.characters(codec="utf-8"), max_size=12),
        min_size=1,
        max_size=6,
    )
    .map(lambda parts: normal("".join(parts)))
    .filter(lambda text: bool(text) and not unfit(text))
)
"""Every text that a catalog may hold."""


def unit(
    source: str,
    translation: str = "",
    state: UnitState = UnitState.UNREVIEWED,
    *,
    context: str | None = None,
    previous: str = "",
    earlier: str = "",
) -> ExchangeUnit:
    return ExchangeUnit(
        id=unit_id("RHM20", context, source),
        where="paragraph",
        context=context,
        source=source,
        previous_source=previous,
        translation=translation,
        earlier=earlier,
        state=state,
        note="",
        faults=(),
    )


def exchange(*units: ExchangeUnit, language: str = "ur") -> Exchange:
    return Exchange(
        number="RHM20",
        title="Bones",
        version="3.0",
        issued=datetime.date(2026, 5, 1),
        language=language,
        source_language="en",
        sections=(Section("RHM20", PATH, units),),
    )
