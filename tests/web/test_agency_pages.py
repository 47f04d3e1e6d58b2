"""Room: tests. An administrator keeps the roster of the own agency through the door, and nothing of anybody else's."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from coordination.casework import roster
from coordination.model.ids import new_id
from coordination.model.session import NotOnRoster
from coordination.storage import roster as tables
from coordination.storage.sessions import sessions
from tests.casework.doorstep import find, here, log
from tests.community import Community, Visitor, issuer_of

NEW = {"name": "Una Vale", "way": "https://id.north-county.example", "subject": "una_vale", "program": "cps"}


def appointment_of(community: Community, slug: str) -> str:
    query = select(tables.appointments.c.id).where(tables.appointments.c.person_id == community.people[slug])
    with community.desk.database.read() as connection:
        return str(connection.execute(query).scalars().first())


def snapshot(community: Community) -> list[str]:
    every = (
        tables.agencies,
        tables.programs,
        tables.issuers,
        tables.issuer_agencies,
        tables.people,
        tables.appointments,
    )
    with community.desk.database.read() as connection:
        return [repr(sorted(map(repr, connection.execute(select(table)).all()))) for table in every]


def person_id(community: Community, name: str) -> str:
    with community.desk.database.read() as connection:
        return str(connection.execute(select(tables.people.c.id).where(tables.people.c.name == name)).scalar_one())


@pytest.fixture
def max_hill(community: Community) -> Visitor:
    """The administrator of North County."""
    return community.client("adm_north")


def test_ending_a_person_works_on_their_next_request_and_ends_their_sessions(
    community: Community, max_hill: Visitor
) -> None:
    ana, token = community.client("ana_cps_worker"), community.token("ana_cps_worker")
    handle = here(community, token).person_handle
    assert ana.get("/cases").status_code == 200
    assert max_hill.send(f"/agency/people/{community.people['ana_cps_worker']}/end").status_code == 303
    assert ana.get("/cases").status_code == 303
    assert find(community, token) is None
    (entry,) = log(community, "roster:change")
    assert (entry.outcome, entry.actor) == ("allowed", community.actor("adm_north").handle)
    assert handle in entry.objects
    with pytest.raises(NotOnRoster):
        community.token("ana_cps_worker")
    ended = select(sessions.c.ended_reason).where(sessions.c.person_id == community.people["ana_cps_worker"])
    with community.desk.database.read() as connection:
        assert set(connection.execute(ended).scalars()) == {"off_roster"}


def test_ending_an_appointment_works_on_the_next_request(community: Community, max_hill: Visitor) -> None:
    ana, place = community.client("ana_cps_worker"), appointment_of(community, "ana_cps_worker")
    person = community.people["ana_cps_worker"]
    assert max_hill.send(f"/agency/people/{person}/appointments/{place}/end").status_code == 303
    assert ana.get("/cases").status_code == 303
    assert max_hill.send(f"/agency/people/{person}/appointments/{place}/end").status_code == 404


def test_enrolling_a_person_lets_them_sign_in_as_who_their_provider_proves(
    community: Community, max_hill: Visitor
) -> None:
    assert max_hill.send("/agency/people", {**NEW, "role": "worker", "title": "Night worker"}).status_code == 303
    page = max_hill.get("/agency").text
    assert "Una Vale" in page
    assert "Night worker, Child Protection" in page
    (entry,) = log(community, "roster:change")
    assert len(entry.objects) == 2  # the program and the person, who is new


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"way": ""}, "way"),
        ({"way": "https://id.lakeside-police.example"}, "way"),
        ({"subject": ""}, "subject"),
        ({"subject": "ana_cps_worker"}, "subject"),
        ({"program": ""}, "program"),
        ({"program": "detectives"}, "program"),
        ({"role": ""}, "role"),
        ({"role": "king"}, "role"),
    ],
)
def test_a_wrong_field_is_told_beside_it_and_changes_nothing(
    community: Community, max_hill: Visitor, changed: dict[str, str], field: str
) -> None:
    before = snapshot(community)
    answer = max_hill.send("/agency/people", {**NEW, "role": "worker", "title": "Kept words", **changed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert "Kept words" in answer.text
    assert snapshot(community) == before


def test_a_person_of_another_agency_and_an_absent_one_are_the_same_bytes(
    community: Community, max_hill: Visitor
) -> None:
    before = snapshot(community)
    theirs = community.people["det_lake"]
    for path in ("", "/end", "/back", "/appointments", "/code", f"/appointments/{new_id()}/end"):
        form = {"program": "cps", "role": "worker"}
        answers = [
            max_hill.send(f"/agency/people/{who}{path}", form) if path else max_hill.get(f"/agency/people/{who}")
            for who in (theirs, new_id())
        ]
        assert {answer.status_code for answer in answers} == {404}, path
        assert answers[0].data == answers[1].data, path
    assert snapshot(community) == before


def test_nothing_of_another_agency_stands_on_any_page(community: Community, max_hill: Visitor) -> None:
    for path in ("/agency", "/agency/people/new", "/agency/programs/new", "/agency/places", "/agency/providers/new"):
        text = max_hill.get(path).text
        for word in ("Leo Marsh", "Rosa Wren", "Juvenile Detectives", "Community Advocates", "id.safe-path.example"):
            assert word not in text, (path, word)


@pytest.mark.parametrize("slug", ["ana_cps_worker", "sam_cps_supervisor", "aud_north", "pri_privacy", "coo_harbor"])
def test_nobody_but_an_administrator_reaches_any_of_it(community: Community, slug: str) -> None:
    visitor, person = community.client(slug), community.people["ana_cps_worker"]
    before, absent = snapshot(community), visitor.get("/nothing").data
    for path in ("/agency", "/agency/people/new", f"/agency/people/{person}", "/agency/places", "/agency/changes"):
        answer = visitor.get(path)
        assert (answer.status_code, answer.data) == (404, absent), path
    for path in ("/agency/people", f"/agency/people/{person}/end", f"/agency/people/{person}/code", "/agency/programs"):
        answer = visitor.send(path, {**NEW, "role": "worker"})
        assert (answer.status_code, answer.data) == (404, absent), path
    assert snapshot(community) == before


def test_an_administrator_changes_nothing_about_themselves(community: Community, max_hill: Visitor) -> None:
    own, before = community.people["adm_north"], snapshot(community)
    place = appointment_of(community, "adm_north")
    for path in ("/end", f"/appointments/{place}/end", "/appointments"):
        answer = max_hill.send(f"/agency/people/{own}{path}", {"program": "cps", "role": "worker"})
        assert answer.status_code == 422
        assert "Ask another administrator" in answer.text
    assert max_hill.send(f"/agency/people/{own}/code").status_code == 404
    assert snapshot(community) == before


def test_who_was_ended_comes_back_by_their_administrator(community: Community, max_hill: Visitor) -> None:
    person = community.people["ana_cps_worker"]
    max_hill.send(f"/agency/people/{person}/end")
    assert "They open nothing here" in max_hill.get(f"/agency/people/{person}").text
    assert max_hill.send(f"/agency/people/{person}/back").status_code == 303
    assert community.client("ana_cps_worker").get("/cases").status_code == 200


def test_a_roster_file_loaded_every_night_brings_back_nobody_whom_an_administrator_ended(
    community: Community, max_hill: Visitor
) -> None:
    line = {"issuer": issuer_of("ana_cps_worker"), "subject": "ana_cps_worker"}
    person = {**line, "name": "Ana Brook"}
    max_hill.send(f"/agency/people/{community.people['ana_cps_worker']}/end")
    roster.load(community.desk, {"people": [person]})
    with pytest.raises(NotOnRoster):
        community.token("ana_cps_worker")
    roster.load(community.desk, {"people": [{**person, "ended": False}]})
    assert community.token("ana_cps_worker")


def test_somebody_who_works_elsewhere_too_is_not_ended_by_one_agency(community: Community, max_hill: Visitor) -> None:
    issuer = {"url": issuer_of("ana_cps_worker"), "name": "North", "client_id": "coordination", "algorithms": ["ES256"]}
    place = {"issuer": issuer["url"], "subject": "ana_cps_worker", "program": "detectives", "role": "worker"}
    shared = {"issuers": [{**issuer, "agencies": ["north_county", "lakeside_police"]}], "appointments": [place]}
    roster.load(community.desk, shared)
    person, before = community.people["ana_cps_worker"], snapshot(community)
    page = max_hill.get(f"/agency/people/{person}").text
    assert "They left" not in page
    assert "Juvenile Detectives" not in page
    assert max_hill.send(f"/agency/people/{person}/end").status_code == 422
    assert (
        max_hill.send(f"/agency/people/{person}/appointments", {"program": "cps", "role": "auditor"}).status_code == 422
    )
    assert snapshot(community) == before
    mine = next(place for place in re.findall(r"appointments/([0-9a-f]{32})/end", page))
    assert max_hill.send(f"/agency/people/{person}/appointments/{mine}/end").status_code == 303


def test_programs_are_added_and_ended(community: Community, max_hill: Visitor) -> None:
    form: dict[str, object] = {
        "name": "Runaway Outreach",
        "partner_type": "child_welfare",
        "jurisdictions": ["us_federal", "us_minnesota"],
    }
    assert max_hill.send("/agency/programs", form).status_code == 303
    page = max_hill.get("/agency").text
    assert "Runaway Outreach" in page
    (program,) = re.findall(r"/agency/programs/([0-9a-f]{32})/end", page)
    assert max_hill.send(f"/agency/programs/{program}/end").status_code == 303
    assert max_hill.send(f"/agency/programs/{program}/end").status_code == 404
    assert max_hill.send(f"/agency/programs/{community.programs['detectives'].id}/end").status_code == 404
    assert max_hill.send(f"/agency/programs/{community.programs['cps'].id}/end").status_code == 404
    every: tuple[dict[str, object], ...] = ({"name": ""}, {"partner_type": "x"}, {"jurisdictions": []})
    marsian: dict[str, object] = {"jurisdictions": ["mars"]}
    for wrong in (*every, marsian):
        assert max_hill.send("/agency/programs", form | wrong).status_code == 422


def test_a_providers_settings_change_and_its_secret_is_replaced_and_never_shown(
    community: Community, max_hill: Visitor
) -> None:
    page = max_hill.get("/agency").text
    (issuer,) = set(re.findall(r"/agency/providers/([0-9a-f]{32})", page))
    form = {"name": "North login", "client_id": "hub2", "algorithms": "ES256", "mfa_acr": "x", "mfa_amr": "mfa"}
    assert (
        max_hill.send(f"/agency/providers/{issuer}", {**form, "client_secret": "s3cret-0123456789"}).status_code == 303
    )
    (found,) = [one for one in roster.providers(community.desk) if one.id == issuer]
    assert (found.name, found.client_id, found.client_secret) == ("North login", "hub2", "s3cret-0123456789")
    assert "s3cret" not in max_hill.get(f"/agency/providers/{issuer}").text
    assert max_hill.send(f"/agency/providers/{issuer}", form).status_code == 303
    (found,) = [one for one in roster.providers(community.desk) if one.id == issuer]
    assert found.client_secret == "s3cret-0123456789"
    assert max_hill.send(f"/agency/providers/{issuer}", {**form, "algorithms": "HS256"}).status_code == 422
    assert max_hill.send(f"/agency/providers/{issuer}/end").status_code == 422  # Max signed in through it himself


def test_a_provider_is_added_for_the_own_agency_alone(community: Community, max_hill: Visitor) -> None:
    form = {"url": "https://id.new.example", "name": "New", "client_id": "hub", "algorithms": "ES256", "mfa_amr": "mfa"}
    assert max_hill.send("/agency/providers", form).status_code == 303
    (found,) = [one for one in roster.providers(community.desk) if one.url == form["url"]]
    assert found.agencies == ("North County Human Services",)
    taken = {**form, "url": "https://id.lakeside-police.example"}
    assert max_hill.send("/agency/providers", taken).status_code == 422
    assert max_hill.send(f"/agency/providers/{found.id}/end").status_code == 303
    assert not [one for one in roster.providers(community.desk) if one.url == form["url"]]


def test_the_form_sent_twice_enrols_once(community: Community, max_hill: Visitor) -> None:
    key = new_id()
    form = {**NEW, "way": "passkey:", "role": "worker"}
    assert [max_hill.send("/agency/people", form, key=key).status_code for _ in range(2)] == [303, 303]
    assert max_hill.get("/agency").text.count("Una Vale</a>") == 1
