"""Room: tests. What cannot be attached: a sentence beside its field, what was typed kept, and nothing changed."""

from __future__ import annotations

import io
import re

import pytest
from flask import Request

from coordination.door import shape
from coordination.model.files import LARGEST, MOST
from coordination.model.ids import CaseId, RecordId, new_id
from tests.casework.story import entries_of
from tests.community import Community
from tests.hostile import REFUSED
from tests.uploads import heavy, paper
from tests.web.filed_away import FILE, GOOD, REPORT, WORDS, case_of_three, count, filed, held


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection with police and the center."""
    return case_of_three(community)


@pytest.fixture
def record(community: Community, case: CaseId) -> RecordId:
    """A report that law opens to the police, and to nobody else here."""
    return filed(community, case)


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
    assert "A document can have 10 MB" in far_more.text


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
