"""Room: tests. One cell of the oracle of disclosures, put to the policy: programs, actor and facts made from its words.

Programs, actors, releases and papers are kept, since hundreds of thousands of cells ask about the same few. A cell
whose words have no counterpart in the hub is said by name in `no_counterpart`, with the reason.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from coordination.declare.authority_on_file import CAPTA_AGENT
from coordination.declare.information import InformationType
from coordination.declare.regime import Regime
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.explanation import Access
from coordination.model.facts import AuthorityOnFile, CaseFacts, Holding, Membership, Place, Release
from coordination.model.ids import (
    AgencyId,
    AgreementId,
    AppointmentId,
    AuthorityId,
    CaseId,
    Handle,
    PersonId,
    ProgramId,
    ReleaseId,
)
from coordination.model.program import Agreement, Program
from coordination.policy import decide as judge
from coordination.policy import signers
from coordination.policy.floor import EMERGENCY_ACCESS, FILED_IN_COURT
from coordination.policy.rulebook import Rulebook
from tests.instrumented import held
from tests.oracles.disclosures_words import ABSENT, KNOWN, OPEN, Cell, Paper, Side

NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SINCE = NOW - 9 * DAY
ALL = frozenset(InformationType)
PARTNERS = {"civil_legal": "child_protection_attorney"}
# The hub's word for an authority, and the oracle's. What a decision names and is not here stands for itself.
NAMES = {
    CAPTA_AGENT: "capta_ix",
    "capta_ix": "capta_ix_duty",
    EMERGENCY_ACCESS: "emergency",
    FILED_IN_COURT: "filed_in_court",
}
KINDS = {"capta_ix": CAPTA_AGENT}


def no_counterpart(cell: Cell) -> str:
    """Why the hub has no such cell; empty when it has."""
    if cell.emergency == "other_reason":
        return "policy is told that emergency access is in force, not for which reason"
    if cell.paper is not None and not cell.paper.noted:
        return "no paper is filed without what its kind asks to be written down"
    return ""


def answered(cell: Cell, book: Rulebook) -> tuple[str, str]:
    """What the hub shows of the cell's type, in the oracle's words, and the authority named for an open."""
    actor, facts = asked(cell)
    decision = judge.decide(book, actor, Action.CASE_READ, facts, NOW)
    for line in decision.cases[0].types if decision.cases else ():
        if line.access is Access.OPEN:
            return OPEN, NAMES.get(line.authority, line.authority)
        return KNOWN, line.authority
    return ABSENT, ""


def asked(cell: Cell) -> tuple[Actor, CaseFacts]:
    """Who asks, and the case."""
    parties, viewer = programs(cell)
    actor = _actor(viewer, cell.role, cell.fresh)
    kind = InformationType(cell.type)
    return actor, CaseFacts(
        case_id=CaseId("case"),
        handle=Handle("case"),
        present=True,
        places=_places(parties, viewer, cell.member),
        membership=_membership(viewer, cell.member),
        restricted=cell.restricted != "no",
        named=cell.restricted == "named",
        conflict=cell.conflict,
        holdings=(_holding(parties, kind),),
        releases=(*_hub(parties, viewer, cell.hub_release), *_releases(parties, viewer, kind, cell.release)),
        ordered=frozenset({viewer.id}) if cell.order else frozenset(),
        authorities=(_paper(parties.id, viewer, kind, cell.paper),) if cell.paper else (),
        emergency_until=_emergency(cell.emergency),
    )


def programs(cell: Cell) -> tuple[Program, Program]:
    """The sharing program, with the agreements of its agency, and the viewer's: in one program, or agency, or not."""
    owner = _program(cell.owner, "owner", "owner")
    if cell.same == "program":
        return owner, owner
    viewer = _program(cell.viewer, "viewer", "owner" if cell.same == "agency" else "viewer")
    return (owner if cell.agreement == "none" else _agreed(owner, viewer.agency_id, cell.agreement)), viewer


@cache
def _program(side: Side, id_: str, agency: str) -> Program:
    return Program(
        id=ProgramId(f"{id_} {side.slug} {side.state} {agency}"),
        handle=Handle(id_),
        agency_id=AgencyId(agency),
        agency_name=agency,
        slug=side.slug,
        name=side.slug,
        partner_type=PARTNERS.get(side.partner, side.partner),
        regimes=frozenset(Regime(one) for one in side.regimes),
        confidential=side.confidential,
        government=side.government,
        instruments=held(frozenset(Regime(one) for one in side.regimes)),
        jurisdictions=frozenset({"us_federal", side.state} - {""}),
        zone="America/Chicago",
    )


