"""Room: tests. The notices of 42 CFR 2.32 and 20 USC 1232g(b)(4)(B) stand on everything that shows what needs them.

A treatment unit and a school share with child protection. A worker there follows every link of the case and of her own
lists; whatever holds a word that either wrote holds the owner's notice as well: page, print, referral, file.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from coordination.casework import referrals
from coordination.door.app import Door
from coordination.model.explanation import TypeAccess
from coordination.model.ids import CaseId, RecordId, new_id
from coordination.model.referrals import Kind
from coordination.policy import explain
from coordination.policy.redisclosure import FEDERAL
from coordination.policy.rulebook import Rulebook
from coordination.storage import keys
from tests import uploads
from tests.casework.referred import SERVICE
from tests.community import make_community
from tests.databases import SqliteStore
from tests.neighbours import Neighbourhood, name_hub, settle, worker
from tests.web.test_partner_types import filed, opened, released

NOTICES = {one.slug: one.sentence for one in FEDERAL}
# A word of each sharer, and the notice that goes with whatever shows it.
WORDS = {"lantana": NOTICES["part_2_notice"], "marigold": NOTICES["ferpa_notice"]}
FORMS = {"recovery": ("treatment_note", "lantana"), "school": ("enrollment_note", "marigold")}
LINK = re.compile(r'href="(/[^"#]*)"')
STARTS = ("/cases", "/work", "/referrals", "/deadlines", "/notices", "/requests")
NEVER = re.compile(
    r"^/(static|help|sign|step-up|choose|directory|on-call|sessions|training|region|conflicts|disclosures)"
)
LONGEST = 250  # pages
# What is known to show such words; the walk must come there, or it proves nothing.
SHOW = {"prints.read", "records.read", "records.history", "referrals.read", "files.read"}


@dataclass(frozen=True, kw_only=True)
class Shared:
    """A case of child protection on which a treatment unit and a school share a record, a file and a referral.

    read: what its worker of child protection comes to, walked once.
    """

    here: Neighbourhood
    case: CaseId
    read: dict[str, tuple[str, bytes]]


@pytest.fixture(scope="module")
def shared(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """Built once; the tests read it."""
    for community in make_community(sqlite_store, tmp_path_factory.mktemp("travels") / "home"):
        here = settle(community)
        case = opened(here, "school")
        name_hub(here, case, "recovery", to=("cps",))
        released(here, case, "school", "cps", "education")
        starts = list(STARTS)
        for program, (form, word) in FORMS.items():
            record = RecordId(filed(here, case, program, form, word))
            starts.append(f"/cases/{case}/records/{record}/history")
            uploads.attach(here, here.actor(worker(program)), case, record)
            typed = {**SERVICE, "recipient": str(here.programs["cps"].id), "message": word, "need": "education"}
            referrals.send(here.desk, here.actor(worker(program)), case, Kind.SERVICE, typed, new_id())
        yield Shared(here=here, case=case, read=walked(here, "ana_cps_worker", starts))


def walked(here: Neighbourhood, slug: str, starts: Sequence[str] = STARTS) -> dict[str, tuple[str, bytes]]:
    """Every address that this person comes to, with its endpoint and what it gives."""
    visitor, door = here.client(slug), here.app
    waiting = list(starts)
    found: dict[str, tuple[str, bytes]] = {}
    while waiting and len(found) < LONGEST:
        address = waiting.pop(0)
        if address in found or NEVER.match(address):
            continue
        answer = visitor.get(address)
        found[address] = (endpoint(door, address), answer.data)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            waiting += [html.unescape(one) for one in LINK.findall(answer.text)]
    return found


def endpoint(door: Door, address: str) -> str:
    """Which route answers there."""
    return str(door.url_map.bind("127.0.0.1").match(urlsplit(address).path)[0])


def text_of(content: bytes) -> str:
    """What a person reads of it; of a folder, all that lies in it."""
    if not content.startswith(b"PK"):
        return html.unescape(content.decode("utf-8", "replace"))
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        return "\n".join(folder.read(name).decode("utf-8", "replace") for name in folder.namelist())


def silent(found: dict[str, tuple[str, bytes]]) -> set[tuple[str, str]]:
    """Endpoints that show a sharer's word without the notice that travels with it."""
    return {
        (name, word)
        for name, content in found.values()
        for word, sentence in WORDS.items()
        if word in text_of(content) and sentence not in text_of(content)
    }


def test_everything_that_shows_what_needs_a_notice_bears_it(shared: Shared) -> None:
    found = shared.read
    assert silent(found) == set()
    showing = {name for name, content in found.values() for word in WORDS if word in text_of(content)}
    files = {name for name, content in found.values() if content.startswith(b"PK")}
    assert showing | files >= SHOW, showing


def test_a_file_lies_beside_its_notice_with_who_took_it_when_and_of_which_case(shared: Shared) -> None:
    taken = [content for name, content in shared.read.values() if name == "files.read"]
    assert len(taken) == len(FORMS)
    said = [text_of(content) for content in taken]
    for sentence in WORDS.values():
        (one,) = [each for each in said if sentence in each]
        assert re.search(r"Ana Brook, North County Human Services, Child Protection · .* CST · case \w{4}-\w{4}", one)
        assert "%PDF" in one


def test_the_sharer_is_told_nothing_about_its_own(shared: Shared) -> None:
    for program in FORMS:
        for name, content in walked(shared.here, worker(program)).values():
            if name != "referrals.read":
                assert not [one for one in WORDS.values() if one in text_of(content)], name


def test_either_of_two_places_says_it_and_without_both_the_walk_finds_it(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta: a page that forgets its notice gets it from what storage opened; without that, the walk turns red."""

    def forgets(_rulebook: Rulebook, _access: TypeAccess) -> tuple[tuple[str, str], ...]:
        return ()

    page = f"/cases/{shared.case}"
    monkeypatch.setattr(explain, "notices", forgets)
    visitor = shared.here.client("ana_cps_worker")
    printed = text_of(visitor.get(f"{page}/print").data)
    assert all(word in printed and sentence in printed for word, sentence in WORDS.items())
    monkeypatch.setattr(keys, "carry", lambda *_given: None)
    assert silent({page: ("prints.read", visitor.get(f"{page}/print").data)}) == {
        ("prints.read", word) for word in WORDS
    }


def test_a_page_says_each_notice_once(shared: Shared) -> None:
    found = [text_of(content) for name, content in shared.read.values() if name in {"records.read", "records.history"}]
    assert found
    assert all(shown.count(sentence) <= 1 for shown in found for sentence in WORDS.values())
