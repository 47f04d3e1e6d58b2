"""Room: tests. The table of legal clocks is whole, reads as it was written, and marks decide what is encoded."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.oracles import clocks
from tests.oracles.clock_words import (
    CALENDAR_DAYS,
    DAYS_AFTER_RECEIPT,
    ELAPSED_HOURS,
    KINDS,
    WITH_A_NUMBER,
    WITHOUT,
    WORKING_DAYS,
    WORKING_HOURS,
    Clock,
    read,
)
from tests.oracles.clocks_federal import FEDERAL
from tests.oracles.clocks_states import STATES

PARTNERS = {"child_welfare", "law_enforcement", "child_advocacy_center", "courts", "safe_housing"}


def test_every_row_of_the_note_is_there() -> None:
    rows = {clock.row for clock in FEDERAL + STATES}
    assert rows == {f"C{n}" for n in range(1, 24)} | {"C2a"}
    assert {clock.row for clock in clocks.ADDED} == {"7"}


def test_no_limit_stands_twice() -> None:
    assert [name for name, many in Counter((c.row, c.part) for c in clocks.ROWS).items() if many > 1] == []


@pytest.mark.parametrize("clock", clocks.ROWS, ids=lambda clock: f"{clock.row} {clock.part}")
def test_each_row_is_well_formed(clock: Clock) -> None:
    assert clock.kind in KINDS
    assert clock.unit in (WITHOUT if clock.amount is None else WITH_A_NUMBER)
    assert clock.marks in {"R", "S", "M", "RS"}
    assert clock.partners <= PARTNERS
    assert all((clock.trigger, clock.duty, clock.owed_by, clock.citation))


@pytest.mark.parametrize(
    ("row", "part", "amount", "unit", "encode"),
    [
        ("C1", "", 24, ELAPSED_HOURS, True),
        ("C2", "NCMEC", 24, ELAPSED_HOURS, True),
        ("C4", "", 2, ELAPSED_HOURS, True),
        ("C5", "", 30, CALENDAR_DAYS, True),
        ("C8", "written", 72, WORKING_HOURS, True),
        ("C9", "", 24, ELAPSED_HOURS, False),
        ("C10", "all others", 5, CALENDAR_DAYS, False),
        ("C11", "", 45, CALENDAR_DAYS, True),
        ("C13", "", 24, ELAPSED_HOURS, True),
        ("C15", "", 72, ELAPSED_HOURS, True),
        ("C17", "hearing", 10, DAYS_AFTER_RECEIPT, True),
        ("C18", "", 30, CALENDAR_DAYS, False),
        ("C20", "breach", 60, CALENDAR_DAYS, False),
        ("C21", "", 24, ELAPSED_HOURS, False),
        ("7", "Indian country", 36, ELAPSED_HOURS, False),
        ("7", "RHYA", 72, ELAPSED_HOURS, True),
        ("7", "ICJ return", 5, WORKING_DAYS, True),
        ("7", "HIV PEP", 72, ELAPSED_HOURS, False),
    ],
)
def test_worked_by_hand(row: str, part: str, amount: int, unit: str, encode: bool) -> None:
    (clock,) = (clock for clock in clocks.of(row) if clock.part == part)
    assert (clock.amount, clock.unit, clock.encode) == (amount, unit, encode)


@pytest.mark.parametrize(
    ("row", "citation", "named"),
    [
        ("C1", "42 U.S.C. § 671(a)(34)(A)", True),
        ("C1", "42 USC 671 (a)(34)(A)", True),
        ("C1", "42 USC 671(a)(35)(B)", False),
        ("C1", "", False),
        ("C8", "Minn. Stat. 260E.03, 260E.06 and 260E.09", True),
        ("C8", "Minn. Stat. 260E.06", False),
        ("C19", "42 CFR 2.24", True),
        ("C19", "42 CFR 2.32", False),
        ("C13", "003_1556d34b4e9d369a.txt, A.1", True),
        ("C13", "004_bfc834135825dcdc.txt", False),
    ],
)
def test_a_rule_is_found_by_its_sections(row: str, citation: str, named: bool) -> None:
    assert clocks.of(row)[0].cited_in(citation) is named


def test_what_rests_on_memory_alone() -> None:
    assert {(clock.row, clock.part) for clock in clocks.must_not_be_encoded()} == {
        ("C9", ""),
        ("C10", "sexual abuse, substantial endangerment, sex trafficking"),
        ("C10", "all others"),
        ("C18", ""),
        ("C20", "accounting"),
        ("C20", "breach"),
        ("C21", ""),
        ("7", "Indian country"),
        ("7", "ICWA reach"),
        ("7", "HIV PEP"),
        ("7", "emergency contraception"),
    }


def test_nothing_must_run_and_must_not_be_encoded() -> None:
    assert not set(clocks.must_run()) & set(clocks.must_not_be_encoded())
    assert len(clocks.must_run()) > 20


def test_a_table_that_leaves_something_out_does_not_read() -> None:
    with pytest.raises(KeyError):
        read("C1 | duty | R | 24 elapsed hours\n  when: x\n  who: y\n  cite: z")
