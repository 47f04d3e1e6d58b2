"""Room: tests. Convene the team: the center of the county, or whom Maine names; a consultation with its quorum."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from coordination_us_maine.teams import CONSULTATION, WITHOUT_CENTER

from coordination.casework import consultations, convening, deadlines, releases, teams
from coordination.casework.hub_codes import issue
from coordination.casework.work import Work
from coordination.declare.event import Event
from coordination.model.action import Action
from coordination.model.deadline import State
from coordination.model.ids import AgencyId, CaseId, Handle, PersonId, ProgramId, new_id
from coordination.model.team import Colleague
from tests.casework.almanac import HENNEPIN, KENNEBEC
from tests.casework.story import opened
from tests.community import make_community
from tests.databases import SqliteStore
from tests.maine import Maine, settle
from tests.matrix.filled import paper
from tests.oracles import appendix_a as oracle
from tests.web.at_intake import owed

AROOSTOOK, YORK = "23003", "23031"
DESIGNATED = {"resource": "cac", "areas": [KENNEBEC], "rank": "1", "hours": ""}


@pytest.fixture(scope="module")
def maine(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maine]:
    """Maine's agencies, once; the center is designated for Kennebec County alone. No SQL is new here."""
    for community in make_community(sqlite_store, tmp_path_factory.mktemp("convening") / "home"):
        found = settle(community)
        center = found.programs["pine_cac"].id
        done = found.client("pine_cac_supervisor").send(f"/directory/programs/{center}/designations", DESIGNATED)
        assert done.status_code == 303
        yield found


@pytest.fixture
def case(maine: Maine) -> CaseId:
    """A case of child protection in Maine."""
    return opened(maine, "ocfs_worker")


def shown(maine: Maine, case: CaseId, county: str, who: str = "ocfs_worker") -> str:
    return maine.client(who).get(f"/cases/{case}/convene?county={county}").text


def seats(text: str) -> dict[str, str]:
    """What the page says of each required invitee."""
    found = {}
    for invitee in WITHOUT_CENTER.invitees:
        _, _, rest = text.partition(f"<h3>{invitee.words} ")
        found[invitee.words] = rest.partition("</span>")[0].rpartition(">")[2]
    return found


# --- the center ------------------------------------------------------------------------------------------------------


def test_county_with_a_center_offers_the_case_referral_filled_in(maine: Maine, case: CaseId) -> None:
    text = shown(maine, case, KENNEBEC)
    center = maine.programs["pine_cac"].id
    assert f"/cases/{case}/referrals/case?to={center}" in text
    assert WITHOUT_CENTER.quote not in text
    form = maine.client("ocfs_worker").get(f"/cases/{case}/referrals/case?to={center}").text
    assert f'<option value="{center}" selected>' in form


def test_center_that_is_not_there_is_not_chosen_beforehand(maine: Maine, case: CaseId) -> None:
    form = maine.client("ocfs_worker").get(f"/cases/{case}/referrals/case?to={new_id()}").text
    choices = form.partition('id="recipient"')[2].partition("</select>")[0]
    assert maine.programs["pine_cac"].id in choices
    assert "selected" not in choices


def test_county_without_a_center_names_the_nearest_and_the_team_of_the_policy(maine: Maine, case: CaseId) -> None:
    text = shown(maine, case, AROOSTOOK)
    assert "No children’s advocacy center in this county" in text
    assert "miles away" in text
    assert WITHOUT_CENTER.quote in text
    assert WITHOUT_CENTER.others in text
    assert set(seats(text).values()) == {"Missing"}


def test_invitees_are_those_of_the_oracle() -> None:
    ours = {slug for one in WITHOUT_CENTER.invitees for slug in one.partner_types}
    assert ours == {slug for slug in oracle.INVITEES_WITHOUT_CAC if slug != "others"}


def test_county_that_is_none_gets_a_sentence(maine: Maine, case: CaseId) -> None:
    answer = maine.client("ocfs_worker").get(f"/cases/{case}/convene?county=99999")
    assert answer.status_code == 200
    assert convening.NO_SUCH_COUNTY in answer.text


def test_state_without_a_rule_gets_a_sentence_and_keeps_its_work(maine: Maine) -> None:
    elsewhere = opened(maine, "ana_cps_worker")
    text = shown(maine, elsewhere, HENNEPIN, "ana_cps_worker")
    assert convening.NO_TEAM_RULE in text


