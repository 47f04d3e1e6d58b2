"""Room: model. Identifiers: random 128-bit, 32 lowercase hex characters, never ordered by time.

A *handle* is the pseudonym of an object in the access log: random, kept beside the object, shredded with it.
"""

from __future__ import annotations

import re
import secrets
from typing import NewType

AgencyId = NewType("AgencyId", str)
AgreementId = NewType("AgreementId", str)
AppointmentId = NewType("AppointmentId", str)
AuthorityId = NewType("AuthorityId", str)
CaseId = NewType("CaseId", str)
DeadlineId = NewType("DeadlineId", str)
DraftId = NewType("DraftId", str)
EmergencyId = NewType("EmergencyId", str)
EpisodeId = NewType("EpisodeId", str)
FileId = NewType("FileId", str)
Handle = NewType("Handle", str)
InstrumentId = NewType("InstrumentId", str)
IssuerId = NewType("IssuerId", str)
NoticeId = NewType("NoticeId", str)
PersonId = NewType("PersonId", str)
ProgramId = NewType("ProgramId", str)
ProtocolId = NewType("ProtocolId", str)
RecordId = NewType("RecordId", str)
ReferralId = NewType("ReferralId", str)
ReleaseId = NewType("ReleaseId", str)
RequestId = NewType("RequestId", str)
StagingId = NewType("StagingId", str)

_SHAPE = re.compile(r"[0-9a-f]{32}")


def new_id() -> str:
    """A fresh identifier or handle; wrap it in the NewType of its noun."""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    """Whether `text` could be one of ours; what could not is answered like what is absent."""
    return _SHAPE.fullmatch(text) is not None


def case_id_of(text: str) -> CaseId:
    """`text` as the id of a case. What cannot be one becomes an id that no case has, and is then looked up and refused
    like any other absent case: the same answer, at the same cost."""
    return CaseId(text if is_id(text) else "0" * 32)
