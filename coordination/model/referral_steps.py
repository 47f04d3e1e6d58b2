"""Room: model. The steps of a referral: who may take each, from which states, to which, and what must be said with it.

Setters and transitions are those of SDOHCC 3.0.0 (law-and-standards.md §3.7): accepted, rejected, in-progress, on-hold,
failed and completed are the target's, entered-in-error the requester's, cancelled either's; here the recipient says
"failed" when it gives up after accepting. Asking, answering and reopening are ours: the loop must be able to go on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from coordination.declare.form import Choice
from coordination.model.action import Action
from coordination.model.referrals import Kind, ReferralFacts, Standing, State


class Side(StrEnum):
    """Whose step it is: R (requester) and T (target) of the profile."""

    SENDER = "sender"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. starts: states from which it may be taken; ends: the state after it, None when it stays.

    reasons: one of them must be chosen. contacts: reasons that say the young person was contacted, or tried to be:
    refused under contacting-subject-prohibited. wordy: something must be written with it. done: as the history says it.
    """

    slug: str
    action: Action
    side: Side
    starts: frozenset[State]
    ends: State | None
    label: str
    done: str
    kinds: frozenset[Kind] = frozenset(Kind)
    reasons: tuple[Choice, ...] = ()
    contacts: frozenset[str] = frozenset()
    wordy: bool = False
    asked: bool | None = None


REQUESTED = frozenset({State.REQUESTED})
AT_WORK = frozenset({State.ACCEPTED, State.IN_PROGRESS, State.ON_HOLD})
GOING = REQUESTED | AT_WORK
DECLINABLE = frozenset({Kind.CASE, Kind.SERVICE})

DECLINING = (
    Choice(slug="no_capacity", title="No capacity now"),
    Choice(slug="waitlist_only", title="Only a waiting list, and it cannot wait"),
    Choice(slug="not_eligible", title="Not eligible for this program"),
    Choice(slug="out_of_area", title="Outside the area we serve"),
    Choice(slug="not_offered", title="We do not offer this"),
    Choice(slug="conflict_of_interest", title="Conflict of interest"),
    Choice(slug="need_more", title="More assessment is needed first"),
)
GIVING_UP = (
    *DECLINING[:4],
    Choice(slug="could_not_reach", title="We could not reach the young person"),
    Choice(slug="youth_declined", title="The young person does not want it any more"),
    Choice(slug="unsafe", title="Going on would not be safe"),
)
OUTCOMES = (
    Choice(slug="enrolled", title="Enrolled, or the service has begun"),
    Choice(slug="service_given", title="The service was given"),
    Choice(slug="waitlisted", title="On the waiting list"),
    Choice(slug="not_enrolled", title="Not enrolled"),
    Choice(slug="youth_declined", title="The young person chose not to go on"),
    Choice(slug="team_took_case", title="The team works on the case"),
)
HOLDING = (
    Choice(slug="waits_for_capacity", title="Waits for a free place"),
    Choice(slug="waits_for_assessment", title="Waits for an assessment"),
    Choice(slug="waits_for_sender", title="Waits for the sender"),
    Choice(slug="waits_for_youth", title="Waits until the young person is ready"),
)
TAKING_BACK = (
    Choice(slug="no_longer_needed", title="It is no longer needed"),
    Choice(slug="youth_declined", title="The young person does not want it"),
    Choice(slug="went_elsewhere", title="Somebody else helps with this now"),
    Choice(slug="no_answer", title="There was no answer in time"),
)
ERRORS = (
    Choice(slug="wrong_program", title="It was sent to the wrong program"),
    Choice(slug="wrong_case", title="It was sent about the wrong case"),
    Choice(slug="sent_twice", title="It was sent twice"),
)
AGAIN = (
    Choice(slug="still_needed", title="It is still needed"),
    Choice(slug="things_changed", title="Things have changed since"),
    Choice(slug="ended_by_mistake", title="It was ended by mistake"),
)
_ASKS_YOUTH = frozenset({"could_not_reach", "youth_declined"})

