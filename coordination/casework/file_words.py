"""Room: casework. Files as a record's page lists them, in words, with what the viewer may do with each."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.casework import moments
from coordination.casework.desk import Desk
from coordination.casework.records import WITHDRAW_REASONS
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.facts import CaseFacts, RecordFacts
from coordination.model.files import FileFacts, FileHead
from coordination.model.ids import FileId

_KILO, _MEGA = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file in a list. words: what it is, as typed; about: kind, size and attestation; withdrawn: why, or ""."""

    file_id: FileId
    words: str
    about: str
    added: str
    may_withdraw: bool
    withdrawn: str = ""


def line(desk: Desk, actor: Actor, facts: CaseFacts, head: FileHead) -> FileLine:
    """A file in words; times in the viewer's zone."""
    reasons = {choice.slug: choice.title for choice in WITHDRAW_REASONS}
    may = may_withdraw(actor, head.facts) and desk.judge(actor, Action.FILE_WITHDRAW, facts).allowed
    return FileLine(
        file_id=head.facts.file_id,
        words=head.words,
        about=f"{head.kind.words}, {size_in_words(head.size)}, {head.shows.words}",
        added=f"{moments.words(head.added_at, actor.program.zone)}, by {head.author_name}",
        may_withdraw=may,
        withdrawn=reasons.get(head.withdrawn_reason, head.withdrawn_reason) if head.withdrawn_at else "",
    )


def size_in_words(size: int) -> str:
    """A number of bytes as people say it: "3.4 MB", "12 KB"."""
    return f"{size / _MEGA:.1f} MB" if size >= _MEGA else f"{max(1, round(size / _KILO))} KB"


def may_attach(desk: Desk, actor: Actor, facts: CaseFacts, record: RecordFacts) -> bool:
    """Whether the actor may attach a file: to a record of their own program that stands, where they may file."""
    return own(actor, record) and desk.judge(actor, Action.FILE_ATTACH, facts).allowed


def may_withdraw(actor: Actor, file: FileFacts) -> bool:
    """Whether the file is the actor's to withdraw: attached by them, or by their program which they supervise."""
    ours = file.program_id == actor.program_id and not file.withdrawn
    return ours and (file.author_id == actor.person_id or actor.role is Role.SUPERVISOR)


def own(actor: Actor, record: RecordFacts) -> bool:
    """Whether a record is of the actor's program, and stands."""
    return record.program_id == actor.program_id and not record.withdrawn
