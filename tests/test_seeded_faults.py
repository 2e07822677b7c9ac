"""What goes wrong in hospitals is found: at least 98 % of it, and every dose, number and phone."""

from __future__ import annotations

import pytest

from tests.fault_kinds import KINDS, LANGUAGES
from tests.seeded_faults import PAGE, Trial, trial


@pytest.fixture(scope="module")
def tried() -> Trial:
    return trial()


@pytest.mark.slow
def test_enough_is_tried_in_every_language(tried: Trial) -> None:
    made, _ = tried.totals()
    assert made >= 400
    assert len([name for name, tally in tried.tallies.items() if tally.made]) == len(KINDS) >= 20
    for language in LANGUAGES:
        assert sum(tally.made[language] for tally in tried.tallies.values()) >= 50


@pytest.mark.slow
def test_nearly_every_fault_is_found_by_a_rule_of_its_kind(tried: Trial) -> None:
    made, found = tried.totals()
    assert found >= 0.98 * made, "\n".join(tried.missed)


@pytest.mark.slow
def test_every_changed_dose_number_and_phone_is_found(tried: Trial) -> None:
    made, found = tried.totals(facts=True)
    assert found == made, "\n".join(tried.missed)


@pytest.mark.slow
def test_the_unharmed_catalogs_raise_no_blocking_finding(tried: Trial) -> None:
    assert tried.alarms == ()


@pytest.mark.slow
def test_the_documented_table_is_what_was_measured(tried: Trial) -> None:
    assert PAGE.read_text("utf-8") == tried.page(), "run: make faults"
