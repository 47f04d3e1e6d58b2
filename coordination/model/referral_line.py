"""Room: model. A referral as one viewer gets it: its line in a list, told from what they may know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.model.referrals import ReferralFacts, Standing, State, Urgency
from coordination.model.stalled import Alarm, unopened_urgent

_STATES: Mapping[State, str] = {
    State.ACCEPTED: "Accepted",
    State.REJECTED: "Declined",
    State.IN_PROGRESS: "In progress",
    State.ON_HOLD: "On hold",
    State.COMPLETED: "Completed",
    State.FAILED: "Declined after accepting",
    State.CANCELLED: "Taken back",
    State.ENTERED_IN_ERROR: "Sent by mistake",
}
_STANDINGS: Mapping[Standing, str] = {
    Standing.ACTIVE: "Delivered",
    Standing.CANCELLED: "Taken back",
    Standing.ENTERED_IN_ERROR: "Sent by mistake",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralLine:
    """A referral in a list. veiled: the viewer sent it to a confidential program, and hears only that it arrived.

    state: in words, as the viewer may know it. at: the last instant (UTC) of which the viewer may know. over: nothing
    more is to be done, as far as they may know. alarm: None for a veiled one, whatever happens. unopened: urgent, and
    nobody has looked. waited: of an urgent one without an answer, how long, in words; "" for a veiled one.
    """

    referral: ReferralFacts
    veiled: bool
    state: str
    at: datetime
    over: bool
    alarm: Alarm | None
    unopened: bool = False
    waited: str = ""


def line(referral: ReferralFacts, *, sent: bool, veiled: bool, alarm: Alarm | None, now: datetime) -> ReferralLine:
    """The line of a referral at `now` (UTC). sent: told to the sender's side.

    INVARIANT: a veiled one is written from the sender's own word alone.
    """
    if veiled:
        return ReferralLine(
            referral=referral,
            veiled=True,
            state=_STANDINGS[referral.standing],
            at=referral.sent_at,
            over=referral.standing is not Standing.ACTIVE,
            alarm=None,
        )
    over = referral.ended or referral.standing is not Standing.ACTIVE
    return ReferralLine(
        referral=referral,
        veiled=False,
        state=_state(referral, sent=sent),
        at=referral.changed_at,
        over=over,
        alarm=alarm,
        unopened=unopened_urgent(referral),
        waited=_waited(referral, now),
    )


def _waited(referral: ReferralFacts, now: datetime) -> str:
    if referral.urgency is not Urgency.URGENT or not referral.waiting or referral.standing is not Standing.ACTIVE:
        return ""
    return f"{'Not opened' if unopened_urgent(referral) else 'Waits'} for {how_long(now - referral.sent_at)}"


def how_long(wait: timedelta) -> str:
    """A wait as people say it: "34 minutes", "2 hours", "3 days"; whole ones, since more would be too exact to read."""
    minutes = max(wait // timedelta(minutes=1), 0)
    for unit, length in (("days", 24 * 60), ("hours", 60)):
        if minutes >= 2 * length:
            return f"{minutes // length} {unit}"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _state(referral: ReferralFacts, *, sent: bool) -> str:
    if referral.standing is not Standing.ACTIVE:
        return _STANDINGS[referral.standing]
    if referral.state is State.REQUESTED and not sent:
        return "Waits for your program"
    if referral.state is State.REQUESTED:
        return "Sent, not opened yet" if referral.opened_at is None else "Opened, not answered yet"
    if referral.state is State.ACCEPTED and referral.ended:
        return "Acknowledged"
    return _STATES[referral.state]
