"""Room: tests. At 2 a.m. an urgent referral rings whoever is on call, and its sender sees the number to ring."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from coordination.casework import alarms, notices, on_call, referral_pages, stalled
from coordination.model.ids import CaseId, ReferralId, new_id
from coordination.model.on_call import Source
from coordination.storage.outbox_tables import outbox as rows
from tests.casework.almanac import Almanac
from tests.casework.nights import BACKUP, PHONE, deliver, told, urgent
from tests.casework.posted import Posted
from tests.casework.referred import sent, took


def test_an_urgent_one_rings_the_line_and_writes_to_whoever_is_on_call_and_to_nobody_else(
    night: Posted, night_case: CaseId
) -> None:
    urgent(night, night_case)
    assert night.states() == [("on_call", None), ("referral_urgent", None)]
    assert deliver(night) == ["2185550150@sms.example", "int_harbor@work.example"]
    assert night.states() == [("on_call", "sent"), ("referral_urgent", "sent")]
    with night.community.desk.consulting() as cabinet:
        kept = str(cabinet.connection.exec_driver_sql("SELECT * FROM outbox").all())
    assert "5550150" not in kept  # sealed while it waited, and gone when it was called
    assert "555-0150" not in kept


def test_a_letter_and_a_call_hold_no_word_of_the_case(night: Posted, night_case: CaseId) -> None:
    referral = urgent(night, night_case, message="Kestrel is at the bus station.")
    reference = referral_pages.read(night.community.desk, night.community.actor("ana_cps_worker"), referral).line
    while night.deliver(sms_at="sms.example"):
        pass
    night.community.clock.forward(minutes=30)
    alarms.raise_due(night.community.desk)
    while night.deliver(sms_at="sms.example"):
        pass
    said = re.sub(r"[a-z_]+@work\.example", "", night.server.whole)
    known = reference.referral
    words = ["Kestrel", "Wren", "Ana", "Mia", "Harbor", "North County", night_case, referral, known.handle]
    assert len(night.server.letters) > 4
    assert not [word for word in (*words, known.case_reference) if word in said]


def test_a_routine_one_rings_nobody(night: Posted, night_case: CaseId) -> None:
    sent(night.community, night_case, "cac")
    assert night.states() == []


def test_whoever_is_on_call_finds_it_in_the_hub_without_a_place_on_the_case(night: Posted, night_case: CaseId) -> None:
    referral = urgent(night, night_case)
    (notice,) = notices.listed(night.community.desk, night.community.actor("int_harbor"))
    assert notice.address == f"/referrals/{referral}"
    mia = night.community.client("int_harbor")
    assert notice.title in mia.get("/notices").text
    assert mia.get(notice.address).status_code == 200
    assert mia.get(f"/cases/{night_case}").status_code == 404
    took(night.community, referral, "accept", "int_harbor")
    assert told(night, "int_harbor") == []  # nothing waits any more


def test_without_a_person_on_the_roster_the_supervisors_are_told(night: Posted, night_case: CaseId) -> None:
    night.community.clock.forward(days=4)  # the roster is over; the after-hours number stands
    urgent(night, night_case)
    assert deliver(night) == ["2185550199@sms.example", "sup_harbor@work.example"]


def test_the_page_shows_the_number_to_ring_until_somebody_answers(night: Posted, night_case: CaseId) -> None:
    page = f"/referrals/{urgent(night, night_case)}"
    ana = night.community.client("ana_cps_worker")
    text = ana.get(page).text
    assert f"{PHONE} ext. 7" in text
    assert "tel:2185550150,7" in text
    assert "Mia Vale" in text
    assert BACKUP not in text
    assert PHONE not in night.community.client("sup_harbor").get(page).text  # who looks has it open now
    assert PHONE in ana.get(page).text
    took(night.community, ReferralId(page[-32:]), "accept", "int_harbor")
    assert PHONE not in ana.get(page).text


def test_nobody_of_the_program_on_call_shows_whom_to_ring_instead(night: Posted, night_case: CaseId) -> None:
    community, almanac = night.community, Almanac(community=night.community)
    almanac.entry("detectives", after_hours_number="", fallback=community.programs["cac"].id)
    found = on_call.on_call(community.desk, community.programs["detectives"].id, community.clock.now)
    assert found.source is Source.FALLBACK
    text = community.client("ana_cps_worker").get(f"/referrals/{urgent(night, night_case, 'detectives')}").text
    assert PHONE in text
    assert "Nobody there is on call now" in text
    assert night.states("on_call") == []  # the other program could open nothing; its number is for the telephone


def test_a_call_that_could_not_leave_is_not_made_once_somebody_has_looked(night: Posted, night_case: CaseId) -> None:
    referral = urgent(night, night_case)
    night.community.client("sup_harbor").get(f"/referrals/{referral}")
    assert deliver(night) == ["int_harbor@work.example"]  # it still waits for an answer
    assert night.states("on_call") == [("on_call", "not_allowed")]


def test_a_number_that_left_the_roster_is_not_called(night: Posted, night_case: CaseId) -> None:
    urgent(night, night_case)
    community = night.community
    with community.desk.consulting() as cabinet:
        line = cabinet.connection.exec_driver_sql(
            "SELECT id FROM on_call_lines WHERE person_id IS NOT NULL"
        ).scalar_one()
    on_call.take_off(community.desk, community.actor("sup_harbor"), line, new_id())
    assert "2185550150@sms.example" not in deliver(night)
    assert night.states("on_call") == [("on_call", "not_allowed")]


def test_it_was_taken_back_in_time_and_nobody_is_written_to(night: Posted, night_case: CaseId) -> None:
    referral = urgent(night, night_case)
    took(night.community, referral, "void", "ana_cps_worker", reason="wrong_case")
    assert deliver(night) == []
    assert {outcome for _, outcome in night.states()} == {"not_allowed"}


def test_a_call_about_no_referral_rings_nobody(night: Posted, night_case: CaseId) -> None:
    community = night.community
    with community.desk.database.write() as connection:
        urgent_rows = update(rows).values(object_handle=new_id())
        connection.execute(urgent_rows)
    urgent(night, night_case)
    with community.desk.database.write() as connection:
        connection.execute(update(rows).values(object_handle=new_id()))
    assert deliver(night) == []


def test_without_the_look_at_each_send_a_letter_about_what_is_over_would_leave(
    night: Posted, night_case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    referral = urgent(night, night_case)
    took(night.community, referral, "void", "ana_cps_worker", reason="wrong_case")
    monkeypatch.setattr(notices, "still", lambda *_: True)
    monkeypatch.setattr(stalled, "still", lambda *_: True)
    assert deliver(night) == ["2185550150@sms.example", "int_harbor@work.example"]
