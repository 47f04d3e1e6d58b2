"""Room: policy. What a paper on file opens: the kind's own bounds, then what the paper names. Pure.

The kinds are data (declare/authority_on_file.py). What is asked here is asked at every reading, never when it is filed
alone: a paper filed by mistake for something its kind may not reach opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from coordination.declare.authority_on_file import KINDS, AuthorityKind
from coordination.declare.information import InformationType
from coordination.model.actor import Actor
from coordination.model.facts import AuthorityOnFile, CaseFacts, Holding
from coordination.model.ids import AuthorityId, ProgramId
from coordination.model.program import Program
from coordination.policy.acts import ON_THE_TEAM
from coordination.policy.claims import holds, in_the_hub
from coordination.policy.floor import forbidden

BY_SLUG: dict[str, AuthorityKind] = {kind.slug: kind for kind in KINDS}


def by_sharer(actor: Actor, facts: CaseFacts, now: datetime) -> dict[ProgramId, list[AuthorityOnFile]]:
    """The papers in force that name the actor, by sharing program, the longest first."""
    found: dict[ProgramId, list[AuthorityOnFile]] = {}
    for paper in facts.authorities:
        if paper.names(actor.program, actor.person_id) and paper.in_force(now):
            found.setdefault(paper.sharing_program_id, []).append(paper)
    for papers in found.values():
        papers.sort(key=lambda paper: (paper.expires_at, paper.id), reverse=True)
    return found


def opening(papers: Sequence[AuthorityOnFile], holding: Holding, viewer: Program) -> AuthorityOnFile | None:
    """The first of these papers that opens the holding to a program; None when none does, or the floor forbids it."""
    for paper in papers:
        kind = BY_SLUG.get(paper.kind)
        if (
            kind is not None
            and holding.information_type in paper.types
            and reaches(kind, holding.program, holding.information_type, viewer)
            and forbidden(holding, kind.slug) is None
        ):
            return paper
    return None


def reaches(kind: AuthorityKind, sharing: Program, information_type: InformationType, recipient: Program) -> bool:
    """Whether a paper of this kind can open this type of `sharing` to `recipient` at all, the floor aside."""
    return (
        may_share(kind, sharing)
        and may_receive(kind, recipient)
        and (not kind.types or information_type in kind.types)
        and not sharing.walled_from(recipient)
    )


def may_share(kind: AuthorityKind, sharing: Program) -> bool:
    """Whether a program of these regimes may file such a paper about its information."""
    if kind.sharing and kind.sharing.isdisjoint(sharing.regimes):
        return False
    return kind.never.isdisjoint(sharing.regimes)


def may_receive(kind: AuthorityKind, recipient: Program) -> bool:
    """Whether such a paper may name a program of this type. A court gets what is filed with it, and nothing so."""
    if recipient.court or (kind.government_only and not recipient.government):
        return False
    return not kind.recipients or recipient.partner_type in kind.recipients


def shareable(
    kind: AuthorityKind, sharing: Program, facts: CaseFacts, types: Iterable[InformationType], now: datetime
) -> tuple[InformationType, ...]:
    """Which of these types a paper of this kind may name for `sharing` on this case: the kind, the floor, the hub."""
    if not may_share(kind, sharing):
        return ()
    return tuple(
        one
        for one in types
        if (not kind.types or one in kind.types)
        and forbidden(Holding(program=sharing, information_type=one), kind.slug) is None
        and in_the_hub(sharing, facts, one, now)
    )


def told_of(actor: Actor, facts: CaseFacts, now: datetime) -> dict[AuthorityId, tuple[InformationType, ...]]:
    """The papers of others that the actor may know of, each with the types that it opens to them.

    INVARIANT: only those in force that name this very person or their program, and only to a team member: whoever a
    paper does not reach learns neither of it nor of whose it is.
    """
    if not holds(ON_THE_TEAM, actor, facts, now):
        return {}
    known = {held.program.id: held.program for held in facts.holdings}
    known |= {place.program.id: place.program for place in facts.places}
    found = {}
    for paper in facts.authorities:
        kind, sharing = BY_SLUG.get(paper.kind), known.get(paper.sharing_program_id)
        if kind is None or sharing is None or sharing.id == actor.program_id:
            continue
        if not (paper.in_force(now) and paper.names(actor.program, actor.person_id)):
            continue
        opened = [
            one
            for one in shareable(kind, sharing, facts, sorted(paper.types), now)
            if reaches(kind, sharing, one, actor.program)
        ]
        if opened:
            found[paper.id] = tuple(opened)
    return found


def kinds_for(sharing: Program) -> Iterable[AuthorityKind]:
    """The kinds of paper that a program may file."""
    return (kind for kind in KINDS if may_share(kind, sharing))
