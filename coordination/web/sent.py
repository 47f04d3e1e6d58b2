"""Room: web. What a form sent beside its answers: its one-use act key, and the draft it belongs to."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import BadRequest

from coordination.model.ids import DraftId, is_id


def act_key() -> str:
    """The act key of this form; a form without one is not ours (400)."""
    key = request.form.get("act_key", "")
    if not is_id(key):
        raise BadRequest
    return key


def sent_draft() -> DraftId | None:
    """The draft that the form belongs to."""
    draft = request.form.get("draft", "")
    return DraftId(draft) if is_id(draft) else None
