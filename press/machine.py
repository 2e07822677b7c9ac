"""Look at this machine: every part that the press uses, whether it is there, how to get it."""

from __future__ import annotations

import ctypes
import importlib.metadata
import platform
import re
import shutil
import subprocess  # the only way to ask a program for its version
from collections.abc import Iterator
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

from press.findings import MachineError

LOCK = Path(__file__).resolve().parent.parent / "requirements.txt"
SECONDS_TO_ANSWER = 20
"""A program that has not told its version by then counts as missing."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the press uses and finds on the machine, or does not."""

    name: str
    needed_for: str
    found: str | None
    """Its version, ``present`` where it has none, None when it is missing."""
    wanted: str
    """``any``, an exact version, or ``>= version``."""
    get: str
    """How to get it, worded as what to type where that is possible."""
    required: bool
    """False for what only one profile, tests or proofs use."""

    @property
    def fits(self) -> bool:
        if self.found is None or self.wanted == "any":
            return self.found is not None
        if self.wanted.startswith(">= "):
            return _numbers(self.found) >= _numbers(self.wanted)
        return self.found == self.wanted


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library that WeasyPrint loads."""

    name: str
    file: str
    """As the dynamic linker of Linux knows it."""
    version: str
    """The C function that tells its version: a string, or the number 21401 for 2.14.1."""
    wanted: str
    package: str
    needed_for: str

    @property
    def stem(self) -> str:
        """Return the name by which any system finds it: ``pango-1.0``."""
        return self.file.removeprefix("lib").partition(".so")[0]


# https://doc.courtbouillon.org/weasyprint/stable/first_steps.html#installation
LIBRARIES = (
    Library(
        "Pango",
        "libpango-1.0.so.0",
        "pango_version_string",
        ">= 1.44",
        "libpango-1.0-0",
        "laying out lines",
    ),
    Library(
        "PangoFT2",
        "libpangoft2-1.0.so.0",
        "pango_version_string",
        ">= 1.44",
        "libpangoft2-1.0-0",
        "Pango's way to fonts",
    ),
    Library(
        "HarfBuzz",
        "libharfbuzz.so.0",
        "hb_version_string",
        "any",
        "libharfbuzz0b",
        "shaping every script",
    ),
    # Without it WeasyPrint subsets with fontTools, and a build takes more than twice as long.
    Library(
        "HarfBuzz subset",
        "libharfbuzz-subset.so.0",
        "hb_version_string",
        "any",
        "libharfbuzz-subset0",
        "embedding only the glyphs in use",
    ),
    Library(
        "fontconfig", "libfontconfig.so.1", "FcGetVersion", "any", "fontconfig", "finding fonts"
    ),
)


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that tests, proofs and some profiles start."""

    name: str
    programs: tuple[str, ...]
    """By preference; the first one on PATH is asked."""
    argument: str
    package: str
    needed_for: str


CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
TOOLS = (
    Tool("poppler", ("pdftotext",), "-v", "poppler-utils", "reading a page's text and picture"),
    Tool("mupdf", ("mutool",), "-v", "mupdf-tools", "a second reader's view of a page"),
    Tool("Chromium", CHROMIUM, "--version", "chromium", "looking at pages in a browser"),
    Tool("Ghostscript", ("gs",), "--version", "ghostscript", "measuring ink"),
    Tool("gettext", ("msgfmt",), "--version", "gettext", "a second opinion on catalogs"),
    Tool("Java", ("java",), "-version", "default-jre-headless", "running veraPDF and EpubCheck"),
    Tool("liblouis", ("lou_translate",), "--version", "liblouis-bin", "braille editions"),
)

JAVA = Path("/usr/share/java")
"""Where Debian keeps Java's libraries."""
JARS = {
    # Java 11 and later have no JAXB (JEP 320).
    "JAXB": (
        ("jaxb-core", "jaxb-runtime", "istack-commons-runtime", "txw2", "javax.activation"),
        "libjaxb-java libistack-commons-java libtxw2-java libactivation-java",
        "running veraPDF",
    ),
    # A jar, as its program starts only where the kernel was told about jars (jarwrapper).
    "EpubCheck": (("epubcheck",), "epubcheck", "a second opinion on e-books"),
}
"""Java libraries of tests and proofs by name: jars, Debian packages, what they are for."""


