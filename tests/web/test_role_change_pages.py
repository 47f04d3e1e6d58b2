"""Room: tests. What reaches beyond the own agency takes two people: one proposes, another one confirms, never alone."""

from __future__ import annotations

import re
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from coordination.casework import roster, sessions
from coordination.casework.role_changes import WAITS
from coordination.model.ids import new_id
from coordination.model.session import Proof
from coordination.storage import roster as tables
from coordination.storage.record_tables import agency_keys
from tests.casework.doorstep import log
from tests.community import Community, Visitor
from tests.web.test_agency_pages import snapshot

NORTH, LAKE = "https://id.north-county.example", "https://id.lakeside-police.example"
AGENCY = {
    "agency": "West County",
    "slug": "west_county",
    "government": "yes",
    "zone": "America/Denver",
    "program": "Child Protection",
    "partner_type": "child_welfare",
    "jurisdictions": ["us_federal"],
    "url": "https://id.west.example",
    "client_id": "hub",
    "name": "Wes Tern",
    "subject": "wes",
}
PROGRAM = {
    "agency": "lakeside_police",
    "program": "Night Shift",
    "partner_type": "law_enforcement",
    "jurisdictions": ["us_federal", "us_minnesota"],
}


def administrator(community: Community, subject: str, name: str, issuer: str, program: str) -> None:
    """Put an administrator on the roster."""
    line = {"issuer": issuer, "subject": subject}
    place = {**line, "program": program, "role": "administrator"}
    roster.load(community.desk, {"people": [{**line, "name": name}], "appointments": [place]})


def signed_in(community: Community, subject: str, issuer: str) -> Visitor:
    """An administrator of this test, who has accepted the statement."""
    desk, now = community.desk, community.clock.now
    community.accepts(subject)
    proof = Proof(issuer=issuer, subject=subject, auth_time=now, asked_at=now, mfa=True)
    visitor = community.client()
    visitor.carry(sessions.start(desk, proof, community.browser()))
    return visitor


@pytest.fixture
def max_hill(community: Community) -> Visitor:
    """The administrator of North County, who proposes."""
    return community.client("adm_north")


@pytest.fixture
def lake(community: Community) -> Visitor:
    """The administrator of the Lakeside police, who decides what is proposed for them."""
    administrator(community, "adm_lake", "Lou Pike", LAKE, "detectives")
    return signed_in(community, "adm_lake", LAKE)


def waiting(visitor: Visitor) -> list[str]:
    return list(dict.fromkeys(re.findall(r"/agency/changes/([0-9a-f]{32})/", visitor.get("/agency/changes").text)))


def test_a_program_of_another_agency_begins_only_when_its_administrator_confirms(
    community: Community, max_hill: Visitor, lake: Visitor
) -> None:
    before = snapshot(community)
    assert max_hill.send("/agency/changes/new/program", PROGRAM).status_code == 303
    assert snapshot(community) == before
    page = lake.get("/agency/changes").text
    assert "Night Shift" in page
    assert "Max Hill, North County Human Services" in page
    (change,) = waiting(lake)
    assert "Confirm and apply" not in max_hill.get("/agency/changes").text
    assert lake.send(f"/agency/changes/{change}/confirm").status_code == 303
    assert "Night Shift" in lake.get("/agency").text
    assert waiting(lake) == waiting(max_hill) == []
    (proposed,), (confirmed,) = log(community, "roster:propose"), log(community, "roster:confirm")
    assert proposed.actor != confirmed.actor
    assert set(proposed.objects) < set(confirmed.objects)


def test_nobody_confirms_their_own_proposal(community: Community, max_hill: Visitor, lake: Visitor) -> None:
    max_hill.send("/agency/changes/new/program", PROGRAM)
    (change,) = waiting(max_hill)
    before, absent = snapshot(community), max_hill.get("/nothing").data
    answer = max_hill.send(f"/agency/changes/{change}/confirm")
    assert (answer.status_code, answer.data) == (404, absent)
    assert snapshot(community) == before
    assert log(community, "roster:confirm")[-1].outcome == "refused"
    assert waiting(lake) == [change]


