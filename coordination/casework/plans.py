"""Room: casework. The plans of a case on one page: safety plan by part and copy, service plan, stages, recovery plan.

Every part, plan and stage is a record, so what one viewer gets is what the types open to them; the entry names each
record whose words stand on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordination.audit.grant import Grant
from coordination.casework import moments, service_plans, standing
from coordination.casework.desk import Desk
from coordination.casework.record_forms import fileable
from coordination.casework.record_pages import in_words
from coordination.casework.record_words import Version
from coordination.casework.referral_pages import line_of
from coordination.casework.referrals import handles
from coordination.casework.service_plans import ServicePlan
from coordination.declare.core_forms import ABOUT
from coordination.declare.information import InformationType
from coordination.declare.plan_forms import (
    COPY_TAKEN,
    OF_VERSION,
    PARTS,
    PLAN_COPY,
    RECOVERY_PLAN,
    SAFETY_PLAN_PART,
    SERVICE_PLAN,
    STAGE_FORMS,
    STAGES,
)
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.explanation import Access
from coordination.model.facts import CaseFacts, RecordFacts
from coordination.model.ids import CaseId, RecordId
from coordination.model.program import Program
from coordination.model.record import Record
from coordination.policy import explain
from coordination.policy.audience import may
from coordination.storage import plan_facts, records, referral_facts

TYPES = frozenset(
    {
        InformationType.SAFETY_PLAN,
        InformationType.SERVICE_PLAN,
        *(form.information_type for form in STAGE_FORMS),
    }
)
_STAGE_FORMS = frozenset(form.slug for form in STAGE_FORMS)
_PLANS = frozenset({SAFETY_PLAN_PART.slug, PLAN_COPY.slug, SERVICE_PLAN.slug, RECOVERY_PLAN.slug}) | _STAGE_FORMS
# What partner types file under these on forms of their own is listed, and read on its own page.
_LISTED = frozenset({InformationType.SAFETY_PLAN, InformationType.SERVICE_PLAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLine:
    """One offer of a copy: when, what they said, by whom. of_this: it was of the version that stands now."""

    when: str
    said: str
    by: str
    of_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One person's part of the safety plan. own: the viewer's program filed it, so it may offer a copy."""

    record_id: RecordId
    whose: str
    who: str
    owner: str
    version: Version
    copies: tuple[CopyLine, ...]
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """Where they stood on one day. place: 0 to 4 in the order of the stages."""

    record_id: RecordId
    when: str
    title: str
    place: int
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlan:
    """A plan that is read on its own page."""

    record_id: RecordId
    title: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansPage:
    """The page. stages: oldest first. forms: slugs the viewer may file here. refers: they may send a referral.

    notices: what the law has travel with what stands here. beside: what the owners' partner types say.
    """

    case_id: CaseId
    parts: tuple[PartLine, ...]
    service: tuple[ServicePlan, ...]
    stages: tuple[StageLine, ...]
    recovery: tuple[tuple[OtherPlan, Version], ...]
    others: tuple[OtherPlan, ...]
    forms: frozenset[str]
    refers: bool
    notices: tuple[tuple[str, str], ...]
    beside: tuple[str, ...]


def read(desk: Desk, actor: Actor, case_id: CaseId) -> PlansPage:
    """Every plan of the case that is open to the viewer: one entry. Hidden, absent and malformed are refused alike."""
    facts = desk.facts(actor, case_id)
    filed, referred = _there(desk, actor, facts)
    there = [one for one in filed if one.form in _PLANS]
    named = [handle for one in referred for handle in handles(desk, actor, one)]
    others = frozenset(InformationType) - TYPES
    grant = desk.ask(
        actor, Action.CASE_READ, facts, objects=[*(one.handle for one in there), *named], leaving_out=others
    )
    lines = [line_of(desk, actor, one) for one in referred]
    told = [one.referral.referral_id for one in lines if not one.veiled]
    with desk.opened(grant) as cabinet:
        found = records.open(cabinet, grant, chosen=[one.record_id for one in there])
        times = plan_facts.facts_of_service(cabinet, told)
    page = _Reading(desk=desk, actor=actor, facts=facts, grant=grant, found=found)
    actions = may(actor, facts, desk.now)
    return PlansPage(
        case_id=facts.case_id,
        parts=tuple(page.parts()),
        service=tuple(
            service_plans.plan(one, page.owner(one), lines, times, desk.now) for one in page.of(SERVICE_PLAN.slug)
        ),
        stages=tuple(page.stages()),
        recovery=tuple((page.other(one), page.words(one)) for one in page.of(RECOVERY_PLAN.slug)),
        others=tuple(page.other(one) for one in filed if one.form not in _PLANS and one.information_type in _LISTED),
        forms=_fileable(desk, actor, facts) if Action.RECORD_FILE in actions else frozenset(),
        refers=Action.REFERRAL_SEND in actions,
        notices=page.notices(),
        beside=tuple(dict.fromkeys(said for one in found for said in page.beside(one))),
    )


