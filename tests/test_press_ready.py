"""Tests of what a print room gets: inks, boxes, marks and identity, read by programs not ours."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PIL import Image, ImageCms

from press import inks, output_intents
from press.cli import main
from press.press_ready import boxes
from press.profiles import PROFILES
from tests.conftest import Press, edit
from tests.finished import rows

TODAY = "2026-06-01"
POINT = 72 / 25.4
"""Points in a millimetre."""
RESOLUTION = 200
PLATES = ("Cyan", "Magenta", "Yellow", "Black")
FORMS = '["a4", "print", "print-a4", "grey"]'
NUMBER = r"(-?[\d.]+)"
pytest_plugins = ("tests.finished",)


@dataclass(frozen=True)
class Word:
    """A word as poppler finds it: its text and its box in points, from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def offered(project: Path) -> Path:
    edit(project, "leaflets/TST1-fever/leaflet.toml", '["a4", "a5"]', FORMS)
    return project


def build(project: Path, *chosen: str) -> None:
    picked = ["--leaflet", "TST1", *chosen]
    main(["build", "--project", str(project), "--today", TODAY, *picked])


@pytest.fixture(scope="module")
def printed(_signed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the signed hospital with its press files built. Look at it, but never write to it."""
    folder = tmp_path_factory.mktemp("printed") / "hospital"
    project = offered(Path(shutil.copytree(_signed_once, folder)))
    build(project)
    return project


def file(project: Path, language: str, profile: str) -> Path:
    return project / "dist" / str(rows(project)["TST1", language, profile]["path"])


def run(*command: str | Path) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    return done.stdout


def box_sizes(path: Path) -> list[dict[str, tuple[float, ...]]]:
    """Return each page's boxes in mm, as poppler reads them."""
    text = run("pdfinfo", "-box", "-f", "1", "-l", "99", path)
    pages: dict[int, dict[str, tuple[float, ...]]] = {}
    for line in text.splitlines():
        if found := re.match(
            rf"Page\s+(\d+) (\w+):\s+{NUMBER}\s+{NUMBER}\s+{NUMBER}\s+{NUMBER}", line
        ):
            page, name, *edges = found.groups()
            pages.setdefault(int(page), {})[name] = tuple(float(edge) / POINT for edge in edges)
    return list(pages.values())


def coverage(path: Path) -> list[tuple[float, ...]]:
    """Return each page's cyan, magenta, yellow and black, as Ghostscript counts them."""
    lines = run("gs", "-q", "-o", "-", "-sDEVICE=inkcov", path).splitlines()
    return [tuple(map(float, line.split()[:4])) for line in lines if line.endswith("OK")]


def plates(path: Path, page: int, folder: Path) -> dict[str, Image.Image]:
    """Return the four plates of a page as Ghostscript separates them: 0 is full ink."""
    run(
        *("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", f"-r{RESOLUTION}"),
        *(f"-dFirstPage={page}", f"-dLastPage={page}", f"-sOutputFile={folder}/plate.tif", path),
    )
    return {name: Image.open(folder / f"plate({name}).tif").convert("L") for name in PLATES}


def words(path: Path, page: int) -> list[Word]:
    text = run("pdftotext", "-bbox", "-f", str(page), "-l", str(page), path, "-")
    pattern = rf'<word xMin="{NUMBER}" yMin="{NUMBER}" xMax="{NUMBER}" yMax="{NUMBER}">(.*?)</word>'
    found = [
        Word(said, *map(float, edges))
        for *edges, said in re.findall(pattern, text, flags=re.DOTALL)
    ]
    # The marks that keep two directions apart have no ink.
    return [word for word in found if word.right > word.left + 1 and word.bottom > word.top + 1]


def cut_out(picture: Image.Image, edges: tuple[float, ...], scale: float) -> Image.Image:
    left, top, right, bottom = (round(edge * scale) for edge in edges)
    return picture.crop((left, top, right, bottom))


def ink(picture: Image.Image, word: Word, resolution: int = RESOLUTION) -> float:
    """Return how much of a word's box is inked, 0 to 1."""
    cut = cut_out(picture, (word.left, word.top, word.right, word.bottom), resolution / 72)
    counts = cut.convert("L").histogram()
    total = sum(counts)
    return sum((255 - light) * many for light, many in enumerate(counts)) / 255 / total


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["print", "print-a4", "grey"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_boxes_are_right_to_a_tenth_of_a_millimetre(
    printed: Path, language: str, profile: str
) -> None:
    form = PROFILES[profile]
    width, height = form.trim_mm or (0, 0)
    path = file(printed, language, profile)
    found = box_sizes(path)
    assert len(found) == rows(printed)["TST1", language, profile]["pages"]
    for page in found:
        left, bottom, right, top = page["TrimBox"]
        assert (right - left, top - bottom) == pytest.approx((width, height), abs=0.1)
        bleed, media = page["BleedBox"], page["MediaBox"]
        out = (left - bleed[0], bottom - bleed[1], bleed[2] - right, bleed[3] - top)
        assert out == pytest.approx((form.bleed_mm,) * 4, abs=0.1)
        slug = (left - media[0], bottom - media[1], media[2] - right, media[3] - top)
        assert slug == pytest.approx((10 if form.bleed_mm else 0,) * 4, abs=0.1)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_a_grey_file_uses_black_ink_alone(printed: Path, language: str) -> None:
    pages = coverage(file(printed, language, "grey"))
    assert pages
    for cyan, magenta, yellow, black in pages:
        assert (cyan, magenta, yellow) == (0, 0, 0)
        assert black > 0.01


@pytest.mark.slow
def test_black_text_stands_on_the_black_plate_alone(printed: Path, tmp_path: Path) -> None:
    path = file(printed, "en", "print")
    found = {word.text: word for word in words(path, 1)}
    plate = plates(path, 1, tmp_path)
    for said in ("temperature", "children", "fever"):
        word = found[said]
        assert ink(plate["Black"], word) > 0.05, said
        assert [ink(plate[name], word) for name in PLATES[:3]] == [0, 0, 0], said
    heads = [word for word in words(path, 1) if word.text.startswith("Emergency")]
    assert any(
        ink(plate["Magenta"], word) > 0.05 and ink(plate["Black"], word) == 0 for word in heads
    )


@pytest.mark.slow
def test_marks_are_on_every_plate_and_outside_the_bleed(printed: Path, tmp_path: Path) -> None:
    path = file(printed, "ur", "print")
    page = box_sizes(path)[0]
    left, bottom, right, top = page["MediaBox"]
    width, height = right - left, top - bottom
    for name, picture in plates(path, 1, tmp_path).items():
        scale = RESOLUTION / 25.4
        # Three strips of the slug, then two of the ring between it and the bleed.
        strips = ((0, 0, width, 6.5), (0, height - 6.5, width, height), (0, 0, 6.5, height))
        for place in strips:
            assert min(cut_out(picture, place, scale).tobytes()) < 100, (name, place)
        rings = ((7.2, 7.2, width - 7.2, 9.8), (7.2, 7.2, 9.8, height - 7.2))
        for ring in rings:
            assert set(cut_out(picture, ring, scale).tobytes()) == {255}, (name, ring)


def painted(pdf: pikepdf.Pdf) -> set[str]:
    """Return every colour operator of a file, in pages, forms and patterns."""
    inner = [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream)
        and (item.get("/Subtype") == "/Form" or item.get("/PatternType") == 1)
    ]
    return {
        str(step.operator)
        for holder in (*pdf.pages, *inner)
        for step in pikepdf.parse_content_stream(holder)
        if str(step.operator).lower() in ("rg", "g", "k", "cs", "sc", "scn", "sh")
    }


@pytest.mark.slow
def test_our_rules_of_pdf_x_4_are_asked_and_their_answer_is_in_the_manifest(printed: Path) -> None:
    found = rows(printed)
    assert {name for *_, name in found} == {"a4", "print", "print-a4", "grey"}
    for name, row in found.items():
        if not PROFILES[name[2]].reading:
            assert row["standards"] == ["PDF/X-4 (own rules)"], name


def test_a_page_on_its_side_is_laid_upright_with_its_head_to_the_left(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 420))
        # Black at the head of the page, on its left half.
        page.Contents = pdf.make_stream(b"0 g 0 400 297 20 re f")
        page.TrimBox = page.MediaBox
        assert boxes.turn(pdf) == ()
        boxes.place(pdf, 0)
        pdf.save(tmp_path / "turned.pdf")
    (found,) = box_sizes(tmp_path / "turned.pdf")
    assert found["TrimBox"] == pytest.approx((0, 0, 420 / POINT, 595 / POINT), abs=0.1)
    run(
        "pdftoppm", "-gray", "-r", "72", "-singlefile", tmp_path / "turned.pdf", tmp_path / "turned"
    )
    picture = Image.open(tmp_path / "turned.pgm")
    assert [picture.getpixel(place) for place in ((10, 585), (10, 10), (410, 585), (410, 10))] == [
        0,
        255,
        255,
        255,
    ]


