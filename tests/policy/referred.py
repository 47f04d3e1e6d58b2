"""Room: tests. A referral of the village, made by name: from child protection to the clinic unless told otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from coordination.declare import InformationType
from coordination.model.facts import CaseFacts
from coordination.model.ids import Handle, PersonId, RecordId, ReferralId, new_id
from coordination.model.program import Program
from coordination.model.referrals import Carried, Kind, ReferralFacts, Standing, State, Urgency
from tests.policy.village import CLINIC, COUNTY, NOW


def referral(
    sender: Program = COUNTY,
    recipient: Program = CLINIC,
    *carried: InformationType,
    **changed: Any,  # noqa: ANN401 - any field of it
) -> ReferralFacts:
    """A service referral sent now; carried: types of the sender's records that go along."""
    one = ReferralFacts(
        referral_id=ReferralId(new_id()),
        handle=Handle(new_id()),
        case_id=changed.pop("case_id", ""),
        case_reference="AAAA-0000",
        kind=Kind.SERVICE,
        need="education",
        urgency=Urgency.ROUTINE,
        agreement="agreed",
        no_contact=False,
        sender=sender,
        recipient=recipient,
        sent_by=PersonId(new_id()),
        sent_by_name="Robin Example",
        sent_at=NOW,
        state=State.REQUESTED,
        standing=Standing.ACTIVE,
        changed_at=NOW,
        opened_at=None,
        asked=False,
        carried=tuple(Carried(record_id=RecordId(new_id()), program=sender, information_type=kind) for kind in carried),
    )
    return replace(one, **changed)


def about(facts: CaseFacts, one: ReferralFacts) -> CaseFacts:
    """The facts of a case with this referral asked about."""
    return replace(facts, referral=replace(one, case_id=facts.case_id))
