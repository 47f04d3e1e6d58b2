"""Room: model. A document as it was filled: each field with its answer or its gap, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.declare.document import CodeSet, Document
from coordination.model.case import CaseHeader
from coordination.model.record import Answer
from coordination.model.reporting_period import ReportingPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """One field. words: as it is read; value: as it is kept, None when there is none. gap: why it is empty or open.

    came_from: form and day of the record, "" for what the hub works out. note: what is not encoded about it.
    """

    slug: str
    title: str
    words: tuple[str, ...] = ()
    value: Answer | None = None
    gap: str = ""
    came_from: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A document for one case, numbered. made_at: UTC; made: the same in the maker's zone. warning: about the age.
    never: to whom nothing may be told, for the screen alone.

    notices: what the maker's partner type says beside its records, for its own people alone. travels: what the law has
    go along with what leaves it, each with its citation.
    """

    document: Document
    header: CaseHeader
    lines: tuple[Filled, ...]
    number: str
    person: str
    program: str
    made_at: datetime
    made: str
    period: ReportingPeriod | None = None
    code_set: CodeSet | None = None
    notices: tuple[str, ...] = ()
    travels: tuple[tuple[str, str], ...] = ()
    warning: str = ""
    never: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """The case's, for the mark on every sheet."""
        return self.header.reference

    @property
    def gaps(self) -> tuple[Filled, ...]:
        """The fields that are empty or open, in order."""
        return tuple(line for line in self.lines if line.gap)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A list on paper. about: what stands above it. blocks: a heading and its lines each. made_at: UTC, for the file.

    reference, number, person, program and made: the mark of the print, on every sheet.
    """

    title: str
    about: tuple[str, ...]
    blocks: tuple[tuple[str, tuple[str, ...]], ...]
    reference: str
    number: str
    person: str
    program: str
    made: str
    made_at: datetime
