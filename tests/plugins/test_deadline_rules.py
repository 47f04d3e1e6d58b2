"""Room: tests. The deadlines that plugins declare against the table of legal clocks, which was written apart from them.

Every duty of the note with a number runs, under its citation, with that amount and unit and for whom the note says;
nothing that rests on memory alone runs; and no rule runs that no row of the note asks for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from coordination.declare.deadline import DeadlineRule, Unit
from coordination.partners.load import load
from coordination.settings import DEFAULT_PLUGINS
from tests.oracles import clocks
from tests.oracles.clock_words import (
    CALENDAR_DAYS,
    DAYS_AFTER_RECEIPT,
    DAYS_TO_MONDAY,
    ELAPSED_HOURS,
    IMMEDIATELY,
    WORKING_DAYS,
    WORKING_HOURS,
    Clock,
)

CATALOG = load(DEFAULT_PLUGINS)
RULES = tuple(rule for place in CATALOG.jurisdictions.values() for rule in place.deadlines)
UNITS = {
    CALENDAR_DAYS: Unit.CALENDAR_DAYS,
    DAYS_AFTER_RECEIPT: Unit.DAYS_AFTER_RECEIPT,
    DAYS_TO_MONDAY: Unit.CALENDAR_DAYS_TO_MONDAY,
    ELAPSED_HOURS: Unit.ELAPSED_HOURS,
    WORKING_DAYS: Unit.WORKING_DAYS,
    WORKING_HOURS: Unit.HOURS_OF_WORKING_DAYS,
}
# Which rule carries a row. Where a row's citation names a section, the rule must name it too (Clock.cited_in).
CARRIED = {
    ("C1", ""): "trafficked_to_police",
    ("C2", "law enforcement"): "missing_to_police",
    ("C2", "NCMEC"): "missing_to_ncmec",
    ("C3", "Minnesota"): "meet_after_found",
    ("C4", ""): "missing_into_ncic",
    ("C5", ""): "missing_updated",
    ("C6", ""): "foreign_child_to_hhs",
    ("C8", "oral"): "mn_oral_report",
    ("C8", "written"): "mn_written_report",
    ("C11", ""): "mn_conclusion",
    ("C13", ""): "me_screened_out_to_da",
    ("C16", ""): "federal_land_report",
    ("C19", ""): "part_2_list",
    ("C22", "October to March"): "afcars_file",
    ("C22", "April to September"): "afcars_file",
    ("7", "tribe"): "mn_tribal_notice",
    ("7", "RHYA"): "shelter_calls_parent",
    ("7", "ICJ return"): "interstate_return",
}
NOT_OURS = {
    ("C17", "Secretary"): "owed by the Secretary of the Interior, who is no program of any hub",
    ("C23", "NCA report"): "about no case, and the note names no day: us_federal/gaps.py asks",
    ("C15", ""): "the plugin of Connecticut brings it",
}
# Said "immediately" and without a number: the rules of tiers and screens bring them, with the agency's own number.
WITHOUT_A_NUMBER = {("C14", "confirmed"), ("B6", "")}


def broken(rules: Iterable[DeadlineRule]) -> list[str]:
    """What the declared rules say otherwise than the table."""
    known, wrong = {rule.slug: rule for rule in rules}, []
    for clock in clocks.must_run():
        name = (clock.row, clock.part)
        if name in NOT_OURS or name in WITHOUT_A_NUMBER:
            continue
        rule = known.get(CARRIED.get(name, ""))
        wrong += [f"{name}: nothing runs"] if rule is None else [f"{name}: {what}" for what in _differ(clock, rule)]
    return wrong


def _differ(clock: Clock, rule: DeadlineRule) -> Iterable[str]:
    if (rule.amount, rule.unit) != (clock.amount, UNITS[clock.unit]):
        yield f"{rule.amount} {rule.unit} instead of {clock.amount} {clock.unit}"
    if clock.partners and rule.owed_by != clock.partners:
        yield f"owed by {sorted(rule.owed_by)} instead of {sorted(clock.partners)}"
    if not clock.cited_in(rule.citation) and clock.row not in {"C3", "C13", "7"}:
        yield f"cites {rule.citation} instead of {clock.citation}"


def test_every_duty_with_a_number_runs_as_the_note_says() -> None:
    assert broken(RULES) == []


def test_every_duty_of_the_table_is_carried_or_says_why_not() -> None:
    every = {(clock.row, clock.part) for clock in clocks.must_run()}
    assert every == set(CARRIED) | set(NOT_OURS) | WITHOUT_A_NUMBER
    assert {(c.row, c.part) for c in clocks.must_run() if c.unit == IMMEDIATELY} == WITHOUT_A_NUMBER


def test_no_rule_of_these_files_runs_that_no_row_asks_for() -> None:
    ours = {rule.slug for rule in RULES if rule.source.startswith(("law-and-standards.md", "seeds/"))}
    assert set(CARRIED.values()) <= ours
    extra = {rule.slug for rule in RULES if rule.source.startswith("law-and-standards.md")} - set(CARRIED.values())
    assert extra == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_each_rule_quotes_its_source(rule: DeadlineRule) -> None:
    assert len(rule.quote) > 20
    assert rule.source
    assert rule.pause == ""  # no row of the note has a pause


SAME_SECTION = {"C9": "260E.15", "C10": "260E.20 subd. 3"}
IN_WORDS = {  # a row without a section of its own: what its gap is called
    ("C21", ""): "ovw_breach",
    ("7", "ICWA reach"): "indian_child_inquiry",
    ("7", "HIV PEP"): "medical_windows",
    ("7", "emergency contraception"): "medical_windows",
}


def gaps() -> dict[str, str]:
    """Everything that is declared as not encoded: slug and citation, of jurisdictions and of partner types."""
    places = [gap for place in CATALOG.jurisdictions.values() for gap in place.not_encoded]
    partners = [gap for partner in CATALOG.partner_types.values() for gap in partner.not_encoded]
    return {gap.slug: gap.citation for gap in (*places, *partners)}


@pytest.mark.parametrize("clock", clocks.must_not_be_encoded(), ids=lambda clock: f"{clock.row} {clock.part}")
def test_what_rests_on_memory_runs_nowhere_and_stands_as_not_encoded(clock: Clock) -> None:
    name, known = (clock.row, clock.part), gaps()
    assert name not in CARRIED
    assert [rule.slug for rule in RULES if clock.cited_in(rule.citation)] == []
    section = SAME_SECTION.get(clock.row, "")
    if name in IN_WORDS:
        assert IN_WORDS[name] in known
    else:
        assert [one for one in known.values() if clock.cited_in(one) or (section and section in one)]


@pytest.mark.parametrize(
    "change",
    [{"amount": 25}, {"unit": Unit.CALENDAR_DAYS}, {"owed_by": frozenset({"schools"})}, {"citation": "42 USC 1"}],
    ids=lambda change: next(iter(change)),
)
def test_a_planted_wrong_rule_turns_red(change: dict[str, object]) -> None:
    planted = [replace(rule, **change) if rule.slug == "missing_to_police" else rule for rule in RULES]  # type: ignore[arg-type]
    assert broken(planted)


def test_a_rule_that_is_left_out_turns_red() -> None:
    assert broken(rule for rule in RULES if rule.slug != "mn_tribal_notice") == ["('7', 'tribe'): nothing runs"]
