"""A leaflet long enough for its lists and tables to break over pages, pressed in two directions.

Loaded by ``pytest_plugins``, so that one pressing serves every test module. It is imported too, so
that pytest must not rewrite it: PYTEST_DONT_REWRITE.
"""

from __future__ import annotations

import dataclasses
import datetime
import shutil
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest

from press import desk, pressing
from press.compose import Composer
from press.jobs import Pressed, RenderJob
from press.model import Edition
from press.profiles import PROFILES
from tests.reading import Reading, read

HOSPITAL = Path(__file__).parent / "hospital"
DAY = datetime.date(2026, 6, 1)
DRUG = "naproxen"
"""An English word that stays in every translation."""
ALONE = "Ibuprofen"
"""A unit that is nothing but an English word."""
LEFT_IN_ENGLISH = "This sentence waits for its translator."
ROWS, STEPS, POINTS, TICKS = 30, 30, 28, 8
ADDRESS = "https://www.example.org/naproxen"
FIGURE = "figures/block.svg"

SENTENCES = {
    "Long days": "لمبے دن",
    "Long": "لمبا",
    "For families with time": "وقت والے خاندانوں کے لیے",
    "A leaflet that fills many pages.": "ایک کتابچہ جو کئی صفحے بھرتا ہے۔",
    "Points to know": "جاننے کی باتیں",
    f"**Do not** stop {DRUG} *alone*.": f"{DRUG} خود سے *اکیلے* بند **نہ** کریں۔",
    "Short advice": "مختصر مشورہ",
    "Ask the nurse.": "نرس سے پوچھیں۔",
    ALONE: ALONE,
    f"Read [more about it]({ADDRESS}) at home.": f"گھر پر [اس کے بارے میں مزید]({ADDRESS}) پڑھیں۔",
    "Steps to take": "اٹھانے کے قدم",
    "Doses by day": "دن کے حساب سے خوراک",
    "Day": "دن",
    "What": "کیا",
    "Why": "کیوں",
    "Things to tick": "نشان لگانے کی چیزیں",
    "A solid block.": "ایک ٹھوس ٹکڑا۔",
    "A block stands here.": "یہاں ایک ٹکڑا ہے۔",
    "First.": "پہلی۔",
    "Test doctor": "آزمائشی ڈاکٹر",
    "Test director": "آزمائشی ڈائریکٹر",
    "Sample document: not read by families": "نمونے کی دستاویز: خاندانوں نے نہیں پڑھی",
    "Rest after step 3": "قدم 3 کے بعد آرام",
    **{f"point {n} to remember": f"بات {n} یاد رکھیں" for n in range(1, POINTS + 1)},
    **{f"Take step {n} slowly.": f"قدم {n} آہستہ اٹھائیں۔" for n in range(1, STEPS + 1)},
    **{f"day number {n}": f"دن نمبر {n}" for n in range(1, ROWS + 1)},
    **{f"dose for {n}": f"{n} کی خوراک" for n in range(1, ROWS + 1)},
    **{f"reason for {n}": f"{n} کی وجہ" for n in range(1, ROWS + 1)},
    **{f"thing {n}": f"چیز {n}" for n in range(1, TICKS + 1)},
}
"""Everything that the leaflet says, with its Urdu; one sentence has none."""

LEAFLET = f"""\
number = "TST3"
title = "Long days"
short_title = "Long"
kind = "leaflet"
version = "1.4"
issued = 2026-01-15
last_checked = 2026-01-10
review_due = 2028-12-15
service = "test"
audience = "For families with time"
topics = ["days"]
languages = ["en", "ur"]
profiles = ["a4", "ua2"]
author = "Test doctor"
approver = "Test director"
involvement = "Sample document: not read by families"
references = ["Smith A. A book about {DRUG}. 2020.", "Jones B. Another book. 2021."]

[[figures]]
file = "{FIGURE}"
alt = "A solid block."

[[changes]]
version = "1.4"
note = "First."
"""
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" width="60mm" height="30mm" viewBox="0 0 60 30">
<title>Block</title><rect width="60" height="30" fill="#123456"/></svg>
"""


def markdown() -> str:
    """Return the leaflet's text."""
    points = "\n".join(f"- point {n} to remember" for n in range(1, POINTS + 1))
    steps = "\n".join(
        f"{n}. Take step {n} slowly." + ("\n   - Rest after step 3" if n == 3 else "")
        for n in range(1, STEPS + 1)
    )
    rows = "\n".join(
        f"| day number {n} | dose for {n} | reason for {n} |" for n in range(1, ROWS + 1)
    )
    ticks = "\n".join(f"- [ ] thing {n}" for n in range(1, TICKS + 1))
    return f"""\
::: summary
A leaflet that fills many pages.
:::

## Points to know

**Do not** stop {DRUG} *alone*.

{LEFT_IN_ENGLISH}

{points}

### Short advice

Ask the nurse.

{ALONE}

Read [more about it]({ADDRESS}) at home.

## Steps to take

::: steps
{steps}
:::

## Doses by day

| Day | What | Why |
|---|---|---|
{rows}

![]({FIGURE} "A block stands here.")

## Things to tick

::: checklist
{ticks}
:::

::: contact nurses
:::
"""


