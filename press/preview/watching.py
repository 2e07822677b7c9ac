"""A project's folder in, the time of each save out: the one module that knows watchfiles."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from watchfiles import Change, watch

TREES = ("leaflets", "locales", "templates")
FILES = ("hospital.toml", "terms.toml")
STEP = 20
"""Milliseconds without another event after which a save counts as done: an editor writes a file, or
renames another over it, in less."""
LONGEST = 100
"""Milliseconds after which a save is told even where no end of it is seen."""
RECENT = 2.0
"""Seconds within which a file's own time counts: another machine's clock may be wrong."""
TEMPORARY = ("~", ".swp", ".swx", ".tmp", ".part")

Saved = Callable[[float], None]
"""Called with the moment of a save, as time.monotonic() counts."""


class Watcher:
    """Tells of every save in a project, and in the folders under it, until it is stopped."""

    def __init__(self, project: Path, further: Iterable[Path], saved: Saved) -> None:
        self.project, self.further, self.saved = project, tuple(further), saved
        self._stopped, self._moved = threading.Event(), threading.Event()
        self._threads = [
            threading.Thread(target=follow, daemon=True) for follow in (self._root, self._trees)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._moved.set()
        for thread in self._threads:
            thread.join()

    def _root(self) -> None:
        """Follow the project's own files, and its folders as they come and go."""
        changes = watch(
            self.project,
            watch_filter=lambda _, path: Path(path).name in (*TREES, *FILES),
            debounce=LONGEST,
            step=STEP,
            stop_event=self._stopped,
            recursive=False,
            raise_interrupt=False,
        )
        for change in changes:
            if any(Path(path).name in TREES for _, path in change):
                self._moved.set()
            self.saved(moment(change))

    def _trees(self) -> None:
        """Follow all that lies in the folders, from the start again when one of them is new."""
        while not self._stopped.is_set():
            self._moved.clear()
            try:
                for change in self._in_trees():
                    self.saved(moment(change))
            except FileNotFoundError:
                # A folder went as it was to be followed: look again which ones there are.
                time.sleep(LONGEST / 1000)
            # A folder's event comes before its files: they are read once it has come to rest.
            self.saved(time.monotonic())

    def _in_trees(self) -> Iterator[set[tuple[Change, str]]]:
        trees = [path for name in TREES if (path := self.project / name).is_dir()]
        trees += [path for path in self.further if path.is_dir() and path not in trees]
        if not trees:
            self._moved.wait()
            return
        yield from watch(
            *trees,
            watch_filter=lambda _, path: counts(path),
            debounce=LONGEST,
            step=STEP,
            stop_event=self._moved,
            raise_interrupt=False,
        )


def counts(path: str) -> bool:
    """Tell whether a file is one that somebody saves, not what an editor keeps beside it."""
    name = Path(path).name
    return not name.startswith((".", "#")) and not name.endswith(TEMPORARY)


def moment(changes: Iterable[tuple[Change, str]]) -> float:
    """Return when the newest of some files was saved, as time.monotonic() counts.

    A file's own time says so to the millisecond; now, when it says nothing of use.
    """
    ages = [RECENT]
    for _, path in changes:
        try:
            ages.append(time.time() - Path(path).stat().st_mtime)
        except OSError:
            continue
    age = min((age for age in ages if 0 <= age < RECENT), default=0.0)
    return time.monotonic() - age
