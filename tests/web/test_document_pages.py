"""Room: tests. Documents at the door: read, take, keep the receipt (on both engines), and what others never see."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.casework import deadlines, documents, records
from coordination.casework.desk import Desk, Work
from coordination.declare.deadline import Basis, DeadlineRule, Unit
from coordination.declare.event import Event
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.deadline import Deadline, State
from coordination.model.ids import CaseId, new_id
from coordination.storage import deadlines as drawer
from tests.casework.papers import data_of, filed, text_of
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community

ANA = "ana_cps_worker"
# What does not depend on the engine.
ONCE = pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
RECEIPT = {
    "happened_at": "2026-11-21 09:30",  # half an hour after the clock of the tests stands, in Chicago
    "who": "Ana Brook",
    "channel": "web_form",
    "number": "NCMEC-4471",
}


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection with police and the center on the team."""
    found = assigned(community, opened(community, ANA, born="2010-05-05"), "detectives", "sgt_lake", "det_lake")
    return assigned(community, found, "cac", "sup_harbor", "coo_harbor")


def owed(desk: Desk, actor: Actor, case: CaseId) -> list[Deadline]:
    """The deadlines of the case that this person is shown."""
    grant = desk.ask(actor, Action.CASE_READ, desk.facts(actor, case))
    with desk.opened(grant) as cabinet:
        return drawer.open(cabinet, grant)


def missing(community: Community, case: CaseId) -> None:
    """The child is missing: two duties begin."""
    desk = community.desk

    def work(w: Work) -> str:
        deadlines.start(desk.catalog, w, Event.MISSING, cause=new_id(), learned_at=w.now)
        return ""

    desk.act(community.actor(ANA), Action.RECORD_FILE, case, work, key=new_id(), about=new_id())


def test_a_document_is_read_taken_and_its_receipt_stops_the_deadline_it_proves(
    community: Community, case: CaseId
) -> None:
    missing(community, case)
    filed(community, case, ANA, "missing_report", circumstances="Left after supper.")
    community.clock.forward(hours=1)
    ana = community.client(ANA)
    assert f"/cases/{case}/documents" in ana.get(f"/cases/{case}").text
    assert "ncmec_packet" in ana.get(f"/cases/{case}/documents").text
    page = ana.get(f"/cases/{case}/documents/ncmec_packet").text
    assert "Left after supper." in page
    assert "Nobody has written this down." in page
    assert "The hub sends this to nobody" in page
    assert "1-800-THE-LOST" in page
    paper, data = (ana.get(f"/cases/{case}/documents/ncmec_packet/{name}") for name in ("paper.pdf", "data.json"))
    for answer in (paper, data):
        assert answer.headers["Cache-Control"] == "no-store"
        assert re.fullmatch(r'attachment; filename="document-[0-9A-F-]{14}\.(pdf|json)"', _named(answer.headers))
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    written = text_of(paper.data)
    assert "Left after supper." in written
    assert "Ana Brook" in written
    assert data_of(data.data)["circumstances"]["answer"] == "Left after supper."
    form = ana.get(f"/cases/{case}/documents/ncmec_packet/receipt").text
    (duty,) = re.findall(r'value="([0-9a-f]{32})" checked', form)
    done = ana.send(f"/cases/{case}/documents/ncmec_packet/receipt", {**RECEIPT, "deadline": duty})
    assert done.status_code == 303, done.text
    record = ana.get(done.headers["Location"]).text
    assert "NCMEC-4471" in record
    assert "On their web form" in record
    states = {one.rule: one.state for one in owed(community.desk, community.actor(ANA), case)}
    assert states == {"missing_to_ncmec": State.MET, "missing_to_police": State.RUNNING}
    assert "NCMEC-4471" in ana.get(f"/cases/{case}/documents").text


def _named(headers: object) -> str:
    return str(headers["Content-Disposition"])  # type: ignore[index] # the headers of an answer


