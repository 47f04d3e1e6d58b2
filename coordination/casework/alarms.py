"""Room: casework. Alarms: what nobody did in time is told to who can do it, once, without a word of the case.

Each noun registers a function that finds what is due now; it gives messages, and their keys keep an alarm from being
raised twice. INVARIANT: nothing of a confidential program's client is ever due (architecture §3): the queries leave
confidential programs out, and storage/recipients finds nobody of theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coordination.casework import agreement_alarms, instrument_alarms, stalled, training_alarms
from coordination.casework.desk import Desk, Noted
from coordination.casework.notices import messages
from coordination.model.action import Action
from coordination.model.notice import Kind, Message
from coordination.storage import alarm_rows, emergency_rows, outbox
from coordination.storage.alarm_rows import Due
from coordination.storage.cabinet import Cabinet

# A noun's function: what is due at the cabinet's instant, a bounded number, oldest first.
Alarm = Callable[[Cabinet], Sequence[Message]]


def due_of(kind: Kind, find: Callable[[Cabinet], Sequence[Due]]) -> Alarm:
    """An alarm of this kind to the program that each due thing names."""

    def alarm(cabinet: Cabinet) -> list[Message]:
        return [
            message
            for due in find(cabinet)
            for message in messages(cabinet, kind, due.program_id, due.case_id, due.cause, due.about)
        ]

    return alarm


# Whoever adds a noun with a time of its own adds its alarm here, one line each.
ALARMS: tuple[Alarm, ...] = (
    due_of(Kind.AUTHORITY_ENDING, alarm_rows.facts_of_authorities_ending),
    due_of(Kind.EMERGENCY_UNREVIEWED, emergency_rows.facts_of_unreviewed),
    due_of(Kind.INVITED_UNANSWERED, alarm_rows.facts_of_places_without_people),
    due_of(Kind.RELEASE_ENDED_AT_18, alarm_rows.facts_of_releases_ended_at_18),
    due_of(Kind.RELEASE_ENDING, alarm_rows.facts_of_releases_ending),
    due_of(Kind.RELEASE_ENDS_AT_18, alarm_rows.facts_of_releases_ending_at_18),
    due_of(Kind.REQUEST_STALLED, alarm_rows.facts_of_requests_stalled),
    agreement_alarms.due,
    instrument_alarms.due,
    stalled.due,
    training_alarms.due,
)


def raise_due(desk: Desk, alarms: Sequence[Alarm] = ALARMS) -> int:
    """Raise every alarm that is due and was not raised before; how many messages are new. One entry for each kind."""
    new = 0
    for alarm in alarms:
        with desk.consulting() as cabinet:
            found = alarm(cabinet)
            fresh = outbox.facts_of_fresh(cabinet, [message.key for message in found])
        kinds: dict[Kind, list[Message]] = {}
        for message in found:
            if message.key in fresh:
                kinds.setdefault(message.kind, []).append(message)
        for wanted in kinds.values():
            new += _raise(desk, wanted)
    return new


def _raise(desk: Desk, wanted: Sequence[Message]) -> int:
    def work(cabinet: Cabinet) -> tuple[int, Noted]:
        made = outbox.put_alarms(cabinet, wanted)
        if not made:  # another worker was first
            return 0, Noted(outcome="refused", reason="taken_over")
        about = tuple(dict.fromkeys(message.object_handle for message in wanted))
        return made, Noted(objects=about, reason=wanted[0].kind.value)

    return desk.system(Action.ALARM_RAISE, work)
