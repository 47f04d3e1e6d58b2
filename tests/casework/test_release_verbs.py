"""Room: tests. The verbs of releases to the letter: what each offers, keeps, logs, marks as changed and refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from coordination.casework import hub_codes, records, releases
from coordination.casework.release_offer import types_of
from coordination.declare.information import InformationType
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.facts import Release
from coordination.model.ids import CaseId, ReleaseId, new_id
from coordination.storage.case_tables import memberships
from coordination.storage.record_tables import releases as table
from tests.casework.story import entries_of
from tests.casework.test_releases import admit, hub_paper, open_case, paper
from tests.community import Community, make_community
from tests.databases import Store
from tests.policy.village import CLINIC

SIGNED = {"signature_1": "River", "signature_2": "Jo Rivers"}


@pytest.fixture
def community(sqlite_store: Store, tmp_path: Path) -> Iterator[Community]:
    """On one engine: which rows a verb touches is storage's, and tried on both there."""
    yield from make_community(sqlite_store, tmp_path / "home")


@pytest.fixture
def case(community: Community) -> CaseId:
    """Child protection's case, with police and the center."""
    return open_case(community)


def recorded(community: Community, case: CaseId, to: tuple[str, ...] = ("cac",), **more: str) -> ReleaseId:
    typed = paper(community, to, ("identity",), **more)
    return releases.record(community.desk, community.actor("ana_cps_worker"), case, typed, new_id())


def stored(community: Community, release: ReleaseId) -> object:
    with community.desk.consulting() as cabinet:
        return cabinet.connection.execute(select(table).where(table.c.id == release)).one()


def last(community: Community, action: str) -> dict[str, object]:
    """The newest entry of this action."""
    found: dict[str, object] = [one for one in entries_of(community) if one["action"] == action][-1]
    return found


def marked(community: Community, case: CaseId) -> set[str]:
    """The programs for whose team members the case has changed in the last hour."""
    slugs = {program.id: slug for slug, program in community.programs.items()}
    with community.desk.consulting() as cabinet:
        rows = cabinet.connection.execute(
            select(memberships.c.program_id).where(
                memberships.c.case_id == case, memberships.c.changed_at >= community.clock.now.replace(minute=0)
            )
        )
        return {slugs[row.program_id] for row in rows}


def test_a_form_offers_the_others_on_the_case_that_a_release_may_reach(community: Community, case: CaseId) -> None:
    admit(community, case, to=("cps",))
    offered = releases.offer(community.desk, community.actor("ana_cps_worker"), case)
    names = [one.name for one in offered.recipients]
    assert {one.slug for one in offered.recipients} == {"cac", "detectives"}
    assert names == sorted(names)
    clinic = replace(community.actor("ana_cps_worker"), program=CLINIC)  # whose types have slugs in another order
    for types in (offered.types, types_of(community.desk, clinic)):
        assert [one.words for one in types] == sorted(one.words for one in types)
    assert offered.longest == 365
    assert not offered.encoded
    own = releases.offer(community.desk, community.actor("adv_safe"), case)
    assert own.encoded
    assert InformationType.CHILD_PROTECTION not in own.types


def test_the_form_of_the_hub_offers_everybody_but_confidential_programs(community: Community) -> None:
    offered = releases.hub_offer(community.desk, community.actor("adv_safe"))
    open_ones = {slug for slug, one in community.programs.items() if not one.confidential and not one.court}
    assert {one.slug for one in offered.recipients} == open_ones
    assert [one.name for one in offered.recipients] == sorted(one.name for one in offered.recipients)
    assert InformationType.ADVOCACY in offered.types
    assert offered.encoded
    with pytest.raises(Refused):
        releases.hub_offer(community.desk, community.actor("ana_cps_worker"))
    assert last(community, "release:name_hub")["outcome"] == "refused"


def test_a_look_before_it_is_recorded_says_who_gains_what_until_when_and_whom_never_to_tell(
    community: Community, case: CaseId
) -> None:
    note = {"note": "Home visit."}
    records.file(community.desk, community.actor("ana_cps_worker"), case, "child_protection_note", note, new_id())
    typed = paper(community, ("cac",), ("identity", "report"))
    found = releases.look(community.desk, community.actor("ana_cps_worker"), case, typed)
    told = {(one.recipient.slug, one.information_type.value): (one.now, one.then) for one in found.gains}
    assert told == {("cac", "identity"): ("known", "open"), ("cac", "report"): ("known", "open")}
    assert found.last.isoformat() == "2026-12-21T06:00:00+00:00"
    assert found.never == ()
    assert found.paper.words
    shown = last(community, "release:preview")["shown"]
    assert [one[0] for one in shown] == ["identity"]  # type: ignore[attr-defined]  # whose day it is, and nothing else


def test_a_release_that_was_recorded_is_kept_as_it_was_checked(community: Community, case: CaseId) -> None:
    made = recorded(community, case, starts_on="2026-11-23")
    row = stored(community, made)
    assert row.starts_at.isoformat() == "2026-11-23T06:00:00+00:00"  # type: ignore[attr-defined]
    assert (row.signers_suffice, row.signers_encoded, row.names_hub) == (True, False, False)  # type: ignore[attr-defined]
    entry = last(community, "release:record")
    assert entry["purpose"] == "safety"
    assert len(entry["objects"]) == 2  # type: ignore[arg-type]
    (listed,) = releases.listed(community.desk, community.actor("ana_cps_worker"), case)
    assert listed.paper is not None
    assert listed.paper.sha256
    assert listed.paper.said_under_18
    assert listed.paper.witness == "Ana Brook"


