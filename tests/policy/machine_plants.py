"""Room: tests. Bugs that a tired developer might plant in the rules, the drawers or the verbs; the machine finds each.

By name: what is planted, and the rules of the machine that it takes, since a short run should do. None of them changes
a test, the model or the roster.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from coordination.casework import (
    emergencies,
    majority,
    never_disclose,
    release_form,
    release_offer,
    releases,
    restrictions,
)
from coordination.model import facts as model
from coordination.model import program as programs
from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.program import Program
from coordination.policy import acts, claims, decide, floor, on_file
from coordination.policy.claims import Claim
from coordination.policy.signers import Verdict
from coordination.storage import agreements as agreement_rows
from coordination.storage import conflict_rows, emergency_rows
from coordination.storage import releases as release_rows
from tests.policy.plants import Patch, allowing, always

Plant = Callable[[Patch], None]


def _release(change: Callable[[model.Release, datetime], dict[str, Any]]) -> Plant:
    """Whether a release is in force is asked of another than the one on file."""

    def plant(patch: Patch) -> None:
        honest = model.Release.in_force
        patch.setattr(model.Release, "in_force", lambda self, now: honest(replace(self, **change(self, now)), now))

    return plant


def _paper(change: Callable[[model.AuthorityOnFile], dict[str, Any]]) -> Plant:
    def plant(patch: Patch) -> None:
        honest = model.AuthorityOnFile.in_force
        patch.setattr(model.AuthorityOnFile, "in_force", lambda self, now: honest(replace(self, **change(self)), now))

    return plant


def _agreement(change: Callable[[programs.Agreement], dict[str, Any]]) -> Plant:
    def plant(patch: Patch) -> None:
        honest = programs.Agreement.in_force
        patch.setattr(programs.Agreement, "in_force", lambda self, now: honest(replace(self, **change(self)), now))

    return plant


def _set(owner: object, name: str, value: object) -> Plant:
    return lambda patch: patch.setattr(owner, name, value)


def _without(slug: str) -> Plant:
    return _set(floor, "FORBIDS", tuple(forbid for forbid in floor.FORBIDS if forbid.slug != slug))


def _member_without(field: str, value: object) -> Plant:
    """The facts of an act say of the actor's membership what is not so."""

    def plant(patch: Patch) -> None:
        honest = model.Membership.in_force
        patch.setattr(model.Membership, "in_force", lambda self, now: honest(replace(self, **{field: value}), now))

    return plant


def _supervisors_admitted(patch: Patch) -> None:
    def judge(actor: Any, facts: model.CaseFacts, _now: datetime) -> bool:  # noqa: ANN401 - an Actor
        return not facts.restricted or facts.named or actor.role is Role.SUPERVISOR

    patch.setitem(claims.JUDGES, Claim.ADMITTED, judge)


def _first_restriction_counts(patch: Patch) -> None:
    patch.setattr(restrictions, "_liftable", lambda found, *_: list(found))


def _stop_one_stop_none(patch: Patch) -> None:
    patch.setattr(release_rows, "revoke", lambda *_: None)


def _longest_of_any_type(patch: Patch) -> None:
    patch.setattr(decide, "opens", lambda _release, _kind: True)


def _any_recipient(patch: Patch) -> None:
    patch.setattr(model.Release, "names", lambda self, program: bool(self.recipients))


def _hours_forgotten(patch: Patch) -> None:
    patch.setattr(decide, "_in_emergency_until", lambda facts, _now: facts.emergency_until)


def _last_instant_too(patch: Patch) -> None:
    patch.setattr(
        decide,
        "_in_emergency_until",
        lambda facts, now: facts.emergency_until if facts.emergency_until and now <= facts.emergency_until else None,
    )


def _emergency_opens_what_is_hidden(patch: Patch) -> None:
    patch.setattr(decide, "NEVER_SHOWN_LOCKED", frozenset())


def _paper_to_all(patch: Patch) -> None:
    patch.setattr(model.AuthorityOnFile, "names", lambda _self, _program, _person: True)


def _any_kind_reaches(patch: Patch) -> None:
    patch.setattr(on_file, "reaches", lambda *_: True)


def _unconfirmed_agreements_count(patch: Patch) -> None:
    honest = agreement_rows._counting

    def eager(listed: Any) -> Any:  # noqa: ANN401 - as its original
        return honest(
            [replace(one, parties=tuple(_confirmed(party, one.starts_at) for party in one.parties)) for one in listed]
        )

    patch.setattr(agreement_rows, "_counting", eager)


def _confirmed(party: Any, at: datetime) -> Any:  # noqa: ANN401 - a Party
    return replace(party, confirmed_at=party.confirmed_at or at)


def _agreement_of_any_two(patch: Patch) -> None:
    patch.setattr(
        Program,
        "agreed_with",
        lambda self, _other, kind, now: any(kind in a.types and a.in_force(now) for a in self.agreements),
    )


def _guarded_types_offered(patch: Patch) -> None:
    """The forms offer what may never be shared, and the floor has forgotten why."""
    patch.setattr(release_offer, "NEVER_SHARED", frozenset())
    _without("reporter_identity")(patch)
    _without("work_product")(patch)


