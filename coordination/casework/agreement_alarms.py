"""Room: casework. That an agreement ends is told 60, 30 and 7 days before, to the supervisors of each of its agencies.

Constant words: which agreement stands on the page of agreements, where its officers see it end as well. It is about no
case, and nobody of a confidential program gets a row, since storage/recipients finds nobody there.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from coordination.casework.notices import messages
from coordination.model.agreement import WARN_BEFORE
from coordination.model.ids import CaseId
from coordination.model.notice import Kind, Message
from coordination.storage import agreements
from coordination.storage.cabinet import Cabinet

NO_CASE = CaseId("")


def due(cabinet: Cabinet) -> list[Message]:
    """What is to be told at the cabinet's instant; each agreement once for each of its three warnings."""
    return [
        replace(message, case_id=None)
        for agreement_id, handle, place, told in agreements.facts_of_ending(cabinet)
        for program in told
        for message in messages(
            cabinet, Kind.AGREEMENT_ENDING, program, NO_CASE, cause(agreement_id, WARN_BEFORE[place]), handle
        )
    ]


def cause(agreement_id: str, days: int) -> str:
    """An id for this warning of this agreement, the same for every worker."""
    return sha256(f"{agreement_id} {days}".encode()).hexdigest()[:32]
