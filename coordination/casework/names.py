"""Room: casework. What the young person is called: by whom the viewer speaks for, and by nobody else's name.

The form `child` asks name, pronouns and words in general, and apart for each audience (declare/names.py). The viewer's
partner type is of one audience. Whoever reads the record gets the answers for theirs in the place of the general ones;
what was asked for another audience is left out, as if it had never been written. Only the program that asked reads
all of it, since it must be able to correct it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from coordination.declare.core_forms import CHILD
from coordination.declare.names import ASKED_APART, FOR_ONE_AUDIENCE, GENERAL, Audience, slug_for
from coordination.model.actor import Actor
from coordination.model.ids import ProgramId
from coordination.model.record import Answer, Opened, Record
from coordination.partners.catalog import Catalog

Named = TypeVar("Named", Record, Opened)
Answers = Mapping[str, Answer]


def audience_of(catalog: Catalog, actor: Actor) -> Audience:
    """As whom the actor speaks with the young person; the team, when the plugin is no longer loaded."""
    partner = catalog.partner_types.get(actor.program.partner_type)
    return partner.audience if partner else Audience.TEAM


def asked_for(answers: Answers, audience: Audience) -> dict[str, Answer]:
    """What was answered for this audience apart, by the slug of the general question; empty for most."""
    found = {slug: answers.get(slug_for(slug, audience), "") for slug in GENERAL}
    return {slug: answer for slug, answer in found.items() if answer}


def heard(answers: Answers, audience: Audience, asked: Answers | None = None) -> dict[str, Answer]:
    """The answers as this audience gets them: its own in the place of the general ones, no other audience's.

    asked: what another open record of the case has for this audience. Where one thing was asked apart, the general
    pronouns and words are left out, since they are for the others; the general name stays only if there is no other.
    """
    own = asked_for(answers, audience) or dict(asked or {})
    kept = {slug: answer for slug, answer in answers.items() if slug not in FOR_ONE_AUDIENCE}
    if not own:
        return kept
    general = {slug: kept.pop(slug) for slug in GENERAL if slug in kept}
    name = {"called": general["called"]} if "called" in general else {}
    return {**name, **own, **kept}


def asked_in(children: Iterable[Record | Opened], audience: Audience) -> dict[str, Answer]:
    """What the first of these records that asked this audience's name apart says, whoever filed it."""
    return next((asked for child in children if (asked := asked_for(child.answers, audience))), {})


def to_call_by(children: Sequence[Named], actor: Actor, audience: Audience) -> Named | None:
    """The record to call the child by, with its answers as the viewer gets them: one that says what the viewer's
    audience shall call them; else the viewer's own program's newest; else the newest that is open."""
    own_first = sorted(children, key=lambda one: one.program_id != actor.program_id)
    for chosen in sorted(own_first, key=lambda one: not asked_for(one.answers, audience)):
        return replace(chosen, answers=heard(chosen.answers, audience))
    return None


def as_heard(children: Sequence[Named], audience: Audience) -> list[Named]:
    """These records of one case as the audience gets them, whoever filed them: for paper, which goes further."""
    asked = asked_in(children, audience)
    return [replace(one, answers=heard(one.answers, audience, asked)) for one in children]


def on_paper(record: Record, children: Sequence[Record], audience: Audience) -> Record:
    """One record for paper: as `as_heard`, where it is one that names the child. children: current ones of the case."""
    if record.form != CHILD.slug:
        return record
    return replace(record, answers=heard(record.answers, audience, asked_in(children, audience)))


def searched(children: Sequence[Opened], actor: Actor, audience: Audience) -> list[Opened]:
    """The same for a search: by a name asked for another audience the child is found by the program that asked, which
    may be rung about it, and by nobody else."""
    asked = asked_in(children, audience)
    return [
        replace(one, answers=_with_every_name(one.answers))
        if one.program_id == actor.program_id
        else replace(one, answers=heard(one.answers, audience, asked))
        for one in children
    ]


def on_the_case(children: Sequence[Record], actor: Actor, audience: Audience) -> dict[str, str]:
    """What the case page says of the child: question and answer. The viewer's own program also reads for whom it asked
    another name, so that it speaks right with them."""
    own = [one for one in children if one.program_id == actor.program_id]
    child = next(iter(own or children), None)
    if child is None:
        return {}
    answers = heard(child.answers, audience, asked_in([*own, *children], audience))
    if own:
        others = {slug: child.answers[slug] for slug in FOR_ONE_AUDIENCE & set(child.answers)}
        answers |= {slug: answer for slug, answer in others.items() if slug not in _of(audience)}
    return {asked.title: text for asked in CHILD.questions if (text := _line(answers.get(asked.slug, "")))}


def for_reader(record: Record, reader: ProgramId, audience: Audience, asked: Answers | None) -> Record:
    """One version of a record as a program reads it: all of its own, of another's what its audience gets."""
    if record.form != CHILD.slug or record.program_id == reader:
        return record
    return replace(record, answers=heard(record.answers, audience, asked))


def _with_every_name(answers: Answers) -> Answers:
    every = [_line(answers.get(slug_for("called", audience), "")) for audience in ASKED_APART]
    return {**answers, "aliases": ", ".join(filter(None, (_line(answers.get("aliases", "")), *every)))}


def _of(audience: Audience) -> set[str]:
    return {slug_for(slug, audience) for slug in GENERAL}


def _line(answer: Answer) -> str:
    return answer if isinstance(answer, str) else ", ".join(answer)
