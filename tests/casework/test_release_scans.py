"""Room: tests. Papers that waited for their signatures: what takes their place, what is refused, what a stop closes."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import update

from coordination.casework import release_papers, releases
from coordination.model.errors import Invalid, Refused, Unavailable
from coordination.model.files import Kind
from coordination.model.ids import CaseId, ReleaseId, new_id
from coordination.storage import scans
from coordination.storage.record_tables import releases as table
from tests.casework.test_release_verbs import last, marked, recorded, stored
from tests.casework.test_releases import open_case
from tests.community import Community, make_community
from tests.databases import Store
from tests.uploads import paper as pdf


@pytest.fixture
def community(sqlite_store: Store, tmp_path: Path) -> Iterator[Community]:
    """On one engine: which rows a verb touches is storage's, and tried on both there."""
    yield from make_community(sqlite_store, tmp_path / "home")


@pytest.fixture
def case(community: Community) -> CaseId:
    """Child protection's case, with police and the center."""
    return open_case(community)


def filed(community: Community, case: CaseId, draft: ReleaseId, **more: str) -> ReleaseId:
    typed = {"compared": "yes", **more}
    return release_papers.file_signed(
        community.desk, community.actor("ana_cps_worker"), case, draft, typed, pdf("Signed"), new_id()
    )


def test_a_signed_paper_takes_its_drafts_place_with_everything_that_stood_on_it(
    community: Community, case: CaseId
) -> None:
    draft = recorded(community, case, to=("cac", "detectives"), method="print", starts_on="2026-11-23")
    community.clock.forward(hours=2)
    made = filed(community, case, draft, signed_on="2026-11-20", copy="given")
    assert marked(community, case) == {"cps", "cac", "detectives"}
    row = stored(community, made)
    assert row.starts_at.isoformat() == "2026-11-23T06:00:00+00:00"  # type: ignore[attr-defined]
    assert (row.signers_suffice, row.names_hub, row.purpose) == (True, False, "safety")  # type: ignore[attr-defined]
    (listed,) = releases.listed(community.desk, community.actor("ana_cps_worker"), case)
    assert listed.paper is not None
    assert (listed.paper.signed_on, listed.paper.copy, listed.paper.witness) == ("2026-11-20", "given", "Ana Brook")
    page = release_papers.read(community.desk, community.actor("ana_cps_worker"), case, made)
    assert page.release.id == made
    assert page.paper.words
    assert last(community, "release:list")["purpose"] == "release_paper"
    found = release_papers.scan(community.desk, community.actor("ana_cps_worker"), case, made)
    assert found.name == f"file-{made[:8]}.pdf"
    assert found.kind is Kind.PDF
    assert sha256(found.content).hexdigest() == page.paper.sha256
    assert last(community, "release:list")["purpose"] == "release_scan"
    with pytest.raises(Refused) as refused:
        release_papers.read(community.desk, community.actor("ana_cps_worker"), case, draft)
    assert refused.value.reason == "absent"


def test_a_draft_that_began_while_it_waited_runs_from_its_signature(community: Community, case: CaseId) -> None:
    draft = recorded(community, case, method="print")
    now = community.clock.forward(days=1)
    assert stored(community, filed(community, case, draft)).starts_at == now  # type: ignore[attr-defined]


def test_a_draft_at_its_very_end_or_at_eighteen_is_filed_no_more(community: Community, case: CaseId) -> None:
    draft = recorded(community, case, method="print", expires_on="2026-11-22")
    community.clock.now = stored(community, draft).expires_at  # type: ignore[attr-defined]
    with pytest.raises(Invalid) as told:
        filed(community, case, draft)
    assert "Its last day is past." in told.value.fields["file"]
    other = recorded(community, case, method="print")
    with community.desk.database.write() as connection:
        connection.execute(update(table).where(table.c.id == other).values(ends_at_majority=community.clock.now))
    with pytest.raises(Invalid) as told:
        filed(community, case, other)
    assert "18" in told.value.fields["file"]


def test_what_is_wrong_with_a_scan_is_said_beside_its_field(community: Community, case: CaseId) -> None:
    draft, ana = recorded(community, case, method="print"), community.actor("ana_cps_worker")

    def told(content: bytes | None, **typed: str) -> dict[str, str]:
        with pytest.raises(Invalid) as found:
            release_papers.file_signed(community.desk, ana, case, draft, typed, content, new_id())
        return dict(found.value.fields)

    assert list(told(None, compared="yes")) == ["file"]
    assert set(told(None)) == {"file", "compared"}
    assert "Choose the file again" in told(pdf(), compared="no")["file"]
    assert list(told(b"no paper", compared="yes")) == ["file"]
    assert set(told(pdf(), compared="yes", copy="maybe")) == {"copy", "file"}
    assert set(told(pdf(), compared="yes", signed_on="2026-12-30")) == {"signed_on", "file"}


def test_only_a_draft_of_ones_own_program_is_filed(community: Community, case: CaseId) -> None:
    draft, made = recorded(community, case, method="print"), recorded(community, case)
    with pytest.raises(Refused) as refused:
        filed(community, case, made)
    assert refused.value.reason == "absent"
    with pytest.raises(Refused):
        filed(community, case, ReleaseId(new_id()))
    mia = community.actor("int_harbor")
    with pytest.raises(Refused):
        release_papers.file_signed(community.desk, mia, case, draft, {"compared": "yes"}, pdf(), new_id())


def test_a_scan_that_was_changed_is_not_shown(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = filed(community, case, recorded(community, case, method="print"))
    monkeypatch.setattr(scans, "open", lambda *_: b"another")
    with pytest.raises(Unavailable):
        release_papers.scan(community.desk, community.actor("ana_cps_worker"), case, made)


def test_what_a_stop_would_close_is_told_to_each_party_of_releases_in_force(community: Community, case: CaseId) -> None:
    made = recorded(community, case, to=("cac", "detectives"))
    recorded(community, case, method="print")
    recorded(community, case, starts_on="2026-11-25")
    seen = {}
    for slug in ("ana_cps_worker", "int_harbor"):
        actor = community.actor(slug)
        listed = releases.listed(community.desk, actor, case)
        seen[slug] = release_papers.stops(community.desk, actor, case, listed)
        assert list(seen[slug]) == [made]
    told = [gain.recipient.slug for gain in seen["ana_cps_worker"][made]]
    assert sorted(told) == ["cac", "detectives"]
    names = [gain.recipient.name for gain in seen["ana_cps_worker"][made]]
    assert names == sorted(names)
    assert [gain.recipient.slug for gain in seen["int_harbor"][made]] == ["cac"]
    assert seen["int_harbor"][made][0].lost
