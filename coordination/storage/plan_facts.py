"""Room: storage. What may be known of plans before anything is opened: which there are, and when a service began."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from coordination.declare.information import InformationType
from coordination.model.facts import RecordFacts
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, RecordId, ReferralId
from coordination.model.referral_steps import SENT, SERVED
from coordination.storage.cabinet import Cabinet
from coordination.storage.record_tables import records
from coordination.storage.referral_tables import referral_steps

_COLUMNS = ["id", "handle", "program_id", "information_type", "author_id", "first_id", "form", "form_version"]


def facts_of_filed(cabinet: Cabinet, case_id: CaseId, types: Iterable[InformationType]) -> list[RecordFacts]:
    """The current records of these types on a case, withdrawn ones left out; the newest first."""
    query = (
        select(*(records.c[name] for name in _COLUMNS))
        .where(
            records.c.case_id == case_id,
            records.c.information_type.in_(sorted(kind.value for kind in types)),
            records.c.current.is_(True),
            records.c.withdrawn_at.is_(None),
        )
        .order_by(records.c.filed_at.desc(), records.c.id)
    )
    return [
        RecordFacts(
            record_id=RecordId(row.id),
            handle=Handle(row.handle),
            program_id=ProgramId(row.program_id),
            information_type=InformationType(row.information_type),
            author_id=PersonId(row.author_id),
            first_id=RecordId(row.first_id),
            form=row.form,
            form_version=row.form_version,
            withdrawn=False,
            corrected=False,
        )
        for row in cabinet.connection.execute(query)
    ]


def facts_of_service(
    cabinet: Cabinet, referral_ids: Sequence[ReferralId]
) -> dict[ReferralId, tuple[datetime, datetime | None]]:
    """When each of these referrals was first sent, and when its recipient first said that the service had begun or was
    given (UTC). Of a recipient that answers nobody the caller leaves the referral out."""
    query = (
        select(referral_steps.c.referral_id, referral_steps.c.step, referral_steps.c.reason, referral_steps.c.at)
        .where(referral_steps.c.referral_id.in_(sorted(referral_ids)))
        .order_by(referral_steps.c.number)
    )
    sent: dict[ReferralId, datetime] = {}
    served: dict[ReferralId, datetime] = {}
    for referral, step, reason, at in cabinet.connection.execute(query):
        if step == SENT:
            sent.setdefault(referral, at)
        elif reason in SERVED.get(step, ()):
            served.setdefault(referral, at)
    return {referral: (at, served.get(referral)) for referral, at in sent.items()}
