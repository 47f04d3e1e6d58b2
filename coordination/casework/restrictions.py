"""Room: casework. Restrictions: a case closed to all but named persons, supervisors included, and opened again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from coordination.casework.desk import Desk, Work
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.errors import Conflict, Invalid
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, PersonId
from coordination.model.team import Colleague, RestrictionFacts
from coordination.policy.audience import places_seen, programs_present
from coordination.storage import restriction_rows, team_rows
from coordination.storage.cabinet import Cabinet


def nameable(cabinet: Cabinet, actor: Actor, facts: CaseFacts, on_team: Iterable[PersonId]) -> list[Colleague]:
    """Who could enter if the case were not restricted: team members, and supervisors of programs with a place.

    Of the places that the actor may know of. on_team: the team members of those.
    """
    seen = [place.program.id for place in places_seen(actor, facts, cabinet.now)]
    members = set(on_team)
    found = {
        colleague.person_id: colleague
        for colleague in team_rows.facts_of_colleagues(cabinet, seen)
        if colleague.person_id in members or colleague.role == Role.SUPERVISOR
    }
    return list(found.values())


def restrict(desk: Desk, actor: Actor, case_id: CaseId, people: Sequence[PersonId], key: str) -> None:
    """Close the case to all but `people` and the actor. It takes the place of their program's earlier restriction.

    Raises Invalid on `people` when one of them could not enter the case anyway.
    """

    def work(w: Work) -> str:
        seen = [place.program.id for place in places_seen(actor, w.facts, w.now)]
        on_team = [mate.person_id for mate in team_rows.teammates(w.cabinet, w.grant, seen)]
        could = {colleague.person_id for colleague in nameable(w.cabinet, actor, w.facts, on_team)}
        if set(people) - could - {actor.person_id}:
            raise Invalid({"people": "Choose people who are on this case's team, or who supervise it."})
        earlier = _liftable(restriction_rows.facts_of_restrictions(w.cabinet, case_id), actor, w.facts, w.now)
        restriction_rows.lift(w.cabinet, w.grant, [found.id for found in earlier])
        # INVARIANT: whoever restricts a case is always named, so that somebody can always lift it.
        restriction_rows.restrict(w.cabinet, w.grant, [*people, actor.person_id])
        team_rows.bump(w.cabinet, w.grant, case_id, programs_present(w.facts, w.now), header=True)
        return case_id

    desk.act(actor, Action.CASE_RESTRICT, case_id, work, key=key)


def unrestrict(desk: Desk, actor: Actor, case_id: CaseId, key: str) -> None:
    """Lift the restriction that the actor's program set; the coordinating program also lifts one of a program gone.

    Raises Conflict when there is none, or when another program's still stands.
    """

    def work(w: Work) -> str:
        mine = _liftable(restriction_rows.facts_of_restrictions(w.cabinet, case_id), actor, w.facts, w.now)
        if not mine:
            raise Conflict("Your program has no restriction on this case. Whoever set one can lift it.")
        restriction_rows.lift(w.cabinet, w.grant, [found.id for found in mine])
        team_rows.bump(w.cabinet, w.grant, case_id, programs_present(w.facts, w.now), header=True)
        return case_id

    desk.act(actor, Action.CASE_UNRESTRICT, case_id, work, key=key)


def _liftable(
    found: Sequence[RestrictionFacts], actor: Actor, facts: CaseFacts, now: datetime
) -> list[RestrictionFacts]:
    coordinates = facts.coordinating_program_id == actor.program_id
    present = programs_present(facts, now)
    return [
        restriction
        for restriction in found
        if restriction.program_id == actor.program_id or (coordinates and restriction.program_id not in present)
    ]
