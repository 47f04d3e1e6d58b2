"""Room: door. What a route may declare: one Action, or one of two closed exceptions, named here and nowhere else.

tests/door/test_routes.py holds the three lists still: a longer one is a decision, not an accident.
"""

from __future__ import annotations

from enum import Enum

from coordination.model.action import Action


class Exempt(Enum):
    """A route that no rule of the policy judges, since it reaches nothing that the policy guards."""

    PUBLIC = "public"  # anybody, signed in or not
    SIGNED_IN = "signed_in"  # a person with a session, even before they chose an appointment


PUBLIC = Exempt.PUBLIC
SIGNED_IN = Exempt.SIGNED_IN

RoutePolicy = Action | Exempt

# INVARIANT: nothing behind these names shows or changes anything about a case.
PUBLIC_ENDPOINTS = frozenset(
    {
        "health.alive",
        "health.ready",
        "help.index",
        "help.page",
        "help.picture",
        "passkeys.add",
        "passkeys.check_code",
        "passkeys.code",
        "passkeys.start",
        "passkeys.use",
        "signin.backchannel_logout",
        "signin.begin",
        "signin.callback",
        "signin.signed_out",
        "signin.start",
        "static",
    }
)
SIGNED_IN_ENDPOINTS = frozenset(
    {
        "home.home",
        "signin.choose",
        "signin.choose_appointment",
        "signin.sign_out",
        "signin.step_up",
        "statements.accept",
        "statements.read",
    }
)

# The forms that carry a file: larger than any other, and only there in parts (multipart/form-data).
UPLOADS = frozenset({"authority_scans.file", "files.attach", "imports.check", "release_papers.file_signed"})

# Signing out is possible from the lock page.
EVEN_WHEN_LOCKED = frozenset({"signin.sign_out"})

# Called by a provider's server, which holds no form of ours; it proves itself by a signed token (OIDC back-channel).
# Or sent before there is a session to bind a form to: a passkey's answer is bound to the challenge in this browser's
# signed cookie, and web/passkeys refuses forms of other sites itself.
WITHOUT_CSRF = frozenset({"passkeys.add", "passkeys.check_code", "passkeys.use", "signin.backchannel_logout"})
