"""Room: casework. Orders and other papers on file: offer, preview who would gain what, record, list, end at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coordination.audit.grant import Grant
from coordination.casework import authority_form, requests
from coordination.casework.authority_form import ENDS, Offer, Proposed
from coordination.casework.desk import Desk, Work
from coordination.casework.release_typed import Typed, text
from coordination.declare.authority_on_file import AuthorityKind
from coordination.declare.information import NEVER_SHARED, InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.authority import LegalDemand, ListedAuthority, NewAuthority
from coordination.model.errors import Invalid
from coordination.model.facts import AuthorityOnFile, CaseFacts
from coordination.model.ids import AuthorityId, CaseId, Handle, new_id
from coordination.model.program import Program
from coordination.model.release import Gain
from coordination.model.request import RequestAnswer
from coordination.model.team import Teammate
from coordination.policy import on_file
from coordination.policy.preview import gains_of_paper
from coordination.storage import authorities, legal_demands, team_rows
from coordination.storage.cabinet import Cabinet
from coordination.storage.team_rows import bump


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A kind of paper that the actor's program may file about its own information, and whether the actor may."""

    kind: AuthorityKind
    may_file: bool


def kinds(desk: Desk, actor: Actor, case_id: CaseId) -> list[Choice]:
    """The kinds that could open anything of the actor's program on this case. Logged as a preview, as `offer` is."""
    facts = desk.facts(actor, case_id)
    desk.ask(actor, Action.AUTHORITY_PREVIEW, facts)
    return [Choice(kind=kind, may_file=_may_file(actor, kind)) for kind in _kinds(desk, actor, facts)]


def offer(desk: Desk, actor: Actor, case_id: CaseId, slug: str) -> Offer | None:
    """The choices of the form of one kind; None when the program may file none such. Names the team: logged."""
    facts = desk.facts(actor, case_id)
    grant = desk.ask(actor, Action.AUTHORITY_PREVIEW, facts)
    kind = _kind(desk, actor, facts, slug)
    if kind is None:
        return None
    with desk.opened(grant) as cabinet:
        return _offer(desk, cabinet, grant, facts, kind)


def preview(desk: Desk, actor: Actor, case_id: CaseId, typed: Typed) -> list[Gain]:
    """Exactly which recipient would gain which type, before anything is saved. Raises Invalid."""
    facts = desk.facts(actor, case_id)
    grant = desk.ask(actor, Action.AUTHORITY_PREVIEW, facts)
    kind = _asked(desk, actor, facts, typed)
    with desk.opened(grant) as cabinet:
        proposed = authority_form.check(typed, _offer(desk, cabinet, grant, facts, kind), desk.now)
    paper = AuthorityOnFile(
        id=AuthorityId(""),
        handle=Handle(""),
        kind=kind.slug,
        sharing_program_id=actor.program_id,
        recipients=frozenset(program.id for program in proposed.programs),
        types=proposed.types,
        starts_at=desk.now,
        expires_at=proposed.expires_at,
    )
    return gains_of_paper(desk.rulebook, facts, paper, (actor.program, proposed.programs), desk.now)


