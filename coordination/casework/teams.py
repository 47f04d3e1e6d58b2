"""Room: casework. Teams: programs are invited by the coordinator, people are assigned by their own supervisor."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from coordination.audit.grant import Grant
from coordination.casework import instruments, notices, restrictions, staging, training
from coordination.casework.desk import Desk, Work
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, new_id
from coordination.model.notice import Kind
from coordination.model.program import Program
from coordination.model.team import Team, TeamPage, TeamProgram
from coordination.model.training import Standing
from coordination.policy.audience import may, places_seen, programs_present
from coordination.storage import case_rows, team_rows
from coordination.storage.cabinet import Cabinet


def read(desk: Desk, actor: Actor, case_id: CaseId) -> TeamPage:
    """The team page: who is on the case as far as the actor may know, and whom they could ask, assign or name."""
    facts = desk.facts(actor, case_id)
    grant = desk.ask(actor, Action.TEAM_READ, facts)
    with desk.opened(grant) as cabinet:
        team = team_of(cabinet, grant, actor, facts)
        invitations = tuple(team_rows.invited(cabinet, grant))
        at_work = team_rows.facts_of_programs_at_work(cabinet)
        people = team_rows.facts_of_colleagues(cabinet, [actor.program_id])
        header = case_rows.headers(cabinet, grant)[facts.case_id]
        on_team = {mate.person_id for program in team.programs for mate in program.people}
        nameable = restrictions.nameable(cabinet, actor, facts, on_team)
        actions = may(actor, facts, desk.now)
        staged = staging.part(desk, cabinet, grant, actor, facts, (team, people))
        ours_at_work = [person.person_id for person in people] if Action.MEMBER_ASSIGN in actions else []
        gaps = training.facts_of_gaps(cabinet, desk.catalog, actor.program, ours_at_work) if ours_at_work else {}
    ours = {mate.person_id for entry in team.programs for mate in entry.people if mate.program_id == actor.program_id}
    return TeamPage(
        case_id=facts.case_id,
        reference=header.reference,
        team=team,
        invitations=invitations,
        invitable=tuple(_invitable(at_work, team, {invitation.program_id for invitation in invitations})),
        assignable=tuple({person.person_id: person for person in people if person.person_id not in ours}.values()),
        offerable=tuple(offerable(actor, team)),
        nameable=tuple(nameable),
        restricted=facts.restricted,
        offered_to=next((line.program.name for line in team.programs if line.program.id == facts.offered_to), ""),
        actions=actions,
        untrained=MappingProxyType({one: " ".join(gap.sentence for gap in found) for one, found in gaps.items()}),
        staging=staged,
    )


def team_of(cabinet: Cabinet, grant: Grant, actor: Actor, facts: CaseFacts) -> Team:
    """The team as the actor may know it: the places that the policy shows, and their people."""
    seen = places_seen(actor, facts, cabinet.now)
    people = team_rows.teammates(cabinet, grant, [place.program.id for place in seen])
    lines = [
        TeamProgram(
            program=place.program,
            since=place.since,
            people=tuple(mate for mate in people if mate.program_id == place.program.id),
            coordinates=place.program.id == facts.coordinating_program_id,
        )
        for place in seen
    ]
    return Team(programs=tuple(sorted(lines, key=lambda line: not line.coordinates)))


def offerable(actor: Actor, team: Team) -> list[Program]:
    """The programs on the team to which coordination may be offered: not one whose very place is confidential."""
    return [
        line.program
        for line in team.programs
        if not line.coordinates
        and not (line.program.confidential or line.program.court)
        and line.program.id != actor.program_id
    ]


def invite(desk: Desk, actor: Actor, case_id: CaseId, program_id: ProgramId, key: str) -> None:
    """Ask a program onto the team. Its place begins at once, unless it is confidential.

    INVARIANT: inviting a confidential program writes a row of the inviting program and changes nothing else anywhere,
    and is answered alike whether or not that program already serves the child (architecture §3).
    """
    with desk.consulting() as cabinet:
        found = [program for program in team_rows.facts_of_programs_at_work(cabinet) if program.id == program_id]
    if not found:
        raise Invalid({"program": "Choose a program from the list."})
    program = found[0]
    if not_live := instruments.not_yet(program, desk.now):
        raise Invalid({"program": not_live})

    def work(w: Work) -> str:
        if program.confidential:
            if any(sent.program_id == program_id for sent in team_rows.invited(w.cabinet, w.grant)):
                raise Conflict("Your program has invited them already.")
            team_rows.invite(w.cabinet, w.grant, program_id)
            return program_id
        if w.facts.place_of(program_id, w.now) is not None:
            raise Conflict("This program is on the team already.")
        if program.court and any(place.program.court and place.in_force(w.now) for place in w.facts.places):
            # With two, nobody could say with which of them something was filed (policy/courtroom.py).
            raise Conflict("A court receives the filings of this case already. End its place first.")
        team_rows.place(w.cabinet, w.grant, program_id)
        notices.tell(w, Kind.INVITED, program_id, cause=new_id(), about=w.facts.handle)
        team_rows.bump(w.cabinet, w.grant, case_id, programs_present(w.facts, w.now), header=True)
        return program_id

    named = [] if program.confidential else [program.handle]
    desk.act(actor, Action.TEAM_INVITE, case_id, work, key=key, about=f"{case_id} {program_id}", objects=named)


def end_place(desk: Desk, actor: Actor, case_id: CaseId, program_id: ProgramId, key: str) -> None:
    """End a program's place, and its people's memberships with it, from their next request on.

    Refused for a place the actor may not know of; Conflict for the coordinating program, which hands over first.
    """

    def work(w: Work) -> str:
        seen = [place.program for place in places_seen(actor, w.facts, w.now) if place.program.id == program_id]
        if not seen:
            raise Refused(reason="no_place")
        if program_id == w.facts.coordinating_program_id:
            raise Conflict("This program coordinates the case. Coordination must be handed over first.")
        team_rows.end_place(w.cabinet, w.grant, program_id)
        if w.facts.offered_to == program_id:
            case_rows.offer(w.cabinet, w.grant, None)
        team_rows.bump(w.cabinet, w.grant, case_id, _who_see(seen[0], actor, w), header=True)
        return program_id

    desk.act(actor, Action.TEAM_END, case_id, work, key=key, about=f"{case_id} {program_id}")


def assign(desk: Desk, actor: Actor, case_id: CaseId, person_id: PersonId, key: str) -> None:
    """Make a person of the actor's own program a team member. They need a work role there, in force.

    What their work there needs and they have not is told on the team page and in the entry, or refuses, by its declared
    rule. Raises Invalid on `person` for that and when they have no such role, Conflict when they are on the team for
    this program already.
    """

    def work(w: Work) -> str:
        people = team_rows.facts_of_colleagues(w.cabinet, [actor.program_id])
        if person_id not in {person.person_id for person in people}:
            raise Invalid({"person": "Choose a person of your program who works on cases."})
        if team_rows.facts_of_membership(w.cabinet, case_id, actor, person_id) is not None:
            raise Conflict("This person is on the team already.")
        if refused := training.refusal(_gaps(desk, w.cabinet, actor, person_id)):
            raise Invalid({"person": refused})
        team_rows.join(w.cabinet, w.grant, person_id)
        notices.tell(w, Kind.ASSIGNED, actor.program_id, cause=new_id(), about=w.facts.handle, person_id=person_id)
        team_rows.bump(w.cabinet, w.grant, case_id, _who_see(actor.program, actor, w), header=True)
        return person_id

    about, handles = f"{case_id} {person_id}", _handles(desk, actor, person_id)
    with desk.consulting() as cabinet:
        lapsed = "training_lapsed" if _gaps(desk, cabinet, actor, person_id) else ""
    desk.act(actor, Action.MEMBER_ASSIGN, case_id, work, key=key, about=about, objects=handles, purpose=lapsed)


def end_member(desk: Desk, actor: Actor, case_id: CaseId, person_id: PersonId, key: str) -> None:
    """Take a person of the actor's own program off the team; it shows on their next request."""

    def work(w: Work) -> str:
        if team_rows.facts_of_membership(w.cabinet, case_id, actor, person_id) is None:
            raise Conflict("This person is not on the team.")
        team_rows.leave(w.cabinet, w.grant, person_id)
        team_rows.bump(w.cabinet, w.grant, case_id, _who_see(actor.program, actor, w), header=True)
        return person_id

    about, handles = f"{case_id} {person_id}", _handles(desk, actor, person_id)
    desk.act(actor, Action.MEMBER_END, case_id, work, key=key, about=about, objects=handles)