def test_a_receipt_that_cannot_be_taken_keeps_what_was_typed_and_stops_nothing(
    community: Community, case: CaseId
) -> None:
    missing(community, case)
    community.clock.forward(hours=1)
    ana, path = community.client(ANA), f"/cases/{case}/documents/ncmec_packet/receipt"
    (duty,) = [one.id for one in owed(community.desk, community.actor(ANA), case) if one.rule == "missing_to_ncmec"]
    other = next(one.id for one in owed(community.desk, community.actor(ANA), case) if one.id != duty)
    wrong = (
        {**RECEIPT, "number": "", "deadline": duty},  # it needs their number
        {**RECEIPT, "happened_at": "2026-11-23 09:00", "deadline": duty},  # in the future
        {**RECEIPT, "happened_at": "2026-11-21 08:00", "deadline": duty},  # before the duty began
        {**RECEIPT, "channel": "owl", "deadline": duty},
        {**RECEIPT, "deadline": other},  # the report to police is no matter of this receipt
        {**RECEIPT, "deadline": "x"},
    )
    for typed in wrong:
        answer = ana.send(path, typed)
        assert answer.status_code == 422, typed
        assert "Ana Brook" in answer.text
    assert {one.state for one in owed(community.desk, community.actor(ANA), case)} == {State.RUNNING}
    assert "NCMEC-4471" not in ana.get(f"/cases/{case}/documents").text


def test_whoever_keeps_a_receipt_can_ask_who_would_see_it_and_nothing_is_kept(
    community: Community, case: CaseId
) -> None:
    missing(community, case)
    community.clock.forward(hours=1)
    ana, path = community.client(ANA), f"/cases/{case}/documents/ncmec_packet/receipt"
    (duty,) = [one.id for one in owed(community.desk, community.actor(ANA), case) if one.rule == "missing_to_ncmec"]
    asked = ana.send(path, {**RECEIPT, "deadline": duty, "would-see": "1"})
    assert (asked.status_code, asked.text.count('id="would-see"')) == (200, 1)
    assert "NCMEC-4471" in asked.text
    assert "NCMEC-4471" not in ana.get(f"/cases/{case}/documents").text
    assert {one.state for one in owed(community.desk, community.actor(ANA), case)} == {State.RUNNING}


def test_a_proved_deadline_is_proved_by_no_second_receipt(community: Community, case: CaseId) -> None:
    missing(community, case)
    community.clock.forward(hours=1)
    ana, path = community.client(ANA), f"/cases/{case}/documents/ncmec_packet/receipt"
    (duty,) = [one.id for one in owed(community.desk, community.actor(ANA), case) if one.rule == "missing_to_ncmec"]
    assert ana.send(path, {**RECEIPT, "deadline": duty}).status_code == 303
    again = ana.send(path, {**RECEIPT, "deadline": duty})
    assert again.status_code == 422
    assert "no longer running" in again.text
    assert ana.send(path, RECEIPT).status_code == 303  # a second receipt of its own proves nothing, and is kept


@ONCE
def test_hidden_absent_and_undeclared_are_one_answer(community: Community, case: CaseId) -> None:
    hidden = opened(community, ANA)
    visitor = community.client("det_lake")
    for path in ("documents", "documents/otip_request", "documents/otip_request/paper.pdf", "documents/nosuch"):
        answers = [visitor.get(f"/cases/{one}/{path}") for one in (hidden, new_id(), "x")]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.data for answer in answers}) == 1
    # Police make no packet for NCMEC, on their own case either.
    assert visitor.get(f"/cases/{case}/documents/ncmec_packet").data == answers[0].data


# --- a child from another country -------------------------------------------------------------------------------------

TO_HHS = DeadlineRule(
    slug="foreign_child_to_hhs",
    version=9,
    title="Notify HHS",
    event=Event.FOREIGN_CHILD_DISCOVERED,
    amount=24,
    unit=Unit.ELAPSED_HOURS,
    owed_by=frozenset({"child_welfare", "law_enforcement", "child_advocacy_center"}),
    information_type=InformationType.IMMIGRATION,
    citation="22 USC 7105(b)(1)(H)",
    quote="Not later than 24 hours",
    source="the statute",
)
RECEIVED = replace(
    TO_HHS,
    slug="ten_days_after_receipt",
    event=Event.NOTICE_RECEIVED,
    amount=10,
    unit=Unit.DAYS_AFTER_RECEIPT,
    basis=Basis.HAPPENED,
    information_type=InformationType.CHILD_PROTECTION,
)
ASKED = replace(RECEIVED, slug="asked_the_tribe", event=Event.INDIAN_CHILD_INQUIRY, unit=Unit.ELAPSED_HOURS)


def ruled(community: Community, *rules: DeadlineRule) -> Desk:
    """The desk under a federal law with these deadlines and no other."""
    catalog = community.desk.catalog
    places = dict(catalog.jurisdictions)
    places["us_federal"] = replace(places["us_federal"], deadlines=rules)
    return replace(community.desk, catalog=replace(catalog, jurisdictions=places))


