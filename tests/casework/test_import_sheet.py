"""Room: tests. Files of cases as spreadsheets write them: read to the cell, or a sentence that says why not."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.casework import import_sheet, spreadsheet
from coordination.casework.likeness import likeness, resembling
from coordination.declare.core_forms import CHILD
from coordination.model.errors import Invalid
from coordination.model.imports import Sheet
from tests.casework.test_oversight_sheet import CORPUS, cells_as_cut_by, would_run
from tests.community import START, ZONE


def read(raw: str | bytes) -> Sheet:
    """As the hub reads an upload."""
    given = raw if isinstance(raw, bytes) else raw.encode()
    return import_sheet.read(import_sheet.decoded(given), zone=ZONE, now=START)


def refusal(raw: str | bytes) -> str:
    """The sentence for a file that is none."""
    with pytest.raises(Invalid) as caught:
        read(raw)
    assert set(caught.value.fields) == {"sheet"}
    return caught.value.fields["sheet"]


PLAIN = "called,age,file_number\r\nWren,about 15,NC-1\r\nJosé,13,NC-2\r\n"
WRITTEN_AS = {
    "plain": PLAIN,
    "line feeds": PLAIN.replace("\r\n", "\n"),
    "old line ends": PLAIN.replace("\r\n", "\r"),
    "no last line end": PLAIN.rstrip(),
    "byte order mark": "\ufeff" + PLAIN,
    "semicolons": PLAIN.replace(",", ";"),
    "tabs": PLAIN.replace(",", "\t"),
    "Excel says sep": "sep=;\r\n" + PLAIN.replace(",", ";"),
    "mark and sep": "\ufeffsep=;\r\n" + PLAIN.replace(",", ";"),
    "quoted": "\r\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in PLAIN.splitlines()),
    "capitals and blanks": PLAIN.replace("called,age,file_number", " Called , AGE ,File number"),
    "other order": "file_number,called,age\r\nNC-1,Wren,about 15\r\nNC-2,José,13\r\n",
    "blank rows and columns": PLAIN.replace("\r\n", ",,\r\n") + ",,,,\r\n\r\n",
    "titles": PLAIN.replace(
        "called,age,file_number", 'What they are called,"Age, or your best guess",Your agency\'s own file number'
    ),
}


@pytest.mark.parametrize("text", WRITTEN_AS.values(), ids=WRITTEN_AS)
def test_a_file_of_any_spreadsheet_gives_the_same_rows(text: str) -> None:
    sheet = read(text)
    assert [row.typed for row in sheet.rows] == [
        {"called": "Wren", "age": "about 15", "file_number": "NC-1"},
        {"called": "José", "age": "13", "file_number": "NC-2"},
    ]
    assert [row.wrong for row in sheet.rows] == [(), ()]
    assert read(sheet.text) == sheet  # as it comes back from the browser


NO_FILES = {
    "nothing": (b"", "something in it"),
    "blanks": (b" \r\n \r\n", "something in it"),
    "headings alone": (b"called,age\r\n", "no row"),
    "no headings": (b"Wren,15\r\n", "must name the columns"),
    "not the name": (b"age,born\r\n15,\r\n", "What they are called"),
    "a column twice": (b"called,age,Called\r\nWren,1,Wren\r\n", "there twice"),
    "a workbook": (b"PK\x03\x04\x14\x00", "workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "workbook"),
    "UTF-16": (PLAIN.encode("utf-16"), "not UTF-8"),
    "Latin 1": ("called\r\nWren\r\nJosé\r\n".encode("latin-1"), "Line 3"),
    "NUL": (b"called\r\nWr\x00en\r\n", "not a CSV file"),
    "an open quotation mark": (b'called\r\n"Wren\r\nLark\r\n', "quotation mark"),
    "a mark out of place": (b'called,age\r\n"Wren"x,15\r\n', "Line 2"),
    "too many rows": (b"called\n" + b"Wren\n" * (import_sheet.MOST_ROWS + 1), "301 rows"),
    "too large": (b"called\n" + b"W" * import_sheet.LARGEST, "too large"),
    "too many columns": (b"called" + b",x" * 70 + b"\nWren\n", "71 columns"),
}


@pytest.mark.parametrize(("raw", "says"), NO_FILES.values(), ids=NO_FILES)
def test_what_is_no_such_file_is_one_sentence(raw: bytes, says: str) -> None:
    assert says in refusal(raw)


def test_a_bad_cell_is_named_by_row_column_and_sentence() -> None:
    text = 'called,born,file_number\n"Wren\nof two lines",2011-13-01,1\n\nLark,unknown,NC 2,more\nTern,,nc-2\n'
    rows = read(text).rows
    told = [(row.number, cell.column, cell.sentence) for row in rows for cell in row.wrong]
    assert [(number, column) for number, column, _ in told] == [
        (2, "What they are called"),
        (2, "Date of birth, if known"),
        (4, ""),
        (5, "Your agency's own file number"),
    ]
    assert told[3][2] == "Row 4 has the same file number."
    assert all(sentence.endswith(".") for _, _, sentence in told)


def test_a_name_that_stands_twice_is_pointed_out_on_the_later_row() -> None:
    rows = read("called,legal_name\nWren,Ann Ash\nBirdie,ann ash\nwren,\nWren,Bea Birch\n").rows
    assert [row.twin for row in rows] == [0, 2, 2, 4]  # the last may be the child of row 4, of whom no more is known


def test_other_columns_are_named_and_not_kept() -> None:
    sheet = read("called,County,address\nWren,27053,12 Elm Street\n")
    assert sheet.left_out == ("County", "address")
    assert sheet.rows[0].typed == {"called": "Wren"}


def test_cells_of_the_corpus_stay_text_and_leave_harmless() -> None:
    """What came in as =1+1 is kept as it is, and no copy that leaves the hub runs it."""
    kept = 0
    for cell in CORPUS:
        written = io.StringIO()
        csv.writer(written, quoting=csv.QUOTE_ALL).writerows([["called"], [cell]])
        try:
            sheet = read(written.getvalue())
        except Invalid:
            assert "\0" in cell
            continue
        for row in sheet.rows:
            kept += not row.wrong
            line = spreadsheet.line([row.typed["called"]])
            assert not [part for cut in ",;\t" for part in cells_as_cut_by(cut, line) if would_run(part)]
    assert kept > 300


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_rows_or_a_sentence(raw: bytes) -> None:
    for start in (b"", b"called,age\n"):
        try:
            rows = read(start + raw).rows
        except Invalid:
            continue
        assert all(row.typed or row.wrong for row in rows)


_NAMES = st.sampled_from(["Wren", "Wrenn", "Lark", "Lara", "Larkin", "Ann", "Anna", "Sparrow", "sparow", "José Ash"])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(_NAMES, min_size=1, max_size=3),
    st.dictionaries(st.integers(0, 9), st.tuples(_NAMES, _NAMES), min_size=1, max_size=8),
)
def test_many_at_once_are_found_as_each_by_itself(sought: list[str], known: Mapping[int, tuple[str, str]]) -> None:
    identities = {key: [{"called": called, "aliases": aliases}] for key, (called, aliases) in known.items()}
    for phrase, found in zip(sought, resembling([[one] for one in sought], identities), strict=True):
        measure = likeness(phrase)
        fits = {key: measure(answers[0]) for key, answers in identities.items() if measure(answers[0])}
        assert found == sorted(fits, key=lambda key: (-fits[key], str(key)))


def test_the_columns_are_the_questions_of_the_form_by_hand() -> None:
    (headings,) = csv.reader(io.StringIO(import_sheet.template().decode("utf-8-sig")))
    assert headings == [question.title for question in CHILD.questions]
