"""Room: tests. Pages of missing children through the door: packet, poster, the page of a found child, sent twice, kept.

The world is built once; each test works on a case of its own. What a page writes does not depend on the engine
(tests/casework/test_missing.py runs on both).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest

from coordination.casework import missing_papers, posters, releases
from coordination.model.ids import CaseId, new_id
from tests.casework.story import assigned, opened
from tests.casework.test_releases import paper
from tests.community import Community, Visitor, make_community
from tests.databases import SqliteStore

SINCE = "2026-11-20 21:00"


@pytest.fixture(scope="module")
def world(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("COORDINATION_") and "_TEST_" not in name]:
            patch.delenv(name)
        yield from make_community(sqlite_store, tmp_path_factory.mktemp("missing") / "home")


@pytest.fixture
def people(world: Community, case: CaseId) -> dict[str, Visitor]:
    """Signed in after the case was made: of somebody's many sessions the oldest is ended, and not one of these."""
    assert case
    world.clock.forward(seconds=1)
    slugs = ("ana_cps_worker", "sam_cps_supervisor", "det_lake", "sgt_lake", "coo_harbor")
    return {slug: world.client(slug) for slug in slugs}


@pytest.fixture
def case(world: Community) -> CaseId:
    """A case of child protection, with police and the center on it; the center by a release of what is missing."""
    case = assigned(world, opened(world, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake", "sgt_lake")
    assigned(world, case, "cac", "sup_harbor", "coo_harbor")
    return case


def told(person: Visitor, case: CaseId, **typed: str) -> str:
    """The address of a new episode."""
    sent = person.send(f"/cases/{case}/missing/new", {"kind": "ran_away", "record-happened": SINCE, **typed})
    assert sent.status_code == 303, sent.text
    return sent.headers["Location"]


def test_case_page_leads_to_what_is_missing_and_each_form_sent_twice_acts_once(
    world: Community, people: dict[str, Visitor], case: CaseId
) -> None:
    ana, sam = people["ana_cps_worker"], people["sam_cps_supervisor"]
    assert f'href="/cases/{case}/missing"' in ana.get(f"/cases/{case}").text
    episode = told(ana, case)
    draft = {"call": "Police, 911"}
    assert ana.send(f"{episode}/parts/missing_poster", draft).status_code == 303
    version = re.search(r'name="version" value="(\w+)"', sam.get(f"{episode}/poster").text)
    assert version is not None
    forms = (
        (ana, f"/cases/{case}/missing/new", {"kind": "unknown"}),
        (ana, f"{episode}/parts/missing_contact", {"with": "police", "happened_at": "2026-11-21 08:00"}),
        (ana, f"/cases/{case}/missing/found", {"form": "missing_found", "record-happened": "2026-11-21 08:30"}),
        (sam, f"{episode}/poster", {"version": version[1]}),
    )
    for visitor, path, typed in forms:
        key = new_id()
        first, second = (visitor.send(path, typed, key=key) for _ in range(2))
        assert (first.status_code, second.status_code) == (303, 303), path
        assert first.headers["Location"] == second.headers["Location"]
    page = ana.get(episode).text
    assert page.count("Missing, the reason is not known") == 1
    assert page.count("21 November 2026, 08:30") == page.count("Found 21 November 2026, 08:30") + 1


def test_a_field_that_comes_twice_or_not_at_all_is_no_mistake_of_the_hubs(
    people: dict[str, Visitor], case: CaseId
) -> None:
    ana = people["ana_cps_worker"]
    episode = told(ana, case)
    forms = {
        f"/cases/{case}/missing/new": {"kind": "unknown", "record-happened": SINCE},
        f"{episode}/parts/missing_contact": {"with": "police", "happened_at": "2026-11-21 08:00"},
        f"/cases/{case}/missing/found": {"form": "found_now", "alone": "yes"},
        f"{episode}/poster": {"version": new_id()},
    }
    for path, typed in forms.items():
        for name, value in typed.items():
            for sent in (typed | {name: [value, value]}, {other: typed[other] for other in typed if other != name}):
                assert ana.send(path, sent).status_code < 500, (path, name)
    assert ana.send(f"/cases/{case}/missing/found", {"form": "child", "called": "x"}).status_code == 404
    assert ana.get(f"{episode}/parts/nonsense").status_code == 404
    assert ana.get(f"/cases/{case}/missing/{new_id()}").status_code == 404


def test_packet_shows_gaps_and_dangers_to_the_program_and_police_and_to_nobody_else(
    world: Community, people: dict[str, Visitor], case: CaseId
) -> None:
    """Issue 4: "medical facts to those two alone"; 42 USC 671(a)(35)(B): "where reasonably possible"."""
    ana = people["ana_cps_worker"]
    episode = told(ana, case, circumstances="Left the school by the side door.")
    ana.send(f"{episode}/parts/missing_dangers", {"medicine": "yes", "which_medicine": "Insulin, twice a day"})
    ana.send(f"{episode}/parts/missing_description", {"eyes": "Brown"})
    for slug in ("ana_cps_worker", "det_lake"):
        packet = people[slug].get(f"{episode}/packet").text
        assert "Insulin, twice a day" in packet
        assert "Left the school" in packet
        assert packet.count("Not known") > 5
        assert "Talk with police and NCMEC every" not in packet
    desk, author = world.desk, world.actor("ana_cps_worker")
    assert people["coo_harbor"].get(episode).status_code == 404
    releases.record(desk, author, case, paper(world, ("cac",), ("missing",)), new_id())
    assert people["coo_harbor"].get(episode).status_code == 200
    assert people["coo_harbor"].get(f"{episode}/packet").status_code == 404
    _dangers_are_absent(people, case, episode)
    for page in (f"/cases/{case}/print", f"{episode}/poster", "/notices"):
        assert "Insulin" not in ana.get(page).text


def _dangers_are_absent(people: dict[str, Visitor], case: CaseId, episode: str) -> None:
    """A release of all that is missing does not open them: not on the episode, not listed, not by their address."""
    carla, title = people["coo_harbor"], "What puts the child in danger"
    theirs = people["det_lake"].get(episode).text.partition(title)[2]
    record = re.findall(rf"/cases/{case}/records/(\w+)", theirs)[0]
    for address in (f"/cases/{case}/records/{record}", f"/cases/{case}/records/{record}/history"):
        assert "Insulin" in people["det_lake"].get(address).text
        absent = carla.get(address.replace(record, new_id()))
        assert (carla.get(address).status_code, carla.get(address).data) == (404, absent.data)
    for page in (episode, f"/cases/{case}"):
        shown = carla.get(page).text
        assert "Brown" in shown or page != episode  # the description is hers by the release
        assert "Insulin" not in shown
        assert title not in shown
        assert record not in shown
        assert title in people["det_lake"].get(page).text


def test_poster_goes_out_only_when_a_supervisor_and_police_both_let_that_version_go(
    world: Community, people: dict[str, Visitor], case: CaseId
) -> None:
    ana, sam, leo, carla = (people[slug] for slug in ("ana_cps_worker", "sam_cps_supervisor", "det_lake", "coo_harbor"))
    episode = told(ana, case)
    poster = f"{episode}/poster"
    ana.send(f"{episode}/parts/missing_poster", {"name": "Wren", "call": "Lakeside Police Department, 555-0101"})

    def version(person: Visitor) -> str:
        found = re.search(r'name="version" value="(\w+)"', person.get(poster).text)
        return found[1] if found else ""

    assert "Nobody may show or copy it yet" in ana.get(poster).text
    assert version(ana) == ""  # a worker lets nothing go
    assert ana.send(poster, {"version": version(sam)}).status_code == 404
    assert carla.send(poster, {"version": version(sam)}).status_code == 404
    first = version(sam)
    assert sam.send(poster, {"version": first}).status_code == 303
    assert "Nobody may show or copy it yet" in leo.get(poster).text
    assert sam.send(poster, {"version": first}).status_code == 409  # one person is not two
    assert leo.send(poster, {"version": first}).status_code == 303
    assert "It may go out" in ana.get(poster).text
    world.clock.forward(seconds=1)
    ana.send(f"{episode}/parts/missing_poster", {"name": "Wren B.", "call": "Police, 911"})
    assert "Nobody may show or copy it yet" in ana.get(poster).text
    assert leo.send(poster, {"version": first}).status_code == 409  # what changed meanwhile is read anew


def test_poster_never_says_trafficking_foster_care_or_who_works_with_the_child(
    people: dict[str, Visitor], case: CaseId
) -> None:
    ana = people["ana_cps_worker"]
    path = f"{told(ana, case)}/parts/missing_poster"
    for words in (
        "May be trafficked.", "Left her foster home.", "Ran away from the group home", "a ward of the county",
        "In the care of Child Protection", "Call the Advocacy Center", "Known to north county human services",
    ):  # fmt: skip
        sent = ana.send(path, {"call": "Police, 911", "last_seen": words})
        assert (sent.status_code, "A poster never says this" in sent.text, words in sent.text) == (422, True, True)
    assert (
        ana.send(path, {"call": "Lakeside Police Department, 555-0101", "last_seen": "Main Street"}).status_code == 303
    )


def test_a_refused_poster_tells_nothing_of_a_confidential_program(people: dict[str, Visitor], case: CaseId) -> None:
    """The advocates' name is no more refused when they are on the case than when they are not: it is not compared."""
    ana = people["ana_cps_worker"]
    sent = ana.send(f"{told(ana, case)}/parts/missing_poster", {"call": "Safe Path"})
    assert sent.status_code == 303


def test_a_check_of_the_words_that_is_broken_turns_this_red(
    people: dict[str, Visitor], case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta: without the list of words the poster says it."""
    monkeypatch.setattr(posters, "REFUSED_WORDS", re.compile(r"(?!)"))
    ana = people["ana_cps_worker"]
    path = f"{told(ana, case)}/parts/missing_poster"
    assert ana.send(path, {"call": "Police", "last_seen": "May be trafficked."}).status_code == 303


def test_a_packet_for_everybody_who_gets_the_episode_turns_this_red(
    world: Community, people: dict[str, Visitor], case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta: without the question for whom it is, a release of what is missing opens the packet to the center."""
    episode = told(people["ana_cps_worker"], case)
    releases.record(world.desk, world.actor("ana_cps_worker"), case, paper(world, ("cac",), ("missing",)), new_id())
    monkeypatch.setattr(missing_papers, "may_packet", lambda *_: True)
    assert people["coo_harbor"].get(f"{episode}/packet").status_code == 200


def test_found_page_takes_its_parts_in_any_order_from_two_people_and_keeps_each(
    world: Community, people: dict[str, Visitor], case: CaseId
) -> None:
    world_case, ana, sam = f"/cases/{case}", people["ana_cps_worker"], people["sam_cps_supervisor"]
    sam.send(f"{world_case}/team/people", {"person": world.people["sam_cps_supervisor"]})
    told(ana, case)
    page = f"{world_case}/missing/found"
    assert ana.send(page, {"form": "found_care", "last_contact": "2026-11-21 02:00"}).status_code == 303
    assert sam.send(page, {"form": "found_now", "hungry": "yes", "helped": "Soup and a blanket"}).status_code == 303
    sent = sam.send(page, {"form": "missing_found", "record-happened": "2026-11-21 03:00", "who": "police"})
    assert sent.headers["Location"].endswith("#missing_found")
    shown = ana.get(page).text
    assert "Soup and a blanket" in shown
    assert "Saved by Sam Reed" in shown
    assert "until <strong>24 November 2026, 02:00" in shown  # HIV PEP, evidence: 72 hours
    assert "until <strong>26 November 2026, 02:00" in shown  # emergency contraception: 120 hours
    assert "not encoded here" in shown
    assert "no clock runs" in shown
    assert 'id="where"' in shown  # what is saved can be added to


def test_found_before_missing_keeps_what_was_typed_beside_its_sentence(
    people: dict[str, Visitor], case: CaseId
) -> None:
    ana = people["ana_cps_worker"]
    page, early = f"/cases/{case}/missing/found", "2026-11-19 10:00"
    typed = {"form": "missing_found", "record-happened": early, "circumstances": "Asleep on a bench."}
    first = ana.send(page, typed)
    assert (first.status_code, "Asleep on a bench." in first.text) == (422, True)
    assert "has not told that the child is missing" in first.text
    told(ana, case)
    sent = ana.send(page, typed)
    assert sent.status_code == 422
    assert "cannot have been found before that" in sent.text
    assert "Asleep on a bench." in sent.text
    assert f'value="{early}"' in sent.text


def test_photograph_is_attested_before_a_picture_is_asked_for(people: dict[str, Visitor], case: CaseId) -> None:
    ana = people["ana_cps_worker"]
    path = f"{told(ana, case)}/parts/missing_photo"
    for answer in ("no", "unknown"):
        assert ana.send(path, {"attested": answer}).status_code == 422
    sent = ana.send(path, {"attested": "yes"})
    assert sent.headers["Location"].endswith("/files/new")
    assert "portrait" in ana.get(sent.headers["Location"]).text


def test_what_was_typed_is_kept_when_the_screen_had_locked_and_goes_on_where_it_is_filed(
    world: Community, case: CaseId
) -> None:
    ana = world.client("ana_cps_worker")
    episode = told(ana, case)
    world.clock.forward(minutes=16)
    sent = ana.send(f"{episode}/parts/missing_debrief", {"form": "missing_debrief", "why_words": "Nobody listened."})
    assert sent.status_code == 423
    again = world.client("ana_cps_worker")
    link = re.search(r'href="(/drafts/\w+)"', again.get("/drafts").text)
    assert link is not None
    page = again.get(link[1])
    assert "Nobody listened." in page.text
    assert f'action="{episode}/parts/missing_debrief"' in page.text
