"""Room: casework. A legal demand for records came: tell those whose records it asks for. The hub hands out nothing.

Nobody answers for another program: what the hub holds belongs to whoever wrote it, and only they have a lawyer who can
answer, object, or tell the person it is about. There is no way here from a demand to the records.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.casework import notices
from coordination.casework.authority_form import said
from coordination.casework.desk import Desk, Work
from coordination.casework.release_typed import Typed, several, text
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Invalid
from coordination.model.facts import CaseFacts
from coordination.model.ids import AuthorityId, CaseId, Handle, new_id
from coordination.model.notice import Kind
from coordination.model.program import Program
from coordination.policy.audience import places_seen
from coordination.storage import legal_demands

WHO = "Who demands it, and how it reached you"
WHAT = "What it asks for"


def offer(desk: Desk, actor: Actor, case_id: CaseId) -> list[Program]:
    """Whose records may be asked for: the programs that the actor knows to be here, the own one first.

    Nobody tells a confidential program anything about a child here, so it is not among them.
    """
    facts = desk.facts(actor, case_id)
    if not desk.judge(actor, Action.DEMAND_RECORD, facts).allowed:
        desk.refuse(actor, Action.DEMAND_RECORD, facts)
    desk.ask(actor, Action.TEAM_READ, facts)
    return _programs(actor, facts, desk.now)


def record(desk: Desk, actor: Actor, case_id: CaseId, typed: Typed, key: str) -> AuthorityId:
    """Write down that a demand came, and tell the supervisors of each program whose records it asks for."""
    facts = desk.facts(actor, case_id)
    if not desk.judge(actor, Action.DEMAND_RECORD, facts).allowed:
        desk.refuse(actor, Action.DEMAND_RECORD, facts)
    errors: dict[str, str] = {}
    known = {str(one.id): one.id for one in _programs(actor, facts, desk.now)}
    asked = list(dict.fromkeys(several(typed, "programs")))
    if not asked or any(one not in known for one in asked):
        errors["programs"] = "Choose whose records it asks for, from the list."
    due_at = _due(typed, actor.program.zone, desk.now, errors)
    words = (said(typed, "asked_by", WHO, errors), said(typed, "asks", WHAT, errors))
    if errors or due_at is None:
        raise Invalid(errors)
    demand_id, handle = AuthorityId(new_id()), Handle(new_id())

    def work(w: Work) -> str:
        of = [known[one] for one in asked]
        legal_demands.record(w.cabinet, w.grant, (demand_id, handle), of, due_at, words)
        for program_id in of:
            notices.tell(w, Kind.DEMAND_CAME, program_id, cause=demand_id, about=handle)
        return demand_id

    return AuthorityId(desk.act(actor, Action.DEMAND_RECORD, case_id, work, key=key, objects=[handle]))


def _programs(actor: Actor, facts: CaseFacts, now: datetime) -> list[Program]:
    seen = [place.program for place in places_seen(actor, facts, now)]
    return [program for program in seen if not program.confidential and not program.court]


def _due(typed: Typed, zone: str, now: datetime, errors: dict[str, str]) -> datetime | None:
    """The end of the day by which it wants an answer. A day that is past is taken: it may have come late."""
    try:
        last = date.fromisoformat(text(typed, "due_on"))
        return datetime.combine(last + timedelta(days=1), time(), tzinfo=ZoneInfo(zone)).astimezone(now.tzinfo)
    except (ValueError, OverflowError):
        errors["due_on"] = "Write the day as year-month-day, for example 2026-12-31."
        return None
