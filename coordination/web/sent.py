"""Room: web. What a form sent beside its answers: the one-use act key that every form of ours carries."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import BadRequest

from coordination.model.ids import is_id


def act_key() -> str:
    """The act key of this form; a form without one is not ours (400)."""
    key = request.form.get("act_key", "")
    if not is_id(key):
        raise BadRequest
    return key
