"""Room: tests. At 2 a.m.: an urgent referral rings whoever is on call, and is told of once when nobody opens it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from coordination.casework import alarms, notices, on_call, referral_pages, stalled, teams
from coordination.casework import outbox as posting
from coordination.model import stalled as waits
from coordination.model.ids import CaseId, ReferralId, new_id
from coordination.model.notice import SUBJECT, TEXT, URGENT_SUBJECT, Claimed, Kind
from coordination.model.on_call import Source
from coordination.storage import outbox, referral_facts
from coordination.storage.cabinet import Cabinet
from coordination.storage.outbox_tables import outbox as rows
from tests.casework.almanac import Almanac
from tests.casework.posted import Posted
from tests.casework.referred import sent, took
from tests.casework.story import entries_of, opened

TWO_AT_NIGHT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # 02:00 in Chicago, where these agencies are
LINE = {"starts": "2026-11-23 17:00", "ends": "2026-11-27 08:00", "roster": "after_hours"}
PHONE, BACKUP, DESK = "218-555-0150", "218-555-0160", "218-555-0199"


@pytest.fixture
def night(posted: Posted) -> Posted:
    """Two at night: at the center Mia is on call, a desk behind her; everybody has an address."""
    community, almanac = posted.community, Almanac(community=posted.community)
    almanac.entry("cac")
    almanac.on_call("cac", **{**LINE, "who": "Night desk", "number": BACKUP, "starts": "2026-11-22 17:00"})
    almanac.on_call("cac", **LINE, who="", person=community.people["int_harbor"], number=f"{PHONE} ext. 7")
    for slug in ("ana_cps_worker", "sam_cps_supervisor", "int_harbor", "sup_harbor"):
        posted.reach(slug)
    community.clock.now = TWO_AT_NIGHT
    return posted


@pytest.fixture
def case(night: Posted) -> CaseId:
    """A case of child protection alone."""
    return opened(night.community, "ana_cps_worker")


def urgent(posted: Posted, case: CaseId, to: str = "cac", **typed: str) -> ReferralId:
    """Something urgent from child protection."""
    return sent(posted.community, case, to, urgency="urgent", **typed)


def letters(posted: Posted) -> list[str]:
    """To whom letters went, since the last time; all of them are looked at first."""
    found = [to for one in posted.server.envelopes for to in one.rcpt_tos]
    for letter in posted.server.letters:
        text = str(letter.get_payload()).replace("\r\n", "\n")
        if letter["Subject"] == URGENT_SUBJECT:
            assert re.fullmatch(
                r"Something urgent waits\. Sign in now:\n\nhttps?://[^\n]+\n\nItem [0-9a-f]{32}\n+", text
            )
        else:
            assert letter["Subject"] == SUBJECT
            address = posted.community.hub.settings.public_url
            assert text.strip() == TEXT.format(address=address).strip()
    posted.server.envelopes.clear()
    return sorted(found)


def deliver(posted: Posted) -> list[str]:
    """A worker's round, with a gateway for short messages."""
    while posted.deliver(sms_at="sms.example"):
        pass
    return letters(posted)


def told(posted: Posted, slug: str) -> list[str]:
    """The titles of somebody's notices."""
    community = posted.community
    return [one.title for one in notices.listed(community.desk, community.actor(slug))]


def test_an_urgent_one_rings_the_line_and_writes_to_whoever_is_on_call_and_to_nobody_else(
    night: Posted, case: CaseId
) -> None:
    urgent(night, case)
    assert night.states() == [("on_call", None), ("referral_urgent", None)]
    assert deliver(night) == ["2185550150@sms.example", "int_harbor@work.example"]
    assert night.states() == [("on_call", "sent"), ("referral_urgent", "sent")]
    with night.community.desk.consulting() as cabinet:
        kept = str(cabinet.connection.exec_driver_sql("SELECT * FROM outbox").all())
    assert "5550150" not in kept  # sealed while it waited, and gone when it was called
    assert "555-0150" not in kept


