"""Room: tests. What several files of casework begin with: a mail server, and a case of which nobody waits to hear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coordination.model.ids import CaseId
from tests.casework import nights
from tests.casework.posted import Posted, case_with_a_locked_type
from tests.community import Community, opened_on
from tests.databases import Store
from tests.mail_server import mail_server


@pytest.fixture
def posted(community: Community) -> Iterator[Posted]:
    """The community beside a mail server."""
    with mail_server() as server:
        yield Posted(community=community, server=server)


@pytest.fixture
def quiet_case(posted: Posted) -> CaseId:
    """Child protection's case with police and the center; what its story told people of has been sent."""
    made = case_with_a_locked_type(posted.community)
    posted.change(ended_at=posted.community.clock.now, outcome="sent")
    posted.community.clock.forward(seconds=1)
    return made


@pytest.fixture
def night(engine_store: Store, tmp_path: Path) -> Iterator[Posted]:
    """Two at night (tests/casework/nights.py), from a copy: the evening is lived through once an engine."""
    home = tmp_path / "home"
    engine_store.make_template("night", lambda databases: nights.fall(databases, home))
    databases = engine_store.fresh("night")
    try:
        with opened_on(databases, home) as community, mail_server() as server:
            community.clock.now = nights.TWO_AT_NIGHT
            yield Posted(community=community, server=server)
    finally:
        engine_store.drop(databases)


@pytest.fixture
def night_case(night: Posted) -> CaseId:
    """The case of child protection alone."""
    with night.community.desk.consulting() as cabinet:
        return CaseId(str(cabinet.connection.exec_driver_sql("SELECT id FROM cases").scalar_one()))
