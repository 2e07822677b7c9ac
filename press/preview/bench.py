"""Saves in, the newest state of one edition and its pages on the board out, in one thread.

Nothing is written to dist/, and nothing is asked of the cache: what is shown is made now.
"""

from __future__ import annotations

import gc
import threading
import time
from typing import Any

from press import pressing
from press.findings import ProjectError
from press.model import Status
from press.preview import making, units
from press.preview.board import Board
from press.preview.making import Maker, Sheet
from press.preview.reading import Reading, Wanted, form, read
from press.sketches import OutOfDateError

PATIENCE = 2.0
"""Seconds that a save is waited for at most: somebody who never stops saving sees pages too."""
HEALING = 1.0
"""Seconds after which what cannot be read is tried again, whether or not a save was seen."""
IDLE = 1.5
"""Seconds of rest after which the garbage of the last pages is cleared away."""


class Bench:
    """Makes an edition again after each save; what is out of date before it is done is given up."""

    def __init__(self, wanted: Wanted, profile: str | None, board: Board) -> None:
        self.wanted, self.board = wanted, board
        self._profile = profile
        self._offered: tuple[str, ...] = ()
        self._maker = Maker(wanted.project)
        self._sheet: Sheet | None = None
        self._serial = 0
        self._condition = threading.Condition()
        self._saved: float | None = time.monotonic()
        self._since: float | None = None
        self._healthy = True
        self._stopped = False
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Give up what is being made, and come to an end."""
        with self._condition:
            self._stopped = True
            self._condition.notify()
        self._thread.join()

    def saved(self, moment: float) -> None:
        """Note that a file was saved, at a moment of time.monotonic()."""
        with self._condition:
            self._saved = moment
            self._condition.notify()

    def choose(self, profile: str) -> bool:
        """Show another profile, and tell whether the edition is put out in it."""
        if profile not in self._offered:
            return False
        self._profile = profile
        self.saved(time.monotonic())
        return True

    def _run(self) -> None:
        pressing.prepare(self.wanted.project / ".press")
        while (moment := self._next()) is not None:
            # Garbage is collected in idle moments: within a layout it costs a sixth of its time.
            gc.disable()
            self.board.post("busy", note=self._healthy)
            try:
                self._healthy = self._make(moment)
                self._since = None
            except OutOfDateError:
                self._healthy = True
            except Exception as error:  # noqa: BLE001 - whatever is saved, the preview goes on
                self._healthy = False
                said = (
                    f"the preview could not read what was saved ({type(error).__name__}: {error})"
                )
                self._tell(None, [units.told(f"{said}; it goes on with the next save")])
            self.board.post("busy", note=False)
            gc.enable()

    def _next(self) -> float | None:
        """Wait for a save and return its moment, None when all is over."""
        with self._condition:
            tidy = False
            while self._saved is None and not self._stopped:
                if self._condition.wait(IDLE if self._healthy else HEALING):
                    continue
                if not self._healthy:
                    self._saved = time.monotonic()
                elif not tidy:
                    gc.collect()
                    tidy = True
            moment, self._saved = self._saved, None
            if self._since is None:
                self._since = time.monotonic()
            return None if self._stopped else moment

    def _goes_on(self) -> bool:
        """Tell whether what is being made is still wanted."""
        patient = self._since is None or time.monotonic() - self._since < PATIENCE
        return not self._stopped and not (self._saved is not None and patient)

    def _make(self, moment: float) -> bool:
        """Show what the files say now, and tell whether all of them could be read."""
        reading = read(self.wanted)
        if reading.entry is None:
            self._tell(reading, units.elsewhere(reading, ()))
            return False
        rows = units.units(reading)
        self.board.post("units", {"about": units.header(reading), "rows": rows})
        self._offered = tuple(one.name for one in reading.profiles)
        profile = form(self._profile, reading.profiles)
        if profile is None:
            said = f"{self.wanted.number} is not put out in {self._profile}; choose another form"
            self._tell(reading, [units.told(said), *units.elsewhere(reading, rows)])
            return True
        header: dict[str, Any] = {"profile": profile.name}
        if reading.entry.edition.status is Status.DRAFT:
            # Approved is only told of pages that were looked through.
            known = self._maker.raised(self._sheet) if self._sheet else ()
            self._tell(reading, units.elsewhere(reading, rows, known), header, readable=True)
        try:
            sheet = self._maker.sheet(reading, profile, self._goes_on)
        except ProjectError as error:
            self._tell(reading, units.elsewhere(reading, rows, error.findings), header)
            return False
        header |= {"status": sheet.edition.status.value, "reasons": list(sheet.edition.reasons)}
        if sheet.edition.status is Status.DRAFT:
            # A draft's pages are a draft's whatever they raise: looking through them can wait.
            self._show(sheet, moment)
        found = units.elsewhere(reading, rows, self._maker.raised(sheet))
        self._tell(reading, found, header, readable=sheet.pressed is not None)
        if sheet.edition.status is Status.APPROVED:
            self._show(sheet, moment)
        return True

    def _tell(
        self,
        reading: Reading | None,
        findings: list[units.Data],
        more: dict[str, Any] | None = None,
        *,
        readable: bool = False,
    ) -> None:
        """Post what stands above and beside the pages, which are old where it is unreadable."""
        told = units.header(reading) if reading else units.named(self.wanted)
        status = {} if readable else {"status": "unreadable", "reasons": []}
        note = told | (more or {}) | status | {"findings": findings, "readable": readable}
        self.board.post("edition", note)

    def _show(self, sheet: Sheet, moment: float) -> None:
        """Post where the pages are, the changed ones named, and how old the save is by now."""
        if sheet.pressed is None:
            return
        before = self._sheet if self._sheet and self._sheet.profile == sheet.profile else None
        self._serial += 1
        self.board.post(
            "pages",
            {
                "serial": self._serial,
                "kind": "pages" if sheet.pressed.pages else "page",
                "profile": sheet.profile.name,
                "status": sheet.edition.status.value,
                "document": self.board.keep(sheet.pressed.data),
                "count": sheet.pressed.pages or 1,
                "trim": sheet.pressed.trim_mm,
                "changed": making.changed(before, sheet),
                "places": [[one.page + 1, one.text, *one.box] for one in sheet.places],
                "elapsed": round((time.monotonic() - moment) * 1000),
            },
        )
        self._sheet = sheet
