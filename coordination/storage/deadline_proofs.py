"""Room: storage. Proofs of deadlines: sealed, written once, numbered; a corrected one is a newer one."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from coordination.audit.grant import Grant
from coordination.model.deadline import Channel, Deadline, DeadlineFacts, Proof, State
from coordination.model.errors import Conflict
from coordination.model.ids import PersonId
from coordination.storage import keys
from coordination.storage.cabinet import Cabinet
from coordination.storage.deadline_tables import deadline_proofs, deadlines

TABLE = "deadline_proofs"
OVERTAKEN = "Somebody proved this first. Look at what they wrote; what you typed is kept below."
OVER = "This deadline was withdrawn meanwhile. What you typed is kept below."


def prove(cabinet: Cabinet, grant: Grant, deadline: DeadlineFacts, proof: Proof) -> None:
    """Keep a proof and stop the deadline. Of two at once the second is a Conflict; so is one of a withdrawn deadline.

    The proof's own place must be the next one: whoever has not seen the newest proof corrects nothing.
    """
    if deadline.state is State.WITHDRAWN:
        raise Conflict(OVER)
    if proof.place != deadline.proofs + 1:
        raise Conflict(OVERTAKEN)
    drawer = _drawer(deadline, proof.place)
    key_id, body = keys.seal(cabinet, grant, drawer, grant.actor.program.agency_id, _written(proof))
    row = {
        "deadline_id": deadline.id,
        "number": proof.place,
        "case_id": deadline.case_id,
        "program_id": deadline.program_id,
        "key_id": key_id,
        "body": body,
    }
    try:
        with cabinet.connection.begin_nested():
            cabinet.connection.execute(insert(deadline_proofs).values(row))
    except IntegrityError as error:
        raise Conflict(OVERTAKEN) from error
    stopped = (
        update(deadlines)
        .where(
            deadlines.c.id == deadline.id,
            deadlines.c.program_id == grant.actor.program_id,
            deadlines.c.state != State.WITHDRAWN.value,
        )
        .values(
            state=State.MET.value,
            done_at=proof.done_at,
            proved_at=proof.proved_at,
            proved_by=proof.proved_by,
            paused_at=None,
            next_at=None,
        )
    )
    if cabinet.connection.execute(stopped).rowcount != 1:
        raise Conflict(OVER)


def open_proofs(cabinet: Cabinet, grant: Grant, deadline: Deadline) -> list[Proof]:
    """The proofs of a deadline whose (owing program, type) the grant opens, newest first."""
    if (deadline.program_id, deadline.information_type) not in grant.case.opened():
        return []
    query = (
        select(deadline_proofs.c.number, deadline_proofs.c.key_id, deadline_proofs.c.body)
        .where(deadline_proofs.c.deadline_id == deadline.id, deadline_proofs.c.case_id == grant.case.case_id)
        .order_by(deadline_proofs.c.number.desc())
    )
    found = []
    for number, key_id, body in cabinet.connection.execute(query):
        with suppress(keys.Destroyed):  # purged; that it was proved, and when, stays
            found.append(_read(number, keys.unseal(cabinet, grant, _drawer(deadline, number), key_id, body)))
    return found


def _drawer(deadline: Deadline | DeadlineFacts, place: int) -> keys.Drawer:
    return keys.Drawer(
        table=TABLE,
        row=f"{deadline.id}/{place}",
        case_id=deadline.case_id,
        information_type=deadline.information_type,
        program_id=deadline.program_id,
    )


def _written(proof: Proof) -> bytes:
    said = {
        "done_at": proof.done_at.isoformat(),
        "who": proof.who,
        "channel": proof.channel.value,
        "told": proof.told,
        "number": proof.number,
        "said": proof.said,
        "proved_at": proof.proved_at.isoformat(),
        "proved_by": proof.proved_by,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _read(place: int, body: bytes) -> Proof:
    said = json.loads(body)
    return Proof(
        place=place,
        done_at=datetime.fromisoformat(said["done_at"]),
        who=said["who"],
        channel=Channel(said["channel"]),
        told=said["told"],
        number=said["number"],
        said=said["said"],
        proved_at=datetime.fromisoformat(said["proved_at"]),
        proved_by=PersonId(said["proved_by"]),
    )
