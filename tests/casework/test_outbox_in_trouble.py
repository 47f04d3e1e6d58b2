"""Room: tests. The outbox in trouble: no mail server for a day, refusals, two workers, one killed; each sent once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from coordination.casework import alarms, upkeep
from coordination.casework import outbox as posting
from coordination.model.errors import Unavailable
from coordination.model.ids import CaseId
from coordination.model.notice import Kind, Outcome
from coordination.storage import outbox as rows
from coordination.storage.cabinet import Cabinet
from coordination.storage.upkeep import MESSAGES
from tests.casework.posted import Posted, ask
from tests.casework.story import entries_of


def test_a_day_without_a_mail_server_loses_nothing_and_sends_each_once(posted: Posted, quiet_case: CaseId) -> None:
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    away = posted.post(port=1)
    for _hour in range(24):
        with pytest.raises(Unavailable):
            posting.deliver(posted.community.desk, away)
        posted.community.clock.forward(hours=1)
    assert posted.states("request_waiting") == [("request_waiting", None)]
    assert [one for one in entries_of(posted.community) if one["action"] == "notice:send"] == []
    posted.reach("sam_cps_supervisor")
    assert posted.deliver() == 1
    assert len(posted.server.envelopes) == 1


def test_a_letter_refused_for_now_waits_longer_each_time_and_then_goes(posted: Posted, quiet_case: CaseId) -> None:
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    posted.server.refuse = "450 later"
    tries = 0
    for _minute in range(20):
        tries += posted.deliver()
        posted.community.clock.forward(minutes=1)
    assert 3 <= tries <= 8
    posted.server.refuse = ""
    posted.community.clock.forward(hours=1)
    assert posted.deliver() == 1
    assert len(posted.server.envelopes) == 1


def test_a_letter_refused_for_good_is_a_dead_letter(posted: Posted, quiet_case: CaseId) -> None:
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    posted.server.refuse = "550 no such mailbox"
    posted.deliver()
    assert posted.states("request_waiting") == [("request_waiting", "dead")]


def test_what_could_not_be_sent_for_five_days_is_a_dead_letter(posted: Posted, quiet_case: CaseId) -> None:
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    posted.community.clock.forward(days=5)
    posted.deliver()
    assert posted.states("request_waiting") == [("request_waiting", "dead")]
    assert posted.server.envelopes == []


def test_pauses_double_to_an_hour_and_differ() -> None:
    assert all(timedelta(seconds=15) <= posting.pause(1) <= timedelta(seconds=30) for _ in range(50))
    assert all(timedelta(minutes=30) <= posting.pause(30) <= timedelta(hours=1) for _ in range(50))
    assert len({posting.pause(5) for _ in range(20)}) > 1


def test_two_workers_share_the_messages_and_send_each_once(posted: Posted, quiet_case: CaseId) -> None:
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    with posted.community.desk.database.write() as connection:
        held = rows.claim(_cabinet(posted, connection), 20, posting.LEASE)
    assert len(held) == 1
    assert posted.deliver() == 0  # the other worker finds nothing to do


def test_a_killed_workers_claim_is_taken_over_and_its_late_answer_changes_nothing(
    posted: Posted, quiet_case: CaseId
) -> None:
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    with posted.community.desk.database.write() as connection:
        (held,) = rows.claim(_cabinet(posted, connection), 20, posting.LEASE)
    posted.community.clock.forward(minutes=5, seconds=1)
    assert posted.deliver() == 1
    assert len(posted.server.envelopes) == 1
    with posted.community.desk.database.write() as connection:
        cabinet = _cabinet(posted, connection)
        assert not rows.begin(cabinet, held, posting.LEASE)
        assert not rows.finish(cabinet, held, Outcome.DEAD)
    assert posted.states("request_waiting") == [("request_waiting", "sent")]


def test_the_word_of_the_claim_is_what_keeps_a_late_worker_out(
    posted: Posted, quiet_case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken on purpose: with everybody's claim the same, the worker that overslept ends another's message."""
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    monkeypatch.setattr(rows, "new_id", lambda: "c" * 32)
    with posted.community.desk.database.write() as connection:
        (held,) = rows.claim(_cabinet(posted, connection), 20, posting.LEASE)
    posted.community.clock.forward(minutes=5, seconds=1)
    with posted.community.desk.database.write() as connection:
        assert len(rows.claim(_cabinet(posted, connection), 20, posting.LEASE)) == 1
    with posted.community.desk.database.write() as connection:
        assert rows.finish(_cabinet(posted, connection), held, Outcome.DEAD)


def test_a_letter_sent_twice_after_a_kill_has_the_same_message_id(
    posted: Posted, quiet_case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the mail server's yes and our commit: SMTP cannot tell, so the second try says it is the same."""
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    with monkeypatch.context() as patch:
        patch.setattr(posting, "_settle", _killed)
        with pytest.raises(KeyboardInterrupt):
            posted.deliver()
    posted.community.clock.forward(minutes=5, seconds=1)
    posted.deliver()
    assert len({letter["Message-ID"] for letter in posted.server.letters}) == 1
    assert len(posted.server.letters) == 2
    assert posted.states("request_waiting") == [("request_waiting", "sent")]
    assert re.fullmatch(r"<[0-9a-f]{32}@hub\.example>", posted.server.letters[0]["Message-ID"])


def test_without_a_mail_server_notices_are_in_the_hub_alone(posted: Posted, quiet_case: CaseId) -> None:
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    posted.deliver(host="")
    assert posted.states("request_waiting") == [("request_waiting", "hub_only")]


def test_messages_that_ended_are_swept_after_a_quarter_of_a_year(posted: Posted, quiet_case: CaseId) -> None:
    before, community = len(posted.states()), posted.community
    assert before > 0
    for _ in range(2):  # people who come back now and then: an idle account would be disabled
        community.clock.forward(seconds=MESSAGES.total_seconds() / 2 - 30)
        for slug in community.people:
            community.actor(slug)
    upkeep.purge(community.desk)
    assert len(posted.states()) == before
    ask(posted, quiet_case)
    community.clock.forward(minutes=2)
    upkeep.purge(community.desk)
    assert posted.states() == [("request_waiting", None)]


def test_a_worker_told_to_stop_leaves_the_rest_to_the_others_at_once(posted: Posted, quiet_case: CaseId) -> None:
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    assert posting.deliver(posted.community.desk, posted.post(), stopping=lambda: True) == 1
    assert posted.server.envelopes == []
    assert posted.deliver() == 1
    assert len(posted.server.envelopes) == 1


def test_one_message_that_cannot_be_judged_holds_up_no_other(
    posted: Posted, quiet_case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted.reach("sam_cps_supervisor")
    ask(posted, quiet_case)
    posted.community.clock.forward(days=3)
    assert alarms.raise_due(posted.community.desk) == 1
    real = posting._step

    def broken(*args: Any) -> posting.Step:  # noqa: ANN401 - passed on as they came
        if args[3].kind is Kind.REQUEST_WAITING:
            raise ZeroDivisionError
        return real(*args)

    monkeypatch.setattr(posting, "_step", broken)
    with pytest.raises(Unavailable, match="nobody foresaw"):
        posted.deliver()
    assert len(posted.server.envelopes) == 1
    assert posted.deliver() == 0
    monkeypatch.undo()
    posted.community.clock.forward(hours=1)
    posted.deliver()
    assert len(posted.server.envelopes) == 2


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def _cabinet(posted: Posted, connection: object) -> Cabinet:
    desk = posted.community.desk
    return Cabinet(connection=connection, keyring=desk.keyring, now=desk.now)  # type: ignore[arg-type]
