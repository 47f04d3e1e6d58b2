"""Room: tests. Training through the door: entered, shown, taken back; the team page says it; a referral says it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from coordination.casework import alarms, training_alarms
from coordination.model.ids import new_id
from coordination.storage.training_tables import certificates
from tests.casework.almanac import Almanac
from tests.casework.doorstep import log
from tests.casework.story import opened
from tests.casework.test_certification import setting
from tests.casework.trained import TRAFFICKING, certified
from tests.community import Community
from tests.web.test_referral_pages import FORM

TYPED = {"training": TRAFFICKING, "completed": "2026-03-02", "ends": "2026-12-31", "evidence": "Academy, number 1182"}

# What the database does is for tests/casework/test_training.py, on both engines.
pytestmark = pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)


def page(community: Community, who: str) -> str:
    return f"/training/people/{community.people[who]}"


def count(community: Community) -> int:
    with community.desk.database.read() as connection:
        return int(
            connection.execute(
                select(func.count()).select_from(certificates).where(certificates.c.training.like("mn_%"))
            ).scalar_one()
        )


def test_an_administrator_enters_a_certificate_and_its_person_reads_it(community: Community) -> None:
    max_hill, ana = community.client("adm_north"), community.client("ana_cps_worker")
    assert "Not entered" in ana.get("/training").text
    assert "Enter a certificate" not in ana.get(page(community, "ana_cps_worker")).text
    text = max_hill.get("/training").text
    assert all(name in text for name in ("Ana Brook", "Sam Reed"))
    assert "Leo Marsh" not in text  # of another agency
    assert max_hill.send(page(community, "ana_cps_worker"), TYPED).status_code == 303
    (entry,) = log(community, "certificate:edit")
    assert (entry.outcome, len(entry.objects)) == ("allowed", 2)
    mine = ana.get(page(community, "ana_cps_worker")).text
    for said in (
        "holds through 2026-12-31",
        "number 1182",
        "Ends 2026-12-31",
        "requires all staff with child protection",
    ):
        assert said in mine
    taken = re.findall(r'action="(/training/certificates/[^"]+)"', max_hill.get(page(community, "ana_cps_worker")).text)
    assert max_hill.send(taken[0]).status_code == 303
    assert "Not entered" in ana.get("/training").text


def test_a_form_sent_twice_enters_one_certificate(community: Community) -> None:
    max_hill, key = community.client("adm_north"), new_id()
    for _ in range(2):
        assert max_hill.send(page(community, "ana_cps_worker"), TYPED, key=key).status_code == 303
    assert count(community) == 1
    taken = re.findall(r'action="(/training/certificates/[^"]+)"', max_hill.get(page(community, "ana_cps_worker")).text)
    for _ in range(2):
        assert max_hill.send(taken[0], key=key[::-1]).status_code == 303


def test_bad_input_is_kept_with_a_sentence_and_changes_nothing(community: Community) -> None:
    max_hill = community.client("adm_north")
    answer = max_hill.send(page(community, "ana_cps_worker"), {**TYPED, "completed": "2027-01-01", "training": "none"})
    assert answer.status_code == 422
    for said in ("Choose a training of the list.", "This day is still to come.", "Academy, number 1182"):
        assert said in answer.text
    assert count(community) == 0


def test_anothers_absent_and_own_are_refused_alike(community: Community) -> None:
    sam, ana = community.client("sam_cps_supervisor"), community.client("ana_cps_worker")
    absent = sam.get(f"/training/people/{new_id()}")
    assert absent.status_code == 404
    for visitor, who in ((sam, "det_lake"), (ana, "sam_cps_supervisor")):
        assert visitor.get(page(community, who)).data == absent.data
    own = certified(community, "sam_cps_supervisor")
    for path in (page(community, "sam_cps_supervisor"), f"/training/certificates/{own}/end"):
        assert sam.send(path, TYPED).data == absent.data  # nobody for themselves
    assert community.client("sgt_lake").send(f"/training/certificates/{own}/end").data == absent.data


def test_the_team_page_says_whose_training_lapsed_and_what_would_help(community: Community) -> None:
    case = opened(community, "ana_cps_worker")
    sam = community.client("sam_cps_supervisor")
    text = sam.get(f"/cases/{case}/team").text
    assert "Sam Reed, Supervisor (training not current)" in text
    assert text.count("Register with the Minnesota Child Welfare Training Academy.") == 2  # Sam may be, Ana is assigned
    person = {"person": community.people["sam_cps_supervisor"]}
    assert sam.send(f"/cases/{case}/team/people", person).status_code == 303
    assert "Register with" not in community.client("ana_cps_worker").get(f"/cases/{case}/team").text


def test_a_notice_of_an_end_leads_to_training_and_can_be_read(community: Community) -> None:
    certified(community, "ana_cps_worker", ends="2026-12-01")
    assert alarms.raise_due(community.desk, [training_alarms.due]) == 2
    ana = community.client("ana_cps_worker")
    text = ana.get("/notices").text
    assert '<a href="/training">Training</a>' in text
    (notice,) = re.findall(r'name="notice" value="([^"]+)"', text)
    assert ana.send("/notices/seen", {"notice": notice}).status_code == 303
    assert "New" not in ana.get("/notices").text


def test_the_directory_says_until_when_a_setting_is_certified_and_a_referral_that_it_ran_out(
    community: Community,
) -> None:
    Almanac(community=community).service("cac", name="Harbor beds", **setting("2026-11-20"))
    ana, case = community.client("ana_cps_worker"), opened(community, "ana_cps_worker")
    cac = community.programs["cac"].id
    for path in ("/directory?need=shelter&county=27053", f"/directory/programs/{cac}"):
        text = ana.get(path).text
        for said in ("Certified setting for trafficked", "number MN-77", "certified until 2026-11-20", "Run out"):
            assert said in text, path
    form = {**FORM, "need": "out_of_home_care", "recipient": cac}
    answer = ana.send(f"/cases/{case}/referrals", form)
    assert answer.status_code == 422
    assert "ended on 2026-11-20" in answer.text
    assert 'name="certification_known"' in answer.text
    assert ana.send(f"/cases/{case}/referrals", {**form, "certification_known": "yes"}).status_code == 303
