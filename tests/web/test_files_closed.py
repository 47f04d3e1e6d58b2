"""Room: tests. A file is closed like its record, opened like it, and withdrawn with it or by itself."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coordination.casework import conflicts, records, releases, restrictions
from coordination.casework.cleaning import outside
from coordination.model.ids import CaseId, RecordId, new_id
from coordination.storage.file_tables import record_files
from tests.casework.test_releases import paper as release_form
from tests.casework.watched import number, reference_of
from tests.community import Community
from tests.uploads import paper
from tests.web.filed_away import FILE, GOOD, NOTE, absent, case_of_three, count, filed, held


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection with police and the center."""
    return case_of_three(community)


@pytest.fixture
def record(community: Community, case: CaseId) -> RecordId:
    """A report that law opens to the police, and to nobody else here."""
    return filed(community, case)


def test_whoever_may_not_read_the_record_gets_what_is_absent(
    community: Community, case: CaseId, record: RecordId
) -> None:
    address = held(community, case, record)
    for slug in ("coo_harbor", "sup_harbor", "adv_safe", "aud_north", "adm_north", "pri_privacy"):
        visitor = community.client(slug)
        for path in (address, address + "/withdraw", address.rpartition("/")[0] + "/new"):
            got = visitor.get(path)
            assert (got.status_code, got.data) == absent(visitor), (slug, path)
        sent = visitor.send(address.rpartition("/")[0], GOOD | {"file": paper()})
        assert (sent.status_code, sent.data) == absent(visitor), slug
    assert count(community, case) == (1, 1)


def test_a_hidden_file_costs_what_an_absent_one_costs(community: Community, case: CaseId, record: RecordId) -> None:
    address, visitor = held(community, case, record), community.client("coo_harbor")
    other = filed(community, case, NOTE)
    costs = set()
    for path in (
        address,
        address[:-32] + new_id(),
        address.replace(record, new_id()),
        address.replace(record, other),  # another record's file
    ):
        with community.desk.database.count() as tally:
            got = visitor.get(path)
        assert (got.status_code, got.data) == absent(visitor)
        costs.add((tally.statements, tally.commits))
    assert len(costs) == 1


