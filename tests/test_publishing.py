"""Tests of the step from finished files to dist/: whole files, the manifest last, no half run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from press.cache import Cache
from press.files import write_whole
from press.jobs import Pressed
from press.publishing import MANIFEST, ROW, Publisher
from tests.conftest import Press, edit
from tests.finished import artefacts, contents, pressed, rows

pytest_plugins = ("tests.finished",)

OLD = {"A/a.pdf": b"old a", "A/b.pdf": b"old b", "drafts/c.pdf": b"old c"}
NEW = {"A/a.pdf": b"new a", "A/b.pdf": b"old b", "drafts/d.pdf": b"new d", "drafts/e.pdf": b"e"}


class DiedError(Exception):
    """Stands for a power cut."""


def manifest_of(files: Mapping[str, bytes]) -> dict[str, Any]:
    found = [
        dict.fromkeys(ROW, "x") | {"path": path, "sha256": hashlib.sha256(data).hexdigest()}
        for path, data in sorted(files.items())
    ]
    return {"schema": 1, "artefacts": found}


def published(project: Path, files: Mapping[str, bytes]) -> int:
    publisher = Publisher(project)
    publisher.recover()
    return publisher.publish(files, manifest_of(files))


def listed(project: Path) -> dict[str, str]:
    text = (project / "dist" / MANIFEST).read_text("utf-8")
    return {row["path"]: row["sha256"] for row in json.loads(text)["artefacts"]}


def whole(project: Path, files: Mapping[str, bytes]) -> bool:
    """Tell whether dist/ holds exactly some files, with the manifest that lists them."""
    shown = contents(project / "dist")
    del shown[MANIFEST]
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    return shown == files and listed(project) == digests


def test_publishing_counts_what_is_new_different_or_gone(tmp_path: Path) -> None:
    assert published(tmp_path, OLD) == 3
    assert whole(tmp_path, OLD)
    assert published(tmp_path, NEW) == 4
    assert whole(tmp_path, NEW)
    assert published(tmp_path, NEW) == 0


def test_publishing_nothing_new_touches_nothing(tmp_path: Path) -> None:
    published(tmp_path, OLD)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "dist").rglob("*")}
    assert published(tmp_path, OLD) == 0
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "dist").rglob("*")}
    assert contents(tmp_path / ".press") == {}


def test_folders_that_become_empty_go_and_others_stay(tmp_path: Path) -> None:
    published(tmp_path, OLD)
    published(tmp_path, {"A/a.pdf": b"old a"})
    assert sorted(path.name for path in (tmp_path / "dist").iterdir()) == ["A", MANIFEST]


def test_strangers_in_dist_are_left_alone(tmp_path: Path) -> None:
    published(tmp_path, OLD)
    strangers = {"README.txt": b"mine", "A/notes.txt": b"mine too", "drafts/.keep": b""}
    for path, data in strangers.items():
        (tmp_path / "dist" / path).write_bytes(data)
    published(tmp_path, {"A/b.pdf": b"newer"})
    after = contents(tmp_path / "dist")
    assert {path: after[path] for path in strangers} == strangers
    assert "drafts/c.pdf" not in after


class Axe:
    """Lets a number of steps that change the disk happen, then cuts the power for good."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
        self.left = steps
        for name in ("replace", "unlink", "write_bytes", "mkdir", "rmdir"):
            monkeypatch.setattr(Path, name, self.wrapped(getattr(Path, name)))

    def wrapped(self, act: Any) -> Any:
        def step(*arguments: Any, **options: Any) -> Any:
            if not self.left:
                raise DiedError
            self.left -= 1
            return act(*arguments, **options)

        return step


def steps_of_a_run(tmp_path: Path) -> int:
    """Count the steps that publishing NEW over OLD takes."""
    with pytest.MonkeyPatch.context() as patch:
        project = tmp_path / "counted"
        published(project, OLD)
        axe = Axe(patch, 10_000)
        published(project, NEW)
        return 10_000 - axe.left