def _there(desk: Desk, actor: Actor, facts: CaseFacts) -> tuple[list[RecordFacts], list[CaseFacts]]:
    """The plans that are open to the viewer, and the case's facts with each referral they may read.

    Asked only of a case that is not refused, so that one that is hidden costs what an absent one costs.
    """
    decision = desk.judge(actor, Action.CASE_READ, facts)
    if not decision.allowed:
        return [], []
    types = [one for case in decision.cases for one in case.types if one.access is Access.OPEN]
    opened = {(one.program_id, one.information_type) for one in types}
    with desk.consulting((facts.case_id,)) as cabinet:
        filed = plan_facts.facts_of_filed(cabinet, facts.case_id, TYPES)
        about = referral_facts.facts_of_case(cabinet, actor.program_id, facts.case_id)
    referred = [replace(facts, referral=one) for one in about]
    return (
        [one for one in filed if (one.program_id, one.information_type) in opened],
        [one for one in referred if desk.judge(actor, Action.REFERRAL_READ, one).allowed],
    )


def _fileable(desk: Desk, actor: Actor, facts: CaseFacts) -> frozenset[str]:
    return frozenset(form.slug for form in fileable(desk, actor, facts)) & _PLANS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What every line of the page is written from. found: opened records, newest first."""

    desk: Desk
    actor: Actor
    facts: CaseFacts
    grant: Grant
    found: Sequence[Record]

    def of(self, *forms: str) -> list[Record]:
        """Those filed on these forms."""
        return [one for one in self.found if one.form in forms]

    def program(self, record: Record | RecordFacts) -> Program:
        """Who filed it."""
        owners = (held.program for held in self.facts.holdings if held.program.id == record.program_id)
        return next(owners, self.actor.program)

    def owner(self, record: Record | RecordFacts) -> str:
        """Its name."""
        program = self.program(record)
        return f"{program.agency_name}, {program.name}"

    def words(self, record: Record) -> Version:
        """The record in words."""
        return in_words(self.desk, self.actor, self.program(record), record, 1)

    def other(self, record: Record | RecordFacts) -> OtherPlan:
        """A link to it."""
        form = self.desk.catalog.form(self.program(record).partner_type, record.form, record.form_version)
        title = form.title if form else record.form.replace("_", " ").capitalize()
        record_id = record.id if isinstance(record, Record) else record.record_id
        return OtherPlan(record_id=record_id, title=title, owner=self.owner(record))

    def beside(self, record: Record) -> tuple[str, ...]:
        """What its owner's partner type says beside it."""
        return standing.beside_records(self.desk.catalog, self.program(record))

    def notices(self) -> tuple[tuple[str, str], ...]:
        """What travels with what was opened, each once."""
        shown = {(one.program_id, one.information_type) for one in self.found}
        granted = [one for one in self.grant.case.types if (one.program_id, one.information_type) in shown]
        return tuple(dict.fromkeys(told for one in granted for told in explain.notices(self.desk.rulebook, one)))

    def parts(self) -> list[PartLine]:
        """The safety plan, the young person's part first."""
        order = [part.slug for part in PARTS]
        titles = {part.slug: part.title for part in PARTS}
        found = sorted(self.of(SAFETY_PLAN_PART.slug), key=lambda one: order.index(str(one.answers["whose"])))
        return [
            PartLine(
                record_id=one.id,
                whose=titles[str(one.answers["whose"])],
                who=str(one.answers.get("who", "")),
                owner=self.owner(one),
                version=self.words(one),
                copies=self._copies(one),
                own=one.program_id == self.actor.program_id,
            )
            for one in found
        ]

    def _copies(self, part: Record) -> tuple[CopyLine, ...]:
        said = {choice.slug: choice.title for choice in COPY_TAKEN}
        about = [one for one in self.of(PLAN_COPY.slug) if one.answers.get(ABOUT) == part.first_id]
        return tuple(
            CopyLine(
                when=moments.happened_words(one.happened, self.actor.program.zone),
                said=said.get(str(one.answers["taken"]), ""),
                by=one.author_name,
                of_this=one.answers.get(OF_VERSION) == part.id,
            )
            for one in about
        )

    def stages(self) -> list[StageLine]:
        """Where they stood, oldest first: by the day it was so, or by the day it was written down."""
        slugs, titles = [stage.slug for stage in STAGES], {stage.slug: stage.title for stage in STAGES}
        found = sorted(self.of(*_STAGE_FORMS), key=lambda one: one.happened.at or one.filed_at)
        return [
            StageLine(
                record_id=one.id,
                when=moments.happened_words(one.happened, self.actor.program.zone),
                title=titles[str(one.answers["stage"])],
                place=slugs.index(str(one.answers["stage"])),
                owner=self.owner(one),
            )
            for one in found
        ]
