"""Room: policy. The one decision point: may this actor do this action, and which types does it open?

Numbered as the code is labelled: (1) may the action be done at all, by the table in acts.py; (2) for each holding,
own record; (3) the federal floor; (4) law compiled from plugins; (5) a release in force,
then another paper on file (on_file.py); (6) known to exist, and open to whoever has emergency access; otherwise absent.
(7) location waits for a fresh second factor. (8) notices travel with what another program shares. Beside the team stand
courts (courtroom.py), programs that wait for their order of appointment, and the wall between two law offices of one
agency: it lets no law through, and a release only that names the program itself. (9) Last of all a team's protocol
closes what is not shown first (staging.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from coordination.declare.information import NEVER_SHOWN_LOCKED, STEP_UP, InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.explanation import Access, TypeAccess
from coordination.model.facts import AuthorityOnFile, CaseFacts, Holding, Release
from coordination.model.ids import CaseId, Handle, ProgramId
from coordination.model.program import Program
from coordination.policy.acts import CASE_ACTS, CONFLICT_ACTS, GENERAL_ACTS, MAY_ASK, ON_THE_TEAM, REFERRAL_ACTS
from coordination.policy.claims import holds, in_the_hub, ordered, placed
from coordination.policy.consents import opens
from coordination.policy.courtroom import between_court_and_party
from coordination.policy.decision import CaseDecision, Decision
from coordination.policy.floor import (
    EMERGENCY_ACCESS,
    EXISTENCE_PROTECTED,
    FILED_IN_COURT,
    OWN_RECORD,
    RELEASE,
    forbidden,
)
from coordination.policy.on_file import by_sharer, opening
from coordination.policy.rulebook import Lawful, Rulebook
from coordination.policy.staging import opened_first

_NO_PAPERS: dict[ProgramId, list[AuthorityOnFile]] = {}
NO_CASE = CaseFacts(case_id=CaseId(""), handle=Handle(""), present=False)
_ABOUT_A_CASE = CASE_ACTS | CONFLICT_ACTS | REFERRAL_ACTS


def decide(rulebook: Rulebook, actor: Actor, action: Action, facts: CaseFacts, now: datetime) -> Decision:
    """Judge one action on one case. The types are filled in for every allowed action on a case."""
    case = _case(rulebook, actor, action, facts, now)
    if case is None:
        return Decision(actor=actor, action=action, allowed=False, reason="no_rule", rules_hash=rulebook.rules_hash)
    return Decision(actor, action, allowed=True, reason=str(action), rules_hash=rulebook.rules_hash, cases=(case,))


def _types(rulebook: Rulebook, actor: Actor, action: Action, facts: CaseFacts, now: datetime) -> tuple[TypeAccess, ...]:
    """What an allowed action opens: of the case, or of what one referral carries, or nothing."""
    if action in CONFLICT_ACTS:
        return ()
    if facts.referral is None:
        return tuple(accesses(rulebook, actor, facts, now)) if facts.holdings else ()
    return carried(rulebook, actor, facts, now) if action is Action.REFERRAL_READ else ()


def unheard_of(actor: Actor, facts: CaseFacts, now: datetime) -> bool:
    """Whether the entry must leave out whom it is about.

    INVARIANT: no entry by a confidential program names a child's case before its release to the hub, though it may read
    what was sent to it (architecture §3).
    """
    return facts.referral is not None and actor.program.confidential and not placed(actor, facts, now)


def carried(rulebook: Rulebook, actor: Actor, facts: CaseFacts, now: datetime) -> tuple[TypeAccess, ...]:
    """What of the records that go along with a referral its recipient gets: what law or a release in force opens to
    them, as on the case, and nothing more. No place is needed for it, but a confidential one's release to the hub is.
    """
    referral = facts.referral
    if referral is None or referral.recipient.id != actor.program_id or not ordered(actor.program, facts):
        return ()
    found = []
    law = _law_between(rulebook, referral.sender, actor.program, now)
    notices = rulebook.travels(referral.sender)  # (8)
    releases = _releases_by_sharer(actor, facts, now).get(referral.sender.id, [])
    first = opened_first(actor, facts, now)  # (9)
    for kind in sorted({one.information_type for one in referral.carried if one.program.id == referral.sender.id}):
        if not in_the_hub(actor.program, facts, kind, now) or (first is not None and kind not in first):
            continue
        named = releases if in_the_hub(referral.sender, facts, kind, now) else ()
        access = _of_another(actor, Holding(program=referral.sender, information_type=kind), now, law, named, notices)
        if access is not None and access.access is not Access.KNOWN:
            found.append(access)
    return tuple(found)


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
    judged = [_case(rulebook, actor, action, facts, now) for facts in many]
    cases = tuple([case for case in judged if case is not None])
    return Decision(
        actor=actor, action=action, allowed=True, reason=action.value, rules_hash=rulebook.rules_hash, cases=cases
    )


def _case(rulebook: Rulebook, actor: Actor, action: Action, facts: CaseFacts, now: datetime) -> CaseDecision | None:
    """What an allowed action on this case opens; None when it is not allowed."""
    clause = _ABOUT_A_CASE.get(action)
    if clause is None or not holds(clause, actor, facts, now):  # (1)
        return None
    handle = Handle("") if unheard_of(actor, facts, now) else facts.handle
    return CaseDecision(case_id=facts.case_id, handle=handle, types=_types(rulebook, actor, action, facts, now))


def accesses(rulebook: Rulebook, actor: Actor, facts: CaseFacts, now: datetime) -> Iterable[TypeAccess]:
    """What of each holding the actor gets. The caller has established that they may enter the case.

    What is the same for all holdings of one program is worked out once: the law between the two programs, and that
    program's releases to the actor (a case of 20 types in 40 µs: tests/bench/decision.py).
    """
    member = holds(ON_THE_TEAM, actor, facts, now) and ordered(actor.program, facts)
    releases = _releases_by_sharer(actor, facts, now) if member else {}
    papers = by_sharer(actor, facts, now) if member and facts.authorities else _NO_PAPERS
    emergency = _in_emergency_until(facts, now)
    first = opened_first(actor, facts, now)
    law: dict[ProgramId, Mapping[InformationType, Lawful]] = {}
    notices: dict[ProgramId, tuple[str, ...]] = {}
    for holding in facts.holdings:
        owner = holding.program
        if owner.id == actor.program.id:  # (2) the table in acts.py let them in: team member or own supervisor
            yield _opened(actor, holding, now, authority=OWN_RECORD, rule=OWN_RECORD)
        elif first is not None and holding.information_type not in first:  # (9)
            continue
        elif owner.court or actor.program.court:
            if (member or actor.program.court) and between_court_and_party(actor.program, facts, holding, now):
                told = rulebook.travels(owner)  # (8)
                yield _opened(actor, holding, now, authority=FILED_IN_COURT, rule=FILED_IN_COURT, notices=told)
        elif member:
            if owner.id not in law:
                law[owner.id] = _law_between(rulebook, owner, actor.program, now)
                notices[owner.id] = rulebook.travels(owner)  # (8)
            here = in_the_hub(owner, facts, holding.information_type, now)
            named = releases.get(owner.id, ()) if here else ()
            access = _of_another(actor, holding, now, law[owner.id], named, notices[owner.id])
            if papers and here and (access is None or access.access is Access.KNOWN):
                paper = opening(papers.get(owner.id, ()), holding, actor.program)
                if paper is not None:
                    access = _opened(
                        actor,
                        holding,
                        now,
                        authority=paper.kind,
                        rule=paper.kind,
                        paper=paper,
                        notices=notices[owner.id],
                    )
            if access is None:
                continue
            if emergency and access.access is Access.KNOWN and forbidden(holding, EMERGENCY_ACCESS) is None:  # (3)
                access = _in_emergency(actor, holding, now, emergency, notices[owner.id])
            yield access


def _in_emergency_until(facts: CaseFacts, now: datetime) -> datetime | None:
    """The end of the actor's emergency access while it runs."""
    until = facts.emergency_until
    return until if until is not None and now < until else None


