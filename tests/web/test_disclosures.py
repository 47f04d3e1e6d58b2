"""Room: tests. The accounting of disclosures through the door: whose part, who got it, what stays out, and its end."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from coordination.audit.entry import Entry
from coordination.casework import (
    cases,
    disclosure_lines,
    disclosures,
)
from coordination.declare.information import InformationType
from coordination.model.disclosure import Asking, Line, Period, Way
from coordination.model.ids import new_id
from coordination.policy.accounting import RULES
from coordination.storage.log_pages import Read
from tests.casework.papers import text_of
from tests.casework.story import assigned, entries_of
from tests.casework.watched import number, reference_of
from tests.community import Community, make_community
from tests.databases import SqliteStore
from tests.neighbours import settle, supervisor
from tests.web.accounted import CPS, HIDDEN, POLICE, STATED, WRITTEN, World, told


@pytest.fixture(scope="module")
def world(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Told once: the tests read it, and what one keeps back ends before the next."""
    for community in make_community(sqlite_store, tmp_path_factory.mktemp("accounted") / "home"):
        yield told(settle(community))


def test_the_privacy_officer_sees_who_got_what_of_ours_and_by_which_right(world: World) -> None:
    page = world.page("pri_privacy")
    assert POLICE in page
    assert "42 USC 5106a(b)(2)(B)(ix)" in page
    assert "Child protection" in page
    assert "Leo Marsh" in page
    assert WRITTEN not in page  # it opens no record
    assert "Ana Brook" not in " ".join(one.recipient for one in world.lines("pri_privacy"))


def test_copies_receipts_and_reports_stand_in_our_own_view(world: World) -> None:
    ways = {one.way: one for one in world.lines("pri_privacy") if one.way is not Way.READ}
    assert set(ways) == {Way.COPY, Way.SENT, Way.REPORT}
    assert ways[Way.SENT].recipient == ways[Way.COPY].recipient != ""
    assert "Request" in ways[Way.SENT].what
    copy = {one.way for one in world.lines("pri_privacy", individual=True)}
    assert copy == {Way.READ, Way.SENT, Way.REPORT}  # of a copy that nobody is known to have got nothing is told


@pytest.mark.parametrize("slug", ["pri_privacy", "sam_cps_supervisor"])
def test_a_confidential_program_is_told_of_to_nobody_but_itself(world: World, slug: str) -> None:
    assert not [word for word in HIDDEN if word in world.page(slug).partition("Keep one recipient out")[0]]
    assert {one.recipient for one in world.lines(supervisor("recovery")) if one.way is Way.READ} == {CPS}


