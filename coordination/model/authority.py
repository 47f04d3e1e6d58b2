"""Room: model. An order or other paper on file as people fill it in and see it listed (what it opens: facts.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.declare.information import InformationType
from coordination.model.ids import AgencyId, AuthorityId, CaseId, Handle, PersonId, ProgramId
from coordination.model.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityWords:
    """What the paper says beside whom and what it names; sealed.

    evidence: slug of each question of its kind, and the answer. told, protects: who told the victim, when, or what was
    tried, and what protects them (34 USC 12291(b)(2)(C)); empty where the law does not ask.
    """

    evidence: tuple[tuple[str, str], ...]
    told: str = ""
    protects: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAuthority:
    """A paper about to be recorded. starts_at and expires_at are UTC; expiry is mandatory."""

    id: AuthorityId
    handle: Handle
    case_id: CaseId
    kind: str
    sharing: Program
    recipients: tuple[tuple[ProgramId | AgencyId | PersonId, str], ...]  # id and kind: program, agency or person
    types: frozenset[InformationType]
    starts_at: datetime
    expires_at: datetime
    words: AuthorityWords


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAuthority:
    """A paper as a viewer sees it. state: in force, expired, ended, not yet.

    To a recipient `words`, `recipients`, `recorded_by` and `ended_by` are empty, and `types` what it opens to them.
    scan: whether the own program added one; a recipient is told of none.
    """

    id: AuthorityId
    kind: str
    sharing_name: str
    recipients: tuple[str, ...]
    types: tuple[InformationType, ...]
    starts_at: datetime
    expires_at: datetime
    recorded_at: datetime
    recorded_by: str
    ended_at: datetime | None
    ended_by: str
    state: str
    own: bool
    words: AuthorityWords | None
    scan: bool = False


LEGAL_DEMAND = "legal_demand"
"""Kind of a row that is no authority: it names no type and opens nothing, so the policy never sees it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalDemand:
    """A demand for records that reached a program, told to those whose records it asks for.

    asked_by: who demands it; asks: what; due_at: the end (UTC) of the day by which it wants an answer; programs: whose
    records it asks for, as names.
    """

    came_to: str
    recorded_by: str
    recorded_at: datetime
    asked_by: str
    asks: str
    due_at: datetime
    programs: tuple[str, ...]