def test_a_second_administrator_of_the_proposers_agency_does_not_stand_for_the_other(
    community: Community, max_hill: Visitor, lake: Visitor
) -> None:
    administrator(community, "adm_two", "Two Hill", NORTH, "cps")
    second = signed_in(community, "adm_two", NORTH)
    max_hill.send("/agency/changes/new/program", PROGRAM)
    (change,) = waiting(max_hill)
    assert waiting(second) == []
    hidden, absent = (second.send(f"/agency/changes/{which}/confirm") for which in (change, new_id()))
    assert (hidden.status_code, hidden.data) == (absent.status_code, absent.data)
    assert hidden.status_code == 404


@pytest.mark.parametrize("slug", ["ana_cps_worker", "aud_north", "sgt_lake", "pri_privacy", "adv_safe"])
def test_no_other_role_sees_or_decides_a_change(
    community: Community, max_hill: Visitor, lake: Visitor, slug: str
) -> None:
    max_hill.send("/agency/changes/new/program", PROGRAM)
    (change,) = waiting(lake)
    visitor = community.client(slug)
    absent = visitor.get("/nothing").data
    for path in (
        f"/agency/changes/{change}/confirm",
        f"/agency/changes/{change}/decline",
        "/agency/changes/new/program",
    ):
        answer = visitor.send(path, PROGRAM)
        assert (answer.status_code, answer.data) == (404, absent), path
    assert waiting(lake) == [change]


def test_a_new_agency_is_confirmed_by_any_other_administrator_of_the_hub(
    community: Community, max_hill: Visitor, lake: Visitor
) -> None:
    assert max_hill.send("/agency/changes/new/agency", AGENCY).status_code == 303
    (change,) = waiting(lake)
    assert max_hill.send(f"/agency/changes/{change}/confirm").status_code == 404
    assert lake.send(f"/agency/changes/{change}/confirm").status_code == 303
    west = signed_in(community, "wes", AGENCY["url"])  # type: ignore[arg-type]
    assert "West County" in west.get("/agency").text
    with community.desk.database.read() as connection:
        query = select(agency_keys.c.agency_id).join(tables.agencies, tables.agencies.c.id == agency_keys.c.agency_id)
        assert connection.execute(query.where(tables.agencies.c.slug == "west_county")).one()


def test_a_provider_speaks_for_another_agency_only_after_its_administrator_agreed_and_keeps_its_secret(
    community: Community, max_hill: Visitor, lake: Visitor
) -> None:
    (issuer,) = [one.id for one in roster.providers(community.desk) if one.url == NORTH]
    settings = {"name": "N", "client_id": "c", "algorithms": "ES256", "mfa_amr": "mfa", "client_secret": "kept-secret"}
    max_hill.send(f"/agency/providers/{issuer}", settings)
    form = {"issuer": issuer, "agency": "lakeside_police"}
    assert max_hill.send("/agency/changes/new/issuer", form).status_code == 303
    with community.desk.database.read() as connection:
        assert "kept-secret" not in repr(connection.exec_driver_sql("SELECT * FROM role_changes").all())
    (change,) = waiting(lake)
    assert lake.send(f"/agency/changes/{change}/confirm").status_code == 303
    (found,) = [one for one in roster.providers(community.desk) if one.url == NORTH]
    assert set(found.agencies) == {"Lakeside Police Department", "North County Human Services"}
    assert found.client_secret == "kept-secret"
    # And now neither agency changes it alone.
    assert max_hill.send(f"/agency/providers/{issuer}", settings).status_code == 422
    assert lake.send(f"/agency/providers/{issuer}/end").status_code == 422
    # Now Ana can get work at the police, if the police agree.
    form = {"person": community.people["ana_cps_worker"], "program": "detectives", "role": "worker"}
    assert max_hill.send("/agency/changes/new/appointment", form).status_code == 303
    (change,) = waiting(lake)
    assert lake.send(f"/agency/changes/{change}/decline").status_code == 303
    assert "Ana Brook" not in lake.get("/agency").text
    max_hill.send("/agency/changes/new/appointment", form)
    (change,) = waiting(lake)
    assert lake.send(f"/agency/changes/{change}/confirm").status_code == 303
    assert "Ana Brook" in lake.get("/agency").text


def test_what_a_provider_may_not_speak_for_is_told_beside_the_field(community: Community, max_hill: Visitor) -> None:
    form = {"person": community.people["ana_cps_worker"], "program": "detectives", "role": "worker"}
    answer = max_hill.send("/agency/changes/new/appointment", form)
    assert answer.status_code == 422
    assert "does not speak for the agency" in answer.text


