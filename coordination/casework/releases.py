"""Room: casework. Releases: preview who would gain what, record, list, stop; and the release that names the hub."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from coordination.casework import majority, never_disclose, release_form, release_paper, release_signed, requests
from coordination.casework.desk import Desk, Work
from coordination.casework.majority import Ending
from coordination.casework.release_form import Proposed
from coordination.casework.release_offer import Offer, longest_of, receives, types_of
from coordination.casework.release_offer import offered as offered_on
from coordination.casework.release_typed import Typed, text
from coordination.crypto.tokens import token_digest
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Invalid, Refused
from coordination.model.explanation import TypeAccess
from coordination.model.facts import CaseFacts, Release
from coordination.model.ids import CaseId, Handle, ReleaseId, new_id
from coordination.model.release import Gain, ListedRelease, NewRelease, ReleasePaper
from coordination.policy.claims import Claim, holds
from coordination.policy.decide import NO_CASE, decide_general
from coordination.policy.preview import gains
from coordination.policy.signers import encoded
from coordination.storage import act_keys, case_facts, hub_codes, program_facts, releases
from coordination.storage.cabinet import Cabinet
from coordination.storage.team_rows import bump


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is shown before a release is recorded: who would gain what, the paper in words, and when it ends (UTC).

    never: to whom nothing may be told. turns_18: when it ends because they are 18, if that is before the last day.
    """

    gains: list[Gain]
    paper: ReleasePaper
    last: datetime
    never: tuple[str, ...] = ()
    turns_18: datetime | None = None


DRAFT = "release_draft"
"""The purpose in the access log of a paper that waits for its signatures."""


def offer(desk: Desk, actor: Actor, case_id: CaseId) -> Offer:
    """The choices of the form on one case. Logged as a preview: the list of programs is the case's team."""
    facts = desk.facts(actor, case_id)
    desk.ask(actor, Action.RELEASE_PREVIEW, facts)
    return offered_on(desk, actor, facts)


def preview(desk: Desk, actor: Actor, case_id: CaseId, typed: Typed) -> list[Gain]:
    """Exactly which recipient would gain which type, before anything is saved. Raises Invalid."""
    return look(desk, actor, case_id, typed).gains


def look(desk: Desk, actor: Actor, case_id: CaseId, typed: Typed) -> Look:
    """Who would gain what, and the paper as it would be signed, before anything is saved. Raises Invalid."""
    facts = desk.facts(actor, case_id)
    grant = desk.ask(actor, Action.RELEASE_PREVIEW, facts, only=_identity)
    offered = offered_on(desk, actor, facts)
    proposed = _checked(desk, actor, offered, typed)
    with desk.opened(grant) as cabinet:
        known = majority.born(cabinet, grant)
        never = never_disclose.check_signers(cabinet, grant, proposed.paper.signers)
    ends = majority.checked(typed, actor.program, proposed, known, desk.now).at
    paper = release_paper.worded(actor.program, proposed, offered.recipients, desk.now)
    gained = _gains(desk, actor, facts, proposed, offered)
    turns_18 = ends if ends is not None and ends < proposed.expires_at else None
    return Look(gains=gained, paper=paper, last=proposed.expires_at, never=never, turns_18=turns_18)


def record(desk: Desk, actor: Actor, case_id: CaseId, typed: Typed, key: str) -> ReleaseId:
    """Record a release of the actor's program; open to its recipients from their next request on.

    One that is to be signed on its print is kept as a draft, which opens nothing (release_papers.file_signed).
    """
    facts = desk.facts(actor, case_id)
    if not desk.judge(actor, Action.RELEASE_RECORD, facts).allowed:
        desk.refuse(actor, Action.RELEASE_RECORD, facts)
    offered = offered_on(desk, actor, facts)
    proposed = _checked(desk, actor, offered, typed)
    worded = release_paper.worded(actor.program, proposed, offered.recipients, desk.now)
    asked, handle = text(typed, "request"), Handle(new_id())
    paper = release_signed.signed(replace(worded, request=asked), typed, actor, desk.now)

    def work(w: Work) -> str:
        never_disclose.check_signers(w.cabinet, w.grant, paper.signers)
        ending = majority.checked(typed, actor.program, proposed, majority.born(w.cabinet, w.grant), w.now)
        release = _new(desk, actor, case_id, ending, paper, handle)
        releases.record(w.cabinet, w.grant, release)
        if not proposed.draft:
            requests.settle(w, asked, proposed.recipients, proposed.types)
        bump(w.cabinet, w.grant, case_id, [actor.program_id, *(() if proposed.draft else proposed.recipients)])
        return release.id

    purpose = DRAFT if proposed.draft else proposed.purpose
    done = desk.act(actor, Action.RELEASE_RECORD, case_id, work, key=key, objects=[handle], purpose=purpose)
    return ReleaseId(done)


