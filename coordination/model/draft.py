"""Room: model. A draft: what one person has typed into a form and not filed. Nobody else ever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.declare.information import InformationType
from coordination.model.ids import CaseId, DraftId, Handle, PersonId, ProgramId, RecordId

KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFacts:
    """What is known of a draft without opening it. saved_at and expires_at are UTC; corrects: the record it corrects.

    case_reference: what people say on the phone, never a name.
    """

    draft_id: DraftId
    handle: Handle
    case_id: CaseId
    case_reference: str
    program_id: ProgramId
    author_id: PersonId
    information_type: InformationType
    form: str
    form_version: int
    corrects: RecordId | None
    saved_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft as its author opened it: its facts, and what was typed, by field name."""

    facts: DraftFacts
    typed: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """One line of somebody's list of drafts: the form's title, nothing of what was typed."""

    facts: DraftFacts
    form_title: str
    saved: str
    kept_until: str
