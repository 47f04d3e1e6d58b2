"""Room: tests. One person before one site, and what the oracle says about the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coordination.model.action import Action
from coordination.model.actor import Role
from tests.community import OVERSEES, PEOPLE, Community
from tests.matrix import oracle, referral_oracle
from tests.matrix.cells import SETTLED_BY_RELEASE_ONLY, settled
from tests.matrix.oracle import Held, Situation, Viewer
from tests.matrix.sites import UNRELEASED, WORKING, Site
from tests.matrix.situations import HUB_STATES, RELEASE_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One person before one site, and what the oracle says about the two."""

    community: Community
    slug: str
    site: Site

    @property
    def program(self) -> str:
        """The slug of their program."""
        return PEOPLE[self.slug][1]

    @property
    def role(self) -> Role:
        """Their role."""
        return PEOPLE[self.slug][2]

    @property
    def viewer(self) -> Viewer:
        """The person as the oracle knows them."""
        here = self.community.programs[self.program]
        return Viewer(
            role=self.role.value,
            partner_type=here.partner_type,
            program=here.id,
            agency=here.agency_id,
            government=here.government,
            confidential=here.confidential,
            stepped_up=False,
            oversees=self.slug in OVERSEES,
        )

    @property
    def situation(self) -> Situation:
        """The site as the oracle knows it."""
        name, mine = self.site.name, self.program
        coordinates = {"handed_to_cac": "cac", "handed_to_detectives": "detectives"}.get(name, "cps")
        offered = {"handed_to_cac": "detectives", "handed_to_detectives": "cac"}.get(name, "")
        here = self.site.present and name != "not_placed" and not (mine == "advocates" and name == "hub_none")
        hub = "in_force" if mine == "advocates" and self.site.present else "none"
        return Situation(
            present=self.site.present,
            case_open=self.site.present and name != "closed",
            viewer_program_placed=here,
            viewer_member=here and name != "placed" and self.role in WORKING,
            coordinates=coordinates == mine,
            offered=offered == mine,
            conflict=name == "conflict",
            restricted=name.startswith("restricted"),
            named=name == "restricted_named",
            hub_release=HUB_STATES.get(name, hub) if mine == "advocates" else "none",
        )

    def may(self, action: Action, situation: Situation | None = None) -> bool:
        """What the oracle says, or where it marked a doubt, what was settled."""
        known = situation or self.situation
        answer = settled(action, self.viewer, known)
        return referral_oracle.may(action.value, self.viewer, known) if answer is None else answer

    def held(self, program: str, information_type: str) -> Held:
        """This type of this program's, with the release on it to the viewer."""
        owner = self.community.programs[program]
        named = information_type not in UNRELEASED.get(program, ()) and program != self.program
        state = RELEASE_STATES.get(self.site.name, "in_force")
        if owner.confidential and self.site.name in HUB_STATES:
            state = "none"  # what it released ends with its release to the hub, since it could stop nothing any more
        return Held(
            owner_program=owner.id,
            owner_agency=owner.agency_id,
            owner_partner_type=owner.partner_type,
            owner_confidential=owner.confidential,
            owner_regimes=frozenset(regime.value for regime in owner.regimes),
            owner_jurisdictions=owner.jurisdictions,
            information_type=information_type,
            release_to_viewer=state if named and self.program != "advocates" else "none",
        )

    def sees(self, program: str, information_type: str) -> str:
        """open, step_up, known or absent."""
        # Settled: when a confidential program's release to the hub ends, its other releases open nothing.
        if not self.site.present or (program == "advocates" != self.program and self.site.name in HUB_STATES):
            return "absent"
        held = self.held(program, information_type)
        answer = oracle.sees(self.viewer, self.situation, held)
        by_law = information_type in SETTLED_BY_RELEASE_ONLY and program == "cps" != self.program
        return "known" if by_law and answer == "open" and held.release_to_viewer != "in_force" else answer


def everybody(community: Community, sites: Mapping[str, Site]) -> Iterator[Judged]:
    """Every person before every site."""
    for slug in PEOPLE:
        for site in sites.values():
            yield Judged(community=community, slug=slug, site=site)
