"""Room: model. The accounting of disclosures: who got a program's information about a child, and by which right.

A line is one entry of the access log, in words; never content. A suspension keeps the lines to one recipient out of the
copy that the individual gets, for as long as an official said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from coordination.model.case import CaseHeader
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId

ORAL_LASTS = timedelta(days=30)
"""The longest that a word of mouth suspends (45 CFR 164.528, law-and-standards.md §1.6)."""


class Way(StrEnum):
    """How information went out."""

    COPY = "copy"  # the program's own people made a copy that leaves the hub; who got it stands on no screen
    READ = "read"  # another program was shown it in the hub
    REPORT = "report"  # a mandated report, recorded by whoever made it
    SENT = "sent"  # a document that a person filed elsewhere, recorded by its receipt


class How(StrEnum):
    """How the program was told not to tell."""

    ORAL = "oral"
    SUBPOENA = "subpoena"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Whose lines are read. owners: handles of the programs whose information it is. unnamed: of confidential programs
    that appear nowhere. since: UTC, included; None for as long as the log goes back."""

    owners: frozenset[Handle]
    unnamed: frozenset[Handle]
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """That lines to one recipient are not told. recipient: a key as on lines. until: UTC, its end by itself; None for a
    subpoena that names no end. official: who said so, "" to whoever is not of the program that wrote it down."""

    id: str
    handle: Handle
    case_id: CaseId
    program_id: ProgramId
    recipient: str
    how: How
    stated_at: datetime
    until: datetime | None
    recorded_by: PersonId
    recorded_at: datetime
    lifted_at: datetime | None = None
    official: str = ""

    def in_force(self, now: datetime) -> bool:
        """Whether it keeps anything from being told at `now`; it ends at the very instant written on it."""
        return (
            self.stated_at <= now
            and (self.until is None or now < self.until)
            and (self.lifted_at is None or now < self.lifted_at)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One disclosure. at: UTC. recipient: agency and program, or who else; key: the same for one recipient, always.

    person: who read it, "" where the law does not ask for it. what: information types and whose, in words. authority:
    titles with their citations. suspended: until when it is not told, in words; "" for one that may be.
    """

    seq: int
    at: datetime
    key: str
    recipient: str
    person: str
    way: Way
    what: str
    purpose: str
    authority: str
    suspended: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSuspension:
    """A suspension as its keepers read it. state: in force, over, or lifted."""

    handle: Handle
    recipient: str
    how: str
    official: str
    began: str
    ends: str
    state: str
    may_lift: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounting:
    """The accounting of one case under one law. lines: newest first. before: where to go on, None at the end.

    individual: it is the copy for the person, without what is suspended and without copies that nobody is known to have
    got. kinds: the accountings that may be asked for, slug and title. recipients: keys and names, for a suspension.
    number, person and made: the mark of a copy on paper; "" on the screen.
    """

    header: CaseHeader
    law: str
    title: str
    citation: str
    window: str
    notes: tuple[str, ...]
    individual: bool
    persons: bool
    lines: tuple[Line, ...]
    before: int | None
    kinds: tuple[tuple[str, str], ...]
    suspensions: tuple[ListedSuspension, ...]
    recipients: tuple[tuple[str, str], ...]
    may_suspend: bool
    number: str
    person: str
    program: str
    made_at: datetime
    made: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked for, as typed: a case's reference, which law's accounting, and for whom."""

    reference: str
    law: str = "everything"
    individual: bool = False

    def query(self) -> Mapping[str, str]:
        """The same as the words of an address."""
        copy = {"copy": "individual"} if self.individual else {}
        return {"reference": self.reference, "law": self.law, **copy}
