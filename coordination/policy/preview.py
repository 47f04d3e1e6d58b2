"""Room: policy. What a release would change, cell by cell, before anybody signs it. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import datetime

from coordination.declare.information import STEP_UP, InformationType
from coordination.model.actor import Actor, Role
from coordination.model.explanation import Access
from coordination.model.facts import CaseFacts, Holding, Membership, Place, Release
from coordination.model.ids import AppointmentId, Handle, PersonId
from coordination.model.program import Program
from coordination.model.release import Gain
from coordination.policy.decide import accesses
from coordination.policy.rulebook import Rulebook

_NOBODY = PersonId("")


def gains(
    rulebook: Rulebook,
    facts: CaseFacts,
    release: Release,
    sharing: Program,
    recipients: Iterable[Program],
    now: datetime,
) -> list[Gain]:
    """For each recipient program and each type of the release: what its team members get now and would get then.

    It shows types of which nothing is filed yet, because the release opens what is filed later too.
    """
    held = tuple(Holding(program=sharing, information_type=kind) for kind in sorted(release.types))
    before = dataclasses.replace(facts, holdings=held, restricted=False, conflict=False)
    after = dataclasses.replace(before, releases=(*facts.releases, release))
    return [
        Gain(recipient=program, information_type=kind, now=today.get(kind, "absent"), then=later.get(kind, "absent"))
        for program in recipients
        for today, later in [(_as_member(rulebook, before, program, now), _as_member(rulebook, after, program, now))]
        for kind in sorted(release.types)
    ]


def _as_member(rulebook: Rulebook, facts: CaseFacts, program: Program, now: datetime) -> dict[InformationType, str]:
    """What a team member of `program` would get; location counts as open, since a second factor is all it waits for."""
    actor = Actor(
        person_id=_NOBODY,
        handle=Handle(""),
        name="",
        appointment_id=AppointmentId(""),
        role=Role.WORKER,
        program=program,
        session=Handle(""),
    )
    seen_from = dataclasses.replace(
        facts,
        places=(*facts.places, Place(program=program, since=now)),
        membership=Membership(person_id=_NOBODY, program_id=program.id, since=now),
    )
    return {
        access.information_type: "known" if access.access is Access.KNOWN else "open"
        for access in accesses(rulebook, actor, seen_from, now)
        if access.access is not Access.STEP_UP or access.information_type in STEP_UP
    }
