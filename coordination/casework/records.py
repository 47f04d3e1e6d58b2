"""Room: casework. Records: file one, correct it, withdraw it. What is shown of them is in record_pages.

A record is reached through its case, never by its bare id; what is hidden is refused exactly as what is absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coordination.casework import answers, form_events, majority, notices, safe_contact
from coordination.casework.answers import Answered, Typed
from coordination.casework.desk import Desk, Work
from coordination.casework.endangerment import kept_back
from coordination.declare.core_forms import ABOUT, REPORT_MADE
from coordination.declare.form import Choice, Form
from coordination.declare.missing_forms import EPISODE, OF_EPISODES
from coordination.declare.plan_forms import OF_VERSION, PLAN_COPY
from coordination.declare.safety_forms import RECORDS_REQUEST
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.draft import DraftFacts
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.facts import CaseFacts, RecordFacts
from coordination.model.ids import CaseId, DraftId, Handle, ProgramId, RecordId, new_id
from coordination.model.notice import Kind
from coordination.model.record import Filing
from coordination.policy.audience import audience
from coordination.policy.claims import may_hold
from coordination.policy.threshold import may_matter
from coordination.storage import case_facts, drafts, records
from coordination.storage.team_rows import bump

# Why a record is closed to all but the owning supervisor: coded, since it is kept in plain and in the access log.
WITHDRAW_REASONS = (
    Choice(slug="wrong_case", title="It was filed on the wrong case"),
    Choice(slug="wrong_person", title="It is about another person"),
    Choice(slug="filed_twice", title="It was filed twice"),
    Choice(slug="wrong_type", title="It was filed under the wrong information type"),
    Choice(slug="not_allowed", title="It should not have been written down here"),
)
OVERTAKEN = "Somebody corrected this record first. What you typed is kept below."


def file(
    desk: Desk,
    actor: Actor,
    case_id: CaseId,
    form_slug: str,
    typed: Typed,
    key: str,
    *,
    draft_id: DraftId | None = None,
    action: Action = Action.RECORD_FILE,
) -> RecordId:
    """File a record of the actor's program. Raises Invalid with a sentence per field. The draft it came from goes.

    action: FILING_ANSWER for a court, which files on no case, but into its own file.
    """
    form = desk.catalog.form(actor.program.partner_type, form_slug)
    # Filed by its own noun alone: a screen with its result, a part of an episode beside it (casework/missing).
    if form is None or form.own_act or form_slug in OF_EPISODES:
        desk.refuse(actor, action, reason="no_form")
    answered = answers.validate(form, typed, zone=actor.program.zone, now=desk.now)
    filing = filing_of(form, answered)
    draft = draft_of(desk, actor, case_id, draft_id)

    def work(w: Work) -> str:
        if form_slug == RECORDS_REQUEST.slug:
            notices.tell(w, Kind.RECORDS_REQUESTED, actor.program_id, cause=filing.record_id, about=filing.handle)
        return keep(desk, w, filing, draft)

    done = desk.act(
        actor,
        action,
        case_id,
        work,
        key=key,
        about=f"{case_id} {form.slug}",
        objects=_handles(filing, draft),
    )
    return RecordId(done)


def correct(
    desk: Desk,
    actor: Actor,
    case_id: CaseId,
    record_id: RecordId,
    typed: Typed,
    key: str,
    *,
    draft_id: DraftId | None = None,
) -> RecordId:
    """File a newer version of a record of the actor's own program; the older one stays in its history.

    Raises Invalid, or Conflict when somebody corrected it first: then nothing is saved and the caller keeps `typed`.
    """
    facts, earlier = look_up(desk, actor, case_id, record_id)
    if earlier is None or not may_correct(desk, actor, facts, earlier):
        desk.refuse(actor, Action.RECORD_CORRECT, facts, reason="absent")
    form = _form(desk, actor, facts, earlier.form, Action.RECORD_CORRECT)
    if form.information_type is not earlier.information_type:
        raise Conflict("This form is now filed under another information type. Withdraw the record and file it anew.")
    answered = answers.validate(form, typed, zone=actor.program.zone, now=desk.now)
    draft = draft_of(desk, actor, case_id, draft_id)
    filing = filing_of(form, answered, corrects=record_id)

    def work(w: Work) -> str:
        now_there = records.facts_of_record(w.cabinet, case_id, record_id)
        if now_there is None or now_there.withdrawn:
            raise Refused(reason="absent")
        if now_there.corrected:
            raise Conflict(OVERTAKEN)
        return keep(desk, w, _about_the_same(w, filing, now_there), draft)

    done = desk.act(
        actor,
        Action.RECORD_CORRECT,
        case_id,
        work,
        key=key,
        about=f"{case_id} {record_id}",
        objects=[earlier.handle, *_handles(filing, draft)],
    )
    return RecordId(done)


def withdraw(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, reason: str, key: str) -> None:
    """Close every version of a record to all but the owning supervisor, for a coded reason.

    By its author, or by a supervisor of the program that filed it. What was read stays in the access log.
    """
    if reason not in {choice.slug for choice in WITHDRAW_REASONS}:
        raise Invalid({"reason": "Choose why it is withdrawn."})
    facts, record = look_up(desk, actor, case_id, record_id)
    if record is None or record.program_id != actor.program_id:
        desk.refuse(actor, Action.RECORD_WITHDRAW, facts, reason="absent")

    def work(w: Work) -> str:
        there = records.facts_of_record(w.cabinet, case_id, record_id)
        if there is None or not may_withdraw(actor, there):
            raise Refused(reason="absent")
        seen_by = _seen_by(desk, w, there)
        records.withdraw(w.cabinet, w.grant, there, reason)
        bump(w.cabinet, w.grant, case_id, seen_by)
        return record_id

    about = f"{case_id} {record_id}"
    desk.act(
        actor, Action.RECORD_WITHDRAW, case_id, work, key=key, about=about, objects=[record.handle], purpose=reason
    )


def may_correct(desk: Desk, actor: Actor, facts: CaseFacts, record: RecordFacts) -> bool:
    """Whether the actor may write a newer version by hand: any team member of the owning program who may file. A screen
    is run again instead, or its tier raised (casework/screens)."""
    own = record.program_id == actor.program_id and not record.withdrawn
    form = desk.catalog.form(actor.program.partner_type, record.form) if own else None
    by_hand = form is None or not form.own_act
    return own and by_hand and desk.judge(actor, Action.RECORD_CORRECT, facts).allowed


def may_withdraw(actor: Actor, record: RecordFacts) -> bool:
    """Whether the record is the actor's to withdraw: their own, or their program's and they supervise it."""
    own = record.program_id == actor.program_id and not record.withdrawn
    return own and (record.author_id == actor.person_id or actor.role is Role.SUPERVISOR)


def look_up(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId) -> tuple[CaseFacts, RecordFacts | None]:
    """The facts of a case and of one record on it. Of a case that the actor cannot enter no record is looked for, as of
    an absent one, so that a hidden record costs what an absent one costs."""
    with desk.consulting((case_id,)) as cabinet:
        facts = case_facts.facts(cabinet.connection, actor, case_id, at=cabinet.now)
        entered = may_matter(actor, facts, cabinet.now)
        found = records.facts_of_record(cabinet, case_id, record_id) if entered else None
    if found is not None and kept_back(desk.catalog, actor, found.form, found.program_id):
        found = None
    return facts, found


def keep(desk: Desk, w: Work, filing: Filing, draft: DraftFacts | None = None) -> str:
    """The one way a record reaches its drawer, in an act: file it, let its draft go, tell who can see it."""
    actor = w.grant.actor
    if not may_hold(actor, w.facts, filing.information_type, w.now):
        raise Refused(reason="not_named")  # a confidential program's release to the hub does not name this type
    if filing.form == PLAN_COPY.slug and filing.corrects is None:
        safe_contact.check(w, filing.answers)
    records.file(w.cabinet, w.grant, w.facts.case_id, filing)
    majority.recompute(w, filing)
    form_events.follow(desk.catalog, w, filing)
    if draft is not None:
        drafts.discard(w.cabinet, w.grant, draft.draft_id)
    seen_by = audience(desk.rulebook, w.facts, actor.program, filing.information_type, w.now)
    bump(w.cabinet, w.grant, w.facts.case_id, {*seen_by, actor.program_id})
    return filing.record_id


def _form(desk: Desk, actor: Actor, facts: CaseFacts, slug: str, action: Action) -> Form:
    form = desk.catalog.form(actor.program.partner_type, slug)
    if form is None:
        desk.refuse(actor, action, facts, reason="no_form")
    return form


def _seen_by(desk: Desk, w: Work, record: RecordFacts) -> set[ProgramId]:
    seen = audience(desk.rulebook, w.facts, w.grant.actor.program, record.information_type, w.now)
    return {*seen, record.program_id}


def filing_of(form: Form, answered: Answered, *, corrects: RecordId | None = None) -> Filing:
    """A Filing with fresh ids, of what was answered."""
    return Filing(
        record_id=RecordId(new_id()),
        handle=Handle(new_id()),
        information_type=form.information_type,
        form=form.slug,
        form_version=form.version,
        answers=answered.answers,
        happened=answered.happened,
        learned_at=answered.learned_at,
        corrects=corrects,
    )


def _about_the_same(w: Work, filing: Filing, earlier: RecordFacts) -> Filing:
    """Corrected, a mandated report, a part of an episode or an offered copy stays about what it was about."""
    if earlier.form not in {REPORT_MADE.slug, PLAN_COPY.slug} | OF_EPISODES:
        return filing
    versions, kept = records.open_versions(w.cabinet, w.grant, earlier.first_id), (ABOUT, OF_VERSION, EPISODE)
    about = {key: version.answers[key] for version in versions for key in kept if key in version.answers}
    return replace(filing, answers={**filing.answers, **about})


def draft_of(desk: Desk, actor: Actor, case_id: CaseId, draft_id: DraftId | None) -> DraftFacts | None:
    """The draft that is being filed, if it was ever saved and is the actor's own on this case."""
    if draft_id is None:
        return None
    with desk.consulting() as cabinet:
        draft = drafts.facts_of_draft(cabinet, actor, draft_id)
    return draft if draft is not None and draft.case_id == case_id else None


def _handles(filing: Filing, draft: DraftFacts | None) -> Iterable[Handle]:
    return [filing.handle] if draft is None else [filing.handle, draft.handle]
