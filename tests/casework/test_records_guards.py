"""Room: tests. Guards of records and drafts, broken on purpose: what stands behind still holds, or a test sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from coordination.audit.grant import Grant
from coordination.casework import drafts, record_pages, records
from coordination.casework.desk import Desk
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.draft import DraftFacts
from coordination.model.errors import Conflict, Refused
from coordination.model.facts import CaseFacts, RecordFacts
from coordination.model.ids import CaseId, DraftId, RecordId, new_id
from coordination.storage import drafts as draft_drawer
from coordination.storage import records as record_drawer
from coordination.storage.cabinet import Cabinet
from tests.casework.story import assigned, opened
from tests.community import Community

Looked = tuple[CaseFacts, RecordFacts | None]
NOTE = "child_protection_note"


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection with police and the center."""
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    return assigned(community, case_id, "cac", "sup_harbor", "coo_harbor")


def filed(community: Community, case: CaseId) -> RecordId:
    return records.file(community.desk, community.actor("ana_cps_worker"), case, NOTE, {"note": "x"}, new_id())


def test_the_table_refuses_a_second_correction_when_casework_forgets_to_look(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, first = community.actor("ana_cps_worker"), filed(community, case)
    records.correct(community.desk, actor, case, first, {"note": "one"}, new_id())
    honest = record_drawer.facts_of_record

    def forgetful(cabinet: Cabinet, case_id: CaseId, record_id: RecordId) -> RecordFacts | None:
        found = honest(cabinet, case_id, record_id)
        return replace(found, corrected=False) if found else None

    monkeypatch.setattr(record_drawer, "facts_of_record", forgetful)
    with pytest.raises(Conflict):
        records.correct(community.desk, actor, case, first, {"note": "two"}, new_id())
    monkeypatch.undo()
    assert len(record_pages.history(community.desk, actor, case, first).versions) == 2


def test_storage_keeps_a_hidden_record_shut_when_casework_forgets_to_look(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = filed(community, case)

    def forgetful(desk: Desk, actor: Actor, action: Action, facts: CaseFacts, _record: RecordFacts) -> Grant:
        return desk.ask(actor, action, facts)

    monkeypatch.setattr(record_pages, "granted", forgetful)
    with pytest.raises(Refused):
        record_pages.read(community.desk, community.actor("coo_harbor"), case, record)
    assert record_pages.read(community.desk, community.actor("ana_cps_worker"), case, record).title


def test_storage_keeps_a_draft_shut_when_casework_forgets_to_look(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, draft = community.actor("ana_cps_worker"), DraftId(new_id())
    drafts.save(community.desk, author, case, {"note": "x"}, draft_id=draft, form_slug=NOTE)
    with community.desk.consulting() as cabinet:
        theirs = draft_drawer.facts_of_draft(cabinet, author, draft)
    assert theirs is not None

    def forgetful(_desk: Desk, _actor: Actor, _draft_id: DraftId) -> DraftFacts | None:
        return replace(theirs, form="investigation_note")

    monkeypatch.setattr(drafts, "_own", forgetful)
    with pytest.raises(Refused):
        drafts.resume(community.desk, community.actor("det_lake"), draft)


@pytest.mark.parametrize("slug", ["ana_cps_worker", "det_lake", "sgt_lake"])
def test_withdrawn_records_open_for_a_supervisor_of_the_owner_alone(
    community: Community, case: CaseId, slug: str
) -> None:
    record = filed(community, case)
    records.withdraw(community.desk, community.actor("ana_cps_worker"), case, record, "wrong_case", new_id())
    actor = community.actor(slug)
    grant = community.desk.ask(actor, Action.CASE_READ, community.desk.facts(actor, case))
    with community.desk.opened(grant) as cabinet:
        try:
            found = record_drawer.open_withdrawn(cabinet, grant, record)
        except Refused:
            found = []
    assert found == []


def test_a_record_withdrawn_between_decision_and_look_is_refused(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, author = filed(community, case), community.actor("ana_cps_worker")
    honest: Any = record_pages.granted

    def slow(desk: Desk, actor: Actor, action: Action, facts: CaseFacts, found: RecordFacts) -> Grant:
        grant: Grant = honest(desk, actor, action, facts, found)
        records.withdraw(desk, author, case, record, "wrong_case", new_id())
        return grant

    monkeypatch.setattr(record_pages, "granted", slow)
    with pytest.raises(Refused):
        record_pages.read(community.desk, community.actor("ana_cps_worker"), case, record)


def test_the_statement_count_tells_a_planted_shortcut(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The promise "hidden costs as much as absent" is measured by statements; a look-up that is spared shows."""
    viewer, hidden = community.actor("coo_harbor"), filed(community, case)

    def costs(looked_for: Iterable[RecordId]) -> set[int]:
        found = set()
        for record in looked_for:
            with community.desk.database.count() as tally, pytest.raises(Refused):
                record_pages.read(community.desk, viewer, case, record)
            found.add(tally.statements)
        return found

    both = [hidden, RecordId(new_id())]
    assert len(costs(both)) == 1
    honest = records.look_up

    def shortcut(
        desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId
    ) -> tuple[CaseFacts, RecordFacts | None]:
        if record_id != hidden:
            return desk.facts(actor, case_id), None
        return honest(desk, actor, case_id, record_id)

    monkeypatch.setattr(record_pages, "look_up", shortcut)
    assert len(costs(both)) == 2
