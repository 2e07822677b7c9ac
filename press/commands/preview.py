"""Show one edition in a browser of this machine, as its files are saved."""

from __future__ import annotations

import datetime
import os
import sys
import webbrowser
from pathlib import Path

import click

from press.commands import options
from press.components import OWN_TEMPLATES
from press.languages import known
from press.preview.bench import Bench
from press.preview.board import Board
from press.preview.reading import Wanted, form, read
from press.preview.server import application
from press.preview.serving import ADDRESS, PortTakenError, listen, serve
from press.preview.watching import Watcher


@click.command()
@click.argument("number")
@click.option("--language", required=True, help="The edition's language, such as ur or zh-Hans.")
@click.option("--profile", help="The form to begin with, such as a4 or html.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    show_default="the first free one from 8765",
    help="Port to listen on.",
)
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser.")
@options.project
@options.today
def preview(
    number: str,
    language: str,
    profile: str | None,
    port: int | None,
    project: Path,
    today: datetime.date,
    *,
    browser: bool,
) -> int:
    """Show one edition's pages and units in a browser; a save shows within a second."""
    wanted = Wanted(project, number, language, today)
    _check(wanted, profile)
    try:
        listener = listen(port)
    except PortTakenError as error:
        raise click.ClickException(str(error)) from error
    port = listener.getsockname()[1]
    board = Board()
    bench = Bench(wanted, profile, board)
    watcher = Watcher(project, [OWN_TEMPLATES], bench.saved)
    address = f"http://{ADDRESS}:{port}/"
    click.echo(f"{number} {language}: {address} (Ctrl-C stops)")
    bench.start()
    watcher.start()
    if browser and _has_windows():
        webbrowser.open(address)
    try:
        serve(application(board, bench.choose, port), listener, board)
    finally:
        watcher.stop()
        bench.stop()
    return 0


def _check(wanted: Wanted, profile: str | None) -> None:
    """Raise click.ClickException for an edition that is not there; what is broken is shown."""
    if not (wanted.project / "hospital.toml").is_file() and not wanted.project.is_dir():
        raise click.ClickException(f"{wanted.project} is no folder; name one with --project")
    if not known(wanted.language):
        raise click.ClickException(f"--language {wanted.language!r} is not known to the press")
    reading = read(wanted)
    if reading.missing:
        raise click.ClickException(reading.missing)
    if profile and reading.entry and form(profile, reading.profiles) is None:
        held = ", ".join(one.name for one in reading.profiles)
        raise click.ClickException(f"--profile {profile!r} cannot be shown; there are: {held}")


def _has_windows() -> bool:
    """Tell whether a browser can open a window: one in the terminal would take the terminal."""
    return sys.platform in {"darwin", "win32"} or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
