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
from coordination.casework.roster_file import REFEDS_MFA
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.administration import AgencyIssuer, StaffLine
from coordination.model.errors import Invalid
from coordination.model.ids import AppointmentId, IssuerId, PersonId, ProgramId, new_id
from coordination.model.roster import PASSKEYS
from coordination.storage import agency_rows, issuer_rows

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
    errors = _missing(typed, {"name": "Write the person’s name.", **_APPOINTMENT})
    errors |= _not_offered(typed, {"way": offered.ways, "program": offered.programs, "role": offered.roles})
    way = typed.get("way", "")
    if way != PASSKEYS and "way" not in errors:
        errors |= _missing(typed, {"subject": "Write what their sign-in calls them (the sub claim)."})
    if errors:
        raise Invalid(errors)
    own = _own(desk, actor)
    issuer = PASSKEYS + own if way == PASSKEYS else way
    subject = new_id() if way == PASSKEYS else typed["subject"].strip()
    if any(one.issuer == issuer and one.subject == subject for one in _staff(desk, actor)):
        raise Invalid({"subject": "Somebody with this sign-in is on the roster already."})
    data = {
        "people": [{"issuer": issuer, "subject": subject, "name": typed["name"], "ended": False}],
        "appointments": [_appointment(issuer, subject, typed)],
    }
    return _change(desk, actor, data, key, "name")


def end_person(desk: Desk, actor: Actor, person_id: PersonId, key: str) -> str:
    """End a person; with every session, at once. Somebody who works elsewhere too keeps that: only appointments end."""
    found = _person(desk, actor, person_id)
    if found.elsewhere:
        raise Invalid({"person": "They work for another agency too. End their appointments here instead."})
    return _change(desk, actor, {"people": [_line(found, ended=True)]}, key, "person")


def bring_back(desk: Desk, actor: Actor, person_id: PersonId, key: str) -> str:
    """Bring back a person who was ended or disabled; their idle days count anew from now."""
    found = _person(desk, actor, person_id)
    return _change(desk, actor, {"people": [_line(found, ended=False)]}, key, "person")


def appoint(desk: Desk, actor: Actor, person_id: PersonId, typed: Typed, key: str) -> str:
    """Give a person of the agency another appointment. Invalid beside program or role."""
    found, offered = _person(desk, actor, person_id), choices(desk, actor)
    errors = _missing(typed, _APPOINTMENT)
    errors |= _not_offered(typed, {"program": offered.programs, "role": offered.roles})
    if errors:
        raise Invalid(errors)
    if found.elsewhere:
        raise Invalid({"program": "They work for another agency too, so two people must agree: propose it there."})
    return _change(desk, actor, {"appointments": [_appointment(found.issuer, found.subject, typed)]}, key, "program")


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
    return _change(desk, actor, {"appointments": [line]}, key, "person")


# --- programs and providers -------------------------------------------------------------------------------------------


def add_program(desk: Desk, actor: Actor, typed: Mapping[str, str], key: str) -> str:
    """Add a program. Invalid beside name, slug, partner_type or jurisdictions."""
    administration.only_for_administrators(desk, actor, Action.ROSTER_CHANGE)
    offered = choices(desk, actor)
    chosen = many(typed, MULTI)
    errors = _missing(
        typed, {"name": "Write the program’s name.", "partner_type": "Choose what kind of program it is."}
    )
    errors |= _not_offered(typed, {"partner_type": offered.partner_types})
    if not chosen or not set(chosen) <= {value for value, _ in offered.jurisdictions}:
        errors["jurisdictions"] = "Choose whose law binds the program."
    if errors:
        raise Invalid(errors)
    line = {
        "slug": _slug(typed["name"]),
        "agency": _own(desk, actor),
        "name": typed["name"],
        "partner_type": typed["partner_type"],
        "jurisdictions": list(chosen),
    }
    return _change(desk, actor, {"programs": [line]}, key, "name")


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
        "agency": _own(desk, actor),
        "name": found.name,
        "partner_type": found.partner_type,
        "jurisdictions": list(found.jurisdictions),
        "ended": True,
    }
    return _change(desk, actor, {"programs": [line]}, key, "name")


def issuer(desk: Desk, actor: Actor, issuer_id: IssuerId) -> AgencyIssuer:
    """A provider that speaks for the own agency; refused alike for any other and for the hub's own passkeys."""
    administration.only_for_administrators(desk, actor, Action.ROSTER_READ)
    with desk.consulting() as cabinet:
        issuers = agency_rows.facts_of_own_issuers(cabinet, actor.agency_id)
    found = next((one for one in issuers if one.issuer_id == issuer_id and not one.passkeys), None)
    if found is None:
        desk.refuse(actor, Action.ROSTER_READ)
    return found


