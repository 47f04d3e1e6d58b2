"""Room: policy. Why team members of a program see a type of another, or what stands in the way, in sentences. Pure.

It is made of the very line that `decide` would give them, and of rules; of facts only the owner's releases, and only
for whoever may read those. The conflict list and restrictions are about persons and are never told of here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from coordination.model.explanation import Access, TypeAccess
from coordination.model.facts import CaseFacts, Holding, Release
from coordination.model.program import Program
from coordination.model.why import Reason
from coordination.policy.claims import in_the_hub
from coordination.policy.consents import opens
from coordination.policy.explain import day, notices
from coordination.policy.floor import FILED_IN_COURT, OWN_RECORD, RELEASE, forbidden
from coordination.policy.rulebook import Rulebook
from coordination.policy.staging import first_of, until

_ANY_LAW = "any_law"
STAGED = "The written protocol of the team that coordinates the case keeps it from them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question: one type of one program, and those of `viewer`.

    who: as whom the sentences speak of them ("You", "Leo Marsh"). zone: IANA zone of the dates. by_owner: the asker is
    of the program that holds it, and so may know of its releases. interviewing: they were named the interviewer.
    """

    held: Holding
    viewer: Program
    who: str
    zone: str
    by_owner: bool
    interviewing: bool = False


def reason(rulebook: Rulebook, asked: Asked, line: TypeAccess | None, facts: CaseFacts, now: datetime) -> Reason:
    """The answer. line: what the policy gives those of `viewer`, if anything."""
    held = asked.held
    what = f"“{held.information_type.words}” of {held.program.agency_name}, {held.program.name}"
    if line is None or line.access is Access.KNOWN:
        barriers = tuple(_barriers(rulebook, asked, facts, now))
        return Reason(opens=False, lead=f"{asked.who} cannot see {what}.", sentences=barriers)
    authority = rulebook.authorities[line.authority]
    return Reason(
        opens=True,
        lead=f"{asked.who} can see {what}.",
        sentences=tuple(_because(rulebook, line, facts, asked.zone)),
        authority=authority.title,
        citation=authority.citation,
        notices=notices(rulebook, line),
    )


def _because(rulebook: Rulebook, line: TypeAccess, facts: CaseFacts, zone: str) -> Iterator[str]:
    if line.authority == OWN_RECORD:
        yield "It is the program’s own record."
    elif line.authority == RELEASE:
        release = next(one for one in facts.releases if one.id == line.release_id)
        since, until = _day(release.starts_at, zone), _last(release, zone)
        yield f"A release from {since} names them and this type. It ends {until}."
    else:
        # An authority's sentence is written to whom it opens something; it is told to others here.
        yield f"The law that opens it says, to them: {rulebook.authorities[line.authority].sentence}"
    if line.authority != RELEASE and line.until is not None:
        yield f"It is open until {_until(line.until, zone)}."
    if line.access is Access.STEP_UP:
        yield "It tells where the child is, so a second factor is asked for first."


def _barriers(rulebook: Rulebook, asked: Asked, facts: CaseFacts, now: datetime) -> Iterator[str]:
    held, viewer = asked.held, asked.viewer
    first = first_of(viewer, facts, now, interviewing=asked.interviewing)
    if first is not None and held.information_type not in first:
        yield f"{STAGED} until {until(facts, now)}. Then what stands below decides."
    if viewer.court or held.program.court:
        citation = rulebook.authorities[FILED_IN_COURT].citation
        yield f"A court gets what is filed with it, and gives to those who filed ({citation})."
        return
    never = forbidden(held, RELEASE)
    if never is not None:
        yield f"{never.sentence} No release opens it ({never.citation})."
        return
    if viewer.by_order:
        yield "Whoever works by an order of appointment gets nothing of others before that order is on file."
    yield from _law(rulebook, held, viewer)
    named = "your program" if asked.who == "You" else "them"
    yield f"A release of the program that holds it would have to name {named} and this type, or another paper on file."
    if asked.by_owner:
        if not in_the_hub(held.program, facts, held.information_type, now):
            yield "Your release that names the hub does not cover this type, so nobody sees it here."
        yield from _releases(facts.releases, asked, now)


def _law(rulebook: Rulebook, held: Holding, viewer: Program) -> Iterator[str]:
    law = rulebook.lawful(held.program, viewer, held.information_type)
    floor = forbidden(held, law.authority if law else _ANY_LAW)
    if floor is not None:
        yield f"{floor.sentence} No law opens it ({floor.citation})."
    elif law is not None:  # it would be open without this
        authority = rulebook.authorities[law.authority]
        yield f"{authority.title} opens it only while an agreement of the two agencies does ({authority.citation})."
    else:
        yield "No law that is known here opens it without a release."
    if held.program.walled_from(viewer):
        yield "A wall stands between the two law offices. Only a release that names the office itself passes it."


def _releases(releases: Iterable[Release], asked: Asked, now: datetime) -> Iterator[str]:
    """What became of the owner's releases that named them and this type."""
    kind = asked.held.information_type
    for one in releases:
        if one.sharing_program_id != asked.held.program.id or kind not in one.types or not one.names(asked.viewer):
            continue
        if one.revoked_at is not None and one.revoked_at <= now:
            yield f"A release that named them was stopped on {_day(one.revoked_at, asked.zone)}."
        elif one.expires_at <= now:
            yield f"A release that named them ended on {_last(one, asked.zone)}."
        elif one.starts_at > now:
            yield f"A release that names them begins on {_day(one.starts_at, asked.zone)}."
        elif not one.signers_suffice:
            yield "A release that names them lacks a signature that it needs."
        elif not opens(one, kind):
            yield "A release that names them names other types too. This one needs a release of its own."


def _until(instant: datetime, zone: str) -> str:
    return f"{instant.astimezone(ZoneInfo(zone)):%H:%M} on {_day(instant, zone)}"


def _day(instant: datetime, zone: str) -> str:
    return day(instant.astimezone(ZoneInfo(zone)))


def _last(release: Release, zone: str) -> str:
    """The last day on which it is in force: it runs to the end of the day that stands on it."""
    return _day(release.expires_at - datetime.resolution, zone)
