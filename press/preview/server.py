"""A board and a bench in, the web application out that shows them: the only module with routes.

No part of a request ever names a file: what is served lies in memory, under names that the press
made.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from press.preview import pages
from press.preview.board import Board
from press.preview.guard import Guard

HOME = Path(__file__).resolve().parents[2] / "templates" / "preview"
FILES = {
    "/": ("preview.html", "text/html"),
    "/preview.css": ("preview.css", "text/css"),
    "/preview.js": ("preview.js", "text/javascript"),
    "/matching.js": ("matching.js", "text/javascript"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
LEAFLET_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
)
"""Of a leaflet's own web page: as its own policy says, in the preview's frame alone, no scripts."""


def application(board: Board, choose: Callable[[str], bool], port: int) -> Starlette:
    """Return the application; ``choose`` shows another profile and says whether there is one."""

    async def events(_request: Request) -> Response:
        return StreamingResponse(_stream(board), media_type="text/event-stream")

    def picture(request: Request) -> Response:
        document = board.document(request.path_params["document"])
        scale = pages.SCALES.get(request.path_params["scale"])
        png = None
        if document is not None and document.startswith(b"%PDF") and scale is not None:
            png = pages.picture(document, request.path_params["number"], scale)
        return Response(png, media_type="image/png") if png else _not_here()

    async def text(request: Request) -> Response:
        document = board.document(request.path_params["document"])
        if document is None or document.startswith(b"%PDF"):
            return _not_here()
        headers = {"content-security-policy": LEAFLET_POLICY}
        return Response(document, media_type="text/html", headers=headers)

    async def profile(request: Request) -> Response:
        if not choose(request.path_params["name"]):
            return _not_here()
        return Response(status_code=204)

    return Starlette(
        routes=[
            *(_file(path, *file) for path, file in FILES.items()),
            Route("/events", events, methods=["GET"]),
            Route("/picture/{document}/{number:int}/{scale}", picture, methods=["GET"]),
            Route("/text/{document}", text, methods=["GET"]),
            Route("/profile/{name}", profile, methods=["POST"]),
        ],
        middleware=[Middleware(Guard, port=port)],
    )


def _file(path: str, name: str, kind: str) -> Route:
    """Return the route of one of the preview's own files, read once."""
    data = (HOME / name).read_bytes()

    async def answer(_request: Request) -> Response:
        return Response(data, media_type=kind)

    return Route(path, answer, methods=["GET"])


async def _stream(board: Board) -> AsyncIterator[str]:
    async for news in board.follow():
        yield f"event: {news[0]}\ndata: {news[1]}\n\n" if news else ": still here\n\n"


def _not_here() -> Response:
    return PlainTextResponse("not here\n", status_code=404)
