"""Finished files and the manifest in; dist/ as it shall be, out: whole files, the manifest last."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from press.files import write_whole

MANIFEST = "manifest.json"
ROW = frozenset({"number", "language", "profile", "status", "path", "pages", "sha256"})
"""What a row must have to be of use to the next run."""


class Publisher:
    """Moves finished files into dist/ by a journal, so that no run leaves half of anything."""

    def __init__(self, project: Path) -> None:
        self.dist = project / "dist"
        self.stage = project / ".press" / "publish"
        self.journal = self.stage / "journal.json"

    def manifest(self) -> dict[str, Any]:
        """Return the manifest that dist/ holds, empty when there is none that can be read."""
        try:
            found = json.loads((self.dist / MANIFEST).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        rows = found.get("artefacts") if isinstance(found, dict) else None
        whole = isinstance(rows, list) and all(
            isinstance(row, dict) and row.keys() >= ROW for row in rows
        )
        return found if whole else {}

    def recover(self) -> None:
        """Roll a run forward that died between its journal and its last move."""
        if self.journal.exists():
            self._apply(json.loads(self.journal.read_text("utf-8")))

    def publish(self, files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> int:
        """Make dist/ hold what the manifest lists, and return how many files changed.

        ``files`` holds the bytes of listed paths that may have changed. What the old manifest
        listed and the new one does not is removed; strangers in dist/ are left alone.
        """
        before = {row["path"] for row in self.manifest().get("artefacts", [])}
        after = {row["path"] for row in manifest["artefacts"]}
        shutil.rmtree(self.stage, ignore_errors=True)
        self.stage.mkdir(parents=True)
        changed = {path: data for path, data in files.items() if self._differs(path, data)}
        moves = []
        for index, (path, data) in enumerate(sorted(changed.items())):
            staged = f"{index}.part"
            (self.stage / staged).write_bytes(data)
            moves.append([staged, path])
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        plan = {"moves": moves, "removals": sorted(before - after), "manifest": text}
        if not moves and not plan["removals"] and self._text() == text:
            shutil.rmtree(self.stage)
            return 0
        write_whole(self.journal, json.dumps(plan))
        self._apply(plan)
        return len(moves) + len(before - after)

    def _differs(self, path: str, data: bytes) -> bool:
        target = self.dist / path
        return not target.is_file() or _sha256(target.read_bytes()) != _sha256(data)

    def _text(self) -> str:
        path = self.dist / MANIFEST
        return path.read_text("utf-8") if path.exists() else ""

    def _apply(self, plan: Mapping[str, Any]) -> None:
        """Carry out a plan; what an earlier try has done already is left as it is."""
        for staged, path in plan["moves"]:
            target = self.dist / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if (self.stage / staged).exists():
                (self.stage / staged).replace(target)
        for path in plan["removals"]:
            (self.dist / path).unlink(missing_ok=True)
            _remove_if_empty((self.dist / path).parent)
        # Staged as well: what a dead run leaves behind must not lie in dist/, hidden or not.
        write_whole(self.stage / MANIFEST, plan["manifest"])
        self.dist.mkdir(exist_ok=True)
        (self.stage / MANIFEST).replace(self.dist / MANIFEST)
        shutil.rmtree(self.stage)


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
