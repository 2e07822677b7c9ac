"""A leaflet of the desk and a pseudo-language in; its edition out, always a draft, in memory."""

from __future__ import annotations

from collections.abc import Iterable

from press import editions, fingerprints
from press.desk import Desk, Entry
from press.model import Edition, Leaflet, Status, Translation, Unit, UnitState, leaflet_units
from press.pseudolocales import PSEUDO

REASON = "a pseudo-language is no translation"


def entry(table: Desk, leaflet: Leaflet, tag: str) -> Entry:
    """Return a leaflet as if it were translated into a pseudo-language (en-XA, en-XB).

    No catalog is read or written, and no sign-off is looked for: nothing can make it more than a
    draft. Raises KeyError for any other tag.
    """
    say = PSEUDO[tag]

    def said(units: Iterable[Unit]) -> dict[tuple[str | None, str], str]:
        return {unit.key: say(unit.text) for unit in units}

    own = leaflet_units(leaflet, table.hospital)
    words = Translation(
        words=said(own),
        shared=said(table.template_units),
        contacts=said(table.hospital.units),
        states={},
        machine_translated=True,
    )
    parts = editions.parts(leaflet, table.hospital, table.template_units, words)
    prints = {name: part.fingerprint for name, part in parts.items()}
    edition = Edition(
        leaflet=leaflet,
        language=tag,
        translation=words,
        fingerprints=prints,
        fingerprint=fingerprints.edition(prints),
        status=Status.DRAFT,
        reasons=(REASON,),
        approvals=(),
    )
    return Entry(edition, parts, {unit.key: UnitState.UNREVIEWED for unit in own}, ())
