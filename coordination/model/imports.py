"""Room: model. A file of open cases that somebody brings: its rows as they were read, checked and filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from coordination.model.case import CaseLine
from coordination.model.ids import CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell that cannot be taken: the column's title ("" for the whole row), what stands in it, and why."""

    column: str
    text: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as it was read. number: as a spreadsheet counts them, the headings being row 1.

    typed: by question slug, only what is not empty. twin: the number of an earlier row of the same name, 0 for none.
    """

    number: int
    typed: Mapping[str, str]
    wrong: tuple[Cell, ...] = ()
    twin: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file as it was read. left_out: headings of columns that are not kept. text: its words, to be read again."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...]
    text: str


class Standing(StrEnum):
    """What will become of a row, or became of it."""

    READY = "ready"
    """Nothing stands against it."""
    ALIKE = "alike"
    """It may be a child whose case is open to the person already, or of an earlier row: they decide."""
    KNOWN = "known"
    """The person's own program has a case under this file number."""
    WRONG = "wrong"
    """A cell cannot be taken."""
    OPENED = "opened"
    """Its case is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A row with its standing. alike: cases open to the person that may be the same child's; case_id: once opened.

    answers: (title, what was typed), as they will be filed.
    """

    row: Row
    standing: Standing
    answers: tuple[tuple[str, str], ...]
    alike: tuple[CaseLine, ...] = ()
    case_id: CaseId | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file as it was checked; nothing is filed. compared: names compared; narrow: there were more than could be."""

    rows: tuple[Judged, ...]
    left_out: tuple[str, ...]
    text: str
    compared: int
    narrow: bool

    def of(self, *standings: Standing) -> tuple[Judged, ...]:
        """The rows of these standings, in their order."""
        return tuple(row for row in self.rows if row.standing in standings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One step of filing: the rows looked at in it, how far it came, and where the next begins (0 when it is over)."""

    rows: tuple[Judged, ...]
    done: int
    total: int
    further: int
    text: str

    def of(self, *standings: Standing) -> tuple[Judged, ...]:
        """The rows of this step of these standings, in their order."""
        return tuple(row for row in self.rows if row.standing in standings)
