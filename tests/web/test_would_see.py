"""Room: tests. *What would they see?* on the forms of a record, a referral and the team: it tells what comes true.

Asked on these forms it does nothing but its entry in the access log, keeps what was typed, and tells nobody of a place
or a paper that is hidden from them: the answer is the same to the byte whether it is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from coordination.casework import hub_codes, previews, records, releases, restrictions, teams
from coordination.database.metadata import metadata
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, new_id
from coordination.policy import would_see
from tests.casework.story import entries_of, opened
from tests.casework.test_releases import open_case, paper, release, seen
from tests.community import Community, make_community
from tests.databases import SqliteStore, Store
from tests.web.told_apart import FRESH

ASK = {"would-see": "1"}
HEADING = "What would they see?</h2>"
LOG = {
    "entry",
    "leaf",
    "checkpoint",
    "disclosure",
    "sessions",
}  # written by looking: the entry, and a session's last use
NOTE = {"form": "placement_note", "setting": "foster"}
SERVICE = {"need": "education", "urgency": "routine", "agreement": "agreed", "message": "She would like to finish."}


@pytest.fixture(scope="module")
def world(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """The community, once: each test has a case of its own."""
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("would_see") / "home")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """The same, once an engine, for what must hold of every statement."""
    if request.param == "sqlite":
        yield request.getfixturevalue("world")
        return
    store: Store = request.getfixturevalue("postgres_store")
    yield from make_community(store, tmp_path_factory.mktemp("would_see") / "home")


def advocates_come(world: Community, case: CaseId, *named: str) -> None:
    """The advocates' release to the hub, naming these recipients too: known to them, and to nobody else."""
    code, _ = hub_codes.issue(world.desk, world.actor("ana_cps_worker"), case, new_id())
    form = paper(world, (), ("advocacy", "safety_plan"))
    releases.name_hub(world.desk, world.actor("adv_safe"), code, form, new_id())
    release(world, case, "adv_safe", paper(world, named, ("advocacy",)))


def asks(world: Community, case: CaseId) -> dict[str, tuple[str, str, Mapping[str, Any]]]:
    """Every form that has the button: who, address, what is sent."""
    program = {slug: one.id for slug, one in world.programs.items()}
    det = world.people["det_lake"]
    return {
        "record": ("ana_cps_worker", f"/cases/{case}/records/new", NOTE),
        "service referral": ("ana_cps_worker", f"/cases/{case}/referrals", {**SERVICE, "recipient": program["cac"]}),
        "report": (
            "ana_cps_worker",
            f"/cases/{case}/referrals",
            {"kind": "report", "message": "x", "recipient": program["detectives"]},
        ),
        "to a confidential one": (
            "ana_cps_worker",
            f"/cases/{case}/referrals",
            {**SERVICE, "recipient": program["advocates"]},
        ),
        "invitation of a confidential one": (
            "ana_cps_worker",
            f"/cases/{case}/team/programs",
            {"program": program["advocates"]},
        ),
        "end of a place": ("ana_cps_worker", f"/cases/{case}/team/programs/{program['detectives']}/end", {}),
        "assignment": ("sgt_lake", f"/cases/{case}/team/people", {"person": world.people["sgt_lake"]}),
        "end of a membership": ("sgt_lake", f"/cases/{case}/team/people/{det}/end", {}),
    }


def answered(world: Community, case: CaseId) -> dict[str, bytes]:
    """What each form says when it is asked, with nothing left out but what is new in every page."""
    found = {}
    for name, (who, path, form) in asks(world, case).items():
        shown = world.client(who).send(path, {**form, **ASK})
        assert shown.status_code == 200, (name, shown.text[-3000:])
        assert HEADING in shown.text, name
        found[name] = FRESH.sub(b"", shown.data)
    return found


def send(world: Community, who: str, path: str, form: Mapping[str, Any], **more: Any) -> TestResponse:  # noqa: ANN401 - as the client takes it
    """By a session of its own: whoever acts in between, has signed in again."""
    return world.client(who).send(path, form, **more)


