"""Room: tests. A world, acts in it that one observer may not learn of, and all that this observer can look at."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

import pytest

from coordination.casework import cases, conflicts, drafts, hub_codes, records, releases, requests, restrictions, teams
from coordination.declare.form import Form
from coordination.model.ids import CaseId, DraftId, PersonId, RecordId, new_id
from tests.casework.referred import sent as refer
from tests.casework.referred import took
from tests.casework.watched import reference_of
from tests.community import PEOPLE, PROGRAMS, Community
from tests.matrix.filled import answered, paper
from tests.matrix.judged import Judged
from tests.matrix.sites import AUTHORS, TEAM, Ground, Site
from tests.web.told_apart import FRESH, Answer, sent

SITES = ("member", "release_none", "hub_none")
A_PAGE_AND_MORE = 26  # cases beside the sites, so that My cases has a second page
LINK = re.compile(r'href="(/[^"#]*)"')
OLDER = re.compile(r'href="(/cases\?after=[^"]*)"')
PAGES = ("/plans", "/releases", "/releases/new", "/records/new", "/hub-code")  # of a case: two of them at a time
SUPERVISORS = {slug: supervisor for slug, (supervisor, _) in TEAM.items()}


def base(community: Community) -> dict[str, Site]:
    """What is so in both worlds: three full cases, and enough small ones to turn the page."""
    ground = Ground(community)
    sites = ground.sites(SITES)
    for place in range(A_PAGE_AND_MORE):
        case_id = begun(community, f"Robin {place}", "detectives", "cac")
        for slug, person in (("detectives", "det_lake"), ("cac", "int_harbor")):
            supervisor, assigned = ground.actor(SUPERVISORS[slug]), community.people[person]
            teams.assign(community.desk, supervisor, case_id, assigned, new_id())
    ground.close()
    return sites


def begun(community: Community, called: str, *programs: str) -> CaseId:
    """A case of child protection, with these programs' places."""
    ana = community.actor("ana_cps_worker")
    case_id = cases.open_case(community.desk, ana, {"called": called, "file_number": called[::-1]}, new_id())
    for slug in programs:
        teams.invite(community.desk, ana, case_id, community.programs[slug].id, new_id())
    return case_id


