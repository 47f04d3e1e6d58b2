"""Room: casework. A consultation that the law asks for: filed with its quorum and a plan, or not at all.

Who was there is chosen from the appointments of the program, so that a seat is filled by what somebody is appointed to
and not by what is typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from coordination.casework import answers, evidence, record_forms, records
from coordination.casework.answers import Typed
from coordination.casework.desk import Desk, Work
from coordination.declare.consultation import CONSULTATION, PRESENT
from coordination.declare.form import Form
from coordination.declare.team_rule import Quorum, Seat
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict, Invalid
from coordination.model.ids import CaseId, RecordId
from coordination.model.team import Colleague
from coordination.policy.claims import may_hold
from coordination.storage import team_rows

NO_RULE = (
    "No rule about a consultation is encoded for your program’s state. Write it down as a note; every deadline runs as "
    "before."
)
MISSING = "Still missing: {seats}. Each seat needs another person. What you typed is kept."
FORM = replace(CONSULTATION, questions=tuple(one for one in CONSULTATION.questions if one.slug != PRESENT))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationPage:
    """The page of the form. people: who may be chosen, each (id, name and title). quorum: None where no rule is
    encoded, and then `sentence` says so. typed: what the fields begin with.
    """

    case_id: CaseId
    zone: str
    form: Form
    people: tuple[tuple[str, str], ...]
    quorum: Quorum | None
    sentence: str
    typed: Mapping[str, str | list[str]]


def new(desk: Desk, actor: Actor, case_id: CaseId, *, typed: Typed | None = None) -> ConsultationPage:
    """The form, empty or with what was typed. Refused where the actor may not file one."""
    facts = desk.facts(actor, case_id)
    form = desk.catalog.form(actor.program.partner_type, CONSULTATION.slug)
    if form is None or not may_hold(actor, facts, form.information_type, desk.now):
        desk.refuse(actor, Action.RECORD_FILE, facts, reason="no_form")
    record_forms.ready_to_file(desk, actor, facts, Action.RECORD_FILE)
    quorum = _quorum(desk, actor)
    kept: dict[str, str | list[str]] = {
        name: values[0] for name, values in answers.keep(typed or {}, FORM).items() if values
    }
    return ConsultationPage(
        case_id=facts.case_id,
        zone=actor.program.zone,
        form=FORM,
        people=tuple((one.person_id, _words(one)) for one in _colleagues(desk, actor)),
        quorum=quorum,
        sentence="" if quorum else NO_RULE,
        typed={**kept, PRESENT: list((typed or {}).get(PRESENT, ()))},
    )


def file(desk: Desk, actor: Actor, case_id: CaseId, typed: Typed, key: str) -> RecordId:
    """File the consultation, which stops the deadline of its rule. Raises Invalid without its quorum or a plan,
    Conflict where no rule asks for one."""
    form, quorum = desk.catalog.form(actor.program.partner_type, CONSULTATION.slug), _quorum(desk, actor)
    if form is None:
        desk.refuse(actor, Action.RECORD_FILE, reason="no_form")
    if not desk.judge(actor, Action.RECORD_FILE, desk.facts(actor, case_id)).allowed:
        desk.refuse(actor, Action.RECORD_FILE, reason="absent")
    if quorum is None:
        raise Conflict(NO_RULE)
    wrong: dict[str, str] = {}
    chosen = set(typed.get(PRESENT, ()))
    there = [one for one in _colleagues(desk, actor) if one.person_id in chosen]
    if chosen - {one.person_id for one in there}:
        wrong[PRESENT] = "Choose from the people shown."
    elif empty := open_seats(quorum, there):
        wrong[PRESENT] = MISSING.format(seats="; ".join(seat.words for seat in empty))
    try:
        answered = answers.validate(FORM, typed, zone=actor.program.zone, now=desk.now)
    except Invalid as invalid:
        raise Invalid({**wrong, **invalid.fields}) from invalid
    if wrong:
        raise Invalid(wrong)
    filing = records.filing_of(form, answered)
    present = "\n".join(dict.fromkeys(_words(one) for one in there))
    whole = replace(filing, answers={**filing.answers, PRESENT: present})

    def work(w: Work) -> str:
        done = records.keep(desk, w, whole)
        evidence.prove_by_meeting(desk.catalog, w, quorum.slug, held=whole.happened, present=present)
        return done

    about = f"{case_id} {form.slug}"
    done = desk.act(actor, Action.RECORD_FILE, case_id, work, key=key, about=about, objects=[filing.handle])
    return RecordId(done)


def open_seats(quorum: Quorum, there: Sequence[Colleague]) -> tuple[Seat, ...]:
    """The seats that nobody fills when every person takes one at most; as few as can be."""
    people = sorted({one.person_id for one in there})
    held = {person: [one for one in there if one.person_id == person] for person in people}
    best = quorum.seats
    for order in permutations(quorum.seats):
        left, free = list(people), []
        for seat in order:
            person = next((one for one in left if any(_fills(seat, held_) for held_ in held[one])), None)
            if person is None:
                free.append(seat)
            else:
                left.remove(person)
        best = min(best, tuple(free), key=len)
    return tuple(seat for seat in quorum.seats if seat in best)


def asked_for(desk: Desk, actor: Actor) -> bool:
    """Whether the actor's program has the form, and its law a rule on who must be there."""
    form = desk.catalog.form(actor.program.partner_type, CONSULTATION.slug)
    return form is not None and _quorum(desk, actor) is not None


def _fills(seat: Seat, one: Colleague) -> bool:
    return one.title.strip().casefold() in seat.titles or one.role in seat.roles


def _quorum(desk: Desk, actor: Actor) -> Quorum | None:
    places = (desk.catalog.jurisdictions.get(slug) for slug in sorted(actor.program.jurisdictions))
    return next((place.consultation for place in places if place and place.consultation), None)


def _colleagues(desk: Desk, actor: Actor) -> list[Colleague]:
    with desk.consulting() as cabinet:
        return team_rows.facts_of_colleagues(cabinet, [actor.program_id])


def _words(one: Colleague) -> str:
    return f"{one.name}, {one.title or one.role}"
