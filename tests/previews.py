"""A preview for whoever asks: its bench, asked by hand, and its server, on a port of its own."""

from __future__ import annotations

import contextlib
import http.client
import json
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press.preview import serving
from press.preview.bench import Bench
from press.preview.board import Board
from press.preview.reading import Wanted
from press.preview.server import application
from tests.conftest import TODAY
from tests.webpages import PROFILES

Note = dict[str, Any]


def both_forms(project: Path) -> None:
    """Let TST1 be put out as pages and as a web page."""
    path = project / "leaflets/TST1-fever/leaflet.toml"
    text = PROFILES.sub('profiles = ["html", "a4"]', path.read_text("utf-8"))
    path.write_text(text, "utf-8", newline="\n")


@dataclass
class Hand:
    """A bench whose work is done when a test asks for it, and what it posted."""

    project: Path
    bench: Bench
    board: Board

    def read(self) -> Note:
        """Look at the files as after a save, and return what is told of the edition."""
        self.bench._make(time.monotonic())
        told: Note = self.note("edition")
        return told

    def note(self, topic: str) -> Any:
        """Return the newest note of a topic, None when there is none."""
        found = self.board._notes.get(topic)
        return json.loads(found[1]) if found else None

    @property
    def rows(self) -> dict[str, Note]:
        """Return the rows of all units by their source."""
        return {row["source"]: row for row in self.note("units")["rows"]}

    @property
    def document(self) -> str:
        data = self.board.document(self.note("pages")["document"])
        assert data is not None
        return data.decode()


def at_hand(project: Path, language: str, profile: str | None = "html") -> Hand:
    board = Board()
    bench = Bench(Wanted(project, "TST1", language, TODAY), profile, board)
    # What its own thread would begin with.
    bench._saved = None
    return Hand(project, bench, board)


@dataclass
class Answer:
    """What a server said."""

    code: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Site:
    """A server and how to ask it."""

    port: int
    board: Board
    chosen: list[str]

    def ask(
        self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Return the answer to a request that says what a browser's own window says."""
        given = {"Host": f"127.0.0.1:{self.port}"} | dict(headers or {})
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.putrequest(method, path, skip_host=True)
            for name, value in given.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())


@contextlib.contextmanager
def site() -> Iterator[Site]:
    """Run the server, whose one other profile is called html, without a bench."""
    board, chosen = Board(), []
    listener = serving.listen(0)
    port = listener.getsockname()[1]

    def choose(name: str) -> bool:
        chosen.append(name)
        return name == "html"

    server = serving.server(application(board, choose, port), board)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield Site(port, board, chosen)
    finally:
        server.handle_exit(signal.SIGTERM, None)
        thread.join(10)
        assert not thread.is_alive()
