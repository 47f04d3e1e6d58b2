"""Room: tests. Pages of the auditor's log: filters, paging while entries arrive, and what a page costs."""

from __future__ import annotations

from datetime import date

import pytest

from coordination.casework import oversight
from coordination.model.errors import Invalid
from coordination.model.ids import new_id
from coordination.model.oversight import Narrowed
from tests.casework import watched
from tests.casework.story import opened
from tests.casework.watched import acts, morning, number, page, read
from tests.community import Community


def test_filters_narrow_by_person_action_outcome_and_day(community: Community) -> None:
    morning(community)
    community.clock.forward(days=1)
    opened(community, "ana_cps_worker")
    number(community)
    by_action = acts(community, "aud_north", Narrowed(action="case:open"))
    assert [act.action for act in by_action] == ["Opened a new case", "Opened a new case"]
    assert [act.person for act in acts(community, "aud_north", Narrowed(outcome="refused"))] == ["Max Hill"]
    leo = next(act.person_handle for act in acts(community, "aud_north") if act.person == "Leo Marsh")
    assert {act.person for act in acts(community, "aud_north", Narrowed(person=leo))} == {"Leo Marsh"}
    day = date(2026, 11, 22)
    only = acts(community, "aud_north", Narrowed(action="case:open", since=day, until=day))
    assert [act.seq for act in only] == [by_action[0].seq]
    assert acts(community, "aud_north", Narrowed(until=date(2026, 11, 20))) == []


@pytest.mark.parametrize(
    "bad",
    [
        Narrowed(person="Leo Marsh"),
        Narrowed(action="case:burn"),
        Narrowed(outcome="maybe"),
        Narrowed(since=date(2026, 11, 22), until=date(2026, 11, 21)),
    ],
    ids=["person", "action", "outcome", "days"],
)
def test_a_filter_that_is_none_gets_a_sentence(community: Community, bad: Narrowed) -> None:
    with pytest.raises(Invalid):
        page(community, "aud_north", bad)


def test_paging_is_stable_while_new_entries_arrive(community: Community) -> None:
    worker = community.actor("ana_cps_worker")
    for _ in range(120):
        watched.write(community, worker, ())
    number(community)
    before = [act.seq for act in acts(community, "aud_north")]
    walked, cursor = [], None
    while True:
        found = page(community, "aud_north", before=cursor)
        walked += [act.seq for act in found.acts if act.seq in before]
        watched.write(community, worker, ())
        number(community)
        cursor = found.before
        if cursor is None:
            break
    assert walked == before
    assert len(walked) > 120


def test_a_page_holds_fifty_and_costs_a_constant_number_of_statements(community: Community) -> None:
    morning(community)
    costs = []
    for count in (0, 150):
        for _ in range(count):
            watched.write(community, community.actor("ana_cps_worker"), (("identity", new_id(), "release"),))
        number(community)
        actor = community.actor("aud_north")
        with community.desk.database.count() as tally:
            found = oversight.page(community.desk, actor, Narrowed())
        costs.append((tally.statements, tally.commits))
    assert len(found.acts) == 50
    assert costs[0] == costs[1]
    statements = [text for text in tally.texts if "programs" in text or "people" in text or "cases" in text]
    assert len(statements) <= 4


def test_entries_appear_once_they_have_their_number(community: Community) -> None:
    morning(community)
    upto = page(community, "aud_north").upto
    community.clock.forward(minutes=1)
    case_id = opened(community, "ana_cps_worker")
    read(community, "ana_cps_worker", case_id)
    assert page(community, "aud_north").upto == upto
    number(community)
    assert page(community, "aud_north").upto == community.clock.now
