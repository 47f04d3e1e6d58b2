"""Room: casework. The receipt of a document that a person filed elsewhere: kept as a record, and the proof of a duty.

The receipt is a record of the maker's program, filed under the document's information type. It stops the deadlines that
the document names and the person chose, none that began after it was sent, and none of another program.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from coordination.casework import answers, deadline_pages, documents, moments, previews, records
from coordination.casework import deadlines as duties_of
from coordination.casework.answers import Typed
from coordination.casework.desk import Desk, Work
from coordination.declare.document import Document, receipt_of
from coordination.declare.form import Form
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.deadline import Channel, Deadline, Proof, State
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId, DeadlineId, RecordId
from coordination.model.record import Filing
from coordination.model.sight import Sight
from coordination.storage import deadline_facts, deadline_proofs, deadlines

CHOSEN = "deadline"
"""The field that names the deadlines of which this receipt is the proof."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A running deadline that a receipt can be the proof of, in words."""

    id: str
    title: str
    began: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """The form of a receipt. duties: what it may be the proof of, soonest first; zone: in which times are typed.

    sight: what others would see, when that was asked.
    """

    case_id: CaseId
    document: Document
    form: Form
    duties: tuple[Duty, ...]
    zone: str
    typed: Mapping[str, list[str]]
    sight: Sight | None


def receiving(
    desk: Desk, actor: Actor, case_id: CaseId, slug: str, typed: Typed | None = None, *, look: bool = False
) -> Receiving:
    """The form, empty or with what was typed. Refused where the actor may not file, or makes no such document.

    look: with what others would see of the receipt.
    """
    document = documents.declared(desk, actor, slug)
    facts = desk.facts(actor, case_id)
    if not desk.judge(actor, Action.RECORD_FILE, facts).allowed:
        desk.refuse(actor, Action.RECORD_FILE, facts)
    grant = desk.ask(actor, Action.CASE_READ, facts, only=documents.own(actor))
    with desk.opened(grant) as cabinet:
        running = _running(document, deadlines.open(cabinet, grant))
    form, given = receipt_of(document), typed or {}
    first = [running[0].id] if len(running) == 1 and typed is None else _chosen(given)
    return Receiving(
        case_id=case_id,
        document=document,
        form=form,
        duties=tuple(_duty(desk, actor, one) for one in running),
        zone=actor.program.zone,
        typed={**answers.keep(given, form), CHOSEN: list(first)},
        sight=previews.asked(desk, actor, facts, form) if look else None,
    )


def keep(desk: Desk, actor: Actor, case_id: CaseId, slug: str, typed: Typed, key: str) -> RecordId:
    """File the receipt and stop the deadlines chosen. Raises Invalid with a sentence per field; nothing is saved."""
    document = documents.declared(desk, actor, slug)
    form = receipt_of(document)
    answered = answers.validate(form, typed, zone=actor.program.zone, now=desk.now)
    filing = records.filing_of(form, answered)
    chosen = _chosen(typed)

    def work(w: Work) -> str:
        done = records.keep(desk, w, filing)
        found = {one.id: one for one in _running(document, deadlines.open(w.cabinet, w.grant))}
        if set(chosen) - set(found):
            raise Invalid({CHOSEN: "This deadline is no longer running. Look at what is shown now."})
        stop(desk, w, [found[DeadlineId(one)] for one in sorted(set(chosen))], proof_of(filing, document, w))
        return done

    done = desk.act(
        actor,
        Action.RECORD_FILE,
        case_id,
        work,
        key=key,
        about=f"{case_id} {form.slug}",
        objects=[filing.handle],
        purpose=document.slug,
    )
    return RecordId(done)


def proof_of(filing: Filing, document: Document, w: Work) -> Proof:
    """What a receipt proves: when it was filed there, by whom, how, with which number."""
    said = {slug: answer for slug, answer in filing.answers.items() if isinstance(answer, str)}
    return Proof(
        place=1,
        done_at=filing.happened.at or w.now,
        who=said["who"],
        channel=Channel(said["channel"]),
        told=said.get("told", document.receiver),
        number=said.get("number", ""),
        said=said.get("said", ""),
        proved_at=w.now,
        proved_by=w.grant.actor.person_id,
    )


def stop(desk: Desk, w: Work, duties: Iterable[Deadline], proof: Proof) -> None:
    """Stop these deadlines with this proof, in the commit that files the receipt."""
    wrong = [one for one in duties if one.began_at > proof.done_at]
    if wrong:
        raise Invalid({CHOSEN: "This duty began after the document was filed, so it needs a document of its own."})
    for one in duties:
        facts = deadline_facts.facts_of_deadline(w.cabinet, one.case_id, one.id)
        if facts is not None:
            deadline_proofs.prove(w.cabinet, w.grant, facts, proof)
            duties_of.proved(desk.catalog, w, facts, proof.done_at)


def _running(document: Document, found: Iterable[Deadline]) -> list[Deadline]:
    return [one for one in found if one.rule in document.proves and one.state in {State.RUNNING, State.PAUSED}]


def _chosen(typed: Typed) -> list[str]:
    given = typed.get(CHOSEN, ())
    return [given] if isinstance(given, str) else list(given)


def _duty(desk: Desk, actor: Actor, one: Deadline) -> Duty:
    return Duty(
        id=one.id,
        title=deadline_pages.title(desk.catalog.deadline_rule(one.rule, one.rule_version), one.rule),
        began=_words(one.began_at, actor),
        due=_words(one.due_at, actor),
    )


def _words(at: datetime, actor: Actor) -> str:
    return moments.words(at, actor.program.zone)
