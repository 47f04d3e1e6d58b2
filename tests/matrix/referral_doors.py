"""Room: tests. The doors to referrals: sending from a case, a program's lists, one referral and each of its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from coordination.model.action import Action
from coordination.model.ids import new_id
from tests.matrix.asks import Ask, Door, Form, program_id
from tests.matrix.judged import Judged
from tests.matrix.sites import REFERRED


def sending(kind: str) -> Callable[[Judged], Form]:
    """A referral of this kind, filled in, to a program that may get it."""

    def form(one: Judged) -> Form:
        to = "detectives" if one.program != "detectives" else "cps"
        typed = {"recipient": program_id(one, to), "urgency": "routine", "agreement": "agreed", "message": "Please."}
        return {"kind": kind, "need": "education", **typed}

    return form


def about(action: Action, path: str, form: Form | None = None) -> Door:
    """A door that the action on one referral alone decides: of each pair of programs, as this person stands to it."""

    def door(one: Judged) -> Iterator[Ask]:
        for pair in REFERRED:
            referral = one.site.referrals.get(pair, "") or new_id()
            allowed = one.site.present and one.may(action, replace(one.situation, referral=side(one, pair)))
            yield Ask(path=f"/referrals/{referral}{path}", form=form, allowed=allowed, what=" to ".join(pair))

    return door


def side(one: Judged, pair: tuple[str, str]) -> str:
    """How this person's program stands to a referral from the first to the second of the pair."""
    return "sent" if pair[0] == one.program else "received" if pair[1] == one.program else "none"
