"""Write what translators and reviewers look at: the review sheet, and the pages with numbers."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from press import bundling, desk, machine, proofing, rehearsal, review_sheet, schedulers
from press.checks.artefact import check_job, check_pressed, failure
from press.checks.offer import refusal
from press.commands import options, report
from press.compose import Composer
from press.desk import Desk, Entry
from press.files import write_whole
from press.findings import Finding
from press.jobs import Pressed, RenderJob
from press.languages import PSEUDO
from press.model import Leaflet
from press.profiles import PROFILES, Profile
from press.schedulers import Result
from press.selection import Selection

READ_FIRST = "READ-ME-FIRST.pdf"
"""The page of a bundle that says what to do."""
FOLDER = "proofs"
"""Under dist/. The manifest does not list what lies there, so that no build takes it away."""
PAGED = tuple(name for name, profile in PROFILES.items() if profile.medium == "pdf")


@click.command()
@click.argument("number")
@click.option(
    "--language",
    "languages",
    multiple=True,
    help="Only this language, such as ur; en-XA or en-XB for a pseudo-language.",
)
@click.option(
    "--profile",
    "name",
    type=click.Choice(PAGED),
    default="a4",
    show_default=True,
    help="The form that is laid out.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    show_default="dist/proofs",
    help="Folder to write to.",
)
@click.option(
    "--bundle",
    is_flag=True,
    help="One ZIP for each translation, with the XLSX, the XLIFF and a page that says what to do.",
)
@options.project
@options.today
def proof(
    number: str,
    languages: tuple[str, ...],
    name: str,
    output: Path | None,
    project: Path,
    today: datetime.date,
    *,
    bundle: bool,
) -> int:
    """Write leaflet NUMBER's review sheets and its pages with the same unit numbers."""
    machine.require_engine()
    table = desk.read(project, today)
    wanted = frozenset(languages) - PSEUDO.keys()
    Selection(frozenset({number}), wanted).check(table.leaflets, table.broken)
    leaflet = next((one for one in table.leaflets if one.number == number), None)
    if leaflet is None:
        report.echo_findings(_about(table, number, ""))
        return 1
    entries = list(_entries(table, leaflet, languages))
    unread = {*(languages or leaflet.languages)} - {entry.edition.language for entry in entries}
    for tag in sorted(unread):
        report.echo_findings(_about(table, number, tag))
        click.echo(f"{number} in {tag} cannot be read; nothing of it was written", err=True)
    maker = _Maker(table, Composer(project, table.hospital, table.components), PROFILES[name])
    jobs = {entry.edition.language: list(maker.jobs(entry, bundle=bundle)) for entry in entries}
    results = schedulers.run([job for own in jobs.values() for job in own], project / ".press")
    folder = output or project / "dist" / FOLDER
    broken = bool(unread)
    for entry in entries:
        own = jobs[entry.edition.language]
        files = {Path(job.path).name: results[job.key] for job in own}
        whole = {n: one.data for n, one in files.items() if isinstance(one, Pressed)}
        report.echo_findings([f for job in own for f in _found(job, results[job.key])])
        broken = broken or len(whole) < len(files)
        if bundle and maker.goes_out(entry):
            broken = not _write_bundle(folder, table, entry, whole) or broken
        else:
            for file, data in whole.items():
                write_whole(folder / file, data)
                click.echo(f"wrote {folder / file}")
    return 1 if broken else 0


def _found(job: RenderJob, result: Result) -> list[Finding]:
    """Return what is wrong with a finished page."""
    if not isinstance(result, Pressed):
        return [failure(job, result.message)]
    # A sheet holds two languages; the checks of its catalogs know which letters they have.
    composed = () if job.profile == review_sheet.PROFILE else check_job(job)
    # Numbers may hang over an edge that no word may cross; `fit` measures the words without them.
    pressed = dataclasses.replace(result, overflow=())
    return [*composed, *check_pressed(job, pressed)]


