"""Room: casework. The case page: what one viewer gets of a case, by information type, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from coordination.casework import documents, names, never_disclose, staging_words, standing
from coordination.casework.case_list import text
from coordination.casework.deadline_pages import lines as deadline_lines
from coordination.casework.desk import Desk
from coordination.casework.endangerment import kept_back
from coordination.casework.record_forms import fileable
from coordination.casework.referral_pages import line_of
from coordination.casework.referrals import handles
from coordination.casework.release_form import last_day
from coordination.casework.screen_results import alerting, alerts
from coordination.casework.screens import may_screen
from coordination.casework.teams import team_of
from coordination.declare.core_forms import CHILD, PERSON
from coordination.declare.form import Form
from coordination.declare.information import InformationType
from coordination.declare.safety_forms import NEVER_DISCLOSE
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.case import CasePage, RecordHead, TypeLine
from coordination.model.explanation import Access, TypeAccess
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, ProgramId
from coordination.model.program import Program
from coordination.model.team import Team
from coordination.policy.audience import may, shows_itself_to
from coordination.policy.claims import ordered
from coordination.policy.explain import day, explain
from coordination.policy.floor import EMERGENCY_ACCESS
from coordination.storage import case_rows, deadlines, missing, records, referral_facts, retention_rows, team_rows

NAMED = (CHILD.slug, PERSON.slug, NEVER_DISCLOSE.slug)
"""The forms whose records stand on the page itself, by their names."""


def read(desk: Desk, actor: Actor, case_id: CaseId) -> CasePage:
    """The whole case page: one entry in the access log, one commit. Hidden, absent and malformed are refused alike."""
    facts = desk.facts(actor, case_id)
    actions = may(actor, facts, desk.now)
    referred = _referred(desk, actor, facts) if Action.CASE_READ in actions else []
    objects = [handle for one in referred for handle in handles(desk, actor, one)]
    grant = desk.ask(actor, Action.CASE_READ, facts, objects=objects)
    with desk.opened(grant) as cabinet:
        header = case_rows.headers(cabinet, grant)[facts.case_id]
        heads = _shown(desk, actor, case_rows.heads(cabinet, grant))
        people = records.open(cabinet, grant, forms=(*NAMED, *alerting(desk.catalog)))
        team = team_of(cabinet, grant, actor, facts)
        invitations = tuple(team_rows.invited(cabinet, grant))
        due = deadlines.open(cabinet, grant)
        away = any(episode.open for episode in missing.open(cabinet, grant))
        # Only of a closed one is anything destroyed; once it is open again, the page of retention tells of it.
        destroyed = [] if facts.open else retention_rows.facts_of_destroyed(cabinet, actor, facts.case_id)
    children = [record for record in people if record.form == CHILD.slug]
    audience = names.audience_of(desk.catalog, actor)
    called = text(names.to_call_by(children, actor, audience), "called")
    reading = _Reading(desk=desk, actor=actor, facts=facts, heads=heads, called=called, actions=actions)
    own = fileable(desk, actor, facts)
    return CasePage(
        header=header,
        called=called,
        child=names.on_the_case(children, actor, audience),
        people=tuple(record for record in people if record.form == PERSON.slug),
        never=never_disclose.named(people),
        types=tuple(_lines(reading, grant.case.types)),
        team=team,
        invitations=invitations,
        coordinator=next((_name(line.program) for line in team.programs if line.coordinates), ""),
        coordinates=facts.coordinating_program_id == actor.program_id,
        offered=Action.CASE_ACCEPT_COORDINATION in actions,
        offered_to=_offered_to(facts, team),
        restricted=facts.restricted,
        actions=actions,
        referrals=tuple(line_of(desk, actor, one) for one in referred),
        forms=frozenset(form.slug for form in own) if Action.RECORD_FILE in actions else frozenset(),
        order_form=_order_form(reading, own),
        screens=Action.RECORD_FILE in actions and may_screen(desk, actor, facts),
        alerts=tuple(alerts(desk.catalog, people)),
        deadlines=tuple(deadline_lines(desk.catalog, facts, actor, due, desk.now)),
        missing_now=away,
        emergency_until=_emergency(facts, desk.now),
        staged=tuple(staging_words.to_the_staged(actor, facts, desk.now)),
        protocol_missing=staging_words.missing(actor, facts, own, desk.now),
        documents=Action.DOCUMENT_MAKE in actions and bool(documents.of_program(desk, actor)),
        destroyed=tuple(destroyed),
    )


def _emergency(facts: CaseFacts, now: datetime) -> datetime | None:
    """The end of the viewer's emergency access, while it runs."""
    until = facts.emergency_until
    return until if until is not None and now < until else None


