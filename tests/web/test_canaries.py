"""Room: tests. Canaries: a word of its own in every field of every form of every program; where do they turn up?

Everybody then looks at every page; a canary shows only to whom the oracle opens its type. None is in a log line, an
address, a title, a header, an access-log entry, an export or the database outside its envelopes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from coordination.casework import drafts, records, referrals, releases, screens
from coordination.casework.answers import HAPPENED
from coordination.declare.form import Form, QuestionKind
from coordination.declare.names import ASKED_APART, GENERAL, Audience, slug_for
from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.ids import DraftId, new_id
from coordination.model.referrals import Kind
from coordination.partners.tool_forms import EXACT_WORDS, HEARD_BY, OWN_TERMS
from coordination.storage.sessions import sessions
from tests.casework.watched import number
from tests.community import PEOPLE, PROGRAMS, Visitor, make_community
from tests.databases import Store
from tests.matrix.filled import answered, paper
from tests.matrix.judged import Judged
from tests.matrix.sites import AUTHORS, WORKING, Ground, Site
from tests.uploads import attach
from tests.web.brought import uploaded

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
LINK = re.compile(r'(?:href|action|src)="([^"]*)"')
A_PAGE = 50  # entries of the access log
MANY = 20  # entries that concern every agency, at least
STEPPED_UP = frozenset({"ana_cps_worker"})  # who shows a second factor, and so reads locations
CANARY = re.compile(r"canary[a-z0-9]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """One word: whose field it was typed into, and who may read it."""

    word: str
    program: str
    information_type: str
    kind: str  # record, draft, release; there or back: to the recipient of a referral (its type) or from it
    author: str
    site: str
    audience: Audience | None = None  # asked for one audience apart: its own program's, and theirs


@dataclass(slots=True, kw_only=True)
class Flock:
    """The canaries of one community, on one case where releases are in force and one where there are none."""

    ground: Ground
    canaries: dict[str, Canary]
    sites: dict[str, Site]


def word(
    flock: dict[str, Canary],
    program: str,
    information_type: str,
    kind: str,
    site: str,
    audience: Audience | None = None,
) -> str:
    made = "canary" + new_id()[:12]
    typed_in = {"program": program, "information_type": information_type, "kind": kind, "site": site}
    flock[made] = Canary(word=made, author=AUTHORS[program], audience=audience, **typed_in)
    return made


def typed(form: Form, flock: dict[str, Canary], program: str, kind: str, site: str) -> dict[str, str]:
    """The form with a word of its own in every field that takes words; choices and times hold nothing of their own."""
    fields = answered(form)
    for question in form.questions:
        if question.kind in {QuestionKind.LINE, QuestionKind.TEXT}:
            apart = next((one for one in ASKED_APART if question.slug in of_audience(one)), None)
            fields[question.slug] = word(flock, program, form.information_type.value, kind, site, apart)
    fields.pop(HAPPENED, None)
    return fields


def of_audience(audience: Audience) -> set[str]:
    """The questions of the child's form that are asked for one audience apart."""
    return {slug_for(general, audience) for general in GENERAL}


def settle(ground: Ground, site: Site, flock: dict[str, Canary]) -> None:
    """Every program files every form it has, begins a draft of each, and records a release full of words."""
    desk = ground.community.desk
    for slug, author in AUTHORS.items():
        actor = ground.actor(author)
        for form in desk.catalog.forms_of(PROGRAMS[slug][2]):
            filled = typed(form, flock, slug, "record", site.name)
            made = records.file(desk, actor, site.case_id, form.slug, filled, new_id())
            called = word(flock, slug, form.information_type.value, "record", site.name)
            attach(ground.community, actor, site.case_id, made, called)
            draft = DraftId(new_id())
            begun = {name: [value] for name, value in typed(form, flock, slug, "draft", site.name).items()}
            drafts.save(desk, actor, site.case_id, begun, draft_id=draft, form_slug=form.slug)
            site.drafts[draft] = draft
        settle_screens(ground, site, flock, slug)
        settle_referrals(ground, site, flock, slug)
        if site.name == "member":
            others = tuple(p.id for name, p in ground.community.programs.items() if name not in {slug, "advocates"})
            said = word(flock, slug, "", "release", site.name)
            releases.record(desk, actor, site.case_id, paper(others, ("location",), said), new_id())


