"""Room: casework. Reads a CSV file of open cases, row by row, and says beside each cell what cannot be taken. Pure.

RFC 4180, UTF-8 with or without a byte order mark, cut by comma, semicolon or tab (what Excel writes differs with the
language of the machine; its own first line "sep=;" is understood). The columns are the questions of the form by which a
case is opened by hand. A cell that looks like a formula is text like any other and is never worked out; copies that
leave the hub make such cells safe (casework/spreadsheet).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from coordination.casework import answers, spreadsheet
from coordination.casework.likeness import plain
from coordination.declare.core_forms import CHILD
from coordination.model.errors import Invalid
from coordination.model.imports import Cell, Row, Sheet

FIELD = "sheet"
LARGEST = 64 * 1024  # bytes: sent back percent-encoded it is three times that, which the door still takes
MOST_ROWS = 300
_MARK = b"\xef\xbb\xbf"
_SEPARATORS = (",", ";", "\t")
_SAYS_SEPARATOR = re.compile(r"sep=([,;\t])\n")
_TITLES: Mapping[str, str] = {question.slug: question.title for question in CHILD.questions}
_WIDEST = 60  # headings; a file of more is no list of cases
_QUOTED = 60  # characters of a cell that are shown again


def template() -> bytes:
    """The headings as a file to fill in, with the mark by which Excel knows UTF-8."""
    return _MARK + spreadsheet.line(list(_TITLES.values())).encode()


def decoded(raw: bytes) -> str:
    """The words of a file as it was uploaded. Raises Invalid with a sentence."""
    if not raw.strip():
        raise _unread("Choose a file that has something in it.")
    if len(raw) > LARGEST:
        raise _unread(f"This file is too large. It may have {LARGEST // 1024} kB. Bring the cases in several files.")
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _unread("This is a workbook. In your spreadsheet choose “Save as” and “CSV UTF-8”.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _unread(f"Line {line} is not UTF-8. In your spreadsheet choose “Save as” and “CSV UTF-8”.") from error
    if "\0" in text:
        raise _unread("This is not a CSV file. In your spreadsheet choose “Save as” and “CSV UTF-8”.")
    return text


def read(text: str, *, zone: str, now: datetime) -> Sheet:
    """The rows of a file, each checked as the form would be. Raises Invalid when it is no such file at all."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text.encode()) > LARGEST:
        raise _unread(f"This file is too large. It may have {LARGEST // 1024} kB. Bring the cases in several files.")
    lines = _cut(text)
    columns, left_out = _columns(lines[0] if lines else [])
    filled = [(number, cells) for number, cells in enumerate(lines[1:], 2) if any(cell.strip() for cell in cells)]
    if not filled:
        raise _unread("There is no row under the headings.")
    if len(filled) > MOST_ROWS:
        raise _unread(f"This file has {len(filled):,} rows, and {MOST_ROWS} are the most. Bring it in several files.")
    rows: list[Row] = []
    for number, cells in filled:
        rows.append(_row(number, cells, columns, rows, zone=zone, now=now))
    return Sheet(rows=tuple(rows), left_out=left_out, text=text)


def _cut(text: str) -> list[list[str]]:
    said = _SAYS_SEPARATOR.match(text)
    body = text[said.end() :] if said else text
    separator = said[1] if said else max(_SEPARATORS, key=lambda one: _known(body, one))
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        where = f"Line {reader.line_num} cannot be read"
        raise _unread(f"{where}: a quotation mark is not closed, or is out of place.") from error


def _known(text: str, separator: str) -> int:
    """How many headings are ours when the first line is cut here."""
    try:
        first = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        return 0
    return sum(_slug(heading) != "" for heading in first)


def _slug(heading: str) -> str:
    wanted = plain(heading.replace("_", " "))
    return next((slug for slug in _TITLES if wanted in (plain(_TITLES[slug]), slug.split("_"))), "")


def _columns(headings: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The question of each column, "" for one that is not kept, and the headings of those."""
    if len(headings) > _WIDEST:
        raise _unread(f"This file has {len(headings)} columns. Keep those of the template.")
    columns = tuple(_slug(heading) for heading in headings)
    if CHILD.questions[0].slug not in columns:
        raise _unread(f"The first row must name the columns, and one of them must be “{CHILD.questions[0].title}”.")
    for slug in _TITLES:
        if columns.count(slug) > 1:
            raise _unread(f"The column “{_TITLES[slug]}” is there twice.")
    unknown = (heading.strip() for heading, slug in zip(headings, columns, strict=True) if not slug)
    return columns, tuple(heading[:_QUOTED] for heading in unknown if heading)


def _row(  # what stands in the file, and before it
    number: int, cells: Sequence[str], columns: Sequence[str], before: Sequence[Row], *, zone: str, now: datetime
) -> Row:
    typed = {slug: cell for slug, cell in zip(columns, cells, strict=False) if slug and cell.strip()}
    wrong: list[Cell] = []
    if any(cell.strip() for cell in cells[len(columns) :]):
        wrong.append(Cell(column="", text="", sentence="This row has more cells than there are headings."))
    try:
        answers.validate(CHILD, typed, zone=zone, now=now)
    except Invalid as invalid:
        wrong += [
            Cell(column=_TITLES.get(slug, ""), text=typed.get(slug, "")[:_QUOTED], sentence=sentence)
            for slug, sentence in invalid.fields.items()
        ]
    earlier = next((row for row in before if file_number(row.typed) and _same_number(row.typed, typed)), None)
    if earlier is not None:
        sentence = f"Row {earlier.number} has the same file number."
        wrong.append(Cell(column=_TITLES["file_number"], text=typed["file_number"][:_QUOTED], sentence=sentence))
    twin = next((row.number for row in before if _same_name(row.typed, typed)), 0)
    return Row(number=number, typed=typed, wrong=tuple(wrong), twin=twin)


def file_number(typed: Mapping[str, str]) -> str:
    """The agency's own file number without marks and blanks, "" when there is none."""
    return "".join(plain(typed.get("file_number", "")))


def _same_number(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return file_number(one) == file_number(other)


def _same_name(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    pairs = [(plain(one.get(slug, "")), plain(other.get(slug, ""))) for slug in ("legal_name", "called")]
    return next((mine == theirs for mine, theirs in pairs if mine and theirs), False)


def _unread(sentence: str) -> Invalid:
    return Invalid({FIELD: sentence})
