"""Room: storage. One-use act keys: the first result of a form, shown again when the form is sent twice.

INVARIANT: a key stands for one person's act of one action about one thing: a case, and what on it. Sent for another
action, another case or another form it does not pass for done: `remember` then makes the whole act give way.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from coordination.audit.grant import Grant
from coordination.crypto.tokens import token_digest
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import act_keys


def facts_of_key(cabinet: Cabinet, actor: Actor, key: str, action: Action, about: str) -> str | None:
    """The result of this action about this when this person did it under this key before, or None.

    Another's key is nobody's. about: the ids of what the form was about, as `remember` was given them.
    """
    query = select(act_keys.c.result).where(
        act_keys.c.key == key,
        act_keys.c.person_id == actor.person_id,
        act_keys.c.action == action.value,
        act_keys.c.about == token_digest(about),
    )
    found: str | None = cabinet.connection.execute(query).scalar_one_or_none()
    return found


def facts_of_keys(cabinet: Cabinet, actor: Actor, keys: Sequence[str], action: Action, about: str) -> dict[str, str]:
    """The results of this action by this person under these keys, by key; those not used before are left out."""
    query = select(act_keys.c.key, act_keys.c.result).where(
        act_keys.c.key.in_(keys),
        act_keys.c.person_id == actor.person_id,
        act_keys.c.action == action.value,
        act_keys.c.about == token_digest(about),
    )
    return {row.key: row.result for row in cabinet.connection.execute(query)}


def remember(cabinet: Cabinet, grant: Grant, key: str, about: str, result: str) -> None:
    """Keep the result of an act under its key. Conflict when the key was used meanwhile: the whole act gives way."""
    row = {
        "key": key,
        "person_id": grant.actor.person_id,
        "action": grant.action.value,
        "about": token_digest(about),
        "result": result,
        "done_at": cabinet.now,
    }
    try:
        cabinet.connection.execute(insert(act_keys).values(row))
    except IntegrityError as error:
        raise Conflict("This form was sent before.") from error
