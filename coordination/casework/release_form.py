"""Room: casework. The release form: what is asked, and every sentence that bad input gets, beside its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.casework import answers
from coordination.declare.information import InformationType
from coordination.model.errors import Invalid
from coordination.model.ids import AgencyId, ProgramId
from coordination.model.program import Program
from coordination.model.release import ReleasePaper, Signature
from coordination.policy.consents import objections
from coordination.policy.signers import Capacity, Signer, judge

Typed = Mapping[str, str | tuple[str, ...]]

DEFAULT_DAYS = 30
LONGEST_DAYS = 365
SIGNERS = 3

PURPOSES = {
    "safety": "Keep the young person safe now",
    "investigation": "Coordinate the investigation",
    "care": "Medical or mental-health care",
    "services": "Services the young person asked for",
    "court": "A court hearing",
    "case_review": "Case review by the team",
}
CAPACITIES = {
    Capacity.MINOR: "The young person (under 18)",
    Capacity.ADULT: "The person themselves (18 or older)",
    Capacity.PARENT: "Parent",
    Capacity.GUARDIAN: "Legal guardian or custodian",
    Capacity.COURT_GUARDIAN: "Guardian appointed by a court",
    Capacity.GUARDIAN_AD_LITEM: "Guardian ad litem (only if the order lets them sign)",
    Capacity.REPRESENTATIVE: "Personal representative",
    Capacity.TRIBE: "Tribe under an order or tribal code",
}
SIGNS_AS = {capacity.value: words.split(" (")[0].lower() for capacity, words in CAPACITIES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A release as typed and checked; times UTC. problems: what the signer rules object to, if anything."""

    recipients: tuple[ProgramId, ...]
    types: frozenset[InformationType]
    purpose: str
    expires_at: datetime
    paper: ReleasePaper
    encoded: bool


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
    if text(typed, "not_condition") != "yes":
        errors["not_condition"] = "Confirm that help does not depend on signing. If it does, the release is not lawful."
    paper = _paper(typed, errors)
    verdict = judge(
        sharing,
        [
            Signer(capacity=Capacity(s.capacity), name=s.name, abuser=s.abuser, authority=s.authority)
            for s in paper.signers
        ],
        alone_authority=paper.alone_authority,
        types=types,
    )
    if verdict.problems:
        errors["signers"] = " ".join(dict.fromkeys(verdict.problems))
    if errors or expires_at is None:
        raise Invalid(errors)
    return Proposed(
        recipients=chosen, types=types, purpose=purpose, expires_at=expires_at, paper=paper, encoded=verdict.encoded
    )


def text(typed: Typed, name: str) -> str:
    """One typed value, trimmed; empty when absent."""
    value = typed.get(name, "")
    return (value if isinstance(value, str) else (value[0] if value else "")).strip()


def several(typed: Typed, name: str) -> tuple[str, ...]:
    """Several typed values."""
    value = typed.get(name, ())
    return (value,) if isinstance(value, str) and value else tuple(value)


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


def _paper(typed: Typed, errors: dict[str, str]) -> ReleasePaper:
    """What the paper says. A signer of whom anything was typed is never left out: an abuser's name must not slip by."""
    signers = []
    for number in range(1, SIGNERS + 1):
        capacity, abuser = text(typed, f"signer_{number}_capacity"), text(typed, f"signer_{number}_abuser")
        name = _kept(typed, f"signer_{number}_name", 200, errors)
        authority = _kept(typed, f"signer_{number}_authority", 400, errors)
        if capacity in CAPACITIES:
            signers.append(Signature(capacity=capacity, name=name, abuser=abuser, authority=authority))
        elif capacity or name or abuser or authority:
            errors[f"signer_{number}_capacity"] = "Choose as what each person signs."
    return ReleasePaper(
        signers=tuple(signers),
        alone_authority=_kept(typed, "alone_authority", 400, errors),
        method="screen" if text(typed, "method") == "screen" else "paper",
        language=_kept(typed, "language", 60, errors),
    )


def _kept(typed: Typed, name: str, longest: int, errors: dict[str, str]) -> str:
    """One line as it will be kept; what cannot be kept is said beside its field, never cut."""
    try:
        return answers.line(text(typed, name), longest)
    except ValueError as error:
        errors[name] = str(error)
        return ""


def recipient_rows(recipients: tuple[ProgramId, ...]) -> tuple[tuple[ProgramId | AgencyId, str], ...]:
    """Recipients as storage keeps them: id and kind."""
    return tuple((program_id, "program") for program_id in recipients)
