"""Room: storage. The rows of a case: opened, closed, handed over; its header and the heads of its open records."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import bindparam, insert, select, tuple_, update

from coordination.audit.grant import Grant
from coordination.database.prepared import Prepared
from coordination.declare.information import InformationType
from coordination.model.case import CaseHeader, RecordHead
from coordination.model.errors import Conflict
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, RecordId, new_id
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases, memberships, places
from coordination.storage.record_tables import records
from coordination.storage.roster import people

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O or U: read aloud and typed back without mistakes
_LENGTH = 8

_HEADERS = Prepared(
    select(cases.c.id, cases.c.handle, cases.c.reference, cases.c.opened_at, cases.c.closed_at).where(
        cases.c.id.in_(bindparam("ids", expanding=True))
    ),
    "ids",
)
_HEADS = Prepared(
    select(
        records.c.id,
        records.c.program_id,
        records.c.information_type,
        records.c.form,
        records.c.form_version,
        records.c.author_id,
        people.c.name,
        records.c.filed_at,
        records.c.corrects,
    )
    .join(people, people.c.id == records.c.author_id)
    .where(
        records.c.case_id == bindparam("case"),
        records.c.current.is_(True),
        records.c.withdrawn_at.is_(None),
        # An empty list opens nothing; both engines take it.
        tuple_(records.c.program_id, records.c.information_type).in_(bindparam("pairs", expanding=True)),
    )
    .order_by(records.c.filed_at.desc(), records.c.id),
    "pairs",
)


def hour(at: datetime) -> datetime:
    """The beginning of the hour: changed_at is no finer, so that it does not tell when somebody worked."""
    return at.replace(minute=0, second=0, microsecond=0)


def begin(cabinet: Cabinet, grant: Grant, case_id: CaseId, handle: Handle) -> str:
    """Make the case, the opening program's place, which coordinates, and the opener's membership; its reference."""
    reference = _free_reference(cabinet)
    actor, now = grant.actor, cabinet.now
    cabinet.connection.execute(
        insert(cases).values(
            id=case_id, handle=handle, reference=reference, opened_at=now, coordinating_program_id=actor.program_id
        )
    )
    row = {"case_id": case_id, "program_id": actor.program_id, "since": now, "changed_at": hour(now)}
    cabinet.connection.execute(insert(places).values(id=new_id(), invited_by=actor.program_id, **row))
    cabinet.connection.execute(insert(memberships).values(id=new_id(), person_id=actor.person_id, **row))
    return reference


def _free_reference(cabinet: Cabinet) -> str:
    while True:
        letters = "".join(secrets.choice(_CROCKFORD) for _ in range(_LENGTH))
        reference = f"{letters[:4]}-{letters[4:]}"
        if cabinet.connection.execute(select(cases.c.id).where(cases.c.reference == reference)).first() is None:
            return reference


def reference_of(words: str) -> str:
    """A reference from how people type it: o for 0, i and l for 1, hyphen or not; "" when it is none."""
    plain = "".join(letter for letter in words.upper() if letter.isalnum())
    plain = plain.translate(str.maketrans("OIL", "011"))
    return f"{plain[:4]}-{plain[4:]}" if len(plain) == _LENGTH and set(plain) <= set(_CROCKFORD) else ""


def close(cabinet: Cabinet, grant: Grant) -> None:
    """Close the grant's case now. Its reason stands in the access log."""
    _update(cabinet, grant, closed_at=cabinet.now, offered_to=None)


def reopen(cabinet: Cabinet, grant: Grant) -> None:
    """Open the grant's case again."""
    _update(cabinet, grant, closed_at=None)


def offer(cabinet: Cabinet, grant: Grant, program_id: ProgramId | None) -> None:
    """Offer coordination to a program, or take the offer back."""
    _update(cabinet, grant, offered_to=program_id)


def accept(cabinet: Cabinet, grant: Grant) -> None:
    """Give coordination to the actor's program. Conflict when the offer has gone meanwhile."""
    taken = cabinet.connection.execute(
        update(cases)
        .where(cases.c.id == grant.case.case_id, cases.c.offered_to == grant.actor.program_id)
        .values(coordinating_program_id=grant.actor.program_id, offered_to=None)
    )
    if taken.rowcount != 1:
        raise Conflict("This offer has been taken back.")


def _update(cabinet: Cabinet, grant: Grant, **values: object) -> None:
    cabinet.connection.execute(update(cases).where(cases.c.id == grant.case.case_id).values(values))


def headers(cabinet: Cabinet, grant: Grant) -> dict[CaseId, CaseHeader]:
    """The headers of the grant's cases."""
    rows = _HEADERS.rows(cabinet.connection, {"ids": list(grant.case_ids())})
    return {
        CaseId(case_id): CaseHeader(
            case_id=CaseId(case_id), handle=Handle(handle), reference=reference, opened_at=opened, closed_at=closed
        )
        for case_id, handle, reference, opened, closed in rows
    }


def heads(cabinet: Cabinet, grant: Grant) -> list[RecordHead]:
    """What the grant opens of its one case, newest first: every record's line, and no word of what was written."""
    pairs = [(program, information.value) for program, information in sorted(grant.case.opened())]
    rows = _HEADS.rows(cabinet.connection, {"case": grant.case.case_id, "pairs": pairs})
    return [
        RecordHead(
            id=RecordId(record),
            program_id=ProgramId(program),
            information_type=InformationType(kind),
            form=form,
            form_version=version,
            author_id=PersonId(author),
            author_name=name,
            filed_at=filed_at,
            corrects=RecordId(corrects) if corrects else None,
        )
        for record, program, kind, form, version, author, name, filed_at, corrects in rows
    ]


def facts_of_reference(cabinet: Cabinet, reference: str) -> CaseId | None:
    """The case of a reference, hidden or not: for a question that the policy then judges, like an id in an address."""
    found = cabinet.connection.execute(select(cases.c.id).where(cases.c.reference == reference)).scalar_one_or_none()
    return CaseId(found) if found else None
