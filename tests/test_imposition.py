"""Imposition is arithmetic: which page stands where, for every number of pages, both ways."""

from __future__ import annotations

from itertools import pairwise

import pytest

from press import imposition
from press.imposition import Sheet, saddle_stitch
from tests.folding import Halves, leafed, unfolded

EVERY = range(1, 65)
TABLES: dict[int, list[tuple[Halves[int | None], Halves[int | None]]]] = {
    # Left and right of the front, left and right of the back, as finishers' handbooks print them.
    4: [((4, 1), (2, 3))],
    8: [((8, 1), (2, 7)), ((6, 3), (4, 5))],
    12: [((12, 1), (2, 11)), ((10, 3), (4, 9)), ((8, 5), (6, 7))],
    16: [((16, 1), (2, 15)), ((14, 3), (4, 13)), ((12, 5), (6, 11)), ((10, 7), (8, 9))],
    6: [((None, 1), (2, None)), ((6, 3), (4, 5))],
    11: [((None, 1), (2, 11)), ((10, 3), (4, 9)), ((8, 5), (6, 7))],
}


def numbered_by_hand(whole: int, *, from_right: bool) -> list[tuple[Halves[int], Halves[int]]]:
    """Return the table that one gets by folding blank sheets and numbering them as one leafs."""
    blank = [((4 * s, 4 * s + 1), (4 * s + 2, 4 * s + 3)) for s in range(whole // 4)]
    number = {face: n for n, face in enumerate(leafed(blank, from_right=from_right), 1)}
    return [
        ((number[front[0]], number[front[1]]), (number[back[0]], number[back[1]]))
        for front, back in blank
    ]


@pytest.mark.parametrize("pages", TABLES)
def test_the_order_is_that_of_the_handbooks(pages: int) -> None:
    assert list(saddle_stitch(pages, right_to_left=False)) == TABLES[pages]


@pytest.mark.parametrize("pages", TABLES)
def test_right_to_left_each_side_is_mirrored(pages: int) -> None:
    mirrored = [tuple(side[::-1] for side in sheet) for sheet in TABLES[pages]]
    assert list(saddle_stitch(pages, right_to_left=True)) == mirrored


@pytest.mark.parametrize("pages", EVERY)
@pytest.mark.parametrize("leftwards", [False, True])
def test_the_order_is_that_of_blank_sheets_folded_and_numbered(pages: int, leftwards: bool) -> None:
    whole = pages + -pages % 4
    expected: list[object] = [
        tuple(tuple(n if n <= pages else None for n in side) for side in sheet)
        for sheet in numbered_by_hand(whole, from_right=leftwards)
    ]
    assert list(saddle_stitch(pages, right_to_left=leftwards)) == expected


@pytest.mark.parametrize("pages", EVERY)
@pytest.mark.parametrize("leftwards", [False, True])
def test_folded_sheets_read_from_the_first_page_to_the_last(pages: int, leftwards: bool) -> None:
    read = leafed(saddle_stitch(pages, right_to_left=leftwards), from_right=leftwards)
    assert read == [*range(1, pages + 1)] + [None] * (-pages % 4)


@pytest.mark.parametrize("pages", [9, 12, 64])
def test_a_booklet_bound_on_the_wrong_side_would_be_noticed(pages: int) -> None:
    read = leafed(saddle_stitch(pages, right_to_left=False), from_right=True)
    assert read[:pages] != [*range(1, pages + 1)]


@pytest.mark.parametrize("pages", range(4, 65, 4))
@pytest.mark.parametrize("leftwards", [False, True])
def test_the_two_pages_of_a_side_add_up_to_one_more_than_all(pages: int, leftwards: bool) -> None:
    sides = [side for sheet in saddle_stitch(pages, right_to_left=leftwards) for side in sheet]
    assert {(side.left or 0) + (side.right or 0) for side in sides} == {pages + 1}
    assert sorted(n for side in sides for n in side if n) == [*range(1, pages + 1)]
    odd = 0 if leftwards else 1
    assert all((side[odd] or 0) % 2 == 1 for side in sides), (
        "odd pages are right-hand ones, or mirrored"
    )


@pytest.mark.parametrize("pages", EVERY)
def test_a_booklet_takes_as_few_sheets_as_it_can(pages: int) -> None:
    sheets = len(saddle_stitch(pages, right_to_left=False))
    assert sheets * 4 == imposition.to_fold(pages)
    assert (sheets - 1) * 4 < pages <= sheets * 4


@pytest.mark.parametrize("pages", [0, -1])
def test_no_pages_are_no_booklet(pages: int) -> None:
    for order in (saddle_stitch, imposition.two_up):
        with pytest.raises(ValueError, match="at least one"):
            order(pages, right_to_left=False)


@pytest.mark.parametrize(
    ("pages", "closing", "order"),
    [
        (5, 1, [1, 2, 3, 4, None, None, None, 5]),
        (7, 1, [1, 2, 3, 4, 5, 6, None, 7]),
        (11, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9, None, 10, 11]),
        (6, 0, [1, 2, 3, 4, 5, 6, None, None]),
        (8, 2, [1, 2, 3, 4, 5, 6, 7, 8]),
        (2, 1, [1, None, None, 2]),
        (1, 1, [1, None, None, None]),
        (3, 7, [1, 2, 3, None]),
    ],
)
def test_what_is_added_stands_before_the_pages_that_close_a_booklet(
    pages: int, closing: int, order: list[int | None]
) -> None:
    assert list(imposition.filled(pages, closing=closing)) == order


@pytest.mark.parametrize("pages", EVERY)
@pytest.mark.parametrize("closing", [0, 1, 2, 5])
def test_adding_pages_keeps_every_page_in_its_order_and_the_first_first(
    pages: int, closing: int
) -> None:
    order = imposition.filled(pages, closing=closing)
    assert [page for page in order if page] == [*range(1, pages + 1)]
    assert order[0] == 1
    assert len(order) % 4 == 0
    assert order.count(None) <= 3
    if 0 < closing < pages:
        assert order[-closing:] == tuple(range(pages - closing + 1, pages + 1))


def test_each_sheet_moves_further_in_than_the_one_around_it() -> None:
    moved = imposition.creep(16, 0.1)
    assert moved[0] == 0
    assert all(inner > outer for outer, inner in pairwise(moved))
    assert moved[-1] == pytest.approx(1.5), "64 pages of office paper creep by 1.5 mm"


@pytest.mark.parametrize("sheets", [1, 2, 5, 16])
def test_creep_gives_every_page_the_same_outer_margin_after_the_cut(sheets: int) -> None:
    thick, wide = 0.11, 148.0
    for sheet, moved in enumerate(imposition.creep(sheets, thick)):
        # The sheets outside push this one out, away from the outermost fold, by their thickness.
        pushed = sheet * thick
        assert pushed + wide - moved == pytest.approx(wide)


def test_paper_without_thickness_does_not_creep_and_none_is_thinner() -> None:
    assert imposition.creep(4, 0) == (0, 0, 0, 0)
    with pytest.raises(ValueError, match=r"-0\.1 mm thick"):
        imposition.creep(4, -0.1)


@pytest.mark.parametrize(("pages", "margin"), [(4, 5), (5, 6), (8, 6), (12, 7), (32, 12)])
def test_a_thicker_booklet_needs_a_wider_margin_at_its_fold(pages: int, margin: float) -> None:
    assert imposition.inner_margin(pages) == margin
    sheets = imposition.to_fold(pages) // 4
    assert imposition.inner_margin(pages, 0.1) == pytest.approx(margin + 0.1 * (sheets - 1))


def test_office_paper_is_a_tenth_of_a_millimetre_thick() -> None:
    assert imposition.thickness(80) == pytest.approx(0.10)
    assert imposition.thickness(115, bulk=0.8) == pytest.approx(0.092), "gloss is denser"


@pytest.mark.parametrize(
    ("pages", "order"),
    [(1, [(1, None)]), (2, [(1, 2)]), (5, [(1, 2), (3, 4), (5, None)])],
)
def test_two_pages_stand_side_by_side_as_they_are_read(
    pages: int, order: list[tuple[int, int | None]]
) -> None:
    assert list(imposition.two_up(pages, right_to_left=False)) == order
    assert list(imposition.two_up(pages, right_to_left=True)) == [side[::-1] for side in order]


@pytest.mark.parametrize("leftwards", [False, True])
def test_a_trifold_opens_in_the_order_of_its_panels(leftwards: bool) -> None:
    outside, inside = imposition.trifold(right_to_left=leftwards)
    pages = [tuple(panel.page for panel in side) for side in (outside, inside)]
    shown = unfolded(
        (pages[0][0], pages[0][1], pages[0][2]),
        (pages[1][0], pages[1][1], pages[1][2]),
        from_right=leftwards,
    )
    assert shown == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("leftwards", [False, True])
def test_the_panel_that_is_folded_in_is_the_narrow_one_on_both_sides(leftwards: bool) -> None:
    outside, inside = imposition.trifold(right_to_left=leftwards)
    narrow = {panel.page for panel in (*outside, *inside) if panel.width_mm == 97}
    assert narrow == {2, 5}, "the panel folded in, and its other side"
    for side in (outside, inside):
        assert sorted(panel.width_mm for panel in side) == [97, 100, 100]
        assert side[-1].left_mm + side[-1].width_mm == 297
    # One crease goes through both sides: what is so far from the left outside is from the right.
    through = [297 - fold for fold in reversed(imposition.folds(inside))]
    assert list(imposition.folds(outside)) == through


def test_one_sheet_carries_four_pages() -> None:
    (only,) = saddle_stitch(4, right_to_left=False)
    assert isinstance(only, Sheet)
    assert (only.front.left, only.front.right, only.back.left, only.back.right) == (4, 1, 2, 3)
