"""Room: tests. The page of sessions: one's own, and for an administrator those of the agency."""

from __future__ import annotations

from coordination.model.ids import new_id
from tests.casework.doorstep import find, here
from tests.community import Community


def test_a_person_ends_another_session_of_theirs_from_the_page(community: Community) -> None:
    elsewhere = community.token("ana_cps_worker")
    visitor = community.client("ana_cps_worker")
    page = visitor.get("/sessions")
    assert page.text.count("End this session") == 2
    assert "This one" in page.text
    assert "Firefox on Linux" in page.text
    handle = here(community, elsewhere).handle
    assert visitor.send(f"/sessions/{handle}/end").status_code == 303
    assert find(community, elsewhere) is None
    assert visitor.get("/sessions").status_code == 200


def test_a_worker_sees_no_session_of_anybody_else(community: Community) -> None:
    community.token("sam_cps_supervisor")
    text = community.client("ana_cps_worker").get("/sessions").text
    assert "Sam Reed" not in text
    assert "People of your agency" not in text


def test_an_administrator_sees_and_ends_those_of_their_agency(community: Community) -> None:
    token = community.token("ana_cps_worker")
    community.token("det_lake")
    visitor = community.client("adm_north")
    text = visitor.get("/sessions").text
    assert "Ana Brook" in text
    assert "Leo Marsh" not in text
    assert visitor.send(f"/sessions/{here(community, token).handle}/end").status_code == 303
    assert find(community, token) is None


def test_hidden_and_absent_sessions_are_refused_with_the_same_bytes(community: Community) -> None:
    theirs = here(community, community.token("det_lake")).handle
    visitor = community.client("ana_cps_worker")
    hidden, absent = (visitor.send(f"/sessions/{handle}/end") for handle in (theirs, new_id()))
    assert (hidden.status_code, hidden.data) == (absent.status_code, absent.data)
    assert hidden.status_code == 404


def test_a_person_locks_their_own_screen(community: Community) -> None:
    visitor = community.client("ana_cps_worker")
    assert visitor.send("/sessions/lock").status_code == 303
    assert visitor.get("/sessions").status_code == 423


def test_a_form_without_its_key_ends_no_session_and_spends_nobodys_key(community: Community) -> None:
    elsewhere = community.token("ana_cps_worker")
    visitor, handle = community.client("ana_cps_worker"), here(community, elsewhere).handle
    for key in ("", "0", "f" * 65, "F" * 32):
        sent = {"csrf_token": visitor.form_token(), "act_key": key}
        assert visitor.post(f"/sessions/{handle}/end", data=sent).status_code == 400
    assert find(community, elsewhere) is not None
