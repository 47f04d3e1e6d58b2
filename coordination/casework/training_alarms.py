"""Room: casework. What ends of trainings and licenses is told 60, 30 and 7 days before, to the person and supervisors.

Constant words: which training, and whose, stands on the page of trainings. It is about no case, and nobody of a
confidential program gets a row, since storage/recipients finds nobody there; their keepers see it on the page.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from coordination.casework.notices import messages
from coordination.model.ids import CaseId, Handle
from coordination.model.notice import Kind, Message
from coordination.model.training import WARN_BEFORE
from coordination.storage import certificate_rows
from coordination.storage.cabinet import Cabinet

NO_CASE = CaseId("")


def due(cabinet: Cabinet) -> list[Message]:
    """What is to be told at the cabinet's instant; each certificate once for each of its three warnings."""
    found: list[Message] = []
    for ending in certificate_rows.facts_of_ending(cabinet):
        why, about = cause(ending.certificate_id, WARN_BEFORE[ending.place]), Handle(ending.certificate_id)
        own = messages(cabinet, Kind.TRAINING_ENDING, ending.program_id, NO_CASE, why, about, ending.person_id)
        leads = messages(cabinet, Kind.STAFF_TRAINING_ENDING, ending.program_id, NO_CASE, why, about)
        others = [message for message in leads if message.person_id != ending.person_id]
        found += [replace(message, case_id=None) for message in (*own, *others)]
    return found


def cause(certificate_id: str, days: int) -> str:
    """An id for this warning of this certificate, the same for every worker. It says nothing about anybody."""
    return sha256(f"{certificate_id} {days}".encode()).hexdigest()[:32]
