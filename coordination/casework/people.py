"""Room: casework. Ending a person's use of the hub at once, by whoever runs it; their next request finds nobody."""

from __future__ import annotations

from coordination.casework.desk import Desk, Noted
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid
from coordination.model.session import SessionEnd
from coordination.storage import people_rows, session_rows
from coordination.storage.cabinet import Cabinet


def disable(desk: Desk, issuer: str, subject: str) -> tuple[str, int]:
    """End a person and all their sessions; their name, and how many sessions ended. One entry names all of them.

    Invalid when the roster has nobody like this; Conflict when they had ended already. A roster load that names them
    without `ended` lets them in again.
    """
    with desk.consulting() as cabinet:
        if people_rows.facts_of_whom(cabinet, issuer, subject) is None:
            sentence = f"The roster has no person {subject!r} of the issuer {issuer!r}."
            raise Invalid({"subject": sentence}, sentence)

    def work(cabinet: Cabinet) -> tuple[tuple[str, int], Noted]:
        found = people_rows.facts_of_whom(cabinet, issuer, subject)
        if found is None or not people_rows.end(cabinet, found.id):
            raise Conflict("This person had ended already. Nothing was changed.")
        open_sessions = people_rows.facts_of_sessions(cabinet, found.id)
        session_rows.end(cabinet, open_sessions, SessionEnd.BY_OPERATOR)
        return (found.name, len(open_sessions)), Noted(objects=(found.handle, *open_sessions), reason="command_line")

    return desk.system(Action.PERSON_DISABLE, work)
