"""Room: casework. Documents for other systems: filled from what one's own program wrote down, numbered, with its gaps.

Whenever a document is opened, as a page, a PDF or a data file, it is a new copy with a number of its own and one entry
in the access log. It holds records of the maker's own program and of nobody else: what others opened to it they opened
to it alone. The hub files nothing (architecture §8): a person does, and keeps the receipt (document_receipts.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from coordination.casework import document_fields, moments, never_disclose, standing
from coordination.casework.desk import Desk
from coordination.casework.document_fields import Sheet
from coordination.casework.prints import number_of
from coordination.declare.core_forms import CHILD
from coordination.declare.document import RECEIPT, Document, Worked
from coordination.declare.information import InformationType
from coordination.declare.safety_forms import NEVER_DISCLOSE
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.age import years_on
from coordination.model.case import CaseHeader
from coordination.model.document import Made
from coordination.model.explanation import TypeAccess
from coordination.model.ids import CaseId, Handle, RecordId, new_id
from coordination.model.program import Program
from coordination.model.reporting_period import ReportingPeriod, period_called, period_of
from coordination.policy import explain
from coordination.storage import case_rows, records

PERIODS_OFFERED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A receipt on file: its record, and when it was sent and with which number, in words."""

    record_id: RecordId
    sent: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One document that the program can make, with the receipts it has for it on this case, newest first."""

    document: Document
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """The documents of one case. lists: those about which a supervisor can see who is missing."""

    header: CaseHeader
    documents: tuple[Offer, ...]
    lists: tuple[Document, ...]


def offered(desk: Desk, actor: Actor, case_id: CaseId) -> Offers:
    """The documents that the actor's program can make here, and their receipts. One entry, a read of the case."""
    facts = desk.facts(actor, case_id)
    if not desk.judge(actor, Action.DOCUMENT_MAKE, facts).allowed:
        desk.refuse(actor, Action.DOCUMENT_MAKE, facts)
    made = of_program(desk, actor)
    kinds = {document.information_type for document in made}
    grant = desk.ask(
        actor, Action.CASE_READ, facts, only=lambda access: own(actor)(access) and access.information_type in kinds
    )
    with desk.opened(grant) as cabinet:
        header = case_rows.headers(cabinet, grant)[facts.case_id]
        slugs = [RECEIPT + document.slug for document in made]
        found = records.open(cabinet, grant, forms=slugs) if slugs else []
    zone = actor.program.zone
    offers = tuple(
        Offer(
            document=document,
            receipts=tuple(
                Receipt(
                    record_id=one.id,
                    sent=moments.happened_words(one.happened, zone),
                    number=str(one.answers.get("number", "")),
                )
                for one in found
                if one.form == RECEIPT + document.slug
            ),
        )
        for document in made
    )
    supervises = desk.judge(actor, Action.DOCUMENT_LIST, facts).allowed
    lists = tuple(document for document in made if document.population is not None and supervises)
    return Offers(header=header, documents=offers, lists=lists)


