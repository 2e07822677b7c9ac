"""Options that several commands share, and the day that decides the review gates."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from press.selection import Selection

HOME = Path(__file__).resolve().parents[2]
Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[datetime.date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date; write YYYY-MM-DD", param, ctx)


def project(command: Command) -> Command:
    """Add --project: the folder that holds hospital.toml."""
    return click.option(
        "--project",
        type=click.Path(path_type=Path, file_okay=False),
        default=_project,
        show_default="LEAFLET_PRESS_PROJECT, else the folder of build.py",
        help="Folder with hospital.toml, leaflets/ and locales/.",
    )(command)


def today(command: Command) -> Command:
    """Add --today: the one place that the date of today comes from."""
    return click.option(
        "--today",
        type=Day(),
        default=_today,
        show_default="SOURCE_DATE_EPOCH, else the clock",
        help="Day that decides the review dates.",
    )(command)


def as_json(command: Command) -> Command:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


def selection(command: Command) -> Command:
    """Add --leaflet, --language and --profile, each of them repeatable."""
    for name, what in (
        ("profile", "Only this profile, such as large-print."),
        ("language", "Only this language, such as ur or zh-Hans."),
        ("leaflet", "Only this leaflet, such as RHM20."),
    ):
        command = click.option(f"--{name}", f"{name}s", multiple=True, help=what)(command)
    return command


def selected(
    leaflets: tuple[str, ...], languages: tuple[str, ...], profiles: tuple[str, ...]
) -> Selection:
    """Return the selection that the filters make."""
    return Selection(frozenset(leaflets), frozenset(languages), frozenset(profiles))


def _project() -> Path:
    """Return where a project lies that nobody named: a container says so by a variable."""
    return Path(os.environ.get("LEAFLET_PRESS_PROJECT") or HOME)


def _today() -> datetime.date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.datetime.now(tz=datetime.UTC).date()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        message = f"SOURCE_DATE_EPOCH {epoch!r} is not a time; write seconds since 1970"
        raise click.UsageError(message) from error
