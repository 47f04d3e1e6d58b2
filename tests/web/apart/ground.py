"""Room: tests. What is so in both worlds: cases that the observers see, and what others do while they look."""

from __future__ import annotations

from sqlalchemy import update

from coordination.casework import cases, contacts, notices, outbox, records, teams
from coordination.cli.mail import Post
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.contact import Contact
from coordination.model.ids import CaseId, new_id
from coordination.model.mail import MailSettings
from coordination.model.notice import Outcome
from coordination.storage.outbox_tables import outbox as rows
from tests.casework.referred import sent as refer
from tests.casework.watched import number
from tests.community import PEOPLE
from tests.community import PROGRAMS as FIRST
from tests.mail_server import MailServer
from tests.matrix.filled import answered
from tests.matrix.judged import Judged
from tests.matrix.sites import TEAM, Ground, Site
from tests.web.apart.dice import dice
from tests.web.apart.people import PROGRAMS, World, join

SITES = ("member", "release_none", "hub_none")
A_PAGE_AND_MORE = 26  # cases beside the sites, so that My cases has a second page
SUPERVISORS = {slug: supervisor for slug, (supervisor, _) in TEAM.items()}
BORN = "2011-04-02"
GROUPS = {  # who looks at one pair of worlds, one after the other: an auditor before whom they watch over
    "police": ("aud_lake", "sgt_lake", "det_lake"),
    "center": ("sup_harbor", "coo_harbor", "int_harbor"),
    "others": ("adv_safe", "shelter_worker", "school_worker", "prosecutors_worker", "guardians_worker", "bench_worker"),
}
ASSIGNED = {  # who is assigned to the later case, by whom
    "police": [("sgt_lake", "det_lake")],
    "center": [("sup_harbor", "coo_harbor"), ("sup_harbor", "int_harbor")],
    "others": [(f"{slug}_supervisor", f"{slug}_worker") for slug in ("school", "prosecutors", "guardians")],
}
Sights = dict[tuple[str, str, str, str], str]  # observer, site, program, information type: open, step_up, known
PROGRAM_OF = {"police": "detectives", "center": "cac", "others": ""}


def first(world: World) -> dict[str, Site]:
    """Before the five came: three full cases, and enough small ones to turn the page."""
    ground = Ground(world)
    for place in range(A_PAGE_AND_MORE):
        case_id = begun(world, f"Robin {place}", "detectives", "cac")
        for slug, person in (("detectives", "det_lake"), ("cac", "int_harbor")):
            teams.assign(world.desk, ground.actor(SUPERVISORS[slug]), case_id, world.people[person], new_id())
    for slug in ("det_lake", "int_harbor"):  # who would else be told of each of them on every page
        one = ground.actor(slug)
        notices.mark_seen(world.desk, one, [line.id for line in notices.listed(world.desk, one)], new_id())
    sites = ground.sites(SITES)
    ground.close()
    return sites


def then(world: World, sites: dict[str, Site]) -> None:
    """The five join; a case to which people come only later; everybody has an address, and what waited is sent."""
    for slug in PROGRAMS:
        join(world, sites["member"].case_id, slug)
    for slug in ("school", "prosecutors"):
        join(world, sites["release_none"].case_id, slug)
    lawyer = world.actor("prosecutors_worker")
    form = world.desk.catalog.form("prosecution", "court_filing")
    assert form is not None
    case_id = sites["member"].case_id
    records.file(world.desk, lawyer, case_id, "court_filing", answered(form, "A motion"), new_id())
    later = begun(world, "Swallow", "detectives", "cac", "school", "prosecutors", "guardians")
    sites["later"] = Site(name="later", case_id=later)
    reached = [one for group in GROUPS.values() for one in group if not one.startswith("aud_")]
    for slug in (*reached, "sam_cps_supervisor"):
        wanted = Contact(person_id=world.people[slug], address=f"{slug}@work.example")
        contacts.keep(world.desk, world.actor(slug), wanted, new_id())
    number(world)
    with world.desk.database.write() as connection:  # as if what was told of so far had long been sent
        connection.execute(update(rows).values(ended_at=world.clock.now, outcome=Outcome.SENT.value))


def begun(world: World, called: str, *programs: str) -> CaseId:
    """A case of child protection, with these programs' places."""
    ana = world.actor("ana_cps_worker")
    typed = {"called": called, "file_number": called[::-1], "born": BORN}
    case_id = cases.open_case(world.desk, ana, typed, new_id())
    for slug in programs:
        teams.invite(world.desk, ana, case_id, world.programs[slug].id, new_id())
    return case_id


def usual(world: World, sites: dict[str, Site], group: str) -> None:
    """What others do in both worlds, of which the observers learn: a case for them, a record, a referral, mail.

    Each has chance of its own, since an act may draw more ids where there is more to write.
    """
    ana, later, member = world.actor("ana_cps_worker"), sites["later"].case_id, sites["member"].case_id
    for boss, worker in ASSIGNED[group]:
        with dice(f"{worker} is assigned"):
            teams.assign(world.desk, world.actor(boss), later, world.people[worker], new_id())
    if group != "others":
        with dice(f"a referral to {group}"):
            refer(world, member, PROGRAM_OF[group], need="education")
    with dice(f"a record for {group}"):
        records.file(world.desk, ana, member, "child_protection_note", {"note": "Usual"}, new_id())
    number(world)


def deliver(world: World, server: MailServer) -> None:
    """A worker's rounds, until nothing is due."""
    mail = MailSettings(host="127.0.0.1", port=server.port, tls="none", sender="hub@hub.example")
    post = Post(mail, world.hub.settings.public_url, world.clock)
    while outbox.deliver(world.desk, post):
        pass


def sights(world: World, sites: dict[str, Site]) -> Sights:
    """What each observer gets of what others hold: by the oracle for the first programs' people, by the policy for the
    five others', of whom the oracle of cases knows nothing. What is not named is absent."""
    found: Sights = {}
    owners = {program.id: slug for slug, program in world.programs.items()}
    for observer in (one for group in GROUPS.values() for one in group):
        for site in sites.values():
            if observer in PEOPLE:
                one = Judged(community=world, slug=observer, site=site)
                kinds = ((slug, kind.value) for slug in FIRST for kind in InformationType)
                found |= {(observer, site.name, *held): one.sees(*held) for held in kinds}
            else:
                actor = world.actor(observer)
                decision = world.desk.judge(actor, Action.CASE_READ, world.desk.facts(actor, site.case_id))
                for line in (line for case in decision.cases for line in case.types):
                    held = owners[line.program_id], line.information_type.value
                    found[observer, site.name, *held] = line.access.value
    return found
