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
from press.machine_tables import JARS, JAVA, LIBRARIES, TOOLS, Library, Tool

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