def test_a_letter_and_a_call_hold_no_word_of_the_case(night: Posted, case: CaseId) -> None:
    referral = urgent(night, case, message="Kestrel is at the bus station.")
    reference = referral_pages.read(night.community.desk, night.community.actor("ana_cps_worker"), referral).line
    while night.deliver(sms_at="sms.example"):
        pass
    night.community.clock.forward(minutes=30)
    alarms.raise_due(night.community.desk)
    while night.deliver(sms_at="sms.example"):
        pass
    said = re.sub(r"[a-z_]+@work\.example", "", night.server.whole)
    known = reference.referral
    words = ["Kestrel", "Wren", "Ana", "Mia", "Harbor", "North County", case, referral, known.handle]
    assert len(night.server.letters) > 4
    assert not [word for word in (*words, known.case_reference) if word in said]


def test_a_routine_one_rings_nobody(night: Posted, case: CaseId) -> None:
    sent(night.community, case, "cac")
    assert night.states() == []


def test_whoever_is_on_call_finds_it_in_the_hub_without_a_place_on_the_case(night: Posted, case: CaseId) -> None:
    referral = urgent(night, case)
    (notice,) = notices.listed(night.community.desk, night.community.actor("int_harbor"))
    assert notice.address == f"/referrals/{referral}"
    mia = night.community.client("int_harbor")
    assert notice.title in mia.get("/notices").text
    assert mia.get(notice.address).status_code == 200
    assert mia.get(f"/cases/{case}").status_code == 404
    took(night.community, referral, "accept", "int_harbor")
    assert told(night, "int_harbor") == []  # nothing waits any more


def test_without_a_person_on_the_roster_the_supervisors_are_told(night: Posted, case: CaseId) -> None:
    night.community.clock.forward(days=4)  # the roster is over; the after-hours number stands
    urgent(night, case)
    assert deliver(night) == ["2185550199@sms.example", "sup_harbor@work.example"]


def test_the_page_shows_the_number_to_ring_until_somebody_answers(night: Posted, case: CaseId) -> None:
    page = f"/referrals/{urgent(night, case)}"
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


def test_unopened_for_half_an_hour_the_next_numbers_are_shown_and_everybody_is_told_once(
    night: Posted, case: CaseId
) -> None:
    community, page = night.community, f"/referrals/{urgent(night, case)}"
    deliver(night)
    community.clock.forward(minutes=29, seconds=59)
    assert alarms.raise_due(community.desk) == 0
    community.clock.forward(seconds=1)
    assert alarms.raise_due(community.desk) == 7
    assert alarms.raise_due(community.desk) == 0
    assert deliver(night) == [
        "2185550150@sms.example",  # whoever is on call, again
        "2185550160@sms.example",  # the desk behind her
        "2185550199@sms.example",  # the standing number
        "ana_cps_worker@work.example",
        "int_harbor@work.example",
        "sam_cps_supervisor@work.example",
        "sup_harbor@work.example",
    ]
    assert told(night, "ana_cps_worker") == ["Something that your program sent was not opened in time. Ring them."]
    assert told(night, "sup_harbor") == ["Something that was sent to your program waits too long."]
    text = community.client("ana_cps_worker").get(page).text
    assert "Nobody has opened it in time" in text
    for number in (PHONE, BACKUP, DESK):
        assert number in text
    raised = [one for one in entries_of(community) if one["action"] == "alarm:raise"]
    assert sorted(one["reason"] for one in raised) == [
        "on_call", "referral_overdue", "referral_unopened", "referral_urgent",
    ]  # fmt: skip


def test_opened_at_29_minutes_nobody_is_warned(night: Posted, case: CaseId) -> None:
    community, referral = night.community, urgent(night, case)
    deliver(night)
    community.clock.forward(minutes=29)
    assert community.client("sup_harbor").get(f"/referrals/{referral}").status_code == 200
    community.clock.forward(minutes=2)
    assert alarms.raise_due(community.desk) == 0
    assert deliver(night) == []
    assert told(night, "ana_cps_worker") == []
    assert "Nobody has opened it" not in community.client("ana_cps_worker").get(f"/referrals/{referral}").text