def settings_of(known: AgencyIssuer | None) -> dict[str, str]:
    """A provider's settings as its form shows them; the defaults of a roster file for a new one."""
    if known is None:
        return {"algorithms": "ES256 RS256", "mfa_acr": REFEDS_MFA, "mfa_amr": "mfa", "step_up_acr": REFEDS_MFA}
    words = {name: " ".join(getattr(known, name)) for name in ("algorithms", "mfa_acr", "mfa_amr")}
    return {"name": known.name, "client_id": known.client_id, "step_up_acr": known.step_up_acr, **words}


def add_issuer(desk: Desk, actor: Actor, typed: Typed, key: str) -> str:
    """Add a provider that speaks for the own agency alone. Invalid beside its fields."""
    administration.only_for_administrators(desk, actor, Action.ROSTER_CHANGE)
    errors = _missing(typed, {"url": "Write the provider’s exact address.", **_ISSUER})
    url = typed.get("url", "").strip()
    with desk.consulting() as cabinet:
        if issuer_rows.facts_of_whether_known(cabinet, url):
            errors["url"] = "This provider is known to the hub already. Speaking for another agency takes two people."
    if errors:
        raise Invalid(errors)
    return _put_issuer(desk, actor, url, typed, key)


def change_issuer(desk: Desk, actor: Actor, issuer_id: IssuerId, typed: Typed, key: str) -> str:
    """Change a provider that speaks for the own agency alone; an empty secret leaves the one there is."""
    found = issuer(desk, actor, issuer_id)
    errors = _missing(typed, _ISSUER)
    if not found.alone:
        errors["name"] = "It speaks for other agencies too, so changing it takes two people: propose it."
    if errors:
        raise Invalid(errors)
    return _put_issuer(desk, actor, found.url, typed, key, known=found)


def end_issuer(desk: Desk, actor: Actor, issuer_id: IssuerId, key: str) -> str:
    """End a provider that speaks for the own agency alone; refused for the one through which the actor signed in."""
    found = issuer(desk, actor, issuer_id)
    own = next((one.issuer for one in _staff(desk, actor) if one.person_id == actor.person_id), "")
    if not found.alone:
        raise Invalid({"name": "It speaks for other agencies too, so ending it takes two people: propose it."})
    if found.url == own:
        raise Invalid({"name": "You signed in through it yourself. Ask another administrator."})
    return _put_issuer(desk, actor, found.url, settings_of(found), key, known=found, ended=True)


def _put_issuer(
    desk: Desk,
    actor: Actor,
    url: str,
    typed: Typed,
    key: str,
    *,
    known: AgencyIssuer | None = None,
    ended: bool = False,
) -> str:
    with desk.consulting() as cabinet:
        before = issuer_rows.facts_of_secret(cabinet, url) if known is not None else None
    secret = typed.get("client_secret", "").strip() or before
    line: dict[str, object] = {
        "url": url,
        "name": typed["name"],
        "client_id": typed["client_id"],
        "agencies": [_own(desk, actor)],
        "step_up_acr": typed.get("step_up_acr", "").strip() or REFEDS_MFA,
        **{name: typed.get(name, "").split() for name in ("algorithms", "mfa_acr", "mfa_amr")},
        **({"client_secret_env": "typed"} if secret else {}),
        "ended": ended,
    }
    secrets = {url: secret} if secret else NO_SECRETS
    return _change(desk, actor, {"issuers": [line]}, key, "url" if known is None else "name", secrets)


# --- steps ------------------------------------------------------------------------------------------------------------

_APPOINTMENT = {"program": "Choose a program.", "role": "Choose a role."}
_ISSUER = {
    "name": "Write the name that people know the sign-in by.",
    "client_id": "Write what the provider calls this hub.",
    "algorithms": "Name at least one signing algorithm.",
}


def _change(
    desk: Desk, actor: Actor, data: administration.Data, key: str, field: str, secrets: Typed = NO_SECRETS
) -> str:
    """Apply a fragment; what the roster's own checks say is told beside `field`."""
    try:
        return administration.change(desk, actor, data, key, secrets)
    except Invalid as invalid:
        raise Invalid({field: " ".join(invalid.fields.values())}) from invalid


def _own(desk: Desk, actor: Actor) -> str:
    with desk.consulting() as cabinet:
        return agency_rows.facts_of_agency_slug(cabinet, actor.agency_id)


def _staff(desk: Desk, actor: Actor) -> list[StaffLine]:
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


def _missing(typed: Typed, sentences: Mapping[str, str]) -> dict[str, str]:
    return {name: sentence for name, sentence in sentences.items() if not typed.get(name, "").strip()}


def _not_offered(typed: Typed, offered: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, str]:
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
