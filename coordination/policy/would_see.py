"""Room: policy. What a place on the team, a referral or a record would show to others, before it is given. Pure.

Like the preview of a release, made of the rules that decide. Whoever asks is told only what they may know: whose place
is hidden from them is left out, and so is what another program opened by papers to which theirs is no party. What is
filed is not looked at either, only which types each program can have, so the answer tells nothing of that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from coordination.declare.information import InformationType
from coordination.model.actor import Actor
from coordination.model.facts import CaseFacts, Place
from coordination.model.program import Program
from coordination.model.release import Gain
from coordination.policy.audience import access_of_members, may_carry, places_seen
from coordination.policy.redisclosure import warnings
from coordination.policy.rulebook import Rulebook

Held = Mapping[str, frozenset[InformationType]]
"""The types that a program of each partner type can have."""


def known_to(actor: Actor, facts: CaseFacts, now: datetime) -> CaseFacts:
    """The same case with only the papers that the actor may know of.

    Releases to which the actor's program is a party, and the release to the hub of a program whose place the actor
    sees, since that place shows only while it runs. Of other papers the actor's program's own: whom else those of
    others name is not told to anybody (casework/authorities). Nor is anybody's emergency access.
    """
    seen = {place.program.id for place in places_seen(actor, facts, now)}
    mine = actor.program_id
    return replace(
        facts,
        releases=tuple(
            one
            for one in facts.releases
            if one.sharing_program_id == mine
            or (one.signers_suffice and one.names(actor.program))
            or (one.names_hub and one.sharing_program_id in seen)
        ),
        authorities=tuple(one for one in facts.authorities if one.sharing_program_id == mine),
        emergency_until=None,
    )


def of_place(
    rulebook: Rulebook, actor: Actor, facts: CaseFacts, program: Program, held: Held, now: datetime
) -> list[tuple[Program, InformationType, str]]:
    """What team members of `program` get, while it has a place, of each program that the actor may know to be here.

    By program and type: "open", "known" or "absent". `program` may be the actor's own. What a court gives comes with
    filings alone, and is left out; so is what `program` itself files, which its own people read.
    """
    told = known_to(actor, facts, now)
    joined = replace(told, places=(*told.places, Place(program=program, since=now)))
    return [
        (owner, kind, access_of_members(rulebook, joined, owner, kind, program, now))
        for owner in (place.program for place in places_seen(actor, facts, now))
        if not owner.court and (owner.id != program.id or program.id == actor.program_id)
        for kind in sorted(held.get(owner.partner_type, frozenset()), key=lambda one: one.words)
    ]


def of_record(
    rulebook: Rulebook, actor: Actor, facts: CaseFacts, information_type: InformationType, now: datetime
) -> list[Gain]:
    """What each other program on the case, as far as the actor may know of it, gets of a record that the actor's
    program files under this type: today, and once it is filed."""
    owner = actor.program
    filed = any((one.program.id, one.information_type) == (owner.id, information_type) for one in facts.holdings)
    found = []
    for place in places_seen(actor, facts, now):
        program = place.program
        if program.id == owner.id or program.court:
            continue
        then = access_of_members(rulebook, facts, owner, information_type, program, now)
        gain = Gain(
            recipient=program,
            information_type=information_type,
            now=then if filed else "absent",
            then=then,
            warnings=warnings(program) if then == "open" else (),
        )
        found.append(gain)
    return found


def of_referral(
    rulebook: Rulebook,
    actor: Actor,
    facts: CaseFacts,
    recipient: Program,
    types: frozenset[InformationType],
    now: datetime,
) -> list[Gain]:
    """What the recipient gets of the actor's program's records of these types: today, and when they go along.

    INVARIANT: of a confidential recipient whose place the actor may not know of, the same answer whether it has one.
    """
    seen = {place.program.id for place in places_seen(actor, facts, now)}
    told = recipient.id in seen or not recipient.confidential
    carried = may_carry(rulebook, facts, (actor.program, recipient), now) if told else set()
    found = []
    for kind in sorted(types, key=lambda one: one.words):
        then = "open" if kind.value in carried else "absent"
        on_team = recipient.id in seen
        now_gets = access_of_members(rulebook, facts, actor.program, kind, recipient, now) if on_team else "absent"
        best = "open" if then == "open" else now_gets
        found.append(Gain(recipient=recipient, information_type=kind, now=now_gets, then=best))
    return found
