"""Room: casework. Emergency access: ask for it, give it back, review it. Told of at once; nobody reviews their own.

Who is told: the supervisors of whoever asks, and those of every program whose locked information it opens. Each of
these programs owes a review within three working days; what nobody reviewed in time goes to all of them again
(casework/alarms). A review that says no ends it at once and bars the person from asking again on this case.
While it runs a team's protocol keeps nothing back (policy/staging): whoever coordinates owes a review of that, and the
page names none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from coordination.casework import due, notices
from coordination.casework.desk import Desk, Work
from coordination.declare.deadline import Unit
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.emergency import (
    MOST_HOURS,
    REASONS,
    REVIEW_DAYS,
    EmergencyFacts,
    EmergencyLine,
    EmergencyPage,
    Opens,
    Verdict,
)
from coordination.model.errors import Conflict, Invalid
from coordination.model.explanation import Access, TypeAccess
from coordination.model.facts import CaseFacts, Holding
from coordination.model.ids import CaseId, EmergencyId, Handle, new_id
from coordination.model.notice import Kind
from coordination.policy.floor import EMERGENCY_ACCESS, forbidden
from coordination.policy.staging import opened_first, unstaged
from coordination.storage import emergency_rows

_LONGEST_WORDS = 2_000


def page(desk: Desk, actor: Actor, case_id: CaseId) -> EmergencyPage:
    """What it would open to the actor now, by name of what is shown locked to them anyway."""
    facts = desk.facts(actor, case_id)
    decision = desk.judge(actor, Action.EMERGENCY_START, facts)
    if not decision.allowed:
        desk.refuse(actor, Action.EMERGENCY_START, facts, reason=decision.reason)
    desk.ask(actor, Action.TEAM_READ, facts)
    until = facts.emergency_until
    running = until if until is not None and desk.now < until else None
    return EmergencyPage(
        case_id=case_id,
        opens=_opens(facts, decision.cases[0].types),
        until=running,
        staged=opened_first(actor, facts, desk.now) is not None,
    )


def start(desk: Desk, actor: Actor, case_id: CaseId, form: Mapping[str, str], key: str) -> EmergencyId:
    """Open it for the actor. form: reason, words, hours, told. Raises Invalid by field, Conflict while one runs."""
    reason, words, hours = _checked(form)
    emergency, handle = EmergencyId(new_id()), Handle(new_id())

    def work(w: Work) -> str:
        _bar(w)
        staged = opened_first(actor, w.facts, w.now) is not None
        whole = desk.judge(actor, Action.EMERGENCY_START, unstaged(w.facts))
        opens = _opens(w.facts, whole.cases[0].types)
        if not opens and not staged:
            raise Invalid({"reason": "Nothing is shown locked to you here that emergency access opens."})
        owners = {one.program.id for one in opens}
        if staged and w.facts.coordinating_program_id is not None:
            owners.add(w.facts.coordinating_program_id)  # whose protocol it passes
        kept = EmergencyFacts(
            id=emergency,
            handle=handle,
            case_id=case_id,
            case_reference="",
            program=actor.program,
            person_id=actor.person_id,
            person_name="",
            reason=reason,
            starts_at=w.now,
            expires_at=w.now + timedelta(hours=hours),
            ended_at=None,
            review_due_at=_review_due(desk, actor, w.now),
            reviews=(),
        )
        reviewers = {actor.program_id, *owners}
        emergency_rows.start(w.cabinet, w.grant, kept, words, reviewers)
        for program in sorted(reviewers):
            notices.tell(w, Kind.EMERGENCY_STARTED, program, cause=emergency, about=handle)
        return emergency

    done = desk.act(actor, Action.EMERGENCY_START, case_id, work, key=key, objects=[handle], purpose=reason)
    return EmergencyId(done)


def end(desk: Desk, actor: Actor, case_id: CaseId, key: str) -> None:
    """Give the actor's own back before it ends."""

    def work(w: Work) -> str:
        for one in emergency_rows.facts_of_person(w.cabinet, case_id, actor.person_id):
            if one.runs(w.now):
                emergency_rows.end(w.cabinet, w.grant, one.id)
        return case_id

    desk.act(actor, Action.EMERGENCY_END, case_id, work, key=key)


def queue(desk: Desk, actor: Actor) -> list[EmergencyLine]:
    """What the actor's program has to review, and what its people used; on cases the actor may enter."""
    with desk.consulting() as cabinet:
        found = emergency_rows.facts_of_program(cabinet, actor.program_id)
    many = desk.facts_of_many(actor, list(dict.fromkeys(one.case_id for one in found)))
    entered = {facts.case_id for facts in many if desk.judge(actor, Action.EMERGENCY_LIST, facts).allowed}
    objects = [one.handle for one in found if one.case_id in entered]
    grant = desk.ask_many(actor, Action.EMERGENCY_LIST, many, objects=objects)
    seen = set(grant.case_ids())
    shown = [one for one in found if one.case_id in seen]
    with desk.opened(grant) as cabinet:
        words = emergency_rows.open_words(cabinet, grant, shown)
    return sorted((_line(desk, actor, one, words.get(one.id, "")) for one in shown), key=lambda line: not line.mine)


