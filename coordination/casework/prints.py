"""Room: casework. A print of a case: all that is open to one viewer on one page, numbered, at first without location.

A print leaves the hub, so it says on itself who made it, when, and under which number; the number is a handle of the
access log, by which an auditor finds who saw what on the paper in hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coordination.casework import moments, names, never_disclose, record_pages, standing
from coordination.casework.case_list import text
from coordination.casework.desk import Desk
from coordination.casework.record_words import Version, form_of
from coordination.declare.core_forms import CHILD
from coordination.declare.information import STEP_UP, InformationType
from coordination.declare.missing_forms import DANGERS
from coordination.declare.safety_forms import NEVER_DISCLOSE
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.case import CaseHeader
from coordination.model.explanation import Access, TypeAccess
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, Handle, new_id
from coordination.model.program import Program
from coordination.model.record import Record
from coordination.policy import explain
from coordination.policy.decision import CaseDecision
from coordination.storage import case_rows, records

# Paper goes from hand to hand; who made a report stays with the program that took it (42 USC 5106a(b)(2)(B)(xviii)).
NEVER_PRINTED = frozenset({InformationType.REPORTER_IDENTITY})

# For police and NCMEC alone, on a packet of its own (casework/missing_papers); and on the screen alone, since a paper
# may fall into the hands of just those to whom nothing may be told.
ELSEWHERE = frozenset({DANGERS.slug, NEVER_DISCLOSE.slug})


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedType:
    """One program's information of one type as it stands on paper.

    notices: what the owner's partner type says beside it. travels: what the law has travel with it, each with its
    citation.
    """

    title: str
    owner: str
    notices: tuple[str, ...]
    travels: tuple[tuple[str, str], ...]
    records: tuple[tuple[str, Version], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A numbered print. made_at: in the viewer's zone. location: whether it tells where the child is.

    never: to whom nothing may be told, for the screen and not for the paper.
    """

    header: CaseHeader
    called: str
    pronouns: str
    terms: str
    number: str
    person: str
    program: str
    made_at: str
    types: tuple[PrintedType, ...]
    location: bool
    never: tuple[str, ...] = ()


def read(desk: Desk, actor: Actor, case_id: CaseId, *, location: bool = False) -> Print:
    """Everything open to the viewer on one page; one entry names the case and the print.

    location: also what tells where the child is. Refused with reason "step_up" while that waits for a second factor.
    """
    facts, handle = desk.facts(actor, case_id), Handle(new_id())
    if location and _waits(desk.judge(actor, Action.CASE_PRINT, facts).cases):
        desk.refuse(actor, Action.CASE_PRINT, facts, reason="step_up")
    left_out = NEVER_PRINTED if location else NEVER_PRINTED | STEP_UP
    grant = desk.ask(actor, Action.CASE_PRINT, facts, objects=[handle], leaving_out=left_out)
    with desk.opened(grant) as cabinet:
        header = case_rows.headers(cabinet, grant)[facts.case_id]
        every = records.open(cabinet, grant)
    found = [one for one in every if one.form not in ELSEWHERE]
    audience = names.audience_of(desk.catalog, actor)
    # Paper goes from hand to hand: what was asked for another audience stands on none, the own program's included.
    children = names.as_heard([record for record in found if record.form == CHILD.slug], audience)
    child = names.to_call_by(children, actor, audience)
    heard = {one.id: one for one in children}
    return Print(
        header=header,
        called=text(child, "called"),
        pronouns=text(child, "pronouns"),
        terms=text(child, "terms"),
        number=number_of(handle),
        person=actor.name,
        program=_name(actor.program),
        made_at=moments.words(desk.now, actor.program.zone),
        types=tuple(_types(desk, actor, facts, grant.case.types, [heard.get(one.id, one) for one in found])),
        location=location,
        never=never_disclose.named(every),
    )


def number_of(handle: Handle) -> str:
    """The number that stands on the paper: the first twelve letters of the print's handle, in fours."""
    return "-".join(handle[at : at + 4].upper() for at in (0, 4, 8))


def _waits(cases: Iterable[CaseDecision]) -> bool:
    return any(access.access is Access.STEP_UP for case in cases for access in case.types)


def _types(
    desk: Desk, actor: Actor, facts: CaseFacts, granted: Iterable[TypeAccess], found: Iterable[Record]
) -> list[PrintedType]:
    owners = {holding.program.id: holding.program for holding in facts.holdings}
    every, made = list(found), []
    for access in granted:
        own = [
            record
            for record in every
            if (record.program_id, record.information_type) == (access.program_id, access.information_type)
        ]
        if own:
            owner = owners[access.program_id]
            made.append(
                PrintedType(
                    title=access.information_type.words,
                    owner=_name(owner),
                    notices=standing.beside_records(desk.catalog, owner),
                    travels=explain.notices(desk.rulebook, access),
                    records=tuple((_title(desk, owner, each), _words(desk, actor, owner, each)) for each in own),
                )
            )
    return sorted(made, key=lambda line: (line.title, line.owner))


def _title(desk: Desk, owner: Program, record: Record) -> str:
    form = form_of(desk.catalog, owner.partner_type, record)
    return form.title if form else record.form.replace("_", " ").capitalize()


def _words(desk: Desk, actor: Actor, owner: Program, record: Record) -> Version:
    return record_pages.in_words(desk, actor, owner, record, 1)


def _name(program: Program) -> str:
    return f"{program.agency_name}, {program.name}"
