"""Room: policy. For whom something is open: which programs on the case, and whose places a viewer may know of. Pure.

Both are answers of the same rules as `decide`: a program is put in the place of the viewer and its accesses are read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from coordination.declare.information import InformationType
from coordination.declare.regime import Regime
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.explanation import Access, TypeAccess
from coordination.model.facts import CaseFacts, Holding, Membership, Place
from coordination.model.ids import AppointmentId, Handle, PersonId, ProgramId
from coordination.model.program import Program
from coordination.policy.acts import CASE_ACTS, GETS_FILINGS, ON_THE_TEAM, REFERRAL_ACTS
from coordination.policy.claims import holds, ordered
from coordination.policy.decide import accesses
from coordination.policy.floor import CONSENT_REGIMES
from coordination.policy.rulebook import Rulebook

NOBODY = PersonId("")


def audience(
    rulebook: Rulebook, facts: CaseFacts, owner: Program, information_type: InformationType, now: datetime
) -> frozenset[ProgramId]:
    """The programs on the case whose team members have, or would have, this type of `owner` open at `now`.

    For changed_at and for previews: what waits for a second factor counts as open. The conflict list is left out,
    since a preview must not tell of it; a restriction too, because it closes a case to persons, not to programs.
    """
    return frozenset(
        place.program.id
        for place in facts.places
        if place.in_force(now)
        and access_of_members(rulebook, facts, owner, information_type, place.program, now) == "open"
    )


def programs_present(facts: CaseFacts, now: datetime) -> frozenset[ProgramId]:
    """Every program with a place in force: those whose people see a change of the case itself."""
    return frozenset(place.program.id for place in facts.places if place.in_force(now))


def places_seen(actor: Actor, facts: CaseFacts, now: datetime) -> tuple[Place, ...]:
    """The places in force that the actor may know of, the actor's own first, then by agency and program name.

    A confidential program's place shows to itself, and to the team members of a recipient that its release in force
    names (architecture §3), while its release to the hub is in force too. A court sees its own alone, and whoever waits
    for an order of appointment also sees who coordinates, to be reached.
    """
    seen = [place for place in facts.places if place.in_force(now) and _seen(actor, facts, place, now)]
    order = sorted(seen, key=lambda place: (place.program.agency_name, place.program.name, place.program.id))
    return tuple(sorted(order, key=lambda place: place.program.id != actor.program_id))


def shows_itself_to(program: Program, facts: CaseFacts, other: Program, now: datetime) -> bool:
    """Whether `other` may hear from `program` that it works on this case: a confidential one must have named it in a
    release in force (architecture §3), so that not even a request tells whom it serves."""
    return not program.confidential or any(
        release.sharing_program_id == program.id and release.names(other) and release.in_force(now)
        for release in facts.releases
    )


def may_address(sender: Program, facts: CaseFacts, recipient: Program, now: datetime, *, report: bool) -> bool:
    """Whether `sender` may tell `recipient` that it serves this child, which every referral does.

    Where the very fact of a client is protected (victim services, youth shelters, Part 2 treatment) only under a
    release in force that names the recipient. report: one owed by law needs none (34 USC 12291(b)(2)(E), "specifically
    mandated"), except from a confidential program, which the hub cannot know to be mandated. No court is told: it gets
    what is filed with it (courtroom.py).
    """
    if recipient.court:
        return False
    protected = not sender.regimes.isdisjoint(CONSENT_REGIMES | {Regime.PART_2}) and not report
    return not (sender.confidential or protected) or any(
        release.sharing_program_id == sender.id and release.names(recipient) and release.in_force(now)
        for release in facts.releases
    )


def answers_to(recipient: Program, facts: CaseFacts, sender: Program, now: datetime) -> bool:
    """Whether `sender` may learn what `recipient` does with a referral. A confidential one's answer, outcome and
    silence go back only while its releases name the hub and the sender (architecture §3)."""
    if not recipient.confidential:
        return True
    theirs = [one for one in facts.releases if one.sharing_program_id == recipient.id and one.in_force(now)]
    return any(one.names_hub for one in theirs) and any(one.names(sender) for one in theirs)


def may_carry(rulebook: Rulebook, facts: CaseFacts, parties: tuple[Program, Program], now: datetime) -> set[str]:
    """The information types of which the sender may send along its own records: those that the recipient's people get
    to read, by law or by a release in force, as team members would. parties: sender and recipient."""
    sender, recipient = parties
    joined = replace(facts, places=(*facts.places, Place(program=recipient, since=now)))
    kinds = {held.information_type for held in facts.holdings if held.program.id == sender.id}
    return {kind.value for kind in kinds if access_of_members(rulebook, joined, sender, kind, recipient, now) == "open"}


def may(actor: Actor, facts: CaseFacts, now: datetime) -> frozenset[Action]:
    """Every action about this case, or the referral asked about, that the actor may do now: the buttons of a page.

    Behind each it is asked again.
    """
    table = CASE_ACTS if facts.referral is None else REFERRAL_ACTS
    held: dict[int, bool] = {}  # many actions share one clause, which is then asked once
    for clause in table.values():
        if id(clause) not in held:
            held[id(clause)] = holds(clause, actor, facts, now)
    return frozenset(action for action, clause in table.items() if held[id(clause)])


def _seen(actor: Actor, facts: CaseFacts, place: Place, now: datetime) -> bool:
    if actor.program.court:
        return place.program.id == actor.program_id
    if not ordered(actor.program, facts):
        return place.program.id in {actor.program_id, facts.coordinating_program_id}
    if not place.program.confidential or place.program.id == actor.program_id:
        return True
    theirs = [one for one in facts.releases if one.sharing_program_id == place.program.id and one.in_force(now)]
    named = any(one.names_hub for one in theirs) and any(one.names(actor.program) for one in theirs)
    return named and holds(ON_THE_TEAM, actor, facts, now)


def access_of_members(
    rulebook: Rulebook, facts: CaseFacts, owner: Program, kind: InformationType, program: Program, now: datetime
) -> str:
    """What team members of `program` get of this type of `owner`: "open", "known" or "absent".

    What waits for a second factor counts as open: that is all it waits for. A paper that names single people of the
    program counts as naming it, since one of them may be asking; emergency access is one person's, and does not count.
    """
    found = line_of_members(rulebook, facts, owner, kind, program, now)
    return "absent" if found is None else "known" if found.access is Access.KNOWN else "open"


def line_of_members(
    rulebook: Rulebook, facts: CaseFacts, owner: Program, kind: InformationType, program: Program, now: datetime
) -> TypeAccess | None:
    """The line of the decision that team members of `program` would get for this type of `owner`, or None."""
    viewer = _member_of(program)
    joined = Membership(person_id=NOBODY, program_id=program.id, since=now)
    held = {Holding(program=owner, information_type=kind), *(one for one in facts.holdings if one.program == program)}
    asked = replace(
        facts,
        membership=joined,
        holdings=tuple(held),
        conflict=False,
        restricted=False,
        authorities=tuple(replace(paper, persons=frozenset()) for paper in facts.authorities),
        emergency_until=None,
        interviewers=facts.interviewers & {NOBODY},
    )
    if not holds(GETS_FILINGS if program.court else ON_THE_TEAM, viewer, asked, now):
        return None
    found = accesses(rulebook, viewer, asked, now)
    return next((one for one in found if (one.program_id, one.information_type) == (owner.id, kind)), None)


def _member_of(program: Program) -> Actor:
    """A team member of the program, nobody in particular; decisions about them are never turned into a Grant."""
    return Actor(
        person_id=NOBODY,
        handle=Handle(""),
        name="",
        appointment_id=AppointmentId(""),
        role=Role.WORKER,
        program=program,
        session=Handle(""),
    )
