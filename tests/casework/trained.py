"""Room: tests. Certificates as most stories about training begin with them, and the same law with a stricter rule."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from coordination.casework import training
from coordination.casework.desk import Desk
from coordination.declare.training import Lapse
from coordination.model.ids import new_id
from tests.community import Community

TRAFFICKING, SETTING, LICENSE = "mn_trafficking_response", "mn_certified_setting_staff", "clinical_license"
SPECIALIZED = "mn_specialized_setting"


def certified(
    community: Community, who: str, slug: str = TRAFFICKING, *, by: str = "adm_north", ends: str = "", **typed: str
) -> str:
    """Somebody has a certificate, entered by this keeper; its id."""
    form = {"training": slug, "completed": "2026-03-02", "ends": ends, "evidence": "Academy, number 1182", **typed}
    return training.enter(community.desk, community.actor(by), community.people[who], form, new_id())


def strict(desk: Desk) -> Desk:
    """The same desk where Minnesota's rules refuse what they only warn of."""
    place = desk.catalog.jurisdictions["us_minnesota"]
    made = replace(
        place,
        trainings=tuple(replace(one, lapsed=Lapse.REFUSE) for one in place.trainings),
        certifications=tuple(replace(one, expired=Lapse.REFUSE) for one in place.certifications),
    )
    places = MappingProxyType({**desk.catalog.jurisdictions, "us_minnesota": made})
    return replace(desk, catalog=replace(desk.catalog, jurisdictions=places))
