"""Tests of the checks that read what a translation says: in every language, on one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from press import catalogs, desk
from press.checks import consistency, foreign, glossary, length, names, negation
from press.checks.agreed import Agreed
from press.findings import ProjectError
from press.function_words import script_of
from press.languages import SCRIPTS
from press.model import Catalog, Message, Unit
from press.text_lengths import RATIOS, UNENDING
from tests.conftest import TODAY, edit

ROOT = Path(__file__).resolve().parents[1]
MEANING = frozenset(
    {
        "source-left", "source-word", "wrong-language", "negation-differs", "text-truncated",
        "text-repeated", "length-differs", "same-translation", "same-label", "term-differs",
        "name-differs", "translated-two-ways", "same-in-two-languages",
    }
)  # fmt: skip
FORBIDDEN = "Do not give this medicine when your child is asleep."
ALLOWED = "Give this medicine when your child is asleep."
SAID = {
    "ar": (
        "لا تعطوا هذا الدواء عندما يكون طفلكم نائمًا.",
        "أعطوا هذا الدواء عندما يكون طفلكم نائمًا.",
    ),
    "bn": (
        "আপনার সন্তান ঘুমিয়ে থাকলে এই ওষুধ দেবেন না।",
        "আপনার সন্তান ঘুমিয়ে থাকলে এই ওষুধ দিন।",
    ),
    "bn-simple": ("শিশু ঘুমিয়ে থাকলে এই ওষুধ দেবেন না।", "শিশু ঘুমিয়ে থাকলে এই ওষুধ দিন।"),
    "ckb": (
        "کاتێک منداڵەکەت نوستووە ئەم دەرمانە مەدە.",
        "کاتێک منداڵەکەت نوستووە ئەم دەرمانە بدە.",
    ),
    "cs": (
        "Nepodávejte tento lék, když vaše dítě spí.",
        "Podávejte tento lék, když vaše dítě spí.",
    ),
    "en-simple": (
        "Do not give this medicine to a sleeping child.",
        "Give this to a sleeping child.",
    ),
    "fa": (
        "وقتی کودک شما خواب است این دارو را ندهید.",
        "وقتی کودک شما خواب است این دارو را بدهید.",
    ),
    "fr": (
        "Ne donnez pas ce médicament quand votre enfant dort.",
        "Donnez ce médicament quand votre enfant dort.",
    ),
    "hu": (
        "Ne adja be ezt a gyógyszert, amikor a gyermeke alszik.",
        "Adja be ezt a gyógyszert, amikor a gyermeke alszik.",
    ),
    "pa": ("ਜਦੋਂ ਤੁਹਾਡਾ ਬੱਚਾ ਸੁੱਤਾ ਹੋਵੇ ਤਾਂ ਇਹ ਦਵਾਈ ਨਾ ਦਿਓ।", "ਜਦੋਂ ਤੁਹਾਡਾ ਬੱਚਾ ਸੁੱਤਾ ਹੋਵੇ ਤਾਂ ਇਹ ਦਵਾਈ ਦਿਓ।"),
    "pl": (
        "Proszę nie podawać tego leku, gdy dziecko śpi.",
        "Proszę podawać ten lek, gdy dziecko śpi.",
    ),
    "ps": (
        "کله چې ستاسو ماشوم ویده وي دا درمل مه ورکوئ.",
        "کله چې ستاسو ماشوم ویده وي دا درمل ورکوئ.",
    ),
    "ro": (
        "Nu dați acest medicament când copilul doarme.",
        "Dați acest medicament când copilul doarme.",
    ),
    "sk": (
        "Nepodávajte tento liek, keď vaše dieťa spí.",
        "Podávajte tento liek, keď vaše dieťa spí.",
    ),
    "so": ("Ha siin daawadan marka ilmahaagu hurdo.", "Sii daawadan marka ilmahaagu hurdo."),
    "ti": ("ውላድኩም ደቂሱ እንከሎ እዚ መድሃኒት ኣይትሃቡ።", "ውላድኩም ደቂሱ እንከሎ እዚ መድሃኒት ሃቡ።"),
    "tr": ("Çocuğunuz uyurken bu ilacı vermeyin.", "Çocuğunuz uyurken bu ilacı verin."),
    "uk": ("Не давайте ці ліки, коли дитина спить.", "Давайте ці ліки, коли дитина спить."),
    "ur": ("جب آپ کا بچہ سو رہا ہو تو یہ دوا نہ دیں۔", "جب آپ کا بچہ سو رہا ہو تو یہ دوا دیں۔"),
    "vi": (
        "Không cho trẻ uống thuốc này khi trẻ đang ngủ.",
        "Cho trẻ uống thuốc này khi trẻ đang ngủ.",
    ),
    "zh-Hans": ("孩子睡着时，不要给他吃这种药。", "孩子睡着时，给他吃这种药。"),
    "zh-Hant": ("孩子睡著時，不要給他吃這種藥。", "孩子睡著時，給他吃這種藥。"),
}
"""The sentence of every language in which it is forbidden, and in which it is allowed."""
LANGUAGES = sorted(SAID)


def unit(text: str, context: str | None = None) -> Unit:
    return Unit("paragraph", text, "leaflet.md", 1, context)


def rules(check: object, source: str, translation: str, tag: str, *more: object) -> list[str]:
    assert callable(check)
    return [rule for rule, _, _ in check(unit(source), translation, tag, *more)]


def test_every_language_of_the_press_is_tried_here_and_has_its_tables() -> None:
    assert set(SAID) | {"en"} == set(SCRIPTS) == set(RATIOS)
    assert {tag.partition("-")[0] for tag in SCRIPTS} == set(UNENDING)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_faithful_translation_is_left_alone(tag: str) -> None:
    for source, said in zip((FORBIDDEN, ALLOWED), SAID[tag], strict=True):
        for check in (negation.faults, foreign.faults, length.faults):
            assert rules(check, source, said, tag) == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_is_forbidden_does_not_become_allowed_unseen(tag: str) -> None:
    assert rules(negation.faults, FORBIDDEN, SAID[tag][1], tag) == ["negation-differs"]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_is_allowed_does_not_become_forbidden_unseen(tag: str) -> None:
    assert rules(negation.faults, ALLOWED, SAID[tag][0], tag) == ["negation-differs"]


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if not tag.startswith("en")])
def test_a_sentence_of_any_other_language_is_found(tag: str) -> None:
    base = tag.partition("-")[0]
    passed = [
        other
        for other in LANGUAGES
        if (other.partition("-")[0] != base or script_of(other) == "Hani") and other != tag
        if not rules(foreign.faults, FORBIDDEN, SAID[other][0], tag)
    ]
    assert passed == []


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if not tag.startswith("en")])
def test_english_that_was_left_in_is_found(tag: str) -> None:
    half = f"{SAID[tag][0]} Give it with food, and write down the time."
    source = f"{FORBIDDEN} Give it with food, and write down the time."
    assert rules(foreign.faults, FORBIDDEN, FORBIDDEN, tag) == ["source-left"]
    assert rules(foreign.faults, source, half, tag) == ["source-left"]
    assert rules(foreign.faults, ALLOWED, "Please ask the nurse about it.", tag) == ["source-left"]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_text_that_is_cut_in_half_is_found(tag: str) -> None:
    said = SAID[tag][0]
    half = said[: len(said) // 2].rstrip()
    assert rules(length.faults, FORBIDDEN, half, tag)[0] in ("text-truncated", "length-differs")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_text_that_stands_twice_is_found(tag: str) -> None:
    said = SAID[tag][0]
    assert rules(length.faults, FORBIDDEN, f"{said} {said}", tag) == ["text-repeated"]


def test_a_denial_in_one_sentence_does_not_make_up_for_one_lost_in_another() -> None:
    source = "Do not wait. It is not a fever."
    assert rules(negation.faults, source, "Proszę czekać. To nie gorączka, nie.", "pl")
    assert not rules(negation.faults, source, "Proszę nie czekać. To nie gorączka.", "pl")


def test_two_things_denied_at_once_are_both_denied() -> None:
    source = "It is not an infection or a tumour."
    assert not rules(negation.faults, source, "这不是感染，也不是肿瘤。", "zh-Hans")
    assert rules(negation.faults, source, "这不是感染，也是肿瘤。", "zh-Hans")
    assert rules(negation.faults, source, "这是感染，也不是肿瘤。", "zh-Hans")
    assert not rules(negation.faults, source, "To nie zakażenie ani guz.", "pl")


def test_a_pronoun_of_denial_denies_nothing_without_its_verb() -> None:
    source = "Nobody knows the cause."
    assert not rules(negation.faults, source, "Nikt nie zna przyczyny.", "pl")
    assert rules(negation.faults, source, "Nikt zna dokładne przyczyny.", "pl")
    assert not rules(negation.faults, "0 means no pain.", "0 înseamnă nicio durere.", "ro")


def test_an_english_name_is_no_english_text() -> None:
    source = "CNO is short for chronic non-bacterial osteomyelitis."
    said = "CNO waxay u taagan tahay chronic non-bacterial osteomyelitis."
    assert not rules(foreign.faults, source, said, "so")
    assert not rules(
        foreign.faults, "Take naproxen with food.", "萘普生（naproxen）随餐服用。", "zh-Hans"
    )
    assert not rules(foreign.faults, "MRI", "MRI", "bn")
    assert not rules(foreign.faults, "2.5 ml", "2.5 ml", "ur")


def test_a_value_that_is_printed_at_the_end_ends_a_sentence() -> None:
    said = "W sprawie wizyty proszę zadzwonić pod numer {phone}"
    assert not rules(length.faults, "To change a visit, please ring {phone}", said, "pl")
    cut = said.replace(" numer {phone}", "")
    assert rules(length.faults, "To change a visit, please ring {phone}", cut, "pl")


AGREED = Agreed(
    {"fever": ("fever", "gorączka"), "scan": ("bone scan", "التهاب العظم")}, ("A&E", "NHS")
)


@pytest.mark.parametrize("said", ["Gorączka mija.", "Po gorączce dziecko odpoczywa."])
def test_any_form_of_the_agreed_word_will_do(said: str) -> None:
    assert not rules(glossary.faults, "A fever goes away.", said, "pl", AGREED)


def test_an_article_written_onto_a_word_changes_no_term() -> None:
    said = "فحص الالتهاب في العظام"
    assert not rules(glossary.faults, "A bone scan", said, "ar", AGREED)
    assert rules(glossary.faults, "A bone scan", "صورة الأشعة", "ar", AGREED) == ["term-differs"]


def test_a_link_to_a_term_holds_the_agreed_word() -> None:
    source = "A [fever](term:fever) goes away."
    swapped = "[Wysypka](term:fever) mija, gorączka też."
    assert rules(glossary.faults, source, swapped, "pl", AGREED) == ["term-differs"]


@pytest.mark.parametrize("said", ["A&E", "oddział A&E.", "NHS-u i A&E"])
def test_a_kept_name_may_take_an_ending(said: str) -> None:
    assert not rules(names.faults, "Go to A&E", said, "pl", AGREED)


@pytest.mark.parametrize("said", ["SOR", "a&e", "A&EX"])
def test_a_kept_name_that_changed_is_found(said: str) -> None:
    assert rules(names.faults, "Go to A&E", said, "pl", AGREED) == ["name-differs"]


def catalog(language: str, *pairs: tuple[str, str], name: str = "TST1") -> Catalog:
    messages: dict[tuple[str | None, str], Message] = {
        (None, text): Message(text, said, False, None, None, line)
        for line, (text, said) in enumerate(pairs, start=10)
    }
    return Catalog(catalogs.path_of(language, name), language, messages, {})


def test_a_fuzzy_entry_is_compared_with_nothing() -> None:
    known = catalog("pl", ("Read this leaflet first", "Przeczytaj tę ulotkę"))
    fuzzy = Message("Read this leaflet first", "Inne", True, None, None, 3)
    other = Catalog("other.po", "pl", {(None, fuzzy.text): fuzzy}, {})
    both = {("TST1", "pl"): known, ("TST2", "pl"): other}
    assert list(consistency.across(both)) == []


def test_both_places_of_a_sentence_with_two_translations_are_named() -> None:
    source = "Read this leaflet first"
    both = {
        ("TST1", "pl"): catalog("pl", (source, "Najpierw to")),
        ("TST2", "pl"): catalog("pl", (source, "To najpierw"), name="TST2"),
    }
    found = sorted(consistency.across(both))
    assert [(one.number, one.rule) for one in found] == [
        ("TST1", "translated-two-ways"),
        ("TST2", "translated-two-ways"),
    ]
    assert "TST2.po:10" in found[0].message
    assert "TST1.po:10" in found[1].message


def test_the_same_words_in_two_catalogs_of_one_language_are_no_mix_up(hospital: Path) -> None:
    assert not desk.read(hospital, TODAY).findings


@pytest.mark.parametrize("value", ['"NHS"', "[1]"])
def test_names_to_keep_are_a_list_of_texts(hospital: Path, value: str) -> None:
    edit(
        hospital,
        "hospital.toml",
        "[services.test]",
        f"[translation]\nkeep = {value}\n[services.test]",
    )
    with pytest.raises(ProjectError, match=r"hospital\.toml:12: keep "):
        desk.read(hospital, TODAY)


def test_an_unreadable_glossary_blocks_and_nothing_falls_over(hospital: Path) -> None:
    path = hospital / catalogs.path_of("pl", "glossary")
    path.write_text('msgid "fever', "utf-8")
    rules_found = {finding.rule for finding in desk.read(hospital, TODAY).findings}
    assert "po-syntax" in rules_found


def test_the_sample_library_has_no_finding_about_its_meaning() -> None:
    found = [str(one) for one in desk.read(ROOT, TODAY).findings if one.rule in MEANING]
    assert found == []
