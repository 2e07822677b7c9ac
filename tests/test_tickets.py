"""A ticket says what a print operator needs; what is not a current edition gets none."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import re
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdf
import pytest
from lxml import etree
from PIL import Image

from press import desk, hospital, pressing, print_log
from press.checks.artefact import check_pressed
from press.findings import ProjectError
from press.model import Paper, PrintRoom
from press.profiles import PROFILES
from press.templates import Templates
from press.tickets import jdf, paper
from press.tickets.counting import Amounts, count, estimate
from press.tickets.handling import SHEETS, TABLE
from press.tickets.ticket import Order, Ticket, as_data, draw_up
from tests.conftest import TODAY, Answer, Press, edit, sign
from tests.finished import Row, rows

pytest_plugins = ("tests.finished",)

PRICES = """
[print_room]
currency = "£"
colour_side = 0.05
grey_side = 0.01
fold = 0.02
staple = 0.01

[print_room.papers.A4]
stock = "recycled, matt"
weight_gsm = 90
sheet = 0.012

[print_room.papers.A5]
sheet = 0.006
"""
ROOM = PrintRoom(
    "£",
    {
        "colour_side": Decimal("0.05"),
        "grey_side": Decimal("0.01"),
        "fold": Decimal("0.02"),
        "staple": Decimal("0.01"),
    },
    {"A4": Paper(None, None, Decimal("0.012"))},
)
JDF = f"{{{jdf.NAMESPACE}}}"


def asked(project: Path, press: Press, *more: str, number: str = "TST1", **given: str) -> Answer:
    options = {"language": "pl", "profile": "a4", "copies": "200", "for": "Rheumatology clinic"}
    told = [word for name, value in (options | given).items() for word in (f"--{name}", value)]
    return press(project, "ticket", number, *told, *more)


def white(width: float, height: float) -> bytes:
    """Return a white page of a size, a pixel to the millimetre, as PNG."""
    found = io.BytesIO()
    Image.new("L", (round(width), round(height)), 255).save(found, "PNG")
    return found.getvalue()


def tickets(project: Path) -> Path:
    return project / "dist" / "tickets"


def made(project: Path, ending: str) -> bytes:
    (path,) = tickets(project).glob(f"*.{ending}")
    return path.read_bytes()


def priced(project: Path) -> Path:
    with (project / "hospital.toml").open("a", encoding="utf-8") as file:
        file.write(PRICES)
    return project


def words(pdf: bytes) -> str:
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(page.extract_text().split())


def drawn(
    project: Path, profile: str, pages: int, language: str = "pl", copies: int = 10
) -> Ticket:
    """Return a ticket for a file of a form that this hospital does not have yet."""
    leaflet = next(one for one in desk.read(project, TODAY).leaflets if one.number == "TST1")
    row: Row = {
        "number": "TST1",
        "version": "2.1",
        "language": language,
        "profile": profile,
        "status": "approved",
        "path": f"TST1/TST1-{language}-{profile}-v2.1.pdf",
        "pages": pages,
        "bytes": 1,
        "sha256": "0" * 64,
    }
    return draw_up(Order(leaflet, row, copies, "Ward 12B", TODAY), 1, ROOM)


def test_the_finishing_table_has_a_row_for_every_form_with_pages_and_for_no_other() -> None:
    paged = {name for name, profile in PROFILES.items() if profile.ending == "pdf"}
    assert paged <= TABLE.keys()
    assert not TABLE.keys() & (PROFILES.keys() - paged)


@pytest.mark.parametrize("name", sorted(TABLE.keys() & PROFILES.keys()))
def test_a_form_that_is_not_cut_or_folded_is_printed_on_paper_of_its_own_size(name: str) -> None:
    row, trim = TABLE[name], PROFILES[name].trim_mm
    if not row.turned:
        assert row.finished == trim
        assert (SHEETS[row.sheet] == trim) is not row.trimmed


@pytest.mark.parametrize(
    ("profile", "pages", "copies", "sheets", "total", "done"),
    [
        # One page is one side of one sheet; nothing holds a single sheet together.
        ("a4", 1, 200, 1, 200, (200, 0, 0)),
        ("a4", 2, 200, 1, 200, (400, 0, 0)),
        ("a4", 3, 200, 2, 400, (600, 1, 0)),
        ("a4", 6, 200, 3, 600, (1200, 1, 0)),
        ("a5", 11, 10, 6, 60, (110, 1, 0)),
        ("grey", 7, 5, 4, 20, (35, 1, 0)),
        # 12 pages of A5 are 3 sheets of A4 with 2 pages on each of 6 sides, folded as one.
        ("booklet", 6, 200, 3, 600, (1200, 2, 1)),
        ("booklet", 2, 200, 1, 200, (400, 2, 1)),
        ("booklet-sra4", 8, 3, 4, 12, (24, 2, 1)),
        ("two-up", 3, 10, 2, 20, (30, 1, 0)),
        ("trifold", 2, 500, 1, 500, (1000, 0, 2)),
    ],
)
def test_sheets_and_sides_are_counted_as_a_print_operator_counts_them(
    profile: str, pages: int, copies: int, sheets: int, total: int, done: tuple[int, int, int]
) -> None:
    """``done`` is how many sides are printed in all, and each copy's staples and folds."""
    found = count(pages, copies, TABLE[profile])
    sides, staples, folds = done
    assert found == Amounts(sheets, pages > 1, staples, folds, copies, sides)
    assert found.total_sheets == total


