"""Room: tests. Cells of the oracle worked by hand, each under the sentence it comes from."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from coordination.model.action import Action
from tests.matrix import oracle, oracle_of_staff, oracle_of_staging, oracle_words, referral_oracle
from tests.matrix.oracle import Held, Situation, Viewer, may, sees

# Done by the hub itself or from the command line: the documents give them to nobody at a door.
SYSTEM = {
    "alarm:raise",
    "backup:make",
    "backup:restore",
    "keys:rotate",
    "notice:send",
    "outbox:retry",
    "passkey:enrol",
} | {"person:disable", "roster:load", "rules:compare", "session:start", "statement:accept"}

WORKER = Viewer(
    role="worker",
    partner_type="child_welfare",
    program="cps",
    agency="county",
    government=True,
    confidential=False,
    stepped_up=False,
)
DETECTIVE = replace(WORKER, partner_type="law_enforcement", program="police", agency="city")
INTERVIEWER = replace(WORKER, partner_type="child_advocacy_center", program="cac", agency="cac", government=False)
ADVOCATE = replace(
    WORKER, partner_type="victim_advocacy", program="advocates", agency="shelter", government=False, confidential=True
)
MEMBER = Situation(
    present=True,
    case_open=True,
    viewer_program_placed=True,
    viewer_member=True,
    coordinates=False,
    offered=False,
    conflict=False,
    restricted=False,
    named=False,
    hub_release="none",
)
CPS_REPORT = Held(
    owner_program="cps",
    owner_agency="county",
    owner_partner_type="child_welfare",
    owner_confidential=False,
    owner_regimes=frozenset({"capta"}),
    owner_jurisdictions=frozenset({"us_federal", "us_minnesota"}),
    information_type="report",
    release_to_viewer="none",
)
CAC_INTERVIEW = replace(
    CPS_REPORT,
    owner_program="cac",
    owner_agency="cac",
    owner_partner_type="child_advocacy_center",
    owner_regimes=frozenset({"voca", "state_team"}),
    information_type="forensic_interview",
)
POLICE_FILE = replace(
    CPS_REPORT,
    owner_program="police",
    owner_agency="city",
    owner_partner_type="law_enforcement",
    owner_regimes=frozenset({"investigative"}),
    information_type="criminal_investigation",
)
ADVOCACY_NOTE = replace(
    CPS_REPORT,
    owner_program="advocates",
    owner_agency="shelter",
    owner_partner_type="victim_advocacy",
    owner_confidential=True,
    owner_regimes=frozenset({"vawa", "fvpsa", "voca"}),
    information_type="safety_plan",
)


def test_every_action_but_the_system_acts_has_one_row() -> None:
    table = (*oracle.TABLE, *referral_oracle.TABLE, *oracle_of_staff.TABLE, *oracle_of_staging.TABLE)
    rows = [action for _, _, actions in table for action in actions.split()]
    states = {(action, state) for _, state, actions in table for action in actions.split()}
    assert len(rows) == len(set(rows)) == len(states)
    assert set(rows) == {action.value for action in Action} - SYSTEM


def test_oracle_imports_nothing_of_the_hub() -> None:
    may_import = {"__future__", "collections.abc", "dataclasses", "tests.matrix.oracle_words"}
    its_own = {"tests.matrix", "tests.matrix.oracle"}
    beside = (referral_oracle, oracle_of_staff, oracle_of_staging)
    for module, own in ((oracle, set()), (oracle_words, set()), *((one, its_own) for one in beside)):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        assert {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} <= may_import | own
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]


def test_police_see_by_capta_ix() -> None:
    """Issue: "police see by CAPTA (ix), the CAC by release"."""
    assert sees(DETECTIVE, MEMBER, CPS_REPORT) == "open"
    assert sees(INTERVIEWER, MEMBER, CPS_REPORT) == "known"
    assert sees(INTERVIEWER, MEMBER, replace(CPS_REPORT, release_to_viewer="in_force")) == "open"


def test_capta_ix_stops_at_the_informant_and_at_iv_e() -> None:
    """Law 1.8: "(xviii) protect informant"; "IV-E 671(a)(8): use/disclosure only for purposes (A) ... (E)"."""
    assert sees(DETECTIVE, MEMBER, replace(CPS_REPORT, information_type="reporter_identity")) == "absent"
    assert sees(DETECTIVE, MEMBER, replace(CPS_REPORT, information_type="placement")) == "known"
    assert sees(DETECTIVE, MEMBER, replace(CPS_REPORT, owner_jurisdictions=frozenset())) == "known"


@pytest.mark.parametrize("stricter", sorted(oracle.CONSENT_REGIMES))
def test_strictest_regime_binds(stricter: str) -> None:
    """Architecture 3: "the strictest when several bind"."""
    assert sees(DETECTIVE, MEMBER, replace(CPS_REPORT, owner_regimes=frozenset({"capta", stricter}))) != "open"


@pytest.mark.parametrize("release", ["none", "expired", "revoked"])
def test_only_a_release_in_force_opens(release: str) -> None:
    """Architecture 3: a release is "an interval evaluated at read time, never a cached flag"."""
    assert sees(WORKER, MEMBER, replace(POLICE_FILE, release_to_viewer=release)) == "known"
    assert sees(WORKER, MEMBER, replace(POLICE_FILE, release_to_viewer="in_force")) == "open"
    assert sees(WORKER, MEMBER, replace(ADVOCACY_NOTE, release_to_viewer=release)) == "absent"
    assert sees(WORKER, MEMBER, replace(ADVOCACY_NOTE, release_to_viewer="in_force")) == "open"


def test_voca_funded_centre_shows_no_locked_tile() -> None:
    """Law 7: "VOCA-funded CACs are under 28 CFR 94.115"; architecture 8: "existence is information"."""
    assert sees(DETECTIVE, MEMBER, CAC_INTERVIEW) == "absent"
    assert sees(INTERVIEWER, MEMBER, CAC_INTERVIEW) == "open"


@pytest.mark.parametrize("secret", sorted(oracle.NEVER_SHOWN_LOCKED))
def test_types_never_shown_locked_are_absent_without_access(secret: str) -> None:
    """Architecture 8: "never shown locked are ...; without access they are absent"."""
    assert sees(INTERVIEWER, MEMBER, replace(POLICE_FILE, information_type=secret)) == "absent"


def test_location_asks_for_a_second_factor_of_its_owner_too() -> None:
    """Issue: "step-up for location"."""
    location = replace(CPS_REPORT, information_type="location")
    assert sees(WORKER, MEMBER, location) == sees(DETECTIVE, MEMBER, location) == "step_up"
    assert sees(replace(DETECTIVE, stepped_up=True), MEMBER, location) == "open"
    assert sees(replace(INTERVIEWER, stepped_up=True), MEMBER, location) == "known"


def test_conflict_list_beats_every_role() -> None:
    """Architecture 8: "Conflict list ... beats every role and emergency"."""
    excluded = replace(MEMBER, conflict=True, coordinates=True)
    for role in ("worker", "supervisor", "coordinator", "privacy_officer"):
        viewer = replace(WORKER, role=role)
        assert sees(viewer, excluded, CPS_REPORT) == "absent"
        assert not may("case:read", viewer, excluded)
        assert not may("conflict:lift", viewer, excluded)


def test_restricted_case_is_closed_to_all_but_the_named_supervisors_included() -> None:
    """Architecture 3: "closed by coordinator or owning supervisor to all but the persons they name, supervisors
    included".
    """
    supervisor = replace(WORKER, role="supervisor")
    restricted = replace(MEMBER, restricted=True, coordinates=True)
    assert not may("case:unrestrict", supervisor, restricted)
    assert sees(supervisor, restricted, CPS_REPORT) == "absent"
    assert may("case:unrestrict", supervisor, replace(restricted, named=True))


@pytest.mark.parametrize("hub_release", ["none", "expired", "revoked"])
def test_confidential_program_waits_for_a_release_that_names_the_hub(hub_release: str) -> None:
    """Architecture 3: "no drafts, records, memberships or log rows about a child until a release names the hub"."""
    before = replace(MEMBER, hub_release=hub_release)
    assert not may("draft:save", ADVOCATE, before)
    assert sees(ADVOCATE, before, ADVOCACY_NOTE) == "absent"
    assert may("release:name_hub", ADVOCATE, before)
    assert not may("release:name_hub", WORKER, before)
    assert sees(ADVOCATE, replace(MEMBER, hub_release="in_force"), ADVOCACY_NOTE) == "open"


def test_supervisor_who_is_no_member_sees_her_own_programs_records_only() -> None:
    """Settled choice 2."""
    outside = replace(MEMBER, viewer_member=False)
    supervisor = replace(DETECTIVE, role="supervisor")
    assert sees(supervisor, outside, POLICE_FILE) == "open"
    assert sees(supervisor, outside, CPS_REPORT) == "absent"
    assert sees(supervisor, outside, replace(CPS_REPORT, release_to_viewer="in_force")) == "absent"
    assert not may("record:file", supervisor, outside)
    assert may("member:assign", supervisor, outside)
    assert not may("case:read", DETECTIVE, outside)


@pytest.mark.parametrize("role", ["administrator", "auditor", "privacy_officer"])
def test_those_who_look_after_the_hub_never_enter_a_case(role: str) -> None:
    """Architecture 3: "administrator (never reads), auditor (never reads content), privacy officer"."""
    viewer = replace(WORKER, role=role)
    assert sees(viewer, MEMBER, CPS_REPORT) == "absent"
    assert not may("case:read", viewer, replace(MEMBER, coordinates=True))
    assert may("access_log:read", viewer, MEMBER) is (role == "auditor")


def test_closed_case_takes_nothing_more_but_can_be_read_and_reopened() -> None:
    """Settled choice 10: "no filing, inviting, assigning, requesting, releasing, offering"; the rest goes on."""
    supervisor = replace(WORKER, role="supervisor")
    closed = replace(MEMBER, case_open=False, coordinates=True)
    stopped = ["record:file", "team:invite", "member:assign", "request:make", "release:record"]
    assert not [action for action in (*stopped, "case:offer_coordination") if may(action, supervisor, closed)]
    going_on = ["case:read", "release:revoke", "member:end", "team:end", "case:unrestrict", "case:reopen"]
    assert [action for action in going_on if may(action, supervisor, closed)] == going_on
    assert not may("case:reopen", supervisor, replace(closed, coordinates=False))


def test_one_time_code_does_not_get_past_the_conflict_list() -> None:
    """Architecture 8: "excludes a person, program or agency from a case ... beats every role"."""
    assert oracle.name_hub_takes(ADVOCATE, MEMBER)
    assert not oracle.name_hub_takes(ADVOCATE, replace(MEMBER, conflict=True))
    assert not oracle.name_hub_takes(ADVOCATE, replace(MEMBER, case_open=False))
    assert not oracle.name_hub_takes(WORKER, MEMBER)


def test_hidden_is_absent() -> None:
    """Architecture 8: "Hidden and absent are the same answer"."""
    nowhere = replace(MEMBER, present=False, coordinates=True)
    about_a_case = {action for action in oracle.RULES if not may(action, WORKER, nowhere)}
    assert {"case:read", "record:file", "release:revoke", "team:invite", "request:list"} <= about_a_case
    assert sees(WORKER, nowhere, CPS_REPORT) == "absent"
