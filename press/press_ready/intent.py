"""An open PDF in, what it is printed on and what it is: output intent, XMP, information dictionary.

PDF/X-4: ISO 15930-7:2010. There is no open validator of it; the press has rules of its own.
"""

from __future__ import annotations

import uuid
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press.finishing.metadata import (
    NAMESPACE,
    PREFIX,
    alternatives,
    place_packet,
    write_information,
)
from press.jobs import DocumentFacts
from press.model import OutputIntent

REGISTRY = "http://www.color.org"
FOUR = 4
"""Inks of a press."""


def embed(pdf: pikepdf.Pdf, intent: OutputIntent) -> None:
    """Embed the profile of the printing condition (ISO 15930-7, 6.2.2)."""
    profile = pdf.make_stream(intent.profile)
    profile.N = FOUR
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String(intent.condition),
                RegistryName=String(REGISTRY),
                Info=String(intent.condition),
                DestOutputProfile=profile,
            )
        ]
    )


def describe(pdf: pikepdf.Pdf, facts: DocumentFacts, content: bytes) -> None:
    """Write the packet and the information dictionary; the identity comes from the content."""
    identity = uuid.uuid5(uuid.NAMESPACE_URL, content.hex())
    place_packet(pdf, _packet(facts, f"uuid:{identity}"), facts.language)
    write_information(pdf, facts)
    pdf.docinfo["/Trapped"] = Name("/False")


def _packet(facts: DocumentFacts, identity: str) -> str:
    moment = facts.created + "T00:00:00Z"
    own = [f"<{PREFIX}:{name}>{escape(text)}</{PREFIX}:{name}>" for name, text in facts.own.items()]
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        '<rdf:Description rdf:about=""',
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"',
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
        ' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"',
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/"',
        ' xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"',
        f' xmlns:{PREFIX}="{NAMESPACE}">',
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<dc:format>application/pdf</dc:format>",
        f"<dc:title>{alternatives(facts.title, facts.language)}</dc:title>",
        f"<dc:creator><rdf:Seq><rdf:li>{escape(facts.author)}</rdf:li></rdf:Seq></dc:creator>",
        f"<dc:description>{alternatives(facts.subject, facts.language)}</dc:description>",
        f"<dc:language><rdf:Bag><rdf:li>{facts.language}</rdf:li></rdf:Bag></dc:language>",
        f"<pdf:Keywords>{escape(', '.join(facts.keywords))}</pdf:Keywords>",
        f"<pdf:Producer>{escape(facts.producer)}</pdf:Producer>",
        "<pdf:Trapped>False</pdf:Trapped>",
        f"<xmp:CreatorTool>{escape(facts.producer)}</xmp:CreatorTool>",
        f"<xmp:CreateDate>{moment}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{moment}</xmp:MetadataDate>",
        f"<xmpMM:DocumentID>{identity}</xmpMM:DocumentID>",
        f"<xmpMM:InstanceID>{identity}</xmpMM:InstanceID>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
        *own,
        "</rdf:Description>",
        "</rdf:RDF>",
        "</x:xmpmeta>",
        '<?xpacket end="w"?>',
    ]
    return "\n".join(lines)