def make(desk: Desk, actor: Actor, case_id: CaseId, slug: str, period: str = "") -> Made:
    """One numbered copy of a document. period: "2026-04"; whatever is none gives the period that runs now.

    Refused, alike for an absent case, a hidden one, and a document that the actor's program does not make.
    """
    document = declared(desk, actor, slug)
    chosen = period_chosen(desk, actor, document, period)
    facts, handle = desk.facts(actor, case_id), Handle(new_id())
    types = types_of(desk, actor, document)
    grant = desk.ask(
        actor,
        Action.DOCUMENT_MAKE,
        facts,
        objects=[handle],
        purpose=document.slug,
        only=lambda access: own(actor)(access) and access.information_type in types,
    )
    with desk.opened(grant) as cabinet:
        header = case_rows.headers(cabinet, grant)[facts.case_id]
        found = records.open(cabinet, grant, forms=[*sorted(forms_of(document)), NEVER_DISCLOSE.slug])
    sheet = Sheet(
        catalog=desk.catalog,
        partner_type=actor.program.partner_type,
        zone=actor.program.zone,
        document=document,
        newest=document_fields.newest_of(document, found, chosen, actor.program.zone),
        today=today(desk, actor),
        period=chosen,
        worked={
            Worked.CASE_REFERENCE: header.reference,
            Worked.DAY_MADE: moments.day_words(today(desk, actor).isoformat()),
            Worked.MADE_BY: f"{actor.name}, {name_of(actor)}",
            Worked.PERIOD: chosen.words if chosen else "",
        },
    )
    travels = desk.rulebook.travels(actor.program)  # it leaves the hub, so what is said to others goes along
    told = [
        told for access in grant.case.types for told in explain.notices(desk.rulebook, access._replace(notices=travels))
    ]
    return Made(
        document=document,
        header=header,
        lines=document_fields.fill_all(sheet),
        number=number_of(handle),
        person=actor.name,
        program=name_of(actor),
        made_at=desk.now,
        made=moments.words(desk.now, actor.program.zone),
        period=chosen,
        code_set=document.code_set(chosen.slug) if chosen else None,
        notices=standing.beside_records(desk.catalog, actor.program),
        travels=tuple(dict.fromkeys(told)),
        warning=_too_old(document, sheet),
        never=never_disclose.named(found),
    )


def declared(desk: Desk, actor: Actor, slug: str, *, action: Action = Action.DOCUMENT_MAKE) -> Document:
    """The document of this slug that the actor's program makes; refused where there is none."""
    found = next((one for one in of_program(desk, actor) if one.slug == slug), None)
    if found is None:
        desk.refuse(actor, action, reason="no_form")
    return found


def of_program(desk: Desk, actor: Actor) -> tuple[Document, ...]:
    """What the actor's program makes, under the law that binds it."""
    return desk.catalog.documents_of(actor.program.partner_type, actor.program.jurisdictions)


def period_chosen(desk: Desk, actor: Actor, document: Document, period: str) -> ReportingPeriod | None:
    """The period asked for, else the one that runs now; None for a document that is made for none."""
    if not document.code_sets:
        return None
    return period_called(period) or period_of(today(desk, actor))


def periods(desk: Desk, actor: Actor) -> tuple[ReportingPeriod, ...]:
    """The periods that a page offers: the one that runs now, and those before it."""
    found = [period_of(today(desk, actor))]
    while len(found) < PERIODS_OFFERED:
        found.append(found[-1].before)
    return tuple(found)


def forms_of(document: Document) -> frozenset[str]:
    """The slugs of the forms that it is filled from; the child's, for an age."""
    return frozenset({CHILD.slug, *(asked.form for asked in document.asked())})


def types_of(desk: Desk, actor: Actor, document: Document, *, also: str = "") -> frozenset[InformationType]:
    """The information types that it is filled from, by a program like the actor's. also: one more form."""
    return types_in(desk, actor.program, document, also=also)


def types_in(desk: Desk, program: Program, document: Document, *, also: str = "") -> frozenset[InformationType]:
    """The same, by this program."""
    slugs = {*forms_of(document), also}
    found = {form.information_type for form in desk.catalog.forms_of(program.partner_type) if form.slug in slugs}
    return frozenset(found - document.never)


def own(actor: Actor) -> Callable[[TypeAccess], bool]:
    """INVARIANT: a document leaves the hub, so it holds what the maker's own program wrote and nothing of anybody else:
    what another program opened to it, by release or by law, it did not open to whoever takes this document.
    """
    return lambda access: access.program_id == actor.program_id


def today(desk: Desk, actor: Actor) -> date:
    """The day it is now, where the actor's program is."""
    return desk.now.astimezone(ZoneInfo(actor.program.zone)).date()


def name_of(actor: Actor) -> str:
    """The actor's agency and program."""
    return f"{actor.program.agency_name}, {actor.program.name}"


def _too_old(document: Document, sheet: Sheet) -> str:
    years = years_on(sheet.today, document_fields.born(sheet.newest))
    if document.under_age is None or years is None or years < document.under_age:
        return ""
    return (
        f"This document is about people under {document.under_age}, and by the date of birth on file this young person "
        f"is {years}. Ask your supervisor before you send it."
    )
