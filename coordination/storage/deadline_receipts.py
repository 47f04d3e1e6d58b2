"""Room: storage. The receipt of a document as the first proof of running deadlines: sealed, written once."""

from __future__ import annotations

import json

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from coordination.audit.grant import Grant
from coordination.model.deadline import Deadline, Proof, State
from coordination.model.errors import Conflict
from coordination.storage import keys
from coordination.storage.cabinet import Cabinet
from coordination.storage.deadline_tables import deadline_proofs, deadlines

TABLE = "deadline_proofs"
OVERTAKEN = "Somebody proved this first. Look at what they wrote; what you typed is kept below."
_FIRST = 1


def prove(cabinet: Cabinet, grant: Grant, deadline: Deadline, proof: Proof) -> None:
    """Keep the first proof of a deadline of the actor's program and stop it; a second at once is a Conflict."""
    drawer = keys.Drawer(
        table=TABLE,
        row=f"{deadline.id}/{_FIRST}",
        case_id=deadline.case_id,
        information_type=deadline.information_type,
        program_id=deadline.program_id,
    )
    key_id, body = keys.seal(cabinet, grant, drawer, grant.actor.program.agency_id, _written(proof))
    row = {
        "deadline_id": deadline.id,
        "number": _FIRST,
        "case_id": deadline.case_id,
        "program_id": deadline.program_id,
        "key_id": key_id,
        "body": body,
    }
    stopped = (
        update(deadlines)
        .where(
            deadlines.c.id == deadline.id,
            deadlines.c.program_id == grant.actor.program_id,
            deadlines.c.state.in_((State.RUNNING.value, State.PAUSED.value)),
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
    try:
        with cabinet.connection.begin_nested():
            cabinet.connection.execute(insert(deadline_proofs).values(row))
            if cabinet.connection.execute(stopped).rowcount != 1:
                raise Conflict(OVERTAKEN)
    except IntegrityError as error:
        raise Conflict(OVERTAKEN) from error


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
