"""Room: tests. The steps that stories about deadlines begin with: what is told, and what is typed as a proof."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from coordination.casework import deadline_acts, moments
from coordination.model.action import Action
from coordination.model.deadline import Deadline
from coordination.model.ids import CaseId, DeadlineId, new_id
from coordination.storage import deadlines as drawer
from coordination.storage.deadline_tables import deadlines
from tests.community import ZONE, Community

IDENTIFIED = "trafficking_identified"  # in child protection it starts one duty: police, within 24 hours
PROOF = {"who": "Ana", "channel": "phone", "told": "Sergeant Lake, badge 12", "number": "26-1187"}


def local(at: datetime) -> str:
    """An instant as somebody of the community types it."""
    return moments.typed_instant(at, ZONE)


def told(
    community: Community, case: CaseId, who: str = "ana_cps_worker", event: str = IDENTIFIED, **typed: str
) -> DeadlineId:
    """Tell of an event through casework; the deadline that it started."""
    before = set(ids_of(community, case))
    given = {"event": event, "learned_at": local(community.clock.now), **typed}
    deadline_acts.start(community.desk, community.actor(who), case, given, new_id())
    (made,) = set(ids_of(community, case)) - before
    return made


def proof(community: Community, **typed: str) -> dict[str, str]:
    """A proof as it is typed, done now unless told otherwise."""
    return {**PROOF, "done_at": local(community.clock.now), "seen": "0", **typed}


def ids_of(community: Community, case: CaseId) -> Sequence[DeadlineId]:
    """The deadlines of a case, whoever owes them."""
    with community.desk.consulting() as cabinet:
        rows = cabinet.connection.execute(select(deadlines.c.id).where(deadlines.c.case_id == case))
        return [DeadlineId(found) for found in rows.scalars()]


def shown(community: Community, case: CaseId, who: str = "ana_cps_worker") -> list[Deadline]:
    """The deadlines of the case that this person is shown."""
    desk, actor = community.desk, community.actor(who)
    grant = desk.ask(actor, Action.CASE_READ, desk.facts(actor, case))
    with desk.opened(grant) as cabinet:
        return drawer.open(cabinet, grant)
