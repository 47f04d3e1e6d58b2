"""Room: demo. Short cases, as a table: a report each, and a referral of each state in which one can stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from coordination.demo.stories import Story
from coordination.demo.village import Village
from coordination.model.referrals import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One case of `who`: opened so many days ago, a report, a service referral `to` a program about a need.

    steps: who, which step, its reason, its words. closed: the reason for which it was closed the day after, or "".
    proposed: why the worker proposes to screen the report in, which waits for the supervisor; or "".
    """

    who: str
    days: int
    called: str
    age: str
    concern: str
    said: str
    proposed: str = ""
    to: str = ""
    need: str = ""
    urgency: str = "routine"
    message: str = ""
    steps: tuple[tuple[str, str, str, str], ...] = ()
    clock: str = "09:00"
    closed: str = ""


_ELI, _NOA = "eli_cps_worker", "noa_south"
_HEALTH, _MIND, _SCHOOL = "physical_health", "behavioral_health", "education"

BRIEFS = (
    Brief(who=_ELI, days=41, called="Aspen", age="12", concern="online",
          closed="not_substantiated", said="A game's chat, read by a father. The county attorney was told."),
    Brief(who=_NOA, days=20, called="Bryn", age="15", concern="sex_trafficking", to="school", need=_SCHOOL,
          said="Lives with a cousin since Sunday and cannot get to school.", message="The old school, by bus.",
          steps=(("sch_maple", "accept", "", ""), ("sch_maple", "begin", "", "The bus is asked for."))),
    Brief(who=_ELI, days=18, called="Cove", age="16", concern="commercial_exploitation", to="therapy", need=_MIND,
          said="Told a youth worker that he “pays with himself”.", message="Evenings. He works until six.",
          steps=(("the_willow", "accept", "", ""), ("the_willow", "hold", "waits_for_capacity", "In two weeks."))),
    Brief(who=_NOA, days=30, called="Dell", age="17", concern="labor_trafficking", to="therapy", need=_MIND,
          said="Sells magazines from a van, from town to town, and owes the driver.", message="By telephone, at first.",
          steps=(("the_willow", "accept", "", ""),
                 ("the_willow", "give_up", "could_not_reach", "Three calls. The number is off."))),
    Brief(who=_ELI, days=15, called="Ember", age="14", concern="online", to="clinic", need=_HEALTH,
          said="Sent pictures for a game card; the sender asks for more.", message="A check-up. She knows what for.",
          steps=((_ELI, "recall", "went_elsewhere", "Her own doctor saw her on Monday."),)),
    Brief(who=_NOA, days=14, called="Fjord", age="13", concern="other", to="school", need=_SCHOOL,
          said="A stepfather's friends come in the night, says a note at school.", message="A quiet room for lunch.",
          steps=((_NOA, "void", "wrong_case", ""),)),
    Brief(who=_ELI, days=27, called="Gust", age="16", concern="sex_trafficking", to="cac", need=_HEALTH,
          said="Came to a drop-in with a stranger's name on the wrist.", message="An exam, if he likes.",
          steps=(("coo_harbor", "accept", "", ""), ("coo_harbor", "complete", "youth_declined", "He knows the way."),
                 (_ELI, "reopen", "things_changed", "He asks for it himself now."))),
    Brief(who=_NOA, days=1, clock="02:05", called="Holly", age="15", concern="sex_trafficking", to="clinic",
          need=_HEALTH, urgency="urgent", proposed="A child of 15, hurt, and nobody at home.",
          said="Brought in by a driver who found her at the road.",
          message="She asks for a nurse, tonight. She is with me in the car."),
    Brief(who=_ELI, days=9, called="Isla", age="10", concern="other", to="school", need=_SCHOOL,
          said="Her sister is on our list; Isla has not been seen for a week.", message="Is she enrolled with you?",
          steps=(("sup_maple", "decline", "out_of_area", "Not one of ours. Try Lakeside."),)),
    Brief(who=_ELI, days=6, called="Jasper", age="17", concern="labor_trafficking", to="therapy", need=_MIND,
          said="Cleans rooms for no pay in the motel in which he sleeps.", message="He sleeps badly and asked.",
          steps=(("sup_willow", "ask", "", "Would a man or a woman suit him better?"),)),
)  # fmt: skip


def tell(brief: Brief, v: Village) -> Story:
    """One brief case, step by step an hour apart."""
    yield brief.days, brief.clock
    case = v.open(brief.who, called=brief.called, age=brief.age)
    report = v.file(
        brief.who, case, "suspected_exploitation_report", concerns=(brief.concern,), what_happened=brief.said,
        received_at=v.when(brief.days + 1, "20:00"),
    )  # fmt: skip
    if brief.proposed:
        v.screen_in(
            brief.who, case, report, called_in_at=v.when(brief.days + 1, "20:00"), alleges=(brief.concern,),
            caregiver="unknown", decision="screened_in", why=brief.proposed,
        )  # fmt: skip
    if brief.to:
        sent = v.refer(brief.who, case, brief.to, Kind.SERVICE, need=brief.need, urgency=brief.urgency,
                       message=brief.message)  # fmt: skip
        for hour, (who, slug, reason, words) in enumerate(brief.steps, start=10):
            yield brief.days, f"{hour}:20"
            v.step(who, sent, slug, reason=reason, words=words)
    if brief.closed:
        yield brief.days - 1, "15:00"
        v.close(_supervisor(brief.who), case, brief.closed, despite="goes_on")


def _supervisor(worker: str) -> str:
    return {_ELI: "sam_cps_supervisor", _NOA: "sup_south"}[worker]


STORIES: tuple[Callable[[Village], Story], ...] = tuple(partial(tell, brief) for brief in BRIEFS)
