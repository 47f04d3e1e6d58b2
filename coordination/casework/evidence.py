"""Room: casework. What lies in the hub already and could prove a running deadline: offered, kept by a person’s click.

A referral that brought the very thing the rule asks for, once its recipient acknowledged it; a talk of the contact log
with whom the rule says are told. The hub stops nothing by them: what the law wants told outside of it was told by a
person, who says so. A consultation alone stops its duty as it is filed: it is the thing itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coordination.audit.grant import Grant
from coordination.casework import deadlines as started
from coordination.casework import moments, owed_once
from coordination.casework.work import Work
from coordination.declare.deadline import DeadlineRule
from coordination.declare.event import Event
from coordination.declare.missing_forms import CONTACT, DOCUMENTED, EPISODE
from coordination.model.actor import Actor
from coordination.model.deadline import Channel, Deadline, Proof, State
from coordination.model.deadline_page import Offer
from coordination.model.facts import CaseFacts
from coordination.model.ids import RecordId
from coordination.model.record import Happened, Record
from coordination.model.referrals import ReferralFacts
from coordination.model.referrals import State as Sent
from coordination.partners.catalog import Catalog
from coordination.policy.audience import answers_to
from coordination.storage import deadline_facts, deadline_proofs, deadlines, records, referral_facts
from coordination.storage.cabinet import Cabinet

RUNNING = frozenset({State.RUNNING, State.PAUSED})
_TAKEN = frozenset({Sent.ACCEPTED, Sent.IN_PROGRESS, Sent.ON_HOLD, Sent.COMPLETED})
# Of which events the contact log can be the proof; of the second only a talk that told of the recovery.
_OF_EPISODES = frozenset({Event.MISSING, Event.FOUND})


def offers(
    catalog: Catalog, actor: Actor, facts: CaseFacts, cabinet: Cabinet, grant: Grant, one: Deadline
) -> tuple[Offer, ...]:
    """What could prove a running deadline of the actor's own program, the newest first."""
    rule = catalog.deadline_rule(one.rule, one.rule_version)
    if rule is None or one.program_id != actor.program_id or one.state not in RUNNING:
        return ()
    found: list[Offer] = []
    if rule.sent_to:
        of_case = referral_facts.facts_of_case(cabinet, actor.program_id, facts.case_id)
        taken = [sent for sent in of_case if _taken(actor, facts, rule, one, sent, cabinet)]
        found += [_of_referral(actor, rule, one, sent) for sent in taken]
    if rule.event in _OF_EPISODES and rule.told:
        found += of_talks(actor, rule, one, records.open(cabinet, grant, forms=[CONTACT.slug]))
    if rule.event is Event.TRAFFICKED_WHILE_MISSING:
        found += of_documented(actor, rule, one, records.open(cabinet, grant, forms=[DOCUMENTED.slug]))
    return tuple(found)


def of_talks(actor: Actor, rule: DeadlineRule, one: Deadline, filed: Iterable[Record]) -> Iterator[Offer]:
    """The talks of the deadline's own episode with whom the rule says are told, since what started it happened: they
    call first and write it down later."""
    since = min(one.began_at, one.happened.at or one.began_at)
    for talk in filed:
        given = talk.answers
        fits = given.get(EPISODE) == one.cause and talk.program_id == one.program_id
        fits = fits and given.get("with") == rule.told.casefold() and talk.happened.at is not None
        fits = fits and (one.event is not Event.FOUND or given.get("recovery") == "yes")
        if not fits or talk.happened.at is None or talk.happened.at < since:
            continue
        whom = str(given.get("whom", ""))
        typed = {
            "done_at": moments.typed_instant(talk.happened.at, actor.program.zone),
            "who": talk.author_name,
            "channel": str(given.get("how", "")),
            "told": f"{rule.told}: {whom}" if whom else "",
            "number": str(given.get("number", "")),
            "said": "From the contact log.",
        }
        when = moments.words(talk.happened.at, actor.program.zone)
        yield _offer(rule, one, f"The talk of {when}, written down by {talk.author_name}", typed, talk.id)


def of_documented(actor: Actor, rule: DeadlineRule, one: Deadline, filed: Iterable[Record]) -> Iterator[Offer]:
    """What was said of the episode about the state's own system: that it was written there, when and where."""
    for said in filed:
        given = said.answers
        if given.get(EPISODE) != one.cause or said.program_id != one.program_id or not given.get("written_at"):
            continue
        zone = actor.program.zone
        at = moments.instant(str(given["written_at"]), zone)
        typed = {
            "done_at": moments.typed_instant(at, zone),
            "who": said.author_name,
            "channel": Channel.STATE_SYSTEM.value,
            "told": str(given.get("system", "")),
            "number": str(given.get("number", "")),
            "said": "From the page of the missing child.",
        }
        what = f"Written there on {moments.words(at, zone)}, says {said.author_name}"
        yield _offer(rule, one, what, typed, said.id)


def prove_by_meeting(catalog: Catalog, w: Work, rule: str, *, held: Happened, present: str) -> None:
    """Stop what the actor's program owes under this rule by the consultation that is filed in the same commit.

    One that was held before the duty began proves nothing. held: not known, it counts as held now.
    """
    done_at, actor = held.at or w.now, w.grant.actor
    owed = [one for one in deadlines.open(w.cabinet, w.grant) if one.rule == rule]
    for one in owed:
        if one.program_id != actor.program_id:
            continue
        facts = deadline_facts.facts_of_deadline(w.cabinet, one.case_id, one.id)
        if facts is None or one.state not in RUNNING or done_at < one.began_at:
            continue
        proof = Proof(
            place=facts.proofs + 1,
            done_at=done_at,
            who=actor.name,
            channel=Channel.HUB,
            told=", ".join(present.splitlines()),
            number="",
            said="The consultation is on file here.",
            proved_at=w.now,
            proved_by=actor.person_id,
        )
        deadline_proofs.prove(w.cabinet, w.grant, facts, proof)
        started.proved(catalog, w, facts, done_at)


def _taken(
    actor: Actor, facts: CaseFacts, rule: DeadlineRule, one: Deadline, sent: ReferralFacts, cabinet: Cabinet
) -> bool:
    """Whether it is the thing itself, and its recipient said so, where the sender may hear of it at all."""
    own = sent.sender.id == actor.program_id and sent.sent_at >= one.began_at
    taken = own and owed_once.is_it(rule, sent) and sent.state in _TAKEN
    return taken and answers_to(sent.recipient, facts, sent.sender, cabinet.now)


def _of_referral(actor: Actor, rule: DeadlineRule, one: Deadline, sent: ReferralFacts) -> Offer:
    to, when = f"{sent.recipient.agency_name}, {sent.recipient.name}", moments.words(sent.sent_at, actor.program.zone)
    typed = {
        "done_at": moments.typed_instant(sent.sent_at, actor.program.zone),
        "who": sent.sent_by_name,
        "channel": Channel.HUB.value,
        "told": to,
        "number": sent.case_reference,
        "said": "Sent through this hub and acknowledged there.",
    }
    return _offer(rule, one, f"Sent to {to} on {when}, and acknowledged", typed, None)


def _offer(rule: DeadlineRule, one: Deadline, what: str, typed: Mapping[str, str], talk: RecordId | None) -> Offer:
    needed = ("done_at", "who", "channel", *(("told",) if rule.told else ()), *(("number",) if rule.number else ()))
    return Offer(
        deadline_id=one.id,
        title=rule.title,
        what=what,
        typed=typed,
        whole=all(typed[field] for field in needed),
        record_id=talk,
    )
