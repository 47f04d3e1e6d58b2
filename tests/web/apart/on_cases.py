"""Room: tests. Acts behind an observer's back: cases of others, and what others file, refer and begin."""

from __future__ import annotations

from coordination.casework import (
    cases,
    conflicts,
    drafts,
    hub_codes,
    missing,
    records,
    recusals,
    releases,
    requests,
    restrictions,
    screens,
    teams,
)
from coordination.model.ids import CaseId, DraftId, PersonId, RecordId, new_id
from tests.casework.overdue import told as tell_of
from tests.casework.referred import sent as refer
from tests.casework.referred import took
from tests.casework.screening import answered
from tests.casework.watched import number
from tests.community import PROGRAMS
from tests.matrix.filled import paper
from tests.matrix.sites import AUTHORS
from tests.uploads import attach
from tests.web.apart.ground import GROUPS, SUPERVISORS
from tests.web.apart.hidden import KEEPERS, Act, Hidden
from tests.web.apart.people import name_hub


def case_of_others(hidden: Hidden) -> None:
    """Another child's case, perhaps of one name and birth date with a known one: a record, a release, an end."""
    world, case_id = hidden.world, hidden.case()
    ana = hidden.actor("ana_cps_worker")
    hidden.file(case_id, "cps", "child_protection_note")
    other = world.programs[hidden.others[0]].id
    releases.record(world.desk, ana, case_id, paper((other,), ("report",), "Kestrel"), new_id())
    restrict, close = hidden.random.random() < 0.3, hidden.random.random() < 0.3
    hidden.drew(restrict, close)
    if restrict:
        restrictions.restrict(world.desk, ana, case_id, [], new_id())
    if close:
        cases.close(world.desk, ana, case_id, "work_done", new_id())


def _lost(hidden: Hidden) -> tuple[CaseId, str]:
    """A case on whose team a worker of the observers' program was; their supervisor and auditor know that."""
    worker = {"police": "det_lake", "center": "int_harbor", "others": "prosecutors_worker"}[hidden.group]
    slug = hidden.program or "prosecutors"
    boss = SUPERVISORS.get(slug, "prosecutors_supervisor")
    hidden.told |= {one for one in GROUPS[hidden.group] if one.startswith(KEEPERS)}
    case_id = hidden.case(slug, *hidden.others)
    teams.assign(hidden.world.desk, hidden.actor(boss), case_id, hidden.world.people[worker], new_id())
    return case_id, worker


def case_shut_to_observer(hidden: Hidden) -> None:
    """A case whose team they were on when the conflict list shut them out."""
    case_id, worker = _lost(hidden)
    person, officer = hidden.world.people[worker], hidden.actor("pri_privacy")
    conflicts.shut_out(hidden.world.desk, officer, hidden.references[-1], f"person:{person}", new_id())
    hidden.drew(case_id)


def case_restricted_without_observer(hidden: Hidden) -> None:
    """A case whose team they were on when it was restricted to others."""
    case_id, _ = _lost(hidden)
    restrictions.restrict(hidden.world.desk, hidden.actor("ana_cps_worker"), case_id, [], new_id())


def record_of_a_closed_type(hidden: Hidden) -> None:
    """One more record on a case they see, of a type that is absent to them, or that they know only to be there."""
    found = [
        (site, slug, form.slug)
        for site in hidden.sites.values()
        for slug in AUTHORS
        for form in hidden.world.desk.catalog.forms_of(PROGRAMS[slug][2])
        if not (slug == "advocates" and site.name == "hub_none")
        and site.name != "later"
        and slug != hidden.program
        and hidden.closed(site, slug, form.information_type.value)
    ]
    site, slug, form_slug = hidden.random.choice(found)
    hidden.site(site.name)
    made = hidden.file(site.case_id, slug, form_slug)
    if hidden.random.random() < 0.3:
        hidden.drew("withdrawn")
        assert hidden.exists(hidden.witnesses.pop()[1])
        author = hidden.actor(AUTHORS[slug])
        records.withdraw(hidden.world.desk, author, site.case_id, RecordId(made), "wrong_case", new_id())
        hidden.seen(AUTHORS[slug], f"/cases/{site.case_id}/records/{made}", "This page is not available")