def kept(world: Community) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the access log and the sessions."""
    with world.desk.consulting() as cabinet:
        return {
            table.name: sorted((tuple(row) for row in cabinet.connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in LOG
        }


def test_asking_changes_nothing_and_is_in_the_access_log(either: Community) -> None:
    case = open_case(either)
    clients = {who: either.client(who) for who in ("ana_cps_worker", "sgt_lake")}
    before, entries = kept(either), len(entries_of(either))
    for name, (who, path, form) in asks(either, case).items():
        assert clients[who].send(path, {**form, **ASK}).status_code == 200, name
    assert kept(either) == before
    written = entries_of(either)[entries:]
    assert len(written) >= len(asks(either, case))
    assert {one["outcome"] for one in written} == {"allowed"}


def test_a_record_says_who_reads_it_and_through_whom_and_keeps_what_was_typed(world: Community) -> None:
    case, ana, key = open_case(world), "ana_cps_worker", new_id()
    release(world, case, "ana_cps_worker", paper(world, ("detectives",), ("placement",)))
    form = {**NOTE, "why": "With an aunt in Duluth."}
    plain = world.client(ana).get(f"/cases/{case}/records/new?form=placement_note").text
    assert HEADING not in plain
    assert 'name="would-see"' in plain
    shown = send(world, ana, f"/cases/{case}/records/new", {**form, **ASK}, key=key).text
    assert "With an aunt in Duluth." in shown
    said = rows(shown)
    assert said["Juvenile Detectives, Lakeside Police Department"] == ["Sees nothing", "Can read it: gained"]
    assert said["Advocacy Center, Harbor Children's Advocacy Center"] == ["Sees nothing", "Knows it exists: gained"]
    assert "public-records law" in shown
    assert "A confidential program reads it only under a release of yours" in shown
    done = send(world, ana, f"/cases/{case}/records/new", form, key=key)  # the button has not used up the form
    assert done.status_code == 303
    assert seen(world, "det_lake", case)["cps", "placement"] == "open"
    assert seen(world, "int_harbor", case)["cps", "placement"] == "known"
    again = send(world, ana, f"{done.headers['Location']}/correct", {**form, **ASK}).text
    assert rows(again)["Juvenile Detectives, Lakeside Police Department"] == ["Can read it", "Can read it: no change"]


def test_a_referral_says_which_fields_and_records_they_would_read_and_comes_true(world: Community) -> None:
    case, ana = open_case(world), "ana_cps_worker"
    note = records.file(world.desk, world.actor("ana_cps_worker"), case, "placement_note", NOTE, new_id())
    form = {**SERVICE, "recipient": world.programs["cac"].id, "records": [str(note)]}
    shown = send(world, ana, f"/cases/{case}/referrals", {**form, **ASK}).text
    assert "Advocacy Center would read that Child Protection works with this young person, your name" in shown
    assert "They do not get the case." in shown
    assert SERVICE["message"] in shown
    assert "checked" in shown[shown.index(str(note)) : shown.index(str(note)) + 60]
    (closed,) = rows(shown).values()
    assert closed == ["Knows it exists", "Knows it exists: no change"]
    assert "They may not read: Placement" in shown
    refused = send(world, ana, f"/cases/{case}/referrals", form)
    assert refused.status_code == 422
    assert "They may not read: Placement" in refused.text
    release(world, case, "ana_cps_worker", paper(world, ("cac",), ("placement",)))
    (open_,) = rows(send(world, ana, f"/cases/{case}/referrals", {**form, **ASK}).text).values()
    assert open_ == ["Can read it", "Can read it: no change"]
    assert send(world, ana, f"/cases/{case}/referrals", form).status_code == 303


def test_a_referral_that_cannot_go_gets_the_same_sentence_as_sending_it(world: Community) -> None:
    case, ana = open_case(world), "ana_cps_worker"
    shown = send(world, ana, f"/cases/{case}/referrals", {**SERVICE, **ASK})
    assert shown.status_code == 422
    assert "Choose a program from the list." in shown.text
    assert SERVICE["message"] in shown.text
    restrictions.restrict(world.desk, world.actor("ana_cps_worker"), case, [], new_id())
    form = {**SERVICE, "recipient": world.programs["cac"].id}
    asked, tried = (send(world, ana, f"/cases/{case}/referrals", {**form, **more}) for more in (ASK, {}))
    assert asked.status_code == tried.status_code == 422
    assert asked.text.count("This case is restricted to named people") == tried.text.count(
        "This case is restricted to named people"
    )
    said = world.client("ana_cps_worker").send(f"/cases/{case}/records/new", {**NOTE, **ASK}).text
    assert previews.RESTRICTED in said


def test_what_an_invited_program_would_gain_comes_true_and_what_it_would_lose_too(world: Community) -> None:
    case = opened(world, "ana_cps_worker")
    ana = world.actor("ana_cps_worker")
    for form, typed in (("placement_note", NOTE), ("child", {"called": "Wren"})):
        records.file(world.desk, ana, case, form, typed, new_id())
    police, page = world.programs["detectives"], teams.read(world.desk, ana, case)
    told = previews.invitation(world.desk, ana, page, police.id)
    assert told.warnings
    teams.invite(world.desk, ana, case, police.id, new_id())
    teams.assign(world.desk, world.actor("sgt_lake"), case, world.people["det_lake"], new_id())
    gets = {kind: access for (owner, kind), access in seen(world, "det_lake", case).items() if owner == "cps"}
    then = {kind.value: share.then for share in told.shares for kind in share.types}
    assert gets
    assert {kind: then.get(kind) for kind in gets} == {
        kind: "known" if access == "known" else "open" for kind, access in gets.items()
    }
    lost = previews.end_of_place(world.desk, ana, teams.read(world.desk, ana, case), police.id)
    assert {(one.owner.id, one.types, one.then) for one in told.shares} == {
        (one.owner.id, one.types, one.now) for one in lost.shares
    }
    assert {one.change for one in told.shares} == {"gained"}
    assert {one.change for one in lost.shares} == {"lost"}
    assert {one.then for one in lost.shares} == {"absent"}


def test_a_supervisor_who_is_assigned_gains_what_others_have_and_had_their_own_already(world: Community) -> None:
    case, sergeant = open_case(world), world.client("sgt_lake")
    shown = sergeant.send(f"/cases/{case}/team/people", {"person": world.people["sgt_lake"], **ASK}).text
    assert "If you assign Ivy Stone" in shown
    assert f'value="{world.people["sgt_lake"]}" selected' in shown
    own, others = shown.index("Can read it: no change"), shown.index("Can read it: gained")
    assert own < others  # one's own program comes first
    boss = world.client("sgt_lake").send(f"/cases/{case}/team/people/{world.people['det_lake']}/end", ASK).text
    assert "If you take Leo Marsh off the team" in boss
    assert "Sees nothing: lost" in boss
    assert "What was already read cannot be unread." in boss
    assert seen(world, "det_lake", case)  # nobody was taken off


def test_a_hidden_place_and_a_paper_of_others_change_no_byte_of_any_answer(either: Community) -> None:
    case = open_case(either)
    before = answered(either, case)
    advocates_come(either, case, "cac")  # who alone may know
    assert answered(either, case) == before
    release(either, case, "int_harbor", paper(either, ("detectives",), ("service_plan",)))
    now = answered(either, case)
    changed = {name for name in before if now[name] != before[name]}
    assert changed == {"assignment", "end of a membership"}  # of the detectives', whom the release names
    told = send(either, "int_harbor", f"/cases/{case}/records/new", {"form": "case_review_note", **ASK}).text
    assert "Community Advocates, Safe Path" in rows(told)


def test_a_preview_that_told_of_every_place_would_be_found(world: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    case = open_case(world)
    before = answered(world, case)
    monkeypatch.setattr(would_see, "places_seen", _all_places)
    advocates_come(world, case, "cac")
    told = {name for name, said in answered(world, case).items() if said != before[name]}
    assert "record" in told


def test_a_preview_that_read_the_papers_of_others_would_be_found(
    world: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = open_case(world)
    before = answered(world, case)
    monkeypatch.setattr(would_see, "known_to", lambda _actor, facts, _now: facts)
    release(world, case, "int_harbor", paper(world, ("detectives",), ("service_plan",)))
    assert answered(world, case)["end of a place"] != before["end of a place"]


def test_whoever_may_not_do_it_may_not_ask_and_gets_what_the_act_gives(either: Community) -> None:
    case, leo, ana = open_case(either), "det_lake", "ana_cps_worker"
    hidden, absent = either.programs["advocates"].id, new_id()
    advocates_come(either, case, "cac")
    nothing = either.client(leo).get(f"/cases/{new_id()}")
    refused: list[tuple[str, str, Mapping[str, Any]]] = [
        (leo, f"/cases/{case}/team/programs", {"program": either.programs["cac"].id}),
        (leo, f"/cases/{case}/team/people", {"person": either.people["sgt_lake"]}),
        (leo, f"/cases/{case}/team/people/{either.people['det_lake']}/end", {}),
        *((ana, f"/cases/{case}/team/programs/{one}/end", {}) for one in (hidden, absent)),
        ("sgt_lake", f"/cases/{case}/team/people/{either.people['adv_safe']}/end", {}),
        *((ana, f"/cases/{new_id()}/{page}", NOTE) for page in ("records/new", "referrals")),
    ]
    before = len(entries_of(either))
    for who, path, form in refused:
        found = send(either, who, path, {**form, **ASK})
        assert (found.status_code, found.data) == (404, nothing.data)
    outcomes = [one["outcome"] for one in entries_of(either)[before:]]
    assert outcomes.count("refused") == len(refused)
    wrong = send(either, ana, f"/cases/{case}/team/programs", {"program": absent, **ASK})
    assert wrong.status_code == 422
    assert "Choose a program from the list." in wrong.text


def _all_places(_actor: object, facts: CaseFacts, now: Any) -> tuple[Any, ...]:  # noqa: ANN401 - an instant
    return tuple(place for place in facts.places if place.in_force(now))


def rows(page: str) -> dict[str, list[str]]:
    """The table's rows: recipient → what it gets today, and then."""
    found = {}
    part = page[page.index(HEADING) :]
    for row in part[: part.index("</section>")].split("<tr>")[2:]:
        head = row[row.index('"Recipient">') + len('"Recipient">') : row.index("</th>")]
        cells = [cell.split(">", 1)[1] for cell in row.split("<td ")[2:]]
        plain = [cell[: cell.index("</td>")].replace("<strong>", "").replace("</strong>", "") for cell in cells]
        found[head.replace("&#39;", "'")] = plain
    return found
