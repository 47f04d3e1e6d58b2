"""Room: tests. Who keeps an entry of the directory, and whose certificates: the role alone is never enough."""

from __future__ import annotations

import pytest

from coordination.model.actor import Role
from coordination.model.ids import PersonId, new_id
from coordination.policy.directory import keeps
from coordination.policy.training import keeps_training, reads_training
from tests.policy.village import COUNTY, POLICE, person, program

SISTER = program("child_welfare", agency=COUNTY.agency_id)
OTHERS = sorted(set(Role) - {Role.SUPERVISOR, Role.ADMINISTRATOR})


def test_a_supervisor_keeps_the_own_programs_entry_and_an_administrator_the_agencys() -> None:
    boss, administrator = person(COUNTY, Role.SUPERVISOR), person(COUNTY, Role.ADMINISTRATOR)
    assert [keeps(boss, one) for one in (COUNTY, SISTER, POLICE)] == [True, False, False]
    assert [keeps(administrator, one) for one in (COUNTY, SISTER, POLICE)] == [True, True, False]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_keeps_an_entry_or_the_certificates_of_others(role: Role) -> None:
    actor = person(COUNTY, role)
    assert not keeps(actor, COUNTY)
    assert not reads_training(actor, PersonId(new_id()), [COUNTY])
    assert not keeps_training(actor, PersonId(new_id()), [COUNTY])


@pytest.mark.parametrize("role", Role)
def test_everybody_reads_their_own_certificates_and_nobody_enters_them(role: Role) -> None:
    actor = person(COUNTY, role)
    for works_in in ([COUNTY], [POLICE], []):
        assert reads_training(actor, actor.person_id, works_in)
        assert not keeps_training(actor, actor.person_id, works_in)


@pytest.mark.parametrize("asked", [reads_training, keeps_training])
def test_keepers_are_the_supervisor_of_a_program_they_work_in_and_an_administrator_of_its_agency(asked: object) -> None:
    assert callable(asked)
    boss, administrator, whose = person(COUNTY, Role.SUPERVISOR), person(COUNTY, Role.ADMINISTRATOR), PersonId(new_id())
    table = (([COUNTY], True, True), ([POLICE, COUNTY], True, True), ([SISTER], False, True), ([POLICE], False, False))
    for works_in, by_boss, by_administrator in table:
        assert asked(boss, whose, works_in) is by_boss
        assert asked(administrator, whose, works_in) is by_administrator
    assert not asked(boss, whose, [])
    assert not asked(administrator, whose, [])
