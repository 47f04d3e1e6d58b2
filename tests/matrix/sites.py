"""Room: tests. Cases built through casework, one in each situation of the matrix.

The base is the same story everywhere: child protection opens, invites, every program files, releases and drafts. What
makes a situation is then written into that case's own rows (tests/matrix/situations.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection, Engine, create_engine, insert, select

from coordination.casework import authorities, cases, drafts, hub_codes, missing, records, releases, teams
from coordination.declare.information import InformationType
from coordination.model.actor import Actor, Role
from coordination.model.ids import AuthorityId, CaseId, DraftId, RecordId, ReleaseId, new_id
from coordination.storage import case_tables, deadline_tables, record_tables, referral_tables
from tests.casework.almanac import directory_of
from tests.community import PEOPLE, PROGRAMS, START, ZONE, Community
from tests.matrix.filled import answered, authority, paper
from tests.matrix.situations import SITUATIONS, VARY
from tests.uploads import attach

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
    "cps": (
        "child_protection_note",
        "placement_note",
        "reporter",
        "safe_contact",
        "safety_plan_part",
        "suspected_exploitation_report",
    ),
    "detectives": ("investigation_note", "missing_child"),
}
# From whom to whom a referral lies on every site; the confidential program gets one before it is on any case.
REFERRED = (("cps", "detectives"), ("cps", "advocates"), ("detectives", "cps"))
# What runs on every site: who owes it, under which type and rule (the advocates' is of a law that is not loaded here).
OWED = {
    "cps": ("child_protection", "mn_conclusion"),
    "detectives": ("missing", "missing_into_ncic"),
    "advocates": ("advocacy", "gone"),
}
ORDER = ("court", "signed_on", "authorizes")
# The types that no release names, so that something can still be asked for.
UNRELEASED = {"cps": {"placement"}, "detectives": {"missing"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One filed record: whose, by whom, of which type."""

    id: RecordId
    program: str
    information_type: str
    form: str
    author: str
    file: str = ""


