"""Room: tests. The paper of a release through the door: signed on screen, or printed, signed and filed; what it says;
the young person's page; who took the word to stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from coordination.casework import records, release_papers, releases, requests
from coordination.casework.release_paper import sealed
from coordination.model.explanation import Access
from coordination.model.ids import CaseId, ReleaseId, new_id
from coordination.storage.record_tables import requests as rows
from tests.casework.story import entries_of
from tests.casework.test_releases import open_case, paper, seen
from tests.community import Community, Visitor, make_community
from tests.databases import Store
from tests.uploads import paper as pdf
from tests.web.test_release_pages import form_of

SIGNED = {"signature_1": "River", "signature_2": " jo  RIVERS"}
HASH = re.compile(r'class="hub-hash">([0-9a-f]{64})<')


@pytest.fixture
def community(sqlite_store: Store, tmp_path: Path) -> Iterator[Community]:
    """On one engine: what these pages say is the same on both, and what they keep is tried on either."""
    yield from make_community(sqlite_store, tmp_path / "home")


@pytest.fixture
def either(engine_store: Store, tmp_path: Path) -> Iterator[Community]:
    """On each engine in turn."""
    yield from make_community(engine_store, tmp_path / "home")


@pytest.fixture
def case(community: Community) -> CaseId:
    """Child protection's case, with police and the center."""
    return open_case(community)


def cac_sees(community: Community, case: CaseId) -> Access | None:
    return seen(community, "int_harbor", case).get(("cps", "identity"))


def address_of(visitor: Visitor, case: CaseId, end: str) -> str:
    """Where the newest release of the visitor's program has its paper, scan or form."""
    found = re.search(
        rf'href="(/cases/{case}/releases/[0-9a-f]{{32}})/paper"', visitor.get(f"/cases/{case}/releases").text
    )
    assert found
    return f"{found[1]}/{end}"


# --- signed on screen -------------------------------------------------------------------------------------------------


def test_a_release_is_read_and_signed_on_screen_by_typing_each_name(community: Community, case: CaseId) -> None:
    ana = community.client("ana_cps_worker")
    shown = ana.send(f"/cases/{case}/releases/preview", form_of(community, method="screen")).text
    assert "River signs: type the name" in shown
    assert "Jo Rivers signs: type the name" in shown
    assert "You can stop this at any time." in shown
    typed = form_of(community, method="screen", copy="given", **SIGNED)
    done = ana.send(f"/cases/{case}/releases", {**typed, "drawn_1": "M10 20L30 40L399 119"})
    assert done.status_code == 303
    assert cac_sees(community, case) is Access.OPEN
    page = ana.get(address_of(ana, case, "paper")).text
    assert page.count("Signed on screen on ") == 2
    assert re.search(r"on November 21, 2026, \d\d:\d\d CST, by typing the name: jo\s+RIVERS", page)
    assert 'd="M10 20L30 40L399 119"' in page
    assert "Ana Brook of Child Protection was there and wrote this down." in page
    assert "They have a copy of this paper." in page
    assert HASH.search(page)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"signature_2": ""}, "Jo Rivers has not signed."),
        ({"signature_2": "Joe Rivers"}, "Type the name as it stands on the paper: Jo Rivers."),
        ({"drawn_1": 'M0 0"/><script>alert(1)</script>'}, "The drawn signature cannot be kept."),
        ({"drawn_1": "M0 0" + "L1 1" * 2_000}, "The drawn signature cannot be kept."),
    ],
    ids=["nobody", "another", "script", "long"],
)  # fmt: skip
def test_without_each_signature_nothing_is_saved_and_the_paper_is_shown_again(
    community: Community, case: CaseId, more: dict[str, str], sentence: str
) -> None:
    typed = form_of(community, method="screen", **{**SIGNED, **more})
    shown = community.client("ana_cps_worker").send(f"/cases/{case}/releases", typed)
    assert shown.status_code == 422
    assert sentence in shown.text
    assert 'value="River"' in shown.text
    assert "<script>alert" not in shown.text
    assert releases.listed(community.desk, community.actor("ana_cps_worker"), case) == []


