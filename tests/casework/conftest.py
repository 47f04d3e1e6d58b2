"""Room: tests. What several files of casework begin with: a mail server, and a case of which nobody waits to hear."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coordination.model.ids import CaseId
from tests.casework import nights
from tests.casework.posted import Posted, case_with_a_locked_type
from tests.casework.story import opened
from tests.community import Community
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
def night(posted: Posted) -> Posted:
    """Two at night: at the center Mia is on call, a desk behind her; everybody has an address."""
    return nights.fall(posted)


@pytest.fixture
def night_case(night: Posted) -> CaseId:
    """A case of child protection alone."""
    return opened(night.community, "ana_cps_worker")