def test_case_that_is_hidden_is_as_absent(maine: Maine, case: CaseId) -> None:
    stranger = maine.client("pine_pd_supervisor")
    hidden, absent = (stranger.get(f"/cases/{one}/convene?county={AROOSTOOK}") for one in (case, new_id()))
    assert (hidden.status_code, hidden.data) == (absent.status_code, absent.data) == (404, hidden.data)


# --- invitations are counted, attendance never -----------------------------------------------------------------------


def test_program_on_the_team_and_invitation_of_a_confidential_one_count(maine: Maine, case: CaseId) -> None:
    worker = maine.client("ocfs_worker")
    for program in ("pine_pd", "support"):
        sent = worker.send(f"/cases/{case}/team/programs", {"program": maine.programs[program].id})
        assert sent.status_code == 303
    text = shown(maine, case, AROOSTOOK)
    assert seats(text) == {
        "Local law enforcement": "Asked",
        "The district attorney’s office": "Missing",
        "A sexual assault advocate": "Asked",
    }
    assert "Whether they take part is not shown here." in text


def test_page_is_the_same_whether_the_confidential_program_takes_part_or_not(maine: Maine) -> None:
    """Its own release brings it onto the case; neither before nor after an invitation does the page tell."""
    quiet, busy = opened(maine, "ocfs_worker"), opened(maine, "ocfs_worker")
    _takes_part(maine, busy)
    assert _neutral(maine, quiet) == _neutral(maine, busy)
    for case in (quiet, busy):
        teams.invite(maine.desk, maine.actor("ocfs_worker"), case, maine.programs["support"].id, new_id())
    assert _neutral(maine, quiet) == _neutral(maine, busy)


def test_confidential_program_that_named_us_counts_by_our_invitation_alone(maine: Maine, case: CaseId) -> None:
    _takes_part(maine, case, "ocfs")
    assert seats(shown(maine, case, AROOSTOOK))["A sexual assault advocate"] == "Missing"


def test_invitation_of_another_program_is_not_told(maine: Maine, case: CaseId) -> None:
    teams.invite(maine.desk, maine.actor("ocfs_worker"), case, maine.programs["support"].id, new_id())
    teams.invite(maine.desk, maine.actor("ocfs_worker"), case, maine.programs["pine_pd"].id, new_id())
    text = shown(maine, case, AROOSTOOK, "pine_pd_supervisor")
    assert seats(text)["A sexual assault advocate"] == "Missing"


def _takes_part(maine: Maine, case: CaseId, *named: str) -> None:
    code, _ = issue(maine.desk, maine.actor("ocfs_worker"), case, new_id())
    held = maine.desk.catalog.partner_types["victim_advocacy"].holds
    typed = paper(tuple(str(maine.programs[one].id) for one in named), tuple(sorted(kind.value for kind in held)))
    releases.name_hub(maine.desk, maine.actor("support_supervisor"), code, typed, new_id())


def _neutral(maine: Maine, case: CaseId) -> str:
    """The page without what is random in it."""
    client = maine.client("ocfs_worker")
    header = client.get(f"/cases/{case}/team").text.partition("Team of case ")[2].partition("<")[0]
    text = shown(maine, case, AROOSTOOK).replace(case, "CASE").replace(header, "REFERENCE")
    return "\n".join(line for line in text.splitlines() if "act_key" not in line and "csrf" not in line)


# --- the consultation ------------------------------------------------------------------------------------------------


def consult(maine: Maine, case: CaseId, present: list[str], **typed: Any) -> Any:  # noqa: ANN401 - a response of Flask
    form = {"plan": "She stays with her aunt; Ocfs Worker calls on Monday.", **typed}
    form["present"] = [maine.people[who] for who in present]
    return maine.client("ocfs_worker").send(f"/cases/{case}/consultations/new", form)


@pytest.mark.parametrize(
    "present",
    [
        ["ocfs_administrator", "ocfs_supervisor"],
        ["ocfs_assistant", "ocfs_supervisor"],
        ["ocfs_assistant", "ocfs_second_supervisor", "ocfs_worker"],
    ],
)
def test_consultation_with_its_quorum_and_a_plan_is_filed(maine: Maine, case: CaseId, present: list[str]) -> None:
    answer = consult(maine, case, present)
    assert answer.status_code == 303
    text = maine.client("ocfs_worker").get(answer.location).text
    assert "She stays with her aunt" in text
    assert "Program Administrator" in text
    assert "Correct this record" not in text


