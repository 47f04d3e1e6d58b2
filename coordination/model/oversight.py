"""Room: model. The access log as an agency's auditor reads it: who, when, what, on which authority; never content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from coordination.model.ids import Handle


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What an auditor narrows the log to; "" or None leaves a field open. Days are the agency's, both included.

    person: handle of a person. action and outcome: slugs. reference: of a case.
    """

    person: str = ""
    action: str = ""
    outcome: str = ""
    reference: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Whose entries an auditor may see. own: handles of their agency's programs. hidden: those of other agencies'
    confidential programs, of which no entry and no type is ever shown."""

    own: frozenset[Handle]
    hidden: frozenset[Handle]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """`Narrowed` as storage takes it: handles, slugs and UTC instants; `since` included, `until` not."""

    person: Handle | None = None
    action: str | None = None
    outcome: str | None = None
    case: Handle | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What handles stand for, as far as this auditor may know. people: names by handle. staff: those of the agency,
    by name. references: of cases on which the agency has or had a place."""

    people: dict[Handle, str]
    staff: tuple[tuple[Handle, str], ...]
    references: dict[Handle, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownType:
    """One information type that was open, whose, and on which legal authority."""

    information_type: str
    program: str
    authority: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedAct:
    """One entry as the auditor reads it. seq: its number in the log. at: UTC. own: done by the auditor's own agency.

    action, reason and purpose are in plain words; `cases` are references.
    """

    seq: int
    at: datetime
    person: str
    person_handle: Handle
    program: str
    own: bool
    action: str
    outcome: str
    reason: str
    purpose: str
    cases: tuple[str, ...]
    types: tuple[ShownType, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """A page of the log, newest first. before: the number to go on from, None at the end.

    upto: UTC instant of the newest entry that has its number yet, of whatever agency; None in an empty log.
    """

    acts: tuple[LoggedAct, ...]
    before: int | None
    upto: datetime | None
    staff: tuple[tuple[Handle, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with the log. seq: the first entry touched, None when it is not in an entry."""

    seq: int | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a verification found. size: entries numbered; read: how many of them were read before the time was over.

    signed: entries under a checkpoint; checkpoints: how many there are; waiting: entries without a number yet.
    seconds: how long it took. When it was cut short, size, signed and waiting are as far as known.
    """

    size: int
    read: int
    signed: int
    checkpoints: int
    waiting: int
    seconds: float
    complete: bool
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Everything was read and nothing is wrong."""
        return self.complete and not self.faults
