"""Room: casework. The sweep: whoever owes a deadline is told that it is at risk, overdue, and still open a day later.

At risk: the people of the program that owes it who work on the case. Overdue, and still open 24 hours later: its
supervisors; then also the liaison of the region (region_alarms.py). Where there are no people of the one kind, those of
the other, so that nothing passes unseen. Constant words, no case content.
A batch is one commit with its entry: killed half-way, the next goes on where it ended; two at once share the work.
After a pause of the hub each deadline is told of once, as it stands then. INVARIANT: nobody is told of a confidential
program's deadline, and no entry names one (architecture §3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from coordination.casework import region_alarms
from coordination.casework.desk import Desk, Noted
from coordination.casework.notices import to_person
from coordination.model.action import Action
from coordination.model.deadline import AGAIN_OVERDUE, AT_RISK, OVERDUE
from coordination.model.ids import DeadlineId, PersonId
from coordination.model.notice import Kind, Message
from coordination.storage import deadline_sweep, outbox, recipients
from coordination.storage.cabinet import Cabinet
from coordination.storage.deadline_sweep import Pending

BATCH = 500
KINDS: Mapping[int, Kind] = {
    AGAIN_OVERDUE: Kind.DEADLINE_STILL_OPEN,
    OVERDUE: Kind.DEADLINE_OVERDUE,
    AT_RISK: Kind.DEADLINE_AT_RISK,
}


def sweep(
    desk: Desk,
    told: Callable[[int, int], None] = lambda _done, _whole: None,
    *,
    stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Escalate every deadline that is due to be; how many were. told: after each batch, how many of how many."""
    with desk.consulting() as cabinet:
        whole = deadline_sweep.facts_of_pending(cabinet)
    done = 0
    for level in KINDS if whole else ():
        while not stopping():
            moved = _batch(desk, level)
            if not moved:
                break
            done += moved
            told(done, max(whole, done))
    return done


def _batch(desk: Desk, level: int) -> int:
    """One batch of one level in one commit; how many."""

    def work(cabinet: Cabinet) -> tuple[int, Noted]:
        claimed = deadline_sweep.claim(cabinet, level, BATCH)
        if not claimed:
            return 0, Noted(outcome="refused", reason="taken_over")
        deadline_sweep.move(cabinet, claimed, level)
        named = [one for one in claimed if not one.confidential]
        messages = _messages(cabinet, named, level)
        for start in range(0, len(messages), BATCH):
            outbox.put_alarms(cabinet, messages[start : start + BATCH])
        return len(claimed), Noted(objects=tuple(one.handle for one in named), reason=KINDS[level].value)

    with desk.consulting() as cabinet:
        if not deadline_sweep.facts_of_ripe(cabinet, level):
            return 0
    return desk.system(Action.ALARM_RAISE, work)


def _messages(cabinet: Cabinet, pending: Sequence[Pending], level: int) -> list[Message]:
    team = recipients.facts_of_teams(cabinet, {(one.program_id, one.case_id) for one in pending}) if pending else {}
    leads = recipients.facts_of_leads(cabinet, {one.program_id for one in pending}) if pending else {}
    made, named = [], dict[DeadlineId, list[PersonId]]()
    for one in pending:
        workers, supervisors = team.get((one.program_id, one.case_id), []), leads.get(one.program_id, [])
        chain = (workers, supervisors) if level == AT_RISK else (supervisors, workers)
        named[one.id] = chain[0] or chain[1]
        made += [_to(one, level, person) for person in named[one.id]]
    return [*made, *region_alarms.messages(cabinet, named)] if level == AGAIN_OVERDUE else made


def _to(one: Pending, level: int, person: PersonId) -> Message:
    return to_person(KINDS[level], one.program_id, one.case_id, _cause(one, level), one.handle, person)


def _cause(one: Pending, level: int) -> str:
    """An id for this level of this deadline: it is told once. A hash of a random id says nothing about anybody."""
    return sha256(f"{one.id} {level}".encode()).hexdigest()[:32]
