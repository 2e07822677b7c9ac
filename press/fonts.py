"""The only fonts that may reach paper: one table by script, and a private fontconfig for them."""

from __future__ import annotations

import functools
import hashlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools import agl, subset
from fontTools.ttLib import TTFont

from press.files import write_whole

NOTO = Path("/usr/share/fonts/truetype/noto")
NOTO_CJK = Path("/usr/share/fonts/opentype/noto")


@dataclass(frozen=True, slots=True)
class FontFile:
    """One font file of Debian's packages."""

    path: Path
    package: str
    serves: frozenset[str]
    """The families in it: a collection holds several."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a script is set."""

    families: tuple[str, ...]
    """In order of preference; Latin words inside other scripts take the last one."""
    line_height: float
    """Of body text, as LOOKS.md measured it."""


def _core(family: str, stem: str) -> tuple[FontFile, ...]:
    return tuple(
        FontFile(NOTO / f"{stem}-{weight}.ttf", "fonts-noto-core", frozenset({family}))
        for weight in ("Regular", "Bold")
    )


# Noto throughout: one design for all scripts, in Debian's own packages, so that a machine is
# ready after one apt-get. Chinese comes as a collection of its own.
FILES: tuple[FontFile, ...] = (
    *_core("Noto Sans", "NotoSans"),
    *_core("Noto Sans Bengali", "NotoSansBengali"),
    *_core("Noto Sans Arabic", "NotoSansArabic"),
    *_core("Noto Nastaliq Urdu", "NotoNastaliqUrdu"),
    *_core("Noto Sans Gurmukhi", "NotoSansGurmukhi"),
    *_core("Noto Sans Ethiopic", "NotoSansEthiopic"),
    *(
        FontFile(
            NOTO_CJK / f"NotoSansCJK-{weight}.ttc",
            "fonts-noto-cjk",
            frozenset({"Noto Sans CJK SC", "Noto Sans CJK TC"}),
        )
        for weight in ("Regular", "Bold")
    ),
)

LATIN = ("Noto Sans",)
SETTINGS: dict[str, Setting] = {
    "Latn": Setting(LATIN, 1.45),
    "Cyrl": Setting(LATIN, 1.45),
    "Beng": Setting(("Noto Sans Bengali", *LATIN), 1.6),
    "Guru": Setting(("Noto Sans Gurmukhi", *LATIN), 1.6),
    "Arab": Setting(("Noto Sans Arabic", *LATIN), 1.6),
    # Nastaliq words slope down from their start: lines closer than this touch one another.
    "Aran": Setting(("Noto Nastaliq Urdu", *LATIN), 2.1),
    "Ethi": Setting(("Noto Sans Ethiopic", *LATIN), 1.6),
    "Hans": Setting(("Noto Sans CJK SC", *LATIN), 1.6),
    "Hant": Setting(("Noto Sans CJK TC", *LATIN), 1.6),
}


def files_for(script: str) -> tuple[FontFile, ...]:
    """Return the font files that an edition in a script may use."""
    return tuple(file for file in FILES if file.serves & set(SETTINGS[script].families))


def embedded_names(script: str) -> tuple[str, ...]:
    """Return the names under which WeasyPrint embeds the fonts of a script, without subset tag."""
    names = [family.replace(" ", "-") for family in SETTINGS[script].families]
    return tuple(name + weight for name in names for weight in ("", "-Bold"))


def stylesheet(script: str) -> str:
    """Return the CSS that sets a script: its families and its line height."""
    setting = SETTINGS[script]
    families = ", ".join(f"'{family}'" for family in setting.families)
    return f":root {{ font-family: {families}; line-height: {setting.line_height} }}\n"


def missing() -> tuple[FontFile, ...]:
    """Return the font files that this machine lacks."""
    return tuple(file for file in FILES if not file.path.is_file())


@functools.cache
def digests(script: str) -> tuple[str, ...]:
    """Return the SHA-256 of each file of a script: other fonts make other bytes."""
    return tuple(hashlib.sha256(file.path.read_bytes()).hexdigest() for file in files_for(script))


@functools.cache
def covered(script: str) -> frozenset[int]:
    """Return every code point that the fonts of a script can show."""
    points: set[int] = set()
    for file in files_for(script):
        # Both faces of the Chinese collection hold the same characters.
        with TTFont(file.path, lazy=True, fontNumber=0) as face:
            points |= set(face.getBestCmap())
    return frozenset(points)


