"""Room: tests. Each bug that a tired developer might plant in the policy turns a promise red, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from coordination.model import facts as model
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.program import Program
from coordination.policy import acts, audience, claims, courtroom, floor, rulebook
from coordination.policy import decide as judge
from coordination.policy.claims import Claim
from tests.policy.bugs_of_partners import PAPERS, SIGHTS
from tests.policy.bugs_of_referrals import REFERRALS, WITH_PARTNERS
from tests.policy.bugs_of_staging import STAGES
from tests.policy.bugs_where_sides_meet import MEETINGS
from tests.policy.plants import allowing, always
from tests.policy.promises_of_staging import PROMISES

Patch = pytest.MonkeyPatch


def _floor_without(slug: str) -> Callable[[Patch], None]:
    kept = tuple(forbid for forbid in floor.FORBIDS if forbid.slug != slug)
    return lambda patch: patch.setattr(floor, "FORBIDS", kept)


def _expiry_inclusive(patch: Patch) -> None:
    patch.setattr(
        model.Release,
        "in_force",
        lambda self, now: self.signers_suffice and self.starts_at <= now <= self.expires_at and self.revoked_at is None,
    )


def _release_without(field: str, value: object) -> Callable[[Patch], None]:
    def plant(patch: Patch) -> None:
        honest = model.Release.in_force
        patch.setattr(model.Release, "in_force", lambda self, now: honest(replace(self, **{field: value}), now))

    return plant


def _agency_for_program(patch: Patch) -> None:
    # The mix-up: a release to one program opens to every program of a like type.
    patch.setattr(model.Release, "names", lambda self, program: bool(self.recipients))


def _agency_forgotten(patch: Patch) -> None:
    patch.setattr(model.Release, "names", lambda self, program: program.id in self.recipients)


def _types_ignored(patch: Patch) -> None:
    patch.setattr(
        judge, "_longest", lambda releases, _type: max(releases, key=lambda one: one.expires_at, default=None)
    )


def _first_release_wins(patch: Patch) -> None:
    patch.setattr(judge, "_longest", lambda releases, kind: next((one for one in releases if kind in one.types), None))


def _government_ignored(patch: Patch) -> None:
    honest = rulebook.Rulebook.between
    patch.setattr(
        rulebook.Rulebook,
        "between",
        lambda self, sharing, recipient: honest(self, sharing, replace(recipient, government=True)),
    )


def _law_of_the_recipient(patch: Patch) -> None:
    honest = rulebook.Rulebook.between
    patch.setattr(
        rulebook.Rulebook,
        "between",
        lambda self, sharing, recipient: honest(
            self, replace(sharing, jurisdictions=recipient.jurisdictions), recipient
        ),
    )


def _place_without_hub_release(patch: Patch) -> None:
    patch.setattr(claims, "hub_release_in_force", lambda _actor, _facts, _now: True)


def _any_hub_release(patch: Patch) -> None:
    patch.setattr(
        claims,
        "hub_release_in_force",
        lambda _actor, facts, now: any(one.names_hub and one.in_force(now) for one in facts.releases),
    )


def _membership_of_any_program(patch: Patch) -> None:
    def sloppy(actor: Actor, facts: model.CaseFacts, now: object) -> bool:
        return facts.membership is not None and facts.membership.person_id == actor.person_id

    patch.setitem(claims.JUDGES, Claim.TEAM_MEMBER, sloppy)


def _supervisor_counts_as_member(patch: Patch) -> None:
    patch.setattr(judge, "ON_THE_TEAM", acts.SEES_THE_CASE)


def _wall_down(patch: Patch) -> None:
    patch.setattr(Program, "walled_from", lambda _self, _other: False)


def _agency_passes_the_wall(patch: Patch) -> None:
    honest = model.Release.names
    patch.setattr(
        model.Release,
        "names",
        lambda self, program: honest(self, program) or program.agency_id in self.recipients,
    )


def _first_court_takes_it(patch: Patch) -> None:
    patch.setattr(courtroom, "_courts", lambda facts, _now: {facts.places[-1].program.id})


PLANTS: dict[str, tuple[Callable[[Patch], None], str]] = {
    "conflict ignored": (always(Claim.EXCLUDED, value=False), "conflict_beats_every_role_and_action"),
    "restriction ignored": (always(Claim.ADMITTED, value=True), "restricted_case_opens_to_the_named_alone"),
    "everybody a team member": (
        always(Claim.TEAM_MEMBER, value=True),
        "colleague_who_is_no_team_member_sees_nothing",
    ),
    "everybody coordinates": (
        always(Claim.COORDINATES, value=True),
        "coordination_belongs_to_the_coordinating_program",
    ),
    "closed case taken for open": (
        always(Claim.CASE_OPEN, value=True),
        "closed_case_takes_no_record_and_lets_a_release_be_revoked",
    ),
    "auditor taken for worker": (
        always(Claim.IS_WORKER, value=True),
        "administrator_auditor_and_privacy_officer_read_no_case",
    ),
    "membership of another program counts": (
        _membership_of_any_program,
        "membership_counts_for_the_program_it_was_given_for",
    ),
    "ended membership counts": (_membership_of_any_program, "membership_that_ended_closes_the_case"),
    "floor removed": (
        lambda patch: patch.setattr(floor, "FORBIDS", ()),
        "floor_closes_victim_services_to_every_law",
    ),
    "floor without reporter": (_floor_without("reporter_identity"), "who_reported_stays_home_even_under_a_release"),
    "floor without treatment": (
        _floor_without("substance_use_by_release_only"),
        "floor_closes_treatment_and_therapy_notes_to_every_law",
    ),
    "floor without therapy notes": (
        _floor_without("psychotherapy_notes_by_release_only"),
        "floor_closes_treatment_and_therapy_notes_to_every_law",
    ),
    "floor without work product": (
        _floor_without("work_product"),
        "work_product_is_opened_by_no_release_and_told_to_nobody",
    ),
    "wall down": (_wall_down, "wall_lets_nothing_through_but_a_release_that_names_the_other_side"),
    "agency passes the wall": (
        _agency_passes_the_wall,
        "release_that_names_the_whole_office_reaches_neither_side_of_the_wall",
    ),
    "court taken for a team": (
        always(Claim.OF_COURT, value=False),
        "court_does_nothing_on_a_case_but_take_what_is_filed",
    ),
    "everybody a court": (
        always(Claim.OF_COURT, value=True),
        "court_does_nothing_on_a_case_but_take_what_is_filed",
    ),
    "court gets every type": (
        lambda patch: patch.setattr(judge, "between_court_and_party", lambda *_: True),
        "court_gets_what_is_filed_with_it_and_no_release_adds_to_that",
    ),
    "court gets what victim services have": (
        lambda patch: patch.setattr(courtroom, "forbidden", lambda *_: None),
        "victim_service_files_nothing_with_a_court",
    ),
    "any court takes it": (_first_court_takes_it, "with_two_courts_on_a_case_nothing_passes_to_either"),
    "orders go to the whole team": (
        lambda patch: patch.setattr(courtroom, "_party", lambda *_: True),
        "what_a_court_gives_goes_to_those_who_filed_with_it",
    ),
    "court sees the team": (
        lambda patch: patch.setattr(audience, "_seen", lambda *_: True),
        "court_is_told_of_no_place_but_its_own",
    ),
    "order of appointment not asked": (
        lambda patch: patch.setattr(judge, "ordered", lambda *_: True),
        "nothing_of_others_opens_before_the_order_of_appointment_is_on_file",
    ),
    "sharing without an order": (
        always(Claim.ORDERED, value=True),
        "whoever_waits_for_an_order_files_it_and_neither_shares_nor_asks",
    ),
    "expiry inclusive": (_expiry_inclusive, "release_ends_at_the_very_instant_written_on_it"),
    "revocation ignored": (_release_without("revoked_at", None), "revoked_release_closes_at_once"),
    "signatures ignored": (
        _release_without("signers_suffice", True),
        "release_without_sufficient_signatures_opens_nothing",
    ),
    "recipients ignored": (_agency_for_program, "release_opens_to_the_program_named"),
    "sister program let in": (
        _agency_for_program,
        "release_to_an_agency_opens_to_its_programs_and_release_to_a_program_not_to_its_sister",
    ),
    "agency forgotten": (
        _agency_forgotten,
        "release_to_an_agency_opens_to_its_programs_and_release_to_a_program_not_to_its_sister",
    ),
    "types of the release ignored": (_types_ignored, "release_opens_only_the_types_and_the_sharer_it_names"),
    "first release wins": (_first_release_wins, "of_two_releases_the_longer_is_named"),
    "government ignored": (_government_ignored, "law_opens_to_government_police_and_to_nobody_else"),
    "law of the recipient": (_law_of_the_recipient, "law_of_another_place_opens_nothing"),
    "known types leak": (
        lambda patch: patch.setattr(judge, "NEVER_SHOWN_LOCKED", frozenset()),
        "types_never_shown_locked_are_absent",
    ),
    "confidential program shown locked": (
        lambda patch: patch.setattr(judge, "_of_another", _locked_for_all(judge._of_another)),
        "anything_of_a_confidential_program_is_absent",
    ),
    "hub release not asked": (
        _place_without_hub_release,
        "confidential_program_sees_nothing_without_its_release_to_the_hub",
    ),
    "any hub release counts": (
        _any_hub_release,
        "confidential_program_sees_nothing_without_its_release_to_the_hub",
    ),
    "location without second factor": (
        lambda patch: patch.setattr(judge, "STEP_UP", frozenset()),
        "location_waits_for_a_second_factor_in_force",
    ),
    "supervisor reads others' records": (
        _supervisor_counts_as_member,
        "own_supervisor_sees_own_records_and_nothing_of_others",
    ),
    "reading asks for nothing": (
        allowing(Action.CASE_READ, claims.any_of(Claim.PRESENT)),
        "colleague_who_is_no_team_member_sees_nothing",
    ),
    "filing forgets conflict": (
        allowing(Action.RECORD_FILE, acts.ON_THE_TEAM),
        "conflict_beats_every_role_and_action",
    ),
}
PLANTS |= REFERRALS


def _locked_for_all(honest: Callable[..., object]) -> Callable[..., object]:
    def sloppy(actor: Actor, holding: model.Holding, *rest: object) -> object:
        open_handed = replace(holding.program, confidential=False, regimes=frozenset())
        return honest(actor, replace(holding, program=open_handed), *rest)

    return sloppy


LIAISONS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], str]] = {
    "region shown to everybody": (
        always(Claim.OVERSEES, value=True),
        "a_region_is_read_by_its_liaison_alone",
    ),
    "region of an advocate": (
        always(Claim.OF_CONFIDENTIAL_PROGRAM, value=False),
        "nobody_of_a_confidential_program_or_a_court_has_a_region",
    ),
}
ALL = PLANTS | SIGHTS | PAPERS | MEETINGS | WITH_PARTNERS | LIAISONS | STAGES


@pytest.mark.parametrize("bug", ALL)
def test_planted_bug_turns_its_promise_red(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant, named = ALL[bug]
    PROMISES[named]()
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        PROMISES[named]()


def test_no_promise_is_empty() -> None:
    assert len(PLANTS) >= 12
    assert {named for _, named in ALL.values()} <= set(PROMISES)
