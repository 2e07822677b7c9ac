"""A mended PDF in, its bytes out: the same for the same document, and easy on every validator."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pikepdf
from pikepdf import Name

# Where a stream ends in a carriage return, page-validation 0.11.0 takes it for part of the line end
# that follows and calls the stream too short (STREAM-LENGTH-001); veraPDF does not. One stream in
# 256 ends so, and one file in ten holds one: without a remedy it would become a draft by chance.
CUT_SHORT = b"\r\nendstream"
MOVABLE = ("/ViewerPreferences", "/MarkInfo", "/PageLabels", "/OutputIntents")
"""Entries of the catalog that may stand in it or beside it, which means the same."""


def written(pdf: pikepdf.Pdf, version: str) -> bytes:
    """Return a PDF's bytes; nothing of the clock or of chance is in them.

    No stream ends in a carriage return: a page's or a font's is closed by a line feed where it
    would, and where one of the writer's own would, its objects are numbered in another way.
    """
    _end_streams(pdf)
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    data = _saved(pdf, version)
    for name in MOVABLE:
        if CUT_SHORT not in data:
            break
        if name in pdf.Root:
            pdf.Root[name] = pdf.make_indirect(pdf.Root[name])
            data = _saved(pdf, version)
    return data


def _end_streams(pdf: pikepdf.Pdf) -> None:
    streams: list[Any] = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
    for item in streams:
        # The metadata stay plain text: a packet is found without a PDF reader.
        if item.get("/Type") == Name.Metadata:
            continue
        if "/Filter" not in item:
            item.write(zlib.compress(item.read_bytes()), filter=Name.FlateDecode)
        raw = item.read_raw_bytes()
        if raw.endswith(b"\r") and item.Filter == Name.FlateDecode:
            # Deflated data know their own end: no reader looks at what follows (RFC 1950, 2.2).
            item.write(raw + b"\n", filter=Name.FlateDecode, decode_parms=item.get("/DecodeParms"))


def _saved(pdf: pikepdf.Pdf, version: str) -> bytes:
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        min_version=version,
        force_version=version,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return buffer.getvalue()