def test_the_same_holds_when_the_forbidding_part_is_taken_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Meta: without the programs that are not named, what the treatment unit read is found."""

    def naming(**given: Any) -> Period:  # noqa: ANN401 - as its fields
        return Period(**{**given, "unnamed": frozenset()})

    monkeypatch.setattr(disclosures, "Period", naming)
    assert "Riverbend" in str(world.lines("pri_privacy"))


@pytest.mark.parametrize(
    ("slug", "law", "citation", "recipient"),
    [
        (supervisor("recovery"), "part_2", "42 CFR 2.24", CPS),
        (supervisor("school"), "ferpa", "34 CFR 99.32", CPS),
        ("sgt_lake", "chri", "AC-21", ""),
    ],
)
def test_each_law_has_its_own_list_with_its_citation(
    world: World, slug: str, law: str, citation: str, recipient: str
) -> None:
    page, lines = world.page(slug, f"&law={law}"), world.lines(slug, law)
    assert citation in page
    assert {one.recipient for one in lines} == ({recipient} if recipient else set())
    assert RULES[law].window in page
    assert bool(lines and lines[0].person) is (law == "ferpa")


def test_a_law_that_does_not_bind_us_is_a_sentence_beside_the_field(world: World) -> None:
    answer = world.here.client("pri_privacy").get(f"/disclosures?reference={world.reference}&law=part_2")
    assert answer.status_code == 422
    assert "Choose one of the lists that your programs owe." in answer.text


@pytest.mark.parametrize("slug", ["sgt_lake", "sup_harbor", supervisor("therapy")])
def test_a_case_that_is_not_ours_is_answered_like_one_that_is_not_there(world: World, slug: str) -> None:
    visitor, other = world.here.client(slug), reference_of(world.here, world.elsewhere)
    for path in ("", "/paper.pdf", "/sheet.csv"):
        answers = [visitor.get(f"/disclosures{path}?reference={one}") for one in (other, "QQQQ-QQQQ")]
        assert {one.status_code for one in answers} == {404}
        assert answers[0].data == answers[1].data


def test_only_keepers_get_it_and_each_look_is_on_record(world: World) -> None:
    for slug in ("ana_cps_worker", "aud_north", "adm_north", "det_lake"):
        assert world.here.client(slug).get(f"/disclosures?reference={world.reference}").status_code == 404, slug
    world.page("pri_privacy", "&law=everything")
    last = entries_of(world.here)[-1]
    assert (last["action"], last["outcome"], last["shown"]) == ("disclosure:read", "allowed", [])


def taken(world: World, slug: str, query: str = "") -> tuple[str, list[list[str]]]:
    """The PDF as text and the CSV as cells."""
    visitor = world.here.client(slug)
    paper_, sheet = (
        visitor.get(f"/disclosures/{name}?reference={world.reference}{query}") for name in ("paper.pdf", "sheet.csv")
    )
    assert (paper_.status_code, sheet.status_code) == (200, 200)
    return text_of(paper_.data), list(csv.reader(io.StringIO(sheet.data.decode("utf-8-sig"))))


def test_paper_and_sheet_say_the_same_and_bear_who_when_and_which_print(world: World) -> None:
    drawn, rows = taken(world, "pri_privacy")
    lines = world.lines("pri_privacy")
    assert len(rows) == len(lines) + 4
    for word in (POLICE, "Leo Marsh", "Priya Lane", "CST"):
        assert word in drawn.replace("\n", " "), word
        assert word in str(rows), word
    assert "canary" not in drawn + str(rows)
    numbers = {row[0] for row in rows if row[0].startswith("Print ")}
    assert len(numbers) == 1
    assert "disclosure:export" in {entry["action"] for entry in entries_of(world.here)}


def kept_back(world: World, **typed: str) -> Callable[[], None]:
    """Police are not to be told of; what ends that again."""
    officer = world.here.client("pri_privacy")
    handle = world.here.programs["detectives"].handle
    form = {"reference": world.reference, "recipient": f"program:{handle}", **STATED, **typed}
    answer = officer.send("/disclosures/suspensions", form)
    assert answer.status_code == 303, answer.text

    def end() -> None:
        asking = Asking(reference=world.reference)
        for one in disclosures.page(world.here.desk, world.here.actor("pri_privacy"), asking).suspensions:
            if one.may_lift:
                path = f"/disclosures/suspensions/{one.handle}/lift"
                sent = world.here.client("pri_privacy").send(path, {"reference": world.reference})
                assert sent.status_code == 303

    return end


def test_what_police_suspend_is_out_of_the_copy_marked_in_our_view_and_ends_by_itself(world: World) -> None:
    before = taken(world, "pri_privacy", "&copy=individual")
    assert POLICE in str(before[1])
    kept_back(world, how="written", until="2026-12-05 12:00")
    for words in (
        world.page("pri_privacy", "&copy=individual"),
        *map(str, taken(world, "pri_privacy", "&copy=individual")),
    ):
        assert not [word for word in (POLICE, "Leo Marsh", "canary-of", "told until", "suspend") if word in words]
    inside = world.page("pri_privacy")
    assert "5 December 2026, 12:00 CST" in inside
    assert "canary-of-the-official" in inside
    assert "canary-of-the-official" in world.page("sam_cps_supervisor")
    # Another agency has its own accounting, and learns nothing of ours.
    assert "canary-of" not in world.page("sgt_lake") + world.page(supervisor("recovery"))
    started = world.here.clock.now
    world.here.clock.now = datetime(2026, 12, 5, 18, 0, tzinfo=UTC)
    assert POLICE in {one.recipient for one in world.lines("pri_privacy", individual=True)}
    assert not [one for one in world.lines("pri_privacy") if one.suspended]
    world.here.clock.now = started


def test_a_word_of_mouth_holds_for_thirty_days_and_a_subpoena_until_it_is_lifted(world: World) -> None:
    officer, handle = world.here.client("pri_privacy"), world.here.programs["detectives"].handle
    form = {"reference": world.reference, "recipient": f"program:{handle}", **STATED, "how": "oral"}
    late = officer.send("/disclosures/suspensions", {**form, "until": "2026-12-20 10:01"})
    assert late.status_code == 422
    assert "at most 30 days" in late.text
    assert "canary-of-the-official" in late.text  # what was typed is kept
    kept_back(world, how="oral", until="2026-12-20 10:00")
    end = kept_back(world, how="subpoena")
    assert "no end is written" in world.page("pri_privacy")
    end()
    assert POLICE in {one.recipient for one in world.lines("pri_privacy", individual=True)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("recipient", "program:nobody"),
        ("how", "loudly"),
        ("official", " "),
        ("stated", "2027-01-01 10:00"),
        ("until", "soon"),
    ],
)
def test_what_cannot_be_taken_is_said_and_changes_nothing(world: World, name: str, value: str) -> None:
    good = {"recipient": "report", "how": "oral", "until": "2026-12-01 10:00", **STATED, "reference": world.reference}
    desk, officer, asking = world.here.desk, world.here.actor("pri_privacy"), Asking(reference=world.reference)
    before = disclosures.page(desk, officer, asking).suspensions
    answer = world.here.client("pri_privacy").send("/disclosures/suspensions", {**good, name: value})
    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert disclosures.page(desk, officer, asking).suspensions == before


def test_only_the_privacy_officer_keeps_anything_back(world: World) -> None:
    form = {"reference": world.reference, "recipient": "report", "how": "subpoena", **STATED}
    assert world.here.client("sam_cps_supervisor").send("/disclosures/suspensions", form).status_code == 404
    assert "Keep one recipient out" not in world.page("sam_cps_supervisor")


def test_pages_go_on_below_the_last_line(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = world.lines("pri_privacy")
    monkeypatch.setattr(disclosures, "PAGE", 2)
    monkeypatch.setattr(disclosures, "BATCH", 3)
    found: list[Line] = []
    before, desk, officer = None, world.here.desk, world.here.actor("pri_privacy")
    for _ in range(50):
        page = disclosures.page(desk, officer, Asking(reference=world.reference), before)
        found += page.lines
        before = page.before
        if before is None:
            break
    assert [one.seq for one in found] == [one.seq for one in whole]


def test_accounting_reads_the_same_on_each_engine(community: Community) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    case = cases.open_case(desk, ana, {"called": "Wren"}, new_id())
    assigned(community, case, "detectives", "sgt_lake", "det_lake")
    cases.read(desk, community.actor("det_lake"), case)
    number(community)
    asking = Asking(reference=reference_of(community, case))
    (line,) = disclosures.page(desk, community.actor("sam_cps_supervisor"), asking).lines
    assert (line.recipient, line.what) == (POLICE, "Identity")
    assert not disclosures.page(desk, community.actor("sgt_lake"), asking).lines
    form = {"recipient": line.key, "how": "written", "until": "2026-12-05 12:00", **STATED}
    sent = community.client("pri_privacy").send("/disclosures/suspensions", {"reference": asking.reference, **form})
    assert sent.status_code == 303
    copy = Asking(reference=asking.reference, individual=True)
    assert not disclosures.page(desk, community.actor("pri_privacy"), copy).lines


def test_lines_of_a_list_count_only_what_was_filed_here(world: World) -> None:
    """An entry of a list names many cases: what it shows of others is no disclosure of this one."""
    known = _known(world)
    cps = world.here.programs["cps"].handle
    entry = Entry(
        at=world.here.clock.now,
        actor=new_id(),
        kind="person",
        action="case:list",
        outcome="allowed",
        salt=new_id(),
        program=world.here.programs["detectives"].handle,
        shown=(("immigration", cps, "capta_ix"),),
    )
    read = Read(seq=1, at=entry.at, entry=entry)
    assert disclosure_lines.lines(known, read) == []
    filed = known.filed | {(cps, InformationType.IMMIGRATION)}
    (line,) = disclosure_lines.lines(_known(world, filed), read)
    assert line.what == "Immigration"


def _known(world: World, filed: frozenset[tuple[str, InformationType]] = frozenset()) -> disclosure_lines.Known:
    programs = {one.handle: one for one in world.here.programs.values()}
    period = Period(owners=frozenset({world.here.programs["cps"].handle}), unnamed=frozenset(), since=None)
    return disclosure_lines.Known(
        desk=world.here.desk,
        rule=RULES["everything"],
        period=period,
        programs=programs,
        people={},
        filed=filed,  # type: ignore[arg-type]
        persons=True,
    )
