"""Room: web. The roster of one's own agency, for its administrator: people, programs, providers, counts of places.

Nothing on these pages is about a case. Each form makes a fragment of a roster file (casework/agency_forms).
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import administration, agency_forms, instrument_warnings, issuer_forms, passkeys
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.administration import StaffLine
from coordination.model.directory import area_words
from coordination.model.errors import Invalid
from coordination.model.ids import AppointmentId, IssuerId, PersonId, ProgramId
from coordination.web.sent import act_key

pages = Blueprint("agency", __name__)


@pages.get("/agency", action=Action.ROSTER_READ)
def index() -> ResponseReturnValue:
    """Everybody and everything of the agency's roster."""
    desk, actor = current_desk(), current_actor()
    page, papers = administration.page(desk, actor), instrument_warnings.of_agency(desk, actor)
    return render_template("agency/index.html", page=page, papers=papers)


@pages.get("/agency/places", action=Action.MEMBERSHIP_COUNT)
def places() -> ResponseReturnValue:
    """Who holds how many places on open cases: numbers, and nothing about a case."""
    counts = administration.memberships(current_desk(), current_actor())
    return render_template("agency/places.html", counts=counts)


# --- people -----------------------------------------------------------------------------------------------------------


@pages.get("/agency/people/new", action=Action.ROSTER_READ)
def new_person() -> ResponseReturnValue:
    """The form that enrols a person."""
    return _person_form({})


@pages.post("/agency/people", action=Action.ROSTER_CHANGE)
def enrol() -> ResponseReturnValue:
    """Enrol a person with their first appointment."""
    try:
        agency_forms.enrol(current_desk(), current_actor(), request.form, act_key())
    except Invalid as invalid:
        return _person_form(invalid.fields), 422
    return redirect(url_for("agency.index"), 303)


@pages.get("/agency/people/<person_id>", action=Action.ROSTER_READ)
def person(person_id: str) -> ResponseReturnValue:
    """One person: appointments and passkeys, each with what can be done about it."""
    return _person_page(PersonId(person_id), {})


@pages.post("/agency/people/<person_id>/end", action=Action.ROSTER_CHANGE)
def end_person(person_id: str) -> ResponseReturnValue:
    """End a person: they open nothing from their next request on."""
    return _done(PersonId(person_id), agency_forms.end_person)


@pages.post("/agency/people/<person_id>/back", action=Action.ROSTER_CHANGE)
def bring_back(person_id: str) -> ResponseReturnValue:
    """Bring a person back who was ended, or disabled for being idle."""
    return _done(PersonId(person_id), agency_forms.bring_back)


@pages.post("/agency/people/<person_id>/appointments", action=Action.ROSTER_CHANGE)
def appoint(person_id: str) -> ResponseReturnValue:
    """Give a person another appointment."""
    found = PersonId(person_id)
    try:
        agency_forms.appoint(current_desk(), current_actor(), found, request.form, act_key())
    except Invalid as invalid:
        return _person_page(found, invalid.fields), 422
    return redirect(url_for("agency.person", person_id=found), 303)


@pages.post("/agency/people/<person_id>/appointments/<appointment_id>/end", action=Action.ROSTER_CHANGE)
def end_appointment(person_id: str, appointment_id: str) -> ResponseReturnValue:
    """End one appointment."""
    found = PersonId(person_id)
    try:
        agency_forms.end_appointment(current_desk(), current_actor(), found, AppointmentId(appointment_id), act_key())
    except Invalid as invalid:
        return _person_page(found, invalid.fields), 422
    return redirect(url_for("agency.person", person_id=found), 303)


@pages.post("/agency/people/<person_id>/code", action=Action.PASSKEY_CODE)
def make_code(person_id: str) -> ResponseReturnValue:
    """A one-time code for a passkey, shown once, to be typed on the person's own device within 15 minutes."""
    found = PersonId(person_id)
    try:
        code, until = passkeys.make_code(current_desk(), current_actor(), found, act_key())
    except Invalid as invalid:
        return _person_page(found, invalid.fields), 422
    return render_template("agency/code.html", code=code, until=until, person_id=found)


# --- programs ---------------------------------------------------------------------------------------------------------


@pages.get("/agency/programs/new", action=Action.ROSTER_READ)
def new_program() -> ResponseReturnValue:
    """The form that adds a program."""
    return _program_form({})


