"""Tests of the hooks into WeasyPrint: what they rely on is there, and what they wrap is kept."""

from __future__ import annotations

import functools
import hashlib
import inspect
import io
import json
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from press import hooks, pressing, render
from press.findings import MachineError
from press.finishing import textlayer
from press.glyphs import NOTHING
from tests.conftest import HOSPITAL

MOVED = """\
WeasyPrint is {found}, the hooks were measured on {known}. Before hooks.VERSION is raised:
1. run tests/test_hooks.py: every internal must still be there, with the parameters below;
2. read draw/text.py (draw_first_line: one code of four hexadecimal digits for each glyph that is
   not PANGO_GLYPH_EMPTY, in the order of the line's runs), pdf/stream.py (Stream.marked: the number
   in _tags[box]["mcid"]) and pdf/tags.py (_build_box_tree: called with each page's own _tags);
3. look how pydyf writes a page: a line for each operator, "[<0012>-3<0034>] TJ", "/Span", then
   "<</MCID 7>>", then "BDC" (finishing/textlayer.py and finishing/structure.py read that);
4. run make textlayer, make bench, make conformance and make test-slow, and compare the figures
   with those in docs/textlayer.md;
5. look at the pages of one leaflet in en, ur, bn, ar and zh-Hans."""
PARAMETERS = {
    "weasyprint.pdf.stream:Stream.marked": ("self", "box", "tag"),
    "weasyprint.draw.text:draw_first_line": (
        "stream",
        "textbox",
        "text_overflow",
        "block_ellipsis",
        "matrix",
    ),
    "weasyprint.pdf.tags:_build_box_tree": (
        "box",
        "parent",
        "pdf",
        "page_number",
        "nums",
        "annotations",
        "tags",
    ),
    "weasyprint.layout.inline:split_first_line": (
        "text",
        "style",
        "context",
        "max_width",
        "justification_spacing",
        "is_line_start",
        "minimum",
    ),
}
"""What each wrapped internal takes."""
TEXT = """<html lang="ur" dir="rtl"><body><main>
<h1>بخار</h1><p>اگر بچے کا درجہ حرارت <bdi dir="ltr">38°C</bdi> سے زیادہ ہو تو فون کریں۔</p>
<table><tr><th>دن</th><th>وقت</th></tr><tr><td>ہفتہ</td><td>صبح</td></tr></table>
</main></body></html>"""
PLAIN = """
import hashlib, io, json, sys
from pathlib import Path
import pikepdf
from press import render
render.prepare(Path(sys.argv[1]))
import weasyprint
html = weasyprint.HTML(string=sys.stdin.read(), base_url=render.BASE_ADDRESS)
data = html.render(font_config=render._font_configuration()).write_pdf(pdf_variant="pdf/ua-1")
with pikepdf.open(io.BytesIO(data)) as pdf:
    pages = [hashlib.sha256(page.Contents.read_bytes()).hexdigest() for page in pdf.pages]
print(json.dumps(pages))
"""


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for fonts, with this process ready to render."""
    folder = tmp_path_factory.mktemp("state")
    pressing.prepare(folder)
    return folder


def internal(place: str) -> Callable[..., Any]:
    """Return an internal as the engine defines it, whatever wraps it."""
    module, _, name = place.partition(":")
    __import__(module)
    found: Any = functools.reduce(getattr, name.split("."), sys.modules[module])
    inner: Callable[..., Any] = inspect.unwrap(found)
    return inner


def laid_out(html: str) -> Any:
    import weasyprint

    return weasyprint.HTML(string=html, base_url=render.BASE_ADDRESS).render(
        font_config=render._font_configuration()
    )


def written(document: Any) -> bytes:
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def drawings(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [hashlib.sha256(page.Contents.read_bytes()).hexdigest() for page in pdf.pages]


def test_the_engine_is_the_version_that_the_hooks_were_measured_on(state: Path) -> None:
    import weasyprint

    found = weasyprint.__version__
    assert found == hooks.VERSION, MOVED.format(found=found, known=hooks.VERSION)


def test_another_engine_is_refused_with_a_remedy(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import weasyprint

    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(MachineError, match=r"is 71\.0, .* measured on .*; run: make setup"):
        hooks._install.__wrapped__()


@pytest.mark.parametrize("place", PARAMETERS)
def test_a_wrapped_internal_takes_what_it_took(place: str, state: Path) -> None:
    found = tuple(inspect.signature(internal(place)).parameters)
    assert found == PARAMETERS[place], MOVED.format(found="another", known=hooks.VERSION)


def test_every_glyph_on_the_page_is_on_record_with_its_text(state: Path) -> None:
    document = laid_out(TEXT)
    with hooks.recording() as record:
        data = written(document)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert textlayer.apply(pdf, record, right_to_left=True) == 0
    said = " ".join(record.texts[place] for place in sorted(record.texts))
    assert "درجہ حرارت" in said
    assert "38°C" in said
    assert set(record.runs) == set(record.texts)


def test_each_run_says_its_own_text_once(state: Path) -> None:
    words = "ফোন করুন, তাঁদের হাঁটু"
    with hooks.recording() as record:
        written(laid_out(f'<html lang="bn"><body><p>{words}</p></body></html>'))
    (run,) = record.runs.values()
    said = "".join(glyph.text for glyph in run).replace(NOTHING, "")
    # Equal in the sense of UAX 15: a vowel sign on both sides of its letter may be two signs.
    assert unicodedata.normalize("NFC", said) == unicodedata.normalize("NFC", words)


def test_nothing_is_recorded_outside_a_recording(state: Path) -> None:
    with hooks.recording() as record:
        pass
    data = written(laid_out(TEXT))
    assert (record.runs, record.texts, record.fields) == ({}, {}, {})
    assert hooks._state == {"record": None, "mark": None}
    assert hooks.KEY.encode() not in data


def test_a_recording_that_breaks_leaves_nothing_open(state: Path) -> None:
    with pytest.raises(ZeroDivisionError), hooks.recording():
        raise ZeroDivisionError
    assert hooks._state["record"] is None


def test_elements_have_numbers_of_their_own(state: Path) -> None:
    record = hooks.Record()
    elements = [object() for _ in range(50)]
    assert [record.number(one) for one in elements] == list(range(1, 51))
    assert [record.number(one) for one in elements] == list(range(1, 51))


def test_pages_are_drawn_the_same_without_hooks(state: Path) -> None:
    with hooks.recording():
        hooked = drawings(written(laid_out(TEXT)))
    unhooked = subprocess.run(
        [sys.executable, "-c", PLAIN, str(state)],
        input=TEXT,
        capture_output=True,
        text=True,
        check=True,
        cwd=HOSPITAL.parents[1],
    )
    assert json.loads(unhooked.stdout) == hooked
