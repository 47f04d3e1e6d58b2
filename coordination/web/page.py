"""Room: web. What every page is furnished with: who is here, where they can go, assets, form keys, dates in words."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for

from coordination.casework import notices
from coordination.door.app import Door
from coordination.door.gate import current_session
from coordination.model.ids import new_id
from coordination.web.navigation import links

STATIC = Path(__file__).resolve().parent.parent / "static"


def furnish(door: Door) -> None:
    """Give the templates of this door their globals."""
    door.jinja_env.trim_blocks = door.jinja_env.lstrip_blocks = True
    door.jinja_env.globals.update(act_key=act_key, asset=asset, plugin_names=door.hub.settings.plugins)
    door.jinja_env.filters.update(at=at, on=on, words=words)

    @door.context_processor
    def here() -> dict[str, Any]:
        session = current_session()
        actor = session.actor if session else None
        return {
            "actor": actor,
            "demo": door.hub.demo,
            "links": links(door, actor) if actor else (),
            "settings": door.hub.settings,
            "standing": notices.standing(door.hub.desk.catalog, actor.program) if actor else "",
            "signed_in": session is not None and not session.locked,
            "viewer": session,
        }


def act_key() -> str:
    """A fresh one-use key for a form: sent twice, it acts once."""
    return new_id()


def asset(filename: str) -> str:
    """The address of a static file, with the fingerprint of its content, so that browsers may keep it."""
    return url_for("static", filename=filename, v=_fingerprint(filename))


def at(instant: datetime, zone: str) -> str:
    """An instant (UTC) as people write it in `zone`, named: "3 May 2026, 14:05 CDT"."""
    here = instant.astimezone(ZoneInfo(zone))
    return f"{here.day} {here:%B %Y, %H:%M %Z}"


def on(instant: datetime, zone: str) -> str:
    """The day of an instant (UTC) in `zone`: "3 May 2026"."""
    here = instant.astimezone(ZoneInfo(zone))
    return f"{here.day} {here:%B %Y}"


def words(slug: str) -> str:
    """A slug as words: "privacy_officer" reads "Privacy officer"."""
    return slug.replace("_", " ").capitalize()


@lru_cache(maxsize=64)
def _fingerprint(filename: str) -> str:
    path = STATIC / filename
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "absent"
