"""Room: casework. Staging on a case: who its forensic interviewer is, what has happened, and taking either back.

INVARIANT: nobody is named where the team has no written protocol (the hub would have to invent what they see), and
nobody takes their own name back. What was told opens, and what is taken back closes, on the very next request.
"""

from __future__ import annotations

from collections.abc import Sequence

from coordination.audit.grant import Grant
from coordination.casework.desk import Desk, Work
from coordination.casework.staging_words import to_the_team
from coordination.declare.staging import BY_SLUG, EVENTS, INTERVIEWER, StagingEvent
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Invalid
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, Handle, PersonId, StagingId, is_id, new_id
from coordination.model.staging import StagingEntry, StagingPart
from coordination.model.team import Colleague, Team
from coordination.policy.audience import may, places_seen, programs_present
from coordination.policy.staging import protocol_of
from coordination.storage import staging as drawer
from coordination.storage import team_rows
from coordination.storage.cabinet import Cabinet

NO_PROTOCOL = (
    "The team that coordinates this case has no written protocol on file, and the hub has no rule of its own. Its "
    "coordinator or supervisor records it first, under Protocol."
)


def part(
    desk: Desk, cabinet: Cabinet, grant: Grant, actor: Actor, facts: CaseFacts, people: tuple[Team, Sequence[Colleague]]
) -> StagingPart:
    """What the team page says of staging. people: the team as the viewer may know it, and their own colleagues."""
    actions = may(actor, facts, desk.now)
    team, colleagues = people
    standing = drawer.entries(cabinet, grant)
    seen = {mate.person_id for line in team.programs for mate in line.people}
    seen |= {one.person_id for one in colleagues}
    shown = [
        one for one in standing if one.person_id is None or one.person_id in seen or one.person_id == actor.person_id
    ]
    told = {one.kind for one in standing}
    tellable = [one for one in EVENTS if one.slug not in told and _may_tell(actor, facts, one)]
    named = {one.person_id for one in standing}
    return StagingPart(
        sentences=to_the_team(desk.catalog, facts, desk.now),
        entries=tuple((one, _title(one), _may_withdraw(actor, facts, one, actions)) for one in shown),
        tellable=tuple((one.slug, one.title) for one in tellable) if Action.STAGING_TELL in actions else (),
        nameable=tuple(
            (person, words)
            for person, words in _nameable(actor, facts, team, colleagues).items()
            if person not in named and Action.INTERVIEWER_NAME in actions
        ),
        missing=protocol_of(facts, desk.now) is None,
    )


def name(desk: Desk, actor: Actor, case_id: CaseId, person_id: PersonId, key: str) -> None:
    """Say who the case's forensic interviewer is: a person of the actor's program, on the team yet or not; whoever
    coordinates may name a team member of another. Invalid on `interviewer`."""
    ids = StagingId(new_id()), Handle(new_id())

    def work(w: Work) -> str:
        if protocol_of(w.facts, w.now) is None:
            raise Invalid({"interviewer": NO_PROTOCOL})
        if person_id not in _choices(w, actor):
            raise Invalid({"interviewer": "Choose a person from the list."})
        drawer.tell(w.cabinet, w.grant, ids, INTERVIEWER, person_id)
        return _changed(w, case_id)

    about = f"{case_id} {person_id}"
    desk.act(actor, Action.INTERVIEWER_NAME, case_id, work, key=key, about=about, objects=[ids[1]])


def tell(desk: Desk, actor: Actor, case_id: CaseId, kind: str, key: str) -> None:
    """Write down that an event has happened. Invalid on `event`, for one that is somebody else's to tell too."""
    ids = StagingId(new_id()), Handle(new_id())

    def work(w: Work) -> str:
        event = BY_SLUG.get(kind)
        if event is None or not _may_tell(actor, w.facts, event):
            raise Invalid({"event": "Choose what has happened, from the list."})
        drawer.tell(w.cabinet, w.grant, ids, event.slug)
        return _changed(w, case_id)

    purpose = kind if kind in BY_SLUG else ""
    about = f"{case_id} {kind}"
    desk.act(actor, Action.STAGING_TELL, case_id, work, key=key, about=about, objects=[ids[1]], purpose=purpose)


def withdraw(desk: Desk, actor: Actor, case_id: CaseId, entry_id: str, key: str) -> None:
    """Take back what was told. Refused alike when it is absent and when it is not the actor's to take back."""
    wanted = entry_id if is_id(entry_id) else "0" * 32
    facts = desk.facts(actor, case_id)
    actions = may(actor, facts, desk.now)
    found: list[StagingEntry] = []
    if Action.STAGING_WITHDRAW in actions:
        with desk.consulting(about=(case_id,)) as cabinet:
            found = [one for one in drawer.facts_of_entries(cabinet, case_id) if one.id == wanted]
    if not found or not _may_withdraw(actor, facts, found[0], actions):
        desk.refuse(actor, Action.STAGING_WITHDRAW, facts, reason="absent")
    one = found[0]

    def work(w: Work) -> str:
        drawer.withdraw(w.cabinet, w.grant, one.id)
        return _changed(w, case_id)

    about = f"{case_id} {one.id}"
    desk.act(
        actor, Action.STAGING_WITHDRAW, case_id, work, key=key, about=about, objects=[one.handle], purpose=one.kind
    )


def _may_tell(actor: Actor, facts: CaseFacts, event: StagingEvent) -> bool:
    return (
        (event.by_interviewer and actor.person_id in facts.interviewers)
        or (event.by_coordinator and facts.coordinating_program_id == actor.program_id)
        or actor.program.partner_type in event.partner_types
    )


def _may_withdraw(actor: Actor, facts: CaseFacts, one: StagingEntry, actions: frozenset[Action]) -> bool:
    """Whoever told it, their program, and whoever coordinates; never the person who was named."""
    theirs = actor.program_id in {one.program_id, facts.coordinating_program_id}
    return Action.STAGING_WITHDRAW in actions and theirs and one.person_id != actor.person_id


def _choices(w: Work, actor: Actor) -> dict[PersonId, str]:
    seen = [place for place in places_seen(actor, w.facts, w.now) if not place.program.confidential]
    mates = team_rows.teammates(w.cabinet, w.grant, [place.program.id for place in seen])
    found = {one.person_id: one.name for one in team_rows.facts_of_colleagues(w.cabinet, [actor.program_id])}
    if w.facts.coordinating_program_id == actor.program_id:
        found |= {mate.person_id: mate.name for mate in mates}
    return found


def _nameable(actor: Actor, facts: CaseFacts, team: Team, colleagues: Sequence[Colleague]) -> dict[PersonId, str]:
    found = {one.person_id: f"{one.name}, {one.title}" for one in colleagues}
    if facts.coordinating_program_id == actor.program_id:
        lines = [line for line in team.programs if not line.program.confidential]
        found |= {mate.person_id: f"{mate.name}, {mate.title}" for line in lines for mate in line.people}
    return found


def _title(one: StagingEntry) -> str:
    return BY_SLUG[one.kind].title if one.kind in BY_SLUG else "Forensic interviewer"


def _changed(w: Work, case_id: CaseId) -> str:
    team_rows.bump(w.cabinet, w.grant, case_id, programs_present(w.facts, w.now), header=True)
    return case_id
