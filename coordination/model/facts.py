"""Room: model. What the policy is told about a case: places, releases, restrictions in force; never narrative.

The facts of an absent case and of a hidden one have the same shape and are fetched on the same path, so that
neither the answer nor its cost tells which it was (architecture §8, existence is information).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.declare.information import InformationType
from coordination.model.ids import AgencyId, AuthorityId, CaseId, Handle, PersonId, ProgramId, RecordId, ReleaseId
from coordination.model.program import Program
from coordination.model.referrals import ReferralFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A program's place on the case. since/until are UTC instants; until None means it has not ended."""

    program: Program
    since: datetime
    until: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        """Whether the program is on the case at `now`."""
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A person's dated place on the case for one program; the actor's own, in CaseFacts."""

    person_id: PersonId
    program_id: ProgramId
    since: datetime
    until: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        """Whether the person is a team member at `now`."""
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A written consent as the policy needs it: an interval, evaluated at read time, never a cached flag.

    ends_at_majority: when the person turns 18, if somebody signed for them as a minor and that is known; it ends then.
    recipients: ids of the programs and agencies named. signers_suffice: whether its signatures met the rules of
    the sharing program's regime when it was recorded. names_hub: it lets a confidential program work in the hub.
    """

    id: ReleaseId
    handle: Handle
    sharing_program_id: ProgramId
    recipients: frozenset[ProgramId | AgencyId]
    types: frozenset[InformationType]
    starts_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    signers_suffice: bool = True
    names_hub: bool = False
    ends_at_majority: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        """Whether it opens anything at `now`; it ends at the very instant written on it, or on turning 18.

        INVARIANT: once stopped it is stopped, by whichever clock: one that lags or was set back brings no word back.
        """
        return (
            self.signers_suffice
            and self.starts_at <= now < self.expires_at
            and self.revoked_at is None
            and (self.ends_at_majority is None or now < self.ends_at_majority)
        )

    def names(self, program: Program) -> bool:
        """Whether the program, or its whole agency, is a named recipient.

        INVARIANT: a law office is named by itself or not at all: the name of an agency passes no wall within it.
        """
        return program.id in self.recipients or (not program.walled and program.agency_id in self.recipients)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityOnFile:
    """A paper other than a release for which one program's information is open to those it names, for a time.

    kind: slug of its AuthorityKind. recipients: ids of the programs and agencies named; persons: when any, only these
    people of theirs. An interval evaluated at read time, as a release is.
    """

    id: AuthorityId
    handle: Handle
    kind: str
    sharing_program_id: ProgramId
    recipients: frozenset[ProgramId | AgencyId]
    types: frozenset[InformationType]
    starts_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    persons: frozenset[PersonId] = frozenset()

    def in_force(self, now: datetime) -> bool:
        """Whether it opens anything at `now`; it ends at the very instant written on it."""
        return self.starts_at <= now < self.expires_at and (self.ended_at is None or now < self.ended_at)

    def names(self, program: Program, person: PersonId) -> bool:
        """Whether this person of this program is named; a law office by itself or not at all, as in a release."""
        named = program.id in self.recipients or (not program.walled and program.agency_id in self.recipients)
        return named and (not self.persons or person in self.persons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """That a program has filed something under an information type on this case; not what."""

    program: Program
    information_type: InformationType


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """Everything the policy may know of one case, from one actor's point of view.

    present: False for an absent case (everything else is then empty). restricted/named: the case is closed to all
    but named persons, and whether the actor is one. conflict: the actor, their program or agency is excluded.
    ordered: the programs whose order of appointment is on file.
    referral: the one referral of this case that is asked about, when one is.
    told, interviewers: what stands of staging (model/staging.py): slugs of events, and who was named the interviewer.
    authorities: papers other than releases. emergency_until: the end (UTC) of the actor's own emergency access, if any.
    """

    case_id: CaseId
    handle: Handle
    present: bool
    open: bool = True
    coordinating_program_id: ProgramId | None = None
    offered_to: ProgramId | None = None
    places: tuple[Place, ...] = ()
    membership: Membership | None = None
    restricted: bool = False
    named: bool = False
    conflict: bool = False
    holdings: tuple[Holding, ...] = ()
    releases: tuple[Release, ...] = ()
    referral: ReferralFacts | None = None
    ordered: frozenset[ProgramId] = frozenset()
    authorities: tuple[AuthorityOnFile, ...] = ()
    emergency_until: datetime | None = None
    told: frozenset[str] = frozenset()
    interviewers: frozenset[PersonId] = frozenset()

    def place_of(self, program_id: ProgramId, now: datetime) -> Place | None:
        """The program's place in force at `now`, if it has one."""
        for place in self.places:
            if place.program.id == program_id and place.in_force(now):
                return place
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """What the policy may know of one record beside its case: owner, type, author, form, state. first_id: its chain."""

    record_id: RecordId
    handle: Handle
    program_id: ProgramId
    information_type: InformationType
    author_id: PersonId
    first_id: RecordId
    form: str
    form_version: int
    withdrawn: bool
    corrected: bool