def _in_emergency(
    actor: Actor, holding: Holding, now: datetime, until: datetime, notices: tuple[str, ...]
) -> TypeAccess:
    """What is told of and locked, opened for hours. INVARIANT: what is not told of never opens so (architecture §8)."""
    opened = _opened(actor, holding, now, authority=EMERGENCY_ACCESS, rule=EMERGENCY_ACCESS, notices=notices)
    return opened._replace(until=until)


def _law_between(
    rulebook: Rulebook, owner: Program, viewer: Program, now: datetime
) -> Mapping[InformationType, Lawful]:
    """What law opens of the one's information to the other: nothing through the wall between two law offices, and what
    needs an agreement only while one is in force."""
    if owner.walled_from(viewer):
        return {}
    found = rulebook.between(owner, viewer)
    if not rulebook.asks_for_agreements:
        return found
    return {kind: law for kind, law in found.items() if not law.agreement or owner.agreed_with(viewer, kind, now)}


def _of_another(
    actor: Actor,
    holding: Holding,
    now: datetime,
    law: Mapping[InformationType, Lawful],
    releases: Sequence[Release],
    notices: tuple[str, ...],
) -> TypeAccess | None:
    """What a team member gets of another program's holding: by law, by release, known to exist, or nothing."""
    owner = holding.program
    lawful = law.get(holding.information_type)  # (4)
    if lawful is not None and forbidden(holding, lawful.authority) is None:  # (3)
        return _opened(actor, holding, now, authority=lawful.authority, rule=lawful.rule, notices=notices)
    release = _longest(releases, holding.information_type)  # (5)
    if release is not None and forbidden(holding, RELEASE) is None:  # (3)
        return _opened(actor, holding, now, authority=RELEASE, rule=RELEASE, release=release, notices=notices)
    if owner.confidential or owner.regimes & EXISTENCE_PROTECTED or holding.information_type in NEVER_SHOWN_LOCKED:
        return None  # that somebody is served there is itself protected
    if owner.walled_from(actor.program):
        return None  # what one side of the house has is not even told of on the other
    return TypeAccess(  # (6)
        program_id=owner.id,
        program_handle=owner.handle,
        information_type=holding.information_type,
        access=Access.KNOWN,
        authority="",
        rule="known_to_team",
    )


