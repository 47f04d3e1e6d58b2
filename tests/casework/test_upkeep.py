"""Room: tests. What is past its time goes by itself, with an entry; what is not, and whatever was filed, stays."""

from __future__ import annotations

from sqlalchemy import func, select

from coordination.audit import tables
from coordination.casework import cases, drafts, sessions, upkeep
from coordination.casework.upkeep import Purged
from coordination.model.draft import KEPT_FOR
from coordination.model.ids import DraftId, new_id
from coordination.model.session import LIMITS
from coordination.storage.case_tables import act_keys
from coordination.storage.record_tables import drafts as draft_rows
from coordination.storage.record_tables import records
from coordination.storage.sessions import sessions as session_rows
from coordination.storage.upkeep import FORM_KEYS, SESSIONS
from tests.community import Community


def _count(community: Community, table: object, cases_named: tuple[str, ...] = ()) -> int:
    with community.desk.consulting(cases_named) as cabinet:
        return int(cabinet.connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def _entries(community: Community, action: str, reason: str) -> int:
    query = select(func.count()).where(tables.entry.c.action == action, tables.entry.c.reason == reason)
    with community.desk.consulting() as cabinet:
        return int(cabinet.connection.execute(query).scalar_one())


def _case_with_draft(community: Community) -> str:
    ana = community.actor("ana_cps_worker")
    case_id = cases.open_case(community.desk, ana, {"called": "Fern"}, new_id())
    drafts.save(
        community.desk, ana, case_id, {"note": "Half a"}, draft_id=DraftId(new_id()), form_slug="child_protection_note"
    )
    return case_id


def test_drafts_go_after_their_last_day_and_the_log_names_them(community: Community) -> None:
    case_id = _case_with_draft(community)
    community.clock.forward(seconds=KEPT_FOR.total_seconds() - 1)
    assert upkeep.purge(community.desk).drafts == 0
    community.clock.forward(seconds=2)
    assert upkeep.purge(community.desk).drafts == 1
    assert _count(community, draft_rows) == 0
    assert _count(community, records, (case_id,)) == 1
    assert _entries(community, "draft:discard", "expired") == 1


def test_session_that_lapsed_is_ended_and_later_forgotten(community: Community) -> None:
    token = community.token("ana_cps_worker")
    community.clock.forward(seconds=LIMITS.absolute.total_seconds() + 1)
    assert upkeep.purge(community.desk).sessions == 1
    assert sessions.find(community.desk, token, browser=community.browser()) is None
    assert _count(community, session_rows) == 1
    assert _entries(community, "session:end", "expired") == 1
    community.clock.forward(seconds=SESSIONS.total_seconds() + 1)
    assert upkeep.purge(community.desk).spent == 1
    assert _count(community, session_rows) == 0


def test_session_in_force_is_left_alone(community: Community) -> None:
    token = community.token("ana_cps_worker")
    community.clock.forward(minutes=10)
    assert upkeep.purge(community.desk) == Purged()
    assert sessions.find(community.desk, token, browser=community.browser()) is not None


def test_spent_form_keys_are_swept_after_a_week(community: Community) -> None:
    _case_with_draft(community)
    kept = _count(community, act_keys)
    community.clock.forward(seconds=FORM_KEYS.total_seconds() - 1)
    upkeep.purge(community.desk)
    assert _count(community, act_keys) == kept > 0
    community.clock.forward(seconds=2)
    assert upkeep.purge(community.desk).spent == kept
    assert _count(community, act_keys) == 0


def test_purge_with_nothing_to_do_writes_nothing(community: Community) -> None:
    before = _count(community, tables.entry)
    with community.desk.database.count() as tally:
        assert upkeep.purge(community.desk) == Purged()
    assert _count(community, tables.entry) == before
    assert tally.commits == 1  # of the one read
