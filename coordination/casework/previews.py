"""Room: casework. What would they see? Asked on forms of teams, referrals, records, files; nothing is done by asking.

The caller has written the entry of the look at the team (teams.read) or at the form (referrals.offer). What may be told
is for policy/would_see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from coordination.casework import referral_form
from coordination.casework.desk import Desk
from coordination.casework.endangerment import withheld
from coordination.casework.referral_form import MOST_RECORDS, Typed, unreachable
from coordination.casework.referrals import SENDING, Offer
from coordination.casework.release_typed import text
from coordination.declare.form import Form
from coordination.declare.information import InformationType
from coordination.declare.missing_forms import DANGERS, POSTER
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.errors import Invalid
from coordination.model.facts import CaseFacts, RecordFacts
from coordination.model.ids import PersonId, ProgramId
from coordination.model.program import Program
from coordination.model.referrals import Kind
from coordination.model.release import Gain
from coordination.model.sight import Share, Sight
from coordination.model.team import TeamPage
from coordination.policy import would_see
from coordination.policy.audience import access_of_members, asked_about, places_seen
from coordination.policy.redisclosure import warnings
from coordination.policy.staging import told_before

ASKED = "would-see"
"""The button's name. No question of a form can be called so: its slugs have no hyphen."""

LIMITS = (
    "Only what you may know of is told here. What other programs open by releases or papers of their own, and whether "
    "a confidential program works with the young person, is left out."
)
LIMITS_OF_A_RECORD = (
    "A confidential program reads it only under a release of yours that names it. Whether one works with the young "
    "person is not told here."
)
RESTRICTED = "This case is restricted. Whoever is not named sees nothing of it, whatever stands here."
OF_A_FORM = {
    DANGERS.slug: "What puts a missing child in danger is for your program and for police, whatever a release opens.",
    POSTER.slug: (
        "This is the draft. Once a supervisor of child protection and police let it go, anybody may read the poster."
    ),
}
"""What holds of a form, beside what holds of its type."""

CHOSEN_AGAIN = "If you had chosen a file, choose it again: a browser does not send one twice. Nothing of it was kept."
UNREAD = "What was already read cannot be unread."
CONFIDENTIAL = (
    "Asking them opens nothing. A confidential program sees something only after the young person’s release names the "
    "hub. This page says the same whether or not they work with the young person."
)
COURT = "A court sees no case. It gets what is filed with it, and nothing else."
TO_A_CONFIDENTIAL_ONE = "You will see only that it arrived. Whether they work with the young person is not told."


def invitation(desk: Desk, actor: Actor, page: TeamPage, program_id: ProgramId) -> Sight:
    """What a program would see from its place on. Raises Invalid on `program`."""
    facts = _asked(desk, actor, page, Action.TEAM_INVITE)
    program = next((one for one in page.invitable if one.id == program_id), None)
    if program is None:
        raise Invalid({"program": "Choose a program from the list."})
    return _on_the_team(desk, actor, facts, program)


def end_of_place(desk: Desk, actor: Actor, page: TeamPage, program_id: ProgramId) -> Sight:
    """What the people of a program would see no more. One whose place is hidden is refused as an absent one."""
    facts = _asked(desk, actor, page, Action.TEAM_END)
    program = next((line.program for line in page.team.programs if line.program.id == program_id), None)
    if program is None:
        desk.refuse(actor, Action.TEAM_END, facts, reason="no_place")
    says = f"If you end the place of {program.name}, its people open nothing of this case here any more. {UNREAD}"
    shares = () if program.court else _shares(desk, actor, facts, program, lost=True)
    return Sight(says=(says, *_restricted(facts)), limits=LIMITS, under="Without their place", shares=shares)


def assignment(desk: Desk, actor: Actor, page: TeamPage, person_id: PersonId) -> Sight:
    """What a person of the actor's own program would see. Raises Invalid on `person`."""
    facts = _asked(desk, actor, page, Action.MEMBER_ASSIGN)
    person = next((one for one in page.assignable if one.person_id == person_id), None)
    if person is None:
        raise Invalid({"person": "Choose a person from the list."})
    theirs, waits = asked_about(facts, person_id), (actor.program, facts, desk.now, list(InformationType))
    says = f"If you assign {person.name}, this changes on their next click. They also see the team of this case."
    return Sight(
        says=(says, *_restricted(facts)),
        limits=LIMITS,
        under="On the team",
        shares=_shares(desk, actor, theirs, actor.program, keeps_own=person.role == Role.SUPERVISOR),
        warnings=(*warnings(actor.program), *told_before(*waits, interviewing=person_id in facts.interviewers)),
    )