def _own_file_forgotten(patch: Patch) -> None:
    """A second release to the hub is taken as if the program had written nothing down."""
    patch.setattr(
        releases,
        "_with_own_file",
        lambda desk, actor, _facts, typed, proposed: majority.checked(typed, actor.program, proposed, (), desk.now),
    )


def _place_ended_people_stay(patch: Patch) -> None:
    patch.setattr(claims, "placed", lambda *_: True)
    patch.setitem(claims.JUDGES, Claim.PLACED, lambda *_: True)


PLANTS: dict[str, tuple[Plant, str]] = {
    "a release holds at its very end": (
        _release(lambda one, _now: {"expires_at": one.expires_at + timedelta.resolution}),
        "release clock",
    ),
    "a release holds before its first day": (_release(lambda _one, now: {"starts_at": now}), "release clock"),
    "a stopped release goes on": (_release(lambda _one, _now: {"revoked_at": None}), "release stop"),
    "a stop stops nothing": (_stop_one_stop_none, "release stop"),
    "a release opens every type": (_longest_of_any_type, "release"),
    "a release opens to everybody": (_any_recipient, "release"),
    "a parent's word goes on at 18": (_release(lambda _one, _now: {"ends_at_majority": None}), "release born clock"),
    "an abuser may sign": (
        _set(
            release_form,
            "judged",
            lambda *_: Verdict(suffices=True, problems=(), encoded=True),
        ),
        "release",
    ),
    "the list of whom nothing may be told is not read": (
        _set(never_disclose, "_names", lambda _found: frozenset()),
        "release never_disclose",
    ),
    "an ended membership holds": (_member_without("until", None), "team"),
    "a place is not asked for": (_place_ended_people_stay, "coordination release_to_the_hub stop"),
    "everybody is a team member": (always(Claim.TEAM_MEMBER, value=True), "team"),
    "any supervisor reads as a team member": (_set(decide, "ON_THE_TEAM", acts.SEES_THE_CASE), "team"),
    "a restriction leaves everybody in": (always(Claim.ADMITTED, value=True), "restriction"),
    "a restriction leaves supervisors in": (_supervisors_admitted, "restriction"),
    "anybody lifts another's restriction": (_first_restriction_counts, "restriction"),
    "the conflict list is not read": (always(Claim.EXCLUDED, value=False), "keep_out"),
    "a recusal is not kept": (_set(conflict_rows, "set_conflict", lambda *_, **__: None), "keep_out"),
    "a paper holds at its very end": (
        _paper(lambda one: {"expires_at": one.expires_at + timedelta.resolution}),
        "paper clock",
    ),
    "a paper that was set aside holds": (_paper(lambda _one: {"ended_at": None}), "paper set_aside"),
    "a paper holds before its first day": (
        _paper(lambda one: {"starts_at": one.starts_at - timedelta(days=9)}),
        "paper clock",
    ),
    "a paper opens to everybody": (_paper_to_all, "paper"),
    "a paper reaches what its kind does not": (_any_kind_reaches, "paper"),
    "an agreement that lapsed holds": (
        _agreement(lambda one: {"ends_at": one.ends_at + timedelta(days=30)}),
        "agree confirm_or_end note clock",
    ),
    "an agreement that was ended holds": (_agreement(lambda _one: {"ended_at": None}), "agree confirm_or_end note"),
    "an agreement binds who did not sign": (_unconfirmed_agreements_count, "agree confirm_or_end note"),
    "an agreement with one is one with all": (_agreement_of_any_two, "agree confirm_or_end note"),
    "an emergency goes on after its hours": (_hours_forgotten, "emergency clock"),
    "an emergency holds at its very end": (_last_instant_too, "emergency clock"),
    "an emergency turned down opens": (_set(emergency_rows, "end", lambda *_: None), "emergency"),
    "whoever was turned down asks again": (_set(emergencies, "_bar", lambda _work: None), "emergency"),
    "what is never shown locked is": (_emergency_opens_what_is_hidden, "note"),
    "a confidential program needs no release to the hub": (
        _set(claims, "hub_release_in_force", lambda *_: True),
        "release_to_the_hub stop clock",
    ),
    "what is not in the hub any more is still shown": (_set(decide, "in_the_hub", lambda *_: True), "release stop"),
    "a second release to the hub is asked nothing": (_own_file_forgotten, "release_to_the_hub never_disclose born"),
    "a closed case takes records": (always(Claim.CASE_OPEN, value=True), "closing note release"),
    "whoever sees the case closes it": (allowing(Action.CASE_CLOSE, acts.OPEN_AND_SEEN), "closing"),
    "where the child is needs no second factor": (_set(decide, "STEP_UP", frozenset()), "note"),
    "representatives need no order": (always(Claim.ORDERED, value=True), "release paper"),
    "floor: a tribe decides": (_without("tribe_decides"), "emergency paper"),
    "floor: school records": (_without("school_records"), "emergency paper"),
    "floor: law offices": (_without("law_office"), "emergency"),
    "a form offers what is never shared": (_guarded_types_offered, "release"),
    "floor: care consented to alone": (_without("minor_consented_care"), "paper"),
}
