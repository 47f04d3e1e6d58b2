"""Room: casework. Oversight: an agency's auditor reads who did and saw what, by its people and of its information.

What an auditor sees of an entry (architecture §8): everything but content when their own agency's people acted; of what
others did, only the part about their own information. A confidential program of another agency appears nowhere: neither
as the one who acted nor as the one whose information was shown. Reading the log is itself an entry of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.audit.entry import OUTCOMES, Entry
from coordination.audit.grant import Grant
from coordination.casework import log_words
from coordination.casework.desk import Desk
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Invalid
from coordination.model.ids import Handle, ProgramId, is_id
from coordination.model.oversight import Criteria, Labels, LoggedAct, LogPage, Narrowed, ShownType, Watch
from coordination.model.program import Program
from coordination.storage import handles, log_pages, program_facts
from coordination.storage.cabinet import Cabinet
from coordination.storage.log_pages import Read

PAGE = 50
EXPORT_PAGE = 500
MOST_EXPORTED = 100_000
GONE = "Somebody no longer on the roster"
THE_HUB = "The hub itself"
NOBODY = "Somebody who did not get in"
UNREADABLE = "This entry was changed: it can no longer be read. Verify the log."


def page(desk: Desk, actor: Actor, narrowed: Narrowed, before: int | None = None) -> LogPage:
    """A page of at most 50 entries below `before`, newest first; logged. Raises Invalid on a filter that is none.

    narrowed.reference: a case on which the agency has or had a place; of any other nothing is found.
    """
    case = _case(desk, actor, narrowed)
    criteria = _criteria(narrowed, case, actor.program.zone)
    grant = desk.ask_general(actor, Action.ACCESS_LOG_READ, objects=[case] if case else [])
    with desk.opened(grant) as cabinet:
        programs, watch = _watch(cabinet, actor)
        nothing = bool(narrowed.reference) and case is None
        found = [] if nothing else log_pages.open_page(cabinet, grant, watch, criteria, before=before, limit=PAGE + 1)
        labels = _labels(cabinet, grant, found)
        acts = _acts(desk, found[:PAGE], labels, programs, watch)
        upto = log_pages.open_newest(cabinet, grant)
    return LogPage(acts=acts, before=acts[-1].seq if len(found) > PAGE else None, upto=upto, staff=labels.staff)


def export(desk: Desk, actor: Actor, narrowed: Narrowed) -> Iterator[LoggedAct]:
    """The entries that `page` would show, newest first, at most 100,000; logged before the first is given out.

    They are read 500 at a time, each in a transaction of its own, so that a slow reader holds nothing.
    """
    case = _case(desk, actor, narrowed)
    criteria = _criteria(narrowed, case, actor.program.zone)
    grant = desk.ask_general(actor, Action.ACCESS_LOG_EXPORT, objects=[case] if case else [])
    return iter(()) if narrowed.reference and case is None else _exported(desk, grant, criteria)


def acts_of(
    desk: Desk, cabinet: Cabinet, grant: Grant, criteria: Criteria, *, before: int | None, limit: int
) -> list[tuple[LoggedAct, Entry | None]]:
    """The newest entries below `before` as this auditor reads them, each with its bytes' own Entry where it has one."""
    programs, watch = _watch(cabinet, grant.actor)
    found = log_pages.open_page(cabinet, grant, watch, criteria, before=before, limit=limit)
    acts = _acts(desk, found, _labels(cabinet, grant, found), programs, watch)
    return [(act, read.entry) for act, read in zip(acts, found, strict=True)]


