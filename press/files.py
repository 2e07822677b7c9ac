"""Bytes in, a whole file out: it appears under its name in one step or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, data: bytes | str) -> None:
    """Write a file beside its place, then move it there; folders are made as needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The process number keeps two writers of one file apart.
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_bytes(data.encode() if isinstance(data, str) else data)
    partial.replace(path)
