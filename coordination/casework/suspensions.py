"""Room: casework. Suspensions of an accounting: an official says not to tell, for a time (45 CFR 164.528).

The privacy officer writes it down with who said so and until when. A word of mouth holds for at most 30 days; a
subpoena that forbids to tell that it is there (20 USC 1232g(b)(1)(J)) may name no end. Each ends by itself at
its instant. While it holds, lines to that recipient are in no copy for the individual, and are marked in our own view.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from coordination.audit.grant import Grant
from coordination.casework import accounted, answers, moments
from coordination.casework.desk import Desk, Work
from coordination.casework.disclosure_lines import REPORT_KEY, REPORT_TAKER
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.disclosure import ORAL_LASTS, How, Line, ListedSuspension, Suspension
from coordination.model.errors import Invalid, Refused
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, new_id
from coordination.model.program import Program
from coordination.storage import suspensions as drawer
from coordination.storage.cabinet import Cabinet

HOWS: Mapping[How, str] = {
    How.ORAL: "By word of mouth: it holds for at most 30 days",
    How.WRITTEN: "In writing: it holds as long as the paper says",
    How.SUBPOENA: "A subpoena that forbids to tell that it is there",
}
LONGEST = 160
FIELDS = ("recipient", "how", "official", "stated", "until")


def suspend(desk: Desk, actor: Actor, reference: str, typed: Mapping[str, str], key: str) -> None:
    """Write a suspension down for the actor's own program. Raises Invalid with a sentence per field."""
    facts, _ = accounted.look_up(desk, actor, Action.DISCLOSURE_SUSPEND, reference)
    with desk.consulting() as cabinet:
        programs = accounted.programs(cabinet)
    new = _new(actor, typed, recipients_of(desk, actor, programs), desk.now)

    def work(w: Work) -> str:
        drawer.suspend(w.cabinet, w.grant, new)
        return new.handle

    desk.act(
        actor,
        Action.DISCLOSURE_SUSPEND,
        facts.case_id,
        work,
        key=key,
        about=f"{facts.case_id} suspend",
        objects=[new.handle],
        purpose=new.how.value,
    )


def lift(desk: Desk, actor: Actor, reference: str, handle: Handle, key: str) -> None:
    """End a suspension of the own program before its time. Refused alike for an unknown one and another program's."""
    facts, _ = accounted.look_up(desk, actor, Action.DISCLOSURE_SUSPEND, reference)

    def work(w: Work) -> str:
        kept = drawer.open_suspensions(w.cabinet, w.grant, [actor.program_id])
        found = next((one for one in kept if one.handle == handle), None)
        if found is None:
            raise Refused(reason="absent")
        drawer.lift(w.cabinet, w.grant, found.id)
        return found.handle

    about = f"{facts.case_id} {handle}"
    desk.act(actor, Action.DISCLOSURE_SUSPEND, facts.case_id, work, key=key, about=about, purpose="lifted")


def kept_back(cabinet: Cabinet, grant: Grant, ours: Iterable[Program]) -> Mapping[str, Suspension]:
    """The suspensions in force now, by recipient; of several the one that ends last."""
    found = drawer.open_suspensions(cabinet, grant, [one.id for one in ours])
    held: dict[str, Suspension] = {}
    for one in found:
        if one.in_force(cabinet.now) and (one.recipient not in held or _ends(one) > _ends(held[one.recipient])):
            held[one.recipient] = one
    return held


def marked(line: Line, held: Suspension, zone: str) -> Line:
    """The line as the program's own view shows it: not to be told, and until when."""
    return replace(line, suspended=_end_words(held, zone))


