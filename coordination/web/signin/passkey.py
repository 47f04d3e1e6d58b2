"""Room: web. The WebAuthn ceremonies: `ask` gives a browser its challenge, `proved` and `made` judge what comes back.

W3C Web Authentication Level 2 §7.1 and §7.2, by the webauthn library, and by us what it leaves to its caller: frames
of other sites, whose passkey it is, whether it may live on several devices. Proof: tests/web/test_passkey_forgeries.py.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import webauthn
from itsdangerous import BadData, URLSafeSerializer
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from coordination.model.passkey import CHALLENGE_LASTS, Assertion, Enrolling, NewPasskey, Passkey, PasskeyRefused

SALT = "coordination.passkey.ceremony.1"
NAME = "Coordination hub"  # shown by the device; it says nothing about whom it is for
LONGEST = 20_000  # characters of an answer
MILLISECONDS = 120_000  # a device gives up after two minutes
SIGN_IN, UNLOCK, STEP_UP, ENROL = "sign_in", "unlock", "step_up", "enrol"
PURPOSES = frozenset({SIGN_IN, UNLOCK, STEP_UP, ENROL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where passkeys belong, by the settings, never by the request. domain: RP ID; origin: scheme, host, port."""

    domain: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceremony:
    """A ceremony under way, carried by the browser in a signed cookie. challenge: base64url of 32 random bytes.

    session: handle of the session that asked, for unlock and step-up. code: digest of the one-time code, to enrol.
    """

    purpose: str
    challenge: str = field(repr=False)
    started: datetime
    session: str = ""
    code: str = field(default="", repr=False)


def begin(purpose: str, now: datetime, *, session: str = "", code: str = "") -> Ceremony:
    """A fresh challenge of 256 bits."""
    challenge = bytes_to_base64url(secrets.token_bytes(32))
    return Ceremony(purpose=purpose, challenge=challenge, started=now, session=session, code=code)


def seal(ceremony: Ceremony, key: str | bytes) -> str:
    """The ceremony as cookie text, signed with the hub's cookie key. The browser may read it, not change it."""
    values = [ceremony.purpose, ceremony.challenge, ceremony.started.isoformat(), ceremony.session, ceremony.code]
    return _serializer(key).dumps(values)


def unseal(cookie: str | None, key: str | bytes, now: datetime) -> Ceremony:
    """The ceremony under way; PasskeyRefused when the cookie is absent, forged, or older than ten minutes."""
    try:
        values: object = _serializer(key).loads(cookie or "")
    except BadData as error:
        raise PasskeyRefused("ceremony_forged") from error
    if not isinstance(values, list) or len(values) != len(Ceremony.__slots__):
        raise PasskeyRefused("ceremony_forged")
    purpose, challenge, started, session, code = map(str, values)
    at = datetime.fromisoformat(started).astimezone(UTC)
    if purpose not in PURPOSES or not timedelta(0) <= now - at <= CHALLENGE_LASTS:
        raise PasskeyRefused("ceremony_expired")
    return Ceremony(purpose=purpose, challenge=challenge, started=at, session=session, code=code)


def ask(site: Site, ceremony: Ceremony) -> str:
    """What the browser needs in order to use a passkey, as JSON. It names nobody: the device offers what it has."""
    options = webauthn.generate_authentication_options(
        rp_id=site.domain,
        challenge=base64url_to_bytes(ceremony.challenge),
        timeout=MILLISECONDS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def ask_new(site: Site, ceremony: Ceremony, person: Enrolling) -> str:
    """What the browser needs in order to make a passkey on this device, as JSON."""
    options = webauthn.generate_registration_options(
        rp_id=site.domain,
        rp_name=NAME,
        user_id=person.person_id.encode(),
        user_name=person.name,
        user_display_name=person.name,
        challenge=base64url_to_bytes(ceremony.challenge),
        timeout=MILLISECONDS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in person.known],
    )
    return options_to_json(options)


