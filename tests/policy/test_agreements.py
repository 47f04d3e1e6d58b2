"""Room: tests. What a disclosure that rests on an agreement opens: while one is in force between the two agencies."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from coordination.declare import Disclosure, InformationType, Jurisdiction, LegalAuthority
from coordination.model.action import Action
from coordination.model.explanation import Access
from coordination.model.ids import AgreementId, new_id
from coordination.model.program import Agreement, Program
from coordination.policy import decide as judge
from coordination.policy.rulebook import compile_rulebook
from tests.policy.village import CENTER, COUNTY, DAY, LAW, NOW, SECOND, case, holding, person

Kind = InformationType
AGREED = Disclosure(
    slug="team_by_agreement",
    authority="team_agreement",
    sharing=frozenset({"child_welfare"}),
    recipients=frozenset({"child_advocacy_center"}),
    types=frozenset({Kind.REPORT, Kind.PLACEMENT}),
    government_only=False,
    agreement=True,
)
BOOK = compile_rulebook(
    (),
    (
        Jurisdiction(
            slug=LAW,
            title="State law",
            authorities=(
                LegalAuthority(slug="team_agreement", title="Team", citation="Stat. 2", sentence="the team agreed."),
            ),
            disclosures=(AGREED,),
        ),
    ),
    "0" * 64,
)


def _agreed(*types: Kind, ended: datetime | None = None) -> Program:
    agreement = Agreement(
        id=AgreementId(new_id()),
        parties=frozenset({COUNTY.agency_id, CENTER.agency_id}),
        types=frozenset(types),
        starts_at=NOW - DAY,
        ends_at=NOW + DAY,
        ended_at=ended,
    )
    return replace(COUNTY, agreements=(agreement,))


def _under(sharing: Program, kind: Kind, now: datetime) -> Access | None:
    worker = person(CENTER)
    decision = judge.decide(BOOK, worker, Action.CASE_READ, holding(case(worker), sharing, kind), now)
    return {line.information_type: line.access for line in decision.cases[0].types}.get(kind)


def test_sharing_under_an_agreement_stops_the_instant_it_lapses() -> None:
    assert _under(_agreed(Kind.REPORT), Kind.REPORT, NOW) is Access.OPEN
    assert _under(_agreed(Kind.REPORT), Kind.REPORT, NOW + DAY - SECOND) is Access.OPEN
    assert _under(_agreed(Kind.REPORT), Kind.REPORT, NOW + DAY) is Access.KNOWN
    assert _under(_agreed(Kind.REPORT, ended=NOW), Kind.REPORT, NOW) is Access.KNOWN
    assert _under(_agreed(Kind.PLACEMENT), Kind.REPORT, NOW) is Access.KNOWN
    assert _under(COUNTY, Kind.REPORT, NOW) is Access.KNOWN


def test_an_agreement_that_never_lapses_turns_the_promise_red(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Agreement, "in_force", lambda *_: True)
    with pytest.raises(AssertionError):
        test_sharing_under_an_agreement_stops_the_instant_it_lapses()