def record(desk: Desk, actor: Actor, case_id: CaseId, typed: Typed, key: str) -> AuthorityId:
    """Record a paper about the actor's program's information; open to those it names from their next request on."""
    facts = desk.facts(actor, case_id)
    if not desk.judge(actor, Action.AUTHORITY_RECORD, facts).allowed:
        desk.refuse(actor, Action.AUTHORITY_RECORD, facts)
    kind = _asked(desk, actor, facts, typed)
    authority_id, handle = AuthorityId(new_id()), Handle(new_id())

    def work(w: Work) -> str:
        proposed = authority_form.check(typed, _offer(desk, w.cabinet, w.grant, w.facts, kind), w.now)
        paper = NewAuthority(
            id=authority_id,
            handle=handle,
            case_id=case_id,
            kind=kind.slug,
            sharing=actor.program,
            recipients=proposed.recipients,
            types=proposed.types,
            starts_at=proposed.starts_at,
            expires_at=proposed.expires_at,
            words=proposed.words,
        )
        authorities.record(w.cabinet, w.grant, paper)
        # The asker's colleagues see what became of the request, so a paper for one person alone answers none.
        told = [one.id for one in _told(proposed)]
        requests.settle(w, text(typed, "request"), told, proposed.types, RequestAnswer.PAPER)
        bump(w.cabinet, w.grant, case_id, [actor.program_id, *told])
        return authority_id

    about = f"{case_id} {kind.slug}"
    done = desk.act(
        actor, Action.AUTHORITY_RECORD, case_id, work, key=key, about=about, objects=[handle], purpose=kind.slug
    )
    return AuthorityId(done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The page: papers, newest first; demands that concern the program; whether the actor may tell of one."""

    listed: list[ListedAuthority]
    demands: list[LegalDemand]
    may_tell: bool


def page(desk: Desk, actor: Actor, case_id: CaseId) -> Papers:
    """The papers of the actor's program with their words, and those in force that name the actor, newest first."""
    facts = desk.facts(actor, case_id)
    told = on_file.told_of(actor, facts, desk.now)
    own = [paper for paper in facts.authorities if paper.sharing_program_id == actor.program_id]
    shown = [*own, *(paper for paper in facts.authorities if paper.id in told)]
    grant = desk.ask(actor, Action.AUTHORITY_LIST, facts, objects=[paper.handle for paper in shown])
    with desk.opened(grant) as cabinet:
        return Papers(
            listed=authorities.open_listed(cabinet, grant, told),
            demands=legal_demands.open_listed(cabinet, grant),
            may_tell=desk.judge(actor, Action.DEMAND_RECORD, facts).allowed,
        )


def listed(desk: Desk, actor: Actor, case_id: CaseId) -> list[ListedAuthority]:
    """The papers of that page."""
    return page(desk, actor, case_id).listed


def end(desk: Desk, actor: Actor, case_id: CaseId, authority_id: AuthorityId, why: str, key: str) -> None:
    """End a paper of the actor's own program at once. Anybody of the program who sees the case may: it only closes."""
    if why not in ENDS:
        raise Invalid({"why": "Say why it ends."})
    facts = desk.facts(actor, case_id)
    paper = next(
        (one for one in facts.authorities if (one.id, one.sharing_program_id) == (authority_id, actor.program_id)), None
    )
    if paper is None:
        desk.refuse(actor, Action.AUTHORITY_END, facts, reason="not_party")

    def work(w: Work) -> str:
        authorities.end(w.cabinet, w.grant, authority_id)
        bump(w.cabinet, w.grant, case_id, [actor.program_id])
        return authority_id

    about, objects = f"{case_id} {authority_id}", [paper.handle]
    desk.act(actor, Action.AUTHORITY_END, case_id, work, key=key, about=about, objects=objects, purpose=why)


def _asked(desk: Desk, actor: Actor, facts: CaseFacts, typed: Typed) -> AuthorityKind:
    kind = _kind(desk, actor, facts, text(typed, "kind"))
    if kind is None:
        raise Invalid({"kind": "Choose the kind of paper."})
    return kind


def _kind(desk: Desk, actor: Actor, facts: CaseFacts, slug: str) -> AuthorityKind | None:
    return next((kind for kind in _kinds(desk, actor, facts) if kind.slug == slug), None)


def _kinds(desk: Desk, actor: Actor, facts: CaseFacts) -> Iterable[AuthorityKind]:
    """Those that may open something of the program's; the floor leaves some programs none at all."""
    return (kind for kind in on_file.kinds_for(actor.program) if _types(desk, actor.program, facts, kind))


def _types(desk: Desk, sharing: Program, facts: CaseFacts, kind: AuthorityKind) -> tuple[InformationType, ...]:
    held = desk.catalog.partner_types[sharing.partner_type].holds - NEVER_SHARED
    return on_file.shareable(kind, sharing, facts, sorted(held, key=lambda one: one.words), desk.now)


def _offer(desk: Desk, cabinet: Cabinet, grant: Grant, facts: CaseFacts, kind: AuthorityKind) -> Offer:
    """Recipients are the programs on the case that such a paper reaches; a confidential program's place is not told."""
    actor = grant.actor
    placed = {
        place.program.id: place.program
        for place in facts.places
        if place.in_force(desk.now)
        and place.program.id != actor.program_id
        and _named(kind, actor.program, place.program)
    }
    programs = tuple(sorted(placed.values(), key=lambda one: one.name))
    people = team_rows.teammates(cabinet, grant, [one.id for one in programs])
    return Offer(
        kind=kind,
        programs=programs,
        people=tuple(sorted(people, key=_by_name)),
        types=_types(desk, actor.program, facts, kind),
        may_file=_may_file(actor, kind),
        notifies=kind.notify and actor.program.victim_service,
        zone=actor.program.zone,
    )


def _named(kind: AuthorityKind, sharing: Program, recipient: Program) -> bool:
    return not recipient.confidential and on_file.may_receive(kind, recipient) and not sharing.walled_from(recipient)


def _by_name(mate: Teammate) -> tuple[str, str]:
    return mate.name, mate.person_id


def _may_file(actor: Actor, kind: AuthorityKind) -> bool:
    return actor.role is Role.SUPERVISOR or not kind.supervisor


def _told(proposed: Proposed) -> tuple[Program, ...]:
    """Whose team members see that the case changed: nobody's, where one person alone is named, since the others may not
    learn of it."""
    return () if proposed.person is not None else proposed.programs
