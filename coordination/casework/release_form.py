"""Room: casework. The release form: what is asked, and every sentence that bad input gets, beside its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.casework.release_signed import paper_of
from coordination.casework.release_typed import Typed, several, text
from coordination.casework.release_words import HUB_METHODS, LONGEST_DAYS, METHODS, PRINT, PURPOSES
from coordination.declare.information import InformationType
from coordination.model.errors import Invalid
from coordination.model.ids import AgencyId, ProgramId
from coordination.model.program import Program
from coordination.model.release import ReleasePaper
from coordination.policy.consents import objections
from coordination.policy.signers import Capacity, Child, Signer, Verdict, judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A release as typed and checked; times UTC. starts_at: None for at once. paper: as nobody has signed it yet."""

    recipients: tuple[ProgramId, ...]
    types: frozenset[InformationType]
    purpose: str
    expires_at: datetime
    paper: ReleasePaper
    encoded: bool
    starts_at: datetime | None = None

    @property
    def draft(self) -> bool:
        """Whether it waits for signatures on its print."""
        return self.paper.method == PRINT


def check(
    typed: Typed,
    sharing: Program,
    recipients: Sequence[Program],
    holds: frozenset[InformationType],
    now: datetime,
    *,
    longest: int = LONGEST_DAYS,
    hub: bool = False,
) -> Proposed:
    """Check a typed release of `sharing`; recipients and holds are what may be chosen. Raises Invalid, field by field.

    hub: the release names the hub, so it may have no other recipient. longest: the most days it may run.
    """
    errors: dict[str, str] = {}
    chosen = _recipients(typed, recipients, errors, hub=hub)
    types = _types(typed, holds, errors)
    purpose = text(typed, "purpose")
    if purpose not in PURPOSES:
        errors["purpose"] = "Choose what the release is for."
    for name, problem in objections(sharing, types, purpose).items():
        errors.setdefault(name, problem)
    expires_at = _expiry(typed, sharing, now, longest, errors)
    starts_at = None if hub else _start(typed, sharing, now, expires_at, errors)
    if text(typed, "not_condition") != "yes":
        errors["not_condition"] = "Confirm that help does not depend on signing. If it does, the release is not lawful."
    paper = paper_of(typed, sharing, now, errors, methods=HUB_METHODS if hub else METHODS)
    verdict = judged(sharing, paper, types)
    if verdict.problems:
        errors["signers"] = " ".join(dict.fromkeys(verdict.problems))
    if errors or expires_at is None:
        raise Invalid(errors)
    return Proposed(
        recipients=chosen,
        types=types,
        purpose=purpose,
        expires_at=expires_at,
        paper=paper,
        encoded=verdict.encoded,
        starts_at=starts_at,
    )


def judged(sharing: Program, paper: ReleasePaper, types: frozenset[InformationType]) -> Verdict:
    """What the signer rules say of this paper: asked when it is typed, and again when its signed print is filed."""
    return judge(
        sharing,
        [
            Signer(capacity=Capacity(s.capacity), name=s.name, abuser=s.abuser, authority=s.authority)
            for s in paper.signers
        ],
        alone_authority=paper.alone_authority,
        types=types,
        child=Child(age=paper.age, custody=paper.custody),
    )


def last_day(expires_at: datetime, zone: str) -> date:
    """The last day on which a release is in force, in `zone`."""
    return (expires_at - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()


def _recipients(
    typed: Typed, offered: Sequence[Program], errors: dict[str, str], *, hub: bool
) -> tuple[ProgramId, ...]:
    known = {str(program.id): program.id for program in offered}
    asked = several(typed, "recipients")
    if any(one not in known for one in asked):
        errors["recipients"] = "Choose recipients from the list."
    elif not asked and not hub:
        errors["recipients"] = "Name at least one recipient."
    return tuple(dict.fromkeys(known[one] for one in asked if one in known))


def _types(typed: Typed, holds: frozenset[InformationType], errors: dict[str, str]) -> frozenset[InformationType]:
    known = {kind.value: kind for kind in holds}
    asked = several(typed, "types")
    if any(one not in known for one in asked):
        errors["types"] = "Choose information types from the list."
    elif not asked:
        errors["types"] = "Name at least one type of information."
    return frozenset(known[one] for one in asked if one in known)


def _expiry(typed: Typed, sharing: Program, now: datetime, longest: int, errors: dict[str, str]) -> datetime | None:
    zone = ZoneInfo(sharing.zone)
    today = now.astimezone(zone).date()
    try:
        last = date.fromisoformat(text(typed, "expires_on"))
    except ValueError:
        errors["expires_on"] = "Write the last day it is in force as year-month-day, for example 2026-12-31."
        return None
    if last < today:
        errors["expires_on"] = "That day is past. A release must end on a day still to come."
    elif (last - today).days > longest:
        errors["expires_on"] = f"A release may run {longest} days at most. Choose an earlier day."
    if "expires_on" in errors:
        return None  # the day after the last that a calendar knows cannot be reckoned with
    return datetime.combine(last + timedelta(days=1), time(), tzinfo=zone).astimezone(now.tzinfo)


def _start(
    typed: Typed, sharing: Program, now: datetime, expires_at: datetime | None, errors: dict[str, str]
) -> datetime | None:
    """When it begins: None for at once, else the start of the day in the program's zone."""
    written = text(typed, "starts_on")
    if not written:
        return None
    zone = ZoneInfo(sharing.zone)
    try:
        first = date.fromisoformat(written)
    except ValueError:
        errors["starts_on"] = "Write the first day as year-month-day, or leave it empty for today."
        return None
    today = now.astimezone(zone).date()
    if first < today:
        errors["starts_on"] = "That day is past. A release cannot begin before it is signed."
    elif expires_at is not None and first > last_day(expires_at, sharing.zone):
        errors["starts_on"] = "It would begin after its last day."
    if first == today or "starts_on" in errors:
        return None
    if expires_at is None:
        return (
            None  # the last day has a sentence of its own, and a day that no calendar reaches cannot be reckoned with
        )
    return datetime.combine(first, time(), tzinfo=zone).astimezone(now.tzinfo)


def recipient_rows(recipients: tuple[ProgramId, ...]) -> tuple[tuple[ProgramId | AgencyId, str], ...]:
    """Recipients as storage keeps them: id and kind."""
    return tuple((program_id, "program") for program_id in recipients)
