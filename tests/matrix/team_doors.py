"""Room: tests. The doors to the team, to the conflict list and to drafts."""

from __future__ import annotations

from collections.abc import Iterator

from coordination.model.action import Action
from coordination.model.ids import new_id
from tests.matrix.asks import Ask, Form, program_id
from tests.matrix.judged import Judged
from tests.matrix.sites import AUTHORS, TEAM
from tests.matrix.situations import HUB_STATES


def end_place(one: Judged) -> Iterator[Ask]:
    """ARCH 3: a place that one may not know of is absent; a confidential one shows under its release to the viewer."""
    for slug in ("cac", "detectives", "advocates"):
        known = one.site.name != "not_placed" and (slug != "advocates" or knows_of_advocates(one))
        allowed = one.may(Action.TEAM_END) and known
        address = f"/cases/{one.site.case_id}/team/programs/{program_id(one, slug)}/end"
        yield Ask(path=address, form={}, allowed=allowed, what=slug)


def knows_of_advocates(one: Judged) -> bool:
    """ARCH 3: to itself, and to team members of a program that its release in force names."""
    if one.site.name in HUB_STATES and one.program != "advocates":
        return False
    released = one.site.name not in {"release_none", "release_expired", "release_revoked"}
    return one.program == "advocates" or (released and one.situation.viewer_member)


def assign(one: Judged) -> Iterator[Ask]:
    """A person of one's own program."""
    person = next((slug for slug in TEAM[one.program][1]), "")
    address = f"/cases/{one.site.case_id}/team/people"
    form = {"person": one.community.people[person]}
    yield Ask(path=address, form=form, allowed=one.may(Action.MEMBER_ASSIGN))


def end_member(one: Judged) -> Iterator[Ask]:
    person = one.community.people[AUTHORS[one.program]]
    address = f"/cases/{one.site.case_id}/team/people/{person}/end"
    yield Ask(path=address, form={}, allowed=one.may(Action.MEMBER_END))


def offered(one: Judged) -> Form:
    return {"coordinator": program_id(one, "cac" if one.program != "cac" else "detectives")}


def shut_out(one: Judged) -> Iterator[Ask]:
    """CHOICE 5, narrowed: the privacy officer keeps the list of cases on which her agency has a place."""
    placed = one.situation.viewer_program_placed
    target = f"person:{one.community.people['int_harbor' if one.program != 'cac' else 'det_lake']}"
    form = {"reference": one.site.reference, "target": target}
    yield Ask(path="/conflicts", form=form, allowed=one.may(Action.CONFLICT_SET) and placed)


def lift(one: Judged) -> Iterator[Ask]:
    """CHOICE 5: the privacy officer whose list it is on, while her agency has a place."""
    kept = one.program == "cps" and one.situation.viewer_program_placed
    yield Ask(path=f"/conflicts/{one.site.conflict}/lift", form={}, allowed=one.may(Action.CONFLICT_LIFT) and kept)


def draft_of(one: Judged) -> str:
    return one.site.drafts.get(one.slug, "") or next(iter(one.site.drafts.values()))


def resume(one: Judged) -> Iterator[Ask]:
    """Read again by its author alone."""
    own = one.slug in one.site.drafts
    yield Ask(path=f"/drafts/{draft_of(one)}", allowed=own and one.may(Action.DRAFT_OPEN))
    other = next((draft for slug, draft in one.site.drafts.items() if slug != one.slug), new_id())
    yield Ask(path=f"/drafts/{other}", allowed=False, what="another's")


def discard(one: Judged) -> Iterator[Ask]:
    """By its author, however they now stand to the case."""
    own = one.site.present and one.slug in one.site.drafts
    yield Ask(path=f"/drafts/{draft_of(one)}/discard", form={}, allowed=own and one.may(Action.DRAFT_DISCARD))
    other = next((draft for slug, draft in one.site.drafts.items() if slug != one.slug), new_id())
    yield Ask(path=f"/drafts/{other}/discard", form={}, allowed=False, what="another's")
