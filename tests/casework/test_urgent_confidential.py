"""Room: tests. Of a confidential program nothing urgent ever differs: no number, no warning, no message."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from coordination.casework import alarms, stalled
from coordination.casework import outbox as posting
from coordination.model import stalled as waits
from coordination.model.ids import CaseId, ReferralId
from coordination.model.notice import Claimed
from coordination.storage import outbox, referral_facts
from coordination.storage.cabinet import Cabinet
from coordination.storage.referral_tables import referrals
from tests.casework.almanac import Almanac
from tests.casework.nights import LINE, deliver, urgent
from tests.casework.posted import Posted
from tests.casework.referred import took


def all_that_ana_sees(night: Posted, referral: ReferralId, night_case: CaseId) -> list[bytes]:
    """Every page of the sender on which it could show, without what is new on each."""
    ana = night.community.client("ana_cps_worker")
    pages = ("/work", "/referrals", f"/referrals/{referral}", "/notices", f"/cases/{night_case}")
    return [re.sub(rb'name="(csrf_token|act_key)" value="[^"]*"', b"", ana.get(page).data) for page in pages]


def test_about_a_confidential_program_nothing_ever_differs(night: Posted, night_case: CaseId) -> None:
    """The same bytes before and after: a roster, half an hour, a look of theirs, a day; and no message of any kind."""
    community, almanac = night.community, Almanac(community=night.community)
    night.reach("adv_safe")
    night.reach("sup_safe")
    referral = urgent(night, night_case, "advocates")
    before = all_that_ana_sees(night, referral, night_case)
    almanac.entry("advocates")
    almanac.on_call("advocates", **LINE, who="", person=community.people["adv_safe"], number="218-555-0177")
    assert all_that_ana_sees(night, referral, night_case) == before
    for step in ({"minutes": 31}, {"hours": 30}):
        community.clock.forward(**step)
        assert alarms.raise_due(community.desk) == 0
        community.client("adv_safe").get(f"/referrals/{referral}")
        assert all_that_ana_sees(night, referral, night_case) == before
    assert night.states() == []
    assert deliver(night) == []
    took(community, referral, "recall", "ana_cps_worker", reason="no_answer")
    took(community, referral, "reopen", "ana_cps_worker", reason="still_needed")
    assert night.states() == []


def test_the_guards_about_confidential_programs_are_each_needed(
    night: Posted, night_case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken on purpose: the advocates are taken for an open program in each place that asks; each turns red."""
    community, almanac = night.community, Almanac(community=night.community)
    almanac.entry("advocates")
    almanac.on_call("advocates", **LINE, who="Crisis line", number="218-555-0177")
    referral = urgent(night, night_case, "advocates")
    facts = referral_facts.facts_of_handles
    with community.desk.consulting() as cabinet:
        handle = cabinet.connection.exec_driver_sql("SELECT handle FROM referrals").scalar_one()
        (one,) = facts(cabinet, community.programs["advocates"].id, [handle]).values()
    assert not waits.unopened_urgent(one)
    with monkeypatch.context() as patch:  # the query of what is late
        patch.setattr(referral_facts, "_QUIET", referrals.c.id.is_(None))
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
