"""Room: tests. What an answer is made of: its lines, its words, and the hash of every rule that gave it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.declare.authority_on_file import KINDS
from coordination.declare.information import InformationType
from coordination.declare.regime import Regime
from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.explanation import Access, TypeAccess
from coordination.policy import acts
from coordination.policy import decide as judge
from coordination.policy import rulebook as book
from coordination.policy.claims import AnyOf
from coordination.policy.decision import Decision
from coordination.policy.explain import explain, notices
from coordination.policy.floor import FORBIDS
from coordination.policy.redisclosure import FEDERAL
from coordination.policy.rulebook import compile_rulebook
from tests.policy.referred import about, referral
from tests.policy.village import CLINIC, COUNTY, NOW, POLICE, UNIT, case, holding, person, release, rulebook

T = InformationType
NOTHING = "0" * 64


def _hash() -> str:
    return compile_rulebook((), (), NOTHING).rules_hash


def test_the_hash_of_the_rules_is_of_the_plugins_and_of_the_core() -> None:
    assert len(_hash()) == len(NOTHING)
    assert int(_hash(), 16)
    assert _hash() == _hash() != compile_rulebook((), (), "1" * 64).rules_hash != NOTHING


def _forbid(**changes: object) -> tuple[object, ...]:
    return (replace(FORBIDS[0], **changes), *FORBIDS[1:])  # type: ignore[arg-type]


def _notice(**changes: object) -> tuple[object, ...]:
    return (replace(FEDERAL[0], **changes), *FEDERAL[1:])  # type: ignore[arg-type]


EMPTY = AnyOf(())
RULES: tuple[tuple[str, object], ...] = (
    ("CASE_ACTS", acts.CASE_ACTS | {Action.CASE_READ: EMPTY}),
    ("CONFLICT_ACTS", acts.CONFLICT_ACTS | {Action.CONFLICT_SET: EMPTY}),
    ("GENERAL_ACTS", acts.GENERAL_ACTS | {Action.CASE_OPEN: EMPTY}),
    ("MAY_ASK", acts.MAY_ASK | {Action.CASE_SEARCH: EMPTY}),
    ("REFERRAL_ACTS", acts.REFERRAL_ACTS | {Action.REFERRAL_READ: EMPTY}),
    ("FORBIDS", FORBIDS[1:]),
    ("FORBIDS", _forbid(slug="another")),
    ("FORBIDS", _forbid(citation="another")),
    ("FORBIDS", _forbid(except_by=frozenset({"another"}))),
    ("FORBIDS", _forbid(closes=frozenset({"another"}))),
    ("FEDERAL", FEDERAL[1:]),
    ("FEDERAL", _notice(slug="another")),
    ("FEDERAL", _notice(citation="another")),
    ("FEDERAL", _notice(sentence="another")),
    ("FEDERAL", _notice(regimes=frozenset({Regime.CAPTA}))),
    ("KINDS", KINDS[1:]),
    ("KINDS", (replace(KINDS[0], types=frozenset({T.REPORT})), *KINDS[1:])),
    ("KINDS", (replace(KINDS[0], title="another"), *KINDS[1:])),
    ("RELEASED_ALONE", frozenset()),
    ("PROCEEDINGS", frozenset({"court"})),
    ("EXISTENCE_PROTECTED", frozenset({Regime.VAWA})),
)


def test_a_change_of_any_rule_of_the_core_changes_the_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [_hash()]
    for name, changed in RULES:
        with monkeypatch.context() as patch:
            patch.setattr(book, name, changed)
            found.append(_hash())
    assert len(set(found)) == len(RULES) + 1


def _decision() -> Decision:
    worker = person(POLICE)
    facts = holding(holding(case(worker), POLICE, T.COURT), COUNTY, T.REPORT, T.LOCATION, T.MEDICAL)
    return judge.decide(rulebook(), worker, Action.CASE_READ, facts, NOW)


def test_an_answer_can_be_narrowed_and_never_widened() -> None:
    whole = _decision()
    (one,) = whole.cases
    assert [line.information_type for line in one.opened()] == [T.COURT, T.REPORT]
    assert {line.access for line in one.types} == {Access.OPEN, Access.STEP_UP, Access.KNOWN}
    assert whole.without(frozenset()) is whole.only(None) is whole
    assert [line.information_type for line in whole.without(frozenset({T.REPORT, T.MEDICAL})).cases[0].types] == [
        T.COURT,
        T.LOCATION,
    ]
    only = whole.only(lambda line: line.information_type is T.REPORT)
    assert [line.information_type for line in only.cases[0].types] == [T.REPORT]
    assert only.allowed
    assert (only.actor, only.action, only.reason, only.rules_hash) == whole[:2] + whole[3:5]


def _line(**changes: object) -> TypeAccess:
    (one,) = _decision().cases
    (line,) = (line for line in one.types if line.information_type is T.REPORT)
    return line._replace(**changes)  # type: ignore[arg-type]


def test_each_reason_says_what_it_rests_on_and_how_long() -> None:
    law = _line()
    assert explain(rulebook(), law, owner="County").sentence == "You see this because the law lets the team see it."
    dated = explain(rulebook(), law._replace(until=NOW), owner="County", ends_on="2 June")
    assert dated.sentence == "You see this because the law lets the team see it; it ends 2 June."
    assert explain(rulebook(), law, owner="County", ends_on="2 June").sentence.endswith("see it.")
    assert explain(rulebook(), law._replace(until=NOW), owner="County").sentence.endswith("see it.")
    paper = law._replace(authority="release")
    assert explain(rulebook(), paper, owner="").sentence == "You see this because a release names your agency."
    named = explain(rulebook(), paper, owner="", by_name=True, whose="Dana")
    assert named.sentence == "You see this because Dana’s release names your program."
    assert named.citation == "a written release of information in force"
    known = law._replace(access=Access.KNOWN)
    assert explain(rulebook(), known, owner="County").sentence.endswith("naming your agency would open it.")
    told = explain(rulebook(), known, owner="County", by_name=True)
    assert told.sentence == "County has information of this type. Its release naming your program would open it."
    assert (told.authority, told.citation, told.notices) == ("", "", ())


def test_the_notices_of_a_line_are_said_with_their_citations() -> None:
    treatment = _line(notices=("part_2_notice",))
    (notice,) = notices(rulebook(), treatment)
    assert notice == (FEDERAL[0].sentence, FEDERAL[0].citation)
    assert explain(rulebook(), treatment, owner="").notices == (notice,)


def test_the_notices_that_travel_are_those_of_the_sharers_regimes_and_law() -> None:
    local = replace(FEDERAL[0], slug="local", regimes=frozenset({Regime.PART_2, Regime.HIPAA}))
    made = replace(rulebook(), redisclosures=(*(("", one) for one in FEDERAL), ("state", local), ("far", local)))
    assert made.travels(UNIT) == ("part_2_notice", "local")
    assert made.travels(CLINIC) == ("local",)
    assert made.travels(COUNTY) == ()
    assert rulebook().travels(UNIT) == ("part_2_notice",)
    assert release(UNIT).types == frozenset()


def test_only_reading_opens_what_a_referral_carries_and_the_conflict_list_opens_nothing() -> None:
    nurse, boss = person(CLINIC), person(COUNTY, Role.SUPERVISOR)
    sent = about(case(nurse), referral(COUNTY, CLINIC, T.REPORT))
    sent = replace(sent, releases=(release(COUNTY, [CLINIC.id], [T.REPORT]),))
    for action, opened in ((Action.REFERRAL_READ, [T.REPORT]), (Action.REFERRAL_ACKNOWLEDGE, [])):
        (one,) = judge.decide(rulebook(), nurse, action, sent, NOW).cases
        assert [line.information_type for line in one.types] == opened
    own = holding(case(boss), COUNTY, T.REPORT)
    for action in (Action.CONFLICT_SET, Action.DISCLOSURE_READ, Action.DISCLOSURE_EXPORT):
        (one,) = judge.decide(rulebook(), boss, action, own, NOW).cases
        assert one.types == ()


def test_a_refusal_says_that_no_rule_allows_it_and_a_yes_names_its_action() -> None:
    stranger, worker = person(CLINIC), person(COUNTY)
    refused = judge.decide(rulebook(), stranger, Action.CASE_READ, case(), NOW)
    assert (refused.allowed, refused.reason, refused.cases) == (False, "no_rule", ())
    assert refused.rules_hash == rulebook().rules_hash
    allowed = judge.decide(rulebook(), worker, Action.CASE_READ, case(worker), NOW)
    assert (allowed.allowed, allowed.reason) == (True, "case:read")
    for action, yes in ((Action.CASE_OPEN, True), (Action.ACCESS_LOG_READ, False), (Action.ALARM_RAISE, False)):
        general = judge.decide_general(rulebook(), worker, action, NOW)
        assert (general.allowed, general.reason) == (yes, action.value if yes else "no_rule")
        assert (general.actor, general.action, general.rules_hash) == (worker, action, rulebook().rules_hash)
    many = judge.decide_many(rulebook(), worker, Action.CASE_LIST, [case(), case(worker)], NOW)
    assert (many.allowed, many.reason, len(many.cases)) == (True, "case:list", 1)
    auditor = person(COUNTY, Role.AUDITOR)
    none = judge.decide_many(rulebook(), auditor, Action.CASE_LIST, [case(auditor)], NOW)
    assert (none.allowed, none.reason, none.cases) == (False, "no_rule", ())