def test_a_draft_is_logged_as_one_is_not_sealed_and_suffices_for_nothing(community: Community, case: CaseId) -> None:
    made = recorded(community, case, method="print")
    assert not stored(community, made).signers_suffice  # type: ignore[attr-defined]
    assert last(community, "release:record")["purpose"] == "release_draft"
    (listed,) = releases.listed(community.desk, community.actor("ana_cps_worker"), case)
    assert listed.paper is not None
    assert listed.paper.sha256 == listed.paper.witness == ""


def test_recording_marks_the_case_for_both_sides_a_draft_for_its_own_and_a_stop_for_its_own(
    community: Community, case: CaseId
) -> None:
    community.clock.forward(hours=2)
    assert marked(community, case) == set()
    recorded(community, case, method="print")
    assert marked(community, case) == {"cps"}
    community.clock.forward(hours=2)
    made = recorded(community, case)
    assert marked(community, case) == {"cps", "cac"}
    community.clock.forward(hours=2)
    releases.revoke(community.desk, community.actor("int_harbor"), case, made, "oral", new_id())
    assert marked(community, case) == {"cac"}
    assert last(community, "release:revoke")["purpose"] == "oral"


def test_a_stop_says_how_and_which_and_another_stop_with_its_key_is_another(community: Community, case: CaseId) -> None:
    one, two, key = recorded(community, case), recorded(community, case), new_id()
    ana = community.actor("ana_cps_worker")
    with pytest.raises(Invalid) as told:
        releases.revoke(community.desk, ana, case, one, "dreamt", key)
    assert list(told.value.fields) == ["how"]
    releases.revoke(community.desk, ana, case, one, "written", key)
    assert last(community, "release:revoke")["objects"][-1:] == [stored(community, one).handle]  # type: ignore[attr-defined, index]
    releases.revoke(community.desk, ana, case, one, "written", key)
    with pytest.raises(Conflict):
        releases.revoke(community.desk, ana, case, two, "written", key)
    assert stored(community, one).revoked_how == "written"  # type: ignore[attr-defined]


def test_whoever_is_no_party_is_refused_with_the_reason_in_the_log(community: Community, case: CaseId) -> None:
    made = recorded(community, case)
    with pytest.raises(Refused) as refused:
        releases.revoke(community.desk, community.actor("det_lake"), case, made, "oral", new_id())
    assert refused.value.reason == "not_party"
    typed = paper(community, ("cac",), ("identity",))
    with pytest.raises(Refused):
        releases.record(community.desk, community.actor("adv_safe"), case, typed, new_id())
    assert last(community, "release:record")["outcome"] == "refused"


def test_party_to_a_release_is_who_gave_it_and_who_got_it_once_it_is_signed(community: Community, case: CaseId) -> None:
    made = recorded(community, case)
    ana, mia, det = (community.actor(one) for one in ("ana_cps_worker", "int_harbor", "det_lake"))
    facts = community.desk.facts(ana, case)
    (given,) = facts.releases
    assert releases.party_to(ana, facts, made) == releases.party_to(mia, facts, made) == given
    assert releases.party_to(det, facts, made) is None
    assert releases.party_to(ana, facts, ReleaseId(new_id())) is None
    waiting = replace(facts, releases=(replace(given, signers_suffice=False),))
    assert releases.party_to(ana, waiting, made) is not None
    assert releases.party_to(mia, waiting, made) is None
    many: tuple[Release, ...] = (replace(given, id=ReleaseId("a")), given, replace(given, id=ReleaseId("z")))
    assert releases.party_to(ana, replace(facts, releases=many), made) == given


def test_a_code_is_taken_in_small_letters_and_with_blanks_and_the_second_time_by_its_key_alone(
    community: Community, case: CaseId
) -> None:
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case, new_id())
    advocate, key = community.actor("adv_safe"), new_id()
    typed = hub_paper(community, ("cac",))
    assert releases.name_hub(community.desk, advocate, f" {code.lower()} ", typed, key) == case
    entry = last(community, "release:name_hub")
    assert len(entry["objects"]) == 2  # type: ignore[arg-type]
    (listed,) = releases.listed(community.desk, advocate, case)
    assert listed.names_hub
    assert listed.paper is not None
    assert "hub" in str(listed.paper.words)
    shown = releases.look_hub(community.desk, advocate, typed)
    assert shown.words == listed.paper.words
    with pytest.raises(Refused):
        releases.name_hub(community.desk, advocate, code, typed, new_id())
    releases.revoke(community.desk, advocate, case, listed.id, "oral", new_id())
    with pytest.raises(Refused) as refused:
        releases.name_hub(community.desk, advocate, f" {code.lower()} ", typed, key)
    assert refused.value.reason == "code"
    assert last(community, "release:name_hub")["objects"] == entry["objects"][:1]  # type: ignore[index]


def test_a_code_lifts_no_restriction(community: Community, case: CaseId) -> None:
    facts = community.desk.facts(community.actor("adv_safe"), case)
    actor, now = community.actor("adv_safe"), community.clock.now
    assert releases._open_to(actor, facts, now)
    assert not releases._open_to(actor, replace(facts, restricted=True, named=False), now)
    assert not releases._open_to(actor, replace(facts, open=False), now)
    assert not releases._open_to(actor, replace(facts, conflict=True), now)
