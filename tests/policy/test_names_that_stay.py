"""Room: tests. Names that stand in the access log, in sealed papers and in catalogues: old entries stay readable."""

from __future__ import annotations

from coordination.casework import release_papers, release_words, releases
from coordination.policy import acts, floor, scope
from coordination.policy.accounting import EVERYTHING, RULES
from coordination.policy.consents import PROCEEDINGS
from coordination.policy.redisclosure import FEDERAL, RECEIVING
from coordination.policy.rulebook import CORE_AUTHORITIES
from coordination.policy.signers import EXCLUDED_SIGNER, MAJORITY, Capacity
from coordination.policy.statements import APART, STATEMENTS
from tests.policy.cedar import COVERS

OF_THE_HUB = ("filed_in_court", "own_record", "release", "emergency_access")


def test_the_authorities_of_the_core_keep_their_names() -> None:
    assert (floor.FILED_IN_COURT, floor.OWN_RECORD, floor.RELEASE, floor.EMERGENCY_ACCESS) == OF_THE_HUB
    assert tuple(one.slug for one in CORE_AUTHORITIES[:4]) == OF_THE_HUB
    assert [one.slug for one in floor.FORBIDS] == [
        "victim_service_by_release_only",
        "youth_shelter_never",
        "reporter_identity",
        "substance_use_by_release_only",
        "psychotherapy_notes_by_release_only",
        "tribe_decides",
        "minor_consented_care",
        "school_records",
        "guarded_types",
        "law_office",
        "work_product",
    ]
    assert {one.slug for one in floor.FORBIDS} == COVERS.keys()


def test_accountings_notices_and_statements_keep_their_names() -> None:
    assert (EVERYTHING, *list(RULES)[1:]) == ("everything", "hipaa", "part_2", "ferpa", "chri")
    assert [one.slug for one in FEDERAL] == ["part_2_notice", "ferpa_notice"]
    assert [one.slug for one in RECEIVING] == ["school_keeps", "patient_portal", "discovery", "public_records"]
    said = "choice care_choice stop ends no_abuser reports onward onward_care onward_school school_copy"
    assert [one.slug for one in STATEMENTS] == [*said.split(), "against_you", "through_hub", "who_got_it", "copy"]
    assert [one.slug for one, _ in APART] == ["psychotherapy_notes", "counseling_notes", "proceedings", "media"]
    assert {"court", "investigation"} == PROCEEDINGS


def test_what_a_release_form_sends_keeps_its_names() -> None:
    assert (releases.DRAFT, release_papers.SIGNED) == ("release_draft", "release_signed")
    assert (release_words.PAPER, release_words.PRINT, release_words.SCREEN) == ("paper", "print", "screen")
    assert (release_words.SIGNERS, release_words.OLDEST, MAJORITY) == (3, 26, 18)
    assert list(release_words.PURPOSES) == ["safety", "investigation", "care", "services", "court", "case_review"]
    assert list(release_words.CUSTODY) == ["parent", "guardian", "agency", "tribe", "self"]
    assert list(release_words.COPIES) == ["given", "declined"]
    assert list(release_words.METHODS) == ["paper", "print", "screen"]
    assert list(release_words.HUB_METHODS) == ["paper", "screen"]
    assert set(release_words.CAPACITIES) == set(Capacity)
    assert release_words.SIGNS_AS["adult"] == "the person themselves"
    assert release_words.SIGNS_AS.keys() == {one.value for one in Capacity}
    assert EXCLUDED_SIGNER.startswith("An abuser")


def test_every_action_has_one_table_and_every_role_claim_its_role() -> None:
    assert not acts.SYSTEM_ACTS & (acts.CASE_ACTS.keys() | acts.GENERAL_ACTS.keys() | acts.REFERRAL_ACTS.keys())
    assert {claim.removeprefix("is_"): role.value for claim, role in scope._ROLE_CLAIMS.items()} == {
        role.value: role.value for role in scope._ROLE_CLAIMS.values()
    }
