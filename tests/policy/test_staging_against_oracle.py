"""Room: tests. Staged reveal in every state of it, against the oracle that was written from the documents alone."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from itertools import product

import pytest

from coordination.declare import InformationType as T
from coordination.declare.staging import First
from coordination.policy import decide as judge
from coordination.policy import staging
from tests.matrix.oracle_of_staging import Stage, kept_back
from tests.policy.promises_of_staging import led_by, protocol
from tests.policy.village import CENTER, COUNTY, NOW, POLICE, SECOND, case, holding, person, release, rulebook

STATES = [field.name for field in fields(Stage)][1:]
NO_STAGE = Stage("full", *[False] * len(STATES))


def unlike() -> tuple[int, list[Stage]]:
    """How many states there are, and those in which the policy and the oracle differ."""
    book, count, found = rulebook(), 0, []
    for first, rest in product(First, product((False, True), repeat=len(STATES))):
        one = replace(NO_STAGE, first=str(first), **dict(zip(STATES, rest, strict=True)))
        owner, lead = CENTER if one.own else COUNTY, CENTER if one.coordinates else POLICE
        viewer = person(CENTER)
        facts = holding(case(viewer), owner, T.REPORT)
        both = {"interviewer": one.for_interviewer, "child_advocacy_center": one.for_kind}
        whom = [name for name, on in both.items() if on]
        paper = protocol(*whom, first=first, types={T.REPORT if one.shows_type else T.IDENTITY})
        facts = replace(
            led_by(lead, facts, paper if one.on_file else replace(paper, starts_at=NOW + SECOND)),
            releases=(release(COUNTY, [CENTER.id], [T.REPORT]),),
            told=frozenset({"interview_done"} if one.told else {"charge_filed"}),
            interviewers=frozenset({viewer.person_id} if one.interviewer else ()),
            emergency_until=NOW + SECOND if one.emergency else None,
        )
        count += 1
        if kept_back(one) is bool([*judge.accesses(book, viewer, facts, NOW)]):
            found.append(one)
    return count, found


def test_staging_is_as_the_oracle_says_in_every_state() -> None:
    count, found = unlike()
    sys.stdout.write(f"{count:,} states of staging, {len(found)} unexpected\n")
    assert (count, found) == (3 * 2**9, [])


@pytest.mark.parametrize("part", ["opened_first", "first_of", "protocol_of"])
def test_a_part_that_says_nothing_is_found(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge if part == "opened_first" else staging, part, lambda *_, **__: None)
    assert unlike()[1]
