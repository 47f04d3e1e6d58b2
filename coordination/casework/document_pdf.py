"""Room: casework. A document as a PDF: the one module that draws (import contract 17).

It bears the mark of a print: who made it, when, and under which number, on every sheet. Its title and its name tell
nothing. Letters that the font does not have are drawn as a box, and the paper says so: the data file has them all.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos
from fpdf.fonts import TTFFont

from coordination.model.document import Filled, Made, Paper

FONT = Path(__file__).resolve().parent.parent / "fonts" / "DejaVuSans.ttf"
BOX = "□"
MISSING_LETTERS = "Some letters could not be drawn on this paper and stand as a box. The data file has them."
NOT_SENT = "The hub has sent this to nobody. Whoever sends it writes down the reference number that comes back."
BLANK = "Blank"
_FAMILY, _TEXT, _SMALL, _LARGE = "hub", 10, 8, 15
_MARK_GREY, _QUIET = 225, 90
_A_FIELD = 18  # millimetres that a short field takes, so that it stands on one sheet
_MARKS = (70, 140, 210)  # millimetres from the top of each sheet


def draw(made: Made) -> bytes:
    """The PDF of one numbered copy."""
    sheet = _Paper(made)
    sheet.add_page()
    sheet.write_line(made.document.title, _LARGE)
    sheet.write_line(f"For: {made.document.receiver}")
    for words in _about(made):
        sheet.write_line(words, _SMALL)
    sheet.write_line(NOT_SENT, _SMALL)
    for sentence, citation in made.travels:
        sheet.write_line(f"{sentence} ({citation})", _SMALL)
    if made.warning:
        sheet.write_line(made.warning)
    for line in made.lines:
        sheet.write_field(line)
    sheet.write_line(f"{made.document.citation}: “{made.document.quote}”", _SMALL)
    if sheet.boxes:
        sheet.write_line(MISSING_LETTERS, _SMALL)
    return bytes(sheet.output())


def draw_lines(paper: Paper) -> bytes:
    """The PDF of a list: its heading, what stands above it, and a block for each line."""
    sheet = _Paper(paper)
    sheet.add_page()
    sheet.write_line(paper.title, _LARGE)
    for words in paper.about:
        sheet.write_line(words, _SMALL)
    for heading, said in paper.blocks:
        sheet.write_block(heading, said)
    if sheet.boxes:
        sheet.write_line(MISSING_LETTERS, _SMALL)
    return bytes(sheet.output())


def _about(made: Made) -> list[str]:
    said = [f"Document {made.document.slug}, version {made.document.version}."]
    if made.period:
        said.append(f"Reporting period {made.period.words}; the file is due on {made.period.due_words}.")
        said.append(
            f"Code set: {made.code_set.title}." if made.code_set else "No code set is declared for this period."
        )
    gaps = len(made.gaps)
    said.append(f"Fields with a gap: {gaps} of {len(made.lines)}.")
    return said


class _Paper(FPDF):
    """Letter paper with the mark of the print on every sheet. boxes: whether a letter had to be left out."""

    def __init__(self, made: Made | Paper) -> None:
        super().__init__(format="letter")
        self.boxes = False
        self._mark = f"{made.person} · {made.made} · case {made.reference} · print {made.number}"
        self._return_to = f"Whoever finds this paper: give it to {made.program}."
        self.add_font(_FAMILY, fname=FONT)
        font = self.fonts[_FAMILY]
        self._known: Container[int] = font.cmap if isinstance(font, TTFFont) else ()
        self.set_title("Document")
        self.set_creation_date(made.made_at)
        self.set_auto_page_break(True, margin=22)

    def header(self) -> None:
        """The mark, faint and across the sheet, and once to be read."""
        self.set_font(_FAMILY, size=12)
        self.set_text_color(_MARK_GREY)
        for down in _MARKS:
            self.text(20, down, self._drawable(self._mark))
        self.set_font(_FAMILY, size=_SMALL)
        self.set_text_color(_QUIET)
        self.write_line(f"{self._mark}. {self._return_to}", _SMALL)

    def footer(self) -> None:
        """The mark again, and the number of the sheet."""
        self.set_y(-15)
        self.write_line(f"{self._mark} · sheet {self.page_no()}", _SMALL)

    def write_field(self, line: Filled) -> None:
        """One field: its title, what it says or that it is blank, and what is open about it."""
        if self.will_page_break(_A_FIELD):
            self.add_page()
        self.ln(2)
        self.write_line(line.title, _SMALL, grey=_QUIET)
        self.write_line("; ".join(line.words) if line.words else BLANK)
        for small in filter(None, (line.gap, line.note, line.came_from and f"From: {line.came_from}")):
            self.write_line(small, _SMALL, grey=_QUIET)

    def write_block(self, heading: str, said: tuple[str, ...]) -> None:
        """One line of a list: its heading and what is said under it."""
        if self.will_page_break(_A_FIELD):
            self.add_page()
        self.ln(2)
        self.write_line(heading)
        for words in said:
            self.write_line(words, _SMALL, grey=_QUIET)

    def write_line(self, words: str, size: int = _TEXT, *, grey: int = 0) -> None:
        """One paragraph over the whole width."""
        self.set_font(_FAMILY, size=size)
        self.set_text_color(grey)
        self.multi_cell(
            0,
            size / 2,
            self._drawable(words),
            align="L",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
            wrapmode=WrapMode.WORD,
        )

    def _drawable(self, words: str) -> str:
        known = "".join(letter if letter == "\n" or ord(letter) in self._known else BOX for letter in words)
        self.boxes = self.boxes or known != words
        return known
