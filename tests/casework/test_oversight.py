"""Room: tests. What an agency's auditor sees of the access log, and what never: both engines, through casework."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from coordination.audit import bulk
from coordination.casework import hub_codes, log_words, oversight, releases
from coordination.model.action import Action
from coordination.model.errors import Invalid, Refused
from coordination.model.ids import CaseId, Handle, new_id
from coordination.model.oversight import Narrowed
from tests.casework import watched
from tests.casework.story import entries_of, opened
from tests.casework.test_releases import paper
from tests.casework.watched import CANARY, acts, morning, number, page, reference_of
from tests.community import Community

OF_SEQ = "WHERE id = (SELECT entry FROM leaf WHERE seq = ?)"
SAFE_PATH = ("Safe Path", "Community Advocates", "Rosa Wren", "Tess Dove", "Gil Heath")


def test_auditor_sees_who_read_what_of_their_agency_on_which_authority(community: Community) -> None:
    case_id = morning(community)
    (seen,) = [act for act in acts(community, "aud_north") if act.person == "Leo Marsh" and act.action == "Read a case"]
    assert not seen.own
    assert seen.program == "Juvenile Detectives, Lakeside Police Department"
    assert seen.cases == (reference_of(community, case_id),)
    assert seen.outcome == "Allowed"
    (shown,) = seen.types
    assert shown.information_type == "Identity"
    assert shown.program == "Child Protection, North County Human Services"
    assert "CAPTA" in shown.authority
    assert shown.citation


def test_auditor_sees_what_their_own_people_did(community: Community) -> None:
    morning(community)
    own = [(act.person, act.action) for act in acts(community, "aud_north") if act.own]
    assert ("Ana Brook", "Opened a new case") in own
    assert ("Ana Brook", "Read a case") in own


def test_refusals_are_shown_with_their_reason(community: Community) -> None:
    morning(community)
    refused = [act for act in acts(community, "aud_north") if act.outcome == "Refused"]
    told = [(act.person, act.action, act.reason) for act in refused]
    assert told == [("Max Hill", "Read a case", "No rule allows it")]


def test_another_agencys_refusal_is_not_the_auditors_to_see(community: Community) -> None:
    morning(community)
    assert not [act for act in acts(community, "aud_lake") if act.person in {"Max Hill", "Mia Vale", "Rosa Wren"}]


@pytest.mark.parametrize("auditor", ["aud_north", "aud_lake"])
def test_nothing_of_a_confidential_program_reaches_another_auditor(community: Community, auditor: str) -> None:
    morning(community)
    told = str([asdict(act) for act in acts(community, auditor)]) + str(page(community, auditor).staff)
    assert not [word for word in SAFE_PATH if word in told]


def test_confidential_programs_own_auditor_sees_its_refusals_without_an_object(community: Community) -> None:
    morning(community)
    refused = [act for act in acts(community, "aud_safe") if act.outcome == "Refused"]
    assert {act.action for act in refused} == {"Read a case", "Recorded a release that names the hub"}
    assert all(act.person == "Rosa Wren" and act.cases == () and act.types == () for act in refused)


def test_advocacy_read_by_release_names_no_advocate_to_the_readers_auditor(community: Community) -> None:
    """Her release opened it to the worker, not to the worker's auditor; her own auditor sees who read it."""
    case_id = morning(community)
    _name_hub(community, case_id)
    advocates, worker = community.programs["advocates"], community.actor("ana_cps_worker")
    shown = (("advocacy", advocates.handle, "release"), ("identity", community.programs["cps"].handle, "own_record"))
    watched.write(community, worker, shown)
    number(community)
    theirs = acts(community, "aud_north")[0]
    assert theirs.person == "Ana Brook"
    assert [one.information_type for one in theirs.types] == ["Identity"]
    told = str([asdict(act) for act in acts(community, "aud_north")])
    assert not [word for word in SAFE_PATH if word in told]
    hers = next(act for act in acts(community, "aud_safe") if act.person == "Ana Brook")
    assert [(one.information_type, one.authority) for one in hers.types] == [("Advocacy", "Release")]


def test_what_an_advocate_saw_of_an_agency_stays_with_her_own_auditor(community: Community) -> None:
    morning(community)
    shown = (("identity", community.programs["cps"].handle, "release"),)
    watched.write(community, community.actor("adv_safe"), shown)
    number(community)
    assert "Rosa Wren" not in {act.person for act in acts(community, "aud_north")}
    assert acts(community, "aud_safe")[0].person == "Rosa Wren"


def test_an_entry_of_several_programs_shows_each_auditor_their_own_part(community: Community) -> None:
    morning(community)
    cps, police = community.programs["cps"].handle, community.programs["detectives"].handle
    watched.write(
        community, community.actor("coo_harbor"), (("identity", cps, "release"), ("medical", police, "release"))
    )
    number(community)
    assert [one.information_type for one in acts(community, "aud_north")[0].types] == ["Identity"]
    assert [one.information_type for one in acts(community, "aud_lake")[0].types] == ["Medical"]


