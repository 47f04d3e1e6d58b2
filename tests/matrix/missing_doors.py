"""Room: tests. The doors to missing children: everything of the type *missing* of the program that told of it.

ISSUE 4: "medical facts to those two alone" (the packet: the program itself and police), a poster "published only by
supervisor and police together". Only programs that hold the type tell, and each adds to its own episode alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from coordination.model.action import Action
from coordination.model.actor import Role
from tests.matrix.asks import Ask, Door, Form, on_case
from tests.matrix.judged import Judged

TELL = frozenset({"cps", "detectives"})  # the programs of the community whose partner type holds *missing*


def by_holder(action: Action, path: str, form: Form | None = None) -> Door:
    """A door for programs that may hold the type at all."""

    def door(one: Judged) -> Iterator[Ask]:
        allowed = one.may(action) and one.program in TELL
        yield Ask(path=f"/cases/{one.site.case_id}/missing{path}", form=form, allowed=allowed)

    return door


def on_episode(
    action: Action, path: str, narrower: Callable[[Judged], bool], form: Callable[[Judged], Form] | None = None
) -> Door:
    """A door to child protection's episode."""

    def door(one: Judged) -> Iterator[Ask]:
        opened = one.site.present and one.sees("cps", "missing") == "open"
        allowed = opened and one.may(action) and narrower(one)
        address = f"/cases/{one.site.case_id}/missing/{one.site.episode}{path}"
        yield Ask(path=address, form=form(one) if form else None, allowed=allowed)

    return door


def anybody(_one: Judged) -> bool:
    return True


def own(one: Judged) -> bool:
    return one.program == "cps"


def for_the_packet(one: Judged) -> bool:
    return one.program in TELL


def lets_go(one: Judged) -> bool:
    return one.program == "detectives" or (one.program == "cps" and one.role is Role.SUPERVISOR)


MISSING_DOORS: Mapping[tuple[str, str], Door] = {
    ("missing.add", "POST"): on_episode(
        Action.MISSING_ADD,
        "/parts/missing_description",
        own,
        lambda _: {"form": "missing_description", "eyes": "brown"},
    ),
    ("missing.found", "GET"): by_holder(Action.MISSING_FOUND, "/found"),
    ("missing.index", "GET"): on_case(Action.MISSING_READ, "/missing"),
    ("missing.new", "GET"): by_holder(Action.MISSING_OPEN, "/new"),
    ("missing.packet", "GET"): on_episode(Action.MISSING_PACKET, "/packet", for_the_packet),
    ("missing.part", "GET"): on_episode(Action.MISSING_ADD, "/parts/missing_debrief", own),
    ("missing.poster", "GET"): on_episode(Action.MISSING_READ, "/poster", anybody),
    ("missing.publish", "POST"): on_episode(
        Action.MISSING_PUBLISH, "/poster", lets_go, lambda one: {"version": one.site.poster}
    ),
    ("missing.read", "GET"): on_episode(Action.MISSING_READ, "", anybody),
    ("missing.save", "POST"): by_holder(Action.MISSING_FOUND, "/found", {"form": "found_now", "alone": "no"}),
    ("missing.tell", "POST"): by_holder(Action.MISSING_OPEN, "/new", {"form": "missing_episode", "kind": "ran_away"}),
}