# --- what the observer may not learn of -------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Hidden:
    """What was done behind the observer's back, by somebody else."""

    community: Community
    sites: dict[str, Site]
    observer: str
    random: Random
    done: list[str] = field(default_factory=list)
    cases: list[CaseId] = field(default_factory=list)
    records: list[tuple[CaseId, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)

    @property
    def program(self) -> str:
        """The observer's program."""
        return PEOPLE[self.observer][1]

    @property
    def others(self) -> list[str]:
        """The programs that are neither the observer's nor confidential nor child protection."""
        return [slug for slug in ("cac", "detectives") if slug != self.program]


def a_case(hidden: Hidden, *programs: str) -> CaseId:
    """A case that the observer is not on, with a name and a file number to search for."""
    name = f"Kestrel {hidden.random.choice(('Quill', 'Zander', 'Ember'))}{hidden.random.randrange(999)}"
    case_id = begun(hidden.community, name, *(programs or hidden.others))
    hidden.cases.append(case_id)
    hidden.names += [name, name[::-1]]
    hidden.references.append(reference_of(hidden.community, case_id))
    return case_id


def case_of_others(hidden: Hidden) -> None:
    """Another child's case: records, a release, a restriction, an end."""
    community, case_id = hidden.community, a_case(hidden)
    ana = community.actor("ana_cps_worker")
    hidden.records.append((case_id, filed(community, case_id, "cps", "child_protection_note")))
    other = community.programs[hidden.others[0]].id
    releases.record(community.desk, ana, case_id, paper((other,), ("report",), "Kestrel"), new_id())
    if hidden.random.random() < 0.5:
        restrictions.restrict(community.desk, ana, case_id, [], new_id())
    if hidden.random.random() < 0.5:
        cases.close(community.desk, ana, case_id, "work_done", new_id())


def case_shut_to_observer(hidden: Hidden) -> None:
    """A case whose team they were on when the conflict list shut them out."""
    if hidden.program == "advocates":
        return
    community, case_id = hidden.community, a_case(hidden, "cac", "detectives")
    person = community.people[hidden.observer]
    supervisor = community.actor(SUPERVISORS[hidden.program])
    teams.assign(community.desk, supervisor, case_id, person, new_id())
    officer, reference = community.actor("pri_privacy"), hidden.references[-1]
    conflicts.shut_out(community.desk, officer, reference, f"person:{person}", new_id())


def case_restricted_without_observer(hidden: Hidden) -> None:
    """A case whose team they were on when it was restricted to others."""
    if hidden.program == "advocates":
        return
    community, case_id = hidden.community, a_case(hidden, "cac", "detectives")
    person, supervisor = community.people[hidden.observer], community.actor(SUPERVISORS[hidden.program])
    teams.assign(community.desk, supervisor, case_id, person, new_id())
    restrictions.restrict(community.desk, community.actor("ana_cps_worker"), case_id, [], new_id())


def record_of_a_closed_type(hidden: Hidden) -> None:
    """One more record on a case they see, of a type that is absent to them, or that they know only to be there."""
    community, found = hidden.community, []
    for site in hidden.sites.values():
        one = Judged(community=community, slug=hidden.observer, site=site)
        for slug in AUTHORS:
            there = slug != hidden.program and (slug != "advocates" or site.name != "hub_none")
            held = {record.information_type for record in site.records if record.program == slug}
            for form in community.desk.catalog.forms_of(PROGRAMS[slug][2]) if there else ():
                sight, kind = one.sees(slug, form.information_type.value), form.information_type.value
                if sight == "absent" or (sight == "known" and kind in held):
                    found.append((site, slug, form.slug))
    site, slug, form_slug = hidden.random.choice(found)
    made = filed(community, site.case_id, slug, form_slug)
    hidden.records.append((site.case_id, made))
    if hidden.random.random() < 0.3:
        author = community.actor(AUTHORS[slug])
        records.withdraw(community.desk, author, site.case_id, RecordId(made), "wrong_case", new_id())


def filed(community: Community, case_id: CaseId, program: str, form_slug: str) -> str:
    """A record by the program's author."""
    form: Form | None = community.desk.catalog.form(PROGRAMS[program][2], form_slug)
    assert form is not None
    author = community.actor(AUTHORS[program])
    return str(records.file(community.desk, author, case_id, form_slug, answered(form, "Kestrel"), new_id()))


def advocates_come(hidden: Hidden) -> None:
    """Advocates serve a child on whose case the observer works, and release something to child protection."""
    if hidden.program == "advocates" or "advocates_come" in hidden.done:
        return
    community, case_id = hidden.community, hidden.sites["hub_none"].case_id
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case_id, new_id())
    rosa = community.actor("adv_safe")
    releases.name_hub(community.desk, rosa, code, paper((), ("advocacy",)), new_id())
    hidden.records.append((case_id, filed(community, case_id, "advocates", "advocacy_note")))
    to = (community.programs["cps"].id,)
    releases.record(community.desk, rosa, case_id, paper(to, ("advocacy",), "Kestrel"), new_id())


def release_between_others(hidden: Hidden) -> None:
    """Child protection releases placement to another program."""
    case_id, to = hidden.sites["member"].case_id, hidden.community.programs[hidden.others[0]].id
    form = paper((to,), ("placement",), "Kestrel")
    releases.record(hidden.community.desk, hidden.community.actor("ana_cps_worker"), case_id, form, new_id())


def request_between_others(hidden: Hidden) -> None:
    """Another program asks child protection for placement."""
    community, asking = hidden.community, hidden.community.actor(AUTHORS[hidden.others[0]])
    case_id, asked = hidden.sites["release_none"].case_id, community.programs["cps"].id
    requests.make(community.desk, asking, case_id, asked, "placement", "placement", new_id())


def referral_between_others(hidden: Hidden) -> None:
    """Child protection refers a child to another program, which asks, answers and ends it."""
    case_id, to = hidden.sites[hidden.random.choice(SITES)].case_id, hidden.others[0]
    referral = refer(hidden.community, case_id, to, need="employment", message="Kestrel")
    for slug, reason in (("ask", ""), ("accept", ""), ("give_up", "unsafe")):
        took(hidden.community, referral, slug, AUTHORS[to], words="Kestrel", reason=reason)


