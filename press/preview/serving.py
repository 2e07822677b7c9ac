"""An application in, answers on a port of this machine out: the one module that knows uvicorn."""

from __future__ import annotations

import contextlib
import socket
from types import FrameType
from typing import Any

import uvicorn

from press.preview.board import Board

ADDRESS = "127.0.0.1"
"""Never any other: what is shown is not for the network."""
FIRST_PORT, LAST_PORT = 8765, 8799


class PortTakenError(Exception):
    """Raised when nothing can listen on the port that was asked for; the text says what to do."""


def listen(port: int | None) -> socket.socket:
    """Return a socket on a port, or on the first free one of the preview's own.

    Raises PortTakenError.
    """
    for number in (port,) if port is not None else range(FIRST_PORT, LAST_PORT + 1):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        # A port that was left a moment ago counts as free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((ADDRESS, number))
            listener.listen()
        except OSError as error:
            listener.close()
            reason = error.strerror
            continue
        return listener
    asked = f"port {port}" if port is not None else f"every port from {FIRST_PORT} to {LAST_PORT}"
    raise PortTakenError(f"{asked} cannot be used ({reason}); name another with --port")


def serve(app: Any, listener: socket.socket, board: Board) -> None:
    """Answer until somebody presses Ctrl-C."""
    # uvicorn raises the signal once more when it is done.
    with contextlib.suppress(KeyboardInterrupt):
        server(app, board).run(sockets=[listener])


def server(app: Any, board: Board) -> uvicorn.Server:
    """Return a server that lets the board's windows go before it ends."""
    config = uvicorn.Config(
        app,
        log_level="critical",
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=1,
    )
    return _Server(config, board)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, board: Board) -> None:
        super().__init__(config)
        self.board = board

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Windows listen without end: they are let go first.
        self.board.close()
        super().handle_exit(sig, frame)
