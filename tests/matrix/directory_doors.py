"""Room: tests. The doors to the directory: read by everybody, kept by a program's supervisor or agency administrator.

ISSUE, directory: "the program's supervisor or administrator its own entries". A supervisor's own is the own program's;
an administrator's are those of the own agency's programs. Another's and an absent one are the same refusal.
"""

from __future__ import annotations

from collections.abc import Iterator

from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.ids import new_id
from tests.casework.almanac import ENTRY, HENNEPIN, LINE, SERVICE
from tests.community import PROGRAMS
from tests.matrix.asks import Ask, Door, Form
from tests.matrix.judged import Judged

DESIGNATED: Form = {"resource": "cac", "areas": (HENNEPIN,), "hours": "", "rank": "1"}
DESCRIBED: Form = {name: tuple(value) if isinstance(value, list) else value for name, value in SERVICE.items()}


def keeps(one: Judged, program: str) -> bool:
    """Whether the entry of this program is theirs to keep."""
    if one.role is Role.SUPERVISOR:
        return one.program == program
    return one.role is Role.ADMINISTRATOR and PROGRAMS[one.program][0] == PROGRAMS[program][0]


def on_program(action: Action, path: str, form: Form | None = None) -> Door:
    """A door to a program's entry: one's own, another's, and one that nobody has."""

    def door(one: Judged) -> Iterator[Ask]:
        if one.site.name != "member":
            return
        for slug in PROGRAMS:
            allowed = one.may(action) and (action is Action.DIRECTORY_READ or keeps(one, slug))
            address = f"/directory/programs/{one.community.programs[slug].id}{path}"
            yield Ask(path=address, form=form, allowed=allowed, what=slug)
        yield Ask(path=f"/directory/programs/{new_id()}{path}", form=form, allowed=False, what="absent")

    return door


def on_thing(action: Action, kind: str, path: str, form: Form | None = None) -> Door:
    """A door to a service, a roster line or a designation of the directory that `sites.Ground` filed."""

    def door(one: Judged) -> Iterator[Ask]:
        if one.site.name != "member":
            return
        for slug, things in one.site.directory.items():
            address = f"/directory/{kind}/{things[kind]}{path}"
            yield Ask(path=address, form=form, allowed=one.may(action) and keeps(one, slug), what=slug)
        yield Ask(path=f"/directory/{kind}/{new_id()}{path}", form=form, allowed=False, what="absent")

    return door


def read(path: str, form: Form | None = None) -> Door:
    """A door for everybody."""

    def door(one: Judged) -> Iterator[Ask]:
        if one.site.name == "member":
            yield Ask(path=path, form=form, allowed=one.may(Action.DIRECTORY_READ))

    return door


EDIT, SERVE, CALL, NAME = (
    Action.DIRECTORY_EDIT,
    Action.SERVICE_EDIT,
    Action.ON_CALL_EDIT,
    Action.DESIGNATION_EDIT,
)
DIRECTORY_DOORS: dict[tuple[str, str], Door] = {
    ("designations.add", "POST"): on_program(NAME, "/designations", DESIGNATED),
    ("designations.end", "POST"): on_thing(NAME, "designations", "/end", {}),
    ("designations.index", "GET"): on_program(NAME, "/designations"),
    ("directory.add_service", "POST"): on_program(SERVE, "/services", DESCRIBED),
    ("directory.change_service", "POST"): on_thing(SERVE, "services", "", DESCRIBED),
    ("directory.count_places", "POST"): on_thing(SERVE, "services", "/places", {"available": "1"}),
    ("directory.edit", "GET"): on_program(EDIT, "/edit"),
    ("directory.end_service", "POST"): on_thing(SERVE, "services", "/end", {}),
    ("directory.index", "GET"): read("/directory"),
    ("directory.new_service", "GET"): on_program(SERVE, "/services/new"),
    ("directory.program", "GET"): on_program(Action.DIRECTORY_READ, ""),
    ("directory.programs", "GET"): read("/directory/programs"),
    ("directory.save", "POST"): on_program(EDIT, "/edit", ENTRY),
    ("directory.search", "POST"): read("/directory", {"words": "nothing at all"}),
    ("directory.service", "GET"): on_thing(SERVE, "services", ""),
    ("directory.verify_service", "POST"): on_thing(SERVE, "services", "/verify", {}),
    ("on_call.now", "GET"): read(f"/on-call?county={HENNEPIN}"),
    ("on_call.put", "POST"): on_program(CALL, "/on-call", LINE),
    ("on_call.roster", "GET"): on_program(CALL, "/on-call"),
    ("on_call.take_off", "POST"): on_thing(CALL, "on-call", "/end", {}),
}