def test_a_booklet_of_twelve_pages_costs_what_its_parts_cost() -> None:
    row = TABLE["booklet"]
    found = estimate(count(6, 200, row), row, ROOM)
    assert dict(found.lines) == {
        "1,200 sides in colour": Decimal("60.00"),
        "200 folds": Decimal("4.00"),
        "400 staples": Decimal("4.00"),
        "600 sheets of A4": Decimal("7.20"),
    }
    assert found.total == Decimal("75.20")


def test_grey_is_paid_as_grey_and_what_is_not_done_is_not_paid() -> None:
    found = estimate(count(1, 100, TABLE["grey"]), TABLE["grey"], ROOM)
    assert dict(found.lines) == {
        "100 sides in grey": Decimal("1.00"),
        "100 sheets of A4": Decimal("1.20"),
    }


def test_what_stands_on_the_ticket_adds_up_to_the_penny() -> None:
    room = PrintRoom(
        "£", {"colour_side": Decimal("0.0149")}, {"A4": Paper(None, None, Decimal("0.0149"))}
    )
    found = estimate(count(1, 1, TABLE["a4"]), TABLE["a4"], room)
    assert [price for _, price in found.lines] == [Decimal("0.01"), Decimal("0.01")]
    assert found.total == Decimal("0.02")


def test_a_part_of_the_cost_is_never_shown_as_the_whole() -> None:
    row = TABLE["booklet-sra4"]
    room = PrintRoom("£", {"colour_side": Decimal(1), "staple": Decimal(1)}, ROOM.papers)
    found = estimate(count(4, 10, row), row, room)
    assert (found.total, found.lines) == (None, ())
    assert found.missing == ("fold", "papers.SRA4.sheet")


@pytest.mark.parametrize(
    ("old", "new", "rule", "said"),
    [
        ("fold = 0.02", "fold = -1", "unknown-value", "fold -1 is not an amount"),
        ("fold = 0.02", 'fold = "cheap"', "wrong-type", "fold is str"),
        ("fold = 0.02", "fold = inf", "unknown-value", "fold inf is not an amount"),
        ("fold = 0.02", "crease = 0.02", "unknown-key", "'crease' is not known"),
        ("papers.A5", "papers.Foolscap", "unknown-value", "'Foolscap' is not known"),
        ("weight_gsm = 90", "weight_gsm = 0.5", "wrong-type", "weight_gsm is float"),
        ("weight_gsm = 90", "weight_gsm = true", "wrong-type", "weight_gsm is bool"),
    ],
)
def test_a_faulty_price_is_reported_with_its_line(
    hospital_dir: Path, old: str, new: str, rule: str, said: str
) -> None:
    line = edit(priced(hospital_dir), "hospital.toml", old, new)
    with pytest.raises(ProjectError) as raised:
        hospital.read(hospital_dir)
    (found,) = raised.value.findings
    assert (found.path, found.line, found.rule) == ("hospital.toml", line, rule)
    assert said in found.message


@pytest.fixture
def hospital_dir(hospital: Path) -> Path:
    """Return the tiny hospital under a name that the module of that name leaves free."""
    return hospital


