"""Room: web. Whether the process lives and whether the hub can work: two words for whoever watches the machine."""

from __future__ import annotations

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from coordination.door.app import current_hub
from coordination.door.policy import PUBLIC

pages = Blueprint("health", __name__)


@pages.get("/healthz", action=PUBLIC)
def alive() -> ResponseReturnValue:
    """The process answers."""
    return Response("alive\n", mimetype="text/plain")


@pages.get("/readyz", action=PUBLIC)
def ready() -> ResponseReturnValue:
    """The database answers and its log could be written now; 503 otherwise."""
    current_hub().ready()
    return Response("ready\n", mimetype="text/plain")
