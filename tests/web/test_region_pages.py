"""Room: tests. A liaison's region through the door, and who is made one: by the own agency's administrator alone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coordination.casework import roster
from coordination.model.errors import Invalid
from coordination.model.ids import new_id
from coordination.storage import roster as tables
from coordination.storage.deadline_tables import deadlines
from tests.casework.story import opened
from tests.casework.test_deadlines import told
from tests.casework.test_regions import listed
from tests.casework.trained import certified
from tests.community import Community
from tests.web.test_agency_pages import appointment_of

# What the database does is for tests/casework/test_regions.py, on both engines.
pytestmark = pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)


def test_neither_a_case_nor_a_name_nor_a_handle_is_on_the_page(community: Community) -> None:
    almanac = listed(community)
    case = opened(community, "ana_cps_worker", called="Quillfeather")
    told(community, case, "ana_cps_worker", new_id())
    text = community.client("sam_cps_supervisor").get("/region").text
    assert "Report the missing child to police" in text
    with community.desk.database.read() as connection:
        (row, *_) = connection.execute(select(deadlines)).all()
    certified(community, "ana_cps_worker", ends="2026-12-31")
    almanac.service("cac", name="Harbor beds")
    text = community.client("sam_cps_supervisor").get("/region").text
    for said in ("Room now: 2 of 6", "1 current (1 ending soon), 0 ended, 1 not entered", "260E.36"):
        assert said in text
    secrets = [case, "Quillfeather", "Ana Brook", row.id, row.handle, row.cause]
    assert not [one for one in secrets if one in text]


def region_form(community: Community, who: str) -> str:
    return f"/agency/people/{community.people[who]}/appointments/{appointment_of(community, who)}/region"


def test_an_administrator_appoints_a_liaison_and_ends_it(community: Community) -> None:
    max_hill, ana = community.client("adm_north"), community.client("ana_cps_worker")
    absent = ana.get("/nothing").data
    assert ana.get("/region").data == absent
    assert 'href="/region"' not in ana.get("/cases").text
    form = region_form(community, "ana_cps_worker")
    assert form in max_hill.get(f"/agency/people/{community.people['ana_cps_worker']}").text
    assert max_hill.get(form).status_code == 200
    assert max_hill.send(form, {"areas": ["27053", "ME"]}).status_code == 303
    assert "Liaison for all of Maine; Hennepin County, MN" in max_hill.get(form.partition("/appoint")[0]).text
    assert 'href="/region"' in ana.get("/cases").text
    assert "all of Maine; Hennepin County, MN" in ana.get("/region").text
    case = opened(community, "sam_cps_supervisor")
    assert ana.get(f"/cases/{case}").data == absent  # of her own program, and she is not on it
    assert max_hill.send(form, {}).status_code == 303
    assert ana.get("/region").data == absent  # on her next request


def test_the_form_sent_twice_appoints_once(community: Community) -> None:
    max_hill, key = community.client("adm_north"), new_id()
    form = region_form(community, "ana_cps_worker")
    for _ in range(2):
        assert max_hill.send(form, {"areas": "27053"}, key=key).status_code == 303
    with community.desk.database.read() as connection:
        person = tables.appointments.c.person_id == community.people["ana_cps_worker"]
        rows = connection.execute(select(tables.appointments.c.oversees).where(person)).scalars().all()
    assert rows == ["27053"]


def test_nobody_makes_a_liaison_of_themselves_of_another_agency_or_of_no_caseworker(community: Community) -> None:
    max_hill = community.client("adm_north")
    absent = max_hill.get("/nothing").data
    assert max_hill.send(region_form(community, "ana_cps_worker"), {"areas": "99999"}).status_code == 422
    for who in ("adm_north", "aud_north", "det_lake"):
        assert max_hill.send(region_form(community, who), {"areas": "27053"}).data == absent, who
    assert community.client("ana_cps_worker").send(region_form(community, "ana_cps_worker"), {}).data == absent


@pytest.mark.parametrize(
    ("role", "program", "areas", "said"),
    [
        ("auditor", "cps", ["27053"], "Only a worker"),
        ("worker", "advocates", ["27053"], "confidential"),
        ("worker", "cps", ["27999"], "oversees must name counties"),
    ],
)
def test_a_roster_file_makes_no_liaison_that_may_not_be(
    community: Community, role: str, program: str, areas: list[str], said: str
) -> None:
    who = {"cps": "ana_cps_worker", "advocates": "adv_safe"}[program]
    issuer = {"cps": "https://id.north-county.example", "advocates": "https://id.safe-path.example"}[program]
    line = {"issuer": issuer, "subject": who, "program": program, "role": role, "oversees": areas}
    with pytest.raises(Invalid) as caught:
        roster.load(community.desk, {"appointments": [line]})
    assert said in caught.value.fields["appointments 1"]


def test_a_roster_file_appoints_a_liaison_and_one_that_says_nothing_leaves_it(community: Community) -> None:
    line = {
        "issuer": "https://id.north-county.example", "subject": "ana_cps_worker", "program": "cps", "role": "worker",
    }  # fmt: skip
    assert roster.load(community.desk, {"appointments": [{**line, "oversees": ["27053"]}]}).changed == 1
    assert roster.load(community.desk, {"appointments": [line]}).changed == 0
    assert community.actor("ana_cps_worker").oversees == frozenset({"27053"})
    roster.load(community.desk, {"appointments": [{**line, "oversees": []}]})
    assert community.actor("ana_cps_worker").oversees == frozenset()
