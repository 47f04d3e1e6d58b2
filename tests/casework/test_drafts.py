"""Room: tests. Drafts: their author's alone, logged when opened and when filed, gone after 30 days."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from coordination.casework import drafts, hub_codes, record_forms, records, releases, teams, upkeep
from coordination.model.errors import Refused
from coordination.model.ids import CaseId, DraftId, RecordId, new_id
from coordination.storage import record_tables
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community

CANARY = "canary-half-a-sentence"
NOTE = "child_protection_note"


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection with a detective."""
    return assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")


def kept(community: Community, case: CaseId, words: str = CANARY, draft: DraftId | None = None) -> DraftId:
    """A draft of the child-protection worker. It is not fit to be filed: a draft is whatever is there."""
    typed = {"note": [words], "happened_at": ["half a da"]}
    actor = community.actor("ana_cps_worker")
    return drafts.save(community.desk, actor, case, typed, draft_id=draft or DraftId(new_id()), form_slug=NOTE)


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(Refused):
        act()


def test_a_draft_comes_back_as_it_was_typed(community: Community, case: CaseId) -> None:
    draft = kept(community, case)
    blank = drafts.resume(community.desk, community.actor("ana_cps_worker"), draft)
    assert blank.typed == {"note": [CANARY], "happened_at": ["half a da"]}
    assert (blank.form.slug, blank.draft_id, blank.case_id) == (NOTE, draft, case)


def test_saving_again_keeps_one_draft_with_the_newest_words(community: Community, case: CaseId) -> None:
    draft = kept(community, case)
    community.clock.forward(seconds=20)
    kept(community, case, "more", draft)
    actor = community.actor("ana_cps_worker")
    (line,) = drafts.mine(community.desk, actor)
    assert line.facts.saved_at == community.clock.now
    assert drafts.resume(community.desk, actor, draft).typed["note"] == ["more"]


def test_nobody_but_its_author_lists_opens_overwrites_or_discards_a_draft(community: Community, case: CaseId) -> None:
    draft = kept(community, case)
    for slug in ("sam_cps_supervisor", "det_lake", "sgt_lake", "coo_harbor", "adv_safe"):
        actor = community.actor(slug)
        assert drafts.mine(community.desk, actor) == ()
        refused(lambda a=actor: drafts.resume(community.desk, a, draft))  # type: ignore[misc]
        refused(lambda a=actor: drafts.discard(community.desk, a, draft, new_id()))  # type: ignore[misc]
    detective = community.actor("det_lake")
    theirs = {"note": ["x"]}
    refused(
        lambda: drafts.save(community.desk, detective, case, theirs, draft_id=draft, form_slug="investigation_note")
    )
    assert drafts.resume(community.desk, community.actor("ana_cps_worker"), draft).typed["note"] == [CANARY]


def test_a_draft_cannot_be_moved_to_another_case_or_form(community: Community, case: CaseId) -> None:
    draft, actor = kept(community, case), community.actor("ana_cps_worker")
    other = opened(community, "ana_cps_worker")
    refused(lambda: drafts.save(community.desk, actor, other, {}, draft_id=draft, form_slug=NOTE))
    refused(lambda: drafts.save(community.desk, actor, case, {}, draft_id=draft, form_slug="child"))


def test_the_list_says_form_and_case_and_nothing_typed(community: Community, case: CaseId) -> None:
    kept(community, case)
    (line,) = drafts.mine(community.desk, community.actor("ana_cps_worker"))
    assert line.form_title == "Child protection note"
    assert line.facts.case_reference
    assert CANARY not in repr(line)


def test_opening_and_filing_a_draft_are_in_the_log_by_its_handle(community: Community, case: CaseId) -> None:
    draft, actor = kept(community, case), community.actor("ana_cps_worker")
    drafts.resume(community.desk, actor, draft)
    records.file(community.desk, actor, case, NOTE, {"note": CANARY}, new_id(), draft_id=draft)
    written = entries_of(community)
    saved, opening, filing = (
        next(entry for entry in written if entry["action"] == action)
        for action in ("draft:save", "draft:open", "record:file")
    )
    handle = (set(saved["objects"]) & set(opening["objects"]) & set(filing["objects"])) - {saved["objects"][0]}
    assert len(handle) == 1
    assert drafts.mine(community.desk, actor) == ()
    refused(lambda: drafts.resume(community.desk, actor, draft))
    assert CANARY not in str(written)


