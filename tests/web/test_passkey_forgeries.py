"""Room: tests. Every forged, replayed or foreign passkey answer is refused by name, and the right one still works."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

from coordination.door import cookie
from coordination.model.passkey import Assertion, PasskeyRefused
from coordination.web.signin import passkey as protocol
from tests.casework.doorstep import log
from tests.databases import Store
from tests.web.forged_passkeys import FORGERIES
from tests.web.key_owner import HOST, ORIGIN, Owner, add, asked, code_for, enrol, named_community, owner, visitor
from tests.web.software_key import PRESENT, VERIFIED, SoftwareKey


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Owner]:
    """One owner for all forgeries of an engine: none of them may change anything."""
    store: Store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "sqlite_store")
    with named_community(store, tmp_path_factory.mktemp("forged") / "home") as community:
        yield owner(community)


@pytest.fixture
def una(shared: Owner) -> Owner:
    """The owner with a browser in which nobody is signed in."""
    shared.browser = visitor(shared.community)
    return shared


@pytest.fixture
def alone(engine_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Owner]:
    """An owner whose passkey a test may spoil."""
    with named_community(engine_store, tmp_path_factory.mktemp("alone") / "home") as community:
        yield owner(community)


def test_the_list_is_long_enough_to_be_a_battery() -> None:
    assert len(FORGERIES) >= 25


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_answer_is_refused_and_the_right_one_works(una: Owner, name: str) -> None:
    answer = FORGERIES[name](una)
    assert answer.status_code == 400, (name, answer.text)
    assert not any(cookie.NAME + "=" in line for line in answer.headers.getlist("Set-Cookie"))
    assert "Signing in" in answer.text or "did not work" in answer.text
    assert una.browser.get("/cases").status_code == 303  # to the sign-in page
    una.browser = visitor(una.community)
    assert una.sign_in().status_code == 303


def test_refusals_all_read_the_same(una: Owner) -> None:
    names = ("a_key_of_somebody_else", "a_credential_nobody_has", "foreign_origin", "nobody_was_verified", "no_json")
    assert len({FORGERIES[name](una).data for name in names}) == 1


def test_a_planted_hole_would_be_seen(una: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken on purpose: a judge that says yes lets a stranger's signature in, so the tests above can fail."""
    right = protocol.proved

    def yes(site: protocol.Site, ceremony: protocol.Ceremony, passkey: object, answer: str) -> object:
        try:
            return right(site, ceremony, passkey, answer)  # type: ignore[arg-type]
        except PasskeyRefused:
            return Assertion(challenge_digest="0" * 64, sign_count=10_000, backed_up=False, asked_at=ceremony.started)

    monkeypatch.setattr(protocol, "proved", yes)
    una.key.count = 10_001
    assert FORGERIES["a_key_of_somebody_else"](una).status_code == 303


# --- copies of a key ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("behind", [0, 1])
def test_a_count_that_does_not_rise_ends_the_passkey_and_its_sessions(alone: Owner, behind: int) -> None:
    for _ in range(3):
        assert alone.sign_in().status_code == 303
    assert alone.browser.get("/cases").status_code == 200
    thief = visitor(alone.community)
    answer = alone.key.use(asked(thief.get("/passkey")), count=alone.key.count - behind)
    assert thief.post("/passkey", data={"answer": answer}).status_code == 400
    assert alone.browser.get("/cases").status_code == 303  # whichever of the two is real, neither goes on
    assert "turned up in two places" in alone.administrator.get(f"/agency/people/{alone.person_id}").text
    refused = [entry for entry in log(alone.community, "session:start") if entry.reason == "passkey_copied"]
    assert len(refused) == 1
    assert alone.sign_in().status_code == 400


