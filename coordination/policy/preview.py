"""Room: policy. What a release would change, cell by cell, before anybody signs it, and before it is stopped. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from coordination.declare.information import InformationType
from coordination.model.facts import AuthorityOnFile, CaseFacts, Place, Release
from coordination.model.program import Program
from coordination.model.release import Gain
from coordination.policy.audience import access_of_members
from coordination.policy.redisclosure import warnings
from coordination.policy.rulebook import Rulebook
from coordination.policy.staging import first_of, until


def gains(
    rulebook: Rulebook, facts: CaseFacts, release: Release, parties: tuple[Program, Iterable[Program]], now: datetime
) -> list[Gain]:
    """For each recipient and each type of the release: what its team members get now, and would get then.

    parties: the sharing program, and the recipients. Types of which nothing is filed yet are shown too, because the
    release opens what is filed later. The conflict list and restrictions are left out: they are about persons, and a
    preview must not tell of them.
    """
    return _gains(rulebook, facts, replace(facts, releases=(*facts.releases, release)), release.types, parties, now)


def gains_of_paper(
    rulebook: Rulebook,
    facts: CaseFacts,
    paper: AuthorityOnFile,
    parties: tuple[Program, Iterable[Program]],
    now: datetime,
) -> list[Gain]:
    """The same of an order or other paper. One that names a single person is told as if it named their program, since
    that is what it opens to that person."""
    after = replace(facts, authorities=(*facts.authorities, paper))
    return _gains(rulebook, facts, after, paper.types, parties, now)


def _gains(
    rulebook: Rulebook,
    facts: CaseFacts,
    with_it: CaseFacts,
    types: Collection[InformationType],
    parties: tuple[Program, Iterable[Program]],
    now: datetime,
) -> list[Gain]:
    sharing, recipients = parties
    found = []
    for program in recipients:
        joined = (*facts.places, Place(program=program, since=now))
        before, after = replace(facts, places=joined), replace(with_it, places=joined)
        told = warnings(program)
        first = first_of(program, facts, now, interviewing=False)
        if first is not None and not first.issuperset(types):
            told = (
                *told,
                f"The team’s written protocol keeps what it does not show first from them until {until(facts, now)}.",
            )
        for kind in sorted(types):
            now_open, then_open = (
                access_of_members(rulebook, world, sharing, kind, program, now) for world in (before, after)
            )
            gain = Gain(recipient=program, information_type=kind, now=now_open, then=then_open, warnings=told)
            found.append(gain)
    return found


def losses(
    rulebook: Rulebook, facts: CaseFacts, release: Release, parties: tuple[Program, Iterable[Program]], now: datetime
) -> list[Gain]:
    """For each recipient and each type of the release: what its team members get now, and get once it is stopped.

    Cells that stay open stand on something else: the law, or another release of the sharing program. parties: as above.
    """
    sharing, recipients = parties
    after = replace(facts, releases=tuple(one for one in facts.releases if one.id != release.id))
    found = []
    for program in recipients:
        for kind in sorted(release.types):
            now_open, then_open = (
                access_of_members(rulebook, world, sharing, kind, program, now) for world in (facts, after)
            )
            found.append(Gain(recipient=program, information_type=kind, now=now_open, then=then_open))
    return found