def listed(desk: Desk, actor: Actor, case_id: CaseId) -> list[ListedRelease]:
    """The releases on a case to which the actor's program is a party, newest first."""
    facts = desk.facts(actor, case_id)
    grant = desk.ask(actor, Action.RELEASE_LIST, facts)
    with desk.opened(grant) as cabinet:
        return releases.open_listed(cabinet, grant)


def revoke(desk: Desk, actor: Actor, case_id: CaseId, release_id: ReleaseId, how: str, key: str) -> None:
    """Stop a release at once, told orally or in writing. Any party to it may take the word."""
    if how not in {"oral", "written"}:
        raise Invalid({"how": "Say whether the person told you or wrote it."})
    facts = desk.facts(actor, case_id)
    release = party_to(actor, facts, release_id)
    if release is None:
        desk.refuse(actor, Action.RELEASE_REVOKE, facts, reason="not_party")

    def work(w: Work) -> str:
        releases.revoke(w.cabinet, w.grant, release_id, how)
        bump(w.cabinet, w.grant, case_id, [actor.program_id])
        return release_id

    about, objects = f"{case_id} {release_id}", [release.handle]
    desk.act(actor, Action.RELEASE_REVOKE, case_id, work, key=key, about=about, objects=objects, purpose=how)


def party_to(actor: Actor, facts: CaseFacts, release_id: ReleaseId) -> Release | None:
    """The release, when the actor's program gave or received it; one that nobody signed yet, when it gave it."""
    for release in facts.releases:
        if release.id == release_id and (
            release.sharing_program_id == actor.program_id or (release.signers_suffice and release.names(actor.program))
        ):
            return release
    return None


def hub_offer(desk: Desk, actor: Actor) -> Offer:
    """The choices of the release that names the hub: every program that is not confidential could be a recipient."""
    if not decide_general(desk.rulebook, actor, Action.RELEASE_NAME_HUB, desk.now).allowed:
        desk.refuse(actor, Action.RELEASE_NAME_HUB)
    with desk.consulting() as cabinet:
        known = program_facts.facts_of_programs(cabinet.connection).values()
    others = tuple(sorted((one for one in known if receives(one)), key=lambda one: one.name))
    return Offer(
        recipients=others, types=types_of(desk, actor), longest=longest_of(desk, actor), encoded=encoded(actor.program)
    )


def look_hub(desk: Desk, actor: Actor, typed: Typed) -> ReleasePaper:
    """The paper of the release to the hub, to be signed: nothing about a child is read or kept. Raises Invalid."""
    offered = hub_offer(desk, actor)
    proposed = _checked(desk, actor, offered, typed, hub=True)
    return release_paper.worded(actor.program, proposed, offered.recipients, desk.now, names_hub=True)


