"""Room: tests. The community with its legal side."""

from __future__ import annotations

import pytest

from tests.community import Community
from tests.plugins.legal_side import Courthouse


@pytest.fixture
def courthouse(community: Community) -> Courthouse:
    """Law offices, a court, guardians, probation and victim-witness services beside the community."""
    return Courthouse(community)
