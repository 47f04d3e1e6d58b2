"""Room: tests. The doors to certificates, units and regions: staff alone, and never a case.

TRAINING: certificates are "kept by the agency administrator (and supervisor for own program)", one's own read by
everybody; units are kept as the on-call roster is; a region is its liaison's. Another's and an absent one are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.ids import new_id
from tests.casework.almanac import KEEPERS
from tests.community import PEOPLE, PROGRAMS
from tests.matrix.agency_doors import NOTHING, absent, on_person
from tests.matrix.asks import Ask, Door, by_role, program_id
from tests.matrix.directory_doors import CALL, keeps, on_program
from tests.matrix.judged import Judged

CERTIFICATE = {"training": "mn_trafficking_response", "completed": "2026-03-02", "evidence": "Academy, number 1182"}


def person(one: Judged) -> Iterator[Ask]:
    """Somebody's certificates: one's own, and those one keeps."""
    if one.site.name == "member":
        for slug, (_, program, _role) in PEOPLE.items():
            path = f"/training/people/{one.community.people[slug]}"
            yield Ask(path=path, allowed=slug == one.slug or keeps(one, program), what=slug)
        yield Ask(path=f"/training/people/{new_id()}", allowed=False, what="absent")


def enter(one: Judged) -> Iterator[Ask]:
    """Entering one: those one keeps, and never one's own."""
    if one.site.name == "member":
        for slug, (_, program, _role) in PEOPLE.items():
            path, kept = f"/training/people/{one.community.people[slug]}", keeps(one, program) and slug != one.slug
            allowed = one.may(Action.CERTIFICATE_EDIT) and kept
            yield Ask(path=path, form=CERTIFICATE, allowed=allowed, what=slug)
        yield Ask(path=f"/training/people/{new_id()}", form=CERTIFICATE, allowed=False, what="absent")


def join(one: Judged) -> Iterator[Ask]:
    """Putting somebody of a program on its unit."""
    if one.site.name == "member":
        for slug in PROGRAMS:
            path = f"/directory/programs/{program_id(one, slug)}/units"
            form = {"unit": "csec_unit", "person": one.community.people[KEEPERS[slug]], "point": "yes"}
            yield Ask(path=path, form=form, allowed=one.may(CALL) and keeps(one, slug), what=slug)


STAFF_DOORS: Mapping[tuple[str, str], Door] = {
    ("regions.appoint", "POST"): on_person(f"/appointments/{NOTHING}/region", {"areas": "27053"}),
    ("regions.appointment", "GET"): absent(f"/agency/people/{NOTHING}/appointments/{NOTHING}/region"),
    ("regions.read", "GET"): by_role(Action.REGION_READ, "/region"),
    ("training.enter", "POST"): enter,
    ("training.index", "GET"): by_role(Action.CERTIFICATE_READ, "/training", roles=frozenset(Role)),
    ("training.person", "GET"): person,
    ("training.take_back", "POST"): absent(f"/training/certificates/{NOTHING}/end", {}),
    ("units.index", "GET"): on_program(CALL, "/units"),
    ("units.join", "POST"): join,
    ("units.leave", "POST"): absent(f"/directory/units/{NOTHING}/end", {}),
}
