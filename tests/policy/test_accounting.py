"""Room: tests. How far back each accounting reaches, which authorities count, and that drawer and lines agree."""

from __future__ import annotations

from datetime import UTC, datetime

from coordination.casework import disclosure_lines
from coordination.declare.information import InformationType
from coordination.declare.regime import Regime
from coordination.policy.accounting import EVERYTHING, RULES
from coordination.policy.floor import OWN_RECORD, RELEASE
from coordination.storage.disclosures import OWN_ACTS
from tests.policy.village import CLINIC, COUNTY, POLICE, UNIT, program


def test_windows_and_what_counts_are_those_of_the_law_document() -> None:
    now = datetime(2028, 2, 29, 12, tzinfo=UTC)
    assert RULES["hipaa"].since(now) == datetime(2022, 2, 28, 12, tzinfo=UTC)  # six years
    assert RULES["part_2"].since(now) == datetime(2025, 2, 28, 12, tzinfo=UTC)  # three
    assert RULES["ferpa"].since(now) is RULES["chri"].since(now) is None
    counted = {
        slug: [each for each in ("capta_ix", RELEASE, OWN_RECORD) if rule.counts("report", each)]
        for slug, rule in RULES.items()
    }
    assert counted == {
        "everything": ["capta_ix", RELEASE],
        "hipaa": ["capta_ix"],
        "part_2": [RELEASE],
        "ferpa": ["capta_ix", RELEASE],
        "chri": [],
    }
    assert RULES["chri"].counts(InformationType.CRIMINAL_INVESTIGATION, RELEASE)


OWED = {
    "everything": {"county", "police", "clinic", "unit", "school"},
    "hipaa": {"clinic"},
    "part_2": {"unit"},
    "ferpa": {"school"},
    "chri": {"police"},
}


def test_each_accounting_is_owed_by_the_programs_of_its_law_and_names_readers_where_it_asks_for_them() -> None:
    school = program("schools", Regime.FERPA)
    asked = {"county": COUNTY, "police": POLICE, "clinic": CLINIC, "unit": UNIT, "school": school}
    assert {slug: {name for name, one in asked.items() if rule.owed_by(one)} for slug, rule in RULES.items()} == OWED
    assert {slug for slug, rule in RULES.items() if rule.persons} == {EVERYTHING, "ferpa", "chri"}
    assert {slug for slug, rule in RULES.items() if rule.copies} == {EVERYTHING}
    windows = {slug: rule.window for slug, rule in RULES.items()}
    assert windows.pop("hipaa") == "The last 6 years"
    assert windows.pop("part_2") == "The last 3 years"
    assert set(windows.values()) == {"As far back as the access log goes"}
    assert RULES["hipaa"].since(datetime(2028, 3, 1, tzinfo=UTC)) == datetime(2022, 3, 1, tzinfo=UTC)


def test_what_the_drawer_reads_is_what_the_lines_know() -> None:
    assert set(disclosure_lines.OWN) == set(OWN_ACTS)
