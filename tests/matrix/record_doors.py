"""Room: tests. The doors to one record: read, history, file, correct, withdraw, report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coordination.model.action import Action
from coordination.model.actor import Role
from tests.matrix.asks import Ask, Door, Form, foreign, form_of, mine
from tests.matrix.judged import Judged
from tests.matrix.sites import FORMS, Record


def read(one: Judged) -> Iterator[Ask]:
    """ARCH 3 and 8: every record by its type and owner; location waits for a second factor."""
    for record in one.site.records:
        yield shown(one, record, "")


def history(one: Judged) -> Iterator[Ask]:
    """As reading it."""
    for record in (mine(one), foreign(one)):
        yield shown(one, record, "/history", also=one.may(Action.RECORD_HISTORY))


def shown(one: Judged, record: Record, page: str, *, also: bool = True) -> Ask:
    sight = one.sees(record.program, record.information_type)
    return Ask(
        path=f"/cases/{one.site.case_id}/records/{record.id}{page}",
        allowed=also and sight == "open",
        step_up=also and sight == "step_up",
        what=f"{record.program} {record.information_type}",
    )


def copied(one: Judged) -> Iterator[Ask]:
    """On paper, as reading it; tests/web/test_plan_pages.py has what is never on paper."""
    for record in (mine(one), foreign(one)):
        yield shown(one, record, "/copy", also=one.may(Action.CASE_PRINT))


def offered(one: Judged) -> Iterator[Ask]:
    """That a copy of a part was offered, by the program that made it; of anything else there is no such page."""
    yield from _offered(one, None)


def offered_it(one: Judged) -> Iterator[Ask]:
    """The same, written down."""
    yield from _offered(one, {"taken": "taken", "way": "not_sent"})


def _offered(one: Judged, form: Form | None) -> Iterator[Ask]:
    for record in one.site.records:
        part = record.form == "safety_plan_part" or not one.site.present
        if part or record == mine(one):  # a part, whoever made it; and of one's own what is none
            address = f"/cases/{one.site.case_id}/records/{record.id}/offered"
            allowed = part and record.program == one.program and one.site.present and one.may(Action.RECORD_FILE)
            yield Ask(path=address, form=form, allowed=allowed, what=f"{record.program} {record.form}")


def take(one: Judged) -> Iterator[Ask]:
    """A file, as its record; one of another record is not reached through this one."""
    for record in one.site.records:
        if record.file:
            yield shown(one, record, f"/files/{record.file}", also=one.may(Action.FILE_READ))


def attached(_one: Judged, _record: Record) -> Form:
    return {"words": "A paper", "shows": "document", "harmless": "yes", "file": b"%PDF-1.7\n"}


def choose(one: Judged) -> Iterator[Ask]:
    """The choice of forms, and one of them."""
    for query in ("", f"?form={FORMS[one.program][0]}"):
        address = f"/cases/{one.site.case_id}/records/new{query}"
        yield Ask(path=address, allowed=one.may(Action.RECORD_FILE), what=query)


def file(one: Judged) -> Iterator[Ask]:
    """A record of one's own program."""
    form = form_of(one, FORMS[one.program][0])
    yield Ask(path=f"/cases/{one.site.case_id}/records/new", form=form, allowed=one.may(Action.RECORD_FILE))


def on_own(action: Action, page: str, form: Callable[[Judged, Record], Form | None], *, own: str = "program") -> Door:
    """A door to one record: of one's own program ("program"), one's own or supervised ("author"), or open ("open")."""

    def door(one: Judged) -> Iterator[Ask]:
        for record in (mine(one), foreign(one)):
            ours = record.program == one.program
            narrower = {
                "program": ours,
                "author": ours and (record.author == one.slug or one.role is Role.SUPERVISOR),
                # ISSUE 4: about a record one may read; an advocacy program holds no reports to record one in.
                "open": one.sees(record.program, record.information_type) == "open" and one.program != "advocates",
            }[own]
            address = f"/cases/{one.site.case_id}/records/{record.id}/{page.replace('FILE', record.file)}"
            allowed = narrower and one.site.present and one.may(action)
            yield Ask(path=address, form=form(one, record), allowed=allowed, what=f"own={ours}")

    return door


def corrected(one: Judged, record: Record) -> Form:
    return form_of(one, record.form)


def reporting(_one: Judged, _record: Record) -> Form:
    return {"told": "the county", "happened_at": "2026-11-20T10:00"}


SCREEN = "return_screen"


def screening(action: Action, path: str, form: Form | None = None) -> Door:
    """A door to a tool that child protection runs here, and nobody else."""

    def door(one: Judged) -> Iterator[Ask]:
        address = f"/cases/{one.site.case_id}/screens/{SCREEN}{path}"
        yield Ask(path=address, form=form, allowed=one.program == "cps" and one.may(action))

    return door


def of_a_screen(form: Form | None) -> Door:
    """A door to the tier of a screen. No record here is one, so nobody is let in: tests/web/test_screen_pages.py."""

    def door(one: Judged) -> Iterator[Ask]:
        for record in (mine(one), foreign(one)):
            address = f"/cases/{one.site.case_id}/records/{record.id}/tier"
            yield Ask(path=address, form=form, allowed=False, what=record.program)

    return door


def uncounted(one: Judged) -> Iterator[Ask]:
    """The coverage figure. No program here screens every child entering care: tests/web/test_coverage_pages.py."""
    if one.site.name == "member":
        yield Ask(path="/screens/coverage", form=None, allowed=False)
