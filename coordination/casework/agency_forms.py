"""Room: casework. What an administrator types, turned into a fragment of a roster file that touches one agency.

A form's own defects are told beside its fields; all that follows is judged by casework/administration and the checks of
`roster load`. What is not on the own agency's roster is refused like what is absent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coordination.casework import administration
from coordination.casework.administration import NO_SECRETS
from coordination.casework.desk import Desk
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.administration import StaffLine
from coordination.model.errors import Invalid
from coordination.model.ids import AppointmentId, PersonId, ProgramId, new_id
from coordination.model.roster import PASSKEYS
from coordination.storage import agency_rows

Typed = Mapping[str, str]
OnPerson = Callable[[Desk, Actor, PersonId, str], str]
MULTI = "jurisdictions"

ROLES: Mapping[Role, str] = {
    Role.WORKER: "Worker: works on cases",
    Role.SUPERVISOR: "Supervisor: assigns people, answers requests",
    Role.COORDINATOR: "Coordinator: runs the team of a case",
    Role.PRIVACY_OFFICER: "Privacy officer: keeps the conflict list",
    Role.AUDITOR: "Auditor: reads the access log, never content",
    Role.ADMINISTRATOR: "Administrator: keeps this roster, never reads a case",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the forms offer, as pairs of value and words."""

    programs: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    ways: tuple[tuple[str, str], ...]
    partner_types: tuple[tuple[str, str], ...]
    jurisdictions: tuple[tuple[str, str], ...]


def opened(desk: Desk, actor: Actor) -> Choices:
    """The choices, for a form that is about to be shown; logged, and refused to every other role."""
    desk.ask_general(actor, Action.ROSTER_READ)
    return choices(desk, actor)


def choices(desk: Desk, actor: Actor) -> Choices:
    """What an administrator of this agency can choose from; roster data of the own agency."""
    with desk.consulting() as cabinet:
        programs = agency_rows.facts_of_own_programs(cabinet, actor.agency_id)
        issuers = agency_rows.facts_of_own_issuers(cabinet, actor.agency_id)
    ways = [
        (one.url, f"{one.name}: their agency’s own sign-in") for one in issuers if not one.ended and not one.passkeys
    ]
    return Choices(
        programs=tuple((one.slug, one.name) for one in programs if not one.ended),
        roles=tuple((role.value, words) for role, words in ROLES.items()),
        ways=(*ways, (PASSKEYS, "A passkey: you hand over a code in person")),
        partner_types=tuple((slug, kind.title) for slug, kind in desk.catalog.partner_types.items()),
        jurisdictions=tuple((slug, one.title) for slug, one in desk.catalog.jurisdictions.items()),
    )


# --- people -----------------------------------------------------------------------------------------------------------


def enrol(desk: Desk, actor: Actor, typed: Typed, key: str) -> str:
    """Enrol a person with a first appointment. Invalid beside name, way, subject, program or role."""
    administration.only_for_administrators(desk, actor, Action.ROSTER_CHANGE)
    offered = choices(desk, actor)
    errors = not_offered(typed, {"way": offered.ways, "program": offered.programs, "role": offered.roles})
    errors |= missing(typed, {"name": "Write the person’s name.", "way": "Choose how they sign in.", **_APPOINTMENT})
    way = typed.get("way", "")
    if way != PASSKEYS and "way" not in errors:
        errors |= missing(typed, {"subject": "Write what their sign-in calls them (the sub claim)."})
    if errors:
        raise Invalid(errors)
    issuer = PASSKEYS + own(desk, actor) if way == PASSKEYS else way
    subject = new_id() if way == PASSKEYS else typed["subject"].strip()
    if any(one.issuer == issuer and one.subject == subject for one in staff(desk, actor)):
        raise Invalid({"subject": "Somebody with this sign-in is on the roster already."})
    data = {
        "people": [{"issuer": issuer, "subject": subject, "name": typed["name"], "ended": False}],
        "appointments": [_appointment(issuer, subject, typed)],
    }
    return put(desk, actor, data, key, "name")


def end_person(desk: Desk, actor: Actor, person_id: PersonId, key: str) -> str:
    """End a person; with every session, at once. Somebody who works elsewhere too keeps that: only appointments end."""
    found = _person(desk, actor, person_id)
    if found.elsewhere:
        raise Invalid({"person": "They work for another agency too. End their appointments here instead."})
    return put(desk, actor, {"people": [_line(found, ended=True)]}, key, "person")


def bring_back(desk: Desk, actor: Actor, person_id: PersonId, key: str) -> str:
    """Bring back a person who was ended or disabled; their idle days count anew from now."""
    found = _person(desk, actor, person_id)
    return put(desk, actor, {"people": [_line(found, ended=False)]}, key, "person")


def appoint(desk: Desk, actor: Actor, person_id: PersonId, typed: Typed, key: str) -> str:
    """Give a person of the agency another appointment. Invalid beside program or role."""
    found, offered = _person(desk, actor, person_id), choices(desk, actor)
    errors = not_offered(typed, {"program": offered.programs, "role": offered.roles})
    errors |= missing(typed, _APPOINTMENT)
    if errors:
        raise Invalid(errors)
    if found.elsewhere:
        raise Invalid({"program": "They work for another agency too, so two people must agree: propose it there."})
    return put(desk, actor, {"appointments": [_appointment(found.issuer, found.subject, typed)]}, key, "program")


