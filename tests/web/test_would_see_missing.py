"""Room: tests. *What would they see?* on the forms of a file and of missing episodes: it tells what comes true.

As on the other forms (tests/web/test_would_see.py) it does nothing but its entries in the access log, keeps what was
typed, and is the same to the byte whether a place or a paper is there that is hidden from whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest

from coordination.casework import files, missing, previews, record_forms, records, restrictions
from coordination.declare.missing_forms import DANGERS, DESCRIPTION, OPENED, POSTER
from coordination.model.ids import CaseId, EpisodeId, RecordId, new_id
from coordination.policy import would_see
from tests.casework.story import entries_of
from tests.casework.test_releases import open_case, paper, release, seen
from tests.community import Community, make_community
from tests.databases import SqliteStore
from tests.uploads import paper as one_page
from tests.web.filed_away import FILE
from tests.web.test_would_see import ASK, HEADING, advocates_come, kept, rows, send
from tests.web.told_apart import FRESH

ANA = "ana_cps_worker"
CENTER, POLICE = "Advocacy Center, Harbor Children's Advocacy Center", "Juvenile Detectives, Lakeside Police Department"
SINCE = "2026-11-20 21:00"
NOTE = {"form": "placement_note", "setting": "foster"}
FILED = {"words": "The front of a card", "shows": "document", "harmless": "yes"}


class Scene(NamedTuple):
    """A case of child protection with police and the center, a record of child protection on it, and an episode."""

    case: CaseId
    record: RecordId
    episode: EpisodeId

    @property
    def files(self) -> str:
        return f"/cases/{self.case}/records/{self.record}/files"

    @property
    def told(self) -> str:
        return f"/cases/{self.case}/missing/new"

    @property
    def found(self) -> str:
        return f"/cases/{self.case}/missing/found"

    def part(self, slug: str) -> str:
        return f"/cases/{self.case}/missing/{self.episode}/parts/{slug}"


@pytest.fixture(scope="module")
def world(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """The community, once: each test has a case of its own."""
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("would_see_missing") / "home")


@pytest.fixture
def scene(world: Community) -> Scene:
    case, ana = open_case(world), world.actor(ANA)
    record = records.file(world.desk, ana, case, "placement_note", NOTE, new_id())
    typed = {"kind": "ran_away", "record-happened": SINCE}
    return Scene(case=case, record=record, episode=missing.tell(world.desk, ana, case, typed, new_id()))


def asks(scene: Scene) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Every form that has the button: address, what is sent."""
    return {
        "file": (scene.files, FILED),
        "missing": (scene.told, {"kind": "unknown", "circumstances": "By the side door."}),
        "description": (scene.part(DESCRIPTION.slug), {"eyes": "Brown"}),
        "dangers": (scene.part(DANGERS.slug), {"which_medicine": "Insulin"}),
        "poster": (scene.part(POSTER.slug), {"call": "Police, 911"}),
        "how they are": (scene.found, {"form": "found_now", "hungry": "yes"}),
        "found": (scene.found, {"form": "missing_found", "where": "At a station"}),
        "care": (scene.found, {"form": "found_care"}),
    }


def answered(world: Community, scene: Scene) -> dict[str, bytes]:
    """What each form says when it is asked, with nothing left out but what is new in every page."""
    ana = world.client(ANA)
    found = {}
    for name, (path, form) in asks(scene).items():
        shown = ana.send(path, {**form, **ASK})
        assert (shown.status_code, shown.text.count(HEADING)) == (200, 1), (name, shown.text[-3000:])
        found[name] = FRESH.sub(b"", shown.data)
    return found


def named_before_the_form(page: str) -> int:
    """How often the center is named between the title and the form."""
    return page[page.index("<main") :].partition('<form class="usa-form')[0].count("Harbor")


def test_asking_tells_nothing_keeps_no_file_and_is_in_the_access_log(world: Community, scene: Scene) -> None:
    ana = world.client(ANA)
    for path in (f"{scene.files}/new", scene.told, scene.part(DESCRIPTION.slug), scene.found):
        plain = ana.get(path).text
        assert 'name="would-see"' in plain, path
        assert HEADING not in plain
    before, entries = kept(world), len(entries_of(world))
    for name, (path, form) in asks(scene).items():
        shown = ana.send(path, {**form, **ASK})
        assert shown.status_code == 200, name
        for typed in form.values():
            assert typed in shown.text, (name, typed)
    assert kept(world) == before
    written = entries_of(world)[entries:]
    assert {one["outcome"] for one in written} == {"allowed"}
    assert sum(one["action"] == "team:read" for one in written) == len(asks(scene))