@cache
def _agreed(owner: Program, other: AgencyId, state: str) -> Program:
    ends = {"in_force": NOW + DAY, "lapsed": NOW, "ended_today": NOW + 99 * DAY}[state]
    agreement = Agreement(
        id=AgreementId(state),
        parties=frozenset({owner.agency_id, other}),
        types=ALL,
        starts_at=SINCE,
        ends_at=ends,
        ended_at=NOW if state == "ended_today" else None,
    )
    return replace(owner, agreements=(agreement,))


@cache
def _actor(program: Program, role: str, fresh: bool) -> Actor:
    return Actor(
        person_id=PersonId("viewer"),
        handle=Handle("viewer"),
        name="Robin Example",
        appointment_id=AppointmentId("viewer"),
        role=Role(role),
        program=program,
        session=Handle("session"),
        stepped_up_until=NOW + DAY if fresh else None,
    )


@cache
def _holding(owner: Program, kind: InformationType) -> Holding:
    return Holding(program=owner, information_type=kind)


@cache
def _places(owner: Program, viewer: Program, member: str) -> tuple[Place, ...]:
    others = () if owner.id == viewer.id else (Place(program=owner, since=SINCE),)
    if member == "no_place":
        return others
    return (*others, Place(program=viewer, since=SINCE, until=NOW if member == "place_ended" else None))


@cache
def _membership(viewer: Program, member: str) -> Membership | None:
    if member in {"never", "no_place"}:
        return None
    until = NOW if member == "ended" else None
    return Membership(person_id=PersonId("viewer"), program_id=viewer.id, since=SINCE, until=until)


@cache
def _hub(owner: Program, viewer: Program, owners: bool) -> tuple[Release, ...]:
    """The releases that name the hub: the viewer's always, the sharer's when it is said so."""
    naming = [one for one in dict.fromkeys((owner, viewer)) if one.confidential and (one is not owner or owners)]
    return tuple(_release(one.id, frozenset(), ALL, names_hub=True) for one in naming)


@cache
def _releases(owner: Program, viewer: Program, kind: InformationType, release: str) -> tuple[Release, ...]:
    if release == "none" or owner.id == viewer.id:
        return ()
    to = frozenset({viewer.agency_id if release == "agency" else viewer.id})
    given = _release(owner.id, to, frozenset({kind}))
    changed: dict[str, dict[str, object]] = {
        "expired": {"expires_at": NOW},
        "revoked": {"revoked_at": NOW},
        "later": {"starts_at": NOW + timedelta(seconds=1)},
        "signers": {"signers_suffice": False},
        "combined": {"types": frozenset({kind, InformationType.IDENTITY})},
        "parent_alone": {"signers_suffice": parent_alone(owner, kind)},
    }
    return (replace(given, **changed.get(release, {})),)  # type: ignore[arg-type]


@cache
def parent_alone(owner: Program, kind: InformationType) -> bool:
    """Whether the hub takes a release of this type that a parent signed and the minor did not."""
    parent = signers.Signer(capacity=signers.Capacity.PARENT, name="Pat Example", abuser="no")
    return signers.judge(owner, [parent], types=frozenset({kind})).suffices


def _release(
    sharing: ProgramId,
    to: frozenset[ProgramId | AgencyId],
    types: frozenset[InformationType],
    *,
    names_hub: bool = False,
) -> Release:
    return Release(
        id=ReleaseId("release"),
        handle=Handle("release"),
        sharing_program_id=sharing,
        recipients=to,
        types=types,
        starts_at=SINCE,
        expires_at=NOW + DAY,
        names_hub=names_hub,
    )


@cache
def _paper(sharing: ProgramId, viewer: Program, kind: InformationType, paper: Paper) -> AuthorityOnFile:
    to: dict[str, frozenset[ProgramId | AgencyId]] = {
        "agency": frozenset({viewer.agency_id}),
        "other": frozenset({ProgramId("other")}),
    }
    another = InformationType.COURT if kind is not InformationType.COURT else InformationType.REPORT
    return AuthorityOnFile(
        id=AuthorityId("paper"),
        handle=Handle("paper"),
        kind=KINDS.get(paper.kind, paper.kind),
        sharing_program_id=sharing,
        recipients=to.get(paper.names, frozenset({viewer.id})),
        types=frozenset({kind if paper.names_type else another}),
        starts_at=NOW + timedelta(seconds=1) if paper.state == "not_yet" else SINCE,
        expires_at=NOW if paper.state == "expired" else NOW + DAY,
        ended_at=NOW if paper.state == "ended" else None,
        persons=frozenset({PersonId("viewer")}) if paper.names == "person" else frozenset(),
    )


def _emergency(state: str) -> datetime | None:
    return {"in_force": NOW + timedelta(hours=4), "expired": NOW}.get(state)


def forget() -> None:
    """Drop what is kept of the policy's own judgement about signers, before and after a bug is planted in it."""
    parent_alone.cache_clear()
    _releases.cache_clear()
