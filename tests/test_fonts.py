"""Only the table's fonts reach paper, and they show what a leaflet needs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from press import fonts
from press.languages import RIGHT_TO_LEFT, SCRIPTS

PUNCTUATION = ".,:;!?()[]–—-/%°'’“”…·+=©"
OWN_PUNCTUATION = {
    "Arab": "،؛؟",
    "Aran": "،؛؟۔",
    "Beng": "।",
    "Guru": "।",
    "Hans": "，。：；！？、（）",
}
OWN_PUNCTUATION |= {"Hant": OWN_PUNCTUATION["Hans"], "Ethi": "፡።፣፤"}
NATIVE_DIGITS = {
    "Arab": "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
    "Aran": "۰۱۲۳۴۵۶۷۸۹",
    "Beng": "০১২৩৪৫৬৭৮৯",
    "Guru": "੦੧੨੩੪੫੬੭੮੯",
}


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the private fontconfig file; the process's own setting comes back afterwards."""
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))
    return fonts.configure(tmp_path / "fonts")


def fontconfig(path: Path, *arguments: str) -> list[str]:
    environment = {**os.environ, "FONTCONFIG_FILE": str(path)}
    output = subprocess.run(
        arguments, env=environment, capture_output=True, text=True, check=True
    ).stdout
    return output.splitlines()


def test_fontconfig_knows_the_files_of_the_table_and_no_other(configured: Path) -> None:
    seen = set(fontconfig(configured, "fc-list", "--format", "%{file}\\n"))
    assert seen == {str(file.path) for file in fonts.FILES}


def test_the_process_uses_the_written_file(configured: Path) -> None:
    assert os.environ["FONTCONFIG_FILE"] == str(configured.resolve())
    ElementTree.parse(configured)  # noqa: S314 - our own file


def test_the_same_file_is_not_written_again(configured: Path) -> None:
    os.utime(configured, (1, 1))
    fonts.configure(configured.parent)
    assert configured.stat().st_mtime == 1


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_nastaliq_has_the_weight_that_is_asked_for(configured: Path, weight: str) -> None:
    pattern = f"Noto Nastaliq Urdu:weight={'80' if weight == 'regular' else '200'}"
    (found,) = fontconfig(configured, "fc-match", "--format", "%{file} %{weight}", pattern)
    file, _, number = found.rpartition(" ")
    assert Path(file).name == f"NotoNastaliqUrdu-{weight.capitalize()}.ttf"
    assert float(number) == (80 if weight == "regular" else 200)


@pytest.mark.parametrize("script", sorted(fonts.SETTINGS))
def test_the_fonts_of_a_script_show_its_digits_and_punctuation(script: str) -> None:
    wanted = "0123456789" + PUNCTUATION + OWN_PUNCTUATION.get(script, "")
    wanted += NATIVE_DIGITS.get(script, "")
    lacking = [character for character in wanted if ord(character) not in fonts.covered(script)]
    assert lacking == []


@pytest.mark.parametrize(
    ("script", "character"),
    [("Latn", "ব"), ("Beng", "ب"), ("Arab", "ব"), ("Aran", "中"), ("Hans", "ਪ"), ("Ethi", "中")],
)
def test_the_fonts_of_a_script_do_not_show_another_script(script: str, character: str) -> None:
    assert ord(character) not in fonts.covered(script)


def test_every_file_of_the_table_is_a_font_of_its_family() -> None:
    for file in fonts.FILES:
        with TTFont(file.path, fontNumber=0, lazy=True) as font:
            family = font["name"].getBestFamilyName()
        assert file.serves == {family} or "CJK" in str(file.path), file.path


def test_every_language_has_a_script_with_fonts_here() -> None:
    assert set(SCRIPTS.values()) <= set(fonts.SETTINGS)
    assert fonts.missing() == ()
    for script in fonts.SETTINGS:
        assert len(fonts.files_for(script)) >= 2
        assert len(set(fonts.digests(script))) == len(fonts.files_for(script))


def test_another_script_than_latin_falls_back_on_latin_last() -> None:
    for script, setting in fonts.SETTINGS.items():
        assert setting.families[-1] == "Noto Sans"
        assert setting.families[0] in fonts.stylesheet(script)
        assert f"line-height: {setting.line_height} " in fonts.stylesheet(script)


def test_nastaliq_stands_further_apart_than_any_other_script() -> None:
    heights = {script: setting.line_height for script, setting in fonts.SETTINGS.items()}
    assert max(heights, key=heights.__getitem__) == "Aran"
    assert "Aran" in RIGHT_TO_LEFT


def test_embedded_names_are_those_of_the_scripts_families_alone() -> None:
    assert fonts.embedded_names("Latn") == ("Noto-Sans", "Noto-Sans-Bold")
    assert fonts.embedded_names("Aran") == (
        "Noto-Nastaliq-Urdu",
        "Noto-Nastaliq-Urdu-Bold",
        "Noto-Sans",
        "Noto-Sans-Bold",
    )