_ALL = (
    Step(
        slug="acknowledge", action=Action.REFERRAL_ACKNOWLEDGE, side=Side.RECIPIENT, starts=REQUESTED,
        ends=State.ACCEPTED, label="Acknowledge", done="Acknowledged", kinds=frozenset({Kind.REPORT}),
    ),
    Step(
        slug="accept", action=Action.REFERRAL_ACCEPT, side=Side.RECIPIENT, starts=REQUESTED, ends=State.ACCEPTED,
        label="Accept", done="Accepted", kinds=DECLINABLE,
    ),
    Step(
        slug="decline", action=Action.REFERRAL_DECLINE, side=Side.RECIPIENT, starts=REQUESTED, ends=State.REJECTED,
        label="Decline", done="Declined", kinds=DECLINABLE, reasons=DECLINING,
    ),
    Step(
        slug="ask", action=Action.REFERRAL_ASK, side=Side.RECIPIENT, starts=GOING, ends=None, label="Ask a question",
        done="Asked a question", wordy=True, asked=True,
    ),
    Step(
        slug="begin", action=Action.REFERRAL_WORK, side=Side.RECIPIENT, starts=frozenset({State.ACCEPTED}),
        ends=State.IN_PROGRESS, label="Begin the work", done="Began the work", kinds=DECLINABLE,
    ),
    Step(
        slug="hold", action=Action.REFERRAL_WORK, side=Side.RECIPIENT,
        starts=frozenset({State.ACCEPTED, State.IN_PROGRESS}), ends=State.ON_HOLD, label="Put on hold",
        done="Put on hold", kinds=DECLINABLE, reasons=HOLDING,
    ),
    Step(
        slug="go_on", action=Action.REFERRAL_WORK, side=Side.RECIPIENT, starts=frozenset({State.ON_HOLD}),
        ends=State.IN_PROGRESS, label="Go on with the work", done="Went on with the work", kinds=DECLINABLE,
    ),
    Step(
        slug="complete", action=Action.REFERRAL_COMPLETE, side=Side.RECIPIENT, starts=AT_WORK, ends=State.COMPLETED,
        label="Complete", done="Completed", kinds=DECLINABLE, reasons=OUTCOMES, contacts=_ASKS_YOUTH,
    ),
    Step(
        slug="give_up", action=Action.REFERRAL_DECLINE, side=Side.RECIPIENT, starts=AT_WORK, ends=State.FAILED,
        label="Decline after all", done="Declined after accepting", kinds=DECLINABLE, reasons=GIVING_UP,
        contacts=_ASKS_YOUTH,
    ),
    Step(
        slug="reply", action=Action.REFERRAL_REPLY, side=Side.SENDER, starts=GOING, ends=None,
        label="Answer the question", done="Answered the question", wordy=True, asked=False,
    ),
    Step(
        slug="recall", action=Action.REFERRAL_CANCEL, side=Side.SENDER, starts=GOING, ends=State.CANCELLED,
        label="Take it back", done="Taken back by the sender", kinds=DECLINABLE, reasons=TAKING_BACK, asked=False,
    ),
    Step(
        slug="reopen", action=Action.REFERRAL_REOPEN, side=Side.SENDER,
        starts=frozenset({State.REJECTED, State.COMPLETED, State.FAILED, State.CANCELLED}), ends=State.REQUESTED,
        label="Send it again", done="Sent again", kinds=DECLINABLE, reasons=AGAIN,
    ),
    Step(
        slug="void", action=Action.REFERRAL_CANCEL, side=Side.SENDER,
        starts=frozenset(State) - {State.ENTERED_IN_ERROR},
        ends=State.ENTERED_IN_ERROR, label="Mark as sent by mistake", done="Marked as sent by mistake", reasons=ERRORS,
        asked=False,
    ),
)  # fmt: skip
STEPS: Mapping[str, Step] = {step.slug: step for step in _ALL}
SENT = "sent"
# The steps by which the recipient says that the young person is served, each with the reasons that say so ("" where a
# step has none). "Accepted" and a waiting list are no service.
SERVED: Mapping[str, frozenset[str]] = {
    "begin": frozenset({""}),
    "complete": frozenset({"enrolled", "service_given"}),
}

_STANDINGS = {State.CANCELLED: Standing.CANCELLED, State.ENTERED_IN_ERROR: Standing.ENTERED_IN_ERROR}


def may_follow(step: Step, referral: ReferralFacts, *, veiled: bool = False) -> bool:
    """Whether the step can be taken from where the referral stands.

    veiled: the recipient is confidential and has not named the sender: then a step of the sender depends on the
    sender's own word alone, so that neither a button nor an answer tells what the recipient did.
    """
    if referral.kind not in step.kinds:
        return False
    if step.side is Side.RECIPIENT:
        return referral.standing is Standing.ACTIVE and referral.state in step.starts
    if not veiled:
        return referral.state in step.starts and (step.slug != "reply" or referral.asked)
    return {
        "recall": referral.standing is Standing.ACTIVE,
        "void": referral.standing is not Standing.ENTERED_IN_ERROR,
        "reopen": referral.standing is Standing.CANCELLED,
    }.get(step.slug, False)


def standing_after(step: Step, referral: ReferralFacts) -> Standing:
    """The sender's word after a step: only a step of the sender changes it."""
    if step.side is Side.RECIPIENT or step.ends is None:
        return referral.standing
    return _STANDINGS.get(step.ends, Standing.ACTIVE)


def state_after(step: Step, referral: ReferralFacts) -> State:
    """The state after a step. What the recipient has ended stays ended when the sender takes it back unseen."""
    if step.ends is None:
        return referral.state
    if step.slug == "recall" and referral.state not in step.starts:
        return referral.state
    return step.ends


def holds_slot(step: Step, referral: ReferralFacts) -> bool:
    """Whether after the step it still is the one open referral of its sender for this need to this target.

    INVARIANT: to a confidential program only the sender's own word frees it: a second one that is taken would tell
    that the first had been ended.
    """
    if referral.recipient.confidential:
        return standing_after(step, referral) is Standing.ACTIVE
    after = state_after(step, referral)
    return after in GOING and not (referral.kind is Kind.REPORT and after is State.ACCEPTED)


def title(step: Step, slug: str) -> str:
    """A coded reason in words."""
    return next((choice.title for choice in step.reasons if choice.slug == slug), slug)
