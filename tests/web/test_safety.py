"""Room: tests. Safety through the door: whom nothing may be told, the address to use, the safe contact at each send.

The world is built once; what these pages write does not depend on the engine (tests/casework/test_records.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from coordination.casework import notices, records, sessions
from coordination.casework.never_disclose import STOP
from coordination.casework.safe_contact import UNREAD
from coordination.model.ids import CaseId, RecordId, new_id
from coordination.model.session import Proof
from tests.casework.referred import sent as referred
from tests.casework.story import assigned, entries_of, opened
from tests.casework.test_releases import paper
from tests.community import Community, Visitor, issuer_of, make_community
from tests.databases import SqliteStore
from tests.web.test_release_pages import sent

FATHER = "Odo Canary"
MFA = "https://refeds.org/profile/mfa"
WARNED = f"Never disclose to:</strong> {FATHER} (father)"
HOUSE, SUBSTITUTE, WAY = "canary-of-the-house", "PO Box 7 canary", "her own phone, texts only"


@pytest.fixture(scope="module")
def world(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("COORDINATION_") and "_TEST_" not in name]:
            patch.delenv(name)
        yield from make_community(sqlite_store, tmp_path_factory.mktemp("safety") / "home")


@pytest.fixture
def case(world: Community) -> CaseId:
    """Child protection's, with police and the center on it, and a father to whom nothing may be told."""
    world.clock.forward(seconds=1)
    found = assigned(world, opened(world, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    assigned(world, found, "cac", "sup_harbor", "int_harbor")
    filed(world, found, "never_disclose", name=FATHER, relation="father", says="youth")
    return found


def filed(world: Community, case: CaseId, form: str, by: str = "ana_cps_worker", **typed: str) -> RecordId:
    return records.file(world.desk, world.actor(by), case, form, typed, new_id())


def stepped_up(world: Community, slug: str) -> Visitor:
    """Somebody who has just shown a second factor."""
    found = sessions.find(world.desk, world.token(slug), browser=world.browser())
    assert found is not None
    now, issuer = world.clock.now, issuer_of(slug)
    proof = Proof(issuer=issuer, subject=slug, auth_time=now, asked_at=now, mfa=True, acr=MFA, sid=new_id())
    visitor = world.client()
    visitor.carry(sessions.step_up(world.desk, found, proof, world.browser()))
    return visitor


def part(world: Community, case: CaseId) -> RecordId:
    """A part of a safety plan, of which a copy can be offered."""
    return filed(world, case, "safety_plan_part", whose="young_person", signs="Calls at night")


def test_the_warning_stands_on_case_print_and_plan_copy_and_is_not_on_the_paper(world: Community, case: CaseId) -> None:
    copy = f"/records/{part(world, case)}/copy"
    ana = world.client("ana_cps_worker")
    for path in ("", "/print", copy):
        page = ana.get(f"/cases/{case}{path}").text
        assert WARNED in page, path
        before = page[: page.index(WARNED)]
        assert "hub-screen" in before[before.rindex("<div class=") - 200 :], path  # not printed: style.css
        assert page.count(FATHER) == 1 or path == "", path


def test_the_list_itself_makes_no_paper(world: Community, case: CaseId) -> None:
    listed = filed(world, case, "never_disclose", name="Somebody", says="court")
    ana = world.client("ana_cps_worker")
    assert ana.get(f"/cases/{case}/records/{listed}").status_code == 200
    assert ana.get(f"/cases/{case}/records/{listed}/copy").status_code == 404


def test_the_warning_stands_on_packet_and_poster(world: Community, case: CaseId) -> None:
    ana = world.client("ana_cps_worker")
    made = ana.send(f"/cases/{case}/missing/new", {"kind": "ran_away", "record-happened": "2026-11-20 21:00"})
    for page in ("packet", "poster"):
        assert WARNED in ana.get(f"{made.headers['Location']}/{page}").text, page


def test_whoever_has_not_the_identity_gets_neither_warning_nor_refusal(world: Community, case: CaseId) -> None:
    center = world.client("int_harbor")
    assert FATHER not in center.get(f"/cases/{case}").text
    form = {**paper(world, ("detectives",), ("identity",)), "signer_2_name": FATHER}
    assert center.send(f"/cases/{case}/releases/preview", sent(form)).status_code == 200


def test_who_may_never_be_told_does_not_sign_a_release(world: Community, case: CaseId) -> None:
    ana = world.client("ana_cps_worker")
    form = {**paper(world, ("cac",), ("identity",)), "signer_2_name": f"  {FATHER.upper()} "}
    for path in ("releases/preview", "releases"):
        refused = ana.send(f"/cases/{case}/{path}", sent(form))
        assert refused.status_code == 422, path
        assert "An abuser or suspected abuser may not sign." in refused.text
    young = {**form, "signer_1_name": FATHER, "signer_2_name": "Jo Rivers"}
    shown = ana.send(f"/cases/{case}/releases/preview", sent(young))
    assert shown.status_code == 200
    assert WARNED in shown.text


def test_the_warning_goes_along_with_a_referral_that_carries_it(world: Community, case: CaseId) -> None:
    listed = filed(world, case, "never_disclose", name=FATHER, relation="father", says="youth")
    one = referred(world, case, "detectives", records=(str(listed),))
    assert WARNED in world.client("det_lake").get(f"/referrals/{one}").text
    bare = referred(world, case, "detectives", need="employment")
    assert FATHER not in world.client("det_lake").get(f"/referrals/{bare}").text


def test_a_print_bears_the_substitute_address_and_not_the_real_one(world: Community, case: CaseId) -> None:
    filed(world, case, "safe_contact", where=HOUSE, way=WAY)
    filed(world, case, "substitute_address", address=SUBSTITUTE)
    page = world.client("ana_cps_worker").get(f"/cases/{case}/print").text
    assert SUBSTITUTE in page
    assert HOUSE not in page
    asked = world.client("ana_cps_worker").get(f"/cases/{case}/print?location=yes")
    assert (asked.status_code, HOUSE in asked.text) == (303, False)


def test_nothing_is_sent_the_safe_way_by_somebody_who_has_not_read_it(world: Community, case: CaseId) -> None:
    filed(world, case, "safe_contact", where=HOUSE, way=WAY, never="No voicemail")
    filed(world, case, "substitute_address", address=SUBSTITUTE)
    address = f"/cases/{case}/records/{part(world, case)}/offered"
    ana = world.client("ana_cps_worker")
    page = ana.get(address).text
    assert "It waits for your second factor" in page
    assert WAY not in page
    refused = ana.send(address, {"taken": "taken", "way": "safe_way"})
    assert refused.status_code == 422
    assert UNREAD in refused.text
    again = stepped_up(world, "ana_cps_worker")
    page = again.get(address).text
    assert WAY in page
    assert "No voicemail" in page
    assert "Checked now" in page
    assert SUBSTITUTE in page
    assert WARNED in page
    assert HOUSE not in page
    assert again.send(address, {"taken": "taken", "way": "safe_way"}).status_code == 303


def test_another_way_needs_a_reason(world: Community, case: CaseId) -> None:
    address = f"/cases/{case}/records/{part(world, case)}/offered"
    ana = world.client("ana_cps_worker")
    refused = ana.send(address, {"taken": "taken", "way": "another_way", "note": "Under the mat"})
    assert refused.status_code == 422
    assert "Write why another way is safe." in refused.text
    assert "Under the mat" in refused.text
    typed = {"taken": "taken", "way": "another_way", "why_another": "Her teacher gives it to her"}
    assert ana.send(address, typed).status_code == 303


@pytest.mark.parametrize(
    ("name", "abuser", "stops"),
    [("Ola", "yes", True), ("Ola", "unknown", True), (FATHER, "no", True), ("Ola", "no", False)],
)
def test_a_request_for_records_opens_nothing_and_goes_to_the_supervisor(
    world: Community, case: CaseId, name: str, abuser: str, stops: bool
) -> None:
    before = len([one for one in entries_of(world) if str(one["action"]).startswith("release")])
    form = {"form": "records_request", "name": name, "capacity": "parent", "asked": "All of it", "abuser": abuser}
    done = world.client("ana_cps_worker").send(f"/cases/{case}/records/new", form)
    assert done.status_code == 303
    page = world.client("sam_cps_supervisor").get(done.headers["Location"]).text
    assert (STOP in page) is stops
    title = "Somebody asks for a child’s records. You decide."
    told = {
        slug: title in [one.title for one in notices.listed(world.desk, world.actor(slug))]
        for slug in ("sam_cps_supervisor", "det_lake", "sgt_lake")
    }
    assert told == {"sam_cps_supervisor": True, "det_lake": False, "sgt_lake": False}
    assert len([one for one in entries_of(world) if str(one["action"]).startswith("release")]) == before


def test_an_answer_says_on_what_it_rests(world: Community, case: CaseId) -> None:
    ana = world.client("ana_cps_worker")
    form = {"form": "records_answer", "name": "Ola", "answer": "refused"}
    assert ana.send(f"/cases/{case}/records/new", form).status_code == 422
    assert ana.send(f"/cases/{case}/records/new", {**form, "rests_on": "Counsel's letter"}).status_code == 303


def test_a_request_for_records_waits_until_its_own_answer_is_written_down(world: Community, case: CaseId) -> None:
    request = filed(world, case, "records_request", name="Ola Vance", capacity="guardian", asked="All", abuser="no")
    address, ana = f"/cases/{case}/records/{request}", "ana_cps_worker"
    assert "Nobody has written down an answer yet" in world.client(ana).get(address).text
    for other in ("Jo Rivers", " ola  VANCE "):
        world.clock.forward(seconds=1)
        form = {"form": "records_answer", "name": other, "answer": "refused", "rests_on": f"Said to {other.strip()}"}
        assert world.client(ana).send(f"/cases/{case}/records/new", form).status_code == 303
        page = world.client(ana).get(address).text
        assert ("Nobody has written down an answer yet" in page) is (other == "Jo Rivers")
    assert "Said to ola" in page
    assert "Said to Jo" not in page
    again = filed(world, case, "records_request", name="Ola Vance", capacity="guardian", asked="More", abuser="no")
    world.clock.forward(seconds=1)
    later = filed(world, case, "records_request", name="Ola Vance", capacity="guardian", asked="More", abuser="no")
    assert again != later
    assert "Nobody has written down an answer yet" in world.client(ana).get(f"/cases/{case}/records/{later}").text


def test_the_check_is_not_gone_around_by_filing_the_form_by_itself(world: Community, case: CaseId) -> None:
    ana = world.client("ana_cps_worker")
    form = {"form": "plan_copy", "taken": "taken", "way": "safe_way"}
    assert ana.send(f"/cases/{case}/records/new", form).status_code == 422


def test_a_document_warns_on_the_page_and_never_in_what_is_taken_away(world: Community, case: CaseId) -> None:
    ana = world.client("ana_cps_worker")
    address = f"/cases/{case}/documents/ncmec_packet"
    assert WARNED in ana.get(address).text
    assert FATHER not in ana.get(f"{address}/data.json").text
