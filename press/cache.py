"""Finished files by the key of the job that makes them, kept under .press/cache."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from press.files import write_whole
from press.jobs import Pressed


class Cache:
    """A folder of finished files; a damaged entry counts as none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> Pressed | None:
        """Return what a job made before, if its bytes are still what they were."""
        path = self._path(key)
        try:
            facts = json.loads(path.with_suffix(".json").read_text("utf-8"))
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() != facts["sha256"]:
                return None
            del facts["sha256"]
            known: dict[str, Any] = {
                k: tuple(v) if isinstance(v, list) else v for k, v in facts.items()
            }
            return Pressed(data=data, **known)
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def put(self, key: str, pressed: Pressed) -> None:
        """Keep what a job made; the facts come last, so that half an entry is none."""
        path = self._path(key)
        facts = asdict(pressed)
        data = facts.pop("data")
        facts["sha256"] = hashlib.sha256(data).hexdigest()
        write_whole(path, data)
        write_whole(path.with_suffix(".json"), json.dumps(facts))

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.file"