def _releases_by_sharer(actor: Actor, facts: CaseFacts, now: datetime) -> dict[ProgramId, list[Release]]:
    """The releases in force that name the actor's program or agency, by sharing program."""
    found: dict[ProgramId, list[Release]] = {}
    for release in facts.releases:
        if release.names(actor.program) and release.in_force(now):
            found.setdefault(release.sharing_program_id, []).append(release)
    return found


def _longest(releases: Sequence[Release], information_type: InformationType) -> Release | None:
    """Of these releases, the one that opens this type and runs longest."""
    longest = None
    for release in releases:
        if opens(release, information_type) and (
            longest is None or (release.expires_at, release.id) > (longest.expires_at, longest.id)
        ):
            longest = release
    return longest


def _opened(
    actor: Actor,
    holding: Holding,
    now: datetime,
    *,
    authority: str,
    rule: str,
    release: Release | None = None,
    paper: AuthorityOnFile | None = None,
    notices: tuple[str, ...] = (),
) -> TypeAccess:
    ends = release or paper
    waits = holding.information_type in STEP_UP and not actor.stepped_up(now)  # (7)
    return TypeAccess(
        program_id=holding.program.id,
        program_handle=holding.program.handle,
        information_type=holding.information_type,
        access=Access.STEP_UP if waits else Access.OPEN,
        authority=authority,
        rule=rule,
        until=ends.expires_at if ends else None,
        release_id=release.id if release else None,
        notices=notices,
        authority_id=paper.id if paper else None,
    )
