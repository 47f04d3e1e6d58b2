"""Room: tests. The requests that try a door, with who may by the oracle, and the doors that one action alone decides.

The forms are valid, so that the policy and nothing else answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from coordination.model.action import Action
from coordination.model.actor import Role
from tests.community import PROGRAMS
from tests.matrix.filled import answered
from tests.matrix.judged import Judged
from tests.matrix.sites import Record

Form = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request. allowed: what the documents say; step_up: it is refused only until a second factor is shown.

    A form of None makes it a GET.
    """

    path: str
    allowed: bool
    form: Form | None = None
    step_up: bool = False
    what: str = ""


Door = Callable[[Judged], Iterator[Ask]]


def on_case(action: Action, path: str, form: Callable[[Judged], Form] | None = None) -> Door:
    """A door that the action on the case alone decides."""

    def door(one: Judged) -> Iterator[Ask]:
        address = f"/cases/{one.site.case_id}{path}"
        yield Ask(path=address, form=form(one) if form else None, allowed=one.may(action))

    return door


def given(**form: object) -> Callable[[Judged], Form]:
    """The same form for everybody."""
    return lambda _one: form


def program_id(one: Judged, slug: str) -> str:
    """A program's id."""
    return one.community.programs[slug].id


def mine(one: Judged) -> Record:
    """A record of the viewer's own program, or of another where theirs has none."""
    return next((found for found in one.site.records if found.program == one.program), one.site.records[0])


def foreign(one: Judged) -> Record:
    """A record of another program."""
    return next(found for found in one.site.records if found.program != one.program)


def form_of(one: Judged, slug: str) -> Form:
    """A form of the viewer's program, filled in."""
    form = one.community.desk.catalog.form(PROGRAMS[one.program][2], slug)
    return {"form": slug, **(answered(form) if form else {})}


def by_role(action: Action, path: str, form: Form | None = None, *, roles: frozenset[Role] | None = None) -> Door:
    """A door that the role alone decides."""

    def door(one: Judged) -> Iterator[Ask]:
        if one.site.name == "member":
            yield Ask(path=path, form=form, allowed=one.role in roles if roles else one.may(action))

    return door
