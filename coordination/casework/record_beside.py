"""Room: casework. What stands beside one record: whether it is screened in or out, and what was answered to a request.

A request for records and its answer are two records of one program. They belong together by whom they name, so an
answer needs no field of its own for that, a draft of it loses nothing, and correcting either name mends the pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coordination.casework.desk import Desk
from coordination.casework.never_disclose import plain
from coordination.declare.form import FormKind
from coordination.declare.information import InformationType
from coordination.declare.intake import SCREENING_DECISION
from coordination.declare.safety_forms import RECORDS_ANSWER, RECORDS_REQUEST
from coordination.model.actor import Actor
from coordination.model.facts import RecordFacts
from coordination.model.record import Record


def screens(desk: Desk, actor: Actor, record: RecordFacts) -> bool:
    """Whether the actor's program screens this record in or out: a report that it took itself."""
    if record.program_id != actor.program_id or record.withdrawn:
        return False
    partner = actor.program.partner_type
    form = desk.catalog.form(partner, record.form, record.form_version)
    report = form is not None and form.kind is FormKind.REPORT and form.information_type is InformationType.REPORT
    return report and desk.catalog.form(partner, SCREENING_DECISION.slug) is not None


def asks_for_records(actor: Actor, record: RecordFacts) -> bool:
    """Whether it is a request for records that the actor's own program has to answer."""
    return record.form == RECORDS_REQUEST.slug and record.program_id == actor.program_id and not record.withdrawn


def answers_to(chain: Sequence[Record], found: Iterable[Record]) -> list[Record]:
    """The answers of the same program to whoever asked, filed since they asked, the newest first.

    chain: the request, newest version first. found: open records of the case, each in its newest version.
    """
    asked, first = chain[0], chain[-1]
    name = plain(str(asked.answers.get("name", "")))
    answers = [
        one
        for one in found
        if one.form == RECORDS_ANSWER.slug
        and one.program_id == asked.program_id
        and one.filed_at >= first.filed_at
        and plain(str(one.answers.get("name", ""))) == name
    ]
    return sorted(answers, key=lambda one: one.filed_at, reverse=True)