def test_nothing_is_cleaned_for_whoever_may_not_attach(
    community: Community, case: CaseId, record: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def answer(*_about: object) -> bytes:
        asked.append(1)
        return b""

    monkeypatch.setattr(outside, "_answer", answer)
    for slug in ("det_lake", "coo_harbor"):  # who reads the record, and who does not
        assert (
            community.client(slug).send(f"/cases/{case}/records/{record}/files", GOOD | {"file": paper()}).status_code
            == 404
        )
    assert not asked


def test_a_release_opens_a_file_and_its_end_closes_it(community: Community, case: CaseId) -> None:
    record = filed(community, case, NOTE)
    address, center, ana = (
        held(community, case, record),
        community.client("coo_harbor"),
        community.actor("ana_cps_worker"),
    )
    assert center.get(address).status_code == 404
    form = release_form(community, ("cac",), ("child_protection",))
    made = releases.record(community.desk, ana, case, form, new_id())
    assert center.get(address).status_code == 200
    releases.revoke(community.desk, ana, case, made, "oral", new_id())
    assert center.get(address).status_code == 404


def test_the_conflict_list_and_a_restriction_close_a_file(community: Community, case: CaseId, record: RecordId) -> None:
    address, desk, police = held(community, case, record), community.desk, community.client("det_lake")
    assert police.get(address).status_code == 200
    restrictions.restrict(desk, community.actor("ana_cps_worker"), case, [], new_id())
    assert police.get(address).status_code == 404
    restrictions.unrestrict(desk, community.actor("ana_cps_worker"), case, new_id())
    assert police.get(address).status_code == 200
    target = f"person:{community.people['det_lake']}"
    conflicts.shut_out(desk, community.actor("pri_privacy"), reference_of(community, case), target, new_id())
    assert police.get(address).status_code == 404


def test_a_file_that_tells_where_the_child_is_waits_for_a_second_factor(community: Community, case: CaseId) -> None:
    address = held(community, case, filed(community, case, "safe_contact"))
    got = community.client("ana_cps_worker").get(address)
    assert got.status_code == 303
    assert got.location.startswith("/step-up")


def test_a_corrected_record_keeps_its_files_in_every_version(
    community: Community, case: CaseId, record: RecordId
) -> None:
    address, ana = held(community, case, record), community.actor("ana_cps_worker")
    newer = records.correct(community.desk, ana, case, record, {"what_happened": "mended"}, new_id())
    police = community.client("det_lake")
    for version in (record, newer):
        page = police.get(f"/cases/{case}/records/{version}")
        assert FILE.findall(page.text) == [address.replace(record, version)]
        assert police.get(address.replace(record, version)).status_code == 200


def test_a_withdrawn_record_takes_its_files_with_it(community: Community, case: CaseId, record: RecordId) -> None:
    address, police = held(community, case, record), community.client("det_lake")
    community.clock.forward(minutes=1)
    assert police.get(address).status_code == 200
    community.clock.forward(minutes=1)
    records.withdraw(community.desk, community.actor("ana_cps_worker"), case, record, "wrong_case", new_id())
    for slug in ("det_lake", "ana_cps_worker", "coo_harbor", "sgt_lake"):
        visitor = community.client(slug)
        got = visitor.get(address)
        assert (got.status_code, got.data) == absent(visitor), slug
    supervisor = community.client("sam_cps_supervisor")
    page = supervisor.get(f"/cases/{case}/records/{record}")
    assert "Withdrawn: It was filed on the wrong case" in page.text
    assert supervisor.get(address).status_code == 200
    with community.desk.consulting((case,)) as cabinet:
        assert cabinet.connection.execute(select(record_files.c.withdrawn_reason)).scalars().all() == ["wrong_case"]


def test_one_file_is_withdrawn_and_its_record_stays(community: Community, case: CaseId, record: RecordId) -> None:
    kept, gone = held(community, case, record, "kept-one"), held(community, case, record, "gone-one")
    ana, police = community.client("ana_cps_worker"), community.client("det_lake")
    assert police.get(gone + "/withdraw").status_code == 404
    assert "do not open it again" in ana.get(gone + "/withdraw").text
    assert ana.send(gone + "/withdraw", {"reason": "because"}).status_code == 422
    assert ana.send(gone + "/withdraw", {"reason": "not_allowed"}).status_code == 303
    for visitor in (ana, police):
        page = visitor.get(f"/cases/{case}/records/{record}").text
        assert "kept-one" in page
        assert "gone-one" not in page
        got = visitor.get(gone)
        assert (got.status_code, got.data) == absent(visitor)
        assert visitor.get(kept).status_code == 200
    supervisor = community.client("sam_cps_supervisor")
    assert "gone-one" in supervisor.get(f"/cases/{case}/records/{record}").text
    assert supervisor.get(gone).status_code == 200
    assert supervisor.send(gone + "/withdraw", {"reason": "not_allowed"}).status_code == 404


def test_the_supervisor_sees_who_took_a_file_before_the_record_was_withdrawn(
    community: Community, case: CaseId, record: RecordId
) -> None:
    address = held(community, case, record)
    community.clock.forward(minutes=1)
    community.client("det_lake").get(address)
    community.clock.forward(minutes=1)
    records.withdraw(community.desk, community.actor("ana_cps_worker"), case, record, "wrong_case", new_id())
    number(community)
    page = community.client("sam_cps_supervisor").get(f"/cases/{case}/records/{record}").text
    assert "took a file of it" in page


def test_a_closed_case_takes_no_file_and_gives_those_it_has(
    community: Community, case: CaseId, record: RecordId
) -> None:
    address, ana = held(community, case, record), community.client("ana_cps_worker")
    over = {"reason": "work_done", "despite": "goes_on"}  # the note of a suspicion has started a duty
    assert community.client("sam_cps_supervisor").send(f"/cases/{case}/close", over).status_code == 303
    assert ana.send(address.rpartition("/")[0], GOOD | {"file": paper()}).status_code == 404
    assert ana.get(address).status_code == 200
    assert "Attach a file" not in ana.get(f"/cases/{case}/records/{record}").text