def end_of_membership(desk: Desk, actor: Actor, page: TeamPage, person_id: PersonId) -> Sight:
    """What a person of the actor's own program would see no more; somebody who is not on the team is absent."""
    facts = _asked(desk, actor, page, Action.MEMBER_END)
    ours = [mate for line in page.team.programs if line.program.id == actor.program_id for mate in line.people]
    mate = next((one for one in ours if one.person_id == person_id), None)
    if mate is None:
        desk.refuse(actor, Action.MEMBER_END, facts, reason="absent")
    says = f"If you take {mate.name} off the team, this changes on their next click. {UNREAD}"
    own = f"A supervisor of {actor.program.name} keeps what your program filed."
    return Sight(
        says=(says, own, *_restricted(facts)),
        limits=LIMITS,
        under="Off the team",
        shares=_shares(desk, actor, facts, actor.program, lost=True),
    )


def record(desk: Desk, actor: Actor, facts: CaseFacts, form: Form) -> Sight:
    """Who on the case, as far as the actor may know of them, reads what is filed on this form, and through whom."""
    kind = form.information_type
    gains = _readers(desk, actor, facts, kind, form.slug)
    reads = f"Team members of {actor.program.name} and its supervisors read it."
    filed = _filed(actor, gains, f"It is filed under {kind.words}.", reads)
    says = (*_of_a_form(form.slug), filed, *_restricted(facts))
    return Sight(says=says, limits=LIMITS_OF_A_RECORD, under="Once it is filed", gains=gains)


def asked(desk: Desk, actor: Actor, facts: CaseFacts, form: Form) -> Sight:
    """The same where the page itself names nobody on the case: logged as the look at the team that it is."""
    desk.ask(actor, Action.TEAM_READ, facts)
    return record(desk, actor, facts, form)


def file(desk: Desk, actor: Actor, facts: CaseFacts, record: RecordFacts) -> Sight:
    """Who on the case takes out a file that is attached to this record: whoever reads the record."""
    kind = record.information_type
    gains = _readers(desk, actor, facts, kind, record.form)
    reads = f"Whoever reads the record can take it out: team members of {actor.program.name} and its supervisors."
    filed = _filed(actor, gains, f"It is filed under {kind.words}, like its record.", reads)
    says = (CHOSEN_AGAIN, *_of_a_form(record.form), filed, *_restricted(facts))
    return Sight(says=says, limits=LIMITS_OF_A_RECORD, under="Once it is attached", gains=gains)


def referral(desk: Desk, actor: Actor, offered: Offer, typed: Typed) -> Sight:
    """What the recipient of a referral would learn. Needs no more of the form than whom it goes to. Raises Invalid."""
    facts = desk.facts(actor, offered.case_id)
    if not desk.judge(actor, SENDING[offered.kind], facts).allowed:
        desk.refuse(actor, SENDING[offered.kind], facts)
    wrong: dict[str, str] = {}
    recipient = next((one for one in offered.recipients if one.id == text(typed, "recipient")), None)
    if recipient is None:
        wrong["recipient"] = "Choose a program from the list."
    chosen = referral_form.records_of(typed, [head for head, _ in offered.records], wrong)
    if wrong or recipient is None:
        raise Invalid(wrong)
    if refused := unreachable(actor, facts, recipient, desk.now, offered.kind):
        raise Invalid({"recipient": refused})
    gains = would_see.of_referral(desk.rulebook, actor, facts, recipient, frozenset(chosen.values()), desk.now)
    place = _on_the_team(desk, actor, facts, recipient) if offered.kind is Kind.CASE else None
    return Sight(
        says=(*_learns(actor, offered.kind, recipient, chosen=bool(chosen)), *_closed(gains)),
        limits=LIMITS,
        under="When it is sent",
        gains=tuple(gains),
        shares=place.shares if place else (),
        warnings=warnings(recipient),
    )


def _readers(desk: Desk, actor: Actor, facts: CaseFacts, kind: InformationType, form: str) -> tuple[Gain, ...]:
    """By recipient, as far as the actor may know of them; nothing opens to whom the form itself is kept back from."""

    def kept(gain: Gain) -> Gain:
        if not withheld(desk.catalog, form, actor.program_id, gain.recipient):
            return gain
        now, then = ("absent" if access == "open" else access for access in (gain.now, gain.then))
        return replace(gain, now=now, then=then, warnings=())

    gains = would_see.of_record(desk.rulebook, actor, facts, kind, desk.now)
    return tuple(kept(gain) for gain in (*gains, *_courts(desk, actor, facts, kind)))


