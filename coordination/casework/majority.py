"""Room: casework. Turning 18: what a parent or guardian signed ends that day, and the youth is asked afresh.

Our safer policy, and labelled so. The day begins at 00:00 in the sharing program's zone, and is read from that
program's own record of the child; where it has no birth date there, whoever records the release says when they turn 18,
or that they are under 18 through its last day. Another program's record is not looked at: its date is its own to share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.audit.grant import Grant
from coordination.casework import moments
from coordination.casework.desk import Work
from coordination.casework.release_form import Proposed
from coordination.casework.release_typed import Typed, text
from coordination.declare.core_forms import CHILD
from coordination.model.age import turns_18
from coordination.model.errors import Invalid
from coordination.model.program import Program
from coordination.model.record import Filing
from coordination.model.release import ReleasePaper
from coordination.policy.signers import Capacity, rests_on_another
from coordination.storage import records, releases
from coordination.storage.cabinet import Cabinet

GROWN = "They are 18 by that date, so nobody else can sign for them. Ask the young person, who signs as an adult."
ASKED = (
    "Somebody signs for a minor. Write the day they turn 18, or say that they are under 18 through the last day. If "
    "nobody knows, choose an earlier last day."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A checked release with the instant (UTC) at which it ends because they are 18, if it does and that is known."""

    proposed: Proposed
    at: datetime | None


def born(cabinet: Cabinet, grant: Grant) -> tuple[str, ...]:
    """The birth dates in the actor's program's own records of the child that the grant opens, as they were typed."""
    own = grant.actor.program_id
    found = (one for one in records.open(cabinet, grant, forms=(CHILD.slug,)) if one.program_id == own)
    return tuple(answer for one in found if isinstance(answer := one.answers.get("born", ""), str) and answer)


def checked(typed: Typed, sharing: Program, proposed: Proposed, known: Iterable[str], now: datetime) -> Ending:
    """When a typed release ends by age. known: birth dates of `born`. Raises Invalid beside its field."""
    if not _rests(proposed.paper):
        return Ending(proposed=proposed, at=None)
    ends, field = _earliest(known, sharing), "signers"
    said = text(typed, "turns_18_on")
    if said:
        typed_end = _typed(said, sharing)
        if ends is None or typed_end < ends:
            ends, field = typed_end, "turns_18_on"
    if ends is not None:
        if ends <= now:
            raise Invalid({field: GROWN})
        return Ending(proposed=proposed, at=ends)
    if text(typed, "under_18") != "yes" and not _young_enough(proposed, now):
        raise Invalid({"under_18": ASKED})
    return Ending(proposed=replace(proposed, paper=replace(proposed.paper, said_under_18=True)), at=None)


def recompute(w: Work, filing: Filing) -> None:
    """After a record of the child was filed or corrected: own releases end by the date that is now there.

    INVARIANT: one that has ended by it stays ended, whatever is corrected afterwards: a new release opens again. A date
    that was taken out leaves what it set, which is the earlier end.
    """
    if filing.form != CHILD.slug:
        return
    sharing = w.grant.actor.program
    # The first of its program was not there to be granted yet.
    ends = _earliest({*born(w.cabinet, w.grant), str(filing.answers.get("born", ""))}, sharing)
    if ends is None:
        return
    for release in releases.open_own_papers(w.cabinet, w.grant):
        over = release.ends_at_majority is not None and release.ends_at_majority <= w.now
        if not over and release.paper is not None and _rests(release.paper):
            releases.end_at_majority(w.cabinet, w.grant, release.id, ends)


def _young_enough(proposed: Proposed, now: datetime) -> bool:
    """Whether somebody of the age on the paper, whose birthday may be tomorrow, is under 18 through the last day."""
    age = proposed.paper.age
    return age is not None and proposed.expires_at <= now + timedelta(days=365) * (17 - age)


def _rests(paper: ReleasePaper) -> bool:
    return rests_on_another((Capacity(one.capacity) for one in paper.signers), paper.alone_authority)


def _earliest(known: Iterable[str], sharing: Program) -> datetime | None:
    days = [day for day in map(turns_18, known) if day is not None]
    return _begins(min(days), sharing) if days else None


def _typed(said: str, sharing: Program) -> datetime:
    try:
        day = moments.day(said)
        return _begins(date.fromisoformat(day if len(day) == len("2026-11-03") else f"{day}-01"), sharing)
    except ValueError as error:
        sentence = "Write the day they turn 18 like 2026-11-03, or the month like 2026-11."
        raise Invalid({"turns_18_on": sentence}) from error


def _begins(day: date, sharing: Program) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(sharing.zone)).astimezone(UTC)
