"""Room: casework. Forms to fill in: a new record, a correction, and what is kept when somebody else was first.

Each says beforehand who will be able to see what is filed on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from coordination.casework import answers, previews, standing
from coordination.casework.answers import Typed
from coordination.casework.desk import Desk
from coordination.casework.endangerment import withheld
from coordination.casework.record_pages import granted, in_words, versions_of
from coordination.casework.record_words import Version
from coordination.casework.records import look_up, may_correct
from coordination.declare.form import Form
from coordination.declare.missing_forms import OF_EPISODES
from coordination.declare.plan_forms import PLAN_COPY
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.facts import CaseFacts, RecordFacts
from coordination.model.ids import CaseId, DraftId, RecordId, new_id
from coordination.model.sight import Sight
from coordination.policy.audience import audience, places_seen
from coordination.policy.claims import may_hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A form ready to be filled in. draft_id: where it can be kept; openness: who will be able to see it once filed.

    typed: what the fields begin with. corrects: the record that this will correct. zone: in which times are typed.
    beside: what the partner type says on its forms. begun_with: version of the form under which it was begun, if it is
    another than now. sight: what others would see, when that was asked.
    """

    case_id: CaseId
    form: Form
    zone: str
    draft_id: DraftId
    openness: tuple[str, ...]
    asks_happened: bool
    asks_learned: bool
    typed: Mapping[str, list[str]]
    beside: tuple[str, ...] = ()
    corrects: RecordId | None = None
    begun_with: int = 0
    sight: Sight | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """What somebody sees whose correction came second: the newer version, and a form with their own words."""

    newest: Version
    blank: Blank


def forms(desk: Desk, actor: Actor, case_id: CaseId) -> tuple[Form, ...]:
    """The forms that the actor's program may file on this case. Refused where the actor may not file."""
    facts = desk.facts(actor, case_id)
    ready_to_file(desk, actor, facts, Action.RECORD_FILE)
    return tuple(form for form in fileable(desk, actor, facts) if form.slug != PLAN_COPY.slug)  # from its plan alone


def fileable(desk: Desk, actor: Actor, facts: CaseFacts) -> tuple[Form, ...]:
    """The program's forms whose type it may hold here: of a confidential one, what its release to the hub names."""
    own = desk.catalog.forms_of(actor.program.partner_type)
    return tuple(form for form in own if not form.retired and may_hold(actor, facts, form.information_type, desk.now))


def new(
    desk: Desk,
    actor: Actor,
    case_id: CaseId,
    form_slug: str,
    *,
    typed: Typed | None = None,
    draft_id: str = "",
    look: bool = False,
) -> Blank:
    """The page of one form, empty or with what was `typed`. Logged as a look at the team, which it names.

    look: with what others would see of it.
    """
    facts = desk.facts(actor, case_id)
    form = desk.catalog.form(actor.program.partner_type, form_slug)
    holds = form is not None and may_hold(actor, facts, form.information_type, desk.now)
    if form is None or form.own_act or form_slug in OF_EPISODES or not holds:  # not after an hour of typing
        desk.refuse(actor, Action.RECORD_FILE, facts, reason="no_form")
    ready_to_file(desk, actor, facts, Action.RECORD_FILE)
    page = blank(desk, actor, facts, form, answers.keep(typed or {}, form), draft_id=DraftId(draft_id))
    return looked(desk, actor, facts, page) if look else page


def correction(
    desk: Desk,
    actor: Actor,
    case_id: CaseId,
    record_id: RecordId,
    *,
    typed: Typed | None = None,
    draft_id: str = "",
    look: bool = False,
) -> Blank:
    """The page that corrects a record: the form as it was filed, or with what was `typed` since. look: as in `new`."""
    facts, record, form = _to_correct(desk, actor, case_id, record_id)
    grant = granted(desk, actor, Action.CASE_READ, facts, record)
    with desk.opened(grant) as cabinet:
        (filed,) = [one for one in versions_of(cabinet, grant, record) if one.id == record_id]
    before = answers.typed_again(form, filed.answers, filed.happened, filed.learned_at, actor.program.zone)
    kept = before if typed is None else answers.keep(typed, form)
    page = blank(desk, actor, facts, form, kept, corrects=record_id, draft_id=DraftId(draft_id))
    return looked(desk, actor, facts, page) if look else page


def overtaken(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, typed: Typed) -> Overtaken:
    """After a Conflict of `records.correct`: the newest version, with everything that was typed kept beside it."""
    facts, record, form = _to_correct(desk, actor, case_id, record_id)
    grant = granted(desk, actor, Action.CASE_READ, facts, record)
    with desk.opened(grant) as cabinet:
        chain = versions_of(cabinet, grant, record)
    newest = next(one for one in chain if one.current)
    return Overtaken(
        newest=in_words(desk, actor, actor.program, newest, len(chain)),
        blank=blank(desk, actor, facts, form, answers.keep(typed, form), corrects=newest.id),
    )


def looked(desk: Desk, actor: Actor, facts: CaseFacts, page: Blank) -> Blank:
    """The same page with what others would see of it once it is filed."""
    return replace(page, sight=previews.record(desk, actor, facts, page.form))


def _to_correct(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId) -> tuple[CaseFacts, RecordFacts, Form]:
    facts, record = look_up(desk, actor, case_id, record_id)
    if record is None or not may_correct(desk, actor, facts, record):
        desk.refuse(actor, Action.RECORD_CORRECT, facts, reason="absent")
    form = desk.catalog.form(actor.program.partner_type, record.form)
    if form is None:
        desk.refuse(actor, Action.RECORD_CORRECT, facts, reason="no_form")
    return facts, record, form


def blank(
    desk: Desk,
    actor: Actor,
    facts: CaseFacts,
    form: Form,
    typed: Mapping[str, list[str]],
    *,
    corrects: RecordId | None = None,
    draft_id: DraftId | None = None,
) -> Blank:
    """A form to fill in. The caller has written the entry of the look at the team."""
    opened = audience(desk.rulebook, facts, actor.program, form.information_type, desk.now)
    openness = tuple(
        f"{place.program.agency_name}, {place.program.name}"
        for place in places_seen(actor, facts, desk.now)  # never a place that the actor may not know of
        if place.program.id in opened
        and place.program.id != actor.program_id
        and not withheld(desk.catalog, form.slug, actor.program_id, place.program)
    )
    return Blank(
        case_id=facts.case_id,
        form=form,
        zone=actor.program.zone,
        draft_id=draft_id or DraftId(new_id()),
        openness=openness,
        asks_happened=answers.asks_happened(form),
        asks_learned=answers.asks_learned(form),
        typed=typed,
        beside=standing.beside_records(desk.catalog, actor.program),
        corrects=corrects,
    )


def ready_to_file(desk: Desk, actor: Actor, facts: CaseFacts, action: Action) -> None:
    """Refused unless the actor may file here; otherwise one entry that the team of the case was looked at."""
    if not desk.judge(actor, action, facts).allowed:
        desk.refuse(actor, action, facts)
    desk.ask(actor, Action.TEAM_READ, facts)