def test_a_run_that_dies_at_any_step_shows_only_whole_files_and_is_rolled_forward_or_back(
    tmp_path: Path,
) -> None:
    total = steps_of_a_run(tmp_path)
    assert total > 10
    outcomes = set()
    for steps in range(total):
        project = tmp_path / f"died-after-{steps}"
        published(project, OLD)
        with pytest.MonkeyPatch.context() as patch:
            Axe(patch, steps)
            with pytest.raises(DiedError):
                published(project, NEW)
        shown = contents(project / "dist")
        for path, data in shown.items():
            if path != MANIFEST:
                assert data in (OLD.get(path), NEW.get(path)), (steps, path)
        # The manifest comes last: while it is the old one, files may be newer, never the reverse.
        if set(listed(project)) == set(NEW):
            assert whole(project, NEW), steps
        Publisher(project).recover()
        # Before the journal was written nothing had happened; after it, everything will.
        outcomes.add(whole(project, NEW))
        assert whole(project, NEW) or whole(project, OLD), steps
        assert published(project, NEW) in (0, 4)
        assert whole(project, NEW), steps
        assert not (project / ".press" / "publish").exists()
    assert outcomes == {True, False}


def test_a_roll_forward_that_dies_as_well_is_rolled_forward_by_the_next(tmp_path: Path) -> None:
    total = steps_of_a_run(tmp_path)
    for steps in range(total):
        project = tmp_path / f"died-twice-{steps}"
        published(project, OLD)
        with pytest.MonkeyPatch.context() as patch:
            Axe(patch, steps)
            with pytest.raises(DiedError):
                published(project, NEW)
        for again in range(3):
            with pytest.MonkeyPatch.context() as patch:
                Axe(patch, again)
                try:
                    Publisher(project).recover()
                except DiedError:
                    continue
        published(project, NEW)
        assert whole(project, NEW), steps


def test_a_build_that_dies_between_two_moves_is_finished_by_the_next_build(
    built: Path, press: Press
) -> None:
    edit(built, "leaflets/TST1-fever/leaflet.md", "Give a drink.", "Give water.")
    before = artefacts(built)
    real = Path.replace

    def cut(self: Path, target: Path) -> Path:
        if "TST1-en-a5" in str(target):
            raise DiedError
        return real(self, target)

    asked = ("build", "--leaflet", "TST1", "--language", "en")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", cut)
        with pytest.raises(DiedError):
            press(built, *asked)
    # The old manifest is still there, and every file it lists is there, whole.
    assert set(rows(built)) == set(before)
    assert artefacts(built)["TST1", "en", "a5"] == before["TST1", "en", "a5"]
    assert press(built, *asked).code == 0
    after = artefacts(built)
    assert after["TST1", "en", "a5"] != before["TST1", "en", "a5"]
    assert press(built, *asked, "--verify").code == 0
    unlisted = set(contents(built / "dist")) - {row["path"] for row in rows(built).values()}
    assert unlisted == {MANIFEST}


def test_a_whole_file_is_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deep" / "file.txt"
    write_whole(path, "one")
    assert path.read_text() == "one"

    def cut(self: Path, target: Path) -> Path:
        raise DiedError

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(DiedError):
        write_whole(path, "two")
    assert path.read_text() == "one"


PRESSED = Pressed(b"%PDF-1.7 bytes", 2, (210.0, 297.0), ("Noto-Sans",), ("a warning",), ("foot",))
KEY = "ab" * 32


def test_the_cache_gives_back_what_it_was_given(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get(KEY) is None
    cache.put(KEY, PRESSED)
    assert cache.get(KEY) == PRESSED


@pytest.mark.parametrize("ending", ["file", "json"])
@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xfe", b"[1]", b'{"sha256": 1}', None])
def test_a_damaged_entry_of_the_cache_counts_as_none(
    tmp_path: Path, ending: str, damage: bytes | None
) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, PRESSED)
    path = tmp_path / KEY[:2] / f"{KEY}.{ending}"
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    assert cache.get(KEY) is None


def test_a_damaged_entry_is_pressed_again_and_never_published(built: Path, press: Press) -> None:
    before = contents(built / "dist")
    row = rows(built)["TST1", "en", "a4"]
    entry = built / ".press" / "cache" / row["job"][:2] / f"{row['job']}.file"
    entry.write_bytes(b"%PDF-1.7 half a f")
    pressed(built, ("TST1", "en", "a4")).unlink()
    assert press(built, "build", "--verify").code == 0
    assert contents(built / "dist") == before
    assert hashlib.sha256(entry.read_bytes()).hexdigest() == row["sha256"]


def test_the_cache_alone_brings_dist_back(built: Path, press: Press) -> None:
    before = contents(built / "dist")
    for path in before:
        (built / "dist" / path).unlink()
    assert press(built, "build").code == 0
    assert contents(built / "dist") == before