def credential_of(answer: str) -> str:
    """The credential id that an answer claims, in canonical base64url. PasskeyRefused when it is no answer of ours."""
    claimed = _parsed(answer).get("id")
    if not isinstance(claimed, str):
        raise PasskeyRefused("answer_malformed")
    return claimed


def proved(site: Site, ceremony: Ceremony, passkey: Passkey, answer: str) -> Assertion:
    """Judge the use of a passkey; PasskeyRefused with a coded reason otherwise. Numbers as in §7.2."""
    values = _parsed(answer)
    _own_frame(values)
    handle = _response(values).get("userHandle")
    # (6) the device says whom the passkey is for, and that must be its owner; discoverable ones always say.
    if handle != bytes_to_base64url(passkey.person_id.encode()):
        raise PasskeyRefused("user_mismatch")
    try:
        # (7) to (20): type, challenge, origin, RP ID, presence, verification and signature. The count is compared
        # later, where it is written, and only for an answer whose signature holds: here 0 stands for it.
        found = webauthn.verify_authentication_response(
            credential=values,
            expected_challenge=base64url_to_bytes(ceremony.challenge),
            expected_rp_id=site.domain,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception as error:  # INVARIANT: whatever a crafted answer breaks in a parser is a refusal, never a 500
        raise PasskeyRefused("assertion_refused") from error
    if bytes_to_base64url(found.credential_id) != passkey.credential or _synced(found.credential_device_type) is not (
        passkey.synced
    ):
        raise PasskeyRefused("passkey_changed")
    return Assertion(
        challenge_digest=hashlib.sha256(ceremony.challenge.encode()).hexdigest(),
        sign_count=found.new_sign_count,
        backed_up=found.credential_backed_up,
        asked_at=ceremony.started,
    )


def made(site: Site, ceremony: Ceremony, answer: str) -> NewPasskey:
    """Judge a new passkey; PasskeyRefused with a coded reason otherwise. Numbers as in §7.1.

    Whose make the device is (attestation) is not asked: the administrator sees it in the person's hand.
    """
    values = _parsed(answer)
    _own_frame(values)
    try:
        found = webauthn.verify_registration_response(
            credential=values,
            expected_challenge=base64url_to_bytes(ceremony.challenge),
            expected_rp_id=site.domain,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except Exception as error:  # INVARIANT: as above
        raise PasskeyRefused("attestation_refused") from error
    return NewPasskey(
        credential=bytes_to_base64url(found.credential_id),
        public_key=bytes_to_base64url(found.credential_public_key),
        sign_count=found.sign_count,
        synced=_synced(found.credential_device_type),
        backed_up=found.credential_backed_up,
    )


def _parsed(answer: str) -> dict[str, object]:
    if len(answer) > LONGEST:
        raise PasskeyRefused("answer_malformed")
    try:
        values: object = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise PasskeyRefused("answer_malformed") from error
    if not isinstance(values, dict):
        raise PasskeyRefused("answer_malformed")
    return values


def _response(values: Mapping[str, object]) -> Mapping[str, object]:
    response = values.get("response")
    if not isinstance(response, dict):
        raise PasskeyRefused("answer_malformed")
    return response


def _own_frame(values: Mapping[str, object]) -> None:
    """The library does not look at whether another site framed us (§5.8.1, crossOrigin); no page of ours is framed."""
    client = _response(values).get("clientDataJSON")
    try:
        raw = str(client).encode("ascii")
        told: object = json.loads(base64.urlsafe_b64decode(raw + b"=" * (-len(raw) % 4)))
    except (ValueError, RecursionError) as error:
        raise PasskeyRefused("answer_malformed") from error
    if not isinstance(told, dict) or told.get("crossOrigin", False) is not False or "topOrigin" in told:
        raise PasskeyRefused("framed")


def _synced(kind: CredentialDeviceType) -> bool:
    return kind is CredentialDeviceType.MULTI_DEVICE


def _serializer(key: str | bytes) -> URLSafeSerializer:
    """The signer, bound to this one purpose by its salt."""
    return URLSafeSerializer(key, salt=SALT, signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256})
