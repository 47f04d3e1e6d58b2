"""Room: tests. Passkeys through the door: enrolled in person, used to sign in, unlock, step up; cut off at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coordination.casework import sessions
from coordination.model.session import Session
from tests.casework.doorstep import log
from tests.community import Community
from tests.databases import Store
from tests.web.key_owner import (
    HOST,
    ORIGIN,
    Owner,
    add,
    asked,
    code_for,
    enrol,
    named_community,
    owner,
    send,
    visitor,
)
from tests.web.software_key import BACKED_UP, BACKUP_ELIGIBLE, PRESENT, VERIFIED, SoftwareKey


@pytest.fixture
def una(engine_store: Store, tmp_path: Path) -> Iterator[Owner]:
    """Una Vale of North County, her passkey and her browser."""
    with named_community(engine_store, tmp_path / "home") as community:
        yield owner(community)


def session_of(una: Owner, token: str | None = None) -> Session | None:
    community = una.community
    return sessions.find(community.desk, token or una.token(), browser=community.browser(), limits=community.hub.limits)


def page_of_una(una: Owner) -> str:
    return una.administrator.get(f"/agency/people/{una.person_id}").text


def passkey_id(una: Owner, page: str | None = None) -> str:
    text = page or page_of_una(una)
    return text.split("/passkeys/")[1].split("/end")[0]


def test_a_person_signs_in_with_a_passkey_and_works_as_appointed(una: Owner) -> None:
    answer = una.sign_in()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    page = una.browser.get("/cases").text
    assert "Una Vale" in page
    assert "Child Protection, North County Human Services" in page
    session = session_of(una)
    assert session is not None
    assert session.actor is not None
    begun = log(una.community, "session:start")[-2:]
    assert {entry.outcome for entry in begun} == {"allowed"}
    assert una.pending() is None  # the ceremony is over


def test_no_row_is_written_before_somebody_is_proved(una: Owner) -> None:
    before = len(log(una.community))
    una.browser.get("/passkey")
    una.browser.get("/passkey/new")
    assert len(log(una.community)) == before


def test_a_device_that_does_not_count_signs_in_again_and_again(una: Owner) -> None:
    key = SoftwareKey(domain=HOST, origin=ORIGIN, counts=False, flags=PRESENT | VERIFIED | BACKUP_ELIGIBLE | BACKED_UP)
    assert "Your passkey works" in add(una.browser, code_for(una.administrator, una.person_id), key, "Tablet").text
    una.key = key
    for _ in range(3):
        assert una.sign_in().status_code == 303
    assert "May be on several devices" in page_of_una(una)


def test_a_person_has_several_passkeys_and_losing_one_leaves_the_others(una: Owner) -> None:
    second = SoftwareKey(domain=HOST, origin=ORIGIN)
    add(una.browser, code_for(una.administrator, una.person_id), second, "Spare key")
    assert una.sign_in().status_code == 303
    first_session = una.token()
    other = visitor(una.community)
    answer = other.post("/passkey", data={"answer": second.use(asked(other.get("/passkey")))})
    assert answer.status_code == 303
    page = page_of_una(una)
    phone = page[page.index("Work phone") :]
    assert send(una.administrator, f"/passkeys/{passkey_id(una, phone)}/end", {}).status_code == 303
    assert session_of(una, first_session) is None
    assert other.get("/cases").status_code == 200  # the spare key's own session goes on
    una.browser.delete_cookie("__Host-coordination", domain=HOST)
    assert una.sign_in().status_code == 400


def test_a_lost_device_is_cut_off_in_one_click_with_its_sessions(una: Owner) -> None:
    una.sign_in()
    assert una.browser.get("/cases").status_code == 200
    assert send(una.administrator, f"/passkeys/{passkey_id(una)}/end", {}).status_code == 303
    assert una.browser.get("/cases").status_code == 303
    assert "Cut off" in page_of_una(una)
    (entry,) = log(una.community, "passkey:end")
    assert entry.outcome == "allowed"
    assert una.sign_in().status_code == 400


def test_a_person_cuts_off_their_own_and_nobody_elses(una: Owner) -> None:
    una.sign_in()
    page = una.browser.get("/sessions").text
    assert "Your passkeys" in page
    found = passkey_id(una, page)
    for slug in ("ana_cps_worker", "det_lake", "sam_cps_supervisor"):
        other = visitor(una.community, slug)
        absent = send(other, f"/passkeys/{'0' * 32}/end", {})
        answer = send(other, f"/passkeys/{found}/end", {})
        assert (answer.status_code, answer.data) == (404, absent.data)
    assert send(una.browser, f"/passkeys/{found}/end", {}).status_code == 303
    assert una.browser.get("/cases").status_code == 303


def test_a_locked_screen_is_unlocked_by_the_same_persons_passkey_alone(una: Owner) -> None:
    una.sign_in()
    una.community.clock.forward(minutes=16)
    assert una.browser.get("/cases").status_code == 423
    assert "Sign in with a passkey" in una.browser.get("/sign-in").text
    assert una.sign_in().status_code == 303
    assert una.browser.get("/cases").status_code == 200
    una.community.clock.forward(minutes=16)
    person = enrol(una.administrator_again(), una.community, "Bo Ray")
    other = SoftwareKey(domain=HOST, origin=ORIGIN)
    add(visitor(una.community), code_for(una.administrator, person), other)
    answer = una.browser.post("/passkey", data={"answer": other.use(una.options())})
    assert answer.status_code == 400
    assert una.browser.get("/cases").status_code == 423


def test_a_fresh_use_of_the_passkey_is_the_second_factor_for_locations(una: Owner) -> None:
    una.sign_in()
    before = session_of(una)
    assert before is not None
    assert before.actor is not None
    assert not before.actor.stepped_up(una.community.clock.now)
    answer = una.browser.get("/step-up?next=/cases")
    assert answer.headers["Location"].startswith("/passkey?again=")
    options = una.options(answer.headers["Location"])
    done = una.sign_in(una.key.use(options), next="/cases")
    assert (done.status_code, done.headers["Location"]) == (303, "/cases")
    after = session_of(una)
    assert after is not None
    assert after.actor is not None
    assert after.actor.stepped_up(una.community.clock.now)
    assert after.handle == before.handle


def test_a_session_of_a_passkey_ends_at_the_hub_alone(una: Owner) -> None:
    una.sign_in()
    assert send(una.browser, "/sign-out", {}).status_code == 200
    assert una.browser.get("/cases").status_code == 303


# --- codes ------------------------------------------------------------------------------------------------------------


def test_a_code_works_once_and_for_fifteen_minutes(una: Owner) -> None:
    code = code_for(una.administrator, una.person_id)
    assert "Una Vale" in una.browser.post("/passkey/new", data={"code": code.lower().replace("-", " ")}).text
    key = SoftwareKey(domain=HOST, origin=ORIGIN)
    assert "Your passkey works" in add(una.browser, code, key).text
    assert una.browser.post("/passkey/new", data={"code": code}).status_code == 422
    late = code_for(una.administrator, una.person_id)
    una.community.clock.forward(minutes=15)
    assert una.browser.post("/passkey/new", data={"code": late}).status_code == 422


def test_a_code_that_runs_out_while_the_device_works_is_refused(una: Owner) -> None:
    code = code_for(una.administrator, una.person_id)
    una.community.clock.forward(minutes=14)
    page = una.browser.post("/passkey/new", data={"code": code})
    una.community.clock.forward(minutes=2)
    key = SoftwareKey(domain=HOST, origin=ORIGIN)
    answer = una.browser.post("/passkey/new/device", data={"answer": key.make(asked(page)), "label": "Phone"})
    assert answer.status_code == 400


def test_a_newer_code_makes_the_older_one_worthless(una: Owner) -> None:
    older = code_for(una.administrator, una.person_id)
    code_for(una.administrator, una.person_id)
    assert una.browser.post("/passkey/new", data={"code": older}).status_code == 422


def test_unknown_used_and_old_codes_are_the_same_bytes(una: Owner) -> None:
    used = code_for(una.administrator, una.person_id)
    add(una.browser, used, SoftwareKey(domain=HOST, origin=ORIGIN))
    answers = {una.browser.post("/passkey/new", data={"code": code}).data for code in (used, "0000-0000-0000", "", "x")}
    assert len(answers) == 1


def test_the_code_itself_is_kept_nowhere(una: Owner) -> None:
    code = code_for(una.administrator, una.person_id)
    assert code not in una.community.logged.getvalue()
    with una.community.desk.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM passkey_codes").all()
    assert code not in repr(rows)
    assert code.replace("-", "") not in repr(rows)


def test_a_person_who_was_ended_can_use_neither_code_nor_passkey(una: Owner) -> None:
    code = code_for(una.administrator, una.person_id)
    send(una.administrator, f"/agency/people/{una.person_id}/end", {})
    assert una.browser.post("/passkey/new", data={"code": code}).status_code == 422
    assert una.sign_in().status_code == 400
    assert send(una.administrator, f"/agency/people/{una.person_id}/code", {}).status_code == 404


def test_somebody_of_an_agencys_own_sign_in_gets_no_code(una: Owner) -> None:
    ana = una.community.people["ana_cps_worker"]
    assert send(una.administrator, f"/agency/people/{ana}/code", {}).status_code == 404


def test_a_device_without_a_name_is_told_so_and_the_code_still_works(una: Owner) -> None:
    code = code_for(una.administrator, una.person_id)
    key = SoftwareKey(domain=HOST, origin=ORIGIN)
    answer = add(una.browser, code, key, label="  ")
    assert answer.status_code == 422
    assert 'id="label-error"' in answer.text
    assert "Your passkey works" in add(una.browser, code, key).text


def test_ten_passkeys_are_enough(una: Owner) -> None:
    for number in range(9):
        add(
            una.browser,
            code_for(una.administrator, una.person_id),
            SoftwareKey(domain=HOST, origin=ORIGIN),
            str(number),
        )
    answer = send(una.administrator, f"/agency/people/{una.person_id}/code", {})
    assert answer.status_code == 422
    assert "10 passkeys at most" in answer.text


def test_at_a_bare_address_the_pages_say_that_passkeys_cannot_work(community: Community) -> None:
    browser = community.client()
    for path in ("/passkey", "/passkey/new"):
        assert "a name of its own" in browser.get(path).text
    assert "Sign in with a passkey" not in browser.get("/sign-in").text  # nobody here has one