def end_appointment(desk: Desk, actor: Actor, person_id: PersonId, appointment_id: AppointmentId, key: str) -> str:
    """End one appointment of a person; refused for one that is absent, over, or of another agency."""
    found = _person(desk, actor, person_id)
    place = next((one for one in found.lasting() if one.appointment_id == appointment_id), None)
    if place is None:
        desk.refuse(actor, Action.ROSTER_CHANGE)
    line = {
        "issuer": found.issuer,
        "subject": found.subject,
        "program": place.program_slug,
        "role": place.role.value,
        "title": place.title,
        "ended": True,
    }
    return put(desk, actor, {"appointments": [line]}, key, "person")


# --- programs -------------------------------------------------------------------------------------------


def add_program(desk: Desk, actor: Actor, typed: Mapping[str, str], key: str) -> str:
    """Add a program. Invalid beside name, slug, partner_type or jurisdictions."""
    administration.only_for_administrators(desk, actor, Action.ROSTER_CHANGE)
    offered = choices(desk, actor)
    chosen = many(typed, MULTI)
    errors = not_offered(typed, {"partner_type": offered.partner_types})
    errors |= missing(
        typed, {"name": "Write the program’s name.", "partner_type": "Choose what kind of program it is."}
    )
    if not chosen or not set(chosen) <= {value for value, _ in offered.jurisdictions}:
        errors["jurisdictions"] = "Choose whose law binds the program."
    if errors:
        raise Invalid(errors)
    line = {
        "slug": _slug(typed["name"]),
        "agency": own(desk, actor),
        "name": typed["name"],
        "partner_type": typed["partner_type"],
        "jurisdictions": list(chosen),
    }
    return put(desk, actor, {"programs": [line]}, key, "name")


def end_program(desk: Desk, actor: Actor, program_id: ProgramId, key: str) -> str:
    """End a program of the agency; refused for any other, and for the one the administrator acts for."""
    administration.only_for_administrators(desk, actor, Action.ROSTER_CHANGE)
    with desk.consulting() as cabinet:
        programs = agency_rows.facts_of_own_programs(cabinet, actor.agency_id)
    found = next((one for one in programs if one.program_id == program_id and not one.ended), None)
    if found is None or program_id == actor.program_id:
        desk.refuse(actor, Action.ROSTER_CHANGE)
    line = {
        "slug": found.slug,
        "agency": own(desk, actor),
        "name": found.name,
        "partner_type": found.partner_type,
        "jurisdictions": list(found.jurisdictions),
        "ended": True,
    }
    return put(desk, actor, {"programs": [line]}, key, "name")


# --- steps ------------------------------------------------------------------------------------------------------------

_APPOINTMENT = {"program": "Choose a program.", "role": "Choose a role."}


def put(desk: Desk, actor: Actor, data: administration.Data, key: str, field: str, secrets: Typed = NO_SECRETS) -> str:
    """Apply a fragment; what the roster's own checks say is told beside `field`."""
    try:
        return administration.change(desk, actor, data, key, secrets)
    except Invalid as invalid:
        raise Invalid({field: " ".join(invalid.fields.values())}) from invalid


def own(desk: Desk, actor: Actor) -> str:
    """The slug of the actor's agency."""
    with desk.consulting() as cabinet:
        return agency_rows.facts_of_agency_slug(cabinet, actor.agency_id)


def staff(desk: Desk, actor: Actor) -> list[StaffLine]:
    """Everybody on the roster of the actor's agency."""
    with desk.consulting() as cabinet:
        return agency_rows.facts_of_staff(cabinet, actor.agency_id)


def _person(desk: Desk, actor: Actor, person_id: PersonId) -> StaffLine:
    """A person of the agency; absent and of another agency are refused alike."""
    administration.only_for_administrators(desk, actor, Action.ROSTER_CHANGE)
    with desk.consulting() as cabinet:
        found = agency_rows.facts_of_staff(cabinet, actor.agency_id, person_id)
    if not found:
        desk.refuse(actor, Action.ROSTER_CHANGE)
    return found[0]


def _line(person: StaffLine, *, ended: bool) -> dict[str, object]:
    return {"issuer": person.issuer, "subject": person.subject, "name": person.name, "ended": ended}


def _appointment(issuer_url: str, subject: str, typed: Typed) -> dict[str, object]:
    line: dict[str, object] = {
        "issuer": issuer_url,
        "subject": subject,
        "program": typed["program"],
        "role": typed["role"],
        "ended": False,
    }
    title = typed.get("title", "").strip()
    return {**line, "title": title} if title else line


def missing(typed: Typed, sentences: Mapping[str, str]) -> dict[str, str]:
    """The sentence of each field that was left empty."""
    return {name: sentence for name, sentence in sentences.items() if not typed.get(name, "").strip()}


def not_offered(typed: Typed, offered: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, str]:
    """A sentence for each field whose value is not on offer."""
    return {
        name: "Choose one of these."
        for name, pairs in offered.items()
        if typed.get(name, "") not in {value for value, _ in pairs}
    }


def many(typed: Mapping[str, str], name: str) -> list[str]:
    """Several values of one field, whether the form is a werkzeug MultiDict or a plain one."""
    several = getattr(typed, "getlist", None)
    return [str(value) for value in several(name)] if several else list(typed.get(name, ()))


def _slug(name: str) -> str:
    """A slug for a new program: its name's letters and eight of a random id, since slugs are unique in the hub."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40]
    return f"p_{plain}_{new_id()[:8]}" if plain else f"p_{new_id()[:12]}"
