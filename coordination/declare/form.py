"""Room: declare. Forms: versioned sets of questions, each form filed under one information type.

A form never needs an offender, a guardian or a birth date (seed checklist B1, D11): `required` is for what the
record would be meaningless without.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from coordination.declare.event import Event
from coordination.declare.information import InformationType


class QuestionKind(StrEnum):
    """How a question is asked and what its answer looks like (answers are text, or a tuple of slugs for MANY)."""

    DATE = "date"  # happened: a day, a month, or unknown; text YYYY-MM-DD, YYYY-MM or empty
    INSTANT = "instant"  # a day and a time in the program's zone
    LINE = "line"
    MANY = "many"
    NUMBER = "number"
    ONE = "one"
    TEXT = "text"
    YES_NO_UNKNOWN = "yes_no_unknown"  # unknown is not no; not asked is empty


class FormKind(StrEnum):
    """What completing the form does; a suspicion form carries the mandated-report notice."""

    CHILD = "child"
    CONTACT = "contact"
    NOTE = "note"
    PERSON = "person"
    RECEIPT = "receipt"  # of a document that a person filed elsewhere (declare/document.py)
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer to a ONE or MANY question: slug stored, title shown."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: slug is the key of the answer, title the label, hint one line under it, choices for ONE/MANY.

    section: questions in a row with the same section are folded away under it.
    """

    slug: str
    title: str
    kind: QuestionKind = QuestionKind.LINE
    hint: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    limit: int = 10_000
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """An event that a filed form tells of, so that the deadlines it starts begin to run.

    when: questions and the answers that say so; every pair must hold. unless: those that say that it is not so; a
    question left empty says nothing. happened: the question with the day or time of the event, which must be answered;
    "" takes the record's own time. on_learning: it happened when the program learned of it, as a call to intake does.
    """

    event: Event
    when: tuple[tuple[str, frozenset[str]], ...] = ()
    unless: tuple[tuple[str, frozenset[str]], ...] = ()
    happened: str = ""
    on_learning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of one program type: slug and version identify it for ever; records keep the version they were filed on.

    suspicion: the form records suspected abuse, so every page with it says that saving is not a mandated report.
    source: the document the questions come from.
    starts: the events that it tells of, once for each record; each starts what the program owes (declare/deadline.py).
    own_act: it is filed and changed by acts of its own alone, never on the pages of records, so that nobody decides by
    correcting a record what two people decide together.
    retired: another form has taken its place; what was filed on it is read and corrected, and nothing new is offered.
    """

    slug: str
    version: int
    title: str
    kind: FormKind
    information_type: InformationType
    questions: tuple[Question, ...]
    suspicion: bool = False
    introduction: str = ""
    source: str = ""
    starts: tuple[Start, ...] = ()
    own_act: bool = False
    retired: bool = False

    @property
    def sections(self) -> tuple[tuple[str, tuple[Question, ...]], ...]:
        """The questions as they are asked: runs of one section, with its title; "" for those that stand open."""
        return tuple((title, tuple(run)) for title, run in groupby(self.questions, key=lambda asked: asked.section))
