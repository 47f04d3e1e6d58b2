"""Room: casework. What stands in a court's file: filings taken in, orders and dates given. A court sees nothing else.

A court has no case page, no list of cases, no team (policy/courtroom.py). A matter is a case of which something is in
the court's file; of it the court's people see its reference, and the records filed under court.
"""

from __future__ import annotations

from dataclasses import dataclass

from coordination.casework import answers, record_pages, records, standing
from coordination.casework.answers import Typed
from coordination.casework.desk import Desk
from coordination.casework.record_forms import Blank
from coordination.casework.record_pages import RecordPage
from coordination.declare.form import Form
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.case import CaseHeader, RecordHead
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, DraftId, ProgramId, RecordId
from coordination.policy import explain
from coordination.policy.scope import scope
from coordination.storage import case_facts, case_list, case_rows

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One record of the court's file: its line, its form's title, and who filed it."""

    head: RecordHead
    title: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter and what stands in the file, newest first. forms: what the court may give; empty on a closed case.

    notices: what the law has travel with it, each with its citation.
    """

    header: CaseHeader
    filed: tuple[Filed, ...]
    forms: tuple[Form, ...]
    notices: tuple[tuple[str, str], ...] = ()


def listed(desk: Desk, actor: Actor) -> list[CaseHeader]:
    """The matters of which something is in the court's file, last changed first, at most 100. One entry names them."""
    within = scope(actor, Action.FILING_LIST, desk.now)
    with desk.consulting() as cabinet:
        keys = case_list.page(cabinet, within, actor, size=MOST)
        many = case_facts.facts_of_many(cabinet.connection, actor, [key.case_id for key in keys])
    there = [facts for facts in many if any(one.types for one in desk.judge(actor, Action.FILING_LIST, facts).cases)]
    grant = desk.ask_many(actor, Action.FILING_LIST, there)
    with desk.opened(grant) as cabinet:
        headers = case_rows.headers(cabinet, grant)
    return [headers[facts.case_id] for facts in there if facts.case_id in headers]


def matter(desk: Desk, actor: Actor, case_id: CaseId) -> Matter:
    """What stands in the court's file of one matter. Refused, as if absent, where nothing does."""
    facts = _something(desk, actor, case_id, Action.FILING_LIST)
    grant = desk.ask(actor, Action.FILING_LIST, facts)
    with desk.opened(grant) as cabinet:
        header = case_rows.headers(cabinet, grant)[case_id]
        heads = case_rows.heads(cabinet, grant)
    may_answer = desk.judge(actor, Action.FILING_ANSWER, facts).allowed
    forms = desk.catalog.forms_of(actor.program.partner_type) if may_answer else ()
    told = tuple(told for line in grant.case.types for told in explain.notices(desk.rulebook, line))
    filed = tuple(_filed(desk, facts, head) for head in heads)
    return Matter(header=header, filed=filed, forms=forms, notices=tuple(dict.fromkeys(told)))


def read(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId) -> RecordPage:
    """One record of the court's file."""
    return record_pages.read(desk, actor, case_id, record_id, action=Action.FILING_READ)


def new(desk: Desk, actor: Actor, case_id: CaseId, slug: str, *, typed: Typed | None = None) -> Blank:
    """The form of an order or of a docket entry. It shows nothing of the case, so it needs no entry."""
    facts = _something(desk, actor, case_id, Action.FILING_ANSWER)
    form = desk.catalog.form(actor.program.partner_type, slug)
    if form is None:
        desk.refuse(actor, Action.FILING_ANSWER, facts, reason="no_form")
    return Blank(
        case_id=case_id,
        form=form,
        zone=actor.program.zone,
        draft_id=DraftId(""),
        openness=(),
        asks_happened=answers.asks_happened(form),
        asks_learned=False,
        typed=answers.keep(typed or {}, form),
        beside=standing.beside_records(desk.catalog, actor.program),
    )


def give(desk: Desk, actor: Actor, case_id: CaseId, slug: str, typed: Typed, key: str) -> RecordId:
    """File an order or a docket entry; those who filed with this court see it. Raises Invalid."""
    _something(desk, actor, case_id, Action.FILING_ANSWER)
    return records.file(desk, actor, case_id, slug, typed, key, action=Action.FILING_ANSWER)


def _something(desk: Desk, actor: Actor, case_id: CaseId, action: Action) -> CaseFacts:
    """The facts of a matter of this court's; refused unless something of it is in the file."""
    facts = desk.facts(actor, case_id)
    judged = desk.judge(actor, action, facts)
    if not judged.allowed or not any(one.types for one in judged.cases):
        desk.refuse(actor, action, facts, reason="absent")
    return facts


def _filed(desk: Desk, facts: CaseFacts, head: RecordHead) -> Filed:
    owner = next(held.program for held in facts.holdings if held.program.id == ProgramId(head.program_id))
    form = desk.catalog.form(owner.partner_type, head.form, head.form_version)
    title = form.title if form else head.form.replace("_", " ").capitalize()
    return Filed(head=head, title=title, owner=f"{owner.agency_name}, {owner.name}")
