"""Room: tests. How much time a deadline has left, in words, at the edges of each unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.casework.deadline_pages import left
from coordination.model.deadline import Deadline, State
from tests.casework.overdue import proof, shown, told
from tests.casework.story import opened
from tests.community import Community, make_community
from tests.databases import SqliteStore

ANA = "ana_cps_worker"


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(days=2), "2 days left"),
        (timedelta(days=2, seconds=-1), "47 hours left"),
        (timedelta(hours=2), "2 hours left"),
        (timedelta(hours=2, seconds=-1), "119 minutes left"),
        (timedelta(minutes=1), "1 minute left"),
        (timedelta(0), "0 minutes left"),
        (-timedelta(minutes=1), "1 minute over"),
        (-timedelta(hours=3), "3 hours over"),
        (-timedelta(days=40), "40 days over"),
    ],
)
def test_the_time_left_is_said_in_the_unit_a_person_would_use(one: Deadline, before: timedelta, words: str) -> None:
    assert left(one, one.due_at - before) == words


@pytest.fixture(scope="module")
def town(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("left") / "home")


@pytest.fixture(scope="module")
def one(town: Community) -> Deadline:
    """A duty of 24 hours that was learned of just now."""
    case = opened(town, ANA)
    told(town, case)
    return shown(town, case)[0]


def test_what_is_done_has_no_time_left(one: Deadline) -> None:
    assert left(replace(one, state=State.MET, done_at=one.due_at), one.due_at) == ""
    assert left(replace(one, state=State.PAUSED), one.due_at) == ""


def test_board_case_and_deadline_say_how_much_time_is_left_until_it_is_done(town: Community) -> None:
    case = opened(town, ANA)
    duty = told(town, case)
    ana, pages = town.client(ANA), ("/deadlines", "/work", f"/cases/{case}", f"/cases/{case}/deadlines/{duty}")
    assert all("24 hours left" in ana.get(page).text for page in pages)
    assert ana.send(f"/cases/{case}/deadlines/{duty}/prove", proof(town)).status_code == 303
    assert all("hours left" not in ana.get(page).text for page in pages[2:])
