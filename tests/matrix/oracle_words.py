"""Room: tests. The oracle's own words: viewer, situation, what is held, and the lists of slugs it judges by.

Of oracle.py, with its author, its sources and its marks; it imports nothing of the hub either.
"""

from __future__ import annotations

from dataclasses import dataclass

CHOICES = {
    1: "coordination belongs to the coordinating program: its team members on the case and its supervisors exercise it",
    2: "a supervisor who is no member enters where the program has a place, and sees only the program's own records",
    3: "only team members (worker, coordinator, supervisor) file, correct, draft",
    4: "administrators, auditors and privacy officers never enter a case",
    5: "conflict:set: privacy officer, or a placed program's supervisor who may enter; lift: privacy officer",
    6: "coordination is accepted by a coordinator or supervisor of the placed program it was offered to",
    7: "requests to open are made by team members and answered by supervisors of a placed program",
    8: "who may enter may see its team, releases they are party to, history, and may revoke",
    9: "restricting is for those who coordinate and for any placed program's supervisor who may enter",
    10: "closed: no filing, inviting, assigning, requesting, releasing, offering; the rest goes on",
    11: "acts not about a case: by role alone",
    12: "disclosures: read and taken out as 5 sets; suspended as 5 lifts (ISSUE 5, 7)",
    13: "conflict:recuse: whoever may enter, about themselves (ISSUE 5, 6: recusal)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who asks. role and partner_type are slugs; stepped_up: a fresh second factor is in force.

    oversees: their appointment is a liaison's, with a region.
    """

    role: str
    partner_type: str
    program: str
    agency: str
    government: bool
    confidential: bool
    stepped_up: bool
    oversees: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """How the viewer stands to one case. hub_release: none, in_force, expired or revoked (confidential viewers).

    order_on_file: an order that appoints the viewer's program; filed_in_court: it has filed with the court of the case;
    two_courts: another court has a place as well. referral: what is asked about was sent by the viewer's program,
    received by it, or there is none.
    """

    present: bool
    case_open: bool
    viewer_program_placed: bool
    viewer_member: bool
    coordinates: bool
    offered: bool
    conflict: bool
    restricted: bool
    named: bool
    hub_release: str
    order_on_file: bool = False
    filed_in_court: bool = False
    two_courts: bool = False
    referral: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Records of one information type by one program. release_to_viewer: none, in_force, expired or revoked.

    names_agency: that release names the viewer's whole agency and not the program.
    """

    owner_program: str
    owner_agency: str
    owner_partner_type: str
    owner_confidential: bool
    owner_regimes: frozenset[str]
    owner_jurisdictions: frozenset[str]
    information_type: str
    release_to_viewer: str
    names_agency: bool = False
    release_alone: bool = False  # it names this type and nothing else


# ISSUE 3 part 1 and ARCH 4: "courts (receive filings, orders, dockets; never a case view)", "child_representation (GAL,
# CASA, child's attorney, by order)", "the civil child-protection attorney walled from the criminal prosecutor".
COURTS = frozenset({"courts"})
BY_ORDER = frozenset({"child_representation"})
LAW_OFFICES = frozenset({"child_protection_attorney", "prosecution"})

# CHOICE 4, and ARCH 3: "administrator (never reads), auditor (never reads content), privacy officer".
CASE_ROLES = frozenset({"worker", "supervisor", "coordinator"})

# ISSUE 3: "supervisor or administrator its own entries" of the directory; whose is for directory_doors.py.
KEEPERS = frozenset({"supervisor", "administrator"})

# ARCH 8: "never shown locked are advocacy, substance use, HIV/STI, psychotherapy notes, minor-consented care,
# orientation and gender identity, immigration, reporter identity, court-sealed records, everything of a confidential
# program, and the conflict list; without access they are absent".
NEVER_SHOWN_LOCKED = frozenset(
    {"advocacy", "hiv_sti", "immigration", "minor_consented_care"}
    | {"orientation_and_gender_identity", "psychotherapy_notes", "reporter_identity", "substance_use"}
    # LAW 0: "work product never". What no release opens is not held out either.
    | {"work_product"}
)

# Regimes under which that somebody is a client is itself protected. LAW 0, advocates (VAWA, FVPSA, VOCA): "No PII, not
# even the fact of a client relationship"; LAW 1.4 RHYA: identity "under no circumstances"; LAW 7: "Identifying someone
# as an SUD patient is itself a disclosure (a locked tile tells)".
# DOUBT: voca. ARCH 8 names only confidential programs, and a VOCA-funded CAC is not one; but LAW 7 puts it under
# 28 CFR 94.115, LAW 0 lets a CAC share by default "only what state MDT/CAC statute + agreement allows" (not encoded),
# ARCH 8 says "existence is information", and ISSUE 3 shows as locked only what "the viewer may lawfully know exists".
# Drop "voca" here and a CAC's lockable types become "known" to team members without a release.
EXISTENCE_PROTECTED = frozenset({"vawa", "fvpsa", "voca", "rhya", "part_2"})

# ARCH 3: "the strictest when several bind". These ask for consent, so CAPTA (ix) does not open past them.
# tribal: ISSUE 3 "sovereign: own consent authority"; LAW 0 "25 USC 3205 (may exchange ...); tribal code".
CONSENT_REGIMES = frozenset({"vawa", "fvpsa", "voca", "rhya", "part_2", "hipaa", "ferpa", "tribal"})

# LAW 1.8: CAPTA (ix) "State must require disclosure to any Federal/State/local entity 'that has a need ... to carry out
# its responsibilities under law to protect children'". What a child protection agency holds because it protects:
# DOUBT: location. Kept, since a child cannot be protected unless found; only after step-up.
# DOUBT: safety_plan. Kept, since it is the protection itself.
# DOUBT: placement, service_plan. Left out: they are title IV-E material, LAW 1.8 "IV-E 671(a)(8): use/disclosure only
# for purposes (A) ... (E)", and a service plan may carry treatment content under stricter law.
# reporter_identity is out without doubt: LAW 1.8 "(xviii) protect informant", "separately restricted".
# DOUBT: every other type in a child protection file (court, education, medical, mental_health, case_review ...). Left
# out: FERPA (L) forbids passing it "to the MDT at large", and no sentence opens the rest.
CAPTA_IX_TYPES = frozenset(
    {"child_protection", "identity", "location", "missing", "report", "safety_plan", "screening"},
)

# LAW 0, child welfare: "Government entities with child-protection duty: shall (ix)"; ISSUE: "police see by CAPTA (ix),
# the CAC by release". DOUBT: LAW 7 "(ix) includes agents of government": a CAC or a government-run advocate is not
# taken for one, the issue having decided the CAC.
CHILD_PROTECTION_DUTY = frozenset({"child_welfare", "law_enforcement"})
