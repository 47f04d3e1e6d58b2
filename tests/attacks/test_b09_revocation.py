"""Room: tests. Battery B9: what is revoked is closed to every request that begins afterwards, in four processes.

Each process asks for the same pages as fast as it can. The act is done in a fifth; from the instant at which it
returned no answer to a request that began later may hold the word. Queued letters: tests/casework/test_outbox.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coordination.casework import (
    cases,
    conflicts,
    open_sessions,
    people,
    records,
    releases,
    restrictions,
    roster,
    teams,
)
from coordination.model.ids import CaseId, RecordId, ReleaseId, new_id
from tests.attacks.papers_cut import of_papers
from tests.attacks.workers import WORKERS, Cut, at_work
from tests.casework.test_releases import open_case, paper
from tests.community import AGENCIES, PROGRAMS, ZONE, Community, issuer_of, make_community
from tests.databases import Store

WORD = "canaryplacement"


def cuts_of(community: Community) -> dict[str, Cut]:
    """By name, in the order in which they can be done: on cases, then what ends by itself that night, then of people,
    last of whole agencies."""
    return {**of_cases(community), **of_papers(community, WORD), **of_people(community)}


def of_cases(community: Community) -> dict[str, Cut]:
    """A release, a withdrawal, a person, a program, the conflict list, a restriction: each on a case of its own."""
    desk, ana, mia = community.desk, community.actor("ana_cps_worker"), "int_harbor"
    person, center = community.people[mia], community.programs["cac"].id
    case = {name: open_case(community) for name in ("release", "withdrawal", "member", "place", "conflict", "restrict")}
    boss = community.actor("sup_harbor")  # before anybody's session begins that is to be read with: three are the most
    ref = {name: cases.read(desk, ana, found).header.reference for name, found in case.items()}

    def note(name: str) -> RecordId:
        typed = {"note": WORD}
        return records.file(desk, ana, case[name], "child_protection_note", typed, new_id())

    def released(name: str) -> tuple[RecordId, ReleaseId]:
        made = note(name)
        typed = paper(community, ("cac",), ("child_protection",))
        return made, releases.record(desk, ana, case[name], typed, new_id())

    def page(name: str) -> list[str]:
        return [f"/cases/{case[name]}", "/cases"]

    shown, paper_one = released("release")
    withdrawn, _ = released("withdrawal")
    here: Callable[[str], CaseId] = case.__getitem__
    return {
        "release": Cut(
            slug=mia,
            paths=[f"/cases/{here('release')}/records/{shown}", f"/cases/{here('release')}/print"],
            word=WORD,
            act=lambda: releases.revoke(desk, ana, here("release"), paper_one, "oral", new_id()),
        ),
        "withdrawal": Cut(
            slug=mia,
            paths=[f"/cases/{here('withdrawal')}/records/{withdrawn}"],
            word=WORD,
            act=lambda: records.withdraw(desk, ana, here("withdrawal"), withdrawn, "wrong_case", new_id()),
        ),
        "member": Cut(
            slug=mia,
            paths=page("member"),
            word=ref["member"],
            act=lambda: teams.end_member(desk, boss, here("member"), person, new_id()),
        ),
        "place": Cut(
            slug=mia,
            paths=page("place"),
            word=ref["place"],
            act=lambda: teams.end_place(desk, ana, here("place"), center, new_id()),
        ),
        "conflict": Cut(
            slug=mia,
            paths=page("conflict"),
            word=ref["conflict"],
            act=lambda: conflicts.shut_out(
                desk, community.actor("pri_privacy"), ref["conflict"], f"person:{person}", new_id()
            ),
        ),
        "restrict": Cut(
            slug=mia,
            paths=page("restrict"),
            word=ref["restrict"],
            act=lambda: restrictions.restrict(desk, ana, here("restrict"), [], new_id()),
        ),
    }


def of_people(community: Community) -> dict[str, Cut]:
    """A session, an account, an appointment, an agency, and the issuer that spoke for one (its kill switch)."""
    desk = community.desk

    def ended(section: str, **line: object) -> Callable[[], object]:
        return lambda: roster.load(desk, {section: [{**line, "ended": True}]})

    def sign_off() -> None:
        sam = community.actor("sam_cps_supervisor")
        for one in open_sessions.own(desk, sam):
            if one.handle != sam.session:
                open_sessions.end(desk, sam, one.handle, key=new_id())

    police, government = AGENCIES["lakeside_police"]
    harbor = issuer_of("int_harbor")
    return {
        "session": Cut(slug="sam_cps_supervisor", paths=["/cases"], word="Sam Reed", act=sign_off),
        "account": Cut(
            slug="coo_harbor",
            paths=["/cases"],
            word="Carla Moss",
            act=lambda: people.disable(desk, harbor, "coo_harbor"),
        ),
        "appointment": Cut(
            slug="sup_harbor",
            paths=["/cases"],
            word="Ben Shore",
            act=ended("appointments", issuer=harbor, subject="sup_harbor", program="cac", role="supervisor"),
        ),
        "agency": Cut(
            slug="det_lake",
            paths=["/cases"],
            word="Leo Marsh",
            act=ended("agencies", slug="lakeside_police", name=police, government=government, zone=ZONE),
        ),
        "issuer": Cut(
            slug="int_harbor",
            paths=["/cases"],
            word="Mia Vale",
            act=ended("issuers", url=harbor, name="Harbor", client_id="coordination", agencies=[PROGRAMS["cac"][0]]),
        ),
    }


@pytest.fixture(params=["sqlite", "postgresql"])
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Community]:
    """A community of its own on each engine."""
    store: Store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "sqlite_store")
    yield from make_community(store, tmp_path / "home")


def test_what_is_revoked_is_closed_to_every_request_that_begins_afterwards(here: Community, tmp_path: Path) -> None:
    cuts = cuts_of(here)
    with at_work(here, cuts, tmp_path, WORKERS, stale=False) as workers:
        found = {name: workers.cut(name, cut) for name, cut in cuts.items()}
    assert {name: leaked for name, (_, leaked) in found.items() if leaked} == {}
    assert all(later >= WORKERS * 2 for later, _ in found.values()), found


def test_a_worker_that_remembers_facts_is_found(sqlite_store: Store, tmp_path: Path) -> None:
    """Meta: with the control broken in the process, the same look sees the word after the act."""
    for community in make_community(sqlite_store, tmp_path / "home"):
        cuts = {name: cut for name, cut in of_cases(community).items() if name in {"release", "restrict"}}
        with at_work(community, cuts, tmp_path, 1, stale=True) as workers:
            for name, cut in cuts.items():
                later, leaked = workers.cut(name, cut)
                assert later >= leaked > 0, name
