"""Room: tests. The referrals of the bench's town: what each police unit was sent and has sent, most of it long done.

Open at NOW are every 797th case's, and some on the viewer's own cases, so that My work shows about a page of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from coordination.database.types import microseconds
from coordination.storage.referral_tables import referrals
from tests.bench.town import HOUR, NOW, VIEWERS_PROGRAM, Batch, Office

OFTEN, SELDOM = 8, 797  # a case in so many has one that is done; one that is open
LATELY = microseconds(NOW - timedelta(hours=20))  # no alarm is due yet
REPORT, SERVICE = ("report", ""), ("service", "behavioral_health")


def referrals_of(
    rows: Batch,
    case_id: str,
    offices: Sequence[Office],
    team: Sequence[str],
    place: int,
    turn: int | None,
    fresh: Iterator[str],
) -> None:
    """The referrals of one case. turn: which of the viewer's cases it is, None when it is not theirs."""
    for number, (sender, recipient) in enumerate(((0, VIEWERS_PROGRAM), (VIEWERS_PROGRAM, 5))):
        open_ = place % SELDOM == 3 + number or (turn is not None and turn % 20 == 4 + 3 * number)
        if not open_ and place % OFTEN != 4 * number:
            continue
        kind, need = (REPORT, SERVICE)[number]
        urgent = place % 3 == 0
        at = LATELY + place % 16 * HOUR if open_ and not urgent else LATELY + 20 * HOUR - place % 25 * HOUR // 60
        state = "requested" if open_ else ("accepted", "completed")[number]
        sent = at if open_ else at - (200 + place % 8_000) * HOUR
        rows.setdefault(referrals, []).append(
            (next(fresh), next(fresh), case_id, offices[sender].id, offices[recipient].id, kind, need,
             "urgent" if urgent else "routine", "agreed" if need else "not_asked", False, state, "active", False,
             team[sender], sent, sent, None if open_ else sent, 1 if open_ else None)
        )  # fmt: skip
