"""Room: storage. Drafts: sealed, opened for their author alone, gone when filed, discarded or 30 days old."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from coordination.audit.grant import Grant
from coordination.declare.information import InformationType
from coordination.model.actor import Actor
from coordination.model.draft import KEPT_FOR, Draft, DraftFacts
from coordination.model.errors import Refused
from coordination.model.ids import CaseId, DraftId, Handle, PersonId, ProgramId, RecordId
from coordination.storage import keys
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases
from coordination.storage.record_tables import drafts

TABLE = "drafts"


def facts_of_drafts(cabinet: Cabinet, actor: Actor) -> list[DraftFacts]:
    """The actor's own unexpired drafts for the program they act for, newest first; nobody else's."""
    return _facts(cabinet, and_(_own(actor), drafts.c.expires_at > cabinet.now))


def facts_of_draft(cabinet: Cabinet, actor: Actor, draft_id: DraftId) -> DraftFacts | None:
    """One draft of the actor's own, unexpired, or None: another's is nobody's."""
    mine = and_(_own(actor), drafts.c.id == draft_id, drafts.c.expires_at > cabinet.now)
    return next(iter(_facts(cabinet, mine)), None)


def save(cabinet: Cabinet, grant: Grant, draft: DraftFacts, typed: Mapping[str, Sequence[str]]) -> None:
    """Keep what was typed, over what the same draft held before. Refused when the id is another's or another form's."""
    if (draft.author_id, draft.program_id) != (grant.actor.person_id, grant.actor.program_id):
        raise Refused(reason="not_author")
    text = json.dumps({name: list(values) for name, values in typed.items()}, ensure_ascii=False)
    key_id, body = keys.seal(cabinet, grant, _drawer(draft), grant.actor.program.agency_id, text.encode())
    kept = {
        "saved_at": cabinet.now,
        "expires_at": cabinet.now + KEPT_FOR,
        "key_id": key_id,
        "body": body,
    }
    # Another's draft is not even there to be found (row-level security), and still its id cannot be taken.
    insert = postgresql.insert if cabinet.connection.dialect.name == "postgresql" else sqlite.insert
    made = insert(drafts).values(_identity(draft) | kept).on_conflict_do_nothing()
    if cabinet.connection.execute(made, execution_options={"preserve_rowcount": True}).rowcount == 1:
        return
    same = and_(_own(grant.actor), *(drafts.c[name] == value for name, value in _fixed(draft).items()))
    changed = cabinet.connection.execute(update(drafts).where(same).values(kept))
    if changed.rowcount != 1:
        raise Refused(reason="not_author")


def open(cabinet: Cabinet, grant: Grant, draft: DraftFacts) -> Draft:  # noqa: A001 - read as drafts.open(cabinet, grant)
    """What was typed, for its author alone."""
    if draft.author_id != grant.actor.person_id:
        raise Refused(reason="not_author")
    query = select(drafts.c.key_id, drafts.c.body).where(drafts.c.id == draft.draft_id, _own(grant.actor))
    row = cabinet.connection.execute(query).first()
    if row is None:
        raise Refused(reason="absent")
    try:
        text = keys.unseal_own(cabinet, grant, _drawer(draft), row.key_id, row.body)
    except keys.Destroyed as error:  # the program's records on the case were purged, and it with them
        raise Refused(reason="absent") from error
    return Draft(facts=draft, typed=json.loads(text))


def discard(cabinet: Cabinet, grant: Grant, draft_id: DraftId) -> None:
    """Remove a draft of the actor's own, if it is there."""
    cabinet.connection.execute(delete(drafts).where(drafts.c.id == draft_id, _own(grant.actor)))


def _own(actor: Actor) -> ColumnElement[bool]:
    return and_(drafts.c.author_id == actor.person_id, drafts.c.program_id == actor.program_id)


def _fixed(draft: DraftFacts) -> dict[str, Any]:
    """What of a draft never changes: a saved one cannot be moved to another case, form or record."""
    return {
        "id": draft.draft_id,
        "case_id": draft.case_id,
        "form": draft.form,
        "form_version": draft.form_version,
    }


def _identity(draft: DraftFacts) -> dict[str, Any]:
    return _fixed(draft) | {
        "handle": draft.handle,
        "program_id": draft.program_id,
        "author_id": draft.author_id,
        "information_type": draft.information_type.value,
        "corrects": draft.corrects,
    }


def _drawer(draft: DraftFacts) -> keys.Drawer:
    return keys.Drawer(
        table=TABLE,
        row=draft.draft_id,
        case_id=draft.case_id,
        information_type=draft.information_type,
        program_id=draft.program_id,
    )


def _facts(cabinet: Cabinet, chosen: ColumnElement[bool]) -> list[DraftFacts]:
    query = (
        select(
            drafts.c.id,
            drafts.c.handle,
            drafts.c.case_id,
            cases.c.reference,
            drafts.c.program_id,
            drafts.c.author_id,
            drafts.c.information_type,
            drafts.c.form,
            drafts.c.form_version,
            drafts.c.corrects,
            drafts.c.saved_at,
            drafts.c.expires_at,
        )
        .join(cases, cases.c.id == drafts.c.case_id)
        .where(chosen)
        .order_by(drafts.c.saved_at.desc(), drafts.c.id)
    )
    return [
        DraftFacts(
            draft_id=DraftId(row.id),
            handle=Handle(row.handle),
            case_id=CaseId(row.case_id),
            case_reference=row.reference,
            program_id=ProgramId(row.program_id),
            author_id=PersonId(row.author_id),
            information_type=InformationType(row.information_type),
            form=row.form,
            form_version=row.form_version,
            corrects=RecordId(row.corrects) if row.corrects else None,
            saved_at=row.saved_at,
            expires_at=row.expires_at,
        )
        for row in cabinet.connection.execute(query)
    ]
