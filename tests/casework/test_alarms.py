"""Room: tests. Alarms: what nobody did in time is told once to who can do it, and never of a confidential program."""

from __future__ import annotations

import pytest

from coordination.casework import alarms, requests, teams
from coordination.model.ids import CaseId, new_id
from coordination.model.notice import WORKING, Kind
from coordination.storage import alarm_rows, recipients
from tests.casework.posted import Posted, ask, case_with_a_locked_type
from tests.casework.story import entries_of, invited, opened
from tests.matrix.sites import Ground


def raised(posted: Posted) -> int:
    return alarms.raise_due(posted.community.desk)


def test_a_request_nobody_answered_is_told_once_to_the_owning_supervisor(posted: Posted) -> None:
    case = case_with_a_locked_type(posted.community)
    ask(posted, case)
    assert raised(posted) == 0
    posted.community.clock.forward(days=3)
    assert raised(posted) == 1
    assert raised(posted) == 0
    assert posted.states("request_stalled") == [("request_stalled", None)]
    (entry,) = [one for one in entries_of(posted.community) if one["action"] == "alarm:raise"]
    assert (entry["kind"], entry["reason"], len(entry["objects"])) == ("system", "request_stalled", 1)
    assert "Sam" not in str(entry)


def test_an_answered_request_raises_nothing(posted: Posted) -> None:
    case = case_with_a_locked_type(posted.community)
    request, community = ask(posted, case), posted.community
    requests.refuse(community.desk, community.actor("sam_cps_supervisor"), case, request, new_id())  # type: ignore[arg-type]
    community.clock.forward(days=4)
    assert posted.states("request_stalled") == []
    assert raised(posted) == 0


def test_a_program_asked_onto_a_case_that_sends_nobody_is_told(posted: Posted) -> None:
    community = posted.community
    case = invited(community, opened(community, "ana_cps_worker"), "cac")
    community.clock.forward(days=2)
    assert raised(posted) == 1
    assert posted.states("invited_unanswered") == [("invited_unanswered", None)]
    other = invited(community, opened(community, "ana_cps_worker"), "cac")
    teams.assign(community.desk, community.actor("sup_harbor"), other, community.people["coo_harbor"], new_id())
    community.clock.forward(days=2)
    assert raised(posted) == 0
    assert case != other


@pytest.fixture
def site_with_releases(posted: Posted) -> Posted:
    """Every program, the advocates too, has recorded a release on one case, and asked for something."""
    ground = Ground(posted.community)
    ground.site("member")
    ground.close()
    return posted


def test_a_release_that_ends_soon_is_told_to_the_program_that_recorded_it(site_with_releases: Posted) -> None:
    posted, community = site_with_releases, site_with_releases.community
    seen = set()
    for _day in range(40):
        community.clock.forward(days=1)
        raised(posted)
        with community.desk.consulting() as cabinet:
            rows = cabinet.connection.exec_driver_sql("SELECT program_id FROM outbox WHERE kind = 'release_ending'")
            seen |= {row.program_id for row in rows}
    programs = community.programs
    assert seen == {programs[slug].id for slug in ("cac", "cps", "detectives")}
    with community.desk.consulting() as cabinet:
        told = {row.person_id for row in cabinet.connection.exec_driver_sql("SELECT person_id FROM outbox")}
        team = {row.person_id for row in cabinet.connection.exec_driver_sql("SELECT person_id FROM memberships")}
    assert told <= team  # here every supervisor is on the team: nobody beside it has a row


def test_an_order_that_ends_soon_is_told_to_the_program_that_filed_it(site_with_releases: Posted) -> None:
    """Each program's order of tests/matrix/sites.py runs to 20 January."""
    posted, community = site_with_releases, site_with_releases.community
    community.clock.now = community.clock.now.replace(year=2027, month=1, day=13, hour=12)
    raised(posted)
    assert "authority_ending" not in {kind for kind, _ in posted.states("authority_ending")}
    community.clock.forward(days=1)
    raised(posted)
    with community.desk.consulting() as cabinet:
        rows = cabinet.connection.exec_driver_sql("SELECT program_id FROM outbox WHERE kind = 'authority_ending'")
        told = {row.program_id for row in rows}
    assert told == {community.programs[slug].id for slug in ("cac", "cps", "detectives")}
    page = community.client("sup_harbor").get("/notices").text
    assert "An order or other paper that your program filed ends within 7 days." in page
    assert "/authorities" in page


def test_nothing_of_a_confidential_program_is_ever_due(site_with_releases: Posted) -> None:
    posted, community = site_with_releases, site_with_releases.community
    advocates = community.programs["advocates"].id
    for _week in range(8):
        community.clock.forward(days=5)
        with community.desk.consulting() as cabinet:
            for find in (
                alarm_rows.facts_of_places_without_people,
                alarm_rows.facts_of_authorities_ending,
                alarm_rows.facts_of_releases_ending,
                alarm_rows.facts_of_requests_stalled,
            ):
                assert advocates not in {due.program_id for due in find(cabinet)}
        raised(posted)
    with community.desk.consulting() as cabinet:
        told = {row.program_id for row in cabinet.connection.exec_driver_sql("SELECT program_id FROM outbox")}
    assert told
    assert advocates not in told


def test_the_two_nets_are_each_enough(site_with_releases: Posted, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken on purpose: without the query's own, storage/recipients still finds nobody; without both it would."""
    posted, community = site_with_releases, site_with_releases.community
    advocates = community.programs["advocates"]
    monkeypatch.setattr(alarm_rows, "_open_program", lambda column: column.is_not(None))
    for _week in range(8):
        community.clock.forward(days=5)
        raised(posted)
    with community.desk.consulting() as cabinet:
        told = {row.program_id for row in cabinet.connection.exec_driver_sql("SELECT program_id FROM outbox")}
        assert advocates.id not in told
        any_case = CaseId(str(cabinet.connection.exec_driver_sql("SELECT case_id FROM memberships").scalar()))
        assert recipients.facts_of_audience(cabinet, advocates.id, any_case, WORKING) == []
        found = {due.program_id for due in alarm_rows.facts_of_releases_ending(cabinet)}
    community.clock.now = community.clock.now.replace(year=2026, month=12, day=15)
    with community.desk.consulting() as cabinet:
        found |= {due.program_id for due in alarm_rows.facts_of_releases_ending(cabinet)}
    assert advocates.id in found


def test_a_noun_of_another_day_joins_by_one_line(posted: Posted) -> None:
    case = case_with_a_locked_type(posted.community)

    def find(cabinet: object) -> list[alarm_rows.Due]:
        return [
            alarm_rows.Due(
                program_id=posted.community.programs["cps"].id,
                case_id=case,
                cause="a" * 32,
                about="b" * 32,  # type: ignore[arg-type]
            )
        ]

    own = alarms.due_of(Kind.REQUEST_STALLED, find)
    assert alarms.raise_due(posted.community.desk, [own]) == 1
    assert alarms.raise_due(posted.community.desk, [own]) == 0
