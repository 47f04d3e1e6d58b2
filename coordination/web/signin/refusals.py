"""Room: web. The closed list of reasons why a sign-in or a token is refused; the only error this package raises."""

from __future__ import annotations

from enum import StrEnum

from coordination.model.errors import Refused


class Kind(StrEnum):
    """Why it was refused. Coded, counted and logged; never shown, and never with any part of the token."""

    ACCESS_HASH_MISMATCH = "access_hash_mismatch"
    ALGORITHM_NOT_ALLOWED = "algorithm_not_allowed"
    ANSWER_INCOMPLETE = "answer_incomplete"
    AUDIENCE_MISMATCH = "audience_mismatch"
    AUTHORIZED_PARTY_MISMATCH = "authorized_party_mismatch"
    AUTH_TIME_MISSING = "auth_time_missing"
    CALLBACK_MALFORMED = "callback_malformed"
    CLAIM_MALFORMED = "claim_malformed"
    CODE_HASH_MISMATCH = "code_hash_mismatch"
    CODE_MISSING = "code_missing"
    CODE_REFUSED = "code_refused"
    CRITICAL_HEADER = "critical_header"
    DISCOVERY_REFUSED = "discovery_refused"
    EVENT_MISSING = "event_missing"
    EXPIRED = "expired"
    FROM_THE_FUTURE = "from_the_future"
    ID_MISSING = "id_missing"
    ISSUED_TOO_EARLY = "issued_too_early"
    ISSUER_MISMATCH = "issuer_mismatch"
    ISSUER_MISSING = "issuer_missing"
    KEY_IN_HEADER = "key_in_header"
    KEY_UNKNOWN = "key_unknown"
    KEY_UNSUITABLE = "key_unsuitable"
    LIFETIME_TOO_LONG = "lifetime_too_long"
    MALFORMED = "malformed"
    NONCE_MISMATCH = "nonce_mismatch"
    NONCE_NOT_ALLOWED = "nonce_not_allowed"
    NOT_YET_VALID = "not_yet_valid"
    PENDING_EXPIRED = "pending_expired"
    PENDING_FORGED = "pending_forged"
    PERSON_MISMATCH = "person_mismatch"
    PROVIDER_ERROR = "provider_error"
    PROVIDER_UNREACHABLE = "provider_unreachable"
    REDIRECT_MISMATCH = "redirect_mismatch"
    SECOND_FACTOR_MISSING = "second_factor_missing"
    SIGNATURE_WRONG = "signature_wrong"
    SIGN_IN_TOO_OLD = "sign_in_too_old"
    STATE_MISMATCH = "state_mismatch"
    SUBJECT_MISSING = "subject_missing"
    TYPE_WRONG = "type_wrong"


class TokenRefused(Refused):
    """A sign-in, callback or token was refused. `kind` is for the log; the sentence tells the person what to do."""

    def __init__(self, kind: Kind) -> None:
        super().__init__("Signing in did not work. Please start again from the sign-in page.", reason=kind.value)
        self.kind = kind
