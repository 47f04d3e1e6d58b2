"""Room: casework. What is shown of records: one record, its history, and who had read a withdrawn one.

One entry is written for each page, and it names the record; what is hidden is refused exactly as what is absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coordination.audit.grant import Grant
from coordination.casework import file_words, moments, names, record_words, screen_results, sightings, standing
from coordination.casework.desk import Desk
from coordination.casework.file_words import FileLine
from coordination.casework.never_disclose import stop
from coordination.casework.record_beside import answers_to, asks_for_records, screens
from coordination.casework.record_words import Version
from coordination.casework.records import WITHDRAW_REASONS, look_up, may_correct, may_withdraw
from coordination.casework.screen_results import Result
from coordination.casework.sightings import Sighting
from coordination.declare.core_forms import ABOUT, CHILD, PERSON, REPORT_MADE
from coordination.declare.information import STEP_UP, InformationType
from coordination.declare.safety_forms import NEVER_DISCLOSE, RECORDS_ANSWER
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.errors import Refused
from coordination.model.explanation import Access
from coordination.model.facts import CaseFacts, RecordFacts
from coordination.model.ids import CaseId, Handle, ProgramId, RecordId
from coordination.model.program import Program
from coordination.model.record import Answer, Record
from coordination.policy import explain
from coordination.storage import files, records
from coordination.storage.cabinet import Cabinet

Notices = tuple[tuple[str, str], ...]
BESIDE = (REPORT_MADE.slug, PERSON.slug, NEVER_DISCLOSE.slug, RECORDS_ANSWER.slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """One record as it is shown: the version asked for, its place in the chain, and what the viewer may do with it.

    newest_id: the current version. suspicion: the mandated-report notice belongs on the page. reports: the mandated
    reports recorded about it that the viewer may see. withdrawn: why it was closed, and who had read it before.
    notices: what the law has travel with it, each with its citation.
    beside: what the owner's partner type says on every page with its records.
    files: what is attached to it, to all of its versions alike.
    screen: the result, where it is a screen. may_raise: its tier can be raised by the viewer.
    stop: what is known against whoever asks for records, as a sentence.
    asks: it is a request for records that the viewer's program answers. answered: so far. may_answer: by the viewer.
    screened: the viewer's program decides whether this report is screened in, on a page of its own.
    """

    case_id: CaseId
    record_id: RecordId
    title: str
    information_type: InformationType
    owner: str
    version: Version
    newest_id: RecordId
    versions: int
    suspicion: bool
    reports: tuple[Version, ...]
    may_correct: bool
    may_withdraw: bool
    may_report: bool
    beside: tuple[str, ...] = ()
    withdrawn: str = ""
    withdrawn_on: str = ""
    readers: tuple[Sighting, ...] = ()
    files: tuple[FileLine, ...] = ()
    screened: bool = False
    asks: bool = False
    answered: tuple[Version, ...] = ()
    may_answer: bool = False
    may_attach: bool = False
    notices: Notices = ()
    stop: str = ""
    screen: Result | None = None
    may_raise: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Every version of a record, newest first."""

    case_id: CaseId
    record_id: RecordId
    title: str
    owner: str
    versions: tuple[Version, ...]
    suspicion: bool
    notices: Notices = ()
    beside: tuple[str, ...] = ()


def read(
    desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, *, action: Action = Action.CASE_READ
) -> RecordPage:
    """One record, in the version asked for. Refused (reason "step_up") while location waits for a second factor.

    action: FILING_READ for a court, which reads what was filed with it and no case.
    """
    facts, record = look_up(desk, actor, case_id, record_id)
    if record is None:
        desk.refuse(actor, action, facts, reason="absent")
    grant = granted(desk, actor, action, facts, record)
    with desk.opened(grant) as cabinet:
        chain = versions_of(cabinet, grant, record)
        asked = asked_here(desk, cabinet, grant, actor, chain)
        beside = records.open(cabinet, grant, forms=BESIDE)
        attached = files.listed(cabinet, grant, record)
        readers = sightings.of(desk, cabinet, grant, facts, chain) if record.withdrawn else ()
    about = [one for one in beside if one.form == REPORT_MADE.slug]
    page = _page(desk, actor, facts, record, chain, about, readers)
    owner = _owner(actor, facts, record.program_id)
    shown = next(one for one in chain if one.id == record.record_id)
    return replace(
        page,
        version=in_words(desk, actor, owner, shown, page.version.number, asked=asked),
        notices=_notices(desk, grant, record),
        stop=stop(shown, beside),
        screened=screens(desk, actor, record),
        asks=(asks := asks_for_records(actor, record)),
        answered=tuple(in_words(desk, actor, owner, one, 1) for one in (answers_to(chain, beside) if asks else ())),
        may_answer=asks and desk.judge(actor, Action.RECORD_FILE, facts).allowed,
        files=tuple(file_words.line(desk, actor, facts, head) for head in attached),
        may_attach=file_words.may_attach(desk, actor, facts, record),
    )


