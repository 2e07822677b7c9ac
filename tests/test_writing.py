"""Tests of how finished files are written: no stream ends where a validator would cut it short."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from pikepdf import Name

from press.finishing.writing import CUT_SHORT, written

PACKET = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>'
    b'<?xpacket end="w"?>'
)


def ending_in_a_carriage_return() -> bytes:
    """Return the first data in a row whose compressed form ends in the unlucky byte."""
    return next(
        data for number in range(1, 10_000) if zlib.compress(data := b"%" * number).endswith(b"\r")
    )


def document(title: str = "") -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for name in ("ViewerPreferences", "MarkInfo", "PageLabels"):
        pdf.Root[f"/{name}"] = pikepdf.Dictionary(Note=pikepdf.String(title))
    for number in range(5):
        pdf.Root[f"/Kept{number}"] = pdf.make_indirect(pikepdf.Dictionary(Number=number))
    return pdf


def unlucky_title() -> str:
    """Return the first title in a row with which a plainly saved file is cut short."""
    for number in range(2_000):
        buffer = io.BytesIO()
        pdf = document(title := "x" * number)
        pdf.save(
            buffer,
            force_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        if CUT_SHORT in buffer.getvalue():
            return title
    raise AssertionError("no title is unlucky")


@pytest.mark.parametrize("compressed", [False, True])
def test_an_unlucky_stream_ends_well_and_says_the_same(*, compressed: bool) -> None:
    data = ending_in_a_carriage_return()
    pdf = document()
    stream = pdf.make_stream(data)
    if compressed:
        stream.write(zlib.compress(data), filter=Name.FlateDecode)
    pdf.pages[0].Contents = stream
    made = written(pdf, "1.7")
    assert CUT_SHORT not in made
    with pikepdf.open(io.BytesIO(made)) as read:
        assert read.pages[0].Contents.read_bytes() == data
        assert read.pages[0].Contents.read_raw_bytes() == zlib.compress(data) + b"\n"


def test_how_an_unlucky_stream_was_packed_is_kept() -> None:
    pdf = document()
    pixels = next(
        bytes([number, 2, 3, 4])
        for number in range(256)
        if zlib.compress(bytes([0, number, 2, 3, 4])).endswith(b"\r")
    )
    stream = pdf.make_stream(b"")
    stream.write(
        zlib.compress(b"\0" + pixels),
        filter=Name.FlateDecode,
        decode_parms=pikepdf.Dictionary(Predictor=15, Columns=4),
    )
    pdf.Root.Pixels = stream
    made = written(pdf, "1.7")
    assert CUT_SHORT not in made
    with pikepdf.open(io.BytesIO(made)) as read:
        assert read.Root.Pixels.read_bytes() == pixels


def test_an_unlucky_stream_of_the_writers_own_ends_well() -> None:
    title = unlucky_title()
    made = written(document(title), "1.7")
    assert CUT_SHORT not in made
    with pikepdf.open(io.BytesIO(made)) as read:
        assert str(read.Root.PageLabels.Note) == title
        assert [int(read.Root[f"/Kept{number}"].Number) for number in range(5)] == [0, 1, 2, 3, 4]


def test_a_lucky_stream_is_compressed_and_the_metadata_stay_plain() -> None:
    pdf = document()
    pdf.pages[0].Contents = pdf.make_stream(b"% words\n" * 100)
    packet = pdf.make_stream(PACKET)
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = packet
    made = written(pdf, "2.0")
    assert made.startswith(b"%PDF-2.0")
    assert made.count(b"<?xpacket begin") == 1
    assert b"% words" not in made


def test_the_same_document_is_written_the_same() -> None:
    title = unlucky_title()
    assert written(document(title), "1.7") == written(document(title), "1.7")
