"""Room: tests. The oracle of disclosures: what each kind of authority on file reaches, beside what it names itself.

A paper opens only what it names, to whom it names, while it is in force; never past the bounds of
disclosures_bounds.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.oracles.disclosures_words import PARTNERS, TYPES, some


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a kind of paper reaches, beside what it names itself. noted_for: regimes under which its note must be there.

    states: the sharer's state must be one of these; part_2_only: it opens nothing else.
    """

    kind: str
    recipients: frozenset[str]
    cite: str
    line: str
    types: frozenset[str] = frozenset(TYPES)
    government: frozenset[str] = frozenset()  # of these recipients, only those of government
    noted_for: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    agreement: bool = False
    part_2_only: bool = False
    tribal_side: bool = False  # one side is a tribe, and both are governments


VICTIM_SERVICE = some("vawa fvpsa voca")
# 3.4: who is on a team (NCA standard 1 [R]).
TEAM = some(
    "law_enforcement child_welfare prosecution mental_health medical victim_advocacy child_advocacy_center",
)
NOT_COURTS = PARTNERS - {"courts"}
CONSULTATION = some(
    "identity report screening child_protection criminal_investigation forensic_interview prosecution case_review "
    "missing placement safety_plan service_plan location"
)

PAPERS = {
    row.kind: row
    for row in (
        Reach(
            kind="court_order",
            recipients=NOT_COURTS,
            noted_for=VICTIM_SERVICE,
            cite="45 CFR 164.512(e); 20 USC 1232g(b)(2)(B); 34 USC 12291(b)(2)(C)",
            line="1.6 “only what is expressly authorized”; V5 notice to affected victims",
        ),
        Reach(
            kind="part_2_order",
            recipients=NOT_COURTS,
            noted_for=VICTIM_SERVICE,
            part_2_only=True,
            cite="42 USC 290dd-2(b)(2)(C),(c)",
            line="1.5: “absent consent or court order (c)”",
        ),
        Reach(
            kind="subpoena_with_assurance",
            recipients=some("prosecution civil_legal law_enforcement child_representation"),
            cite="45 CFR 164.512(e); 20 USC 1232g(b)(1)(J)",
            line="1.6 “subpoena: satisfactory assurance”; 0 school: “(J)/(2)(B) subpoena/order”",
        ),
        Reach(
            kind="mandated_report",
            recipients=some("child_welfare law_enforcement tribes"),
            government=some("child_welfare law_enforcement tribes"),
            types=some("report"),
            noted_for=some("voca"),
            cite="45 CFR 164.512(b)(1)(ii); 34 USC 12291(b)(2)(E); 42 USC 290dd-2(e)(2)",
            line="0: “Child-abuse report content: yes to CPS/LE; rest needs authorization”; V8",
        ),
        Reach(
            kind="capta_ix",
            recipients=some("child_welfare law_enforcement prosecution civil_legal juvenile_justice tribes")
            | some("child_advocacy_center medical mental_health"),
            government=some("child_welfare law_enforcement prosecution civil_legal juvenile_justice tribes"),
            cite="42 USC 5106a(b)(2)(B)(ix)",
            line="1.8 (ix) “responsibilities under law to protect children”; 7: “includes *agents* of government”",
        ),
        Reach(
            kind="team_statute",
            recipients=TEAM,
            types=CONSULTATION,
            states=some("us_minnesota us_maine"),
            agreement=True,
            cite="Minn. Stat. 260E.02; 22 MRSA 4008(2)(A), 4019(9)",
            line="1.9: “sharing inside the team for case consultation only; written agreement”",
        ),
        Reach(
            kind="medical_emergency",
            recipients=some("medical"),
            types=some("substance_use medical mental_health hiv_sti minor_consented_care identity"),
            cite="42 USC 290dd-2(b)(2)(A)",
            line="1.5: “Medical personnel, bona fide emergency”",
        ),
        Reach(
            kind="ferpa_emergency",
            recipients=NOT_COURTS,
            noted_for=some("ferpa"),
            cite="20 USC 1232g(b)(1)(I); 34 CFR 99.36",
            line="1.7: “articulable and significant threat”, “record the threat and recipients”",
        ),
        Reach(
            kind="ferpa_child_welfare",
            recipients=some("child_welfare tribes"),
            government=some("child_welfare"),
            cite="20 USC 1232g(b)(1)(L)",
            line="1.7: “legally responsible for care and protection”, child-welfare or tribal caseworker",
        ),
        Reach(
            kind="tribal_exchange",
            recipients=some("child_welfare law_enforcement medical mental_health tribes"),
            tribal_side=True,
            cite="25 USC 3205",
            line="0: “Yes to agencies that ‘investigate and treat’ and need to know”",
        ),
        Reach(
            kind="fatality_review",
            recipients=NOT_COURTS,
            noted_for=some("vawa"),
            cite="42 USC 5106a(b)(2)(B)(viii)(IV); 34 USC 12291(b)(2)(H)",
            line="1.8 “(IV) fatality panels”; V10 “only under 4 conditions”",
        ),
    )
}
