"""Room: casework. What an administrator types about another agency, made a fragment that waits for a second one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coordination.casework import agency_forms, role_changes
from coordination.casework.agency_forms import Typed
from coordination.casework.desk import Desk
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.errors import Invalid
from coordination.model.ids import new_id
from coordination.storage import agency_rows, team_rows

Row = dict[str, object]
_SLUG = re.compile(r"[a-z][a-z0-9_]{1,62}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What the forms offer, as pairs of value and words; roster data only."""

    agencies: tuple[tuple[str, str], ...]
    programs: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    issuers: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    partner_types: tuple[tuple[str, str], ...]
    jurisdictions: tuple[tuple[str, str], ...]


def choices(desk: Desk, actor: Actor) -> Outside:
    """Agencies and programs of the hub; people and providers of the own agency alone."""
    own = agency_forms.choices(desk, actor)
    with desk.consulting() as cabinet:
        agencies = agency_rows.facts_of_other_agencies(cabinet, actor.agency_id)
        programs = team_rows.facts_of_programs_at_work(cabinet)
        staff = agency_rows.facts_of_staff(cabinet, actor.agency_id)
        issuers = agency_rows.facts_of_own_issuers(cabinet, actor.agency_id)
    return Outside(
        agencies=tuple(agencies),
        programs=tuple((one.slug, f"{one.agency_name}, {one.name}") for one in programs),
        people=tuple(
            (str(one.person_id), one.name) for one in staff if not one.ended and one.person_id != actor.person_id
        ),
        issuers=tuple((str(one.issuer_id), one.name) for one in issuers if not one.ended and not one.passkeys),
        roles=own.roles,
        partner_types=own.partner_types,
        jurisdictions=own.jurisdictions,
    )


def opened(desk: Desk, actor: Actor) -> Outside:
    """The choices, for a form that is about to be shown; logged."""
    desk.ask_general(actor, Action.ROSTER_PROPOSE)
    return choices(desk, actor)


def propose(desk: Desk, actor: Actor, kind: str, typed: Typed, key: str) -> str:
    """Propose what was typed. Invalid beside the fields; an unknown kind is refused like an absent page."""
    if kind not in _FRAGMENTS or actor.role is not Role.ADMINISTRATOR:
        desk.refuse(actor, Action.ROSTER_PROPOSE)
    field, fragment = _FRAGMENTS[kind]
    data = fragment(desk, actor, typed, choices(desk, actor))
    try:
        return role_changes.propose(desk, actor, kind, data, key)
    except Invalid as invalid:
        raise Invalid({field: " ".join(invalid.fields.values())}) from invalid


def _agency(_desk: Desk, _actor: Actor, typed: Typed, offered: Outside) -> Row:
    """A new agency with its first program, its provider, and the person who will administer it."""
    errors = _missing(
        typed,
        {
            "agency": "Write the agency’s name.",
            "slug": "Write a short name.",
            "zone": "Write a time zone, such as America/Chicago.",
            "program": "Write the name of its first program.",
            "url": "Write the provider’s exact address.",
            "client_id": "Write what the provider calls this hub.",
            "subject": "Write what their sign-in calls the administrator (the sub claim).",
            "name": "Write the administrator’s name.",
        },
    )
    slug = typed.get("slug", "").strip()
    if "slug" not in errors and not _SLUG.fullmatch(slug):
        errors["slug"] = "Use lower-case letters, digits and underscores."
    if "slug" not in errors and slug in {value for value, _ in offered.agencies}:
        errors["slug"] = "There is an agency of this short name."
    errors |= _kind_of_program(typed, offered)
    if typed.get("government") not in {"yes", "no"}:
        errors["government"] = "Say whether it is a government agency."
    if errors:
        raise Invalid(errors)
    url, program = typed["url"].strip(), f"{slug[:50]}_{new_id()[:8]}"
    place = {"issuer": url, "subject": typed["subject"].strip()}
    return {
        "agencies": [
            {
                "slug": slug,
                "name": typed["agency"],
                "government": typed["government"] == "yes",
                "zone": typed["zone"].strip(),
            }
        ],
        "programs": [_program_line(program, slug, typed["program"], typed)],
        "issuers": [
            {"url": url, "name": f"{typed['agency']} sign-in", "client_id": typed["client_id"], "agencies": [slug]}
        ],
        "people": [{**place, "name": typed["name"]}],
        "appointments": [{**place, "program": program, "role": Role.ADMINISTRATOR.value}],
    }