def _gaps(desk: Desk, cabinet: Cabinet, actor: Actor, person_id: PersonId) -> tuple[Standing, ...]:
    """What the person would need on a case of the actor's program and has not."""
    return training.facts_of_gaps(cabinet, desk.catalog, actor.program, [person_id]).get(person_id, ())


def _handles(desk: Desk, actor: Actor, person_id: PersonId) -> list[Handle]:
    """The person's handle for the entry, when they work for the actor's program."""
    with desk.consulting() as cabinet:
        people = team_rows.facts_of_colleagues(cabinet, [actor.program_id])
    return [person.handle for person in people if person.person_id == person_id][:1]


def _who_see(program: Program, actor: Actor, work: Work) -> frozenset[ProgramId]:
    """The programs to whom a change of this program's place shows; of a confidential one's, only those two."""
    if program.confidential:
        return frozenset({program.id, actor.program_id})
    return programs_present(work.facts, work.now)


def _invitable(at_work: Sequence[Program], team: Team, invited: set[ProgramId]) -> list[Program]:
    """Everybody in force who is not on the team as the actor may know it; a confidential program is always listed,
    unless they invited it themselves: its absence from the list would tell."""
    there = {line.program.id for line in team.programs if not line.program.confidential}
    return [program for program in at_work if program.id not in there | invited]
