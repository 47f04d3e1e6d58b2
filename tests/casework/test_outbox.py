"""Room: tests. The outbox from end to end: an act, its message in the same commit, a worker, a real mail server."""

from __future__ import annotations

import pytest

from coordination.casework import conflicts, notices, requests, restrictions
from coordination.casework import outbox as posting
from coordination.casework.desk import Work
from coordination.model.action import Action
from coordination.model.errors import Conflict
from coordination.model.ids import CaseId, new_id
from coordination.model.notice import KINDS, SUBJECT, Kind
from coordination.storage import requests as request_rows
from coordination.storage.roster import appointments
from tests.casework.posted import SENDER, Posted, ask
from tests.casework.story import entries_of


def test_an_act_reaches_the_supervisor_by_mail_and_the_log_has_it_first(posted: Posted, quiet_case: CaseId) -> None:
    address = posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    assert posted.deliver() == 1
    (envelope,), (letter,) = posted.server.envelopes, posted.server.letters
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, [address])
    assert (letter["Subject"], letter["To"], letter["From"]) == (SUBJECT, address, SENDER)
    assert posted.states("request_waiting") == [("request_waiting", "sent")]
    (entry,) = [one for one in entries_of(posted.community) if one["action"] == "notice:send"]
    assert (entry["kind"], entry["outcome"], entry["reason"]) == ("system", "allowed", "mail")
    assert posted.community.actor("sam_cps_supervisor").handle in entry["objects"]
    assert len(entry["objects"]) == 2
    assert posted.deliver() == 0


def test_a_letter_holds_nothing_but_the_hubs_own_address(posted: Posted, quiet_case: CaseId) -> None:
    community, seen = posted.community, []
    for slug in ("sam_cps_supervisor", "coo_harbor"):
        posted.reach(slug)
    request = ask(posted, quiet_case)
    posted.deliver()
    requests.refuse(community.desk, community.actor("sam_cps_supervisor"), quiet_case, request, new_id())  # type: ignore[arg-type]
    posted.deliver()
    with community.desk.consulting([quiet_case]) as cabinet:
        facts = request_rows.facts_of_requests(cabinet, community.programs["cps"].id)
    for letter in posted.server.letters:
        seen.append((letter["Subject"], letter.get_payload(decode=True)))
        assert sorted(letter.keys()) == sorted(
            ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type",
             "Content-Transfer-Encoding", "MIME-Version"]
        )  # fmt: skip
    assert len(seen) == 2
    assert len(set(seen)) == 1  # two kinds, two people, the same bytes
    assert posted.community.hub.settings.public_url.encode() in seen[0][1]
    whole = posted.server.whole
    names = ("Wren", "Sam Reed", "Carla", "Ana", "Child", "Harbor", "North County", facts[0].case_reference, quiet_case)
    assert not [name for name in names if name in whole]
    assert facts[0].handle not in whole
    assert request not in whole


