"""Room: tests. Hand-written disclosures: what the floor forbids, and what each regime lets open it."""

from __future__ import annotations

from tests.oracles.disclosures_examples import read

FLOOR = read("""
an order opens an advocate's record once the victim was told | 34 USC 12291(b)(2)(C) | only_vawa > prosecution | safety_plan | paper:court_order | open court_order
an order against an advocate waits for the notice to the victim | 34 USC 12291(b)(2)(C) | only_vawa > prosecution | safety_plan | paper:court_order !noted | absent
a subpoena never opens an advocate's record | 34 USC 12291(b)(2)(B)(i) | only_vawa > prosecution | safety_plan | paper:subpoena_with_assurance | absent
the child-protection duty never reaches an advocate | 34 USC 12291(b)(2)(B)(i) | only_vawa > child_welfare | safety_plan | paper:capta_ix | absent
an advocate's mandated report may be made | 34 USC 12291(b)(2)(E) | only_vawa > child_welfare | report | paper:mandated_report | open mandated_report
a mandated report opens the report and no more of an advocate's | 34 USC 12291(b)(2)(E) | only_vawa > child_welfare | identity | paper:mandated_report | absent
a fatality review reads an advocate's record under the four conditions | 34 USC 12291(b)(2)(H) | only_vawa > law_enforcement | safety_plan | paper:fatality_review | open fatality_review
a fatality review without the four conditions reads nothing | 34 USC 12291(b)(2)(H) | only_vawa > law_enforcement | safety_plan | paper:fatality_review !noted | absent
that somebody is an advocate's client is never shown locked | 34 USC 12291(b)(2)(B)(i) | only_vawa > law_enforcement | identity | | absent
a youth's release opens an advocate's record | 34 USC 12291(b)(2)(B)(ii) | advocates > child_welfare | advocacy | release:program | open release
a parent alone does not sign for an advocate's client | 34 USC 12291(b)(2)(B)(ii) | advocates > child_welfare | advocacy | release:parent_alone | absent
a release with too few signatures opens nothing | 34 USC 12291(b)(2)(B)(ii) | advocates > child_welfare | advocacy | release:signers | absent
a team agreement does not stand for a release | law 1.1, NNEDV | advocates > law_enforcement | identity | agreement:in_force | absent
a release opens what a shelter holds | 42 USC 10406(c)(5)(B)(ii) | only_fvpsa > child_welfare | safety_plan | release:program | open release
fatality review is VAWA's and not FVPSA's | 42 USC 10406(c)(5) | only_fvpsa > law_enforcement | safety_plan | paper:fatality_review | absent
an order against a shelter waits for the notice | 42 USC 10406(c)(5) | only_fvpsa > prosecution | location | paper:court_order !noted | absent
that a child is in a shelter is never shown locked | 42 USC 10406(c)(5)(B) | only_fvpsa > law_enforcement | identity | | absent
a release opens what a VOCA program holds | 28 CFR 94.115(b) | only_voca > child_welfare | safety_plan | release:program | open release
what VOCA permits beyond consent was not read | 28 CFR 94.115(c) [M] | only_voca > law_enforcement | safety_plan | paper:fatality_review | absent
an order opens what a VOCA program holds, once the victim was told | 28 CFR 94.115(b) | only_voca > prosecution | safety_plan | paper:court_order | open court_order
an order opens what a shelter holds, once the victim was told | 42 USC 10406(c)(5) | only_fvpsa > prosecution | safety_plan | paper:court_order | open court_order
a shelter's mandated report may be made | 42 USC 10406(c)(5)(F) | only_fvpsa > child_welfare | report | paper:mandated_report | open mandated_report
a VOCA program's report is compelled, and the victim is told | 28 CFR 94.115(b) | only_voca > child_welfare | report | paper:mandated_report | open mandated_report
a VOCA program's report waits for the notice | 28 CFR 94.115(b) | only_voca > child_welfare | report | paper:mandated_report !noted | absent
that a child is a VOCA program's client is never shown locked | 28 CFR 94.115(a) | only_voca > law_enforcement | identity | | absent
Maine's CAC statute does not lift VOCA from a funded center | 28 CFR 94.115(b) | cac_voca@us_maine > law_enforcement | forensic_interview | agreement:in_force | absent
a runaway shelter's record opens by youth and family | 45 CFR 1351.19(b)(1) | only_rhya > child_welfare | identity | release:program | open release
a runaway shelter opens under no circumstances to an order | 34 USC 11275 | only_rhya > prosecution | identity | paper:court_order | absent
a runaway shelter may not say that a youth is there | 34 USC 11275 | only_rhya > law_enforcement | identity | | absent
a runaway shelter's record does not open to an emergency | 34 USC 11275 | shelter_rhya > law_enforcement | identity | emergency:in_force | absent
a parent alone does not open a runaway shelter's record | 45 CFR 1351.19(b)(1) | shelter_rhya > child_welfare | identity | release:parent_alone | absent
substance use opens to an order under Part 2 | 42 USC 290dd-2(b)(2)(C) | substance_use > prosecution | substance_use | paper:part_2_order | open part_2_order
substance use opens to no other order | 42 USC 290dd-2(c) | substance_use > prosecution | substance_use | paper:court_order | absent
substance use opens to no other order when another holds it | 42 CFR 2.32 | child_welfare > prosecution | substance_use | paper:court_order | absent
substance use that another holds opens by a release | 42 CFR 2.31 | child_welfare > medical | substance_use | release:program | open release
an order under Part 2 opens nothing else | 42 USC 290dd-2(b)(2)(C) | medical > prosecution | medical | paper:part_2_order | known
an order under Part 2 against a VOCA program waits for the notice | 28 CFR 94.115(b) | cac_voca > prosecution | substance_use | paper:part_2_order !noted | absent
an order under Part 2 opens what a VOCA program holds of it | 28 CFR 94.115(b) | cac_voca > prosecution | substance_use | paper:part_2_order | open part_2_order
whatever a Part 2 program holds opens to no other order | 42 CFR 2.13(c) | only_part_2 > prosecution | identity | paper:court_order | absent
an emergency opens Part 2 to medical personnel | 42 USC 290dd-2(b)(2)(A) | only_part_2 > medical | substance_use | paper:medical_emergency | open medical_emergency
an emergency opens Part 2 to nobody else | 42 USC 290dd-2(b)(2)(A) | substance_use > law_enforcement | substance_use | paper:medical_emergency | absent
a report of abuse is outside Part 2 | 42 USC 290dd-2(e)(2) | substance_use > child_welfare | report | paper:mandated_report | open mandated_report
the record behind the report stays protected | 42 USC 290dd-2(e)(2) | substance_use > child_welfare | substance_use | paper:mandated_report | absent
a locked tile would tell that a child is a patient | 42 CFR 2.13(c) | only_part_2 > law_enforcement | appointment | | absent
a subpoena never opens Part 2 | 42 USC 290dd-2(c) | substance_use > prosecution | medical | paper:subpoena_with_assurance | absent
hub's emergency access never opens Part 2 | 42 USC 290dd-2(b)(2)(A) | substance_use > medical | substance_use | emergency:in_force | absent
psychotherapy notes open by an authorization of their own | 45 CFR 164.508(a)(2) | mental_health > child_welfare | psychotherapy_notes | release:program | open release
psychotherapy notes do not open combined with others | 45 CFR 164.508(a)(2) | mental_health > child_welfare | psychotherapy_notes | release:combined | absent
psychotherapy notes do not open to a subpoena | 45 CFR 164.508(a)(2) | mental_health > prosecution | psychotherapy_notes | paper:subpoena_with_assurance | absent
psychotherapy notes are never shown locked | arch 8 | mental_health > child_welfare | psychotherapy_notes | | absent
who made the report opens to no order | 42 USC 5106a(b)(2)(B)(xviii) | child_welfare > prosecution | reporter_identity | paper:court_order | absent
who made the report opens to no release | 42 USC 5106a(b)(2)(B)(xviii) | child_welfare > law_enforcement | reporter_identity | release:program | absent
work product opens to no release | law 0 | prosecution > law_enforcement | work_product | release:program | absent
work product opens to no order | law 0 | prosecution > law_enforcement | work_product | paper:court_order | absent
care a minor consented to is closed to a parent's release | law 7 | medical > child_welfare | minor_consented_care | release:parent_alone | absent
care a minor consented to opens by the minor's release | law 7 | medical > child_welfare | minor_consented_care | release:program | open release
care a minor consented to is closed to a subpoena | law 7 | medical > prosecution | minor_consented_care | paper:subpoena_with_assurance | absent
HIV is closed to a subpoena | arch 8 | medical > prosecution | hiv_sti | paper:subpoena_with_assurance | absent
HIV opens by a release | 45 CFR 164.508 | medical > child_welfare | hiv_sti | release:program | open release
advocate-privileged notes are closed to a duty paper | T18 | child_welfare > law_enforcement | advocacy | paper:capta_ix | absent
immigration is closed to a duty paper | 22 USC 7105(c)(1)(C)(ii) | child_welfare > law_enforcement | immigration | paper:capta_ix | absent
immigration opens by a release | 22 USC 7105(c)(1)(C)(ii) | child_welfare > law_enforcement | immigration | release:program | open release
orientation is closed to a duty paper | arch 8 | child_welfare > law_enforcement | orientation_and_gender_identity | paper:capta_ix | absent
orientation opens by a release | arch 8 | child_welfare > medical | orientation_and_gender_identity | release:program | open release
child welfare may not pass school records to the team | 20 USC 1232g(b)(1)(L) | child_welfare > law_enforcement | education | paper:capta_ix | known
a release passes school records on | 34 CFR 99.30 | child_welfare > law_enforcement | education | release:program | open release
a parent alone may sign for a clinic | law 7 | medical > child_welfare | medical | release:parent_alone | open release
a parent alone may sign for a school | 20 USC 1232g(b)(2)(A) | schools > child_welfare | education | release:parent_alone | open release
a duty paper does not reach a clinic | 45 CFR 164.508 | medical > child_welfare | medical | paper:capta_ix | known
a duty paper does not reach a school | 20 USC 1232g | schools > child_welfare | education | paper:capta_ix | known
a subpoena does not reach child welfare | 42 USC 5106a(b)(2)(B)(viii) | child_welfare > prosecution | medical | paper:subpoena_with_assurance | known
a subpoena does not reach an investigation | law 0 | law_enforcement > child_attorney | criminal_investigation | paper:subpoena_with_assurance | known
a subpoena does not reach a representative | law 7 | guardian_ad_litem > prosecution | report | paper:subpoena_with_assurance | known
a duty paper does not reach juvenile records | 18 USC 5038 | juvenile_justice > child_welfare | placement | paper:capta_ix | known
a duty paper does not reach a CAC | law 0 | cac > child_welfare | forensic_interview | paper:capta_ix | known
a state's order does not decide for a tribe | 25 USC 3205 | tribes > prosecution | placement | paper:court_order | known
a state's duty does not decide for a tribe | 25 USC 3205 | tribes > child_welfare | placement | paper:capta_ix | known
a tribe's own release opens its records | 25 USC 3205 | tribes > prosecution | placement | release:program | open release
a court's papers are not a team's | OVC TTAC | courts > child_welfare | court | paper:subpoena_with_assurance | known
a court's papers do not open to an emergency | OVC TTAC | courts > child_welfare | court | emergency:in_force | known
a court's own order opens its papers | OVC TTAC | courts > child_welfare | court | paper:court_order | open court_order
a judge sees nothing of a case | OVC TTAC | child_welfare > courts | court | release:program | absent
a release opens an attorney's file | law 0 | civil_legal > child_welfare | court | release:program | open release
an investigation opens by a release | law 0 | law_enforcement > medical | criminal_investigation | release:program | open release
juvenile records open by a release | 18 USC 5038 | juvenile_justice > medical | placement | release:program | open release
a representative's notes open by a release | law 7 | guardian_ad_litem > medical | report | release:program | open release
a CAC's interview opens by a release | law 0 | cac > medical | forensic_interview | release:program | open release
""")  # noqa: E501 - a row is a line, so that rows can be compared