def withdrawal(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId) -> RecordPage:
    """The record that is about to be withdrawn, for whoever may; refused otherwise, however well they may read it."""
    page = read(desk, actor, case_id, record_id)
    if not page.may_withdraw:
        desk.refuse(actor, Action.RECORD_WITHDRAW, desk.facts(actor, case_id), reason="not_author")
    return page


def reporting(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId) -> RecordPage:
    """The record about which a mandated report is to be written down, for whoever may file one; refused otherwise."""
    page = read(desk, actor, case_id, record_id)
    if not page.may_report:
        desk.refuse(actor, Action.RECORD_REPORTED, desk.facts(actor, case_id), reason="no_form")
    return page


def history(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId) -> History:
    """Every version of a record, for whoever may read it."""
    facts, record = look_up(desk, actor, case_id, record_id)
    if record is None:
        desk.refuse(actor, Action.RECORD_HISTORY, facts, reason="absent")
    grant = granted(desk, actor, Action.RECORD_HISTORY, facts, record)
    with desk.opened(grant) as cabinet:
        chain = versions_of(cabinet, grant, record)
        asked = asked_here(desk, cabinet, grant, actor, chain)
    owner = _owner(actor, facts, record.program_id)
    form = record_words.form_of(desk.catalog, owner.partner_type, chain[0])
    return History(
        case_id=case_id,
        record_id=record_id,
        title=form.title if form else record.form,
        owner=_name(owner),
        versions=tuple(
            in_words(desk, actor, owner, one, len(chain) - place, asked=asked) for place, one in enumerate(chain)
        ),
        suspicion=bool(form and form.suspicion),
        notices=_notices(desk, grant, record),
        beside=standing.beside_records(desk.catalog, owner),
    )


def _notices(desk: Desk, grant: Grant, record: RecordFacts) -> Notices:
    """What travels with the record, from the very line of the grant that opened it."""
    of = (record.program_id, record.information_type)
    lines = [line for line in grant.case.types if (line.program_id, line.information_type) == of]
    return tuple(told for line in lines for told in explain.notices(desk.rulebook, line))


def granted(
    desk: Desk,
    actor: Actor,
    action: Action,
    facts: CaseFacts,
    record: RecordFacts,
    *,
    also: Iterable[Handle] = (),
    leaving_out: frozenset[InformationType] = frozenset(),
) -> Grant:
    """The Grant of a page about one record, which its entry names; refused as if the record were absent.

    also: what the entry names beside it. leaving_out: types that the grant does not open.
    """
    decision = desk.judge(actor, action, facts)
    found = [
        access.access
        for case in decision.cases
        for access in case.types
        if (access.program_id, access.information_type) == (record.program_id, record.information_type)
    ]
    if record.withdrawn:
        supervises = actor.role is Role.SUPERVISOR and record.program_id == actor.program_id
        found = [Access.OPEN] if decision.allowed and supervises else []
        waits = record.information_type in STEP_UP and not actor.stepped_up(desk.now)
        found = [Access.STEP_UP] if found and waits else found
    if Access.STEP_UP in found:
        desk.refuse(actor, action, facts, reason="step_up")
    if Access.OPEN not in found:
        desk.refuse(actor, action, facts, reason="absent")
    return desk.ask(actor, action, facts, objects=[record.handle, *also], leaving_out=leaving_out)