def test_two_workers_at_once_warn_once(night: Posted, case: CaseId) -> None:
    for need in ("education", "legal"):
        urgent(night, case, need=need)
    night.community.clock.forward(minutes=31)
    with ThreadPoolExecutor(2) as both:
        made = list(both.map(lambda _: alarms.raise_due(night.community.desk), range(2)))
    assert sum(made) == 14
    assert len(night.states("referral_unopened")) == 4
    assert sum(made) + 4 == len(night.states())  # and the two calls with their two letters at the sending


def test_what_was_resolved_meanwhile_is_not_sent_and_not_shown(night: Posted, case: CaseId) -> None:
    night.reach("sam_cps_supervisor", quiet_from=0, quiet_until=6 * 60)
    referral = urgent(night, case)
    night.community.clock.forward(minutes=31)
    alarms.raise_due(night.community.desk)
    assert "sam_cps_supervisor@work.example" not in deliver(night)
    assert told(night, "sam_cps_supervisor")
    night.community.client("int_harbor").get(f"/referrals/{referral}")
    night.community.clock.forward(hours=4)
    assert deliver(night) == []
    assert ("referral_unopened", "not_allowed") in night.states("referral_unopened")
    assert told(night, "sam_cps_supervisor") == []


def test_a_call_that_could_not_leave_is_not_made_once_somebody_has_looked(night: Posted, case: CaseId) -> None:
    referral = urgent(night, case)
    night.community.client("sup_harbor").get(f"/referrals/{referral}")
    assert deliver(night) == ["int_harbor@work.example"]  # it still waits for an answer
    assert night.states("on_call") == [("on_call", "not_allowed")]


def test_a_number_that_left_the_roster_is_not_called(night: Posted, case: CaseId) -> None:
    urgent(night, case)
    community = night.community
    with community.desk.consulting() as cabinet:
        line = cabinet.connection.exec_driver_sql(
            "SELECT id FROM on_call_lines WHERE person_id IS NOT NULL"
        ).scalar_one()
    on_call.take_off(community.desk, community.actor("sup_harbor"), line, new_id())
    assert "2185550150@sms.example" not in deliver(night)
    assert night.states("on_call") == [("on_call", "not_allowed")]


def test_sent_again_it_rings_again_and_its_wait_begins_anew(night: Posted, case: CaseId) -> None:
    community, referral = night.community, urgent(night, case)
    community.clock.forward(minutes=31)
    alarms.raise_due(community.desk)
    took(community, referral, "recall", "ana_cps_worker", reason="no_answer")
    assert told(night, "ana_cps_worker") == []
    took(community, referral, "reopen", "ana_cps_worker", reason="still_needed")
    assert len(night.states("referral_urgent")) == 3
    assert told(night, "ana_cps_worker") == []  # the warning was about the first time
    community.clock.forward(minutes=30)
    assert alarms.raise_due(community.desk) == 7
    assert len(told(night, "ana_cps_worker")) == 1


ROUTES = [
    ("report", "detectives", "routine", {"days": 1}, Kind.REFERRAL_UNOPENED),
    ("service", "cac", "routine", {"days": 3}, Kind.REFERRAL_UNOPENED),
    ("case", "detectives", "routine", {"days": 2}, Kind.REFERRAL_UNOPENED),
]


@pytest.mark.parametrize(("kind", "to", "urgency", "wait", "told_of"), ROUTES, ids=[route[0] for route in ROUTES])
def test_each_route_tells_its_sender_and_both_supervisors_after_its_own_patience(
    night: Posted, case: CaseId, kind: str, to: str, urgency: str, wait: dict[str, float], told_of: Kind
) -> None:
    community = night.community
    sent(community, case, to, kind=kind, urgency=urgency)
    community.clock.forward(**wait)
    community.clock.forward(seconds=-1)
    assert alarms.raise_due(community.desk) == 0
    community.clock.forward(seconds=1)
    assert alarms.raise_due(community.desk) == 3
    assert [kind for kind, _ in night.states()].count(told_of.value) == 2  # Ana, and Sam, her supervisor
    assert len(night.states("referral_overdue")) == 1


