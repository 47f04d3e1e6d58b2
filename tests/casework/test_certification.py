"""Room: tests. A referral for a place to live, to a setting whose certification ran out: said or refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.casework import referrals
from coordination.casework.desk import Desk
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId, new_id
from coordination.model.referrals import Kind
from tests.casework.almanac import Almanac
from tests.casework.referred import SERVICE
from tests.casework.story import opened
from tests.casework.trained import SPECIALIZED, strict
from tests.community import Community

NEED = "out_of_home_care"
# Its columns are written and read on both engines by tests/casework/test_directory.py.
pytestmark = pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)


@pytest.fixture
def almanac(community: Community) -> Almanac:
    """A center that lists a certified setting, certified until yesterday."""
    made = Almanac(community=community)
    made.service("cac", name="Harbor beds", **setting("2026-11-20"))
    return made


def setting(until: str) -> dict[str, str]:
    return {"certification_kind": SPECIALIZED, "certified_until": until, "certification_number": "MN-77"}


def send(community: Community, case: CaseId, desk: Desk | None = None, **typed: str) -> str:
    form = {**SERVICE, "need": NEED, "recipient": str(community.programs["cac"].id), **typed}
    return referrals.send(desk or community.desk, community.actor("ana_cps_worker"), case, Kind.SERVICE, form, new_id())


def test_an_expired_setting_is_flagged_beside_the_field_until_the_sender_says_they_know(almanac: Almanac) -> None:
    community = almanac.community
    case = opened(community, "ana_cps_worker")
    for known in ("", "no"):
        with pytest.raises(Invalid) as caught:
            send(community, case, certification_known=known)
        assert set(caught.value.fields) == {"recipient", "certification_known"}
        said = caught.value.fields["recipient"]
        for word in ("Harbor beds", "MN-77", "2026-11-20", "Licensing Information Lookup"):
            assert word in said
    assert send(community, case, need="education")  # nothing to do with where she lives
    assert send(community, case, certification_known="yes")


def test_a_rule_that_refuses_takes_no_word_for_it(almanac: Almanac) -> None:
    community = almanac.community
    case = opened(community, "ana_cps_worker")
    with pytest.raises(Invalid) as caught:
        send(community, case, strict(community.desk), certification_known="yes")
    assert set(caught.value.fields) == {"recipient"}
    assert "Choose another program" in caught.value.fields["recipient"]


def test_one_certified_setting_among_theirs_is_enough_and_the_last_day_counts(almanac: Almanac) -> None:
    community = almanac.community
    case = opened(community, "ana_cps_worker")
    almanac.service("cac", name="New beds", **setting("2026-11-21"))  # today in Chicago
    community.clock.forward(hours=14)
    community.clock.now += timedelta(minutes=59)
    first = send(community, case)  # 23:59 of the last day
    community.clock.forward(minutes=2)
    with pytest.raises(Invalid) as caught:
        send(community, opened(community, "ana_cps_worker"))
    assert "recipient" in caught.value.fields
    assert first


def test_a_setting_without_a_kind_and_one_for_another_need_are_not_asked(community: Community) -> None:
    almanac = Almanac(community=community)
    almanac.service("cac", name="Beds", certification="By the county", certified_until="2026-01-01")
    almanac.service("cac", name="Rides", needs=["transport"], **setting("2026-01-01"))
    assert send(community, opened(community, "ana_cps_worker"))


def test_a_kind_needs_its_end_and_is_one_of_the_jurisdictions(community: Community) -> None:
    almanac = Almanac(community=community)
    for typed, field in (
        ({"certification_kind": SPECIALIZED}, "certified_until"),
        ({"certification_kind": "made_up", "certified_until": "2027-01-01"}, "certification_kind"),
        ({"certification_number": "x" * 81}, "certification_number"),
    ):
        with pytest.raises(Invalid) as caught:
            almanac.service("cac", **typed)
        assert set(caught.value.fields) == {field}
    with pytest.raises(Invalid) as caught:
        almanac.service("advocates", certification_number="12 Main Street")
    assert "address" in caught.value.fields["certification_number"]