def test_a_file_says_who_takes_it_out_and_comes_true(world: Community, scene: Scene) -> None:
    release(world, scene.case, ANA, paper(world, ("detectives",), ("placement",)))
    key, sent = new_id(), {**FILED, "file": one_page()}
    shown = send(world, ANA, scene.files, {**sent, **ASK}, key=key).text
    assert rows(shown) == {
        POLICE: ["Can read it", "Can read it: no change"],
        CENTER: ["Knows it exists", "Knows it exists: no change"],
    }
    assert "Whoever reads the record can take it out" in shown
    assert "public-records law" in shown
    assert previews.CHOSEN_AGAIN in shown
    assert "Once it is attached" in shown
    done = send(world, ANA, scene.files, sent, key=key)  # the button has not used up the form
    assert done.status_code == 303, done.text
    (address,) = FILE.findall(world.client("det_lake").get(done.location).text)
    assert world.client("det_lake").get(address).status_code == 200
    assert world.client("int_harbor").get(address).status_code == 404


def test_what_was_sent_as_a_file_is_not_looked_at_when_only_asked(world: Community, scene: Scene) -> None:
    shown = send(world, ANA, scene.files, {"words": "x", "file": b"MZ" + b"\0" * 64, **ASK})
    assert shown.status_code == 200
    assert "hub-errors" not in shown.text  # of the file, or of a field that stands empty as yet


def test_telling_that_a_child_is_missing_says_who_reads_it_and_comes_true(world: Community) -> None:
    case = open_case(world)
    form = {"kind": "ran_away", "record-happened": SINCE}
    path = f"/cases/{case}/missing/new"
    said = rows(send(world, ANA, path, {**form, **ASK}).text)
    assert said[POLICE] == ["Sees nothing", "Can read it: gained"]  # CAPTA (ix), 42 USC 671(a)(35)(B)
    assert said[CENTER] == ["Sees nothing", "Knows it exists: gained"]
    assert ("cps", "missing") not in seen(world, "det_lake", case)
    done = send(world, ANA, path, form)
    assert done.status_code == 303
    assert seen(world, "det_lake", case)["cps", "missing"] == "open"
    assert seen(world, "int_harbor", case)["cps", "missing"] == "known"
    assert world.client("det_lake").get(done.location).status_code == 200
    assert world.client("int_harbor").get(done.location).status_code == 404


def test_dangers_are_said_to_be_for_police_alone_whatever_a_release_opens(world: Community, scene: Scene) -> None:
    """On the form, its correction, and the file of such a record; and named nowhere as open to anybody else."""
    release(world, scene.case, ANA, paper(world, ("cac",), ("missing",)))
    others, path = scene.part(DESCRIPTION.slug), scene.part(DANGERS.slug)
    reads, none = ["Can read it", "Can read it: no change"], ["Sees nothing", "Sees nothing: no change"]
    assert rows(send(world, ANA, others, {"eyes": "Brown", **ASK}).text)[CENTER] == reads
    form = {"medicine": "yes", "which_medicine": "Insulin"}
    record = missing.add(world.desk, world.actor(ANA), scene.case, scene.episode, DANGERS.slug, form, new_id())
    correction = f"/cases/{scene.case}/records/{record}/correct"
    for address, sent in ((path, form), (correction, form), (f"/cases/{scene.case}/records/{record}/files", FILED)):
        shown = send(world, ANA, address, {**sent, **ASK}).text
        assert rows(shown)[CENTER] == none, address
        assert rows(shown)[POLICE] == reads, address
        assert previews.OF_A_FORM[DANGERS.slug] in shown
        assert named_before_the_form(shown) == 1, address  # in that row, and not in the list of whom it is open to
    assert world.client("int_harbor").get(f"/cases/{scene.case}/records/{record}").status_code == 404