def file_on_a_hidden_record(hidden: Hidden) -> None:
    """A paper attached to a record of a case of others."""
    case_id = hidden.case()
    made = hidden.file(case_id, "cps", "child_protection_note")
    held = attach(hidden.world, hidden.actor("ana_cps_worker"), case_id, RecordId(made), "A Kestrel paper")
    hidden.paths.append(f"/cases/{case_id}/records/{made}/files/{held}")
    hidden.seen("ana_cps_worker", f"/cases/{case_id}/records/{made}", "A Kestrel paper")


def screen_of_others(hidden: Hidden) -> None:
    """A screening tool run about a child whose case they do not see."""
    case_id, ana = hidden.case(), hidden.actor("ana_cps_worker")
    slug = hidden.random.choice(("hhs_indicators", "hhs_risk_factors"))
    tool = hidden.world.desk.catalog.tool(slug)
    assert tool
    made = screens.file(hidden.world.desk, ana, case_id, slug, answered(hidden.world, slug), new_id())
    hidden.drew(tool.slug)
    hidden.paths.append(f"/cases/{case_id}/records/{made}")
    hidden.seen("ana_cps_worker", f"/cases/{case_id}/records/{made}", tool.title)


def never_disclose_elsewhere(hidden: Hidden) -> None:
    """Somebody to whom nothing may be told, named on a case that they do not see."""
    hidden.file(hidden.case(), "cps", "never_disclose")


def deadline_of_others(hidden: Hidden) -> None:
    """A duty that runs on a case they do not see, and is on no board of theirs."""
    case_id = hidden.case()
    deadline = tell_of(hidden.world, case_id)
    hidden.actor("ana_cps_worker")
    hidden.paths.append(f"/cases/{case_id}/deadlines/{deadline}")
    hidden.seen("ana_cps_worker", f"/cases/{case_id}/deadlines/{deadline}", "police")


def child_missing_elsewhere(hidden: Hidden) -> None:
    """A child of whom they know nothing is missing."""
    case_id = hidden.case()
    ana = hidden.actor("ana_cps_worker")
    episode = missing.tell(hidden.world.desk, ana, case_id, {"kind": "ran_away"}, new_id())
    hidden.paths.append(f"/cases/{case_id}/missing/{episode}")
    hidden.seen("ana_cps_worker", f"/cases/{case_id}/missing/{episode}", "issing")


def advocates_come(hidden: Hidden) -> None:
    """Advocates serve a child on whose case the observers work, and release something to child protection."""
    hidden.told |= {"adv_safe"}
    world, case_id = hidden.world, hidden.site("hub_none").case_id
    code, _ = hub_codes.issue(world.desk, hidden.actor("ana_cps_worker"), case_id, new_id())
    rosa = hidden.actor("adv_safe")
    releases.name_hub(world.desk, rosa, code, paper((), ("advocacy",)), new_id())
    hidden.file(case_id, "advocates", "advocacy_note")
    to = (world.programs["cps"].id,)
    releases.record(world.desk, rosa, case_id, paper(to, ("advocacy",), "Kestrel"), new_id())


def shelter_comes(hidden: Hidden) -> None:
    """A shelter takes in a child on whose case the observers work: a member of whom nobody may hear."""
    hidden.told |= {"shelter_worker"}
    site = hidden.site("release_none", "hub_none")
    name_hub(hidden.world, site.case_id)
    hidden.file(site.case_id, "shelter", "shelter_intake")


