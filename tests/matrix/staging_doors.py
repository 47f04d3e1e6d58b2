"""Room: tests. The doors to staged reveal: protocols of teams, the interviewer of a case, events and taking them back.

A site has no protocol, so nobody is named there; the form that does so comes back with its sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coordination.model.action import Action
from coordination.model.ids import new_id
from tests.matrix.asks import Ask, Door, by_role, given, on_case
from tests.matrix.judged import Judged

PROTOCOL = {
    "document": "Protocol for interviews",
    "dated": "2026-03-02",
    "adopted_by": "The team",
    "starts": "2027-05-01",
    "staged": ["interviewer"],
    "first": "none",
    "opens_on": ["interview_done"],
}


def withdraw(one: Judged) -> Iterator[Ask]:
    """Of what was never told; tests/web/test_staging_pages.py takes back what was."""
    yield Ask(path=f"/cases/{one.site.case_id}/team/events/{new_id()}/withdraw", form={}, allowed=False)


def name(one: Judged) -> Iterator[Ask]:
    form = {"interviewer": one.community.people["int_harbor"]}
    address = f"/cases/{one.site.case_id}/team/interviewer"
    yield Ask(path=address, form=form, allowed=one.may(Action.INTERVIEWER_NAME))


STAGING_DOORS: Mapping[tuple[str, str], Door] = {
    ("protocols.index", "GET"): by_role(Action.PROTOCOL_READ, "/protocol"),
    ("protocols.record", "POST"): by_role(Action.PROTOCOL_EDIT, "/protocol", PROTOCOL),
    ("staging.name", "POST"): name,
    ("staging.tell", "POST"): on_case(Action.STAGING_TELL, "/team/events", given(event="review_held")),
    ("staging.withdraw", "POST"): withdraw,
}