def configure(folder: Path) -> Path:
    """Write a fontconfig file that knows the table's files only, and use it in this process.

    Call it before the first import of WeasyPrint. Fallback is silent in Pango: with every font of
    the machine in reach, a missing glyph would come from any of them.
    """
    (folder / "cache").mkdir(parents=True, exist_ok=True)
    directories = sorted({str(file.path.parent) for file in FILES})
    lines = [
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        "<fontconfig>",
        *(f"<dir>{escape(directory)}</dir>" for directory in directories),
        f"<cachedir>{escape(str((folder / 'cache').resolve()))}</cachedir>",
        "<selectfont>",
        "<rejectfont><glob>*</glob></rejectfont>",
        *(f"<acceptfont><glob>{escape(str(file.path))}</glob></acceptfont>" for file in FILES),
        "</selectfont>",
        # Debian's bold Nastaliq says that its weight is 80 (regular): call it bold.
        '<match target="scan"><test name="family"><string>Noto Nastaliq Urdu</string></test>',
        '<test name="style"><string>Bold</string></test>',
        '<edit name="weight" mode="assign"><const>bold</const></edit></match>',
        "</fontconfig>",
    ]
    path = folder / "fonts.conf"
    text = "\n".join(lines) + "\n"
    if not path.exists() or path.read_text("utf-8") != text:
        write_whole(path, text)
    os.environ["FONTCONFIG_FILE"] = str(path.resolve())
    return path


# Codes of WinAnsiEncoding that hold nothing, or what no one writes by hand: they make room for the
# letters of a language that it lacks.
ROOM = bytes.fromhex("7f818d8f909d a2a4a6a8aaacafb4b6b8b9ba d0de f0fe")
LETTERS = {
    "cs": "ČčĎďĚěŇňŘřŤťŮů",
    "hu": "ŐőŰű",
    "sk": "ČčĎďĹĺĽľŇňŔŕŤť",
    "tr": "ĞğİıŞş",
}
USUAL_LETTERS = "ĄąĆćĘęŁłŃńŚśŹźŻż" + "ĂăȘșȚț"
"""Polish and Romanian together, for every other language: a name may come from anywhere."""


@dataclass(frozen=True, slots=True)
class TypedFace:
    """A font for what readers type: one byte for each character, Latin script only."""

    name: str
    data: bytes
    widths: tuple[int, ...]
    """Of the codes from 32 to 255, in thousandths of the size."""
    differences: tuple[tuple[int, str], ...]
    """Codes that differ from WinAnsiEncoding, each with its glyph's name in Adobe's list."""
    texts: tuple[tuple[int, str], ...]
    """What each code stands for."""
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    capitals: int


@functools.cache
def typed_face(base: str) -> TypedFace:
    """Return the font for what readers of a language type, as small as it can be."""
    given = dict(zip(ROOM, LETTERS.get(base, USUAL_LETTERS), strict=False))
    texts = {code: _winansi(code) for code in range(32, 256)} | given
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True)
    with TTFont(NOTO / "NotoSans-Regular.ttf", recalcTimestamp=False) as face:
        maker = subset.Subsetter(options)
        maker.populate(unicodes=[ord(text) for text in texts.values() if text])
        maker.subset(face)
        for table in face["cmap"].tables:
            for comma, cedilla in COMMAS.items():
                if ord(comma) in table.cmap:
                    table.cmap[ord(cedilla)] = table.cmap[ord(comma)]
        glyphs, advances = face.getBestCmap(), face["hmtx"]
        scale = 1000 / face["head"].unitsPerEm
        data = io.BytesIO()
        face.save(data)
        head = face["head"]
        return TypedFace(
            name="Noto-Sans",
            data=data.getvalue(),
            widths=tuple(
                round(advances[glyphs[ord(text)] if text else ".notdef"][0] * scale)
                for text in texts.values()
            ),
            differences=tuple((code, _glyph_name(text)) for code, text in given.items()),
            texts=tuple((code, text) for code, text in texts.items() if text),
            box=(
                round(head.xMin * scale),
                round(head.yMin * scale),
                round(head.xMax * scale),
                round(head.yMax * scale),
            ),
            ascent=round(face["hhea"].ascent * scale),
            descent=round(face["hhea"].descent * scale),
            capitals=round(face["OS/2"].sCapHeight * scale),
        )


def _winansi(code: int) -> str:
    return bytes([code]).decode("cp1252", "ignore") if code != 0x7F else ""  # noqa: PLR2004 - DEL


# Adobe's list, which PDF/A binds fonts to, has no name for t with a comma but that of t with a
# cedilla: the name is used, its place in the font holds the comma, and the texts say which it is.
COMMAS = {"\u021a": "\u0162", "\u021b": "\u0163"}


def _glyph_name(character: str) -> str:
    code = ord(COMMAS.get(character, character))
    return min(str(name) for name, points in agl.LEGACY_AGL2UV.items() if points == [code])
