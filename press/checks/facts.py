"""A unit and its translation in, findings about its numbers, doses, times and addresses out."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.wording import Fault
from press.model import Unit
from press.quantities import FactKind, differences

FACT_RULES = {
    FactKind.DOSE: "dose-differs",
    FactKind.TIME: "time-differs",
    FactKind.PHONE: "phone-differs",
    FactKind.EMAIL: "address-differs",
    FactKind.URL: "address-differs",
    FactKind.LEAFLET_NUMBER: "leaflet-number-differs",
    FactKind.CODE: "leaflet-number-differs",
}
OTHER_FACTS = "number-differs"


def faults(unit: Unit, translation: str, tag: str) -> Iterator[Fault]:
    """Yield each fact that a translation lost, gained or changed."""
    for difference in differences(unit.text, translation, tag):
        words = [f"{', '.join(difference.missing)} is missing"] if difference.missing else []
        words += [f"{', '.join(difference.extra)} is not in the source"] if difference.extra else []
        rule = FACT_RULES.get(difference.kind, OTHER_FACTS)
        found = f"{difference.kind.value.replace('_', ' ')}: " + "; ".join(words)
        yield rule, found, "copy it from the msgid exactly"