def test_the_seal_of_a_paper_tells_a_changed_word(community: Community, case: CaseId) -> None:
    typed = {**paper(community, ("cac",), ("identity",)), "method": "screen", **SIGNED}
    releases.record(community.desk, community.actor("ana_cps_worker"), case, typed, new_id())
    (found,) = releases.listed(community.desk, community.actor("ana_cps_worker"), case)
    assert found.paper is not None
    assert sealed(found.paper).sha256 == found.paper.sha256
    heading, _ = found.paper.words[0]
    changed = replace(found.paper, words=((heading, ("Somebody else",)), *found.paper.words[1:]))
    assert sealed(changed).sha256 != found.paper.sha256


# --- printed, signed, filed -------------------------------------------------------------------------------------------


def wait_for_signatures(community: Community, visitor: Visitor, case: CaseId, **more: str) -> str:
    """A release that was recorded to be printed; where its paper is."""
    done = visitor.send(f"/cases/{case}/releases", form_of(community, method="print", **more))
    assert done.status_code == 303
    return str(done.location).removesuffix("/paper")


def test_a_printed_release_opens_nothing_until_its_signed_scan_is_filed_and_confirmed(either: Community) -> None:
    community, case = either, open_case(either)
    ana = community.client("ana_cps_worker")
    there = wait_for_signatures(community, ana, case)
    page = ana.get(f"{there}/paper").text
    assert "Nobody has signed this yet, and it opens nothing." in page
    assert page.count("Signature: ____") == 2
    assert not HASH.search(page)
    assert cac_sees(community, case) is Access.KNOWN
    for missing, sentence in (
        ({"compared": "yes"}, "Choose the scan or photo of the signed paper."),
        ({"file": pdf()}, "Compare the two first."),
        ({"compared": "yes", "file": b"not a paper"}, ""),
        ({"compared": "yes", "file": pdf(), "signed_on": "2026-12-30"}, "That day is still to come."),
        ({"compared": "yes", "file": pdf(), "signed_on": "soon"}, "year-month-day"),
    ):
        refused = ana.send(f"{there}/signed", missing)
        assert refused.status_code == 422, missing
        assert sentence in refused.text
        assert cac_sees(community, case) is Access.KNOWN
    filed = ana.send(f"{there}/signed", {"compared": "yes", "file": pdf("Signed"), "signed_on": "2026-11-20"})
    assert filed.status_code == 303
    assert cac_sees(community, case) is Access.OPEN
    assert ">In force<" in ana.get(f"/cases/{case}/releases").text
    page = ana.get(address_of(ana, case, "paper")).text
    assert "Signed on paper on November 20, 2026" in page
    hashed = HASH.search(page)
    assert hashed
    scan = ana.get(address_of(ana, case, "scan"))
    assert (scan.status_code, scan.mimetype) == (200, "application/pdf")
    assert sha256(scan.data).hexdigest() == hashed.group(1)
    assert scan.data.startswith(b"%PDF-")
    assert scan.headers["Content-Disposition"].startswith('attachment; filename="file-')
    assert [one["purpose"] for one in entries_of(community) if one["action"] == "release:record"][
        -1
    ] == "release_signed"


def test_a_paper_that_was_filed_or_stopped_is_not_filed_again(community: Community, case: CaseId) -> None:
    ana = community.client("ana_cps_worker")
    there = wait_for_signatures(community, ana, case)
    good = {"compared": "yes", "file": pdf()}
    assert ana.send(f"{there}/signed", good).status_code == 303
    assert ana.send(f"{there}/signed", good).status_code == 409
    assert ana.get(f"{there}/paper").status_code == 404
    stopped = wait_for_signatures(community, ana, case)
    assert ana.send(f"{stopped}/revoke", {"how": "oral"}).status_code == 303
    assert ana.send(f"{stopped}/signed", good).status_code == 409
    states = re.findall(r">(In force|Revoked|Not signed yet)</span>", ana.get(f"/cases/{case}/releases").text)
    assert sorted(states) == ["In force", "Revoked"]


