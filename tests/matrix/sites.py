"""Room: tests. Cases built through casework, one in each situation of the matrix, and what the oracle says of them.

The base is the same story everywhere: child protection opens, invites, every program files, releases and drafts. What
makes a situation is then written into that case's own rows, since no honest act would bring all of them about at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection, Engine, create_engine, insert, select, update

from coordination.casework import cases, drafts, hub_codes, records, releases, teams
from coordination.declare.form import Form, QuestionKind
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.ids import CaseId, DraftId, RecordId, ReleaseId, new_id
from coordination.storage import case_tables, record_tables
from tests.community import PEOPLE, PROGRAMS, START, Community
from tests.matrix import oracle
from tests.matrix.cells import SETTLED_BY_RELEASE_ONLY, settled
from tests.matrix.oracle import Held, Situation, Viewer

WORKING = {Role.WORKER, Role.COORDINATOR, Role.SUPERVISOR}
TEAM = {  # who is assigned by whom; Ana opened the case, and Rosa comes with her release that names the hub
    "cps": ("sam_cps_supervisor", ("sam_cps_supervisor",)),
    "detectives": ("sgt_lake", ("det_lake", "sgt_lake")),
    "cac": ("sup_harbor", ("coo_harbor", "int_harbor", "sup_harbor")),
    "advocates": ("sup_safe", ("sup_safe",)),
}
AUTHORS = {"advocates": "adv_safe", "cac": "coo_harbor", "cps": "ana_cps_worker", "detectives": "det_lake"}
FORMS = {  # program: form, the first being the one that is corrected and withdrawn
    "advocates": ("advocacy_note",),
    "cac": ("interview_summary",),
    "cps": ("child_protection_note", "placement_note", "reporter", "safe_contact"),
    "detectives": ("investigation_note", "missing_child"),
}
# The types that no release names, so that something can still be asked for.
UNRELEASED = {"cps": {"placement"}, "detectives": {"missing"}}
HUB_STATES = {"hub_expired": "expired", "hub_revoked": "revoked", "hub_none": "none"}
RELEASE_STATES = {"release_none": "none", "release_expired": "expired", "release_revoked": "revoked"}
SITUATIONS = (
    "member",
    *RELEASE_STATES,
    "placed",
    "not_placed",
    "conflict",
    "restricted_unnamed",
    "restricted_named",
    "closed",
    *HUB_STATES,
    "handed_to_cac",
    "handed_to_detectives",
    "absent",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One filed record: whose, by whom, of which type."""

    id: RecordId
    program: str
    information_type: str
    form: str
    author: str


@dataclass(slots=True, kw_only=True)
class Site:
    """One case in one situation, with the ids of what lies on it (ids that nothing has, when it is absent)."""

    name: str
    case_id: CaseId
    reference: str = "ZZZZ-ZZZZ"
    code: str = "AAAA-BBBB-CCCC"
    conflict: str = field(default_factory=new_id)
    records: list[Record] = field(default_factory=list)
    releases: dict[str, ReleaseId] = field(default_factory=dict)
    drafts: dict[str, DraftId] = field(default_factory=dict)
    requests: dict[str, str] = field(default_factory=dict)

    @property
    def present(self) -> bool:
        """Whether there is such a case at all."""
        return self.name != "absent"


def answered(form: Form, word: str = "something", *, kinds: frozenset[QuestionKind] | None = None) -> dict[str, str]:
    """The form filled in: `word` wherever text goes, the first choice elsewhere."""
    typed = {}
    for question in form.questions:
        if kinds is not None and question.kind not in kinds and not question.required:
            continue
        match question.kind:
            case QuestionKind.LINE | QuestionKind.TEXT:
                typed[question.slug] = word
            case QuestionKind.ONE | QuestionKind.MANY:
                typed[question.slug] = question.choices[0].slug
            case QuestionKind.DATE:
                typed[question.slug] = "2026-11-01"
            case QuestionKind.INSTANT:
                typed[question.slug] = "2026-11-01T10:00"
            case QuestionKind.NUMBER:
                typed[question.slug] = "3"
            case QuestionKind.YES_NO_UNKNOWN:
                typed[question.slug] = "unknown"
    return typed


