"""Room: tests. The oracle of disclosures: what alone may open the information of a regime, or of a type.

With several regimes all must allow: the strictest binds (law and standards, 1.2 (G)). "emergency" stands only where
emergency access may open what the team is shown locked: never a confidential program's anything, a law office's, a
court's, Part 2, nor what a school keeps, since the school itself must judge the threat (1.7). `line` quotes the law and
standards note ("1.5" is its section), the architecture ("arch 8") or the security note ("T18").
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.oracles.disclosures_words import KINDS, some

ORDERS = some("court_order part_2_order")
LAW_SLUGS = some(
    "capta_ix_duty mn_260e_02 me_4008_team me_4008_agreement me_4019_9 le_prosecution_generated charges "
    "investigation_by_agreement hipaa_child_abuse_report"
)
EVERYTHING = some("release emergency") | frozenset(KINDS) | LAW_SLUGS


@dataclass(frozen=True, slots=True)
class Bound:
    """What alone may open the information of a regime, or of a type (`of`)."""

    of: str
    allows: frozenset[str]
    cite: str
    line: str


REGIMES = {
    row.of: row
    for row in (
        Bound(
            "vawa",
            some("release mandated_report fatality_review") | ORDERS,
            "34 USC 12291(b)(2)(B),(C),(E),(H)",
            "1.1 V2, V5, V8, V10; 0: “No PII, not even the fact of a client relationship”",
        ),
        Bound(
            "fvpsa",
            some("release mandated_report") | ORDERS,
            "42 USC 10406(c)(5)(B),(F)",
            "1.2: “Same skeleton as VAWA”; (H) there is the shelter's address, not fatality review",
        ),
        Bound(
            "voca",
            some("release mandated_report") | ORDERS,
            "28 CFR 94.115(a)-(b)",
            "1.3: “compelled release = notice + protection”; (c) is [M] and opens nothing",
        ),
        Bound(
            "rhya", some("release"), "34 USC 11275", "1.4: “under no circumstances”; with consent of youth and family"
        ),
        Bound(
            "part_2",
            some("release part_2_order medical_emergency mandated_report"),
            "42 USC 290dd-2(b),(c),(e)(2)",
            "1.5: consent, emergency, order; reports outside, “original records stay protected”",
        ),
        Bound(
            "hipaa",
            some("release subpoena_with_assurance mandated_report medical_emergency hipaa_child_abuse_report emergency")
            | ORDERS,
            "45 CFR 164.508, 164.512(b)(1)(ii),(e)",
            "1.6; 0: “Child-abuse report content: yes to CPS/LE; rest needs authorization”",
        ),
        Bound(
            "ferpa",
            some("release subpoena_with_assurance ferpa_emergency ferpa_child_welfare") | ORDERS,
            "20 USC 1232g(b)(1)(I),(J),(L),(2)",
            "0: “No, save (b)(1)(I) emergency, (L) child-welfare caseworker, (J)/(2)(B) subpoena/order”",
        ),
        Bound(
            "capta",
            some("release mandated_report capta_ix team_statute tribal_exchange fatality_review emergency")
            | some("capta_ix_duty mn_260e_02 me_4008_team me_4008_agreement")
            | ORDERS,
            "42 USC 5106a(b)(2)(B)(viii)-(ix)",
            "1.8: “records only to” (I)-(VI); “must require disclosure” to those with the duty",
        ),
        Bound(
            "investigative",
            some("release mandated_report team_statute tribal_exchange emergency")
            | some("le_prosecution_generated investigation_by_agreement charges")
            | ORDERS,
            "state law on investigative data; 34 USC 12291(b)(2)(D)(i)(III)",
            "0: “Own work product: yes per agreement; CHRI/NCIC output: no”; V6",
        ),
        Bound(
            "attorney",
            some("release le_prosecution_generated charges") | ORDERS,
            "the state's rules on work product and privilege",
            "0: “Charges/dispositions yes; work product never”; a walled office is reached under its own name",
        ),
        Bound(
            "appointed",
            some("release mandated_report emergency") | ORDERS,
            "the order of appointment",
            "7: “A GAL is not a guardian unless the appointing order says so”; the note gives no other way",
        ),
        Bound(
            "judicial",
            some("release court_order"),
            "OVC TTAC",
            "7: “Judges stay out of case-specific team sharing (ex parte)”",
        ),
        Bound(
            "juvenile",
            some("release mandated_report emergency") | ORDERS,
            "18 USC 5038; state law on juvenile records",
            "0: “Per state law”; of no state was that law read",
        ),
        Bound(
            "tribal",
            some("release tribal_exchange emergency"),
            "25 USC 3205; tribal code",
            "0: “may exchange”: the tribe decides; a state's order, duty or statute does not decide for it",
        ),
        Bound(
            "state_team",
            some("release mandated_report team_statute me_4019_9 emergency") | ORDERS,
            "the state's team or CAC statute",
            "0: “Only what state MDT/CAC statute + agreement allows”",
        ),
    )
}

TYPE_BOUNDS = {
    row.of: row
    for row in (
        Bound(
            "reporter_identity",
            frozenset(),
            "42 USC 5106a(b)(2)(B)(xviii)",
            "1.8: “separately restricted, court in-camera only on knowing falsity”: not through a team",
        ),
        Bound("work_product", frozenset(), "work product; attorney-client privilege", "0: “work product never”"),
        Bound(
            "psychotherapy_notes",
            some("release"),
            "45 CFR 164.508(a)(2)",
            "1.6: “own authorization, not combined except with another for such notes”",
        ),
        Bound(
            "substance_use",
            some("release part_2_order medical_emergency"),
            "42 USC 290dd-2; 42 CFR 2.32",
            "1.5: the protection travels with the record, whoever holds it",
        ),
        Bound(
            "minor_consented_care",
            some("release court_order medical_emergency"),
            "7: minor-consented care: the minor alone",
            "7 and issue 5: “minor-consented care closed to a parent's release”",
        ),
        Bound(
            "hiv_sti",
            some("release court_order medical_emergency"),
            "state law on HIV (not read)",
            "arch 8: never shown locked; the note names no law that opens it",
        ),
        Bound(
            "advocacy",
            some("release court_order"),
            "state advocate privilege (6: not verified)",
            "T18: “absolute denials stay denied (… advocate-privileged notes …)”",
        ),
        Bound(
            "immigration",
            some("release court_order"),
            "22 USC 7105(c)(1)(C)(ii)",
            "1.8: names of trafficked persons and family; the note names no law that opens it to a team",
        ),
        Bound(
            "orientation_and_gender_identity",
            some("release court_order"),
            "arch 8",
            "arch 8: never shown locked; the note names no law that opens it",
        ),
        Bound(
            "education",
            some("release subpoena_with_assurance ferpa_emergency ferpa_child_welfare court_order"),
            "20 USC 1232g(b)(1)(L),(b)(4)(B)",
            "1.7: redisclosure only for education needs, “so CWA may not pass it to the MDT at large”",
        ),
    )
}

# arch 8 and 42 CFR 2.13(c), law and standards 7.
NEVER_LOCKED = some(
    "advocacy substance_use hiv_sti psychotherapy_notes minor_consented_care orientation_and_gender_identity "
    "immigration reporter_identity work_product"
)
# Regimes under which the fact of a client is itself protected: 1.1 V1 and V11, 1.2, 1.3, 1.4; 42 CFR 2.13(c) in 7.
CLIENT_FACT = some("vawa fvpsa voca rhya part_2")
# 1.5 (2.14), 1.1 V2, 1.4, and 7: under these no parent signs alone; HIPAA and FERPA: usually the parent.
PARENT_MAY_SIGN = some("hipaa ferpa")
NEVER_PARENT_ALONE = some("vawa fvpsa voca rhya part_2")
