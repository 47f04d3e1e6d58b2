"""Room: casework. The form of an order or other paper: what is asked, and the sentence that bad input gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.casework import answers
from coordination.casework.release_typed import Typed, several, text
from coordination.declare.authority_on_file import KINDS, AuthorityKind
from coordination.declare.information import InformationType
from coordination.model.authority import AuthorityWords
from coordination.model.errors import Invalid
from coordination.model.ids import AgencyId, PersonId, ProgramId
from coordination.model.program import Program
from coordination.model.team import Teammate

LONGEST_ANSWER = 2_000
BY_SLUG: Mapping[str, AuthorityKind] = {kind.slug: kind for kind in KINDS}
AGENCY, PERSON = "agency", "person"
TOLD = "Who was told of this, when and how; or what was tried, if nobody could be told"
PROTECTS = "What is done to keep safe whoever this disclosure endangers"

# Why one ends before its day; the slug goes on the access log with who did it and when.
ENDS: Mapping[str, str] = {
    "set_aside": "A court or the body that gave it ended or changed it",
    "need_over": "What it was for is over",
    "filed_wrongly": "It should not have been filed here",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the form of one kind offers. people: team members of the programs offered, to name one alone.

    types: what such a paper of this program may name. may_file: whether the actor may file it, or a supervisor must.
    notifies: whether the law asks what was done to tell the victim. zone: of the sharing program, which days are of.
    """

    kind: AuthorityKind
    programs: tuple[Program, ...]
    people: tuple[Teammate, ...]
    types: tuple[InformationType, ...]
    may_file: bool
    notifies: bool
    zone: str

    @property
    def agencies(self) -> dict[AgencyId, str]:
        """Agencies that may be named as a whole: of programs offered that an agency's name reaches."""
        return {one.agency_id: one.agency_name for one in self.programs if not one.walled}

    def choices(self) -> list[tuple[str, str]]:
        """Recipients as the form offers them: (value, words)."""
        programs = [(str(one.id), f"{one.name}, {one.agency_name}") for one in self.programs]
        return [*programs, *((f"{AGENCY}:{one}", f"All of {name}") for one, name in self.agencies.items())]

    def people_choices(self) -> list[tuple[str, str]]:
        """People as the form offers them: (value, words)."""
        named = {program.id: program.name for program in self.programs}
        return [
            (f"{mate.program_id}:{mate.person_id}", f"{mate.name}, {named[mate.program_id]}") for mate in self.people
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A paper as typed and checked; times UTC. programs: those on the case that it names, an agency's too."""

    recipients: tuple[tuple[ProgramId | AgencyId | PersonId, str], ...]
    programs: tuple[Program, ...]
    person: Teammate | None
    types: frozenset[InformationType]
    starts_at: datetime
    expires_at: datetime
    words: AuthorityWords


def check(typed: Typed, offer: Offer, now: datetime) -> Proposed:
    """Check a typed paper against what is offered. Raises Invalid, field by field."""
    errors: dict[str, str] = {}
    if not offer.may_file:
        errors["kind"] = f"{offer.kind.title}: only a supervisor of your program files this kind of paper."
    person = _person(typed, offer, errors)
    recipients, programs = _recipients(typed, offer, person, errors)
    types = _types(typed, offer, errors)
    interval = _interval(typed, offer, now, errors)
    words = _words(typed, offer, errors)
    if errors or interval is None:
        raise Invalid(errors)
    return Proposed(
        recipients=recipients,
        programs=programs,
        person=person,
        types=types,
        starts_at=interval[0],
        expires_at=interval[1],
        words=words,
    )


def _person(typed: Typed, offer: Offer, errors: dict[str, str]) -> Teammate | None:
    asked = text(typed, PERSON)
    found = next((mate for mate in offer.people if f"{mate.program_id}:{mate.person_id}" == asked), None)
    if asked and found is None:
        errors[PERSON] = "Choose a person from the list."
    return found


def _recipients(
    typed: Typed, offer: Offer, person: Teammate | None, errors: dict[str, str]
) -> tuple[tuple[tuple[ProgramId | AgencyId | PersonId, str], ...], tuple[Program, ...]]:
    """The rows to keep, and the programs on the case that they reach."""
    known = {value for value, _ in offer.choices()}
    asked = list(dict.fromkeys(several(typed, "recipients")))
    if not known.issuperset(asked):
        errors["recipients"] = "Choose recipients from the list."
    elif asked and person is not None:
        errors[PERSON] = "Name programs or agencies above, or one person here: not both."
    elif not asked and not text(typed, PERSON):
        errors["recipients"] = "Name at least one recipient, or one person further down."
    if person is not None:
        only: tuple[tuple[ProgramId | AgencyId | PersonId, str], ...] = (
            (person.program_id, "program"),
            (person.person_id, PERSON),
        )
        return only, tuple(one for one in offer.programs if one.id == person.program_id)
    named = [(ProgramId(one), "program") for one in asked if not one.startswith(AGENCY)]
    whole = [(AgencyId(one.partition(":")[2]), AGENCY) for one in asked if one.startswith(AGENCY)]
    programs, bodies = {one for one, _ in named}, {one for one, _ in whole}
    reached = [one for one in offer.programs if one.id in programs or (one.agency_id in bodies and not one.walled)]
    return (*named, *whole), tuple(reached)


def _types(typed: Typed, offer: Offer, errors: dict[str, str]) -> frozenset[InformationType]:
    known = {kind.value: kind for kind in offer.types}
    asked = several(typed, "types")
    if any(one not in known for one in asked):
        errors["types"] = "Choose information types from the list."
    elif not asked:
        errors["types"] = "Name at least one type of information. A paper opens only what it names."
    return frozenset(known[one] for one in asked if one in known)


def _interval(typed: Typed, offer: Offer, now: datetime, errors: dict[str, str]) -> tuple[datetime, datetime] | None:
    """From the first day's beginning, or now, to the end of the last day, in the sharing program's zone."""
    zone = ZoneInfo(offer.zone)
    today = now.astimezone(zone).date()
    first = _day(typed, "starts_on", errors) if text(typed, "starts_on") else today
    last = _day(typed, "expires_on", errors)
    if first is None or last is None:
        return None
    if first < today:
        errors["starts_on"] = "That day is past. It opens nothing before it is recorded; leave this empty for today."
    if last < max(first, today):
        errors["expires_on"] = "It must end on a day still to come, and not before it begins."
    elif (last - first).days >= offer.kind.days:
        errors["expires_on"] = (
            f"A paper of this kind runs {offer.kind.days} days at most. Choose an earlier day, and file it again if it "
            "is renewed."
        )
    if errors.keys() & {"starts_on", "expires_on"}:
        return None  # the day after the last that a calendar knows cannot be reckoned with
    begins = max(now, datetime.combine(first, time(), tzinfo=zone).astimezone(now.tzinfo))
    return begins, datetime.combine(last + timedelta(days=1), time(), tzinfo=zone).astimezone(now.tzinfo)


def _day(typed: Typed, name: str, errors: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(text(typed, name))
    except ValueError:
        errors[name] = "Write the day as year-month-day, for example 2026-12-31."
        return None


def _words(typed: Typed, offer: Offer, errors: dict[str, str]) -> AuthorityWords:
    asked = offer.kind.evidence
    evidence = tuple((one.slug, said(typed, f"evidence_{one.slug}", one.words, errors)) for one in asked)
    told = said(typed, "told", TOLD, errors) if offer.notifies else ""
    protects = said(typed, "protects", PROTECTS, errors) if offer.notifies else ""
    return AuthorityWords(evidence=evidence, told=told, protects=protects)


def said(typed: Typed, name: str, question: str, errors: dict[str, str]) -> str:
    """One answer as it will be kept; what is missing or cannot be kept is said beside its field, never cut."""
    try:
        answer = answers.words(typed, name, LONGEST_ANSWER)
    except ValueError as error:
        errors[name] = str(error)
        return ""
    if not answer:
        errors[name] = f"“{question}”: nothing is filed without it."
    return answer
