"""Room: casework. My cases: what the viewer may see, last changed first, with what changed since the last visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from coordination.audit.grant import Grant
from coordination.casework import names, standing
from coordination.casework.desk import Desk
from coordination.declare.core_forms import CHILD
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.case import CaseKey, CaseLine, MyCases
from coordination.model.explanation import TypeAccess
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId
from coordination.model.record import Opened, Record
from coordination.policy import explain
from coordination.policy.scope import scope
from coordination.storage import case_list, case_rows, list_facts, listed, missing, visits


def mine(desk: Desk, actor: Actor, after: CaseKey | None = None) -> MyCases:
    """One page of My cases: one entry in the access log names the cases shown, in the one commit of the page.

    after: the `after` of the page before. Raises Refused for a role that works on no cases.
    """
    within = scope(actor, Action.CASE_LIST, desk.now)
    with desk.consulting() as cabinet:
        found = list_facts.facts_of_page(
            *(cabinet, within, actor),
            of=CHILD.information_type,
            beside=InformationType.MISSING,
            after=after,
            size=case_list.PAGE + 1,
        )
        before = visits.facts_of_visit(cabinet, actor)
    shown, many = [key for key, _ in found[: case_list.PAGE]], [facts for _, facts in found[: case_list.PAGE]]
    grant = desk.ask_many(
        actor, Action.CASE_LIST, many, also=lambda cabinet: visits.mark(cabinet, within, actor, before)
    )
    changed = {key.case_id: key.changed_at for key in shown}
    return MyCases(
        lines=tuple(lines(desk, actor, grant, many, changed=changed, before=before, marked=True)),
        after=shown[-1] if len(found) > case_list.PAGE else None,
        last_visit=before,
    )


def lines(
    desk: Desk,
    actor: Actor,
    grant: Grant,
    many: Iterable[CaseFacts],
    *,
    changed: Mapping[CaseId, datetime],
    before: datetime | None,
    marked: bool = False,
) -> list[CaseLine]:
    """Lines of the grant's cases, in the order of `many`: what the grant leaves out is left out here.

    marked: with who is missing now. A list that did not ask for all of that marks nobody, since no mark would mislead.
    """
    with desk.opened(grant) as cabinet:
        opened = listed.open_lines(cabinet, grant, CHILD)
        away = missing.away(cabinet, grant) if marked else frozenset()
    granted = {case.case_id: case.types for case in grant.cases}
    audience = names.audience_of(desk.catalog, actor)
    found = []
    for facts in many:
        if facts.case_id not in opened:
            continue
        header, children = opened[facts.case_id]
        child = names.to_call_by(children, actor, audience)
        place, at = facts.place_of(actor.program_id, desk.now), changed.get(facts.case_id)
        found.append(
            CaseLine(
                header=header,
                called=text(child, "called"),
                aliases=text(child, "aliases"),
                pronouns=text(child, "pronouns"),
                coordinator=coordinator_of(facts),
                since=place.since if place else None,
                changed=at is not None and (before is None or at >= case_rows.hour(before)),
                changed_at=at,
                restricted=facts.restricted,
                member=facts.membership is not None and facts.membership.in_force(desk.now),
                notices=_notices(desk, granted[facts.case_id], child),
                standing=_standing(desk, facts, child),
                missing=facts.case_id in away,
            )
        )
    return found


def _notices(desk: Desk, types: Sequence[TypeAccess], child: Opened | None) -> tuple[tuple[str, str], ...]:
    """What travels with the child's label, when it stands on another program's record."""
    return tuple(
        told
        for line in types
        if child is not None and (line.program_id, line.information_type) == (child.program_id, CHILD.information_type)
        for told in explain.notices(desk.rulebook, line)
    )


def _standing(desk: Desk, facts: CaseFacts, child: Opened | None) -> str:
    """What is said wherever this record is shown, in a list as well."""
    owners = (held.program for held in facts.holdings if child is not None and held.program.id == child.program_id)
    return next((standing.standing(desk.catalog, owner) for owner in owners), "")


def text(record: Record | Opened | None, slug: str) -> str:
    """An answer as one line, empty when there is none."""
    answer = record.answers.get(slug, "") if record else ""
    return answer if isinstance(answer, str) else ", ".join(answer)


def coordinator_of(facts: CaseFacts) -> str:
    """The coordinating program's name and agency."""
    for place in facts.places:
        if place.program.id == facts.coordinating_program_id:
            return f"{place.program.agency_name}, {place.program.name}"
    return ""