def test_a_price_may_be_a_whole_number(hospital_dir: Path) -> None:
    edit(priced(hospital_dir), "hospital.toml", "fold = 0.02", "fold = 1")
    assert hospital.read(hospital_dir).print_room.prices["fold"] == 1


def test_prices_lapse_no_sign_off(signed: Path) -> None:
    def statuses() -> list[tuple[str, str]]:
        found = desk.read(signed, TODAY).entries
        return [(one.edition.fingerprint, one.edition.status.value) for one in found]

    before = statuses()
    assert "approved" in {status for _, status in before}
    priced(signed)
    assert statuses() == before


def test_a_ticket_is_a_page_json_and_jdf_that_agree(built: Path, press: Press) -> None:
    answer = asked(priced(built), press)
    assert answer.code == 0, answer.err
    row = rows(built)["TST1", "pl", "a4"]
    told = json.loads(made(built, "json"))
    page = words(made(built, "pdf"))
    sheets = (row["pages"] + 1) // 2
    assert told["artefact"]["sha256"] == row["sha256"]
    assert told["artefact"]["path"] == row["path"]
    assert told["quantity"] == {
        "copies": 200,
        "sheets_per_copy": sheets,
        "total_sheets": 200 * sheets,
        "total_sides": 200 * row["pages"],
    }
    assert told["paper"]["stock"] == "recycled, matt"
    for fact in (
        told["ticket"],
        "TST1 v2.1",
        "Fever in children",
        "Polish Polski",
        "approved, review by 15 December 2028",
        "Rheumatology clinic",
        f"Sheets in all {200 * sheets}",
        "A4, 90 g/m²",
        "recycled, matt",
        "Both, flip on the long edge" if row["pages"] > 1 else "Sides One",
        "210 × 297 mm",
        f"£{Decimal(told['estimate']['total']):,.2f}",
        row["path"].rpartition("/")[2],
    ):
        assert fact in page, fact
    assert row["sha256"] in page.replace(" ", "")
    root = etree.fromstring(made(built, "jdf"))
    assert root.get("JobID") == told["ticket"]
    media = root.find(f".//{JDF}MediaLink")
    component = root.find(f".//{JDF}ComponentLink")
    assert media is not None
    assert component is not None
    assert (media.get("Amount"), component.get("Amount")) == (str(200 * sheets), "200")


def test_a_ticket_is_recorded_as_it_is_printed(built: Path, press: Press) -> None:
    assert asked(built, press).code == 0
    assert asked(built, press, profile="a5", copies="30").code == 0
    first, second = print_log.read(built)
    row = rows(built)["TST1", "pl", "a4"]
    assert first == print_log.Record(
        first.ticket,
        "2026-06-01",
        "TST1",
        "2.1",
        "pl",
        "a4",
        200,
        "Rheumatology clinic",
        row["sha256"],
    )
    assert re.fullmatch(r"T00001-[0-9A-F]{4}", first.ticket)
    assert (second.ticket[:6], second.profile, second.copies) == ("T00002", "a5", 30)
    assert (tickets(built) / f"{second.ticket}-TST1-pl-a5.pdf").is_file()


def test_without_prices_a_ticket_says_so(built: Path, press: Press) -> None:
    assert asked(built, press).code == 0
    assert json.loads(made(built, "json"))["estimate"]["total"] is None
    assert "no prices in hospital.toml" in words(made(built, "pdf"))


def test_the_page_shows_a_picture_of_the_first_page(built: Path, press: Press) -> None:
    assert asked(built, press).code == 0
    (page,) = pypdf.PdfReader(io.BytesIO(made(built, "pdf"))).pages
    (image,) = page.images
    assert image.image is not None
    width, height = image.image.size
    assert height / width == pytest.approx(297 / 210, abs=0.01)
    assert len(image.image.convert("L").getcolors(256) or ()) > 2


def test_the_same_order_makes_the_same_bytes_in_another_folder(
    built_once: Path, tmp_path: Path, press: Press
) -> None:
    found = []
    for name in ("one", "two"):
        project = Path(shutil.copytree(built_once, tmp_path / name))
        assert asked(project, press, "--bundle").code == 0
        files = sorted(tickets(project).iterdir())
        found.append({path.name: path.read_bytes() for path in files})
    assert found[0] == found[1]
    assert [name.rpartition(".")[2] for name in found[0]] == ["jdf", "json", "pdf", "zip"]


