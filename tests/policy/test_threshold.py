"""Room: tests. What facts may leave out: nothing that a rule would have allowed, on cases made from a seed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.model.actor import Role
from coordination.model.facts import Membership
from coordination.model.ids import CaseId
from coordination.policy import threshold
from coordination.policy.acts import CASE_ACTS
from coordination.policy.decide import decide
from coordination.policy.threshold import may_matter
from coordination.storage import case_facts
from tests.community import PEOPLE, Community
from tests.policy.courthouse import COURT, legal_case
from tests.policy.generated import generated
from tests.policy.village import CLINIC, COUNTY, DAY, NOW, case, person


def test_nothing_that_a_rule_allows_stands_below_the_threshold(community: Community) -> None:
    found, below = _compared(community)
    assert found
    assert below == []


def test_a_threshold_that_asks_too_much_is_found(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threshold, "holds", lambda _clause, _actor, facts, _now: not facts.restricted)
    assert _compared(community)[1]


def test_a_case_below_the_threshold_is_fetched_like_an_absent_one(community: Community) -> None:
    actor, now = community.actor("det_lake"), community.clock.now
    with community.desk.database.write() as connection:
        made = generated(connection, community, 11, 30)
        counts = set()
        for case_id in (*made, CaseId("f" * 32)):
            with community.desk.database.count() as tally:
                facts = case_facts.facts(connection, actor, case_id, at=now)
            if not may_matter(actor, facts, now):
                counts.add(tuple(tally.texts))
    assert len(counts) == 1


def test_a_case_matters_to_its_team_its_supervisors_and_its_court_and_to_nobody_else() -> None:
    """Fewer facts than these are read of any other case, so that a hidden one costs what an absent one costs."""
    worker, boss, clerk, stranger = person(COUNTY), person(COUNTY, Role.SUPERVISOR), person(COURT), person(CLINIC)
    for actor, facts in ((worker, case(worker)), (boss, case()), (clerk, legal_case(clerk, member=False))):
        assert may_matter(actor, facts, NOW)
        assert not may_matter(actor, replace(facts, conflict=True), NOW)
        assert not may_matter(actor, replace(facts, present=False), NOW)
        assert not may_matter(actor, replace(facts, restricted=True), NOW)
        assert may_matter(actor, replace(facts, restricted=True, named=True), NOW)
        gone = tuple(replace(one, until=NOW) if one.program == actor.program else one for one in facts.places)
        assert not may_matter(actor, replace(facts, places=gone), NOW)
    assert not may_matter(worker, case(), NOW)
    assert not may_matter(stranger, case(), NOW)
    left = Membership(person_id=worker.person_id, program_id=COUNTY.id, since=NOW - DAY, until=NOW)
    assert not may_matter(worker, replace(case(), membership=left), NOW)


def _compared(community: Community) -> tuple[int, list[str]]:
    """How many (actor, action, case) are allowed, and those of them that the threshold would have cut short."""
    now, book, allowed, below = community.clock.now, community.desk.rulebook, 0, list[str]()
    actors = [community.actor(slug) for slug in PEOPLE]
    with community.desk.database.write() as connection:
        for case_id in generated(connection, community, 7, 40):
            for actor in actors:
                whole = case_facts.facts(connection, actor, case_id)
                short = case_facts.facts(connection, actor, case_id, at=now)
                for action in CASE_ACTS:
                    if decide(book, actor, action, whole, now).allowed:
                        allowed += 1
                        below += [] if whole == short else [f"{actor.name} {action}"]
    return allowed, below
