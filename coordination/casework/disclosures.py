"""Room: casework. Accounting for disclosures: who got our information about one child, by the access log.

For the privacy officer (of her agency's programs, confidential ones but her own left out) and the supervisor (of the
own program). Another confidential program appears nowhere, neither as whose information it is nor as who got it. It
opens no record. A case of which the actor may not know is refused as an absent one is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coordination.audit.grant import Grant
from coordination.casework import accounted, disclosure_lines, moments, suspensions
from coordination.casework.desk import Desk
from coordination.casework.disclosure_lines import Known
from coordination.casework.glance import glance
from coordination.casework.prints import number_of
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.disclosure import Accounting, Asking, Line, Period, Suspension, Way
from coordination.model.errors import Invalid
from coordination.model.ids import Handle, new_id
from coordination.model.program import Program
from coordination.policy.accounting import RULES, AccountingRule
from coordination.storage import case_rows, disclosures, handles
from coordination.storage.cabinet import Cabinet
from coordination.storage.log_pages import Read

PAGE = 50
BATCH = 200
MOST_READ = 5_000
"""Entries that one page looks through; a page that found few goes on below them."""
MOST_TAKEN = 100_000
UNNAMED = (
    "Confidential programs, such as advocates and shelters, are never named here, whether they read anything or not. "
    "Releases to them are on the releases page of the case."
)
OUTSIDE = (
    "What went out by telephone, letter or order without a receipt or report in the hub is not known to it. Add it to "
    "the copy by hand."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What one accounting reads: its rule, its period, the programs by handle, and those that it is about."""

    rule: AccountingRule
    period: Period
    programs: Mapping[Handle, Program]
    ours: tuple[Program, ...]


def ask(desk: Desk, actor: Actor) -> tuple[tuple[str, str], ...]:
    """The accountings that the actor may ask for, before any case is named. Refused for whoever keeps none."""
    glance(desk, actor, Action.DISCLOSURE_READ)
    with desk.consulting() as cabinet:
        ours = accounted.ours_of(actor, accounted.programs(cabinet))
    return accounted.kinds_of(ours)


def page(desk: Desk, actor: Actor, asking: Asking, before: int | None = None) -> Accounting:
    """At most 50 lines below `before`, newest first. Raises Invalid on a law that asks nothing of these programs."""
    facts, ours = accounted.look_up(desk, actor, Action.DISCLOSURE_READ, asking.reference)
    rule = _rule(asking.law, ours)
    grant = desk.ask(actor, Action.DISCLOSURE_READ, facts, purpose=rule.slug)
    lines: list[Line] = []
    further, last = False, before
    for told, seq, more in _walk(desk, grant, rule, asking, before=before, most=MOST_READ):
        last, further = seq, more
        lines += told
        if len(lines) >= PAGE:
            break
    return _made(desk, grant, rule, asking, lines, before=last if further else None)


def export(desk: Desk, actor: Actor, asking: Asking) -> Accounting:
    """All lines at once, numbered as a print is: the number is a handle of the access log."""
    facts, ours = accounted.look_up(desk, actor, Action.DISCLOSURE_EXPORT, asking.reference)
    rule, handle = _rule(asking.law, ours), Handle(new_id())
    grant = desk.ask(actor, Action.DISCLOSURE_EXPORT, facts, objects=[handle], purpose=rule.slug)
    walked = _walk(desk, grant, rule, asking, before=None, most=MOST_TAKEN)
    lines = [line for told, _, _ in walked for line in told]
    return _made(desk, grant, rule, asking, lines, before=None, number=number_of(handle))


def _rule(law: str, ours: tuple[Program, ...]) -> AccountingRule:
    if law not in dict(accounted.kinds_of(ours)):
        raise Invalid({"law": "Choose one of the lists that your programs owe."})
    return RULES[law]


