"""Room: tests. What the policy promises about treatment, therapy, schools and tribes; goes on from promises.py."""

from __future__ import annotations

from dataclasses import replace

from coordination.declare import Disclosure, Jurisdiction, LegalAuthority, Redisclosure, Regime
from coordination.declare import InformationType as T
from coordination.model.action import Action
from coordination.model.explanation import Access
from coordination.policy import consents
from coordination.policy import decide as judge
from coordination.policy.explain import explain
from coordination.policy.rulebook import compile_rulebook
from tests.policy.promises import promise
from tests.policy.village import COUNTY, LAW, NOW, POLICE, UNIT, case, holding, person, program, release, seen

THERAPY = program("mental_health", Regime.HIPAA, government=False)
SCHOOL = program("schools", Regime.FERPA)
TRIBE = program("tribes", Regime.TRIBAL)
# As far as a plugin of another government could try to reach.
REACHING = Jurisdiction(
    slug=LAW,
    title="State law",
    authorities=(LegalAuthority(slug="reach", title="Law", citation="Stat. 2", sentence="a law says so."),),
    disclosures=(
        Disclosure(
            slug="tribe_to_police",
            authority="reach",
            sharing=frozenset({"tribes", "child_welfare"}),
            recipients=frozenset({"law_enforcement"}),
            types=frozenset({T.REPORT}),
            government_only=True,
        ),
    ),
    redisclosures=(
        Redisclosure(slug="state_notice", citation="Stat. 3", sentence="Mind.", regimes=frozenset({Regime.CAPTA})),
    ),
)


@promise
def treatment_tells_nobody_that_there_is_a_patient() -> None:
    worker = person(POLICE)
    for kind in T:
        assert seen(worker, holding(case(worker), UNIT, kind)) == {}, kind


@promise
def therapy_notes_open_by_a_release_of_their_own_alone() -> None:
    worker = person(POLICE)
    facts = holding(case(worker), THERAPY, T.PSYCHOTHERAPY_NOTES)
    alone = release(THERAPY, [POLICE.id], [T.PSYCHOTHERAPY_NOTES])
    mixed = release(THERAPY, [POLICE.id], [T.PSYCHOTHERAPY_NOTES, T.MENTAL_HEALTH])
    assert seen(worker, replace(facts, releases=(alone,))) == {T.PSYCHOTHERAPY_NOTES: Access.OPEN}
    assert seen(worker, replace(facts, releases=(mixed,))) == {}
    assert seen(worker, replace(facts, releases=(mixed, alone))) == {T.PSYCHOTHERAPY_NOTES: Access.OPEN}


@promise
def therapy_notes_are_not_released_together_with_anything() -> None:
    assert not consents.objections(THERAPY, {T.PSYCHOTHERAPY_NOTES}, "care")
    assert not consents.objections(THERAPY, {T.MENTAL_HEALTH, T.SERVICE_PLAN}, "care")
    assert set(consents.objections(THERAPY, {T.PSYCHOTHERAPY_NOTES, T.SERVICE_PLAN}, "care")) == {"types"}


@promise
def treatment_is_not_released_for_a_proceeding() -> None:
    for purpose in ("court", "investigation"):
        assert set(consents.objections(UNIT, {T.SUBSTANCE_USE}, purpose)) == {"purpose"}
        assert not consents.objections(THERAPY, {T.MENTAL_HEALTH}, purpose)
    assert not consents.objections(UNIT, {T.SUBSTANCE_USE}, "care")


@promise
def tribe_is_opened_by_no_other_governments_rule() -> None:
    rules = compile_rulebook((), (REACHING,), "0" * 64)
    worker = person(POLICE)
    theirs = replace(COUNTY, regimes=frozenset({Regime.CAPTA, Regime.TRIBAL}))
    for owner, access in ((COUNTY, Access.OPEN), (TRIBE, Access.KNOWN), (theirs, Access.KNOWN)):
        facts = holding(case(worker), owner, T.REPORT)
        (one,) = judge.decide(rules, worker, Action.CASE_READ, facts, NOW).cases
        assert [line.access for line in one.types] == [access], owner.slug
    paper = release(TRIBE, [POLICE.id], [T.REPORT])
    facts = replace(holding(case(worker), TRIBE, T.REPORT), releases=(paper,))
    assert seen(worker, facts) == {T.REPORT: Access.OPEN}


@promise
def notice_travels_with_what_is_shown_and_not_with_what_is_locked() -> None:
    rules = compile_rulebook((), (REACHING,), "0" * 64)
    worker = person(POLICE)
    for owner, kind, citation in (
        (UNIT, T.SUBSTANCE_USE, "42 CFR 2.32; 42 USC 290dd-2(c)"),
        (SCHOOL, T.EDUCATION, "20 USC 1232g(b)(4)(B); 34 CFR 99.33"),
        (COUNTY, T.REPORT, "Stat. 3"),
    ):
        paper = release(owner, [POLICE.id], [kind])
        facts = replace(holding(case(worker), owner, kind, T.COURT), releases=(paper,))
        (one,) = judge.decide(rules, worker, Action.CASE_READ, facts, NOW).cases
        for line in one.types:
            told = [cited for _, cited in explain(rules, line, owner="Owner").notices]
            assert told == ([citation] if line.access is Access.OPEN else []), owner.slug
            assert len(line.notices) == len(told), owner.slug


@promise
def own_records_and_other_places_carry_no_notice() -> None:
    rules = compile_rulebook((), (REACHING,), "0" * 64)
    counselor, worker = person(SCHOOL), person(POLICE)
    facts = holding(case(counselor), SCHOOL, T.EDUCATION)
    places = tuple(replace(one, program=SCHOOL) for one in facts.places[:1])
    (one,) = judge.decide(rules, counselor, Action.CASE_READ, replace(facts, places=places), NOW).cases
    assert [line.notices for line in one.types] == [()]
    elsewhere = replace(COUNTY, jurisdictions=frozenset({"elsewhere"}))
    paper = release(elsewhere, [POLICE.id], [T.PLACEMENT])
    facts = replace(holding(case(worker), elsewhere, T.PLACEMENT), releases=(paper,))
    (one,) = judge.decide(rules, worker, Action.CASE_READ, facts, NOW).cases
    assert [line.notices for line in one.types] == [()]
