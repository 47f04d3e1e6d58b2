"""Room: policy. The same rule table as a tree over rows: which cases a list or a search may draw from.

`scope` translates a clause of acts.py claim by claim, with what is true of the actor folded in. storage/scope.py
alone compiles the tree to SQL and refuses a node it does not know. tests/policy/test_scope_agrees.py proves that
tree and decision agree on generated communities.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.policy import claims
from coordination.policy.acts import CASE_ACTS
from coordination.policy.claims import Claim, Clause


class Relation(StrEnum):
    """Rows of a case that a scope may ask about."""

    CONFLICT = "conflict"
    HOLDING = "holding"
    HUB_RELEASE = "hub_release"
    MEMBERSHIP = "membership"
    NAMED = "named"
    PLACE = "place"
    RESTRICTION = "restriction"


class Field(StrEnum):
    """Columns that a scope may compare; relation and column, in the words of the schema."""

    CASE_COORDINATING_PROGRAM = "case.coordinating_program"
    CASE_OFFERED_TO = "case.offered_to"
    CASE_OPEN = "case.open"
    CONFLICT_LIFTED = "conflict.lifted"
    CONFLICT_TARGET = "conflict.target"
    HOLDING_PROGRAM = "holding.program"
    HOLDING_TYPE = "holding.type"
    HUB_RELEASE_ENDS = "hub_release.ends"
    HUB_RELEASE_PROGRAM = "hub_release.program"
    HUB_RELEASE_STARTS = "hub_release.starts"
    MEMBERSHIP_PERSON = "membership.person"
    MEMBERSHIP_PROGRAM = "membership.program"
    MEMBERSHIP_SINCE = "membership.since"
    MEMBERSHIP_UNTIL = "membership.until"
    NAMED_PERSON = "named.person"
    PLACE_PROGRAM = "place.program"
    PLACE_SINCE = "place.since"
    PLACE_UNTIL = "place.until"
    RESTRICTION_LIFTED = "restriction.lifted"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part; none at all matches nothing."""

    parts: tuple[Scope, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part."""

    parts: tuple[Scope, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not the part."""

    part: Scope


@dataclass(frozen=True, slots=True)
class Constant:
    """True or false of the actor alone, whatever the row."""

    value: bool


@dataclass(frozen=True, slots=True)
class Equals:
    """The column equals the value."""

    field: Field
    value: str | bool


@dataclass(frozen=True, slots=True)
class In:
    """The column is one of the values; none at all matches nothing."""

    field: Field
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Within:
    """start <= at, and at < end or end is empty."""

    start: Field
    end: Field
    at: datetime


@dataclass(frozen=True, slots=True)
class Has:
    """The case has a row of this relation for which the part is true."""

    relation: Relation
    part: Scope


Scope = AllOf | AnyOf | Not | Constant | Equals | In | Within | Has


def scope(actor: Actor, action: Action, now: datetime) -> Scope:
    """The cases on which `actor` may do `action` at `now`, as a tree; an action without a rule matches nothing."""
    clause = CASE_ACTS.get(action)
    return Constant(False) if clause is None else _translate(clause, actor, now)


def _translate(clause: Clause, actor: Actor, now: datetime) -> Scope:
    if isinstance(clause, claims.AllOf):
        return AllOf(tuple(_translate(part, actor, now) for part in clause.parts))
    if isinstance(clause, claims.AnyOf):
        return AnyOf(tuple(_translate(part, actor, now) for part in clause.parts))
    if isinstance(clause, claims.Not):
        # INVARIANT: as in claims.holds, Not of something empty must not become everything.
        return Not(_translate(clause.part, actor, now)) if claims.sound(clause.part) else Constant(False)
    return _claim(clause, actor, now)


def _claim(claim: Claim, actor: Actor, now: datetime) -> Scope:  # noqa: PLR0911 - a claim each
    match claim:
        case Claim.PRESENT:
            return Constant(True)  # a row that is listed is there
        case Claim.CASE_OPEN:
            return Equals(Field.CASE_OPEN, True)
        case Claim.CASE_CLOSED:
            return Equals(Field.CASE_OPEN, False)
        case Claim.COORDINATES:
            return Equals(Field.CASE_COORDINATING_PROGRAM, actor.program_id)
        case Claim.OFFERED:
            return Equals(Field.CASE_OFFERED_TO, actor.program_id)
        case Claim.EXCLUDED:
            targets = frozenset({str(actor.person_id), str(actor.program_id), str(actor.agency_id)})
            return Has(
                Relation.CONFLICT,
                AllOf((In(Field.CONFLICT_TARGET, targets), Equals(Field.CONFLICT_LIFTED, False))),
            )
        case Claim.ADMITTED:
            named = Has(Relation.NAMED, Equals(Field.NAMED_PERSON, actor.person_id))
            in_force = Equals(Field.RESTRICTION_LIFTED, False)
            return Not(Has(Relation.RESTRICTION, AllOf((in_force, Not(named)))))
        case Claim.TEAM_MEMBER:
            return AllOf((_membership(actor, now), _place(actor, now)))
        case Claim.PLACED:
            return _place(actor, now)
        case Claim.ORDERED:
            return _ordered(actor)
        case _:
            return Constant(_of_the_actor(claim, actor, now))


def _of_the_actor(claim: Claim, actor: Actor, now: datetime) -> bool:
    """What is true of the actor alone, whatever the row."""
    of = {
        Claim.LIVE: actor.program.live(now),
        Claim.OF_APPOINTED_PROGRAM: actor.program.by_order,
        Claim.OF_CONFIDENTIAL_PROGRAM: actor.program.confidential,
        Claim.OF_COURT: actor.program.court,
        Claim.OVERSEES: bool(actor.oversees),
    }
    return of.get(claim, _ROLE_CLAIMS.get(claim) is actor.role)


_ROLE_CLAIMS: dict[Claim, Role] = {
    Claim.IS_ADMINISTRATOR: Role.ADMINISTRATOR,
    Claim.IS_AUDITOR: Role.AUDITOR,
    Claim.IS_COORDINATOR: Role.COORDINATOR,
    Claim.IS_PRIVACY_OFFICER: Role.PRIVACY_OFFICER,
    Claim.IS_SUPERVISOR: Role.SUPERVISOR,
    Claim.IS_WORKER: Role.WORKER,
}


def _ordered(actor: Actor) -> Scope:
    if not actor.program.by_order:
        return Constant(True)
    own = Equals(Field.HOLDING_PROGRAM, actor.program_id)
    order = Equals(Field.HOLDING_TYPE, InformationType.APPOINTMENT.value)
    return Has(Relation.HOLDING, AllOf((own, order)))


def _membership(actor: Actor, now: datetime) -> Scope:
    return Has(
        Relation.MEMBERSHIP,
        AllOf(
            (
                Equals(Field.MEMBERSHIP_PERSON, actor.person_id),
                Equals(Field.MEMBERSHIP_PROGRAM, actor.program_id),
                Within(Field.MEMBERSHIP_SINCE, Field.MEMBERSHIP_UNTIL, now),
            )
        ),
    )


def _place(actor: Actor, now: datetime) -> Scope:
    place = Has(
        Relation.PLACE,
        AllOf(
            (
                Equals(Field.PLACE_PROGRAM, actor.program_id),
                Within(Field.PLACE_SINCE, Field.PLACE_UNTIL, now),
            )
        ),
    )
    if not actor.program.confidential:
        return place
    hub = Has(
        Relation.HUB_RELEASE,
        AllOf(
            (
                Equals(Field.HUB_RELEASE_PROGRAM, actor.program_id),
                Within(Field.HUB_RELEASE_STARTS, Field.HUB_RELEASE_ENDS, now),
            )
        ),
    )
    return AllOf((place, hub))
