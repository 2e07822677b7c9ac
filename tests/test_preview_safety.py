"""Tests of who may ask the preview's server for what: this machine's own window, and no file."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from press.preview import serving
from press.preview.guard import POLICY
from press.preview.server import LEAFLET_POLICY
from tests.conftest import Press
from tests.previews import Site, site

PDF = b"%PDF-1.7 no more than its name"
PAGE = b"<!DOCTYPE html><p>words</p>"


@pytest.fixture(scope="module")
def running() -> Iterator[Site]:
    with site() as found:
        yield found


def test_the_page_and_its_parts_are_served(running: Site) -> None:
    kinds = {
        path: running.ask(path).headers["content-type"].partition(";")[0]
        for path in ("/", "/preview.css", "/preview.js", "/matching.js", "/icon.svg")
    }
    assert kinds == {
        "/": "text/html",
        "/preview.css": "text/css",
        "/preview.js": "text/javascript",
        "/matching.js": "text/javascript",
        "/icon.svg": "image/svg+xml",
    }


@pytest.mark.parametrize(
    ("path", "headers", "code"),
    [("/", {}, 200), ("/nothing", {}, 404), ("/", {"Host": "evil.example"}, 403)],
)
def test_every_answer_carries_the_policy(
    running: Site, path: str, headers: dict[str, str], code: int
) -> None:
    answer = running.ask(path, headers=headers)
    assert answer.code == code
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY


def test_the_preview_s_own_page_holds_no_inline_script_or_style(running: Site) -> None:
    page = running.ask("/").body.decode()
    assert "<script>" not in page
    assert "style=" not in page
    assert " onclick" not in page
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.2:{port}", ""],
)
def test_a_request_for_another_name_is_refused(running: Site, host: str) -> None:
    running.board.keep(PAGE)
    answer = running.ask("/", headers={"Host": host.format(port=running.port)})
    # An empty name is no valid request at all.
    assert answer.code in {400, 403}
    assert b"<html" not in answer.body


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_a_request_for_this_machine_is_answered(running: Site, name: str) -> None:
    assert running.ask("/", headers={"Host": f"{name}:{running.port}"}).code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost:{port}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_gets_nothing(running: Site, headers: dict[str, str]) -> None:
    given = {name: value.format(port=running.port) for name, value in headers.items()}
    name = running.board.keep(PAGE)
    for path in ("/", "/events", f"/text/{name}"):
        assert running.ask(path, headers=given).code == 403
    own = {"Sec-Fetch-Site": "same-origin", "Origin": f"http://127.0.0.1:{running.port}"}
    assert running.ask("/", headers=own).code == 200


def test_only_the_window_itself_chooses_a_form(running: Site) -> None:
    own = {"Origin": f"http://127.0.0.1:{running.port}"}
    running.chosen.clear()
    assert running.ask("/profile/html", "POST").code == 403
    assert running.ask("/profile/html", "POST", {"Origin": "http://evil.example"}).code == 403
    assert running.ask("/profile/html", "GET").code == 405
    assert running.chosen == []
    assert running.ask("/profile/html", "POST", own).code == 204
    assert running.ask("/profile/nothing", "POST", own).code == 404
    assert running.chosen == ["html", "nothing"]


@pytest.mark.parametrize(
    "path",
    [
        "/../hospital.toml",
        "/preview.css/../../hospital.toml",
        "/%2e%2e/%2e%2e/hospital.toml",
        "/templates/",
        "/preview.html",
        "/text/..%2f..%2fhospital.toml",
        "/text//etc/passwd",
        "/text/%2fetc%2fpasswd",
        "/picture/..%2f..%2fetc%2fpasswd/1/1",
        "/picture//etc/passwd/1/1",
        "//etc/passwd",
    ],
)
def test_no_path_of_a_request_reaches_the_disk(running: Site, path: str) -> None:
    answer = running.ask(path)
    assert answer.code == 404
    assert b"root:" not in answer.body
    assert b"[contacts" not in answer.body


def test_a_leaflet_s_web_page_is_served_without_any_script(running: Site) -> None:
    answer = running.ask(f"/text/{running.board.keep(PAGE)}")
    assert (answer.code, answer.body) == (200, PAGE)
    assert answer.headers["content-security-policy"] == LEAFLET_POLICY
    assert "script" not in LEAFLET_POLICY.replace("allow-scripts", "X")
    assert "default-src 'none'" in LEAFLET_POLICY
    assert "sandbox allow-same-origin" in LEAFLET_POLICY


def test_a_document_is_only_served_as_what_it_is(running: Site) -> None:
    page, pdf = running.board.keep(PAGE), running.board.keep(PDF)
    assert running.ask(f"/text/{pdf}").code == 404
    assert running.ask(f"/picture/{page}/1/1").code == 404
    assert running.ask(f"/picture/{pdf}/1/17").code == 404
    assert running.ask(f"/picture/{pdf}/one/1").code == 404


def test_a_web_socket_is_refused(running: Site) -> None:
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "c29tZXRoaW5nIHNlY3JldA==",
        "Sec-WebSocket-Version": "13",
    }
    assert running.ask("/events/socket", headers=headers).code in {403, 404}


def test_the_server_listens_on_this_machine_alone() -> None:
    listener = serving.listen(0)
    assert listener.getsockname()[0] == "127.0.0.1"
    listener.close()


def test_without_a_port_the_next_free_one_is_taken() -> None:
    first, second = serving.listen(None), serving.listen(None)
    try:
        assert serving.FIRST_PORT <= first.getsockname()[1] < second.getsockname()[1]
    finally:
        first.close()
        second.close()


def test_a_port_in_use_is_one_line_and_wrong_use(press: Press, hospital: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        answer = press(
            hospital, "preview", "TST1", "--language", "ur", "--port", port, "--no-browser"
        )
    assert answer.code == 2
    assert answer.err.startswith(f"Error: port {port} cannot be used (Address already in use)")
    assert answer.err.strip().endswith("name another with --port")
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("TST9", "--language", "ur"), "no leaflet has the number TST9; there are: TST1, TST2"),
        (("TST1", "--language", "ar"), "TST1 is not put out in 'ar', only in en, pl, ur"),
        (("TST1", "--language", "xx"), "--language 'xx' is not known"),
        (("TST1", "--language", "ur", "--profile", "a3"), "'a3' cannot be shown; there are: a4"),
    ],
)
def test_an_edition_that_is_not_there_is_wrong_use(
    press: Press, hospital: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = press(hospital, "preview", *arguments, "--no-browser")
    assert answer.code == 2
    assert said in answer.err
    assert answer.err.count("\n") == 1