def test_a_draft_that_waited_past_its_last_day_opens_nothing(community: Community, case: CaseId) -> None:
    there = wait_for_signatures(community, community.client("ana_cps_worker"), case, expires_on="2026-11-22")
    community.clock.forward(days=3)
    late = community.client("ana_cps_worker").send(f"{there}/signed", {"compared": "yes", "file": pdf()})
    assert late.status_code == 422
    assert "Its last day is past." in late.text


def test_an_unsigned_paper_is_nobodys_but_the_sharing_programs(community: Community, case: CaseId) -> None:
    there = wait_for_signatures(community, community.client("ana_cps_worker"), case)
    mia = community.client("int_harbor")
    absent = mia.get(f"/cases/{case}/releases/{new_id()}/paper")
    assert absent.status_code == 404
    assert mia.get(f"/cases/{case}/releases").text.count("hub-panel") == 0
    for answer in (mia.get(f"{there}/paper"), mia.get(f"{there}/scan"), mia.send(f"{there}/revoke", {"how": "oral"})):
        assert (answer.status_code, answer.data) == (404, absent.data)
    assert mia.send(f"{there}/signed", {"compared": "yes", "file": pdf()}).data == absent.data


def test_a_recipient_never_reads_the_paper_or_the_scan_of_a_release(community: Community, case: CaseId) -> None:
    ana = community.client("ana_cps_worker")
    there = wait_for_signatures(community, ana, case)
    ana.send(f"{there}/signed", {"compared": "yes", "file": pdf()})
    mia = community.client("int_harbor")
    assert "Child Protection" in mia.get(f"/cases/{case}/releases").text
    absent = mia.get(f"/cases/{case}/releases/{new_id()}/scan")
    for end in ("paper", "scan"):
        answer = mia.get(address_of(ana, case, end))
        assert (answer.status_code, answer.data) == (404, absent.data)


def test_a_release_that_was_not_scanned_has_no_scan(community: Community, case: CaseId) -> None:
    ana = community.client("ana_cps_worker")
    ana.send(f"/cases/{case}/releases", form_of(community))
    assert ana.get(address_of(ana, case, "scan")).status_code == 404


def test_signers_that_no_longer_suffice_when_the_scan_is_filed_open_nothing(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the law asks is asked again: here a rule that came between the print and the scan."""
    there = wait_for_signatures(community, community.client("ana_cps_worker"), case)
    rule = {"purpose": "A new rule stands against it."}
    monkeypatch.setattr(release_papers, "objections", lambda *_: rule)
    refused = community.client("ana_cps_worker").send(f"{there}/signed", {"compared": "yes", "file": pdf()})
    assert refused.status_code == 422
    assert rule["purpose"] in refused.text
    assert cac_sees(community, case) is Access.KNOWN


def test_the_form_sent_twice_files_one_signed_paper(community: Community, case: CaseId) -> None:
    ana, key = community.client("ana_cps_worker"), new_id()
    there = wait_for_signatures(community, ana, case)
    good = {"compared": "yes", "file": pdf()}
    first, second = (ana.send(f"{there}/signed", good, key=key) for _ in range(2))
    assert (first.status_code, second.status_code, second.location) == (303, 303, first.location)
    assert ana.get(f"/cases/{case}/releases").text.count(">In force<") == 1
    other = wait_for_signatures(community, ana, case)
    assert ana.send(f"{other}/signed", good, key=key).status_code == 409


def test_a_request_is_answered_when_the_signed_paper_is_filed_not_before(community: Community, case: CaseId) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    records.file(desk, ana, case, "child_protection_note", {"note": "x"}, new_id())
    mia, cps = community.actor("int_harbor"), community.programs["cps"].id
    asked = requests.make(desk, mia, case, cps, "child_protection", "services", new_id())
    typed = {**paper(community, ("cac",), ("child_protection",)), "method": "print", "request": asked}
    draft = releases.record(desk, ana, case, typed, new_id())
    assert waiting(community) == [asked]
    release_papers.file_signed(desk, ana, case, ReleaseId(draft), {"compared": "yes"}, pdf(), new_id())
    assert waiting(community) == []


def waiting(community: Community) -> list[str]:
    """The requests that wait for child protection's answer."""
    with community.desk.consulting() as cabinet:
        return list(cabinet.connection.scalars(select(rows.c.id).where(rows.c.answer.is_(None))))
