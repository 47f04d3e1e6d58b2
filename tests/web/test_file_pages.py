"""Room: tests. Files through the door: attached with a warning first, taken out under an entry, closed like records."""

from __future__ import annotations

import io
import re

import pytest
from flask import Request
from sqlalchemy import func, select

from coordination.casework import conflicts, records, releases, restrictions
from coordination.casework.cleaning import outside
from coordination.door import headers, shape
from coordination.model.action import Action
from coordination.model.errors import Refused
from coordination.model.files import LARGEST, MOST
from coordination.model.ids import CaseId, FileId, RecordId, new_id
from coordination.storage import files as drawer
from coordination.storage.file_tables import record_file_parts, record_files
from tests.casework.story import assigned, entries_of, opened
from tests.casework.test_releases import paper as release_form
from tests.casework.watched import number, reference_of
from tests.community import Community, Visitor
from tests.hostile import REFUSED
from tests.uploads import WORD, attach, heavy, paper, photo

NOTE, REPORT = "child_protection_note", "suspected_exploitation_report"
WORDS = "canary-birth-certificate"
GOOD: dict[str, object] = {"words": WORDS, "shows": "document", "harmless": "yes"}
FILE = re.compile(r'href="([^"]*/files/[0-9a-f]{32})"')


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection with police and the center."""
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    return assigned(community, case_id, "cac", "sup_harbor", "coo_harbor")


@pytest.fixture
def record(community: Community, case: CaseId) -> RecordId:
    """A report that law opens to the police, and to nobody else here."""
    return filed(community, case)


def filed(community: Community, case: CaseId, form: str = REPORT) -> RecordId:
    answered = {REPORT: {"what_happened": "x"}, NOTE: {"note": "x"}, "safe_contact": {"who": "x", "how": "x"}}[form]
    return records.file(community.desk, community.actor("ana_cps_worker"), case, form, answered, new_id())


def held(community: Community, case: CaseId, record: RecordId, words: str = WORDS) -> str:
    """The address of a file on the record."""
    file = attach(community, community.actor("ana_cps_worker"), case, record, words)
    return f"/cases/{case}/records/{record}/files/{file}"


def count(community: Community, case: CaseId) -> tuple[int, int]:
    """How many files there are, and how many parts."""
    with community.desk.consulting((case,)) as cabinet:
        tables = (record_files, record_file_parts)
        files, parts = (cabinet.connection.scalar(select(func.count()).select_from(table)) for table in tables)
    return int(files or 0), int(parts or 0)


def absent(visitor: Visitor) -> tuple[int, bytes]:
    gone = visitor.get(f"/cases/{new_id()}/records/{new_id()}/files/{new_id()}")
    assert gone.status_code == 404
    return gone.status_code, gone.data


# --- attached, listed, taken out --------------------------------------------------------------------------------------


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


def handle_of(community: Community, case: CaseId, file: str) -> str:
    with community.desk.consulting((case,)) as cabinet:
        query = select(record_files.c.handle).where(record_files.c.id == file)
        return str(cabinet.connection.execute(query).scalar_one())


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


# --- what cannot be taken ---------------------------------------------------------------------------------------------

HOSTILE = (
    "empty",
    "svg",
    "mp4",
    "docx",
    "gifar",
    "pdf and zip",
    "jpeg and html",
    "script that opens by itself",
    "cut png",
)


def test_a_hostile_file_is_a_sentence_beside_its_field_and_changes_nothing(
    community: Community, case: CaseId, record: RecordId
) -> None:
    ana = community.client("ana_cps_worker")
    for name in HOSTILE:
        make, said = REFUSED[name]
        page = ana.send(f"/cases/{case}/records/{record}/files", GOOD | {"file": make()})
        assert page.status_code == 422, name
        beside = page.text.split('id="file-error"')[1].split("</p>")[0]
        assert said in beside or name == "empty", name
        assert WORDS in page.text
        assert page.text.count("checked") == 2
    assert count(community, case) == (0, 0)
    assert not any(one["action"] == "file:attach" for one in entries_of(community))


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, {"words", "shows", "harmless", "file"}),
        ({"words": " ", "shows": "both", "harmless": "no", "file": b"x"}, {"words", "shows", "harmless", "file"}),
        ({"words": "a\u202eb"}, {"words", "file"}),
        ({"words": "a\x07b"}, {"words", "file"}),
        ({"words": "x" * 201}, {"words", "file"}),
        ({"words": ["a", "b"], "file": [b"x", b"y"]}, {"words", "file"}),
    ],
    ids=["nothing", "wrong", "turning", "bell", "long", "twice"],
)
def test_each_field_that_cannot_be_taken_has_its_sentence(
    community: Community, case: CaseId, record: RecordId, typed: dict[str, object], fields: set[str]
) -> None:
    sent = {"shows": "document", "harmless": "yes"} | typed if "words" in typed else typed
    page = community.client("ana_cps_worker").send(f"/cases/{case}/records/{record}/files", sent)
    assert page.status_code == 422
    assert set(re.findall(r'id="(\w+)-error"', page.text)) == fields
    assert count(community, case) == (0, 0)


NAMES = (
    "../../etc/passwd.pdf",
    "C:\\boot.ini",
    'a"; filename="b.html',
    "a\\r\\nSet-Cookie: x=1.pdf",
    "canary\u202efdp.exe",
    "canary\x01.pdf",
    "canary.svg",
    "x" * 4_000,
    "",
)


def test_the_name_and_type_that_a_browser_says_are_not_looked_at(
    community: Community, case: CaseId, record: RecordId
) -> None:
    ana, path = community.client("ana_cps_worker"), f"/cases/{case}/records/{record}/files"
    for name in NAMES:
        typed = GOOD | {"csrf_token": ana.form_token(), "act_key": new_id()}
        sent = ana.post(path, data=typed | {"file": (io.BytesIO(paper()), name, "text/html")})
        assert sent.status_code == 303, (name, sent.status_code)
    page = ana.get(sent.location)
    addresses = FILE.findall(page.text)
    assert len(addresses) == len(NAMES)
    assert "canary." not in page.text
    for address in addresses:
        taken = ana.get(address)
        assert re.fullmatch(r'attachment; filename="file-[0-9a-f]{8}\.pdf"', taken.headers["Content-Disposition"])
        assert taken.mimetype == "application/pdf"
        assert "Set-Cookie" not in taken.headers


def test_ten_megabytes_are_taken_and_one_byte_more_is_a_sentence(
    community: Community, case: CaseId, record: RecordId
) -> None:
    ana, path = community.client("ana_cps_worker"), f"/cases/{case}/records/{record}/files"
    whole = heavy(LARGEST)
    sent = ana.send(path, GOOD | {"file": whole})
    assert sent.status_code == 303, sent.text
    assert count(community, case)[1] >= 40
    taken = ana.get(FILE.findall(ana.get(sent.location).text)[0])
    assert len(taken.data) > LARGEST - 1024
    more = ana.send(path, GOOD | {"file": whole + b"\n"})
    assert more.status_code == 422
    assert "larger than 10 MB" in more.text.split('id="file-error"')[1]
    far_more = ana.send(path, GOOD | {"file": bytes(shape.LARGEST_UPLOAD)})
    assert far_more.status_code == 413
    assert "A file can have 10 MB" in far_more.text


def test_no_other_form_takes_a_file_or_as_much(community: Community, case: CaseId, record: RecordId) -> None:
    ana = community.client("ana_cps_worker")
    for path in (f"/cases/{case}/records/new", f"/cases/{case}/records/{record}/correct", f"/cases/{case}/close"):
        assert ana.send(path, {"form": REPORT, "what_happened": "x", "file": paper()}).status_code == 415
        assert ana.send(path, {"what_happened": "x" * (shape.LARGEST_BODY + 1)}).status_code == 413
    plain = ana.send(f"/cases/{case}/records/{record}/files", {"words": "x" * (shape.LARGEST_BODY + 1)})
    assert plain.status_code == 413


def test_a_file_is_not_even_read_before_it_is_known_who_sends_it(
    community: Community, case: CaseId, record: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def stream(*_about: object, **_more: object) -> io.BytesIO:
        read.append(1)
        return io.BytesIO()

    monkeypatch.setattr(shape.OurRequest, "_get_file_stream", stream)
    path, typed = f"/cases/{case}/records/{record}/files", GOOD | {"file": paper()}
    assert community.client().send(path, typed).status_code == 401
    assert not read
    assert community.client("ana_cps_worker").send(path, typed).status_code == 303
    assert read  # so that its absence above means something


def test_a_large_file_is_never_laid_on_disk(
    community: Community, case: CaseId, record: RecordId, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("A file from outside was about to be written to disk.")

    for name in ("SpooledTemporaryFile", "TemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(f"tempfile.{name}", refuse)
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", refuse)
    ana, path = community.client("ana_cps_worker"), f"/cases/{case}/records/{record}/files"
    body = GOOD | {"file": heavy(2_000_000)}
    assert ana.send(path, body).status_code == 303
    monkeypatch.setattr(ana.door, "request_class", Request)
    assert ana.send(path, body).status_code == 500  # Werkzeug's own request would have, and meets the planted refusal


@pytest.mark.parametrize("words", [b"\xff\xfe", b"a\x00b", b"\xed\xa0\x80"])
def test_words_that_are_no_text_are_refused(community: Community, case: CaseId, record: RecordId, words: bytes) -> None:
    ana, line = community.client("ana_cps_worker"), b"--x\r\nContent-Disposition: form-data; name="
    fields = {b"csrf_token": ana.form_token().encode(), b"act_key": new_id().encode(), b"words": words}
    body = (
        b"".join(line + b'"' + name + b'"\r\n\r\n' + value + b"\r\n" for name, value in fields.items()) + b"--x--\r\n"
    )
    path, kind = f"/cases/{case}/records/{record}/files", "multipart/form-data; boundary=x"
    assert ana.post(path, data=body, content_type=kind).status_code == 400
    for broken in (body[:-30], b"--x", b"", line, b"--x\r\n\r\n" * 3):
        assert ana.post(path, data=broken, content_type=kind).status_code in {400, 413, 422}
    assert ana.post(path, data=body, content_type="multipart/form-data").status_code == 400


def test_a_record_has_no_more_than_twenty_files(community: Community, case: CaseId, record: RecordId) -> None:
    for _ in range(MOST):
        held(community, case, record)
    page = community.client("ana_cps_worker").send(f"/cases/{case}/records/{record}/files", GOOD | {"file": paper()})
    assert page.status_code == 422
    assert "20 files, which is the most" in page.text


# --- closed like its record -------------------------------------------------------------------------------------------


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
    assert ana.send(f"/cases/{case}/close", {"reason": "work_done"}).status_code == 303
    assert ana.send(address.rpartition("/")[0], GOOD | {"file": paper()}).status_code == 404
    assert ana.get(address).status_code == 200
    assert "Attach a file" not in ana.get(f"/cases/{case}/records/{record}").text


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