def settle_screens(ground: Ground, site: Site, flock: dict[str, Canary], slug: str) -> None:
    """Every tool of the program that takes words is run, and one is left unfinished."""
    desk, actor = ground.community.desk, ground.actor(AUTHORS[slug])
    for tool in desk.catalog.tools_of(actor.program.partner_type, actor.program.jurisdictions):
        form = desk.catalog.form(actor.program.partner_type, tool.slug)
        if form is None or not tool.interviews:
            continue
        for kind in ("record", "draft"):
            said = {EXACT_WORDS: "", OWN_TERMS: "", HEARD_BY: ""}
            said = {name: word(flock, slug, form.information_type.value, kind, site.name) for name in said}
            filled = said | {tool.items[-1].slug: "yes"}
            if kind == "record":
                screens.file(desk, actor, site.case_id, tool.slug, filled, new_id())
                continue
            draft = DraftId(new_id())
            drafts.save(desk, actor, site.case_id, filled, draft_id=draft, form_slug=tool.slug)
            site.drafts[draft] = draft


def settle_referrals(ground: Ground, site: Site, flock: dict[str, Canary], slug: str) -> None:
    """Child protection refers to this program, which asks a question: two words, on the way there and back."""
    if slug not in {"detectives", "advocates"}:
        return
    desk, cps = ground.community.desk, ground.actor(AUTHORS["cps"])
    said = {name: word(flock, program, slug, name, site.name) for name, program in (("there", "cps"), ("back", slug))}
    form = {"recipient": ground.community.programs[slug].id, "need": "employment", "urgency": "routine"}
    form |= {"agreement": "agreed", "message": said["there"]}
    made = referrals.send(desk, cps, site.case_id, Kind.SERVICE, form, new_id())
    asked = {"words": said["back"]}
    referrals.take(desk, ground.actor(AUTHORS[slug]), made, Action.REFERRAL_ASK, asked, new_id())


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def flock(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flock]:
    """The community with its canaries, once an engine."""
    store: Store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "sqlite_store")
    for community in make_community(store, tmp_path_factory.mktemp("canaries") / "home"):
        ground = Ground(community)
        sites = ground.sites(("member", "release_none"))
        canaries: dict[str, Canary] = {}
        for site in sites.values():
            settle(ground, site, canaries)
        number(community)
        yield Flock(ground=ground, canaries=canaries, sites=sites)
        ground.close()


def show_second_factor(ground: Ground, slug: str) -> None:
    """As if this person had just come back from their provider with it, in every session they have."""
    person, until = ground.community.people[slug], ground.community.clock.now + timedelta(minutes=15)
    with ground.engine.begin() as connection:
        rows = update(sessions).where(sessions.c.person_id == person)
        assert connection.execute(rows.values(stepped_up_until=until)).rowcount


