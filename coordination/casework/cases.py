"""Room: casework. Cases: opened from as little as a nickname, closed, reopened, handed over."""

from __future__ import annotations

from collections.abc import Mapping

from coordination.casework import closing, instruments, notices, search
from coordination.casework.answers import Typed, validate
from coordination.casework.case_page import read
from coordination.casework.desk import Desk, Work
from coordination.casework.likeness import plain
from coordination.declare.core_forms import CHILD
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.case import CaseLine
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId, Handle, ProgramId, RecordId, new_id
from coordination.model.notice import Kind
from coordination.model.record import Filing
from coordination.policy.audience import places_seen, programs_present
from coordination.policy.decide import decide_general
from coordination.storage import act_keys, case_rows, records, team_rows

__all__ = ["CLOSING", "REOPENING", "accept", "close", "offer", "open_case", "open_or_warn", "read", "reopen"]

ALIKE = 5

CLOSING: Mapping[str, str] = {
    "work_done": "The work is done",
    "safe": "The child is safe and no one is working on the case",
    "moved": "The child moved to another area",
    "not_substantiated": "Nothing more to follow up was found",
    "opened_by_mistake": "The case was opened by mistake",
    "other": "Another reason",
}
REOPENING: Mapping[str, str] = {
    "new_information": "There is new information",
    "new_report": "There is a new report",
    "missing": "The child is missing again",
    "closed_by_mistake": "The case was closed by mistake",
    "other": "Another reason",
}


def likely(desk: Desk, actor: Actor, typed: Typed) -> tuple[CaseLine, ...]:
    """Cases that may be this child's already, among what the caller may see: a search, logged like any other.

    Raises Invalid as `open_case` does, so that nothing is searched for a form that cannot be filed.
    """
    answers = validate(CHILD, typed, zone=actor.program.zone, now=desk.now).answers
    for slug in ("file_number", "legal_name", "called"):
        words = str(answers.get(slug, ""))[: search.LONGEST]
        if len("".join(plain(words))) >= search.SHORTEST:
            found = search.find(desk, actor, words).lines
            if found:
                return found[:ALIKE]
    return ()


def may_open(desk: Desk, actor: Actor) -> None:
    """Refuse whoever may not open cases; the empty form shows nothing and needs no entry."""
    if not decide_general(desk.rulebook, actor, Action.CASE_OPEN, desk.now).allowed:
        desk.refuse(actor, Action.CASE_OPEN)


def open_or_warn(
    desk: Desk, actor: Actor, typed: Typed, key: str, *, confirmed: bool
) -> tuple[CaseId | None, tuple[CaseLine, ...]]:
    """Open the case, or, unless `confirmed`, give back the cases that may be this child's already. Raises Invalid."""
    may_open(desk, actor)
    with desk.consulting() as cabinet:
        sent_before = act_keys.facts_of_key(cabinet, actor, key, Action.CASE_OPEN, "") is not None
    alike = () if confirmed or sent_before else likely(desk, actor, typed)
    return (None, alike) if alike else (open_case(desk, actor, typed, key), ())


def open_case(desk: Desk, actor: Actor, typed: Typed, key: str) -> CaseId:
    """Open a case: case, place of the actor's program, which coordinates, their membership and the child's record.

    One commit. typed: the core form `child`, of which only what they are called is required. Raises Invalid.
    """
    answered = validate(CHILD, typed, zone=actor.program.zone, now=desk.now)
    case_id, handle = CaseId(new_id()), Handle(new_id())
    filing = Filing(
        record_id=RecordId(new_id()),
        handle=Handle(new_id()),
        information_type=CHILD.information_type,
        form=CHILD.slug,
        form_version=CHILD.version,
        answers=answered.answers,
        happened=answered.happened,
        learned_at=answered.learned_at,
    )

    def work(w: Work) -> str:
        case_rows.begin(w.cabinet, w.grant, case_id, handle)
        records.file(w.cabinet, w.grant, case_id, filing)
        return case_id

    made = desk.act_general(
        actor, Action.CASE_OPEN, work, key=key, about="", cases=(case_id,), objects=(handle, filing.handle)
    )
    return CaseId(made)


def close(desk: Desk, actor: Actor, case_id: CaseId, reason: str, key: str, *, despite: str = "") -> None:
    """Close the case; reason: a slug of CLOSING, kept in the access log. Raises Invalid on `reason`.

    despite: a slug of closing.DESPITE, kept there too: why a supervisor closes while a duty is unproved. Invalid on it.
    """
    _coded(reason, CLOSING)
    despite = despite if despite in closing.DESPITE else ""

    def work(w: Work) -> str:
        closing.check(desk.catalog, w, despite)
        case_rows.close(w.cabinet, w.grant)
        return _told(w, case_id)

    desk.act(actor, Action.CASE_CLOSE, case_id, work, key=key, purpose=f"{reason}:{despite}" if despite else reason)


def reopen(desk: Desk, actor: Actor, case_id: CaseId, reason: str, key: str) -> None:
    """Open the case again; reason: a slug of REOPENING, kept in the access log. Raises Invalid on `reason`."""
    _coded(reason, REOPENING)

    def work(w: Work) -> str:
        case_rows.reopen(w.cabinet, w.grant)
        return _told(w, case_id)

    desk.act(actor, Action.CASE_REOPEN, case_id, work, key=key, purpose=reason)


def offer(desk: Desk, actor: Actor, case_id: CaseId, program_id: ProgramId, key: str) -> None:
    """Offer coordination to a program on the team; it changes hands when that program accepts. Invalid on `program`."""

    def work(w: Work) -> str:
        offerable = {
            place.program.id: place.program
            for place in places_seen(actor, w.facts, w.now)
            if not (place.program.confidential or place.program.court) and place.program.id != actor.program_id
        }
        if program_id not in offerable:
            raise Invalid({"program": "Choose a program that is on the team."})
        if not_live := instruments.not_yet(offerable[program_id], w.now):
            raise Invalid({"program": not_live})
        case_rows.offer(w.cabinet, w.grant, program_id)
        notices.tell(w, Kind.COORDINATION_OFFERED, program_id, cause=new_id(), about=w.facts.handle)
        return _told(w, case_id)

    desk.act(actor, Action.CASE_OFFER_COORDINATION, case_id, work, key=key, about=f"{case_id} {program_id}")


def accept(desk: Desk, actor: Actor, case_id: CaseId, key: str) -> None:
    """Take over coordination that was offered; whoever accepts becomes a team member. Conflict if it was taken back."""

    def work(w: Work) -> str:
        case_rows.accept(w.cabinet, w.grant)
        if team_rows.facts_of_membership(w.cabinet, case_id, actor, actor.person_id) is None:
            team_rows.join(w.cabinet, w.grant, actor.person_id)
        return _told(w, case_id)

    desk.act(actor, Action.CASE_ACCEPT_COORDINATION, case_id, work, key=key)


def _told(work: Work, case_id: CaseId) -> str:
    """Everybody on the case may see that it changed."""
    team_rows.bump(work.cabinet, work.grant, case_id, programs_present(work.facts, work.now), header=True)
    return case_id


def _coded(reason: str, reasons: Mapping[str, str]) -> None:
    if reason not in reasons:
        raise Invalid({"reason": "Choose a reason."})
