"""Room: tests. A directory for the community: entries, services, designations and an on-call roster, filed by keepers.

Times are those of tests/community: START is Saturday 21 November 2026, 09:00 in Chicago.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coordination.casework import designations, directory, on_call
from coordination.model.ids import new_id
from coordination.storage import designation_rows
from tests.community import Community

HENNEPIN, AITKIN, KENNEBEC, RAMSEY = "27053", "27001", "23011", "27123"
KEEPERS = {
    "advocates": "sup_safe",
    "cac": "sup_harbor",
    "cps": "sam_cps_supervisor",
    "detectives": "sgt_lake",
}

ENTRY = {
    "about": "Works with children and their caregivers.",
    "business_hours": "Mon-Fri 08:00-17:00",
    "business_number": "218-555-0100",
    "after_hours_number": "218-555-0199",
    "reach": "Ask for the intake worker.",
}
SERVICE: dict[str, str | list[str]] = {
    "name": "Night shelter for youth",
    "needs": ["shelter", "basic_needs"],
    "areas": [HENNEPIN, RAMSEY],
    "about": "Beds for the night and a meal.",
    "eligibility": "12 to 17 years, any gender.",
    "languages": ["eng", "spa"],
    "hours": "Always",
    "number": "218-555-0110",
    "capacity": "6",
    "available": "2",
}
LINE = {
    "who": "Night desk",
    "number": "218-555-0150",
    "roster": "any",
    "starts": "2026-11-20 17:00",
    "ends": "2026-11-23 08:00",
}


@dataclass(slots=True, kw_only=True)
class Almanac:
    """The community's directory under way."""

    community: Community
    services: dict[str, str] = field(default_factory=dict)

    def entry(self, program: str, **typed: str) -> None:
        """Write a program's entry."""
        actor = self.community.actor(KEEPERS[program])
        directory.save_entry(
            self.community.desk, actor, self.community.programs[program].id, {**ENTRY, **typed}, new_id()
        )

    def service(self, program: str, **typed: str | list[str]) -> str:
        """List a service; its id."""
        actor = self.community.actor(KEEPERS[program])
        owner = self.community.programs[program].id
        return directory.add_service(self.community.desk, actor, owner, {**SERVICE, **typed}, new_id())

    def on_call(self, program: str, **typed: str) -> str:
        """Put a line on the roster; its id."""
        actor = self.community.actor(KEEPERS[program])
        owner = self.community.programs[program].id
        return on_call.put(self.community.desk, actor, owner, {**LINE, **typed}, new_id())

    def designate(self, program: str, resource: str, *areas: str, hours: str = "", rank: str = "1") -> None:
        """Designate a program."""
        actor = self.community.actor(KEEPERS[program])
        typed = {"resource": resource, "areas": list(areas), "hours": hours, "rank": rank}
        designations.add(self.community.desk, actor, self.community.programs[program].id, typed, new_id())


def directory_of(community: Community) -> dict[str, dict[str, str]]:
    """A service, a roster line and a designation of every program: program: kind, as the address names it: id."""
    almanac, made = Almanac(community=community), {}
    for slug in KEEPERS:
        almanac.entry(slug)
        almanac.designate(slug, "cac", AITKIN)
        with community.desk.consulting() as cabinet:
            (named,) = designation_rows.facts_of_designations(cabinet, program_id=community.programs[slug].id)
        made[slug] = {
            "services": almanac.service(slug),
            "on-call": almanac.on_call(slug),
            "designations": named.id,
        }
    return made
