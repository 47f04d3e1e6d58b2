"""Room: plugins. The center's people, its regimes, the information types it files, and what it never keeps here."""

from __future__ import annotations

from coordination.declare import InformationType, NotEncoded, PartnerType, Regime
from coordination_child_advocacy_center.forms import FORMS

CHILD_ADVOCACY_CENTER = PartnerType(
    slug="child_advocacy_center",
    title="Child advocacy center",
    regimes=frozenset({Regime.VOCA, Regime.STATE_TEAM}),
    confidential=False,
    holds=frozenset(
        {
            InformationType.CASE_REVIEW,
            InformationType.FORENSIC_INTERVIEW,
            InformationType.IDENTITY,
            InformationType.IMMIGRATION,
            InformationType.LOCATION,
            InformationType.REPORT,
            InformationType.SERVICE_PLAN,
        }
    ),
    roles=(
        ("worker", "Forensic interviewer or family advocate"),
        ("supervisor", "Program director"),
        ("coordinator", "Multidisciplinary team coordinator"),
        ("privacy_officer", "Privacy officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Records auditor"),
    ),
    forms=FORMS,
    not_encoded=(
        NotEncoded(
            slug="voca_permitted_sharing",
            citation="28 CFR 94.115(c), (d)",
            ask="Which sharing without a release does VOCA allow us, and what may a funder be given?",
        ),
        NotEncoded(
            slug="center_confidentiality",
            citation="the state's child advocacy center statute",
            ask="Does a state law name to whom this center’s files may go, and may the team be among them?",
        ),
        NotEncoded(
            slug="center_as_agent",
            citation="42 USC 5106a(b)(2)(B)(ix)",
            ask="Is this center an agent of a government agency, so that child protection must share with it?",
        ),
        NotEncoded(
            slug="center_and_hipaa",
            citation="45 CFR 160.103",
            ask="Does this center give or bill for care that makes it a covered entity under HIPAA?",
        ),
    ),
    notices=(
        (
            "Recordings of interviews never come here, and neither does what was said in them. "
            "Write only who keeps the recording."
        ),
        "An agreement of the team is not a release. Each agency takes its own.",
    ),
)
