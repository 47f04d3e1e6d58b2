"""Room: tests. Accounts that nobody used for 90 days are disabled by themselves, and come back by an administrator."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from coordination.casework import roster, upkeep
from coordination.model.account import IDLE
from coordination.model.session import NotOnRoster
from coordination.storage import accounts as rows
from coordination.storage.accounts import accounts
from coordination.storage.cabinet import Cabinet
from coordination.storage.roster import people
from tests.casework.doorstep import find, log
from tests.community import PEOPLE, Community, issuer_of
from tests.community_ground import LATELY

ANA = "ana_cps_worker"


def to_the_day(community: Community, *, seconds: float = 0) -> None:
    """90 days after everybody last signed in, and `seconds` more."""
    community.clock.now = LATELY + IDLE
    community.clock.forward(seconds=seconds)


def ended(community: Community) -> set[str]:
    with community.desk.database.read() as connection:
        return set(connection.execute(select(people.c.subject).where(people.c.until.isnot(None))).scalars())


def test_whoever_did_not_sign_in_for_90_days_is_disabled_and_the_log_names_them(community: Community) -> None:
    to_the_day(community, seconds=-1)
    assert upkeep.purge(community.desk).people == 0
    community.token("adm_north")
    to_the_day(community)
    assert upkeep.purge(community.desk).people == len(PEOPLE) - 1
    assert ended(community) == set(PEOPLE) - {"adm_north"}
    (entry,) = log(community, "person:disable")
    assert (entry.outcome, entry.reason, entry.kind) == ("allowed", "idle", "system")
    assert len(entry.objects) == len(PEOPLE) - 1
    with pytest.raises(NotOnRoster):
        community.token(ANA)
    assert upkeep.purge(community.desk).people == 0  # once


def test_their_administrator_brings_them_back_and_the_days_count_anew(community: Community) -> None:
    to_the_day(community, seconds=-1)
    community.token("adm_north")
    to_the_day(community)
    upkeep.purge(community.desk)
    visitor = community.client("adm_north")
    assert "Disabled: not used for 90 days" in visitor.get("/agency").text
    assert visitor.send(f"/agency/people/{community.people[ANA]}/back").status_code == 303
    upkeep.purge(community.desk)
    assert community.token(ANA)


def test_a_roster_file_that_says_so_brings_them_back_and_one_that_says_nothing_does_not(community: Community) -> None:
    to_the_day(community)
    upkeep.purge(community.desk)
    line = {"issuer": issuer_of(ANA), "subject": ANA, "name": "Ana Brook"}
    roster.load(community.desk, {"people": [line]})
    assert ANA in ended(community)
    roster.load(community.desk, {"people": [line | {"ended": False}]})
    assert upkeep.purge(community.desk).people == 0
    assert community.token(ANA)


def test_sessions_of_the_disabled_end_with_them(community: Community) -> None:
    token = community.token(ANA)
    with community.desk.database.write() as connection:
        mine = accounts.c.person_id == community.people[ANA]
        connection.execute(update(accounts).where(mine).values(used_at=community.clock.now - IDLE))
    assert upkeep.purge(community.desk).people == 1
    assert find(community, token) is None


def test_whoever_never_signed_in_counts_from_the_day_they_came(community: Community) -> None:
    roster.load(community.desk, {"people": [{"issuer": issuer_of(ANA), "subject": "new", "name": "Nia Rue"}]})
    community.clock.forward(days=89)
    for slug in PEOPLE:
        community.token(slug)
    assert upkeep.purge(community.desk).people == 0
    community.clock.forward(days=1)
    assert upkeep.purge(community.desk).people == 1
    assert ended(community) == {"new"}


def test_a_sign_in_between_finding_and_disabling_keeps_the_account(community: Community) -> None:
    to_the_day(community)
    with community.desk.consulting() as cabinet:
        idle = rows.facts_of_idle(cabinet, IDLE)
    community.token(ANA)
    with community.desk.database.write() as connection:
        cabinet = Cabinet(connection=connection, keyring=community.desk.keyring, now=community.desk.now)
        assert len(rows.disable(cabinet, idle, IDLE)) == len(PEOPLE) - 1
    assert ANA not in ended(community)