def versions_of(cabinet: Cabinet, grant: Grant, record: RecordFacts) -> list[Record]:
    """The whole chain, newest first; Refused when it was closed between the decision and this look."""
    opened = records.open_withdrawn if record.withdrawn else records.open_versions
    found = opened(cabinet, grant, record.first_id)
    if record.record_id not in {one.id for one in found}:
        raise Refused(reason="absent")
    return found


def _page(
    desk: Desk,
    actor: Actor,
    facts: CaseFacts,
    record: RecordFacts,
    chain: Sequence[Record],
    about: Sequence[Record],
    readers: tuple[Sighting, ...],
) -> RecordPage:
    owner = _owner(actor, facts, record.program_id)
    place = next(place for place, one in enumerate(chain) if one.id == record.record_id)
    form = record_words.form_of(desk.catalog, owner.partner_type, chain[place])
    reports = [one for one in about if one.answers.get(ABOUT) == record.first_id]
    reporting = desk.catalog.form(actor.program.partner_type, REPORT_MADE.slug) is not None
    reasons = {choice.slug: choice.title for choice in WITHDRAW_REASONS}
    shown, own = chain[place], owner.id == actor.program_id
    screen = screen_results.result_of(desk.catalog, shown, own=own, zone=actor.program.zone)
    current = shown.current and own and not record.withdrawn
    raises = current and bool(screen and screen.graver) and desk.judge(actor, Action.RECORD_CORRECT, facts).allowed
    return RecordPage(
        case_id=facts.case_id,
        record_id=record.record_id,
        title=form.title if form else record.form,
        information_type=record.information_type,
        owner=_name(owner),
        version=in_words(desk, actor, owner, shown, len(chain) - place),
        newest_id=next((one.id for one in chain if one.current), shown.id),
        versions=len(chain),
        suspicion=bool(form and form.suspicion),
        reports=tuple(in_words(desk, actor, _owner(actor, facts, one.program_id), one, 1) for one in reports),
        may_correct=shown.current and may_correct(desk, actor, facts, record),
        may_withdraw=may_withdraw(actor, record) and desk.judge(actor, Action.RECORD_WITHDRAW, facts).allowed,
        may_report=reporting and not record.withdrawn and desk.judge(actor, Action.RECORD_REPORTED, facts).allowed,
        beside=standing.beside_records(desk.catalog, owner),
        withdrawn=reasons.get(shown.withdrawn_reason, shown.withdrawn_reason),
        withdrawn_on=moments.words(shown.withdrawn_at, actor.program.zone) if shown.withdrawn_at else "",
        readers=readers,
        screen=screen,
        may_raise=raises,
    )


def in_words(
    desk: Desk, actor: Actor, owner: Program, record: Record, number: int, *, asked: Mapping[str, Answer] | None = None
) -> Version:
    """One version of a record in the words of its owner's form, in the actor's zone.

    asked: what the actor's audience shall call the child, where other open records say so (casework/names.py).
    """
    form = record_words.form_of(desk.catalog, owner.partner_type, record)
    own, zone = owner.id == actor.program_id, actor.program.zone
    result = screen_results.result_of(desk.catalog, record, own=own, zone=zone)
    back = screen_results.kept_back(desk.catalog, record, own=own)
    first = screen_results.lines(result) if result else ()
    read_so = names.for_reader(record, actor.program_id, names.audience_of(desk.catalog, actor), asked)
    return record_words.version(read_so, form, number, zone, first=first, kept_back=back)


def asked_here(desk: Desk, cabinet: Cabinet, grant: Grant, actor: Actor, chain: Sequence[Record]) -> dict[str, Answer]:
    """What the actor's audience shall call the child, by the newest version of this record or another open one, so that
    an older version does not tell the name that it was replaced by for them. Looked up for such a record alone."""
    if chain[0].form != CHILD.slug:
        return {}
    others = records.open(cabinet, grant, forms=[CHILD.slug])
    return names.asked_in([*chain, *others], names.audience_of(desk.catalog, actor))


def _owner(actor: Actor, facts: CaseFacts, program_id: ProgramId) -> Program:
    """The program that filed it: among the holdings, unless it is the actor's own and all of it was withdrawn."""
    return next((held.program for held in facts.holdings if held.program.id == program_id), actor.program)


def _name(program: Program) -> str:
    return f"{program.agency_name}, {program.name}"
