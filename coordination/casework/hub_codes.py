"""Room: casework. One-time codes: the coordinator tells one to a confidential program, which alone may use it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from coordination.casework.desk import Desk, Work
from coordination.crypto.tokens import token_digest
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict
from coordination.model.ids import CaseId
from coordination.storage import hub_codes

GOOD_FOR = timedelta(days=7)
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that sounds or looks like something else


def issue(desk: Desk, actor: Actor, case_id: CaseId, key: str) -> tuple[str, datetime]:
    """A fresh code for this case and the UTC instant it ends. It is shown once: only its digest is kept.

    Issuing one tells nothing of whether anybody will use it. 60 bits, good for seven days and one use.
    """
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    digest, expires_at = token_digest(code), desk.now + GOOD_FOR

    def work(w: Work) -> str:
        hub_codes.issue(w.cabinet, w.grant, digest, expires_at)
        return digest

    if desk.act(actor, Action.HUB_CODE_ISSUE, case_id, work, key=key) != digest:
        raise Conflict("This form was sent before, and its code was shown then. Make a new one.")
    return code, expires_at


def may_issue(desk: Desk, actor: Actor, case_id: CaseId) -> None:
    """Refuse whoever may not issue a code on this case; logged as reading the team."""
    facts = desk.facts(actor, case_id)
    if not desk.judge(actor, Action.HUB_CODE_ISSUE, facts).allowed:
        desk.refuse(actor, Action.TEAM_READ, facts)
    desk.ask(actor, Action.TEAM_READ, facts)
