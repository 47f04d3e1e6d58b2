"""Room: tests. The doors to the accounting of disclosures: the privacy officer's and the own supervisor's.

ISSUE 5, 7: "an agency's part"; so the case is one on which a program that they account for has a place, or had one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.ids import new_id
from tests.matrix.asks import Ask, Door
from tests.matrix.judged import Judged

SUSPENDING = {
    "recipient": "report",
    "how": "subpoena",
    "official": "A judge of the county",
    "stated": "2026-01-02 10:00",
}


def kept(one: Judged, action: Action) -> bool:
    """By a supervisor while the program has its place; by the officer after it ended as well, since what was disclosed
    then is asked for up to six years later (LAW 1.6).
    """
    return one.may(action) and (one.situation.viewer_program_placed or one.role is Role.PRIVACY_OFFICER)


def read(one: Judged) -> Iterator[Ask]:
    """Without a case: a form, for whoever keeps any; with one: as the oracle says."""
    yield Ask(
        path=f"/disclosures?reference={one.site.reference}", allowed=kept(one, Action.DISCLOSURE_READ), what="of a case"
    )
    if one.site.name == "member":
        allowed = one.role in {Role.PRIVACY_OFFICER, Role.SUPERVISOR} and one.viewer.partner_type != "courts"
        yield Ask(path="/disclosures", allowed=allowed, what="the form")


def taken(name: str) -> Door:
    """All of it as a file."""

    def door(one: Judged) -> Iterator[Ask]:
        path = f"/disclosures/{name}?reference={one.site.reference}"
        yield Ask(path=path, allowed=kept(one, Action.DISCLOSURE_EXPORT))

    return door


def suspend(one: Judged) -> Iterator[Ask]:
    form = {"reference": one.site.reference, **SUSPENDING}
    yield Ask(path="/disclosures/suspensions", form=form, allowed=kept(one, Action.DISCLOSURE_SUSPEND))


def lift(one: Judged) -> Iterator[Ask]:
    """Of one that is not there: tests/casework/test_disclosures.py ends those that are."""
    path = f"/disclosures/suspensions/{new_id()}/lift"
    if not kept(one, Action.DISCLOSURE_SUSPEND):  # whoever may look is told nothing by what is not there
        yield Ask(path=path, form={"reference": one.site.reference}, allowed=False)


DISCLOSURE_DOORS: Mapping[tuple[str, str], Door] = {
    ("disclosures.lift", "POST"): lift,
    ("disclosures.paper", "GET"): taken("paper.pdf"),
    ("disclosures.read", "GET"): read,
    ("disclosures.sheet", "GET"): taken("sheet.csv"),
    ("disclosures.suspend", "POST"): suspend,
}