def test_a_wrong_signature_with_an_old_count_ends_nothing(alone: Owner) -> None:
    """Else anybody could cut anybody off."""
    for _ in range(2):
        alone.sign_in()
    alone.browser = visitor(alone.community)
    stranger = SoftwareKey(domain=HOST, origin=ORIGIN, user=alone.key.user, credential=alone.key.credential)
    assert alone.sign_in(stranger.use(alone.options(), count=0)).status_code == 400
    assert alone.sign_in().status_code == 303


def test_of_one_answer_sent_twice_at_once_one_is_taken(alone: Owner) -> None:
    answer, pending, together = alone.key.use(alone.options()), alone.pending() or "", Barrier(2)
    statuses: list[int] = []

    def go() -> None:
        browser = visitor(alone.community)
        browser.set_cookie("__Host-coordination-passkey", pending, domain=HOST, secure=True)
        together.wait()
        statuses.append(browser.post("/passkey", data={"answer": answer}).status_code)

    threads = [Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 400]


# --- forged enrolments ----------------------------------------------------------------------------------------------

ENROLMENTS: dict[str, dict[str, object]] = {
    "foreign_origin": {"origin": "https://evil.example"},
    "foreign_domain": {"domain": "evil.example"},
    "another_challenge": {"challenge": "AAAA"},
    "type_get": {"type": "webauthn.get"},
    "in_a_frame": {"client": {"crossOrigin": True}},
    "nobody_was_verified": {"flags": PRESENT},
    "nobody_was_present": {"flags": VERIFIED},
    "an_algorithm_we_do_not_take": {"algorithm": -65535},
    "a_statement_where_none_may_be": {"attStmt": {"sig": b"x"}},
    "an_unknown_format": {"fmt": "made-up"},
    "no_attestation": {"response": {"attestationObject": None}},
    "an_attestation_that_is_none": {"response": {"attestationObject": "AAAA"}},
    "id_of_another": {"answer": {"id": "AAAA"}},
}


@pytest.mark.parametrize("name", ENROLMENTS)
def test_a_forged_enrolment_adds_nothing_and_spends_no_code(una: Owner, name: str) -> None:
    code, key = code_for(una.administrator_again(), una.person_id), SoftwareKey(domain=HOST, origin=ORIGIN)
    assert add(una.browser, code, key, f"Forged {name}", **ENROLMENTS[name]).status_code == 400
    assert f"Forged {name}" not in una.administrator.get(f"/agency/people/{una.person_id}").text
    assert una.browser.post("/passkey/new", data={"code": code}).status_code == 200


def test_a_passkey_of_somebody_else_cannot_be_added_again(alone: Owner) -> None:
    """Whoever learnt a credential id cannot bind it to themselves (§7.1 step 22)."""
    person = enrol(alone.administrator, alone.community, "Bo Ray")
    copy = SoftwareKey(domain=HOST, origin=ORIGIN, credential=alone.key.credential)
    browser = visitor(alone.community)
    assert add(browser, code_for(alone.administrator, person), copy, "Stolen").status_code == 400
    assert alone.sign_in().status_code == 303
    assert [entry.outcome for entry in log(alone.community, "passkey:enrol")] == ["allowed", "refused"]


def test_an_enrolment_without_a_code_is_refused(una: Owner) -> None:
    key, now = SoftwareKey(domain=HOST, origin=ORIGIN), una.community.clock.now
    ceremony = protocol.begin(protocol.ENROL, now, code="0" * 64)
    sealed = protocol.seal(ceremony, una.community.hub.cookie_key)
    una.browser.set_cookie("__Host-coordination-passkey", sealed, domain=HOST, secure=True)
    answer = key.make({"challenge": ceremony.challenge, "user": {"id": "AAAA"}})
    assert una.browser.post("/passkey/new/device", data={"answer": answer, "label": "X"}).status_code == 400
    for sign_in in (una.options(), {"challenge": "AAAA"}):  # nor with the challenge of a sign-in
        answer = key.make(sign_in | {"user": {"id": "AAAA"}})
        assert una.browser.post("/passkey/new/device", data={"answer": answer, "label": "X"}).status_code == 400