def listed(
    cabinet: Cabinet, grant: Grant, ours: Iterable[Program], recipients: Mapping[str, str]
) -> tuple[ListedSuspension, ...]:
    """All suspensions of these programs on the case, newest first, over ones too."""
    zone, now = grant.actor.program.zone, cabinet.now
    return tuple(
        ListedSuspension(
            handle=one.handle,
            recipient=recipients.get(one.recipient, "A program no longer on the roster"),
            how=HOWS[one.how],
            official=one.official,
            began=moments.words(one.stated_at, zone),
            ends=_end_words(one, zone),
            state="ended by hand" if one.lifted_at else "in force" if one.in_force(now) else "over",
            may_lift=one.program_id == grant.actor.program_id and one.in_force(now),
        )
        for one in drawer.open_suspensions(cabinet, grant, [each.id for each in ours])
    )


def recipients_of(desk: Desk, actor: Actor, programs: Mapping[Handle, Program]) -> dict[str, str]:
    """Whom a suspension may be about, by key: programs that may be named, takers of our documents, and of reports.

    The same on every case, so that the choice tells nothing of who read this one.
    """
    named = {
        f"program:{handle}": f"{one.agency_name}, {one.name}"
        for handle, one in programs.items()
        if not one.confidential and one.id != actor.program_id
    }
    documents = desk.catalog.documents_of(actor.program.partner_type, actor.program.jurisdictions)
    taken = {f"document:{one.slug}": f"{one.receiver} ({one.title})" for one in documents}
    return {**dict(sorted(named.items(), key=lambda pair: pair[1])), **taken, REPORT_KEY: REPORT_TAKER}


def _new(actor: Actor, typed: Mapping[str, str], recipients: Mapping[str, str], now: datetime) -> Suspension:
    wrong: dict[str, str] = {}
    if typed.get("recipient", "") not in recipients:
        wrong["recipient"] = "Choose whom you were told not to name."
    if typed.get("how", "") not in set(How):
        wrong["how"] = "Choose how you were told."
    official = _line(typed, wrong)
    zone = actor.program.zone
    stated, until = _instant(typed, "stated", zone, wrong), _instant(typed, "until", zone, wrong)
    if stated is not None and stated > now:
        wrong["stated"] = "This is still to come. Write when you were told."
    if stated is not None and "how" not in wrong and "until" not in wrong:
        sentence = _end_wrong(How(typed["how"]), stated, until, now)
        wrong |= {"until": sentence} if sentence else {}
    if wrong or stated is None:
        raise Invalid(wrong)
    return Suspension(
        id=new_id(),
        handle=Handle(new_id()),
        case_id=CaseId(""),
        program_id=ProgramId(actor.program_id),
        recipient=typed["recipient"],
        how=How(typed["how"]),
        stated_at=stated,
        until=until,
        recorded_by=PersonId(actor.person_id),
        recorded_at=now,
        official=official,
    )


def _end_wrong(how: How, stated: datetime, until: datetime | None, now: datetime) -> str:
    """What is wrong with the end, "" for nothing."""
    if until is None:
        return "" if how is How.SUBPOENA else "Write until when it holds."
    if until <= max(stated, now):
        return "This is over already. Write an instant that is still to come."
    if how is How.ORAL and until > stated + ORAL_LASTS:
        return "A word of mouth holds for at most 30 days from when it was said. For longer, ask for it in writing."
    return ""


def _line(typed: Mapping[str, str], wrong: dict[str, str]) -> str:
    try:
        official = answers.line(typed.get("official", ""), LONGEST)
    except ValueError as error:
        wrong["official"] = str(error)
        return ""
    if not official:
        wrong["official"] = "Write the official’s name and office."
    return official


def _instant(typed: Mapping[str, str], name: str, zone: str, wrong: dict[str, str]) -> datetime | None:
    text = typed.get(name, "").strip()
    if not text:
        if name == "stated":
            wrong[name] = "Write when you were told."
        return None
    try:
        return moments.instant(text, zone)
    except ValueError as error:
        wrong[name] = str(error)
        return None


def _ends(one: Suspension) -> tuple[bool, datetime]:
    return (one.until is None, one.until or one.recorded_at)


def _end_words(one: Suspension, zone: str) -> str:
    return moments.words(one.until, zone) if one.until is not None else "no end is written"
