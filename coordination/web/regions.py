"""Room: web. A liaison's region, and the administrator's form that appoints one."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import certification, regions
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.directory import LANGUAGES, NEEDS, area_words
from coordination.model.errors import Invalid
from coordination.model.ids import AppointmentId, PersonId
from coordination.web.county_map import by_state
from coordination.web.sent import act_key

pages = Blueprint("regions", __name__)


@pages.get("/region", action=Action.REGION_READ)
def read() -> ResponseReturnValue:
    """The numbers and duties of the liaison's region."""
    desk = current_desk()
    return render_template(
        "regions/region.html",
        region=regions.read(desk, current_actor()),
        areas=area_words,
        needs=NEEDS,
        languages=LANGUAGES,
        certifications=certification.titles(desk),
        now=desk.now,
    )


@pages.get("/agency/people/<person_id>/appointments/<appointment_id>/region", action=Action.ROSTER_READ)
def appointment(person_id: str, appointment_id: str) -> ResponseReturnValue:
    """The form that makes an appointment a liaison's."""
    return _form(PersonId(person_id), AppointmentId(appointment_id), {}, None)


@pages.post("/agency/people/<person_id>/appointments/<appointment_id>/region", action=Action.ROSTER_CHANGE)
def appoint(person_id: str, appointment_id: str) -> ResponseReturnValue:
    """Appoint a liaison for the counties chosen, or end it with none."""
    person, place, areas = PersonId(person_id), AppointmentId(appointment_id), request.form.getlist("areas")
    try:
        regions.appoint(current_desk(), current_actor(), person, place, areas, act_key())
    except Invalid as invalid:
        return _form(person, place, invalid.fields, areas), 422
    return redirect(url_for("agency.person", person_id=person_id), 303)


def _form(person_id: PersonId, place_id: AppointmentId, errors: Mapping[str, str], areas: list[str] | None) -> str:
    person, place = regions.appointment(current_desk(), current_actor(), person_id, place_id)
    return render_template(
        "regions/appoint.html",
        person=person,
        place=place,
        counties=by_state(),
        errors=errors,
        typed={"areas": sorted(place.oversees) if areas is None else areas},
    )
