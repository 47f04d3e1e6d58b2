"""Room: tests. What the policy promises about referrals; goes on from promises_of_cases.py."""

from __future__ import annotations

from dataclasses import replace

from coordination.declare import InformationType as T
from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.explanation import Access
from coordination.policy import audience
from coordination.policy import decide as judge
from coordination.policy.acts import REFERRAL_ACTS
from tests.policy.promises import promise
from tests.policy.promises_of_cases import PROMISES
from tests.policy.referred import about, referral
from tests.policy.village import (
    CENTER,
    CLINIC,
    COUNTY,
    HAVEN,
    NOW,
    POLICE,
    UNIT,
    WATCH,
    allowed,
    case,
    holding,
    person,
    release,
    rulebook,
)

RECIPIENTS = (Action.REFERRAL_ACCEPT, Action.REFERRAL_DECLINE, Action.REFERRAL_ASK, Action.REFERRAL_COMPLETE)
SENDERS = (Action.REFERRAL_CANCEL, Action.REFERRAL_REOPEN, Action.REFERRAL_REPLY)
HUB = release(HAVEN, names_hub=True, types=[T.ADVOCACY, T.REPORT])


@promise
def referral_reaches_its_recipient_and_its_sender_alone() -> None:
    doctor, worker, officer = person(CLINIC), person(COUNTY), person(POLICE)
    assert allowed(doctor, Action.REFERRAL_READ, about(case(doctor, member=False), referral()))
    assert allowed(worker, Action.REFERRAL_READ, about(case(worker), referral()))
    assert not allowed(worker, Action.REFERRAL_READ, about(case(worker, member=False), referral()))
    lists = {Action.NOTICE_LIST, Action.WORK_LIST}  # of cases too; each line on them is judged by itself
    for action in REFERRAL_ACTS.keys() - lists:
        assert not allowed(officer, action, about(case(officer), referral())), action
        assert not allowed(officer, action, case(officer)), action
    for action in lists:
        assert not allowed(officer, action, about(case(officer, member=False), referral()))


@promise
def each_side_takes_its_own_steps_alone() -> None:
    doctor, worker = person(CLINIC), person(COUNTY)
    for action in RECIPIENTS:
        assert allowed(doctor, action, about(case(doctor, member=False), referral()))
        assert not allowed(worker, action, about(case(worker), referral()))
    for action in SENDERS:
        assert allowed(worker, action, about(case(worker), referral()))
        assert not allowed(doctor, action, about(case(doctor), referral()))


@promise
def referral_shows_nothing_of_the_case_to_its_recipient() -> None:
    doctor = person(CLINIC)
    facts = about(holding(case(doctor, member=False), COUNTY, T.REPORT, T.IDENTITY), referral())
    assert not allowed(doctor, Action.CASE_READ, facts)
    (one,) = judge.decide(rulebook(), doctor, Action.REFERRAL_READ, facts, NOW).cases
    assert one.types == ()


@promise
def what_shuts_out_of_the_case_shuts_out_of_its_referrals() -> None:
    for somebody in (person(CLINIC), person(COUNTY), person(CLINIC, Role.SUPERVISOR)):
        facts = about(case(somebody), referral())
        for action in REFERRAL_ACTS:
            assert not allowed(somebody, action, replace(facts, conflict=True)), action
            assert not allowed(somebody, action, replace(facts, restricted=True)), action
        assert allowed(somebody, Action.REFERRAL_READ, replace(facts, restricted=True, named=True))


@promise
def those_who_look_after_the_hub_read_no_referral() -> None:
    for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.PRIVACY_OFFICER):
        somebody = person(CLINIC, role)
        for action in REFERRAL_ACTS:
            assert not allowed(somebody, action, about(case(somebody), referral())), (role, action)


@promise
def what_goes_along_opens_by_law_or_release_alone() -> None:
    officer, watchman, doctor = person(POLICE), person(WATCH), person(CLINIC)
    kinds = (T.REPORT, T.PLACEMENT, T.REPORTER_IDENTITY)
    for somebody, opened in ((officer, {T.REPORT}), (watchman, set()), (doctor, set())):
        facts = about(case(somebody, member=False), referral(COUNTY, somebody.program, *kinds))
        found = judge.carried(rulebook(), somebody, facts, NOW)
        assert {one.information_type for one in found if one.access is Access.OPEN} == opened
        assert len(found) == len(opened)
        paper = release(COUNTY, [somebody.program.id], [T.PLACEMENT, T.REPORTER_IDENTITY])
        found = judge.carried(rulebook(), somebody, replace(facts, releases=(paper,)), NOW)
        assert {one.information_type for one in found} == opened | {T.PLACEMENT}
        stopped = replace(facts, releases=(replace(paper, revoked_at=NOW),))
        assert {one.information_type for one in judge.carried(rulebook(), somebody, stopped, NOW)} == opened
    place = about(case(officer, member=False), referral(COUNTY, POLICE, T.LOCATION))
    assert [one.access for one in judge.carried(rulebook(), officer, place, NOW)] == [Access.STEP_UP]


