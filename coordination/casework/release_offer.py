"""Room: casework. What a release form offers: whom it may name, which types, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.casework.desk import Desk
from coordination.casework.release_words import LONGEST_DAYS
from coordination.declare.information import NEVER_SHARED, InformationType
from coordination.model.actor import Actor
from coordination.model.facts import CaseFacts
from coordination.model.program import Program
from coordination.policy.signers import encoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a release form offers: programs that may be recipients, types this program may share, longest days.

    encoded: whether the rules about who signs are known here for every regime that binds the program.
    """

    recipients: tuple[Program, ...]
    types: tuple[InformationType, ...]
    longest: int
    encoded: bool


def offered(desk: Desk, actor: Actor, facts: CaseFacts) -> Offer:
    """Recipients are the programs on the case that a release reaches, and not the sharing program itself."""
    placed = {
        place.program.id: place.program
        for place in facts.places
        if place.in_force(desk.now) and receives(place.program) and place.program.id != actor.program_id
    }
    programs = tuple(sorted(placed.values(), key=lambda program: program.name))
    return Offer(
        recipients=programs,
        types=types_of(desk, actor),
        longest=longest_of(desk, actor),
        encoded=encoded(actor.program),
    )


def receives(program: Program) -> bool:
    """Whether a release may name it: a confidential program's place is not told, and a court takes filings alone."""
    return not program.confidential and not program.court


def types_of(desk: Desk, actor: Actor) -> tuple[InformationType, ...]:
    """What a program of the actor's kind may share at all."""
    held = desk.catalog.partner_types[actor.program.partner_type].holds
    shareable = held - NEVER_SHARED  # the floor opens these to nobody else
    return tuple(sorted(shareable, key=lambda kind: kind.words))


def longest_of(desk: Desk, actor: Actor) -> int:
    """For how many days a release may run at most, under the law of the actor's program."""
    places = [desk.catalog.jurisdictions[slug].release_days for slug in actor.program.jurisdictions]
    return min([days for days in places if days is not None] + [LONGEST_DAYS])