def test_a_draft_of_a_correction_remembers_what_it_corrects(community: Community, case: CaseId) -> None:
    actor = community.actor("ana_cps_worker")
    record = records.file(community.desk, actor, case, NOTE, {"note": "first"}, new_id())
    draft = DraftId(new_id())
    drafts.save(community.desk, actor, case, {"note": "second"}, draft_id=draft, corrects=record)
    blank = drafts.resume(community.desk, actor, draft)
    assert (blank.corrects, blank.form.slug) == (record, NOTE)
    records.correct(community.desk, actor, case, record, {"note": "second"}, new_id(), draft_id=draft)
    assert drafts.mine(community.desk, actor) == ()


def test_a_draft_that_corrects_what_is_not_ours_is_refused(community: Community, case: CaseId) -> None:
    actor = community.actor("det_lake")
    theirs = records.file(community.desk, community.actor("ana_cps_worker"), case, NOTE, {"note": "first"}, new_id())
    for record in (theirs, RecordId(new_id())):
        refused(lambda r=record: drafts.save(community.desk, actor, case, {}, draft_id=DraftId(new_id()), corrects=r))  # type: ignore[misc]


def test_a_confidential_program_has_no_draft_before_its_release_to_the_hub(community: Community, case: CaseId) -> None:
    advocate = community.actor("adv_safe")
    before = len(entries_of(community))
    refused(
        lambda: drafts.save(
            community.desk, advocate, case, {"note": CANARY}, draft_id=DraftId(new_id()), form_slug="advocacy_note"
        )
    )
    (entry,) = entries_of(community)[before:]
    assert (entry["outcome"], entry["objects"]) == ("refused", [])
    with community.desk.consulting() as cabinet:
        assert cabinet.connection.execute(select(record_tables.drafts)).all() == []


def test_a_confidential_program_drafts_only_what_its_release_to_the_hub_names(
    community: Community, case: CaseId
) -> None:
    advocate = community.actor("adv_safe")
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case, new_id())
    signers = [("minor", "River"), ("parent", "Jo Rivers")]
    typed: dict[str, str | tuple[str, ...]] = {"types": ("advocacy",), "purpose": "safety", "expires_on": "2026-12-20"}
    typed |= {"not_condition": "yes", "method": "paper", "under_18": "yes"}
    for number, (capacity, name) in enumerate(signers, 1):
        signer = {"capacity": capacity, "name": name, "abuser": "no"}
        typed |= {f"signer_{number}_{field}": value for field, value in signer.items()}
    releases.name_hub(community.desk, advocate, code, typed, new_id())

    def save(form: str) -> None:
        drafts.save(community.desk, advocate, case, {"note": CANARY}, draft_id=DraftId(new_id()), form_slug=form)

    save("advocacy_note")
    refused(lambda: save("child"))
    assert [draft.facts.form for draft in drafts.mine(community.desk, advocate)] == ["advocacy_note"]


def test_a_draft_on_a_case_one_has_left_is_absent(community: Community, case: CaseId) -> None:

    draft, actor = kept(community, case), community.actor("ana_cps_worker")
    supervisor = community.actor("sam_cps_supervisor")
    teams.end_member(community.desk, supervisor, case, community.people["ana_cps_worker"], new_id())
    assert drafts.mine(community.desk, actor) == ()
    refused(lambda: drafts.resume(community.desk, actor, draft))


def test_after_thirty_days_a_draft_is_gone_and_the_purge_is_in_the_log(community: Community, case: CaseId) -> None:
    draft = kept(community, case)
    community.clock.forward(days=30)
    actor = community.actor("ana_cps_worker")
    assert drafts.mine(community.desk, actor) == ()
    refused(lambda: drafts.resume(community.desk, actor, draft))
    assert upkeep.purge(community.desk).drafts == 1
    with community.desk.consulting() as cabinet:
        assert cabinet.connection.execute(select(record_tables.drafts)).all() == []
    assert any(entry["reason"] == "expired" and entry["objects"] for entry in entries_of(community))


def test_a_draft_lies_sealed(community: Community, case: CaseId) -> None:
    kept(community, case)
    with community.desk.consulting() as cabinet:
        (row,) = cabinet.connection.execute(select(record_tables.drafts)).all()
    assert CANARY.encode() not in bytes(row.body)
    assert CANARY not in repr(row)


def test_a_discarded_draft_is_gone(community: Community, case: CaseId) -> None:
    draft, actor = kept(community, case), community.actor("ana_cps_worker")
    drafts.discard(community.desk, actor, draft, new_id())
    assert drafts.mine(community.desk, actor) == ()


def test_a_form_begins_with_an_id_for_its_draft(community: Community, case: CaseId) -> None:
    actor = community.actor("ana_cps_worker")
    one, two = (record_forms.new(community.desk, actor, case, NOTE).draft_id for _ in range(2))
    assert one != two
