"""What a document says about itself: one XMP packet, in agreement with the information dictionary.

WeasyPrint's own packet cannot be merged with another. PDF/A-3 wants an extension schema for each
namespace that is not its own (ISO 19005-3, 6.6.2.3).
"""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name, String

from press.jobs import Claims, DocumentFacts

NAMESPACE = "https://leaflet-press.example/ns/1.0/"
PREFIX = "leaflet"
UA = "http://www.aiim.org/pdfua/ns/id/"


def write(pdf: pikepdf.Pdf, facts: DocumentFacts, claims: Claims) -> None:
    """Write the packet, the information dictionary and the document's language."""
    place_packet(pdf, _packet(facts, claims), facts.language)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    if claims.a[0] == 4:  # noqa: PLR2004 - PDF/A-4 (ISO 19005-4, 6.1.3) allows no Info
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        return
    write_information(pdf, facts)


def write_information(pdf: pikepdf.Pdf, facts: DocumentFacts) -> None:
    """Write the information dictionary; what stood in it before goes."""
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    day = "D:" + facts.created.replace("-", "") + "000000Z"
    pdf.docinfo["/Title"] = facts.title
    pdf.docinfo["/Author"] = facts.author
    pdf.docinfo["/Subject"] = facts.subject
    pdf.docinfo["/Keywords"] = ", ".join(facts.keywords)
    pdf.docinfo["/Creator"] = facts.producer
    pdf.docinfo["/Producer"] = facts.producer
    pdf.docinfo["/CreationDate"] = day
    pdf.docinfo["/ModDate"] = day


def place_packet(pdf: pikepdf.Pdf, packet: str, language: str) -> None:
    """Put a packet of XMP into a document and name the document's language (BCP 47)."""
    stream = pdf.make_stream(packet.encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream
    pdf.Root.Lang = String(language)


def claimed(data: bytes) -> frozenset[str]:
    """Return the standards that a PDF says it meets, none where it cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            packet = pdf.open_metadata()
            ua, part, level = (
                packet.get(name) for name in ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")
            )
    except pikepdf.PdfError:
        return frozenset()
    names = [f"PDF/UA-{ua}"] if ua else []
    names += [f"PDF/A-{part}{(level or '').lower()}"] if part else []
    return frozenset(names)


def _packet(facts: DocumentFacts, claims: Claims) -> str:
    moment = facts.created + "T00:00:00Z"
    part, level = claims.a
    identity = [f"<pdfaid:part>{part}</pdfaid:part>"]
    identity += [f"<pdfaid:conformance>{level}</pdfaid:conformance>"]
    identity += ["<pdfaid:rev>2020</pdfaid:rev>"] if part == 4 else []  # noqa: PLR2004
    identity += [f"<pdfuaid:part>{claims.ua}</pdfuaid:part>"]
    identity += ["<pdfuaid:rev>2024</pdfuaid:rev>"] if claims.ua == 2 else []  # noqa: PLR2004
    own = [f"<{PREFIX}:{name}>{escape(text)}</{PREFIX}:{name}>" for name, text in facts.own.items()]
    words = ", ".join(facts.keywords)
    lines = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        '<rdf:Description rdf:about=""',
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"',
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/"',
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"',
        f' xmlns:pdfuaid="{UA}" xmlns:{PREFIX}="{NAMESPACE}">',
        *identity,
        "<dc:format>application/pdf</dc:format>",
        f"<dc:title>{alternatives(facts.title, facts.language)}</dc:title>",
        f"<dc:creator><rdf:Seq><rdf:li>{escape(facts.author)}</rdf:li></rdf:Seq></dc:creator>",
        f"<dc:description>{alternatives(facts.subject, facts.language)}</dc:description>",
        f"<dc:language><rdf:Bag><rdf:li>{facts.language}</rdf:li></rdf:Bag></dc:language>",
        f"<pdf:Keywords>{escape(words)}</pdf:Keywords>",
        f"<pdf:Producer>{escape(facts.producer)}</pdf:Producer>",
        f"<xmp:CreatorTool>{escape(facts.producer)}</xmp:CreatorTool>",
        f"<xmp:CreateDate>{moment}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{moment}</xmp:MetadataDate>",
        *own,
        "</rdf:Description>",
        *(_extension(facts) if part < 4 else []),  # noqa: PLR2004 - PDF/A-4 knows no such schemas
        "</rdf:RDF>",
        "</x:xmpmeta>",
        '<?xpacket end="w"?>',
    ]
    return "\n".join(lines)


def alternatives(text: str, language: str) -> str:
    """Return a text of XMP in one language, which is also what stands for any other."""
    default = f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
    return f'<rdf:Alt>{default}<rdf:li xml:lang="{language}">{escape(text)}</rdf:li></rdf:Alt>'


def _extension(facts: DocumentFacts) -> list[str]:
    own = [(name, "Text", "external", f"Leaflet {name}") for name in facts.own]
    schemas = (
        ("PDF/UA identification", UA, "pdfuaid", [("part", "Integer", "internal", "PDF/UA part")]),
        ("Leaflet Press", NAMESPACE, PREFIX, own),
    )
    lines = [
        '<rdf:Description rdf:about=""',
        ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"',
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"',
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">',
        "<pdfaExtension:schemas><rdf:Bag>",
    ]
    for title, address, prefix, properties in schemas:
        lines += [
            '<rdf:li rdf:parseType="Resource">',
            f"<pdfaSchema:schema>{title}</pdfaSchema:schema>",
            f"<pdfaSchema:namespaceURI>{address}</pdfaSchema:namespaceURI>",
            f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>",
            "<pdfaSchema:property><rdf:Seq>",
        ]
        for name, kind, category, meaning in properties:
            lines += [
                '<rdf:li rdf:parseType="Resource">',
                f"<pdfaProperty:name>{name}</pdfaProperty:name>",
                f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>",
                f"<pdfaProperty:category>{category}</pdfaProperty:category>",
                f"<pdfaProperty:description>{escape(meaning)}</pdfaProperty:description>",
                "</rdf:li>",
            ]
        lines += ["</rdf:Seq></pdfaSchema:property>", "</rdf:li>"]
    return [*lines, "</rdf:Bag></pdfaExtension:schemas>", "</rdf:Description>"]
