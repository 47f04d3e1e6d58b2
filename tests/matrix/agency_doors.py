"""Room: tests. The doors of an agency's administrator: by role alone, and for the own agency alone.

ARCH 3: "administrator (never reads)", "within one agency". ISSUE 3: "Agency administrator enrols people and programs";
"role changes outside the own agency need two people". What is of another agency, or absent, is the same 404.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.ids import new_id
from tests.matrix.asks import Ask, Door, Form, by_role
from tests.matrix.judged import Judged

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
PERSON = {"name": "Una Vale", "way": "passkey:", "program": "cps", "role": "worker"}
PROGRAM = {"name": "Outreach", "partner_type": "child_welfare", "jurisdictions": ["us_federal"]}
ISSUER = {"name": "Login", "client_id": "hub", "algorithms": "ES256", "mfa_amr": "mfa"}
NOTHING = "0" * 32


def administers(path: str, form: Form | None = None) -> Door:
    """An administrator's page or form that is about the own agency as a whole: the role decides."""
    return by_role(Action.ROSTER_READ, path, form, roles=ADMINISTRATORS)


def on_person(path: str, form: Form | None = None) -> Door:
    """About somebody: of another agency and absent are refused to everybody, administrators included."""

    def door(one: Judged) -> Iterator[Ask]:
        if one.site.name == "member":
            theirs = "det_lake" if one.program != "detectives" else "coo_harbor"
            for what, person in (("of another agency", one.community.people[theirs]), ("absent", new_id())):
                yield Ask(path=f"/agency/people/{person}{path}", form=form, allowed=False, what=what)
            own = one.community.people["ana_cps_worker"]
            if form is None:
                yield Ask(path=f"/agency/people/{own}{path}", allowed=one.role is Role.ADMINISTRATOR, what="own")

    return door


def absent(path: str, form: Form | None = None) -> Door:
    """About something that nobody here has: tests/web tries what is there."""

    def door(one: Judged) -> Iterator[Ask]:
        if one.site.name == "member":
            yield Ask(path=path, form=form, allowed=False, what="absent")

    return door


ADMINISTRATION: Mapping[tuple[str, str], Door] = {
    ("agency.add_program", "POST"): administers("/agency/programs", PROGRAM),
    ("agency.add_provider", "POST"): administers("/agency/providers", ISSUER),
    ("agency.appoint", "POST"): on_person("/appointments", {"program": "cps", "role": "worker"}),
    ("agency.bring_back", "POST"): on_person("/back", {}),
    ("agency.change_provider", "POST"): absent(f"/agency/providers/{NOTHING}", ISSUER),
    ("agency.end_appointment", "POST"): on_person(f"/appointments/{NOTHING}/end", {}),
    ("agency.end_person", "POST"): on_person("/end", {}),
    ("agency.end_program", "POST"): absent(f"/agency/programs/{NOTHING}/end", {}),
    ("agency.end_provider", "POST"): absent(f"/agency/providers/{NOTHING}/end", {}),
    ("agency.enrol", "POST"): administers("/agency/people", PERSON),
    ("agency.index", "GET"): administers("/agency"),
    ("agency.make_code", "POST"): on_person("/code", {}),
    ("agency.new_person", "GET"): administers("/agency/people/new"),
    ("agency.new_program", "GET"): administers("/agency/programs/new"),
    ("agency.new_provider", "GET"): administers("/agency/providers/new"),
    ("agency.person", "GET"): on_person(""),
    ("agency.places", "GET"): administers("/agency/places"),
    ("agency.provider", "GET"): absent(f"/agency/providers/{NOTHING}"),
    ("passkeys.end", "POST"): absent(f"/passkeys/{NOTHING}/end", {}),
    ("role_changes.confirm", "POST"): absent(f"/agency/changes/{NOTHING}/confirm", {}),
    ("role_changes.decline", "POST"): absent(f"/agency/changes/{NOTHING}/decline", {}),
    ("role_changes.new", "GET"): administers("/agency/changes/new/program"),
    ("role_changes.propose", "POST"): administers("/agency/changes/new/program", {"program": ""}),
    ("role_changes.waiting", "GET"): administers("/agency/changes"),
}
