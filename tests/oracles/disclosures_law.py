"""Room: tests. The oracle of disclosures: law that opens types inside a team without a paper, and what is not encoded.

The sharing program's law governs: a row applies where the sharer stands under its jurisdiction (us_federal always).
Rows never pass the bounds of disclosures_bounds.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.oracles.disclosures_papers import TEAM
from tests.oracles.disclosures_words import some


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute:
    """Law that opens types between members of a team without a paper of its own."""

    slug: str
    jurisdiction: str
    sharers: frozenset[str]
    recipients: frozenset[str]
    types: frozenset[str]
    cite: str
    mark: str  # R: the text was read; U: the note says it and gives it no mark of its own
    line: str
    government: bool = False  # the recipient must be of government
    agreement: bool = False  # and rests on an interagency agreement in force


# What a child-protection duty plainly needs; medical, mental health, court and education records ask for a paper.
PROTECTION = some("identity report screening child_protection missing placement safety_plan location")
# What a team's case consultation is about ("service recommendations").
CONSULTED = some("identity report screening child_protection case_review missing placement safety_plan service_plan")

LAW = (
    Statute(
        slug="capta_ix_duty",
        jurisdiction="us_federal",
        sharers=some("child_welfare"),
        recipients=some("child_welfare law_enforcement"),
        government=True,
        types=PROTECTION,
        cite="42 USC 5106a(b)(2)(B)(viii)(II),(ix)",
        mark="R",
        line="0: “Government entities with child-protection duty: shall (ix)”; others ask for the paper capta_ix",
    ),
    Statute(
        slug="le_prosecution_generated",
        jurisdiction="us_federal",
        sharers=some("law_enforcement prosecution"),
        recipients=some("law_enforcement prosecution"),
        government=True,
        types=some("criminal_investigation prosecution missing report identity"),
        cite="34 USC 12291(b)(2)(D)(i)(III)",
        mark="R",
        line="V6: “LE- and prosecution-generated info for LE/prosecution purposes”; 5: among the bases",
    ),
    Statute(
        slug="charges",
        jurisdiction="us_federal",
        sharers=some("prosecution"),
        recipients=TEAM,
        types=some("prosecution"),
        cite="law and standards, 0, prosecutor",
        mark="U",
        line="0: “Charges/dispositions yes; work product never”",
    ),
    Statute(
        slug="investigation_by_agreement",
        jurisdiction="us_federal",
        sharers=some("law_enforcement"),
        recipients=TEAM,
        agreement=True,
        types=some("criminal_investigation missing report identity"),
        cite="law and standards, 0, law enforcement; 18 USC 3509(d)(4)",
        mark="U",
        line="0: “Own work product: yes per agreement; CHRI/NCIC output: no”",
    ),
    Statute(
        slug="hipaa_child_abuse_report",
        jurisdiction="us_federal",
        sharers=some("medical mental_health"),
        recipients=some("child_welfare law_enforcement"),
        government=True,
        types=some("report"),
        cite="45 CFR 164.512(b)(1)(ii)",
        mark="R",
        line="1.6: “Child abuse report to authority authorized by law: no authorization”",
    ),
    Statute(
        slug="mn_260e_02",
        jurisdiction="us_minnesota",
        sharers=some("child_welfare"),
        recipients=TEAM,
        agreement=True,
        types=CONSULTED,
        cite="Minn. Stat. 260E.02",
        mark="R",
        line="1.9: “case consultation”; the yearly agreement (subd. 5) is [M] and is asked for, since it only narrows",
    ),
    Statute(
        slug="me_4008_team",
        jurisdiction="us_maine",
        sharers=some("child_welfare"),
        recipients=some("law_enforcement prosecution"),
        government=True,
        types=CONSULTED,
        cite="22 MRSA 4008(2)(A)",
        mark="R",
        line="1.9: “participating on a team investigating” under law",
    ),
    Statute(
        slug="me_4008_agreement",
        jurisdiction="us_maine",
        sharers=some("child_welfare"),
        recipients=TEAM,
        agreement=True,
        types=CONSULTED,
        cite="22 MRSA 4008(2)(A)",
        mark="R",
        line="1.9: “or agreement with the department”",
    ),
    Statute(
        slug="me_4019_9",
        jurisdiction="us_maine",
        sharers=some("child_advocacy_center"),
        recipients=some("child_welfare law_enforcement prosecution medical child_representation"),
        agreement=True,
        types=CONSULTED | some("forensic_interview"),
        cite="22 MRSA 4019(9)",
        mark="R",
        line="1.9: “only to department, LE, prosecutors, medical, …, child's attorney, GAL”; 0: “statute + agreement”",
    ),
)


@dataclass(frozen=True, slots=True)
class NotEncoded:
    """A fact of the note that opens nothing here. what: as the note has it; why: mark, or that it opens nothing."""

    what: str
    cite: str
    why: str


NOT_ENCODED = (
    NotEncoded(
        "yearly agreement opens team data in Minnesota", "Minn. Stat. 260E.02 subd. 5", "[M]; only narrows here"
    ),
    NotEncoded("privilege does not exclude maltreatment evidence", "Minn. Stat. 260E.04", "evidence, no disclosure"),
    NotEncoded(
        "other state child-serving agencies of Maine", "22 MRSA 4019(9)", "the note does not say which they are"
    ),
    NotEncoded("any disclosure law of Connecticut", "none in the note", "not read: ask counsel"),
    NotEncoded("any disclosure law of Florida", "none in the note", "not read: ask counsel"),
    NotEncoded("Texas", "Tex. Fam. Code 264.408", "no jurisdiction of the hub"),
    NotEncoded("system-based advocate shares with the team", "law and standards, 0", "Brady material is [M]"),
    NotEncoded("permitted sharing under VOCA", "28 CFR 94.115(c)", "[M]; hence no fatality review either"),
    NotEncoded("who is a minor incapable of knowing consent", "28 CFR 90.4(b)", "[M], text not reached"),
    NotEncoded("exceptions of the RHYA regulation other than consent", "45 CFR 1351.21", "[M]; the statute says never"),
    NotEncoded("shared databases of shelters", "45 CFR 1370.4", "[M]"),
    NotEncoded(
        "permissive reports by FVPSA programs", "42 USC 10406(c)(5)(F)", "a paper mandated_report says mandated"
    ),
    NotEncoded("law enforcement asks a clinic", "45 CFR 164.512(f)", "[M]: warrant, locate, crime victim"),
    NotEncoded("imminent threat under HIPAA", "45 CFR 164.512(j)", "not in the note"),
    NotEncoded("treatment between clinics", "45 CFR 164.506", "not in the note"),
    NotEncoded("orders for psychotherapy notes", "45 CFR 164.508(a)(2)(ii)", "exceptions not in the note; Jaffee [M]"),
    NotEncoded("a minor's part 2 consent", "42 CFR 2.14", "[M]; narrows: no parent alone"),
    NotEncoded("counselling notes, legal-proceeding consents", "42 CFR 2.31(b),(d)", "[M]; no type of their own"),
    NotEncoded("juvenile records", "18 USC 5038; state law", "0: “Per state law”; of no state was it read"),
    NotEncoded(
        "juvenile-justice reporting by schools", "20 USC 1232g(b)(1)(E)(ii)", "under a state statute, none read"
    ),
    NotEncoded("a school's mandated report", "20 USC 1232g", "0: “No, save” (I), (L), (J): a report is not among them"),
    NotEncoded("citizen review panels, subject", "42 USC 5106a(b)(2)(B)(viii)(I),(III)", "no partner of the hub"),
    NotEncoded(
        "multidisciplinary child abuse team, federal", "18 USC 3509(d)(4)", "lifts only its own ban; federal cases"
    ),
    NotEncoded("IV-E purposes", "42 USC 671(a)(8)", "limits purposes; a cell has no purpose"),
    NotEncoded("tribe as custodian", "ICWA", "[M]"),
    NotEncoded("reporter identity in camera", "42 USC 5106a(b)(2)(B)(xviii)", "to a court, not through a team"),
    NotEncoded("court-sealed records", "arch 8", "never shown locked; a cell has no seal"),
)
