"""Room: tests. The words of the oracle of legal clocks, and the reader of its tables.

A table is text that a caseworker can check against the law: for each limit one paragraph,

    row / part | kind | marks | limit
      when: what starts it
      do: what is owed
      who: in the words of the note = partner types
      cite: where it is written
      note: what else to know

Of clocks.py; it imports nothing of the hub.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Units. IMMEDIATELY has no number in the source, and gets none here.
IMMEDIATELY = "immediately"
ELAPSED_HOURS = "elapsed hours"
WORKING_HOURS = "hours without weekends and holidays"
WORKING_DAYS = "working days"
CALENDAR_DAYS = "calendar days"
DAYS_AFTER_RECEIPT = "days after receipt"
MONTHS = "months"
DAYS_TO_MONDAY = "calendar days, a weekend goes to Monday"
NO_LIMIT = "no limit in the source"
WITH_A_NUMBER = frozenset(
    {ELAPSED_HOURS, WORKING_HOURS, WORKING_DAYS, CALENDAR_DAYS, DAYS_AFTER_RECEIPT, MONTHS, DAYS_TO_MONDAY}
)
WITHOUT = frozenset({IMMEDIATELY, NO_LIMIT})

# A section with its subsections: 671(a)(34)(A), 260E.18, 2.24, or a seed's number. Not the title before it (42, 25).
SECTION = re.compile(r"(?:[0-9]+[A-Z]?\.[0-9]+|[0-9]{3,})(?:\([^)]+\))*")

# What a row is.
DUTY = "duty"  # somebody owes an act by then: a deadline
NOT_BEFORE = "not before"  # an act may not come earlier
EXTENSION = "extension"  # more time, on request or on findings
WINDOW = "window"  # how long help or an arrangement lasts, or is of use; nobody breaks it
CONTENT = "content"  # what a report holds; runs with another row
PATH = "path"  # which way a report goes; no clock of its own
SCOPE = "scope"  # whom other rows reach
KINDS = frozenset({DUTY, NOT_BEFORE, EXTENSION, WINDOW, CONTENT, PATH, SCOPE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One limit. amount: of `unit`, None where the unit has none. owed_by: the note's words. partners: partner types.

    partners is empty where the words name no type of partner (any official, any mandated reporter, a grantee).
    marks: of R (text read), S (a seed says it), M (from memory).
    """

    row: str
    part: str
    kind: str
    marks: str
    amount: int | None
    unit: str
    trigger: str
    duty: str
    owed_by: str
    partners: frozenset[str]
    citation: str
    note: str

    @property
    def encode(self) -> bool:
        """Whether the hub must carry it (R or S). If not, it must stand as "not encoded" (M alone)."""
        return "R" in self.marks or "S" in self.marks

    def cited_in(self, text: str) -> bool:
        """Whether `text` (a rule's citation) names every section this row names, however it writes the code's name.

        "42 U.S.C. 671(a)(34)(A)" names "42 USC 671(a)(34)(A)"; spaces do not count. A row that has no section ("AAP")
        is not found by this, and False.
        """
        sections = SECTION.findall(re.sub(r"\([0-9]{4}\)", "", self.citation))
        squeezed = re.sub(r"\s", "", text)
        return bool(sections) and all(re.sub(r"\s", "", section) in squeezed for section in sections)


def read(table: str) -> tuple[Clock, ...]:
    """The clocks of a table, in its order."""
    return tuple(_clock(paragraph) for paragraph in table.strip().split("\n\n"))


def _clock(paragraph: str) -> Clock:
    head, *lines = re.sub(r"\n {4,}", " ", paragraph).splitlines()  # a line may go on, further in
    name, kind, marks, limit = head.split(" | ")
    row, _, part = name.partition(" / ")
    number = re.fullmatch(r"([0-9]+) (.+)", limit)
    said = dict(line.strip().split(": ", 1) for line in lines)
    owed_by, _, partners = said.pop("who").partition(" = ")
    return Clock(
        row=row,
        part=part,
        kind=kind,
        marks=marks,
        amount=int(number[1]) if number else None,
        unit=number[2] if number else limit,
        trigger=said.pop("when"),
        duty=said.pop("do"),
        owed_by=owed_by,
        partners=frozenset(filter(None, partners.split(", "))),
        citation=said.pop("cite"),
        note=said.pop("note", ""),
    )
