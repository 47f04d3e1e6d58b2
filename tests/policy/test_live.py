"""Room: tests. A program whose operator instrument is missing begins nothing; what it has it goes on reading and ends.

The list is written from the brief to issue 5, item 4: "it opens no case, files no new record, sends/receives no
referral, joins no team", while "reading of what exists goes on" and papers "can still be revoked/ended".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.declare.instruments import BUSINESS_ASSOCIATE, GRANDFATHERED, INSTRUMENTS, needed
from coordination.declare.regime import Regime
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.instrument import Filed
from coordination.model.program import Program
from coordination.policy import decide as judge
from coordination.policy import live
from coordination.policy.acts import CASE_ACTS, CONFLICT_ACTS, GENERAL_ACTS, REFERRAL_ACTS
from coordination.policy.claims import JUDGES, Claim, Not, all_of, any_of
from coordination.policy.live import WAIT_FOR_LIVE
from tests.matrix.cells import allowed, facts_of, situations, viewers
from tests.policy.referred import about, referral
from tests.policy.village import NOW, POLICE, rulebook

CLOSED = {
    Action.CASE_ACCEPT_COORDINATION,
    Action.CASE_IMPORT,
    Action.CASE_OPEN,
    Action.DRAFT_SAVE,
    Action.FILE_ATTACH,
    Action.RECORD_FILE,
    Action.REFERRAL_ACCEPT,
    Action.REFERRAL_BRING,
    Action.REFERRAL_REOPEN,
    Action.REFERRAL_SEND,
    Action.RELEASE_NAME_HUB,
}
ABOUT_A_CASE = {*CASE_ACTS, *CONFLICT_ACTS}


def _lapsed(actor: Actor) -> Actor:
    return replace(actor, program=replace(actor.program, instruments=()))


def _closed() -> Iterator[Action]:
    """Every action that some person in some situation may do while live and may not while not; the other way: never."""
    for viewer, actor in viewers():
        if not actor.program.needs or actor.stepped_up_until:
            continue
        for number, situation in enumerate(situations(viewer)):
            if number % 5:
                continue
            facts, lapsed = facts_of(actor, situation), _lapsed(actor)
            asked = [(action, facts) for action in (*ABOUT_A_CASE, *GENERAL_ACTS)]
            for parties in ((actor.program, POLICE), (POLICE, actor.program)):
                if situation.present:
                    asked += [(action, about(facts, referral(*parties))) for action in REFERRAL_ACTS]
            for action, known in asked:
                before, after = allowed(actor, action, known), allowed(lapsed, action, known)
                assert before or not after, action
                if before != after:
                    yield action


def test_not_live_closes_what_begins_something_and_nothing_else() -> None:
    assert set(_closed()) == CLOSED == WAIT_FOR_LIVE


def test_a_clause_asks_for_it_however_deep_it_stands() -> None:
    other = Claim.IS_WORKER
    assert live._asks(Claim.LIVE)
    assert live._asks(all_of(other, Claim.LIVE))
    assert live._asks(any_of(other, all_of(Claim.LIVE, other)))
    assert live._asks(Not(Claim.LIVE))
    for clause in (other, Not(other), all_of(other, Not(other)), any_of(other)):
        assert live._asks(clause) is False


def test_each_table_of_actions_is_asked() -> None:
    for table in (CASE_ACTS, GENERAL_ACTS, REFERRAL_ACTS):
        assert (
            WAIT_FOR_LIVE & table.keys() == {action for action, clause in table.items() if live._asks(clause)} != set()
        )


def test_a_claim_that_forgets_the_instruments_turns_this_red(monkeypatch: pytest.MonkeyPatch) -> None:
    """Meta: planted bug one, the claim always holds."""
    monkeypatch.setitem(JUDGES, Claim.LIVE, lambda *_asked: True)
    assert set(_closed()) == set()


def test_an_instrument_that_never_lapses_turns_this_red(monkeypatch: pytest.MonkeyPatch) -> None:
    """Meta: planted bug two, its last day is not looked at."""
    monkeypatch.setattr(Filed, "in_force", lambda self, now: self.ended_at is None or now < self.ended_at)
    with pytest.raises(AssertionError):
        test_it_lapses_at_its_very_instant_and_at_once_when_ended()


def test_it_lapses_at_its_very_instant_and_at_once_when_ended() -> None:
    (kind,) = POLICE.needs
    moment = timedelta(microseconds=1)
    lapses = replace(POLICE, instruments=(Filed(kind, ends_at=NOW),))
    assert lapses.live(NOW - moment)
    assert not lapses.live(NOW)
    ended = replace(POLICE, instruments=(Filed(kind, ended_at=NOW),))
    assert ended.live(NOW - moment)
    assert not ended.live(NOW)
    assert replace(POLICE, instruments=(Filed(kind, ends_at=NOW), Filed(kind))).live(NOW)


def test_every_kind_that_the_regimes_need_is_asked_for_and_one_does_not_stand_for_another() -> None:
    both = replace(POLICE, regimes=frozenset({Regime.HIPAA, Regime.PART_2}), instruments=())
    assert both.lacks(NOW) == {"business_associate", "part_2_naming"}
    one = replace(both, instruments=(Filed(BUSINESS_ASSOCIATE.slug),))
    assert one.lacks(NOW) == {"part_2_naming"}
    assert replace(both, instruments=(Filed(GRANDFATHERED, ends_at=NOW + timedelta(days=1)),)).live(NOW)
    assert not replace(both, instruments=(Filed(GRANDFATHERED, ends_at=NOW),)).live(NOW)


@pytest.mark.parametrize(
    ("regimes", "kinds"),
    [
        ({Regime.HIPAA}, {"business_associate"}),
        ({Regime.HIPAA, Regime.PART_2}, {"business_associate", "part_2_naming"}),
        ({Regime.INVESTIGATIVE}, {"cjis_addendum"}),
        ({Regime.VAWA}, {"victim_assurance"}),
        ({Regime.FVPSA, Regime.RHYA}, {"victim_assurance"}),
        ({Regime.VOCA, Regime.STATE_TEAM}, {"victim_assurance"}),
        ({Regime.CAPTA}, set()),
        ({Regime.FERPA}, set()),  # no text that was read asks for one
        ({Regime.JUDICIAL}, set()),
    ],
)
def test_what_a_program_needs_follows_from_its_regimes(regimes: set[Regime], kinds: set[str]) -> None:
    assert needed(regimes) == kinds


def test_what_was_not_read_in_the_law_is_asked_of_counsel() -> None:
    for one in INSTRUMENTS:
        assert one.citation or one.not_encoded is not None, one.slug


def test_a_program_without_instruments_goes_on_reading() -> None:
    program: Program = replace(POLICE, instruments=())
    for viewer, actor in viewers():
        if actor.role is not Role.WORKER or not actor.program.needs:
            continue
        for situation in list(situations(viewer))[:40]:
            facts = facts_of(actor, situation)
            for action in (Action.CASE_READ, Action.TEAM_READ, Action.RELEASE_REVOKE, Action.RECORD_CORRECT):
                live = judge.decide(rulebook(), actor, action, facts, NOW).allowed
                assert judge.decide(rulebook(), _lapsed(actor), action, facts, NOW).allowed is live
    assert not program.live(NOW)