def name_hub(desk: Desk, actor: Actor, code: str, typed: Typed, key: str) -> CaseId:
    """A confidential program's one act before: a release that names the hub, and with it the program's place.

    Place, membership, release and log entry are one commit. A wrong, used or late code, and a case one may not
    enter, are the same refusal, logged without an object.
    """
    offered = hub_offer(desk, actor)
    proposed = _checked(desk, actor, offered, typed, hub=True)
    # Before this a confidential program has no record of the child, so it says itself when they turn 18.
    ending = majority.checked(typed, actor.program, proposed, (), desk.now)
    worded = release_paper.worded(actor.program, proposed, offered.recipients, desk.now, names_hub=True)
    paper = release_signed.signed(worded, typed, actor, desk.now)
    digest = token_digest(code.strip().upper())
    with desk.consulting() as cabinet:
        done = act_keys.facts_of_key(cabinet, actor, key, Action.RELEASE_NAME_HUB, digest)
        case_id = hub_codes.facts_of_code(cabinet, digest)
    if done is not None:  # the form was sent twice, and its code was spent by the first
        entered = desk.facts(actor, CaseId(done))
        if desk.judge(actor, Action.CASE_READ, entered).allowed:
            return CaseId(done)
        desk.refuse(actor, Action.RELEASE_NAME_HUB, entered, reason="code")
    # By the same statements whether the code is wrong or right for a case that one may not enter.
    facts = desk.facts(actor, case_id or CaseId(""))
    if case_id is None or not _open_to(actor, facts, desk.now):
        desk.refuse(actor, Action.RELEASE_NAME_HUB, reason="code")
    if desk.judge(actor, Action.RELEASE_PREVIEW, facts).allowed:
        ending = _with_own_file(desk, actor, facts, typed, proposed)
    release = _new(desk, actor, case_id, ending, paper, Handle(new_id()), names_hub=True)

    def work(w: Work) -> str:
        _enterable(w.cabinet, actor, case_id)
        if not hub_codes.use(w.cabinet, w.grant, digest):
            raise Refused(reason="code")
        hub_codes.take_place(w.cabinet, w.grant, case_id)
        releases.record(w.cabinet, w.grant, release)
        return case_id

    objects = [facts.handle, release.handle]
    done = desk.act_general(
        actor, Action.RELEASE_NAME_HUB, work, key=key, about=digest, cases=[case_id], objects=objects
    )
    return CaseId(done)


def _with_own_file(desk: Desk, actor: Actor, facts: CaseFacts, typed: Typed, proposed: Proposed) -> Ending:
    """A program that is on the case already: its own list and birth date bind, as in any release. Raises Invalid."""
    grant = desk.ask(actor, Action.RELEASE_PREVIEW, facts, only=_identity)
    with desk.opened(grant) as cabinet:
        never_disclose.check_signers(cabinet, grant, proposed.paper.signers)
        return majority.checked(typed, actor.program, proposed, majority.born(cabinet, grant), desk.now)


def _enterable(cabinet: Cabinet, actor: Actor, case_id: CaseId) -> None:
    """A code does not lift a conflict, a restriction or the closing of a case."""
    if not _open_to(actor, case_facts.facts(cabinet.connection, actor, case_id, lock=True), cabinet.now):
        raise Refused(reason="code")


def _open_to(actor: Actor, facts: CaseFacts, now: datetime) -> bool:
    """Whether a code may bring the actor onto this case."""
    return all(holds(claim, actor, facts, now) for claim in (Claim.CASE_OPEN, Claim.ADMITTED)) and not facts.conflict


def _checked(desk: Desk, actor: Actor, offered: Offer, typed: Typed, *, hub: bool = False) -> Proposed:
    return release_form.check(
        typed,
        actor.program,
        offered.recipients,
        frozenset(offered.types),
        desk.now,
        longest=offered.longest,
        hub=hub,
    )


def _gains(desk: Desk, actor: Actor, facts: CaseFacts, proposed: Proposed, offered: Offer) -> list[Gain]:
    named = [program for program in offered.recipients if program.id in proposed.recipients]
    release = Release(
        id=ReleaseId(""),
        handle=Handle(""),
        sharing_program_id=actor.program_id,
        recipients=frozenset(proposed.recipients),
        types=proposed.types,
        starts_at=desk.now,
        expires_at=proposed.expires_at,
    )
    return gains(desk.rulebook, facts if facts.present else NO_CASE, release, (actor.program, named), desk.now)


def _identity(one: TypeAccess) -> bool:
    """What the preview opens: who the child is, for the day they turn 18 and for whom nothing may be told."""
    return one.information_type is InformationType.IDENTITY


def _new(
    desk: Desk,
    actor: Actor,
    case_id: CaseId,
    ending: Ending,
    paper: ReleasePaper,
    handle: Handle,
    *,
    names_hub: bool = False,
) -> NewRelease:
    proposed = ending.proposed
    kept = replace(paper, said_under_18=proposed.paper.said_under_18)
    return NewRelease(
        id=ReleaseId(new_id()),
        handle=handle,
        case_id=case_id,
        sharing=actor.program,
        recipients=release_form.recipient_rows(proposed.recipients),
        types=proposed.types,
        purpose=proposed.purpose,
        starts_at=proposed.starts_at or desk.now,
        expires_at=proposed.expires_at,
        signers_suffice=not proposed.draft,
        signers_encoded=proposed.encoded,
        names_hub=names_hub,
        paper=kept if proposed.draft else release_paper.sealed(kept),
        ends_at_majority=ending.at,
    )
