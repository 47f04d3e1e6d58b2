"""Room: model. A release as people fill it in, see it listed, and see beforehand what it would open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.declare.information import InformationType
from coordination.model.ids import AgencyId, CaseId, Handle, ProgramId, ReleaseId
from coordination.model.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signer as recorded: capacity slug, name, the answer to the excluded-signer question, the authority."""

    capacity: str
    name: str
    abuser: str
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePaper:
    """What the release says beside its recipients and types; sealed. method: paper, screen; language of the paper.

    said_under_18: whoever recorded it said that the person is under 18 through its last day.
    """

    signers: tuple[Signature, ...]
    alone_authority: str = ""
    method: str = "paper"
    language: str = ""
    statement: str = ""
    said_under_18: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelease:
    """A release about to be recorded. starts_at and expires_at are UTC; expiry is mandatory.

    ends_at_majority: model.facts.Release.
    """

    id: ReleaseId
    handle: Handle
    case_id: CaseId
    sharing: Program
    recipients: tuple[tuple[ProgramId | AgencyId, str], ...]  # id and kind: program or agency
    types: frozenset[InformationType]
    purpose: str
    starts_at: datetime
    expires_at: datetime
    signers_suffice: bool
    signers_encoded: bool
    names_hub: bool
    paper: ReleasePaper
    ends_at_majority: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRelease:
    """A release as a party to it sees it. state: in force, expired, revoked, not valid, ended at 18.

    paper and ends_at_majority are None to recipients, to whom it has simply ended: the day is a birth date.
    """

    id: ReleaseId
    sharing_program_id: ProgramId
    sharing_name: str
    recipients: tuple[str, ...]
    types: tuple[InformationType, ...]
    purpose: str
    starts_at: datetime
    expires_at: datetime
    recorded_at: datetime
    revoked_at: datetime | None
    revoked_how: str
    state: str
    names_hub: bool
    signers_encoded: bool
    own: bool
    paper: ReleasePaper | None
    ends_at_majority: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """One cell of the preview: this recipient, this type, and what the release would change.

    now and then: "open", "known" or "absent", for the recipient's team members today and under the release.
    warnings: what to weigh before this recipient is named.
    """

    recipient: Program
    information_type: InformationType
    now: str
    then: str
    warnings: tuple[str, ...] = ()

    @property
    def gained(self) -> bool:
        """Whether the release opens it anew."""
        return self.then == "open" and self.now != "open"
