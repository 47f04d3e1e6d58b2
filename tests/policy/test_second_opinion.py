"""Room: tests. Another engine (Cedar), asked the same hundred thousand questions, decides as the policy does."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import cedarpy
import pytest

from coordination.model import facts as model
from coordination.model.action import Action
from coordination.model.explanation import Access
from coordination.model.program import Agreement
from coordination.policy import consents, floor, on_file
from coordination.policy import decide as judge
from coordination.policy.claims import Claim
from coordination.policy.rulebook import Rulebook
from tests.policy.cedar import COVERS, KNOWN, rendered
from tests.policy.plants import always
from tests.policy.situations import NOW, Situation, book, situations

Patch = pytest.MonkeyPatch
AUTHORITIES = sorted(
    {"own_record", "release", "emergency_access", "filed_in_court", KNOWN}
    | {rule.authority for _, rule in book().disclosures}
    | on_file.BY_SLUG.keys()
)
ASKED = 400_000 if os.environ.get("COORDINATION_TEST_EVERY_CELL") else 102_000
BATCH = 2_000


def answers(policies: str, many: list[Situation]) -> list[set[str]]:
    """By which authorities Cedar opens each of them; `known` among them when it may be shown locked."""
    records = [
        {"uid": {"type": "Record", "id": str(at)}, "attrs": one.context, "parents": []} for at, one in enumerate(many)
    ]
    asked = [
        {"principal": 'Person::"p"', "action": f'Action::"{each}"', "resource": f'Record::"{at}"', "context": {}}
        for at, _ in enumerate(many)
        for each in AUTHORITIES
    ]
    found = cedarpy.is_authorized_batch(asked, policies, records)
    assert not [one.diagnostics.errors for one in found if one.diagnostics.errors][:1]
    per = len(AUTHORITIES)
    return [
        {name for name, one in zip(AUTHORITIES, found[at : at + per], strict=True) if one.allowed}
        for at in range(0, len(found), per)
    ]


def told(rules: Rulebook, one: Situation) -> tuple[str, str]:
    """What the policy shows of the owner's record, and the authority named."""
    decision = judge.decide(rules, one.actor, Action.CASE_READ, one.facts, NOW)
    held = one.facts.holdings[0]
    for line in decision.cases[0].types if decision.cases else ():
        if (line.program_id, line.information_type) == (held.program.id, held.information_type):
            return str(line.access), line.authority
    return "absent", ""


def agree(shown: str, by: str, opened: set[str]) -> bool:
    """Open by one of Cedar's authorities; locked where Cedar opens by none and may tell; absent where it may not."""
    if shown == Access.OPEN:
        return by in opened - {KNOWN}
    return opened == ({KNOWN} if shown == Access.KNOWN else set())


def compared(seed: int, asked: int) -> Iterator[tuple[str, str, bool]]:
    rules = book()
    policies, many = rendered(rules), list(situations(seed, asked // len(AUTHORITIES)))
    for at in range(0, len(many), BATCH):
        some = many[at : at + BATCH]
        for one, opened in zip(some, answers(policies, some), strict=True):
            shown, by = told(rules, one)
            yield shown, by, agree(shown, by, opened)


def test_another_engine_decides_a_hundred_thousand_requests_alike() -> None:
    seen, unlike = Counter[str](), 0
    for shown, by, alike in compared(5, ASKED):
        seen[by or shown] += 1
        unlike += not alike
    sys.stdout.write(f"{seen.total() * len(AUTHORITIES):,} requests, {unlike} unlike; {dict(seen)}\n")
    assert unlike == 0
    assert seen.total() * len(AUTHORITIES) >= 100_000
    assert {name for name in AUTHORITIES if name != KNOWN} <= seen.keys()
    assert min(seen[Access.KNOWN], seen["absent"]) > 500


def test_every_forbid_is_rendered_and_the_policies_are_sound() -> None:
    assert {forbid.slug for forbid in floor.FORBIDS} == COVERS.keys()
    assert cedarpy.format_policies(rendered(book()))


def _without(slug: str) -> Callable[[Patch], None]:
    kept = tuple(one for one in floor.FORBIDS if one.slug != slug)
    return lambda patch: patch.setattr(floor, "FORBIDS", kept)


def _late(of: type, field: str) -> Callable[[Patch], None]:
    def plant(patch: Patch) -> None:
        honest = of.in_force  # type: ignore[attr-defined]
        patch.setattr(of, "in_force", lambda self, now: honest(replace(self, **{field: None}), now))

    return plant


# Planted on our side alone: the policies are rendered first.
PLANTS: dict[str, Callable[[Patch], None]] = {
    "floor without the law office": _without("law_office"),
    "floor without guarded types": _without("guarded_types"),
    "floor without school records": _without("school_records"),
    "floor without treatment": _without("substance_use_by_release_only"),
    "floor without tribes": _without("tribe_decides"),
    "revocation ignored": _late(model.Release, "revoked_at"),
    "ended paper counts": _late(model.AuthorityOnFile, "ended_at"),
    "agreement never lapses": lambda patch: patch.setattr(Agreement, "in_force", lambda *_: True),
    "anybody files any paper": lambda patch: patch.setattr(on_file, "may_share", lambda *_: True),
    "anybody may be named": lambda patch: patch.setattr(on_file, "may_receive", lambda *_: True),
    "exchange without a tribe": lambda patch: patch.setattr(on_file, "_between", lambda *_: True),
    "notes released with other types": lambda patch: patch.setattr(consents, "_mixed", lambda *_: False),
    "hub release not asked": lambda patch: patch.setattr(judge, "in_the_hub", lambda *_: True),
    "order of appointment not asked": lambda patch: patch.setattr(judge, "ordered", lambda *_: True),
    "no staging": lambda patch: patch.setattr(judge, "opened_first", lambda *_: None),
    "an event is forgotten": lambda patch: patch.setattr(model.CaseFacts, "told", frozenset()),
    "conflict ignored": always(Claim.EXCLUDED, value=False),
    "everybody a member": always(Claim.TEAM_MEMBER, value=True),
}
_ASKED_OF_PLANTS = 3_000


@pytest.fixture(scope="module")
def asked() -> list[tuple[Situation, set[str]]]:
    """What Cedar says, asked once for all plants."""
    many = list(situations(6, _ASKED_OF_PLANTS))
    return list(zip(many, answers(rendered(book()), many), strict=True))


@pytest.mark.parametrize("bug", list(PLANTS))
def test_a_planted_difference_is_found(bug: str, asked: list[tuple[Situation, set[str]]], monkeypatch: Patch) -> None:
    rules = book()
    PLANTS[bug](monkeypatch)
    assert not all(agree(*told(rules, one), opened) for one, opened in asked)
