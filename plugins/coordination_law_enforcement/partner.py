"""Room: plugins. The investigating program: its people, its regime, the information types it files."""

from __future__ import annotations

from coordination.declare import Audience, InformationType, NotEncoded, PartnerType, Regime
from coordination_law_enforcement.forms import FORMS

LAW_ENFORCEMENT = PartnerType(
    slug="law_enforcement",
    title="Law enforcement",
    regimes=frozenset({Regime.INVESTIGATIVE}),
    confidential=False,
    audience=Audience.POLICE_AND_COURT,
    holds=frozenset(
        {
            InformationType.CRIMINAL_INVESTIGATION,
            InformationType.IDENTITY,
            InformationType.IMMIGRATION,
            InformationType.LOCATION,
            InformationType.MISSING,
            InformationType.REPORT,
        }
    ),
    roles=(
        ("worker", "Detective"),
        ("supervisor", "Sergeant, investigations"),
        ("coordinator", "Task force coordinator"),
        ("privacy_officer", "Records and privacy officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Terminal agency coordinator, audit"),
    ),
    forms=FORMS,
    not_encoded=(
        # Nothing was read that opens an investigation by law, not even to child protection: by release alone.
        NotEncoded(
            slug="police_to_child_protection",
            citation="state law on investigative data and cross-reporting",
            ask="Which state law lets or makes police share a report or an open investigation with child protection?",
        ),
        NotEncoded(
            slug="police_to_prosecutor",
            citation="state law on investigative data; the team's agreement; 34 USC 12291(b)(2)(D)(i)(III)",
            ask="Which law or agreement lets police share an investigation with the prosecutor or with the team?",
        ),
        NotEncoded(
            slug="police_federal_child_victim",
            citation="18 USC 3509(d), (m)",
            ask="In a federal case: which papers that name the child are under seal, and may any of them stand here?",
        ),
        NotEncoded(
            slug="criminal_history",
            citation="CJIS Security Policy v6.0, AC-21 and CA-3; 28 CFR 20",
            ask="Confirm that no output of NCIC or of criminal history may stand in any record here.",
        ),
        NotEncoded(
            slug="disclosure_to_the_defence",
            citation="Brady v. Maryland, 373 U.S. 83; Kyles v. Whitley, 514 U.S. 419",
            ask="Which team notes count as known to the prosecution team and must be disclosed to the defence?",
        ),
    ),
    notices=(
        "Never write criminal-history output here: nothing from NCIC or the state’s files.",
        (
            "Never attach images or video of abuse, nor describe them in detail. Do not open, copy or forward them: "
            "call the Internet Crimes Against Children task force."
        ),
    ),
)
