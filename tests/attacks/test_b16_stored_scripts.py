"""Room: tests. Battery B16, scripts: what was typed to run elsewhere stands as words on every page that shows it.

Every text field of every form that child protection files, the child, a person, a release, a referral, a draft, the
directory and a file of cases; then each page is read as a browser reads it. That nothing could run even if it were
there is for the policy in the headers (tests/door/test_headers.py) and the browser (test_b16_b18_in_a_browser.py).
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Blueprint

from coordination.casework import cases, drafts, records, releases
from coordination.declare.form import QuestionKind
from coordination.model.action import Action
from coordination.model.ids import CaseId, DraftId, new_id
from coordination.web.app import BLUEPRINTS, create_app
from tests.attacks.wicked import PAYLOADS, judged
from tests.casework.referred import sent, took
from tests.casework.test_releases import open_case, paper
from tests.community import Community, Visitor, make_community
from tests.databases import SqliteStore
from tests.links import followed
from tests.matrix.filled import answered
from tests.web.brought import uploaded

LEAVES = ("/static/", "/sign-", "/step-up", "/help", "/choose")


@pytest.fixture
def community(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """One engine: a page is made of what casework gives it, whatever it lay in."""
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("wicked") / "home")


def typed_everywhere(community: Community) -> CaseId:
    """Type the corpus into every text field that reaches somebody's screen; the case it is on."""
    desk, ana, at = community.desk, community.actor("ana_cps_worker"), 0
    case_id = open_case(community)
    while at < len(PAYLOADS):
        for form in desk.catalog.forms_of(ana.program.partner_type):
            typed = answered(form)
            for question in form.questions:
                if question.kind in {QuestionKind.LINE, QuestionKind.TEXT}:
                    typed[question.slug] = PAYLOADS[at % len(PAYLOADS)][: question.limit]
                    at += 1
            records.file(desk, ana, case_id, form.slug, typed, new_id())
    for payload in PAYLOADS[:20]:
        cases.open_case(desk, ana, {"called": payload, "aliases": payload, "age": payload[:40]}, new_id())
    signed = {"signer_1_name": PAYLOADS[0], "signer_2_name": PAYLOADS[1], "language": PAYLOADS[2]}
    releases.record(desk, ana, case_id, paper(community, ("cac",), ("child_protection",), **signed), new_id())
    for need, payload in (("education", PAYLOADS[8]), ("employment", PAYLOADS[9])):
        referral = sent(community, case_id, "cac", need=need, message=payload)
        took(community, referral, "ask", "int_harbor", words=payload)
    kept = {"note": PAYLOADS[1]}
    drafts.save(desk, ana, case_id, kept, draft_id=DraftId(new_id()), form_slug="child_protection_note")
    return case_id


def pages(visitor: Visitor, starts: list[str]) -> Iterator[tuple[str, str]]:
    """Every kind of page that links lead to from these, up to three of a kind and twelve records."""
    for address, answer in followed(visitor, starts, records=12, leaves=LEAVES):
        assert answer.status_code < 500, address
        if answer.mimetype == "text/html":  # a document to keep is shown by no browser as a page
            yield address, answer.text


def test_no_payload_is_more_than_words_on_any_page(community: Community) -> None:
    case_id = typed_everywhere(community)
    wrong, looked, shown = {}, 0, set()
    for slug in ("ana_cps_worker", "int_harbor"):
        visitor = community.client(slug)
        for address, page in pages(visitor, ["/cases", f"/cases/{case_id}", f"/cases/{case_id}/print", "/work"]):
            looked += 1
            shown |= {payload for payload in PAYLOADS if payload.split("window")[0].replace("<", "&lt;")[:12] in page}
            if found := judged(page):
                wrong[slug, address] = found
    ana = community.client("ana_cps_worker")
    file = "called,aliases\n" + "".join('"{0}","{0}"\n'.format(one.replace('"', '""')) for one in PAYLOADS)
    echoed = [ana.send("/search", {"words": one}).text for one in PAYLOADS[:12]]
    echoed += [uploaded(ana, file).text, uploaded(ana, f"age\n{PAYLOADS[0]}\n").text]
    echoed += [ana.send("/cases", {"age": one, "called": ""}).text for one in PAYLOADS]
    wrong |= {("echo", str(at)): found for at, page in enumerate(echoed) if (found := judged(page))}
    assert wrong == {}
    assert looked > 50
    assert len(shown) > 20  # the corpus did reach the screens


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if "<" in one and "<%" not in one])
def test_the_judge_sees_a_payload_that_is_not_escaped(payload: str) -> None:
    """Meta: the same words, as a page would hold them if it did not escape."""
    inside = f"<p>{payload}</p><input value='{payload}'><textarea>{payload}</textarea>"
    assert judged(inside)


def test_a_page_that_does_not_escape_is_found(community: Community) -> None:
    """Meta, through the door: one careless view."""
    planted = Blueprint("planted", __name__)
    planted.get("/planted", action=Action.CASE_LIST)(lambda: f"<p>{PAYLOADS[0]}</p>")
    community._app = create_app(community.hub, blueprints=(*BLUEPRINTS, planted))
    assert judged(community.client("ana_cps_worker").get("/planted").text) == ["<script>"]
