"""Room: policy. The closed set of predicates that rules are made of, and how each is judged on facts.

A rule is a tree of AllOf / AnyOf / Not over Claims. The tree is data: `holds` evaluates it on facts, and
`scope.py` translates the same tree for lists. An empty AllOf or AnyOf never holds (style.md: emptiness is refusal).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.declare.information import InformationType
from coordination.model.actor import Actor, Role
from coordination.model.facts import CaseFacts
from coordination.model.program import Program


class Claim(StrEnum):
    """One thing that may be true of an actor and a case."""

    __hash__ = str.__hash__  # Enum's own is written in Python; rules are looked up by claim at every decision

    ADDRESSED = "addressed"  # the referral asked about was sent to the actor's program
    ADMITTED = "admitted"  # the case is not restricted, or the actor is one of the named persons
    CASE_CLOSED = "case_closed"
    CASE_OPEN = "case_open"
    COORDINATES = "coordinates"  # the actor's program coordinates the case
    EXCLUDED = "excluded"  # the conflict list names the actor, their program or their agency
    ORDERED = "ordered"  # the actor's program needs no order of appointment, or its order is on file
    OFFERED = "offered"  # coordination is offered to the actor's program
    PLACED = "placed"  # the actor's program has a place in force
    PRESENT = "present"
    SENT = "sent"  # the referral asked about was sent by the actor's program
    TEAM_MEMBER = "team_member"  # the actor is a team member in force for their program
    IS_ADMINISTRATOR = "is_administrator"
    IS_AUDITOR = "is_auditor"
    IS_COORDINATOR = "is_coordinator"
    IS_PRIVACY_OFFICER = "is_privacy_officer"
    IS_SUPERVISOR = "is_supervisor"
    IS_WORKER = "is_worker"
    LIVE = "live"  # every operator instrument that the actor's program needs is in force
    OF_APPOINTED_PROGRAM = "of_appointed_program"
    OF_CONFIDENTIAL_PROGRAM = "of_confidential_program"
    OF_COURT = "of_court"
    OVERSEES = "oversees"  # the actor's appointment is a liaison's: it has a region


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; no part at all is a refusal."""

    parts: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Clause


Clause = Claim | AllOf | AnyOf | Not


def all_of(*parts: Clause) -> AllOf:
    """Shorthand for the rule table. Parts that are AllOf themselves are laid flat, but for an empty one: it refuses."""
    flat: list[Clause] = []
    for part in parts:
        flat.extend(part.parts if type(part) is AllOf and part.parts else (part,))
    return AllOf(tuple(flat))


def any_of(*parts: Clause) -> AnyOf:
    """Shorthand for the rule table. Parts that are AnyOf themselves are laid flat; an empty one never holds anyway."""
    flat: list[Clause] = []
    for part in parts:
        flat.extend(part.parts if type(part) is AnyOf and part.parts else (part,))
    return AnyOf(tuple(flat))


def team_member(actor: Actor, facts: CaseFacts, now: datetime) -> bool:
    """Membership in force, for the program the actor acts for, while that program has its place.

    For a confidential program the place itself lives on its release to the hub (architecture §3): when no such
    release is in force, nothing of the case works for its people.
    """
    member = facts.membership
    return (
        member is not None
        and member.person_id == actor.person_id
        and member.program_id == actor.program.id
        and member.in_force(now)
        and placed(actor, facts, now)
    )


def placed(actor: Actor, facts: CaseFacts, now: datetime) -> bool:
    """The actor's program has a place in force; a confidential one also needs its release to the hub in force."""
    if facts.place_of(actor.program.id, now) is None:
        return False
    if not actor.program.confidential:
        return True
    return hub_release_in_force(actor, facts, now)


def hub_release_in_force(actor: Actor, facts: CaseFacts, now: datetime) -> bool:
    """Whether a release of the actor's own program names the hub and runs at `now`."""
    return any(
        release.names_hub and release.sharing_program_id == actor.program_id and release.in_force(now)
        for release in facts.releases
    )


def may_hold(actor: Actor, facts: CaseFacts, information_type: InformationType, now: datetime) -> bool:
    """Whether the actor's program may have information of this type in the hub at all.

    A confidential program may hold only what its own release to the hub names, and nothing more (architecture §3).
    """
    return in_the_hub(actor.program, facts, information_type, now)


