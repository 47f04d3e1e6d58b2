"""Room: web. The door for people, put together: gate, errors, headers, log lines, and a fixed list of blueprints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import TextIO

from flask import Blueprint, Response, g, render_template, request, send_from_directory

from coordination.casework import sessions
from coordination.casework.desk import Desk
from coordination.door import errors, gate, headers, pace
from coordination.door.app import Door
from coordination.door.policy import PUBLIC
from coordination.hub import Hub
from coordination.model.session import Browser, Session
from coordination.settings import Settings
from coordination.web import (
    agency,
    agreements,
    authorities,
    authority_scans,
    cases,
    conflicts,
    consultations,
    contacts,
    convening,
    deadlines,
    designations,
    directory,
    disclosures,
    documents,
    drafts,
    emergencies,
    files,
    filings,
    health,
    help_pages,
    home,
    imports,
    instruments,
    intake,
    legal_demands,
    missing,
    notices,
    on_call,
    oversight,
    page,
    passkeys,
    plans,
    prints,
    protocols,
    records,
    referrals,
    regions,
    release_papers,
    releases,
    requests,
    restrictions,
    retention,
    role_changes,
    screens,
    signin_pages,
    staging,
    statements,
    team,
    training,
    units,
    why,
    work,
)
from coordination.web import sessions as session_pages
from coordination.web.proxies import OurProxies

STATIC = Path(__file__).resolve().parent.parent / "static"

# Whoever adds a noun imports its module above and adds its blueprint here, one line each, alphabetised. A module that
# cannot be imported stops the start: nothing is left out silently. tests/web/test_base.py compares this with the files.
BLUEPRINTS: tuple[Blueprint, ...] = (
    agreements.pages,
    agency.pages,
    authorities.pages,
    authority_scans.pages,
    cases.pages,
    conflicts.pages,
    consultations.pages,
    deadlines.pages,
    designations.pages,
    directory.pages,
    disclosures.pages,
    contacts.pages,
    convening.pages,
    documents.pages,
    drafts.pages,
    files.pages,
    filings.pages,
    health.pages,
    help_pages.pages,
    home.pages,
    imports.pages,
    instruments.pages,
    intake.pages,
    legal_demands.pages,
    missing.pages,
    on_call.pages,
    notices.pages,
    oversight.pages,
    passkeys.pages,
    plans.pages,
    prints.pages,
    protocols.pages,
    records.pages,
    referrals.pages,
    regions.pages,
    release_papers.pages,
    releases.pages,
    emergencies.pages,
    requests.pages,
    restrictions.pages,
    retention.pages,
    role_changes.pages,
    screens.pages,
    session_pages.pages,
    signin_pages.pages,
    staging.pages,
    statements.pages,
    team.pages,
    training.pages,
    units.pages,
    why.pages,
    work.pages,
)


def create_app(
    hub: Hub,
    settings: Settings | None = None,
    *,
    blueprints: Sequence[Blueprint] = BLUEPRINTS,
    keep_typed: gate.KeepTyped | None = drafts.keep_typed,
    log_to: TextIO | None = None,
    refusal_step: float = pace.STEP_SECONDS,
) -> Door:
    """The WSGI application for people. Raises Misconfigured when any route has no policy.

    settings: the hub's own unless given. keep_typed: what keeps a form that was sent after the screen locked.
    log_to: where log lines go, standard error by default. refusal_step: seconds between which no 404 leaves; tests that
    ask for thousands of absent pages set it to 0.
    """
    chosen = settings or hub.settings
    door = Door("coordination.web", hub, log_to=log_to)
    door.refusal_step = refusal_step
    door.after_request(lambda response: headers.seal(door, _told(door, pace.hold(door, response))))

    def find(desk: Desk, token: str, browser: Browser) -> Session | None:
        return sessions.find(desk, token, browser=browser, limits=hub.limits)

    gate.guard(door, find, keep_typed)
    page.furnish(door)
    door.add_url_rule("/static/<path:filename>", "static", _static, methods=["GET"], action=PUBLIC)
    for blueprint in blueprints:
        door.register_blueprint(blueprint)
    with door.test_request_context(base_url=chosen.public_url):
        errors.answer_errors(door, lambda trouble: render_template("errors/trouble.html", trouble=trouble))
    door.check()
    if chosen.trusted_proxies:
        door.wsgi_app = OurProxies(  # type: ignore[method-assign] # Flask's documented way to add a middleware
            door.wsgi_app, count=chosen.trusted_proxies, addresses=chosen.proxy_addresses
        )
    return door


def _static(filename: str) -> Response:
    return send_from_directory(STATIC, filename)


def _told(door: Door, response: Response) -> Response:
    """One line about this answer: which rule, never which path."""
    quiet = request.endpoint in {"static", "health.alive", "health.ready"}
    say = door.log.debug if quiet else door.log.info
    say(
        "request",
        at=door.hub.desk.now.isoformat(timespec="milliseconds"),
        method=request.method if request.method in gate.METHODS else "other",
        rule=str(request.url_rule or ""),
        status=response.status_code,
        duration_ms=round((perf_counter() - g.get("started", perf_counter())) * 1000, 1),
        request_id=g.get("request_id", ""),
        session=g.get("session_handle", ""),
        reason=g.get("trouble", ""),
    )
    return response
