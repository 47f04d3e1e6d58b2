"""Room: tests. Files through the door: attached with a warning first, and taken out under an entry of their own."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coordination.door import headers
from coordination.model.action import Action
from coordination.model.errors import Refused
from coordination.model.ids import CaseId, FileId, RecordId
from coordination.storage import files as drawer
from coordination.storage.file_tables import record_file_parts, record_files
from tests.casework.story import entries_of
from tests.community import Community
from tests.uploads import WORD, paper, photo
from tests.web.filed_away import FILE, GOOD, WORDS, case_of_three, filed, handle_of, held


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection with police and the center."""
    return case_of_three(community)


@pytest.fixture
def record(community: Community, case: CaseId) -> RecordId:
    """A report that law opens to the police, and to nobody else here."""
    return filed(community, case)


def test_the_form_says_first_what_to_do_with_a_picture_of_abuse(
    community: Community, case: CaseId, record: RecordId
) -> None:
    page = community.client("ana_cps_worker").get(f"/cases/{case}/records/{record}/files/new").text
    main = page[page.index("<main") :]
    first, form = main.index("do not open, copy or forward"), main.index("<form")
    assert first < main.index("has not set the number of your ICAC task force") < form
    assert first < main.index("report.cybertip.org") < main.index("Child welfare response when youth go missing") < form
    assert main.index("18 USC 3509(m)") < form
    assert main.index("<h2") < first < main.index("What is taken")
    assert "Lakeside Police Department, Juvenile Detectives" in main
    assert "Harbor" not in main


def test_a_worker_attaches_a_paper_and_the_police_take_it_out(
    community: Community, case: CaseId, record: RecordId
) -> None:
    ana, police = community.client("ana_cps_worker"), community.client("det_lake")
    sent = ana.send(f"/cases/{case}/records/{record}/files", GOOD | {"file": paper("The order")})
    assert sent.status_code == 303, sent.text
    page = police.get(sent.location)
    assert WORDS in page.text
    assert "PDF, 1 KB, attested as a document" in page.text
    (address,) = FILE.findall(page.text)
    before = len(entries_of(community))
    taken = police.get(address)
    assert (taken.status_code, taken.mimetype) == (200, "application/pdf")
    assert taken.data.startswith(b"%PDF-")
    file = address.rpartition("/")[2]
    assert taken.headers["Content-Disposition"] == f'attachment; filename="file-{file[:8]}.pdf"'
    assert taken.headers["Content-Security-Policy"].endswith("; sandbox")
    assert taken.headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert taken.headers["X-Content-Type-Options"] == "nosniff"
    assert taken.headers["Cache-Control"] == "no-store"
    (entry,) = entries_of(community)[before:]
    assert (entry["action"], entry["outcome"]) == ("file:read", "allowed")
    assert {kind for kind, *_ in entry["shown"]} == {"report"}
    assert handle_of(community, case, file) in entry["objects"]


def test_each_file_has_an_entry_of_its_own(community: Community, case: CaseId, record: RecordId) -> None:
    first, second = (held(community, case, record) for _ in range(2))
    police = community.client("det_lake")
    before = len(entries_of(community))
    for address in (first, second, first):
        assert police.get(address).status_code == 200
    entries = entries_of(community)[before:]
    assert [one["action"] for one in entries] == ["file:read"] * 3
    assert len({tuple(one["objects"]) for one in entries}) == 2


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_where_a_picture_was_taken_never_comes_out(
    community: Community, case: CaseId, record: RecordId, kind: str
) -> None:
    ana = community.client("ana_cps_worker")
    typed = GOOD | {"shows": "portrait", "file": photo(kind)}
    sent = ana.send(f"/cases/{case}/records/{record}/files", typed)
    assert sent.status_code == 303, sent.text
    page = ana.get(sent.location)
    assert f"{kind}, 1 KB, attested as a portrait" in page.text
    taken = ana.get(FILE.findall(page.text)[0])
    assert taken.mimetype == f"image/{kind.lower()}"
    assert not any(sign in taken.data for sign in (WORD, b"Exif", b"eXIf", b"xmp", b"tEXt", b"iTXt"))


def test_what_is_typed_lies_sealed(community: Community, case: CaseId, record: RecordId) -> None:
    held(community, case, record)
    with community.desk.consulting((case,)) as cabinet:
        rows = [
            *cabinet.connection.execute(select(record_files)),
            *cabinet.connection.execute(select(record_file_parts)),
        ]
    assert len(rows) == 2
    raw = b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for row in rows for value in row
    )
    assert not any(word in raw for word in (WORDS.encode(), b"%PDF", b"document", b"portrait", b"pdf"))


# --- broken on purpose ------------------------------------------------------------------------------------------------


def test_a_download_that_a_browser_would_show_would_be_found(
    community: Community, case: CaseId, record: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, ana = held(community, case, record), community.client("ana_cps_worker")
    monkeypatch.setattr(headers, "hand_over", lambda: None)
    assert "sandbox" not in ana.get(address).headers["Content-Security-Policy"]


def test_no_other_grant_opens_a_file(community: Community, case: CaseId, record: RecordId) -> None:
    file = FileId(held(community, case, record).rpartition("/")[2])
    desk, ana = community.desk, community.actor("ana_cps_worker")
    for action in (Action.CASE_READ, Action.RECORD_HISTORY, Action.CASE_PRINT, Action.FILE_READ):
        grant = desk.ask(ana, action, desk.facts(ana, case))
        with desk.opened(grant) as cabinet:
            facts = drawer.facts_of_file(cabinet, case, record, file)
            assert facts is not None
            if action is Action.FILE_READ:
                assert drawer.open(cabinet, grant, facts).content
            else:
                with pytest.raises(Refused):
                    drawer.open(cabinet, grant, facts)
