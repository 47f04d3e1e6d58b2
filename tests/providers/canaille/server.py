"""Runs Canaille, an identity provider by Yaal, in memory on loopback. Executed by the Python of .venv-canaille only."""

# Not typed: Canaille is not installed where mypy looks.
# mypy: ignore-errors

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

from canaille import create_app
from flask import Flask
from werkzeug.serving import make_server

ASKED = json.loads(sys.argv[1])


def configuration() -> dict:
    """One realm, no mail, no registration; the factors are for the test to choose."""
    return {
        "SECRET_KEY": "only for this process",
        "SERVER_NAME": f"localhost:{ASKED['port']}",
        "PREFERRED_URL_SCHEME": "http",
        "CANAILLE": {
            "DATABASE": "memory",
            "JAVASCRIPT": False,
            "HTMX": False,
            "TIMEZONE": "UTC",
            "SMTP": None,
            "AUTHENTICATION_FACTORS": ASKED["factors"],
            "LOGGING": {"version": 1, "root": {"level": "WARNING", "handlers": []}, "handlers": {}},
        },
        "CANAILLE_OIDC": {},
    }


def fill(app: Flask) -> None:
    """One person, and the hub as client."""
    from canaille.app import models  # noqa: PLC0415  # there only once the app has chosen its store

    backend = app.backend.instance
    person = models.User(
        user_name="dana",
        formatted_name="Dana Fox",
        given_name="Dana",
        family_name="Fox",
        emails=["boss@agency.example"],
        password=ASKED["password"],
        secret_token=ASKED["totp_secret"],
        last_otp_login=datetime.fromtimestamp(0, UTC),
    )
    backend.save(person)
    client = models.Client(
        client_id="hub",
        client_name="Hub",
        client_uri=ASKED["hub"],
        client_secret=ASKED["client_secret"],
        redirect_uris=[ASKED["callback"]],
        post_logout_redirect_uris=[ASKED["left"]],
        grant_types=["authorization_code"],
        response_types=["code"],
        scope=["openid", "profile"],
        token_endpoint_auth_method="client_secret_basic",
        client_id_issued_at=datetime.fromtimestamp(0, UTC),
    )
    backend.save(client)
    client.audience = [client]
    backend.save(client)


def main() -> None:
    """Serve until terminated."""
    app = create_app(configuration())
    with app.app_context():
        fill(app)
    server = make_server("127.0.0.1", ASKED["port"], app, threaded=True)
    print("ready", flush=True)
    server.serve_forever()


main()
