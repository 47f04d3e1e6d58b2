"""Room: tests. The doors to operator instruments: everybody sees what their program needs, its keepers file and end.

ISSUE 5, 4: "No program goes live until its operator instrument is filed". One of another agency and an absent one are
alike. All of this community is live; who is not: tests/web/test_instrument_pages.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coordination.model.action import Action
from tests.matrix.agency_doors import NOTHING, absent
from tests.matrix.asks import Ask, Door, by_role
from tests.matrix.judged import Judged

KINDS = {"advocates": "victim_assurance", "cac": "victim_assurance", "detectives": "cjis_addendum"}


def file(one: Judged) -> Iterator[Ask]:
    """Child protection needs none, so its officers are told so beside the field."""
    if one.site.name == "member":
        form = {
            "program": one.community.programs[one.program].id,
            "kind": KINDS.get(one.program, "business_associate"),
            "document": "Signed with the operator",
            "signed_on": "2026-11-02",
            "for_program": "Jo Vance, director",
            "for_operator": "Lee Park, operator",
        }
        yield Ask(path="/instruments", form=form, allowed=one.may(Action.INSTRUMENT_EDIT))


INSTRUMENT_DOORS: Mapping[tuple[str, str], Door] = {
    ("instruments.end", "POST"): absent(f"/instruments/{NOTHING}/end", {}),
    ("instruments.file", "POST"): file,
    ("instruments.index", "GET"): by_role(Action.INSTRUMENT_READ, "/instruments"),
}