def test_a_bundle_holds_what_the_press_needs_and_sums_that_hold(built: Path, press: Press) -> None:
    assert asked(built, press, "--bundle").code == 0
    with zipfile.ZipFile(io.BytesIO(made(built, "zip"))) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    row = rows(built)["TST1", "pl", "a4"]
    file = row["path"].rpartition("/")[2]
    lines = held.pop("SHA256SUMS").decode().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in held.items()}
    assert sums[file] == row["sha256"]
    (ticket,) = (name for name in held if name.endswith(".jdf"))
    url = etree.fromstring(held[ticket]).find(f".//{JDF}FileSpec")
    assert url is not None
    assert url.get("URL") in held


def test_a_build_takes_no_ticket_away_and_lists_none(built: Path, press: Press) -> None:
    assert asked(built, press).code == 0
    before = {path.name: path.read_bytes() for path in tickets(built).iterdir()}
    assert press(built, "build").code == 0
    assert {path.name: path.read_bytes() for path in tickets(built).iterdir()} == before
    assert not [row for row in rows(built).values() if "tickets" in row["path"]]


def refused(project: Path, answer: Answer, *reasons: str) -> None:
    """See that there is no ticket, no record, and every reason."""
    assert answer.code == 1
    assert "Traceback" not in answer.err
    for reason in reasons:
        assert reason in answer.err
    assert not tickets(project).exists()
    assert print_log.read(project) == ()


def test_a_draft_gets_no_ticket(built: Path, press: Press) -> None:
    answer = asked(built, press, language="ur")
    refused(built, answer, "TST1 in ur as a4 is a draft", "DRAFT.pdf is a draft")


def test_a_leaflet_past_its_review_date_gets_no_ticket(built: Path, press: Press) -> None:
    answer = asked(built, press, "--today", "2028-12-16")
    refused(built, answer, "the review date 15 December 2028 has passed")


def test_a_leaflet_on_its_review_date_gets_one(built: Path, press: Press) -> None:
    assert asked(built, press, "--today", "2028-12-15").code == 0


def test_what_was_not_built_gets_no_ticket(signed: Path, press: Press) -> None:
    refused(signed, asked(signed, press), "not in dist/manifest.json; run: build.py build")


def test_a_file_that_is_gone_gets_no_ticket(built: Path, press: Press) -> None:
    path = rows(built)["TST1", "pl", "a4"]["path"]
    (built / "dist" / path).unlink()
    refused(built, asked(built, press), f"dist/{path} is missing")


def test_a_file_with_one_changed_byte_gets_no_ticket(built: Path, press: Press) -> None:
    path = built / "dist" / rows(built)["TST1", "pl", "a4"]["path"]
    data = bytearray(path.read_bytes())
    data[-2] ^= 1
    path.write_bytes(data)
    refused(built, asked(built, press), "its bytes have changed; run: build.py build")


def test_a_file_of_another_version_gets_no_ticket(built: Path, press: Press) -> None:
    edit(
        built,
        "leaflets/TST1-fever/leaflet.toml",
        'version = "2.1"\nissued',
        'version = "2.2"\nissued',
    )
    edit(
        built, "leaflets/TST1-fever/leaflet.toml", 'version = "2.1"\nnote', 'version = "2.2"\nnote'
    )
    refused(built, asked(built, press), "is version 2.1, not 2.2")


def test_a_file_with_the_words_of_before_gets_no_ticket(built: Path, press: Press) -> None:
    """The words were changed and signed off again, and nobody has built them yet."""
    edit(built, "leaflets/TST1-fever/leaflet.md", "Give a drink.", "Give a small drink.")
    edit(
        built,
        "locales/pl/LC_MESSAGES/TST1.po",
        'msgid "Give a drink."',
        'msgid "Give a small drink."',
    )
    for language in ("en", "pl"):
        sign(built, "TST1", language)
    answer = asked(built, press)
    refused(built, answer, "other words than the edition of today; run: build.py build")
    assert "is a draft" not in answer.err


def test_a_form_without_pages_gets_no_ticket(built: Path, press: Press) -> None:
    refused(built, asked(built, press, profile="html"), "has no pages for a print room")


def test_a_form_that_the_leaflet_does_not_have_gets_no_ticket(built: Path, press: Press) -> None:
    refused(built, asked(built, press, profile="large-print"), "is not put out as large-print")


