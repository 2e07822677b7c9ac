"""A Ticket and a picture of its first page in, the RenderJob of its sheet of paper out."""

from __future__ import annotations

import hashlib
import textwrap
from typing import Any

from press import fonts, isolation, typeset
from press.compose import code_digest
from press.fingerprints import digest
from press.jobs import DocumentFacts, RenderJob
from press.languages import format_day, language
from press.model import Hospital
from press.profiles import READING
from press.templates import Templates
from press.tickets.ticket import Ticket, why_no_estimate

PROFILE = "ticket"
TITLE_LENGTH = 130
"""Characters of two lines."""
GROUP = 8
"""Hexadecimal digits of a checksum between two spaces, so that a person can compare them."""


def compose(ticket: Ticket, proof: bytes, hospital: Hospital, templates: Templates) -> RenderJob:
    """Return the job that makes a ticket's page; ``proof`` is a PNG of the first page.

    Raises ProjectError when its template asks for something that it does not get.
    """
    record, leaflet = ticket.record, ticket.order.leaflet
    staff = language("en")
    spoken = language(record.language)
    picture = typeset.address(f"{hashlib.sha256(proof).hexdigest()}.png")
    html = templates.fill("ticket/ticket.html", _values(ticket, hospital, picture))
    scripts = (staff.script, spoken.script)
    families = ", ".join(map(repr, fonts.SETTINGS[spoken.script].families))
    sheets = (
        f".own {{ font-family: {families} }}\n",
        templates.stylesheet("ticket/ticket.css"),
    )
    faces = [fonts.digests(script) for script in scripts]
    return RenderJob(
        key=digest([html, sheets, faces, PROFILE, code_digest()]),
        number=leaflet.number,
        # Staff read the ticket itself, whatever language is printed.
        language=staff.tag,
        profile=PROFILE,
        html=html,
        stylesheets=sheets,
        resources={picture: proof},
        facts=DocumentFacts(
            title=f"Job ticket {record.ticket}: {ticket.name} v{record.version}",
            language=staff.tag,
            author=hospital.name,
            subject="For the print room, not for patients",
            keywords=(),
            producer="Leaflet Press",
            created=record.date,
            own={
                "number": record.number,
                "version": record.version,
                "edition": record.language,
                "status": "ticket",
                "identifier": record.ticket,
            },
        ),
        claims=READING,
        attachments=(),
        medium="pdf",
        fonts=frozenset(face for script in scripts for face in fonts.embedded_names(script)),
        identity=record.ticket,
        said=(),
        path=f"tickets/{ticket.stem}.pdf",
    )


def folds(ticket: Ticket) -> tuple[float, ...]:
    """Return where the sheet of the picture is folded, in mm from its left edge."""
    width, _ = ticket.sheet_mm
    shares = ticket.handling.fold.at if ticket.handling.fold else ()
    right = ticket.binding == "right"
    return tuple(sorted(width * (1 - share if right else share) for share in shares))


def staples(ticket: Ticket) -> tuple[tuple[float, float, float, float], ...]:
    """Return each staple as a line on the sheet of the picture: from x, y to x, y, in mm.

    They are drawn far larger than they are, so that they can be seen.
    """
    if not ticket.amounts.staples:
        return ()
    width, height = ticket.sheet_mm
    if ticket.handling.staple == "saddle":
        return tuple(
            (width / 2, height * share - 12, width / 2, height * share + 12)
            for share in (0.25, 0.75)
        )
    # Inside the crop marks, where there are any.
    near = width * (0.12 if ticket.handling.trimmed else 0.03)
    far = near + width * 0.08
    if ticket.binding == "right":
        return ((width - far, near, width - near, far),)
    return ((near, far, far, near),)


def _values(ticket: Ticket, hospital: Hospital, picture: str) -> dict[str, Any]:
    record, order = ticket.record, ticket.order
    spoken = language(record.language)
    digits = record.sha256
    return {
        "ticket": ticket,
        "record": record,
        "handling": ticket.handling,
        "amounts": ticket.amounts,
        "estimate": ticket.estimate,
        "no_estimate": why_no_estimate(ticket),
        "leaflet": order.leaflet,
        "row": order.row,
        "hospital": hospital,
        "service": hospital.services[order.leaflet.service],
        "language": spoken,
        "picture": picture,
        "turned": ticket.handling.turned,
        "folds": folds(ticket),
        "staples": staples(ticket),
        "sheet": ticket.sheet_mm,
        "rtl": spoken.direction == "rtl",
        "day": format_day(order.day, "en"),
        "review_due": format_day(order.leaflet.review_due, "en"),
        "title": isolation.isolate(_title(order.leaflet.title), language("en")),
        "checksum": [digits[start : start + GROUP] for start in range(0, len(digits), GROUP)],
        "file": order.row["path"].rpartition("/")[2],
        "finished": _millimetres(ticket.handling.finished),
        "sheet_size": _millimetres(ticket.sheet_mm),
        "pence": lambda amount: f"{ticket.room.currency}{amount:,.2f}",
    }


def _title(title: str) -> str:
    """Return a title that leaves the ticket on one page; its JSON has all of it."""
    return textwrap.shorten(title, TITLE_LENGTH, placeholder=" …")


def _millimetres(size: tuple[float, float]) -> str:
    width, height = (f"{side:g}" for side in size)
    return f"{width} × {height} mm"
