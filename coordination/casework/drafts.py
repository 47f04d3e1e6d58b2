"""Room: casework. Drafts: kept while somebody types, read again by their author alone, gone when filed or 30 days old
(casework/upkeep).

Saving never checks what was typed: a draft is whatever is there. A confidential program can keep none on a case before
its release to the hub, because the policy refuses it like everything else there.
"""

from __future__ import annotations

from dataclasses import replace

from coordination.casework import answers, moments, referral_form
from coordination.casework.answers import Typed
from coordination.casework.desk import Desk, Work
from coordination.casework.record_forms import Blank, blank
from coordination.casework.records import look_up
from coordination.declare.form import Form
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.draft import KEPT_FOR, DraftFacts, DraftLine
from coordination.model.errors import Refused
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, DraftId, Handle, RecordId, is_id, new_id
from coordination.policy.claims import may_hold
from coordination.storage import act_keys, drafts


def save(
    desk: Desk,
    actor: Actor,
    case_id: CaseId,
    typed: Typed,
    *,
    draft_id: DraftId,
    form_slug: str = "",
    corrects: RecordId | None = None,
) -> DraftId:
    """Keep what was typed under `draft_id`, over what was kept there before. form_slug, or the record it corrects.

    There is no one-use key: saving the same draft twice keeps one. Refused where the actor may not file.
    """
    facts = desk.facts(actor, case_id)
    form = _form(desk, actor, facts, form_slug, corrects)
    earlier = _own(desk, actor, draft_id)
    draft = _facts(desk, actor, case_id, form, draft_id, corrects, earlier)
    kept = answers.keep(typed, form)

    def work(w: Work) -> str:
        if not may_hold(actor, w.facts, form.information_type, w.now):
            raise Refused(reason="not_named")  # as for a record: not even begun before a release to the hub names it
        drafts.save(w.cabinet, w.grant, draft, kept)
        return draft_id

    desk.act(actor, Action.DRAFT_SAVE, case_id, work, key=new_id(), objects=[draft.handle])
    return draft_id


def mine(desk: Desk, actor: Actor) -> tuple[DraftLine, ...]:
    """The actor's own drafts on cases where they may still file, newest first. Form titles, and nothing typed."""
    with desk.consulting() as cabinet:
        found = drafts.facts_of_drafts(cabinet, actor)
    many = desk.facts_of_many(actor, [draft.case_id for draft in found])
    allowed = [
        draft for draft, facts in zip(found, many, strict=True) if desk.judge(actor, Action.DRAFT_OPEN, facts).allowed
    ]
    desk.ask_general(actor, Action.DRAFT_LIST, objects=[draft.handle for draft in allowed])
    return tuple(_line(desk, actor, draft) for draft in allowed)


def resume(desk: Desk, actor: Actor, draft_id: DraftId) -> Blank:
    """The form as its author left it. Another's draft, an old one and none at all are refused alike."""
    draft = _own(desk, actor, draft_id)
    form = _named(desk, actor, draft.form) if draft is not None else None
    facts = desk.facts(actor, draft.case_id if draft is not None else CaseId(""))
    if draft is None or form is None:
        desk.refuse(actor, Action.DRAFT_OPEN, reason="absent")
    grant = desk.ask(actor, Action.DRAFT_OPEN, facts, objects=[draft.handle])
    with desk.opened(grant) as cabinet:
        opened = drafts.open(cabinet, grant, draft)
    # Begun under an earlier version of its form, it goes on under the newest, in a draft of its own.
    same = draft.form_version == form.version
    found = blank(
        desk, actor, facts, form, dict(opened.typed), corrects=draft.corrects, draft_id=draft_id if same else None
    )
    return found if same else replace(found, begun_with=draft.form_version)


def discard(desk: Desk, actor: Actor, draft_id: DraftId, key: str) -> None:
    """Throw a draft away at its author's wish."""
    draft = _own(desk, actor, draft_id)
    with desk.consulting() as cabinet:
        done = act_keys.facts_of_key(cabinet, actor, key, Action.DRAFT_DISCARD, draft_id)
    if draft is None and done is None:
        desk.refuse(actor, Action.DRAFT_DISCARD, reason="absent")

    def work(w: Work) -> str:
        drafts.discard(w.cabinet, w.grant, draft_id)
        return draft_id

    desk.act_general(
        actor, Action.DRAFT_DISCARD, work, key=key, about=draft_id, objects=[draft.handle] if draft else []
    )


def _own(desk: Desk, actor: Actor, draft_id: DraftId) -> DraftFacts | None:
    if not is_id(draft_id):
        return None
    with desk.consulting() as cabinet:
        return drafts.facts_of_draft(cabinet, actor, draft_id)


def _named(desk: Desk, actor: Actor, slug: str) -> Form | None:
    """A form of the actor's program, or one that sends a referral. Of those with acts of their own, screens are."""
    found = referral_form.FORMS.get(slug) or desk.catalog.form(actor.program.partner_type, slug)
    kept = found is not None and (not found.own_act or slug in desk.catalog.screening)
    return found if kept else None


def _form(desk: Desk, actor: Actor, facts: CaseFacts, slug: str, corrects: RecordId | None) -> Form:
    """The form being typed into: named, or that of the record of this case and program which is being corrected."""
    if corrects is not None:
        _, record = look_up(desk, actor, facts.case_id, corrects)
        slug = record.form if record is not None and record.program_id == actor.program_id else ""
    form = _named(desk, actor, slug)
    if form is None:
        desk.refuse(actor, Action.DRAFT_SAVE, facts, reason="no_form")
    return form


def _facts(
    desk: Desk,
    actor: Actor,
    case_id: CaseId,
    form: Form,
    draft_id: DraftId,
    corrects: RecordId | None,
    earlier: DraftFacts | None,
) -> DraftFacts:
    return DraftFacts(
        draft_id=draft_id,
        handle=earlier.handle if earlier else Handle(new_id()),
        case_id=case_id,
        case_reference="",
        program_id=actor.program_id,
        author_id=actor.person_id,
        information_type=form.information_type,
        form=form.slug,
        form_version=form.version,
        corrects=corrects,
        saved_at=desk.now,
        expires_at=desk.now + KEPT_FOR,
    )


def _line(desk: Desk, actor: Actor, draft: DraftFacts) -> DraftLine:
    form = _named(desk, actor, draft.form)
    return DraftLine(
        facts=draft,
        form_title=form.title if form else draft.form,
        saved=moments.words(draft.saved_at, actor.program.zone),
        kept_until=moments.words(draft.expires_at, actor.program.zone),
    )
