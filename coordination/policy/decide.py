"""Room: policy. The one decision point: may this actor do this action, and which types does it open?

Numbered as the code is labelled: (1) may the action be done at all, by the table in acts.py; (2) for each holding,
own record; (3) the federal floor; (4) law compiled from plugins; (5) a release in force; (6) known to exist; otherwise
absent. (7) location waits for a fresh second factor.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from coordination.declare.information import NEVER_SHOWN_LOCKED, STEP_UP
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.explanation import Access, TypeAccess
from coordination.model.facts import CaseFacts, Holding, Release
from coordination.model.ids import CaseId, Handle
from coordination.policy.acts import CASE_ACTS, CONFLICT_ACTS, GENERAL_ACTS, MAY_ASK, ON_THE_TEAM
from coordination.policy.claims import holds
from coordination.policy.decision import CaseDecision, Decision
from coordination.policy.floor import CONSENT_REGIMES, OWN_RECORD, RELEASE, forbidden
from coordination.policy.rulebook import Rulebook

NO_CASE = CaseFacts(case_id=CaseId(""), handle=Handle(""), present=False)
_ABOUT_A_CASE = CASE_ACTS | CONFLICT_ACTS


def decide(rulebook: Rulebook, actor: Actor, action: Action, facts: CaseFacts, now: datetime) -> Decision:
    """Judge one action on one case. The types are filled in for every allowed action on a case."""
    clause = _ABOUT_A_CASE.get(action)
    if clause is None or not holds(clause, actor, facts, now):  # (1)
        return Decision(actor=actor, action=action, allowed=False, reason="no_rule", rules_hash=rulebook.rules_hash)
    types = () if action in CONFLICT_ACTS else tuple(accesses(rulebook, actor, facts, now))
    case = CaseDecision(case_id=facts.case_id, handle=facts.handle, types=types)
    return Decision(
        actor=actor, action=action, allowed=True, reason=action.value, rules_hash=rulebook.rules_hash, cases=(case,)
    )


def decide_general(rulebook: Rulebook, actor: Actor, action: Action, now: datetime) -> Decision:
    """Judge an action about no one case (open a new case, read the access log, ask for a list)."""
    clause = GENERAL_ACTS.get(action) or MAY_ASK.get(action)
    allowed = clause is not None and holds(clause, actor, NO_CASE, now)
    reason = action.value if allowed else "no_rule"
    return Decision(actor=actor, action=action, allowed=allowed, reason=reason, rules_hash=rulebook.rules_hash)


def decide_many(rulebook: Rulebook, actor: Actor, action: Action, many: Iterable[CaseFacts], now: datetime) -> Decision:
    """Judge a list: each case by itself; those that fail are absent from the answer."""
    general = decide_general(rulebook, actor, action, now)
    if not general.allowed:
        return general
    cases = tuple(case for facts in many for case in decide(rulebook, actor, action, facts, now).cases)
    return Decision(
        actor=actor, action=action, allowed=True, reason=action.value, rules_hash=rulebook.rules_hash, cases=cases
    )


def accesses(rulebook: Rulebook, actor: Actor, facts: CaseFacts, now: datetime) -> Iterable[TypeAccess]:
    """What of each holding the actor gets. The caller has established that they may enter the case."""
    member = holds(ON_THE_TEAM, actor, facts, now)
    for holding in facts.holdings:
        access = _access(rulebook, actor, facts, holding, now, member=member)
        if access is not None:
            yield access


def _access(
    rulebook: Rulebook, actor: Actor, facts: CaseFacts, holding: Holding, now: datetime, *, member: bool
) -> TypeAccess | None:
    owner = holding.program
    if owner.id == actor.program_id:  # (2) the table in acts.py let them in: team member or own supervisor
        return _opened(actor, holding, now, authority=OWN_RECORD, rule=OWN_RECORD)
    if not member:
        return None
    lawful = rulebook.lawful(owner, actor.program, holding.information_type)  # (4)
    if lawful is not None and forbidden(holding, lawful.authority) is None:  # (3)
        return _opened(actor, holding, now, authority=lawful.authority, rule=lawful.rule)
    release = _release_for(actor, facts, holding, now)  # (5)
    if release is not None and forbidden(holding, RELEASE) is None:  # (3)
        return _opened(actor, holding, now, authority=RELEASE, rule=RELEASE, release=release)
    if owner.confidential or owner.regimes & CONSENT_REGIMES or holding.information_type in NEVER_SHOWN_LOCKED:
        return None  # that somebody is served there is itself protected
    return TypeAccess(  # (6)
        program_id=owner.id,
        program_handle=owner.handle,
        information_type=holding.information_type,
        access=Access.KNOWN,
        authority="",
        rule="known_to_team",
    )


def _release_for(actor: Actor, facts: CaseFacts, holding: Holding, now: datetime) -> Release | None:
    """Of the releases in force that open this holding to the actor's program, the one that runs longest."""
    found = [
        release
        for release in facts.releases
        if release.sharing_program_id == holding.program.id
        and holding.information_type in release.types
        and release.names(actor.program)
        and release.in_force(now)
    ]
    return max(found, key=lambda release: (release.expires_at, release.id), default=None)


def _opened(
    actor: Actor, holding: Holding, now: datetime, *, authority: str, rule: str, release: Release | None = None
) -> TypeAccess:
    waits = holding.information_type in STEP_UP and not actor.stepped_up(now)  # (7)
    return TypeAccess(
        program_id=holding.program.id,
        program_handle=holding.program.handle,
        information_type=holding.information_type,
        access=Access.STEP_UP if waits else Access.OPEN,
        authority=authority,
        rule=rule,
        until=release.expires_at if release else None,
        release_id=release.id if release else None,
    )