@dataclass(slots=True, kw_only=True)
class Site:
    """One case in one situation, with the ids of what lies on it (ids that nothing has, when it is absent)."""

    name: str
    case_id: CaseId
    reference: str = "ZZZZ-ZZZZ"
    code: str = "AAAA-BBBB-CCCC"
    episode: str = field(default_factory=new_id)  # child protection's, with a draft of its poster
    poster: str = field(default_factory=new_id)
    conflict: str = field(default_factory=new_id)
    records: list[Record] = field(default_factory=list)
    releases: dict[str, ReleaseId] = field(default_factory=dict)
    papers: dict[str, AuthorityId] = field(default_factory=dict)  # by program: an order that opens nothing yet
    unsigned: dict[str, ReleaseId] = field(default_factory=dict)  # papers that wait for their signatures
    drafts: dict[str, DraftId] = field(default_factory=dict)
    requests: dict[str, str] = field(default_factory=dict)
    directory: dict[str, dict[str, str]] = field(default_factory=dict)  # program: kind of thing: id, on one site
    referrals: dict[tuple[str, str], str] = field(default_factory=dict)
    deadlines: dict[str, str] = field(default_factory=dict)  # owing program: id

    @property
    def present(self) -> bool:
        """Whether there is such a case at all."""
        return self.name != "absent"


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
            site.unsigned = {slug: ReleaseId(new_id()) for slug in PROGRAMS}
            site.requests = {slug: new_id() for slug in PROGRAMS}
            site.referrals = {pair: new_id() for pair in REFERRED}
            site.deadlines = {slug: new_id() for slug in OWED}
            site.records = [
                Record(
                    id=RecordId(new_id()),
                    program=slug,
                    information_type="report",
                    form=FORMS[slug][0],
                    author="",
                    file=new_id(),
                )
                for slug in PROGRAMS
            ]
            return site
        self._open(site)
        if name == "member":
            site.directory = directory_of(self.community)
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
            held = attach(self.community, author, site.case_id, made)
            site.records.append(
                Record(id=made, program=slug, information_type=kind, form=name, author=AUTHORS[slug], file=held)
            )
        if slug == "cps":
            self._missing(site, author)
        others = tuple(
            str(program.id) for other, program in self.community.programs.items() if other not in {slug, "advocates"}
        )
        types = tuple(kind for kind in self._held(slug) if kind not in UNRELEASED.get(slug, ()))
        site.releases[slug] = releases.record(desk, author, site.case_id, paper(others, types), new_id())
        to = str(self.community.programs["cps" if slug != "cps" else "detectives"].id)
        kept = {"told": "something", "protects": "something", "starts_on": "2027-01-10", "expires_on": "2027-01-20"}
        order = authority("court_order", (to,), ("advocacy" if slug == "advocates" else "report",), ORDER, **kept)
        boss = self.actor(TEAM[slug][0])
        site.papers[slug] = authorities.record(desk, boss, site.case_id, order, new_id())
        waiting = paper(others, types) | {"method": "print"}
        site.unsigned[slug] = releases.record(desk, author, site.case_id, waiting, new_id())
        for person, (_, program, role) in PEOPLE.items():
            if program == slug and role in WORKING:
                draft = DraftId(new_id())
                drafts.save(desk, self.actor(person), site.case_id, {}, draft_id=draft, form_slug=FORMS[slug][0])
                site.drafts[person] = draft

    def _missing(self, site: Site, author: Actor) -> None:
        """Child protection tells that the child is missing, and drafts a poster."""
        desk = self.community.desk
        episode = missing.tell(desk, author, site.case_id, {"kind": "ran_away"}, new_id())
        typed = {"call": "Police, 911"}
        poster = missing.add(desk, author, site.case_id, episode, "missing_poster", typed, new_id())
        site.episode, site.poster = episode, poster
        site.records.append(
            Record(id=poster, program="cps", information_type="missing", form="missing_poster", author=AUTHORS["cps"])
        )

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
                    purpose="child_safety",
                )
            )
        for sender, recipient in REFERRED:
            self._refer(connection, site, sender, recipient)
        for slug in OWED:
            self._owe(connection, site, slug)
        self.shut_out(connection, site, "person", new_id(), handle=site.conflict)

    def _owe(self, connection: Connection, site: Site, slug: str) -> None:
        """A deadline of a program, running; none of the advocates' before they are on the case."""
        site.deadlines[slug], (kind, rule) = new_id(), OWED[slug]
        if slug == "advocates" and site.name == "hub_none":
            return
        whose = {"case_id": site.case_id, "program_id": self.community.programs[slug].id, "information_type": kind}
        told = {"rule": rule, "rule_version": 1, "event": "report_received", "cause": new_id()}
        by = {"started_by": self.community.people[AUTHORS[slug]], "happened_precision": "unknown"}
        times = dict.fromkeys(("learned_at", "recorded_at", "began_at"), START)
        ends = {"due_at": START + timedelta(days=45), "at_risk_at": START + timedelta(days=40)}
        stands = {"state": "running", "level": 0, "next_at": ends["at_risk_at"], "happened_zone": ZONE}
        row = {"id": site.deadlines[slug], "handle": new_id(), **whose, **told, **by, **times, **ends, **stands}
        connection.execute(insert(deadline_tables.deadlines).values(row))

    def _refer(self, connection: Connection, site: Site, sender: str, recipient: str) -> None:
        """A referral that waits for its recipient, with no words."""
        programs, made = self.community.programs, new_id()
        site.referrals[sender, recipient] = made
        here = {"case_id": site.case_id, "program_id": programs[sender].id, "recipient_id": programs[recipient].id}
        said = {"kind": "service", "need": "legal", "urgency": "routine", "agreement": "agreed", "no_contact": False}
        when = {"sent_by": self.community.people[AUTHORS[sender]], "sent_at": START, "changed_at": START}
        stands = {"state": "requested", "standing": "active", "asked": False, "slot": 1}
        row = {"id": made, "handle": new_id(), **here, **said, **when, **stands}
        connection.execute(insert(referral_tables.referrals).values(row))

    def shut_out(self, connection: Connection, site: Site, kind: str, target: str, handle: str = "") -> None:
        """Put somebody on the conflict list, by the privacy officer."""
        row = {"id": new_id(), "handle": handle or new_id(), "case_id": site.case_id, "target_kind": kind}
        setter = {"program_id": self.community.programs["cps"].id, "set_by": self.community.people["pri_privacy"]}
        connection.execute(insert(case_tables.conflicts).values(target_id=target, set_at=START, **row, **setter))
