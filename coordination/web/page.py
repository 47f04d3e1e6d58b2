"""Room: web. What every page is furnished with: who is here, where they can go, assets, form keys, dates in words."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import request, url_for
from markupsafe import escape

from coordination.casework import instruments, notices, standing
from coordination.door.app import Door, current_door
from coordination.door.gate import current_desk, current_session, traveling
from coordination.model.ids import new_id
from coordination.web.navigation import links

LEAVE_FOR = "https://www.weather.gov/"
"""Where “Leave quickly” goes: a page that anybody may have been reading. Nothing of ours is sent with it."""

STATIC = Path(__file__).resolve().parent.parent / "static"


def furnish(door: Door) -> None:
    """Give the templates of this door their globals."""
    door.jinja_env.trim_blocks = door.jinja_env.lstrip_blocks = True
    door.jinja_env.globals.update(
        act_key=act_key,
        asset=asset,
        leave_for=LEAVE_FOR,
        case_address=case_address,
        plugin_names=door.hub.settings.plugins,
    )
    door.jinja_env.globals.update(hotline=door.hub.settings.hotline)  # global, since macros see no page's context
    door.jinja_env.filters.update(at=at, day=day, dialled=dialled, on=on, words=words, words_set=frozenset)

    @door.context_processor
    def here() -> dict[str, Any]:
        session = current_session()
        actor = session.actor if session else None
        unseen = session is not None and session.unseen
        return {
            "actor": actor,
            "demo": door.hub.demo,
            # Asked only where the navigation stands (error pages have none), and only of whom something was sent to.
            "notices_waiting": lambda: notices.waiting(current_desk(), actor) if actor and unseen else 0,
            "links": links(door, actor) if actor else (),
            "settings": door.hub.settings,
            "unsaid": lambda body: unsaid(door, body),
            "not_live": instruments.warning(actor, door.hub.desk.now) if actor else "",
            "standing": standing.standing(door.hub.desk.catalog, actor.program) if actor else "",
            "signed_in": session is not None and not session.locked,
            "viewer": session,
        }


def unsaid(door: Door, body: str) -> list[tuple[str, str]]:
    """The notices that travel with what this request opened and that the page does not say, with their citations."""
    told = [door.hub.desk.rulebook.notice(slug) for slug in sorted(traveling())]
    return [(one.sentence, one.citation) for one in told if escape(one.sentence) not in body]


def act_key() -> str:
    """A fresh one-use key for a form: sent twice, it acts once."""
    return new_id()


def asset(filename: str) -> str:
    """The address of a static file, with the fingerprint of its content, so that browsers may keep it."""
    return url_for("static", filename=filename, v=_fingerprint(filename))


def case_address(case_id: str) -> str:
    """The address of a case page. A list shows many, so the router is asked once for each folder the hub may lie in."""
    known: dict[str, str] = current_door().extensions.setdefault("before_case", {})
    before = known.get(request.script_root)
    if before is None:
        some = "0" * 32
        before = known[request.script_root] = url_for("cases.read", case_id=some).removesuffix(some)
    return before + quote(case_id)


def at(instant: datetime, zone: str) -> str:
    """An instant (UTC) as people write it in `zone`, named: "3 May 2026, 14:05 CDT"."""
    here = instant.astimezone(ZoneInfo(zone))
    return f"{here.day} {here:%B %Y, %H:%M %Z}"


def on(instant: datetime, zone: str) -> str:
    """The day of an instant (UTC) in `zone`: "3 May 2026"."""
    here = instant.astimezone(ZoneInfo(zone))
    return f"{here.day} {here:%B %Y}"


def day(instant: datetime, zone: str) -> str:
    """The day of an instant (UTC) in `zone`, as days are compared: "2026-05-03"."""
    return instant.astimezone(ZoneInfo(zone)).date().isoformat()


def dialled(number: str) -> str:
    """A number as a telephone takes it (RFC 3966): digits, a plus, and an extension after a pause."""
    plain, _, extension = re.sub(r"(?i)\s*(?:x|ext\.?|press|option)\s*", ";", number).partition(";")
    digits = "".join(letter for letter in plain if letter.isdigit() or letter == "+")
    return f"{digits},{extension}" if extension else digits


def words(slug: str) -> str:
    """A slug as words: "privacy_officer" reads "Privacy officer"."""
    return slug.replace("_", " ").capitalize()


@lru_cache(maxsize=64)
def _fingerprint(filename: str) -> str:
    path = STATIC / filename
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "absent"
