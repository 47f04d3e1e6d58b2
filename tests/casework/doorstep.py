"""Room: tests. What a provider proves about somebody of the community, and what the access log says of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from coordination.audit import tables
from coordination.audit.entry import Entry, parse
from coordination.casework import sessions
from coordination.model.session import Proof, Session
from tests.community import Community, issuer_of

MFA = "https://refeds.org/profile/mfa"


def proof(community: Community, slug: str, **changed: object) -> Proof:
    """A fresh sign-in with a second factor, as the person's own provider proves it."""
    now = community.clock.now
    values: dict[str, Any] = {
        "issuer": issuer_of(slug),
        "subject": slug,
        "auth_time": now,
        "asked_at": now,
        "mfa": True,
        "acr": MFA,
        "sid": f"sid-{slug}",
    }
    return Proof(**(values | changed))


def find(community: Community, token: str) -> Session | None:
    """The session of a token, from the community's usual browser."""
    return sessions.find(community.desk, token, browser=community.browser(), limits=community.hub.limits)


def here(community: Community, token: str) -> Session:
    """The session of a token that must be in force."""
    session = find(community, token)
    assert session is not None
    return session


def log(community: Community, action: str | None = None) -> list[Entry]:
    """The entries of the access log, oldest first."""
    entry = tables.entry
    with community.desk.database.read() as connection:
        found = connection.execute(select(entry.c.bytes).order_by(entry.c.id)).scalars().all()
    return [one for one in map(parse, found) if action is None or one.action == action]
