"""An edition and a profile in; the reason why that form cannot be made, if there is one, out."""

from __future__ import annotations

from press import machine
from press.findings import Finding
from press.languages import language
from press.model import Edition
from press.profiles import Profile

# What the files of liblouis 3.24 say of themselves. That nobody has checked a table means here:
# nobody who reads that braille has yet read this press's pages.
REASONS = {
    "bn": "liblouis writes it by its table for India (be-in-g1), and no reader has checked it here",
    "ro": "liblouis has computer braille of eight dots only (ro.ctb), and books have six",
    "so": "liblouis has no table for it",
    "ur": "no reader has checked liblouis's table (ur-pk-g1) here",
    "zh-Hans": "Chinese braille writes sounds; liblouis picks one per character, unchecked here",
}
OTHERWISE = "no reader has checked a table for it here"


def refusal(edition: Edition, profile: Profile) -> Finding | None:
    """Return why an edition is not put out in a form, None when it is."""
    if profile.languages is not None and edition.language not in profile.languages:
        name = language(edition.language).english_name
        found = f"no {profile.name} in {name}: {REASONS.get(edition.language, OTHERWISE)}"
        remedy = "offer sound or large print, or a braille edition from a transcriber"
        return _finding(edition, "braille-refused", found, remedy, profile)
    if profile.program and not machine.has(profile.program):
        found = f"no {profile.name} of {edition.language}: {profile.program} is not on this machine"
        remedy = "see build.py doctor for how to get it; what was made before stays as it is"
        return _finding(edition, "tool-missing", found, remedy, profile)
    return None


def _finding(edition: Edition, rule: str, found: str, remedy: str, profile: Profile) -> Finding:
    leaflet = edition.leaflet
    line = leaflet.lines.get("profiles", 0)
    return Finding(
        leaflet.toml_path,
        line,
        rule,
        found,
        remedy,
        leaflet.number,
        edition.language,
        profile.name,
    )
