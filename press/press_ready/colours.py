"""An open PDF in, its drawing in printing inks: black text overprints, no RGB is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from press import inks
from press.inks import Inks

MOST = 3.0
"""Shares of ink over each other that coated paper takes (FOGRA39: 300 %)."""
STEP = re.compile(
    rb"^(?P<numbers>(?:[-+.\d]+ )+)(?P<paints>rg|RG|g|G|k|K|scn|SCN|sc|SC)$"
    rb"|^/(?P<space>\S+) (?P<names>cs|CS)$|^(?P<keeps>[qQ])$"
    rb"|^/(?P<pattern>\S+) (?P<fills>scn|SCN)$"
    rb"|^/(?P<tag>\w+)\s<<(?P<noted>.*)>>\s+BDC$",
    re.MULTILINE,
)
"""What matters here of a drawing, as the engine writes it: a line for each operator."""
LINES = frozenset({b"RG", b"G", b"K", b"SCN", b"SC", b"CS"})
"""Operators that colour lines, by their capitals; their twins colour areas and text."""
CHANNELS = {1: "grey", 3: "rgb", 4: "cmyk"}
NUMBER = re.compile(rb"/MCID \d+\s*")


def separate(pdf: pikepdf.Pdf, ink: str) -> tuple[str, ...]:
    """Write every drawing's colours as inks, and return each fault that it could not mend."""
    faults: list[str] = []
    for page in pdf.pages:
        _convert(pdf, page, page.Resources, ink, faults)
    for item in list(pdf.objects):
        if not isinstance(item, pikepdf.Stream):
            continue
        if item.get("/Subtype") == Name.Form or item.get("/PatternType") == 1:
            _convert(pdf, item, item.get("/Resources"), ink, faults)
            if "/Group" in item and "/CS" in item.Group:
                item.Group.CS = Name.DeviceGray if ink == "grey" else Name.DeviceCMYK
    faults += _refused(pdf)
    return tuple(dict.fromkeys(faults))


def _convert(pdf: pikepdf.Pdf, holder: Any, resources: Any, ink: str, faults: list[str]) -> None:
    writer = _Writer(ink, faults)
    if isinstance(holder, pikepdf.Stream):
        holder.write(STEP.sub(writer.step, holder.read_bytes()))
    else:
        holder.contents_coalesce()
        drawn = STEP.sub(writer.step, holder.Contents.read_bytes())
        holder.Contents = pdf.make_stream(drawn)
    if resources is None:
        return
    if "/ColorSpace" in resources:
        # The engine names spaces that nothing uses; what uses one is refused.
        del resources.ColorSpace
    if not writer.overprints:
        return
    if "/ExtGState" not in resources:
        resources.ExtGState = Dictionary()
    for lines in (False, True):
        for areas in (False, True):
            state = Dictionary(Type=Name.ExtGState, OP=lines, op=areas, OPM=1)
            resources.ExtGState[f"/Over{lines:d}{areas:d}"] = state


class _Writer:
    """One drawing's operators on their way through."""

    def __init__(self, ink: str, faults: list[str]) -> None:
        self.ink, self.faults = ink, faults
        self.black = (False, False)
        """Whether lines are solid black now, and whether areas and text are."""
        self.kept: list[tuple[bool, bool]] = []
        self.overprints = False

    def step(self, found: re.Match[bytes]) -> bytes:
        """Return what stands for one operator."""
        if found["paints"]:
            return self._paint(found["numbers"], found["paints"])
        if found["names"]:
            return self._space(found)
        if found["fills"]:
            return found[0] + self._over(found["fills"] in LINES, black=False)
        if found["tag"]:
            # The tags are taken off; words in the place of drawn ones stay.
            noted = NUMBER.sub(b"", found["noted"]).strip()
            return b"/%s <<%s>> BDC" % (found["tag"], noted) if noted else b"/%s BMC" % found["tag"]
        if found["keeps"] == b"q":
            self.kept.append(self.black)
        elif self.kept:
            self.black = self.kept.pop()
        return found[0]

    def _paint(self, numbers: bytes, operator: bytes) -> bytes:
        shares = [float(number) for number in numbers.split()]
        line = operator in LINES
        channels = CHANNELS.get(len(shares))
        if channels is None:
            self.faults.append(f"a colour of {len(shares)} parts: write it as device-cmyk()")
            return b""
        used = self._inks(shares, channels)
        if sum(used) > MOST + 0.001:
            self.faults.append(f"{sum(used):.0%} of ink in one place: keep to {MOST:.0%}")
        if self.ink == "grey":
            if any(used[:3]):
                self.faults.append(f"coloured ink {inks.css(used)}: use black ink alone")
            return b"%g %s" % (round(1 - used[3], 3), b"G" if line else b"g")
        painted = b" ".join(b"%g" % share for share in used)
        return b"%s %s" % (painted, b"K" if line else b"k") + self._over(
            line, black=used == (0, 0, 0, 1)
        )

    def _inks(self, shares: list[float], channels: str) -> Inks:
        if channels == "rgb":
            return inks.separated(shares[0], shares[1], shares[2], self.ink)
        if channels == "grey":
            return (0.0, 0.0, 0.0, round(1 - shares[0], 3))
        return (shares[0], shares[1], shares[2], shares[3])

    def _space(self, found: re.Match[bytes]) -> bytes:
        """Return a colour space's name where it stays: the device's are in the operators."""
        name = found["space"].decode("latin-1")
        if name in ("DeviceCMYK", "DeviceRGB", "DeviceGray"):
            return b""
        if name != "Pattern":
            self.faults.append(f"the colour space {name}: write the colour as device-cmyk()")
        return found[0]

    def _over(self, line: bool, *, black: bool) -> bytes:  # noqa: FBT001 - which of the two
        """Return the operator that lets solid black lie over what is below it, and nothing else."""
        if self.ink == "grey":
            return b""
        lines, areas = self.black
        after = (black, areas) if line else (lines, black)
        self.black, self.overprints = after, True
        return b"\n/Over%d%d gs" % after


def _refused(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield each picture and shading that holds colours of a screen: only its maker can mend it."""
    for item in pdf.objects:
        if not isinstance(item, (Dictionary, pikepdf.Stream)):
            continue
        if "/ShadingType" in item and _screen(item.get("/ColorSpace")):
            yield "a colour that runs into another, in RGB: draw it in plain colours"
        elif (
            isinstance(item, pikepdf.Stream)
            and item.get("/Subtype") == Name.Image
            and _screen(item.get("/ColorSpace"))
        ):
            yield (
                f"a picture in RGB, {int(item.Width)} by {int(item.Height)} pixels: "
                "save it in CMYK or grey, or draw it as SVG"
            )


def _screen(space: Any) -> bool:
    """Tell whether a colour space is one of light, not of ink."""
    if isinstance(space, Array):
        if space[0] == Name.Indexed:
            return _screen(space[1])
        if space[0] == Name.ICCBased:
            return int(space[1].N) == 3  # noqa: PLR2004 - red, green and blue
        return bool(space[0] in (Name.CalRGB, Name.Lab))
    return bool(space == Name.DeviceRGB)
