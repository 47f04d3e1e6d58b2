"""Room: model. An account's limits, the confidentiality statement, and people disabled for being idle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from coordination.model.errors import Refused
from coordination.model.ids import Handle, PersonId

# Source: CJIS Security Policy AC-2 (disable inactive accounts within 90 days); a statement is signed anew each year.
IDLE = timedelta(days=90)
STATEMENT_LASTS = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisabledPerson:
    """Somebody whose account is, or is about to be, disabled for being idle."""

    person_id: PersonId
    handle: Handle


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A confidentiality statement: a versioned file of ours. version: its date, "2026-11"; html: our own markup."""

    version: str
    title: str
    paragraphs: tuple[str, ...]


class StatementDue(Refused):
    """The person has yet to accept the year's confidentiality statement."""

    def __init__(self) -> None:
        super().__init__("Please read and accept the confidentiality statement first.", reason="statement_due")
