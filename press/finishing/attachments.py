"""Files in, the same files inside a PDF out (PDF/A-3 and PDF/A-4f allow any kind)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press.jobs import Attachment


def attach(pdf: pikepdf.Pdf, files: Sequence[Attachment], created: str) -> None:
    """Put files into a PDF, sorted by name, dated with the day of issue."""
    if not files:
        return
    day = "D:" + created.replace("-", "") + "000000Z"
    names, associated = Array(), Array()
    for file in sorted(files, key=lambda file: file.name):
        stream = pdf.make_stream(file.data)
        stream.Type = Name.EmbeddedFile
        stream.Subtype = Name("/" + file.mime)
        # MD5 is what the format asks for here (ISO 32000-1, table 46); it guards nothing.
        digest = hashlib.md5(file.data, usedforsecurity=False).digest()
        stream.Params = Dictionary(
            Size=len(file.data), CheckSum=String(digest), ModDate=String(day)
        )
        entry = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(file.name),
                UF=String(file.name),
                EF=Dictionary(F=stream, UF=stream),
                Desc=String(file.description),
                AFRelationship=Name("/" + file.relationship),
            )
        )
        names.extend([String(file.name), entry])
        associated.append(entry)
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=names)
    pdf.Root.AF = associated
