"""Room: tests. The names that belong to the core are all reserved: a plugin that declares one refuses to start."""

from __future__ import annotations

from coordination.partners.check import _RESERVED, _RESERVED_NOTICES
from coordination.policy.redisclosure import FEDERAL
from coordination.policy.rulebook import CORE_AUTHORITIES


def test_every_authority_of_the_core_is_reserved() -> None:
    """A plugin that could declare "court_order" and a rule on it would open a Part 2 program's records without one."""
    assert {one.slug for one in CORE_AUTHORITIES} | {"known_to_team"} == _RESERVED


def test_every_notice_of_the_core_is_reserved() -> None:
    assert {told.slug for told in FEDERAL} == _RESERVED_NOTICES
