"""Room: demo. What the provider must still ask before it answers: who you are, a second factor, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from coordination.demo.provider.memory import SignedIn
from coordination.web.signin.settings import REFEDS_MFA


class Ask(StrEnum):
    """The page to show next."""

    NOTHING = "nothing"
    PERSON = "person"
    SECOND_FACTOR = "second_factor"


def what_to_ask(session: SignedIn | None, asked: Mapping[str, str], now: datetime) -> Ask:
    """Judge a session against prompt, acr_values and max_age in seconds (OIDC Core §3.1.2.1)."""
    if session is None or "login" in asked.get("prompt", "").split():
        return Ask.PERSON
    too_old = _too_old(session, asked.get("max_age"), now)
    if REFEDS_MFA in asked.get("acr_values", "").split():
        return Ask.SECOND_FACTOR if too_old or not session.second_factor else Ask.NOTHING
    return Ask.PERSON if too_old else Ask.NOTHING


def _too_old(session: SignedIn, max_age: str | None, now: datetime) -> bool:
    """Whether the person proved themselves longer ago than asked; a max_age that is no number asks again."""
    if max_age is None:
        return False
    if not max_age.isdecimal() or len(max_age) > len("999999999"):
        return True
    return now - session.auth_time >= timedelta(seconds=int(max_age))
