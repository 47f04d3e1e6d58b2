"""Room: audit. The access log as the desk uses it: it writes the entry, and only then is there a Grant.

Reads: `record` writes and the caller commits before it asks `granted` for the Grant of what was written.
Acts: `record_act` writes in the act's own transaction and mints at once, so act and entry commit together or not.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from coordination.audit import entries
from coordination.audit._mint import mint
from coordination.audit.entry import Entry
from coordination.audit.grant import Grant
from coordination.model.action import Action
from coordination.model.actor import Actor, ActorKind
from coordination.model.explanation import Access
from coordination.model.ids import Handle
from coordination.policy.decision import Decision


class Written:
    """That the entry of a decision was written in a transaction; worth a Grant only once that has committed."""

    __slots__ = ("_decision", "committed")

    def __init__(self, decision: Decision) -> None:
        self._decision = decision
        self.committed = False

    def granted(self) -> Grant:
        """The Grant of the decision. INVARIANT: not before the desk has seen the commit return."""
        if not self.committed:
            raise RuntimeError("The entry is not committed: nothing may be opened.")
        return mint(self._decision)


def record(
    connection: Connection,
    decision: Decision,
    now: datetime,
    *,
    objects: Iterable[Handle] = (),
    purpose: str = "",
    unnamed: bool = False,
) -> Written:
    """Write the entry of an allowed read. The caller commits, marks it committed, and only then is granted.

    unnamed: a search, which compares many and shows none yet: the entry says how many in `purpose`, not which.
    """
    logged = decision._replace(cases=()) if unnamed else decision
    entries.insert(connection, _entry(logged, now, "allowed", objects, purpose))
    return Written(decision)


def record_act(
    connection: Connection, decision: Decision, now: datetime, *, objects: Iterable[Handle] = (), purpose: str = ""
) -> Grant:
    """Write the entry of an allowed act in the transaction of the act, and mint its Grant for that transaction."""
    entries.insert(connection, _entry(decision, now, "allowed", objects, purpose))
    return mint(decision)


def record_refusal(  # every part is a column of the entry
    connection: Connection,
    actor: Actor,
    action: Action,
    now: datetime,
    *,
    outcome: str,
    reason: str,
    rules_hash: str,
    objects: Iterable[Handle] = (),
) -> None:
    """Write a refusal ("refused") or an act that failed ("failed"), in a transaction of its own after rollback."""
    entries.insert(
        connection,
        Entry(
            at=now,
            actor=actor.handle,
            kind=actor.kind.value,
            action=action.value,
            outcome=outcome,
            reason=reason,
            program=actor.program.handle,
            objects=tuple(handle for handle in objects if handle),
            rules=rules_hash,
            session=actor.session,
            source=actor.source,
            salt=secrets.token_hex(16),
        ),
    )


def record_system(
    connection: Connection,
    action: Action,
    now: datetime,
    *,
    rules_hash: str,
    actor: Handle | None = None,
    program: Handle | None = None,
    objects: Iterable[Handle] = (),
    outcome: str = "allowed",
    reason: str = "",
    purpose: str = "",
    session: Handle | None = None,
    source: str = "",
) -> None:
    """Write what the hub itself or an operator did (roster load, sign-in, purge): no grant comes of it."""
    entries.insert(
        connection,
        Entry(
            at=now,
            actor=actor or "",
            kind=(ActorKind.PERSON if actor else ActorKind.SYSTEM).value,
            action=action.value,
            outcome=outcome,
            reason=reason or action.value,
            purpose=purpose,
            program=program or "",
            objects=tuple(handle for handle in objects if handle),
            rules=rules_hash,
            session=session or "",
            source=source,
            salt=secrets.token_hex(16),
        ),
    )


def _entry(decision: Decision, now: datetime, outcome: str, objects: Iterable[Handle], purpose: str) -> Entry:
    actor = decision.actor
    handles = [case.handle for case in decision.cases] + list(objects)
    shown = {
        (access.information_type.value, access.program_handle, access.authority)
        for case in decision.cases
        for access in case.types
        if access.access is Access.OPEN
    }
    return Entry(
        at=now,
        actor=actor.handle,
        kind=actor.kind.value,
        action=decision.action.value,
        outcome=outcome,
        reason=decision.reason,
        program=actor.program.handle,
        objects=tuple(dict.fromkeys(handle for handle in handles if handle)),
        shown=tuple(sorted(shown)),
        purpose=purpose,
        rules=decision.rules_hash,
        session=actor.session,
        source=actor.source,
        salt=secrets.token_hex(16),
    )