def paper(recipients: tuple[str, ...], types: tuple[str, ...], word: str = "River") -> dict[str, str | tuple[str, ...]]:
    """A release as it is typed: the young person and a parent who is no abuser sign."""
    return {
        "recipients": recipients,
        "types": types,
        "purpose": "safety",
        "expires_on": "2026-12-20",
        "signer_1_capacity": "minor",
        "signer_1_name": word,
        "signer_1_abuser": "no",
        "signer_1_authority": word,
        "signer_2_capacity": "parent",
        "signer_2_name": word,
        "signer_2_abuser": "no",
        "method": "paper",
        "language": word,
        "not_condition": "yes",
    }


class Ground:
    """Builds the sites of one community and changes their rows."""

    def __init__(self, community: Community) -> None:
        self.community = community
        # On PostgreSQL even the owner sees no protected row outside a case of the hub's own transaction.
        self.engine: Engine = create_engine(community.databases.superuser or community.databases.owner)
        self._actors: dict[str, Actor] = {}

    def close(self) -> None:
        """Give the owner's connections back."""
        self.engine.dispose()

    def actor(self, slug: str) -> Actor:
        """A person with one session, kept."""
        if slug not in self._actors:
            self._actors[slug] = self.community.actor(slug)
        return self._actors[slug]

    def sites(self, names: tuple[str, ...] = SITUATIONS) -> dict[str, Site]:
        """Every situation, by name."""
        return {name: self.site(name) for name in names}

    def site(self, name: str) -> Site:
        """One case in the named situation."""
        site = Site(name=name, case_id=CaseId(new_id()))
        if not site.present:
            site.drafts = {slug: DraftId(new_id()) for slug in PEOPLE}
            site.releases = {slug: ReleaseId(new_id()) for slug in PROGRAMS}
            site.requests = {slug: new_id() for slug in PROGRAMS}
            site.records = [
                Record(id=RecordId(new_id()), program=slug, information_type="report", form=FORMS[slug][0], author="")
                for slug in PROGRAMS
            ]
            return site
        self._open(site)
        for slug in PROGRAMS:
            if slug != "advocates" or name != "hub_none":
                self._work_of(site, slug)
        with self.engine.begin() as connection:
            self._rows(connection, site)
            VARY[name](self, connection, site)
        return site

    def _open(self, site: Site) -> None:
        desk, programs, ana = self.community.desk, self.community.programs, self.actor("ana_cps_worker")
        site.case_id = cases.open_case(desk, ana, {"called": f"Bluebird {site.name}"}, new_id())
        for slug in ("cac", "detectives"):
            teams.invite(desk, ana, site.case_id, programs[slug].id, new_id())
        site.code, _ = hub_codes.issue(desk, ana, site.case_id, new_id())
        if site.name != "hub_none":
            typed = paper((), self._held("advocates"))
            releases.name_hub(desk, self.actor("adv_safe"), site.code, typed, new_id())
            site.code, _ = hub_codes.issue(desk, ana, site.case_id, new_id())
        for slug, (supervisor, people) in TEAM.items():
            if slug == "advocates" and site.name == "hub_none":
                continue
            for person in people:
                ids = self.community.people
                teams.assign(desk, self.actor(supervisor), site.case_id, ids[person], new_id())
        with desk.consulting() as cabinet:
            reference = select(case_tables.cases.c.reference).where(case_tables.cases.c.id == site.case_id)
            site.reference = cabinet.connection.execute(reference).scalar_one()

    def _held(self, slug: str) -> tuple[str, ...]:
        holds = self.community.desk.catalog.partner_types[PROGRAMS[slug][2]].holds
        return tuple(sorted(kind.value for kind in holds - {InformationType.REPORTER_IDENTITY}))

    def _work_of(self, site: Site, slug: str) -> None:
        """What a program does on the case: it files, releases, and each of its people begins a draft."""
        desk, author = self.community.desk, self.actor(AUTHORS[slug])
        for name in FORMS[slug]:
            form = desk.catalog.form(PROGRAMS[slug][2], name)
            assert form is not None
            made = records.file(desk, author, site.case_id, name, answered(form), new_id())
            kind = form.information_type.value
            site.records.append(Record(id=made, program=slug, information_type=kind, form=name, author=AUTHORS[slug]))
        others = tuple(
            str(program.id) for other, program in self.community.programs.items() if other not in {slug, "advocates"}
        )
        types = tuple(kind for kind in self._held(slug) if kind not in UNRELEASED.get(slug, ()))
        site.releases[slug] = releases.record(desk, author, site.case_id, paper(others, types), new_id())
        for person, (_, program, role) in PEOPLE.items():
            if program == slug and role in WORKING:
                draft = DraftId(new_id())
                drafts.save(desk, self.actor(person), site.case_id, {}, draft_id=draft, form_slug=FORMS[slug][0])
                site.drafts[person] = draft

    def _rows(self, connection: Connection, site: Site) -> None:
        """A request to each program, and an entry of the conflict list about somebody who is not here."""
        programs, people = self.community.programs, self.community.people
        for slug in PROGRAMS:
            site.requests[slug] = new_id()
            connection.execute(
                insert(record_tables.requests).values(
                    id=site.requests[slug],
                    handle=new_id(),
                    case_id=site.case_id,
                    program_id=programs[slug].id,
                    information_type="report",
                    asking_program_id=programs["cac" if slug == "cps" else "cps"].id,
                    asked_by=people["ana_cps_worker"],
                    asked_at=START,
                    purpose="safety",
                )
            )
        self.shut_out(connection, site, "person", new_id(), handle=site.conflict)

    def shut_out(self, connection: Connection, site: Site, kind: str, target: str, handle: str = "") -> None:
        """Put somebody on the conflict list, by the privacy officer."""
        row = {"id": new_id(), "handle": handle or new_id(), "case_id": site.case_id, "target_kind": kind}
        setter = {"program_id": self.community.programs["cps"].id, "set_by": self.community.people["pri_privacy"]}
        connection.execute(insert(case_tables.conflicts).values(target_id=target, set_at=START, **row, **setter))