def _program(_desk: Desk, _actor: Actor, typed: Typed, offered: Outside) -> Row:
    """A program of another agency."""
    errors = _missing(typed, {"program": "Write the program’s name."})
    errors |= _kind_of_program(typed, offered) | _one_of(typed, "agency", offered.agencies)
    if errors:
        raise Invalid(errors)
    slug = f"p_{new_id()[:12]}"
    return {"programs": [_program_line(slug, typed["agency"], typed["program"], typed)]}


def _appointment(desk: Desk, actor: Actor, typed: Typed, offered: Outside) -> Row:
    """Work for one of the own people in a program of another agency."""
    errors = {
        **_one_of(typed, "person", offered.people),
        **_one_of(typed, "program", offered.programs),
        **_one_of(typed, "role", offered.roles),
    }
    if errors:
        raise Invalid(errors)
    with desk.consulting() as cabinet:
        staff = agency_rows.facts_of_staff(cabinet, actor.agency_id)
    found = next(one for one in staff if str(one.person_id) == typed["person"])
    line: Row = {
        "issuer": found.issuer,
        "subject": found.subject,
        "program": typed["program"],
        "role": typed["role"],
        "ended": False,
    }
    return {"appointments": [line]}


def _issuer(desk: Desk, actor: Actor, typed: Typed, offered: Outside) -> Row:
    """A provider of the own agency that is to speak for another agency too."""
    errors = {**_one_of(typed, "issuer", offered.issuers), **_one_of(typed, "agency", offered.agencies)}
    if errors:
        raise Invalid(errors)
    with desk.consulting() as cabinet:
        issuers = agency_rows.facts_of_own_issuers(cabinet, actor.agency_id)
        found = next(one for one in issuers if str(one.issuer_id) == typed["issuer"])
        speaks = agency_rows.facts_of_spoken_for(cabinet, found.issuer_id)
    line: Row = {
        "url": found.url,
        "name": found.name,
        "client_id": found.client_id,
        "algorithms": list(found.algorithms),
        "mfa_acr": list(found.mfa_acr),
        "mfa_amr": list(found.mfa_amr),
        "step_up_acr": found.step_up_acr,
        "agencies": sorted({*speaks, typed["agency"]}),
        **({"client_secret_env": "kept"} if found.has_secret else {}),
    }
    return {"issuers": [line]}


_Fragment = Callable[[Desk, Actor, Typed, Outside], Row]
# Beside which field the roster's own checks are told, and what makes the fragment.
_FRAGMENTS: Mapping[str, tuple[str, _Fragment]] = {
    "agency": ("agency", _agency),
    "appointment": ("program", _appointment),
    "issuer": ("agency", _issuer),
    "program": ("program", _program),
}


def _program_line(slug: str, agency: str, name: str, typed: Typed) -> Row:
    return {
        "slug": slug,
        "agency": agency,
        "name": name,
        "partner_type": typed["partner_type"],
        "jurisdictions": agency_forms.many(typed, agency_forms.MULTI),
    }


def _kind_of_program(typed: Typed, offered: Outside) -> dict[str, str]:
    errors = _one_of(typed, "partner_type", offered.partner_types)
    chosen = set(agency_forms.many(typed, agency_forms.MULTI))
    if not chosen or not chosen <= {value for value, _ in offered.jurisdictions}:
        errors[agency_forms.MULTI] = "Choose whose law binds the program."
    return errors


def _one_of(typed: Typed, name: str, pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {} if typed.get(name, "") in {value for value, _ in pairs} else {name: "Choose one of these."}


def _missing(typed: Typed, sentences: Mapping[str, str]) -> dict[str, str]:
    return {name: sentence for name, sentence in sentences.items() if not typed.get(name, "").strip()}
