"""Room: model. A unit of a program as its page shows it: its people, their credential, and whom to ring for it now."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.declare.staff_unit import StaffUnit
from coordination.model.ids import PersonId
from coordination.model.on_call import OnCall
from coordination.model.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Mate:
    """Somebody on a unit. counts: their credential is current, or the unit asks for none. point: the point person."""

    id: str
    person_id: PersonId
    name: str
    point: bool
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """A unit with its people. on_call: whom to ring for it at the instant that was asked about."""

    unit: StaffUnit
    program: Program
    people: tuple[Mate, ...]
    on_call: OnCall

    @property
    def able(self) -> tuple[Mate, ...]:
        """Those who count."""
        return tuple(one for one in self.people if one.counts)

    @property
    def point(self) -> str:
        """The name of the point person, "" when nobody is."""
        return next((one.name for one in self.people if one.point), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """A program's units as their keeper edits them. kinds: what a unit may be; people: (id, name) who may be on one."""

    program: Program
    units: tuple[UnitFacts, ...]
    kinds: tuple[StaffUnit, ...]
    people: tuple[tuple[str, str], ...]
