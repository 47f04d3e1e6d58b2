"""Room: casework. Cells of a CSV file that no spreadsheet takes for a formula (OWASP CSV injection; security.md I9).

A cell is looked at as a spreadsheet would come to see it: without leading blanks, control and invisible characters, and
with full-width characters as their plain ones. So is what follows a separator inside it, since a spreadsheet of another
language cuts lines at semicolons or tabs. Corpus: tests/casework/test_oversight_sheet.py.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence

_BEGINS = frozenset("=+-@|%\u2212")  # what makes a formula, a command (DDE) or a link of a cell; also the true minus
# Letters and signs by their category, blank to the eye: Hangul fillers and the empty Braille pattern.
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_CUTS = frozenset(",;|\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_QUOTES = frozenset("\"'`\u2018\u2019\u201c\u201d\uff02\uff07")
_SHIELD = "'"


def line(cells: Sequence[str]) -> str:
    """One line of CSV (RFC 4180), every cell quoted and made safe, ended by CR LF."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow([safe(cell) for cell in cells])
    return written.getvalue()


def safe(cell: str) -> str:
    """The cell with ' before whatever could begin a formula; control characters become blanks."""
    found, open_to_formula = [], True
    for character in cell:
        plain = unicodedata.normalize("NFKC", character)
        if open_to_formula and plain[:1] in _BEGINS:
            found.append(_SHIELD)
            open_to_formula = False
        found.append(" " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character)
        open_to_formula = _stays_open(character, plain, open_to_formula=open_to_formula)
    return "".join(found)


def _stays_open(character: str, plain: str, *, open_to_formula: bool) -> bool:
    """Whether the next character could begin a cell: after a cut, or still among what a spreadsheet skips."""
    if character in _CUTS or plain[:1] in _CUTS:
        return True
    unseen = character in _UNSEEN or unicodedata.category(character)[0] in "ZCM"
    return open_to_formula and (unseen or not plain.strip() or character in _QUOTES or plain in _QUOTES)
