"""Room: casework. What an agency's administrator changes alone: the people, programs and providers of the own agency.

Each change is a fragment of a roster file, read, checked and applied by the code of `roster load`, so there is one set
of checks. `reach` says whose agency a fragment touches; whatever reaches beyond one's own needs a second administrator
(casework/role_changes). INVARIANT: nobody changes their own line or appointments.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from coordination.casework.desk import Desk, Work
from coordination.casework.roster_check import check
from coordination.casework.roster_file import read
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.administration import AgencyPage, MembershipCount, StaffLine
from coordination.model.errors import Invalid, Refused
from coordination.model.ids import Handle, PersonId, new_id
from coordination.model.roster import PASSKEYS, RosterFacts, RosterFile
from coordination.storage import agency_rows, passkey_rows, role_change_rows, roster_changes, roster_known
from coordination.storage.cabinet import Cabinet

Data = Mapping[str, object]
NO_SECRETS: Mapping[str, str] = {}
NOT_YOURSELF = "You cannot change your own place on the roster. Ask another administrator."


def page(desk: Desk, actor: Actor) -> AgencyPage:
    """The roster of the administrator's agency; logged."""
    grant = desk.ask_general(actor, Action.ROSTER_READ)
    with desk.opened(grant) as cabinet:
        return AgencyPage(
            slug=agency_rows.facts_of_agency_slug(cabinet, actor.agency_id),
            people=tuple(agency_rows.facts_of_staff(cabinet, actor.agency_id)),
            programs=tuple(agency_rows.facts_of_own_programs(cabinet, actor.agency_id)),
            issuers=tuple(agency_rows.facts_of_own_issuers(cabinet, actor.agency_id)),
            waiting=len(role_change_rows.facts_of_changes(cabinet, actor)),
        )


def person(desk: Desk, actor: Actor, person_id: PersonId) -> StaffLine:
    """One person of the agency; logged. Refused alike for who is absent and for who works elsewhere."""
    only_for_administrators(desk, actor, Action.ROSTER_READ)
    with desk.consulting() as cabinet:
        found = agency_rows.facts_of_staff(cabinet, actor.agency_id, person_id)
    if not found:
        desk.refuse(actor, Action.ROSTER_READ)
    desk.ask_general(actor, Action.ROSTER_READ, objects=[found[0].handle])
    return found[0]


def memberships(desk: Desk, actor: Actor) -> list[MembershipCount]:
    """Who holds how many places on open cases, as numbers alone; logged."""
    grant = desk.ask_general(actor, Action.MEMBERSHIP_COUNT)
    with desk.opened(grant) as cabinet:
        return agency_rows.facts_of_membership_counts(cabinet, actor)


def change(desk: Desk, actor: Actor, data: Data, key: str, secrets: Mapping[str, str] = NO_SECRETS) -> str:
    """Apply a fragment of a roster that touches the own agency alone, whole or not at all; one entry.

    Invalid maps each place of the fragment ("people 1") to its sentence. Refused when it reaches another agency.
    Whoever it ends opens nothing from their next request on, and their sessions end in the same commit.
    """
    file = read(data, secrets)
    made = new_handles(desk, file)

    def work(w: Work) -> str:
        own = agency_rows.facts_of_agency_slug(w.cabinet, actor.agency_id)
        if any(line.issuer == PASSKEYS + own for line in file.people):
            passkey_rows.ensure_issuer(w.cabinet, w.grant, own)
        known = roster_known.facts_of_roster(w.cabinet)
        if reach(known, file) != {own}:
            raise Refused(reason="other_agency")
        apply(desk, w.cabinet, actor, known, file, made)
        return actor.agency_id

    objects, about = handles_of(desk, file, made), _about(data)
    return desk.act_general(actor, Action.ROSTER_CHANGE, work, key=key, about=about, objects=objects)


def _about(data: Data) -> str:
    """What a fragment is about, for its form's key: all of it but the subject of somebody who gets a passkey and a
    first appointment, since that is drawn anew when the same form comes again."""
    text = json.dumps(data, sort_keys=True, default=str)
    return re.sub(r'"subject": "[0-9a-f]{32}"', "", text) if {"people", "appointments"} <= data.keys() else text


def apply(
    desk: Desk, cabinet: Cabinet, actor: Actor, known: RosterFacts, file: RosterFile, made: roster_changes.Made
) -> None:
    """Check a fragment against the roster as it stands and write it, in an act's own transaction."""
    defects = check(desk.catalog, known, file)
    if defects:
        raise Invalid(defects)
    not_oneself(actor, known, file)
    roster_changes.apply(cabinet, dict(desk.catalog.partner_types), known, file, made)


