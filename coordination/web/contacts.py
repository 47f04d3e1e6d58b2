"""Room: web. How the viewer may be reached: their own address, which kinds, quiet hours, and "not safe any more"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import contacts
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.contact import Contact
from coordination.model.errors import Invalid
from coordination.model.notice import KINDS, Kind
from coordination.web.sent import act_key

pages = Blueprint("contacts", __name__)

LONGEST = 254
KINDS_TO_CHOOSE = tuple((kind.value, line.title) for kind, line in KINDS.items() if kind is not Kind.ON_CALL)


@pages.get("/contact", action=Action.CONTACT_READ)
def mine() -> ResponseReturnValue:
    """The form, filled in as it stands."""
    contact = contacts.read(current_desk(), current_actor())
    typed = {
        "address": contact.address,
        "mail": ["yes"] if contact.mail else [],
        "kinds": [slug for slug, _ in KINDS_TO_CHOOSE if slug not in contact.muted],
        "quiet_from": _clock(contact.quiet_from),
        "quiet_until": _clock(contact.quiet_until),
        "pierce": ["yes"] if contact.pierce else [],
        "unsafe": ["yes"] if contact.unsafe else [],
    }
    return _page(typed, {})


@pages.post("/contact", action=Action.CONTACT_SET)
def keep() -> ResponseReturnValue:
    """Keep it; or the sentence beside the field, with what was typed."""
    typed: dict[str, Any] = {
        name: request.form.get(name, "").strip() for name in ("address", "quiet_from", "quiet_until")
    }
    typed |= {name: request.form.getlist(name) for name in ("mail", "kinds", "pierce", "unsafe")}
    try:
        contacts.keep(current_desk(), current_actor(), _contact(typed), act_key())
    except Invalid as invalid:
        return _page(typed, invalid.fields), 422
    return redirect(url_for("contacts.mine"), 303)


def _contact(typed: Mapping[str, Any]) -> Contact:
    """What was typed as a Contact; Invalid for a time that is none, or one of two times alone."""
    begins, ends = contacts.minutes(typed["quiet_from"]), contacts.minutes(typed["quiet_until"])
    wrong = {
        name: "Write a time such as 22:00."
        for name, found in (("quiet_from", begins), ("quiet_until", ends))
        if typed[name] and found is None
    }
    if not wrong and (begins is None) != (ends is None):
        wrong["quiet_from" if begins is None else "quiet_until"] = "Write both times, or neither."
    if wrong:
        raise Invalid(wrong)
    offered = {slug for slug, _ in KINDS_TO_CHOOSE}
    if set(typed["kinds"]) - offered:
        raise Invalid({"kinds": "Choose from the list."})
    return Contact(
        person_id=current_actor().person_id,
        address=typed["address"][: LONGEST + 1],
        mail="yes" in typed["mail"],
        muted=frozenset(offered - set(typed["kinds"])),
        quiet_from=begins,
        quiet_until=ends,
        pierce="yes" in typed["pierce"],
        unsafe="yes" in typed["unsafe"],
    )


def _clock(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"


def _page(typed: Mapping[str, object], errors: Mapping[str, str]) -> str:
    return render_template("contacts/mine.html", typed=typed, errors=errors, kinds=KINDS_TO_CHOOSE)
