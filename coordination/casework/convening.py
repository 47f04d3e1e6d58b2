"""Room: casework. Convene the team: the child advocacy center of a county, or whom the law names where there is none.

INVARIANT: of confidential programs only the own program's invitations count. Whether one takes part is never told here,
whatever it released to whom (architecture §3: quorums count invitations to them, never attendance).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coordination.casework import consultations, designations
from coordination.casework.desk import Desk
from coordination.casework.teams import team_of
from coordination.declare.team_rule import Invitee, TeamRule
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.counties import COUNTIES, County
from coordination.model.ids import CaseId, ProgramId
from coordination.model.on_call import ResourceAnswer
from coordination.model.program import Program
from coordination.policy.audience import may
from coordination.storage import case_rows, team_rows

NO_TEAM_RULE = (
    "No rule about a team without a center is encoded for your program’s state. Invite whom the child needs, with your "
    "supervisor. Every deadline runs as before."
)
NO_SUCH_COUNTY = "Choose a county from the list."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One required invitee: who of them is on the team or invited, in words, and who could still be invited."""

    invitee: Invitee
    there: tuple[str, ...]
    invited: tuple[str, ...]
    could_be: tuple[Program, ...]

    @property
    def missing(self) -> bool:
        """Whether nobody of them was asked yet."""
        return not self.there and not self.invited


@dataclass(frozen=True, slots=True, kw_only=True)
class Convening:
    """The page. center: the centers to turn to, best first. local: one of them is designated for this very county.

    on_team: the programs that the viewer knows to be there. rule: the team of the law where no center is local, or None
    and then `sentence` says so. brings, invites, consults: what the viewer may do.
    """

    case_id: CaseId
    reference: str
    county: County | None
    wrong: str
    center: ResourceAnswer | None
    local: bool
    on_team: frozenset[ProgramId]
    rule: TeamRule | None
    sentence: str
    asked: tuple[Asked, ...]
    brings: bool
    invites: bool
    consults: bool


def page(desk: Desk, actor: Actor, case_id: CaseId, county: str) -> Convening:
    """Whom to turn to in a county (five digits, "" for none yet). Logged as a look at the team."""
    facts = desk.facts(actor, case_id)
    grant = desk.ask(actor, Action.TEAM_READ, facts)
    with desk.opened(grant) as cabinet:
        team = team_of(cabinet, grant, actor, facts)
        sent = {one.program_id: one.program_name for one in team_rows.invited(cabinet, grant)}
        at_work = team_rows.facts_of_programs_at_work(cabinet)
        reference = case_rows.headers(cabinet, grant)[facts.case_id].reference
    here = COUNTIES.get(county)
    center = designations.resource(desk, "cac", county, desk.now) if here else None
    local = center is not None and any(choice.miles == 0 for choice in center.choices)
    rule = _rule(desk, actor) if center is not None and not local else None
    seen = [line.program for line in team.programs if not line.program.confidential]
    actions = may(actor, facts, desk.now)
    return Convening(
        case_id=facts.case_id,
        reference=reference,
        county=here,
        wrong=NO_SUCH_COUNTY if county and here is None else "",
        center=center,
        local=local,
        on_team=frozenset(line.program.id for line in team.programs),
        rule=rule,
        sentence=NO_TEAM_RULE if center is not None and not local and rule is None else "",
        asked=tuple(_asked(one, seen, sent, at_work) for one in rule.invitees) if rule else (),
        brings=Action.REFERRAL_BRING in actions,
        invites=Action.TEAM_INVITE in actions,
        consults=Action.RECORD_FILE in actions and consultations.asked_for(desk, actor),
    )


def _rule(desk: Desk, actor: Actor) -> TeamRule | None:
    places = (desk.catalog.jurisdictions.get(slug) for slug in sorted(actor.program.jurisdictions))
    return next((place.team_without_center for place in places if place and place.team_without_center), None)


def _asked(invitee: Invitee, seen: Sequence[Program], sent: dict[ProgramId, str], at_work: Sequence[Program]) -> Asked:
    of_them = [one for one in at_work if one.partner_type in invitee.partner_types]
    there = [one for one in seen if one.partner_type in invitee.partner_types]
    invited = [one for one in of_them if one.id in sent and one.confidential]
    done: Collection[ProgramId] = {one.id for one in (*there, *invited)}
    return Asked(
        invitee=invitee,
        there=tuple(f"{one.agency_name}, {one.name}" for one in there),
        invited=tuple(sent[one.id] for one in invited),
        could_be=tuple(one for one in of_them if one.id not in done),
    )