@pytest.mark.parametrize(
    "present",
    [
        [],
        ["ocfs_administrator"],
        ["ocfs_supervisor", "ocfs_second_supervisor"],
        ["ocfs_administrator", "ocfs_assistant", "ocfs_worker", "ocfs_other"],
    ],
)
def test_without_its_quorum_it_is_not_filed_and_what_was_typed_is_kept(
    maine: Maine, case: CaseId, present: list[str]
) -> None:
    answer = consult(maine, case, present)
    assert answer.status_code == 422
    assert "Still missing" in answer.text
    assert "She stays with her aunt" in answer.text
    assert answer.text.count(" checked>") == len(present)


def test_without_a_plan_it_is_not_filed(maine: Maine, case: CaseId) -> None:
    answer = consult(maine, case, ["ocfs_administrator", "ocfs_supervisor"], plan=" ")
    assert answer.status_code == 422
    assert "Please answer this question." in answer.text


def test_somebody_of_another_program_fills_no_seat(maine: Maine, case: CaseId) -> None:
    answer = consult(maine, case, ["ocfs_administrator", "da_supervisor"])
    assert answer.status_code == 422
    assert "Choose from the people shown." in answer.text


def test_quorum_agrees_with_the_oracle_for_every_set_of_people() -> None:
    offices = {
        "program_administrator": ("Program Administrator", "worker"),
        "assistant_program_administrator": ("Assistant Program Administrator", "worker"),
        "supervisor": ("Supervisor", "supervisor"),
        "caseworker": ("Caseworker", "worker"),
    }
    for mask in range(2 ** len(offices)):
        present = [office for place, office in enumerate(offices) if mask >> place & 1]
        there = [_colleague(office, *offices[office]) for office in present]
        assert (consultations.open_seats(CONSULTATION, there) == ()) is oracle.quorum(present), present


def test_one_person_with_two_appointments_takes_one_seat() -> None:
    both = [_colleague("x", "Program Administrator", "worker"), _colleague("x", "Supervisor", "supervisor")]
    assert len(consultations.open_seats(CONSULTATION, both)) == 1
    assert consultations.open_seats(CONSULTATION, [*both, _colleague("y", "Program administrator", "worker")]) == ()


def test_state_without_a_rule_on_consultations_gets_a_sentence(maine: Maine) -> None:
    elsewhere = opened(maine, "ana_cps_worker")
    ana = maine.client("ana_cps_worker")
    assert consultations.NO_RULE in ana.get(f"/cases/{elsewhere}/consultations/new").text
    assert ana.send(f"/cases/{elsewhere}/consultations/new", {"plan": "x"}).status_code == 409


def test_form_sent_twice_files_one_consultation(maine: Maine, case: CaseId) -> None:
    key, worker = new_id(), maine.client("ocfs_worker")
    people = [maine.people[who] for who in ("ocfs_administrator", "ocfs_supervisor")]
    form = {"plan": "Once.", "present": people}
    first, second = (worker.send(f"/cases/{case}/consultations/new", form, key=key) for _ in range(2))
    assert first.location == second.location


def _colleague(person: str, title: str, role: str) -> Colleague:
    return Colleague(
        person_id=PersonId(person),
        handle=Handle(person),
        name=person,
        title=title,
        role=role,
        program_id=ProgramId("p"),
        agency_id=AgencyId("a"),
    )


def test_a_consultation_with_its_quorum_stops_the_duty_it_answers_and_no_other(maine: Maine) -> None:
    """ "a consultation meeting should be set up by the caseworker that includes a Program Administrator or Assistant
    Program Administrator and a Supervisor"
    """
    case = maine.case()
    _owe(maine, case, Event.TIER_MODERATE)
    _owe(maine, case, Event.TIER_AT_RISK)
    people = ["ocfs_administrator", "ocfs_supervisor"]
    assert consult(maine, case, people, happened_at="2026-11-21 07:00").status_code == 303  # before the duty began
    assert consult(maine, case, ["ocfs_supervisor"]).status_code == 422  # without its quorum
    assert {one.state for one in owed(maine, case)} == {State.RUNNING}
    assert consult(maine, case, people).status_code == 303
    by_rule = {one.rule: one.state for one in owed(maine, case)}
    assert by_rule.pop("me_consultation") is State.MET
    assert set(by_rule.values()) == {State.RUNNING}


def _owe(maine: Maine, case: CaseId, event: Event) -> None:
    def work(w: Work) -> str:
        started = deadlines.start(maine.desk.catalog, w, event, cause=new_id(), learned_at=w.now)
        assert started
        return new_id()

    maine.desk.act(maine.actor("ocfs_worker"), Action.DEADLINE_START, case, work, key=new_id())