def _shown(desk: Desk, actor: Actor, heads: Iterable[RecordHead]) -> list[RecordHead]:
    return [one for one in heads if not kept_back(desk.catalog, actor, one.form, one.program_id)]


def _referred(desk: Desk, actor: Actor, facts: CaseFacts) -> list[CaseFacts]:
    """The facts of the case with each referral that the viewer may read, as for its own page.

    Asked only of a case that is not refused, so that one that is hidden costs what an absent one costs.
    """
    with desk.consulting() as cabinet:
        about = referral_facts.facts_of_case(cabinet, actor.program_id, facts.case_id)
    found = [replace(facts, referral=one) for one in about]
    return [one for one in found if desk.judge(actor, Action.REFERRAL_READ, one).allowed]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What every line of the page is written from."""

    desk: Desk
    actor: Actor
    facts: CaseFacts
    heads: Sequence[RecordHead]
    called: str
    actions: frozenset[Action]


def _lines(reading: _Reading, granted: Iterable[TypeAccess]) -> list[TypeLine]:
    owners = {holding.program.id: holding.program for holding in reading.facts.holdings}
    lines = [_line(reading, access, owners[access.program_id]) for access in granted]
    return sorted(lines, key=lambda line: (line.access is Access.KNOWN, line.information_type.words, line.program_name))


def _line(reading: _Reading, access: TypeAccess, owner: Program) -> TypeLine:
    zone = ZoneInfo(reading.actor.program.zone)
    release = next((found for found in reading.facts.releases if found.id == access.release_id), None)
    why = explain(
        reading.desk.rulebook,
        access,
        owner=_name(owner),
        whose=reading.called,
        released_on=day(release.starts_at.astimezone(zone)) if release else "",
        # The end of emergency access is an hour, and stands at the top of the page.
        ends_on=_last_day(access.until, reading.actor.program.zone)
        if access.until and access.authority != EMERGENCY_ACCESS
        else "",
        by_name=reading.actor.program.walled,
    )
    return TypeLine(
        program_id=owner.id,
        program_name=_name(owner),
        information_type=access.information_type,
        access=access.access,
        sentence=why.sentence,
        authority=why.authority,
        citation=why.citation,
        until=access.until,
        notices=why.notices,
        records=tuple((head, _title(reading.desk, owner, head)) for head in _of(reading.heads, owner.id, access)),
        asks=access.access is Access.KNOWN
        and Action.REQUEST_MAKE in reading.actions
        and shows_itself_to(reading.actor.program, reading.facts, owner, reading.desk.now),
        standing=standing.standing(reading.desk.catalog, owner),
    )


def _order_form(reading: _Reading, own: Iterable[Form]) -> str:
    """The form on which somebody who works by an order files it, while that is what has to be done first; else ""."""
    if Action.RECORD_FILE not in reading.actions or ordered(reading.actor.program, reading.facts):
        return ""
    return next((form.slug for form in own if form.information_type is InformationType.APPOINTMENT), "")


def _last_day(expires_at: datetime, zone: str) -> str:
    """The last day on which it is in force: a release runs to the end of the day that stands on it."""
    found = last_day(expires_at, zone)
    return f"{found.day} {found:%B %Y}"


def _of(heads: Sequence[RecordHead], owner: ProgramId, access: TypeAccess) -> list[RecordHead]:
    return [head for head in heads if head.program_id == owner and head.information_type is access.information_type]


def _title(desk: Desk, owner: Program, head: RecordHead) -> str:
    form = desk.catalog.form(owner.partner_type, head.form, head.form_version)
    return form.title if form else head.form.replace("_", " ").capitalize()


def _offered_to(facts: CaseFacts, team: Team) -> str:
    return next((_name(line.program) for line in team.programs if line.program.id == facts.offered_to), "")


def _name(program: Program) -> str:
    return f"{program.agency_name}, {program.name}"