@pages.post("/agency/programs", action=Action.ROSTER_CHANGE)
def add_program() -> ResponseReturnValue:
    """Add a program to the agency."""
    try:
        agency_forms.add_program(current_desk(), current_actor(), request.form, act_key())
    except Invalid as invalid:
        return _program_form(invalid.fields), 422
    return redirect(url_for("agency.index"), 303)


@pages.post("/agency/programs/<program_id>/end", action=Action.ROSTER_CHANGE)
def end_program(program_id: str) -> ResponseReturnValue:
    """End a program: nobody acts for it from their next request on."""
    agency_forms.end_program(current_desk(), current_actor(), ProgramId(program_id), act_key())
    return redirect(url_for("agency.index"), 303)


# --- providers --------------------------------------------------------------------------------------------------------


@pages.get("/agency/providers/new", action=Action.ROSTER_READ)
def new_provider() -> ResponseReturnValue:
    """The form that adds an identity provider of the agency's own."""
    return _provider_form(None, {})


@pages.post("/agency/providers", action=Action.ROSTER_CHANGE)
def add_provider() -> ResponseReturnValue:
    """Add an identity provider that speaks for this agency alone."""
    try:
        issuer_forms.add_issuer(current_desk(), current_actor(), request.form, act_key())
    except Invalid as invalid:
        return _provider_form(None, invalid.fields), 422
    return redirect(url_for("agency.index"), 303)


@pages.get("/agency/providers/<issuer_id>", action=Action.ROSTER_READ)
def provider(issuer_id: str) -> ResponseReturnValue:
    """The settings of a provider."""
    return _provider_form(IssuerId(issuer_id), {})


@pages.post("/agency/providers/<issuer_id>", action=Action.ROSTER_CHANGE)
def change_provider(issuer_id: str) -> ResponseReturnValue:
    """Change the settings of a provider, or give it a new client secret."""
    try:
        issuer_forms.change_issuer(current_desk(), current_actor(), IssuerId(issuer_id), request.form, act_key())
    except Invalid as invalid:
        return _provider_form(IssuerId(issuer_id), invalid.fields), 422
    return redirect(url_for("agency.index"), 303)


@pages.post("/agency/providers/<issuer_id>/end", action=Action.ROSTER_CHANGE)
def end_provider(issuer_id: str) -> ResponseReturnValue:
    """End a provider that was broken into: whoever signed in through it opens nothing any more."""
    try:
        issuer_forms.end_issuer(current_desk(), current_actor(), IssuerId(issuer_id), act_key())
    except Invalid as invalid:
        return _provider_form(IssuerId(issuer_id), invalid.fields), 422
    return redirect(url_for("agency.index"), 303)


# --- steps ------------------------------------------------------------------------------------------------------------


def _done(person_id: PersonId, verb: agency_forms.OnPerson) -> ResponseReturnValue:
    try:
        verb(current_desk(), current_actor(), person_id, act_key())
    except Invalid as invalid:
        return _person_page(person_id, invalid.fields), 422
    return redirect(url_for("agency.person", person_id=person_id), 303)


def _person_page(person_id: PersonId, errors: Mapping[str, str]) -> str:
    desk, actor = current_desk(), current_actor()
    staff: StaffLine = administration.person(desk, actor, person_id)
    return render_template(
        "agency/person.html",
        person=staff,
        passkeys=passkeys.lines(desk, person_id),
        areas=area_words,
        choices=agency_forms.choices(desk, actor),
        oneself=person_id == actor.person_id,
        errors=errors,
        typed=request.form,
    )


def _person_form(errors: Mapping[str, str]) -> str:
    choices = agency_forms.opened(current_desk(), current_actor())
    return render_template("agency/new_person.html", choices=choices, errors=errors, typed=request.form)


def _program_form(errors: Mapping[str, str]) -> str:
    choices = agency_forms.opened(current_desk(), current_actor())
    jurisdictions = request.form.getlist("jurisdictions")
    typed = {**request.form.to_dict(), "jurisdictions": jurisdictions}
    return render_template("agency/new_program.html", choices=choices, errors=errors, typed=typed)


def _provider_form(issuer_id: IssuerId | None, errors: Mapping[str, str]) -> str:
    desk, actor = current_desk(), current_actor()
    agency_forms.opened(desk, actor)
    known = None if issuer_id is None else issuer_forms.issuer(desk, actor, issuer_id)
    typed = {**issuer_forms.settings_of(known), **request.form.to_dict(), "client_secret": ""}
    return render_template("agency/provider.html", issuer=known, errors=errors, typed=typed)