def referral_between_others(hidden: Hidden) -> None:
    """Child protection refers a child to another program, which asks, answers and ends it."""
    site, to, word = hidden.site(), hidden.others[0], hidden.word()
    referral = refer(hidden.world, site.case_id, to, need="employment", message=word)
    steps = (("ask", ""), ("accept", ""), ("give_up", "unsafe"))[: hidden.random.randint(0, 3)]
    for slug, reason in steps:
        took(hidden.world, referral, slug, AUTHORS[to], words="Kestrel", reason=reason)
    hidden.drew(to, len(steps))
    hidden.paths.append(f"/referrals/{referral}")
    hidden.seen(AUTHORS[to], f"/referrals/{referral}", word)


def request_between_others(hidden: Hidden) -> None:
    """Another program asks child protection for placement."""
    asking, site = hidden.actor(AUTHORS[hidden.others[0]]), hidden.site("release_none")
    asked = hidden.world.programs["cps"].id
    requests.make(hidden.world.desk, asking, site.case_id, asked, "placement", "placement", new_id())
    hidden.drew(hidden.others[0])
    hidden.seen("ana_cps_worker", "/requests", site.reference)


def draft_of_another(hidden: Hidden) -> None:
    """Somebody else begins a record, and asks for a code that nobody has used yet."""
    site = hidden.site()
    ana, draft = hidden.actor("ana_cps_worker"), DraftId(new_id())
    drafts.save(hidden.world.desk, ana, site.case_id, {}, draft_id=draft, form_slug="child_protection_note")
    hub_codes.issue(hidden.world.desk, ana, site.case_id, new_id())
    hidden.paths.append(f"/drafts/{draft}")
    hidden.seen("ana_cps_worker", "/drafts", draft)


def conflict_of_another(hidden: Hidden) -> None:
    """Somebody who is not on the team is shut out of a case the observers see."""
    site, officer = hidden.site(), hidden.actor("pri_privacy")
    kept = {"cac": "sgt_lake", "detectives": "sup_harbor"}.get(hidden.program, "sup_harbor")
    target = f"person:{PersonId(hidden.world.people[kept])}"
    conflicts.shut_out(hidden.world.desk, officer, site.reference, target, new_id())
    hidden.drew(kept)
    hidden.seen("pri_privacy", "/conflicts", site.reference)


def recusal_of_another(hidden: Hidden) -> None:
    """Somebody of another program steps back from a case that the observers do not see."""
    to = hidden.random.choice(hidden.others)
    case_id, person = hidden.case(to), AUTHORS[to]
    boss = hidden.actor(SUPERVISORS[to])
    teams.assign(hidden.world.desk, boss, case_id, hidden.world.people[person], new_id())
    recusals.recuse(hidden.world.desk, hidden.actor(person), case_id, "knows_family", new_id())
    hidden.drew(person)
    hidden.seen(SUPERVISORS[to], "/notices", hidden.references[-1])


def others_look(hidden: Hidden) -> None:
    """Others read, print and search what the observers see as well: entries of the log, and visits of their own."""
    site = hidden.site()
    hidden.seen("ana_cps_worker", f"/cases/{site.case_id}/print", site.reference)
    assert hidden.exists(hidden.witnesses.pop()[1])
    number(hidden.world)
    hidden.seen("aud_north", f"/access-log?action=case:print&reference={site.reference}", "Made a print of a case")


ON_CASES: tuple[Act, ...] = (
    advocates_come,
    case_of_others,
    case_restricted_without_observer,
    case_shut_to_observer,
    child_missing_elsewhere,
    conflict_of_another,
    deadline_of_others,
    draft_of_another,
    file_on_a_hidden_record,
    never_disclose_elsewhere,
    others_look,
    record_of_a_closed_type,
    recusal_of_another,
    referral_between_others,
    request_between_others,
    screen_of_others,
    shelter_comes,
)
# What happens on no case that anybody of the group sees, and to nobody of theirs.
ELSEWHERE: tuple[Act, ...] = (
    case_of_others,
    child_missing_elsewhere,
    deadline_of_others,
    file_on_a_hidden_record,
    never_disclose_elsewhere,
    recusal_of_another,
    screen_of_others,
)
