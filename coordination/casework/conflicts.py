"""Room: casework. The conflict list: who is shut out of a case; it beats every role and shows to its keepers alone."""

from __future__ import annotations

from datetime import datetime
from typing import NoReturn

from coordination.casework.desk import Desk, Work
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.errors import Invalid, Refused
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, Handle, case_id_of, is_id, new_id
from coordination.model.program import Program
from coordination.model.team import Colleague, ConflictFacts, ConflictPage
from coordination.policy.decide import NO_CASE, decide_general
from coordination.storage import act_keys, case_facts, case_rows, conflict_rows, team_rows


def page(desk: Desk, actor: Actor) -> ConflictPage:
    """The conflict list and who could be put on it. A privacy officer may lift."""
    kept = listed(desk, actor)
    people, programs = targets(desk, actor)
    own = {actor.person_id, actor.program_id, actor.agency_id}
    agencies = {program.agency_id: program.agency_name for program in programs}
    places = {program.id: f"{program.agency_name}, {program.name}" for program in programs}
    named = {person.person_id: f"{person.name}, {places[person.program_id]}" for person in people}
    choices = [
        (f"{kind}:{target_id}", name)
        for kind, names in (("person", named), ("program", places), ("agency", agencies))
        for target_id, name in names.items()
        if target_id not in own
    ]
    return ConflictPage(kept=tuple(kept), choices=tuple(choices), may_lift=actor.role is Role.PRIVACY_OFFICER)


def listed(desk: Desk, actor: Actor) -> list[ConflictFacts]:
    """The part of the conflict list that the actor keeps, newest first; its entry names what is shown."""
    with desk.consulting() as cabinet:
        handles = [kept.handle for kept in conflict_rows.facts_of_conflicts(cabinet, actor)]
    grant = desk.ask_general(actor, Action.CONFLICT_LIST, objects=handles)
    with desk.opened(grant) as cabinet:
        shown = conflict_rows.facts_of_conflicts(cabinet, actor)
    return [kept for kept in shown if kept.handle in handles]


def targets(desk: Desk, actor: Actor) -> tuple[list[Colleague], list[Program]]:
    """Whom one may shut out: people who work on cases, and programs (with their agencies). Roster data.

    Who works for another agency's shelter or advocates is not told: the program as a whole can be shut out.
    """
    with desk.consulting() as cabinet:
        programs = team_rows.facts_of_programs_at_work(cabinet)
        named = [one.id for one in programs if not one.confidential or one.agency_id == actor.agency_id]
        return team_rows.facts_of_colleagues(cabinet, named), programs


def shut_out(desk: Desk, actor: Actor, reference: str, target: str, key: str) -> str:
    """Shut somebody out of the case of a reference. target: "person:<id>", "program:<id>" or "agency:<id>".

    Raises Invalid on `target`; Refused alike for an unknown reference and for a case that is not the actor's to keep.
    """
    kind, target_id = _target(desk, actor, target)
    facts = _facts(desk, actor, _case_of(desk, reference))
    if not _keeps(desk, actor, Action.CONFLICT_SET, facts):
        desk.refuse(actor, Action.CONFLICT_SET, NO_CASE)
    handle, about = Handle(new_id()), f"{facts.case_id} {target}"

    def work(w: Work) -> str:
        _still(actor, w)
        conflict_rows.set_conflict(w.cabinet, w.grant, handle=handle, kind=kind, target=target_id)
        return handle

    return desk.act(actor, Action.CONFLICT_SET, facts.case_id, work, key=key, about=about, objects=[handle])


def lift(desk: Desk, actor: Actor, handle: Handle, key: str) -> None:
    """Take an entry off the list. Refused alike for an unknown handle and for one the actor does not keep."""
    if not is_id(handle):
        handle = Handle("0" * 32)
    with desk.consulting() as cabinet:
        kept = {found.handle: found for found in conflict_rows.facts_of_conflicts(cabinet, actor)}
        done = act_keys.facts_of_key(cabinet, actor, key, Action.CONFLICT_LIFT, handle)
    found = kept.get(handle)
    facts = _facts(desk, actor, found.case_id if found else case_id_of(""))
    if (
        found is None
        and done is not None
        and decide_general(desk.rulebook, actor, Action.CONFLICT_LIST, desk.now).allowed
    ):
        return  # the form was sent twice, and its entry is off the list since the first
    if found is None or not _keeps(desk, actor, Action.CONFLICT_LIFT, facts):
        _refuse_lift(desk, actor)
    conflict_id = found.id

    def work(w: Work) -> str:
        _still(actor, w)
        conflict_rows.lift(w.cabinet, w.grant, conflict_id)
        return handle

    desk.act(actor, Action.CONFLICT_LIFT, facts.case_id, work, key=key, about=handle, objects=[handle])


def _refuse_lift(desk: Desk, actor: Actor) -> NoReturn:
    desk.refuse(actor, Action.CONFLICT_LIFT, NO_CASE)


def _case_of(desk: Desk, reference: str) -> CaseId:
    with desk.consulting() as cabinet:
        found = case_rows.facts_of_reference(cabinet, case_rows.reference_of(reference))
    return found or case_id_of("")


def _facts(desk: Desk, actor: Actor, case_id: CaseId) -> CaseFacts:
    with desk.consulting() as cabinet:
        return case_facts.facts(cabinet.connection, actor, case_id)


def _keeps(desk: Desk, actor: Actor, action: Action, facts: CaseFacts) -> bool:
    return desk.judge(actor, action, facts).allowed and _has_place(actor, facts, desk.now)


def _has_place(actor: Actor, facts: CaseFacts, now: datetime) -> bool:
    """Whether the actor's agency is on the case; a confidential program's place counts for itself alone."""
    return any(
        place.in_force(now)
        and place.program.agency_id == actor.agency_id
        and (place.program.id == actor.program_id or not place.program.confidential)
        for place in facts.places
    )


def _still(actor: Actor, work: Work) -> None:
    if not _has_place(actor, work.facts, work.now):
        raise Refused(reason="no_place")


def _target(desk: Desk, actor: Actor, target: str) -> tuple[str, str]:
    kind, _, target_id = target.partition(":")
    people, programs = targets(desk, actor)
    known = {
        "person": {str(person.person_id) for person in people},
        "program": {str(program.id) for program in programs},
        "agency": {str(program.agency_id) for program in programs},
    }
    if target_id not in known.get(kind, set()):
        raise Invalid({"target": "Choose who is to be shut out."})
    if target_id in {actor.person_id, actor.program_id, actor.agency_id}:
        raise Invalid({"target": "You cannot shut out yourself, your own program or your own agency."})
    return kind, target_id
