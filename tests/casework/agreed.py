"""Room: tests. Agreements between agencies: officers of two agencies, what they type, and the steps of a story."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from coordination.casework import agreements
from coordination.model.actor import Actor, Role
from coordination.model.ids import AgreementId, new_id
from tests.community import Community

STARTS, LAST = "2026-11-01", "2027-03-31"
OVER = datetime.fromisoformat("2027-04-01T05:00:00+00:00")  # midnight in Chicago after the last day
SIGNED = {"signatory": "Jo Vance, director", "signed_on": "2026-10-20"}


def officer(community: Community, of: str) -> Actor:
    """A privacy officer of the agency in which this person works."""
    return replace(community.actor(of), role=Role.PRIVACY_OFFICER)


def typed(community: Community, *others: str, **given: object) -> dict[str, object]:
    """The form filled in, with these agencies."""
    return {
        "title": "Agreement on teams that investigate",
        "parties": [community.agencies[one] for one in others or ("harbor_cac",)],
        "types": ["report", "child_protection"],
        "starts": STARTS,
        "ends": LAST,
        **SIGNED,
        **given,
    }


def recorded(community: Community, *others: str, **given: object) -> AgreementId:
    """Recorded by child protection's privacy officer and confirmed by nobody else."""
    form = typed(community, *others, **given)
    return agreements.record(community.desk, community.actor("pri_privacy"), form, new_id())  # type: ignore[arg-type]


def confirmed(community: Community, agreement: AgreementId, by: str = "sup_harbor") -> AgreementId:
    """Confirmed by an officer of that person's agency."""
    agreements.confirm(community.desk, officer(community, by), agreement, SIGNED, new_id())
    return agreement
