"""Room: casework. Coverage: of the children who entered care, how many were screened; for a program's supervisors.

Counted over the cases that the supervisor may see, from plain columns: a case that is closed to them is in no number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.casework import screens
from coordination.casework.desk import Desk
from coordination.declare.screening_tool import ScreeningTool
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.policy.scope import scope
from coordination.storage import screen_counts
from coordination.storage.screen_counts import Entered

SHOWN = 25
AT_ONCE = 200  # cases read in one transaction, each of which the net under the scope has to be told of


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One tool's figure. waiting: children not screened yet, whoever waits longest first, at most 25."""

    tool: ScreeningTool
    entered: int
    screened: int
    waiting: tuple[Entered, ...]
    at: datetime

    @property
    def percent(self) -> int:
        """Screened of those who entered, in whole percent, rounded down: 100 only when nobody is missing."""
        return 100 * self.screened // self.entered if self.entered else 100


def counts(desk: Desk, actor: Actor) -> bool:
    """Whether the actor supervises a program that screens every child entering care."""
    return actor.role is Role.SUPERVISOR and any(tool.entry_form for tool in screens.tools_of(desk, actor))


def read(desk: Desk, actor: Actor) -> tuple[Coverage, ...]:
    """The figure of each such tool. One entry names the cases shown. Refused to whoever does not supervise."""
    if not counts(desk, actor):
        desk.refuse(actor, Action.CASE_LIST, reason="not_supervisor")
    found = [_figure(desk, actor, tool) for tool in screens.tools_of(desk, actor) if tool.entry_form]
    named = dict.fromkeys(one.case_id for figure in found for one in figure.waiting)
    desk.ask_many(actor, Action.CASE_LIST, desk.facts_of_many(actor, list(named)))
    return tuple(found)


def _figure(desk: Desk, actor: Actor, tool: ScreeningTool) -> Coverage:
    form = desk.catalog.form(actor.program.partner_type, tool.entry_form)
    within, every = scope(actor, Action.CASE_LIST, desk.now), list[Entered]()
    with desk.consulting() as cabinet:
        held = screen_counts.holding(cabinet, within, actor, form.information_type) if form else []
    for start in range(0, len(held), AT_ONCE):
        some = held[start : start + AT_ONCE]
        with desk.consulting(some) as cabinet:
            every += screen_counts.entered(cabinet, within, actor, some, entry_form=tool.entry_form, tool=tool.slug)
    waiting = sorted((one for one in every if not one.screened), key=lambda one: (one.entered_at, one.case_id))
    return Coverage(
        tool=tool,
        entered=len(every),
        screened=len(every) - len(waiting),
        waiting=tuple(waiting[:SHOWN]),
        at=desk.now,
    )