def conflict_of_another(hidden: Hidden) -> None:
    """Somebody who is not on the team is shut out of a case the observer sees."""
    community, site = hidden.community, hidden.sites[hidden.random.choice(SITES)]
    kept = {"cac": "sgt_lake", "detectives": "sup_harbor", "advocates": "sup_harbor"}[hidden.program]
    target = f"person:{PersonId(community.people[kept])}"
    conflicts.shut_out(community.desk, community.actor("pri_privacy"), site.reference, target, new_id())


def draft_of_another(hidden: Hidden) -> None:
    """Somebody else begins a record, and asks for a code that nobody has used yet."""
    community, site = hidden.community, hidden.sites[hidden.random.choice(SITES)]
    ana, draft = community.actor("ana_cps_worker"), DraftId(new_id())
    drafts.save(community.desk, ana, site.case_id, {}, draft_id=draft, form_slug="child_protection_note")
    hub_codes.issue(community.desk, ana, site.case_id, new_id())


ACTS: tuple[Callable[[Hidden], None], ...] = (
    advocates_come,
    case_of_others,
    case_restricted_without_observer,
    case_shut_to_observer,
    conflict_of_another,
    draft_of_another,
    record_of_a_closed_type,
    referral_between_others,
    release_between_others,
    request_between_others,
)


def behind(hidden: Hidden) -> Hidden:
    """A case of others, and three to six acts more, in any order."""
    for act in hidden.random.sample([case_of_others, *ACTS], hidden.random.randint(4, 7)):
        if act.__name__ not in hidden.done or act in {case_of_others, record_of_a_closed_type}:
            act(hidden)
            hidden.done.append(act.__name__)
    if not hidden.cases:
        case_of_others(hidden)
    return hidden


# --- what the observer does -------------------------------------------------------------------------------------------


@contextmanager
def dice(seed: int) -> Iterator[None]:
    """Ids, handles, references and tokens by this seed: the same number of them gives the same ones."""
    random = Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_hex", lambda size=32: random.randbytes(size).hex())
        patch.setattr(secrets, "token_urlsafe", lambda size=32: random.randbytes(size).hex())
        patch.setattr(secrets, "choice", random.choice)
        yield


def script(community: Community, hidden: Hidden) -> Iterator[tuple[str, object]]:
    """All that the observer can ask, with hidden ids and names in their hands: (what they did, what they got)."""
    visitor, chance = community.client(hidden.observer), Random(str(hidden.done))

    def ask(path: str, form: dict[str, object] | None = None) -> tuple[str, object]:
        return f"{path} {form or ''}", Answer.of(community, sent(visitor, path, form)).said

    shown, here = "", "/cases"
    while here:
        text = FRESH.sub(b"", visitor.get(here).data).decode()
        yield here, text
        shown += text
        older = OLDER.search(text)
        here = older[1] if older else ""
    for page in (
        "/directory",
        "/on-call?county=27053",
        "/directory/programs",
        "/cases",
        "/notices",
        "/contact",
        "/work",
        "/referrals",
        "/requests",
        "/drafts",
        "/sessions",
        "/conflicts",
        "/access-log",
        "/cases/new",
        "/search",
    ):
        yield ask(page)
    own = [site.case_id for site in hidden.sites.values()]
    for case_id in [*own, *sorted(set(re.findall(r"/cases/([0-9a-f]{32})", shown)) - set(own))[:1]]:
        case = f"/cases/{case_id}"
        for page in ("", "/team", *chance.sample(PAGES, 2)):
            yield ask(case + page)
        seen = sorted(set(LINK.findall(visitor.get(case).text)))
        links = [link for link in seen if "/records/" in link or "/requests/" in link]
        for link in chance.sample(links, min(3, len(links))):
            yield ask(link)
    for case_id in hidden.cases:
        yield ask(f"/cases/{case_id}")
        yield ask(f"/cases?after=1790000000000000.{case_id}")
    for case_id, record in hidden.records:
        yield ask(f"/cases/{case_id}/records/{record}")
    for words in ("Bluebird", "Robin", "Kestrel", *hidden.names[:3], *hidden.references[:2]):
        yield ask("/search", {"words": words})
    for name in hidden.names[:1]:
        yield ask("/cases", {"called": name})
        yield ask("/cases/import/open", {"sheet": f"called,file_number\n{name} Ash,{name[::-1]}\n"})
    for reference in hidden.references[:1]:
        yield ask("/conflicts", {"reference": reference, "target": f"person:{community.people['coo_harbor']}"})
    yield ask("/cases")
