"""A request in, an answer or a refusal out: only this machine's own page may ask for anything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Of every answer that brings none of its own: nothing inline, nothing from anywhere else."""
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Guard:
    """Stands before an application that listens on a port of this machine alone.

    Any page of the web can make a browser ask this machine for something, and by an own name server
    even under a name of its own (DNS rebinding). So a request must name this very address, and a
    browser must not say that another site made it.
    """

    def __init__(self, app: App, port: int) -> None:
        self.app = app
        self.hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        elif refusal := next(self.refusals(scope), None):
            await _refuse(_with_headers(send), refusal)
        else:
            await self.app(scope, receive, _with_headers(send))

    def refusals(self, scope: Scope) -> Iterator[str]:
        """Yield why a request is not answered."""
        given: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            given.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        hosts, origins = given.get("host", []), given.get("origin", [])
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            yield "this address is not the preview's"
        if any(origin.lower() != f"http://{hosts[0].lower()}" for origin in origins):
            yield "another site asks"
        # Browsers say it of pictures and scripts too, which come without an origin.
        if any(value not in {"same-origin", "none"} for value in given.get("sec-fetch-site", [])):
            yield "another site asks"
        if scope["method"] not in {"GET", "HEAD"} and len(origins) != 1:
            yield "who asks is not said"


async def _refuse(send: Send, why: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": f"refused: {why}\n".encode()})


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = list(message.get("headers", []))
            names = {name.lower() for name, _ in own}
            message["headers"] = own + [
                (name.encode(), value.encode())
                for name, value in HEADERS.items()
                if name.encode() not in names
            ]
        await send(message)

    return sent
