"""Room: casework. Open sessions: listed and ended by their person, or by an administrator of the person's agency."""

from __future__ import annotations

from coordination.casework.desk import Desk, Work
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.errors import Refused
from coordination.model.ids import Handle
from coordination.model.session import LIMITS, Limits, SessionEnd, SessionLine
from coordination.storage import appointed, session_lists, session_rows


def own(desk: Desk, actor: Actor, *, limits: Limits = LIMITS) -> list[SessionLine]:
    """The actor's own sessions in force, newest first."""
    grant = desk.ask_general(actor, Action.SESSION_LIST)
    with desk.opened(grant) as cabinet:
        return session_lists.facts_of_lines(cabinet, [actor.person_id], limits, here=actor.session)


def of_agency(desk: Desk, actor: Actor, *, limits: Limits = LIMITS) -> list[SessionLine]:
    """The sessions in force of everybody with an appointment in the administrator's agency; Refused to other roles."""
    if actor.role is not Role.ADMINISTRATOR:
        desk.refuse(actor, Action.SESSION_LIST)
    grant = desk.ask_general(actor, Action.SESSION_LIST)
    with desk.opened(grant) as cabinet:
        people = appointed.facts_of_agency_people(cabinet.connection, actor.agency_id, cabinet.now)
        return session_lists.facts_of_lines(cabinet, people, limits, here=actor.session)


def end(desk: Desk, actor: Actor, handle: Handle, *, key: str) -> str:
    """End one session: one's own, or as administrator one of the agency's people; anything else is Refused alike.

    Returns the handle. Ending what has ended already changes nothing.
    """

    def work(work: Work) -> str:
        owner = session_lists.facts_of_owner(work.cabinet, handle)
        if owner == actor.person_id:
            session_rows.end(work.cabinet, [handle], SessionEnd.BY_PERSON)
            return handle
        agency = appointed.facts_of_agency_people(work.cabinet.connection, actor.agency_id, work.now)
        if actor.role is not Role.ADMINISTRATOR or owner not in agency:
            raise Refused
        session_rows.end(work.cabinet, [handle], SessionEnd.BY_ADMINISTRATOR)
        return handle

    return desk.act_general(actor, Action.SESSION_END, work, key=key, about=handle, objects=(handle,))