def test_opened_and_not_answered_then_accepted_and_not_finished_are_each_told_once(night: Posted, case: CaseId) -> None:
    community, referral = night.community, sent(night.community, case, "cac")
    community.client("int_harbor").get(f"/referrals/{referral}")
    community.clock.forward(days=7)
    alarms.raise_due(community.desk)
    assert told(night, "ana_cps_worker") == ["Something that your program sent was not answered in time. Ring them."]
    took(community, referral, "accept", "int_harbor")
    assert told(night, "ana_cps_worker") == []
    community.clock.forward(days=30)
    alarms.raise_due(community.desk)
    alarms.raise_due(community.desk)
    (title,) = told(night, "ana_cps_worker")
    assert "nothing was heard" in title
    took(community, referral, "complete", "int_harbor", reason="enrolled")
    assert told(night, "ana_cps_worker") == []


def test_when_the_sender_left_somebody_of_the_program_is_still_told(night: Posted, case: CaseId) -> None:
    community = night.community
    sent(community, case, "cac")
    teams.end_member(
        community.desk, community.actor("sam_cps_supervisor"), case, community.people["ana_cps_worker"], new_id()
    )
    community.clock.forward(days=3)
    alarms.raise_due(community.desk)
    assert len(night.states("referral_unopened")) == 1
    assert told(night, "sam_cps_supervisor")


def test_nobody_of_the_program_on_call_shows_whom_to_ring_instead(night: Posted, case: CaseId) -> None:
    community, almanac = night.community, Almanac(community=night.community)
    almanac.entry("detectives", after_hours_number="", fallback=community.programs["cac"].id)
    found = on_call.on_call(community.desk, community.programs["detectives"].id, community.clock.now)
    assert found.source is Source.FALLBACK
    text = community.client("ana_cps_worker").get(f"/referrals/{urgent(night, case, 'detectives')}").text
    assert PHONE in text
    assert "Nobody there is on call now" in text
    assert night.states("on_call") == []  # the other program could open nothing; its number is for the telephone


# --- a confidential program -------------------------------------------------------------------------------------------


def all_that_ana_sees(night: Posted, referral: ReferralId, case: CaseId) -> list[bytes]:
    """Every page of the sender on which it could show, without what is new on each."""
    ana = night.community.client("ana_cps_worker")
    pages = ("/work", "/referrals", f"/referrals/{referral}", "/notices", f"/cases/{case}")
    return [re.sub(rb'name="(csrf_token|act_key)" value="[^"]*"', b"", ana.get(page).data) for page in pages]


def test_about_a_confidential_program_nothing_ever_differs(night: Posted, case: CaseId) -> None:
    """The same bytes before and after: a roster, half an hour, a look of theirs, a day; and no message of any kind."""
    community, almanac = night.community, Almanac(community=night.community)
    night.reach("adv_safe")
    night.reach("sup_safe")
    referral = urgent(night, case, "advocates")
    before = all_that_ana_sees(night, referral, case)
    almanac.entry("advocates")
    almanac.on_call("advocates", **LINE, who="", person=community.people["adv_safe"], number="218-555-0177")
    assert all_that_ana_sees(night, referral, case) == before
    for step in ({"minutes": 31}, {"hours": 30}):
        community.clock.forward(**step)
        assert alarms.raise_due(community.desk) == 0
        community.client("adv_safe").get(f"/referrals/{referral}")
        assert all_that_ana_sees(night, referral, case) == before
    assert night.states() == []
    assert deliver(night) == []
    took(community, referral, "recall", "ana_cps_worker", reason="no_answer")
    took(community, referral, "reopen", "ana_cps_worker", reason="still_needed")
    assert night.states() == []