def _courts(desk: Desk, actor: Actor, facts: CaseFacts, kind: InformationType) -> list[Gain]:
    """A court reads what is filed with it, and is named where this is; of other types it gets nothing, and no row."""
    courts = [one.program for one in places_seen(actor, facts, desk.now) if one.program.court]
    reads = partial(access_of_members, desk.rulebook, facts, actor.program, kind)
    filed = any((one.program.id, one.information_type) == (actor.program_id, kind) for one in facts.holdings)
    return [
        Gain(recipient=one, information_type=kind, now="open" if filed else "absent", then="open")
        for one in courts
        if one.id != actor.program_id and reads(one, desk.now) == "open"
    ]


def _filed(actor: Actor, gains: tuple[Gain, ...], under: str, reads: str) -> str:
    if not gains:
        return f"{under} Nobody but {actor.program.name} is on this case, as far as you can see."
    return f"{under} {reads} For the others on this case:"


def _of_a_form(slug: str) -> tuple[str, ...]:
    return (OF_A_FORM[slug],) if slug in OF_A_FORM else ()


def _learns(actor: Actor, kind: Kind, recipient: Program, *, chosen: bool) -> tuple[str, ...]:
    """The fields of a referral that its recipient reads, as referrals/read.html shows them."""
    asked = {
        Kind.SERVICE: "the need, what the young person said, ",
        Kind.CASE: "what the young person said, ",
        Kind.REPORT: "",
    }[kind]
    first = (
        f"{recipient.name} would read that {actor.program.name} works with this young person, your name, the number of "
        f"the case, {asked}how urgent it is, any wish not to be contacted, and what you write to them."
    )
    says = [first]
    if kind is Kind.CASE:
        says.append("They do not get the case with it. When they accept, they get a place on it, and see what follows.")
    else:
        says.append("They do not get the case.")
    if not chosen:
        says.append(f"No record goes along. You may choose up to {MOST_RECORDS}.")
    if recipient.confidential:
        says.append(TO_A_CONFIDENTIAL_ONE)
    return tuple(says)


def _closed(gains: Iterable[Gain]) -> tuple[str, ...]:
    """What was chosen and could not go along, said before sending says it."""
    shut = [gain.information_type.words for gain in gains if gain.then != "open"]
    return (f"{referral_form.closed(shut)} Until then leave such records out.",) if shut else ()


def _on_the_team(desk: Desk, actor: Actor, facts: CaseFacts, program: Program) -> Sight:
    if program.confidential:  # INVARIANT: made of nothing but the program, so that its place, if any, does not show
        return Sight(says=(CONFIDENTIAL,), limits=LIMITS, under="", warnings=warnings(program))
    says = (
        f"If you invite {program.name}, this changes for whoever its supervisor assigns. They also see that the case "
        "is here, its number and its team."
    )
    if program.court:
        return Sight(says=(COURT,), limits=LIMITS, under="", warnings=warnings(program))
    waits = told_before(program, facts, desk.now, list(InformationType))
    return Sight(
        says=(says, *_restricted(facts)),
        limits=LIMITS,
        under="On the team",
        shares=_shares(desk, actor, facts, program),
        warnings=(*warnings(program), *waits),
    )


def _shares(
    desk: Desk, actor: Actor, facts: CaseFacts, program: Program, *, lost: bool = False, keeps_own: bool = False
) -> tuple[Share, ...]:
    """The rows: by whose it is and what becomes of it. What shows neither before nor after makes none.

    keeps_own: the person reads what their program filed already.
    """
    held = {slug: partner.holds for slug, partner in desk.catalog.partner_types.items()}
    rows: dict[tuple[str, str, str], Share] = {}
    for owner, kind, access in would_see.of_place(desk.rulebook, actor, facts, program, held, desk.now):
        without = access if keeps_own and owner.id == program.id else "absent"
        now, then = (access, without) if lost else (without, access)
        if (now, then) == ("absent", "absent"):
            continue
        row = rows.get((owner.id, now, then))
        types = (*(row.types if row else ()), kind)
        rows[owner.id, now, then] = Share(owner=owner, types=types, now=now, then=then)
    return tuple(rows.values())


def _asked(desk: Desk, actor: Actor, page: TeamPage, action: Action) -> CaseFacts:
    """The facts, for whoever may do it; refused as the act itself would be."""
    facts = desk.facts(actor, page.case_id)
    if action not in page.actions:
        desk.refuse(actor, action, facts)
    return facts


def _restricted(facts: CaseFacts) -> tuple[str, ...]:
    return (RESTRICTED,) if facts.restricted else ()
