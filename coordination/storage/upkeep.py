"""Room: storage. What is removed when its time is over: drafts, form keys, sessions, logout notices, messages.

Nothing here opens anything, so there is no grant: rows are found by their dates alone and only their handles come back.
Records, releases, memberships and the access log are never touched. Who calls it writes the entry: casework/upkeep.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from coordination.model.ids import Handle
from coordination.model.notice import Outcome
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import act_keys
from coordination.storage.outbox_tables import outbox
from coordination.storage.record_tables import drafts
from coordination.storage.session_lists import REMEMBER_NOTICES
from coordination.storage.sessions import logout_tokens, sessions

# A form cannot be older than its session; a week also covers one that was kept as a draft and sent again.
FORM_KEYS = timedelta(days=7)
# Time in which a person or an administrator may still want to see where a session came from.
SESSIONS = timedelta(days=30)
# A notice may still be looked at for a quarter of a year; what its mail came to is then of no use either.
MESSAGES = timedelta(days=90)
EXPIRED = "expired"
MOST = 500  # rows in one transaction, so that nobody waits long behind the writer's lock


def facts_of_expired_drafts(cabinet: Cabinet) -> list[Handle]:
    """Handles of drafts past their last day, at most MOST."""
    query = select(drafts.c.handle).where(drafts.c.expires_at <= cabinet.now).order_by(drafts.c.expires_at).limit(MOST)
    return [Handle(handle) for handle in cabinet.connection.execute(query).scalars()]


def remove_drafts(cabinet: Cabinet, handles: list[Handle]) -> int:
    """Remove these drafts if they are past their last day; how many went."""
    query = delete(drafts).where(drafts.c.handle.in_(handles), drafts.c.expires_at <= cabinet.now)
    return cabinet.connection.execute(query).rowcount


def facts_of_lapsed_sessions(cabinet: Cabinet, lapsed: datetime) -> list[Handle]:
    """Sessions that nobody ended and that signed in before `lapsed` (UTC), at most MOST."""
    query = select(sessions.c.handle).where(sessions.c.ended_at.is_(None), sessions.c.authenticated_at <= lapsed)
    return [Handle(handle) for handle in cabinet.connection.execute(query.limit(MOST)).scalars()]


def end_sessions(cabinet: Cabinet, handles: list[Handle]) -> int:
    """Write down that these sessions have ended by themselves, and forget their ID tokens; how many."""
    query = (
        update(sessions)
        .where(sessions.c.handle.in_(handles), sessions.c.ended_at.is_(None))
        .values(ended_at=cabinet.now, ended_reason=EXPIRED, id_token=None)
    )
    return cabinet.connection.execute(query).rowcount


def _old_message(cabinet: Cabinet) -> tuple[ColumnElement[bool], ...]:
    """Ended long ago; every outcome is named, as its index begins with it."""
    return outbox.c.outcome.in_([outcome.value for outcome in Outcome]), outbox.c.ended_at <= cabinet.now - MESSAGES


def facts_of_litter(cabinet: Cabinet) -> bool:
    """Whether spent form keys, old sessions or remembered notices are there to be swept."""
    found = (
        select(act_keys.c.key).where(act_keys.c.done_at <= cabinet.now - FORM_KEYS),
        select(sessions.c.handle).where(sessions.c.ended_at <= cabinet.now - SESSIONS),
        select(logout_tokens.c.jti).where(logout_tokens.c.taken_at <= cabinet.now - REMEMBER_NOTICES),
        select(outbox.c.id).where(*_old_message(cabinet)),
    )
    return any(cabinet.connection.execute(query.limit(1)).first() is not None for query in found)


def sweep(cabinet: Cabinet) -> int:
    """Remove what `facts_of_litter` looks for, at most MOST of each; how many rows went."""
    old_keys = select(act_keys.c.key).where(act_keys.c.done_at <= cabinet.now - FORM_KEYS).limit(MOST)
    ended = sessions.c.ended_at
    old_sessions = select(sessions.c.handle).where(ended <= cabinet.now - SESSIONS).limit(MOST)
    old_messages = select(outbox.c.id).where(*_old_message(cabinet)).limit(MOST)
    statements = (
        delete(act_keys).where(act_keys.c.key.in_(old_keys)),
        delete(sessions).where(sessions.c.handle.in_(old_sessions)),
        delete(outbox).where(outbox.c.id.in_(old_messages)),
        delete(logout_tokens).where(logout_tokens.c.taken_at <= cabinet.now - REMEMBER_NOTICES),
    )
    return sum(cabinet.connection.execute(statement).rowcount for statement in statements)