def test_the_guards_about_confidential_programs_are_each_needed(
    night: Posted, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken on purpose: the advocates are taken for an open program in each place that asks; each turns red."""
    community, almanac = night.community, Almanac(community=night.community)
    almanac.entry("advocates")
    almanac.on_call("advocates", **LINE, who="Crisis line", number="218-555-0177")
    referral = urgent(night, case, "advocates")
    facts = referral_facts.facts_of_handles
    with community.desk.consulting() as cabinet:
        handle = cabinet.connection.exec_driver_sql("SELECT handle FROM referrals").scalar_one()
        (one,) = facts(cabinet, community.programs["advocates"].id, [handle]).values()
    assert not waits.unopened_urgent(one)
    with monkeypatch.context() as patch:  # the query of what is late
        patch.setattr(referral_facts, "_QUIET", referral_facts.referrals.c.id.is_(None))
        community.clock.forward(minutes=31)
        with community.desk.consulting() as cabinet:
            assert [found.referral_id for found in referral_facts.facts_of_stalled(cabinet)] == [referral]
            assert stalled.due(cabinet) == []  # and the function still says that nothing is
    usual = stalled.call
    with monkeypatch.context() as patch:  # what rings at the sending
        patch.setattr(
            stalled, "call", lambda w, found, about, to: usual(w, found, about, replace(to, confidential=False))
        )
        took(community, referral, "recall", "ana_cps_worker", reason="no_answer")
        took(community, referral, "reopen", "ana_cps_worker", reason="still_needed")
    assert night.states() == [("on_call", None)]  # a row about the child; storage/recipients still finds no person
    assert deliver(night) == []  # and what is sent is judged by itself
    with monkeypatch.context() as patch:
        patch.setattr(stalled, "still", lambda *_: True)
        night.change(ended_at=None, outcome=None, next_at=community.clock.now)
        with community.desk.consulting() as cabinet:
            assert stalled.still_rings(cabinet, claimed(night), "218-555-0177")


def claimed(night: Posted) -> Claimed:
    """The one message, as a worker takes it."""
    with night.community.desk.database.write() as connection:
        cabinet = Cabinet(connection=connection, keyring=night.community.desk.keyring, now=night.community.clock.now)
        (found,) = outbox.claim(cabinet, 1, posting.LEASE)
    return found


# --- guards, broken on purpose ----------------------------------------------------------------------------------------


def test_without_a_key_of_its_own_two_workers_would_warn_twice(
    night: Posted, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    urgent(night, case)
    night.community.clock.forward(minutes=31)
    before = len(night.states())
    monkeypatch.setattr(stalled, "cause", lambda *_: new_id())
    monkeypatch.setattr(referral_facts, "_told", lambda *_: referral_facts.referrals.c.id.is_(None))
    alarms.raise_due(night.community.desk)
    alarms.raise_due(night.community.desk)
    assert len(night.states()) == before + 14


def test_without_the_look_at_each_send_a_letter_about_what_is_over_would_leave(
    night: Posted, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    referral = urgent(night, case)
    took(night.community, referral, "void", "ana_cps_worker", reason="wrong_case")
    monkeypatch.setattr(notices, "still", lambda *_: True)
    monkeypatch.setattr(stalled, "still", lambda *_: True)
    assert deliver(night) == ["2185550150@sms.example", "int_harbor@work.example"]


def test_it_was_taken_back_in_time_and_nobody_is_written_to(night: Posted, case: CaseId) -> None:
    referral = urgent(night, case)
    took(night.community, referral, "void", "ana_cps_worker", reason="wrong_case")
    assert deliver(night) == []
    assert {outcome for _, outcome in night.states()} == {"not_allowed"}


def test_a_call_about_no_referral_rings_nobody(night: Posted, case: CaseId) -> None:
    community = night.community
    with community.desk.database.write() as connection:
        urgent_rows = update(rows).values(object_handle=new_id())
        connection.execute(urgent_rows)
    urgent(night, case)
    with community.desk.database.write() as connection:
        connection.execute(update(rows).values(object_handle=new_id()))
    assert deliver(night) == []