def _exported(desk: Desk, grant: Grant, criteria: Criteria) -> Iterator[LoggedAct]:
    before: int | None = None
    for _ in range(MOST_EXPORTED // EXPORT_PAGE):
        with desk.opened(grant) as cabinet:
            found = acts_of(desk, cabinet, grant, criteria, before=before, limit=EXPORT_PAGE)
        yield from (act for act, _ in found)
        if len(found) < EXPORT_PAGE:
            return
        before = found[-1][0].seq


def _case(desk: Desk, actor: Actor, narrowed: Narrowed) -> Handle | None:
    if not narrowed.reference:
        return None
    with desk.consulting() as cabinet:
        return handles.facts_of_case_handle(cabinet, actor, narrowed.reference)


def _criteria(narrowed: Narrowed, case: Handle | None, zone: str) -> Criteria:
    """The filters as storage takes them; Invalid with a sentence per field."""
    wrong: dict[str, str] = {}
    if narrowed.person and not is_id(narrowed.person):
        wrong["person"] = "Choose a person from the list."
    if narrowed.action and narrowed.action not in log_words.ACTIONS:
        wrong["action"] = "Choose an action from the list."
    if narrowed.outcome and narrowed.outcome not in OUTCOMES:
        wrong["outcome"] = "Choose an outcome from the list."
    if narrowed.since and narrowed.until and narrowed.until < narrowed.since:
        wrong["until"] = "The last day is before the first."
    if wrong:
        raise Invalid(wrong)
    return Criteria(
        person=Handle(narrowed.person) if narrowed.person else None,
        action=narrowed.action or None,
        outcome=narrowed.outcome or None,
        case=case,
        since=_midnight(narrowed.since, zone) if narrowed.since else None,
        until=_midnight(narrowed.until + timedelta(days=1), zone) if narrowed.until else None,
    )


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _watch(cabinet: Cabinet, actor: Actor) -> tuple[dict[Handle, Program], Watch]:
    """Every program by its handle, and which of them this auditor watches over or never hears of."""
    known: dict[ProgramId, Program] = program_facts.facts_of_programs(cabinet.connection)
    programs = {program.handle: program for program in known.values()}
    own = frozenset(handle for handle, one in programs.items() if one.agency_id == actor.agency_id)
    hidden = frozenset(handle for handle, one in programs.items() if one.confidential) - own
    return programs, Watch(own=own, hidden=hidden)


def _labels(cabinet: Cabinet, grant: Grant, found: Sequence[Read]) -> Labels:
    entries = [read.entry for read in found if read.entry is not None]
    objects = {handle for entry in entries for handle in entry.objects}
    return handles.open_labels(cabinet, grant, {entry.actor for entry in entries}, objects)


def _acts(
    desk: Desk, found: Sequence[Read], labels: Labels, programs: dict[Handle, Program], watch: Watch
) -> tuple[LoggedAct, ...]:
    return tuple(
        _unreadable(read) if read.entry is None else _act(desk, read, read.entry, labels, programs, watch)
        for read in found
    )


def _act(
    desk: Desk, read: Read, entry: Entry, labels: Labels, programs: dict[Handle, Program], watch: Watch
) -> LoggedAct:
    own = entry.program in watch.own
    types = _types(desk, entry, programs, watch, own=own)
    if not own and (entry.program in watch.hidden or not types):  # INVARIANT: held on the signed bytes, too
        return _unreadable(read)
    acting = programs.get(Handle(entry.program))
    return LoggedAct(
        seq=read.seq,
        at=entry.at,
        person=labels.people.get(Handle(entry.actor), GONE) if entry.actor else _unknown(entry),
        person_handle=Handle(entry.actor),
        program=f"{acting.name}, {acting.agency_name}" if acting else "",
        own=own,
        action=log_words.action(entry.action),
        outcome=log_words.outcome(entry.outcome),
        reason=log_words.reason(entry.reason, entry.action),
        purpose=log_words.purpose(entry.purpose),
        cases=tuple(sorted(labels.references[Handle(one)] for one in entry.objects if one in labels.references)),
        types=types,
    )


def _unknown(entry: Entry) -> str:
    """Who acted where nobody is named: a stranger at the sign-in was refused; all else the hub does by itself."""
    return THE_HUB if entry.outcome == "allowed" else NOBODY


def _types(
    desk: Desk, entry: Entry, programs: dict[Handle, Program], watch: Watch, *, own: bool
) -> tuple[ShownType, ...]:
    """What was shown: the agency's own information, and to its own people also that of programs that may be named."""
    found = []
    for kind, owner, slug in entry.shown:
        if owner in watch.own or (own and owner not in watch.hidden):
            title, citation = log_words.authority(desk.rulebook, slug)
            program = programs.get(Handle(owner))
            name = f"{program.name}, {program.agency_name}" if program else ""
            words = log_words.information_type(kind)
            found.append(ShownType(information_type=words, program=name, authority=title, citation=citation))
    return tuple(found)


def _unreadable(read: Read) -> LoggedAct:
    return LoggedAct(
        seq=read.seq,
        at=read.at,
        person="",
        person_handle=Handle(""),
        program="",
        own=False,
        action=UNREADABLE,
        outcome="",
        reason="",
        purpose="",
        cases=(),
        types=(),
    )
