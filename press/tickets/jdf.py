"""A Ticket in, a JDF 1.4 ticket out: what a print room's workflow system reads (CIP4)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from press.tickets.handling import LONG
from press.tickets.ticket import Ticket

NAMESPACE = "http://www.CIP4.org/JDFSchema_1_1"
"""That of every JDF from 1.1 to 1.8."""
VERSION = "1.4"
POINTS = 72 / 25.4
ENDING = "jdf"


def write(ticket: Ticket, file: str) -> bytes:
    """Return the ticket as the bytes of a JDF file; ``file`` is what is printed, beside it."""
    record = ticket.record
    root = etree.Element(
        _name("JDF"),
        {
            "Type": "Combined",
            "Types": " ".join(_processes(ticket)),
            "ID": "N1",
            "JobID": record.ticket,
            "JobPartID": "P1",
            "Status": "Waiting",
            "Version": VERSION,
            "DescriptiveName": f"{ticket.name} v{record.version}, {record.copies} copies",
        },
        nsmap={None: NAMESPACE},
    )
    comment = etree.SubElement(root, _name("Comment"), Name="Instruction")
    comment.text = f"For {record.clinic}. {ticket.handling.note}".strip()
    resources = _Resources(root)
    _contents(resources, ticket, file)
    _printing(resources, ticket)
    _finishing(resources, ticket)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text


def _processes(ticket: Ticket) -> list[str]:
    """Return what is done to the sheets, in order: flat ones are cut before they are stapled."""
    handling = ticket.handling
    cut = ["Trimming"] if handling.trimmed else []
    bound = ["Stitching"] if ticket.amounts.staples else []
    folded = ["Folding"] if handling.fold else []
    finishing = [*bound, *folded, *cut] if handling.staple == "saddle" else [*cut, *folded, *bound]
    return ["Interpreting", "Rendering", "DigitalPrinting", *finishing]


class _Resources:
    """What a process takes and gives, each with the link that says so."""

    def __init__(self, root: etree._Element) -> None:
        self._pool = etree.SubElement(root, _name("ResourcePool"))
        self._links = etree.SubElement(root, _name("ResourceLinkPool"))

    def add(
        self,
        name: str,
        kind: str,
        attributes: Mapping[str, str],
        link: Mapping[str, str] | None = None,
    ) -> etree._Element:
        """Add a resource of a kind (Class), ready and taken unless something else is said."""
        identity = f"R{len(self._pool) + 1}"
        used = {"rRef": identity, "Usage": "Input", **(link or {})}
        etree.SubElement(self._links, _name(f"{name}Link"), used)
        given = {"ID": identity, "Class": kind, "Status": "Available", **attributes}
        return etree.SubElement(self._pool, _name(name), given)


def _contents(resources: _Resources, ticket: Ticket, file: str) -> None:
    runs = resources.add("RunList", "Parameter", {"NPage": str(ticket.order.row["pages"])})
    checksum = {"IDUsage": "SHA256", "IDValue": ticket.record.sha256}
    etree.SubElement(runs, _name("GeneralID"), checksum)
    element = etree.SubElement(runs, _name("LayoutElement"))
    etree.SubElement(element, _name("FileSpec"), URL=file, MimeType="application/pdf")


def _printing(resources: _Resources, ticket: Ticket) -> None:
    grey = ticket.handling.ink == "grey"
    model = {"ProcessColorModel": "DeviceGray" if grey else "DeviceCMYK"}
    resources.add("ColorantControl", "Parameter", model)
    how = {"PrintingType": "SheetFed", "Collate": "Sheet", "Sides": _sides(ticket)}
    resources.add("DigitalPrintingParams", "Parameter", how)
    paper = {
        "MediaType": "Paper",
        "MediaUnit": "Sheet",
        "Dimension": _points(ticket.sheet_mm),
        "Weight": str(ticket.weight_gsm),
        "DescriptiveName": f"{ticket.handling.sheet}, {ticket.stock}",
    }
    resources.add("Media", "Consumable", paper, {"Amount": str(ticket.amounts.total_sheets)})


def _sides(ticket: Ticket) -> str:
    """Return how a sheet is turned for its back: FlipY turns it like the page of a book.

    A sheet that lies on its side turns so over its short edge.
    """
    if not ticket.amounts.duplex:
        return "OneSidedFront"
    like_a_book = (ticket.handling.edge == LONG) != ticket.handling.turned
    return "TwoSidedFlipY" if like_a_book else "TwoSidedFlipX"


def _finishing(resources: _Resources, ticket: Ticket) -> None:
    handling = ticket.handling
    if ticket.amounts.staples:
        number = {"NumberOfStitches": str(ticket.amounts.staples)}
        # In a corner: the one at the clockwise end of the edge that is named.
        edge = "Top" if ticket.binding == "right" else "Left"
        corner = {"StitchType": "Corner", "ReferenceEdge": edge}
        where = {"StitchType": "Saddle"} if handling.staple == "saddle" else corner
        resources.add("StitchingParams", "Parameter", number | where)
    if handling.fold:
        # Incomplete says that a person completes it, by what the fold is called.
        known = {"FoldCatalog": handling.fold.catalog} if handling.fold.catalog else {}
        called = {"DescriptiveName": handling.fold.said}
        resources.add("FoldingParams", "Parameter", called | (known or {"Status": "Incomplete"}))
    if handling.trimmed:
        width, height = _points(handling.finished).split()
        resources.add("TrimmingParams", "Parameter", {"Width": width, "Height": height})
    copy = {
        "Status": "Unavailable",
        "ComponentType": "FinalProduct",
        "Dimensions": f"{_points(handling.finished)} 0",
        "DescriptiveName": f"{ticket.name} v{ticket.record.version}",
    }
    copies = {"Usage": "Output", "Amount": str(ticket.record.copies)}
    resources.add("Component", "Quantity", copy, copies)


def _points(size_mm: tuple[float, float]) -> str:
    return " ".join(f"{side * POINTS:.3f}" for side in size_mm)


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"