def test_a_case_without_a_place_of_the_agency_has_no_reference(community: Community) -> None:
    """Another agency's case may stand in an entry that concerns this one; its reference does not."""
    elsewhere = opened(community, "coo_harbor")
    handle = community.desk.facts(community.actor("coo_harbor"), elsewhere).handle
    cps = community.programs["cps"].handle
    watched.write(community, community.actor("coo_harbor"), (("identity", cps, "release"),), objects=(handle,))
    number(community)
    assert acts(community, "aud_north")[0].cases == ()
    assert acts(community, "aud_north", Narrowed(reference=reference_of(community, elsewhere))) == []


def test_who_saw_this_case(community: Community) -> None:
    case_id = morning(community)
    opened(community, "ana_cps_worker")
    number(community)
    found = acts(community, "aud_north", Narrowed(reference=reference_of(community, case_id)))
    assert {act.person for act in found} >= {"Ana Brook", "Leo Marsh"}
    assert all(act.cases == (reference_of(community, case_id),) for act in found)
    assert [act.seq for act in found] == sorted((act.seq for act in found), reverse=True)


def test_looking_at_a_case_in_the_log_is_written_down_with_the_case(community: Community) -> None:
    case_id = morning(community)
    page(community, "aud_north", Narrowed(reference=reference_of(community, case_id)))
    number(community)
    newest = acts(community, "aud_north", Narrowed(action="access_log:read"))[0]
    assert (newest.person, newest.cases) == ("Noor Field", (reference_of(community, case_id),))


def test_unknown_and_foreign_references_are_answered_alike(community: Community) -> None:
    morning(community)
    foreign = reference_of(community, opened(community, "coo_harbor"))
    number(community)
    first, second = (page(community, "aud_north", Narrowed(reference=one)) for one in (foreign, "0000-0000"))
    assert first.acts == second.acts == ()
    assert first.before is None
    assert second.before is None


@pytest.mark.parametrize("slug", ["ana_cps_worker", "sam_cps_supervisor", "adm_north", "pri_privacy", "adv_safe"])
def test_nobody_but_an_auditor_reads_the_log(community: Community, slug: str) -> None:
    with pytest.raises(Refused):
        page(community, slug)
    with pytest.raises(Refused):
        acts(community, slug)


def test_reading_and_copying_are_entries_themselves(community: Community) -> None:
    morning(community)
    page(community, "aud_north")
    acts(community, "aud_north")
    number(community)
    done = [act.action for act in acts(community, "aud_north") if act.person == "Noor Field"]
    assert {"Read the access log", "Took a copy of the access log"} <= set(done)


def test_no_typed_word_ever_stands_in_the_log(community: Community) -> None:
    case_id = morning(community)
    _name_hub(community, case_id)
    releases.record(
        community.desk,
        community.actor("ana_cps_worker"),
        case_id,
        paper(community, ("detectives",), ("identity",), signer_2_name=CANARY, statement=CANARY),
        new_id(),
    )
    with pytest.raises(Invalid):
        page(community, "aud_north", Narrowed(person=CANARY))
    page(community, "aud_north", Narrowed(reference=CANARY))
    written = str(entries_of(community))
    assert len(entries_of(community)) > 10
    for word in (*CANARY.split(), "Wren", "River", "Rivers", "NOPE"):
        assert word not in written


def test_an_entry_whose_bytes_were_ruined_is_shown_as_such(community: Community) -> None:
    morning(community)
    seq = acts(community, "aud_north")[0].seq
    watched.tamper(community, f"UPDATE entry SET bytes = ? {OF_SEQ}", b"{}", seq)
    found = page(community, "aud_north").acts[0]
    assert (found.seq, found.action, found.person) == (seq, oversight.UNREADABLE, "")


def test_an_index_row_put_in_by_hand_shows_nothing_of_another_agency(community: Community) -> None:
    """The index finds entries; what is shown is judged on the signed bytes again."""
    morning(community)
    theirs = next(act.seq for act in acts(community, "aud_safe") if act.person == "Rosa Wren")
    cps = community.programs["cps"].handle
    watched.tamper(community, "INSERT INTO concern (program, seq) VALUES (?, ?)", cps, theirs)
    watched.tamper(community, f"UPDATE entry SET program = ? {OF_SEQ}", cps, theirs)
    found = next(act for act in acts(community, "aud_north") if act.seq == theirs)
    assert (found.person, found.action) == ("", oversight.UNREADABLE)


def test_every_action_has_words() -> None:
    assert set(log_words.ACTIONS) == set(Action)
    assert all(words[0].isupper() and ":" not in words for words in log_words.ACTIONS.values())


def test_who_left_the_roster_is_still_named_as_such(community: Community) -> None:
    morning(community)
    watched.write(community, community.actor("ana_cps_worker"), (), actor_handle=Handle(new_id()))
    number(community)
    assert acts(community, "aud_north")[0].person == oversight.GONE


def test_the_log_holds_no_names(community: Community) -> None:
    morning(community)
    with community.desk.consulting() as cabinet:
        names = [name for (name,) in bulk.read(cabinet.connection, "SELECT name FROM people")]
        data = b"".join(data for (data,) in bulk.read(cabinet.connection, "SELECT bytes FROM entry"))
    assert names
    assert not [name for name in names if name.encode() in data]


def _name_hub(community: Community, case_id: CaseId) -> None:
    """The advocate's one act before: the release that names the hub, by the coordinator's code."""
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case_id, new_id())
    typed = watched.hub_paper(community)
    releases.name_hub(community.desk, community.actor("adv_safe"), code, typed, new_id())
