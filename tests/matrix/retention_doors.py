"""Room: tests. The doors to retention: by role within the own program; what is absent or another's is the same 404.

ISSUE 5, item 9: "retention ends, a legal hold stops it"; the brief to it: "privacy officer/supervisor of the owning
program", "visible to the owner program only". What is due, and the two people, tests/casework/test_retention.py tries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coordination.model.action import Action
from coordination.model.ids import new_id
from tests.matrix.agency_doors import NOTHING, absent
from tests.matrix.asks import Ask, Door, by_role
from tests.matrix.judged import Judged

HOLD = {"reason": "subpoena", "source": "court"}


def hold(one: Judged) -> Iterator[Ask]:
    """On a case on which the own program wrote; whoever is shut out of it has never heard of it."""
    wrote = any(record.program == one.program for record in one.site.records)
    shut = one.situation.conflict or (one.situation.restricted and not one.situation.named)
    allowed = one.may(Action.HOLD_SET) and wrote and not shut and one.site.present
    yield Ask(path="/retention/holds", form={**HOLD, "reference": one.site.reference}, allowed=allowed)
    yield Ask(path="/retention/holds", form={**HOLD, "reference": "0000-0000"}, allowed=False, what="absent")


RETENTION_DOORS: Mapping[tuple[str, str], Door] = {
    ("retention.confirm", "POST"): absent(f"/retention/purges/{NOTHING}/confirm", {}),
    ("retention.decline", "POST"): absent(f"/retention/purges/{NOTHING}/decline", {}),
    ("retention.hold", "POST"): hold,
    ("retention.kept", "GET"): by_role(Action.RETENTION_LIST, "/retention"),
    ("retention.lift", "POST"): absent(f"/retention/holds/{NOTHING}/lift", {}),
    ("retention.propose", "POST"): absent(f"/retention/cases/{new_id()}/purge", {}),
    ("retention.set_period", "POST"): by_role(
        Action.RETENTION_SET, "/retention/period", {"months": "84", "basis": "Schedule 12"}
    ),
}
