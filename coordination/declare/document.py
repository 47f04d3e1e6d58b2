"""Room: declare. Documents: what other systems take, as lists of fields, each with the place it is filled from.

The hub fills a document with what the maker's program has written down, shows what is missing, and keeps the receipt.
It files nothing itself (architecture §8). A list of values that was not read is not encoded: the field stands there and
its codes are left to the system that takes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind
from coordination.declare.information import NEVER_SHARED, InformationType


class Worked(StrEnum):
    """What the hub works out itself."""

    AGE_AT_PERIOD_END = "age_at_period_end"  # in whole years, on the last day of the reporting period
    AGE_TODAY = "age_today"
    CASE_REFERENCE = "case_reference"
    DAY_MADE = "day_made"
    MADE_BY = "made_by"
    PERIOD = "period"


OWN_TIME = "happened"
"""As the question of an `Asked`: when what the record tells of happened, which no question of the form asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The answer to one question of a form, in the newest record that the maker's program filed on it. question: its
    slug, or OWN_TIME."""

    form: str
    question: str


Source = Asked | Worked


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentField:
    """One field. sources: tried in order; none means that a person fills it in by hand.

    not_encoded: why its list of values stands nowhere here, and whom to ask. never: information types from which this
    field is never filled, beside those of the document. needed: whether an empty one counts as a gap. within: the slug
    of a field before it; empty is a gap only where the answer there is yes.
    """

    slug: str
    title: str
    sources: tuple[Source, ...] = ()
    hint: str = ""
    needed: bool = True
    not_encoded: str = ""
    never: frozenset[InformationType] = frozenset()
    within: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSet:
    """The values in force for some reporting periods. first, last: the months in which the first and the last of those
    periods begin ("2022-10"; "" is open). not_encoded: what to ask, where the values were not read.
    """

    slug: str
    title: str
    citation: str
    first: str
    last: str = ""
    not_encoded: str = ""

    def covers(self, begins: str) -> bool:
        """Whether a period that begins in this month is reported by it."""
        return self.first <= begins and (not self.last or begins <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """About whom a document is owed in each period: how old at its end, and where the child lived in it.

    home: the question that says where; not_in_care: its answers that are no out-of-home care; unsaid: those that do not
    tell. since, ended: the questions of the same form that say from when to when.
    """

    youngest: int
    home: Asked
    not_in_care: frozenset[str]
    unsaid: frozenset[str]
    since: str
    ended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a document goes: a web form or number, with the place where it was read."""

    title: str
    number: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document. slug and version identify it for ever.

    receiver: who takes it. where: how a person files it, in a sentence; addresses: numbers and forms, each with its
    source. made_by: the partner types that make it. information_type: under which its receipt is filed. never: types
    from which no field is filled. proves: slugs of the deadline rules whose proof its receipt is. number: whether a
    receipt must have a reference number. under_age: it is about people younger than this. code_sets: by reporting
    period; a document that has any is made for a period. speaks_of: the question whose day says which period a record
    is about. unknown_is_blank: an answer "not known" stays blank, as whatever nobody asked.
    """

    slug: str
    version: int
    title: str
    receiver: str
    where: str
    made_by: frozenset[str]
    information_type: InformationType
    fields: tuple[DocumentField, ...]
    citation: str
    quote: str
    source: str
    addresses: tuple[Address, ...] = ()
    never: frozenset[InformationType] = frozenset()
    proves: frozenset[str] = frozenset()
    number: bool = False
    under_age: int | None = None
    code_sets: tuple[CodeSet, ...] = ()
    speaks_of: Asked | None = None
    population: Population | None = None
    unknown_is_blank: bool = False

    def kept_out(self, field: DocumentField) -> frozenset[InformationType]:
        """The types from which this field is never filled. Who made a report, and an attorney's work, go nowhere."""
        return NEVER_SHARED | self.never | field.never

    def asked(self) -> frozenset[Asked]:
        """Every question it is filled from."""
        return frozenset(source for field in self.fields for source in field.sources if isinstance(source, Asked))

    def code_set(self, begins: str) -> CodeSet | None:
        """The code set of the period that begins in this month; None where none is declared."""
        return next((found for found in self.code_sets if found.covers(begins)), None)


# The slugs of model/deadline.Channel but for the hub itself, which files nothing: a receipt proves a deadline.
CHANNELS = (
    Choice(slug="in_person", title="In person"),
    Choice(slug="phone", title="By telephone"),
    Choice(slug="web_form", title="On their web form"),
    Choice(slug="email", title="By e-mail"),
    Choice(slug="fax", title="By fax"),
    Choice(slug="mail", title="By mail"),
    Choice(slug="state_system", title="In the state's own system"),
    Choice(slug="other", title="Another way"),
)
RECEIPT = "receipt_"


def receipt_of(document: Document) -> Form:
    """The form on which the receipt of a document is kept."""
    return Form(
        slug=RECEIPT + document.slug,
        version=1,
        title=f"Receipt: {document.title}",
        kind=FormKind.RECEIPT,
        information_type=document.information_type,
        introduction="The hub filed nothing. Write down what you filed, when, how, and the number that came back.",
        source=document.citation,
        questions=(
            Question(slug="happened_at", title="When it was filed", kind=QuestionKind.INSTANT, required=True),
            Question(slug="who", title="Who filed it", required=True, limit=200),
            Question(slug="channel", title="How", kind=QuestionKind.ONE, required=True, choices=CHANNELS),
            Question(slug="told", title="Who took it, if they said", limit=200),
            Question(slug="number", title="Their reference number", required=document.number, limit=80),
            Question(slug="copy", title="Number on the copy you sent", hint="As it stands on the paper.", limit=40),
            Question(slug="said", title="What they said", kind=QuestionKind.TEXT, limit=2_000),
        ),
    )