def write(desk: Desk, actor: Actor, case: CaseId, form: str, **answers: str) -> str:
    """A record, filed at this desk."""
    return records.file(desk, actor, case, form, answers, new_id())


@ONCE
@pytest.mark.parametrize("who", [ANA, "det_lake", "coo_harbor"])
def test_a_suspicion_about_a_foreign_child_starts_the_duty_of_whoever_has_it(
    community: Community, case: CaseId, who: str
) -> None:
    """22 USC 7105(b)(1)(H): "may be a victim"; what nobody knows keeps the duty running, a plain no does not."""
    desk, actor = ruled(community, TO_HHS), community.actor(who)
    for denied in ({"foreign": "no"}, {"suspected": "no"}, {"under_18": "no"}):
        write(desk, actor, case, "foreign_child", why="x", **denied)
    assert owed(desk, actor, case) == []
    said = {"why": "Works nights.", "under_18": "unknown", "learned_at": "2026-11-21 07:00"}
    record = write(desk, actor, case, "foreign_child", **said)
    (one,) = owed(desk, actor, case)
    assert one.due_at - one.learned_at == timedelta(hours=24)
    assert one.learned_at < one.recorded_at
    records.correct(desk, actor, case, record, {**said, "why": "Works days."}, new_id())  # type: ignore[arg-type] # an id
    assert len(owed(desk, actor, case)) == 1


@ONCE
def test_no_other_partner_sees_that_a_child_is_from_another_country(community: Community, case: CaseId) -> None:
    desk, ana = ruled(community, TO_HHS), community.actor(ANA)
    write(desk, ana, case, "foreign_child", why="canary-of-another-country", country="canary-land")
    assert "canary-land" in str(documents.make(desk, ana, case, "otip_request"))
    for who in ("det_lake", "coo_harbor", "sgt_lake"):
        visitor = community.client(who)
        for path in ("", "/print", "/documents", "/documents/otip_request", "/documents/otip_request/data.json"):
            page = visitor.get(f"/cases/{case}{path}").text
            assert "canary" not in page
            assert "Immigration" not in page
        assert owed(desk, community.actor(who), case) == []
    assert "immigration" not in str(
        [entry for entry in entries_of(community) if entry["program"] != _handle(community)]
    )


def _handle(community: Community) -> str:
    return community.programs["cps"].handle


@ONCE
def test_the_request_warns_about_somebody_who_is_18_and_is_made_all_the_same(community: Community) -> None:
    of_age = opened(community, ANA, born="2008-11-21")
    minor = opened(community, ANA, born="2008-11-22")
    ana = community.client(ANA)
    assert "by the date of birth on file" in ana.get(f"/cases/{of_age}/documents/otip_request").text
    assert "by the date of birth on file" not in ana.get(f"/cases/{minor}/documents/otip_request").text


# --- an Indian child --------------------------------------------------------------------------------------------------


@ONCE
def test_the_day_on_the_return_receipt_starts_the_ten_days_and_its_absence_starts_nothing(
    community: Community, case: CaseId
) -> None:
    """25 USC 1912(a): no proceeding "until at least ten days after receipt of notice"."""
    desk, ana = ruled(community, RECEIVED, ASKED), community.actor(ANA)
    notice = write(desk, ana, case, "icwa_notice", to="tribe", recipient="Cedar Nation", sent_on="2026-11-10")
    write(desk, ana, case, "icwa_notice", to="regional_director", happened_on="2026-11-12")
    write(desk, ana, case, "icwa_notice", to="parent", happened_on="unknown")
    assert owed(desk, ana, case) == []
    records.correct(desk, ana, case, notice, {"to": "tribe", "happened_on": "2026-11-13"}, new_id())  # type: ignore[arg-type] # an id
    (one,) = owed(desk, ana, case)
    assert one.due_at.isoformat() == "2026-11-24T05:59:59+00:00"  # the end of 23 November in Chicago


@ONCE
def test_an_inquiry_that_is_open_starts_what_it_starts_and_a_no_does_not(community: Community, case: CaseId) -> None:
    desk, ana = ruled(community, ASKED), community.actor(ANA)
    write(desk, ana, case, "icwa_inquiry", said="None of them.", reason_to_know="no")
    assert owed(desk, ana, case) == []
    write(desk, ana, case, "icwa_inquiry", said="A grandmother, perhaps.", reason_to_know="unknown")
    assert [one.rule for one in owed(desk, ana, case)] == ["asked_the_tribe"]