def test_a_proposal_is_taken_back_by_who_made_it_and_over_after_a_week(
    community: Community, max_hill: Visitor, lake: Visitor
) -> None:
    max_hill.send("/agency/changes/new/program", PROGRAM)
    (change,) = waiting(max_hill)
    assert max_hill.send(f"/agency/changes/{change}/decline").status_code == 303
    assert lake.send(f"/agency/changes/{change}/confirm").status_code == 404
    max_hill.send("/agency/changes/new/program", PROGRAM)
    (change,) = waiting(lake)
    community.clock.forward(seconds=WAITS.total_seconds())
    late = signed_in(community, "adm_lake", LAKE)
    assert waiting(late) == []
    assert late.send(f"/agency/changes/{change}/confirm").status_code == 404


def test_a_change_that_no_longer_fits_the_roster_is_not_applied(
    community: Community, max_hill: Visitor, lake: Visitor
) -> None:
    max_hill.send("/agency/changes/new/agency", AGENCY)
    (change,) = waiting(lake)
    issuers = [{"url": "https://id.x.example", "name": "X", "client_id": "hub", "agencies": ["west_county"]}]
    agency = {"slug": "west_county", "name": "Other", "government": False, "zone": "America/Denver"}
    program = {"slug": "x_p", "agency": "west_county", "name": "P", "partner_type": "child_welfare"}
    line = {"issuer": "https://id.x.example", "subject": "x"}
    roster.load(
        community.desk,
        {
            "agencies": [agency],
            "programs": [{**program, "jurisdictions": ["us_federal"]}],
            "issuers": issuers,
            "people": [{**line, "name": "X"}],
            "appointments": [{**line, "program": "x_p", "role": "administrator"}],
        },
    )
    # The slug is an agency with an administrator now: a proposal for a new one must not rename it behind their back.
    assert lake.send(f"/agency/changes/{change}/confirm").status_code == 422
    assert "Other" in signed_in(community, "x", "https://id.x.example").get("/agency").text


@pytest.mark.parametrize(
    ("kind", "form", "field"),
    [
        ("agency", {**AGENCY, "slug": "West!"}, "slug"),
        ("agency", {**AGENCY, "slug": "lakeside_police"}, "slug"),
        ("agency", {**AGENCY, "zone": "Mars"}, "agency"),
        ("agency", {**AGENCY, "url": "http://id.west.example"}, "agency"),
        ("agency", {**AGENCY, "jurisdictions": []}, "jurisdictions"),
        ("agency", {**AGENCY, "government": ""}, "government"),
        ("program", {**PROGRAM, "agency": "north_county"}, "agency"),
        ("program", {**PROGRAM, "program": ""}, "program"),
        ("appointment", {"person": "x", "program": "detectives", "role": "worker"}, "person"),
        ("issuer", {"issuer": "x", "agency": "lakeside_police"}, "issuer"),
    ],
)
def test_a_wrong_field_is_told_beside_it_and_nothing_waits(
    community: Community, max_hill: Visitor, kind: str, form: dict[str, str], field: str
) -> None:
    answer = max_hill.send(f"/agency/changes/new/{kind}", form)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert waiting(max_hill) == []


def test_an_unknown_kind_is_absent(max_hill: Visitor) -> None:
    assert max_hill.get("/agency/changes/new/king").status_code == 404
    assert max_hill.send("/agency/changes/new/king", {}).status_code == 404


def test_of_two_who_decide_at_once_one_does(community: Community, max_hill: Visitor, lake: Visitor) -> None:
    administrator(community, "adm_lake2", "Kay Pike", LAKE, "detectives")
    second = signed_in(community, "adm_lake2", LAKE)
    max_hill.send("/agency/changes/new/program", PROGRAM)
    (change,) = waiting(lake)
    forms = [(one, one.form_token()) for one in (lake, second)]
    together, statuses = Barrier(2), []

    def go(visitor: Visitor, token: str) -> None:
        together.wait()
        form = {"csrf_token": token, "act_key": new_id()}
        statuses.append(visitor.post(f"/agency/changes/{change}/confirm", data=form).status_code)

    threads = [Thread(target=go, args=one) for one in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses.count(303) == 1, statuses
    assert set(statuses) <= {303, 404, 409}
    assert lake.get("/agency").text.count("<strong>Night Shift</strong>") == 1