def write(project: Path) -> Path:
    """Add the long leaflet and its Urdu to a copy of the tests' hospital."""
    folder = project / "leaflets" / "TST3-long"
    (folder / "figures").mkdir(parents=True)
    (folder / "leaflet.toml").write_text(LEAFLET, "utf-8")
    (folder / "leaflet.md").write_text(markdown(), "utf-8")
    (folder / FIGURE).write_text(DRAWING, "utf-8")
    catalog = polib.POFile(encoding="utf-8")
    catalog.metadata = {
        "Project-Id-Version": "TST3 1.4",
        "Last-Translator": "A. Person <person@example.org>",
        "Language": "ur",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Machine-Translation": "no",
    }
    for source, translation in SENTENCES.items():
        catalog.append(polib.POEntry(msgid=source, msgstr=translation, tcomment="ask A. Person"))
    catalog.save(str(project / "locales" / "ur" / "LC_MESSAGES" / "TST3.po"), newline="\n")
    return project


@dataclass(frozen=True, slots=True)
class Finished:
    """One edition in one profile, with what it was made from."""

    edition: Edition
    job: RenderJob
    pressed: Pressed


Name = tuple[str, str, str]
LONG = [("TST3", "en", "a4"), ("TST3", "ur", "a4")]
SHORT = [(number, language, "a4") for number in ("TST1", "TST2") for language in ("en", "pl", "ur")]
NEXT = [("TST3", "en", "ua2"), ("TST3", "ur", "ua2")]
CUT = [("TST3", "en", "cut"), ("TST3", "ur", "cut")]
"""Their items, rows and cells are so tall and narrow that pages cut them in two."""
SMALL = [("TST1", "en", "a5"), ("TST1", "ur", "a5")]
"""Their head says on which page the emergency advice is."""
EVERY = [*LONG, *SHORT, *NEXT, *CUT]
CUTTING = """
li, tr { break-inside: auto !important }
li, th, td { orphans: 1; widows: 1; line-height: 4 !important; overflow-wrap: anywhere }
main li, main th, main td { width: 14mm !important; padding: 0 !important }
"""


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> dict[Name, Finished]:
    """Return real finished PDFs by number, language and profile."""
    copy = tmp_path_factory.mktemp("long") / "hospital"
    project = write(Path(shutil.copytree(HOSPITAL, copy)))
    table = desk.read(project, DAY)
    composer = Composer(project, table.hospital, table.components)
    pressing.prepare(project / ".press")
    found = {}
    for entry in table.entries:
        edition = entry.edition
        for profile in edition.leaflet.profiles:
            name = (edition.leaflet.number, edition.language, profile)
            if name not in [*EVERY, *SMALL]:
                continue
            job = composer.compose(edition, PROFILES[profile])
            found[name] = Finished(edition, job, pressing.press(job))
            cut = (*name[:2], "cut")
            if cut in CUT and profile == "a4":
                job = dataclasses.replace(job, stylesheets=(*job.stylesheets, CUTTING))
                found[cut] = Finished(edition, job, pressing.press(job))
    return found


@pytest.fixture(scope="session")
def readings(finished: dict[Name, Finished]) -> dict[Name, Reading]:
    """Return what each of them says to those who cannot see it."""
    return {name: read(one.pressed.data) for name, one in finished.items()}