def _nothing(_ground: Ground, _connection: Connection, _site: Site) -> None:
    pass


def _until(table: str) -> object:
    def vary(_ground: Ground, connection: Connection, site: Site) -> None:
        found = getattr(case_tables, table)
        connection.execute(update(found).where(found.c.case_id == site.case_id).values(until=START))

    return vary


def _conflict(ground: Ground, connection: Connection, site: Site) -> None:
    for slug in PEOPLE:
        ground.shut_out(connection, site, "person", ground.community.people[slug])


def _restricted(*, named: bool) -> object:
    def vary(ground: Ground, connection: Connection, site: Site) -> None:
        programs, people = ground.community.programs, ground.community.people
        one, here = new_id(), {"case_id": site.case_id, "program_id": programs["cps"].id}
        row = {"id": one, "set_by": people["ana_cps_worker"], "set_at": START}
        connection.execute(insert(case_tables.restrictions).values(**row, **here))
        for person in people.values() if named else ():
            values = {"restriction_id": one, "person_id": person, **here}
            connection.execute(insert(case_tables.restriction_names).values(**values))

    return vary


def _closed(_ground: Ground, connection: Connection, site: Site) -> None:
    table = case_tables.cases
    connection.execute(update(table).where(table.c.id == site.case_id).values(closed_at=START))


def _releases(state: str, *, hub: bool) -> object:
    values = {
        "revoked": {"revoked_at": START, "revoked_how": "oral"},
        "expired": {"starts_at": START - timedelta(days=9), "expires_at": START},
        "none": {"expires_at": START - timedelta(days=8), "starts_at": START - timedelta(days=9)},
    }

    def vary(_ground: Ground, connection: Connection, site: Site) -> None:
        table = record_tables.releases
        these = (table.c.case_id == site.case_id) & (table.c.names_hub.is_(hub))
        if state == "none":
            ids = select(table.c.id).where(these)
            for rows in (record_tables.release_types, record_tables.release_recipients):
                connection.execute(rows.delete().where(rows.c.release_id.in_(ids)))
            connection.execute(table.delete().where(these))
        else:
            connection.execute(update(table).where(these).values(**values[state]))

    return vary


def _handed(to: str, offered: str) -> object:
    def vary(ground: Ground, connection: Connection, site: Site) -> None:
        programs, table = ground.community.programs, case_tables.cases
        row = {"coordinating_program_id": programs[to].id, "offered_to": programs[offered].id}
        connection.execute(update(table).where(table.c.id == site.case_id).values(**row))

    return vary


