"""Room: casework. On call: whom to ring for a program at an instant, and what happens when nobody is there.

`on_call(desk, program_id, at)` is what referrals and the outbox ask. It looks in this order, and says which it was:
(1) a line of the on-call roster in force, for these hours; (2) the program's number, in its business hours; (3) its
after-hours number; (4) the program it names for when nobody answers, asked the same; (5) nobody: 911 for danger now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from coordination.casework.desk import Desk, Work
from coordination.casework.directory_words import digits, number, short
from coordination.casework.glance import glance
from coordination.casework.moments import instant
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Invalid, Refused
from coordination.model.ids import Handle, PersonId, ProgramId, new_id
from coordination.model.on_call import ROSTERS, OnCall, OnCallLine, RosterPage, Source, Standing
from coordination.model.program import Program
from coordination.model.week import week
from coordination.partners.trainings import units
from coordination.policy.directory import keeps
from coordination.storage import directory, on_call_rows, unit_rows
from coordination.storage.cabinet import Cabinet

LONGEST = timedelta(days=92)  # of one line; a longer one is a slip of the pen, or nobody will remember it
LONGEST_WHO = 200  # characters
MOST_FALLBACKS = 3  # programs asked one after the other
DANGER = "A child in danger now: call 911."


def on_call(desk: Desk, program_id: ProgramId, at: datetime) -> OnCall:
    """Whom to ring for a program at `at` (aware). Always an answer: when nobody is there, its sentence says so plainly.

    It opens nothing and is about no case: the caller has judged its own act. An absent program answers like one where
    nobody is on call.
    """
    with desk.consulting() as cabinet:
        return facts_at(cabinet, program_id, at)


def facts_at(cabinet: Cabinet, program_id: ProgramId, at: datetime) -> OnCall:
    """The same within a transaction that is open already."""
    asked, tried = on_call_rows.facts_of_standing(cabinet, program_id), [program_id]
    standing = asked
    while standing is not None:
        own = standing.program.id
        lines = on_call_rows.facts_of_lines(cabinet, own, since=at, until=at)
        found = answer(standing, lines, at)
        if found is not None:
            return found if own == program_id else _instead(found, asked)
        following = standing.fallback_id
        if following is None or following in tried or len(tried) > MOST_FALLBACKS:
            break
        tried.append(following)
        standing = on_call_rows.facts_of_standing(cabinet, following)
    return _nobody(program_id, asked)


def calls(cabinet: Cabinet, program_id: ProgramId, at: datetime) -> tuple[OnCall, ...]:
    """Everybody of this very program who may be rung at `at`: whoever is on call, then those behind them.

    Behind them stand lines that overlap, then the standing number; each number once. No other program's.
    """
    standing = on_call_rows.facts_of_standing(cabinet, program_id)
    if standing is None:
        return ()
    lines = on_call_rows.facts_of_lines(cabinet, program_id, since=at, until=at)
    found: dict[str, OnCall] = {}
    for one in _answers(standing, lines, at):
        found.setdefault(digits(one.number), one)
    return tuple(found.values())


def answer(standing: Standing, lines: Sequence[OnCallLine], at: datetime) -> OnCall | None:
    """Steps (1) to (3) on plain facts: lines in force, last begun first. None when nobody of the program is there."""
    return next(_answers(standing, lines, at), None)


def _answers(standing: Standing, lines: Sequence[OnCallLine], at: datetime) -> Iterator[OnCall]:
    zone, hours = standing.program.zone, week(standing.business_hours)
    in_business = hours.holds(at, zone)
    past, coming = hours.changes(at, zone)
    for line in lines:  # (1)
        if not line.in_force(at) or line.roster not in {"any", "business" if in_business else "after_hours"}:
            continue
        since, until = line.starts_at, line.ends_at
        if line.roster != "any":
            since, until = max(since, past or since), min(until, coming or until)
        yield _said(standing.program, line.who, line.number, since, until, Source.ROSTER, line.person_id)
    if in_business and standing.business_number:  # (2)
        yield _said(
            standing.program, "The program’s line", standing.business_number, past, coming, Source.BUSINESS_NUMBER
        )
    if not in_business and standing.after_hours_number:  # (3)
        yield _said(
            standing.program, "The after-hours line", standing.after_hours_number, past, coming,
            Source.AFTER_HOURS_NUMBER,
        )  # fmt: skip


def _said(
    program: Program,
    who: str,
    ring: str,
    since: datetime | None,
    until: datetime | None,
    source: Source,
    person_id: PersonId | None = None,
) -> OnCall:
    ends = f", until {short(until, program.zone)}" if until else ""
    return OnCall(
        asked=program.id,
        program_id=program.id,
        program_name=f"{program.name}, {program.agency_name}",
        who=who,
        number=ring,
        since=since,
        until=until,
        source=source,
        sentence=f"{who}: {ring}{ends}.",
        person_id=person_id,
    )


def _instead(found: OnCall, asked: Standing | None) -> OnCall:
    name = asked.program.name if asked else "This program"
    sentence = f"{name} has nobody on call now. It asks you to ring {found.program_name} instead. {found.sentence}"
    own = asked.program.id if asked else found.asked
    return replace(found, asked=own, source=Source.FALLBACK, sentence=sentence)


def _nobody(program_id: ProgramId, asked: Standing | None) -> OnCall:
    name = asked.program.name if asked else "This program"
    return OnCall(
        asked=program_id,
        program_id=program_id,
        program_name=f"{asked.program.name}, {asked.program.agency_name}" if asked else "",
        who="",
        number="",
        since=None,
        until=None,
        source=Source.NOBODY,
        sentence=f"{name} has nobody on call now and names nobody to ring instead. {DANGER}",
    )


# --- keeping the roster -----------------------------------------------------------------------------------------------


def roster(desk: Desk, actor: Actor, program_id: ProgramId) -> RosterPage:
    """The roster of a program for whoever keeps it: who is on call now, the lines to come, and who may be put on it."""
    glance(desk, actor, Action.ON_CALL_EDIT)
    page: RosterPage | None = None
    with desk.consulting() as cabinet:
        facts = directory.facts_of_entry(cabinet, program_id)
        if facts is not None and keeps(actor, facts.program):
            page = RosterPage(
                program=facts.program,
                now=facts_at(cabinet, program_id, cabinet.now),
                lines=tuple(reversed(on_call_rows.facts_of_lines(cabinet, program_id, since=cabinet.now))),
                people=tuple(on_call_rows.facts_of_people(cabinet, program_id)),
            )
    if page is None:
        desk.refuse(actor, Action.ON_CALL_EDIT, reason="absent")
    return page


def put(desk: Desk, actor: Actor, program_id: ProgramId, typed: dict[str, str], key: str) -> str:
    """Put a line on the roster: a person of the program or words (`who`), `number`, `roster`, `starts` and `ends`.

    Times are typed in the agency's zone. Raises Invalid by field. Returns the line's id.
    """
    line_id = new_id()

    def work(w: Work) -> str:
        facts = directory.facts_of_entry(w.cabinet, program_id)
        if facts is None or not keeps(actor, facts.program):
            raise Refused(reason="absent")
        people = dict(on_call_rows.facts_of_people(w.cabinet, program_id))
        line = read_line(typed, facts.program, people, line_id=line_id)
        if line.ends_at <= w.now:
            raise Invalid({"ends": "This is over already. Write when it ends."})
        if line.person_id and line.roster in units() and line.person_id not in _mates(w.cabinet, line):
            raise Invalid({"person": "They are not on this unit. Put them on it first."})
        on_call_rows.add(w.cabinet, w.grant, line)
        return line_id

    objects = (Handle(line_id),)
    return desk.act_general(actor, Action.ON_CALL_EDIT, work, key=key, about=program_id, objects=objects)


def take_off(desk: Desk, actor: Actor, line_id: str, key: str) -> ProgramId:
    """Take a line off the roster; Refused alike when it is another program's or absent. Returns the program's id."""

    def work(w: Work) -> str:
        program_id = on_call_rows.facts_of_line_program(w.cabinet, line_id)
        facts = directory.facts_of_entry(w.cabinet, program_id or "")
        if facts is None or not keeps(actor, facts.program):
            raise Refused(reason="absent")
        on_call_rows.end(w.cabinet, w.grant, line_id)
        return facts.program.id

    objects = (Handle(line_id),)
    return ProgramId(desk.act_general(actor, Action.ON_CALL_EDIT, work, key=key, about=line_id, objects=objects))


def read_line(typed: dict[str, str], program: Program, people: dict[PersonId, str], *, line_id: str) -> OnCallLine:
    """A line as it was typed, or Invalid by field."""
    errors: dict[str, str] = {}
    person, who = PersonId(typed.get("person", "").strip()), typed.get("who", "").strip()
    if person and person not in people:
        errors["person"] = "Choose somebody who works in this program."
    if bool(person) == bool(who):
        errors["who"] = "Choose a person, or write who answers (such as “On-call desk”), not both."
    elif len(who) > LONGEST_WHO:
        errors["who"] = f"Write at most {LONGEST_WHO} characters."
    if typed.get("roster", "") not in ROSTERS:
        errors["roster"] = "Choose for which hours this is."
    ring = number(typed.get("number", ""), "number", errors, required=True)
    starts, ends = (_instant(typed.get(name, ""), name, program.zone, errors) for name in ("starts", "ends"))
    if starts and ends and not timedelta(0) < ends - starts <= LONGEST:
        errors["ends"] = "The end must come after the beginning, and within three months of it."
    if errors or starts is None or ends is None:
        raise Invalid(errors)
    return OnCallLine(
        id=line_id,
        program_id=program.id,
        roster=typed["roster"],
        who=people[person] if person else who,
        number=ring,
        starts_at=starts,
        ends_at=ends,
        person_id=person or None,
    )


def _mates(cabinet: Cabinet, line: OnCallLine) -> set[PersonId]:
    """Who is on the unit that the line is for."""
    places = unit_rows.facts_of_units(cabinet, [line.program_id])
    return {one.person_id for one in places if one.unit == line.roster}


def _instant(text: str, name: str, zone: str, errors: dict[str, str]) -> datetime | None:
    try:
        at = instant(text, zone)
    except ValueError as error:
        errors[name] = str(error)
        return None
    here = at.astimezone(ZoneInfo(zone))
    if here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset() and here.fold == 0:
        # The hour comes twice when the clocks go back; a roster that begins or ends in it would be off by an hour.
        errors[name] = "The clocks are set back then, so this time comes twice. Choose another hour."
        return None
    return at
