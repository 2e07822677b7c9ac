"""Start a leaflet: a folder with its two files, and an empty catalog for each language."""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from pathlib import Path

import click

from press import catalogs, hospital, sources
from press.commands import options
from press.files import write_whole
from press.findings import ProjectError
from press.languages import known
from press.model import Hospital, Kind
from press.profiles import PROFILES
from press.updating import refresh

TOML = """number = {number}
title = {title}
short_title = {title}
kind = {kind}
version = "1.0"
issued = {issued}
last_checked = {issued}
review_due = {review_due}
service = {service}
audience = "For parents and carers"
topics = ["general"]
languages = {languages}
profiles = {profiles}
author = "Author's role"
approver = "Clinical approver's role"
involvement = "Not yet read by families"
references = ["Say where the facts come from."]

[[changes]]
version = "1.0"
note = "First version."
"""

MARKDOWN = """::: summary
Say the most important thing in one sentence.
:::

## What this is about

Write short sentences in plain words.

## Who to ring

::: contact {contact}
:::
"""


@click.command()
@click.argument("service")
@click.argument("title")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), default="leaflet")
@click.option("--language", "languages", multiple=True, help="A language to translate into.")
@options.project
@options.today
def new(
    service: str,
    title: str,
    kind: str,
    languages: tuple[str, ...],
    project: Path,
    today: datetime.date,
) -> int:
    """Start a leaflet of SERVICE called TITLE, with the service's next free number."""
    house = hospital.read(project)
    if service not in house.services:
        raise click.UsageError(
            f"{service!r} is not a service; hospital.toml has: {', '.join(house.services)}"
        )
    for tag in languages:
        if not known(tag):
            raise click.UsageError(f"{tag!r} is not a language that the press knows")
    number = _next_number(project, house, service)
    folder = project / "leaflets" / f"{number}-{_slug(title)}"
    folder.mkdir(parents=True)
    values = {
        "number": number,
        "title": title,
        "kind": kind,
        "service": service,
        "languages": list(dict.fromkeys((house.source_language, *languages))),
        "profiles": list(PROFILES),
    }
    quoted = {key: json.dumps(value, ensure_ascii=False) for key, value in values.items()}
    due = today + datetime.timedelta(days=house.longest_months * 30)
    text = TOML.format(**quoted, issued=today.isoformat(), review_due=due.isoformat())
    (folder / "leaflet.toml").write_text(text, encoding="utf-8", newline="\n")
    markdown = MARKDOWN.format(contact=house.services[service].contact)
    (folder / "leaflet.md").write_text(markdown, encoding="utf-8", newline="\n")
    click.echo(f"wrote {folder.relative_to(project)}/leaflet.toml and leaflet.md")
    leaflet = next(
        leaflet for leaflet in sources.read(project).leaflets if leaflet.number == number
    )
    for tag in languages:
        fresh = refresh(None, leaflet.units, tag, f"{number} 1.0", trivial=lambda *_: False)
        path = catalogs.path_of(tag, number)
        write_whole(project / path, fresh.text)
        click.echo(f"wrote {path}")
    return 0


def _next_number(project: Path, house: Hospital, service: str) -> str:
    """Return the first number after the highest one of a service."""
    prefix = house.services[service].prefix
    try:
        shelf = sources.read(project)
    except ProjectError:
        return f"{prefix}1"
    taken = {leaflet.number for leaflet in shelf.leaflets} | shelf.broken
    digits = [
        int(number.removeprefix(prefix))
        for number in taken
        if re.fullmatch(rf"{prefix}\d+", number)
    ]
    return f"{prefix}{max(digits, default=0) + 1:02}"


def _slug(title: str) -> str:
    """Return a folder name of plain letters, at most four words."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:4]) or "leaflet"
