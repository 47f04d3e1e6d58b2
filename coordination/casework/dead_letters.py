"""Room: casework. Dead letters: what an operator sees of messages that could not be sent, and another try for them.

An operator learns a kind, two times and a count: no person, no address, no case.
"""

from __future__ import annotations

from collections.abc import Sequence

from coordination.casework.desk import Desk, Noted
from coordination.model.action import Action
from coordination.model.dead_letter import DeadLetter
from coordination.model.ids import NoticeId
from coordination.storage import outbox
from coordination.storage.cabinet import Cabinet

MOST = 500


def listed(desk: Desk) -> list[DeadLetter]:
    """The newest ones first, at most MOST."""
    with desk.consulting() as cabinet:
        return outbox.facts_of_dead(cabinet, MOST)


def retry(desk: Desk, ids: Sequence[NoticeId]) -> int:
    """Let these begin anew; how many there were. Each is judged again before it is sent. One entry."""

    def work(cabinet: Cabinet) -> tuple[int, Noted]:
        begun = outbox.retry(cabinet, ids)
        return len(begun), Noted(objects=tuple(dict.fromkeys(begun)), reason="operator")

    return desk.system(Action.OUTBOX_RETRY, work)
