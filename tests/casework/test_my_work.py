"""Room: tests. My work: what goes on, judged by fewer facts and never otherwise; what is over is not even read."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from coordination.casework import case_list, conflicts, referral_pages, releases, restrictions
from coordination.casework.hub_codes import issue
from coordination.database.engine import Database
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, new_id
from coordination.model.referral_line import ReferralLine
from coordination.storage import case_facts, referral_facts
from coordination.storage.case_tables import cases
from coordination.storage.roster import programs
from tests.casework.referred import sent, took
from tests.casework.story import assigned, opened
from tests.community import Community
from tests.matrix.filled import paper

LISTS = (Action.REFERRAL_LIST, Action.WORK_LIST)
WORKING = (
    "adv_safe", "ana_cps_worker", "coo_harbor", "det_lake", "int_harbor", "sam_cps_supervisor", "sup_harbor",
    "sup_safe",
)  # fmt: skip


@pytest.fixture
def town(community: Community) -> Community:
    """Referrals to an open and a confidential program: on a plain case, on one where the confidential one named the hub
    and the sender, on a restricted one, and on one that is closed to one person of each side."""
    desk, ana = community.desk, community.actor("ana_cps_worker")
    found = [opened(community, "ana_cps_worker") for _ in range(4)]
    for case in found:
        for program in ("cac", "advocates"):
            sent(community, case, program)
    _, named, kept, excluding = found
    code, _ = issue(desk, ana, named, new_id())
    rosa = community.actor("adv_safe")
    releases.name_hub(desk, rosa, code, paper((), ("advocacy", "service_plan")), new_id())
    releases.record(desk, rosa, named, paper((str(community.programs["cps"].id),), ("advocacy",)), new_id())
    restrictions.restrict(desk, ana, kept, [], new_id())
    for slug in ("int_harbor", "sam_cps_supervisor"):
        exclude(community, excluding, slug)
    return community


def exclude(community: Community, case: CaseId, slug: str) -> None:
    """The person is on the conflict list of the case."""
    with community.desk.consulting() as cabinet:
        reference = cabinet.connection.execute(select(cases.c.reference).where(cases.c.id == case)).scalar_one()
    target = f"person:{community.people[slug]}"
    conflicts.shut_out(community.desk, community.actor("pri_privacy"), reference, target, new_id())


def judged(community: Community, actor: Actor, facts: CaseFacts) -> tuple[list[bool], ReferralLine | None]:
    """What the lists make of one referral: who may know of it, and how it reads."""
    allowed = [community.desk.judge(actor, action, facts).allowed for action in LISTS]
    return allowed, referral_pages.line_of(community.desk, actor, facts) if any(allowed) else None


def test_lists_of_referrals_are_judged_by_fewer_facts_as_by_all(town: Community) -> None:
    found = []
    for slug in WORKING:
        actor = town.actor(slug)
        with town.desk.consulting() as cabinet:
            going = referral_facts.facts_of_going(cabinet, actor.program_id)
            fewer = case_facts.facts_of_referred(cabinet.connection, actor, going)
            whole = case_facts.facts_of_many(cabinet.connection, actor, [one.case_id for one in going])
        for few, one, all_ in zip(fewer, going, whole, strict=True):
            answer = judged(town, actor, few)
            assert answer == judged(town, actor, replace(all_, referral=one)), slug
            found.append(answer)
    assert {line.veiled for _, line in found if line is not None} == {True, False}
    assert {allowed[0] for allowed, _ in found} == {True, False}


def test_lists_of_referrals_without_releases_would_be_judged_otherwise(
    town: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = case_facts.facts_of_referred
    monkeypatch.setattr(
        case_facts, "facts_of_referred", lambda *asked: [replace(facts, releases=()) for facts in whole(*asked)]
    )
    with pytest.raises(AssertionError):
        test_lists_of_referrals_are_judged_by_fewer_facts_as_by_all(town)


def test_what_is_over_is_not_read_for_my_work_and_stays_in_the_list(community: Community) -> None:
    case = opened(community, "ana_cps_worker")
    done, going = sent(community, case, "cac"), sent(community, case, "cac", need="legal")
    for slug in ("accept", "complete"):
        took(community, done, slug, "int_harbor", **({"reason": "service_given"} if slug == "complete" else {}))
    for slug in ("ana_cps_worker", "int_harbor"):
        actor = community.actor(slug)
        with community.desk.consulting() as cabinet:
            assert [one.referral_id for one in referral_facts.facts_of_going(cabinet, actor.program_id)] == [going]
        work, lists = (view(community.desk, actor) for view in (referral_pages.my_work, referral_pages.listed))
        assert [one.referral.referral_id for one in (*work.received, *work.sent)] == [going]
        assert {one.referral.referral_id for one in (*lists.received, *lists.sent)} == {done, going}


def test_what_a_confidential_program_ended_goes_on_for_its_sender(community: Community) -> None:
    case = opened(community, "ana_cps_worker")
    referral = sent(community, case, "advocates")
    code, _ = issue(community.desk, community.actor("ana_cps_worker"), case, new_id())
    releases.name_hub(
        community.desk, community.actor("adv_safe"), code, paper((), ("advocacy", "service_plan")), new_id()
    )
    took(community, referral, "decline", "adv_safe", reason="no_capacity")
    ana, rosa = community.actor("ana_cps_worker"), community.actor("adv_safe")
    assert [one.referral.referral_id for one in referral_pages.my_work(community.desk, ana).sent] == [referral]
    assert referral_pages.my_work(community.desk, rosa).received == ()


def test_a_case_that_also_has_a_referral_keeps_what_travels_with_the_childs_name(community: Community) -> None:
    with closing(Database.open(community.databases.owner, allow_owner=True)) as owner, owner.alter() as connection:
        connection.execute(update(programs).where(programs.c.slug == "cps").values(regimes="ferpa"))
    case = opened(community, "ana_cps_worker")
    assigned(community, case, "detectives", "sgt_lake", "det_lake")
    to = (str(community.programs["detectives"].id),)
    releases.record(community.desk, community.actor("ana_cps_worker"), case, paper(to, ("identity",)), new_id())
    sent(community, case, "detectives", kind="report")
    leo = community.actor("det_lake")
    (listed,), (work,) = case_list.mine(community.desk, leo).lines, referral_pages.my_work(community.desk, leo).cases
    assert listed.called == work.called == "Wren"
    assert listed.notices
    assert work.notices == listed.notices
