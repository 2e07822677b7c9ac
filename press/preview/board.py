"""What the bench has to say in, what each open window has not heard yet out."""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
from collections.abc import AsyncIterator
from typing import Any

KEPT = 6
"""Documents that can still be asked for: a window may be a save or two behind."""
HEARTBEAT = 15.0
"""Seconds after which a window that heard nothing is told that the preview is still there."""

News = tuple[str, str]
"""A topic and its newest note as JSON."""


class Board:
    """The newest note of each topic, and the documents that they speak of; any thread may post."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._serial = 0
        self._notes: dict[str, tuple[int, str]] = {}
        self._documents: dict[str, bytes] = {}
        self._listeners: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._closed = False

    def post(self, topic: str, note: Any) -> None:
        """Replace a topic's note, and tell every window."""
        text = json.dumps(note, ensure_ascii=False)
        with self._lock:
            if topic in self._notes and self._notes[topic][1] == text:
                return
            self._serial += 1
            self._notes[topic] = (self._serial, text)
        self._wake()

    def keep(self, document: bytes) -> str:
        """Return the name under which a document can be asked for from now on."""
        name = hashlib.sha256(document).hexdigest()[:32]
        with self._lock:
            self._documents.pop(name, None)
            self._documents[name] = document
            while len(self._documents) > KEPT:
                del self._documents[next(iter(self._documents))]
        return name

    def document(self, name: str) -> bytes | None:
        with self._lock:
            return self._documents.get(name)

    def close(self) -> None:
        """Let every window go."""
        self._closed = True
        self._wake()

    async def follow(self) -> AsyncIterator[News | None]:
        """Yield each topic's note now and when it changes; None after a long silence."""
        listener = (asyncio.get_running_loop(), asyncio.Event())
        self._listeners.add(listener)
        heard = 0
        try:
            while not self._closed:
                listener[1].clear()
                heard, news = self._since(heard)
                for one in news:
                    yield one
                if not news:
                    try:
                        await asyncio.wait_for(listener[1].wait(), HEARTBEAT)
                    except TimeoutError:
                        yield None
        finally:
            self._listeners.discard(listener)

    def _since(self, heard: int) -> tuple[int, list[News]]:
        with self._lock:
            fresh = sorted((n, topic, text) for topic, (n, text) in self._notes.items())
            return self._serial, [(topic, text) for n, topic, text in fresh if n > heard]

    def _wake(self) -> None:
        for loop, event in tuple(self._listeners):
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)