def only_for_administrators(desk: Desk, actor: Actor, action: Action) -> None:
    """Refuse every other role before a form tells anything, be it by a sentence or by its cost."""
    if actor.role is not Role.ADMINISTRATOR:
        desk.refuse(actor, action)


def reach(known: RosterFacts, file: RosterFile) -> set[str]:
    """The agencies, by slug, whose people, programs or providers a fragment changes; a new agency's own slug included.

    A person belongs to every agency in which they have an appointment in force, else where they had one, else to all
    for which their provider speaks. So giving somebody of another agency work here reaches that agency too; taking
    away one's own work does not. A provider belongs to all agencies for which it speaks, before or after.
    """
    programs = {slug: entry.line.agency for slug, entry in known.programs.items()}
    programs |= {line.slug: line.agency for line in file.programs}
    issuers = {url: entry.line.agencies for url, entry in known.issuers.items()}
    reached = {line.slug for line in file.agencies} | {line.agency for line in file.programs}
    for program in file.programs:
        before = known.programs.get(program.slug)
        reached |= {before.line.agency} if before else set()
    for issuer in file.issuers:
        reached |= issuer.agencies | issuers.get(issuer.url, frozenset())
        issuers[issuer.url] = issuer.agencies
    new = {(line.issuer, line.subject) for line in file.people} - known.people.keys()
    for line in file.appointments:
        who = (line.issuer, line.subject)
        reached |= {programs[line.program]} if line.program in programs else set()
        reached |= set() if line.ended or who in new else _work_of(known, who, programs)
    for person in file.people:
        who = (person.issuer, person.subject)
        given = {
            programs.get(one.program, one.program)
            for one in file.appointments
            if (one.issuer, one.subject) == who and who in new
        }
        reached |= given or _work_of(known, who, programs) or set(issuers.get(person.issuer, frozenset()))
    return reached


def _work_of(known: RosterFacts, who: tuple[str, str], programs: Mapping[str, str]) -> set[str]:
    """The agencies for which somebody works, or else worked."""
    now = {programs[key[2]] for key in known.appointments if key[:2] == who}
    return now or {programs[key[2]] for key in known.past if key[:2] == who}


def not_oneself(actor: Actor, known: RosterFacts, file: RosterFile) -> None:
    """Invalid when a fragment changes the actor's own line or appointments."""
    named = _named(file)
    if actor.person_id in {known.people[who].id for who in named if who in known.people}:
        raise Invalid({"yourself": NOT_YOURSELF}, NOT_YOURSELF)


def _named(file: RosterFile) -> set[tuple[str, str]]:
    """Whom a fragment names."""
    people = {(line.issuer, line.subject) for line in file.people}
    return people | {(line.issuer, line.subject) for line in file.appointments}


def new_handles(desk: Desk, file: RosterFile) -> dict[tuple[str, ...], Handle]:
    """Handles for the lines that are not on the roster yet, so that the entry of the change can name them."""
    with desk.consulting() as cabinet:
        known = roster_known.facts_of_roster(cabinet)
    lines: Iterable[tuple[str, ...]] = (
        *(("agency", line.slug) for line in file.agencies if line.slug not in known.agencies),
        *(("program", line.slug) for line in file.programs if line.slug not in known.programs),
        *(("issuer", line.url) for line in file.issuers if line.url not in known.issuers),
        *(("person", p.issuer, p.subject) for p in file.people if (p.issuer, p.subject) not in known.people),
    )
    return {line: Handle(new_id()) for line in lines}


def handles_of(desk: Desk, file: RosterFile, made: Mapping[tuple[str, ...], Handle]) -> list[Handle]:
    """What the entry of a change names: everything the fragment touches, new and known."""
    with desk.consulting() as cabinet:
        known = roster_known.facts_of_roster(cabinet)
    people = _named(file)
    slugs = {line.slug for line in file.programs} | {line.program for line in file.appointments}
    found = [
        *(known.agencies[line.slug].handle for line in file.agencies if line.slug in known.agencies),
        *(known.programs[slug].handle for slug in sorted(slugs) if slug in known.programs),
        *(known.issuers[line.url].handle for line in file.issuers if line.url in known.issuers),
        *(known.people[who].handle for who in sorted(people) if who in known.people),
    ]
    return [*found, *made.values()]
