"""Room: casework. Staged reveal in sentences, for whoever is staged and for the team. None tells what is kept back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from coordination.declare.form import Form
from coordination.declare.information import InformationType
from coordination.declare.staging import EVENTS, INTERVIEWER, First
from coordination.model.actor import Actor, Role
from coordination.model.facts import CaseFacts
from coordination.model.protocol import TeamProtocol
from coordination.partners.catalog import Catalog
from coordination.policy.explain import day
from coordination.policy.staging import opened_first, protocol_of, until

NONE_ON_FILE = (
    "The team that coordinates this case has not recorded its written protocol on what an interviewer sees first. The "
    "hub has no rule of its own: nothing is staged here."
)


def to_the_staged(actor: Actor, facts: CaseFacts, now: datetime) -> Iterator[str]:
    """What somebody is told from whom things are kept back: by whose rule, what they see, and until when."""
    first = opened_first(actor, facts, now)
    if first is None:
        return
    protocol = protocol_of(facts, now)
    if protocol is None:
        yield (
            "You were named the interviewer of this case, and the team that coordinates it now has no written protocol "
            f"on file. Until {until(facts, now)}, you see what your own program filed."
        )
        return
    beside = f" and, as far as it is open to you, {_types(first)}" if first else ""
    yield (
        f"The written protocol of the team that coordinates this case ({_paper(protocol)}) says what you see first. "
        f"Until {until(facts, now)}, you see what your own program filed{beside}."
    )


def missing(actor: Actor, facts: CaseFacts, forms: Iterable[Form], now: datetime) -> bool:
    """Whether the viewer is to be told that no protocol is on file: whoever answers for the team that coordinates, and
    whoever files interviews."""
    if protocol_of(facts, now) is not None:
        return False
    answers = facts.coordinating_program_id == actor.program_id and actor.role in {Role.COORDINATOR, Role.SUPERVISOR}
    return answers or any(form.information_type is InformationType.FORENSIC_INTERVIEW for form in forms)


def to_the_team(catalog: Catalog, facts: CaseFacts, now: datetime) -> tuple[str, ...]:
    """What the team page says of the protocol that counts."""
    protocol = protocol_of(facts, now)
    return (NONE_ON_FILE,) if protocol is None else tuple(in_words(catalog, protocol))


def in_words(catalog: Catalog, protocol: TeamProtocol) -> Iterator[str]:
    """A protocol, sentence by sentence."""
    kinds = sorted(catalog.partner_types[slug].title for slug in protocol.staged if slug in catalog.partner_types)
    people = ["the forensic interviewer of the case"] if INTERVIEWER in protocol.staged else []
    people += [f"everybody of {kind}" for kind in kinds]
    yield f"{_paper(protocol)}. It is for: {'; '.join(people)}."
    if protocol.first is First.FULL:
        yield "They see all that they may see, from the start."
        return
    beside = f", and of other programs: {_types(protocol.types)}" if protocol.types else " alone"
    opens = " or ".join(_titles(protocol))
    yield f"First they see what their own program filed{beside}. The rest opens when told: {opens}."


def _titles(protocol: TeamProtocol) -> Iterator[str]:
    from_list = (event for event in EVENTS if event.slug in protocol.opens_on)
    return (event.title for event in from_list)


def _types(types: Iterable[InformationType]) -> str:
    return ", ".join(sorted(kind.words for kind in types))


def _paper(protocol: TeamProtocol) -> str:
    on = date.fromisoformat(protocol.dated)
    return f"“{protocol.document}” of {day(datetime(on.year, on.month, on.day, tzinfo=UTC))}"