def _write_bundle(folder: Path, table: Desk, entry: Entry, pages: Mapping[str, bytes]) -> bool:
    """Write one ZIP with all that a translator needs; tell whether it could be written."""
    # Only a bundle needs what reads and writes spreadsheets and XLIFF.
    from press.interchange import UnreadableError, outgoing, xliff, xlsx  # noqa: PLC0415

    try:
        exchange = outgoing.gather(table, entry, shared=False)
        outgoing.check(exchange)
    except (UnreadableError, outgoing.UnknownEditionError) as error:
        click.echo(str(error), err=True)
        return False
    names = _names(entry)
    files = {names["xlsx"]: xlsx.write(exchange), names["xliff"]: xliff.write(exchange)}
    files |= {READ_FIRST if name.endswith("-how-to.pdf") else name: pages[name] for name in pages}
    path = folder / names["zip"]
    write_whole(path, bundling.zipped(files))
    click.echo(f"wrote {path} ({len(files)} files)")
    return True


def _names(entry: Entry) -> dict[str, str]:
    """Return what the files of a bundle are called."""
    leaflet, tag = entry.edition.leaflet, entry.edition.language
    stem = f"{leaflet.number}-{tag}"
    exchanged = f"{stem}-v{leaflet.version}"
    return {
        "xlsx": f"{exchanged}.xlsx",
        "xliff": f"{exchanged}.xlf",
        "review": f"{stem}-review.pdf",
        "zip": f"{exchanged}-bundle.zip",
    }


def _entries(table: Desk, leaflet: Leaflet, languages: tuple[str, ...]) -> Iterator[Entry]:
    """Yield the editions that are asked for, all that can be read if none is."""
    for entry in table.entries:
        edition = entry.edition
        if edition.leaflet == leaflet and (not languages or edition.language in languages):
            yield entry
    for tag in dict.fromkeys(languages):
        if tag in PSEUDO:
            yield rehearsal.entry(table, leaflet, tag)


@dataclass(frozen=True, slots=True)
class _Maker:
    """What every proof of one run is made with."""

    table: Desk
    composer: Composer
    profile: Profile

    def goes_out(self, entry: Entry) -> bool:
        """Tell whether an edition has words to translate."""
        return entry.edition.language not in (self.table.hospital.source_language, *PSEUDO)

    def jobs(self, entry: Entry, *, bundle: bool) -> Iterator[RenderJob]:
        """Yield the jobs of an edition's review sheet and of its numbered pages."""
        edition, house, profile = entry.edition, self.table.hospital, self.profile
        number, tag = edition.leaflet.number, edition.language
        if tag not in PSEUDO:
            fingerprint = entry.parts["leaflet"].fingerprint
            sheet = proofing.review(edition, fingerprint, _sources(self.table, entry))
            yield review_sheet.compose(sheet, house, self.composer.templates)
            if bundle and self.goes_out(entry):
                names = _names(entry) | {"proof": self.proof_name(number, tag)}
                yield review_sheet.how_to(sheet, house, self.composer.templates, names)
        source = tag == house.source_language
        if profile.applies(edition.leaflet, source=source) and refusal(edition, profile) is None:
            pages = self.composer.compose(edition, profile, proofing.numbers(edition, house))
            yield dataclasses.replace(pages, path=f"{FOLDER}/{self.proof_name(number, tag)}")

    def proof_name(self, number: str, tag: str) -> str:
        return "-".join(filter(None, (number, tag, self.profile.code, "proof.pdf")))


def _sources(table: Desk, entry: Entry) -> proofing.Sources:
    return proofing.Sources(
        hospital=table.hospital,
        components=table.components,
        states=entry.states,
        catalogs=tuple(catalog for name, catalog in entry.catalogs.items() if name != "shared"),
        findings=table.findings,
    )


def _about(table: Desk, number: str, language: str) -> list[Finding]:
    """Return the findings of a leaflet, or of its edition in one language."""
    return [
        finding
        for finding in table.findings
        if finding.number in (None, number) and finding.language in (None, language or None)
    ]
