"""Room: tests. Forged, replayed and foreign passkey answers, each by name: what an attacker sends to sign in."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from werkzeug.test import TestResponse

from coordination.web.passkeys import PENDING
from coordination.web.signin import passkey as protocol
from coordination.web.signin import pending
from tests.web.key_owner import HOST, ORIGIN, Owner, asked, send, visitor
from tests.web.software_key import BACKED_UP, BACKUP_ELIGIBLE, PRESENT, VERIFIED, SoftwareKey, encoded

Forgery = Callable[[Owner], TestResponse]


def altered(**changed: Any) -> Forgery:  # noqa: ANN401 - whatever a forgery needs
    """An answer of the right key with one thing wrong, signed all the same."""
    return lambda una: una.sign_in(una.key.use(una.options(), **changed))


def raw(answer: str) -> Forgery:
    """No answer at all."""

    def forge(una: Owner) -> TestResponse:
        una.options()
        return una.sign_in(answer)

    return forge


def response(**changed: Any) -> Forgery:  # noqa: ANN401 - as above
    """A part of the response replaced after it was signed."""
    return altered(response=changed)


def another_key(una: Owner) -> TestResponse:
    return una.sign_in(una.key.use(una.options(), key=ec.generate_private_key(ec.SECP256R1())))


def unknown_credential(una: Owner) -> TestResponse:
    stranger = SoftwareKey(domain=HOST, origin=ORIGIN, user=una.key.user)
    return una.sign_in(stranger.use(una.options()))


def known_id_with_a_strangers_key(una: Owner) -> TestResponse:
    stranger = SoftwareKey(domain=HOST, origin=ORIGIN, user=una.key.user, credential=una.key.credential)
    return una.sign_in(stranger.use(una.options(), count=una.key.count + 100))


def replayed(una: Owner) -> TestResponse:
    """The whole request a second time, cookie and all, as somebody who read it on the way would send it."""
    answer = una.key.use(una.options())
    cookie = una.pending()
    assert una.sign_in(answer).status_code == 303
    una.browser.delete_cookie("__Host-coordination", domain=HOST)
    una.browser.set_cookie(PENDING, cookie or "", domain=HOST, secure=True)
    return una.sign_in(answer)


def replayed_without_its_cookie(una: Owner) -> TestResponse:
    answer = una.key.use(una.options())
    una.browser.delete_cookie(PENDING, domain=HOST)
    return una.sign_in(answer)


def challenge_of_an_earlier_page(una: Owner) -> TestResponse:
    earlier = una.options()
    una.options()
    return una.sign_in(una.key.use(earlier))


def challenge_of_another_browser(una: Owner) -> TestResponse:
    elsewhere = asked(visitor(una.community).get("/passkey"))
    una.options()
    return una.sign_in(una.key.use(elsewhere))


def too_late(una: Owner) -> TestResponse:
    answer = una.key.use(una.options())
    una.community.clock.forward(minutes=10, seconds=1)
    return una.sign_in(answer)


def from_the_future(una: Owner) -> TestResponse:
    answer = una.key.use(una.options())
    una.community.clock.now -= timedelta(minutes=1)
    try:
        return una.sign_in(answer)
    finally:
        una.community.clock.now += timedelta(minutes=1)


def cookie_forged(una: Owner) -> TestResponse:
    now = una.community.clock.now
    ceremony = protocol.begin(protocol.SIGN_IN, now)
    una.browser.set_cookie(PENDING, protocol.seal(ceremony, b"another key"), domain=HOST, secure=True)
    return una.sign_in(una.key.use({"challenge": ceremony.challenge}))


def cookie_altered(una: Owner) -> TestResponse:
    answer, cookie = una.key.use(una.options()), una.pending() or ""
    una.browser.set_cookie(PENDING, "X" + cookie[1:], domain=HOST, secure=True)
    return una.sign_in(answer)


def cookie_of_another_purpose(una: Owner) -> TestResponse:
    """A ceremony of ours to add a passkey, used to sign in."""
    ceremony = protocol.begin(protocol.ENROL, una.community.clock.now, code="x")
    sealed = protocol.seal(ceremony, una.community.hub.cookie_key)
    una.browser.set_cookie(PENDING, sealed, domain=HOST, secure=True)
    return una.sign_in(una.key.use({"challenge": ceremony.challenge}))


def cookie_of_the_openid_sign_in(una: Owner) -> TestResponse:
    other = pending.Pending(
        issuer="x", state="s", nonce="n", verifier="v", redirect_uri="r", started=una.community.clock.now
    )
    sealed = pending.seal(other, una.community.hub.cookie_key)
    una.browser.set_cookie(PENDING, sealed, domain=HOST, secure=True)
    return una.sign_in(una.key.use({"challenge": "AAAA"}))


def sent_from_another_site(una: Owner) -> TestResponse:
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    answer = una.key.use(una.options())
    return una.browser.post("/passkey", data={"answer": answer}, headers=headers)


def registration_instead_of_use(una: Owner) -> TestResponse:
    options = una.options() | {"user": {"id": encoded(una.key.user)}}
    other = SoftwareKey(domain=HOST, origin=ORIGIN, credential=una.key.credential)
    return una.sign_in(other.make(options))


def challenge_of_a_session_that_ended(una: Owner) -> TestResponse:
    assert una.sign_in().status_code == 303
    options = una.options("/passkey?again=1")
    cookie = una.pending() or ""
    send(una.browser, "/sign-out", {})
    una.browser.set_cookie(PENDING, cookie, domain=HOST, secure=True)
    return una.sign_in(una.key.use(options))


def padded_twice(una: Owner) -> TestResponse:
    """The credential id in another spelling, so that it is looked up as one and verified as another."""
    own = base64.urlsafe_b64encode(una.key.credential).decode() + "="
    return una.sign_in(una.key.use(una.options(), answer={"id": own}))


FORGERIES: dict[str, Forgery] = {
    "a_key_of_somebody_else": another_key,
    "a_credential_nobody_has": unknown_credential,
    "a_known_id_with_a_strangers_key": known_id_with_a_strangers_key,
    "replayed_with_its_cookie": replayed,
    "replayed_without_its_cookie": replayed_without_its_cookie,
    "the_challenge_of_an_earlier_page": challenge_of_an_earlier_page,
    "the_challenge_of_another_browser": challenge_of_another_browser,
    "the_challenge_of_a_session_that_ended": challenge_of_a_session_that_ended,
    "older_than_ten_minutes": too_late,
    "from_the_future": from_the_future,
    "a_cookie_signed_by_somebody_else": cookie_forged,
    "a_cookie_altered": cookie_altered,
    "a_cookie_of_another_purpose": cookie_of_another_purpose,
    "a_cookie_of_the_openid_sign_in": cookie_of_the_openid_sign_in,
    "sent_from_another_site": sent_from_another_site,
    "a_registration_instead_of_a_use": registration_instead_of_use,
    "an_id_spelt_otherwise": padded_twice,
    "foreign_origin": altered(origin="https://hub.evil.example"),
    "same_host_over_https": altered(origin=ORIGIN.replace("http:", "https:")),
    "same_host_at_another_port": altered(origin="http://localhost:8001"),
    "origin_with_our_name_in_front": altered(origin=f"{ORIGIN}.evil.example"),
    "origin_null": altered(origin="null"),
    "no_origin": altered(client={"origin": None}),
    "a_foreign_domain": altered(domain="evil.example"),
    "a_domain_above_ours": altered(domain="host"),
    "the_empty_domain": altered(domain=""),
    "a_challenge_of_ones_own": altered(challenge=encoded(b"x" * 32)),
    "the_empty_challenge": altered(challenge=""),
    "type_create": altered(type="webauthn.create"),
    "type_payment": altered(type="payment.get"),
    "in_a_frame_of_another_site": altered(client={"crossOrigin": True}),
    "cross_origin_in_words": altered(client={"crossOrigin": "yes"}),
    "with_a_top_origin": altered(client={"topOrigin": "https://evil.example"}),
    "nobody_was_present": altered(flags=VERIFIED),
    "nobody_was_verified": altered(flags=PRESENT),
    "no_flag_at_all": altered(flags=0),
    "backed_up_without_being_eligible": altered(flags=PRESENT | VERIFIED | BACKED_UP),
    "became_synced_meanwhile": altered(flags=PRESENT | VERIFIED | BACKUP_ELIGIBLE),
    "attested_data_that_is_not_there": altered(flags=PRESENT | VERIFIED | 0x40),
    "extensions_that_are_not_there": altered(flags=PRESENT | VERIFIED | 0x80),
    "signed_something_else": altered(signed=hashlib.sha256(b"something else").digest()),
    "an_empty_signature": response(signature=""),
    "a_signature_that_is_none": response(signature=encoded(b"\x30\x02\x01\x00")),
    "data_changed_after_signing": response(authenticatorData=encoded(b"\0" * 37)),
    "data_cut_short": response(authenticatorData=encoded(b"\0" * 10)),
    "client_data_that_is_no_json": response(clientDataJSON=encoded(b"{")),
    "client_data_that_is_a_list": response(clientDataJSON=encoded(b"[]")),
    "client_data_in_no_alphabet": response(clientDataJSON="{{{"),
    "for_another_user": response(userHandle=encoded(b"0" * 32)),
    "for_nobody": response(userHandle=None),
    "no_signature": response(signature=None),
    "no_authenticator_data": response(authenticatorData=None),
    "raw_id_of_another": altered(answer={"rawId": encoded(b"x" * 32)}),
    "no_id": altered(answer={"id": None}),
    "an_id_that_is_a_number": altered(answer={"id": 7}),
    "another_type_of_credential": altered(answer={"type": "password"}),
    "a_response_that_is_a_list": altered(answer={"response": []}),
    "nothing": raw(""),
    "no_json": raw("{"),
    "a_list": raw("[]"),
    "a_number": raw("7"),
    "deeply_nested": raw("[" * 9_000),
    "far_too_long": raw(json.dumps({"id": "x" * 30_000})),
    "sql_in_the_id": raw(json.dumps({"id": "' OR 1=1 --", "response": {"clientDataJSON": "e30"}})),
}
