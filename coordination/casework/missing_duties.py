"""Room: casework. What is owed for a missing or found child: by the clock of the law, or without one where it has none.

"Immediately" without an outer limit, and "regular communication", start no clock: a number would be invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.casework import deadline_pages, deadlines, moments
from coordination.casework.desk import Desk
from coordination.declare.event import Event
from coordination.declare.information import InformationType
from coordination.declare.missing_forms import CONTACT, DEBRIEF, DOCUMENTED, OPENED
from coordination.model.actor import Actor
from coordination.model.deadline import Deadline, Standing, State
from coordination.model.ids import DeadlineId
from coordination.model.missing import EpisodeFacts
from coordination.model.record import Record

_TOLD = ("left_because", "why_words", "experiences", "exact_words")  # an empty debriefing finds nothing out


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What is owed. due: until when, "" where the source gives no time; done: what shows that it was done.

    left: how much time is left of it. last: when it was last done, of a duty that goes on while the child is away.

    deadline_id: the deadline that is proved on a page of its own, None where no clock runs.
    """

    title: str
    citation: str
    due: str = ""
    standing: str = ""
    done: str = ""
    left: str = ""
    last: str = ""
    deadline_id: DeadlineId | None = None


# What an episode starts; the state's system is documented under a type of its own (child protection).
EVENTS = frozenset({Event.MISSING, Event.FOUND, Event.TRAFFICKED_WHILE_MISSING})


def types_of(desk: Desk, actor: Actor) -> frozenset[InformationType]:
    """The types under which the actor's program owes what an episode starts."""
    places = (desk.catalog.jurisdictions.get(slug) for slug in actor.program.jurisdictions)
    rules = (rule for place in places if place is not None for rule in place.deadlines)
    return frozenset(
        rule.information_type for rule in rules if rule.event in EVENTS and deadlines.owes(actor.program, rule)
    )


def next_contact(episode: EpisodeFacts, filed: Sequence[Record], now: datetime) -> datetime | None:
    """When to talk with police and NCMEC next: as the last talk says, else by the agency's own interval; else nobody
    has set it. Nothing is due once the child was found."""
    if not episode.open:
        return None
    talks = sorted((one for one in filed if one.form == CONTACT.slug), key=_when)
    if talks and (said := talks[-1].answers.get("next_at")):
        return moments.instant(str(said), "UTC")
    every = next((one.answers.get("contact_every") for one in filed if one.form == OPENED.slug), None)
    if not every:
        return None
    return min(_when(talks[-1]) if talks else episode.opened_at, now) + timedelta(hours=int(str(every)))


def duties_of(
    desk: Desk,
    actor: Actor,
    episode: EpisodeFacts,
    filed: Sequence[Record],
    running: Iterable[Deadline],
) -> tuple[Duty, ...]:
    """What is owed: the deadlines of the law, then the duties to which the law that was read gives no time."""
    clocks = [one for one in running if one.state is not State.WITHDRAWN]
    clocked = tuple(_clocked(desk, actor, one) for one in clocks)
    documented = any(one.event is Event.TRAFFICKED_WHILE_MISSING for one in clocks)
    return clocked + tuple(_without_clock(episode, filed, actor.program.zone, documented=documented))


def _clocked(desk: Desk, actor: Actor, one: Deadline) -> Duty:
    rule = desk.catalog.deadline_rule(one.rule, one.rule_version)
    standing = one.standing(desk.now)
    done = standing in {Standing.MET, Standing.MET_LATE}
    return Duty(
        title=deadline_pages.title(rule, one.rule),
        citation=rule.citation if rule else "",
        due=moments.words(one.due_at, actor.program.zone),
        standing=standing.words,
        done=standing.words if done else "",
        left=deadline_pages.left(one, desk.now),
        deadline_id=one.id,
    )


def _without_clock(episode: EpisodeFacts, filed: Sequence[Record], zone: str, *, documented: bool) -> Iterable[Duty]:
    """documented: a clock runs, or ran, for the state's system, so it stands among those."""
    talks = [one for one in filed if one.form == CONTACT.slug]
    if episode.open:
        last = moments.words(max(map(_when, talks)), zone) if talks else ""
        yield Duty(title="Talk with police and NCMEC regularly", citation="42 USC 671(a)(35)(B)", last=last)
        return
    for slug, name in (("police", "police"), ("ncmec", "NCMEC")):
        told = [one for one in talks if one.answers.get("with") == slug and one.answers.get("recovery") == "yes"]
        yield Duty(
            title=f"Tell {name} that the child was found, and how",
            citation="42 USC 671(a)(35)(B); HHS guide, “the child’s or youth’s recovery and circumstances”",
            done=next((moments.words(_when(one), zone) for one in told), ""),
        )
    debriefs = [one for one in filed if one.form == DEBRIEF.slug and any(map(one.answers.get, _TOLD))]
    yield Duty(
        title="Find out why they left and what they lived through, on the Runaway Debriefing Form",
        citation="42 USC 671(a)(35)(A)",
        done=next((moments.words(one.filed_at, zone) for one in debriefs), ""),
    )
    written = [one for one in filed if one.form == DOCUMENTED.slug]
    suspected = any(one.answers.get("suspected") == "yes" for one in written)
    if not documented and (not written or suspected):
        there = [one for one in written if one.answers.get("written_at")]
        yield Duty(
            title="Any trafficking or exploitation while missing: write it in the state’s system immediately",
            citation="Minnesota DHS: “immediately documented on the SEY/STY/At Risk screen in SSIS”",
            done=next((_written(one, zone) for one in there), ""),
        )


def _written(one: Record, zone: str) -> str:
    return moments.words(moments.instant(str(one.answers["written_at"]), zone), zone)


def _when(talk: Record) -> datetime:
    return talk.happened.at or talk.filed_at