def test_a_message_is_written_with_its_act_or_not_at_all(
    posted: Posted, quiet_case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted.reach("sam_cps_supervisor")
    real = notices.tell

    def tell_and_fail(*args: object, **named: object) -> None:
        real(*args, **named)  # type: ignore[arg-type]
        raise Conflict("Somebody was first.")

    monkeypatch.setattr(notices, "tell", tell_and_fail)
    with pytest.raises(Conflict):
        ask(posted, quiet_case)
    assert posted.states("request_waiting") == []
    monkeypatch.undo()
    ask(posted, quiet_case)
    assert posted.states("request_waiting") == [("request_waiting", None)]


def test_one_message_for_one_cause_however_often_the_form_is_sent(posted: Posted, quiet_case: CaseId) -> None:
    posted.reach("sam_cps_supervisor")
    community, key = posted.community, new_id()
    for _ in range(3):
        requests.make(
            community.desk,
            community.actor("coo_harbor"),
            quiet_case,
            community.programs["cps"].id,
            "child_protection",
            "services",
            key,
        )
    assert len(posted.states("request_waiting")) == 1


def _end_appointment(posted: Posted, quiet_case: CaseId) -> None:
    person = posted.community.people["sam_cps_supervisor"]
    # As the roster's own load would write it, seen by the very next look.
    with posted.community.desk.database.write() as connection:
        connection.execute(
            appointments.update().where(appointments.c.person_id == person).values(until=posted.community.clock.now)
        )


def _conflict(posted: Posted, quiet_case: CaseId) -> None:
    community = posted.community
    with community.desk.consulting([quiet_case]) as cabinet:
        reference = request_rows.facts_of_requests(cabinet, community.programs["cps"].id)[0].case_reference
    target = f"person:{community.people['sam_cps_supervisor']}"
    conflicts.shut_out(community.desk, community.actor("pri_privacy"), reference, target, new_id())


def _restrict(posted: Posted, quiet_case: CaseId) -> None:
    community = posted.community
    restrictions.restrict(community.desk, community.actor("ana_cps_worker"), quiet_case, [], new_id())


@pytest.mark.parametrize("meanwhile", [_end_appointment, _conflict, _restrict], ids=lambda one: one.__name__)
def test_who_may_no_longer_know_is_not_written_to(posted: Posted, quiet_case: CaseId, meanwhile: object) -> None:
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    meanwhile(posted, quiet_case)  # type: ignore[operator]
    assert posted.deliver() == 1
    assert posted.server.envelopes == []
    assert posted.states("request_waiting") == [("request_waiting", "not_allowed")]
    (entry,) = [one for one in entries_of(posted.community) if one["action"] == "notice:send"]
    assert (entry["outcome"], entry["reason"]) == ("refused", "not_allowed")


def test_the_check_at_send_is_what_keeps_them_out(
    posted: Posted, quiet_case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken on purpose: without the second look, the letter leaves."""
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    _restrict(posted, quiet_case)
    monkeypatch.setattr(posting, "_still_allowed", lambda *_: True)
    posted.deliver()
    assert len(posted.server.envelopes) == 1


@pytest.mark.parametrize(
    "chosen", [{"unsafe": True}, {"mail": False}, {"muted": frozenset({"request_waiting"})}], ids=str
)
def test_safe_contact_and_choices_are_asked_at_the_send(
    posted: Posted, quiet_case: CaseId, chosen: dict[str, object]
) -> None:
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    posted.reach("sam_cps_supervisor", **chosen)  # after the act, before the send
    posted.deliver()
    assert posted.server.envelopes == []
    assert posted.states("request_waiting") == [("request_waiting", "hub_only")]


def test_quiet_hours_hold_mail_back_until_they_end(posted: Posted, quiet_case: CaseId) -> None:
    # 15:00 UTC is 9:00 in Chicago in November.
    posted.reach("sam_cps_supervisor", quiet_from=8 * 60, quiet_until=10 * 60)
    ask(posted, quiet_case)
    posted.deliver()
    assert posted.server.envelopes == []
    posted.community.clock.forward(minutes=59)
    assert posted.deliver() == 0
    posted.community.clock.forward(minutes=1)
    assert posted.deliver() == 1
    assert len(posted.server.envelopes) == 1


@pytest.mark.parametrize("pierce", [True, False])
def test_an_urgent_message_pierces_quiet_hours_by_the_persons_own_choice(
    posted: Posted, quiet_case: CaseId, pierce: bool
) -> None:
    posted.reach("sam_cps_supervisor", quiet_from=8 * 60, quiet_until=10 * 60, pierce=pierce)
    ask(posted, quiet_case)
    posted.change(urgent=True)
    posted.deliver()
    assert len(posted.server.envelopes) == int(pierce)


def test_nobody_of_a_confidential_program_is_told(posted: Posted, quiet_case: CaseId) -> None:
    community = posted.community

    def work(w: Work) -> str:
        for kind in Kind:
            if kind is not Kind.ON_CALL:
                notices.tell(w, kind, community.programs["advocates"].id, cause=new_id(), about=w.facts.handle)
        return "told"

    before = len(posted.states())
    community.desk.act(community.actor("ana_cps_worker"), Action.TEAM_INVITE, quiet_case, work, key=new_id())
    assert len(posted.states()) == before
    assert set(KINDS) == set(Kind)