def inspect() -> tuple[Part, ...]:
    """Return every part that the press uses, what is required first."""
    return (
        _python(),
        *_packages(LOCK),
        *map(_library, LIBRARIES),
        *_fonts(),
        *map(_tool, TOOLS),
        *_jars(),
    )


def require_engine() -> None:
    """Raise MachineError, naming every remedy, when no page can be rendered here."""
    lacking = [part for part in (*map(_library, LIBRARIES), *_fonts()) if not part.fits]
    if lacking:
        names = ", ".join(part.name for part in lacking)
        remedies = "; ".join(sorted({part.get for part in lacking}))
        raise MachineError(f"this machine lacks {names}; {remedies}")


def has(program: str) -> bool:
    """Tell whether a program is on PATH."""
    return shutil.which(program) is not None


def engine_versions() -> dict[str, str]:
    """Return the versions of what decides the bytes of a page, without loading the engine."""
    versions = {
        library.name.lower(): _library_version(library) or "none"
        for library in LIBRARIES
        if library.name in ("Pango", "HarfBuzz")
    }
    return versions | {
        name: importlib.metadata.version(name) for name in ("weasyprint", "jinja2", "pikepdf")
    }


def _python() -> Part:
    return Part(
        name="Python",
        needed_for="running the press",
        found=platform.python_version(),
        wanted=">= 3.11",
        get="install Python 3.11 or newer, then: make PYTHON=/path/to/python3",
        required=True,
    )


def _packages(lock: Path) -> Iterator[Part]:
    for name, version in re.findall(r"(?m)^([\w.-]+)==([^\s;\\]+)", lock.read_text("utf-8")):
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found = None
        yield Part(
            name=name,
            needed_for="building, as locked",
            found=found,
            wanted=version,
            get="make setup",
            required=True,
        )


def _library(library: Library) -> Part:
    return Part(
        name=library.name,
        needed_for=library.needed_for,
        found=_library_version(library),
        wanted=library.wanted,
        get=_from_debian(library.package),
        required=True,
    )


def _library_version(library: Library) -> str | None:
    for name in (library.file, find_library(library.stem)):
        if name is None:
            continue
        try:
            ask = getattr(ctypes.CDLL(name), library.version)
        except (OSError, AttributeError):
            continue
        if library.version == "FcGetVersion":
            number = int(ask())
            return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
        ask.restype = ctypes.c_char_p
        return str(ask().decode("ascii"))
    return None


def _fonts() -> Iterator[Part]:
    try:
        from press import fonts  # noqa: PLC0415
    except ImportError:
        return  # the table itself needs a locked package, which is then said to be missing

    for font in fonts.FILES:
        yield Part(
            name=font.path.name,
            needed_for="printing text",
            found="present" if font.path.is_file() else None,
            wanted="any",
            get=_from_debian(font.package),
            required=True,
        )


def _tool(tool: Tool) -> Part:
    return Part(
        name=tool.name,
        needed_for=tool.needed_for,
        found=_tool_version(tool),
        wanted="any",
        get=_from_debian(tool.package),
        required=False,
    )


def jars(name: str) -> tuple[Path, ...]:
    """Return the files of one of Java's libraries in JARS, whether they are there or not."""
    return tuple(JAVA / f"{jar}.jar" for jar in JARS[name][0])


def _jars() -> Iterator[Part]:
    for name, (_, packages, needed_for) in JARS.items():
        yield Part(
            name=name,
            needed_for=needed_for,
            found="present" if all(jar.is_file() for jar in jars(name)) else None,
            wanted="any",
            get=_from_debian(packages),
            required=False,
        )


def _tool_version(tool: Tool) -> str | None:
    program = next(filter(None, map(shutil.which, tool.programs)), None)
    if program is None:
        return None
    try:
        answer = subprocess.run(
            [program, tool.argument],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS_TO_ANSWER,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    # poppler and mupdf answer on standard error.
    version = re.search(r"\d+(\.\d+)+", answer.stdout + answer.stderr)
    return version[0] if version else "present"


def _from_debian(package: str) -> str:
    return f"apt-get install {package}"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
