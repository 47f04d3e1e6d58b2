"""Room: casework. The form that sends a referral: what is asked, and every sentence that bad input gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from coordination.casework.answers import words
from coordination.casework.certification import KNOWN
from coordination.casework.instruments import not_yet
from coordination.casework.release_typed import several, text
from coordination.declare.form import Choice, Form, FormKind, Question, QuestionKind
from coordination.declare.information import InformationType
from coordination.declare.needs import NEEDS
from coordination.model.actor import Actor
from coordination.model.case import RecordHead
from coordination.model.errors import Invalid
from coordination.model.facts import CaseFacts
from coordination.model.ids import ProgramId, RecordId
from coordination.model.program import Program
from coordination.model.referrals import AGREEMENTS, NOT_ASKED, Kind, Urgency
from coordination.policy.audience import may_address

Typed = Mapping[str, str | tuple[str, ...]]

MOST_WORDS = 4_000
MOST_RECORDS = 20
RESTRICTED = "This case is restricted to named people, so nobody there could read it. Ring them instead."
NOT_NAMED = (
    "Your program may tell them that it serves this young person only under a release that names them. "
    "Record the release first."
)
URGENCIES = (
    Choice(slug=Urgency.ROUTINE.value, title="Routine"),
    Choice(slug=Urgency.URGENT.value, title="Urgent: somebody must look now. Ring them too"),
)
TITLES: Mapping[Kind, str] = {
    Kind.CASE: "Bring a case to a program",
    Kind.REPORT: "Send a report",
    Kind.SERVICE: "Send a service referral",
}


LISTS = frozenset({"records"})


def slug_of(kind: Kind) -> str:
    """As a draft of this form is named. No plugin can name a form so: its slugs have no colon."""
    return f"referral:{kind.value}"


def _form(kind: Kind) -> Form:
    """The form as a draft keeps it: its fields, and the type under whose key the draft lies, as the message will."""
    lines = ("recipient", "need", "urgency", "agreement", "no_contact")
    return Form(
        slug=slug_of(kind),
        version=1,
        title=TITLES[kind],
        kind=FormKind.NOTE,
        information_type=InformationType.REPORT if kind is Kind.REPORT else InformationType.SERVICE_PLAN,
        questions=(
            *(Question(slug=slug, title=slug) for slug in lines),
            Question(slug="records", title="records", kind=QuestionKind.MANY),
            Question(slug="message", title="message", kind=QuestionKind.TEXT),
        ),
    )


FORMS: Mapping[str, Form] = {form.slug: form for form in map(_form, Kind)}
KINDS: Mapping[str, Kind] = {slug_of(kind): kind for kind in Kind}


def typed_again(kept: Mapping[str, Sequence[str]]) -> Typed:
    """A draft as the form takes it."""
    return {name: tuple(values) if name in LISTS else values[0] for name, values in kept.items() if values}


AGREED = frozenset({"agreed", "guardian_agreed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A referral as typed and checked, before it is asked what may go along."""

    recipient: Program
    need: str
    urgency: Urgency
    agreement: str
    no_contact: bool
    records: Mapping[RecordId, InformationType]
    message: str
    certification_known: bool = False


def check(kind: Kind, typed: Typed, recipients: Sequence[Program], heads: Sequence[RecordHead]) -> Proposed:
    """Check a typed referral; recipients and heads are what may be chosen. Raises Invalid, field by field."""
    wrong: dict[str, str] = {}
    recipient = next((one for one in recipients if one.id == ProgramId(text(typed, "recipient"))), None)
    if recipient is None:
        wrong["recipient"] = "Choose a program from the list."
    need = _need(kind, typed, wrong)
    urgency = _of(typed, "urgency", [choice.slug for choice in URGENCIES], "Say how urgent it is.", wrong)
    agreement = _agreement(kind, typed, urgency, wrong)
    message = ""
    try:
        message = words(typed, "message", MOST_WORDS)
    except ValueError as error:
        wrong["message"] = str(error)
    if not message and "message" not in wrong:
        wrong["message"] = "Write what they need to know to begin."
    chosen = records_of(typed, heads, wrong)
    no_contact = text(typed, "no_contact") == "yes"
    if no_contact and InformationType.LOCATION in chosen.values():
        wrong["records"] = (
            "The young person does not want to be contacted, so nothing that tells where they are goes along."
        )
    if wrong or recipient is None:
        raise Invalid(wrong)
    return Proposed(
        recipient=recipient,
        need=need,
        urgency=Urgency(urgency),
        agreement=agreement,
        no_contact=no_contact,
        records=chosen,
        message=message,
        certification_known=text(typed, KNOWN) == "yes",
    )


def closed(words: Iterable[str]) -> str:
    """That the recipient may not read these types, and what would help."""
    return f"They may not read: {', '.join(words)}. A release that names them would open it."


def unreachable(actor: Actor, facts: CaseFacts, recipient: Program, now: datetime, kind: Kind) -> str:
    """Why this recipient cannot be sent it from this case, as a sentence; "" when it can."""
    if not_live := not_yet(recipient, now):
        return not_live
    if facts.restricted:
        return RESTRICTED
    if not may_address(actor.program, facts, recipient, now, report=kind is Kind.REPORT):
        return NOT_NAMED
    if kind is Kind.CASE and facts.place_of(recipient.id, now) is not None:
        return "This program is on the team already."
    return ""


def _need(kind: Kind, typed: Typed, wrong: dict[str, str]) -> str:
    if kind is not Kind.SERVICE:
        return ""
    return _of(typed, "need", [choice.slug for choice in NEEDS], "Choose the one need that this is about.", wrong)


def _agreement(kind: Kind, typed: Typed, urgency: str, wrong: dict[str, str]) -> str:
    """What the young person said. Without their yes only what is owed by law, or cannot wait, is sent."""
    if kind is Kind.REPORT:
        return NOT_ASKED
    said = _of(typed, "agreement", [choice.slug for choice in AGREEMENTS], "Say what the young person said.", wrong)
    if said == "declined":
        wrong["agreement"] = "Nothing is sent against the young person’s will. You may file a note of what they said."
    elif said == "could_not_ask" and urgency != Urgency.URGENT.value:
        wrong["agreement"] = "Only something urgent can go before the young person is asked."
    return said


def records_of(typed: Typed, heads: Sequence[RecordHead], wrong: dict[str, str]) -> dict[RecordId, InformationType]:
    """The chosen records with their types; what cannot be taken is said in `wrong`."""
    known = {str(head.id): head for head in heads}
    asked = several(typed, "records")
    if any(one not in known for one in asked):
        wrong["records"] = "Choose records from the list."
    elif len(asked) > MOST_RECORDS:
        wrong["records"] = f"Choose {MOST_RECORDS} records at most."
    return {known[one].id: known[one].information_type for one in asked if one in known}


def _of(typed: Typed, field: str, slugs: Sequence[str], sentence: str, wrong: dict[str, str]) -> str:
    given = text(typed, field)
    if given not in slugs:
        wrong[field] = sentence
    return given
