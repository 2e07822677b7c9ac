"""Tests of what the engine may reach (the job's own resources) and of what its failures may do."""

from __future__ import annotations

import io
import os
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from press import desk, pressing, schedulers
from press.compose import Composer
from press.jobs import Pressed, RenderJob
from press.profiles import PROFILES
from press.schedulers import Failure
from tests.conftest import HOSPITAL, TODAY, Press, edit
from tests.finished import artefacts, drafts, findings, pressed

pytest_plugins = ("tests.finished",)

FIGURE = "leaflets/TST1-fever/figures/thermometer.svg"
SUPERUSER = "root:x:0:0"
A4 = ("build", "--leaflet", "TST1", "--language", "en", "--profile", "a4")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for fonts and cache, with this process ready to render."""
    folder = tmp_path_factory.mktemp("state")
    pressing.prepare(folder)
    return folder


@pytest.fixture(scope="module")
def job(state: Path) -> RenderJob:
    """Return the English A4 job of the tests' leaflet."""
    table = desk.read(HOSPITAL, TODAY)
    composer = Composer(HOSPITAL, table.hospital, table.components)
    entry = next(entry for entry in table.entries if entry.edition.language == "en")
    return composer.compose(entry.edition, PROFILES["a4"])


def with_body(job: RenderJob, html: str, key: str = "00ff") -> RenderJob:
    return replace(job, key=key, html=f'<html lang="en"><body>{html}</body></html>')


