"""Room: tests. What is due is destroyed by two people, opens to nobody afterwards, and a hold stops it any moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Delete, Table, delete, false, select

from coordination.casework import cases, conflicts, holds, missing, records, retention
from coordination.declare.regime import Regime
from coordination.declare.retention import Kept, RetentionRule
from coordination.hub import Hub
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import new_id
from coordination.model.retention import STOPS, Stop
from coordination.storage import missing as episodes
from coordination.storage import retention_rows
from coordination.storage.record_tables import data_keys
from tests.casework import kept
from tests.casework.kept import ANA, NOTE, PRIYA, SAID, SAM, still_open
from tests.casework.overdue import told
from tests.casework.story import opened
from tests.casework.test_releases import seen
from tests.community import Community


def test_two_people_destroy_what_is_due_and_nothing_of_it_opens_again(community: Community, tmp_path: Path) -> None:
    case, note = kept.due(community)
    assert set(still_open(community, case, "cps")) == {"records", "record_files", "releases", "drafts"}
    with community.desk.consulting([case]) as cabinet:
        ours = data_keys.c.program_id == community.programs["cps"].id
        keys = set(cabinet.connection.execute(select(data_keys.c.id).where(ours)).scalars())
    assert keys & {shown[2] for shown in community.desk.keyring._opened}
    other = Hub.open(community.hub.settings, clock=community.clock)  # a second process, its keys still warm
    with other.desk.consulting([case]) as cabinet:
        assert kept.bodies(cabinet, case)
    sam, priya = community.client(SAM), community.client(PRIYA)
    page = sam.get("/retention")
    assert "2 records, 1 file" in page.text
    assert SAID not in page.text
    assert sam.send(f"/retention/cases/{case}/purge").status_code == 303
    (waiting,) = retention.page(community.desk, community.actor(SAM)).due
    assert waiting.proposal is not None
    confirm, key = f"/retention/purges/{waiting.proposal.id}/confirm", new_id()
    assert sam.send(confirm).status_code == 404  # two people
    assert still_open(community, case, "cps")
    assert priya.send(confirm, key=key).status_code == 303
    assert priya.send(confirm, key=key).status_code == 303  # the form sent twice
    assert not keys & {shown[2] for shown in community.desk.keyring._opened}
    assert still_open(community, case, "cps") == []
    assert still_open(community, case, "cac")
    with community.desk.consulting() as cabinet:
        assert not kept.bodies(cabinet, case)
    with other.desk.consulting([case]) as cabinet:
        assert not kept.bodies(cabinet, case)
    other.close()
    shown = community.client(ANA).get(f"/cases/{case}")
    assert "destroyed on 31 December 2026 under “County schedule, item 12”" in shown.text
    assert SAID not in shown.text
    for slug, path in ((ANA, f"/cases/{case}/records/{note}"), (SAM, f"/cases/{case}/records/{note}")):
        assert community.client(slug).get(path).status_code == 404
    assert community.client(ANA).get(f"/cases/{case}/releases").status_code == 200
    center = community.client("int_harbor").get(f"/cases/{case}").text
    assert "destroyed" not in center
    assert not [pair for pair in seen(community, "int_harbor", case) if pair[0] == "cps"]
    assert "2 records destroyed" in community.client(PRIYA).get("/retention").text
    assert "Nothing is due" in community.client(PRIYA).get("/retention").text


def test_a_hold_stops_a_purge_that_was_proposed_before_it(community: Community) -> None:
    case, _ = kept.due(community)
    purge = kept.proposed(community, case)
    reference = cases.read(community.desk, community.actor(ANA), case).header.reference
    sam, priya = community.client(SAM), community.client(PRIYA)
    typed = {"reference": reference, "reason": "subpoena", "source": "defense"}
    assert sam.send("/retention/holds", {**typed, "reason": ""}).status_code == 422
    assert sam.send("/retention/holds", typed).status_code == 303
    refused = priya.send(f"/retention/purges/{purge}/confirm")
    assert refused.status_code == 422
    assert STOPS[Stop.HOLD] in refused.text
    assert still_open(community, case, "cps")
    for slug in (SAM, PRIYA):
        assert "A subpoena was served. Asked for by" in community.client(slug).get("/retention").text
    assert reference not in community.client("sup_harbor").get("/retention").text
    assert (
        community.client("sup_harbor").send("/retention/holds", {**typed, "reference": "0000-0000"}).status_code == 404
    )
    (hold,) = retention.page(community.desk, community.actor(PRIYA)).holds
    assert community.client("sup_harbor").send(f"/retention/holds/{hold.handle}/lift").status_code == 404
    key = new_id()
    assert priya.send(f"/retention/holds/{hold.handle}/lift", key=key).status_code == 303
    assert priya.send(f"/retention/holds/{hold.handle}/lift", key=key).status_code == 303
    assert priya.send(f"/retention/purges/{purge}/confirm").status_code == 303
    assert still_open(community, case, "cps") == []


def test_what_is_owed_by_law_runs_on_after_closing_and_stops_a_purge(community: Community) -> None:
    desk = community.desk
    case, _ = kept.filled(community)
    ana = community.actor(ANA)
    cases.reopen(desk, ana, case, "new_report", new_id())
    told(community, case)
    cases.close(desk, community.actor(SAM), case, "work_done", new_id(), despite="goes_on")
    community.clock.now += timedelta(days=40)
    retention.set_period(desk, community.actor(SAM), "1", "Item 12", new_id())
    assert "overdue" in community.client(ANA).get(f"/cases/{case}").text.lower()
    (one,) = retention.page(desk, community.actor(SAM)).due
    assert one.stops == (Stop.DUTY,)
    with pytest.raises(Invalid):
        retention.propose(desk, community.actor(SAM), case, new_id())


def test_a_case_opened_again_is_not_destroyed_and_takes_new_records(community: Community) -> None:
    case, note = kept.due(community)
    purge = kept.proposed(community, case)
    kept.reopened(community, case)
    refused = community.client(PRIYA).send(f"/retention/purges/{purge}/confirm")
    assert refused.status_code == 422
    assert "Nothing was destroyed" in refused.text
    cases.close(community.desk, community.actor(ANA), case, "work_done", new_id())
    community.clock.now += timedelta(days=40)
    kept.purged(community, case)
    kept.reopened(community, case)
    ana = community.actor(ANA)
    new = records.file(community.desk, ana, case, NOTE, {"note": "Anew"}, new_id())
    browser = community.client(ANA)
    assert "Anew" in browser.get(f"/cases/{case}/records/{new}").text
    for gone in (f"/cases/{case}/records/{note}", f"/cases/{case}/records/{note}/history"):
        assert browser.get(gone).status_code == 404
    page = browser.get(f"/cases/{case}").text
    assert note not in page
    assert browser.get(f"/cases/{case}/releases").status_code == 200
    assert browser.get(f"/cases/{case}/print").status_code == 200


def test_nothing_is_due_without_a_period_or_before_its_very_instant(community: Community) -> None:
    case, _ = kept.filled(community)
    desk = community.desk
    community.clock.now = due = datetime(2026, 12, 21, 6, tzinfo=UTC)  # closed on 21 November 2026 in Chicago
    assert retention.page(desk, community.actor(SAM)).due == ()
    with pytest.raises(Refused):
        retention.propose(desk, community.actor(SAM), case, new_id())
    retention.set_period(desk, sam := community.actor(SAM), "1", "Item 12", new_id())
    for at, found in ((due, 1), (due - timedelta(microseconds=1), 0)):
        community.clock.now = at
        assert len(retention.page(desk, sam).due) == found
    community.clock.now = due
    retention.set_period(desk, sam, "", "", new_id())
    assert retention.page(desk, sam).due == ()


def test_a_period_says_its_rule_and_is_no_shorter_than_a_law_that_was_read(community: Community) -> None:
    sam = community.client(SAM)
    for typed, words in (
        ({"months": "0", "basis": "x"}, "a number of months from 1"),
        ({"months": "a year", "basis": "x"}, "a number of months from 1"),
        ({"months": "12", "basis": " "}, "Name the rule"),
        ({"months": "12", "basis": "x" * 201}, "200"),
    ):
        refused = sam.send("/retention/period", typed)
        assert refused.status_code == 422
        assert words in refused.text
    assert "No period is set" in sam.get("/retention").text
    law = RetentionRule(
        slug="made_up",
        title="Made up",
        citation="Stat. 9",
        words="Seven years.",
        kept=Kept.RECORDS,
        regimes=frozenset({Regime.CAPTA}),
        months=84,
    )
    assert retention.least((law,)) == law
    with pytest.raises(Invalid, match="check"):
        retention._period("83", "Item 12", (law,))
    assert retention._period("84", "Item 12", (law,)) == (84, "Item 12")
    log = retention.laws(community.desk.catalog, community.programs["cps"])
    assert retention.least(log) is None


def test_who_is_shut_out_of_a_case_finds_it_on_no_list_and_absent_purges_answer_alike(community: Community) -> None:
    case, _ = kept.due(community)
    purge = kept.proposed(community, case, by=PRIYA)
    reference = cases.read(community.desk, community.actor(ANA), case).header.reference
    conflicts.shut_out(community.desk, community.actor(PRIYA), reference, f"person:{community.people[SAM]}", new_id())
    sam = community.client(SAM)
    assert reference not in sam.get("/retention").text
    typed = {"reference": reference, "reason": "subpoena", "source": "court"}
    answers = {
        (answer.status_code, answer.data)
        for answer in (
            sam.send(f"/retention/purges/{purge}/confirm"),
            sam.send(f"/retention/purges/{new_id()}/confirm"),
            sam.send("/retention/purges/none/decline"),
            sam.send(f"/retention/cases/{case}/purge"),
            sam.send(f"/retention/cases/{new_id()}/purge"),
            sam.send("/retention/holds", typed),
        )
    }
    assert len({code for code, _ in answers}) == 1
    assert sam.send(f"/retention/holds/{new_id()}/lift").status_code == 404
    assert still_open(community, case, "cps")


def test_a_proposal_can_be_declined_taken_back_and_runs_out(community: Community) -> None:
    case, _ = kept.due(community)
    desk = community.desk
    retention.decline(desk, community.actor(PRIYA), kept.proposed(community, case), new_id())
    retention.decline(desk, community.actor(SAM), kept.proposed(community, case), new_id())
    purge = kept.proposed(community, case)
    with pytest.raises(Conflict):
        retention.propose(desk, community.actor(PRIYA), case, new_id())
    community.clock.now += retention.WAITS
    with pytest.raises(Refused):
        retention.confirm(desk, community.actor(PRIYA), purge, new_id())
    assert still_open(community, case, "cps")


def test_a_missing_child_stops_a_purge_and_an_episode_told_in_error_does_not(community: Community) -> None:
    desk, found = community.desk, {}
    for withdrawn in (False, True):
        case = opened(community, ANA, called="Dunlin")
        episode = missing.tell(desk, community.actor(ANA), case, {"kind": "ran_away"}, new_id())
        with desk.consulting([case]) as cabinet:
            told_by = episodes.facts_of_episode(cabinet, case, episode)
        assert told_by is not None
        if withdrawn:
            records.withdraw(desk, community.actor(ANA), case, told_by.record_id, "wrong_case", new_id())
        cases.close(desk, community.actor(SAM), case, "work_done", new_id(), despite="goes_on")
        found[case] = withdrawn
    retention.set_period(desk, community.actor(SAM), "1", "Item 12", new_id())
    community.clock.now += timedelta(days=40)
    for one in retention.page(desk, community.actor(SAM)).due:
        duty = {stop for stop in one.stops if stop is not Stop.DUTY}
        assert duty == (set() if found[one.case_id] else {Stop.MISSING})


# --- planted bugs -----------------------------------------------------------------------------------------------------


def _keeps_keys(patch: pytest.MonkeyPatch) -> None:
    def spare(table: Table) -> Delete:
        return delete(table).where(false()) if table is data_keys else delete(table)

    patch.setattr("coordination.storage.destroying.delete", spare)


def _blind_to_holds(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(retention_rows, "facts_of_stops", lambda *_: {})


def _forgets_to_say_when(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(retention, "_unstopped", lambda _due: None)


def _purge_under_a_hold(community: Community) -> bool:
    case, _ = kept.due(community)
    purge = kept.proposed(community, case)
    reference = cases.read(community.desk, community.actor(ANA), case).header.reference
    holds.hold(community.desk, community.actor(SAM), reference, "litigation", "civil", new_id())
    retention.confirm(community.desk, community.actor(PRIYA), purge, new_id())
    return still_open(community, case, "cps") == []


def _purge_that_opens(community: Community) -> bool:
    case, _ = kept.due(community)
    kept.purged(community, case)
    return bool(still_open(community, case, "cps"))


BUGS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], Callable[[Community], bool]]] = {
    "a purge leaves the keys": (_keeps_keys, _purge_that_opens),
    "holds are not looked at": (_blind_to_holds, _purge_under_a_hold),
    "what stops a purge is not asked at the end": (_forgets_to_say_when, _purge_under_a_hold),
}


@pytest.mark.parametrize("bug", BUGS)
@pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
def test_each_of_these_bugs_would_be_found(community: Community, bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant, found = BUGS[bug]
    plant(monkeypatch)
    assert found(community)
