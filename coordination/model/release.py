"""Room: model. A release as people fill it in, see it listed, and see beforehand what it would open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.declare.information import InformationType
from coordination.model.ids import AgencyId, CaseId, Handle, ProgramId, ReleaseId
from coordination.model.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signer as recorded: capacity slug, name, the answer to the excluded-signer question, the authority.

    typed: the name as it was typed for a signature on screen. drawn: the drawn one, as an SVG path; "" for none.
    """

    capacity: str
    name: str
    abuser: str
    authority: str = ""
    typed: str = ""
    drawn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePaper:
    """What the release says beside its recipients and types; sealed.

    method: paper (signed already, in the program's file), print (signed on the hub's print, whose scan is filed) or
    screen. language: the one that was spoken; paper_language: slug of the catalogue the paper is written in. subject:
    whom it is about. age in years, None when not asked. words: the paper as it was shown, headings with their lines.
    regimes: slugs that bound the sharing program. signed_on: the day as year-month-day; signed_at: the instant of a
    signature on screen, in words of the program's zone. witness: who was there. copy: given, declined or "". sha256:
    hex, of the scan, or of words and signatures; "" while nobody has signed. scan: kind of the scan, "" for none.
    request: id of the request that a draft would answer.
    said_under_18: whoever recorded it said that the person is under 18 through its last day.
    """

    signers: tuple[Signature, ...]
    alone_authority: str = ""
    method: str = "paper"
    language: str = ""
    statement: str = ""
    paper_language: str = "en"
    subject: str = ""
    interpreter: str = ""
    age: int | None = None
    custody: str = ""
    custody_evidence: str = ""
    regimes: tuple[str, ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    signed_on: str = ""
    signed_at: str = ""
    witness: str = ""
    copy: str = ""
    sha256: str = ""
    scan: str = ""
    request: str = ""
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
    """A release as a party to it sees it. paper and revoked_by are for the sharing program alone (None, "").

    state: in force, not begun yet, not signed yet, expired, revoked, not valid, ended at 18. ends_at_majority is None
    to recipients too, to whom it has simply ended: the day is a birth date.
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
    handle: Handle
    revoked_by: str
    ends_at_majority: datetime | None = None


_LESS_TO_MORE = ("absent", "known", "open")


def change(now: str, then: str) -> str:
    """What becomes of an access, as a word of the preview: gained, lost or no change."""
    before, after = _LESS_TO_MORE.index(now), _LESS_TO_MORE.index(then)
    return "gained" if after > before else "lost" if after < before else "no change"


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
    def change(self) -> str:
        """gained, lost or no change; to learn that something exists is a gain too."""
        return change(self.now, self.then)

    @property
    def gained(self) -> bool:
        """Whether the release opens it anew."""
        return self.then == "open" and self.now != "open"

    @property
    def lost(self) -> bool:
        """Whether stopping the release closes it."""
        return self.now == "open" and self.then != "open"
