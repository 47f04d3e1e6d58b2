"""Room: model. When a referral has waited too long, by its route: a pure function of the referral and the instant.

The first wait of an urgent one is half an hour (issue 3, at 2 a.m.); no statute that was read sets the others, so they
are the product's own choice. A report's are the shortest, since a child may be in danger while nobody has read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from coordination.model import notice
from coordination.model.referral_steps import AT_WORK
from coordination.model.referrals import Kind, ReferralFacts, Standing, State, Urgency


class Alarm(StrEnum):
    """What has not happened in time."""

    UNOPENED = "unopened"
    UNANSWERED = "unanswered"
    UNFINISHED = "unfinished"

    @property
    def kind(self) -> notice.Kind:
        """As what the sender's side is told of it."""
        return notice.Kind(f"referral_{self.value}")

    @property
    def words(self) -> str:
        """As it stands on the sender's page."""
        return {
            "unopened": "Nobody has opened it in time. Ring the program.",
            "unanswered": "It was opened and not answered in time. Ring the program.",
            "unfinished": "It was accepted, and nothing has been heard for long. Ask how it goes.",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a route may wait: until it is opened, until it is answered, and between steps once it is accepted.

    finished: None for a report, which ends when it is acknowledged.
    """

    opened: timedelta
    answered: timedelta
    finished: timedelta | None


HALF_AN_HOUR = timedelta(minutes=30)
ROUTES: Mapping[tuple[Kind, Urgency], Patience] = {
    (Kind.REPORT, Urgency.URGENT): Patience(opened=HALF_AN_HOUR, answered=timedelta(hours=2), finished=None),
    (Kind.REPORT, Urgency.ROUTINE): Patience(opened=timedelta(days=1), answered=timedelta(days=2), finished=None),
    (Kind.CASE, Urgency.URGENT): Patience(opened=HALF_AN_HOUR, answered=timedelta(hours=4), finished=timedelta(days=7)),
    (Kind.CASE, Urgency.ROUTINE): Patience(
        opened=timedelta(days=2), answered=timedelta(days=5), finished=timedelta(days=30)
    ),
    (Kind.SERVICE, Urgency.URGENT): Patience(
        opened=HALF_AN_HOUR, answered=timedelta(hours=24), finished=timedelta(days=7)
    ),
    (Kind.SERVICE, Urgency.ROUTINE): Patience(
        opened=timedelta(days=3), answered=timedelta(days=7), finished=timedelta(days=30)
    ),
}


def alarm(referral: ReferralFacts, now: datetime) -> Alarm | None:
    """What has not happened in time at `now` (UTC), or None. Whether the sender may hear it is for the policy.

    That a confidential program opened something is never kept, so of it nothing is said but that it did not answer.
    """
    patience = ROUTES[referral.kind, referral.urgency]
    if referral.standing is not Standing.ACTIVE or referral.ended:
        return None
    if referral.state is State.REQUESTED:
        if (
            referral.opened_at is None
            and not referral.recipient.confidential
            and referral.sent_at + patience.opened <= now
        ):
            return Alarm.UNOPENED
        return Alarm.UNANSWERED if referral.sent_at + patience.answered <= now else None
    if patience.finished is None or referral.state not in AT_WORK:
        return None
    return Alarm.UNFINISHED if referral.changed_at + patience.finished <= now else None


def since(referral: ReferralFacts) -> datetime:
    """Since when (UTC) it waits: since it was sent the last time, and once it is accepted since its last step."""
    return referral.sent_at if referral.waiting else referral.changed_at


def unopened_urgent(referral: ReferralFacts) -> bool:
    """Whether it is urgent and nobody has looked. Never of a confidential program, of which that is not kept."""
    waits = referral.waiting and referral.standing is Standing.ACTIVE and referral.opened_at is None
    return waits and referral.urgency is Urgency.URGENT and not referral.recipient.confidential


def still(kind: notice.Kind, referral: ReferralFacts, made_at: datetime, now: datetime) -> bool:
    """Whether what a message of this kind said at `made_at` is so `now`. One about an earlier sending is over."""
    if kind is notice.Kind.ON_CALL:
        return unopened_urgent(referral) and made_at >= since(referral)
    if kind is notice.Kind.REFERRAL_URGENT:
        return referral.waiting and referral.standing is Standing.ACTIVE and made_at >= since(referral)
    found = alarm(referral, now)
    late = found is not None and kind in {found.kind, notice.Kind.REFERRAL_OVERDUE}
    return late and made_at > since(referral)
