"""Room: tests. The doors to emergency access: asking, giving it back, the queue of reviews, and one review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.ids import new_id
from tests.matrix.asks import Ask, Door, by_role, given, on_case
from tests.matrix.judged import Judged

ASKED = {"reason": "danger_to_life", "words": "She is in danger now.", "hours": "2", "told": "yes"}


def review(one: Judged) -> Iterator[Ask]:
    """Of one that is not there: whoever may review others is told nothing else (tests/web/test_emergency_pages.py)."""
    address = f"/cases/{one.site.case_id}/emergencies/{new_id()}/review"
    yield Ask(path=address, form={"verdict": "accepted"}, allowed=False)


EMERGENCY_DOORS: Mapping[tuple[str, str], Door] = {
    ("emergencies.ask", "GET"): on_case(Action.EMERGENCY_START, "/emergency"),
    ("emergencies.end", "POST"): on_case(Action.EMERGENCY_END, "/emergency/end", given()),
    ("emergencies.queue", "GET"): by_role(Action.EMERGENCY_LIST, "/emergencies", roles=frozenset({Role.SUPERVISOR})),
    ("emergencies.review", "POST"): review,
    ("emergencies.start", "POST"): on_case(Action.EMERGENCY_START, "/emergency", given(**ASKED)),
}
