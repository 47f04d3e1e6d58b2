"""Room: casework. Copies of a plan: one record alone on paper, and the proof that a copy was offered, never pushed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coordination.casework import (
    answers,
    moments,
    names,
    never_disclose,
    prints,
    record_pages,
    records,
    standing,
)
from coordination.casework.answers import Typed
from coordination.casework.case_list import text
from coordination.casework.desk import Desk, Work
from coordination.casework.record_words import Version, form_of
from coordination.declare.core_forms import ABOUT, CHILD
from coordination.declare.information import STEP_UP, InformationType
from coordination.declare.names import Audience
from coordination.declare.plan_forms import CAREGIVER, FAMILY, OF_VERSION, PLAN_COPY, SAFETY_PLAN_PART, YOUNG_PERSON
from coordination.declare.safety_forms import NEVER_DISCLOSE
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Refused
from coordination.model.facts import CaseFacts, RecordFacts
from coordination.model.ids import CaseId, Handle, RecordId, new_id
from coordination.model.program import Program
from coordination.model.record import Record
from coordination.policy import explain
from coordination.storage import records as drawer

# For whom a part is written, by whose name for the child it speaks. Who else helps need not read a name to know.
_SPEAKS_TO = {YOUNG_PERSON: Audience.TEAM, FAMILY: Audience.FAMILY, CAREGIVER: Audience.FAMILY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One record on paper, numbered as a print is. called: "" where nobody need read it. part: of a safety plan, which
    is given to its person and so bears no reference of a case. travels: what the law has travel with it."""

    case_id: CaseId
    record_id: RecordId
    title: str
    called: str
    part: bool
    own: bool
    version: Version
    versions: int
    number: str
    person: str
    program: str
    made_at: str
    beside: tuple[str, ...]
    travels: tuple[tuple[str, str], ...]
    never: tuple[str, ...] = ()


def read(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId) -> Copy:
    """One version of one record alone, and nothing of any other. The entry names the print, the record and its type.

    Where the child is, and who made a report, are on no copy: refused as if the record were absent.
    """
    facts, record = records.look_up(desk, actor, case_id, record_id)
    unprinted = record is None or record.information_type in STEP_UP | prints.NEVER_PRINTED
    if record is None or unprinted or record.withdrawn or record.form == NEVER_DISCLOSE.slug:
        desk.refuse(actor, Action.CASE_PRINT, facts, reason="absent")
    handle = Handle(new_id())
    kept = frozenset({record.information_type, CHILD.information_type})
    others = frozenset(InformationType) - kept
    grant = record_pages.granted(desk, actor, Action.CASE_PRINT, facts, record, also=[handle], leaving_out=others)
    with desk.opened(grant) as cabinet:
        chain = record_pages.versions_of(cabinet, grant, record)
        named = drawer.open(cabinet, grant, forms=[CHILD.slug, NEVER_DISCLOSE.slug])
    children = [one for one in named if one.form == CHILD.slug]
    owner = next((held.program for held in facts.holdings if held.program.id == record.program_id), actor.program)
    place = next(place for place, one in enumerate(chain) if one.id == record_id)
    audience = names.audience_of(desk.catalog, actor)
    part = record.form == SAFETY_PLAN_PART.slug
    shown = _for_its_person(names.on_paper(chain[place], [chain[0], *children], audience))
    form = form_of(desk.catalog, owner.partner_type, shown)
    line = [
        one
        for one in grant.case.types
        if (one.program_id, one.information_type) == (record.program_id, record.information_type)
    ]
    return Copy(
        case_id=facts.case_id,
        record_id=record_id,
        title=form.title if form else record.form,
        called=_called(shown, children, actor, audience),
        part=part,
        own=record.program_id == actor.program_id,
        version=record_pages.in_words(desk, actor, owner, shown, len(chain) - place),
        versions=len(chain),
        number=prints.number_of(handle),
        person=actor.name,
        program=f"{actor.program.agency_name}, {actor.program.name}",
        made_at=moments.words(desk.now, actor.program.zone),
        beside=_beside(desk, owner, part=part),
        never=never_disclose.named(named),
        travels=tuple(told for one in line for told in explain.notices(desk.rulebook, one)),
    )


def offering(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId) -> record_pages.RecordPage:
    """The part of which a copy is being offered, for whoever may write that down; refused otherwise."""
    facts, record = records.look_up(desk, actor, case_id, record_id)
    _offered(desk, actor, facts, record)
    return record_pages.read(desk, actor, case_id, record_id)


def offered(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, typed: Typed, key: str) -> RecordId:
    """Write down that a copy of this version was offered, and what they said. Raises Invalid with a sentence per field.

    By the program that made the plan, since its people were there.
    """
    facts, found = records.look_up(desk, actor, case_id, record_id)
    part = _offered(desk, actor, facts, found)
    answered = answers.validate(PLAN_COPY, typed, zone=actor.program.zone, now=desk.now)
    filing = records.filing_of(PLAN_COPY, answered)
    linked = replace(filing, answers={**filing.answers, ABOUT: part.first_id, OF_VERSION: record_id})

    def work(w: Work) -> str:
        there = drawer.facts_of_record(w.cabinet, case_id, record_id)
        if there is None or there.withdrawn:
            raise Refused(reason="absent")
        return records.keep(desk, w, linked)

    handles = [linked.handle, part.handle]
    about = f"{case_id} {record_id} {PLAN_COPY.slug}"
    return RecordId(desk.act(actor, Action.RECORD_FILE, case_id, work, key=key, about=about, objects=handles))


def _offered(desk: Desk, actor: Actor, facts: CaseFacts, record: RecordFacts | None) -> RecordFacts:
    """The part, where the actor's program made it and the actor may file; refused as if it were absent otherwise."""
    if record is None or record.form != SAFETY_PLAN_PART.slug or not records.may_correct(desk, actor, facts, record):
        desk.refuse(actor, Action.RECORD_FILE, facts, reason="absent")
    return record


def _for_its_person(record: Record) -> Record:
    """A part as its person gets it: without what the worker noted about the copy itself."""
    if record.form != SAFETY_PLAN_PART.slug:
        return record
    return replace(record, answers={slug: said for slug, said in record.answers.items() if slug != "copy_safe"})


def _beside(desk: Desk, owner: Program, *, part: bool) -> tuple[str, ...]:
    """What its owner's partner type says beside it. A paper that may be found at home bears no advice to workers, which
    would tell whoever finds it what this is about; "not confidential" is for its person, and stays."""
    if not part:
        return standing.beside_records(desk.catalog, owner)
    return tuple(filter(None, (standing.standing(desk.catalog, owner),)))


def _called(shown: Record, children: list[Record], actor: Actor, audience: Audience) -> str:
    """What the copy calls the child: on a part, as whoever it is for shall; elsewhere as the viewer shall.

    INVARIANT: a part is named by the own program's record alone: to print another's copy teaches nobody a name.
    """
    if shown.form != SAFETY_PLAN_PART.slug:
        return text(names.to_call_by(children, actor, audience), "called")
    speaks_to = _SPEAKS_TO.get(str(shown.answers["whose"]))
    own = [one for one in children if one.program_id == actor.program_id]
    return text(names.to_call_by(own, actor, speaks_to), "called") if speaks_to else ""
