"""A PDF as the engine wrote it in; one that can be read, searched, copied and heard, out."""

from __future__ import annotations

import functools
import io
from importlib import resources

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press.finishing import attachments, form, metadata, structure, textlayer, writing
from press.hooks import Record
from press.jobs import RenderJob
from press.languages import language

PRINTED = 4
"""Annotation flag: it prints with the page (ISO 32000-1, table 165)."""


def finish(data: bytes, record: Record, job: RenderJob) -> bytes:
    """Return a PDF with its text, tags, metadata and attachments made whole.

    The same input gives the same bytes: nothing of the clock, of chance or of this machine is in
    them.
    """
    if job.claims is None:
        raise ValueError(f"{job.path} is no PDF")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        leftwards = language(job.language).direction == "rtl"
        textlayer.apply(pdf, record, right_to_left=leftwards)
        form.place(pdf, record, job.language)
        structure.repair(pdf, record, job.claims)
        metadata.write(pdf, job.facts, job.claims)
        attachments.attach(pdf, job.attachments, job.facts.created)
        _set_view(pdf, job)
        _mend_objects(pdf)
        _name_colours(pdf)
        return writing.written(pdf, "2.0" if job.claims.ua > 1 else "1.7")


def _set_view(pdf: pikepdf.Pdf, job: RenderJob) -> None:
    """Show the title in the window, number the pages and turn them as the language does."""
    preferences = Dictionary(DisplayDocTitle=True)
    if language(job.language).direction == "rtl":
        preferences.Direction = Name.R2L
    pdf.Root.ViewerPreferences = preferences
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    for page in pdf.pages:
        page.Tabs = Name.S


def _mend_objects(pdf: pikepdf.Pdf) -> None:
    """Mend what PDF/A forbids: pictures that ask to be smoothed, annotations that may hide."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and "/Interpolate" in item:
            del item["/Interpolate"]
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            annotation.F = PRINTED


def _name_colours(pdf: pikepdf.Pdf) -> None:
    """Say which colours the numbers mean: sRGB (ISO 19005-3, 6.2.3)."""
    profile = pdf.make_stream(_srgb())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])


@functools.cache
def _srgb() -> bytes:
    """Return the colour profile that the engine ships (ICC, sRGB2014)."""
    return resources.files("weasyprint").joinpath("pdf/sRGB2014.icc").read_bytes()
