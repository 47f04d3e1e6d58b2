"""Room: tests. Canaries in mail and metrics: whatever happens on a case, no letter and no count holds a word of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from coordination.casework import alarms, cases, intake, records, referral_pages, requests, teams
from coordination.cli.metrics import Counts
from coordination.model.ids import CaseId, new_id
from coordination.storage import requests as request_rows
from tests.casework.posted import Posted
from tests.casework.referred import sent, took
from tests.casework.story import assigned, opened
from tests.community import AGENCIES, PEOPLE, PROGRAMS, Community
from tests.mail_server import mail_server

CANARY = "canary0123456789"
KINDS = {
    "assigned", "coordination_offered", "invited", "invited_unanswered",
    "referral_overdue", "referral_unanswered", "referral_unfinished", "referral_unopened", "referral_urgent",
    "report_returned", "report_to_decide", "request_answered", "request_stalled", "request_waiting",
}  # fmt: skip


@pytest.fixture
def posted(community: Community) -> Iterator[Posted]:
    with mail_server() as server:
        found = Posted(community=community, server=server)
        for slug in PEOPLE:
            found.reach(slug)
        yield found


def live(posted: Posted) -> CaseId:
    """A case full of canaries on which everything happens that anybody is told of; letters leave in between."""
    community = posted.community
    case = opened(community, "ana_cps_worker", called=CANARY, legal_name=CANARY)
    referral = sent(community, case, "cac", urgency="urgent", message=CANARY)
    assigned(community, case, "detectives", "sgt_lake", "det_lake")
    _screened(posted, case)
    posted.deliver()
    community.clock.forward(days=2)
    assigned(community, case, "cac", "sup_harbor")
    community.clock.forward(days=3)
    alarms.raise_due(community.desk)
    assigned_to = community.people["coo_harbor"]
    teams.assign(community.desk, community.actor("sup_harbor"), case, assigned_to, new_id())
    ana, carla = community.actor("ana_cps_worker"), community.actor("coo_harbor")
    records.file(community.desk, ana, case, "child_protection_note", {"note": CANARY}, new_id())
    owner = community.programs["cps"].id
    request = requests.make(community.desk, carla, case, owner, "child_protection", "services", new_id())
    referral_pages.read(community.desk, carla, referral)
    posted.deliver()
    community.clock.forward(days=4)
    alarms.raise_due(community.desk)
    posted.deliver()
    took(community, referral, "accept", "sup_harbor", words=CANARY)
    community.clock.forward(days=7)
    alarms.raise_due(community.desk)
    requests.refuse(community.desk, community.actor("sam_cps_supervisor"), case, request, new_id())
    cases.offer(community.desk, community.actor("ana_cps_worker"), case, community.programs["cac"].id, new_id())
    while posted.deliver():
        pass
    return case


def _screened(posted: Posted, case: CaseId) -> None:
    """A report on whose screening a supervisor has to decide, and who returns it."""
    desk, ana, sam = posted.community.desk, posted.community.actor("ana_cps_worker"), "sam_cps_supervisor"
    report = records.file(desk, ana, case, "suspected_exploitation_report", {"what_happened": CANARY}, new_id())
    proposal = {"called_in_at": "2026-11-20 09:00", "alleges": "other", "caregiver": "unknown", "why": CANARY}
    intake.propose(desk, ana, case, report, {**proposal, "decision": "screened_out"}, new_id())
    supervisor = posted.community.actor(sam)
    teams.assign(desk, supervisor, case, posted.community.people[sam], new_id())
    intake.decide(desk, supervisor, case, report, {"verdict": "returned", "supervisor_said": CANARY}, new_id())


def test_no_letter_holds_a_word_a_name_or_an_id_of_a_case(posted: Posted) -> None:
    case = live(posted)
    assert {kind for kind, _ in posted.states()} == KINDS
    letters, whole = posted.server.letters, posted.server.whole
    assert len(letters) >= len(KINDS)
    assert len({letter["Subject"] for letter in letters}) == 1
    assert len({str(letter.get_payload()) for letter in letters}) == 1
    assert all(len(one.rcpt_tos) == 1 for one in posted.server.envelopes)
    with posted.community.desk.consulting([case]) as cabinet:
        (facts,) = request_rows.facts_of_requests(cabinet, posted.community.programs["cps"].id)
        handles = [row[0] for row in cabinet.connection.exec_driver_sql("SELECT handle FROM cases").all()]
    said = re.sub(r"[a-z_]+@work\.example", "", whole)  # addresses are the recipients' own
    words = [CANARY, case, facts.case_reference, facts.handle, facts.request_id, *handles]
    words += [name for name, _, _ in PEOPLE.values()] + [name for name, _ in AGENCIES.values()]
    words += [name for _, name, _, _ in PROGRAMS.values()]
    assert not [word for word in words if word in said]


def test_no_confidential_persons_letter_was_sent(posted: Posted) -> None:
    live(posted)
    to = {address for one in posted.server.envelopes for address in one.rcpt_tos}
    assert to
    assert not {f"{slug}@work.example" for slug, (_, program, _) in PEOPLE.items() if program == "advocates"} & to


def test_no_count_holds_one_either(posted: Posted) -> None:
    live(posted)
    registry = CollectorRegistry()
    registry.register(Counts(posted.community.hub))
    text = generate_latest(registry).decode()
    assert "hub_outbox_ended" in text
    assert not re.search(rf"{CANARY}|[0-9a-f]{{32}}|@|assigned|request", text)