@pytest.mark.slow
def test_no_colour_of_a_screen_is_left(printed: Path) -> None:
    for language in ("en", "ur"):
        for profile, allowed in (
            ("print", {"k", "K", "CS", "SCN"}),
            ("print-a4", {"k", "K", "CS", "SCN"}),
            ("grey", {"g", "G"}),
        ):
            with pikepdf.open(file(printed, language, profile)) as pdf:
                assert painted(pdf) <= allowed, (language, profile)
                spaces = {
                    str(space[0])
                    for page in pdf.pages
                    for space in page.Resources.get("/ColorSpace", {}).values()
                    if isinstance(space, pikepdf.Array)
                }
                assert spaces <= {"/Separation"}


@pytest.mark.slow
def test_a_press_file_says_what_it_is_and_for_which_paper(printed: Path) -> None:
    names = set()
    for language in ("en", "ur"):
        for profile in ("print", "grey"):
            with pikepdf.open(file(printed, language, profile)) as pdf:
                (intent,) = pdf.Root.OutputIntents
                assert str(intent.S) == "/GTS_PDFX"
                assert str(intent.OutputConditionIdentifier) == "FOGRA39"
                assert intent.DestOutputProfile.read_bytes() == output_intents.COATED.read_bytes()
                with pdf.open_metadata() as packet:
                    assert packet["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
                    assert packet["pdf:Trapped"] == "False"
                    names.add(packet["xmpMM:DocumentID"])
                assert pdf.docinfo["/Trapped"] == "/False"
                assert pdf.pdf_version == "1.6"
                assert all("/Annots" not in page for page in pdf.pages)
                assert "/StructTreeRoot" not in pdf.Root
    assert len(names) == 4


@pytest.mark.slow
def test_the_same_source_gives_the_same_bytes_in_another_place(printed: Path, signed: Path) -> None:
    project = offered(signed)
    build(project, "--language", "ur", "--profile", "print", "--profile", "grey")
    for profile in ("print", "grey"):
        assert (
            file(project, "ur", profile).read_bytes() == file(printed, "ur", profile).read_bytes()
        )


@pytest.mark.slow
def test_a_draft_for_the_press_says_so_on_every_page(printed: Path) -> None:
    row = rows(printed)["TST1", "ur", "print"]
    assert row["status"] == "draft"
    pages = pypdf.PdfReader(file(printed, "ur", "print")).pages
    assert len(pages) == row["pages"]
    for page in pages:
        # In the head, and as the watermark across the page.
        assert page.extract_text().count("DRAFT – not for patients") == 2


@pytest.mark.slow
@pytest.mark.parametrize("raster", ["-mono", "-gray"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_words_and_boxes_of_a_grey_page_survive_a_photocopier(
    printed: Path, tmp_path: Path, language: str, raster: str
) -> None:
    path = file(printed, language, "grey")
    sharp, resolution = 600, 300
    pages = rows(printed)["TST1", language, "grey"]["pages"]
    for page in range(1, pages + 1):
        only = ("-singlefile", "-f", str(page))
        run("pdftoppm", "-gray", "-r", str(sharp), *only, path, tmp_path / "master")
        run("pdftoppm", raster, "-r", str(resolution), *only, path, tmp_path / "copy")
        master = Image.open(tmp_path / "master.pgm").convert("L")
        copy = next(tmp_path.glob("copy.p?m"))
        # A copier keeps what is darker than the middle and loses the rest.
        copied = Image.open(copy).convert("L").point(lambda light: 0 if light < 128 else 255)
        copy.unlink()
        solid = master.point(lambda light: 0 if light < 128 else 255)
        for word in words(path, page):
            before = ink(solid, word, sharp)
            if before > 0.05:
                assert ink(copied, word, resolution) > 0.7 * before, (page, word.text)
        # Boxes, bars and rules: the ink of the whole page, watermark aside.
        whole = Word("", 0, 0, 595, 842)
        assert ink(copied, whole, resolution) == pytest.approx(ink(solid, whole, sharp), rel=0.15)


@pytest.mark.slow
def test_a_picture_that_no_press_can_print_holds_up_its_own_form_alone(signed: Path) -> None:
    project = offered(signed)
    build(project, "--language", "en")
    assert rows(project)["TST1", "en", "print"]["status"] == "approved"
    # A style of the project's own, which no sign-off covers.
    style = project / "templates" / "styles" / "profiles" / "print.css"
    style.parent.mkdir(parents=True)
    style.write_text("h1 { background: device-cmyk(1 1 1 0.5) }", "utf-8")
    build(project, "--language", "en")
    found = rows(project)
    assert ("TST1", "en", "print") not in found
    assert not list((project / "dist").rglob("TST1-en-print-v*"))
    assert {found["TST1", "en", name]["status"] for name in ("a4", "print-a4", "grey")} == {
        "approved"
    }


@pytest.mark.slow
def test_the_print_rooms_own_paper_is_named_and_lapses_no_sign_off(
    signed: Path, press: Press
) -> None:
    project = offered(signed)
    own = output_intents.COATED.read_bytes()[:-1] + b"\0"
    (project / "uncoated.icc").write_bytes(own)
    with (project / "hospital.toml").open("a", encoding="utf-8") as toml:
        toml.write('\n[print_room]\nprofile = "uncoated.icc"\ncondition = "FOGRA47"\n')
    build(project, "--language", "en", "--profile", "print")
    assert rows(project)["TST1", "en", "print"]["status"] == "approved"
    with pikepdf.open(file(project, "en", "print")) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.OutputConditionIdentifier == "FOGRA47"
        assert intent.DestOutputProfile.read_bytes() == own


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('profile = "gone.icc"\ncondition = "FOGRA47"', "'gone.icc' is not a file of this project"),
        ('profile = "../other.icc"\ncondition = "FOGRA47"', "is not a file of this project"),
        ('profile = "terms.toml"\ncondition = "FOGRA47"', "no ICC profile of a printer"),
        ('profile = "terms.toml"', "has profile and no condition"),
        ('condition = "FOGRA47"', "has condition and no profile"),
    ],
)
def test_a_profile_that_no_press_has_is_reported(
    hospital: Path, press: Press, table: str, said: str
) -> None:
    (hospital.parent / "other.icc").write_bytes(output_intents.COATED.read_bytes())
    with (hospital / "hospital.toml").open("a", encoding="utf-8") as toml:
        toml.write(f"\n[print_room]\n{table}\n")
    answer = press(hospital, "check")
    assert answer.code == 2
    assert said in answer.err


def contrast(shares: inks.Inks) -> float:
    """Return the contrast of inks on coated paper with the paper, by LittleCMS and WCAG 2.2."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(output_intents.COATED.read_bytes()))
    screen = ImageCms.createProfile("sRGB")
    shown = ImageCms.buildTransform(profile, screen, "CMYK", "RGB")
    dot = Image.new("CMYK", (1, 1), tuple(round(share * 255) for share in shares))
    seen = ImageCms.applyTransform(dot, shown)
    assert seen is not None
    lights = tuple(seen.tobytes())
    linear = [
        light / 255 / 12.92 if light <= 10 else ((light / 255 + 0.055) / 1.055) ** 2.4
        for light in lights
    ]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


@pytest.mark.parametrize("ink_set", inks.PALETTES)
def test_every_colour_of_the_palette_is_read_on_paper(ink_set: str) -> None:
    for name, shares in inks.PALETTES[ink_set].items():
        assert contrast(shares) >= 4.5, name
        assert sum(shares) <= 3
    signals = [inks.PALETTES[ink_set][name] for name in ("red", "amber", "green")]
    assert len(set(signals)) == 3


def test_the_palest_grey_of_a_line_is_read_on_paper() -> None:
    assert contrast((0, 0, 0, inks.COPIED)) >= 4.5


@pytest.mark.parametrize(
    ("lights", "ink_set", "wanted"),
    [
        ((0, 0, 0), "cmyk", (0, 0, 0, 1)),
        ((1, 1, 1), "cmyk", (0, 0, 0, 0)),
        # The ink of the drawings is nearly grey: black alone.
        ((0x1D / 255, 0x2A / 255, 0x33 / 255), "cmyk", (0, 0, 0, 1)),
        ((1, 0, 0), "cmyk", (0, 1, 1, 0)),
        ((0, 0, 0.5), "cmyk", (1, 1, 0, 0.5)),
        ((1, 1, 1), "grey", (0, 0, 0, 0)),
        # A watermark stays pale, a line in the middle is deepened until a copier keeps it.
        ((0.89, 0.89, 0.89), "grey", (0, 0, 0, 0.11)),
        ((0.6, 0.6, 0.6), "grey", (0, 0, 0, 0.7)),
        ((1, 0, 0), "grey", (0, 0, 0, 0.7)),
    ],
)
def test_a_colour_of_a_screen_becomes_declared_inks(
    lights: tuple[float, float, float], ink_set: str, wanted: inks.Inks
) -> None:
    assert inks.separated(*lights, ink_set) == wanted


def test_a_colour_of_text_is_of_two_inks_at_most() -> None:
    for red in range(0, 256, 51):
        for green in range(0, 256, 51):
            for blue in range(0, 256, 51):
                shares = inks.two_inks(red / 255, green / 255, blue / 255, "cmyk")
                assert sum(share > 0 for share in shares) <= 2
                assert sum(shares) <= 2


def test_the_embedded_profile_is_the_one_that_its_notice_names() -> None:
    notice = (output_intents.COATED.parent / "LICENCE.txt").read_text("utf-8")
    assert hashlib.sha256(output_intents.COATED.read_bytes()).hexdigest() in notice
    assert "zlib/libpng License" in notice
