"""Room: casework. Notices: telling people that something waits, in the commit of the act that makes it wait.

What an act's noun calls is `tell` (people of a program, by the roles of the kind) or `ring` (an on-call line). Neither
may change what the act answers: whoever acts learns nothing of who is told.
"""

from __future__ import annotations

from coordination.casework.desk import Work
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId
from coordination.model.notice import KINDS, Kind, Message
from coordination.storage import outbox, recipients
from coordination.storage.cabinet import Cabinet


def tell(
    w: Work, kind: Kind, program_id: ProgramId, *, cause: str, about: Handle, person_id: PersonId | None = None
) -> None:
    """Tell the people of a program whom the kind concerns, or one of them. cause: what it is told once for (an id).

    about: the object's handle, for the access log. A confidential program's people are never told of a case.
    """
    outbox.put(w.cabinet, w.grant, messages(w.cabinet, kind, program_id, w.grant.case.case_id, cause, about, person_id))


def ring(w: Work, program_id: ProgramId, line: str, *, cause: str, about: Handle) -> None:
    """Send an urgent message to an on-call line (an address or a number): constant words and the message's own id."""
    message = Message(
        key=f"{Kind.ON_CALL.value}:{cause}:{program_id}",
        kind=Kind.ON_CALL,
        program_id=program_id,
        object_handle=about,
        line=line,
        urgent=True,
    )
    outbox.put(w.cabinet, w.grant, [message])


def messages(
    cabinet: Cabinet,
    kind: Kind,
    program_id: ProgramId,
    case_id: CaseId,
    cause: str,
    about: Handle,
    person_id: PersonId | None = None,
) -> list[Message]:
    """One message for each person of the program whom the kind concerns."""
    return [
        Message(
            key=f"{kind.value}:{cause}:{person}",
            kind=kind,
            program_id=program_id,
            person_id=person,
            case_id=case_id,
            object_handle=about,
            urgent=KINDS[kind].urgent,
        )
        for person in recipients.facts_of_audience(cabinet, program_id, KINDS[kind].roles, person_id)
    ]
