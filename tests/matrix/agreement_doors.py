"""Room: tests. The doors to agreements between agencies: their officers record, supervisors read too, never a case.

ISSUE 5, 4: "agreements with signatories, types and dates". An agreement of other agencies and an absent one are alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coordination.model.action import Action
from tests.matrix.agency_doors import NOTHING, absent
from tests.matrix.asks import Ask, Door, by_role
from tests.matrix.judged import Judged

SIGNED = {"signatory": "Jo Vance, director", "signed_on": "2026-10-20"}


def record(one: Judged) -> Iterator[Ask]:
    """With the center, or by the center with child protection."""
    if one.site.name == "member":
        other = "harbor_cac" if one.program != "cac" else "north_county"
        form = {
            "title": "Agreement on teams that investigate",
            "parties": [one.community.agencies[other]],
            "types": ["report"],
            "starts": "2026-11-01",
            "ends": "2027-03-31",
            **SIGNED,
        }
        yield Ask(path="/agreements", form=form, allowed=one.may(Action.AGREEMENT_EDIT))


AGREEMENT_DOORS: Mapping[tuple[str, str], Door] = {
    ("agreements.confirm", "POST"): absent(f"/agreements/{NOTHING}/confirm", SIGNED),
    ("agreements.end", "POST"): absent(f"/agreements/{NOTHING}/end", {}),
    ("agreements.index", "GET"): by_role(Action.AGREEMENT_READ, "/agreements"),
    ("agreements.new", "GET"): by_role(Action.AGREEMENT_EDIT, "/agreements/new"),
    ("agreements.read", "GET"): absent(f"/agreements/{NOTHING}"),
    ("agreements.record", "POST"): record,
}
