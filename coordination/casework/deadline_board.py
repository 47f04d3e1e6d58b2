"""Room: casework. The board: what the viewer's program owes on the cases they may enter, the most urgent first.

As every list: the places come from the scope, one entry names the deadlines and cases shown, and then they are opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coordination.audit.grant import Grant
from coordination.casework import names
from coordination.casework.case_list import text
from coordination.casework.deadline_pages import line
from coordination.casework.desk import Desk
from coordination.declare.core_forms import CHILD
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.deadline import Deadline
from coordination.model.deadline_page import FEW, MOST_COUNTED, PAGE, Band, Board, DeadlineKey, DeadlineLine
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, DeadlineId, Handle
from coordination.policy.scope import Scope, scope
from coordination.storage import case_facts, deadline_board, deadline_facts, deadlines, listed
from coordination.storage.cabinet import Cabinet


def read(desk: Desk, actor: Actor, band: Band | None = None, after: DeadlineKey | None = None) -> Board:
    """The board: the first few of each band, or a page of one. after: the `after` of the page before.

    A constant number of statements; each counts and reads a bounded number of rows, however many run. Raises Refused
    for a role that works on no cases.
    """
    within = scope(actor, Action.DEADLINE_LIST, desk.now)
    with desk.consulting() as cabinet:
        counted = {one: deadline_board.keys(cabinet, within, actor, one, size=MOST_COUNTED) for one in Band}
        shown = {one: found[:FEW] for one, found in counted.items() if band is None}
        if band is not None:
            shown = {band: deadline_board.keys(cabinet, within, actor, band, after=after, size=PAGE + 1)}
        further = shown[band][PAGE - 1] if band is not None and len(shown[band]) > PAGE else None
        shown = {one: found[:PAGE] for one, found in shown.items()}
        many, handles = facts_of(cabinet, actor, [key for found in shown.values() for key in found])
    grant = desk.ask_many(actor, Action.DEADLINE_LIST, many, objects=handles)
    opened = lines(desk, actor, grant, [key for found in shown.values() for key in found])
    return Board(
        counts={one: len(found) for one, found in counted.items()},
        lines={
            one: tuple(opened[key.deadline_id] for key in found if key.deadline_id in opened)
            for one, found in shown.items()
        },
        band=band,
        after=further,
    )


def soonest(cabinet: Cabinet, within: Scope, actor: Actor, size: int) -> list[DeadlineKey]:
    """The places of what the actor's program has to do next, for My work."""
    return deadline_board.keys(cabinet, within, actor, None, size=size)


def facts_of(cabinet: Cabinet, actor: Actor, keys: Sequence[DeadlineKey]) -> tuple[list[CaseFacts], list[Handle]]:
    """The facts of the cases of these places, with no more than a list shows of each, and the deadlines' handles."""
    if not keys:
        return [], []
    cases = list(dict.fromkeys(key.case_id for key in keys))
    found = case_facts.facts_of_many(cabinet.connection, actor, cases)
    handles = deadline_facts.facts_of_handles(cabinet, [key.deadline_id for key in keys])
    return [_of_the_list(actor, facts) for facts in found], handles


def lines(desk: Desk, actor: Actor, grant: Grant, keys: Sequence[DeadlineKey]) -> Mapping[DeadlineId, DeadlineLine]:
    """The lines of what the grant opens of these."""
    if not keys:
        return {}
    with desk.opened(grant) as cabinet:
        found = deadlines.open(cabinet, grant, {key.deadline_id for key in keys})
        called = _called(desk, cabinet, grant, actor)
    return {one.id: _line(desk, one, called) for one in found}


def _line(desk: Desk, one: Deadline, called: Mapping[CaseId, str]) -> DeadlineLine:
    return line(desk.catalog, one, desk.now, case=called.get(one.case_id, ""))


def _called(desk: Desk, cabinet: Cabinet, grant: Grant, actor: Actor) -> dict[CaseId, str]:
    """What each case is called: the child's own word for themselves where it is open, else the reference."""
    opened, audience = listed.open_lines(cabinet, grant, CHILD), names.audience_of(desk.catalog, actor)
    return {
        case_id: text(names.to_call_by(children, actor, audience), "called") or header.reference
        for case_id, (header, children) in opened.items()
    }


def _of_the_list(actor: Actor, facts: CaseFacts) -> CaseFacts:
    """INVARIANT: the entry of a list opens what the list shows, and not the whole of every case on it."""
    held = tuple(
        one
        for one in facts.holdings
        if one.program.id == actor.program_id or one.information_type is CHILD.information_type
    )
    return replace(facts, holdings=held)
