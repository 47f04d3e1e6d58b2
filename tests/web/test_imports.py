"""Room: tests. Bringing open cases from a CSV file, as people do it: checked, shown, filed as by hand, and once."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from sqlalchemy import func, select

from coordination.casework import case_list, cases, import_sheet, imports, people, teams
from coordination.model.errors import Unavailable
from coordination.model.ids import new_id
from coordination.model.imports import Standing
from coordination.storage import case_rows
from coordination.storage.case_tables import cases as case_table
from coordination.storage.record_tables import drafts
from tests.casework.story import entries_of, opened
from tests.community import START, ZONE, Community, issuer_of
from tests.web.brought import brought, uploaded

HEADINGS = "called,legal_name,age,born,file_number"
FIVE = f"{HEADINGS}\nWren,,15,2011-03-01,NC-1\nLark,,13,,NC-2\nTern,,,,NC-3\n,,14,,NC-4\nCrane,,,2011-13-45,NC-5\n"


def count(community: Community) -> int:
    """Cases there are."""
    with community.desk.consulting() as cabinet:
        return int(cabinet.connection.execute(select(func.count()).select_from(case_table)).scalar_one())


def log(community: Community) -> Counter[tuple[str, str]]:
    """Entries by action and outcome."""
    return Counter((one["action"], one["outcome"]) for one in entries_of(community))


# --- one file, from the page to the cases -----------------------------------------------------------------------------


def test_a_file_is_checked_shown_and_each_row_opened_as_by_hand(community: Community) -> None:
    ana = community.client("ana_cps_worker")
    assert "Bring open cases" in ana.get("/cases/import").text
    page = uploaded(ana, FIVE)
    assert page.status_code == 200, page.text
    assert "5 rows: 3 ready, 0 for you to decide, 0 here already, 2 to mend" in page.text
    assert "Row 5, “What they are called”: Please answer this question." in page.text
    assert "Row 6, “Date of birth, if known”: There is no such day in the calendar." in page.text
    assert count(community) == 0
    done = brought(ana, page.text)
    assert "5 of 5 rows are done" in done.text
    assert len(re.findall(r"Row \d: <a href=\"/cases/[0-9a-f]{32}\">[0-9A-Z]{4}-[0-9A-Z]{4}</a>", done.text)) == 3
    assert "Not filed: to mend in your file" in done.text
    assert count(community) == 3
    mine = ana.get("/cases").text
    assert all(name in mine for name in ("Wren", "Lark", "Tern"))
    assert "Crane" not in mine


def test_a_row_leaves_the_entries_and_rows_that_a_case_opened_by_hand_leaves(community: Community) -> None:
    opened(community, "ana_cps_worker", called="Wren", age="15", born="2011-03-01", file_number="NC-1")
    (by_hand,) = [one for one in entries_of(community) if one["action"] == "case:open"]
    ana = community.client("ana_cps_worker")
    brought(ana, uploaded(ana, f"{HEADINGS}\nLark,,15,2011-03-01,NC-2\n").text)
    by_file = [one for one in entries_of(community) if one["action"] == "case:open"][-1]
    apart = {"at", "salt", "session", "objects", "source"}
    assert {name: by_file[name] for name in set(by_file) - apart} == {
        name: by_hand[name] for name in set(by_hand) - apart
    }
    assert len(by_file["objects"]) == len(by_hand["objects"])
    actor, desk = community.actor("ana_cps_worker"), community.desk
    newest = next(line for line in case_list.mine(desk, actor).lines if line.called == "Lark")
    assert cases.read(desk, actor, newest.header.case_id).coordinates
    with community.desk.consulting() as cabinet:
        assert cabinet.connection.execute(select(func.count()).select_from(drafts)).scalar_one() == 0


def test_the_log_says_how_many_rows_were_looked_at_and_never_a_word_of_them(community: Community) -> None:
    ana = community.client("ana_cps_worker")
    page = uploaded(ana, f"{HEADINGS}\nZephyrine,,15,,ZX-77\n", name="Zephyrine.csv")
    brought(ana, page.text)
    looked = [one for one in entries_of(community) if one["action"] == "case:import"]
    assert [one["purpose"] for one in looked] == ["rows:1", "rows:1"]
    for said in (str(entries_of(community)), community.logged.getvalue()):
        assert "ephyrin" not in said
        assert "ZX-77" not in said


# --- once, whatever happens -------------------------------------------------------------------------------------------


def test_the_form_sent_twice_opens_each_case_once(community: Community) -> None:
    ana = community.client("ana_cps_worker")
    page = uploaded(ana, FIVE)
    first, second = brought(ana, page.text), brought(ana, page.text)
    links = [re.findall(r'href="(/cases/[0-9a-f]{32})"', answer.text) for answer in (first, second)]
    assert links[0] == links[1]
    assert len(links[0]) == count(community) == 3
    assert log(community)["case:open", "allowed"] == 3


def test_after_a_death_half_way_the_same_form_goes_on_behind_what_is_open(community: Community) -> None:
    ana, desk = community.actor("ana_cps_worker"), community.desk
    text, key = FIVE, new_id()
    sheet = import_sheet.read(text, zone=ZONE, now=START)
    cases.open_case(desk, ana, sheet.rows[0].typed, imports.row_key(key, sheet.rows[0]))  # and then the machine stopped
    done = imports.bring(desk, ana, text, key, others=())
    assert [row.row.number for row in done.of(Standing.OPENED)] == [2, 3, 4]
    assert count(community) == 3


def test_a_row_whose_commit_fails_is_not_there_and_those_before_it_are(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All or nothing a row: the third row breaks within its own act, as a database that goes away there would."""
    ana, begin, begun = community.client("ana_cps_worker"), case_rows.begin, []

    def breaks(*given: object) -> str:
        made = begin(*given)  # type: ignore[arg-type]
        begun.append(made)
        if len(begun) == 3:
            raise Unavailable
        return made

    page = uploaded(ana, FIVE)
    with monkeypatch.context() as patch:
        patch.setattr(case_rows, "begin", breaks)
        assert brought(ana, page.text).status_code == 503
    assert count(community) == 2
    assert log(community)["case:open", "allowed"] == 2
    assert "5 of 5 rows are done" in brought(ana, page.text).text
    assert count(community) == 3