def test_a_preview_that_forgot_what_is_kept_back_would_be_found(
    world: Community, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(world, scene.case, ANA, paper(world, ("cac",), ("missing",)))
    form, desk, ana = {"medicine": "yes"}, world.desk, world.actor(ANA)
    record = missing.add(desk, ana, scene.case, scene.episode, DANGERS.slug, form, new_id())
    for module in (previews, record_forms, files):
        monkeypatch.setattr(module, "withheld", lambda *_: False)
    address = f"/cases/{scene.case}/records/{record}"
    for path, sent in ((f"{address}/correct", form), (f"{address}/files", FILED)):
        shown = send(world, ANA, path, {**sent, **ASK}).text
        assert rows(shown)[CENTER] == ["Can read it", "Can read it: no change"]
        assert named_before_the_form(shown) == 2


def test_a_poster_is_said_to_be_for_anybody_and_a_restriction_shows(world: Community, scene: Scene) -> None:
    path = scene.part(POSTER.slug)
    assert "anybody may read the poster" in send(world, ANA, path, {"call": "Police, 911", **ASK}).text
    restrictions.restrict(world.desk, world.actor(ANA), scene.case, [], new_id())
    for name, (address, form) in asks(scene).items():
        assert previews.RESTRICTED in send(world, ANA, address, {**form, **ASK}).text, name


def test_a_child_who_was_found_is_asked_about_part_by_part(world: Community, scene: Scene) -> None:
    shown = send(world, ANA, scene.found, {"form": "missing_found", "where": "At a station", **ASK}).text
    part = shown[shown.index('id="missing_found"') : shown.index('id="found_care"')]
    assert part.count(HEADING) == shown.count(HEADING) == 1
    assert "At a station" in part
    assert "Missing now" in world.client(ANA).get(f"/cases/{scene.case}/missing").text  # nobody was found by asking
    empty = open_case(world)  # nothing was told there yet: the page says what comes first, as saving does
    early = [
        send(world, ANA, f"/cases/{empty}/missing/found", {"form": "found_now", "helped": "A coat", **more})
        for more in (ASK, {})
    ]
    assert [one.status_code for one in early] == [422, 422]
    assert FRESH.sub(b"", early[0].data) == FRESH.sub(b"", early[1].data)


def test_a_hidden_place_and_a_paper_of_others_change_no_byte(world: Community, scene: Scene) -> None:
    before = answered(world, scene)
    advocates_come(world, scene.case, "cac")  # who alone may know
    assert answered(world, scene) == before
    release(world, scene.case, "int_harbor", paper(world, ("detectives",), ("service_plan",)))
    assert answered(world, scene) == before


def test_a_preview_that_told_of_every_place_would_be_found(
    world: Community, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = answered(world, scene)
    monkeypatch.setattr(would_see, "places_seen", lambda _actor, facts, _now: facts.places)
    advocates_come(world, scene.case, "cac")
    now = answered(world, scene)
    assert {name for name in before if now[name] != before[name]} == set(before)


def test_whoever_may_not_do_it_may_not_ask_and_gets_what_an_absent_case_gives(world: Community, scene: Scene) -> None:
    leo, carla, nothing = world.client("det_lake"), world.client("int_harbor"), world.client(ANA)
    absent = nothing.get(f"/cases/{new_id()}").data
    elsewhere = Scene(case=CaseId(new_id()), record=scene.record, episode=scene.episode)
    gone = Scene(case=scene.case, record=RecordId(new_id()), episode=EpisodeId(new_id()))
    of_others = ("file", "description", "dangers", "poster")  # of child protection's own record and episode
    tries = [
        *((leo, asks(scene)[name]) for name in of_others),
        *((carla, each) for each in asks(scene).values() if each[0] != scene.told),
        *((nothing, each) for each in asks(elsewhere).values()),
        *((nothing, asks(gone)[name]) for name in of_others),
        # Parts that this page does not have: "ask" is never taken for "save".
        *((nothing, (scene.found, {"form": slug})) for slug in (OPENED.slug, DESCRIPTION.slug, "child", "")),
        *((nothing, (scene.part(slug), {})) for slug in (OPENED.slug, "missing_found", "nonsense")),
    ]
    before, entries = kept(world), len(entries_of(world))
    for who, (path, form) in tries:
        found = who.send(path, {**form, **ASK})
        assert (found.status_code, found.data) == (404, absent), (path, form)
    assert kept(world) == before
    assert [one["outcome"] for one in entries_of(world)[entries:]].count("refused") == len(tries)