@promise
def confidential_program_reads_what_was_sent_and_answers_under_its_release_to_the_hub() -> None:
    advocate = person(HAVEN)
    before = about(case(advocate, member=False), referral(COUNTY, HAVEN))
    after = replace(before, releases=(HUB,))
    assert allowed(advocate, Action.REFERRAL_READ, before)
    for action in (*RECIPIENTS, Action.REFERRAL_WORK, Action.REFERRAL_ACKNOWLEDGE):
        assert not allowed(advocate, action, before)
        assert allowed(advocate, action, after)
        assert not allowed(advocate, action, replace(after, places=()))


@promise
def no_entry_of_a_confidential_program_names_the_case_before_its_release_to_the_hub() -> None:
    advocate, doctor = person(HAVEN), person(CLINIC)
    before = about(case(advocate, member=False), referral(COUNTY, HAVEN))
    for facts, named in ((before, ""), (replace(before, releases=(HUB,)), before.handle)):
        (one,) = judge.decide(rulebook(), advocate, Action.REFERRAL_READ, facts, NOW).cases
        assert one.handle == named
    other = about(case(doctor, member=False), referral())
    (one,) = judge.decide(rulebook(), doctor, Action.REFERRAL_READ, other, NOW).cases
    assert one.handle == other.handle


@promise
def answer_of_a_confidential_program_goes_back_under_releases_to_hub_and_sender_alone() -> None:
    facts, naming = case(person(COUNTY)), release(HAVEN, [COUNTY.id], [T.ADVOCACY])
    other = release(HAVEN, [POLICE.id], [T.ADVOCACY])
    ended = replace(naming, revoked_at=NOW)
    for papers in ((), (naming,), (HUB,), (HUB, other), (HUB, ended)):
        assert not audience.answers_to(HAVEN, replace(facts, releases=papers), COUNTY, NOW)
    assert audience.answers_to(HAVEN, replace(facts, releases=(HUB, naming)), COUNTY, NOW)
    assert audience.answers_to(CLINIC, facts, COUNTY, NOW)


@promise
def protected_client_is_told_of_only_under_a_release_that_names_the_recipient() -> None:
    facts = case(person(COUNTY))
    for sender, report, told in (
        (COUNTY, False, True),
        (CENTER, False, False),
        (CENTER, True, True),  # owed by law
        (UNIT, False, False),
        (HAVEN, False, False),
        (HAVEN, True, False),
    ):
        assert audience.may_address(sender, facts, CLINIC, NOW, report=report) is told, (sender.slug, report)
        paper = release(sender, [CLINIC.id], [T.SERVICE_PLAN])
        assert audience.may_address(sender, replace(facts, releases=(paper,)), CLINIC, NOW, report=report)
        elsewhere = release(sender, [POLICE.id], [T.SERVICE_PLAN])
        without = replace(facts, releases=(elsewhere, replace(paper, revoked_at=NOW)))
        assert audience.may_address(sender, without, CLINIC, NOW, report=report) is told


@promise
def bringing_a_case_is_for_whoever_may_invite() -> None:
    county, police = person(COUNTY), person(POLICE)
    assert allowed(county, Action.REFERRAL_BRING, case(county))
    assert not allowed(police, Action.REFERRAL_BRING, case(police))
    assert allowed(police, Action.REFERRAL_SEND, case(police))
    assert not allowed(county, Action.REFERRAL_SEND, replace(case(county), open=False))
    assert not allowed(person(COUNTY), Action.REFERRAL_SEND, case(county))


@promise
def only_what_the_recipient_may_read_goes_along() -> None:
    worker = person(COUNTY)
    facts = holding(case(worker), COUNTY, T.REPORT, T.PLACEMENT, T.REPORTER_IDENTITY)
    facts = replace(facts, places=tuple(one for one in facts.places if one.program.id != POLICE.id))
    assert audience.may_carry(rulebook(), facts, (COUNTY, POLICE), NOW) == {"report"}
    assert audience.may_carry(rulebook(), facts, (COUNTY, CLINIC), NOW) == set()
    paper = release(COUNTY, [CLINIC.id], [T.PLACEMENT, T.REPORTER_IDENTITY])
    assert audience.may_carry(rulebook(), replace(facts, releases=(paper,)), (COUNTY, CLINIC), NOW) == {"placement"}
    to_haven = replace(facts, releases=(release(COUNTY, [HAVEN.id], [T.REPORT]),))
    assert audience.may_carry(rulebook(), to_haven, (COUNTY, HAVEN), NOW) == set()
    with_hub = replace(to_haven, releases=(*to_haven.releases, HUB))
    assert audience.may_carry(rulebook(), with_hub, (COUNTY, HAVEN), NOW) == {"report"}


__all__ = ["PROMISES"]
