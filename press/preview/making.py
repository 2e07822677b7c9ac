"""What is known of an edition and a profile in, its pages to look at out, and what they raised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press import editions, pressing
from press.checks.artefact import check_job, check_pressed, failure
from press.components import template_folders
from press.compose import Composer
from press.findings import Finding
from press.jobs import Pressed, RenderJob
from press.model import Edition, Status
from press.preview.reading import Reading
from press.profiles import Profile
from press.sketches import OutOfDateError, Place


@dataclass(frozen=True, slots=True)
class Sheet:
    """An edition in one profile, as it is looked at."""

    edition: Edition
    """With the status that it has because of its pages, too."""
    profile: Profile
    job: RenderJob
    pressed: Pressed | None
    """None where the engine broke."""
    places: tuple[Place, ...]
    broken: tuple[Finding, ...] = ()
    """Why the engine broke."""


class Maker:
    """Makes the pages of one project's editions; what stayed the same is not made again."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self._composer: tuple[Any, Composer] | None = None
        self._last: Sheet | None = None
        self._raised: tuple[str, tuple[Finding, ...]] = ("", ())

    def sheet(self, reading: Reading, profile: Profile, goes_on: Callable[[], bool]) -> Sheet:
        """Return the pages of an edition that could be read.

        Raises ProjectError for a template that cannot be filled, OutOfDateError once ``goes_on``
        says no.
        """
        entry, composer = reading.entry, self._composed(reading)
        if entry is None:
            raise ValueError("the edition could not be read")
        made = self._made(composer, entry.edition, profile, goes_on)
        if made.edition.status is Status.APPROVED and (found := self.raised(made)):
            # As in a build: pages that raise a finding are no approved edition's.
            draft = editions.demoted(made.edition, (one.rule for one in found))
            made = self._made(composer, draft, profile, goes_on)
        self._last = made
        return made

    def raised(self, sheet: Sheet) -> tuple[Finding, ...]:
        """Return what is wrong with the pages of the last sheets that were made."""
        if self._raised[0] != sheet.job.key or sheet.broken:
            found = (*sheet.broken, *check_job(sheet.job))
            if sheet.pressed is not None:
                found += tuple(check_pressed(sheet.job, sheet.pressed))
            self._raised = (sheet.job.key, found)
        return self._raised[1]

    def _made(
        self, composer: Composer, edition: Edition, profile: Profile, goes_on: Callable[[], bool]
    ) -> Sheet:
        job = composer.compose(edition, profile)
        last = self._last
        if last is not None and last.pressed is not None and last.job.key == job.key:
            return Sheet(edition, profile, job, last.pressed, last.places)
        if not goes_on():
            raise OutOfDateError
        try:
            pressed, places = pressing.sketch(job, goes_on)
        except OutOfDateError:
            raise
        except Exception as error:  # noqa: BLE001 - as in a build, the engine may break on anything
            broken = failure(job, f"{type(error).__name__}: {error}")
            return Sheet(edition, profile, job, None, (), (broken,))
        return Sheet(edition, profile, job, pressed, places)

    def _composed(self, reading: Reading) -> Composer:
        """Return a composer of the templates as they are now; filling them anew takes its time."""
        if reading.table is None:
            raise ValueError("the project could not be read")
        house, components = reading.table.hospital, reading.table.components
        contents = tuple(
            (path, path.read_bytes())
            for folder in template_folders(self.project)
            for path in sorted(folder.rglob("*.*"))
            if path.is_file()
        )
        state = (house, components, contents)
        if self._composer is None or self._composer[0] != state:
            self._composer = (state, Composer(self.project, house, components))
        return self._composer[1]


def changed(before: Sheet | None, now: Sheet) -> list[int]:
    """Return the pages (from 1) that say something else, or say it elsewhere, than before.

    The code in the footer changes with every word and on every page: margins do not count. All of
    them, where only a colour or a drawing can be another.
    """
    pages = range(1, (now.pressed.pages if now.pressed and now.pressed.pages else 0) + 1)
    if before is None or before.job.key == now.job.key:
        return [] if before else list(pages)
    old, new = _by_page(before.places), _by_page(now.places)
    return [page for page in pages if old.get(page) != new.get(page)] or list(pages)


def _by_page(places: tuple[Place, ...]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = {}
    for place in places:
        found.setdefault(place.page + 1, []).append(place)
    return found