VARY: Mapping[str, object] = {
    "member": _nothing,
    "placed": _until("memberships"),
    "not_placed": _until("places"),
    "conflict": _conflict,
    "restricted_unnamed": _restricted(named=False),
    "restricted_named": _restricted(named=True),
    "closed": _closed,
    "hub_none": _nothing,
    "handed_to_cac": _handed("cac", "detectives"),
    "handed_to_detectives": _handed("detectives", "cac"),
    **{name: _releases(state, hub=False) for name, state in RELEASE_STATES.items()},
    **{name: _releases(HUB_STATES[name], hub=True) for name in ("hub_expired", "hub_revoked")},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One person before one site, and what the oracle says about the two."""

    community: Community
    slug: str
    site: Site

    @property
    def program(self) -> str:
        """The slug of their program."""
        return PEOPLE[self.slug][1]

    @property
    def role(self) -> Role:
        """Their role."""
        return PEOPLE[self.slug][2]

    @property
    def viewer(self) -> Viewer:
        """The person as the oracle knows them."""
        here = self.community.programs[self.program]
        return Viewer(
            role=self.role.value,
            partner_type=here.partner_type,
            program=here.id,
            agency=here.agency_id,
            government=here.government,
            confidential=here.confidential,
            stepped_up=False,
        )

    @property
    def situation(self) -> Situation:
        """The site as the oracle knows it."""
        name, mine = self.site.name, self.program
        coordinates = {"handed_to_cac": "cac", "handed_to_detectives": "detectives"}.get(name, "cps")
        offered = {"handed_to_cac": "detectives", "handed_to_detectives": "cac"}.get(name, "")
        here = self.site.present and name != "not_placed" and not (mine == "advocates" and name == "hub_none")
        hub = "in_force" if mine == "advocates" and self.site.present else "none"
        return Situation(
            present=self.site.present,
            case_open=self.site.present and name != "closed",
            viewer_program_placed=here,
            viewer_member=here and name != "placed" and self.role in WORKING,
            coordinates=coordinates == mine,
            offered=offered == mine,
            conflict=name == "conflict",
            restricted=name.startswith("restricted"),
            named=name == "restricted_named",
            hub_release=HUB_STATES.get(name, hub) if mine == "advocates" else "none",
        )

    def may(self, action: Action, situation: Situation | None = None) -> bool:
        """What the oracle says, or where it marked a doubt, what was settled."""
        known = situation or self.situation
        answer = settled(action, self.viewer, known)
        return oracle.may(action.value, self.viewer, known) if answer is None else answer

    def held(self, program: str, information_type: str) -> Held:
        """This type of this program's, with the release on it to the viewer."""
        owner = self.community.programs[program]
        named = information_type not in UNRELEASED.get(program, ()) and program != self.program
        state = RELEASE_STATES.get(self.site.name, "in_force")
        if owner.confidential and self.site.name in HUB_STATES:
            state = "none"  # what it released ends with its release to the hub, since it could stop nothing any more
        return Held(
            owner_program=owner.id,
            owner_agency=owner.agency_id,
            owner_partner_type=owner.partner_type,
            owner_confidential=owner.confidential,
            owner_regimes=frozenset(regime.value for regime in owner.regimes),
            owner_jurisdictions=owner.jurisdictions,
            information_type=information_type,
            release_to_viewer=state if named and self.program != "advocates" else "none",
        )

    def sees(self, program: str, information_type: str) -> str:
        """open, step_up, known or absent."""
        # Settled: when a confidential program's release to the hub ends, its other releases open nothing.
        if not self.site.present or (program == "advocates" != self.program and self.site.name in HUB_STATES):
            return "absent"
        held = self.held(program, information_type)
        answer = oracle.sees(self.viewer, self.situation, held)
        by_law = information_type in SETTLED_BY_RELEASE_ONLY and program == "cps" != self.program
        return "known" if by_law and answer == "open" and held.release_to_viewer != "in_force" else answer


def everybody(community: Community, sites: Mapping[str, Site]) -> Iterator[Judged]:
    """Every person before every site."""
    for slug in PEOPLE:
        for site in sites.values():
            yield Judged(community=community, slug=slug, site=site)
