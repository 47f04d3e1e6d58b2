"""Room: tests. Each program's own people keep its entry, logged; where a confidential one is, is said nowhere."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update

from coordination.audit.tables import entry as log_entries
from coordination.casework import directory
from coordination.model.directory import Asked, EntryFacts
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import new_id
from coordination.storage import directory_tables as tables
from coordination.storage import roster
from tests.casework.almanac import ENTRY, HENNEPIN, SERVICE, Almanac
from tests.casework.doorstep import log
from tests.community import PEOPLE, Community

HIDDEN = "4310 Quiet Lane"


@pytest.fixture
def almanac(community: Community) -> Almanac:
    return Almanac(community=community)


def shown(almanac: Almanac, program: str) -> EntryFacts:
    community = almanac.community
    return directory.program(community.desk, community.actor("det_lake"), community.programs[program].id).facts


def entries(community: Community) -> int:
    with community.desk.database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(log_entries)).scalar_one())


def test_a_confidential_program_has_no_address_even_when_one_is_sent(almanac: Almanac) -> None:
    community = almanac.community
    almanac.entry("advocates", address=HIDDEN)
    almanac.entry("cac", address="12 Harbor Road")
    assert shown(almanac, "advocates").entry.address is None
    assert shown(almanac, "cac").entry.address == "12 Harbor Road"
    with community.desk.database.read() as connection:
        kept = connection.execute(select(tables.directory_addresses.c.address)).scalars().all()
    assert kept == ["12 Harbor Road"]


@pytest.mark.parametrize("said", [HIDDEN, "Come to 12 N. Main St.", "Write to P.O. Box 88", "at 9 County Road 5 Hwy"])
def test_words_of_a_confidential_program_may_not_hold_an_address(almanac: Almanac, said: str) -> None:
    for field in ("about", "reach"):
        with pytest.raises(Invalid) as caught:
            almanac.entry("advocates", **{field: said})
        assert "address" in caught.value.fields[field]
    with pytest.raises(Invalid) as caught:
        almanac.service("advocates", about=said)
    assert "address" in caught.value.fields["about"]
    almanac.entry("cps", about=said)


def test_an_address_left_over_from_before_is_shown_to_nobody_once_the_program_is_confidential(almanac: Almanac) -> None:
    almanac.entry("cac", address=HIDDEN)
    with almanac.community.desk.database.write() as connection:
        own = roster.programs.c.id == almanac.community.programs["cac"].id
        connection.execute(update(roster.programs).where(own).values(confidential=True))
    assert shown(almanac, "cac").entry.address is None


def test_reading_writes_no_entry_and_each_change_writes_one(almanac: Almanac) -> None:
    community = almanac.community
    almanac.entry("cps")
    actor, before = community.actor("det_lake"), entries(community)
    directory.find(community.desk, actor, Asked(need="shelter"))
    directory.program(community.desk, actor, community.programs["cps"].id)
    directory.programs(community.desk, actor)
    assert entries(community) == before
    service = almanac.service("cps")
    said = log(community)[-1]
    assert (said.action, said.outcome) == ("service:edit", "allowed")
    assert service in said.objects


def test_only_the_supervisor_and_the_agencys_administrator_keep_an_entry(almanac: Almanac) -> None:
    community, target = almanac.community, almanac.community.programs["cps"].id
    service = almanac.service("cps")
    for slug in PEOPLE:
        actor, kept = community.actor(slug), slug in {"sam_cps_supervisor", "adm_north"}
        for act in (
            lambda actor=actor: directory.save_entry(community.desk, actor, target, ENTRY, new_id()),
            lambda actor=actor: directory.add_service(community.desk, actor, target, SERVICE, new_id()),
            lambda actor=actor: directory.take_step(community.desk, actor, service, "verify", {}, new_id()),
        ):
            if kept:
                act()
                continue
            before = entries(community)
            with pytest.raises(Refused):
                act()
            assert entries(community) == before + 1


def test_a_form_sent_twice_lists_one_service(almanac: Almanac) -> None:
    community, key = almanac.community, new_id()
    actor, own = community.actor("sam_cps_supervisor"), community.programs["cps"].id
    ids = {directory.add_service(community.desk, actor, own, SERVICE, key) for _ in range(2)}
    assert len(ids) == 1
    assert len(directory.program(community.desk, actor, own).services) == 1


def test_a_key_is_good_for_one_service_and_one_step_alone(almanac: Almanac) -> None:
    community, key = almanac.community, new_id()
    actor, own = community.actor("sam_cps_supervisor"), community.programs["cps"].id
    one, other = (directory.add_service(community.desk, actor, own, SERVICE, new_id()) for _ in range(2))
    directory.take_step(community.desk, actor, one, "end", {}, key)
    for step in ("end", "verify"):
        with pytest.raises(Conflict):
            directory.take_step(community.desk, actor, other, step, {}, key)
    assert [service.id for service in directory.program(community.desk, actor, own).services] == [other]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"needs": []}, "needs"),
        ({"needs": ["ransom"]}, "needs"),
        ({"areas": ["99999"]}, "areas"),
        ({"hours": "whenever"}, "hours"),
        ({"number": "call"}, "number"),
        ({"capacity": "many"}, "capacity"),
        ({"capacity": "2", "available": "3"}, "available"),
        ({"languages": ["tlh"]}, "languages"),
        ({"certified_until": "2026-13-01"}, "certified_until"),
    ],
)
def test_a_service_that_cannot_be_meant_is_refused_beside_its_field(
    almanac: Almanac, typed: dict[str, str | list[str]], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        almanac.service("cps", **typed)
    assert field in caught.value.fields
    assert shown_services(almanac) == []


def shown_services(almanac: Almanac, asked: Asked | None = None) -> list[str]:
    community, found, after = almanac.community, [], None
    actor = community.actor("det_lake")
    while True:
        page = directory.find(community.desk, actor, asked or Asked(), after)
        found += [one.service.name for one in page.services]
        if page.after is None:
            return found
        after = page.after


def test_pages_follow_each_other_without_a_gap_or_a_repeat(almanac: Almanac) -> None:
    names = [f"Bed {number:02} of {('north', 'South')[number % 2]}" for number in range(30)]
    for name in reversed(names):
        almanac.service("cps", name=name)
    almanac.service("cac", name=names[7])  # a name that stands twice
    assert shown_services(almanac) == sorted([*names, names[7]])
    assert len(shown_services(almanac, Asked(need="shelter", county=HENNEPIN))) == 31
    assert len(shown_services(almanac, Asked(words="bed south"))) == 16


def test_an_ended_service_or_program_is_found_by_nobody(almanac: Almanac) -> None:
    community = almanac.community
    service = almanac.service("cps")
    almanac.service("cac", name="Other")
    directory.take_step(community.desk, community.actor("sam_cps_supervisor"), service, "end", {}, new_id())
    assert shown_services(almanac) == ["Other"]
    with community.desk.database.write() as connection:
        own = roster.programs.c.id == community.programs["cac"].id
        connection.execute(update(roster.programs).where(own).values(until=community.clock.now))
    assert shown_services(almanac) == []
    with pytest.raises(Refused):
        shown(almanac, "cac")


def test_a_changed_service_is_found_by_its_new_words_alone(almanac: Almanac) -> None:
    community = almanac.community
    service = almanac.service("cps")
    actor = community.actor("sam_cps_supervisor")
    directory.take_step(
        community.desk, actor, service, "change", {**SERVICE, "name": "Day room", "areas": ["ME"]}, new_id()
    )
    assert shown_services(almanac, Asked(words="shelter")) == []
    assert shown_services(almanac, Asked(words="day room", county="23011")) == ["Day room"]
    assert directory.covered(community.desk, actor, "shelter") == _maine()


def _maine() -> set[str]:
    return {f"23{number:03}" for number in range(1, 33, 2)}


def test_who_looked_last_and_when_stands_beside_a_service(almanac: Almanac) -> None:
    community = almanac.community
    service = almanac.service("cps")
    community.clock.forward(days=200)
    actor = community.actor("sam_cps_supervisor")
    before = directory.service(community.desk, actor, service)
    assert before.verified.by == "Sam Reed"
    assert before.verified.old(community.clock.now)
    directory.take_step(community.desk, community.actor("adm_north"), service, "verify", {}, new_id())
    after = directory.service(community.desk, actor, service)
    assert (after.verified.by, after.verified.at) == ("Max Hill", community.clock.now)
    assert not after.has_room(community.clock.now)  # looked at, but not counted
    directory.take_step(community.desk, actor, service, "count", {"available": "1"}, new_id())
    assert directory.service(community.desk, actor, service).has_room(community.clock.now)
