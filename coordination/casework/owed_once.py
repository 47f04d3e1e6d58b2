"""Room: casework. Duties that are owed once on a case: told a second time, they are not started again.

Maine IV.D-2B B.1: "will be made immediately (if not done so already)". Two screens of one child, or a screen after a
report that intake sent, do not owe the district attorney two reports.
"""

from __future__ import annotations

from coordination.casework.work import Work
from coordination.declare.deadline import DeadlineRule
from coordination.model.deadline import State
from coordination.model.referrals import Kind, ReferralFacts
from coordination.model.referrals import State as Sent
from coordination.partners.catalog import Catalog
from coordination.storage import deadlines, referral_facts

_TAKEN_BACK = frozenset({Sent.CANCELLED, Sent.ENTERED_IN_ERROR})


def done(catalog: Catalog, w: Work, rule: DeadlineRule) -> bool:
    """Whether the actor's program owes this duty on the case already, or has done it by what it sent in the hub.

    INVARIANT: what a confidential program does changes nothing here: only what the actor's own program owes and sent.
    """
    if not rule.duty:
        return False
    program = w.grant.actor.program_id
    same = {one.slug for place in catalog.jurisdictions.values() for one in place.deadlines if one.duty == rule.duty}
    owed = [one for one in deadlines.open(w.cabinet, w.grant) if one.program_id == program and one.rule in same]
    if any(one.state is not State.WITHDRAWN for one in owed):
        return True
    sent = referral_facts.facts_of_case(w.cabinet, program, w.facts.case_id)
    return any(is_it(rule, one) for one in sent if one.sender.id == program)


def is_it(rule: DeadlineRule, one: ReferralFacts) -> bool:
    """Whether a referral in the hub is what the rule asks for: brought or reported to one of whom it names."""
    right = one.recipient.partner_type in rule.sent_to and one.kind in {Kind.CASE, Kind.REPORT}
    return right and one.state not in _TAKEN_BACK
