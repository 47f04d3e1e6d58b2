"""Room: web. The frame of every page: who is here, where they can go, nothing from elsewhere."""

from __future__ import annotations

from tests.community import Community


def test_a_worker_sees_who_they_are_and_where_they_can_go(community: Community) -> None:
    page = community.client("ana_cps_worker").get("/help")
    assert page.status_code == 200, page.text
    assert "Ana Brook" in page.text
    assert "Child Protection" in page.text
