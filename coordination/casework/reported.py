"""Room: casework. The mandated report: whom to call, and the proof that somebody did. The hub itself calls nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coordination.casework import answers, previews, records
from coordination.casework.answers import Typed
from coordination.casework.desk import Desk, Work
from coordination.declare.core_forms import ABOUT, REPORT_MADE
from coordination.declare.form import Form
from coordination.declare.jurisdiction import Hotline
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Refused
from coordination.model.explanation import Access
from coordination.model.ids import CaseId, RecordId
from coordination.model.sight import Sight
from coordination.storage import records as drawer

UNSET = "Your installation has not set the state hotline number. Ask your supervisor whom to call."
NOT_A_REPORT = (
    "Saving this is not a mandated report. If you suspect abuse or neglect, you must still call. "
    "The hub tells no hotline, police or court."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What stands above every suspicion form and record: the sentence, the installation's own number, others.

    local: the hotline that this installation set, or the sentence that says it is not set. numbers: those of the
    program's jurisdictions, each with the place where it was read.
    """

    sentence: str
    local: str
    local_is_set: bool
    numbers: tuple[Hotline, ...]
    form: Form | None


def notice(desk: Desk, actor: Actor, hotline: str) -> Notice:
    """The notice for the actor's program. hotline: the installation's setting, empty when nobody has set it."""
    places = (desk.catalog.jurisdictions.get(slug) for slug in sorted(actor.program.jurisdictions))
    return Notice(
        sentence=NOT_A_REPORT,
        local=hotline or UNSET,
        local_is_set=bool(hotline),
        numbers=tuple(number for place in places if place is not None for number in place.hotlines),
        form=desk.catalog.form(actor.program.partner_type, REPORT_MADE.slug),
    )


def would_see(desk: Desk, actor: Actor, case_id: CaseId) -> Sight | None:
    """What others on the case would see of the proof; None where the program has no such form.

    The caller has shown the record that it is about, which refuses one that is absent.
    """
    form = desk.catalog.form(actor.program.partner_type, REPORT_MADE.slug)
    return previews.asked(desk, actor, desk.facts(actor, case_id), form) if form is not None else None


def record(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, typed: Typed, key: str) -> RecordId:
    """Record that the actor made the report about a record they may read: whom they called, when, which number.

    Filed under the report type by the actor's own program. Raises Invalid with a sentence per field.
    """
    facts, about = records.look_up(desk, actor, case_id, record_id)
    form = desk.catalog.form(actor.program.partner_type, REPORT_MADE.slug)
    if form is None:
        desk.refuse(actor, Action.RECORD_REPORTED, facts, reason="no_form")
    # Before anything is checked: a record that is hidden costs what one costs that is not there.
    judged = desk.judge(actor, Action.RECORD_REPORTED, facts)
    types = [found for case in judged.cases for found in case.types if found.access is Access.OPEN]
    opened = {(found.program_id, found.information_type) for found in types}
    if about is None or (about.program_id, about.information_type) not in opened:
        desk.refuse(actor, Action.RECORD_REPORTED, facts, reason="absent")
    answered = answers.validate(form, typed, zone=actor.program.zone, now=desk.now)
    filing = records.filing_of(form, answered)
    linked = replace(filing, answers={**filing.answers, ABOUT: about.first_id})

    def work(w: Work) -> str:
        there = drawer.facts_of_record(w.cabinet, case_id, record_id)
        if there is None or there.withdrawn:
            raise Refused(reason="absent")
        if (there.program_id, there.information_type) not in w.grant.case.opened():
            raise Refused(reason="absent")
        return records.keep(desk, w, linked)

    handles = [linked.handle, about.handle]
    done = desk.act(
        actor, Action.RECORD_REPORTED, case_id, work, key=key, about=f"{case_id} {record_id}", objects=handles
    )
    return RecordId(done)
