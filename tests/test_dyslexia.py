"""Tests of the dyslexia-friendly profile against the figures of the BDA's style guide (2023)."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pytest

from press import hooks, render
from press.cli import main
from tests.drawn import body, put_out_as, spots, tree
from tests.finished import TODAY, pressed, rows

pytest_plugins = ("tests.finished",)

BODY = 14.0
LEADING = 1.5


@pytest.fixture(scope="module")
def spaced(_signed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the signed hospital, put out dyslexia-friendly. Look at it, but never write to it."""
    project = tmp_path_factory.mktemp("dyslexia") / "hospital"
    shutil.copytree(_signed_once, project)
    put_out_as(project, "dyslexia")
    main(["build", "--project", str(project), "--today", TODAY, "--leaflet", "TST1"])
    return project


@pytest.fixture(scope="module")
def english(spaced: Path) -> Path:
    return pressed(spaced, ("TST1", "en", "dyslexia"))


def test_text_is_set_in_fourteen_points_and_nothing_in_less_than_twelve(english: Path) -> None:
    with pikepdf.open(english) as pdf:
        drawn = spots(pdf)
        text = [e for e in body(tree(pdf)) if e.kind == "/P" and e.marks]
        sizes = Counter(drawn[mark].size for e in text for mark in e.marks if mark in drawn)
        assert sizes.most_common(1)[0][0] == BODY
        assert min(spot.size for spot in drawn.values()) >= 12


def test_headings_are_at_least_a_fifth_larger_than_text(english: Path) -> None:
    with pikepdf.open(english) as pdf:
        drawn = spots(pdf)
        heads = [e for e in body(tree(pdf)) if e.kind in ("/H2", "/H3")]
        sizes = [drawn[head.marks[0]].size for head in heads]
    assert len(sizes) == 2
    assert min(sizes) >= 1.2 * BODY


def text_lines(path: Path) -> list[tuple[int, float, str]]:
    """Return page, height and text of each line that is set in the body's size."""
    found = []
    for number, page in enumerate(pypdf.PdfReader(path).pages):
        rows_: dict[float, list[str]] = defaultdict(list)

        def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
            if text.strip() and round(abs(size * tm[3] * cm[3]), 1) == BODY:
                height = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                rows_[round(height, 1)].append(text)  # noqa: B023

        page.extract_text(visitor_text=visit)
        found += [(number, height, "".join(text).strip()) for height, text in rows_.items()]
    return sorted(found, key=lambda line: (line[0], -line[1]))


def test_lines_hold_at_most_seventy_characters(english: Path) -> None:
    lengths = [len(text) for _, _, text in text_lines(english)]
    assert 45 < max(lengths) <= 70


def test_lines_of_a_paragraph_stand_one_and_a_half_times_their_size_apart(english: Path) -> None:
    lines = text_lines(english)
    apart = Counter(
        round(one[1] - other[1], 1) for one, other in pairwise(lines) if one[0] == other[0]
    )
    assert apart[LEADING * BODY] > 0
    assert min(apart) >= LEADING * BODY - 0.1


@pytest.mark.parametrize("tag", ["en", "pl", "ur"])
def test_files_are_what_they_claim(spaced: Path, tag: str) -> None:
    assert rows(spaced)["TST1", tag, "dyslexia"]["standards"] == ["PDF/UA-1", "PDF/A-3a"]


# A paragraph that the engine by itself breaks after "Niektóre" at this width (hooks).
PARAGRAPH = (
    "Stan większości dzieci poprawia się w ciągu miesięcy lub lat. Niektóre mają tylko jeden "
    "gorszy okres. Inne mają ich kilka. Na początku będziemy widywać dziecko często, mniej więcej "
    "co 3 miesiące."
)
STYLE = (
    "@page { size: 210mm 297mm; margin: 5mm } body { width: 156mm; font: 14pt/1.5 'Noto Sans'; "
    "letter-spacing: 0.02em; word-spacing: 0.1em }"
)


def test_a_spaced_line_is_filled_before_the_next_begins(tmp_path: Path) -> None:
    render.prepare(tmp_path)
    import weasyprint
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    with hooks.recording():
        document = weasyprint.HTML(string=f"<style>{STYLE}</style><p>{PARAGRAPH}</p>").render()
    lines = [
        "".join(text.text for text in line.descendants() if isinstance(text, TextBox))
        for line in document.pages[0]._page_box.descendants()
        if isinstance(line, LineBox)
    ]
    assert len(lines) == 4
    assert min(map(len, lines[:-1])) > 40