def test_a_file_brought_again_is_known_by_its_file_numbers(community: Community) -> None:
    ana = community.client("ana_cps_worker")
    brought(ana, uploaded(ana, FIVE).text)
    again = uploaded(ana, FIVE.replace(",,14,", "Heron,,14,"))
    assert "5 rows: 1 ready, 0 for you to decide, 3 here already, 1 to mend" in again.text
    brought(ana, again.text)
    assert count(community) == 4


def test_a_long_file_goes_on_in_steps_and_shows_how_far_it_came(community: Community) -> None:
    ana = community.client("ana_cps_worker")
    names = ["Ann", "Bo", "Cleo", "Dora", "Ewan", "Fay"]
    lines = [f"{names[at % 6]}{chr(97 + at) * 6},,,,N{at}" for at in range(26)] + ["Zed,,,,N99"]
    page = uploaded(ana, "\n".join([HEADINGS, *lines])).text
    first = brought(ana, page)
    assert "25 of 27 rows are done" in first.text
    assert 'value="25"' in first.text
    assert "data-goes-on" in first.text
    assert count(community) == 25
    second = brought(ana, first.text)
    assert "27 of 27 rows are done" in second.text
    assert "data-goes-on" not in second.text
    assert count(community) == 27
    assert brought(ana, first.text).text.count("Row ") == second.text.count("Row ")
    assert count(community) == 27


# --- likely duplicates, and what is hidden ----------------------------------------------------------------------------


def test_a_child_who_may_be_here_is_filed_only_when_the_person_says_it_is_another(community: Community) -> None:
    first = opened(community, "ana_cps_worker", called="Lark")
    ana = community.client("ana_cps_worker")
    page = uploaded(ana, f"{HEADINGS}\nlark,,,,\nLark,,,,\nHeron,,,,\n")
    assert "3 rows: 1 ready, 2 for you to decide" in page.text
    assert f"/cases/{first}" in page.text
    assert "Row 2 has the same name." in page.text
    assert "may be the same child" in brought(ana, page.text).text
    assert count(community) == 2
    brought(ana, page.text, another=["2"])
    assert count(community) == 3