def test_an_edition_that_cannot_be_read_gets_no_ticket(built: Path, press: Press) -> None:
    (built / "locales/pl/LC_MESSAGES/TST1.po").write_bytes(b'msgid "\xff"\n')
    refused(built, asked(built, press), "TST1 in pl cannot be read")


@pytest.mark.parametrize(
    ("number", "given", "said"),
    [
        ("TST9", {}, "'TST9' is not here"),
        ("TST1", {"language": "xx"}, "'xx' is not here"),
        ("TST1", {"copies": "0"}, "0 is not in the range"),
        ("TST1", {"for": "943 476 5919"}, "a ticket holds no patient's data"),
    ],
)
def test_a_wrong_order_is_explained_in_a_line(
    built: Path, press: Press, number: str, given: dict[str, str], said: str
) -> None:
    answer = asked(built, press, number=number, **given)
    assert answer.code == 2
    assert said in answer.err
    assert print_log.read(built) == ()


KINDS = {
    "RunList": "Parameter",
    "ColorantControl": "Parameter",
    "DigitalPrintingParams": "Parameter",
    "Media": "Consumable",
    "StitchingParams": "Parameter",
    "FoldingParams": "Parameter",
    "TrimmingParams": "Parameter",
    "Component": "Quantity",
}
"""The class of each resource (JDF 1.4, chapter 7)."""
NEEDED = {"Stitching": "StitchingParams", "Folding": "FoldingParams", "Trimming": "TrimmingParams"}
"""What a process cannot do without."""


@pytest.mark.parametrize("profile", TABLE)
@pytest.mark.parametrize("language", ["pl", "ur"])
def test_the_jdf_is_whole(hospital_dir: Path, profile: str, language: str) -> None:
    ticket = drawn(hospital_dir, profile, 6, language)
    root = etree.fromstring(jdf.write(ticket, "file.pdf"))
    assert root.tag == f"{JDF}JDF"
    assert {root.get(name) for name in ("Type", "Version", "Status")} == {
        "Combined",
        "1.4",
        "Waiting",
    }
    pool, links = root.find(f"{JDF}ResourcePool"), root.find(f"{JDF}ResourceLinkPool")
    assert pool is not None
    assert links is not None
    resources = {one.get("ID"): one for one in pool}
    assert len(resources) == len(pool)
    for one in pool:
        assert one.get("Class") == KINDS[etree.QName(one).localname]
        assert one.get("Status") in {"Available", "Unavailable", "Incomplete"}
    # Every resource is linked once, by a link that has its name.
    assert sorted(str(link.get("rRef")) for link in links) == sorted(map(str, resources))
    for link in links:
        assert (
            etree.QName(link).localname
            == f"{etree.QName(resources[link.get('rRef')]).localname}Link"
        )
    outputs = [etree.QName(one).localname for one in links if one.get("Usage") == "Output"]
    assert outputs == ["ComponentLink"]
    types = str(root.get("Types")).split()
    held = {etree.QName(one).localname for one in pool}
    assert {NEEDED[name] for name in types if name in NEEDED} == held & set(NEEDED.values())


@pytest.mark.parametrize(
    ("profile", "language", "pages", "sides", "stitch"),
    [
        ("a4", "pl", 1, "OneSidedFront", {}),
        ("a4", "pl", 6, "TwoSidedFlipY", {"StitchType": "Corner", "ReferenceEdge": "Left"}),
        ("a4", "ur", 6, "TwoSidedFlipY", {"StitchType": "Corner", "ReferenceEdge": "Top"}),
        # A sheet on its side that turns over its short edge turns like the page of a book.
        ("booklet", "ur", 6, "TwoSidedFlipY", {"StitchType": "Saddle"}),
    ],
)
def test_the_jdf_says_how_a_sheet_turns_and_where_it_is_stapled(
    hospital_dir: Path, profile: str, language: str, pages: int, sides: str, stitch: dict[str, str]
) -> None:
    root = etree.fromstring(jdf.write(drawn(hospital_dir, profile, pages, language), "file.pdf"))
    printing = root.find(f".//{JDF}DigitalPrintingParams")
    assert printing is not None
    assert printing.get("Sides") == sides
    found = root.find(f".//{JDF}StitchingParams")
    given: dict[str, Any] = {} if found is None else dict(found.attrib)
    assert stitch.items() <= given.items()
    assert (found is None) is not bool(stitch)


