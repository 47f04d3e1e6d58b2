"""Room: storage. Staged reveal: teams' written protocols, and what was told on a case that opens or closes by them.

Both are also kept where every decision reads anyway, `programs.protocols` and `cases.staging`, and change there in the
same transaction, so that no page costs a statement more.
"""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from coordination.database.metadata import metadata
from coordination.database.net import Net, net
from coordination.database.types import Identifier, Instant
from coordination.declare.staging import INTERVIEWER
from coordination.model.ids import PersonId

# Roster data about a program, and about no child. Nothing in a row ever changes: another protocol follows.
team_protocols = Table(
    "team_protocols",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("document", String(160), nullable=False),
    Column("dated", String(10), nullable=False),  # a day
    Column("adopted_by", String(160), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("staged", Text, nullable=False),  # slugs joined by one space, as the three below
    Column("first", String(16), nullable=False),
    Column("types", Text, nullable=False),
    Column("opens_on", Text, nullable=False),
    Column("recorded_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index("ix_team_protocols_program_id", "program_id"),
)

# kind: an event's slug, or "interviewer" with person_id. Appended to; only the two last columns are ever filled in.
staging_entries = Table(
    "staging_entries",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("person_id", Identifier, ForeignKey("people.id")),
    Column("told_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("told_at", Instant, nullable=False),
    Column("withdrawn_by", Identifier, ForeignKey("people.id")),
    Column("withdrawn_at", Instant),
    Index("ix_staging_entries_case_id", "case_id"),
    info=net(Net.ABOUT),
)

_NAMED = f"{INTERVIEWER}:"


def staging_text(standing: list[tuple[str, str | None]]) -> str:
    """What stands in `cases.staging`: (kind, person's id) of each entry that was not withdrawn."""
    return " ".join(sorted({f"{kind}:{person}" if person else kind for kind, person in standing}))


@lru_cache(maxsize=4096)
def staged(text: str | None) -> tuple[frozenset[str], frozenset[PersonId]]:
    """The same read back: the events told, and who was named the interviewer."""
    words = (text or "").split()
    people = (word.removeprefix(_NAMED) for word in words if word.startswith(_NAMED))
    return frozenset(word for word in words if not word.startswith(_NAMED)), frozenset(map(PersonId, people))
