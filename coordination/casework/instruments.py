"""Room: casework. Operator instruments: what a program needs before it is live, what is filed, what is missing.

INVARIANT: a program that lacks one begins nothing (policy/acts.py asks Claim.LIVE of its own people; `not_yet` is what
others are told beside the field). What it has, it goes on reading, and may end or take back: a lapse strands no child.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination.casework.desk import Desk, Work
from coordination.casework.instrument_form import Typed, read_instrument
from coordination.casework.moments import day_words
from coordination.declare.instruments import BY_SLUG, GRANDFATHERED, INSTRUMENTS
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.ids import Handle, InstrumentId, ProgramId, is_id, new_id
from coordination.model.instrument import WARN_BEFORE, ListedInstrument, Needed, ProgramInstruments
from coordination.model.program import Program
from coordination.model.training import day_at
from coordination.policy.decide import decide_general
from coordination.policy.live import WAIT_FOR_LIVE
from coordination.storage import instruments as drawer

NOT_YET = "This program is not live in the hub yet. Call it."
NOT_LIVE = (
    "Your program is not live in the hub. It opens no case, files nothing new, sends and takes no referral and joins "
    "no team. You can still read, end and take back what there is. Missing: {missing}. Your administrator or privacy "
    "officer files it under Instruments."
)
SOON = "{ending}. File what follows it under Instruments, or your program stops being live."
GRACE = "the time that programs already at work were given"


def keeps(desk: Desk, actor: Actor) -> bool:
    """Whether the actor may file and end instruments of their agency's programs."""
    return decide_general(desk.rulebook, actor, Action.INSTRUMENT_EDIT, desk.now).allowed


def waits(actor: Actor, action: Action, now: datetime) -> bool:
    """Whether the action is refused to the actor while their program is not live, as it is now."""
    return action in WAIT_FOR_LIVE and not actor.program.live(now)


def not_yet(program: Program, now: datetime) -> str:
    """What is said beside the field to whoever chose this program, "" when it is live."""
    return "" if program.live(now) else NOT_YET


def warning(actor: Actor, now: datetime) -> str:
    """What stands on every page of a program that is not live, or whose instrument ends within 60 days; mostly "".

    Whoever keeps the agency's instruments is told of its other programs too (casework/instrument_warnings).
    """
    if missing := missing_words(actor.program, now):
        return NOT_LIVE.format(missing=missing)
    ending = ending_words(actor.program, now)
    return SOON.format(ending=ending) if ending else ""


def missing_words(program: Program, now: datetime) -> str:
    """The instruments that a program lacks, by title; "" when it is live."""
    missing = program.lacks(now)
    return ", ".join(one.title for one in INSTRUMENTS if one.slug in missing)


def ending_words(program: Program, now: datetime) -> str:
    """Which instrument of a live program ends first within 60 days with nothing after it, and when; else ""."""
    until = now + timedelta(days=WARN_BEFORE[0])
    if program.live(until):
        return ""
    ends, kind = min(
        (one.ends_at, one.kind)
        for one in program.instruments
        if one.ends_at is not None and one.in_force(now) and one.ends_at <= until and not program.live(one.ends_at)
    )
    title = BY_SLUG[kind].title if kind in BY_SLUG else GRACE.capitalize()
    day = day_words(day_at(ends - timedelta(seconds=1), program.zone).isoformat())
    return f"{title} ends on {day}"


def listed(desk: Desk, actor: Actor) -> list[ProgramInstruments]:
    """The programs whose instruments the actor may see, with all that was filed; one entry names what is shown."""
    programs = _reach(desk, actor)
    with desk.consulting() as cabinet:
        handles = [one.handle for one in drawer.facts_of_instruments(cabinet, [one.id for one in programs])]
    grant = desk.ask_general(actor, Action.INSTRUMENT_READ, objects=handles)
    with desk.opened(grant) as cabinet:
        found = drawer.facts_of_instruments(cabinet, [one.id for one in programs])
    shown = [one for one in found if one.handle in handles]
    return [_page(one, [filed for filed in shown if filed.program_id == one.id], desk.now) for one in programs]


def file(desk: Desk, actor: Actor, typed: Typed, key: str) -> InstrumentId:
    """Write down an instrument of one of the agency's programs. Invalid by field. Its id."""
    ids = InstrumentId(new_id()), Handle(new_id())

    def work(w: Work) -> str:
        programs = {one.id: one for one in drawer.facts_of_programs_of(w.cabinet, actor.agency_id)}
        drawer.file(w.cabinet, w.grant, read_instrument(typed, programs, w.now, ids))
        return ids[0]

    done = desk.act_general(actor, Action.INSTRUMENT_EDIT, work, key=key, about=actor.agency_id, objects=[ids[1]])
    return InstrumentId(done)


def end(desk: Desk, actor: Actor, instrument_id: str, key: str) -> None:
    """End an instrument at once. Refused alike when absent and when of another agency."""
    wanted = instrument_id if is_id(instrument_id) else "0" * 32
    with desk.consulting() as cabinet:
        ours = [one.id for one in drawer.facts_of_programs_of(cabinet, actor.agency_id)]
        found = [one for one in drawer.facts_of_instruments(cabinet, ours) if one.id == wanted]
    if not found:
        desk.refuse(actor, Action.INSTRUMENT_EDIT, reason="absent")
    (one,) = found

    def work(w: Work) -> str:
        drawer.end(w.cabinet, w.grant, one)
        return one.id

    about = f"{one.id} end"
    desk.act_general(actor, Action.INSTRUMENT_EDIT, work, key=key, about=about, objects=[one.handle])


def _reach(desk: Desk, actor: Actor) -> list[Program]:
    """All of the agency's for whoever keeps them, the own program for everybody else."""
    with desk.consulting() as cabinet:
        programs = drawer.facts_of_programs_of(cabinet, actor.agency_id)
    return [one for one in programs if one.id == actor.program_id or keeps(desk, actor)]


def _page(program: Program, filed: list[ListedInstrument], now: datetime) -> ProgramInstruments:
    counting = sorted(
        (one for one in filed if one.filed.in_force(now)),
        key=lambda one: (one.filed.ends_at is None, one.filed.ends_at or now),
        reverse=True,
    )
    graces = [one.filed.ends_at for one in counting if one.filed.kind == GRANDFATHERED]
    return ProgramInstruments(
        program_id=program.id,
        name=program.name,
        live=program.live(now),
        zone=program.zone,
        needed=tuple(
            Needed(kind=kind, by=tuple(one for one in counting if one.filed.kind == kind.slug))
            for kind in INSTRUMENTS
            if kind.slug in program.needs
        ),
        filed=tuple(one for one in filed if one.filed.kind in BY_SLUG),
        grandfathered_until=graces[0] if graces else None,
    )


def choices(found: list[ProgramInstruments]) -> tuple[list[tuple[ProgramId, str]], list[tuple[str, str]]]:
    """What the form offers: the programs that need an instrument, and the kinds that any of them needs."""
    programs = [(one.program_id, one.name) for one in found if one.needed]
    kinds = {need.kind.slug: need.kind.title for one in found for need in one.needed}
    return programs, list(kinds.items())
