"""Room: model. A record: one completed form, filed under one information type by one program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from coordination.declare.information import InformationType
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, RecordId

Answer = str | tuple[str, ...]


class Precision(StrEnum):
    """How exactly it is known when something happened."""

    DAY = "day"
    INSTANT = "instant"
    MONTH = "month"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """When it happened: a UTC instant with its precision and the zone it was told in; at is None when unknown."""

    at: datetime | None = None
    precision: Precision = Precision.UNKNOWN
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What is filed: form and version, the answers by question slug, and when it happened and was learned (UTC)."""

    record_id: RecordId
    handle: Handle
    information_type: InformationType
    form: str
    form_version: int
    answers: Mapping[str, Answer]
    happened: Happened = field(default_factory=Happened)
    learned_at: datetime | None = None
    corrects: RecordId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as it was opened for somebody. filed_at is UTC. current: no newer record corrects it."""

    id: RecordId
    handle: Handle
    case_id: CaseId
    program_id: ProgramId
    information_type: InformationType
    form: str
    form_version: int
    first_id: RecordId
    corrects: RecordId | None
    current: bool
    author_id: PersonId
    author_name: str
    filed_at: datetime
    learned_at: datetime | None
    happened: Happened
    answers: Mapping[str, Answer]
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a list or a search takes of an open record: whose it is, and its answers by question slug."""

    case_id: CaseId
    program_id: ProgramId
    answers: Mapping[str, Answer]


def answers_of(found: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers of a decoded body: several chosen slugs are a tuple again, which JSON has no word for."""
    return {slug: tuple(answer) if isinstance(answer, list) else answer for slug, answer in found.items()}