def test_a_child_whose_case_is_hidden_is_answered_like_one_who_is_nowhere(community: Community) -> None:
    """Neither the name nor the file number of a case that is hidden is hinted at, and the same is written and read."""
    file, answers = f"{HEADINGS}\nLark,Lark Ash,,,NC-7\n", []
    for hidden in (False, True):
        if hidden:
            opened(community, "ana_cps_worker", called="Lark", legal_name="Lark Ash", file_number="NC-7")
        visitor = community.client("coo_harbor")
        visitor.get("/cases")
        with community.desk.database.count() as tally:
            page = uploaded(visitor, file)
        said = re.sub(r'name="(csrf_token|act_key)" value="[^"]*"', "", page.text)
        answers.append((page.status_code, said, tally.statements, tally.commits))
    assert answers[0] == answers[1]
    assert "1 ready" in str(answers[0][1])


def test_anothers_file_number_is_no_file_number_of_ones_own(community: Community) -> None:
    """Police and child protection number their files apart: the same number is a likeness, and the person decides."""
    case_id = opened(community, "ana_cps_worker", called="Lark", file_number="7")
    police = community.programs["detectives"].id
    teams.invite(community.desk, community.actor("ana_cps_worker"), case_id, police, new_id())
    teams.assign(community.desk, community.actor("sgt_lake"), case_id, community.people["det_lake"], new_id())
    page = uploaded(community.client("det_lake"), f"{HEADINGS}\nHeron,,,,7\n")
    assert "0 here already" in page.text


# --- who may ----------------------------------------------------------------------------------------------------------


def test_who_may_open_no_case_gets_no_page_of_it_and_it_is_logged(community: Community) -> None:
    shut = ("adv_safe", "aud_north", "adm_north", "pri_privacy")
    for visitor in map(community.client, shut):
        absent = visitor.get(f"/cases/{new_id()}")
        for answer in (
            visitor.get("/cases/import"),
            visitor.get("/cases/import/template.csv"),
            uploaded(visitor, FIVE),
            visitor.send("/cases/import/open", {"sheet": FIVE}),
        ):
            assert (answer.status_code, answer.data) == (404, absent.data)
    assert log(community)["case:import", "refused"] == 4 * len(shut)
    assert count(community) == 0


def test_who_ends_between_two_steps_opens_nothing_more(community: Community) -> None:
    ana = community.client("ana_cps_worker")
    page = uploaded(ana, "\n".join([HEADINGS, *(f"{chr(97 + at) * 6},,,,N{at}" for at in range(26))]))
    first = brought(ana, page.text)
    people.disable(community.desk, issuer_of("ana_cps_worker"), "ana_cps_worker")
    assert brought(ana, first.text).status_code == 401
    assert count(community) == 25


def test_a_file_that_comes_after_the_screen_locked_is_not_kept(community: Community) -> None:
    ana = community.client("ana_cps_worker")
    community.clock.forward(minutes=16)
    assert uploaded(ana, FIVE).status_code == 423
    community.clock.forward(minutes=-16)
    with community.desk.consulting() as cabinet:
        assert cabinet.connection.execute(select(func.count()).select_from(drafts)).scalar_one() == 0


# --- meta: the guards bite --------------------------------------------------------------------------------------------


def test_without_keys_of_their_own_the_rows_would_be_opened_twice(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta: what keeps a form that is sent twice from acting twice is the key of each row."""
    monkeypatch.setattr(imports, "row_key", lambda _key, _row: new_id())
    ana = community.actor("ana_cps_worker")
    for others in ((), (2, 3, 4)):
        imports.bring(community.desk, ana, FIVE.replace("NC-", ""), "k" * 32, others=others)
    monkeypatch.undo()
    once = count(community)
    monkeypatch.setattr(import_sheet, "file_number", lambda _typed: "")
    monkeypatch.setattr(imports, "row_key", lambda _key, _row: new_id())
    imports.bring(community.desk, ana, FIVE, "k" * 32, others=(2, 3, 4))
    assert count(community) == once + 3
