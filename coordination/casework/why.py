"""Room: casework. "Why can Officer X see this? Why can I not?", asked on a case by whoever may know the answer.

Three may: whoever works for the program that holds the information, about everybody on the team whom they see; anybody,
about themselves and what their own case page shows them, open or locked; and a supervisor, the same about the people of
their program. INVARIANT: what may be asked is made of what the asker is shown anyway, so that a question about anything
hidden gets the same answer as one about nothing. It opens no record; that it was asked is an entry of the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from coordination.casework.desk import Desk
from coordination.casework.teams import team_of
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.explanation import TypeAccess
from coordination.model.facts import CaseFacts, Holding
from coordination.model.ids import CaseId
from coordination.model.program import Program
from coordination.model.team import Team
from coordination.model.why import Reason, WhyPage
from coordination.policy.audience import NOBODY, line_of_members
from coordination.policy.why import Asked, reason
from coordination.storage import case_rows

ME = "me"
_UNKNOWN = "Choose one from the list."
_OTHERS = "About what another program holds you can ask for yourself, and as a supervisor for people of your program."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the asker is shown anyway. who: (their program, what to call them); what: (what is held, the asker's line).

    Both are by what the form sends.
    """

    who: dict[str, tuple[Program, str]]
    what: dict[str, tuple[Holding, TypeAccess]]


def ask(desk: Desk, actor: Actor, case_id: CaseId, who: str = "", what: str = "") -> WhyPage:
    """The form, with the answer when both were sent. Refused as the case itself is; logged, and shows no record."""
    facts = desk.facts(actor, case_id)
    grant = desk.ask(actor, Action.CASE_EXPLAIN, facts, only=lambda _line: False)
    with desk.opened(grant) as cabinet:
        team = team_of(cabinet, grant, actor, facts)
        reference = case_rows.headers(cabinet, grant)[facts.case_id].reference
    lines = desk.judge(actor, Action.CASE_EXPLAIN, facts).cases[0].types
    known = _Known(who=dict(_people(actor, team)), what=dict(_types(facts, lines)))
    page = WhyPage(
        case_id=facts.case_id,
        reference=reference,
        people=tuple((key, _choice(key, name, program)) for key, (program, name) in known.who.items()),
        types=tuple((key, _words(held)) for key, (held, _) in known.what.items()),
        rules_hash=desk.rulebook.rules_hash,
    )
    if not who and not what:
        return page
    wrong = dict(_wrong(actor, known, who, what))
    return replace(page, errors=wrong) if wrong else replace(page, reason=_answer(desk, actor, facts, known, who, what))


def _people(actor: Actor, team: Team) -> Iterator[tuple[str, tuple[Program, str]]]:
    yield ME, (actor.program, "You")
    for line in team.programs:
        program = line.program
        for mate in line.people:
            if mate.person_id != actor.person_id:
                yield f"{program.id}.{mate.person_id}", (program, mate.name)
        if program.id != actor.program_id:
            yield program.id, (program, f"Whoever works on this case for {program.agency_name}, {program.name}")


def _types(facts: CaseFacts, lines: Iterable[TypeAccess]) -> Iterator[tuple[str, tuple[Holding, TypeAccess]]]:
    held = {(one.program.id, one.information_type): one for one in facts.holdings}
    order = sorted(lines, key=lambda line: (line.information_type.words, line.program_id))
    for line in order:
        key = f"{line.program_id}.{line.information_type.value}"
        yield key, (held[line.program_id, line.information_type], line)


def _wrong(actor: Actor, known: _Known, who: str, what: str) -> Iterator[tuple[str, str]]:
    if who not in known.who:
        yield "who", _UNKNOWN
    if what not in known.what:
        yield "what", _UNKNOWN
    if who in known.who and what in known.what and not _may(actor, known, who, what):
        yield "what", _OTHERS


def _may(actor: Actor, known: _Known, who: str, what: str) -> bool:
    """Whether this pair may be asked: one's own information about anybody; other programs' about oneself, and, by a
    supervisor, about people of the program."""
    held, _ = known.what[what]
    program, _ = known.who[who]
    own_people = who == ME or (actor.role is Role.SUPERVISOR and program.id == actor.program_id)
    return held.program.id == actor.program_id or own_people


def _answer(desk: Desk, actor: Actor, facts: CaseFacts, known: _Known, who: str, what: str) -> Reason:
    (held, line), (program, name) = known.what[what], known.who[who]
    person = actor.person_id if who == ME else who.partition(".")[2]
    asked = Asked(
        held=held,
        viewer=program,
        who=name,
        zone=actor.program.zone,
        by_owner=held.program.id == actor.program_id,
        interviewing=person in facts.interviewers,
    )
    theirs: TypeAccess | None = line
    if who != ME:
        kind = held.information_type
        theirs = line_of_members(desk.rulebook, _of(facts, who), held.program, kind, program, desk.now)
    return reason(desk.rulebook, asked, theirs, facts, desk.now)


def _of(facts: CaseFacts, who: str) -> CaseFacts:
    """The facts without papers that name single people, where nobody of these is the one asked about; and with nobody
    in particular as the interviewer, where that is whom was asked about."""
    person = who.partition(".")[2]
    papers = tuple(one for one in facts.authorities if not one.persons or person in one.persons)
    interviewers = frozenset({NOBODY} if person in facts.interviewers else ())
    return replace(facts, authorities=papers, interviewers=interviewers)


def _choice(key: str, name: str, program: Program) -> str:
    return f"{name}, {program.agency_name}, {program.name}" if "." in key else name


def _words(held: Holding) -> str:
    return f"{held.information_type.words}, of {held.program.agency_name}, {held.program.name}"
