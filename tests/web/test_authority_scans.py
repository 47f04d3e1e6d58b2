"""Room: tests. The scan of an order through the door: added once, taken out by its program alone, cleaned, logged."""

from __future__ import annotations

import pytest

from coordination.casework import authorities
from coordination.model.ids import AuthorityId, CaseId, new_id
from tests.casework.story import entries_of
from tests.casework.test_releases import open_case
from tests.community import Community
from tests.matrix.filled import authority
from tests.uploads import paper as pdf

SAM, ANA, MIA = "sam_cps_supervisor", "ana_cps_worker", "int_harbor"


@pytest.fixture
def case(community: Community) -> CaseId:
    """Child protection's case, with police and the center."""
    return open_case(community)


def ordered(community: Community, case: CaseId) -> AuthorityId:
    """A court order of child protection's that names the center."""
    to = (str(community.programs["cac"].id),)
    typed = authority("court_order", to, ("placement",), ("court", "signed_on", "authorizes"))
    return authorities.record(community.desk, community.actor(SAM), case, typed, new_id())


def test_scan_of_an_order_is_added_once_and_taken_out_by_its_program_alone(community: Community, case: CaseId) -> None:
    there = f"/cases/{case}/authorities/{ordered(community, case)}"
    ana, mia = community.client(ANA), community.client(MIA)
    assert f'href="{there}/scan/new"' in ana.get(f"/cases/{case}/authorities").text
    assert "Add the scan of the paper" in ana.get(f"{there}/scan/new").text
    assert ana.get(f"{there}/scan").status_code == 404
    assert ana.send(f"{there}/scan", {"compared": "yes", "file": pdf()}).status_code == 303
    page = ana.get(f"/cases/{case}/authorities").text
    assert f'href="{there}/scan"' in page
    assert f"{there}/scan/new" not in page
    taken = ana.get(f"{there}/scan")
    assert (taken.status_code, taken.mimetype) == (200, "application/pdf")
    assert taken.data.startswith(b"%PDF-")
    assert taken.headers["Content-Disposition"].startswith('attachment; filename="file-')
    again = ana.send(f"{there}/scan", {"compared": "yes", "file": pdf()})
    assert again.status_code == 409
    assert "is here already" in again.text
    assert ana.get(f"{there}/scan/new").status_code == 409
    assert [one["purpose"] for one in entries_of(community)].count("authority_scan_filed") == 1
    assert [one["purpose"] for one in entries_of(community)].count("authority_scan") == 1

    # Whom the order names reads what it opens, and learns of no scan.
    assert "Court order" in mia.get(f"/cases/{case}/authorities").text
    assert "/scan" not in mia.get(f"/cases/{case}/authorities").text
    absent = mia.get(f"/cases/{case}/authorities/{new_id()}/scan")
    for answer in (
        mia.get(f"{there}/scan"),
        mia.get(f"{there}/scan/new"),
        mia.send(f"{there}/scan", {"compared": "yes", "file": pdf()}),
    ):
        assert (answer.status_code, answer.data) == (404, absent.data)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"compared": "yes"}, "Choose the scan or photo of the paper."),
        ({"file": pdf()}, "Compare the two first."),
        ({"compared": "yes", "file": b"MZ not a paper"}, ""),
    ],
    ids=["no file", "not compared", "no paper"],
)
def test_a_bad_scan_gets_its_sentence_and_keeps_nothing(
    community: Community, case: CaseId, sent: dict[str, object], said: str
) -> None:
    there, ana = f"/cases/{case}/authorities/{ordered(community, case)}", community.client(ANA)
    answer = ana.send(f"{there}/scan", sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert "usa-error-message" in answer.text
    assert ana.get(f"{there}/scan").status_code == 404


def test_the_form_sent_twice_keeps_one_scan(community: Community, case: CaseId) -> None:
    there, ana, key = f"/cases/{case}/authorities/{ordered(community, case)}", community.client(ANA), new_id()
    sent = [ana.send(f"{there}/scan", {"compared": "yes", "file": pdf()}, key=key) for _ in range(2)]
    assert [(one.status_code, one.location) for one in sent] == [(303, f"/cases/{case}/authorities")] * 2
    assert ana.get(f"{there}/scan").status_code == 200


def test_a_scan_of_an_ended_order_stays_with_it(community: Community, case: CaseId) -> None:
    paper = ordered(community, case)
    there, ana = f"/cases/{case}/authorities/{paper}", community.client(ANA)
    ana.send(f"{there}/scan", {"compared": "yes", "file": pdf()})
    authorities.end(community.desk, community.actor(SAM), case, paper, "set_aside", new_id())
    assert ana.get(f"{there}/scan").status_code == 200
