"""What the press asks of a machine: libraries, programs and jars, each with how to get it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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
