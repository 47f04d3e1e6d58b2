"""Room: tests. Minnesota: the response on the report's page, for a report of 30 June 2024 and one of 1 July 2024."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coordination.casework import records, routes, teams
from coordination.model.ids import CaseId, RecordId, new_id
from tests.casework.story import opened
from tests.community import Visitor, make_community
from tests.databases import SqliteStore
from tests.maine import Maine, settle
from tests.oracles.minnesota_route import BEFORE, OTHERS, SINCE


@pytest.fixture(scope="module")
def here(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maine]:
    """The community, once; its two people stay signed in."""
    for community in make_community(sqlite_store, tmp_path_factory.mktemp("minnesota") / "home"):
        yield settle(community)


@pytest.fixture(scope="module")
def pair(here: Maine) -> tuple[Visitor, Visitor]:
    """Worker and supervisor."""
    return here.client("ana_cps_worker"), here.client("sam_cps_supervisor")


def shown(here: Maine, pair: tuple[Visitor, Visitor], received: str, who: str, born: str = "") -> str:
    """The page of a report of sex trafficking that two people screened in."""
    community = here
    case, report = _reported(community, received, born)
    address = f"/cases/{case}/reports/{report}"
    typed = {"called_in_at": received, "alleges": ["sex_trafficking"], "caregiver": who, "decision": "screened_in"}
    assert pair[0].send(f"{address}/propose", {**typed, "why": "A teacher saw it."}).status_code == 303
    waiting = pair[0].get(address).text
    assert "Response" not in waiting
    assert pair[1].send(f"{address}/decide", {"verdict": "confirmed"}).status_code == 303
    return pair[0].get(address).text


def _reported(community: Maine, received: str, born: str) -> tuple[CaseId, RecordId]:
    case = opened(community, "ana_cps_worker", born=born)
    supervisor = community.actor("sam_cps_supervisor")
    teams.assign(community.desk, supervisor, case, community.people["sam_cps_supervisor"], new_id())
    typed = {"what_happened": "A stranger drove her.", "received_at": received}
    ana = community.actor("ana_cps_worker")
    return case, records.file(community.desk, ana, case, "suspected_exploitation_report", typed, new_id())


def test_noncaregiver_report_of_the_last_minute_of_30_june_2024_is_investigated(
    here: Maine, pair: tuple[Visitor, Visitor]
) -> None:
    text = shown(here, pair, "2024-06-30 23:59", "non_caregiver")
    assert "<strong>Investigation</strong>" in text
    assert BEFORE in text
    assert SINCE not in text


def test_noncaregiver_report_of_1_july_2024_takes_the_noncaregiver_response(
    here: Maine, pair: tuple[Visitor, Visitor]
) -> None:
    text = shown(here, pair, "2024-07-01 00:00", "non_caregiver")
    assert "<strong>Non-caregiver sex trafficking response</strong>" in text
    assert SINCE in text
    assert "24-68-10" in text


def test_report_about_a_caregiver_is_still_investigated(here: Maine, pair: tuple[Visitor, Visitor]) -> None:
    text = shown(here, pair, "2024-07-01 00:00", "caregiver")
    assert "<strong>Investigation</strong>" in text
    assert OTHERS in text


def test_offender_of_whom_nothing_is_known_leaves_it_to_people(here: Maine, pair: tuple[Visitor, Visitor]) -> None:
    text = shown(here, pair, "2026-11-20 08:00", "unknown")
    assert routes.OPEN in text
    assert "<strong>Non-caregiver" not in text


def test_nineteen_year_old_under_a_rule_for_children_gets_a_sentence_and_loses_no_work(
    here: Maine, pair: tuple[Visitor, Visitor]
) -> None:
    text = shown(here, pair, "2026-11-20 08:00", "non_caregiver", born="2007-05-01")
    assert routes.GROWN_UP.format(age=19, below=18) in text
    assert SINCE in text
    assert "A teacher saw it." in text