@pytest.mark.parametrize(
    ("profile", "finishing"),
    [
        ("a4", ["Stitching"]),
        ("print", ["Trimming", "Stitching"]),
        ("booklet-sra4", ["Stitching", "Folding", "Trimming"]),
        ("trifold", ["Folding"]),
    ],
)
def test_the_jdf_names_what_is_done_in_the_order_in_which_it_is_done(
    hospital_dir: Path, profile: str, finishing: list[str]
) -> None:
    root = etree.fromstring(jdf.write(drawn(hospital_dir, profile, 6), "file.pdf"))
    assert str(root.get("Types")).split()[3:] == finishing


def test_a_right_to_left_booklet_has_its_spine_on_the_right(hospital_dir: Path) -> None:
    assert drawn(hospital_dir, "booklet", 6, "ur").staple.endswith("spine on the right")
    assert drawn(hospital_dir, "booklet", 6, "pl").staple.endswith("spine on the left")


def test_a_booklet_lies_on_its_side_and_turns_over_its_short_edge(hospital_dir: Path) -> None:
    told = as_data(drawn(hospital_dir, "booklet", 6))
    assert told["paper"]["sheet_mm"] == [297.0, 210.0]
    assert told["printing"]["edge"] == "short edge"
    assert told["finishing"]["finished_mm"] == [148.0, 210.0]


def test_two_places_in_the_log_never_have_one_name(hospital_dir: Path) -> None:
    one = drawn(hospital_dir, "a4", 6)
    again = draw_up(one.order, 2, ROOM)
    assert one.record.ticket != again.record.ticket
    assert draw_up(one.order, 1, ROOM).record == one.record


def test_sheets_have_the_sizes_of_the_standards() -> None:
    assert SHEETS == {"A5": (148.0, 210.0), "A4": (210.0, 297.0), "SRA4": (225.0, 320.0)}


@pytest.mark.parametrize(
    ("profile", "language", "folds", "staples"),
    [
        ("a4", "pl", (), ("top left",)),
        ("a4", "ur", (), ("top right",)),
        ("booklet", "ur", (148.5,), ("in the fold", "in the fold")),
        # The narrow panel of 97 mm is the outermost of the side that is printed first.
        ("trifold", "pl", (97, 197), ()),
        ("trifold", "ur", (100, 200), ()),
    ],
)
def test_folds_and_staples_are_drawn_where_they_belong(
    hospital_dir: Path,
    profile: str,
    language: str,
    folds: tuple[float, ...],
    staples: tuple[str, ...],
) -> None:
    ticket = drawn(hospital_dir, profile, 6, language)
    width, height = ticket.sheet_mm
    corners = {
        "top left": lambda x, y: x < width / 4 and y < height / 4,
        "top right": lambda x, y: x > width * 3 / 4 and y < height / 4,
        "in the fold": lambda x, y: x == width / 2 and 0 < y < height,
    }
    assert paper.folds(ticket) == pytest.approx(folds)
    for line, where in zip(paper.staples(ticket), staples, strict=True):
        assert corners[where](*line[:2])
        assert corners[where](*line[2:])


@pytest.mark.parametrize("profile", ["a4", "print", "booklet-sra4"])
def test_the_longest_words_leave_the_ticket_on_one_page(hospital_dir: Path, profile: str) -> None:
    found = drawn(hospital_dir, profile, 64, "ur", copies=100_000)
    leaflet = dataclasses.replace(found.order.leaflet, title="Recurrent osteomyelitis " * 20)
    order = dataclasses.replace(found.order, leaflet=leaflet, clinic="Wm " * 19 + "Wmm")
    room = PrintRoom("£", ROOM.prices, {"SRA4": Paper("silk", 130, Decimal(1)), **ROOM.papers})
    ticket = draw_up(order, 99_999, room)
    assert print_log.clinic_fault(order.clinic) == ""
    house = hospital.read(hospital_dir)
    job = paper.compose(ticket, white(*ticket.sheet_mm), house, Templates(hospital_dir, "en"))
    pressing.prepare(hospital_dir / ".press")
    pressed = pressing.press(job)
    assert list(check_pressed(job, pressed)) == []
    assert pressed.standards == ("PDF/UA-1", "PDF/A-3a")
    assert pressed.pages == 1
