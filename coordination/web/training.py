"""Room: web. Training: one's own certificates, those of the people one keeps, and entering or taking back one."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import training
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import PersonId
from coordination.web.sent import act_key

pages = Blueprint("training", __name__)


@pages.get("/training", action=Action.CERTIFICATE_READ)
def index() -> ResponseReturnValue:
    """Oneself, and whose training one keeps."""
    return render_template("training/index.html", people=training.page(current_desk(), current_actor()))


@pages.get("/training/people/<person_id>", action=Action.CERTIFICATE_READ)
def person(person_id: str) -> ResponseReturnValue:
    """One person's certificates."""
    return _page(PersonId(person_id), {})


@pages.post("/training/people/<person_id>", action=Action.CERTIFICATE_EDIT)
def enter(person_id: str) -> ResponseReturnValue:
    """Enter a certificate."""
    found = PersonId(person_id)
    try:
        training.enter(current_desk(), current_actor(), found, request.form, act_key())
    except Invalid as invalid:
        return _page(found, invalid.fields), 422
    return _back(found)


@pages.post("/training/certificates/<certificate_id>/end", action=Action.CERTIFICATE_EDIT)
def take_back(certificate_id: str) -> ResponseReturnValue:
    """Take back one that was entered by mistake."""
    return _back(training.take_back(current_desk(), current_actor(), certificate_id, act_key()))


def _page(person_id: PersonId, errors: Mapping[str, str]) -> str:
    desk, actor = current_desk(), current_actor()
    found, held = training.person(desk, actor, person_id)
    known = training.known(desk)
    return render_template(
        "training/person.html",
        person=found,
        held=held,
        known=known,
        choices=[(slug, one.title) for slug, one in known.items()],
        errors=errors,
        typed=request.form,
    )


def _back(person_id: PersonId) -> ResponseReturnValue:
    return redirect(url_for("training.person", person_id=person_id), 303)
