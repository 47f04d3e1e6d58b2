"""Room: web. The directory: found by need, county, language and room; one program; its entry and services kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from coordination.casework import certification, directory, units
from coordination.casework.directory_forms import as_typed
from coordination.casework.on_call import on_call
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.directory import LANGUAGES, NEEDS, RESOURCES, ServiceKey, area_words
from coordination.model.errors import Invalid
from coordination.model.ids import ProgramId, is_id
from coordination.model.program import Program
from coordination.web.county_map import by_state, drawn, state_for
from coordination.web.sent import act_key

pages = Blueprint("directory", __name__)

WORDS = {"areas": area_words, "needs": NEEDS, "languages": LANGUAGES, "resources": RESOURCES}
LONGEST_SORT = 80


@pages.get("/directory", action=Action.DIRECTORY_READ)
def index() -> ResponseReturnValue:
    """The directory by need and county, as the map and the lists link to it. Words never stand in an address."""
    return _found({name: value for name, value in request.args.items() if name != "words"})


@pages.post("/directory", action=Action.DIRECTORY_READ)
def search() -> ResponseReturnValue:
    """The same with words, sent as a form so that they stand in no address and in no log."""
    return _found(request.form.to_dict())


@pages.get("/directory/programs", action=Action.DIRECTORY_READ)
def programs() -> ResponseReturnValue:
    """All agencies with their programs."""
    agencies: dict[str, list[Program]] = {}
    for program in directory.programs(current_desk(), current_actor()):
        agencies.setdefault(program.agency_name, []).append(program)
    return render_template("directory/programs.html", agencies=agencies)


@pages.get("/directory/programs/<program_id>", action=Action.DIRECTORY_READ)
def program(program_id: str) -> ResponseReturnValue:
    """One program: how to reach it, who is on call now, what it offers."""
    return _program(ProgramId(program_id), {})


@pages.get("/directory/programs/<program_id>/edit", action=Action.DIRECTORY_EDIT)
def edit(program_id: str) -> ResponseReturnValue:
    """The form for what a program says of itself."""
    return _entry_form(ProgramId(program_id), None, {})


@pages.post("/directory/programs/<program_id>/edit", action=Action.DIRECTORY_EDIT)
def save(program_id: str) -> ResponseReturnValue:
    """Write it down."""
    found, typed = ProgramId(program_id), _typed()
    try:
        directory.save_entry(current_desk(), current_actor(), found, typed, act_key())
    except Invalid as invalid:
        return _entry_form(found, typed, invalid.fields), 422
    return _to_program(found)


@pages.get("/directory/programs/<program_id>/services/new", action=Action.SERVICE_EDIT)
def new_service(program_id: str) -> ResponseReturnValue:
    """The empty form of a service."""
    return _new_service(ProgramId(program_id), {}, {})


@pages.post("/directory/programs/<program_id>/services", action=Action.SERVICE_EDIT)
def add_service(program_id: str) -> ResponseReturnValue:
    """List a service."""
    found, typed = ProgramId(program_id), _typed()
    try:
        directory.add_service(current_desk(), current_actor(), found, typed, act_key())
    except Invalid as invalid:
        return _new_service(found, typed, invalid.fields), 422
    return _to_program(found)


@pages.get("/directory/services/<service_id>", action=Action.SERVICE_EDIT)
def service(service_id: str) -> ResponseReturnValue:
    """The form of a service, as it stands."""
    return _service_form(service_id, None, {})


@pages.post("/directory/services/<service_id>", action=Action.SERVICE_EDIT)
def change_service(service_id: str) -> ResponseReturnValue:
    """Describe it anew."""
    return _step(service_id, "change", lambda errors: _service_form(service_id, _typed(), errors))


@pages.post("/directory/services/<service_id>/verify", action=Action.SERVICE_EDIT)
def verify_service(service_id: str) -> ResponseReturnValue:
    """It is still right."""
    return _step(service_id, "verify")


@pages.post("/directory/services/<service_id>/places", action=Action.SERVICE_EDIT)
def count_places(service_id: str) -> ResponseReturnValue:
    """So many places are free now."""
    return _step(service_id, "count", lambda errors: _uncounted(service_id, errors))


@pages.post("/directory/services/<service_id>/end", action=Action.SERVICE_EDIT)
def end_service(service_id: str) -> ResponseReturnValue:
    """It is not offered any more."""
    return _step(service_id, "end")


def _step(service_id: str, slug: str, again: Callable[[Mapping[str, str]], str] | None = None) -> ResponseReturnValue:
    """One step. again: the page that shows what was typed with a sentence beside each field."""
    try:
        found = directory.take_step(current_desk(), current_actor(), service_id, slug, _typed(), act_key())
    except Invalid as invalid:
        if again is None:
            raise
        return again(invalid.fields), 422
    return _to_program(found)


def _uncounted(service_id: str, errors: Mapping[str, str]) -> str:
    owner = directory.service(current_desk(), current_actor(), service_id).program.id
    return _program(owner, {f"available-{service_id}": errors["available"]})


def _found(typed: Mapping[str, str]) -> str:
    desk, actor = current_desk(), current_actor()
    wanted = directory.asked(typed)
    found = directory.find(desk, actor, wanted, _after(typed.get("after", "")))
    state = state_for(typed.get("state", ""), wanted.county, actor.program.jurisdictions)
    served = directory.covered(desk, actor, wanted.need)
    return render_template(
        "directory/index.html",
        found=found,
        typed=typed,
        wanted=wanted,
        counties=by_state(),
        map=drawn(state, served, wanted.county),
        further=f"{found.after.service_id}.{found.after.sort}" if found.after else "",
        now=desk.now,
        certifications=certification.titles(desk),
        **WORDS,
    )


def _program(program_id: ProgramId, errors: Mapping[str, str]) -> str:
    desk, actor = current_desk(), current_actor()
    page = directory.program(desk, actor, program_id)
    answer = on_call(desk, program_id, desk.now)
    own_units = units.of_program(desk, page.facts.program, desk.now)
    return render_template(
        "directory/program.html",
        page=page,
        program=page.facts.program,
        on_call=answer,
        own_units=own_units,
        errors=errors,
        typed=request.form,
        now=desk.now,
        certifications=certification.titles(desk),
        **WORDS,
    )


def _entry_form(program_id: ProgramId, typed: Mapping[str, list[str]] | None, errors: Mapping[str, str]) -> str:
    desk, actor = current_desk(), current_actor()
    page = directory.program(desk, actor, program_id, to=Action.DIRECTORY_EDIT)
    entry = page.facts.entry
    kept = {
        "about": entry.about,
        "reach": entry.reach,
        "address": entry.address or "",
        "business_hours": entry.business_hours,
        "business_number": entry.business_number,
        "after_hours_number": entry.after_hours_number,
        "fallback": entry.fallback_id or "",
    }
    others = [
        (one.id, f"{one.agency_name}, {one.name}")
        for one in directory.programs(desk, actor)
        if one.id != page.facts.program.id
    ]
    shown = kept if typed is None else _firsts(typed)
    return render_template(
        "directory/entry.html", program=page.facts.program, typed=shown, errors=errors, others=others
    )


def _new_service(program_id: ProgramId, typed: Mapping[str, list[str]], errors: Mapping[str, str]) -> str:
    page = directory.program(current_desk(), current_actor(), program_id, to=Action.SERVICE_EDIT)
    address = url_for("directory.add_service", program_id=program_id)
    return _form(page.facts.program, address, _shown(typed), errors, None)


def _service_form(service_id: str, typed: Mapping[str, list[str]] | None, errors: Mapping[str, str]) -> str:
    found = directory.service(current_desk(), current_actor(), service_id)
    shown = as_typed(found.service) if typed is None else _shown(typed)
    address = url_for("directory.change_service", service_id=service_id)
    return _form(found.program, address, shown, errors, service_id)


def _form(
    program: Program, address: str, typed: Mapping[str, object], errors: Mapping[str, str], service_id: str | None
) -> str:
    return render_template(
        "directory/service.html",
        program=program,
        address=address,
        typed=typed,
        errors=errors,
        service_id=service_id,
        counties=by_state(),
        certifications=certification.titles(current_desk(), program),
        **WORDS,
    )


SEVERAL = frozenset({"needs", "areas", "languages"})


def _typed() -> dict[str, list[str]]:
    form: MultiDict[str, str] = request.form
    return {name: values for name, values in form.lists() if name not in {"csrf_token", "act_key"}}


def _shown(typed: Mapping[str, list[str]]) -> dict[str, object]:
    """What was typed, as the macros take it: several stay several."""
    return {name: values if name in SEVERAL else values[0] for name, values in typed.items()}


def _firsts(typed: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: values[0] for name, values in typed.items()}


def _to_program(program_id: ProgramId) -> ResponseReturnValue:
    return redirect(url_for("directory.program", program_id=program_id), 303)


def _after(text: str) -> ServiceKey | None:
    """Where the page before ended: the service's id, a point, its place in the order. Anything else is malformed."""
    if not text:
        return None
    service_id, _, sort = text.partition(".")
    if not is_id(service_id) or len(sort) > LONGEST_SORT or not sort.isascii() or not sort.isprintable():
        raise BadRequest
    return ServiceKey(sort=sort, service_id=service_id)
