"""Room: casework. An accounting as a CSV file, its cells safe for a spreadsheet; mark and citation are in it."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from coordination.casework import spreadsheet
from coordination.model.disclosure import Accounting, Line, Way

WAYS = {
    Way.COPY: "Copy made",
    Way.READ: "Shown in the hub",
    Way.REPORT: "Mandated report",
    Way.SENT: "Sent outside of the hub, by its receipt",
}
END = "End of the copy"


def columns(found: Accounting) -> tuple[str, ...]:
    """The heads of the columns: who read it where the law asks for it, what is suspended in the program's own view."""
    person = ("Person",) if found.persons else ()
    inside = () if found.individual else ("Not to be told until",)
    return ("Date", "Recipient", *person, "How", "What", "Purpose", "Authority", *inside)


def cells(found: Accounting, line: Line, zone: str) -> tuple[str, ...]:
    """The cells of one line, under `columns`."""
    here = line.at.astimezone(ZoneInfo(zone))
    person = (line.person,) if found.persons else ()
    inside = () if found.individual else (line.suspended,)
    said = (WAYS[line.way], line.what, line.purpose, line.authority)
    return (f"{here:%Y-%m-%d %H:%M %Z}", line.recipient, *person, *said, *inside)


def csv_lines(found: Accounting, zone: str) -> Iterator[str]:
    """The file: what it is, a heading, the lines newest first, and how many there were. Times in `zone`, named."""
    yield "\ufeff" + spreadsheet.line((found.title, found.citation, found.window, f"Case {found.header.reference}"))
    yield spreadsheet.line((f"Print {found.number}", found.person, found.program, found.made))
    yield spreadsheet.line(columns(found))
    for line in found.lines:
        yield spreadsheet.line(cells(found, line, zone))
    yield spreadsheet.line((END, f"{len(found.lines)} lines"))