def pages(flock: Flock, slug: str) -> Iterator[tuple[str, str]]:
    """Every page that this person can be led to, from every list: (address, text)."""
    visitor = flock.ground.community.client(slug)
    if slug in STEPPED_UP:
        show_second_factor(flock.ground, slug)
    program = flock.ground.community.programs
    waiting, seen = ["/", "/cases", "/search", "/requests", "/drafts", "/conflicts", "/access-log", "/sessions"], set()
    waiting += ["/notices", "/contact", "/referrals", "/work"]
    waiting += ["/directory", "/directory/programs", "/on-call?county=27053"]
    waiting += [f"/directory/programs/{found.id}" for found in program.values()]
    for site in flock.sites.values():
        case = f"/cases/{site.case_id}"
        waiting += [case, f"{case}/team", f"{case}/plans", f"{case}/releases", f"{case}/releases/new"]
        waiting += [f"{case}/records/new"]
        waiting += [f"{case}/requests/new?program={program['cps'].id}&type=placement", f"{case}/hub-code"]
        waiting += [
            f"/drafts/{draft}" for draft in list(site.drafts.values())[:: 1 if PEOPLE[slug][2] in WORKING else 9]
        ]
        with flock.ground.engine.connect() as connection:
            found = connection.execute(text("SELECT id FROM records WHERE case_id = :case"), {"case": site.case_id})
            sent = connection.execute(text("SELECT id FROM referrals WHERE case_id = :case"), {"case": site.case_id})
            waiting += [f"/referrals/{referral}" for (referral,) in sent.all()]
            for place, (record,) in enumerate(found.all()):
                others = ("/history", "/correct", "/withdraw", "/copy") if place % 6 == 0 else ()
                if place % 6 == 0 or PEOPLE[slug][2] in WORKING:
                    waiting += [f"{case}/records/{record}{page}" for page in ("", *others)]
    while waiting:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        response = visitor.get(address)
        assert response.status_code < 500, address
        for name, value in response.headers:
            assert not CANARY.search(value), (address, name)
        assert not CANARY.search(address)
        for title in TITLE.findall(response.text):
            assert not CANARY.search(title), address
        for link in LINK.findall(response.text):
            assert not CANARY.search(link), (address, link)
        yield address, response.text
    for words in ("canary", *list(flock.canaries)[:6]):
        yield f"search {words[:6]}", visitor.send("/search", {"words": words}).text
    yield "alike", visitor.send("/cases", {"called": next(iter(flock.canaries))}).text
    if PEOPLE[slug][2] in WORKING and PEOPLE[slug][1] != "advocates":
        begun = [word[:-2] for word in flock.canaries]  # the beginnings of names, by which a child is found
        file = "called\n" + "\n".join(dict.fromkeys(begun[:: len(begun) // 40]))
        yield "file", uploaded(visitor, file).text
    yield from exports(visitor, auditor=PEOPLE[slug][2] is Role.AUDITOR)


def exports(visitor: Visitor, *, auditor: bool) -> Iterator[tuple[str, str]]:
    """The access log as its auditors take it away, with many entries; refused to everybody else."""
    for kind in ("csv", "jsonl"):
        response = visitor.send("/access-log/export", {"format": kind})
        assert (response.status_code == 200) == auditor
        assert not auditor or response.text.count("\n") > MANY
        yield f"export {kind}", response.text
    if auditor:
        assert visitor.get("/access-log").text.count('data-label="When"') == A_PAGE


def may_read(flock: Flock, slug: str, canary: Canary) -> bool:
    """By the oracle, on the canary's own case: an open type, one's own draft, a release one is party to."""
    one = Judged(community=flock.ground.community, slug=slug, site=flock.sites[canary.site])
    if canary.kind == "draft":
        return slug == canary.author
    if canary.kind == "release":
        return one.role in WORKING and (one.program == canary.program or one.program != "advocates")
    if canary.kind in {"there", "back"}:
        return may_read_referral(one, canary)
    spoken_as = flock.ground.community.desk.catalog.partner_types[PROGRAMS[one.program][2]].audience
    if canary.audience and one.program != canary.program and canary.audience is not spoken_as:
        return False
    opened = {"open", "step_up"} if slug in STEPPED_UP else {"open"}
    return one.sees(canary.program, canary.information_type) in opened


def may_read_referral(one: Judged, canary: Canary) -> bool:
    """Both sides read what was sent. What advocates wrote goes back only where their release names child protection."""
    recipient = canary.information_type
    side = "sent" if one.program == "cps" else "received" if one.program == recipient else "none"
    veiled = canary.kind == "back" and side == "sent" and recipient == "advocates" and canary.site == "release_none"
    return not veiled and one.may(Action.REFERRAL_READ, replace(one.situation, referral=side))


def test_a_canary_reaches_only_whom_the_oracle_lets_read_it(flock: Flock) -> None:
    flock.ground.community.clock.forward(seconds=1)
    wrong, read, located, typed_themselves = set(), set(), set(), next(iter(flock.canaries))
    for slug in PEOPLE:
        for address, said in pages(flock, slug):
            echo = address.startswith(("search", "alike"))  # what they typed themselves is in the field again
            for found in set(CANARY.findall(re.sub(r'value="[^"]*"', "", said) if echo else said)):
                canary = flock.canaries[found]
                read.add(found)
                if not may_read(flock, slug, canary):
                    what = f"{canary.program} {canary.information_type} {canary.kind} of {canary.site}"
                    wrong.add(f"{slug} read {what} at {address}")
                if canary.information_type == "location" and canary.kind == "record":
                    located.add(slug)
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(sorted(wrong)[:40])
    assert typed_themselves in read
    assert located == STEPPED_UP
    readable = {word for word, one in flock.canaries.items() if any(may_read(flock, slug, one) for slug in PEOPLE)}
    assert readable - read == set()  # so the sweep did see all there is to see
    assert not read - readable
    assert {one.information_type for one in map(flock.canaries.get, readable) if one} >= {"location", "advocacy"}


def test_no_canary_is_in_a_log_an_entry_or_the_database_outside_an_envelope(flock: Flock) -> None:
    community = flock.ground.community
    assert community.logged.getvalue()
    assert not CANARY.search(community.logged.getvalue())
    if community.databases.kind == "sqlite":
        file = Path(community.databases.app.removeprefix("sqlite:///"))
        raw = b"".join(one.read_bytes() for one in sorted(file.parent.glob(file.name + "*")))
        assert len(raw) > 100_000
        assert b"canary" not in raw
        return
    with flock.ground.engine.connect() as connection:
        tables = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
        names = [name for (name,) in tables.all()]
        assert "records" in names
        for name in names:
            for row in connection.execute(text(f'SELECT t.*, t::text AS whole FROM "{name}" AS t')):
                assert "canary" not in row.whole, name
                blobs = [bytes(value) for value in row if isinstance(value, bytes | memoryview)]
                assert not any(b"canary" in blob for blob in blobs), name
