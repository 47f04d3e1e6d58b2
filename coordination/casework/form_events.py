"""Room: casework. What a filed form tells of: each event it declares starts its deadlines, once for each record.

A correction is the same cause, so that it starts nothing twice; one that first says what the form asks for starts it.
"""

from __future__ import annotations

from coordination.casework import deadlines, moments
from coordination.casework.work import Work
from coordination.declare.form import Start
from coordination.model.record import Filing, Happened, Precision
from coordination.partners.catalog import Catalog
from coordination.storage import records


def follow(catalog: Catalog, w: Work, filing: Filing) -> None:
    """Start the deadlines of what a record tells of, in the commit that files it."""
    program = w.grant.actor.program
    form = catalog.form(program.partner_type, filing.form, filing.form_version)
    told = [start for start in form.starts if _says(start, filing)] if form else []
    filed = records.facts_of_record(w.cabinet, w.facts.case_id, filing.record_id) if told else None
    if filed is None:
        return
    learned_at = filing.learned_at or w.now
    for start in told:
        happened = filing.happened
        if start.on_learning:
            happened = Happened(at=learned_at, precision=Precision.INSTANT, zone=program.zone)
        elif start.happened:
            happened = moments.happened(str(filing.answers[start.happened]), program.zone)
        deadlines.start(catalog, w, start.event, cause=filed.first_id, learned_at=learned_at, happened=happened)


def _says(start: Start, filing: Filing) -> bool:
    said = filing.answers
    denied = any(said.get(slug) in answers for slug, answers in start.unless)
    when_known = not start.happened or said.get(start.happened, moments.UNKNOWN) != moments.UNKNOWN
    return not denied and when_known and all(said.get(slug) in answers for slug, answers in start.when)
