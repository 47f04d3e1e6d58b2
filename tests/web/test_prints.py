"""Room: tests. A print says who made it and when, is on record under its number, and leaves the location out."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import text

from coordination.audit import keeper
from coordination.casework import prints, record_pages, records
from coordination.casework.prints import number_of
from coordination.model.errors import Refused
from coordination.model.ids import CaseId, Handle, RecordId, new_id
from tests.casework.story import assigned, opened
from tests.community import Community

WRITTEN = "canary-on-paper"
PLACE = "canary-of-the-house"


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection with police, a note and the child's whereabouts."""
    found = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    ana = community.actor("ana_cps_worker")
    records.file(community.desk, ana, found, "child_protection_note", {"note": WRITTEN}, new_id())
    records.file(community.desk, ana, found, "safe_contact", {"where": PLACE}, new_id())
    return found


def last_print(community: Community) -> dict[str, object]:
    """The newest entry about a print."""
    with community.desk.database.read() as connection:
        query = text("SELECT bytes FROM entry WHERE action = 'case:print' ORDER BY id DESC LIMIT 1")
        return dict(json.loads(bytes(connection.execute(query).scalar_one())))


def test_a_print_bears_person_time_and_number_and_the_log_knows_the_number(community: Community, case: CaseId) -> None:
    client = community.client("ana_cps_worker")
    page = client.get(f"/cases/{case}/print").text
    objects = last_print(community)["objects"]
    assert isinstance(objects, list)
    number = number_of(Handle(objects[1]))
    assert WRITTEN in page
    assert page.count(number) >= 3
    assert community.actor("ana_cps_worker").name in page
    assert number not in client.get(f"/cases/{case}/print").text


def test_a_print_leaves_the_location_out_of_page_and_log_unless_it_is_asked_for(
    community: Community, case: CaseId
) -> None:
    client = community.client("ana_cps_worker")
    assert PLACE not in client.get(f"/cases/{case}/print").text
    assert "location" not in str(last_print(community)["shown"])
    asked = client.get(f"/cases/{case}/print?location=yes")
    assert asked.status_code == 303
    assert "location" in asked.location
    with pytest.raises(Refused) as refused:
        prints.read(community.desk, community.actor("ana_cps_worker"), case, location=True)
    assert refused.value.reason == "step_up"


def test_who_made_the_report_is_never_printed(community: Community, case: CaseId) -> None:
    ana = community.actor("ana_cps_worker", step_up=True)
    typed = {"kind": "mandated", "name": "canary-of-the-reporter"}
    records.file(community.desk, ana, case, "reporter", typed, new_id())
    for location in (False, True):
        assert "canary-of-the-reporter" not in str(prints.read(community.desk, ana, case, location=location).types)
        assert "reporter_identity" not in str(last_print(community)["shown"])


def test_a_stepped_up_worker_prints_the_location_and_it_is_logged_as_shown(community: Community, case: CaseId) -> None:
    ana = community.actor("ana_cps_worker", step_up=True)
    assert PLACE in str(prints.read(community.desk, ana, case, location=True).types)
    assert "location" in str(last_print(community)["shown"])
    assert PLACE not in str(prints.read(community.desk, ana, case).types)
    assert "location" not in str(last_print(community)["shown"])


def test_a_print_holds_what_is_open_to_its_maker_and_nothing_else(community: Community, case: CaseId) -> None:
    client = community.client("det_lake")
    page = client.get(f"/cases/{case}/print")
    assert page.status_code == 200
    assert PLACE not in page.text
    hidden = opened(community, "ana_cps_worker")
    absent, unseen = (client.get(f"/cases/{one}/print") for one in (new_id(), hidden))
    assert (absent.status_code, absent.data) == (404, unseen.data)
    assert unseen.status_code == 404


def test_whoever_printed_a_withdrawn_record_is_among_its_readers(community: Community, case: CaseId) -> None:
    ana, sam = community.actor("ana_cps_worker"), community.actor("sam_cps_supervisor")
    written = records.file(community.desk, ana, case, "child_protection_note", {"note": WRITTEN}, new_id())
    prints.read(community.desk, community.actor("det_lake"), case)
    community.clock.forward(minutes=1)
    records.withdraw(community.desk, ana, case, RecordId(written), "wrong_case", new_id())
    with keeper.keeping(community.hub.settings) as sequencer:
        sequencer.close(community.clock.now)
    readers = record_pages.read(community.desk, sam, case, RecordId(written)).readers
    assert "printed it with the case" in {reader.how for reader in readers}


def test_every_signed_in_page_offers_to_leave_quickly_without_telling_whence(community: Community) -> None:
    page = community.client("ana_cps_worker").get("/cases")
    link = re.search(r"<a [^>]*data-leave[^>]*>", page.text)
    assert link is not None
    assert 'rel="noreferrer"' in link[0]
    assert page.headers["Referrer-Policy"] == "no-referrer"
