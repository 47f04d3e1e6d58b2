"""Room: tests. The doors to deadlines: the board, an event told on a case, one deadline, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from coordination.model.action import Action
from tests.matrix.asks import Ask, Door, Form, by_role, on_case
from tests.matrix.judged import Judged
from tests.matrix.sites import OWED, WORKING

PROOF = {
    "done_at": "2026-11-21 09:00",
    "who": "Somebody",
    "channel": "phone",
    "told": "A desk",
    "number": "7",
    "said": "",
    "seen": "0",
}
EVENTS = {"cps": "assessment_opened", "detectives": "missing_report_received"}


def telling(one: Judged) -> Form:
    """An event that starts something for the viewer's program, where one does."""
    event = EVENTS.get(one.program, "assessment_opened")
    return {"event": event, "learned_at": "2026-11-21 08:00", "happened_at": ""}


def read(one: Judged) -> Iterator[Ask]:
    """ISSUE 4, 5: "what others see of them obeys policy": as a record of its type and program."""
    for program, (kind, _) in OWED.items():
        allowed = one.may(Action.DEADLINE_READ) and one.sees(program, kind) == "open"
        yield Ask(path=address(one, program), allowed=allowed, what=program)


def on_own(action: Action, page: str, form: Callable[[Judged], Form]) -> Door:
    """The owing program's people alone, though what they ask may not be possible now (a sentence, and no refusal)."""

    def door(one: Judged) -> Iterator[Ask]:
        for program in OWED:
            allowed = program == one.program and one.site.present and one.may(action)
            yield Ask(path=f"{address(one, program)}/{page}", form=form(one), allowed=allowed, what=program)

    return door


def address(one: Judged, program: str) -> str:
    return f"/cases/{one.site.case_id}/deadlines/{one.site.deadlines[program]}"


DEADLINE_DOORS: Mapping[tuple[str, str], Door] = {
    ("deadlines.index", "GET"): by_role(Action.DEADLINE_LIST, "/deadlines", roles=frozenset(WORKING)),
    ("deadlines.new", "GET"): on_case(Action.DEADLINE_START, "/deadlines/new"),
    ("deadlines.pause", "POST"): on_own(Action.DEADLINE_PAUSE, "pause", lambda _: {}),
    ("deadlines.prove", "POST"): on_own(Action.DEADLINE_PROVE, "prove", lambda _: PROOF),
    ("deadlines.read", "GET"): read,
    ("deadlines.resume", "POST"): on_own(Action.DEADLINE_RESUME, "resume", lambda _: {}),
    ("deadlines.start", "POST"): on_case(Action.DEADLINE_START, "/deadlines", telling),
    ("deadlines.withdraw", "POST"): on_own(Action.DEADLINE_WITHDRAW, "withdraw", lambda _: {"reason": "started_twice"}),
}