def review(desk: Desk, actor: Actor, case_id: CaseId, emergency_id: EmergencyId, verdict: str, key: str) -> None:
    """Say whether it was needed. By a supervisor of a program that owes the review, and never by who used it."""
    if verdict not in {one.value for one in Verdict}:
        raise Invalid({"verdict": "Choose one of the two."})
    facts = desk.facts(actor, case_id)
    with desk.consulting() as cabinet:
        one = emergency_rows.facts_of_one(cabinet, case_id, emergency_id)
    judged = desk.judge(actor, Action.EMERGENCY_REVIEW, facts)
    if one is None or one.review_of(actor.program_id) is None or not judged.allowed:
        desk.refuse(actor, Action.EMERGENCY_REVIEW, facts, reason="absent")
    if one.person_id == actor.person_id:
        desk.refuse(actor, Action.EMERGENCY_REVIEW, facts, reason="own_emergency")

    def work(w: Work) -> str:
        emergency_rows.review(w.cabinet, w.grant, emergency_id, Verdict(verdict))
        if Verdict(verdict) is Verdict.REJECTED:
            emergency_rows.end(w.cabinet, w.grant, emergency_id)
            program, person = one.program.id, one.person_id
            told = (w, Kind.EMERGENCY_REJECTED, program)
            notices.tell(*told, cause=emergency_id, about=one.handle, person_id=person)
        return emergency_id

    about = f"{case_id} {emergency_id}"
    desk.act(actor, Action.EMERGENCY_REVIEW, case_id, work, key=key, about=about, objects=[one.handle])


def _bar(w: Work) -> None:
    """INVARIANT: not renewed while it runs, and not asked for again by whom a reviewer turned down (B21)."""
    for one in emergency_rows.facts_of_person(w.cabinet, w.grant.case.case_id, w.grant.actor.person_id):
        if one.runs(w.now):
            raise Conflict("Your emergency access to this case runs already. It cannot be made longer.")
        if one.rejected:
            raise Conflict(
                "A reviewer said that your emergency access to this case should not have been. Ask your supervisor."
            )


def _opens(facts: CaseFacts, lines: Iterable[TypeAccess]) -> tuple[Opens, ...]:
    """The lines of a decision that are shown locked and that the floor leaves to emergency access."""
    owners = {held.program.id: held.program for held in facts.holdings}
    known = (
        Holding(program=owners[line.program_id], information_type=line.information_type)
        for line in lines
        if line.access is Access.KNOWN
    )
    return tuple(
        Opens(program=held.program, information_type=held.information_type)
        for held in known
        if forbidden(held, EMERGENCY_ACCESS) is None
    )


def _checked(form: Mapping[str, str]) -> tuple[str, str, int]:
    fields: dict[str, str] = {}
    reason, words, hours = (form.get(name, "").strip() for name in ("reason", "words", "hours"))
    if reason not in {choice.slug for choice in REASONS}:
        fields["reason"] = "Choose why you need this now."
    if not words:
        fields["words"] = "Write what is happening, in a sentence. Reviewers read it."
    elif len(words) > _LONGEST_WORDS:
        fields["words"] = f"Write at most {_LONGEST_WORDS:,} characters."
    if hours not in {str(number) for number in range(1, MOST_HOURS + 1)}:
        fields["hours"] = f"Choose 1 to {MOST_HOURS} hours."
    if form.get("told") != "yes":
        fields["told"] = "Confirm that you know who is told and who reviews this."
    if fields:
        raise Invalid(fields)
    return reason, words, int(hours)


def _review_due(desk: Desk, actor: Actor, now: datetime) -> datetime:
    """The end of the third working day after it, in the zone of the program, over the holidays of its law."""
    places = (desk.catalog.jurisdictions.get(slug) for slug in sorted(actor.program.jurisdictions))
    calendar = next((place.calendar for place in places if place is not None and place.calendar), "US")
    return due.due(Unit.WORKING_DAYS, REVIEW_DAYS, now, actor.program.zone, due.days_off(calendar))


def _line(desk: Desk, actor: Actor, one: EmergencyFacts, words: str) -> EmergencyLine:
    owed = one.review_of(actor.program_id)
    waits = owed is not None and owed.at is None
    own = one.person_id == actor.person_id
    return EmergencyLine(
        facts=one, words=words, mine=waits and not own, own=own, late=waits and one.review_due_at <= desk.now
    )