def in_the_hub(program: Program, facts: CaseFacts, information_type: InformationType, now: datetime) -> bool:
    """Whether information of this type of `program` is lawfully here at all, to be filed or to be read by anybody.

    INVARIANT: when a confidential program's release to the hub ends, its other releases open nothing either: nobody of
    the program could stop them any more.
    """
    return not program.confidential or any(
        release.names_hub
        and release.sharing_program_id == program.id
        and information_type in release.types
        and release.in_force(now)
        for release in facts.releases
    )


def ordered(program: Program, facts: CaseFacts) -> bool:
    """Whether what others share may reach the program: one that works by appointment has its order on file first."""
    return not program.by_order or program.id in facts.ordered


def _role(role: Role) -> Callable[[Actor, CaseFacts, datetime], bool]:
    return lambda actor, _facts, _now: actor.role is role


def _addressed(actor: Actor, facts: CaseFacts, _now: datetime) -> bool:
    return facts.referral is not None and facts.referral.recipient.id == actor.program_id


def _sent(actor: Actor, facts: CaseFacts, _now: datetime) -> bool:
    return facts.referral is not None and facts.referral.sender.id == actor.program_id


JUDGES: dict[Claim, Callable[[Actor, CaseFacts, datetime], bool]] = {
    Claim.ADDRESSED: _addressed,
    Claim.ADMITTED: lambda _actor, facts, _now: not facts.restricted or facts.named,
    Claim.CASE_CLOSED: lambda _actor, facts, _now: facts.present and not facts.open,
    Claim.CASE_OPEN: lambda _actor, facts, _now: facts.present and facts.open,
    Claim.COORDINATES: lambda actor, facts, _now: facts.coordinating_program_id == actor.program_id,
    Claim.EXCLUDED: lambda _actor, facts, _now: facts.conflict,
    Claim.ORDERED: lambda actor, facts, _now: ordered(actor.program, facts),
    Claim.OFFERED: lambda actor, facts, _now: facts.offered_to == actor.program_id,
    Claim.PLACED: placed,
    Claim.PRESENT: lambda _actor, facts, _now: facts.present,
    Claim.SENT: _sent,
    Claim.TEAM_MEMBER: team_member,
    Claim.IS_ADMINISTRATOR: _role(Role.ADMINISTRATOR),
    Claim.IS_AUDITOR: _role(Role.AUDITOR),
    Claim.IS_COORDINATOR: _role(Role.COORDINATOR),
    Claim.IS_PRIVACY_OFFICER: _role(Role.PRIVACY_OFFICER),
    Claim.IS_SUPERVISOR: _role(Role.SUPERVISOR),
    Claim.IS_WORKER: _role(Role.WORKER),
    Claim.LIVE: lambda actor, _facts, now: actor.program.live(now),
    Claim.OF_APPOINTED_PROGRAM: lambda actor, _facts, _now: actor.program.by_order,
    Claim.OF_CONFIDENTIAL_PROGRAM: lambda actor, _facts, _now: actor.program.confidential,
    Claim.OF_COURT: lambda actor, _facts, _now: actor.program.court,
    Claim.OVERSEES: lambda actor, _facts, _now: bool(actor.oversees),
}


def holds(clause: object, actor: Actor, facts: CaseFacts, now: datetime) -> bool:  # noqa: PLR0911 - a node kind each
    """Whether the clause is true of this actor and these facts at `now`. An unknown node is false, never true.

    `clause` is any object on purpose: what is not a Clause must refuse, whatever a type checker was told.
    """
    if type(clause) is Claim:
        return JUDGES[clause](actor, facts, now)
    # Loops, not all() and any(), and claims judged on the spot: a third of the time (tests/bench/decision.py).
    if type(clause) is AllOf:
        for part in clause.parts:
            if not (JUDGES[part](actor, facts, now) if type(part) is Claim else holds(part, actor, facts, now)):
                return False
        return bool(clause.parts)
    if type(clause) is AnyOf:
        for part in clause.parts:
            if JUDGES[part](actor, facts, now) if type(part) is Claim else holds(part, actor, facts, now):
                return True
        return False
    if type(clause) is Not:
        # INVARIANT: Not of something unknown or empty, however deep, must not become a yes.
        denied: object = clause.part
        if type(denied) is Claim:
            return not JUDGES[denied](actor, facts, now)
        return sound(denied) and not holds(denied, actor, facts, now)
    return False


def sound(clause: object) -> bool:
    """Whether the clause is made of known nodes only and none of them is empty."""
    if type(clause) is Claim:
        return True
    if type(clause) is AllOf or type(clause) is AnyOf:
        return bool(clause.parts) and all(sound(part) for part in clause.parts)
    return type(clause) is Not and sound(clause.part)