def _wanted(cabinet: Cabinet, grant: Grant, rule: AccountingRule) -> _Wanted:
    programs = accounted.programs(cabinet)
    ours = tuple(one for one in accounted.ours_of(grant.actor, programs) if rule.owed_by(one))
    period = Period(
        owners=frozenset(one.handle for one in ours),
        unnamed=frozenset(
            handle for handle, one in programs.items() if one.confidential and one.id != grant.actor.program_id
        ),
        since=rule.since(cabinet.now),
    )
    return _Wanted(rule=rule, period=period, programs=programs, ours=ours)


def _walk(
    desk: Desk, grant: Grant, rule: AccountingRule, asking: Asking, *, before: int | None, most: int
) -> Iterator[tuple[list[Line], int, bool]]:
    """The lines of each entry, its number, and whether there may be older ones; a transaction for each batch."""
    for _ in range(most // BATCH):
        with desk.opened(grant) as cabinet:
            wanted = _wanted(cabinet, grant, rule)
            found = disclosures.open_entries(cabinet, grant, wanted.period, before=before, limit=BATCH + 1)
            known = _known(desk, cabinet, grant, wanted, asking, found)
            kept = suspensions.kept_back(cabinet, grant, wanted.ours)
        batch = found[:BATCH]
        for place, read in enumerate(batch, 1):
            more = place < len(found)
            told = [_told(line, kept, asking, grant) for line in disclosure_lines.lines(known, read)]
            yield [line for line in told if line is not None], read.seq, more
        if len(found) <= BATCH:
            return
        before = batch[-1].seq


def _known(
    desk: Desk,
    cabinet: Cabinet,
    grant: Grant,
    wanted: _Wanted,
    asking: Asking,
    found: list[Read],
) -> Known:
    persons = wanted.rule.persons and not asking.individual
    acted = {read.entry.actor for read in found if read.entry is not None} if persons else set()
    return Known(
        desk=desk,
        rule=wanted.rule,
        period=wanted.period,
        programs=wanted.programs,
        people=handles.open_labels(cabinet, grant, acted, ()).people,
        filed=disclosures.facts_of_filed(cabinet, grant.case.case_id),
        persons=persons,
    )


def _told(line: Line, kept: Mapping[str, Suspension], asking: Asking, grant: Grant) -> Line | None:
    """The line as this reader gets it: the individual none that is suspended, and no copy that nobody is known to have.

    INVARIANT: nothing in the individual's copy tells that a line was left out.
    """
    held = kept.get(line.key)
    if asking.individual:
        return None if held is not None or line.way is Way.COPY else line
    return suspensions.marked(line, held, grant.actor.program.zone) if held is not None else line


def _made(
    desk: Desk,
    grant: Grant,
    rule: AccountingRule,
    asking: Asking,
    lines: list[Line],
    *,
    before: int | None,
    number: str = "",
) -> Accounting:
    actor = grant.actor
    with desk.opened(grant) as cabinet:
        header = case_rows.headers(cabinet, grant)[grant.case.case_id]
        programs = accounted.programs(cabinet)
        ours = accounted.ours_of(actor, programs)
        recipients = suspensions.recipients_of(desk, actor, programs)
        listed = suspensions.listed(cabinet, grant, ours, recipients)
    inside = not asking.individual
    return Accounting(
        header=header,
        law=rule.slug,
        title=rule.title,
        citation=rule.citation,
        window=rule.window,
        notes=(*rule.notes, UNNAMED, OUTSIDE) if inside else (),
        individual=asking.individual,
        persons=rule.persons and inside,
        lines=tuple(lines),
        before=before,
        kinds=accounted.kinds_of(ours),
        suspensions=listed if inside else (),
        recipients=tuple(recipients.items()),
        may_suspend=actor.role is Role.PRIVACY_OFFICER,
        number=number,
        person=actor.name,
        program=f"{actor.program.agency_name}, {actor.program.name}",
        made_at=desk.now,
        made=moments.words(desk.now, actor.program.zone),
    )
