"""Room: tests. Referrals as most stories begin with them: a case of child protection, something sent, a step taken."""

from __future__ import annotations

from coordination.casework import referrals
from coordination.model.ids import CaseId, ReferralId, new_id
from coordination.model.referral_steps import STEPS
from coordination.model.referrals import Kind
from tests.community import Community

SERVICE = {
    "need": "education",
    "urgency": "routine",
    "agreement": "agreed",
    "message": "She would like to finish tenth grade.",
}


def sent(
    community: Community, case_id: CaseId, to: str, by: str = "ana_cps_worker", kind: str = "service", **typed: object
) -> ReferralId:
    """A referral sent by this person to this program."""
    form = {**SERVICE, "recipient": community.programs[to].id, **typed}
    asked = {name: value if isinstance(value, tuple) else str(value) for name, value in form.items()}
    return referrals.send(community.desk, community.actor(by), case_id, Kind(kind), asked, new_id())


def took(community: Community, referral: ReferralId, slug: str, by: str, **typed: str) -> None:
    """A step of this person's."""
    step = STEPS[slug]
    form = {"step": slug, **typed}
    referrals.take(community.desk, community.actor(by), referral, step.action, form, new_id())
