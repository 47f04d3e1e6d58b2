"""Room: tests. A court's file where the legal side meets the others: what travels, and what a tribe gives, by door."""

from __future__ import annotations

from tests.plugins.legal_side import Courthouse

TRAVELS = "22 MRSA 4008(1)"
READS = "The court that has a place on this case gets this."


def test_notice_travels_to_the_court_with_what_is_filed_there(courthouse: Courthouse) -> None:
    courthouse.invite("prosecutors", "state_counsel")
    courthouse.invite("bench", assign=False)
    clerk, matter = courthouse.client("clerk"), f"/filings/{courthouse.case_id}"
    plain = courthouse.file("sup_prosecutors", "court_filing", "motion to quash").rsplit("/", 1)[1]
    assert TRAVELS not in clerk.get(matter).text
    limited = courthouse.file("sup_state_counsel", "court_filing", "petition for custody").rsplit("/", 1)[1]
    assert clerk.get(matter).text.count(TRAVELS) == 1
    read = clerk.get(f"{matter}/{limited}").text
    assert "petition for custody" in read
    assert TRAVELS in read
    assert TRAVELS not in clerk.get(f"{matter}/{plain}").text
    own = courthouse.client("sup_state_counsel").get(f"/cases/{courthouse.case_id}/records/{limited}").text
    assert TRAVELS not in own  # nobody is told about their own records


def test_tribe_gives_the_court_what_it_files_there_and_nothing_else(courthouse: Courthouse) -> None:
    courthouse.invite("nation", "prosecutors")
    courthouse.invite("bench", assign=False)
    clerk, matter = courthouse.client("clerk"), f"/filings/{courthouse.case_id}"
    asked = courthouse.client("sup_nation").get(f"/cases/{courthouse.case_id}/records/new?form=tribal_decision").text
    assert READS in asked
    kept = courthouse.file("sup_nation", "tribal_note", "the elders meet").rsplit("/", 1)[1]
    assert clerk.get(matter).status_code == clerk.get(f"{matter}/{kept}").status_code == 404
    decided = courthouse.file("sup_nation", "tribal_decision", "transfer is asked for").rsplit("/", 1)[1]
    assert "transfer is asked for" in clerk.get(f"{matter}/{decided}").text
    page = clerk.get(matter).text
    assert "Decision of the tribe" in page
    assert "Child and family note" not in page
    assert clerk.get(f"{matter}/{kept}").status_code == 404
    # No law of another government and no filing of its own opens it to anybody else on the team.
    for other in ("sup_prosecutors", "ana_cps_worker"):
        assert courthouse.client(other).get(f"/cases/{courthouse.case_id}/records/{decided}").status_code == 404
    order = {"form": "court_order", "says": "Transferred."}
    assert clerk.send(f"{matter}/new", order).status_code == 303
    assert "Court order" in courthouse.client("sup_nation").get(f"/cases/{courthouse.case_id}").text
