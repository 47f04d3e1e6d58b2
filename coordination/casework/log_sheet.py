"""Room: casework. The auditor's copy of the log as a file: CSV for spreadsheets, JSON lines for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from coordination.casework import spreadsheet
from coordination.model.oversight import LoggedAct

COLUMNS = (
    "Entry",
    "Time",
    "UTC",
    "Person",
    "Program",
    "Action",
    "Outcome",
    "Reason",
    "Purpose",
    "Cases",
    "Information open to them and legal authority",
)
END = "End of the copy"


def csv_lines(acts: Iterable[LoggedAct], zone: str, most: int) -> Iterator[str]:
    """CSV, a heading first; times in `zone` with their offset. The last line says how many there were and if all."""
    yield "\ufeff" + spreadsheet.line(COLUMNS)
    count = 0
    for count, act in enumerate(acts, 1):  # noqa: B007 - how many there were
        here = act.at.astimezone(ZoneInfo(zone))
        shown = [f"{one.information_type} of {one.program}: {one.authority}" for one in act.types]
        cells = (act.person, act.program, act.action, act.outcome, act.reason, act.purpose)
        times = (f"{here:%Y-%m-%d %H:%M:%S %Z}", _utc(act))
        yield spreadsheet.line((str(act.seq), *times, *cells, " ".join(act.cases), ". ".join(shown)))
    yield spreadsheet.line((END, f"{count} entries", _complete(count, most)))


def json_lines(acts: Iterable[LoggedAct], most: int) -> Iterator[str]:
    """One JSON object a line; the last has "end": how many there were and whether the copy is complete."""
    count = 0
    for count, act in enumerate(acts, 1):  # noqa: B007 - how many there were
        yield _json(
            {
                "entry": act.seq,
                "at": _utc(act),
                "person": act.person,
                "program": act.program,
                "action": act.action,
                "outcome": act.outcome,
                "reason": act.reason,
                "purpose": act.purpose,
                "cases": list(act.cases),
                "types": [
                    {
                        "type": one.information_type,
                        "program": one.program,
                        "authority": one.authority,
                        "citation": one.citation,
                    }
                    for one in act.types
                ],
            }
        )
    yield _json({"end": {"entries": count, "complete": count < most}})


def _complete(count: int, most: int) -> str:
    return "all of them" if count < most else "narrow the log by date to get older ones"


def _utc(act: LoggedAct) -> str:
    return act.at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _json(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