def text_of(data: bytes) -> bytes:
    """Return every stream of a file, unpacked."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return b"".join(
            item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)
        )


ADDRESSES = [
    "http://127.0.0.1:9/x.svg",
    "https://example.org/x.svg",
    "ftp://127.0.0.1/x.svg",
    "file:///etc/passwd",
    "file:/etc/passwd",
    "/etc/passwd",
    "../../../../../../etc/passwd",
    "figures/../../../etc/passwd",
    "figures/other.svg",
    "data:text/plain,hello",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
    "//127.0.0.1:9/x.svg",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_picture_from_elsewhere_is_refused_and_heard(job: RenderJob, address: str) -> None:
    made = pressing.press(with_body(job, f'<p>Text</p><img alt="x" src="{address}">'))
    assert made.warnings
    assert all("refused to load" in warning for warning in made.warnings)
    assert SUPERUSER.encode() not in text_of(made.data)


@pytest.mark.parametrize(
    "css",
    [
        "@import url(file:///etc/passwd);",
        "@import 'http://127.0.0.1:9/x.css';",
        "@import url(/etc/passwd);",
        "@font-face { font-family: Mine; src: url(http://127.0.0.1:9/x.ttf) }",
        "p { background: url(file:///etc/passwd) }",
        "p::before { content: url(http://127.0.0.1:9/x.svg) }",
    ],
)
def test_a_stylesheet_reaches_nothing_and_every_job_hears_of_it(job: RenderJob, css: str) -> None:
    """A sheet is parsed once for many jobs: the second must be told as well."""
    asking = replace(with_body(job, "<p>Text</p>"), stylesheets=(*job.stylesheets, css))
    first, second = pressing.press(asking), pressing.press(asking)
    assert first == second
    assert [message for message in first.warnings if "refused to load" in message]


def test_attachments_and_linked_sheets_are_refused(job: RenderJob) -> None:
    html = (
        '<html lang="en"><head><link rel="stylesheet" href="file:///etc/passwd">'
        '<link rel="attachment" href="file:///etc/passwd"></head><body>'
        '<a rel="attachment" href="file:///etc/passwd">x</a><object data="/etc/passwd"></object>'
        '<embed src="/etc/passwd"></body></html>'
    )
    made = pressing.press(replace(job, html=html))
    assert made.warnings
    assert SUPERUSER.encode() not in text_of(made.data)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert set(pdf.attachments) == {file.name for file in job.attachments}


def test_rendering_opens_no_socket(job: RenderJob, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        pytest.fail("the engine asked for the network")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refused)
    html = "".join(f'<img alt="x" src="{address}">' for address in ADDRESSES)
    assert pressing.press(with_body(job, html)).pages == 1
    assert pressing.press(job).warnings == ()


def test_the_same_job_gives_the_same_bytes(job: RenderJob) -> None:
    assert pressing.press(job) == pressing.press(job)


DRAWINGS = {
    "a file as a picture": '<image href="file:///etc/passwd" width="9" height="9"/>',
    "a file by its older name": (
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/passwd" '
        'width="9" height="9"/>'
    ),
    "a picture of the network": '<image href="http://127.0.0.1:9/x.png" width="9" height="9"/>',
}


@pytest.mark.parametrize("inside", DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_that_asks_for_more_makes_its_edition_a_draft(
    built: Path, press: Press, inside: str
) -> None:
    before = artefacts(built)
    edit(built, FIGURE, "</svg>", f"{inside}</svg>")
    asked = ("build", "--leaflet", "TST1", "--language", "en")
    answer = press(built, *asked)
    assert answer.code == 1
    assert {finding["rule"] for finding in findings(built)} == {"unsafe-reference"}
    assert ("TST1", "en") in drafts(built)
    after = artefacts(built)
    assert {name for name in after if after[name] != before[name]} == {
        ("TST1", "en", "a4"),
        ("TST1", "en", "a5"),
    }
    data = pressed(built, ("TST1", "en", "a4")).read_bytes()
    assert SUPERUSER.encode() not in text_of(data)


@pytest.mark.parametrize(
    ("before", "inside"),
    [
        ('<!DOCTYPE svg [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>', '<text y="9">&xxe;</text>'),
        ("", '<use href="file:///etc/passwd"/><use href="file:///etc/passwd#x"/>'),
        ("", "<style>@import url(file:///etc/passwd);</style>"),
        ("", "<script>alert(1)</script>"),
    ],
)
def test_a_drawing_shows_nothing_of_another_file(
    built: Path, press: Press, before: str, inside: str
) -> None:
    text = (built / FIGURE).read_text("utf-8").replace("</svg>", f"{inside}</svg>")
    (built / FIGURE).write_text(before + text, "utf-8")
    press(built, *A4)
    assert ("TST1", "en") in drafts(built)
    data = pressed(built, ("TST1", "en", "a4")).read_bytes()
    assert SUPERUSER.encode() not in text_of(data)
    assert b"/JavaScript" not in data


def test_a_drawing_that_cannot_be_read_is_a_finding_of_its_leaflet(
    built: Path, press: Press
) -> None:
    (built / FIGURE).write_text("<svg", "utf-8")
    assert press(built, *A4).code == 1
    assert {finding["rule"] for finding in findings(built)} == {"engine-warning"}
    assert ("TST1", "en") in drafts(built)


def test_a_figure_that_leads_out_of_the_folder_is_not_followed(
    built: Path, press: Press, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.svg"
    (built / FIGURE).rename(outside)
    (built / FIGURE).symlink_to(outside)
    answer = press(built, "build", "--leaflet", "TST1", "--language", "en")
    assert answer.code == 1
    assert "missing-figure" in {finding["rule"] for finding in findings(built)}
    assert ("TST1", "en") in drafts(built)
    data = pressed(built, ("TST1", "en", "a4")).read_bytes()
    # The red bulb of the thermometer is drawn nowhere.
    assert b"0.701961 0.14902 0.117647 rg" not in text_of(data)


def test_a_project_stylesheet_that_imports_makes_what_uses_it_a_draft(
    built: Path, press: Press
) -> None:
    sheet = built / "templates/styles/profiles/a5.css"
    sheet.parent.mkdir(parents=True)
    own = (ROOT / "templates/styles/profiles/a5.css").read_text("utf-8")
    sheet.write_text(f"@import url(file:///etc/passwd);\n{own}", "utf-8")
    assert press(built, "build", "--leaflet", "TST1", "--language", "en").code == 1
    assert {finding["rule"] for finding in findings(built)} == {"unsafe-reference"}
    assert drafts(built) >= {("TST1", "en")}
    assert ("TST2", "en") not in drafts(built)


def test_the_engine_breaking_on_one_job_is_a_finding_of_that_edition_alone(
    built: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = artefacts(built)
    edit(built, "leaflets/TST1-fever/leaflet.md", "Give a drink.", "Give water.")
    real = pressing.press

    def breaks(job: RenderJob) -> Pressed:
        if job.profile == "a5":
            raise RecursionError("too deep")
        return real(job)

    monkeypatch.setattr(pressing, "press", breaks)
    answer = press(built, "build", "--leaflet", "TST1", "--language", "en")
    assert answer.code == 1
    rules = [(finding["rule"], finding["path"]) for finding in findings(built)]
    assert ("engine-warning", "drafts/TST1-en-a5-v2.1-DRAFT.pdf") in rules
    assert "the engine broke: RecursionError: too deep" in answer.err
    after = artefacts(built)
    assert {name for name in after if after[name] != before[name]} == {("TST1", "en", "a4")}


class Bomb(dict[str, bytes]):
    """Resources that kill the process which unpacks them."""

    def __reduce__(self) -> Any:
        return (os._exit, (1,))


def test_a_job_that_kills_its_process_takes_no_other_with_it(job: RenderJob, state: Path) -> None:
    jobs = [with_body(job, f"<p>Page {index}</p>", f"{index}{index}aa") for index in range(3)]
    jobs.insert(1, replace(with_body(job, "<p>Boom</p>", "b00b"), resources=Bomb()))
    results = schedulers.run(jobs, state)
    assert results.pop("b00b") == Failure("its process died")
    assert {type(result) for result in results.values()} == {Pressed}
    assert len(results) == 3


def test_a_pool_and_one_process_make_the_same_bytes(job: RenderJob, tmp_path: Path) -> None:
    jobs = [with_body(job, f"<p>Page {index}</p>", f"{index}{index}bb") for index in range(3)]
    pooled = schedulers.run(jobs, tmp_path / "pool")
    alone = {each.key: schedulers.run([each], tmp_path / "alone")[each.key] for each in jobs}
    assert pooled == alone
